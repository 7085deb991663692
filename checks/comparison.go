package checks

import (
	"cmp"
	"math"
	"strings"
)

// Comparison is a run compared with an earlier one of the same team and kind. Where the kinds differ, it is one person's view beside
// the team's, [Comparison.IsMixed], and there is no verdict.
type Comparison struct {
	Baseline, Current Run
	Chosen            Choice // how the baseline was chosen
	Changing          bool   // the team's people change from run to run; never so where the current run is one person's
	Items             []ItemChange
}

// ItemChange is the ratings of one item in two runs, and what may be concluded from their difference.
type ItemChange struct {
	ID                string
	Baseline, Current Rating
	Change            Change
}

// Compare compares the run current with baseline, item by item in the order of the check. Changing says that the team's people
// change from run to run; of one person's run it says nothing. Nothing can be concluded from runs of different kinds: their changes are
// the zero [Change].
func Compare(c Check, baseline, current Run, chosen Choice, changing bool) Comparison {
	compared := Comparison{Baseline: baseline, Current: current, Chosen: chosen, Changing: changing && current.Kind == Team}
	for _, it := range c.Items {
		change := ItemChange{ID: it.ID, Baseline: baseline.Revealed(it.ID), Current: current.Revealed(it.ID)}
		if !compared.IsMixed() {
			change.Change = ChangeBetween(change.Baseline, change.Current, compared.Changing)
		}
		compared.Items = append(compared.Items, change)
	}
	return compared
}

// IsMixed tells whether one person's run stands beside a team's.
func (c Comparison) IsMixed() bool { return c.Baseline.Kind != c.Current.Kind }

// Of returns what is said of an item; nothing is of [WorthID], of a question, or where nothing is compared.
func (c *Comparison) Of(item string) (change ItemChange, ok bool) {
	if c != nil {
		for _, change = range c.Items {
			if change.ID == item {
				return change, true
			}
		}
	}
	return ItemChange{}, false
}

// SideBySide puts the runs of two groups beside each other, such as a team's and its leadership's. They are other people who
// answered for other customers: there is no verdict, no ranking, no middle to compare, and their order is that of the alphabet.
type SideBySide struct {
	Groups [2]Group
	Items  []SideBySideItem
}

// Group is a team with one of its runs.
type Group struct {
	Run        Run
	Leadership bool // the team is one that leads others
}

// SideBySideItem is what both groups answered to an item, in their order.
type SideBySideItem struct {
	ID      string
	Ratings [2]Rating
}

// SideBySideOf puts two groups in the order of their teams' names, whichever comes first, with each item in the order of the check.
func SideBySideOf(c Check, a, b Group) SideBySide {
	if inAlphabet(b.Run, a.Run) < 0 {
		a, b = b, a
	}
	side := SideBySide{Groups: [2]Group{a, b}}
	for _, it := range c.Items {
		side.Items = append(side.Items, SideBySideItem{it.ID, [2]Rating{a.Run.Revealed(it.ID), b.Run.Revealed(it.ID)}})
	}
	return side
}

func inAlphabet(a, b Run) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team), strings.Compare(a.ID, b.ID))
}

// Reworded tells whether the two groups rated different wordings of the item.
func (i SideBySideItem) Reworded() bool {
	return i.Ratings[0].Answers() > 0 && i.Ratings[1].Answers() > 0 && i.Ratings[0].Revision != i.Ratings[1].Revision
}

// Verdict says what may be concluded from two tallies of the same item.
type Verdict string

// The verdicts; the first one that fits holds.
const (
	VerdictWithheld   Verdict = "withheld"   // then or now it was rated by too few for their answers to go out
	VerdictNoAnswer   Verdict = "no_answer"  // nobody rated the item then, or nobody now
	VerdictReworded   Verdict = "reworded"   // then it was another statement
	VerdictSame       Verdict = "same"       // chance alone would give such a difference, or the median moved the other way
	VerdictAttendance Verdict = "attendance" // nobody need have changed their answer: who was in the room explains it
	VerdictOneMoved   Verdict = "one_moved"  // mostly the same people, and one person's change explains it all
	VerdictUp         Verdict = "up"
	VerdictDown       Verdict = "down"
)

// confidence is within how many standard deviations chance stays in 95 of 100 cases.
const confidence = 1.96

// What [Change.Needed] rests on: standard deviations by how far the mean of all answers of both runs lies from the middle of
// the scale, in quarters of a step from 0 to 2. A person's view is normal with a variance of 0.65, the day adds 0.35 (the
// reliability of a single item: Wanous & Reichers 1996), and what is seen is the nearest of the five steps. The last entries
// are floors: where all give the same step, the model leaves nothing.
var (
	daySD    = sdTable{.91, .90, .89, .87, .83, .77, .68, .53, .30}   // of the difference between one person's answers on two days, the view unchanged
	peopleSD = sdTable{1.01, 1.00, .99, .95, .90, .82, .71, .52, .30} // of the answers in a team
)

