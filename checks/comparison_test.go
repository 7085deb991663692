package checks_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestComparisonHoldsEachItemOfTheCheck(t *testing.T) {
	then := newFlow(6, votes("contact", 2, 2, 3, 3, 3, 4), reveal("contact"), votes("trust", 1, 2), reveal("trust")).Run()
	now := newFlow(6, votes("contact", 2, 3, 4, 4, 4, 5), reveal("contact"), votes("trust", 5, 5)).Run()
	c := checks.Compare(check, then, now, checks.ChosenMonth, false)
	if c.IsMixed() || c.Chosen != checks.ChosenMonth || c.Changing || len(c.Items) != len(check.Items) {
		t.Fatalf("%+v", c)
	}
	want := []checks.Verdict{checks.VerdictUp, checks.VerdictNoAnswer, checks.VerdictNoAnswer} // the second is hidden yet, the third not rated
	for i, it := range c.Items {
		if it.ID != check.Items[i].ID || it.Change.Verdict != want[i] {
			t.Errorf("%d: %q, %q", i, it.ID, it.Change.Verdict)
		}
	}
	if contact := c.Items[0]; contact.Baseline.Counts != [5]int{0, 2, 3, 1, 0} || contact.Current.Counts != [5]int{0, 1, 1, 3, 1} {
		t.Errorf("%+v", contact)
	}
	if got := checks.Compare(check, then, now, checks.ChosenMonth, true); !got.Changing || got.Items[0].Change.Verdict != checks.VerdictSame {
		t.Errorf("of a changing team: %+v", got.Items[0].Change)
	}
}

func TestOnePersonBesideATeamIsNoChange(t *testing.T) {
	team := newFlow(6, votes("contact", 1, 1, 1, 1, 1, 1), reveal("contact")).Run()
	solo := newFlow(1, votes("contact", 5)).Run()
	for _, pair := range [][2]checks.Run{{team, solo}, {solo, team}} {
		c := checks.Compare(check, pair[0], pair[1], checks.ChosenRun, false)
		contact := c.Items[0]
		if !c.IsMixed() || contact.Change != (checks.Change{}) || contact.Change.Compared() || contact.Baseline.N()+contact.Current.N() != 7 {
			t.Errorf("%+v", contact)
		}
	}
}

func TestOnePersonIsTheSameThoughTheTeamChanges(t *testing.T) {
	then, now := newFlow(1, votes("contact", 2)).Run(), newFlow(1, votes("contact", 4)).Run()
	got := checks.Compare(check, then, now, checks.ChosenPrevious, true)
	if contact := got.Items[0].Change; got.Changing || contact.Verdict != checks.VerdictUp || !contact.SamePeople {
		t.Errorf("%+v", contact)
	}
}

func TestGroupsStandInTheOrderOfTheAlphabet(t *testing.T) {
	group := func(team, id string, counts ...int) checks.Group {
		r := newRun(6)
		r.Team, r.ID = team, id
		rating := checks.Rating{Revision: 1, Revealed: true}
		copy(rating.Counts[:], counts)
		r.Ratings = map[string]checks.Rating{"contact": rating, "trust": {Tally: rating.Tally, Revision: 1}}
		return checks.Group{Run: r, Leadership: team == "leadership"}
	}
	tests := []struct{ one, other, first string }{
		{"Payments", "leadership", "leadership"}, {"leadership", "Payments", "leadership"}, {"b", "B", "B"}, {"Zoo", "apple", "apple"},
	}
	for _, tt := range tests {
		low, high := group(tt.one, "1", 6), group(tt.other, "2", 0, 0, 0, 0, 6)
		b := checks.SideBySideOf(check, low, high)
		if b.Groups[0].Run.Team != tt.first || b.Groups[0].Leadership != (tt.first == "leadership") {
			t.Errorf("%s beside %s: %s stands first", tt.one, tt.other, b.Groups[0].Run.Team)
		}
		for i, g := range b.Groups {
			if b.Items[0].Ratings[i].Tally != g.Run.Ratings["contact"].Tally {
				t.Errorf("%s beside %s: the answers are those of the other group", tt.one, tt.other)
			}
		}
		if hidden := b.Items[1].Ratings; hidden[0].Answers()+hidden[1].Answers() > 0 {
			t.Error("what is not revealed shows")
		}
	}
}

func TestOtherWordingsAreToldOnlyWhereBothRated(t *testing.T) {
	rated := func(revision, n int) checks.Rating {
		return checks.Rating{Tally: checks.Tally{Counts: [checks.Steps]int{n}}, Revision: revision}
	}
	for _, tt := range []struct {
		a, b checks.Rating
		want bool
	}{{rated(1, 3), rated(1, 2), false}, {rated(1, 3), rated(2, 2), true}, {rated(1, 3), rated(0, 0), false}, {rated(0, 0), rated(2, 1), false}} {
		if got := (checks.SideBySideItem{Ratings: [2]checks.Rating{tt.a, tt.b}}).Reworded(); got != tt.want {
			t.Errorf("%+v and %+v: %v", tt.a, tt.b, got)
		}
	}
}

