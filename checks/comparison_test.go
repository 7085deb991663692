package checks_test

import (
	"fmt"
	"testing"
	"time"

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

// figure is a rating without what stands beside its number.
func figure(r checks.Rating) checks.Rating {
	r.Story, r.Chair = "", checks.Chair{}
	return r
}

// figures is all that method.md lets one say of a run and of its difference to an earlier one.
type figures struct {
	Ratings map[string]checks.Rating
	Of      map[string]string // n, median, range and word, by item
	Items   []checks.ItemChange
	Series  []checks.Series
	Chosen  checks.Choice
}

func figuresOf(earlier, later checks.Run, changing bool) figures {
	f := figures{Ratings: map[string]checks.Rating{}, Of: map[string]string{}}
	for _, it := range check.Items {
		r := figure(later.Revealed(it.ID))
		f.Ratings[it.ID] = r
		median, _ := r.Median()
		low, high, _ := r.Range()
		f.Of[it.ID] = fmt.Sprint(r.N(), r.NoAnswer, median, low, high, r.Agreement())
	}
	runs := []checks.Run{earlier, later}
	f.Items = checks.Compare(check, earlier, later, checks.ChosenPrevious, changing).Items
	for i, it := range f.Items {
		f.Items[i].Baseline, f.Items[i].Current = figure(it.Baseline), figure(it.Current)
	}
	f.Series = checks.TrendOf(check, later.Team, later.Kind, runs, 0, 0).Series
	for _, s := range f.Series {
		for _, strip := range s.Strips {
			for i, point := range strip.Points {
				strip.Points[i] = figure(point)
			}
		}
	}
	_, f.Chosen, _ = checks.Baseline(later, runs, 0)
	return f
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
		tell(t, second)
		same(t, bare, figuresOf(first.Run(), finish(), changing))
		must(first.Undo())
		tell(t, first)
		must(first.Finish(start.AddDate(0, -3, 0)))
		same(t, bare, figuresOf(first.Run(), finish(), changing))
	})
}
