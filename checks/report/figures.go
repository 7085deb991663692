package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

// figureTable is what is said of rows of answers that stand below each other, each thing in a column of its own.
type figureTable []figureColumn

type figureColumn struct {
	head  string
	cells []string
	width int  // in cells
	apart int  // cells between it and the column before
	left  bool // it holds words, and no numbers
}

func (t figureTable) heads() []string {
	return mapped(t, func(c figureColumn) string { return c.head })
}

func (t figureTable) row(i int) []string {
	return mapped(t, func(c figureColumn) string { return c.cells[i] })
}

// width is how many cells a line takes.
func (t figureTable) width() (w int) {
	for _, c := range t {
		w += c.apart + c.width
	}
	return w
}

// line is a row, or the heads.
func (t figureTable) line(cells []string) string {
	var b strings.Builder
	for i, c := range t {
		cell := cells[i]
		if c.left {
			cell = Pad(cell, c.width)
		}
		b.WriteString(padLeft(cell, c.apart+c.width))
	}
	return strings.TrimRight(b.String(), " ")
}

// figures are those of the rows: how many rated, how many gave no answer where that is asked for or somebody did, the range where there
// is room (the dots show it too), the median; of one person the step in words.
func (d *dots) figures(withRange, noAnswer bool) (t figureTable) {
	cells := func(cell func(checks.Tally) string) []string {
		return mapped(d.Rows, func(r dotRow) string { return cell(r.Tally) })
	}
	if d.Kind == checks.Solo {
		longest := widestOf(append(d.texts.Scale[:], d.texts.NoAnswer)...)
		return figureTable{{cells: cells(func(t checks.Tally) string { return RatingWord(d.texts, t) }), width: longest, apart: 1, left: true}}
	}
	noAnswer = noAnswer || slices.ContainsFunc(d.Rows, func(r dotRow) bool { return r.NoAnswer > 0 })
	for _, column := range []struct {
		id    string
		shown bool
		cell  func(checks.Tally) string
	}{
		{"n", true, func(t checks.Tally) string { return fmt.Sprint(t.N()) }},
		{"no-answer", noAnswer, func(t checks.Tally) string { return fmt.Sprint(t.NoAnswer) }},
		{"range", withRange && !d.Counts, func(t checks.Tally) string { return Range(d.Printer, t) }},
		{"median", !d.Counts, func(t checks.Tally) string { return Median(d.Printer, t) }},
	} {
		if column.shown {
			t = append(t, figureColumn{head: d.Say("figures.head." + column.id), cells: cells(column.cell), width: 3, apart: 1})
		}
	}
	t = append(t, d.Words...)
	for i, c := range t {
		t[i].width = max(c.width, ansi.StringWidth(c.head), widestOf(c.cells...))
	}
	return t
}

// RatingWord is the rating of one person: its step in words, since figures of one answer say nothing.
func RatingWord(texts content.Texts, t checks.Tally) string {
	if step, _, ok := t.Range(); ok {
		return texts.Scale[step-1]
	}
	return texts.NoAnswer
}

// none stands where there is no figure and no word.
const none = "–"

// gap parts the figures on one line.
const gap = "   "

// AgreementWord returns the word for how far the answers lie apart, "–" where too few people rated.
func AgreementWord(p *lang.Printer, a checks.Agreement) string {
	return p.T("agreement." + string(a))
}

// AgreementQuestion returns the question that the word opens the talk with; there is none where there is no word.
func AgreementQuestion(p *lang.Printer, a checks.Agreement) string {
	if a == checks.AgreementNone {
		return ""
	}
	return p.T("agreement." + string(a) + ".question")
}

// agreementLine returns the word with its question: spread · “Where do we mean different customers?”. It is empty
// where too few people rated for a word.
func agreementLine(p *lang.Printer, t checks.Tally) string {
	a := t.Agreement()
	if a == checks.AgreementNone {
		return ""
	}
	return p.T("agreement.with-question", "Word", AgreementWord(p, a), "Question", AgreementQuestion(p, a))
}

