package checks_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

var (
	today   = checks.DayOf(start)
	dropped = checks.Look{Outcome: checks.OutcomeDropped, Reason: "no time", On: today}
)

// lookingFlow is a flow of six people that begins with a look back.
func lookingFlow() *checks.Flow {
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: 46, LookBack: true}
	return get(checks.NewFlow(check, get(checks.NewRun(check, setup, "run-1", start))))
}

func said(o checks.Outcome) checks.Look { return checks.Look{Outcome: o, On: today} }

func TestALookBackIsTheFirstStageOfARunThatHasOne(t *testing.T) {
	f, without := lookingFlow(), newFlow(6)
	if f.Stage() != (checks.Stage{Kind: checks.StageLookBack, ID: checks.LookBackID}) {
		t.Errorf("the run begins at %v", f.Stage())
	}
	if !slices.Equal(f.Stages()[1:], without.Stages()) {
		t.Errorf("behind it come %v", f.Stages()[1:])
	}
	slot := f.Slot(0) // 3 of 46 shares
	if want := (checks.Slot{Planned: 3 * time.Minute, Left: 3 * time.Minute, Total: 46 * time.Minute}); slot != want {
		t.Errorf("its share of the minutes is %+v, want %+v", slot, want)
	}
	r := without.Run()
	r.At = checks.LookBackID
	wantCode(t, r.Validate(check), checks.CodeUnknownWord)
}

func TestALookBackIsDoneOnceSomethingWasSaid(t *testing.T) {
	f := lookingFlow()
	same(t, false, f.Done(0))
	must(f.Look("a", checks.Look{Outcome: checks.OutcomeDropped, Reason: " no\n time\x1b ", On: today}))
	must(f.Look("b", said(checks.OutcomeCameBack)))
	same(t, map[string]checks.Look{"a": dropped, "b": said(checks.OutcomeCameBack)}, f.Run().Looked)
	same(t, true, f.Done(0))
	must(f.Look("a", checks.Look{}))
	must(f.Look("b", checks.Look{}))
	if f.Done(0) || f.Run().Looked != nil {
		t.Errorf("what was said is not taken back: %v", f.Run().Looked)
	}
}

func TestALookThatIsWrongIsRefused(t *testing.T) {
	february30 := checks.Day{Year: 2026, Month: 2, Day: 30}
	look := func(o checks.Outcome, reason string, on checks.Day) checks.Look {
		return checks.Look{Outcome: o, Reason: reason, On: on}
	}
	for code, looks := range map[checks.Code][]checks.Look{
		checks.CodeDay:         {look(checks.OutcomeDone, "", checks.Day{}), look(checks.OutcomeDone, "", february30)},
		checks.CodeUnknownWord: {look("", "", today), look("perhaps", "", today)},
		checks.CodeReasonEmpty: {look(checks.OutcomeDropped, " \n", today), look(checks.OutcomeDone, "x", today)},
		checks.CodeTextLong:    {look(checks.OutcomeDropped, strings.Repeat("x", checks.MaxText+1), today)},
	} {
		for _, l := range looks {
			f := lookingFlow()
			if wantCode(t, f.Look("a", l), code); f.Run().Looked != nil {
				t.Errorf("kept is %v", f.Run().Looked)
			}
		}
	}
	wantCode(t, lookingFlow().Look("", said(checks.OutcomeDone)), checks.CodeID)
	wantCode(t, newFlow(6).Look("a", said(checks.OutcomeDone)), checks.CodeContradicts)
}

var (
	anyDay  = rapid.Map(rapid.IntRange(0, 3), func(n int) checks.Day { return checks.DayOf(start.AddDate(0, 0, n)) })
	ofWork  = rapid.SampledFrom([]checks.Outcome{checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped})
	ofFix   = rapid.SampledFrom([]checks.Outcome{checks.OutcomeGone, checks.OutcomeCameBack})
	anyLook = func(o *rapid.Generator[checks.Outcome]) *rapid.Generator[checks.Look] {
		return rapid.Custom(func(t *rapid.T) checks.Look {
			l := checks.Look{Outcome: o.Draw(t, "outcome"), On: anyDay.Draw(t, "day")}
			if l.Outcome == checks.OutcomeDropped {
				l.Reason = rapid.SampledFrom([]string{"no time", "no use"}).Draw(t, "reason")
			}
			return l
		})
	}
)

// openAction is an action that stands open.
func openAction() checks.Action {
	return checks.Action{ID: "a", Text: "Call one customer a week", State: checks.Open, Team: "Payments", Made: start}
}

