package checks_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
)

var november = checks.Month{Year: 2026, Month: time.November}

// told is a story of the team.
func told(id, on, about string, source checks.Source) checks.Story {
	return checks.Story{ID: id, Team: "Payments", On: date(on), Source: source, About: about, Text: id}
}

// complained is a story that came into states on days: "open 2026-11-01", "fixed 2026-11-03".
func complained(id string, steps ...string) checks.Story {
	s := told(id, "2026-01-10", "trust", checks.FromCustomer)
	s.Complaint = checks.Complaint{Whys: []string{"why"}, Fix: "fix", Cases: 1}
	for _, step := range steps {
		n := len(step) - len("2026-01-01")
		s.Complaint.State = checks.ComplaintState(step[:n-1])
		s.Complaint.Steps = append(s.Complaint.Steps, checks.ComplaintStep{State: s.Complaint.State, On: date(step[n:])})
	}
	return s
}

func voiceOf(month checks.Month, stories []checks.Story, actions []checks.Action, today string) checks.Voice {
	return checks.Snapshot{Team: "Payments", Stories: stories, ActionsBetween: actions}.Voice(check, month, date(today))
}

func TestAVoiceTellsTheStoriesOfItsMonth(t *testing.T) {
	v := voiceOf(november, []checks.Story{
		told("before", "2026-10-31", "", checks.FromCustomer), told("first", "2026-11-01", "risks", checks.FromNeighbour),
		told("last", "2026-11-30", "trust", checks.FromCustomer), told("after", "2026-12-01", "", checks.FromCustomer),
		told("middle", "2026-11-15", "", checks.FromCustomer),
	}, nil, "2026-12-05")
	same(t, []string{"last", "middle", "first"}, ids(v.Stories))
	groups := func(list []checks.StoryGroup) (groups []string) {
		for _, g := range list {
			groups = append(groups, g.ID+": "+strings.Join(ids(g.Stories), " "))
		}
		return groups
	}
	same(t, []string{"customer: last middle", "neighbour: first"}, groups(v.BySource()))
	same(t, []string{"trust: last", "risks: first", ": middle"}, groups(v.ByItem(check)))
}

func TestComplaintsAreToldAsTheyStoodAtTheEndOfTheMonth(t *testing.T) {
	list := []checks.Story{
		complained("open since long", "open 2026-02-01"),
		complained("noted later", "open 2026-12-02"),
		complained("open, gone later", "open 2026-11-20", "cause-known 2026-12-01", "fixed 2026-12-01", "gone 2026-12-02"),
		complained("fixed", "open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-11-03"),
		complained("gone this month", "open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-10-03", "gone 2026-11-02"),
		complained("gone before", "open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-10-03", "gone 2026-10-31"),
		complained("came back", "open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-10-03", "gone 2026-10-31", "came-back 2026-11-20"),
		complained("cause known", "open 2026-10-01", "cause-known 2026-10-02"),
		complained("fixed, with a cause noted later", "open 2026-10-01", "cause-known 2026-12-02", "fixed 2026-11-20"),
		complained("noted later than fixed", "open 2026-12-02", "cause-known 2026-12-02", "fixed 2026-11-20"),
		told("no complaint", "2026-10-01", "", checks.FromCustomer),
	}
	v := voiceOf(november, list, nil, "2026-12-05")
	want := []string{"came back", "open since long", "open, gone later", "cause known", "fixed", "fixed, with a cause noted later", "noted later than fixed", "gone this month"}
	same(t, want, ids(v.Complaints))
	if v.AsOf != date("2026-11-30") {
		t.Errorf("as of %v", v.AsOf)
	}
	back := v.ComplaintsUnder(checks.ComplaintBack)
	if len(back) != 1 || back[0].Complaint.Age(v.AsOf) != 10 || back[0].Complaint.BackOn() != date("2026-11-20") {
		t.Errorf("came back: %+v", back)
	}
	if later := v.ComplaintsUnder(checks.ComplaintOpen)[1].Complaint; later.Whys != nil || later.Fix != "" {
		t.Errorf("what was found out later is told: %+v", later)
	}
	if list[2].Complaint.State != checks.ComplaintGone {
		t.Error("the stories themselves were changed")
	}
	if now := voiceOf(november, list, nil, "2026-11-10"); now.AsOf != date("2026-11-10") || len(now.ComplaintsUnder(checks.ComplaintBack)) != 0 {
		t.Errorf("while the month lasts it is told as of %v", now.AsOf)
	}
}