// FigureColumn says a tally in figures and names the chair, in lines of at most so many cells: n 4 +1 n/a, range 2–5, median 3½, ◇ 3.
// The range can be left out, since the dots show it.
func FigureColumn(p *lang.Printer, t checks.Tally, at checks.Step, cells int, withRange bool) []string {
	n := p.T("figures.n", "N", t.N())
	if t.NoAnswer > 0 {
		n += fmt.Sprintf(" +%d ", t.NoAnswer) + p.T("figures.head.no-answer")
	}
	said := []string{n}
	if t.N() > 0 && withRange {
		said = append(said, p.T("figures.range", "Range", Range(p, t)))
	}
	if t.N() > 0 {
		said = append(said, p.T("figures.median", "Median", Median(p, t)))
	}
	if at != checks.NoAnswer {
		said = append(said, p.Signs(chart.ChairSign)+fmt.Sprintf(" %d", at))
	}
	return Packed(said, "  ", cells)
}

// AnsweredLine says a tally in words: "6 answered, 1× no answer, 2 to 5, median 3½".
func AnsweredLine(p *lang.Printer, t checks.Tally) string {
	parts := []string{p.N("figures.answered", t.N())}
	if t.NoAnswer > 0 {
		parts = append(parts, p.N("figures.no-answer", t.NoAnswer))
	}
	switch low, high, rated := t.Range(); {
	case rated && low < high:
		parts = append(parts, p.T("figures.from-to", "Low", int(low), "High", int(high)), p.T("figures.median", "Median", Median(p, t)))
	case rated:
		parts = append(parts, p.N("figures.all-on", t.N(), "Step", int(low)))
	}
	return strings.Join(parts, ", ")
}

// Median returns the median in steps, "3½" between two of them, "–" where nobody rated.
func Median(p *lang.Printer, t checks.Tally) string {
	m, ok := t.Median()
	if !ok {
		return p.Signs(none)
	}
	return p.Signs(lang.Quarters(m))
}

// Range returns the lowest and the highest answer, "2–5"; one step where all gave the same, "–" where nobody rated.
func Range(p *lang.Printer, t checks.Tally) string {
	low, high, ok := t.Range()
	switch {
	case !ok:
		return p.Signs(none)
	case low == high:
		return fmt.Sprint(low)
	}
	return p.Signs(fmt.Sprintf("%d–%d", low, high))
}

// PlainRating says in one line, without dots, what a run holds of an item: "Trust: median 4, n 6"; of one person the word.
func (o Options) PlainRating(r checks.Run, id string) string {
	texts, t := content.In(o.Printer.Code()), r.Revealed(id).Tally
	said := o.Say("report.not-rated")
	switch {
	case t.Answers() > 0 && o.Plain:
		said = newDocument(o).tally(t, r.Kind, false)
	case t.Answers() > 0 && r.Kind == checks.Solo:
		said = RatingWord(texts, t)
	case t.N() > 0:
		said = o.Say("figures.median", "Median", Median(o.Printer, t)) + ", " + o.Say("figures.n", "N", t.N())
	}
	return texts.TitleOf(id) + ": " + said
}

// OriginWord says how a run came to be kept that the program did not lead through: entered later, from a table. Of all others it
// says nothing.
func OriginWord(p *lang.Printer, o checks.Origin) string {
	if o == checks.OriginRun {
		return ""
	}
	return p.T("origin." + string(o))
}

// Remark says how a run came to be kept, and since when it stands as it does where it was corrected: "entered later, corrected on 29 Nov
// 2026". Of most runs it says nothing.
func Remark(p *lang.Printer, r checks.Run) string {
	corrected := ""
	if !r.Corrected.IsZero() {
		corrected = p.T("origin.corrected", "Day", p.Day(r.Corrected.Time()))
	}
	return strings.Join(nonEmpty(OriginWord(p, r.Origin), corrected), ", ")
}

// KindName returns the word for a kind of run.
func KindName(p *lang.Printer, k checks.Kind) string {
	return p.T("kind." + string(k))
}
