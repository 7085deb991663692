package checks

import "time"

// Quarter is a calendar quarter.
type Quarter struct {
	Year   int
	Number int // 1 to 4
}

// QuarterOf returns the quarter in which t falls in t's own zone.
func QuarterOf(t time.Time) Quarter {
	return Quarter{t.Year(), (int(t.Month()) + 2) / 3}
}

// Previous returns the quarter before q.
func (q Quarter) Previous() Quarter {
	if q.Number == 1 {
		return Quarter{q.Year - 1, 4}
	}
	return Quarter{q.Year, q.Number - 1}
}

// Until returns how many quarters o lies after q.
func (q Quarter) Until(o Quarter) int { return 4*(o.Year-q.Year) + o.Number - q.Number }
