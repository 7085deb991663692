package checks_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"emptychair/checks"
)

// TestChanceSeldomLooksLikeAChange draws teams as the method assumes them: opinions about the middle of the scale with a
// standard deviation of one step, of whose variance so much is the same on another day as a single item's reliability says. It
// holds the same people's answers on two days against each other, once with unchanged opinions and once with everyone a step up.
func TestChanceSeldomLooksLikeAChange(t *testing.T) {
	const (
		trials    = 20_000
		mostFalse = 12 // % of verdicts up or down where no opinion changed
	)
	random := rand.New(rand.NewPCG(2026, 11))
	t.Logf("%3s  %-24s %-24s %s", "n", "unchanged: up or down", "a step up: up", "unchanged: the means differ")
	for _, tt := range []struct {
		people    int
		leastSeen float64 // % of verdicts up where everyone moved a step up
	}{{4, 50}, {6, 65}, {8, 80}, {12, 90}} {
		var wrong, differ, seen int
		for range trials {
			before, same, higher := twoDays(random, tt.people)
			still := checks.ChangeBetween(before, same, false)
			if still.Verdict != checks.VerdictSame {
				wrong++
			}
			if still.Mean != 0 {
				differ++
			}
			if checks.ChangeBetween(before, higher, false).Verdict == checks.VerdictUp {
				seen++
			}
		}
		percent := func(n int) float64 { return 100 * float64(n) / trials }
		t.Logf("%3d  %5.1f %% %16s %5.1f %% %16s %5.1f %%", tt.people, percent(wrong), "", percent(seen), "", percent(differ))
		if percent(wrong) > mostFalse || percent(seen) < tt.leastSeen {
			t.Errorf("of %d people: wrong in %.1f %%, seen in %.1f %%", tt.people, percent(wrong), percent(seen))
		}
	}
}

// twoDays draws the answers of n people on one day, and on another with the same opinions or with all a step higher.
func twoDays(random *rand.Rand, n int) (before, same, higher checks.Rated) {
	const reliability, middle = 0.65, 3
	tallies := [3]checks.Tally{}
	for range n {
		opinion := middle + math.Sqrt(reliability)*random.NormFloat64()
		for i, shift := range [...]float64{0, 0, 1} {
			answer := math.Round(opinion + shift + math.Sqrt(1-reliability)*random.NormFloat64())
			tallies[i] = tallies[i].With(checks.Step(min(max(answer, 1), checks.Steps)))
		}
	}
	return checks.Rated{Tally: tallies[0]}, checks.Rated{Tally: tallies[1]}, checks.Rated{Tally: tallies[2]}
}
