package tui

import (
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// openWork is what is open of one kind: how much, and how each of it is drawn, the most urgent first.
type openWork struct {
	counts []string
	rows   []func(p *widget.Canvas, lines int) // whose text takes so many lines at most
}

// openShown is how much of each kind is listed at most.
const openShown = 5

func countsOf(work ...openWork) (counts []string) {
	for _, kind := range work {
		counts = append(counts, kind.counts...)
	}
	return counts
}

// OpenCounts says of each kind of work how much of it is open.
func (g *context) OpenCounts(home checks.Snapshot) []string {
	s := newHomeScreen(g, home)
	return countsOf(s.openActions(), s.unanswered(), s.followed())
}

// work says what is still to do: open actions, customers without an answer, and complaints that nothing was changed for.
func (s *homeScreen) work(p *widget.Canvas) {
	actions, told := []openWork{s.openActions()}, []openWork{s.unanswered(), s.followed()}
	if !s.inColumns(p) || len(actions[0].rows) == 0 || len(told[0].rows)+len(told[1].rows) == 0 {
		s.drawWork(p, append(actions, told...))
		return
	}
	const gap = 4
	p.Space()
	left, right := s.canvas((p.W-gap)/2, p.Left()), s.canvas((p.W-gap)/2, p.Left())
	s.drawWork(left, actions)
	s.drawWork(right, told)
	p.Beside(gap, left, right)
}

// drawWork lists the most urgent of each kind, and more of each where there is room.
func (s *homeScreen) drawWork(p *widget.Canvas, work []openWork) {
	counts := countsOf(work...)
	if len(counts) == 0 {
		return
	}
	p.Space()
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
func (s *homeScreen) openActions() (work openWork) {
	for _, a := range s.due.Actions {
		work.rows = append(work.rows, func(p *widget.Canvas, lines int) { s.openAction(p, a, lines) })
	}
	if len(work.rows) > 0 {
		work.counts = []string{s.say.N("home.open", len(work.rows))}
	}
	if late := checks.Overdue(s.due.Actions, checks.DayOf(s.now)); late > 0 {
		work.counts[0] += " (" + s.say.N("home.late", late) + ")"
	}
	return work
}

// leastText is how many cells of an action show before the words for its date are shortened.
const leastText = 25

// openAction draws one action, and behind its text who does it until when; on a line of its own where there is no room.
func (s *homeScreen) openAction(p *widget.Canvas, a checks.Action, lines int) {
	sign, style, due := s.signs.Bullet, s.theme.Quiet, s.until(a)
	if a.IsOverdue(checks.DayOf(s.now)) {
		sign, style, due = s.theme.Over.Render(s.signs.Late), s.theme.Over, s.outcome(a)
	}
	lead, text, facts := "  "+sign+" ", checks.CleanLine(a.Text), s.inARow(a.Owner, due)
	if lines == 1 {
		gap := width(s.inARow("x", "x")) - width("xx")
		if room := p.W - width(due) - gap; room < width(lead+text) && room < leastText {
			due = s.until(a) // the sign says that it is late
		}
		p.Add(s.inARow(s.cut(lead+text, p.W-width(due)-gap), style.Render(due)))
		return
	}
	p.Indent(lead, s.theme.Plain, text)
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
func (s *homeScreen) unanswered() (work openWork) {
	for i, st := range checks.Unanswered(s.home.Stories) {
		if i == 0 || !s.isFollowed(st) {
			work.rows = append(work.rows, s.complaint("home.no-answer", st))
		}
		work.counts = []string{s.say.N("home.unanswered", i+1)}
	}
	return work
}

// followed are the complaints for which nothing was changed yet: those that came back first, then those whose cause nobody knows, and last
// what is planned. The customer who waits longest is listed already.
func (s *homeScreen) followed() (work openWork) {
	waiting := checks.Unanswered(s.home.Stories)
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
	return work
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
