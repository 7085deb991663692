package checks_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
)

// kept is a run of the team that was finished on a day, with an action of the same id in each state.
func kept(id, day string) checks.Run {
	r := newRun(6)
	r.ID, r.Finished, r.At = id, at(day), checks.CloseID
	r.Started, r.Day = r.Finished, checks.DayOf(r.Finished)
	for _, state := range []checks.State{checks.Open, checks.Done} {
		r.Actions = append(r.Actions, checks.Action{ID: id + "-" + string(state), From: "trust", Text: "act", State: state})
	}
	return r
}

// someTeam is a team with three finished runs, one that is not, an action between runs and complaints in several states.
func someTeam() checks.Snapshot {
	begun := kept("begun", "2026-11-20")
	begun.Started, begun.Finished = begun.Finished, time.Time{}
	gone := complained("gone", "open 2026-01-01", "fixed 2026-02-01", "gone 2026-03-01")
	fixed := complained("fixed", "open 2026-01-01", "fixed 2026-02-01")
	s := checks.Snapshot{
		Team:           "Payments",
		Marks:          checks.Marks{Team: "Payments", Changing: true, Leadership: true},
		Runs:           []checks.Run{kept("first", "2026-02-10"), begun, kept("last", "2026-08-19"), kept("middle", "2026-05-12")},
		Revisions:      map[string]uint64{"last": 7},
		ActionsBetween: []checks.Action{{ID: "between", Team: "Payments", Text: "act", State: checks.Open, Made: at("2026-09-01")}},
		Stories:        []checks.Story{gone, fixed, complained("heard", "open 2026-01-01"), told("good", "2026-11-02", "trust", checks.FromCustomer)},
	}
	checks.SortRuns(s.Runs)
	return s
}

func TestUnfinishedRunsAndTheirActionsAreLeftOut(t *testing.T) {
	s := someTeam()
	same(t, []string{"begun", "last", "middle", "first"}, ids(s.Runs))
	same(t, []string{"last", "middle", "first"}, ids(s.Finished()))
	same(t, []string{"between", "first-open", "last-open", "middle-open"}, ids(s.Open()))
}

func TestARunIsFoundWithItsRevision(t *testing.T) {
	s := someTeam()
	if r, revision, ok := s.Run("last"); !ok || r.ID != "last" || revision != 7 {
		t.Errorf("found is %q, revision %d, %v", r.ID, revision, ok)
	}
	if r, _, ok := s.Run("of another team"); ok {
		t.Errorf("found is %q", r.ID)
	}
}

func TestWorkIsWhatIsOpenAndWhatTheRunSpokeOf(t *testing.T) {
	open, fixed := []string{"between", "first-open", "last-open", "middle-open"}, []string{"fixed"}
	done := []string{"between", "first-done", "first-open", "last-open", "middle-open"}
	tests := []struct {
		name                string
		looked              map[string]checks.Look
		actions, complaints []string
	}{
		{"nothing was said", nil, open, fixed},
		{"an action was done", map[string]checks.Look{"first-done": {Outcome: checks.OutcomeDone}}, done, fixed},
		{"a complaint was gone", map[string]checks.Look{"gone": {Outcome: checks.OutcomeGone}}, open, []string{"gone", "fixed"}},
		{"what is no longer there", map[string]checks.Look{"deleted": {Outcome: checks.OutcomeGone}}, open, fixed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := someTeam().OpenWork(tt.looked)
			same(t, [][]string{tt.actions, tt.complaints}, [][]string{ids(w.Actions), ids(w.Complaints)})
		})
	}
	if w := (checks.Snapshot{}).OpenWork(nil); !w.IsEmpty() {
		t.Errorf("of a team of which nothing is kept it is %+v", w)
	}
}

func TestARunIsComparedWithTheOneBeforeOrAChosenOne(t *testing.T) {
	for _, tt := range []struct {
		current, baseline string // "" for the one it is held against by itself
		against           string
		chosen            checks.Choice
		code              checks.Code
	}{
		{"last", "", "middle", checks.ChosenLastQuarter, ""},
		{"last", "first", "first", checks.ChosenRun, ""},
		{"first", "", "", "", checks.CodeNoBaseline},
		{"other", "", "", "", checks.CodeNotFound},
		{"last", "other", "", "", checks.CodeNotFound},
	} {
		c, err := someTeam().Compare(check, tt.current, tt.baseline)
		wantCode(t, err, tt.code)
		if err == nil && (c.Current.ID != tt.current || c.Baseline.ID != tt.against || c.Chosen != tt.chosen || !c.Changing) {
			t.Errorf("%q against %q, chosen %q, changing %v", c.Current.ID, c.Baseline.ID, c.Chosen, c.Changing)
		}
	}
}

func TestHiddenAnswersStayHiddenBesideOtherRuns(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 5), reveal("contact"), votes("trust", 1, 2, 3), answers("channels", "calls"), action("a"))
	must(errors.Join(f.SetChair("contact", checks.Chair{Step: 2, Evidence: "calls"}), f.SetStory("contact", "They left.")))
	f.SetDraft("hm")
	r := f.Run()
	if r.Revealed("contact") != r.Ratings["contact"] || r.Revealed("trust") != (checks.Rating{}) || r.Revealed("risks") != (checks.Rating{}) {
		t.Errorf("%+v", r.Ratings)
	}
	for item, want := range map[string]int{"contact": 0, "trust": 3, "value": 0, "nowhere": 0} {
		same(t, want, r.Hidden(item))
	}
	want := newRun(6)
	contact := checks.Rating{Revision: 1, Tally: checks.Tally{Counts: [5]int{0, 0, 0, 1, 1}}, Revealed: true, Chair: checks.Chair{Step: 2}}
	want.Ratings = map[string]checks.Rating{"contact": contact}
	same(t, want, r.OnlyRatings())
}

