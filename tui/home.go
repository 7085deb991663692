package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

// homeScreen is where the program opens: where a team stands, what it has open, and where one can go.
type homeScreen struct {
	noText
	*context
	home       checks.Snapshot
	last       []checks.Run       // finished, the latest first
	compared   *checks.Comparison // the latest with its baseline, nil where it has none
	unfinished []checks.Run       // those of the team first
	due        checks.Due
}

// newHomeScreen shows what there is of a team; its own unfinished runs stand before those of others.
func newHomeScreen(g *context, h checks.Snapshot) *homeScreen {
	s := &homeScreen{context: g, home: h, last: h.FinishedBy(checks.DayOf(g.now)), unfinished: h.Resumable(), due: h.Due(checks.DayOf(g.now))}
	if len(s.last) > 0 {
		if c, err := h.Compare(content.Check(), s.last[0].ID, ""); err == nil {
			s.compared = &c
		}
	}
	return s
}

func (s *homeScreen) help() string { return "help.home" }

func (s *homeScreen) heading() string {
	if s.home.Team == "" {
		return s.inARow("emptychair", s.texts.Title)
	}
	leading := ""
	if s.home.Marks.Leadership {
		leading = s.say.T("home.leadership")
	}
	return s.inARow("emptychair", s.say.Team(s.home.Team), leading)
}

func (s *homeScreen) keys() (keys []key.Binding) {
	for _, way := range s.ways() {
		keys = append(keys, way.Binding)
	}
	return keys
}

// way is a key of the first screen, and where it leads.
type way struct {
	key.Binding
	to action
}

// ways are where one can go, the likely one first, and at last what is said of the team. Where there is nothing yet, that is a first run, a
// first story or the demo.
func (s *homeScreen) ways() (ways []way) {
	team := s.home.Team
	if s.home.Apart > 0 {
		ways = append(ways, way{homeKeys.apart, openApart})
	}
	if len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.resume, openRun(s.unfinished[0], true, nil)})
	}
	ways = append(ways, way{homeKeys.begin, s.openSetup})
	if team == "" {
		return append(ways, way{homeKeys.story, s.firstStory()}, way{homeKeys.demo, leaveForDemo}, way{homeKeys.leave, leaveProgram}, way{homeKeys.settings, openSettings})
	}
	if s.compared != nil {
		ways = append(ways, way{homeKeys.compare, openCompare(team, s.last[0].ID, "", nil)})
	}
	if len(s.last) > 0 {
		ways = append(ways, way{homeKeys.trend, openTrend(team, s.last[0].Kind)})
	}
	ways = append(ways, way{homeKeys.stories, openStories(storiesShown{team: team, home: team, noting: true})},
		way{homeKeys.actions, openActions(team, team, checks.Open)}, way{homeKeys.walk, s.walk()})
	if len(s.home.Runs) > 0 { // some of which may be ahead of today
		ways = append(ways, way{homeKeys.past, openPast(team)})
	}
	if len(s.home.Teams) > 1 {
		ways = append(ways, way{homeKeys.team, goHome(next(slices.Sorted(slices.Values(s.home.Teams)), team))})
	}
	ways = append(ways, way{homeKeys.voice, s.openVoice(team, checks.MonthOf(s.now))})
	if len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.drop, s.askToDelete(s, &s.unfinished, 0)})
	}
	leading := homeKeys.leading
	if s.home.Marks.Leadership {
		leading = homeKeys.following
	}
	return append(ways, way{homeKeys.leave, leaveProgram}, way{homeKeys.settings, openSettings}, way{leading, s.askLeading()})
}

func (s *homeScreen) press(k tea.KeyPressMsg) action {
	for _, way := range s.ways() {
		if matches(k, way.Binding) {
			return way.to
		}
	}
	if matches(k, homeKeys.compare) && len(s.last) > 0 { // which says what is missing
		return openCompare(s.home.Team, s.last[0].ID, "", nil)
	}
	return nil
}

// openSetup opens the set-up of a new run.
func (s *homeScreen) openSetup(m *Model) tea.Cmd {
	m.screen = newSetupScreen(m.NewSetup(m.home, Begin{Team: m.home.Team, Minutes: -1}))
	return nil
}

// askLeading asks whether the team is, or is no longer, one that leads others.
func (s *homeScreen) askLeading() action {
	leading, id := !s.home.Marks.Leadership, "home.ask.other"
	if leading {
		id = "home.ask.leading"
	}
	return show(&askScreen{
		context: s.context, list: s, about: s.help(), yes: s.markLeading(leading),
		ask: func(p *widget.Canvas) { p.Text(s.theme.Now, s.say.T(id, "Team", s.say.Team(s.home.Team))) },
	})
}

