package checks_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestAnswersAddedTogetherAreOneChange(t *testing.T) {
	f := newFlow(6, answers("risks", "a"))
	must(f.AddAnswers("risks", []string{" b", "", "c\r\nd", " \t"}))
	want := []checks.Answer{{Text: "a"}, {Text: "b"}, {Text: "c\nd"}}
	same(t, want, f.Run().Answers["risks"])
	must(f.Undo())
	same(t, want[:1], f.Run().Answers["risks"])
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
	chats("[1 2 4]", by("ana", 3, 4)) // one answer by now
	must(f.Mark("risks", 2, -3))
	chats("[2 2 0]", by("ana", 1)) // what is gone is not taken away twice
	must(f.Undo())
	must(f.Undo())
	chats("[2 2 3]", by("cem", 1))
}

func TestJoiningKeepsTheSumOfMarksAndUndoRestoresAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFlow(9, answers("risks", rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "b", "c d"}), 2, 9).Draw(t, "answers")...))
		list := f.Run().Answers["risks"]
		for i := range list {
			must(f.Mark("risks", i, rapid.IntRange(0, 9).Draw(t, "marks")))
		}
		sum := func() (n int) {
			for _, a := range f.Run().Answers["risks"] {
				n += a.Marks
			}
			return n
		}
		before, marks, joined := numberedAnswers(f), sum(), 0
		for n := len(list); n > 1; n-- {
			two := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 2, 2, rapid.ID[int]).Draw(t, "two")
			must(f.JoinAnswers("risks", two[0], two[1]))
			joined++
			same(t, marks, sum())
			same(t, n-1, len(slices.Compact(slices.Sorted(slices.Values(f.Numbers("risks"))))))
		}
		for range joined {
			must(f.Undo())
		}
		same(t, before, numberedAnswers(f))
	})
}
