package checks_test

import (
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
