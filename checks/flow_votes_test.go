package checks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestOrderOfVotesLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(anyStep, 1, 12).Draw(t, "steps")
		order := rapid.Permutation(steps).Draw(t, "other order")
		one := newFlow(12, votes("contact", steps...))
		other := newFlow(12)
		for len(order) > 0 { // in pieces, by paste or by key
			n := rapid.IntRange(1, len(order)).Draw(t, "piece")
			must(other.Vote("contact", order[:n]...))
			order = order[n:]
		}
		same(t, one.Run(), other.Run())
		must(one.Reveal("contact"))
		must(other.Reveal("contact"))
		same(t, one.Run().Ratings["contact"], other.Run().Ratings["contact"])
	})
}

func TestAnAnswerTakesThePlaceOfTheEarlierOneOfTheSamePerson(t *testing.T) {
	type b = checks.Ballot
	tests := []struct {
		name    string
		by      []b
		replace bool
		want    checks.Tally
		code    checks.Code
	}{
		{"another person", []b{{"cem", 5}}, false, checks.Tally{Counts: [5]int{1, 0, 1, 1, 1}}, ""},
		{"the same person", []b{{"ana", 5}}, false, checks.Tally{Counts: [5]int{1, 0, 1, 0, 1}}, ""},
		{"the same person twice", []b{{"ana", 5}, {"ana", 2}}, false, checks.Tally{Counts: [5]int{1, 1, 1}}, ""},
		{"nobody known", []b{{"", 4}}, false, checks.Tally{Counts: [5]int{1, 0, 1, 2}}, ""},
		{"in place of all", []b{{"ana", 5}, {"", 0}}, true, checks.Tally{Counts: [5]int{0, 0, 0, 0, 1}, NoAnswer: 1}, ""},
		{"too many", []b{{"cem", 5}, {"dee", 5}}, false, checks.Tally{Counts: [5]int{1, 0, 1, 1}}, checks.CodeTooManyVotes},
		{"no step", []b{{"cem", 6}}, false, checks.Tally{Counts: [5]int{1, 0, 1, 1}}, checks.CodeStep},
	}
	for _, tt := range tests {
		f := newFlow(4, votes("contact", 1))
		must(f.Collect("contact", []b{{"ana", 4}, {"ben", 3}}, false))
		if err := f.Collect("contact", tt.by, tt.replace); checks.CodeOf(err) != tt.code {
			t.Errorf("%s: %v", tt.name, err)
		}
		same(t, f.Run().Ratings["contact"].Tally, tt.want)
	}
}

func TestNamesLeaveTheMemoryAtARevealAndAnUndo(t *testing.T) {
	ends := map[string]func(f *checks.Flow) error{
		"reveal": func(f *checks.Flow) error { return f.Reveal("contact") }, "undo": (*checks.Flow).Undo,
		"finish": func(f *checks.Flow) error { return f.Finish(start) },
	}
	for name, end := range ends {
		f := newFlow(4)
		for range 2 {
			must(f.Collect("contact", []checks.Ballot{{By: "zoë", Step: 4}}, false))
		}
		if !f.KnowsNames("contact") || !strings.Contains(fmt.Sprintf("%+v", *f), "zoë") {
			t.Fatal("the name is not known before")
		}
		must(end(f))
		if all := fmt.Sprintf("%+v", *f); f.KnowsNames("contact") || strings.Contains(all, "zoë") {
			t.Errorf("after %s the name is still there: %s", name, all)
		}
	}
}

func TestTakeBackRemovesTheLatestAnswerFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(anyStep, 1, 12).Draw(t, "steps")
		f := newFlow(12)
		tallies := []checks.Tally{{}}
		for _, s := range steps {
			must(f.Vote("contact", s))
			tallies = append(tallies, f.Run().Ratings["contact"].Tally)
		}
		for _, want := range slices.Backward(tallies[:len(steps)]) {
			if rapid.Bool().Draw(t, "there and back") {
				must(f.Undo())
				must(f.Redo())
				must(f.TakeBack("contact"))
				must(f.Undo())
			}
			must(f.TakeBack("contact"))
			if got := f.Run().Ratings["contact"].Tally; got != want {
				t.Fatalf("got %v, want %v", got, want)
			}
		}
		if err := f.TakeBack("contact"); checks.CodeOf(err) != checks.CodeNoVotes {
			t.Fatal(err)
		}
	})
}

