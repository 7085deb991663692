package report

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

// stacked spreads so many dots over rows of at most so many, one row at least.
func stacked(count, perRow int) (rows []int) {
	for ; count > perRow; count -= perRow {
		rows = append(rows, perRow)
	}
	return append(rows, count)
}

// leftmost is where the first of some dots stands that are a pitch apart around a middle, in cells as in a drawing.
func leftmost(count, middle, pitch int) int { return middle - (count-1)*pitch/2 }

// stack places dots around a middle, in rows below each other from a height on, and returns how many rows they are.
func (c *drawing) stack(class string, middle, y int, rows []int, pitch int, radius float64) int {
	for row, n := range rows {
		for i := range n {
			c.Dots = append(c.Dots, dot{class, leftmost(n, middle, pitch) + i*pitch, y + row*pitch, radius})
		}
	}
	return len(rows)
}