func TestWhatIsSaidOfAnActionCanBeTakenBackAndReplaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, none := openAction(), checks.Look{}
		first, second := anyLook(ofWork).Draw(t, "first"), anyLook(ofWork).Draw(t, "second")
		after := checks.ActionAfter(a, none, first)
		must(after.Validate(check))
		if string(after.State) != string(first.Outcome) || after.Reason != first.Reason {
			t.Fatalf("after %+v the action is %+v", first, after)
		}
		if back := checks.ActionAfter(after, first, none); back != a {
			t.Fatalf("taken back it is %+v", back)
		}
		if replaced := checks.ActionAfter(after, first, second); replaced != checks.ActionAfter(a, none, second) {
			t.Fatalf("replaced by %+v it is %+v", second, replaced)
		}
	})
}

func TestWhatSomebodyDidToAnActionMeanwhileStays(t *testing.T) {
	a := openAction().Finish()
	same(t, a, checks.ActionAfter(a, dropped, checks.Look{}))
	same(t, a, checks.ActionAfter(a, checks.Look{}, said(checks.OutcomeGone)))
}

// fixedOn is a complaint whose fix went in on a day.
func fixedOn(day checks.Day, cases int) checks.Complaint {
	c := get(checks.NewComplaint(day).WithCases(cases))
	c = get(c.Explain([]string{"the label has no number"}, day))
	return get(c.NoteFix("it has one", "Ana", day))
}

func TestWhatIsSaidOfAComplaintCanBeTakenBackAndReplaced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, none := fixedOn(today, rapid.IntRange(1, 20).Draw(t, "cases")), checks.Look{}
		first, second := anyLook(ofFix).Draw(t, "first"), anyLook(ofFix).Draw(t, "second")
		after := checks.ComplaintAfter(c, none, first)
		if string(after.State) != string(first.Outcome) || after.Since() != first.On || after.IsOpen() != (first.Outcome == checks.OutcomeCameBack) {
			t.Fatalf("after %+v the complaint is %+v", first, after)
		}
		same(t, c, checks.ComplaintAfter(after, first, none))
		want := checks.ComplaintAfter(c, none, second)
		same(t, want, checks.ComplaintAfter(after, first, second))
		same(t, after, checks.ComplaintAfter(after, none, first))
	})
}

func TestWhatSomebodyDidToAComplaintMeanwhileStays(t *testing.T) {
	back := get(fixedOn(today, 1).Confirm(checks.ComplaintBack, today))
	mended := get(back.Explain([]string{"the courier has no phone"}, today))
	for _, c := range []checks.Complaint{mended, checks.NewComplaint(today), {}} {
		for _, now := range []checks.Look{{}, said(checks.OutcomeGone), said(checks.OutcomeDone)} {
			same(t, c, checks.ComplaintAfter(c, said(checks.OutcomeCameBack), now))
		}
	}
}

func TestAFixHasItsDayWhateverCameAfterIt(t *testing.T) {
	c := fixedOn(today, 1)
	back := get(c.Confirm(checks.ComplaintBack, checks.DayOf(start.AddDate(0, 1, 0))))
	if c.FixedOn() != today || back.FixedOn() != today || !checks.NewComplaint(today).FixedOn().IsZero() || !(checks.Complaint{}).FixedOn().IsZero() {
		t.Errorf("%v, and after it came back %v", c.FixedOn(), back.FixedOn())
	}
}

func TestAnActionIsAsOldAsTheRunsItStoodOpenAt(t *testing.T) {
	solo, other, open := finished("solo", "2026-07-01"), finished("other", "2026-07-01"), finished("open", "2026-07-01")
	solo.Kind, other.Team, open.Finished = checks.Solo, "Checkout", time.Time{}
	runs := []checks.Run{
		finished("q1", "2026-02-01"), finished("q2", "2026-05-01"), finished("q3", "2026-08-01"), solo, other, open, finished("q5", "2027-02-01"),
	}
	now := checks.Run{ID: "q4", Team: "Payments", Kind: checks.Team, Day: checks.DayOf(at("2026-11-22")), Started: at("2026-11-22")}
	tests := map[string]struct {
		run, made string
		at        checks.Run
		want      int
	}{
		"made in the run before":       {"q3", "2026-08-01", now, 1},
		"made in the one before that":  {"q2", "2026-05-01", now, 2},
		"made in the first one":        {"q1", "2026-02-01", now, 3},
		"made between two runs":        {"", "2026-06-01", now, 2},
		"made since the last one":      {"", "2026-10-01", now, 1},
		"looked at from an earlier on": {"q1", "2026-02-01", finished("q3", "2026-08-01"), 2},
	}
	for name, tt := range tests {
		a := openAction()
		a.Run, a.Made = tt.run, at(tt.made)
		if got := a.Age(tt.at, runs); got != tt.want {
			t.Errorf("%s: open for the %d. time, want %d", name, got, tt.want)
		}
		slices.Reverse(runs)
		if got := a.Age(tt.at, runs); got != tt.want {
			t.Errorf("%s, the other way round: %d, want %d", name, got, tt.want)
		}
	}
}

