package report

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

// FigureTable is what is said of tallies that stand below each other: figures, or [RatingWords].
type FigureTable struct {
	heads  []string
	rows   [][]string
	widths []int
}

// figures are those of tallies, each in a column of its own: how many rated, how many gave no answer where that is asked for, the range
// where that is asked for (the dots show it too), the median.
func figures(p *lang.Printer, tallies []checks.Tally, withRange, withNoAnswer, withMedian bool) FigureTable {
	t := FigureTable{rows: make([][]string, len(tallies))}
	for _, column := range []struct {
		head  string
		shown bool
		cell  func(checks.Tally) string
	}{
		{"figures.head.n", true, func(t checks.Tally) string { return fmt.Sprint(t.N()) }},
		{"figures.head.no-answer", withNoAnswer, func(t checks.Tally) string { return fmt.Sprint(t.NoAnswer) }},
		{"figures.head.range", withRange, func(t checks.Tally) string { return Range(p, t) }},
		{"figures.head.median", withMedian, func(t checks.Tally) string { return Median(p, t) }},
	} {
		if !column.shown {
			continue
		}
		head := p.T(column.head)
		t.heads, t.widths = append(t.heads, head), append(t.widths, max(ansi.StringWidth(head), 3)+1)
		for i, tally := range tallies {
			t.rows[i] = append(t.rows[i], column.cell(tally))
		}
	}
	return t
}

// RatingWords returns the table of ratings by one person each: the step in words, since figures of one answer say nothing.
func RatingWords(texts content.Texts, tallies []checks.Tally) FigureTable {
	w := ansi.StringWidth(texts.NoAnswer)
	for _, word := range texts.Scale {
		w = max(w, ansi.StringWidth(word))
	}
	t := FigureTable{heads: []string{""}, widths: []int{w + 1}}
	for _, tally := range tallies {
		word := texts.NoAnswer
		if step, _, ok := tally.Range(); ok {
			word = texts.Scale[step-1]
		}
		t.rows = append(t.rows, []string{Pad(word, w)})
	}
	return t
}

// Width is how many cells a row takes.
func (t FigureTable) Width() int {
	w := 0
	for _, c := range t.widths {
		w += c
	}
	return w
}

// Head returns the names over the columns.
func (t FigureTable) Head() string { return t.line(t.heads) }

// Row returns the figures of tally i.
func (t FigureTable) Row(i int) string { return t.line(t.rows[i]) }

func (t FigureTable) line(cells []string) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString(padLeft(c, t.widths[i]))
	}
	return strings.TrimRight(b.String(), " ")
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

// FigureLine returns all that is said of a tally in figures: "n 6   1× no answer   range 2–5   median 3½".
func FigureLine(p *lang.Printer, t checks.Tally) string {
	parts := []string{p.T("figures.n", "N", t.N())}
	if t.NoAnswer > 0 {
		parts = append(parts, p.N("figures.no-answer", t.NoAnswer))
	}
	if t.N() > 0 {
		parts = append(parts, p.T("figures.range", "Range", Range(p, t)), p.T("figures.median", "Median", Median(p, t)))
	}
	return strings.Join(parts, gap)
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

// AnsweredLine says in words what [FigureLine] says: "6 answered, 1× no answer, 2 to 5, median 3½".
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
		said = strings.TrimSpace(RatingWords(texts, []checks.Tally{t}).Row(0))
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
