package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui/widget"
)

// conflictScreen stands where another program changed the run that is open here. Nothing is overwritten, and nothing is
// dropped that nobody chose to drop: before somebody moves the cursor it stands nowhere, and enter decides nothing.
type conflictScreen struct {
	stageBase
	list widget.List // of the two ways out
}

func (s *conflictScreen) heading() string { return "" }

func (s *conflictScreen) help() string {
	if s.run.gone {
		return "help.conflict-gone"
	}
	return "help.conflict"
}

func (s *conflictScreen) keys() []key.Binding {
	return []key.Binding{arrowKeys.down, arrowKeys.up, pageKeys.choose}
}

func (s *conflictScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, arrowKeys.down), matches(k, arrowKeys.up):
		s.list.Press(k, 2)
	case !matches(k, pageKeys.choose):
	case s.list.At < 0:
		return notify(s.say.T("conflict.undecided"))
	case s.list.At == 0:
		return func(m *Model) tea.Cmd {
			run := m.ownCopy()
			if run.IsFinished() && !m.session.flow.IsCorrecting() {
				m.finished = run.ID
			}
			return m.open(run, 0, m.session.Team)
		}
	case s.run.gone:
		return func(m *Model) tea.Cmd {
			m.session = nil
			return goHome(s.run.flow.Run().Team)(m)
		}
	default:
		return openRun(s.run.flow.Run(), true, nil)
	}
	return nil
}

// Conflict says what another program did with the run that is open here, and the two ways out: keeping what is here comes first.
func Conflict(say *lang.Printer, here, theirs checks.Run, gone bool) (what string, ways []string) {
	ways = []string{say.T("conflict.keep"), say.T("conflict.take")}
	switch {
	case gone:
		return say.T("conflict.deleted"), []string{say.T("conflict.keep-gone"), say.T("conflict.let-go")}
	case theirs.Team != "" && theirs.Team != here.Team:
		return say.T("conflict.renamed", "Team", say.Team(theirs.Team)), ways
	case theirs.IsFinished() && !here.IsFinished():
		return say.T("conflict.finished"), ways
	}
	return say.T("conflict.what"), ways
}

func (s *conflictScreen) draw(p *widget.Canvas) {
	what, ways := Conflict(s.say, s.run.flow.Run(), s.run.theirs, s.run.gone)
	p.Text(s.theme.Strong, what)
	p.Space()
	p.Text(s.theme.Plain, s.say.T(s.help()))
	p.Space()
	s.list.Draw(p, len(ways), p.Left(), true, func(i, w int, here bool) []string {
		row := s.canvas(min(w, widget.MaxText), 0)
		lead, style := s.pointed("  ", here)
		row.Indent(lead, style, ways[i])
		return row.Lines
	})
}

// synced is what came of a sync, in words.
type synced struct {
	note   string
	failed bool
}

// sync brings this machine and others to the same where that is to happen by itself.
func (m *Model) sync() tea.Cmd {
	if m.opts.Sync == nil || !m.home.Sync {
		return nil
	}
	sync, language := m.opts.Sync, m.say.Code()
	return m.inBackground(command(func() (done synced, err error) {
		done.note, done.failed = sync(language)
		return done, nil
	}, func(m *Model, done synced, _ error) tea.Cmd {
		rest := m.backgroundDone()
		if m.ending || m.leaving != staying {
			return rest
		}
		if done.note != "" {
			m.note, m.alarm = done.note, done.failed
		}
		if home, ok := m.screen.(*homeScreen); ok {
			return tea.Batch(rest, m.readHome(home.home.Team, true))
		}
		return rest
	}))
}

// Apart is something that was changed on several machines before they heard of each other.
type Apart struct {
	ID    string
	Name  string      // which it is
	Sides []ApartSide // this machine's first
}

// ApartSide is how a machine has it, where that differs from another one.
type ApartSide struct {
	Title string
	Facts [][2]string // what they are called, and what they are
}

