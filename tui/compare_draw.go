package tui

import (
	"fmt"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

const (
	gutterBetween = 4  // what parts two columns of text
	roomy         = 40 // rows of a body in which the parts of an item stand apart
)

func (s *compareScreen) draw(p *widget.Canvas) { s.scroll.Draw(p, s.lines(p.W, p.H)) }

// lines are the whole comparison in w cells, for a body of h lines.
func (s *compareScreen) lines(w, h int) []string {
	p := s.canvas(w, h)
	s.drawHead(p)
	for _, item := range s.c.Items {
		p.Space()
		s.drawItem(p, item)
	}
	s.drawNote(p)
	for _, q := range s.questionIDs() {
		p.Space()
		s.drawQuestion(p, q)
	}
	p.Space()
	s.drawActions(p)
	return p.Lines
}

// drawHead names the two runs and how the earlier one was chosen.
func (s *compareScreen) drawHead(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.bothRuns())
	if how := report.ChosenWords(s.reportOptions(), s.c); how != "" {
		p.Text(s.theme.Quiet, how)
	}
}

// bothRuns names the two runs in one line.
func (s *compareScreen) bothRuns() string {
	id := "compare.held"
	if s.c.Beside() {
		id = "compare.aside"
	}
	return s.say.T(id, "Current", s.runName(s.c.Current), "Baseline", s.runName(s.c.Baseline))
}

// runName names a run by its day and who took part: "19 Aug 2026 (6 people)"; of two on one day by the time too. It also says
// how it came to be kept where that is not as usual.
func (s *compareScreen) runName(r checks.Run) string {
	day := s.say.Day(s.local(r.When()))
	if s.sameDay(s.c.Baseline.When(), s.c.Current.When()) {
		day += ", " + s.timeOf(r.When())
	}
	who := s.who(r.Kind, r.People)
	if word := s.origin(r.Origin); word != "" {
		who += ", " + word
	}
	return day + " (" + who + ")"
}

// drawItem shows the answers of both runs on one scale, and what may be concluded from them.
func (s *compareScreen) drawItem(p *widget.Canvas, item checks.ItemChange) {
	p.Text(s.theme.Strong, s.texts.Items[item.ID].Statement)
	sides, then, now := s.sides(), s.c.Baseline.Ratings[item.ID].Chair, s.c.Current.Ratings[item.ID].Chair
	t := dotTable{context: s.context, solo: s.c.Current.Kind == checks.Solo && !s.c.Beside(), label: labelFor(p.W, s.labels()...)}
	t.noAnswer = report.NoAnswers(s.c.Items)
	t.rows = []dotRow{
		{name: sides.Baseline, tally: item.Baseline.Tally, earlier: true, chair: then.Step},
		{name: sides.Current, tally: item.Current.Tally, chair: now.Step},
	}
	tight := s.canvas(p.W, 0)
	t.draw(tight)
	p.Add(tight.Lines...)
	if p.H >= roomy {
		p.Space()
	}
	team := item.Current.Tally
	if s.c.Current.Kind == checks.Solo {
		team = item.Baseline.Tally
	}
	if word := team.Agreement(); word != checks.AgreementNone {
		lead := s.theme.Strong.Render(report.AgreementWord(s.say, word)) + " " + s.signs.Dot + " "
		p.Indent(lead, s.theme.Plain, report.AgreementQuestion(s.say, word))
	}
	if !s.c.Beside() {
		earlier := report.ThenOf(s.say, s.local(s.c.Baseline.When()), s.local(s.c.Current.When()))
		p.Text(s.theme.Plain, report.ChangeSentence(s.say, item, earlier))
	}
	for _, said := range []string{report.ChairEvidence(s.say, sides.Baseline, then), report.ChairEvidence(s.say, sides.Current, now)} {
		if said != "" {
			p.Text(s.theme.Quiet, said)
		}
	}
}

// labels are the names that stand beside the dots of an item: the same for all items, so that their scales stand below each
// other.
func (s *compareScreen) labels() []string {
	sides := s.sides()
	labels := []string{sides.Baseline, sides.Current}
	for _, id := range s.itemIDs() {
		if s.c.Baseline.Ratings[id].Chair.Step+s.c.Current.Ratings[id].Chair.Step > 0 {
			return append(labels, chairIndent+s.say.T("reveal.chair"))
		}
	}
	return labels
}

// drawNote says once what all three items have in common.
func (s *compareScreen) drawNote(p *widget.Canvas) {
	note := report.TooSmall(s.say, s.c.Items)
	if s.c.Beside() {
		note = s.say.T("compare.beside.note")
	}
	if note != "" {
		p.Space()
		p.Text(s.theme.Quiet, note)
	}
}

// drawQuestion shows the answers then and now: side by side where there is room, otherwise below each other.
func (s *compareScreen) drawQuestion(p *widget.Canvas, id string) {
	p.Text(s.theme.Strong, s.texts.Questions[id].Text)
	sides, then, now := s.sides(), s.c.Baseline.Answers[id], s.c.Current.Answers[id]
	if p.W < wide {
		p.Add(s.answerLines(sides.Baseline, then, p.W)...)
		p.Add(s.answerLines(sides.Current, now, p.W)...)
		return
	}
	column := min((p.W-gutterBetween)/2, widget.MaxText)
	left, right := s.answerLines(sides.Baseline, then, column), s.answerLines(sides.Current, now, column)
	for i := range max(len(left), len(right)) {
		line := ""
		if i < len(left) {
			line = left[i]
		}
		if i < len(right) {
			line = s.padded(line, column+gutterBetween) + right[i]
		}
		p.Add(line)
	}
}

// answerLines are the answers of one run, in a column w cells wide.
func (s *compareScreen) answerLines(name string, list []checks.Answer, w int) []string {
	p := s.canvas(w, 0)
	p.Add(s.theme.Quiet.Render(name))
	for _, a := range list {
		lead := s.signs.Bullet
		if a.Marks > 0 {
			lead = fmt.Sprintf("+%d", a.Marks)
		}
		p.Indent(fmt.Sprintf("%4s  ", lead), s.theme.Plain, a.Text)
	}
	if len(list) == 0 {
		p.Add(s.theme.Quiet.Render(strings.Repeat(" ", 6) + s.say.T("report.no-answers")))
	}
	return p.Lines
}

// drawActions shows what became of the actions of the earlier run.
func (s *compareScreen) drawActions(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("compare.actions", "Run", report.BaselineName(s.reportOptions(), s.c)))
	if len(s.c.Baseline.Actions) == 0 {
		p.Text(s.theme.Quiet, s.say.T("report.no-actions"))
	}
	for _, a := range s.c.Baseline.Actions {
		state := s.say.T("action." + string(a.State))
		if a.Reason != "" {
			state += ": " + a.Reason
		}
		p.Add(s.actionLines(a, p.W, false)...)
		p.Indent(strings.Repeat(" ", widget.Gutter), s.theme.Plain, state)
		if beside := report.ItemThenNow(s.reportOptions(), s.c, a.From); beside != "" {
			p.Indent(strings.Repeat(" ", widget.Gutter), s.theme.Quiet, beside)
		}
	}
}
