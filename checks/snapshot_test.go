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

func TestATeamHasToDoWhatIsDueByADay(t *testing.T) {
	s := someTeam()
	s.ActionsBetween[0].Due = date("2026-11-20")
	s.Stories = s.Stories[3:] // no complaint
	for day, want := range map[string]struct {
		run, late, anything bool
		actions             int
	}{
		"2026-02-09": {false, false, false, 0}, // before the first run
		"2026-11-18": {false, false, false, 0},
		"2026-11-19": {true, false, true, 0},
		"2026-11-20": {true, false, true, 1},
		"2026-11-30": {true, false, true, 1},
		"2026-12-01": {true, true, true, 1},
	} {
		d := s.Due(date(day))
		got := want
		got.run, got.late, got.anything, got.actions = d.IsRunDue(), d.IsRunLate(), d.IsAnything(), d.ActionsDue()
		if got != want {
			t.Errorf("on %s: %+v, want %+v", day, got, want)
		}
	}
	s = someTeam()
	shared, left := s.ShareDue(checks.StoryTexts{}, date("2026-09-01"))
	same(t, []string{"fixed", "heard"}, ids(shared.Waiting))
	if shared.Last.ID != "last" || shared.Last.Actions != nil || left.Stories != 2 || !shared.IsAnything() {
		t.Errorf("shared is %+v without %+v", shared, left)
	}
}

func TestARunIsSetUpAsTheTeamsLastOneWas(t *testing.T) {
	run := func(kind checks.Kind, people, minutes int) checks.Run {
		return checks.Run{Kind: kind, People: people, Minutes: minutes, Day: date("2026-08-19")}
	}
	alone, nine := run(checks.Solo, 1, 0), run(checks.Team, 9, 30)
	setup := func(kind checks.Kind, people, minutes int) checks.Setup {
		return checks.Setup{Team: "Payments", Kind: kind, People: people, Minutes: minutes}
	}
	for name, tt := range map[string]struct {
		runs []checks.Run
		kind checks.Kind
		many int
		like checks.Settings
		want checks.Setup
	}{
		"none yet":            {want: setup(checks.Team, 6, 45)},
		"none, by settings":   {like: checks.Settings{Minutes: 20}, want: setup(checks.Team, 6, 20)},
		"none, never a clock": {like: checks.Settings{Clock: checks.ClockNever}, want: setup(checks.Team, 6, 0)},
		"none, alone":         {kind: checks.Solo, want: setup(checks.Solo, 6, 0)},
		"alone with a clock":  {kind: checks.Solo, like: checks.Settings{Clock: checks.ClockAlways}, want: setup(checks.Solo, 6, 45)},
		"as the last one":     {runs: []checks.Run{nine, run(checks.Team, 4, 60)}, want: setup(checks.Team, 9, 30)},
		"alone last":          {runs: []checks.Run{alone, nine}, want: setup(checks.Solo, 9, 0)},
		"another number":      {runs: []checks.Run{alone, nine}, many: 5, want: setup(checks.Team, 5, 30)},
	} {
		s := checks.Snapshot{Team: "Payments", Runs: tt.runs}
		if got := s.UsualSetup(tt.kind, tt.many, tt.like, today); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestARunBeginsNowOrAtNoonOfItsDay(t *testing.T) {
	setup := checks.Setup{Team: "Payments", Kind: checks.Team, People: 6}
	for day, want := range map[string]struct {
		started string
		looks   bool
	}{"": {"2026-11-22 09:00", true}, "2026-11-20": {"2026-11-20 12:00", false}, "2026-11-22": {"2026-11-22 09:00", false}} {
		r := get(someTeam().Begin(check, setup, date(day), "new", start))
		if !r.Started.Equal(at(want.started)) || (r.At == checks.LookBackID) != want.looks {
			t.Errorf("on %q: it begins at %v, %v", day, r.At, r.Started)
		}
	}
}

func TestARunIsEmptyUntilAnybodyEntersAnything(t *testing.T) {
	for name, enter := range map[string]func(*checks.Run){
		"a vote":    func(r *checks.Run) { r.Ratings = map[string]checks.Rating{"trust": {Tally: checks.Tally{NoAnswer: 1}}} },
		"a chair":   func(r *checks.Run) { r.Ratings = map[string]checks.Rating{"trust": {Chair: checks.Chair{Step: 2}}} },
		"a draft":   func(r *checks.Run) { r.Drafts = map[string]string{"risks": "wha"} },
		"answers":   func(r *checks.Run) { r.Answers = map[string][]checks.Answer{"risks": {{Text: "a"}, {Text: "b"}}} },
		"a look":    func(r *checks.Run) { r.Looked = map[string]checks.Look{"A1": said(checks.OutcomeDone)} },
		"an action": func(r *checks.Run) { r.Actions = []checks.Action{{ID: "A1"}} },
	} {
		r := newRun(6)
		if !r.IsEmpty() {
			t.Fatalf("nothing is there, but %+v", r)
		}
		if enter(&r); r.IsEmpty() {
			t.Errorf("%s: it is empty", name)
		}
	}
}

func TestACopyOfARunHasIDsOfItsOwn(t *testing.T) {
	r, n := kept("one", "2026-08-19"), 0
	c := r.Copy("Search", func() string { n++; return strings.Repeat("x", n) })
	same(t, []string{"x", "xx", "xxx"}, append([]string{c.ID}, ids(c.Actions)...))
	if c.Team != "Search" || r.ID != "one" || r.Actions[0].ID != "one-open" {
		t.Errorf("the copy is %+v, the run %+v", c, r)
	}
}

func TestActionsComeFromAnswersByTheirMarksThenFromItems(t *testing.T) {
	r := newRun(6)
	r.Answers = map[string][]checks.Answer{"channels": {{Text: "a"}, {Text: "b", Marks: 2}}, "risks": {{Text: "c", Marks: 1}}}
	var texts []string
	for _, s := range r.ActionSources(check) {
		texts = append(texts, s.From+" "+s.Answer.Text)
	}
	same(t, []string{"channels b", "risks c", "channels a", "contact ", "trust ", "value "}, texts)
}
