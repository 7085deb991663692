package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
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

// keys are where one can go, and at last what is said of the team.
func (s *homeScreen) keys() (keys []key.Binding) {
	for _, way := range s.ways() {
		keys = append(keys, way.Binding)
	}
	keys = append(keys, homeKeys.settings)
	switch {
	case s.home.Team == "":
	case s.home.Marks.Leadership:
		keys = append(keys, homeKeys.following)
	default:
		keys = append(keys, homeKeys.leading)
	}
	return keys
}

// way is a key of the first screen, and where it leads.
type way struct {
	key.Binding
	to action
}

// ways are where one can go, the likely one first. Where there is nothing yet, that is a first run, a first story or the demo.
func (s *homeScreen) ways() []way {
	team, ways := s.home.Team, []way{{homeKeys.begin, s.openSetup}}
	if len(s.unfinished) > 0 {
		ways = []way{{homeKeys.resume, openRun(s.unfinished[0], true, nil)}, ways[0]}
	}
	if s.home.Apart > 0 {
		ways = append([]way{{homeKeys.apart, openApart}}, ways...)
	}
	if team == "" {
		return append(ways, way{homeKeys.story, s.firstStory()}, way{homeKeys.demo, leaveForDemo}, way{homeKeys.leave, leaveProgram})
	}
	if s.compared != nil {
		ways = append(ways, way{homeKeys.compare, openCompare(team, s.last[0].ID, "", nil)})
	}
	if len(s.last) > 0 {
		ways = append(ways, way{homeKeys.trend, openTrend(team, s.last[0].Kind)})
	}
	ways = append(ways, way{homeKeys.stories, openStories(storiesShown{team: team, home: team, noting: true})})
	if len(s.last)+len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.past, openPast(team)})
	}
	if len(s.home.Teams) > 1 {
		ways = append(ways, way{homeKeys.team, goHome(s.nextTeam())})
	}
	ways = append(ways, way{homeKeys.actions, openActions(team, team, checks.Open)}, way{homeKeys.walk, s.walk()}, way{homeKeys.voice, s.openVoice(team, checks.MonthOf(s.now))})
	if len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.drop, s.askToDelete(s, s.unfinished[0])})
	}
	return append(ways, way{homeKeys.leave, leaveProgram})
}

func (s *homeScreen) press(k tea.KeyPressMsg) action {
	for _, way := range s.ways() {
		if matches(k, way.Binding) {
			return way.to
		}
	}
	switch {
	case matches(k, homeKeys.settings):
		return openSettings
	case matches(k, homeKeys.past):
		return openPast(s.home.Team)
	case matches(k, homeKeys.compare) && len(s.last) > 0: // which says what is missing
		return openCompare(s.home.Team, s.last[0].ID, "", nil)
	case matches(k, homeKeys.leading) && s.home.Team != "":
		return s.askLeading()
	}
	return nil
}

