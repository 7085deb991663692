package checks_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestNewRunStandsAtItsFirstStage(t *testing.T) {
	s := checks.Setup{Team: " Payments\t\x1b", Kind: checks.Team, People: 6, Minutes: 45}
	got, err := checks.NewRun(check, s, "run-1", start)
	want := checks.Run{
		ID: "run-1", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45, Started: start, At: "contact",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestASoloRunIsOnePersons(t *testing.T) {
	for _, people := range []int{0, 1, 7} {
		r, err := checks.NewRun(check, checks.Setup{Team: "Ana", Kind: checks.Solo, People: people}, "run-1", start)
		if err != nil || r.People != 1 {
			t.Errorf("%d people asked for: %d, %v", people, r.People, err)
		}
	}
}

func TestNewRunRefusesASetupThatIsWrong(t *testing.T) {
	tests := []struct {
		name  string
		setup checks.Setup
		want  checks.Code
	}{
		{"no team", checks.Setup{Kind: checks.Team, People: 6}, checks.CodeTeamEmpty},
		{"a blank team", checks.Setup{Team: " \n\x00", Kind: checks.Team, People: 6}, checks.CodeTeamEmpty},
		{"a long team", checks.Setup{Team: strings.Repeat("ä", 61), Kind: checks.Team, People: 6}, checks.CodeTeamLong},
		{"a team that just fits", checks.Setup{Team: strings.Repeat("ä", 60), Kind: checks.Team, People: 6}, ""},
		{"no kind", checks.Setup{Team: "Payments", People: 6}, checks.CodeKind},
		{"another kind", checks.Setup{Team: "Payments", Kind: "group", People: 6}, checks.CodeKind},
		{"nobody", checks.Setup{Team: "Payments", Kind: checks.Team}, checks.CodePeople},
		{"fewer than nobody", checks.Setup{Team: "Payments", Kind: checks.Team, People: -1}, checks.CodePeople},
		{"a crowd", checks.Setup{Team: "Payments", Kind: checks.Team, People: 100}, checks.CodePeople},
		{"a crowd that just fits", checks.Setup{Team: "Payments", Kind: checks.Team, People: 99}, ""},
		{"a team of one", checks.Setup{Team: "Payments", Kind: checks.Team, People: 1}, ""},
		{"time before the start", checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: -1}, checks.CodeMinutes},
		{"more than a day", checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: 481}, checks.CodeMinutes},
		{"a working day", checks.Setup{Team: "Payments", Kind: checks.Team, People: 6, Minutes: 480}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := checks.NewRun(check, tt.setup, "run-1", start)
			wantCode(t, err, tt.want)
		})
	}
}

