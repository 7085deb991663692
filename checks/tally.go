package checks

import "slices"

// Steps is the number of steps of the scale, from 1 (👎) to 5 (👍).
const Steps = 5

// Step is one answer on the scale, 1 to [Steps]; [NoAnswer] is not a step and never counts as a number.
type Step int

// NoAnswer is given by a person who does not rate the item.
const NoAnswer Step = 0

// Valid tells whether s is a step of the scale or [NoAnswer].
func (s Step) Valid() bool { return s >= NoAnswer && s <= Steps }

// Ballot is a hidden answer with the name of who gave it, "" where that is not known. A name is kept in memory until the answers are
// revealed, or something is undone; it is neither stored nor shown.
type Ballot struct {
	By   string
	Step Step
}

// Tally holds the answers to one item: Counts[k] people gave step k+1, NoAnswer people gave none. It keeps neither names nor
// order, so the same answers in another order are the same tally.
type Tally struct {
	Counts   [Steps]int `json:"counts"`
	NoAnswer int        `json:"no_answer"`
}

// With returns the tally with one answer more.
func (t Tally) With(s Step) Tally { return t.plus(s, 1) }

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

// Agreement is the word for how far a team's answers lie apart. It opens the talk and is never a finding.
type Agreement string

// The words; which one fits is decided by [Tally.Agreement].
const (
	AgreementNone       Agreement = "none"
	AgreementTogether   Agreement = "together"
	AgreementOneDiffers Agreement = "one_differs"
	AgreementTwoCamps   Agreement = "two_camps"
	AgreementClose      Agreement = "close"
	AgreementSpread     Agreement = "spread"
)

// minForAgreement is how many people must have rated before a word says anything about a team.
const minForAgreement = 4

// Agreement returns the first word whose rule matches.
func (t Tally) Agreement() Agreement {
	low, high, _ := t.Range()
	switch {
	case t.N() < minForAgreement:
		return AgreementNone
	case high-low <= 1:
		return AgreementTogether
	case t.oneDiffers(low, high):
		return AgreementOneDiffers
	case t.twoCamps():
		return AgreementTwoCamps
	case t.close(low, high):
		return AgreementClose
	}
	return AgreementSpread
}

// oneDiffers: the lowest or the highest answer, and not each of them, stands alone, at least two steps from its nearest
// neighbour, while all the others lie within two steps of each other.
func (t Tally) oneDiffers(low, high Step) bool {
	without := func(s Step) bool {
		if t.Counts[s-1] != 1 {
			return false
		}
		l, h, _ := t.plus(s, -1).Range()
		return h-l <= 2 && (l-s >= 2 || s-h >= 2)
	}
	return without(low) != without(high)
}

// twoCamps: on each side of the middle step at least a quarter of all, and a step that at least two gave; on the middle step
// fewer than a quarter, and fewer than on the fullest step of each side.
func (t Tally) twoCamps() bool {
	c, n := t.Counts, t.N()
	below, above := max(c[0], c[1]), max(c[3], c[4])
	return 4*min(c[0]+c[1], c[3]+c[4]) >= n && 4*c[2] < n && min(below, above) > max(1, c[2])
}

// close: everyone within a step of the median, and no step left empty between the lowest and the highest.
func (t Tally) close(low, high Step) bool {
	m, _ := t.Median()
	return m-float64(low) <= 1 && float64(high)-m <= 1 && !slices.Contains(t.Counts[low-1:high], 0)
}
