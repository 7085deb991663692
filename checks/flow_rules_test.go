package checks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
)

type op = func(*checks.Flow) error

func TestEachRefusalHasItsCode(t *testing.T) {
	long, longName := strings.Repeat("x", checks.MaxText+1), strings.Repeat("x", checks.MaxName+1)
	full := slices.Repeat([]string{"x"}, checks.MaxAnswers)
	call := checks.Action{ID: "b", From: "risks", Text: "Call"}
	with := func(edit func(*checks.Action)) checks.Action { a := call; edit(&a); return a }
	tests := []struct {
		name   string
		people int
		before []op
		try    op
		want   checks.Code
	}{
		{"vote on a question", 3, nil, votes("risks", 4), checks.CodeUnknownItem},
		{"vote off the scale", 3, nil, votes("contact", 4, 6), checks.CodeStep},
		{"vote below the scale", 3, nil, votes("contact", -1), checks.CodeStep},
		{"vote when all have", 3, []op{votes("contact", 1, 2, 0)}, votes("contact", 4), checks.CodeAllIn},
		{"vote for more than are missing", 3, []op{votes("contact", 1)}, votes("contact", 4, 4, 4), checks.CodeTooManyVotes},
		{"vote after the reveal", 3, []op{votes("contact", 1), reveal("contact")}, votes("contact", 4), checks.CodeRevealed},
		{"rate off the scale", 1, nil, func(f *checks.Flow) error { return f.Vote("contact", 6) }, checks.CodeStep},
		{"rate a question", 1, nil, func(f *checks.Flow) error { return f.Vote("risks", 4) }, checks.CodeUnknownItem},

		{"take back from a question", 3, nil, func(f *checks.Flow) error { return f.TakeBack("risks") }, checks.CodeUnknownItem},
		{"take back from nothing", 3, nil, func(f *checks.Flow) error { return f.TakeBack("contact") }, checks.CodeNoVotes},
		{"take back after the reveal", 3, []op{votes("contact", 1), reveal("contact")}, func(f *checks.Flow) error { return f.TakeBack("contact") }, checks.CodeRevealed},
		{"reveal a question", 3, nil, reveal("risks"), checks.CodeUnknownItem},
		{"reveal nothing", 3, nil, reveal("contact"), checks.CodeNoVotes},
		{"reveal twice", 3, []op{votes("contact", 1), reveal("contact")}, reveal("contact"), checks.CodeRevealed},
		{"vote again on a question", 3, nil, func(f *checks.Flow) error { return f.VoteAgain("risks") }, checks.CodeUnknownItem},
		{"vote again before anybody has", 3, nil, func(f *checks.Flow) error { return f.VoteAgain("contact") }, checks.CodeNoVotes},

		{"chair for a question", 3, nil, func(f *checks.Flow) error { return f.SetChair("risks", checks.Chair{}) }, checks.CodeUnknownItem},
		{"chair off the scale", 3, nil, func(f *checks.Flow) error { return f.SetChair("contact", checks.Chair{Step: 6}) }, checks.CodeStep},
		{"evidence too long", 3, nil, func(f *checks.Flow) error { return f.SetChair("contact", checks.Chair{Step: 1, Evidence: long}) }, checks.CodeTextLong},
		{"story for a question", 3, nil, func(f *checks.Flow) error { return f.SetStory("risks", "x") }, checks.CodeUnknownItem},
		{"story too long", 3, nil, func(f *checks.Flow) error { return f.SetStory("contact", long) }, checks.CodeTextLong},

		{"answer an item", 3, nil, answers("contact", "x"), checks.CodeUnknownItem},
		{"answer nothing", 3, nil, answers("risks", " \n\x1b"), checks.CodeTextEmpty},
		{"answer too long", 3, nil, answers("risks", long), checks.CodeTextLong},
		{"one answer too many", 3, []op{answers("risks", full...)}, answers("risks", "x"), checks.CodeAnswersFull},
		{"some answers too many", 3, []op{answers("risks", full[1:]...)}, func(f *checks.Flow) error { return f.AddAnswers("risks", []string{"x", "y"}) }, checks.CodeAnswersFull},
		{"one of some answers too long", 3, nil, func(f *checks.Flow) error { return f.AddAnswers("risks", []string{"x", long}) }, checks.CodeTextLong},
		{"only empty answers", 3, nil, func(f *checks.Flow) error { return f.AddAnswers("risks", []string{"", " "}) }, checks.CodeTextEmpty},
		{"no answers", 3, nil, func(f *checks.Flow) error { return f.AddAnswers("risks", nil) }, checks.CodeTextEmpty},
		{"edit an answer away", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.EditAnswer("risks", 0, " ") }, checks.CodeTextEmpty},
		{"edit no answer", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.EditAnswer("risks", 1, "y") }, checks.CodeUnknownAnswer},
		{"delete no answer", 3, nil, func(f *checks.Flow) error { return f.DeleteAnswer("risks", 0) }, checks.CodeUnknownAnswer},
		{"delete below the first", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.DeleteAnswer("risks", -1) }, checks.CodeUnknownAnswer},
		{"move no answer", 3, nil, func(f *checks.Flow) error { return f.MoveAnswer("risks", 0, 0) }, checks.CodeUnknownAnswer},
		{"move past the end", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.MoveAnswer("risks", 0, 1) }, checks.CodeUnknownAnswer},
		{"mark no answer", 3, nil, func(f *checks.Flow) error { return f.Mark("risks", 0, 1) }, checks.CodeUnknownAnswer},
		{"join an answer with itself", 3, []op{answers("risks", "x", "y")}, func(f *checks.Flow) error { return f.JoinAnswers("risks", 1, 1) }, checks.CodeUnknownAnswer},
		{"join with no answer", 3, []op{answers("risks", "x", "y")}, func(f *checks.Flow) error { return f.JoinAnswers("risks", 0, 2) }, checks.CodeUnknownAnswer},
		{"join answers of too many words", 3, []op{answers("risks", long[2:], "y")}, func(f *checks.Flow) error { return f.JoinAnswers("risks", 0, 1) }, checks.CodeTextLong},
		{"marks of more people than there are", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error {
			return f.MarkAll("risks", slices.Repeat([]checks.Marking{{Numbers: []int{1}}}, 4))
		}, checks.CodeMarks},
		{"more marks than people", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.Mark("risks", 0, 4) }, checks.CodeMarks},
		{"fewer marks than none", 3, []op{answers("risks", "x")}, func(f *checks.Flow) error { return f.Mark("risks", 0, -1) }, checks.CodeMarks},

		{"action without text", 3, nil, func(f *checks.Flow) error { return f.AddAction(with(func(a *checks.Action) { a.Text = "\n" })) }, checks.CodeTextEmpty},
		{"action too long", 3, nil, func(f *checks.Flow) error { return f.AddAction(with(func(a *checks.Action) { a.Text = long })) }, checks.CodeTextLong},
		{"action from nowhere", 3, nil, func(f *checks.Flow) error { return f.AddAction(with(func(a *checks.Action) { a.From = "close" })) }, checks.CodeUnknownItem},
		{"action of a long owner", 3, nil, func(f *checks.Flow) error { return f.AddAction(with(func(a *checks.Action) { a.Owner = longName })) }, checks.CodeOwnerLong},
		{"action due on no day", 3, nil, func(f *checks.Flow) error {
			return f.AddAction(with(func(a *checks.Action) { a.Due = checks.Day{Year: 2026, Month: 4, Day: 31} }))
		}, checks.CodeDay},
		{"action without id", 3, nil, func(f *checks.Flow) error { return f.AddAction(with(func(a *checks.Action) { a.ID = "" })) }, checks.CodeID},
		{"action with an id there is", 3, []op{action("b")}, func(f *checks.Flow) error { return f.AddAction(call) }, checks.CodeInvalidRun},
		{"edit no action", 3, nil, func(f *checks.Flow) error { return f.EditAction(call) }, checks.CodeNotFound},
		{"edit an action away", 3, []op{action("b")}, func(f *checks.Flow) error { return f.EditAction(checks.Action{ID: "b"}) }, checks.CodeTextEmpty},
		{"delete no action", 3, nil, func(f *checks.Flow) error { return f.DeleteAction("b") }, checks.CodeNotFound},

		{"no people", 3, nil, func(f *checks.Flow) error { return f.SetPeople("contact", 0) }, checks.CodePeople},
		{"too many people", 3, nil, func(f *checks.Flow) error { return f.SetPeople("contact", 100) }, checks.CodePeople},
		{"two people alone", 1, nil, func(f *checks.Flow) error { return f.SetPeople("contact", 2) }, checks.CodePeople},
		{"fewer people than answers", 3, []op{votes("contact", 1, 2)}, func(f *checks.Flow) error { return f.SetPeople("contact", 1) }, checks.CodePeopleVoted},
		{"finish twice", 3, []op{func(f *checks.Flow) error { return f.Finish(start) }}, func(f *checks.Flow) error { return f.Finish(start) }, checks.CodeFinished},
		{"undo nothing", 3, nil, (*checks.Flow).Undo, checks.CodeNothingToUndo},
		{"redo nothing", 3, []op{votes("contact", 1)}, (*checks.Flow).Redo, checks.CodeNothingToRedo},
		{"redo after another change", 3, []op{votes("contact", 1), (*checks.Flow).Undo, votes("contact", 2)}, (*checks.Flow).Redo, checks.CodeNothingToRedo},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFlow(tt.people, tt.before...)
			held := f.Run().Clone()
			wantCode(t, tt.try(f), tt.want)
			same(t, held, f.Run())
		})
	}
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

