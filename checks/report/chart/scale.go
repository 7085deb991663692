package chart

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Counts are how many people gave each step.
type Counts = [checks.Steps]int

// Signs of a chart, beside those of an answer.
const (
	ChairSign  = "◇" // where the customer in the empty chair would presumably stand: no answer, and counted nowhere
	nobodySign = "·"
	axisSign   = "─"
)

// Thumbs stand at the ends of the scale.
var Thumbs = map[int]string{1: "👎", checks.Steps: "👍"}

// Sign is that of an answer; one of an earlier run is empty.
func Sign(earlier bool) string {
	if earlier {
		return "○"
	}
	return "●"
}

// Piled spreads so many dots over rows of at most so many, the lowest first; there is one row at least.
func Piled(count, across int) (rows []int) {
	for ; count > across; count -= across {
		rows = append(rows, across)
	}
	return append(rows, count)
}

// First is where the first of some dots stands that are a pitch apart around a middle, in cells as in a drawing.
func First(count, middle, pitch int) int { return middle - (count-1)*pitch/2 }

// Scale draws answers in rows: a column for each step, and in the middle of each its digit and its dots, or their number.
type Scale struct {
	*lang.Printer
	Column  int
	Numbers bool // in every column of every row, as the dots of some step do not fit
	bare    bool // without thumbs
	apart   bool // a blank parts the dots of a step
}

// NewScale returns a scale for rows that are drawn together, each on so many lines at most.
func NewScale(p *lang.Printer, column, lines int, rows ...Counts) Scale {
	s := Scale{Printer: p, Column: column}
	for _, counts := range rows {
		s.Numbers = s.Numbers || slices.Max(counts[:]) > lines*s.room()
	}
	return s
}

// room is how many cells of a column are drawn in: a blank parts it from the next.
func (s Scale) room() int { return s.Column - 1 }

// Head returns the line with the digits for rows that begin in column indent: thumbs down before the first, which may reach into
// the indent, and thumbs up behind the last.
func (s Scale) Head(indent int) string {
	down := s.firstHead()
	head := pad(strings.Repeat(" ", max(0, indent+s.Column/2-ansi.StringWidth(down)))+down, indent+s.Column/2)
	for step := 1; step < checks.Steps; step++ {
		head += pad(fmt.Sprint(step), s.Column)
	}
	return head + s.lastHead()
}

// firstHead and lastHead are what stands before the first digit, and from the last one on.
func (s Scale) firstHead() string {
	if s.bare {
		return ""
	}
	return s.Signs(Thumbs[1]) + " "
}

func (s Scale) lastHead() string {
	if s.bare {
		return fmt.Sprint(checks.Steps)
	}
	return fmt.Sprintf("%d %s", checks.Steps, s.Signs(Thumbs[checks.Steps]))
}

// Rows returns the answers on one line or several.
func (s Scale) Rows(counts Counts, earlier bool) (lines []string) {
	for _, cells := range s.cells(counts, earlier) {
		lines = append(lines, s.line(cells))
	}
	return lines
}

// Inline returns the answers on one line between thumbs, without columns.
func (s Scale) Inline(counts Counts) string {
	return s.firstHead() + s.Signs(strings.Join(s.cells(counts, false)[0], " ")) + " " + s.Signs(Thumbs[checks.Steps])
}

// Chair returns a row with the chair on its step.
func (s Scale) Chair(step checks.Step) string { return s.line(ChairCells(step)) }

func (s Scale) cells(counts Counts, earlier bool) [][]string {
	if !s.Numbers {
		lines := Cells(counts, earlier, s.room())
		for _, cells := range lines {
			for step, cell := range cells {
				if s.apart {
					cells[step] = strings.TrimSpace(strings.ReplaceAll(cell, Sign(earlier), Sign(earlier)+" "))
				}
			}
		}
		return lines
	}
	cells, sign := Cells(Counts{}, earlier, 1), " "+Sign(earlier)
	switch {
	case s.Column < minColumn:
		sign = ""
	case s.Column == minColumn:
		sign = Sign(earlier)
	}
	for step, n := range counts {
		if n > 0 {
			cells[0][step] = fmt.Sprint(n) + sign
		}
	}
	return cells
}

// Cells are the dots of each step, on lines of at most so many. Where nobody is, a small dot stands.
func Cells(counts Counts, earlier bool, across int) (lines [][]string) {
	for step, count := range counts {
		for i, n := range Piled(count, across) {
			if i == len(lines) {
				lines = append(lines, make([]string, checks.Steps))
			}
			lines[i][step] = strings.Repeat(Sign(earlier), n)
		}
		if count == 0 {
			lines[0][step] = nobodySign
		}
	}
	return lines
}

// ChairCells are those of a row with the chair on its step, all empty where the chair is.
func ChairCells(chair checks.Step) []string {
	cells := make([]string, checks.Steps)
	if chair != checks.NoAnswer {
		cells[chair-1] = ChairSign
	}
	return cells
}

// line is the cells of all steps, each in the middle of its column.
func (s Scale) line(cells []string) (line string) {
	for _, cell := range cells {
		cell = s.Signs(cell)
		line += pad(strings.Repeat(" ", max(0, First(ansi.StringWidth(cell), s.Column/2, 1)))+cell, s.Column)
	}
	return line
}

func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}
