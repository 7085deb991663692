package chart

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/tui/theme"
)

// Scale draws rows of dots over one scale of five steps, each step a column of Column cells.
type Scale struct {
	Column int
	Signs  theme.Signs
}

// Head returns the line with the numbers of the steps for rows that begin in column indent: thumbs down before the first,
// which may reach into the indent, and thumbs up behind the last.
func (s Scale) Head(indent int) string {
	var b strings.Builder
	to := func(column int) { b.WriteString(strings.Repeat(" ", max(0, column-ansi.StringWidth(b.String())))) }
	down := s.Signs.Down + " "
	to(indent + s.Column/2 - ansi.StringWidth(down))
	b.WriteString(down)
	for k := range 5 {
		to(indent + k*s.Column + s.Column/2)
		fmt.Fprint(&b, k+1)
	}
	return b.String() + " " + s.Signs.Up
}

// Row returns five columns with a dot an answer, centred under the numbers of [Scale.Head], as wide as all five columns.
func (s Scale) Row(counts [5]int, dot string) string {
	var b strings.Builder
	for _, n := range counts {
		b.WriteString(s.cell(s.dots(n, dot)))
	}
	return b.String()
}

// Mark returns a row with one sign on a step from 1 to 5.
func (s Scale) Mark(step int, sign string) string {
	var b strings.Builder
	for k := range 5 {
		if k+1 == step {
			b.WriteString(s.cell(sign))
			continue
		}
		b.WriteString(s.cell(""))
	}
	return b.String()
}

func (s Scale) dots(n int, dot string) string {
	switch {
	case n == 0:
		return s.Signs.None
	case n <= s.Column:
		return strings.Repeat(dot, n)
	}
	return fmt.Sprintf("%d %s", n, dot)
}

// cell centres text in a column so that an odd width has its middle on Column/2.
func (s Scale) cell(text string) string {
	w := ansi.StringWidth(text)
	lead := min(max(0, s.Column/2-(w-1)/2), max(0, s.Column-w))
	return strings.Repeat(" ", lead) + text + strings.Repeat(" ", max(0, s.Column-w-lead))
}

// Short returns a tally in one short run of cells, for lists: the ends of the scale and a column for each step.
func (s Scale) Short(counts [5]int, dot string) string {
	return s.Signs.Down + " " + s.Row(counts, dot) + " " + s.Signs.Up
}

// Waiting returns one sign a person: given for each answer that is in, open for each that is not, in groups of five when
// there are more than ten.
func Waiting(in, people int, signs theme.Signs) string {
	var b strings.Builder
	for i := range people {
		if i > 0 {
			b.WriteByte(' ')
		}
		if people > 10 && i > 0 && i%5 == 0 {
			b.WriteByte(' ')
		}
		if i < in {
			b.WriteString(signs.Today)
		} else {
			b.WriteString(signs.Waiting)
		}
	}
	return b.String()
}
