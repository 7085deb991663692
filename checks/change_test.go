package checks_test

import (
	"math"
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
		{[5]int{1, 2, 3, 6, 8}, 20, 1, 5, 4, checks.AgreementSpread},
		{[5]int{1, 1, 0, 5, 5}, 12, 1, 5, 4, checks.AgreementSpread},
		{[5]int{1, 1, 1, 1, 2}, 6, 1, 5, 3.5, checks.AgreementSpread},
		{[5]int{2, 1, 1, 1, 1}, 6, 1, 5, 2.5, checks.AgreementSpread},
		{[5]int{0, 3, 1, 2, 0}, 6, 2, 4, 2.5, checks.AgreementTwoCamps},
		{[5]int{4, 0, 0, 0, 4}, 8, 1, 5, 3, checks.AgreementTwoCamps},
		{[5]int{3, 2, 1, 3, 3}, 12, 1, 5, 3.5, checks.AgreementTwoCamps},
		{[5]int{1, 1, 0, 1, 1}, 4, 1, 5, 3, checks.AgreementSpread},
		{[5]int{0, 0, 3, 0, 3}, 6, 3, 5, 4, checks.AgreementSpread},
		{[5]int{0, 3, 0, 3, 0}, 6, 2, 4, 3, checks.AgreementTwoCamps},

		{[5]int{}, 0, 0, 0, noMedian, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 0}, 1, 1, 1, 1, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 2}, 3, 1, 5, 5, checks.AgreementNone},
		{[5]int{1, 0, 0, 0, 1}, 2, 1, 5, 3, checks.AgreementNone},
		{[5]int{0, 0, 0, 0, 4}, 4, 5, 5, 5, checks.AgreementTogether},
		{[5]int{3, 1, 0, 0, 0}, 4, 1, 2, 1, checks.AgreementTogether},
		{[5]int{3, 0, 1, 0, 0}, 4, 1, 3, 1, checks.AgreementOneDiffers},
		{[5]int{1, 0, 2, 0, 1}, 4, 1, 5, 3, checks.AgreementSpread}, // both ends stand alone
		{[5]int{1, 0, 1, 1, 1}, 4, 1, 5, 3.5, checks.AgreementOneDiffers},
		{[5]int{2, 0, 0, 0, 2}, 4, 1, 5, 3, checks.AgreementTwoCamps},
		{[5]int{2, 0, 1, 0, 2}, 5, 1, 5, 3, checks.AgreementTwoCamps}, // a fifth in the middle
		{[5]int{3, 0, 2, 0, 3}, 8, 1, 5, 3, checks.AgreementSpread},   // a quarter
		{[5]int{2, 0, 2, 0, 4}, 8, 1, 5, 4, checks.AgreementSpread},   // a quarter in the middle
		{[5]int{2, 2, 3, 0, 6}, 13, 1, 5, 3, checks.AgreementSpread},  // more in the middle than on a step below it
		{[5]int{0, 2, 2, 1, 4}, 9, 2, 5, 4, checks.AgreementSpread},   // fewer than a quarter below
		{[5]int{1, 0, 0, 2, 2}, 5, 1, 5, 4, checks.AgreementOneDiffers},
		{[5]int{1, 1, 0, 2, 0}, 4, 1, 4, 3, checks.AgreementSpread},
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

func TestTallyDependsOnNothingButTheAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := anySteps.Draw(t, "steps")
		tally := tallyOf(steps)
		if tally != tallyOf(rapid.Permutation(steps).Draw(t, "other order")) {
			t.Fatal("in another order it is another")
		}
		mirrored := tally
		slices.Reverse(mirrored.Counts[:])
		if tally.Agreement() != mirrored.Agreement() {
			t.Fatalf("%q of %v, %q of its mirror", tally.Agreement(), tally.Counts, mirrored.Agreement())
		}
		median, ok := tally.Median()
		sorted := slices.Sorted(slices.Values(slices.DeleteFunc(steps, func(s checks.Step) bool { return s == checks.NoAnswer })))
		if n := len(sorted); ok != (n > 0) || n > 0 && 2*median != float64(sorted[(n-1)/2]+sorted[n/2]) {
			t.Fatalf("median %v, %v of %v", median, ok, sorted)
		}
	})
}

