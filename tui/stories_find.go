package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// pressSearch types what is searched for; the list narrows with each key.
func (s *storiesScreen) pressSearch(k tea.KeyPressMsg) action {
	switch {
	case matches(k, searchKeys.keep):
		s.search = nil
	case matches(k, searchKeys.clear):
		s.search = nil
		s.filter.Text = ""
		s.applyFilter()
	case matches(k, searchKeys.up), matches(k, searchKeys.down), matches(k, searchKeys.pageUp), matches(k, searchKeys.pageDown):
		s.list.Move(s.steps(k), len(s.hits))
	default:
		err := s.search.Press(k)
		s.seek()
		return refuseIf(err)
	}
	return nil
}

// seek lists the stories that hold what is searched for.
func (s *storiesScreen) seek() {
	if text := checks.CleanLine(s.search.Value()); text != s.filter.Text {
		s.filter.Text = text
		s.applyFilter()
	}
}

// storyPanel is the filter: where a story comes from, what it is about, how far a complaint is, when it was, and whose it is.
type storyPanel struct {
	*widget.Form
	sources []checks.Source
	abouts  []string
	states  []checks.ComplaintState
	months  []checks.Month
	teams   []string
}

// The lines of the panel.
const (
	panelSource = iota
	panelAbout
	panelState
	panelMonth
	panelTeam // only where stories of several teams are listed
)

// newStoryPanel offers what there is; the months and the teams are those of which there are stories.
func newStoryPanel(g *context, f checks.StoryFilter, all []checks.Findable, at int) *storyPanel {
	p := &storyPanel{
		sources: append([]checks.Source{""}, checks.Sources()...), abouts: g.abouts(),
		states: append([]checks.ComplaintState{""}, checks.ComplaintStates()...), months: []checks.Month{{}}, teams: []string{""},
	}
	p.offer(f.Month, f.Team)
	for _, s := range all {
		p.offer(checks.MonthOf(s.On.Time()), s.Team)
	}
	slices.SortFunc(p.months[1:], func(a, b checks.Month) int { return b.First().Time().Compare(a.First().Time()) })
	slices.Sort(p.teams)
	p.Form = &widget.Form{At: at, Lines: []*widget.Line{
		filterLine(g, "form.source", p.sources, f.Source, g.sourceName),
		filterLine(g, "form.about", p.abouts, f.About, g.texts.TitleOf),
		filterLine(g, "form.state", p.states, f.State, g.stateName),
		filterLine(g, "form.month", p.months, f.Month, g.monthName),
	}}
	if anyAndOne := 2; len(p.teams) > anyAndOne {
		p.Lines = append(p.Lines, filterLine(g, "form.team", p.teams, f.Team, func(team string) string { return team }))
	}
	return p
}

// offer adds a month and a team to those that can be asked for; the zero ones are among them already.
func (p *storyPanel) offer(m checks.Month, team string) {
	if !slices.Contains(p.months, m) {
		p.months = append(p.months, m)
	}
	if !slices.Contains(p.teams, team) {
		p.teams = append(p.teams, team)
	}
}

// filterLine is a line that goes through values in words; the first one, the zero value, is any.
func filterLine[T comparable](g *context, label string, values []T, now T, name func(T) string) *widget.Line {
	words := []string{g.say.T("filter.any")}
	for _, v := range values[1:] {
		words = append(words, name(v))
	}
	return widget.PickLine(label, max(0, slices.Index(values, now)), words...)
}

// filter is what the panel says, beside a text that is searched for.
func (p *storyPanel) filter(text string) checks.StoryFilter {
	at := func(line int) int { return p.Lines[line].Pick.At }
	f := checks.StoryFilter{
		Source: p.sources[at(panelSource)], About: p.abouts[at(panelAbout)], State: p.states[at(panelState)], Month: p.months[at(panelMonth)], Text: text,
	}
	if len(p.Lines) > panelTeam {
		f.Team = p.teams[at(panelTeam)]
	}
	return f
}

// pressPanel changes the filter; the list narrows with each key.
func (s *storiesScreen) pressPanel(k tea.KeyPressMsg) action {
	switch {
	case matches(k, searchKeys.keep):
		s.panel = nil
		return nil
	case matches(k, searchKeys.clear):
		s.panel, s.filter = nil, checks.StoryFilter{Text: s.filter.Text}
	default:
		if err := s.panel.Press(k); err != nil {
			return refuse(err)
		}
		s.filter = s.panel.filter(s.filter.Text)
	}
	s.applyFilter()
	return nil
}

// sourceName says where a story comes from, stateName how far a complaint is.
func (g *context) sourceName(s checks.Source) string        { return g.say.T("source." + string(s)) }
func (g *context) stateName(s checks.ComplaintState) string { return g.say.T("complaint." + string(s)) }
func (g *context) monthName(m checks.Month) string          { return g.say.MonthYear(m.First().Time()) }
