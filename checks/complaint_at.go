package checks

// At returns the complaint as far as it had been followed by the end of a day: none where it was noted later.
func (c Complaint) At(day Day) Complaint {
	n := 0
	for n < len(c.Steps) && !day.Before(c.Steps[n].On) {
		n++
	}
	return c.after(n)
}

// noted returns the complaint as it was when it was noted, before anything was done about it.
func (c Complaint) noted() Complaint { return c.after(min(1, len(c.Steps))) }

// after returns the complaint as it was after its first n steps: none before the first.
func (c Complaint) after(n int) Complaint {
	if n == 0 {
		return Complaint{}
	}
	c.Steps = c.Steps[:n:n]
	c.State = c.Steps[n-1].State
	if c.lastOn(ComplaintCaused).IsZero() {
		c.Whys = nil
	}
	if c.lastOn(ComplaintFixed).IsZero() {
		c.Fix, c.Owner = "", ""
	}
	return c
}