func TestAfterAResumeNobodyKnowsWhichAnswerCameLast(t *testing.T) {
	f := get(checks.NewFlow(check, newFlow(6, votes("contact", 4, 5)).Run()))
	wantCode(t, f.TakeBack("contact"), checks.CodeOrderUnknown)
	must(f.Vote("contact", 1)) // of the answers since then it is known
	must(f.TakeBack("contact"))
	wantCode(t, f.TakeBack("contact"), checks.CodeOrderUnknown)
	same(t, 2, f.Run().Hidden("contact"))
}

func TestASoloVoteShowsAtOnceAndReplaces(t *testing.T) {
	f := newFlow(1)
	for _, s := range []checks.Step{2, 0, 5} {
		must(f.Vote("contact", s))
		want := checks.Rating{Tally: checks.Tally{}.With(s), Revision: 1, Revealed: true}
		if got := f.Run().Ratings["contact"]; got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	must(f.Undo())
	same(t, 1, f.Run().Ratings["contact"].NoAnswer)
}

func TestVotingAgainKeepsChairAndStory(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 5), reveal("contact"))
	must(f.SetChair("contact", checks.Chair{Step: 2, Evidence: " three\ncalls "}))
	must(f.SetStory("contact", "one waited\nthree weeks"))
	must(f.VoteAgain("contact"))
	want := checks.Rating{
		Revision: 1, Chair: checks.Chair{Step: 2, Evidence: "three calls"}, Story: "one waited three weeks", Before: checks.Tally{Counts: [5]int{0, 0, 0, 1, 1}},
	}
	same(t, want, f.Run().Ratings["contact"])
	must(f.Undo())
	if got := f.Run().Ratings["contact"]; !got.Revealed || got.N() != 2 {
		t.Errorf("undo leads to %+v", got)
	}
}

// revealedTally are answers that were given and shown.
func revealedTally(counts ...int) checks.Tally { return checks.Tally{Counts: [5]int(counts)} }

func TestTheFirstVoteThatWasRevealedIsKeptAsTheOneBeforeTheTalk(t *testing.T) {
	before := func(f *checks.Flow) checks.Tally { return f.Run().Ratings["contact"].Before }
	f := newFlow(6, votes("contact", 1, 2))
	must(f.VoteAgain("contact")) // nobody saw them
	same(t, checks.Tally{}, before(f))
	for _, steps := range [][]checks.Step{{4, 5}, {3}, {2, 2, 2}} {
		must(f.Vote("contact", steps...))
		must(f.Reveal("contact"))
		must(f.VoteAgain("contact"))
		same(t, revealedTally(0, 0, 0, 1, 1), before(f))
	}
	for range 7 { // to the first one, on the screen
		must(f.Undo())
	}
	same(t, checks.Rating{Tally: revealedTally(0, 0, 0, 1, 1), Revision: 1, Revealed: true}, f.Run().Ratings["contact"])
	must(f.Redo())
	same(t, revealedTally(0, 0, 0, 1, 1), before(get(checks.NewFlow(check, f.Stored()))))
}

func TestAVoteThatNobodyGaveAgainLeavesTheFirstOne(t *testing.T) {
	f := newFlow(3, votes("contact", 4, 4, 5), reveal("contact"))
	must(f.VoteAgain("contact"))
	must(f.SetPeople("contact", 2)) // one left since
	if f.Run().IsEmpty() {
		t.Error("the first vote is forgotten")
	}
	must(f.Finish(start.Add(time.Hour)))
	same(t, checks.Rating{Tally: revealedTally(0, 0, 0, 2, 1), Revision: 1, Revealed: true, People: 3}, f.Run().Ratings["contact"])
	same(t, 2, f.Run().People)
}