func TestAStageIsDoneOnceItHoldsAResult(t *testing.T) {
	f := newFlow(6, votes("contact", 4), votes("trust", 3), reveal("trust"), answers("risks", "a"), action("a"))
	for i, s := range f.Stages() {
		same(t, slices.Contains([]string{"trust", "risks", "choose"}, s.ID), f.Done(i))
	}
}

func TestUndoGoesToTheStageOfTheChange(t *testing.T) {
	f := newFlow(6)
	f.Go(3)
	must(f.AddAnswers("channels", []string{"calls"}))
	f.Go(7)
	f.SetDraft("half an action")
	f.Spend(time.Minute)
	same(t, "channels", f.UndoStage())
	must(f.Undo())
	if f.UndoStage() != "" || f.RedoStage() != "channels" || f.Stage().ID != "channels" || len(f.Run().Answers["channels"]) != 0 {
		t.Errorf("undo leads to %v", f.Stage())
	}
	if f.Run().Drafts["choose"] != "half an action" || f.Run().Spent["choose"] != time.Minute {
		t.Error("draft or time are lost")
	}
	f.Go(0)
	must(f.Redo())
	if f.Stage().ID != "channels" || len(f.Run().Answers["channels"]) != 1 {
		t.Errorf("redo leads to %v", f.Stage())
	}
}

