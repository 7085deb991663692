package checks

// Steps is the number of steps of the scale, from 1 (👎) to 5 (👍).
const Steps = 5

// Step is one answer on the scale, 1 to [Steps]; [NoAnswer] is not a step and never counts as a number.
type Step int

// NoAnswer is given by a person who does not rate the item.
const NoAnswer Step = 0

// Valid tells whether s is a step of the scale or [NoAnswer].
func (s Step) Valid() bool { return s >= NoAnswer && s <= Steps }

// Tally holds the answers to one item: Counts[k] people gave step k+1, NoAnswer people gave none. It keeps neither names nor
// order, so the same answers in another order are the same tally.
type Tally struct {
	Counts   [Steps]int `json:"counts"`
	NoAnswer int        `json:"no_answer"`
}

// With returns the tally with one answer more.
func (t Tally) With(s Step) Tally { return t.plus(s, 1) }

func (t Tally) without(s Step) Tally { return t.plus(s, -1) }

func (t Tally) plus(s Step, d int) Tally {
	if s == NoAnswer {
		t.NoAnswer += d
	} else {
		t.Counts[s-1] += d
	}
	return t
}

// N is how many people rated the item; those who gave no answer are not among them.
func (t Tally) N() int {
	n := 0
	for _, c := range t.Counts {
		n += c
	}
	return n
}

// Answers is how many people answered at all, "no answer" included.
func (t Tally) Answers() int { return t.N() + t.NoAnswer }

// Range returns the lowest and the highest step that somebody gave; ok is false where nobody rated.
func (t Tally) Range() (low, high Step, ok bool) {
	for k, c := range t.Counts {
		if c == 0 {
			continue
		}
		if !ok {
			low, ok = Step(k+1), true
		}
		high = Step(k + 1)
	}
	return low, high, ok
}

// Median returns the middle answer in steps, a half where it lies between two steps; ok is false where nobody rated.
func (t Tally) Median() (median float64, ok bool) {
	n := t.N()
	if n == 0 {
		return 0, false
	}
	return float64(t.nth((n-1)/2)+t.nth(n/2)) / 2, true
}

// nth returns the step of the answer at place i when all are sorted, counted from 0.
func (t Tally) nth(i int) Step {
	for k, c := range t.Counts {
		if i < c {
			return Step(k + 1)
		}
		i -= c
	}
	return Steps
}

func (t Tally) valid() bool {
	for _, n := range t.Counts {
		if !validCount(n) {
			return false
		}
	}
	return validCount(t.NoAnswer)
}

// validCount tells whether so many people can have given one answer.
func validCount(n int) bool { return n >= 0 && n <= MaxPeople }
