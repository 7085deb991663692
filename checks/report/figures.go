package report

import (
	"fmt"
	"slices"
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

// figureHeads are the messages over the figures, in the order in which they may be shown.
var figureHeads = []string{"figures.head.n", "figures.head.no-answer", "figures.head.range", "figures.head.median"}

// The columns that may be left out.
const (
	noAnswerColumn = 1
	rangeColumn    = 2
)

// Figures returns the figures of tallies, each in a column of its own: how many rated, how many gave no answer where that is
// asked for, the range where that is asked for (the dots show it too), the median. Columns are gap cells apart.
func Figures(p *lang.Printer, tallies []checks.Tally, gap int, withRange, withNoAnswer bool) FigureTable {
	var t FigureTable
	for _, id := range figureHeads {
		t.heads = append(t.heads, p.T(id))
	}
	for _, tally := range tallies {
		t.rows = append(t.rows, []string{fmt.Sprint(tally.N()), fmt.Sprint(tally.NoAnswer), Range(p, tally), Median(p, tally)})
	}
	if !withRange {
		t.drop(rangeColumn)
	}
	if !withNoAnswer {
		t.drop(noAnswerColumn)
	}
	for _, head := range t.heads {
		t.widths = append(t.widths, max(ansi.StringWidth(head), 3)+gap)
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

func (t *FigureTable) drop(column int) {
	t.heads = slices.Delete(t.heads, column, column+1)
	for i := range t.rows {
		t.rows[i] = slices.Delete(t.rows[i], column, column+1)
	}
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
