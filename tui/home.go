package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// homeScreen is where the program opens: the last run of a team, what is unfinished, and where one can go.
type homeScreen struct {
	still
	*ground
	home  checks.Home
	blank bool // a run is about to open
}

// newHomeScreen shows what there is of a team; its own unfinished runs stand before those of others.
func newHomeScreen(g *ground, h checks.Home) *homeScreen {
	h.Unfinished = slices.Clone(h.Unfinished)
	others := func(s checks.Summary) int {
		if s.Team == h.Team {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(h.Unfinished, func(a, b checks.Summary) int { return others(a) - others(b) })
	return &homeScreen{ground: g, home: h}
}

func (s *homeScreen) help() string { return "help.home" }

func (s *homeScreen) heading() string {
	if s.home.Team == "" {
		return "emptychair " + s.signs.Dot + " " + s.texts.Title
	}
	return "emptychair " + s.signs.Dot + " " + s.home.Team
}

func (s *homeScreen) keys() []key.Binding {
	keys := []key.Binding{s.likely()}
	if len(s.home.Unfinished) > 0 {
		keys = append(keys, homeKeys.begin)
	}
	if len(s.home.Last)+len(s.home.Unfinished) > 0 {
		keys = append(keys, homeKeys.past)
	}
	if len(s.home.Teams) > 1 {
		keys = append(keys, homeKeys.team)
	}
	return append(keys, homeKeys.leave)
}

func (s *homeScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, homeKeys.begin):
		return goSetup{}
	case matches(k, homeKeys.resume) && len(s.home.Unfinished) > 0:
		return resumeRun{s.home.Unfinished[0].ID}
	case matches(k, homeKeys.past):
		return goPast{s.home.Team}
	case matches(k, homeKeys.team) && len(s.home.Teams) > 1:
		return goHome{s.nextTeam()}
	case matches(k, homeKeys.leave):
		return quit{}
	}
	return nil
}

// nextTeam is the team after the one that is shown, in the order of their names, so that tab goes through all of them.
func (s *homeScreen) nextTeam() string {
	first, next := "", ""
	for _, t := range s.home.Teams {
		if first == "" || t < first {
			first = t
		}
		if t > s.home.Team && (next == "" || t < next) {
			next = t
		}
	}
	if next == "" {
		return first
	}
	return next
}

func (s *homeScreen) draw(p *page) {
	if s.blank {
		return
	}
	if len(s.home.Last) == 0 {
		s.welcome(p)
	} else {
		s.lastRun(p, s.home.Last[0])
	}
	p.gap()
	s.unfinished(p)
	s.ways(p)
}

// welcome greets somebody who has no run yet.
func (s *homeScreen) welcome(p *page) {
	lines := append(wrapped(s.theme.Strong, s.say.T("home.welcome"), textWidth(p.w)), "")
	lines = append(lines, wrapped(s.theme.Plain, s.say.T("home.what"), textWidth(p.w))...)
	lines = append(lines, wrapped(s.theme.Quiet, s.say.T("home.private"), textWidth(p.w))...)
	if len(smallChair)+len(lines)+len(s.keys())+2 <= p.h {
		p.add(s.chairLines(len(smallChair))...)
		p.gap()
	}
	p.add(lines...)
}

// lastRun shows the three ratings of a run in short.
func (s *homeScreen) lastRun(p *page, r checks.Summary) {
	day := s.say.Day(s.local(r.When()))
	head := s.say.N("home.last-run", r.People, "Day", day)
	if r.Kind == checks.Solo {
		head = s.say.T("home.last-solo", "Day", day)
	}
	p.text(s.theme.Quiet, head)
	p.gap()
	label := s.labelWidth()
	scale := s.scale(p.w - label - 8)
	for _, id := range s.itemIDs() {
		rated, ok := r.Ratings[id]
		row := s.theme.Quiet.Render(s.say.T("item.unrated"))
		if ok && rated.N() > 0 {
			row = scale.Short(rated.Counts, s.signs.Today)
		}
		p.add(s.padded(s.theme.Strong.Render(s.texts.TitleOf(id)), label) + row)
	}
}

// clock is how a time of the day is written, in every language.
const clock = "15:04"

func (s *homeScreen) unfinished(p *page) {
	for i, r := range s.home.Unfinished {
		if i == 3 || p.left() < 6 {
			break
		}
		line := s.say.T("home.unfinished", "Team", r.Team, "Day", s.say.Day(s.local(r.Started)), "Time", s.local(r.Started).Format(clock), "Stage", s.title(r.At))
		style := s.theme.Plain
		if i == 0 {
			style = s.theme.Now
		}
		if i == 0 {
			p.text(style, line)
			continue
		}
		p.add(style.Render(s.cut(line, p.w)))
	}
	if len(s.home.Unfinished) > 0 {
		p.gap()
	}
}

// ways lists where one can go, one key a line, the likely one first.
func (s *homeScreen) ways(p *page) {
	for _, b := range s.keys() {
		style := s.theme.Plain
		if b.Help() == s.likely().Help() {
			style = s.theme.Now
		}
		p.add(s.padded(style.Render(b.Help().Key), 6) + style.Render(s.say.T(b.Help().Desc)))
	}
}

// likely is what most people come for: the unfinished run, or else a new one.
func (s *homeScreen) likely() key.Binding {
	if len(s.home.Unfinished) > 0 {
		return homeKeys.resume
	}
	return homeKeys.begin
}