func TestAThirdVoteThatNobodyGaveLeavesTheSecondOne(t *testing.T) {
	f := newFlow(3, votes("contact", 4, 4, 5), reveal("contact"))
	must(f.VoteAgain("contact"))
	must(f.Vote("contact", 1, 1, 2))
	must(f.Reveal("contact"))
	must(f.VoteAgain("contact"))
	must(f.Vote("contact", 5))
	f = get(checks.NewFlow(check, f.Stored())) // the run was left and goes on
	must(f.VoteAgain("contact"))               // nobody saw that answer
	again := get(checks.NewFlow(check, f.Stored()))
	second := checks.Rating{Tally: revealedTally(2, 1, 0, 0, 0), Revision: 1, Revealed: true, Before: revealedTally(0, 0, 0, 2, 1)}
	same(t, second, f.AtClose().Ratings["contact"])
	must(f.Finish(start.Add(time.Hour)))
	same(t, second, f.Run().Ratings["contact"])

	must(again.Vote("contact", 3, 3))
	must(again.Finish(start.Add(time.Hour)))
	second.Tally = revealedTally(0, 0, 2, 0, 0)
	same(t, second, again.Run().Ratings["contact"])
}

func TestACorrectedVoteIsNoneBeforeTheTalk(t *testing.T) {
	f := correcting(t)
	must(f.VoteAgain("contact"))
	must(f.Vote("contact", 5))
	must(f.Reveal("contact"))
	same(t, checks.Tally{}, f.Stored().Ratings["contact"].Before)
}

// there are how many people each item has, and the run.
func there(f *checks.Flow) (list []int) {
	for _, it := range check.Items {
		list = append(list, f.Run().PeopleAt(it.ID))
	}
	return append(list, f.Run().People)
}

func TestWhoComesOrLeavesChangesTheItemAndThoseToCome(t *testing.T) {
	f := newFlow(7, votes("contact", 1, 2, 3, 4, 5, 0, 1), reveal("contact"))
	must(f.SetPeople("trust", 9)) // two are late
	same(t, []int{7, 9, 9, 9}, there(f))
	must(f.Vote("trust", 1, 2, 3, 4, 5, 0, 1, 2, 3))
	must(f.Reveal("trust"))
	must(f.SetPeople("value", 8)) // one leaves
	same(t, []int{7, 9, 8, 8}, there(f))
	wantCode(t, f.SetPeople("trust", 8), checks.CodePeopleVoted)
	must(f.SetPeople("trust", 10)) // one of then was forgotten, and is not there any more
	same(t, []int{7, 10, 8, 8}, there(f))
	must(f.SetPeople("", 6))
	must(f.Vote("value", 1))
	same(t, []int{7, 10, 6, 6}, there(f))
	must(f.Undo())
	must(f.Undo())
	must(f.VoteAgain("contact")) // those who are there now vote
	same(t, []int{8, 10, 8, 8}, there(f))
	must(f.Undo())
	again := get(checks.NewFlow(check, f.Stored()))
	same(t, []int{7, 10, 8, 8}, there(again))
}

func TestALateAnswerAfterTheRevealIsOneMore(t *testing.T) {
	f := newFlow(3, votes("contact", 4, 4), reveal("contact"), votes("trust", 1, 1, 1), reveal("trust"))
	must(f.VoteLate("contact", 2)) // who had not answered
	same(t, []int{3, 3, 3, 3}, there(f))
	must(f.VoteLate("contact", checks.NoAnswer)) // who was not there
	same(t, []int{4, 3, 4, 4}, there(f))
	same(t, checks.Tally{Counts: [5]int{0, 1, 0, 2}, NoAnswer: 1}, f.Run().Ratings["contact"].Tally)
	wantCode(t, f.VoteLate("contact", 6), checks.CodeStep)
	must(f.Undo())
	same(t, []int{3, 3, 3, 3}, there(f))
	must(f.VoteLate("value", 3)) // which is hidden: a vote like any other
	same(t, 1, f.Run().Hidden("value"))
	full := newFlow(checks.MaxPeople, votes("contact", slices.Repeat([]checks.Step{3}, checks.MaxPeople)...), reveal("contact"))
	wantCode(t, full.VoteLate("contact", 3), checks.CodePeople)
}