// markLeading remembers whether the team is one that leads others.
func (s *homeScreen) markLeading(leading bool) action {
	return remember(func(st Store) error { return st.MarkLeadership(s.home.Team, leading) }, func(m *Model) string {
		m.home.Marks.Leadership, s.home.Marks.Leadership = leading, leading
		if leading {
			return "home.marked.leading"
		}
		return "home.marked.other"
	})
}

func (s *homeScreen) draw(p *widget.Canvas) { p.Fit(s.drawAll) }

func (s *homeScreen) drawAll(p *widget.Canvas) {
	if s.home.Apart > 0 {
		p.TextOrLine(widget.Brief, s.theme.Over, s.say.N("home.apart", s.home.Apart))
	}
	s.drawUnfinished(p)
	if len(s.last) == 0 {
		s.welcome(p)
	} else {
		s.standing(p)
	}
	s.work(p)
}

// welcome greets somebody who has no run yet, and says with what one can begin.
func (s *homeScreen) welcome(p *widget.Canvas) {
	w := widget.TextWidth(p.W)
	lines := append(widget.Wrap(s.theme.Strong, s.say.T("home.welcome"), w), "")
	lines = append(lines, widget.Wrap(s.theme.Plain, s.say.T("home.what"), w)...)
	lines = append(lines, widget.Wrap(s.theme.Quiet, s.say.T("home.private"), w)...)
	if s.home.Team == "" {
		lines = append(append(lines, ""), widget.Wrap(s.theme.Now, s.say.T("home.offer"), w)...)
	}
	if len(p.Lines) == 0 && len(smallChair)+len(lines)+1 <= p.H {
		p.Add(s.chairLines(len(smallChair))...)
	}
	p.Space()
	p.Add(lines...)
}

// standing shows where the team stands: when the last run was and the next one is due, the items over the last runs beside each
// other, and what the last run is held against.
func (s *homeScreen) standing(p *widget.Canvas) {
	p.Space()
	head := s.canvas(p.W, 0)
	if head.Parts("", s.theme.Plain, s.lastHead()); p.Compact >= widget.OneLine {
		head.Lines = head.Lines[len(head.Lines)-1:] // of two lines the one that says when the next run is due
	}
	p.Append(head)
	p.Space()
	trend := checks.TrendOf(content.Check(), s.last[0].Team, s.last[0].Kind, s.last, 0, s.home.Year)
	trend.Series = trend.Series[:len(s.itemIDs())] // whether the time was well spent shows in the trend alone
	s.multiples(p, trend, s.inColumns(p), func(item, w int) (string, theme.Style) { return s.change(item, w) })
	below := ""
	if c := s.compared; c != nil {
		day := s.dayOf(c.Baseline)
		if c.Baseline.Day == c.Current.Day {
			day += ", " + s.timeOf(c.Baseline.When())
		}
		below = s.say.T("home.against", "Day", day)
	}
	if both := s.inARow(below, s.say.T("home.legend")); trend.Kind == checks.Team && width(both) <= widget.TextWidth(p.W) {
		below = both
	}
	if below == "" || p.Compact >= widget.NoExtraSpace {
		return
	}
	if s.inColumns(p) {
		p.Space()
	}
	p.Text(s.theme.Quiet, below)
}

// change says how an item moved, or that nobody rated it in the last run.
func (s *homeScreen) change(item, w int) (string, theme.Style) {
	switch r := s.last[0].Revealed(s.itemIDs()[item]); {
	case r.N() == 0 && !r.Withheld:
		return s.say.T("item.unrated"), s.theme.Quiet
	case s.compared == nil:
		return "", s.theme.Plain
	}
	return s.moved(s.compared.Items[item], w)
}

// broad tells that home takes the whole width of a big window, where there is a run to show.
func (s *homeScreen) broad(width, height int) bool { return isBig(width, height) && len(s.last) > 0 }

// largeFrom is how many rows there are at least where all is drawn large.
const largeFrom = 24

// inColumns tells whether there is room to set what is open beside each other, and to draw large.
func (s *homeScreen) inColumns(p *widget.Canvas) bool { return p.W >= wide && p.H >= largeFrom }

// lastHead says of the last run when it was and who took part, and when the next one is due, or was.
func (s *homeScreen) lastHead() []string {
	head, next := s.LastRun(s.last[0], s.due)
	if s.due.IsRunLate() {
		next = s.theme.Over.Render(s.signs.Late + " " + next)
	}
	return []string{head, next}
}

// LastRun says when a run was and who took part, and when the next one is due, or was.
func (g *context) LastRun(r checks.Run, due checks.Due) (head, next string) {
	head, next = g.say.N("home.last-run", r.People, "Day", g.dayOf(r)), "home.due"
	if r.Kind == checks.Solo {
		head = g.say.T("home.last-solo", "Day", g.dayOf(r))
	}
	if due.IsRunLate() {
		next = "home.overdue"
	}
	return head, g.say.T(next, "Month", g.say.MonthYear(due.Next.Time()))
}