func TestValidateFindsWhatIsWrong(t *testing.T) {
	rated := func(r checks.Rating) func(*checks.Run) {
		return func(run *checks.Run) { run.Ratings = map[string]checks.Rating{"contact": r} }
	}
	answered := func(list ...checks.Answer) func(*checks.Run) {
		return func(run *checks.Run) { run.Answers = map[string][]checks.Answer{"risks": list} }
	}
	acted := func(edit func(*checks.Action)) func(*checks.Run) {
		return func(run *checks.Run) {
			a := checks.Action{ID: "a", From: "risks", Text: "Call", State: checks.Open}
			edit(&a)
			run.Actions = []checks.Action{a}
		}
	}
	long := strings.Repeat("x", checks.MaxText+1)
	tests := []struct {
		name  string
		spoil func(*checks.Run)
		want  checks.Code
	}{
		{"nothing", func(*checks.Run) {}, ""},
		{"no id", func(r *checks.Run) { r.ID = "" }, checks.CodeID},
		{"an id with a control", func(r *checks.Run) { r.ID = "run\x1b" }, checks.CodeID},
		{"another check", func(r *checks.Run) { r.Check = "other" }, checks.CodeUnknownCheck},
		{"no start", func(r *checks.Run) { r.Started = time.Time{} }, checks.CodeWantTime},
		{"no team", func(r *checks.Run) { r.Team = "" }, checks.CodeTeamEmpty},
		{"a blank team", func(r *checks.Run) { r.Team = " \n" }, checks.CodeTeamEmpty},
		{"a team with a control", func(r *checks.Run) { r.Team = "Pay\x1bments" }, checks.CodeInvalidRun},
		{"nobody", func(r *checks.Run) { r.People = 0 }, checks.CodePeople},
		{"two in a solo run", func(r *checks.Run) { r.Kind, r.People = checks.Solo, 2 }, checks.CodePeople},
		{"at no stage", func(r *checks.Run) { r.At = "nowhere" }, checks.CodeUnknownStage},
		{"time at no stage", func(r *checks.Run) { r.Spent = map[string]time.Duration{"nowhere": 1} }, checks.CodeUnknownStage},
		{"time below zero", func(r *checks.Run) { r.Spent = map[string]time.Duration{"risks": -1} }, checks.CodeWantSeconds},
		{"a draft at no stage", func(r *checks.Run) { r.Drafts = map[string]string{"nowhere": "x"} }, checks.CodeUnknownStage},
		{"a draft with a control", func(r *checks.Run) { r.Drafts = map[string]string{"risks": "\x1b"} }, checks.CodeInvalidRun},
		{"a draft", func(r *checks.Run) { r.Drafts = map[string]string{"risks": "half a \n"} }, ""},

		{"a rating of no item", func(r *checks.Run) { r.Ratings = map[string]checks.Rating{"risks": {}} }, checks.CodeUnknownItem},
		{"counts below zero", rated(checks.Rating{Tally: checks.Tally{Counts: [5]int{0, -1, 2}}}), checks.CodeCount},
		{"no answers below zero", rated(checks.Rating{Tally: checks.Tally{NoAnswer: -1}}), checks.CodeCount},
		{"counts that overflow", rated(checks.Rating{Tally: checks.Tally{Counts: [5]int{math.MaxInt, math.MaxInt}}}), checks.CodeCount},
		{"more answers than people", rated(checks.Rating{Tally: checks.Tally{Counts: [5]int{3, 2, 1}, NoAnswer: 1}}), checks.CodePeopleVoted},
		{"as many answers as people", rated(checks.Rating{Tally: checks.Tally{Counts: [5]int{3, 2}, NoAnswer: 1}}), ""},
		{"shown without answers", rated(checks.Rating{Revealed: true}), checks.CodeNoVotes},
		{"a chair off the scale", rated(checks.Rating{Chair: checks.Chair{Step: 6}}), checks.CodeStep},
		{"a chair before the vote", rated(checks.Rating{Chair: checks.Chair{Step: 5, Evidence: "calls"}, Story: "a story"}), ""},
		{"evidence with a control", rated(checks.Rating{Chair: checks.Chair{Step: 5, Evidence: "\x1b[31m"}}), checks.CodeInvalidRun},
		{"evidence too long", rated(checks.Rating{Chair: checks.Chair{Step: 5, Evidence: long}}), checks.CodeTextLong},
		{"a story with a bidi control", rated(checks.Rating{Story: "a\u202eb"}), checks.CodeInvalidRun},
		{"a story too long", rated(checks.Rating{Story: long}), checks.CodeTextLong},

		{"answers to no question", func(r *checks.Run) { r.Answers = map[string][]checks.Answer{"contact": nil} }, checks.CodeUnknownItem},
		{"an answer", answered(checks.Answer{Text: "calls\nand mail", Marks: 3}), ""},
		{"an empty answer", answered(checks.Answer{}), checks.CodeTextEmpty},
		{"an answer with a control", answered(checks.Answer{Text: "a\x07"}), checks.CodeInvalidRun},
		{"an answer too long", answered(checks.Answer{Text: long}), checks.CodeTextLong},
		{"marks below zero", answered(checks.Answer{Text: "a", Marks: -1}), checks.CodeMarks},
		{"marks of a crowd", answered(checks.Answer{Text: "a", Marks: 100}), checks.CodeMarks},
		{"too many answers", answered(make([]checks.Answer, checks.MaxAnswers+1)...), checks.CodeAnswersFull},

		{"an action", acted(func(*checks.Action) {}), ""},
		{"a dropped action", acted(func(a *checks.Action) { a.State, a.Reason = checks.Dropped, "no time" }), ""},
		{"an action without id", acted(func(a *checks.Action) { a.ID = "" }), checks.CodeID},
		{"an action without text", acted(func(a *checks.Action) { a.Text = "" }), checks.CodeTextEmpty},
		{"an action with a control", acted(func(a *checks.Action) { a.Text = "a\x1b" }), checks.CodeInvalidRun},
		{"an action from nowhere", acted(func(a *checks.Action) { a.From = "choose" }), checks.CodeUnknownItem},
		{"an action in no state", acted(func(a *checks.Action) { a.State = "later" }), checks.CodeUnknownWord},
		{"a reason with a control", acted(func(a *checks.Action) { a.Reason = "\x1b" }), checks.CodeInvalidRun},
		{"a long owner", acted(func(a *checks.Action) { a.Owner = strings.Repeat("x", 61) }), checks.CodeOwnerLong},
		{"an owner with a control", acted(func(a *checks.Action) { a.Owner = "\x1b" }), checks.CodeInvalidRun},
		{"a day that does not exist", acted(func(a *checks.Action) { a.Due = checks.Day{Year: 2026, Month: 2, Day: 30} }), checks.CodeDay},
		{"a due date", acted(func(a *checks.Action) { a.Due = checks.Day{Year: 2026, Month: 2, Day: 28} }), ""},
		{"two actions of one id", func(r *checks.Run) {
			acted(func(*checks.Action) {})(r)
			r.Actions = append(r.Actions, r.Actions[0])
		}, checks.CodeTwice},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := newRun(6)
			tt.spoil(&run)
			wantCode(t, run.Validate(check), tt.want)
			_, err := checks.NewFlow(check, run)
			wantCode(t, err, tt.want)
		})
	}
}

