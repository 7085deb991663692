package report

import "emptychair/checks/report/chart"

// drawing is a picture in its own units, with the name by which it is told to who does not see it. A template paints it as SVG.
type drawing struct {
	ID, Title     string // the id is that of its title on the page
	Width, Height int
	Lines         []stroke
	Texts         []label
	Dots          []dot
	Chairs        []point // the middle of each
	Medians       []point // the middle of the left edge of each
}

type point struct{ X, Y int }

type stroke struct {
	Class          string
	X1, Y1, X2, Y2 int
}

type label struct {
	Class string
	X, Y  int
	Label string
}

type dot struct {
	Class string
	X, Y  int
	R     float64
}

// pile places dots around a middle, in rows on each other of which the lowest is at a height.
func (c *drawing) pile(class string, middle, y int, rows []int, pitch int, radius float64) {
	for row, n := range rows {
		for i := range n {
			c.Dots = append(c.Dots, dot{class, chart.First(n, middle, pitch) + i*pitch, y - row*pitch, radius})
		}
	}
}

// down moves all that is drawn so far down.
func (c *drawing) down(by int) {
	c.Height += by
	for i := range c.Lines {
		c.Lines[i].Y1, c.Lines[i].Y2 = c.Lines[i].Y1+by, c.Lines[i].Y2+by
	}
	for i := range c.Texts {
		c.Texts[i].Y += by
	}
	for i := range c.Dots {
		c.Dots[i].Y += by
	}
	for _, points := range [][]point{c.Chairs, c.Medians} {
		for i := range points {
			points[i].Y += by
		}
	}
}
