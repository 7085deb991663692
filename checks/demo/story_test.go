package demo_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/demo"
)

// history returns the team runs of the team used last, the oldest first, or its lead's own.
func history(kind checks.Kind) (list []checks.Run) {
	all := demo.Runs("en", someday)
	for _, s := range all {
		if s.Team == all[len(all)-1].Team && s.Kind == kind {
			list = append(list, s)
		}
	}
	return list
}

// verdicts holds a run against its baseline and returns what may be said of each item.
func verdicts(t *testing.T, s checks.Run, runs []checks.Run) []checks.Change {
	t.Helper()
	baseline, _, ok := checks.Baseline(s, runs, 0)
	if !ok {
		t.Fatalf("the run of %v has no baseline", s.Finished)
	}
	var list []checks.Change
	for _, item := range checks.Compare(check, baseline, s, "", false).Items {
		list = append(list, item.Change)
	}
	return list
}

func TestTheHistoryKnowsEveryVerdictAndEveryWord(t *testing.T) {
	const (
		same, up, down   = checks.VerdictSame, checks.VerdictUp, checks.VerdictDown
		reworded, nobody = checks.VerdictReworded, checks.VerdictNoAnswer
		attendance, one  = checks.VerdictAttendance, checks.VerdictOneMoved
	)
	want := [][]checks.Verdict{ // contact, trust, value
		{same, same, same},
		{attendance, down, reworded},
		{same, same, nobody},
		{same, up, nobody},
		{up, same, down},
		{up, one, same}, // of the leadership
	}
	runs, all := history(checks.Team), demo.Runs("en", someday)
	leadership := slices.DeleteFunc(slices.Clone(all), func(r checks.Run) bool { return r.Team != demo.Leadership("en") })
	for i, s := range append(runs[1:], leadership[1:]...) {
		var got []checks.Verdict
		for _, c := range verdicts(t, s, all) {
			got = append(got, c.Verdict)
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("run %d: %v, want %v", i+1, got, want[i])
		}
	}
	var words []checks.Agreement
	for _, s := range runs {
		for _, rating := range s.Ratings {
			words = append(words, rating.Agreement())
		}
	}
	wantAll(t, []checks.Agreement{
		checks.AgreementTogether, checks.AgreementOneDiffers, checks.AgreementTwoCamps, checks.AgreementClose, checks.AgreementSpread,
	}, words)
}

// wantAll wants each of some words to be among others.
func wantAll[T ~string](t *testing.T, want, got []T) {
	t.Helper()
	for _, word := range want {
		if !slices.Contains(got, word) {
			t.Errorf("nothing is %s", word)
		}
	}
}

func TestTheTrendHasAMissedQuarterAGapAndANewWording(t *testing.T) {
	trend := checks.TrendOf(check, "Payments", checks.Team, history(checks.Team), 0, 0)
	var columns [][2]int // quarters that were missed before, people
	for _, c := range trend.Columns {
		columns = append(columns, [2]int{c.Missed, c.People})
	}
	if diff := cmp.Diff([][2]int{{0, 4}, {0, 4}, {0, 7}, {0, 5}, {1, 6}, {0, 6}}, columns); diff != "" {
		t.Error(diff)
	}
	contact, trust, value := trend.Series[0], trend.Series[1], trend.Series[2]
	if len(contact.Strips) != 1 || len(trust.Strips) != 1 {
		t.Errorf("contact and trust were reworded: %v, %v", contact, trust)
	}
	if len(value.Strips) != 2 || value.Strips[1].From != 2 || value.Strips[0].Revision != 0 || value.Strips[1].Revision != 1 {
		t.Fatalf("value %+v", value)
	}
	if gap := value.Strips[1].Points[1]; gap.Answers() != 0 {
		t.Errorf("in place of the gap there is %v", gap)
	}
	if silent := trust.Strips[0].Points[3]; silent.NoAnswer != 1 || silent.N() != 4 {
		t.Errorf("trust, fourth run: %v", silent)
	}
}