func TestACorrectedRunKeepsHowManyWereThereWhileANewVoteIsHidden(t *testing.T) {
	f := correcting(t)
	was := f.Stored().Clone()
	must(f.VoteAgain("contact"))
	must(f.SetPeople("contact", 2))
	stored := f.Stored()
	same(t, 6, stored.PeopleAt("contact"))
	same(t, was.Ratings["contact"].Tally, stored.Ratings["contact"].Tally)
	must(f.Vote("contact", 1, 1))
	must(f.Reveal("contact"))
	same(t, 2, f.Stored().PeopleAt("contact"))
	must(f.VoteLate("contact", 5))
	same(t, 3, f.Stored().PeopleAt("contact"))
}

func TestVotesCountForTheItemsRevision(t *testing.T) {
	old := newFlow(6, votes("contact", 4)).Run().Clone()
	reworded := check
	reworded.Items = slices.Clone(check.Items)
	reworded.Items[0].Revision = 2
	f := get(checks.NewFlow(reworded, old))
	must(f.Vote("contact", 5))
	same(t, 1, f.Run().Ratings["contact"].Revision)
	must(f.VoteAgain("contact"))
	must(f.Vote("contact", 5))
	same(t, 2, f.Run().Ratings["contact"].Revision)
}

func TestFinishShowsWhatWasHidden(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 5), votes("trust", 0), votes("value", 3), reveal("value"))
	must(f.SetStory("value", "a story"))
	must(f.Finish(start.Add(time.Hour)))
	run := f.Run()
	for id, rating := range run.Ratings {
		if !rating.Revealed {
			t.Errorf("%s is hidden", id)
		}
	}
	if run.Finished != start.Add(time.Hour) || !f.Done(8) {
		t.Errorf("finished %v", run.Finished)
	}
	must(f.Undo())
	if f.Run().IsFinished() || f.Run().Hidden("contact") != 2 || f.Run().Hidden("trust") != 1 {
		t.Error("undo does not hide them again")
	}
}

// correcting is a finished run of six people, three of whom rated, that is open to be corrected.
func correcting(t *testing.T) *checks.Flow {
	t.Helper()
	f := newFlow(6, votes("contact", 4, 4, 2), reveal("contact"))
	must(f.Finish(start.Add(time.Hour)))
	f = get(checks.NewFlow(check, f.Run()))
	f.Correct(date("2026-11-29"))
	return f
}

func TestANewVoteOnAFinishedRunIsStoredOnceItIsRevealed(t *testing.T) {
	f := correcting(t)
	was := f.Stored().Clone()
	must(f.VoteAgain("contact"))
	must(f.Vote("contact", 1, 1))
	must(f.Vote("trust", 5)) // which nobody had rated
	must(f.Vote("contact", 1, 1))
	wantCode(t, f.SetPeople("contact", 3), checks.CodePeopleVoted)
	must(f.Undo())
	if !checks.Same(f.Stored(), was) {
		t.Errorf("stored is %+v, was %+v", f.Stored(), was)
	}
	must(f.Reveal("contact"))
	if r := f.Stored(); r.Ratings["contact"].Counts != [5]int{2} || r.Corrected != date("2026-11-29") || !r.IsFinished() || r.Day != was.Day {
		t.Errorf("stored is %+v", r)
	}
	for range 4 {
		must(f.Undo())
	}
	if !checks.Same(f.Stored(), was) {
		t.Errorf("stored is %+v after the way back, was %+v", f.Stored(), was)
	}
}

func TestARatingThatIsAddedToAFinishedRunLeavesItsDay(t *testing.T) {
	f := newFlow(6)
	must(f.Finish(start.Add(time.Hour)))
	f = get(checks.NewFlow(check, f.Run()))
	f.Correct(date("2026-11-29"))
	day := f.Run().Day
	must(f.Vote("contact", 4))
	must(f.Reveal("contact"))
	if r := f.Stored(); r.Day != day || !r.Ratings["contact"].Revealed || r.Corrected != date("2026-11-29") {
		t.Errorf("stored is %+v", r)
	}
}

