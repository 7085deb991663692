package checks_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func rated(counts [checks.Steps]int) checks.Rated {
	return checks.Rated{Tally: checks.Tally{Counts: counts}, Revision: 1}
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
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 1, 1, 3, 1}, false, checks.VerdictUp, 0.83, 0.67, 3, 6, 5},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 1, 1, 3, 1}, true, checks.VerdictSame, 0.83, 1.13, 3, 6, 5},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 2, 2, 2, 0}, false, checks.VerdictSame, 0.17, 0.67, 1, 6, 1},
		{[5]int{0, 0, 0, 1, 0}, [5]int{0, 0, 1, 0, 0}, false, checks.VerdictSame, -1.00, 1.64, 1, 1, 1},
		{[5]int{0, 1, 0, 0, 0}, [5]int{0, 0, 0, 1, 0}, false, checks.VerdictUp, 2.00, 1.64, 1, 1, 2},
		{[5]int{0, 2, 3, 1, 0}, [5]int{0, 2, 3, 1, 4}, false, checks.VerdictSame, 0.87, 1.01, 0, 6, unknown},
		{[5]int{2, 2, 0, 0, 0}, [5]int{2, 2, 0, 0, 4}, false, checks.VerdictAttendance, 1.75, 1.20, 0, 4, unknown},
		{[5]int{1, 2, 1, 0, 0}, [5]int{0, 0, 1, 2, 3}, false, checks.VerdictUp, 2.33, 1.27, 3, 4, unknown},

		{[5]int{0, 1, 1, 3, 1}, [5]int{0, 2, 3, 1, 0}, false, checks.VerdictDown, -0.83, 0.67, 3, 6, 5},
		{[5]int{1, 0, 0, 0, 1}, [5]int{0, 0, 2, 0, 0}, false, checks.VerdictSame, 0, 1.16, 2, 2, 4},          // all moved, to where the mean was
		{[5]int{6, 0, 0, 0, 0}, [5]int{0, 0, 0, 0, 6}, true, checks.VerdictUp, 4, 1.13, 6, 6, 24},            // even of a changing team
		{[5]int{0, 0, 0, 0, 4}, [5]int{4, 0, 0, 0, 1}, false, checks.VerdictDown, -3.2, 1.31, 3, 4, unknown}, // one of the four may have stayed
		{[5]int{0, 0, 0, 4, 4}, [5]int{0, 0, 0, 0, 4}, true, checks.VerdictSame, 0.5, 1.20, 0, 4, unknown},
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
	silent := checks.Rated{Tally: checks.Tally{NoAnswer: 6}, Revision: 1}
	tests := []struct {
		name string
		a, b checks.Rated
		want checks.Verdict
	}{
		{"not rated then", checks.Rated{}, some, checks.VerdictNoAnswer},
		{"not rated now", some, checks.Rated{}, checks.VerdictNoAnswer},
		{"never rated", checks.Rated{}, checks.Rated{}, checks.VerdictNoAnswer},
		{"nobody gave a step", silent, some, checks.VerdictNoAnswer},
		{"nobody gave a step, and reworded", silent, reworded, checks.VerdictNoAnswer},
		{"reworded", some, reworded, checks.VerdictReworded},
		{"back to the old wording", reworded, some, checks.VerdictReworded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if c := checks.ChangeBetween(tt.a, tt.b, false); c != (checks.Change{Verdict: tt.want}) || c.Compared() {
				t.Errorf("got %+v, want %q", c, tt.want)
			}
		})
	}
}

// Who gives no answer is not one of the n people.
func TestChangeLeavesOutThoseWhoGaveNoAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, changing := anyRated.Draw(t, "a"), anyRated.Draw(t, "b"), rapid.Bool().Draw(t, "changing")
		want := checks.ChangeBetween(a, b, changing)
		a.NoAnswer, b.NoAnswer = rapid.IntRange(0, 9).Draw(t, "none then"), rapid.IntRange(0, 9).Draw(t, "none now")
		if got := checks.ChangeBetween(a, b, changing); got != want {
			t.Fatalf("%+v, without them %+v", got, want)
		}
	})
}

var (
	realStep  = rapid.Map(rapid.IntRange(1, checks.Steps), func(i int) checks.Step { return checks.Step(i) })
	realSteps = rapid.SliceOfN(realStep, 1, 12)
	anyRated  = rapid.Map(anySteps, ratedOf)
)

func ratedOf(steps []checks.Step) checks.Rated {
	return checks.Rated{Tally: tallyOf(steps), Revision: 1}
}

func TestChangeForgetsTheOrderOfAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, changing := anySteps.Draw(t, "a"), anySteps.Draw(t, "b"), rapid.Bool().Draw(t, "changing")
		want := checks.ChangeBetween(ratedOf(a), ratedOf(b), changing)
		a, b = rapid.Permutation(a).Draw(t, "a in another order"), rapid.Permutation(b).Draw(t, "b in another order")
		if got := checks.ChangeBetween(ratedOf(a), ratedOf(b), changing); got != want {
			t.Fatalf("got %+v, before %+v", got, want)
		}
	})
}

func TestChangeBackwardsIsTheSameTheOtherWayRound(t *testing.T) {
	other := map[checks.Verdict]checks.Verdict{checks.VerdictUp: checks.VerdictDown, checks.VerdictDown: checks.VerdictUp}
	rapid.Check(t, func(t *rapid.T) {
		a, b, changing := anyRated.Draw(t, "a"), anyRated.Draw(t, "b"), rapid.Bool().Draw(t, "changing")
		want := checks.ChangeBetween(a, b, changing)
		want.Mean = -want.Mean
		if flipped, ok := other[want.Verdict]; ok {
			want.Verdict = flipped
		}
		if got := checks.ChangeBetween(b, a, changing); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

func TestNothingChangedAgainstItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, changing := ratedOf(realSteps.Draw(t, "steps")), rapid.Bool().Draw(t, "changing")
		c := checks.ChangeBetween(a, a, changing)
		if c.Verdict != checks.VerdictSame || c.Mean != 0 || c.People != 0 || c.Steps != 0 || c.Of != a.N() {
			t.Fatalf("%+v", c)
		}
	})
}

// Nobody can have changed less than the figures say, whoever gave which answer.
func TestAtLeastIsNeverMoreThanWhatHappened(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := realSteps.Draw(t, "before")
		after := rapid.SliceOfN(realStep, len(before), len(before)).Draw(t, "after")
		people, steps := moved(before, after)
		// Some were there one time only.
		there := rapid.SliceOfN(realStep, 0, 6).Draw(t, "the others")
		if rapid.Bool().Draw(t, "they came later") {
			after = append(after, there...)
		} else {
			before = append(before, there...)
		}
		c := checks.ChangeBetween(ratedOf(before), ratedOf(after), rapid.Bool().Draw(t, "changing"))
		if c.People > people || c.People > c.Of || c.SameNumber && (c.Steps > steps || c.Steps < c.People) {
			t.Fatalf("%d people and %d steps moved, %+v", people, steps, c)
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