// drawUnfinished names the runs that are not finished; with less room only the one that is resumed, and how many more there are.
func (s *homeScreen) drawUnfinished(p *widget.Canvas) {
	most := 3
	if p.Compact > 0 {
		most = 1
	}
	more := ""
	if n := len(s.unfinished) - most; n > 0 {
		more = s.say.N("cli.import.more-runs", n)
	}
	for i, r := range s.unfinished[:min(most, len(s.unfinished))] {
		switch text := s.Unfinished(r); {
		case i > 0:
			p.Add(s.theme.Plain.Render(s.cut(text, p.W)))
		case more != "" && p.Compact >= widget.Brief:
			text = strings.TrimRight(s.cut(text, p.W-width(more)), " "+s.signs.Ellipsis)
			p.Add(s.theme.Now.Render(text) + " " + s.theme.Quiet.Render(more))
			more = ""
		default:
			p.TextOrLine(widget.Brief, s.theme.Now, text)
		}
	}
	if more != "" {
		p.Add(s.theme.Quiet.Render(more))
	}
}

// Unfinished names a run that is not finished, and where it stands.
func (g *context) Unfinished(r checks.Run) string {
	who, stage := g.who(r.Kind, r.People), g.title(r.At)
	if r.Origin != checks.OriginRun {
		return g.say.T("origin.unfinished", "Team", r.Team, "Who", who, "Day", g.dayOf(r), "Stage", stage)
	}
	return g.say.T("home.unfinished", "Team", r.Team, "Who", who, "Day", g.day(r.Day), "Time", g.timeOf(r.Started), "Stage", stage)
}

// walk opens the questions of a walk through the own product.
func (s *homeScreen) walk() action {
	return openStories(storiesShown{team: s.home.Team, home: s.home.Team, form: func(list *storiesScreen) screen { return newWalkForm(s, list) }})
}

// firstStory asks for a story, and whose it is: nothing is kept of a team yet.
func (s *homeScreen) firstStory() action {
	return openStories(storiesShown{form: func(list *storiesScreen) screen {
		f := newFormScreen(s.context, s.StoryForm("", checks.Story{}, list.newID), list)
		f.back = s
		return f
	}})
}

// leaveForDemo ends the program, and asks for the demo in its place.
func leaveForDemo(m *Model) tea.Cmd {
	m.demo = true
	return m.leave(leavingProgram)
}

// WantsDemo tells whether the program ended so that the demo can be shown.
func (m *Model) WantsDemo() bool { return m.demo }

// newWalkForm asks what a walk brought.
func newWalkForm(home *homeScreen, list *storiesScreen) screen {
	team := home.home.Team
	s := newFormScreen(home.context, home.WalkForm(team, home.home.Stories, list.newID), list)
	s.back = home
	s.header = func() string { return s.inARow(s.say.T("walk.title"), s.say.Team(team)) }
	s.above = func(p *widget.Canvas) {
		about, last, _ := strings.Cut(s.Ask, "\n")
		p.Text(s.theme.Quiet, about)
		if p.ExtraSpace(); last != "" {
			p.Quote(s.theme.Quiet, last, listedLines-1)
			p.ExtraSpace()
		}
	}
	return s
}

// WalkForm asks what a walk brought, after those among stories. Of what is answered it makes a story, of nothing none.
func (g *context) WalkForm(team string, stories []checks.Story, newID func() string) *Form[checks.Story] {
	walk, id := report.NewWalk(stories), newID()
	f := newForm(storyKind, checks.Story{}, func(checks.Story) (lines []*widget.Line) {
		for _, question := range walk.Questions() {
			lines = append(lines, widget.AreaLine(g, question, "", false))
		}
		return lines
	})
	f.Optional, f.Below = true, true
	f.of = []string{"walk", team}
	about, last := walk.About(g.say)
	f.about, f.Ask, f.Note, f.Nothing = "help.walk", about+"\n"+last, g.say.T("story.saved"), g.say.T("cli.walk.nothing")
	f.Read = func(lenient bool) (checks.Story, int, error) {
		var answers [report.WalkParts]string
		for i, line := range f.Lines {
			answers[i] = checks.CleanLine(line.Value())
		}
		text, whole := walk.Text(g.say, answers)
		switch today := checks.DayOf(g.now); {
		case text == "":
			return checks.Story{}, 0, nil
		case !whole && !lenient:
			return checks.Story{}, report.WalkNoticed, errNoText
		default:
			story := checks.Story{ID: id, Team: team, On: today, Noted: today, Source: checks.FromShopWalk, Text: text}
			story, err := checks.NewStory(content.Check(), story)
			return story, report.WalkNoticed, err
		}
	}
	return f
}
