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
		{"action with an id there is", 3, []op{action("b")}, func(f *checks.Flow) error { return f.AddAction(call) }, checks.CodeInvalid},
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

func TestAnswersAddedTogetherAreOneChange(t *testing.T) {
	f := newFlow(6, answers("risks", "a"))
	must(f.AddAnswers("risks", []string{" b", "", "c\r\nd", " \t"}))
	want := []checks.Answer{{Text: "a"}, {Text: "b"}, {Text: "c\nd"}}
	same(t, want, f.Run().Answers["risks"])
	must(f.Undo())
	same(t, want[:1], f.Run().Answers["risks"])
}

func TestATextOfSeveralLinesKeepsThemAndOneOfOneLineGetsNone(t *testing.T) {
	for was, want := range map[string]string{"one\n- two": "one\n- two\nthree", "one  two": "one two three"} {
		f, now := newFlow(6, votes("contact", 4), (*checks.Flow).Undo, answers("risks", was)), was+"\nthree"
		r := f.Run()
		r.Actions = []checks.Action{{ID: "a", Text: was, State: checks.Open}}
		r.Ratings = map[string]checks.Rating{"contact": {Story: was, Chair: checks.Chair{Step: 2, Evidence: was}}}
		f = get(checks.NewFlow(check, r))
		edit := func(text string) (texts []string) {
			must(f.EditAnswer("risks", 0, text))
			must(f.EditAction(checks.Action{ID: "a", Text: text}))
			must(f.SetStory("contact", text))
			must(f.SetChair("contact", checks.Chair{Step: 3, Evidence: text}))
			a := get(checks.NewAction(check, r.Actions[0], checks.Action{ID: "a", Team: "A", Text: text, State: checks.Open, Made: start}))
			r := f.Run()
			return []string{r.Answers["risks"][0].Text, r.Actions[0].Text, r.Ratings["contact"].Story, r.Ratings["contact"].Chair.Evidence, a.Text}
		}
		same(t, slices.Repeat([]string{was}, 5), edit(was))
		same(t, slices.Repeat([]string{want}, 5), edit(now))
	}
}

func TestAnswersKeepTheirMarksWhenTheyMove(t *testing.T) {
	f := newFlow(6, answers("risks", "a", "b", "c", "d"))
	must(f.Mark("risks", 0, 3))
	must(f.MoveAnswer("risks", 0, 2))
	must(f.EditAnswer("risks", 2, " A\r\n"))
	must(f.MoveAnswer("risks", 3, 0))
	must(f.DeleteAnswer("risks", 1))
	want := []checks.Answer{{Text: "d"}, {Text: "c"}, {Text: "A", Marks: 3}}
	same(t, want, f.Run().Answers["risks"])
}

func TestMarksOfPeopleWhoLeftCanBeTakenAway(t *testing.T) {
	f := newFlow(6, answers("risks", "a"))
	must(f.Mark("risks", 0, 6))
	must(f.SetPeople("contact", 3))
	wantCode(t, f.Mark("risks", 0, 1), checks.CodeMarks)
	if err := f.Mark("risks", 0, -1); err != nil || f.Run().Answers["risks"][0].Marks != 5 {
		t.Errorf("%v, %+v", err, f.Run().Answers["risks"])
	}
}

func TestANewActionIsOpen(t *testing.T) {
	f := newFlow(6)
	due := checks.Day{Year: 2026, Month: 12, Day: 1}
	must(f.AddAction(checks.Action{ID: "a", From: "risks", Text: " Call\none ", Owner: " Ana ", Due: due, State: checks.Dropped, Reason: "\x1b"}))
	want := []checks.Action{{ID: "a", From: "risks", Text: "Call one", Owner: "Ana", Due: due, State: checks.Open}}
	same(t, want, f.Run().Actions)
	must(f.EditAction(checks.Action{ID: "a", From: "nowhere", Text: "Call two", State: checks.Done, Reason: "x"}))
	want[0].Text, want[0].Owner, want[0].Due = "Call two", "", checks.Day{}
	same(t, want, f.Run().Actions)
	must(f.DeleteAction("a"))
	if len(f.Run().Actions) != 0 {
		t.Error("it is still there")
	}
}

