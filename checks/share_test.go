package checks_test

import (
	"reflect"
	"testing"
	"time"

	"emptychair/checks"
)

// shareable is a finished run with everything in it.
func shareable() checks.Run {
	on := checks.Day{Year: 2026, Month: 8, Day: 19}
	return checks.Run{
		ID: "R1", Check: check.ID, Team: "Payments", Kind: checks.Team, People: 6, ChangingTeam: true,
		Day: on, Started: at("2026-08-19"), Finished: at("2026-08-19").Add(time.Hour), Origin: checks.OriginLater, At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: checks.Tally{Counts: [5]int{0, 2, 2, 1, 0}, NoAnswer: 1}, Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls"}, Story: "They waited.",
			},
			"trust": {
				Tally: checks.Tally{Counts: [5]int{0, 2, 2, 0, 0}, NoAnswer: 2}, Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 4, Evidence: "a letter"},
			},
			"value": {Tally: checks.Tally{NoAnswer: 6}, Revision: 1, Revealed: true, Chair: checks.Chair{Empty: true}},
		},
		Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}, {Text: "They waited. / So we ring.", Marks: 1}}},
		Actions: []checks.Action{{ID: "A1", From: "contact", Text: "Ring back", Owner: "Ana", Due: on, State: checks.Dropped, Reason: "no time"}},

		LookBack: true, Looked: map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: "others did it", On: on}},
		Minutes: 45, Spent: map[string]time.Duration{"contact": time.Minute}, Drafts: map[string]string{"channels": "not yet said"},
	}
}

// toldIn is what the run itself tells.
func toldIn(r checks.Run) checks.StoryTexts { return checks.StoryTextsOf([]checks.Run{r}, nil) }

func TestSharedRunHoldsWhatMayGoOutAndNothingElse(t *testing.T) {
	r := shareable()
	want := checks.Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: 6, ChangingTeam: true,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Origin: checks.OriginLater, At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {Tally: r.Ratings["contact"].Tally, Revision: 1, Revealed: true, Chair: checks.Chair{Step: 2}},
			"trust":   {Revision: 1, Revealed: true, Withheld: true},
			"value":   {Revision: 1, Revealed: true, Withheld: true},
		},
		Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}}},
		Actions: []checks.Action{{ID: "A1", From: "contact", Text: "Ring back", Due: r.Actions[0].Due, State: checks.Dropped}},
	}
	got, left := checks.Share(r, toldIn(r))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if left != (checks.LeftOut{Answers: 1, Evidence: 2, Reasons: 2, Owners: 1, Items: 2}) {
		t.Errorf("left out: %+v", left)
	}
	if !reflect.DeepEqual(r, shareable()) {
		t.Error("the run itself was changed")
	}
	wantCode(t, got.Validate(check), checks.CodeInvalidRun)
}

// Whoever adds a field has to say in [checks.Share] whether it may go out.
func TestEveryFieldOfARunWasLookedAtBeforeItIsShared(t *testing.T) {
	for _, tt := range []struct {
		of     any
		fields int
	}{{checks.Run{}, 19}, {checks.Rating{}, 6}, {checks.Chair{}, 3}, {checks.Answer{}, 2}, {checks.Action{}, 11}, {checks.Look{}, 3}} {
		if n := reflect.TypeOf(tt.of).NumField(); n != tt.fields {
			t.Errorf("%T has %d fields, not %d: may the new one go out?", tt.of, n, tt.fields)
		}
	}
}

func TestFourAnswersAreWithheldAndFiveAreNot(t *testing.T) {
	for n := range 8 {
		r := shareable()
		rating := checks.Rating{Revision: 1, Revealed: true, Tally: checks.Tally{Counts: [5]int{0, 0, n, 0, 0}}}
		r.Ratings = map[string]checks.Rating{"contact": rating}
		shared, left := checks.Share(r, toldIn(r))
		if want := n > 0 && n < 5; shared.Ratings["contact"].Withheld != want || (left.Items == 1) != want {
			t.Errorf("%d answers: %+v, %+v", n, shared.Ratings["contact"], left)
		}
	}
}

func TestSharedActionHasNeitherOwnerNorReason(t *testing.T) {
	want := checks.ActionsOf(shareable())[0]
	got, left := checks.ShareAction(want)
	want.Owner, want.Reason = "", ""
	if got != want || left != (checks.LeftOut{Owners: 1, Reasons: 1}) {
		t.Errorf("%+v, %+v", got, left)
	}
}

func TestNothingFollowsFromWhatIsWithheld(t *testing.T) {
	shared, _ := checks.Share(shareable(), checks.StoryTexts{})
	full := shareable()
	for _, pair := range [][2]checks.Run{{shared, full}, {full, shared}, {shared, shared}} {
		for _, item := range checks.Compare(check, pair[0], pair[1], checks.ChosenRun, false).Items {
			if item.Baseline.Withheld || item.Current.Withheld {
				if item.Change != (checks.Change{Verdict: checks.VerdictWithheld}) || item.Change.Compared() {
					t.Errorf("%s: %+v", item.ID, item.Change)
				}
			}
		}
	}
	trend := checks.TrendOf(check, shared.Team, shared.Kind, []checks.Run{shared}, 0, 0)
	if rated, _ := trend.Series[1].Point(0); !rated.Withheld || rated.Answers() > 0 || rated.Chair != (checks.Chair{}) {
		t.Errorf("%+v", rated)
	}
}

func TestAStoryIsKnownByItsWords(t *testing.T) {
	runs := []checks.Run{{Ratings: map[string]checks.Rating{"contact": {Story: "They waited for three weeks.\nThen they left."}, "trust": {}}}}
	told := checks.StoryTextsOf(runs, []checks.Story{{Text: "お客様が待った。"}, {Text: "No one rang"}, {Text: "?!"}})
	for want, texts := range map[bool][]string{
		true: {
			"They waited for three weeks. / Then they left.", "“they WAITED for three weeks; then they left” (Ana)",
			"They waited for three weeks", "昨日、お客様が待った", "no one rang", "?!",
		},
		false: {"They waited", "No one", "We wait for three weeks", "really?", ""},
	} {
		for _, text := range texts {
			if got := told.Holds(text); got != want || (checks.StoryTexts{}).Holds(text) {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
}

func TestAStoryThatIsToldTwiceIsOne(t *testing.T) {
	runs := []checks.Run{
		{Ratings: map[string]checks.Rating{"contact": {Story: "They waited."}, "trust": {Story: "they waited"}}},
		{Ratings: map[string]checks.Rating{"contact": {Story: "They left. / We heard nothing."}, "trust": {}}},
	}
	told := checks.StoryTextsOf(runs, []checks.Story{{Text: "They waited."}, {Text: "They left.\nWe heard nothing."}, {Text: "They rang."}})
	if told.Len() != 3 {
		t.Errorf("%d stories", told.Len())
	}
}