// openSetup opens the set-up of a new run.
func (s *homeScreen) openSetup(m *Model) tea.Cmd {
	m.screen = newSetupScreen(m.context, m.home, Begin{Team: m.home.Team, Minutes: -1})
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

// remove takes an unfinished run that was dropped off the screen.
func (s *homeScreen) remove(id string) {
	s.unfinished = slices.DeleteFunc(s.unfinished, func(r checks.Run) bool { return r.ID == id })
}

// nextTeam is the team after the one that is shown, in the order of their names, so that tab goes through all of them.
func (s *homeScreen) nextTeam() string {
	return next(slices.Sorted(slices.Values(s.home.Teams)), s.home.Team)
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
	if head.Parts("", s.theme.Plain, s.lastHead(s.last[0])); p.Compact >= widget.OneLine {
		head.Lines = head.Lines[len(head.Lines)-1:] // of two lines the one that says when the next run is due
	}
	p.Append(head)
	p.Space()
	trend := checks.TrendOf(content.Check(), s.last[0].Team, s.last[0].Kind, s.last, 0, s.home.Year)
	trend.Series = trend.Series[:len(s.itemIDs())] // whether the time was well spent shows in the trend alone
	s.multiples(p, trend, s.inColumns(p), func(item, w int) (string, lipgloss.Style) { return s.change(item, w) })
	c := s.compared
	if c == nil || p.Compact >= widget.NoExtraSpace {
		return
	}
	day := s.dayOf(c.Baseline)
	if c.Baseline.Day == c.Current.Day {
		day += ", " + s.timeOf(c.Baseline.When())
	}
	parts := []string{s.say.T("home.against", "Day", day)}
	if needed := report.NeededBrief(s.say, c.Items...); needed != "" {
		parts = append(parts, needed)
	}
	if s.inColumns(p) && trend.Kind == checks.Team {
		parts = append(parts, s.say.T("home.legend"))
	}
	if s.inColumns(p) {
		p.Space()
	}
	p.Parts("", s.theme.Quiet, parts)
}

// change says how an item moved, or that nobody rated it in the last run.
func (s *homeScreen) change(item, w int) (string, lipgloss.Style) {
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

// openWork is what is open of one kind: how much, and how each of it is drawn, the most urgent first.
type openWork struct {
	counts []string
	rows   []func(p *widget.Canvas, lines int) // whose text takes so many lines at most
}

// openShown is how much of each kind is listed at most.
const openShown = 5

// work says what is still to do: open actions, customers without an answer, and complaints that nothing was changed for.
func (s *homeScreen) work(p *widget.Canvas) {
	actions, told := s.openActions(), append(s.unanswered(), s.followed()...)
	if len(actions)+len(told) > 0 {
		p.Space()
	}
	if !s.inColumns(p) || len(actions) == 0 || len(told) == 0 {
		s.drawWork(p, append(actions, told...))
		return
	}
	const gap = 4
	left, right := s.canvas((p.W-gap)/2, p.Left()), s.canvas((p.W-gap)/2, p.Left())
	s.drawWork(left, actions)
	s.drawWork(right, told)
	p.Beside(gap, left, right)
}

// drawWork lists the most urgent of each kind, and more of each where there is room.
func (s *homeScreen) drawWork(p *widget.Canvas, work []openWork) {
	var counts []string
	for _, kind := range work {
		counts = append(counts, kind.counts...)
	}
	if len(work) == 0 {
		return
	}
	head := s.canvas(p.W, 0)
	if head.Parts("", s.theme.Strong, counts); p.Compact >= widget.OneLine {
		head.Lines = head.Lines[:1] // the rest is listed
	}
	if p.Append(head); p.Compact >= widget.Shortest {
		return
	}
	lines, room := make([][]string, len(work)), p.Left()
	for i := range openShown {
		for k, kind := range work {
			if i >= len(kind.rows) || i > 0 && room <= 0 {
				continue
			}
			row := s.canvas(p.W, 0)
			kind.rows[i](row, s.textLines(p))
			if room -= len(row.Lines); i == 0 || room >= 0 {
				lines[k] = append(lines[k], row.Lines...)
			}
		}
	}
	p.Add(slices.Concat(lines...)...)
}

// textLines is how many lines of a text show that people wrote.
func (s *homeScreen) textLines(p *widget.Canvas) int {
	switch {
	case p.Compact >= widget.OneLine:
		return 1
	case p.Compact >= widget.NoExtraSpace:
		return listedLines - 1
	}
	return listedLines
}

// openActions are the open actions, that which is due first first.
func (s *homeScreen) openActions() []openWork {
	if len(s.due.Actions) == 0 {
		return nil
	}
	count := s.say.N("home.open", len(s.due.Actions))
	if late := checks.Overdue(s.due.Actions, checks.DayOf(s.now)); late > 0 {
		count += " (" + s.say.N("home.late", late) + ")"
	}
	work := openWork{counts: []string{count}}
	for _, a := range s.due.Actions {
		work.rows = append(work.rows, func(p *widget.Canvas, lines int) { s.openAction(p, a, lines) })
	}
	return []openWork{work}
}

// leastText is how many cells of an action show before the words for its date are shortened.
const leastText = 25

// openAction draws one action, and behind its text who does it until when; on a line of its own where there is no room.
func (s *homeScreen) openAction(p *widget.Canvas, a checks.Action, lines int) {
	sign, style, due := s.signs.Bullet, s.theme.Quiet, s.until(a)
	if a.IsOverdue(checks.DayOf(s.now)) {
		sign, style, due = s.theme.Over.Render(s.signs.Late), s.theme.Over, s.outcome(a)
	}
	lead, facts := "  "+sign+" ", s.inARow(a.Owner, due)
	if lines == 1 {
		gap := width(s.inARow("x", "x")) - width("xx")
		if room := p.W - width(due) - gap; room < width(lead+a.Text) && room < leastText {
			due = s.until(a) // the sign says that it is late
		}
		p.Add(s.inARow(s.cut(lead+checks.CleanLine(a.Text), p.W-width(due)-gap), style.Render(due)))
		return
	}
	p.Indent(lead, s.theme.Plain, checks.CleanLine(a.Text))
	p.Lines = p.Clip(p.Lines, lines)
	last := &p.Lines[len(p.Lines)-1]
	switch beside := s.inARow(*last, style.Render(facts)); {
	case facts == "":
	case width(beside) <= widget.TextWidth(p.W):
		*last = beside
	default:
		p.Indent(strings.Repeat(" ", width(lead)), style, facts)
	}
}

// unanswered are the customers for whom nobody has done anything yet, the one who waits longest first. The complaints of the others
// are listed where nothing was changed for them.
func (s *homeScreen) unanswered() []openWork {
	waiting := checks.Unanswered(s.home.Stories)
	if len(waiting) == 0 {
		return nil
	}
	work := openWork{counts: []string{s.say.N("home.unanswered", len(waiting))}}
	for i, st := range waiting {
		if i == 0 || !s.isFollowed(st) {
			work.rows = append(work.rows, s.complaint("home.no-answer", st))
		}
	}
	return []openWork{work}
}

// followed are the complaints for which nothing was changed yet: those that came back first, then those whose cause nobody knows, and last
// what is planned. The customer who waits longest is listed already.
func (s *homeScreen) followed() []openWork {
	work, waiting := openWork{}, checks.Unanswered(s.home.Stories)
	count := func(id string, states ...checks.ComplaintState) {
		n := 0
		for _, state := range states {
			for _, st := range slices.Backward(s.home.Stories) { // the oldest first
				if st.Complaint.State != state || !s.isFollowed(st) {
					continue
				}
				if n++; len(waiting) == 0 || st.ID != waiting[0].ID || state == checks.ComplaintPlanned {
					work.rows = append(work.rows, s.complaint("home.complaint."+string(state), st))
				}
			}
		}
		if n > 0 {
			work.counts = append(work.counts, s.say.N("home.count."+id, n))
		}
	}
	count("came-back", checks.ComplaintBack)
	count("open", checks.ComplaintOpen)
	count("begun", checks.ComplaintCaused, checks.ComplaintPlanned)
	if len(work.counts) == 0 {
		return nil
	}
	return []openWork{work}
}

// isFollowed tells whether nothing was changed for a complaint yet, and no open action says what will be.
func (s *homeScreen) isFollowed(st checks.Story) bool {
	return st.Complaint.IsOpen() && (st.Complaint.State != checks.ComplaintPlanned || len(checks.ActionsFor(st, s.due.Actions)) == 0)
}

// complaint draws a complaint in a sentence, or what is planned because of it.
func (s *homeScreen) complaint(id string, st checks.Story) func(*widget.Canvas, int) {
	return func(p *widget.Canvas, lines int) {
		text := st.Text
		if st.Complaint.State == checks.ComplaintPlanned && id != "home.no-answer" {
			text = st.Complaint.Plan
		}
		text = s.say.T(id, "Day", s.day(st.On), "Text", widget.OneRow(firstRunes(text, p.W*listedLines)), "Owner", st.Complaint.Owner)
		p.Indent("  "+s.signs.Bullet+" ", s.theme.Plain, text)
		p.Lines = p.Clip(p.Lines, lines)
	}
}

// lastHead says of the last run when it was and who took part, and when the next one is due, or was.
func (s *homeScreen) lastHead(r checks.Run) []string {
	day := s.dayOf(r)
	head := s.say.N("home.last-run", r.People, "Day", day)
	if r.Kind == checks.Solo {
		head = s.say.T("home.last-solo", "Day", day)
	}
	month := s.say.MonthYear(s.due.Next.Time())
	next := s.say.T("home.due", "Month", month)
	if s.due.IsRunLate() {
		next = s.theme.Over.Render(s.signs.Late + " " + s.say.T("home.overdue", "Month", month))
	}
	return []string{head, next}
}

// drawUnfinished names the runs that are not finished; with less room only the one that is resumed.
func (s *homeScreen) drawUnfinished(p *widget.Canvas) {
	for i, r := range s.unfinished {
		if i == 3 || i > 0 && p.Compact > 0 {
			break
		}
		who := s.who(r.Kind, r.People)
		line := s.say.T("home.unfinished", "Team", r.Team, "Who", who, "Day", s.day(r.Day), "Time", s.timeOf(r.Started), "Stage", s.title(r.At))
		if r.Origin != checks.OriginRun {
			line = s.say.T("origin.unfinished", "Team", r.Team, "Who", who, "Day", s.dayOf(r), "Stage", s.title(r.At))
		}
		if i == 0 {
			p.TextOrLine(widget.Brief, s.theme.Now, line)
		} else {
			p.Add(s.theme.Plain.Render(s.cut(line, p.W)))
		}
	}
}

// walk opens the questions of a walk through the own product.
func (s *homeScreen) walk() action {
	return openStories(storiesShown{team: s.home.Team, home: s.home.Team, form: func(list *storiesScreen) screen { return newWalkForm(s, list) }})
}

// firstStory asks for a story, and whose it is: nothing is kept of a team yet.
func (s *homeScreen) firstStory() action {
	return openStories(storiesShown{form: func(list *storiesScreen) screen {
		f := newStoryForm(s.context, list, "", checks.Story{}, list.newID)
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

// newWalkForm asks what a walk brought. Of what is answered it makes a story in the list, of nothing none.
func newWalkForm(home *homeScreen, list *storiesScreen) screen {
	walk, id := report.NewWalk(home.home.Stories), list.newID()
	s := &formScreen[checks.Story]{context: home.context, recordKind: storyKind, from: list, back: home}
	s.about, s.note, s.nothing = "help.walk", s.say.T("story.saved"), s.say.T("cli.walk.nothing")
	s.header = func() string { return s.inARow(s.say.T("walk.title"), s.say.Team(home.home.Team)) }
	s.lines = func(checks.Story) (lines []*widget.Line) {
		for _, question := range walk.Questions() {
			lines = append(lines, widget.AreaLine(s, question, "", false))
		}
		return lines
	}
	s.open(&widget.Form{Optional: true, Below: true}, "walk", home.home.Team)
	s.above = func(p *widget.Canvas) {
		about, last := walk.About(s.say)
		p.Text(s.theme.Quiet, about)
		if p.ExtraSpace(); last != "" {
			p.Quote(s.theme.Quiet, last, listedLines-1)
			p.ExtraSpace()
		}
	}
	s.read = func(lenient bool) (checks.Story, int, error) {
		var answers [report.WalkParts]string
		for i, line := range s.form.Lines {
			answers[i] = checks.CleanLine(line.Value())
		}
		text, whole := walk.Text(s.say, answers)
		switch today := checks.DayOf(s.now); {
		case text == "":
			return checks.Story{}, 0, nil
		case !whole && !lenient:
			return checks.Story{}, report.WalkNoticed, errNoText
		default:
			story := checks.Story{ID: id, Team: home.home.Team, On: today, Noted: today, Source: checks.FromShopWalk, Text: text}
			story, err := checks.NewStory(content.Check(), story)
			return story, report.WalkNoticed, err
		}
	}
	return s
}
