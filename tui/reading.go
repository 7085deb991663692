package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// readingScreen shows a past run as text to scroll through.
type readingScreen struct {
	still
	*context
	from   screen // where one came from, and returns to; nil for the list of runs
	run    checks.Run
	looked []checks.Looked // what it said at its look back
	top    int             // first line that shows, as far as the run was scrolled
}

func newReadingScreen(g *context, r checks.Run, looked []checks.Looked, from screen) *readingScreen {
	return &readingScreen{context: g, run: r, looked: looked, from: from}
}

func (s *readingScreen) help() string { return "help.reading" }

func (s *readingScreen) heading() string {
	return s.run.Team + " " + s.signs.Dot + " " + s.dayOf(s.run.When(), s.run.Origin)
}

func (s *readingScreen) keys() []key.Binding {
	return []key.Binding{readingKeys.down, readingKeys.up, readingKeys.back, exportKeys.open, readingKeys.pageDown, readingKeys.pageUp}
}

// lines are the run as the command line prints it, in w cells.
func (s *readingScreen) lines(w int) []string {
	var b strings.Builder
	err := report.Run(&b, report.Text, s.run, s.looked, report.Options{
		Printer: s.say, Location: s.now.Location(), Bold: true, Width: min(w, widget.MaxText),
	})
	if err != nil {
		return []string{err.Error()} // a strings.Builder never fails
	}
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

func (s *readingScreen) press(k tea.KeyPressMsg) action {
	if matches(k, readingKeys.back) {
		if s.from == nil {
			return openPast("")
		}
		return show(s.from)
	}
	if matches(k, exportKeys.open) {
		return s.exportRun(s, checks.Summarize(s.run))
	}
	s.top = s.scrolled(len(s.lines(s.bodyW)), s.top+s.scroll(k))
	return nil
}

// scroll is by how many lines a key scrolls down: one, or a window but for two lines, or all there are.
func (g *context) scroll(k tea.KeyPressMsg) int {
	switch {
	case matches(k, readingKeys.up):
		return -1
	case matches(k, readingKeys.down):
		return 1
	case matches(k, readingKeys.pageUp):
		return 2 - g.bodyH
	case matches(k, readingKeys.pageDown):
		return g.bodyH - 2
	case matches(k, readingKeys.first):
		return -farAway
	case matches(k, readingKeys.last):
		return farAway
	}
	return 0
}

// farAway is more lines than there are of anything.
const farAway = 1 << 20

func (s *readingScreen) draw(p *widget.Canvas) {
	drawScrolled(p, s.lines(p.W), s.top)
}

// scrolled keeps the first line that shows so far up that n lines fill the body.
func (g *context) scrolled(n, top int) int {
	return max(0, min(top, n-(g.bodyH-1)))
}

// drawScrolled shows lines from top on, and where one is when they are more than fit.
func drawScrolled(p *widget.Canvas, lines []string, top int) {
	if len(lines) <= p.H {
		p.Add(lines...)
		return
	}
	h := p.H - 1
	top = max(0, min(top, len(lines)-h))
	p.Add(lines[top : top+h]...)
	p.Add(p.Styles().Quiet.Render(p.Words().T("scroll", "First", top+1, "Last", top+h, "N", len(lines))))
}

// voiceScreen shows what customers said to a team in a month, as a page to read aloud.
type voiceScreen struct {
	still
	*context
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
		}, func(m *Model, v checks.Voice) screen { return &voiceScreen{context: m.context, voice: v} })(m)
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
	o.Width = min(w, widget.MaxText)
	var b strings.Builder
	if err := report.Voice(&b, report.Text, s.voice, o); err != nil {
		return []string{err.Error()} // a strings.Builder never fails
	}
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

func (s *voiceScreen) draw(p *widget.Canvas) { drawScrolled(p, s.lines(p.W), s.top) }