func TestCloneSharesNothing(t *testing.T) {
	f := newFlow(6, votes("contact", 4), answers("risks", "price"), action("a"))
	f.SetDraft("half a thought")
	f.Spend(time.Minute)
	run := f.Run()
	held := run.Clone()
	if diff := cmp.Diff(run, held); diff != "" {
		t.Fatal(diff)
	}
	other := run.Clone()
	other.Ratings["contact"] = checks.Rating{}
	other.Answers["risks"][0].Text = "changed"
	other.Answers["channels"] = nil
	other.Actions[0].Text = "changed"
	other.Spent["contact"] = 0
	other.Drafts["contact"] = "changed"
	if diff := cmp.Diff(held, run); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenCountsOnlyWhatIsNotRevealed(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 0), votes("trust", 1, 2, 3), reveal("trust"))
	for item, want := range map[string]int{"contact": 2, "trust": 0, "value": 0, "nowhere": 0} {
		if got := f.Run().Hidden(item); got != want {
			t.Errorf("%s: %d, want %d", item, got, want)
		}
	}
}

func TestStagesFollowTheCheck(t *testing.T) {
	var ids []string
	for _, s := range newRun(6).Stages(check) {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "contact trust value channels decisions unclear risks choose close" {
		t.Error(got)
	}
	if !check.Has("trust") || !check.Has("risks") || check.Has("close") || check.HasQuestion("trust") {
		t.Error("items and questions are confused")
	}
}

func TestRunEnteredLaterEndedWhenItTookPlace(t *testing.T) {
	then := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: checks.OriginLater}
	r, err := checks.NewRun(check, setup, "R1", then)
	if err != nil {
		t.Fatal(err)
	}
	f, err := checks.NewFlow(check, r)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Finish(then.AddDate(0, 6, 0)); err != nil {
		t.Fatal(err)
	}
	if r := f.Run(); !r.Finished.Equal(then) || checks.Summarize(r).Origin != checks.OriginLater {
		t.Errorf("finished %v, %q", r.Finished, checks.Summarize(r).Origin)
	}
}

