package tui

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestATeamGoesThroughARunToItsFinish(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	u.press("n", "enter").stands(checks.LookBackID).sees("1 of 10", "Call one customer a week").press("d", "enter")
	u.stands("contact").sees("2 of 10", "0 of 6")

	u.press("2344").paste("Ana: 5\nBen 3\n").sees("6 of 6", "2 answers read")
	u.press("enter").sees("spread", "Where do we mean different customers?", "6 2–5 3½", "19 Aug · Q3")
	u.press("c", "2").typed("three calls in July").press("enter").sees("◇", "three calls in July")
	u.press("s").typed("She closes her month with us.").press("enter").sees("She closes her month with us.")
	u.press("enter").stands("trust")
	u.press("444440", "enter").sees("together", "5 1 4 4")
	u.press("enter").stands("value")
	u.press("11555", "enter").sees("One answer is missing").press("enter").sees("two camps")

	u.press("enter").stands("channels")
	u.typed("Monthly call").press("enter").typed("Tickets").press("enter").sees("• Monthly call", "• Tickets")
	u.press("tab", "up", "+", "+", "tab", "enter").stands("decisions")
	u.typed("The new fee").press("enter", "enter").stands("unclear")
	u.press("enter").stands("risks")
	u.press("enter").stands(checks.ChooseID)

	u.sees("+2 Monthly call").press("a").typed("Call a shop a week").press("enter").typed("Ana").press("enter").typed("31.12.").press("enter")
	u.sees("One action", "Call a shop a week", "Ana", "by 31 Dec 2026")
	u.press("enter").stands(checks.CloseID).sees("This is what came of it.", "3 answers · 1 action")
	u.press("enter").says("close.how").press("f").says("close.finished")
	u.press("enter").says("key.new")
	if u.inRun() {
		t.Error("home does not end the run")
	}

	want := checks.Run{
		ID: "01J5N3T8W0Q6V1Z9K4M7R2X001", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(noon), Started: noon, Finished: noon, At: checks.CloseID, LookBack: true,
		Looked: map[string]checks.Look{"01J5MMV0000000000000000009": {Outcome: checks.OutcomeDone, On: checks.DayOf(noon)}},
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: tally(0, 0, 1, 2, 2, 1), Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls in July"}, Story: "She closes her month with us.",
			},
			"trust": rated(tally(1, 0, 0, 0, 5, 0)),
			"value": rated(tally(0, 2, 0, 0, 0, 3)),
		},
		Answers: map[string][]checks.Answer{
			"channels":  {{Text: "Monthly call", Marks: 2}, {Text: "Tickets"}},
			"decisions": {{Text: "The new fee"}},
		},
		Actions: []checks.Action{{
			ID: "01J5N3T8W0Q6V1Z9K4M7R2X003", From: "channels", Text: "Call a shop a week", Owner: "Ana",
			Due: checks.Day{Year: 2026, Month: time.December, Day: 31}, State: checks.Open,
		}},
	}
	got := u.store.runs[want.ID]
	got.Drafts, got.Spent = nil, nil
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what is stored differs from what was done:\n%s", d)
	}
}

func TestOnePersonRatesWithOneKeyAndSeesTheLastTimeAfterwards(t *testing.T) {
	u := newUser(t, 80, 24, "en", withAlone("en"))
	beginSolo(u).sees("solo", "Rate with one key").seesNot("21 Aug", "○")

	u.press("4").sees("21 Aug · Q3", "today", "mostly", "rather not").seesNot("median")
	u.press("2").sees("rather not").seesNot("mostly")
	u.press("0").sees("no answer")
	u.press("u").sees("today").seesNot("no answer")
	if r := u.openRun().Ratings["contact"]; r != rated(tally(0, 0, 1)) {
		t.Errorf("the rating is %+v", r)
	}

	u.press("enter", "5", "enter", "3", "enter").stands("channels")
	u.typed("I write to them").press("enter", "enter", "enter", "enter", "enter").stands(checks.ChooseID)
	u.press("enter").stands(checks.CloseID).press("f").says("close.finished")
	u.press("enter")
	if r := u.store.last(); r.Kind != checks.Solo || r.People != 1 || !r.IsFinished() || r.Ratings["value"].N() != 1 {
		t.Errorf("stored is %+v", r)
	}
	u.sees("Last run 22 Nov 2026, solo")
}