func TestAnotherWayAfterUndoLeavesTheFirstAlone(t *testing.T) {
	f := newFlow(6)
	for i := range 12 {
		must(f.AddAnswers("risks", []string{"first"}))
		must(f.AddAction(checks.Action{ID: fmt.Sprint(i), From: "risks", Text: "first"}))
		run := f.Run()
		held := run.Clone()
		must(f.Undo())
		must(f.Undo())
		must(f.AddAnswers("risks", []string{"second"}))
		must(f.AddAction(checks.Action{ID: fmt.Sprint(i), From: "risks", Text: "second"}))
		same(t, held, run)
	}
}

func TestWhatChangesNothingIsNotUndone(t *testing.T) {
	nothing := map[string]op{
		"no votes":              votes("contact"),
		"no votes on a new one": votes("trust"),
		"the same people":       func(f *checks.Flow) error { return f.SetPeople("contact", 6) },
		"no story":              func(f *checks.Flow) error { return f.SetStory("value", " ") },
		"an empty chair":        func(f *checks.Flow) error { return f.SetChair("value", checks.Chair{}) },
		"the same text":         func(f *checks.Flow) error { return f.EditAnswer("risks", 0, "a ") },
		"the same place":        func(f *checks.Flow) error { return f.MoveAnswer("risks", 0, 0) },
		"no mark":               func(f *checks.Flow) error { return f.Mark("risks", 0, 0) },
		"the same action": func(f *checks.Flow) error {
			return f.EditAction(checks.Action{ID: "a", Text: "Call one customer a week"})
		},
	}
	for name, try := range nothing {
		t.Run(name, func(t *testing.T) {
			f := newFlow(6, votes("contact", 4), action("a"), answers("risks", "a", "b"), (*checks.Flow).Undo)
			must(try(f))
			if err := f.Redo(); err != nil || len(f.Run().Answers["risks"]) != 2 {
				t.Errorf("redo is lost: %v", err)
			}
		})
	}
}

