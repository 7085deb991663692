package checks_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestAnySequenceOfOperationsKeepsARunWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newFlow(rapid.IntRange(1, 6).Draw(t, "people"))
		if rapid.Bool().Draw(t, "look back") {
			f = lookingFlow()
		}
		if rapid.Bool().Draw(t, "correcting") {
			must(f.Vote("contact", 4))
			must(f.Finish(start.Add(time.Hour)))
			f = get(checks.NewFlow(check, f.Run()))
			f.Correct(date("2026-11-29"))
		}
		t.Repeat((&walk{flow: f, held: f.Stored().Clone()}).operations())
	})
}

// walk drives a flow with operations that may succeed or fail. It keeps a history of its own beside the flow's.
type walk struct {
	flow         *checks.Flow
	past, future []checks.Run // clones
	taken        []takenRun
	held         checks.Run // as it was opened last
}

// takenRun is a run that the flow handed out, and what it held then.
type takenRun struct{ run, held checks.Run }

// check holds after every operation.
func (w *walk) check(t *rapid.T) {
	run, stored := w.flow.Run(), w.flow.Stored()
	if err := stored.Validate(check); err != nil {
		t.Fatalf("the run is not valid: %v", err)
	}
	if w.flow.IsCorrecting() && !stored.IsFinished() {
		t.Fatal("the run is not finished any more")
	}
	if w.flow.IsCorrecting() && w.flow.UndoStage() == "" && !reflect.DeepEqual(lasting(stored), lasting(w.held)) {
		t.Fatal("all was taken back, and something is different")
	}
	if w.flow.Stage().ID != run.At || w.flow.Stages()[w.flow.At()] != w.flow.Stage() {
		t.Fatalf("at %q, but stage %v", run.At, w.flow.Stage())
	}
	for _, k := range w.taken {
		same(t, k.run, k.held)
	}
	w.taken = append(w.taken, takenRun{run, run.Clone()})
	w.taken = w.taken[max(0, len(w.taken)-20):]
}

// lasting is what undo brings back: all but the place, the clock and the drafts.
func lasting(r checks.Run) checks.Run {
	r.At, r.Spent, r.Drafts = "", nil, nil
	return r
}

// change tries an operation that can be undone.
func (w *walk) change(t *rapid.T, op func() error) {
	before := w.flow.Run().Clone()
	err := op()
	after := w.flow.Run().Clone()
	switch {
	case err != nil:
		if checks.CodeOf(err) == "" {
			t.Fatalf("the error %v has no code", err)
		}
		same(t, before, after)
		return
	case reflect.DeepEqual(before, after):
		return
	}
	w.past, w.future = append(w.past, before), nil
	w.travel(t, w.flow.Undo, before)
	w.travel(t, w.flow.Redo, after)
}

// travel undoes or redoes, which must lead to want.
func (w *walk) travel(t *rapid.T, op func() error, want checks.Run) {
	was := w.flow.Run().Clone()
	must(op())
	got := w.flow.Run()
	if got.At != want.At || !reflect.DeepEqual(lasting(got), lasting(want)) {
		t.Fatalf("the way through history leads elsewhere: %s", cmp.Diff(want, got))
	}
	if !reflect.DeepEqual(got.Spent, was.Spent) || !reflect.DeepEqual(got.Drafts, was.Drafts) {
		t.Fatal("time or drafts went with it")
	}
}

// move tries an operation that is no part of the history.
func (w *walk) move(t *rapid.T, op func()) {
	before := w.flow.Run().Clone()
	op()
	if after := w.flow.Run(); !reflect.DeepEqual(lasting(before), lasting(after)) {
		t.Fatal(cmp.Diff(before, after))
	}
}

var (
	someItem  = rapid.SampledFrom([]string{"contact", "contact", "contact", "trust", "channels", "nowhere", ""})
	someAsked = rapid.SampledFrom([]string{"risks", "risks", "risks", "channels", "contact", "nowhere", ""})
	someID    = rapid.SampledFrom([]string{"a", "b", "c", ""})
	somePlace = rapid.IntRange(-1, 4)
	someStep  = rapid.Map(rapid.IntRange(-1, checks.Steps+1), func(i int) checks.Step { return checks.Step(i) })
	someText  = rapid.SampledFrom([]string{
		"", " \n", "\x1b\u202e", "calls", " calls ", "mail\r\nand calls", "\x1b[31mred", "4️⃣ 👩‍👩‍👧", "\xff",
		strings.Repeat("ü", checks.MaxName), strings.Repeat("ü", checks.MaxName+1), strings.Repeat("ü", checks.MaxText), strings.Repeat("ü", checks.MaxText+1),
	})
	someOutcome = rapid.SampledFrom([]checks.Outcome{"", "perhaps", checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped, checks.OutcomeCameBack})
	someDay     = rapid.SampledFrom([]checks.Day{{}, {Year: 2026, Month: 12, Day: 1}, {Year: 2026, Month: 2, Day: 30}})
)