func rated(counts [checks.Steps]int) checks.Rating {
	return checks.Rating{Tally: checks.Tally{Counts: counts}, Revision: 1}
}

// cents is a figure as it is shown: with two decimals.
func cents(x float64) float64 { return math.Round(x*100) / 100 }

func TestChangeSaysWhatTheMethodAllows(t *testing.T) {
	const unknown = -1
	tests := []struct {
		a, b              [checks.Steps]int
		changing          bool
		verdict           checks.Verdict
		mean, needed      float64
		people, of, steps int
	}{
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 1, 1, 3, 1}, false, checks.VerdictUp, 0.83, 0.72, 3, 6, 5},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 1, 1, 3, 1}, true, checks.VerdictSame, 0.83, 1.13, 3, 6, 5},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 2, 2, 2, 0}, false, checks.VerdictSame, 0.17, 0.73, 1, 6, 1},
		{[5]int{0, 0, 0, 1, 0}, [5]int{0, 0, 1, 0, 0}, false, checks.VerdictSame, -1.00, 1.74, 1, 1, 1},
		{[5]int{0, 1, 0, 0, 0}, [5]int{0, 0, 0, 1, 0}, false, checks.VerdictUp, 2.00, 1.78, 1, 1, 2},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 2, 3, 1, 4}, false, checks.VerdictSame, 0.87, 1.01, 0, 6, unknown},
		{[5]int{2, 2, 0, 0, 0}, [5]int{2, 2, 0, 0, 4}, false, checks.VerdictAttendance, 1.75, 1.20, 0, 4, unknown},
		{[5]int{1, 2, 1, 0, 0}, [5]int{0, 0, 1, 2, 3}, false, checks.VerdictUp, 2.33, 1.26, 3, 4, unknown},
		{[5]int{0, 0, 1, 4, 1}, [5]int{0, 0, 0, 1, 5}, false, checks.VerdictUp, 0.83, 0.57, 4, 6, 5},
		{[5]int{0, 0, 1, 4, 1}, [5]int{0, 0, 0, 1, 5}, true, checks.VerdictSame, 0.83, 0.84, 4, 6, 5},
		{[5]int{0, 0, 0, 1, 5}, [5]int{0, 0, 2, 3, 1}, false, checks.VerdictDown, -1.00, 0.59, 4, 6, 6},
		{[5]int{0, 0, 0, 0, 12}, [5]int{0, 1, 0, 0, 11}, false, checks.VerdictOneMoved, -0.25, 0.23, 1, 12, 3},
		{[5]int{0, 0, 0, 0, 6}, [5]int{0, 0, 0, 2, 4}, false, checks.VerdictSame, -0.33, 0.36, 2, 6, 2},
		{[5]int{0, 0, 0, 3, 3}, [5]int{0, 0, 1, 0, 4}, false, checks.VerdictSame, 0.10, 0.80, 2, 5, unknown},
		{[5]int{0, 0, 0, 3, 2}, [5]int{2, 0, 0, 0, 3}, false, checks.VerdictSame, -1.00, 0.74, 3, 5, 7}, // the median rose
		{[5]int{0, 0, 0, 0, 5}, [5]int{1, 0, 0, 0, 3}, false, checks.VerdictOneMoved, -1.00, 0.88, 1, 4, unknown},
		{[5]int{0, 0, 0, 0, 3}, [5]int{0, 0, 1, 0, 2}, false, checks.VerdictOneMoved, -0.67, 0.66, 1, 3, 2},
		{[5]int{3, 0, 0, 0, 3}, [5]int{0, 0, 6, 0, 0}, false, checks.VerdictSame, 0.00, 0.73, 6, 6, 12},

		{[5]int{0, 1, 1, 3, 1}, [5]int{0, 2, 3, 1, 0}, false, checks.VerdictDown, -0.83, 0.72, 3, 6, 5},
		{[5]int{1, 0, 0, 0, 1}, [5]int{0, 0, 2, 0, 0}, false, checks.VerdictSame, 0, 1.26, 2, 2, 4},          // all moved, to where the mean was
		{[5]int{6, 0, 0, 0, 0}, [5]int{0, 0, 0, 0, 6}, true, checks.VerdictUp, 4, 1.14, 6, 6, 24},            // even of a changing team
		{[5]int{0, 0, 0, 0, 4}, [5]int{4, 0, 0, 0, 1}, false, checks.VerdictDown, -3.2, 1.32, 3, 4, unknown}, // one of the four may have stayed
		{[5]int{0, 0, 0, 4, 4}, [5]int{0, 0, 0, 0, 4}, true, checks.VerdictSame, 0.5, 0.70, 0, 4, unknown},
		{[5]int{0, 0, 0, 0, 3}, [5]int{1, 0, 0, 0, 2}, false, checks.VerdictOneMoved, -1.33, 0.84, 1, 3, 4},
		{[5]int{0, 0, 0, 0, 3}, [5]int{1, 0, 0, 0, 2}, true, checks.VerdictDown, -1.33, 1.25, 1, 3, 4},     // who knows which one
		{[5]int{0, 0, 0, 0, 6}, [5]int{1, 0, 0, 0, 3}, false, checks.VerdictDown, -1, 0.80, 1, 4, unknown}, // two are not there
		{[5]int{0, 0, 0, 0, 2}, [5]int{1, 0, 0, 0, 1}, false, checks.VerdictDown, -2, 1.15, 1, 2, 4},       // two are too few to speak of one of them
	}
	for _, tt := range tests {
		c := checks.ChangeBetween(rated(tt.a), rated(tt.b), tt.changing)
		if !c.Compared() || c.Verdict != tt.verdict || cents(c.Mean) != tt.mean || cents(c.Needed) != tt.needed {
			t.Errorf("%v to %v: %q, mean %.2f, needed %.2f; want %q, %.2f, %.2f", tt.a, tt.b, c.Verdict, c.Mean, c.Needed, tt.verdict, tt.mean, tt.needed)
		}
		if c.People != tt.people || c.Of != tt.of || c.SameNumber && c.Steps != tt.steps || c.SameNumber != (tt.steps != unknown) {
			t.Errorf("%v to %v: %d of %d people, %d steps; want %d of %d, %d", tt.a, tt.b, c.People, c.Of, c.Steps, tt.people, tt.of, tt.steps)
		}
		if c.SamePeople != (c.SameNumber && !tt.changing) {
			t.Errorf("%v to %v: the same people: %v", tt.a, tt.b, c.SamePeople)
		}
	}
}

