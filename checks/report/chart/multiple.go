package chart

import (
	"fmt"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// Multiple is an item over the last runs, small beside other items: a column a run, the newest at the right. A line is the range of the
// answers, and a block their median.
type Multiple struct {
	*lang.Printer
	Styles Styles
	Rise   int // lines of a step: 1, or 2 or 3 where there is room
	Points []Point
	Names  string // what stands before the names of the columns, two cells at most
}

// Point is what a run holds of the item, and how its column is called.
type Point struct {
	Name string
	checks.Tally
	Apart bool // time without a run lies before it
}

const (
	lead      = 2 // cells of the steps, before the columns
	block     = 3 // cells of a median
	rangeSign = " │ "
	apartSign = "┊"
)

// blocks are a row of a median by which of its halves are full: the lower one, the upper one, both.
var blocks = [...]string{1: "▗▄▖", 2: "▝▀▘", 3: "▐█▌"}

// Fit leaves out the oldest runs that there is no room for in w cells.
func (m *Multiple) Fit(w int) {
	room := w - lead
	for i, p := range slices.Backward(m.Points) {
		if room -= m.pitch(); room < -1 { // behind the last column nothing needs to stay free
			m.Points = m.Points[i+1:]
			m.Points[0].Apart = false
			return
		}
		if p.Apart {
			room--
		}
	}
}

// pitch is how far it is from one column to the next.
func (m *Multiple) pitch() int { return block + m.Rise - 1 }

// Lines draws the steps from the highest to the lowest, and below them the names of the columns.
func (m *Multiple) Lines() (lines []string) {
	for row := checks.Steps*m.Rise - 1; row >= 0; row-- {
		step := ""
		if row%m.Rise == m.Rise/2 {
			step = fmt.Sprint(row/m.Rise + 1)
		}
		lines = append(lines, m.row(step, apartSign, func(p Point) string { return m.cell(p.Tally, row) }))
	}
	return append(lines, m.row(m.Names, " ", func(p Point) string { return p.Name }))
}

// row is one line: the last run stands out.
func (m *Multiple) row(step, apart string, cell func(Point) string) string {
	then, now := pad(step, lead), ""
	for i, p := range m.Points {
		if p.Apart {
			then += m.Signs(apart)
		}
		if now = m.Signs(cell(p)); i < len(m.Points)-1 {
			then += pad(now, m.pitch())
		}
	}
	if now = strings.TrimRight(now, " "); now == "" {
		return m.Styles.Then(strings.TrimRight(then, " "))
	}
	return m.Styles.Then(then) + m.Styles.Now(now)
}

// cell is one line of a run, counted from the lowest one.
func (m *Multiple) cell(t checks.Tally, row int) string {
	median, rated := t.Median()
	low, high, _ := t.Range()
	from := int((median - 1) * float64(2*m.Rise)) // in halves of a line, as is the row
	halves := 0
	for i := range 2 {
		if at := 2*row + i; rated && from <= at && at < from+2*m.Rise {
			halves |= 1 << i
		}
	}
	switch {
	case halves > 0:
		return blocks[halves]
	case rated && (int(low)-1)*m.Rise <= row && row < int(high)*m.Rise:
		return rangeSign
	}
	return ""
}