func TestComplaintsOfUnansweredCustomersAreNamedTheOldestFirst(t *testing.T) {
	answered := func(s checks.Story, on string) checks.Story {
		s.Complaint.Remedy = checks.Remedy{Text: "called", On: date(on)}
		return s
	}
	list := []checks.Story{
		complained("answered", "open 2026-11-03"), complained("fixed", "open 2026-11-02", "cause-known 2026-11-02", "fixed 2026-11-04"),
		complained("gone", "open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-10-03", "gone 2026-11-02"),
		complained("open", "open 2026-11-01"), complained("answered later", "open 2026-11-05"), told("no complaint", "2026-11-01", "", checks.FromCustomer),
	}
	list[0], list[4] = answered(list[0], "2026-11-30"), answered(list[4], "2026-12-01")
	for i, day := range []string{"2026-11-03", "2026-11-02", "2026-09-01", "2026-11-01", "2026-11-05"} {
		list[i].On = date(day)
	}
	same(t, []string{"open", "fixed"}, ids(checks.Unanswered(list)))
	same(t, []string{"open", "fixed", "answered later"}, ids(checks.Unanswered(voiceOf(november, list, nil, "2026-12-05").Complaints)))
}

func TestWhatCameBackInTheMonthIsToldSoWhateverBecameOfIt(t *testing.T) {
	cause := []string{"open 2026-09-01", "cause-known 2026-09-02", "fixed 2026-10-03"}
	then := func(id string, steps ...string) checks.Story {
		return complained(id, append(slices.Clone(cause), steps...)...)
	}
	list := []checks.Story{
		complained("open", "open 2026-11-01"),
		then("cause found", "came-back 2026-11-05", "cause-known 2026-11-06"),
		then("gone again", "came-back 2026-11-07", "cause-known 2026-11-08", "fixed 2026-11-09", "gone 2026-11-20"),
		then("back since October", "came-back 2026-10-20"),
		then("found before", "came-back 2026-10-20", "cause-known 2026-10-21"),
		then("back later", "came-back 2026-12-01"),
	}
	v := voiceOf(november, list, nil, "2026-12-05")
	for state, want := range map[checks.ComplaintState][]string{
		checks.ComplaintBack: {"back since October", "cause found", "gone again"}, checks.ComplaintOpen: {"open"},
		checks.ComplaintCaused: {"found before"}, checks.ComplaintFixed: {"back later"}, checks.ComplaintGone: nil,
	} {
		same(t, want, slices.Sorted(slices.Values(ids(v.ComplaintsUnder(state)))))
	}
	same(t, ids(v.Complaints[:3]), ids(v.ComplaintsUnder(checks.ComplaintBack))) // which stands first
}

func TestAStoryOfTheMonthThatBecameAComplaintLaterWasOpen(t *testing.T) {
	told := func(id, on string) checks.Story {
		s := complained(id, "open 2026-12-03", "cause-known 2026-12-03")
		s.On = date(on)
		return s
	}
	v := voiceOf(november, []checks.Story{told("then", "2026-11-30"), told("before", "2026-10-31")}, nil, "2026-12-05")
	open := v.ComplaintsUnder(checks.ComplaintOpen)
	if !slices.Equal(ids(open), []string{"then"}) || len(v.Complaints) != 1 || !v.Stories[0].IsComplaint() {
		t.Fatalf("complaints %+v, stories %+v", v.Complaints, v.Stories)
	}
	if c := open[0].Complaint; c.Whys != nil || len(c.Steps) != 1 || c.Age(v.AsOf) != 0 {
		t.Errorf("what was found out later is told: %+v", c)
	}
}

