package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/settings"
	"emptychair/tui/widget"
)

// settingsScreen shows what is remembered of how people like the program, and where it comes from. What is changed holds at once.
type settingsScreen struct {
	noText
	*context
	said       settings.Call    // what the call of the program asked for
	remembered *checks.Settings // of the root
	list       widget.List
}

func openSettings(m *Model) tea.Cmd {
	m.screen = &settingsScreen{context: m.context, said: m.opts.Settings, remembered: &m.home.Settings}
	return nil
}

func (s *settingsScreen) help() string    { return "help.settings" }
func (s *settingsScreen) heading() string { return s.inARow("emptychair", s.say.T("settings.title")) }

func (s *settingsScreen) keys() []key.Binding {
	return []key.Binding{widget.ChangeKeys.Change, backKey, forgetKey, pageKeys.down, pageKeys.up}
}

// here is the setting under the cursor.
func (s *settingsScreen) here() settings.Setting { return settings.List[s.list.At] }

func (s *settingsScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, widget.ChangeKeys.Less):
		return s.change(-1)
	case matches(k, widget.ChangeKeys.More):
		return s.change(1)
	case matches(k, forgetKey):
		return s.choose(s.here(), "")
	case matches(k, backKey):
		return func(m *Model) tea.Cmd { return goHome(m.home.Team)(m) }
	}
	s.list.Press(k, len(settings.List))
	return nil
}

// change chooses the next value of the setting under the cursor, or the one before.
func (s *settingsScreen) change(d int) action {
	set := s.here()
	code, source, _ := s.said.Value(set, *s.remembered)
	if source == settings.Found && slices.Contains(set.Codes, settings.Auto) {
		code = settings.Auto
	}
	return s.choose(set, set.Next(code, d))
}

// choose remembers a value, and lets it hold as soon as it is on disk.
func (s *settingsScreen) choose(set settings.Setting, code string) action {
	_, source, by := s.said.Value(set, *s.remembered)
	return apply(func(st Store) outcome {
		err := st.ChangeSettings(func(now *checks.Settings) { set.Set(now, code) })
		return outcome{err: err, done: func(m *Model) tea.Cmd {
			if err == nil {
				m.prefer(set, code)
				if source == settings.ByOption || source == settings.ByVariable {
					m.note = m.say.T("settings.next-start", "By", by)
				}
			}
			return m.stopWaiting(err)
		}}
	})
}

func (s *settingsScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("settings.what"))
	p.ExtraSpace()
	label, value := 0, 0
	for _, set := range settings.List {
		label = max(label, width(s.say.T("setting."+set.Name)))
		for _, code := range set.Codes {
			value = max(value, width(set.Word(s.say, code)))
		}
	}
	for i, set := range settings.List {
		code, source, by := s.said.Value(set, *s.remembered)
		lead, style := s.pointed("  ", i == s.list.At)
		before, after := "  ", "  "
		if i == s.list.At {
			before, after = s.theme.Now.Render(s.signs.Before)+" ", " "+s.theme.Now.Render(s.signs.After)
		}
		word := before + style.Render(set.Word(s.say, code)) + after
		p.Add(s.cut(lead+style.Render(s.padded(s.say.T("setting."+set.Name), label))+"   "+s.padded(word, value+6)+
			s.theme.Quiet.Render(settings.Source(s.say, source, by)), p.W))
	}
	about := widget.Wrap(s.theme.Quiet, s.about(s.here()), widget.TextWidth(p.W))
	if len(about) < p.Left() {
		p.Space()
	}
	p.Add(p.Clip(about, p.Left())...)
}

// about explains a setting.
func (s *settingsScreen) about(set settings.Setting) string {
	text := s.say.T("settings.about." + set.Name)
	switch set.Name {
	case settings.Theme:
		text += " " + s.say.T([]string{"settings.backdrop.unknown", "settings.backdrop.dark", "settings.backdrop.light"}[s.backdrop])
	case settings.FirstMonth:
		text += " " + s.say.T("setting.fiscal", "Quarter", s.reportOptions().Quarter(checks.Run{Day: checks.DayOf(s.now)}))
	}
	return text
}
