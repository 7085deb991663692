package checks

// Period is a time from one day to another, both of them in it. A day that is zero leaves that end open: the zero Period is all
// of time.
type Period struct{ From, To Day }

// IsZero tells whether the period is all of time.
func (p Period) IsZero() bool { return p == Period{} }

// Holds tells whether a day lies in the period.
func (p Period) Holds(d Day) bool {
	return !d.Before(p.From) && (p.To.IsZero() || !p.To.Before(d))
}