func TestActionsAreOverdueDueOrWithoutADate(t *testing.T) {
	action := func(id, due string, state checks.State) checks.Action {
		return checks.Action{ID: id, State: state, Due: date(due), Team: "Payments"}
	}
	list := []checks.Action{
		action("later", "2027-03-01", checks.Open), action("soon", "2026-12-22", checks.Open), action("today", "2026-11-22", checks.Open),
		action("yesterday", "2026-11-21", checks.Open), action("undated", "", checks.Open), action("done", "2026-11-25", checks.Done),
		action("longer ago", "2026-01-21", checks.Open), action("just beyond", "2026-12-23", checks.Open),
	}
	for month, due := range map[checks.Month][]string{
		november:                          {"today", "soon"},
		november.Previous():               {"today", "soon"},
		{Year: 2027, Month: time.March}:   {"today", "soon", "just beyond", "later"},
		{Year: 2026, Month: time.January}: {"today", "soon"},
	} {
		v := voiceOf(month, nil, list, "2026-11-22")
		same(t, [][]string{{"longer ago", "yesterday"}, due, {"undated"}}, [][]string{ids(v.Overdue), ids(v.Due), ids(v.Undated)})
		if v.Later != 4-len(due) {
			t.Errorf("%v: %d later", month, v.Later)
		}
	}
}

func TestFiguresAreThoseOfTheLatestRunByTheEndOfTheMonth(t *testing.T) {
	unfinished, solo := finished("unfinished", "2026-11-03"), finished("solo", "2026-11-04")
	unfinished.Finished, solo.Kind = time.Time{}, checks.Solo
	runs := []checks.Run{finished("next month", "2026-12-01"), solo, unfinished, finished("this", "2026-11-02"), finished("old", "2026-08-02")}
	tests := []struct {
		name string
		runs []checks.Run
		day  string
		want string
	}{
		{"the team's run of this month", runs, "2026-11-22", "this"},
		{"one of a month before", runs, "2026-10-22", "old"},
		{"one person's where the team has none", runs[1:3], "2026-11-22", "solo"},
		{"none before the first", runs, "2026-07-01", ""},
		{"none", nil, "2026-11-22", ""},
	}
	for _, tt := range tests {
		v := checks.Snapshot{Team: "Payments", Runs: tt.runs}.Voice(check, checks.MonthOf(date(tt.day).Time()), date("2026-12-05"))
		if (v.Run != nil) != (tt.want != "") || v.Run != nil && v.Run.ID != tt.want {
			t.Errorf("%s: %+v", tt.name, v.Run)
		}
	}
}

func TestEachItemOfAVoiceHasItsChangeItsChairAndItsStory(t *testing.T) {
	rated := func(id, day string, counts ...int) checks.Run {
		r := newRun(6)
		r.ID, r.Started = id, date(day).Time()
		r.Finished = r.Started.Add(time.Hour)
		rating := checks.Rating{Revision: 1, Revealed: true, Story: "story of " + id, Chair: checks.Chair{Step: 2, Evidence: "calls"}}
		copy(rating.Counts[:], counts)
		r.Ratings = map[string]checks.Rating{"contact": rating}
		return r
	}
	then, now := rated("then", "2026-08-19", 0, 2, 3, 1, 0), rated("now", "2026-11-19", 0, 1, 1, 3, 1)
	team := checks.Snapshot{Team: "Payments", Marks: checks.Marks{Leadership: true}, Runs: []checks.Run{now, then}}
	v := team.Voice(check, november, date("2026-11-22"))
	if v.Run.ID != "now" || v.Baseline.ID != "then" || !v.Leadership || len(v.Items) != len(check.Items) {
		t.Fatalf("%+v", v)
	}
	contact := v.Items[0]
	if contact.Change.Verdict != checks.VerdictUp || contact.Current != now.Ratings["contact"] {
		t.Errorf("contact %+v", contact)
	}
	if trust := v.Items[1]; trust.Current != (checks.Rating{}) {
		t.Errorf("trust %+v", trust)
	}
	team.Runs = team.Runs[:1]
	first := team.Voice(check, november, date("2026-11-22"))
	if first.Baseline != nil || first.Items[0].Change.Compared() || first.Items[0].Current != contact.Current {
		t.Errorf("without a baseline %+v", first.Items[0])
	}
}
