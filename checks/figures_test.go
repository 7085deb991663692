package checks_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
)

// figures is all that method.md lets one say of a run and of its difference to an earlier one.
type figures struct {
	Ratings map[string]checks.Rated
	Of      map[string]string // n, median, range and word, by item
	Items   []checks.ItemChange
	Series  []checks.Series
	Chosen  checks.Choice
}

func figuresOf(earlier, later checks.Run, changing bool) figures {
	f := figures{Ratings: checks.Summarize(later).Ratings, Of: map[string]string{}}
	for id, r := range f.Ratings {
		median, _ := r.Median()
		low, high, _ := r.Range()
		f.Of[id] = fmt.Sprint(r.N(), r.NoAnswer, median, low, high, r.Agreement())
	}
	summaries := []checks.Summary{checks.Summarize(earlier), checks.Summarize(later)}
	f.Items = checks.Compare(check, earlier, later, checks.ChosenPrevious, changing).Items
	f.Series = checks.TrendOf(check, later.Team, later.Kind, summaries, 0, time.UTC).Series
	_, f.Chosen, _ = checks.Baseline(summaries[1], summaries, time.UTC)
	return f
}

// ratedRun is a finished run in which some items were rated.
func ratedRun(t *rapid.T, id string, when time.Time) *checks.Flow {
	people := rapid.IntRange(1, 8).Draw(t, "people")
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: people, LookBack: rapid.Bool().Draw(t, "look back")}
	r, err := checks.NewRun(check, setup, id, when)
	must(err)
	f, err := checks.NewFlow(check, r)
	must(err)
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
		if diff := cmp.Diff(bare, figuresOf(first.Run(), finish(), changing)); diff != "" {
			t.Fatalf("what was told changes a figure:\n%s", diff)
		}
		must(first.Undo())
		tell(t, first)
		must(first.Finish(start.AddDate(0, -3, 0)))
		if diff := cmp.Diff(bare, figuresOf(first.Run(), finish(), changing)); diff != "" {
			t.Fatalf("what was told at the baseline changes a figure:\n%s", diff)
		}
	})
}

func TestAPlacedChairIsKeptApartFromTheFigures(t *testing.T) {
	f := newFlow(3, votes("contact", 2, 2, 3), reveal("contact"))
	must(f.SetChair("contact", checks.Chair{Step: 5, Evidence: "a letter"}))
	s := checks.Summarize(f.Run())
	if s.Chairs["contact"] != 5 || s.Ratings["contact"].N() != 3 {
		t.Errorf("the summary is %+v", s)
	}
	must(f.SetChair("contact", checks.Chair{}))
	if s := checks.Summarize(f.Run()); s.Chairs != nil {
		t.Errorf("an empty chair is %+v", s.Chairs)
	}
}