type sdTable [9]float64

// at returns the entry for a distance from the middle, in a straight line between two entries.
func (t sdTable) at(distance float64) float64 {
	quarters := 4 * distance
	i := min(int(quarters), len(t)-2)
	return t[i] + (quarters-float64(i))*(t[i+1]-t[i])
}

// Change is what happened to an item between two runs. Its figures exist where [Change.Compared] says so.
type Change struct {
	Verdict Verdict
	Mean    float64 // mean of the later run less that of the earlier one, in steps; for holding against Needed, never to be shown alone
	Needed  float64 // the smallest such difference that chance would not usually give (as the smallest detectable change of a group, Ohno et al. 2017)
	People  int     // at least so many people changed their answer,
	Of      int     // of so many: of all, or of the smaller group where the numbers differ
	Steps   int     // at least so many steps were moved in all; known where SameNumber
	// SameNumber: as many people rated as before. SamePeople: and they are mostly the same.
	SameNumber, SamePeople bool
}

// Compared tells whether the two tallies could be compared at all; there is nothing to compare in the zero Change.
func (c Change) Compared() bool {
	switch c.Verdict {
	case "", VerdictWithheld, VerdictNoAnswer, VerdictReworded:
		return false
	default:
		return true
	}
}

// ChangeBetween compares the rating of a later run with that of an earlier one. Changing says that the team's people change
// from run to run.
func ChangeBetween(earlier, later Rating, changing bool) Change {
	a, b := earlier.Counts, later.Counts
	n, m := earlier.N(), later.N()
	switch {
	case earlier.Withheld || later.Withheld:
		return Change{Verdict: VerdictWithheld}
	case n == 0 || m == 0:
		return Change{Verdict: VerdictNoAnswer}
	case earlier.Revision != later.Revision:
		return Change{Verdict: VerdictReworded}
	}
	c := Change{
		Mean: float64(beyondMiddle(b))/float64(m) - float64(beyondMiddle(a))/float64(n), Of: min(n, m), SameNumber: n == m, SamePeople: n == m && !changing,
	}
	c.Needed = needed(earlier.Tally, later.Tally, c.SamePeople)
	c.People = leastPeople(a, b)
	if c.SameNumber {
		c.Steps = leastSteps(a, b)
	}
	then, _ := earlier.Median()
	now, _ := later.Median()
	c.Verdict = c.verdict(now-then, !changing && max(n, m) >= minForOneMoved && max(n, m)-min(n, m) <= 1)
	return c
}

// verdict concludes from the figures and from where the median moved. MayBeOne tells whether one person can be named as the
// explanation: they are mostly the same people, and enough of them.
func (c Change) verdict(median float64, mayBeOne bool) Verdict {
	switch {
	case c.Mean == 0, math.Abs(c.Mean) < c.Needed, c.Mean*median < 0:
		return VerdictSame
	case c.People == 0:
		return VerdictAttendance
	case c.People == 1 && mayBeOne:
		return VerdictOneMoved
	case c.Mean > 0:
		return VerdictUp
	}
	return VerdictDown
}

// minForOneMoved is how many people the larger of two groups has at least where it is said that one person's change explains it all.
const minForOneMoved = 3

// beyondMiddle is how many steps all answers together lie above the middle of the scale, negative below it. Reckoned from
// there, a scale that is turned round gives the same figures to the last digit.
func beyondMiddle(counts [Steps]int) (steps int) {
	for k, c := range counts {
		steps += (k - Steps/2) * c
	}
	return steps
}

// needed is the smallest difference between the means of two tallies that chance would not usually give.
func needed(a, b Tally, samePeople bool) float64 {
	n, m := float64(a.N()), float64(b.N())
	distance := math.Abs(float64(beyondMiddle(a.Counts)+beyondMiddle(b.Counts))) / (n + m)
	if samePeople {
		return confidence * daySD.at(distance) / math.Sqrt(n)
	}
	return confidence * peopleSD.at(distance) * math.Sqrt(1/n+1/m)
}

// leastPeople is how many of the smaller group must have changed their answer, whoever they are: those whose step the other
// group did not give as often.
func leastPeople(a, b [Steps]int) int {
	fewer, more := 0, 0
	for k := range a {
		fewer += max(0, a[k]-b[k])
		more += max(0, b[k]-a[k])
	}
	return min(fewer, more)
}

// leastSteps is how many steps must have been moved between two tallies of equally many people, whoever moved them: what
// passes each border between two steps.
func leastSteps(a, b [Steps]int) int {
	steps, passed := 0, 0
	for k := range a {
		passed += a[k] - b[k]
		steps += max(passed, -passed)
	}
	return steps
}