// apartScreen shows what was changed on several machines, one at a time, and lets the person choose what holds. Before somebody moves the
// cursor it stands nowhere, and enter decides nothing.
type apartScreen struct {
	noText
	*context
	all    []Apart
	settle func(id string, side int) error
	list   widget.List // of the sides
}

func openApart(m *Model) tea.Cmd {
	apart, language := m.opts.Apart, m.say.Code()
	return open(func(Store) ([]Apart, error) { return apart(language) }, func(m *Model, all []Apart) screen {
		if len(all) == 0 {
			return newHomeScreen(m.context, m.home)
		}
		return &apartScreen{context: m.context, all: all, settle: m.opts.Settle, list: widget.List{At: -1}}
	})(m)
}

func (s *apartScreen) help() string { return "help.apart" }

// broad tells that the sides stand beside each other in a big window.
func (s *apartScreen) broad(width, height int) bool { return isBig(width, height) }

func (s *apartScreen) heading() string {
	return s.inARow("emptychair", s.say.T("apart.title"), s.say.N("apart.left", len(s.all)))
}

func (s *apartScreen) keys() []key.Binding {
	keys := []key.Binding{pageKeys.choose, pageKeys.back, pageKeys.down, pageKeys.up}
	if len(s.all) > 1 {
		keys = append(keys, apartNext)
	}
	return keys
}

func (s *apartScreen) press(k tea.KeyPressMsg) action {
	sides := len(s.all[0].Sides)
	switch {
	case matches(k, pageKeys.back):
		return func(m *Model) tea.Cmd { return goHome(m.home.Team)(m) }
	case matches(k, apartNext) && len(s.all) > 1:
		s.all, s.list.At = append(s.all[1:], s.all[0]), -1
	case matches(k, pageKeys.choose) && s.list.At < 0:
		return notify(s.say.T("conflict.undecided"))
	case matches(k, pageKeys.choose):
		return s.choose
	case matches(k, widget.ChangeKeys.More):
		s.list.Move(1, sides)
	case matches(k, widget.ChangeKeys.Less):
		s.list.Move(-1, sides)
	default:
		s.list.Press(k, sides)
	}
	return nil
}

// choose lets the side under the cursor hold, and shows what is left.
func (s *apartScreen) choose(m *Model) tea.Cmd {
	id, side := s.all[0].ID, s.list.At
	return after(func(Store) (bool, error) { return true, s.settle(id, side) }, func(m *Model, _ bool) tea.Cmd {
		m.note = m.say.T("apart.settled")
		if len(s.all) == 1 { // which shows until home does
			return goHome(m.home.Team)(m)
		}
		s.all, s.list.At = s.all[1:], -1
		return nil
	})(m)
}

func (s *apartScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.all[0].Name)
	p.ExtraSpace()
	p.Text(s.theme.Plain, s.say.T("apart.ask"))
	p.Space()
	sides := s.all[0].Sides
	if p.W < wide {
		s.list.Draw(p, len(sides), p.Left(), true, func(i, w int, here bool) []string {
			return append(s.side(i, min(w, widget.MaxText), here), "")
		})
		return
	}
	const gap = 4
	var columns []*widget.Canvas
	for i := range sides {
		column := s.canvas((p.W-gap*(len(sides)-1))/len(sides), p.Left())
		column.Add(s.side(i, column.W, i == s.list.At)...)
		columns = append(columns, column)
	}
	p.Beside(gap, columns...)
}

// side draws how one machine has it.
func (s *apartScreen) side(i, w int, here bool) []string {
	p, side := s.canvas(w, 0), s.all[0].Sides[i]
	lead, style := s.pointed("  ", here)
	p.Indent(lead, style, side.Title)
	label := 0
	for _, fact := range side.Facts {
		label = max(label, width(fact[0]))
	}
	for _, fact := range side.Facts {
		p.Indent("    "+s.theme.Quiet.Render(s.padded(fact[0], label))+"  ", s.theme.Plain, fact[1])
	}
	return p.Lines
}