func TestRunOfAnUnknownOriginIsRefused(t *testing.T) {
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: "hearsay"}
	if _, err := checks.NewRun(check, setup, "R1", time.Now()); checks.CodeOf(err) != checks.CodeUnknownWord {
		t.Error(err)
	}
}

// found returns the paths and codes of what is wrong with a record.
func found(r checks.Record) []string {
	var list []string
	for _, p := range r.Problems(check) {
		list = append(list, p.Path.String()+" "+string(p.Err.Code))
	}
	return list
}

func TestEverythingThatIsWrongIsFoundAtItsPlace(t *testing.T) {
	r := newRun(6)
	r.ID, r.Kind, r.Minutes = "", "crowd", -1
	r.Ratings = map[string]checks.Rating{
		"trust":   {Tally: checks.Tally{Counts: [5]int{2: 100}}, Chair: checks.Chair{Step: 6}},
		"contact": {Tally: checks.Tally{Counts: [5]int{4: 7}}, Revision: -1},
	}
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "a"}, {Marks: 100}}}
	r.Looked = map[string]checks.Look{"a.b": {Outcome: checks.OutcomeDropped}}
	r.Actions = []checks.Action{{ID: "a", From: "risks", Text: "Call", State: "later"}}
	want := []string{
		"id id", "kind kind", "minutes minutes", "ratings.contact.revision want-number", "ratings.contact people-voted",
		"ratings.trust.counts[2] count", "ratings.trust.chair.step step", "answers.risks[1].text text-empty", "answers.risks[1].marks marks",
		"look_back contradicts", `looked["a.b"].on day`, `looked["a.b"].reason reason-empty`, "actions[0].state unknown-word",
	}
	if diff := cmp.Diff(want, found(r)); diff != "" {
		t.Error(diff)
	}
	if got := checks.CodeOf(r.Validate(check)); got != checks.CodeID {
		t.Errorf("the first is %s", got)
	}
	s := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromReport, Text: "x", Complaint: checks.Complaint{
		State: checks.ComplaintGone, Cases: 1, Before: []checks.Attempt{{Whys: []string{""}}},
	}}
	want = []string{
		"on day", "complaint.steps invalid-story", "complaint.cause invalid-story", "complaint.fix invalid-story",
		"complaint.before[0].whys[0] text-empty", "complaint.before[0].fix text-empty",
	}
	if diff := cmp.Diff(want, found(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"team team-empty"}, found(checks.Marks{})); diff != "" {
		t.Error(diff)
	}
	between := checks.Action{ID: "a", Team: "Ops", Text: "Call", State: checks.Open}
	ofRun := between
	ofRun.Run = "R1"
	if diff := cmp.Diff([][]string{{"made missing-field"}, {"from unknown-item"}}, [][]string{found(between), found(ofRun)}); diff != "" {
		t.Error(diff)
	}
}

func TestSameRecordsAreTheSameInAnyZoneAndWithoutEmptyLists(t *testing.T) {
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	r := checks.Run{ID: "R1", Started: at, Answers: map[string][]checks.Answer{"channels": {}}, Ratings: map[string]checks.Rating{}}
	o := checks.Run{ID: "R1", Started: at.In(time.FixedZone("", 7200))}
	a := checks.Action{Team: "A", Made: at}
	b := checks.Action{Team: "A", Made: at.Local()}
	if !checks.Same(r, o) || !checks.Same(a, b) || !checks.Same(checks.Marks{Team: "A"}, checks.Marks{Team: "A"}) {
		t.Error("not the same")
	}
}