func TestWhatCannotBeComparedHasNoFigures(t *testing.T) {
	some, reworded := rated([5]int{0, 2, 3, 1, 0}), rated([5]int{0, 0, 0, 2, 4})
	reworded.Revision = 2
	silent := checks.Rating{Tally: checks.Tally{NoAnswer: 6}, Revision: 1}
	type pairs = [][2]checks.Rating // then and now
	for want, list := range map[checks.Verdict]pairs{
		checks.VerdictNoAnswer: {{{}, some}, {some, {}}, {{}, {}}, {silent, some}, {silent, reworded}},
		checks.VerdictReworded: {{some, reworded}, {reworded, some}},
	} {
		for _, pair := range list {
			if c := checks.ChangeBetween(pair[0], pair[1], false); c != (checks.Change{Verdict: want}) || c.Compared() {
				t.Errorf("%v to %v: got %+v, want %q", pair[0], pair[1], c, want)
			}
		}
	}
}

var (
	realStep  = rapid.Map(rapid.IntRange(1, checks.Steps), func(i int) checks.Step { return checks.Step(i) })
	realSteps = rapid.SliceOfN(realStep, 1, 12)
)

func ratedOf(steps []checks.Step) checks.Rating {
	return checks.Rating{Tally: tallyOf(steps), Revision: 1}
}