func TestACorrectionKeepsTheRulesOfARun(t *testing.T) {
	day, wrong := date("2026-11-01"), date("2026-11-01")
	wrong.Day = 31
	for name, tt := range map[string]struct {
		day    checks.Day
		team   string
		kind   checks.Kind
		people int
		code   checks.Code
	}{
		"another day, team and number": {day, " Ops ", checks.Team, 3, ""},
		"fewer people than rated":      {day, "Ops", checks.Team, 2, checks.CodePeopleVoted},
		"one person where three rated": {day, "Ops", checks.Solo, 1, checks.CodePeopleVoted},
		"several people alone":         {day, "Ops", checks.Solo, 3, checks.CodePeople},
		"no team":                      {day, " ", checks.Team, 3, checks.CodeTeamEmpty},
		"a day that is none":           {wrong, "Ops", checks.Team, 3, checks.CodeDay},
	} {
		t.Run(name, func(t *testing.T) {
			f := correcting(t)
			was := f.Stored().Clone()
			wantCode(t, f.SetHeld(tt.day, tt.team, tt.kind, tt.people), tt.code)
			if r := f.Stored(); tt.code != "" {
				same(t, was, r)
			} else if r.Day != day || r.Team != "Ops" || r.People != 3 || r.Corrected.IsZero() {
				t.Errorf("stored is %+v", r)
			}
		})
	}
}

func TestWhetherTheTimeWasWellSpentIsVotedAsAnItemIsAndStaysBesideThem(t *testing.T) {
	f := newFlow(3)
	f.SetToday(checks.Day{Year: 2031, Month: 1, Day: 2})
	day := f.Run().Day
	must(f.Vote(checks.WorthID, 4, 5))
	if r := f.Run(); r.IsEmpty() || r.Hidden(checks.WorthID) != 2 || r.Revealed(checks.WorthID).Answers() != 0 {
		t.Errorf("hidden is %+v", r.Ratings)
	}
	must(f.Reveal(checks.WorthID))
	if r := f.Run(); r.Day != day || r.Revealed(checks.WorthID).Tally != (checks.Tally{Counts: [checks.Steps]int{0, 0, 0, 1, 1}}) {
		t.Errorf("revealed is %+v on %v", r.Ratings, r.Day)
	}
	wantCode(t, f.SetStory(checks.WorthID, "a story"), checks.CodeContradicts)
	wantCode(t, f.SetChair(checks.WorthID, checks.Chair{Step: 3, Evidence: "three calls"}), checks.CodeContradicts)
	must(f.Finish(start))
	run := f.Run()
	shared, left := checks.Share(run, checks.StoryTexts{}, false)
	if !shared.Ratings[checks.WorthID].Withheld || left.Items != 1 {
		t.Errorf("shared is %+v without %+v", shared.Ratings, left)
	}
	c := checks.Compare(check, run, run, "", false)
	if _, ok := c.Of(checks.WorthID); ok {
		t.Error("it is compared among the items")
	}
	series := checks.TrendOf(check, run.Team, run.Kind, []checks.Run{run}, 0, 0).Series
	if n := len(check.Items); len(series) != n+1 || series[n].Item != checks.WorthID {
		t.Errorf("the trend is of %+v", series)
	}
}

func TestTheCloseHoldsWhatTheFinishKeeps(t *testing.T) {
	f := newFlow(3, votes("contact", 4, 4, 5), reveal("contact"), votes("trust", 1, 1, 1), reveal("trust"), votes("value", 2))
	must(f.VoteAgain("contact"))
	must(f.VoteAgain("trust"))
	must(f.Vote("trust", 5))
	must(f.SetPeople("contact", 2)) // one left since
	closing := f.AtClose()
	same(t, []int{1, 1}, []int{closing.Hidden("trust"), closing.Hidden("value")})
	must(f.Finish(start.Add(time.Hour)))
	same(t, f.Run().Ratings["contact"], closing.Ratings["contact"])

	f = correcting(t)
	was := f.Run().Ratings["contact"]
	must(f.VoteAgain("contact"))
	same(t, was, f.AtClose().Ratings["contact"])
	must(f.Undo())
	same(t, was, f.Run().Ratings["contact"])
}