// That each field counts is tested beside the interchange format, in which a forgotten one would be lost as well.
func TestRecordsOfDifferentKindsAreNotTheSame(t *testing.T) {
	all := []checks.Record{checks.Run{}, checks.Action{}, checks.Story{}, checks.Marks{}}
	for i, a := range all {
		for j, b := range all {
			if checks.Same(a, b) != (i == j) {
				t.Errorf("%T and %T", a, b)
			}
		}
	}
}

// A mark without a width at the ends of a text is nothing that somebody wrote.
func TestWhatNobodySeesIsNoTextBetweenRuns(t *testing.T) {
	const unseen = "\u200b"
	today := checks.Day{Year: 2026, Month: time.November, Day: 12}
	action := checks.Action{ID: "a", Text: unseen + "call" + unseen, State: checks.Open, Team: "A", Made: today.Time()}
	made, err := checks.NewAction(check, action)
	if err != nil || made.Text != "call" {
		t.Errorf("%q, %v", made.Text, err)
	}
	action.Text = unseen
	if _, err := checks.NewAction(check, action); checks.CodeOf(err) != checks.CodeTextEmpty {
		t.Error(err)
	}
	if _, err := made.Drop(unseen); checks.CodeOf(err) != checks.CodeReasonEmpty {
		t.Error(err)
	}
	if dropped, err := made.Drop("others do it" + unseen); err != nil || dropped.Validate(check) != nil {
		t.Error(err, dropped.Validate(check))
	}
	c := checks.NewComplaint(today)
	if _, err := c.Explain([]string{unseen}, today); checks.CodeOf(err) != checks.CodeNoCause {
		t.Error(err)
	}
	if c, err := c.Explain([]string{unseen + "no bell", unseen}, today); err != nil || c.Cause() != "no bell" || len(c.Whys) != 1 {
		t.Error(c, err)
	}
}

func TestErrorsAreKnownByTheirCode(t *testing.T) {
	err := fmt.Errorf("saving: %w", &checks.Error{Code: checks.CodeBusy, Subject: "a.db", Err: io.ErrUnexpectedEOF})
	if checks.CodeOf(err) != checks.CodeBusy || !errors.Is(err, &checks.Error{Code: checks.CodeBusy}) {
		t.Errorf("code %q", checks.CodeOf(err))
	}
	if errors.Is(err, &checks.Error{Code: checks.CodeIO}) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("it is taken for another, or does not know what is behind it")
	}
	if checks.CodeOf(io.EOF) != "" || checks.CodeOf(nil) != "" {
		t.Error("a foreign error has a code")
	}
}

func TestErrorTellsAProgrammerEverything(t *testing.T) {
	tests := []struct {
		err  *checks.Error
		want string
	}{
		{&checks.Error{Code: checks.CodeDay}, "day"},
		{&checks.Error{Code: checks.CodeDay, Subject: "31.4."}, "day (31.4.)"},
		{&checks.Error{Code: checks.CodeIO, Subject: "a.db", Err: io.ErrShortWrite}, "io (a.db): short write"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestErrorsSubjectIsSafeToShow(t *testing.T) {
	err := &checks.Error{Code: checks.CodeDay, Subject: "\x1b[31m\u202e31.4.\r\n"}
	if err.MessageCode() != "day" || err.MessageSubject() != "[31m31.4." {
		t.Errorf("code %q, subject %q", err.MessageCode(), err.MessageSubject())
	}
}

func TestErrorTellsTheDayThatBelongsToIt(t *testing.T) {
	err := &checks.Error{Code: checks.CodeNoRunThen, Nearest: checks.Day{Year: 2026, Month: 8, Day: 19}}
	if day, ok := err.MessageDay(); !ok || !day.Equal(at("2026-08-19")) {
		t.Errorf("got %v, %v", day, ok)
	}
	if _, ok := (&checks.Error{Code: checks.CodeNoRunThen}).MessageDay(); ok {
		t.Error("there is a day without a run")
	}
}
