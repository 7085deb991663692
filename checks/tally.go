package checks

import (
	"slices"
	"strings"
)

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

// wordVotes are the words of a chat that stand for an answer.
var wordVotes = map[string]Step{
	"0": NoAnswer, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "👎": 1, "👍": 5, "-": NoAnswer, "–": NoAnswer,
	"1/5": 1, "2/5": 2, "3/5": 3, "4/5": 4, "5/5": 5,
}

// dashes are answers only at the end of a line; before that they part a name from its answer or
// begin the line of a list.
var dashes = map[string]bool{"-": true, "–": true}

// ParseVotes reads the answers in text copied from a chat: one a line, behind a name or not ("4", "Ana: 4", "Ana 👍"), or
// several words in one line ("4 3 5"). Names are thrown away. A line that could be read in two ways, or in none, is counted
// and gives no answer.
func ParseVotes(text string) (votes []Step, notUnderstood int) {
	for line := range strings.Lines(Clean(text)) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		read, ok := parseLine(line)
		if !ok {
			notUnderstood++
		}
		votes = append(votes, read...)
	}
	return votes, notUnderstood
}

// parseLine reads one line: after a colon, or after words of a name, exactly one answer; otherwise every word must be one.
func parseLine(line string) ([]Step, bool) {
	named := false
	if i := strings.LastIndex(line, ":"); i >= 0 {
		line, named = line[i+1:], true
	}
	words := withoutNumber(strings.Fields(line))
	var votes []Step
	last := false
	for i, w := range words {
		var s Step
		if s, last = parseWord(w); last && (!dashes[w] || i == len(words)-1) {
			votes = append(votes, s)
		}
	}
	switch {
	case len(votes) == 0:
		return nil, false
	case len(votes) == 1 && last:
		return votes, true
	case !named && len(votes) == len(words):
		return votes, true
	}
	return nil, false
}

// withoutNumber drops the number of a numbered list: in "1. 4" the answer is 4.
func withoutNumber(words []string) []string {
	if len(words) > 1 && (strings.HasSuffix(words[0], ".") || strings.HasSuffix(words[0], ")")) {
		return words[1:]
	}
	return words
}

// parseWord reads a word without the punctuation around it and without emoji variants (skin tone, presentation, keycap).
func parseWord(w string) (Step, bool) {
	w = strings.Trim(w, `.,;!()[]"'*`)
	w = strings.Map(func(r rune) rune {
		if r >= 0x1f3fb && r <= 0x1f3ff || r == 0xfe0f || r == 0x20e3 {
			return -1
		}
		return r
	}, w)
	s, ok := wordVotes[w]
	return s, ok
}