// operations are all that can be done to a flow, by name; what has none is looked at after each.
func (w *walk) operations() map[string]func(*rapid.T) {
	change := func(op func(t *rapid.T) error) func(*rapid.T) {
		return func(t *rapid.T) { w.change(t, func() error { return op(t) }) }
	}
	item := func(t *rapid.T) string { return someItem.Draw(t, "item") }
	question := func(t *rapid.T) string { return someAsked.Draw(t, "question") }
	text := func(t *rapid.T) string { return someText.Draw(t, "text") }
	place := func(t *rapid.T) int { return somePlace.Draw(t, "place") }
	return map[string]func(*rapid.T){
		"": w.check, "Go": w.goTo, "SetDraft": w.setDraft, "Spend": w.spend, "Resume": w.resume,
		"Undo": func(t *rapid.T) {
			w.past, w.future = w.back(t, w.flow.Undo, checks.CodeNothingToUndo, w.past, w.future)
		},
		"Redo": func(t *rapid.T) {
			w.future, w.past = w.back(t, w.flow.Redo, checks.CodeNothingToRedo, w.future, w.past)
		},

		"Vote": change(func(t *rapid.T) error { return w.flow.Vote(item(t), someStep.Draw(t, "step")) }),
		"VoteAll": change(func(t *rapid.T) error {
			return w.flow.Vote(item(t), rapid.SliceOfN(someStep, 0, 4).Draw(t, "steps")...)
		}),
		"TakeBack":  change(func(t *rapid.T) error { return w.flow.TakeBack(item(t)) }),
		"VoteLate":  change(func(t *rapid.T) error { return w.flow.VoteLate(item(t), someStep.Draw(t, "step")) }),
		"Reveal":    change(func(t *rapid.T) error { return w.flow.Reveal(item(t)) }),
		"VoteAgain": change(func(t *rapid.T) error { return w.flow.VoteAgain(item(t)) }),
		"SetChair": change(func(t *rapid.T) error {
			return w.flow.SetChair(item(t), checks.Chair{Step: someStep.Draw(t, "step"), Evidence: text(t)})
		}),
		"SetStory":  change(func(t *rapid.T) error { return w.flow.SetStory(item(t), text(t)) }),
		"AddAnswer": change(func(t *rapid.T) error { return w.flow.AddAnswers(question(t), []string{text(t)}) }),
		"AddAnswers": change(func(t *rapid.T) error {
			return w.flow.AddAnswers(question(t), rapid.SliceOfN(someText, 0, 3).Draw(t, "texts"))
		}),
		"EditAnswer":   change(func(t *rapid.T) error { return w.flow.EditAnswer(question(t), place(t), text(t)) }),
		"DeleteAnswer": change(func(t *rapid.T) error { return w.flow.DeleteAnswer(question(t), place(t)) }),
		"MoveAnswer":   change(func(t *rapid.T) error { return w.flow.MoveAnswer(question(t), place(t), place(t)) }),
		"Mark":         change(func(t *rapid.T) error { return w.flow.Mark(question(t), place(t), rapid.IntRange(-2, 3).Draw(t, "d")) }),
		"JoinAnswers":  change(func(t *rapid.T) error { return w.flow.JoinAnswers(question(t), place(t), place(t)) }),
		"MarkAll": change(func(t *rapid.T) error {
			numbers := rapid.SliceOfNDistinct(rapid.IntRange(1, 4), 1, 3, rapid.ID[int])
			marking := rapid.Custom(func(t *rapid.T) checks.Marking {
				return checks.Marking{By: rapid.SampledFrom([]string{"", "ana", "ben"}).Draw(t, "by"), Numbers: numbers.Draw(t, "numbers")}
			})
			return w.flow.MarkAll(question(t), rapid.SliceOfN(marking, 1, 4).Draw(t, "markings"))
		}),
		"Renumber":     func(t *rapid.T) { w.move(t, func() { w.flow.Renumber(question(t)) }) },
		"AddAction":    change(func(t *rapid.T) error { return w.flow.AddAction(someAction(t)) }),
		"EditAction":   change(func(t *rapid.T) error { return w.flow.EditAction(someAction(t)) }),
		"DeleteAction": change(func(t *rapid.T) error { return w.flow.DeleteAction(someID.Draw(t, "id")) }),
		"Look": change(func(t *rapid.T) error {
			return w.flow.Look(someID.Draw(t, "id"), checks.Look{Outcome: someOutcome.Draw(t, "outcome"), Reason: text(t), On: someDay.Draw(t, "on")})
		}),
		"SetPeople": change(func(t *rapid.T) error { return w.flow.SetPeople(item(t), rapid.IntRange(-1, 8).Draw(t, "people")) }),
		"SetHeld": change(func(t *rapid.T) error {
			kind := rapid.SampledFrom([]checks.Kind{checks.Team, checks.Solo, ""}).Draw(t, "kind")
			return w.flow.SetHeld(someDay.Draw(t, "day"), text(t), kind, rapid.IntRange(0, 8).Draw(t, "people"))
		}),
		"Finish": change(func(*rapid.T) error { return w.flow.Finish(start.Add(time.Hour)) }),
	}
}

