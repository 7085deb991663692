package report

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// FigureTable is what is said of tallies that stand below each other: [Figures] or [RatingWords].
type FigureTable struct {
	heads  []string
	rows   [][]string
	widths []int
}

// Figures returns the figures of tallies, each in a column of its own: how many rated, how many gave no answer where that is
// asked for, the range where that is asked for (the dots show it too), the median. Columns are gap cells apart.
func Figures(p *lang.Printer, tallies []checks.Tally, gap int, withRange, withNoAnswer bool) FigureTable {
	return figures(p, tallies, gap, withRange, withNoAnswer, true)
}

func figures(p *lang.Printer, tallies []checks.Tally, gap int, withRange, withNoAnswer, withMedian bool) FigureTable {
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
		t.heads, t.widths = append(t.heads, head), append(t.widths, max(ansi.StringWidth(head), 3)+gap)
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

// NoAnswers tells whether somebody gave no answer to one of the items, then or now.
func NoAnswers(items []checks.ItemChange) bool {
	for _, item := range items {
		if item.Baseline.NoAnswer+item.Current.NoAnswer > 0 {
			return true
		}
	}
	return false
}