func TestHistoryReachesBackFiveHundredChanges(t *testing.T) {
	f := newFlow(6, answers("risks", "a"))
	for i := range 600 {
		must(f.EditAnswer("risks", 0, fmt.Sprint(i)))
	}
	undone := 0
	for f.Undo() == nil {
		undone++
	}
	if got := f.Run().Answers["risks"][0].Text; undone != 500 || got != "99" {
		t.Errorf("%d undone, back to %q", undone, got)
	}
	for f.Redo() == nil {
		undone--
	}
	if got := f.Run().Answers["risks"][0].Text; undone != 0 || got != "599" {
		t.Errorf("forth to %q", got)
	}
}

func TestOnlyAnUnfinishedRunOfATeamNotesThatItsPeopleChange(t *testing.T) {
	team, solo, finished := newFlow(6), newFlow(1), newFlow(6, func(f *checks.Flow) error { return f.Finish(start.Add(time.Hour)) })
	for _, f := range []*checks.Flow{team, solo, finished} {
		want := f == team
		if noted := f.SetChangingTeam(true); noted != want || f.Run().ChangingTeam != want || f.SetChangingTeam(want) {
			t.Errorf("%s, finished %v: noted %v, the run says %v", f.Run().Kind, f.Run().IsFinished(), noted, f.Run().ChangingTeam)
		}
	}
}

func TestUndoAndRedoLeaveWhetherPeopleChangeAsItIs(t *testing.T) {
	f := newFlow(6, votes("contact", 4))
	f.SetChangingTeam(true) // the team was marked after the vote
	if must(f.Undo()); !f.Run().ChangingTeam {
		t.Error("undo takes it back")
	}
	f.SetChangingTeam(false)
	if must(f.Redo()); f.Run().ChangingTeam {
		t.Error("redo brings it back")
	}
}

func TestARunIsOfTheDayOfItsFirstReveal(t *testing.T) {
	begun, held, later := checks.DayOf(start), checks.DayOf(start.AddDate(0, 0, 1)), checks.DayOf(start.AddDate(0, 0, 9))
	for name, tt := range map[string]struct {
		people int
		ops    []op
		want   checks.Day
	}{
		"nothing rated": {3, []op{finish}, begun},
		"hidden":        {3, []op{itIs(held), votes("contact", 3)}, begun},
		"revealed":      {3, []op{itIs(held), votes("contact", 3), reveal("contact"), itIs(later), votes("trust", 2), reveal("trust"), finish}, held},
		"at its finish": {3, []op{votes("contact", 3), itIs(held), finish}, checks.DayOf(start.Add(time.Hour))},
		"alone":         {1, []op{itIs(held), votes("contact", 3), itIs(later), votes("trust", 2)}, held},
		"rated anew":    {1, []op{itIs(held), votes("contact", 3), itIs(later), votes("contact", 4)}, held},
		"undone":        {1, []op{itIs(held), votes("contact", 3), (*checks.Flow).Undo}, begun},
	} {
		f := newFlow(tt.people)
		for _, op := range tt.ops {
			must(op(f))
		}
		if got := f.Run().Day; got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func finish(f *checks.Flow) error { return f.Finish(start.Add(time.Hour)) }

func itIs(d checks.Day) op {
	return func(f *checks.Flow) error {
		f.SetToday(d)
		return nil
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
