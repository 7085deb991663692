package report

import (
	"fmt"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Signs of a strip.
const (
	medianSign = "▸" // behind the answers in the row of the median
	borderSign = "│" // where another wording begins
	missedSign = "┊" // where quarters passed without a run
)

// dotsUpTo is how many answers are drawn as dots; more are a number.
const dotsUpTo = 3

// StripWidth is how many cells a column of a strip takes at most, beside what parts it from the next.
const StripWidth = dotsUpTo + 1

// StripCells draws the answers of one run as a column of a strip, from step 5 down to step 1: a dot an answer, from four on
// their number before one dot, and the row of the median marked; where it lies between two steps both are. One answer alone needs no mark. Where
// nobody rated the cells are empty.
func StripCells(p *lang.Printer, t checks.Tally) [checks.Steps]string {
	var cells [checks.Steps]string
	median, ok := t.Median()
	if !ok {
		return cells
	}
	for k, count := range t.Counts {
		cell := strings.Repeat("●", count)
		switch {
		case count == 0:
			cell = "·"
		case count > dotsUpTo:
			cell = fmt.Sprint(count) + "●"
		}
		if away := median - float64(k+1); t.N() > 1 && -1 < away && away < 1 {
			cell += medianSign
		}
		cells[checks.Steps-1-k] = p.Signs(cell)
	}
	return cells
}

// Legend explains the signs that are drawn for a trend.
func Legend(p *lang.Printer, t checks.Trend) string {
	var list []string
	if t.Kind == checks.Team {
		list = append(list, p.T("trend.median"))
	}
	reworded, missed := false, false
	for _, s := range t.Series {
		reworded = reworded || len(s.Strips) > 1
	}
	for _, c := range t.Columns {
		missed = missed || c.Missed > 0
	}
	if reworded {
		list = append(list, p.T("trend.reworded"))
	}
	if missed {
		list = append(list, p.T("trend.missed"))
	}
	return strings.Join(list, gap)
}
