package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// conflictScreen stands where another program changed the run that is open here. Nothing is overwritten, and nothing is
// dropped that nobody chose to drop.
type conflictScreen struct {
	still
	inStage
}

func newConflictScreen(g *ground, s *session) *conflictScreen {
	return &conflictScreen{inStage: inStage{g, s}}
}

func (s *conflictScreen) help() string    { return "help.conflict" }
func (s *conflictScreen) heading() string { return "" }

func (s *conflictScreen) keys() []key.Binding {
	return []key.Binding{conflictKeys.keep, conflictKeys.reload}
}

func (s *conflictScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, conflictKeys.reload):
		return reload
	case matches(k, conflictKeys.keep):
		return keepCopy
	}
	return nil
}

func (s *conflictScreen) draw(p *page) {
	p.text(s.theme.Strong, s.say.T("conflict.what"))
	p.gap()
	p.text(s.theme.Plain, s.say.T("help.conflict"))
	p.gap()
	for _, b := range s.keys() {
		p.indented(s.theme.Now.Render(s.padded(s.keyName(b), 9)), s.theme.Plain, s.say.T(b.Help().Desc+".long"))
	}
}