func TestARunGoesOnWhereItWasLeftWithWhatWasBeingTyped(t *testing.T) {
	store := newMemory()
	u := newUser(t, 80, 24, "en", store)
	toQuestion(beginNew(u)).typed("Monthly call").press("enter").typed("half a sent")
	u.press("ctrl+c")
	if !u.ended {
		t.Fatal("ctrl+c does not end the program")
	}

	u = newUser(t, 80, 24, "en", store)
	u.sees("Unfinished: Payments", "Ways to each other").press("r")
	u.stands("channels").sees("• Monthly call", "half a sent")
	u.typed("ence").press("enter").sees("• half a sentence")
}

func TestARunThatIsLeftByEscCanBeResumedAtOnce(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory())
	beginNew(u).press("34", "esc").sees("Unfinished: Payments")
	u.press("r").stands("contact").sees("2 of 6")
	u.press("backspace").tells(checks.CodeOrderUnknown).sees("Press v to start this vote again").sees("2 of 6")
	u.press("v").sees("0 of 6").press("u").sees("2 of 6")
}

func TestEscLeadsBackThroughAllStagesWithoutLoss(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	chosen(u, said["en"]).press("pgdown").stands(checks.CloseID)
	before := u.openRun().Clone()

	stages := []string{checks.LookBackID, "contact", "trust", "value", "channels", "decisions", "unclear", "risks", checks.ChooseID, checks.CloseID}
	for i := len(stages) - 2; i >= 0; i-- {
		u.press("esc").stands(stages[i])
	}
	for _, stage := range stages[1:] {
		u.press("pgdown").stands(stage)
	}
	if d := cmp.Diff(before, u.openRun()); d != "" {
		t.Errorf("on the way there and back something changed:\n%s", d)
	}
	for range stages {
		u.press("esc")
	}
	if u.inRun() {
		t.Fatal("esc at the first stage does not leave the run")
	}
	before.At = stages[0]
	if d := cmp.Diff(before, u.store.last()); d != "" {
		t.Errorf("stored is something else:\n%s", d)
	}
}

func TestTheProgramOpensWhereItWasAskedTo(t *testing.T) {
	entry := func(e Entry) func(*Options) { return func(o *Options) { o.Entry = e } }
	store, began := withUnfinished("en"), checks.Summarize(halfway("en"))

	u := newUser(t, 80, 24, "en", store, entry(Entry{Resume: &began}))
	u.stands("decisions").sees("The trade fair in spring")

	u = newUser(t, 80, 24, "en", store, entry(Entry{Begin: &Begin{Team: "Payments", People: 3, Minutes: -1}}))
	if r := u.stands(checks.LookBackID).openRun(); r.People != 3 || r.Minutes != 45 {
		t.Errorf("the run has %d people and %d minutes", r.People, r.Minutes)
	}
	u = newUser(t, 80, 24, "en", store, entry(Entry{Begin: &Begin{Team: "Ana", Solo: true}}))
	if r := u.stands("contact").openRun(); r.Kind != checks.Solo || r.Minutes != 0 {
		t.Errorf("the run is of kind %s and has %d minutes", r.Kind, r.Minutes)
	}
	u = newUser(t, 80, 24, "en", store, entry(Entry{Begin: &Begin{Team: "Payments", Minutes: -1}}))
	u.says("setup.ask").sees("Payments")

	u = newUser(t, 80, 24, "en", store, entry(Entry{Resume: &checks.Summary{ID: "no such run", Team: "Payments"}}))
	u.sees("There is no “no such run”.", "Last run 19 Aug 2026")
}