func TestActionIsOverdueFromTheDayAfterItsDate(t *testing.T) {
	for days, want := range map[string]int{
		"": 0, "2026-11-21": 1, "2026-11-22": 0, "2026-11-23": 0, "2025-12-31 2026-11-21 2026-11-22 2027-01-01": 2,
	} {
		list := []checks.Action{{State: checks.Open}} // one without a date
		for _, day := range strings.Fields(days) {
			list = append(list, checks.Action{Due: date(day), State: checks.Open}, checks.Action{Due: date(day), State: checks.Done})
		}
		if got := checks.Overdue(list, date("2026-11-22")); got != want {
			t.Errorf("of %q: %d, want %d", days, got, want)
		}
	}
}

func TestNextRunIsDueThreeMonthsLater(t *testing.T) {
	for day, want := range map[string]string{
		"2026-08-19": "2026-11-19",
		"2026-11-22": "2027-02-22",
		"2026-10-01": "2027-01-01",
		"2026-12-31": "2027-03-31",
		"2026-08-31": "2026-11-30", // November has no 31st
		"2026-11-30": "2027-02-28",
		"2027-11-30": "2028-02-29",
		"2027-11-29": "2028-02-29",
		"2028-02-29": "2028-05-29",
		"2099-11-30": "2100-02-28", // no leap year
	} {
		if got := checks.NextDue(checks.DayOf(at(day))); got.String() != want {
			t.Errorf("after %s: %v, want %s", day, got, want)
		}
	}
}

func TestALookBackChangesWhatItLookedAtAndNothingElse(t *testing.T) {
	s, was := someTeam(), kept("now", "2026-11-25")
	s.Runs = append(s.Runs, was)
	now := was
	now.Looked = map[string]checks.Look{
		"between": dropped, "first-open": said(checks.OutcomeDone), "middle-open": said(checks.OutcomeOpen), "fixed": said(checks.OutcomeGone),
		"now-open": said(checks.OutcomeDone), "deleted": said(checks.OutcomeDone),
	}
	changed := s.ApplyLooks(was, now)
	if len(changed) != 3 {
		t.Fatalf("changed are %+v", changed)
	}
	between, story, run := changed[0].(checks.Action), changed[1].(checks.Story), changed[2].(checks.Run)
	if between.State != checks.Dropped || between.Reason != dropped.Reason || story.ID != "fixed" || story.Complaint.State != checks.ComplaintGone {
		t.Errorf("%+v, %+v", between, story)
	}
	if stored, _, _ := s.Run("first"); run.ID != "first" || run.Actions[0].State != checks.Done || stored.Actions[0].State != checks.Open {
		t.Errorf("%+v, and the one before is %+v", run.Actions, stored.Actions)
	}
	if back := s.ApplyLooks(now, now); back != nil {
		t.Errorf("nothing new changed %+v", back)
	}
}

func TestARecordComesBackFromItsJSONAndDiffersWhereItWasChanged(t *testing.T) {
	run, story, marks := kept("first", "2026-02-10"), someTeam().Stories[0], checks.Marks{Team: "Payments", Changing: true}
	run.Ratings, run.Spent = map[string]checks.Rating{"trust": {Revision: 1, Tally: checks.Tally{Counts: [5]int{0, 2}}}}, checks.Spent{"trust": time.Minute}
	var gotRun checks.Run
	var gotStory checks.Story
	var gotMarks checks.Marks
	for record, into := range map[checks.Record]any{&run: &gotRun, &story: &gotStory, &marks: &gotMarks} {
		if err := checks.DecodeJSON(get(checks.EncodeJSON(record)), into); err != nil {
			t.Fatal(err)
		}
	}
	if !checks.Same(run, gotRun) || !checks.Same(story, gotStory) || !checks.Same(marks, gotMarks) || gotMarks.Key() != "Payments" {
		t.Errorf("%+v, %+v, %+v", gotRun, gotStory, gotMarks)
	}
	gotRun.Team, gotRun.Actions[0].State = "Search", checks.Done
	gotRun.Answers = map[string][]checks.Answer{"risks": {{Text: "late"}}}
	turned := run.Clone()
	turned.Actions[0], turned.Actions[1] = turned.Actions[1], turned.Actions[0]
	for other, want := range map[*checks.Run]string{&gotRun: "team answers.risks[0] actions.first-open.state", &turned: "actions"} {
		var paths []string
		for _, d := range checks.Differences(run, *other) {
			paths = append(paths, d.Path.String())
		}
		if got := strings.Join(paths, " "); got != want {
			t.Errorf("they differ in %s, not %s", got, want)
		}
	}
}

func TestARunOfADayStillToComeIsNeverTheLatest(t *testing.T) {
	now, ahead := checks.Day{2026, time.November, 29}, checks.Day{2062, time.May, 5}
	at := func(id string, day checks.Day) checks.Run {
		return checks.Run{ID: id, Team: "A", Kind: checks.Solo, Day: day, Finished: day.Time()}
	}
	s := checks.Snapshot{Team: "A", Runs: []checks.Run{at("ahead", ahead), at("now", now)}}
	if list := s.FinishedBy(now); len(list) != 1 || list[0].ID != "now" {
		t.Errorf("until now there are %+v", list)
	}
	if v := s.Voice(checks.Check{}, checks.MonthOf(now.Time()), now); v.Run == nil || v.Run.ID != "now" {
		t.Errorf("the voice is beside %+v", v.Run)
	}
	if list := s.FinishedBy(ahead); len(list) != 2 || len(checks.Until(s.Runs, checks.Day{})) != 2 {
		t.Errorf("until then there are %+v", list)
	}
}
