package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// voiceScreen shows what customers said to a team in a month, as a page to read aloud.
type voiceScreen struct {
	still
	*ground
	voice checks.Voice
	top   int // first line that shows
}

// openVoice shows what customers said to a team in a month, and what the latest run until then says beside it.
func openVoice(team string, month checks.Month) action {
	return func(m *Model) tea.Cmd {
		today, loc := checks.DayOf(m.now), m.now.Location()
		return open(func(s Store) (checks.Voice, error) {
			t, err := s.Snapshot(team)
			return t.Voice(content.Check(), month, today, loc), err
		}, func(m *Model, v checks.Voice) screen { return &voiceScreen{ground: m.ground, voice: v} })(m)
	}
}

func (s *voiceScreen) help() string { return "help.voice" }

func (s *voiceScreen) heading() string {
	dot := " " + s.signs.Dot + " "
	return s.monthName(s.voice.Month) + dot + s.say.T("voice.title") + dot + s.voice.Team
}

func (s *voiceScreen) keys() []key.Binding {
	return []key.Binding{voiceKeys.months, readingKeys.down, readingKeys.up, voiceKeys.back, readingKeys.pageDown, readingKeys.pageUp}
}

func (s *voiceScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, voiceKeys.back):
		return goHome(s.voice.Team)
	case matches(k, voiceKeys.earlier):
		return openVoice(s.voice.Team, s.voice.Month.Previous())
	case matches(k, voiceKeys.later):
		if s.voice.Month == checks.MonthOf(s.now) {
			return tell(s.say.T("voice.no-later"))
		}
		return openVoice(s.voice.Team, s.voice.Month.Next())
	}
	s.top = s.scrolled(len(s.lines(s.bodyW)), s.top+s.scroll(k))
	return nil
}

// lines are the month as the command line prints it, in w cells.
func (s *voiceScreen) lines(w int) []string {
	o := s.reportOptions()
	o.Width = min(w, maxText)
	var b strings.Builder
	if err := report.Voice(&b, report.Text, s.voice, o); err != nil {
		return []string{err.Error()} // a strings.Builder never fails
	}
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

func (s *voiceScreen) draw(p *page) { drawScrolled(p, s.lines(p.w), s.top) }
