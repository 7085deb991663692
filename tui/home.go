package tui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/checks/report/chart"
	"emptychair/tui/widget"
)

// homeScreen is where the program opens: the last run of a team, what is unfinished, and where one can go.
type homeScreen struct {
	noText
	*context
	home       checks.Snapshot
	last       []checks.Run    // finished, the latest first
	unfinished []checks.Run    // those of the team first
	open       []checks.Action // the one due first first
}

// newHomeScreen shows what there is of a team; its own unfinished runs stand before those of others.
func newHomeScreen(g *context, h checks.Snapshot) *homeScreen {
	begun := func(own bool) []checks.Run {
		return slices.DeleteFunc(slices.Clone(h.Unfinished), func(r checks.Run) bool { return (r.Team == h.Team) != own })
	}
	return &homeScreen{context: g, home: h, last: h.FinishedBy(checks.DayOf(g.now)), unfinished: append(begun(true), begun(false)...), open: h.Open()}
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

// ways are where one can go, the likely one first. Where there is no team yet nothing stands beside the first run.
func (s *homeScreen) ways() []way {
	team, ways := s.home.Team, []way{{homeKeys.begin, s.openSetup}}
	if len(s.unfinished) > 0 {
		ways = []way{{homeKeys.resume, openRun(s.unfinished[0], true, nil)}, ways[0]}
	}
	if _, ok := s.baseline(); ok {
		ways = append(ways, way{homeKeys.compare, openCompare(team, s.last[0].ID, "", nil)})
	}
	if len(s.last) > 0 {
		ways = append(ways, way{homeKeys.trend, openTrend(team, s.last[0].Kind)})
	}
	if team != "" {
		ways = append(ways, way{homeKeys.stories, openStories(storiesShown{team: team, home: team})},
			way{homeKeys.actions, openActions(team, team, checks.Open)}, way{homeKeys.voice, openVoice(team, checks.MonthOf(s.now))})
	}
	if len(s.last)+len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.past, openPast(team)})
	}
	if len(s.unfinished) > 0 {
		ways = append(ways, way{homeKeys.drop, s.askToDelete(s, s.unfinished[0])})
	}
	if len(s.home.Teams) > 1 {
		ways = append(ways, way{homeKeys.team, goHome(s.nextTeam())})
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
		return s.markLeading(!s.home.Marks.Leadership)
	}
	return nil
}