// figuresOf is all that method.md lets one say of a run and of its difference to an earlier one.
func figuresOf(earlier, later checks.Run, changing bool) []any {
	runs := []checks.Run{earlier, later}
	_, chosen, _ := checks.Baseline(later, runs, 0)
	return []any{
		checks.Compare(check, earlier, later, chosen, changing).Items, checks.TrendOf(check, later.Team, later.Kind, runs, 0, 0).Series, chosen,
	}
}

// ratedRun is a finished run in which some items were rated.
func ratedRun(t *rapid.T, id string, when time.Time) *checks.Flow {
	people := rapid.IntRange(1, 8).Draw(t, "people")
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: people, LookBack: rapid.Bool().Draw(t, "look back")}
	f := get(checks.NewFlow(check, get(checks.NewRun(check, setup, id, when))))
	step := rapid.Map(rapid.IntRange(0, checks.Steps), func(i int) checks.Step { return checks.Step(i) })
	for _, it := range check.Items {
		must(f.Vote(it.ID, rapid.SliceOfN(step, 0, people).Draw(t, it.ID)...))
	}
	return f
}

// tell places chairs, tells stories and says what became of earlier things, anywhere in a run.
func tell(t *rapid.T, f *checks.Flow) {
	for _, it := range check.Items {
		if step := someStep.Draw(t, "chair"); step.Valid() {
			must(f.SetChair(it.ID, checks.Chair{Step: step, Evidence: rapid.SampledFrom([]string{"", "three calls"}).Draw(t, "evidence")}))
		}
		must(f.SetStory(it.ID, rapid.SampledFrom([]string{"", "She waited nine days."}).Draw(t, "story")))
	}
	if !f.Run().LookBack {
		return
	}
	for id, l := range rapid.MapOf(rapid.SampledFrom([]string{"a", "b", "c"}), anyLook(rapid.OneOf(ofWork, ofFix))).Draw(t, "looks") {
		must(f.Look(id, l))
	}
}

func TestChairStoriesAndLooksChangeNoFigure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := ratedRun(t, "run-1", start.AddDate(0, -3, 0)), ratedRun(t, "run-2", start)
		must(first.Finish(start.AddDate(0, -3, 0)))
		changing := rapid.Bool().Draw(t, "changing")
		finish := func() checks.Run {
			must(second.Finish(start))
			r := second.Run().Clone()
			must(second.Undo())
			return r
		}
		bare := figuresOf(first.Run(), finish(), changing)
		isBare := func() {
			if diff := cmp.Diff(bare, figuresOf(first.Run(), finish(), changing), cmpopts.IgnoreFields(checks.Rating{}, "Story", "Chair")); diff != "" {
				t.Fatal(diff)
			}
		}
		tell(t, second)
		isBare()
		must(first.Undo())
		tell(t, first)
		must(first.Finish(start.AddDate(0, -3, 0)))
		isBare()
	})
}

// twoDays is how likely a person gives step a+1 on one day and b+1 on another, at place a·5+b.
type twoDays [checks.Steps * checks.Steps]float64

// modelOf integrates the model that the method rests on: views are normal about a centre with a variance of 0.65, each day adds
// 0.35, and what is seen is the nearest of the five steps. On the other day all views are shifted, and where the people change they
// are other people's.
func modelOf(centre, shift float64, changing bool) (both twoDays) {
	const viewVariance, dayVariance, points, reach = 0.65, 0.35, 400, 8.0 // integrated over so many standard deviations on either side
	onADay := func(view float64) (p [checks.Steps]float64) {
		below := 0.0
		for k := range p {
			upTo := 1.0
			if k < checks.Steps-1 {
				upTo = math.Erfc((view-float64(k)-1.5)/math.Sqrt(2*dayVariance)) / 2
			}
			p[k], below = upTo-below, upTo
		}
		return p
	}
	var then, now [checks.Steps]float64
	for i := range points {
		z := reach * (2*(float64(i)+0.5)/points - 1)
		weight := 2 * reach / points * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		view := centre + z*math.Sqrt(viewVariance)
		p, q := onADay(view), onADay(view+shift)
		for cell := range both {
			both[cell] += weight * p[cell/checks.Steps] * q[cell%checks.Steps]
		}
		for k := range p {
			then[k], now[k] = then[k]+weight*p[k], now[k]+weight*q[k]
		}
	}
	for cell := range both {
		if changing {
			both[cell] = then[cell/checks.Steps] * now[cell%checks.Steps]
		}
	}
	return both
}

// spread is the mean of what is answered, and the standard deviations of the difference between one person's two days and of the
// answers of one day.
func (m twoDays) spread() (mean, day, people float64) {
	var square float64
	for cell, p := range m {
		a, b := float64(cell/checks.Steps+1), float64(cell%checks.Steps+1)
		mean, square, day = mean+p*a, square+p*a*a, day+p*(a-b)*(a-b)
	}
	return mean, math.Sqrt(day), math.Sqrt(square - mean*mean)
}