func TestTheLeadLooksAtTheTeamBeforeItDoes(t *testing.T) {
	team, lead := history(checks.Team), history(checks.Solo)
	last, own := team[len(team)-1], lead[len(lead)-1]
	if days := last.Started.Sub(own.Started).Hours() / 24; days < 1 || days > 7 {
		t.Errorf("%v days lie between the last two", days)
	}
	if quarterOf(own.Day) != quarterOf(last.Day) {
		t.Errorf("the lead's own run is of %v", own.Finished)
	}
	if contact := verdicts(t, own, lead)[0]; contact.Verdict != checks.VerdictUp {
		t.Errorf("contact %+v", contact)
	}
}

// holdsStories holds what is true on every day of what was noted between the runs.
func holdsStories(t failing, language string, now time.Time) {
	today := checks.DayOf(now)
	stories, actions := demo.Stories(language, now), demo.Actions(language, now)
	for i, s := range stories {
		if err := s.Validate(check); err != nil {
			t.Errorf("%v: %s, story %d: %v", now, language, i, err)
		}
		if today.Before(s.On) || i > 0 && (s.On.Before(stories[i-1].On) || s.ID <= stories[i-1].ID) {
			t.Errorf("%v: story %d is out of order", now, i)
		}
		last := s.On
		for _, step := range s.Complaint.Steps {
			if step.On.Before(last) || today.Before(step.On) {
				t.Errorf("%v: story %d is %s on %v", now, i, step.State, step.On)
			}
			last = step.On
		}
	}
	for _, a := range actions {
		if err := a.Validate(check); err != nil {
			t.Errorf("%v: %s: %v", now, language, err)
		}
	}
	holdsLookBack(t, stories, append(opened(demo.Runs(language, now)), actions...), demo.Runs(language, now), now)
}

// holdsLookBack holds what a new run of the team looks back on: three actions and two complaints.
func holdsLookBack(t failing, stories []checks.Story, open []checks.Action, runs []checks.Run, now time.Time) {
	last := runs[len(runs)-1]
	fresh := checks.Run{Team: last.Team, Kind: checks.Team, Day: checks.DayOf(now), Started: now}
	counts := [3]int{}
	for _, a := range open {
		for i, is := range []bool{a.IsOverdue(checks.DayOf(now)), a.Owner == "", a.Age(fresh, runs) == 3} {
			if is {
				counts[i]++
			}
		}
	}
	if len(open) != 3 || counts != [3]int{1, 1, 1} {
		t.Errorf("%v: of %d open actions so many are overdue, have no owner, stand open for the third time: %v", now, len(open), counts)
	}
	fixed := 0
	for _, s := range stories {
		if s.Team == last.Team && s.Complaint.State == checks.ComplaintFixed {
			fixed++
			if s.Complaint.Since().Before(checks.DayOf(last.Finished)) {
				t.Errorf("%v: fixed on %v, before the last run", now, s.Complaint.Since())
			}
		}
	}
	if fixed != 2 {
		t.Errorf("%v: %d complaints are fixed", now, fixed)
	}
}

func TestStoriesAreOfEverySourceAndInEveryState(t *testing.T) {
	for _, language := range languages {
		var sources []checks.Source
		var states []checks.ComplaintState
		teams := map[string]int{}
		for _, s := range demo.Stories(language, someday) {
			teams[s.Team]++
			sources = append(sources, s.Source)
			states = append(states, s.Complaint.State)
		}
		wantAll(t, checks.Sources(), sources)
		wantAll(t, checks.ComplaintStates(), states)
		if n := teams[demo.Leadership(language)]; n != 3 || len(teams) != 2 {
			t.Errorf("%s: %v", language, teams)
		}
	}
}

func TestNumbersAndStoriesDisagreeSomewhere(t *testing.T) {
	runs := history(checks.Team)
	last := runs[len(runs)-1]
	stories := demo.Stories("en", someday)
	if tension := checks.TensionOf("contact", last.Ratings["contact"].Tally, stories, nil); tension != checks.TensionComplaints {
		t.Errorf("at contact: %q", tension)
	}
}