// numberedAnswers are the answers to a question, each as "number text+marks".
func numberedAnswers(f *checks.Flow) (list []string) {
	for i, a := range f.Run().Answers["risks"] {
		list = append(list, fmt.Sprintf("%d %s+%d", f.Numbers("risks")[i], a.Text, a.Marks))
	}
	return list
}

func TestJoinedAnswersHaveTheWordsTheMarksAndTheNumbersOfBoth(t *testing.T) {
	f := newFlow(6, answers("risks", "Phone", "mail", "phone", "fax"))
	must(f.Mark("risks", 0, 2))
	must(f.Mark("risks", 2, 3))
	must(f.JoinAnswers("risks", 2, 1))
	same(t, []string{"1 Phone+2", "3 phone / mail+3", "4 fax+0"}, numberedAnswers(f))
	must(f.JoinAnswers("risks", 0, 1))
	same(t, []string{"1 Phone / phone / mail+5", "4 fax+0"}, numberedAnswers(f))
	for number, place := range map[int]int{1: 0, 2: 0, 3: 0, 4: 1, 5: -1} {
		same(t, place, f.Numbered("risks", number))
	}
	must(f.Undo())
	must(f.Undo())
	same(t, []string{"1 Phone+2", "2 mail+0", "3 phone+3", "4 fax+0"}, numberedAnswers(f))

	alike := newFlow(6, answers("risks", "Phone", "phone"))
	must(alike.JoinAnswers("risks", 0, 1))
	same(t, []string{"1 Phone+0"}, numberedAnswers(alike))
}

func TestAnAnswerKeepsItsNumberWhateverBecomesOfTheOthers(t *testing.T) {
	f := newFlow(6, answers("risks", "a", "b", "c", "d"))
	must(f.DeleteAnswer("risks", 1))
	must(f.MoveAnswer("risks", 2, 0))
	must(f.AddAnswers("risks", []string{"e"}))
	same(t, []string{"4 d+0", "1 a+0", "3 c+0", "5 e+0"}, numberedAnswers(f))
	must(f.MarkAll("risks", []checks.Marking{{Numbers: []int{3, 4}}}))
	f.Renumber("risks")
	same(t, []string{"4 d+1", "1 a+0", "3 c+1", "5 e+0"}, numberedAnswers(f))
	must(f.Undo())
	f.Renumber("risks")
	same(t, []string{"1 d+0", "2 a+0", "3 c+0", "4 e+0"}, numberedAnswers(f))
}

func TestMarksOutOfALaterChatTakeThePlaceOfThoseOfTheSamePeople(t *testing.T) {
	by := func(name string, numbers ...int) checks.Marking { return checks.Marking{By: name, Numbers: numbers} }
	f := newFlow(6, answers("risks", "a", "b", "c", "d"))
	chats := func(want string, markings ...checks.Marking) {
		t.Helper()
		must(f.MarkAll("risks", markings))
		var marks []int
		for _, a := range f.Run().Answers["risks"] {
			marks = append(marks, a.Marks)
		}
		same(t, want, fmt.Sprint(marks))
	}
	chats("[1 2 0 0]", by("ana", 1, 2), by("ben", 2))
	chats("[1 2 0 0]", by("ana", 1, 2), by("ben", 2)) // the same chat once more
	chats("[0 1 1 1]", by("ana", 3), by("cem", 4))
	chats("[1 1 1 2]", by("", 1, 4))
	chats("[1 1 2 2]", by("", 1, 4), by("", 3)) // which holds the one before
	chats("[1 2 2 2]", by("", 2))
	must(f.JoinAnswers("risks", 2, 3))
	same(t, 3, f.CountMarks("risks", []checks.Marking{by("ana", 3, 4), by("ben", 1, 3)}))
	chats("[1 2 4]", by("ana", 3, 4)) // one answer by now
	must(f.Mark("risks", 2, -3))
	chats("[2 2 0]", by("ana", 1)) // what is gone is not taken away twice
	must(f.Undo())
	must(f.Undo())
	chats("[2 2 3]", by("cem", 1))
}
