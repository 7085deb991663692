package checks

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
	case t.allNearMedian(low, high):
		return AgreementClose
	}
	return AgreementSpread
}

// oneDiffers: the lowest or the highest answer stands alone, at least two steps from its nearest neighbour, and all the
// others lie within two steps of each other.
func (t Tally) oneDiffers(low, high Step) bool {
	without := func(s Step) bool {
		if t.Counts[s-1] != 1 {
			return false
		}
		l, h, _ := t.without(s).Range()
		return h-l <= 2 && (l-s >= 2 || s-h >= 2)
	}
	return without(low) || without(high)
}

// twoCamps: at least two below the middle step, at least two above it, fewer than a quarter on it.
func (t Tally) twoCamps() bool {
	c := t.Counts
	return c[0]+c[1] >= 2 && c[3]+c[4] >= 2 && 4*c[2] < t.N()
}

func (t Tally) allNearMedian(low, high Step) bool {
	m, _ := t.Median()
	return m-float64(low) <= 1 && float64(high)-m <= 1
}