func someAction(t *rapid.T) checks.Action {
	return checks.Action{
		ID: someID.Draw(t, "id"), From: someAsked.Draw(t, "from"), Text: someText.Draw(t, "text"), Owner: someText.Draw(t, "owner"),
		Due: someDay.Draw(t, "due"), State: checks.State(someText.Draw(t, "state")), Reason: someText.Draw(t, "reason"),
	}
}

func (w *walk) goTo(t *rapid.T) {
	i := rapid.IntRange(-2, 11).Draw(t, "i")
	w.move(t, func() { w.flow.Go(i) })
	if want := min(max(i, 0), len(w.flow.Stages())-1); w.flow.At() != want {
		t.Fatalf("at %d, want %d", w.flow.At(), want)
	}
}

func (w *walk) setDraft(t *rapid.T) {
	text := someText.Draw(t, "text")
	w.move(t, func() { w.flow.SetDraft(text) })
	draft, kept := w.flow.Run().Drafts[w.flow.Run().At]
	if draft != checks.Clean(text) || kept != (draft != "") {
		t.Fatalf("draft %q of %q, kept %v", draft, text, kept)
	}
}

func (w *walk) spend(t *rapid.T) {
	d := time.Duration(rapid.IntRange(-5, 60).Draw(t, "seconds")) * time.Second
	at, before := w.flow.Run().At, w.flow.Run().Spent[w.flow.Run().At]
	w.move(t, func() { w.flow.Spend(d) })
	same(t, before+max(0, d), w.flow.Run().Spent[at])
}

// back does the way through the history that the flow does, and compares.
func (w *walk) back(t *rapid.T, op func() error, none checks.Code, from, to []checks.Run) (left, grown []checks.Run) {
	if len(from) == 0 {
		w.change(t, func() error {
			err := op()
			if checks.CodeOf(err) != none {
				t.Fatalf("got %v, want %s", err, none)
			}
			return err
		})
		return from, to
	}
	target, here := from[len(from)-1], w.flow.Run().Clone()
	here.At = target.At
	w.travel(t, op, target)
	return from[:len(from)-1], append(to, here)
}

// resume goes on with the run as after a restart: history and order are gone, all else is as it was.
func (w *walk) resume(t *rapid.T) {
	before := w.flow.Stored().Clone()
	f := get(checks.NewFlow(check, before))
	if w.flow.IsCorrecting() {
		f.Correct(date("2026-11-29"))
	}
	w.flow, w.past, w.future, w.held = f, nil, nil, before
	same(t, before, f.Stored())
	for _, it := range check.Items {
		if f.Run().Hidden(it.ID) == 0 {
			continue
		}
		w.change(t, func() error {
			err := f.TakeBack(it.ID)
			if checks.CodeOf(err) != checks.CodeOrderUnknown {
				t.Fatalf("%s: %v", it.ID, err)
			}
			return err
		})
	}
}

// planned returns a flow through a run of so many minutes, of which these were spent.
func planned(minutes int, spent spent) *checks.Flow {
	r := newRun(6)
	r.Minutes, r.Spent = minutes, spent
	return get(checks.NewFlow(check, r))
}

