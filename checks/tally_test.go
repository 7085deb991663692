package checks_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestTallySaysWhatTheMethodAllows(t *testing.T) {
	const noMedian = 0
	tests := []struct {
		counts    [checks.Steps]int
		n         int
		low, high checks.Step
		median    float64
		word      checks.Agreement
	}{
		{[5]int{0, 0, 4, 4, 0}, 8, 3, 4, 3.5, checks.AgreementTogether},
		{[5]int{1, 0, 0, 0, 7}, 8, 1, 5, 5, checks.AgreementOneDiffers},
		{[5]int{0, 2, 0, 4, 0}, 6, 2, 4, 4, checks.AgreementTwoCamps},
		{[5]int{0, 1, 6, 1, 0}, 8, 2, 4, 3, checks.AgreementClose},
		{[5]int{0, 1, 2, 4, 1}, 8, 2, 5, 4, checks.AgreementSpread},
		{[5]int{0, 0, 2, 1, 0}, 3, 3, 4, 3, checks.AgreementNone},

		{[5]int{}, 0, 0, 0, noMedian, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 0}, 1, 1, 1, 1, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 2}, 3, 1, 5, 5, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 1}, 2, 1, 5, 3, checks.AgreementNone},
		{[5]int{0, 0, 0, 0, 4}, 4, 5, 5, 5, checks.AgreementTogether},
		{[5]int{3, 1, 0, 0, 0}, 4, 1, 2, 1, checks.AgreementTogether},
		{[5]int{3, 0, 1, 0, 0}, 4, 1, 3, 1, checks.AgreementOneDiffers},
		{[5]int{1, 0, 2, 0, 1}, 4, 1, 5, 3, checks.AgreementOneDiffers}, // both ends stand alone
		{[5]int{1, 0, 1, 1, 1}, 4, 1, 5, 3.5, checks.AgreementOneDiffers},
		{[5]int{2, 0, 0, 0, 2}, 4, 1, 5, 3, checks.AgreementTwoCamps},
		{[5]int{2, 0, 1, 0, 2}, 5, 1, 5, 3, checks.AgreementTwoCamps}, // a fifth in the middle
		{[5]int{2, 0, 2, 0, 4}, 8, 1, 5, 4, checks.AgreementSpread},   // a quarter in the middle
		{[5]int{1, 0, 0, 2, 2}, 5, 1, 5, 4, checks.AgreementOneDiffers},
		{[5]int{1, 1, 0, 2, 0}, 4, 1, 4, 3, checks.AgreementTwoCamps},
		{[5]int{0, 2, 3, 1, 0}, 6, 2, 4, 3, checks.AgreementClose},
		{[5]int{0, 1, 1, 3, 1}, 6, 2, 5, 4, checks.AgreementSpread},
		{[5]int{2, 1, 1, 0, 0}, 4, 1, 3, 1.5, checks.AgreementSpread},
	}
	for _, tt := range tests {
		// Those who gave no answer change nothing of the rest.
		for _, none := range []int{0, 3} {
			tally := checks.Tally{Counts: tt.counts, NoAnswer: none}
			low, high, rated := tally.Range()
			median, hasMedian := tally.Median()
			if tally.N() != tt.n || tally.Answers() != tt.n+none {
				t.Errorf("%v: n %d, answers %d", tally, tally.N(), tally.Answers())
			}
			if low != tt.low || high != tt.high || rated != (tt.n > 0) {
				t.Errorf("%v: range %d to %d, %v", tally, low, high, rated)
			}
			if median != tt.median || hasMedian != (tt.n > 0) {
				t.Errorf("%v: median %v, %v; want %v", tally, median, hasMedian, tt.median)
			}
			if got := tally.Agreement(); got != tt.word {
				t.Errorf("%v: agreement %q, want %q", tally, got, tt.word)
			}
		}
	}
}

func TestOnlyStepsOfTheScaleAndNoAnswerAreValid(t *testing.T) {
	for s := checks.Step(-2); s <= 8; s++ {
		if want := s >= 0 && s <= 5; s.Valid() != want {
			t.Errorf("step %d valid: %v", s, s.Valid())
		}
	}
}

var (
	anyStep  = rapid.Map(rapid.IntRange(0, checks.Steps), func(i int) checks.Step { return checks.Step(i) })
	anySteps = rapid.SliceOfN(anyStep, 0, 12)
)

func tallyOf(steps []checks.Step) checks.Tally {
	var t checks.Tally
	for _, s := range steps {
		t = t.With(s)
	}
	return t
}

func TestTallyForgetsTheOrderOfAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := anySteps.Draw(t, "steps")
		other := rapid.Permutation(steps).Draw(t, "other order")
		if tallyOf(steps) != tallyOf(other) {
			t.Fatal("the tallies differ")
		}
	})
}

func TestMedianIsTheMiddleOfTheSortedAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := anySteps.Draw(t, "steps")
		median, ok := tallyOf(steps).Median()
		sorted := slices.Sorted(slices.Values(slices.DeleteFunc(steps, func(s checks.Step) bool { return s == checks.NoAnswer })))
		n := len(sorted)
		if ok != (n > 0) {
			t.Fatalf("%d answers, median: %v", n, ok)
		}
		if n > 0 && 2*median != float64(sorted[(n-1)/2]+sorted[n/2]) {
			t.Fatalf("median %v of %v", median, sorted)
		}
	})
}

func TestAgreementIsTheSameOnTheMirroredScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := tallyOf(anySteps.Draw(t, "steps"))
		mirrored := tally
		slices.Reverse(mirrored.Counts[:])
		if tally.Agreement() != mirrored.Agreement() {
			t.Fatalf("%q of %v, %q of its mirror", tally.Agreement(), tally.Counts, mirrored.Agreement())
		}
	})
}
