package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Signs of a strip.
const (
	medianSign = "▸" // behind the answers in the row of the median
	borderSign = "│" // where another wording begins
	missedSign = "┊" // where quarters passed without a run
	laterSign  = "*" // behind the quarter of a run that was entered later,
	tableSign  = "+" // and of one from a table
)

// dotsUpTo is how many answers are drawn as dots; more are a number.
const dotsUpTo = 3

// StripWidth is how many cells a column of a strip takes at most, beside what parts it from the next.
const StripWidth = dotsUpTo + 1

// StripCells draws the answers of one run as a column of a strip, from step 5 down to step 1: a dot an answer, from four on
// their number before one dot, and the row of the median marked; where it lies between two steps both are. One answer alone
// needs no mark. Where nobody rated the cells are empty.
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

// WithChair marks in a column of [StripCells] the step on which the chair stands, apart from the answers; step 0 is an empty
// chair. Behind a full cell the mark of the median parts them. A cell is no wider than [StripWidth] and one more.
func WithChair(p *lang.Printer, cells [checks.Steps]string, step checks.Step) [checks.Steps]string {
	if step == checks.NoAnswer {
		return cells
	}
	cell := &cells[checks.Steps-int(step)]
	if w := ansi.StringWidth(*cell); w > 0 && w < StripWidth {
		*cell += " "
	}
	*cell += p.Signs(chairSign)
	return cells
}

// OriginSign marks behind its quarter a run that the program did not lead through: one cell, or none.
func OriginSign(o checks.Origin) string {
	switch o {
	case checks.OriginLater:
		return laterSign
	case checks.OriginTable:
		return tableSign
	}
	return ""
}

// Legend explains the signs that are drawn for a trend, in lines of at most so many cells.
func Legend(p *lang.Printer, t checks.Trend, cells int) (lines []string) {
	for _, sign := range append(legendOf(p, t), originsOf(p, t)...) {
		if last := len(lines) - 1; last >= 0 && ansi.StringWidth(lines[last]+gap+sign) <= cells {
			lines[last] += gap + sign
			continue
		}
		lines = append(lines, sign)
	}
	return lines
}

// legendOf explains each sign.
func legendOf(p *lang.Printer, t checks.Trend) (list []string) {
	if t.Kind == checks.Team {
		list = append(list, p.T("trend.median"))
	}
	reworded, missed, chair := false, false, false
	for _, s := range t.Series {
		reworded = reworded || len(s.Strips) > 1
	}
	for _, c := range t.Columns {
		missed, chair = missed || c.Missed > 0, chair || len(c.Chairs) > 0
	}
	if reworded {
		list = append(list, p.T("trend.reworded"))
	}
	if missed {
		list = append(list, p.T("trend.missed"))
	}
	if chair {
		list = append(list, p.T("trend.chair"))
	}
	if withholds(t) {
		list = append(list, p.T("export.withheld.legend"))
	}
	return list
}

// originsOf explains the signs behind quarters. Where the columns say it in words there is nothing to explain.
func originsOf(p *lang.Printer, t checks.Trend) (list []string) {
	for _, o := range []checks.Origin{checks.OriginLater, checks.OriginTable} {
		if slices.ContainsFunc(t.Columns, func(c checks.Column) bool { return c.Origin == o }) {
			list = append(list, OriginSign(o)+" "+OriginWord(p, o))
		}
	}
	return list
}