func TestWhatIsNeededFollowsFromTheModel(t *testing.T) {
	const n, floor = 4, 0.30
	for quarters := range 9 { // of a step, by which four answers lie above the middle on average
		counts := [checks.Steps]int{2: n - quarters, 3: quarters}
		if quarters > n {
			counts = [checks.Steps]int{3: 2*n - quarters, 4: quarters - n}
		}
		low, high, day, people := 3.0, 9.0, floor, floor
		for range 50 {
			if quarters == 8 {
				break // where all answer alike the model leaves nothing
			}
			var mean float64
			centre := (low + high) / 2
			if mean, day, people = modelOf(centre, 0, false).spread(); mean < 3+float64(quarters)/n {
				low = centre
			} else {
				high = centre
			}
		}
		same, others := checks.ChangeBetween(rated(counts), rated(counts), false), checks.ChangeBetween(rated(counts), rated(counts), true)
		gotDay, gotPeople := same.Needed*math.Sqrt(n)/1.96, others.Needed/math.Sqrt(2.0/n)/1.96
		if cents(gotDay) != cents(day) || cents(gotPeople) != cents(people) {
			t.Errorf("%d quarters: day %.4f, people %.4f; the model %.4f and %.4f", quarters, gotDay, gotPeople, day, people)
		}
	}
}

// shares are how often, in percent and by the number of people, the verdict is up, and how often it is up or down.
type shares struct{ up, moved [21]float64 }

func (s *shares) count(then, now checks.Rating, changing bool, percent float64) {
	n := then.N()
	switch checks.ChangeBetween(then, now, changing).Verdict {
	case checks.VerdictUp:
		s.up[n] += percent
		s.moved[n] += percent
	case checks.VerdictDown:
		s.moved[n] += percent
	default: // no move
	}
}

// enumerated is up to how many people the shares are exact; of more, pairs of runs are drawn.
const enumerated = 3

// enumerate counts all ways in which people can answer beside those who have, and how likely each is.
func (m twoDays) enumerate(s *shares, then, now checks.Rating, changing bool, percent float64) {
	s.count(then, now, changing, percent)
	for cell, p := range m {
		if a, b := then, now; then.N() < enumerated {
			a.Counts[cell/checks.Steps]++
			b.Counts[cell%checks.Steps]++
			m.enumerate(s, a, b, changing, percent*p)
		}
	}
}

// draw counts so many pairs of runs of each number of people.
func (m twoDays) draw(s *shares, random *rand.Rand, trials int, changing bool) {
	upTo, sum := m, 0.0
	for cell, p := range m {
		sum += p
		upTo[cell] = sum
	}
	for range trials {
		var then, now checks.Rating
		for n := 1; n < len(s.up); n++ {
			cell, _ := slices.BinarySearch(upTo[:len(upTo)-1], random.Float64())
			then.Counts[cell/checks.Steps]++
			now.Counts[cell%checks.Steps]++
			if n > enumerated {
				s.count(then, now, changing, 100/float64(trials))
			}
		}
	}
}

// TestChanceSeldomLooksLikeAChange draws teams as the model has them, with unchanged views and with all views a step up. Centres
// below the middle of the scale are those above it with the scale turned round, which changes no verdict.
func TestChanceSeldomLooksLikeAChange(t *testing.T) {
	trials, centres, luck := 10_000, []float64{3, 4.5}, 1.5 // luck is by how much so few trials may miss a share
	if *long {
		trials, centres, luck = 200_000, []float64{3, 3.5, 4, 4.5, 5}, 0
	}
	sharesOf := func(centre, shift float64, changing bool) *shares {
		s, m := &shares{}, modelOf(centre, shift, changing)
		m.enumerate(s, checks.Rating{}, checks.Rating{}, changing, 100)
		m.draw(s, rand.New(rand.NewPCG(2026, 11)), trials, changing)
		return s
	}
	for _, tt := range []struct {
		changing  bool
		mostFalse float64                     // % of up or down where no view changed, from 2 to 20 people
		found     map[float64]map[int]float64 // % of up where all views moved a step up, at least, by centre and people
	}{
		{false, 10, map[float64]map[int]float64{3: {4: 50, 6: 65, 8: 80, 12: 93}, 4.5: {4: 28, 6: 43, 8: 57, 12: 78}}},
		{true, 8, map[float64]map[int]float64{3: {4: 20, 6: 38, 12: 60}}},
	} {
		for _, centre := range centres {
			moved := sharesOf(centre, 0, tt.changing).moved[2:]
			t.Logf("changing %v, centre %.1f, views unchanged: up or down in %.1f %%, at most %.2f %%", tt.changing, centre, moved, slices.Max(moved))
			if most := slices.Max(moved); most > tt.mostFalse+luck {
				t.Errorf("changing %v, centre %v: up or down in up to %.2f %%, though no view changed", tt.changing, centre, most)
			}
		}
		for centre, found := range tt.found {
			up := sharesOf(centre, 1, tt.changing).up
			t.Logf("changing %v, centre %.1f, all views a step up: up in %.1f %%", tt.changing, centre, up[2:])
			for n, least := range found {
				if up[n] < least-luck {
					t.Errorf("changing %v, centre %v, %d people: a step up is found in %.1f %%, not in %v %%", tt.changing, centre, n, up[n], least)
				}
			}
		}
	}
}