type spent = checks.Spent

// Three items of 4, four questions of 6, choosing 5, closing 2: 43 shares.
func TestEachStageHasItsShareOfTheMinutesThatAreLeft(t *testing.T) {
	const minute = time.Minute
	tests := []struct {
		name    string
		minutes int
		spent   spent
		stage   int
		want    checks.Slot
	}{
		{"the first", 43, nil, 0, checks.Slot{Planned: 4 * minute, Left: 4 * minute, Total: 43 * minute}},
		{"one after another on plan", 43, spent{"contact": 4 * minute, "trust": 3 * minute}, 1, checks.Slot{Planned: 4 * minute, Left: minute, Total: 36 * minute}},
		{"one that is over its time", 43, spent{"contact": 12 * minute}, 0, checks.Slot{Planned: 4 * minute, Left: -8 * minute, Total: 31 * minute}},
		{
			"one after that: 31 minutes for 39 shares", 43,
			spent{"contact": 12 * minute},
			1,
			checks.Slot{Planned: 31 * minute * 4 / 39, Left: 31 * minute * 4 / 39, Total: 31 * minute},
		},
		{
			"one after time was saved", 43,
			spent{"contact": minute},
			1,
			checks.Slot{Planned: 42 * minute * 4 / 39, Left: 42 * minute * 4 / 39, Total: 42 * minute},
		},
		{"once all time is spent", 10, spent{"contact": 11 * minute}, 1, checks.Slot{Total: -minute}},
		{"and some more", 10, spent{"contact": 11 * minute, "trust": minute}, 1, checks.Slot{Left: -minute, Total: -2 * minute}},
		{"the last has all that is left", 43, spent{"contact": 20 * minute, "close": minute}, 8, checks.Slot{Planned: 23 * minute, Left: 22 * minute, Total: 22 * minute}},
		{"without minutes", 0, nil, 3, checks.Slot{}},
	}
	for _, tt := range tests {
		if got := planned(tt.minutes, tt.spent).Slot(tt.stage); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestHalfIsBetweenTheMiddleAndTheEnd(t *testing.T) {
	for left, want := range map[time.Duration]bool{10 * time.Second: false, 5*time.Second + 1: false, 5 * time.Second: true, 1: true, 0: false, -1: false} {
		if got := (checks.Slot{Planned: 10 * time.Second, Left: left}).Half(); got != want {
			t.Errorf("%v of 10s left: %v", left, got)
		}
	}
	if (checks.Slot{}).Half() {
		t.Error("without a clock half of the time is gone")
	}
}

func TestGoingBackToAStageFindsItsOwnTime(t *testing.T) {
	f := planned(43, nil)
	for i := range 8 {
		f.Go(i)
		f.Spend(f.Slot(i).Planned)
	}
	spent := f.Run().Spent
	// Every stage took just its time, so none is over it.
	for i, s := range f.Stages()[:8] {
		if got := f.Slot(i); got.Planned != spent[s.ID] || got.Left != 0 {
			t.Errorf("%s: %+v", s.ID, got)
		}
	}
	// There is no more to plan with than what is left, though.
	spent["risks"] += time.Minute
	spent["contact"] = time.Minute
	if got := planned(43, spent).Slot(0); got.Planned != 4*time.Minute || got.Left != 3*time.Minute {
		t.Errorf("contact: %+v", got)
	}
	spent["risks"] += 5 * time.Minute
	if got := planned(43, spent).Slot(0); got.Planned != 0 || got.Left != -time.Minute {
		t.Errorf("contact, all spent: %+v", got)
	}
}

func TestMoreMinutesGoToTheStagesFromThePresentOneOnAndCanBeTakenBack(t *testing.T) {
	f := planned(43, spent{"contact": 4 * time.Minute, "trust": 6 * time.Minute})
	f.Go(1)
	must(f.AddMinutes(5))
	want := checks.Slot{Planned: 44 * time.Minute * 4 / 39, Left: 44*time.Minute*4/39 - 6*time.Minute, Total: 38 * time.Minute}
	if got := f.Slot(1); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	must(f.Undo())
	if got := f.Run().Minutes; got != 43 {
		t.Errorf("%d minutes", got)
	}
	wantCode(t, planned(checks.MaxMinutes-4, nil).AddMinutes(5), checks.CodeMinutes)
}