func TestChangeDependsOnNothingButTheAnswers(t *testing.T) {
	other := map[checks.Verdict]checks.Verdict{checks.VerdictUp: checks.VerdictDown, checks.VerdictDown: checks.VerdictUp}
	rapid.Check(t, func(t *rapid.T) {
		before, after, changing := anySteps.Draw(t, "before"), anySteps.Draw(t, "after"), rapid.Bool().Draw(t, "changing")
		a, b := ratedOf(before), ratedOf(after)
		want := checks.ChangeBetween(a, b, changing)
		before, after = rapid.Permutation(before).Draw(t, "in another order"), rapid.Permutation(after).Draw(t, "in another order")
		if got := checks.ChangeBetween(ratedOf(before), ratedOf(after), changing); got != want {
			t.Fatalf("in another order %+v, before %+v", got, want)
		}
		// Who gives no answer is not one of the n people.
		a.NoAnswer, b.NoAnswer = rapid.IntRange(0, 9).Draw(t, "none then"), rapid.IntRange(0, 9).Draw(t, "none now")
		if got := checks.ChangeBetween(a, b, changing); got != want {
			t.Fatalf("%+v, without those who gave no answer %+v", got, want)
		}
		want.Mean = -want.Mean
		if flipped, ok := other[want.Verdict]; ok {
			want.Verdict = flipped
		}
		if got := checks.ChangeBetween(b, a, changing); got != want {
			t.Fatalf("backwards %+v, want %+v", got, want)
		}
		slices.Reverse(a.Counts[:])
		slices.Reverse(b.Counts[:])
		if got := checks.ChangeBetween(a, b, changing); got != want {
			t.Fatalf("with the scale turned round %+v, want %+v", got, want)
		}
		same := checks.ChangeBetween(a, a, changing)
		if a.N() > 0 && same != (checks.Change{Verdict: checks.VerdictSame, Needed: same.Needed, Of: a.N(), SameNumber: true, SamePeople: !changing}) {
			t.Fatalf("against itself %+v", same)
		}
	})
}

// moved is how many people changed their answer and by how many steps in all, where the same person stands at the same place.
func moved(before, after []checks.Step) (people, steps int) {
	for i, s := range before[:min(len(before), len(after))] {
		if d := int(max(after[i]-s, s-after[i])); d > 0 {
			people++
			steps += d
		}
	}
	return people, steps
}

// The figures cannot be larger: of all ways in which small groups can have moved, one moves just so many people, and one so many steps.
func TestAtLeastIsTheLeastOfAllWays(t *testing.T) {
	few := rapid.SliceOfN(realStep, 1, 5)
	rapid.Check(t, func(t *rapid.T) {
		before, after := few.Draw(t, "before"), few.Draw(t, "after")
		c := checks.ChangeBetween(ratedOf(before), ratedOf(after), false)
		small, large := before, after
		if len(small) > len(large) {
			small, large = large, small
		}
		people, steps := math.MaxInt, math.MaxInt
		eachOrder(slices.Clone(large), 0, func(order []checks.Step) {
			p, s := moved(small, order)
			people, steps = min(people, p), min(steps, s)
		})
		if c.People != people || c.SameNumber && c.Steps != steps {
			t.Fatalf("at least %d people and %d steps, %+v", people, steps, c)
		}
	})
}

// eachOrder calls use with every order of list from place i on.
func eachOrder(list []checks.Step, i int, use func([]checks.Step)) {
	if i == len(list) {
		use(list)
		return
	}
	for j := i; j < len(list); j++ {
		list[i], list[j] = list[j], list[i]
		eachOrder(list, i+1, use)
		list[i], list[j] = list[j], list[i]
	}
}

// In groups of any size the steps are reached where the lowest answer stays the lowest, and so on upwards; the people where
// whoever can have stayed has stayed.
func TestAtLeastIsReachedInGroupsOfAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := realSteps.Draw(t, "before")
		after := rapid.SliceOfN(realStep, len(before), len(before)).Draw(t, "after")
		c := checks.ChangeBetween(ratedOf(before), ratedOf(after), false)
		_, steps := moved(slices.Sorted(slices.Values(before)), slices.Sorted(slices.Values(after)))
		left := slices.Clone(before)
		for _, s := range after {
			if i := slices.Index(left, s); i >= 0 {
				left = slices.Delete(left, i, i+1)
			}
		}
		if c.Steps != steps || c.People != len(left) {
			t.Fatalf("%d people and %d steps, %+v", len(left), steps, c)
		}
	})
}