func TestALookBackIsToldInOrderWithoutWhatWasDeleted(t *testing.T) {
	r := newRun(6)
	r.Looked = map[string]checks.Look{
		"b": said(checks.OutcomeDone), "a": dropped, "deleted": said(checks.OutcomeOpen),
		"y": said(checks.OutcomeGone), "x": said(checks.OutcomeCameBack),
	}
	action := func(id string) checks.Action {
		return checks.Action{ID: id, Text: id, From: "contact"}
	}
	team := checks.Snapshot{ActionsBetween: []checks.Action{action("b"), action("not looked at"), action("a")}, Stories: []checks.Story{
		told("y", "2026-11-01", "trust", checks.FromCustomer), told("x", "2026-11-02", "", checks.FromCustomer),
		told("another", "2026-11-03", "", checks.FromCustomer),
	}}
	want := []checks.LookBackEntry{
		{Look: r.Looked["a"], ID: "a", Text: "a", From: "contact"},
		{Look: r.Looked["b"], ID: "b", Text: "b", From: "contact"},
		{Look: r.Looked["x"], ID: "x", Text: "x", Complaint: true},
		{Look: r.Looked["y"], ID: "y", Text: "y", From: "trust", Complaint: true},
	}
	same(t, want, team.LookBack(r))
	if none := team.LookBack(newRun(6)); len(none) != 0 {
		t.Errorf("a run without a look back said %v", none)
	}
}

func TestActionsAreKnownByOwnerStoryAndAge(t *testing.T) {
	held := checks.DayOf(start.AddDate(0, 0, -9))
	list := []checks.Action{
		{ID: "A", Owner: "Zoë", Story: "S", Held: held},
		{ID: "B", Owner: "Ana", Made: start.AddDate(0, 0, -3)},
		{ID: "C", Owner: "Ana", Story: "T"},
		{ID: "D"},
	}
	same(t, []string{"Ana", "Zoë"}, checks.Owners(list))
	same(t, list[:1], checks.ActionsFor(checks.Story{ID: "S"}, list))
	if none := checks.ActionsFor(checks.Story{}, list); len(none) != 0 {
		t.Errorf("a story that is not kept has %v", none)
	}
	same(t, held, list[0].Since(time.UTC))
	same(t, 9, list[0].OpenFor(today, time.UTC))
	same(t, 3, list[1].OpenFor(today, time.UTC))
}

func TestARunKnowsWhatItsTeamHadSaidBefore(t *testing.T) {
	team := someTeam()
	for i := range team.Runs {
		team.Runs[i].Ratings = map[string]checks.Rating{"trust": {Tally: checks.Tally{Counts: [5]int{0, 4}}, Revision: 1, Revealed: true}}
	}
	for i := range team.Stories {
		team.Stories[i].About = "trust"
	}
	f := lookingFlow()
	must(votes("trust", 4, 4, 5, 5, 5, 5)(f))
	must(f.Reveal("trust"))
	must(f.Look("fixed", said(checks.OutcomeCameBack)))
	must(f.Look("gone", said(checks.OutcomeGone)))
	c := checks.NewRunContext(f, team)
	same(t, "last", c.Baseline.ID)
	same(t, []string{"good"}, ids(c.Recent))
	same(t, []string{"good"}, ids(c.Related["trust"]))
	same(t, []string{"good"}, ids(c.StoriesBehind("trust")))
	same(t, []string{"good"}, ids(c.StoriesBehind("value")))
	same(t, 4, len(c.Stories))
	same(t, today, c.DayOf(today))
	if before, ok := c.Rated("trust"); !ok || before.N() != 4 {
		t.Errorf("the baseline's answers are %v, %v", before, ok)
	}
	if change, ok := c.Change("trust"); !ok || change.Current.N() != 6 {
		t.Errorf("the change is %+v, %v", change, ok)
	}
	same(t, checks.ComplaintBack, c.Followed(team.Stories[1]).Complaint.State)
	same(t, checks.ComplaintGone, c.Followed(team.Stories[0]).Complaint.State)
	tension, open := c.Tension("trust")
	same(t, []string{"fixed", "heard"}, ids(open))
	same(t, checks.TensionOf("trust", f.Run().Ratings["trust"].Tally, open, c.Related["trust"]), tension)

	alone := checks.NewRunContext(newFlow(6), checks.Snapshot{})
	if change, ok := alone.Change("trust"); ok || alone.HasBaseline {
		t.Errorf("before the first run there is %+v", change)
	}
}

func TestARunOfAnEarlierDayKnowsNothingOfWhatCameAfterIt(t *testing.T) {
	r := kept("late", "2026-07-01")
	r.Origin = checks.OriginLater
	c := checks.NewRunContext(get(checks.NewFlow(check, r)), someTeam())
	same(t, "middle", c.Baseline.ID)
	same(t, []string{"gone", "fixed", "heard"}, ids(c.Stories))
	same(t, date("2026-07-01"), c.DayOf(today))
	same(t, true, c.IsEnteredLater())
}