// openSetup opens the set-up of a new run.
func (s *homeScreen) openSetup(m *Model) tea.Cmd {
	m.screen = newSetupScreen(m.context, m.home, Begin{Team: m.home.Team, Minutes: -1})
	return nil
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

// baseline is the run that the last one is held against.
func (s *homeScreen) baseline() (checks.Run, bool) {
	if len(s.last) == 0 {
		return checks.Run{}, false
	}
	b, _, ok := checks.Baseline(s.last[0], s.last, s.home.Year)
	return b, ok
}

func (s *homeScreen) draw(p *widget.Canvas) { p.Fit(s.drawAll) }

func (s *homeScreen) drawAll(p *widget.Canvas) {
	if len(s.last) == 0 {
		s.welcome(p)
	} else {
		s.lastRun(p, s.last[0])
	}
	below := s.canvas(p.W, p.H)
	below.Compact = p.Compact
	s.drawUnfinished(below)
	s.drawWays(below)
	s.work(p, len(below.Lines))
	p.Space()
	p.Append(below)
}

// welcome greets somebody who has no run yet.
func (s *homeScreen) welcome(p *widget.Canvas) {
	lines := append(widget.Wrap(s.theme.Strong, s.say.T("home.welcome"), widget.TextWidth(p.W)), "")
	lines = append(lines, widget.Wrap(s.theme.Plain, s.say.T("home.what"), widget.TextWidth(p.W))...)
	lines = append(lines, widget.Wrap(s.theme.Quiet, s.say.T("home.private"), widget.TextWidth(p.W))...)
	if len(smallChair)+len(lines)+len(s.ways())+2 <= p.H {
		p.Add(s.chairLines(len(smallChair))...)
		p.Space()
	}
	p.Add(lines...)
}

// lastRun shows the three ratings of a run in short, what changed since its baseline, and what is still to do.
func (s *homeScreen) lastRun(p *widget.Canvas, r checks.Run) {
	p.TextOrLine(widget.OneLine, s.theme.Quiet, s.lastHead(r))
	p.Space()
	b, ok := s.baseline()
	var changes []checks.ItemChange
	if ok {
		changes = checks.Changes(content.Check(), b, r, s.home.Marks.Changing)
	}
	for i, id := range s.itemIDs() {
		brief := ""
		if ok {
			brief = report.ChangeBrief(s.say, changes[i])
		}
		s.lastItem(p, id, r.Revealed(id).Tally, brief)
	}
	if ok && p.Compact < widget.Essential {
		day := s.dayOf(b)
		if b.Day == r.Day {
			day += ", " + s.timeOf(b.When())
		}
		parts := []string{s.say.T("home.against", "Day", day)}
		if needed := report.NeededBrief(s.say, changes...); needed != "" {
			parts = append(parts, needed)
		}
		p.Parts("", s.theme.Quiet, parts)
	}
}

// work says what is still to do: open actions, and complaints whose cause nobody knows. It leaves n lines free for what stands
// below.
func (s *homeScreen) work(p *widget.Canvas, n int) {
	if open := s.counts(); len(open) > 0 {
		p.Space()
		if p.Compact >= widget.Shortest {
			p.TextOrLine(widget.Shortest, s.theme.Plain, s.say.T("home.work")+"  "+s.inARow(open...))
			return
		}
		p.Parts(s.say.T("home.work")+"  ", s.theme.Plain, open)
		s.mostUrgent(p, n)
	}
}

// How many customers without an answer and how many open actions are listed at most.
const (
	unansweredShown = 2
	openShown       = 3
)

// mostUrgent lists the customers who wait longest for an answer and the actions that are due first, as many as there is room for above n lines and
// a gap: the first of each before a second one, if need be in a line.
func (s *homeScreen) mostUrgent(p *widget.Canvas, n int) {
	if p.Compact >= widget.NoSpace {
		return
	}
	room, waiting := p.Left()-n-1, checks.Unanswered(s.home.Stories)
	rows := [2][][]string{}
	for i := range max(unansweredShown, openShown) {
		var action []string
		if i < min(len(s.open), openShown) {
			action = s.openAction(s.open[i], p.W)
		}
		if i < min(len(waiting), unansweredShown) {
			row := s.unanswered(waiting[i], p.W, listedLines)
			if over := len(row) > room || len(row)+len(action) > room && 1+len(action) <= room; i == 0 && over {
				row = s.unanswered(waiting[i], p.W, 1)
			}
			room = fitting(&rows[0], row, room)
		}
		room = fitting(&rows[1], action, room)
	}
	p.Add(slices.Concat(slices.Concat(rows[0]...), slices.Concat(rows[1]...))...)
}

// fitting adds a row to a list where there is room, and returns how much is left then: none for others where it did not fit.
func fitting(list *[][]string, row []string, room int) int {
	if len(row) > room {
		return 0
	}
	*list = append(*list, row)
	return room - len(row)
}

// unanswered names a complaint of which nobody has done anything for the customer yet, in so many lines at most.
func (s *homeScreen) unanswered(st checks.Story, w, lines int) []string {
	row := s.canvas(w, 0)
	text := s.say.T("home.no-answer", "Day", s.day(st.On), "Text", widget.OneRow(firstRunes(st.Text, w*listedLines)))
	row.Indent(fmt.Sprintf("   %s ", s.signs.Bullet), s.theme.Plain, text)
	return row.Clip(row.Lines, lines)
}

// openAction draws one action in w cells, and behind its text until when it is due; on a line of its own where there is no room.
func (s *homeScreen) openAction(a checks.Action, w int) []string {
	p := s.canvas(w, 0)
	p.Indent(fmt.Sprintf("   %s ", s.signs.Bullet), s.theme.Plain, checks.CleanLine(a.Text))
	due, last := s.until(a), &p.Lines[len(p.Lines)-1]
	if due == "" {
		return p.Lines
	}
	if with := *last + s.theme.Plain.Render(" "+s.signs.Dot+" "+due); width(with) <= widget.TextWidth(w) {
		*last = with
		return p.Lines
	}
	p.Indent(strings.Repeat(" ", widget.Gutter), s.theme.Plain, due)
	return p.Lines
}

// lastHead says of the last run when it was and who took part, and when the next one is due.
func (s *homeScreen) lastHead(r checks.Run) string {
	day := s.dayOf(r)
	head := s.say.N("home.last-run", r.People, "Day", day)
	if r.Kind == checks.Solo {
		head = s.say.T("home.last-solo", "Day", day)
	}
	due, id := checks.NextDue(r.Day), "home.due"
	if month := checks.DayOf(s.now); due.Year < month.Year || due.Year == month.Year && due.Month < month.Month {
		id = "home.overdue"
	}
	return s.inARow(head, s.say.T(id, "Month", s.say.MonthYear(due.Time())))
}

// briefRoom is what is kept free for what changed since.
const briefRoom = 27

// lastItem shows one item on one line; what changed stands on the next one where there is no room for it.
func (s *homeScreen) lastItem(p *widget.Canvas, id string, t checks.Tally, brief string) {
	label := s.labelWidth() - 1 // so that what changed stands beside it in a window of 80 cells
	name := s.padded(s.theme.Strong.Render(s.texts.TitleOf(id)), label)
	if t.N() == 0 {
		p.Add(name + s.theme.Quiet.Render(s.say.T("item.unrated")))
		return
	}
	var rows []chart.Counts
	for _, id := range s.itemIDs() {
		rows = append(rows, s.last[0].Revealed(id).Counts)
	}
	row := name + s.scale(p.W-label-8-briefRoom, rows...).Short(t.Counts, false)
	switch {
	case brief == "":
		p.Add(row)
	case width(row)+2+width(brief) <= p.W:
		p.Add(row + "  " + brief)
	case p.Compact < widget.Essential:
		p.Add(row, strings.Repeat(" ", label)+brief)
	default:
		p.Add(row)
	}
}

// counts says how many actions are open and how many of them are late, to how many customers nobody has answered, how many complaints
// lack their cause, and how many came back; nothing where none is.
func (s *homeScreen) counts() []string {
	var parts []string
	if n := len(s.open); n > 0 {
		text := s.say.N("home.open", n)
		if late := checks.Overdue(s.open, checks.DayOf(s.now)); late > 0 {
			text += " (" + s.say.N("home.late", late) + ")"
		}
		parts = append(parts, text)
	}
	if n := len(checks.Unanswered(s.home.Stories)); n > 0 {
		parts = append(parts, s.say.N("home.unanswered", n))
	}
	in := map[checks.ComplaintState]int{}
	for _, st := range s.home.Stories {
		in[st.Complaint.State]++
	}
	if n := in[checks.ComplaintOpen]; n > 0 {
		parts = append(parts, s.say.N("home.lacks-cause", n))
	}
	if n := in[checks.ComplaintBack]; n > 0 {
		parts = append(parts, s.say.N("home.came-back", n))
	}
	return parts
}

func (s *homeScreen) drawUnfinished(p *widget.Canvas) {
	for i, r := range s.unfinished {
		if i == 3 || i > 0 && p.Compact > 0 {
			break
		}
		line := s.say.T("home.unfinished", "Team", r.Team, "Day", s.day(r.Day), "Time", s.timeOf(r.Started), "Stage", s.title(r.At))
		if r.Origin != checks.OriginRun {
			line = s.say.T("origin.unfinished", "Team", r.Team, "Day", s.dayOf(r), "Stage", s.title(r.At))
		}
		if i == 0 {
			p.TextOrLine(widget.Brief, s.theme.Now, line)
		} else {
			p.Add(s.theme.Plain.Render(s.cut(line, p.W)))
		}
	}
	if len(s.unfinished) > 0 {
		p.Space()
	}
}

// drawWays lists where one can go: in two columns, the second one beginning in the middle.
func (s *homeScreen) drawWays(p *widget.Canvas) {
	ways := s.ways()
	rows := (len(ways) + 1) / 2
	column := min(p.W, widget.MaxText) / 2
	for i := range rows {
		line := s.drawWay(ways[i], i == 0)
		if i+rows < len(ways) {
			line = s.padded(line, column) + s.drawWay(ways[i+rows], false)
		}
		p.Add(line)
	}
}

// drawWay draws one key with what it leads to.
func (s *homeScreen) drawWay(w way, likely bool) string {
	style := s.theme.Plain
	if likely {
		style = s.theme.Now
	}
	text := s.say.T(w.Help().Desc)
	if w.Help() == homeKeys.team.Help() {
		text += ": " + s.say.Team(s.nextTeam())
	}
	return s.padded(style.Render(w.Help().Key), 6) + style.Render(text)
}
