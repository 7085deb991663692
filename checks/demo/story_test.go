package demo_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/demo"
)

// history returns the team runs of the team used last, the oldest first, or its lead's own.
func history(kind checks.Kind) []checks.Run {
	var list []checks.Run
	all := summaries(demo.Runs("en", someday))
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
	baseline, _, ok := checks.Baseline(s, runs, someday.Location())
	if !ok {
		t.Fatalf("the run of %v has no baseline", s.Finished)
	}
	var list []checks.Change
	for _, item := range checks.Changes(check, baseline, s, false) {
		list = append(list, item.Change)
	}
	return list
}

func TestTheLastQuarterMovedInEveryDirection(t *testing.T) {
	runs := history(checks.Team)
	last := runs[len(runs)-1]
	changes := verdicts(t, last, runs)
	contact, trust, value := changes[0], changes[1], changes[2]
	if contact.Verdict != checks.VerdictUp || contact.People < 3 || !contact.SamePeople {
		t.Errorf("contact %+v", contact)
	}
	if trust.Verdict != checks.VerdictSame || trust.People < 1 {
		t.Errorf("trust %+v", trust)
	}
	if value.Verdict != checks.VerdictDown || value.People < 3 {
		t.Errorf("value %+v", value)
	}
	var words []checks.Agreement
	for _, item := range check.Items {
		words = append(words, last.Ratings[item.ID].Agreement())
	}
	if want := []checks.Agreement{checks.AgreementSpread, checks.AgreementOneDiffers, checks.AgreementTwoCamps}; !slices.Equal(words, want) {
		t.Errorf("the team is %v", words)
	}
}

func TestTheHistoryKnowsEveryVerdictAndEveryWord(t *testing.T) {
	const (
		same, up, down   = checks.VerdictSame, checks.VerdictUp, checks.VerdictDown
		reworded, nobody = checks.VerdictReworded, checks.VerdictNoAnswer
		attendance       = checks.VerdictAttendance
	)
	want := [][]checks.Verdict{ // contact, trust, value
		{same, same, same},
		{attendance, down, reworded},
		{same, same, nobody},
		{same, up, nobody},
		{up, same, down},
	}
	runs := history(checks.Team)
	for i, s := range runs[1:] {
		var got []checks.Verdict
		for _, c := range verdicts(t, s, runs) {
			got = append(got, c.Verdict)
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("run %d: %v, want %v", i+1, got, want[i])
		}
	}
	words := map[checks.Agreement]bool{}
	for _, s := range runs {
		for _, rating := range s.Ratings {
			words[rating.Agreement()] = true
		}
	}
	for _, word := range []checks.Agreement{
		checks.AgreementTogether, checks.AgreementOneDiffers, checks.AgreementTwoCamps, checks.AgreementClose, checks.AgreementSpread,
	} {
		if !words[word] {
			t.Errorf("the team is never %s", word)
		}
	}
}

func TestTheTrendHasAMissedQuarterAGapAndANewWording(t *testing.T) {
	trend := checks.TrendOf(check, "Payments", checks.Team, history(checks.Team), 0, someday.Location())
	var missed, people []int
	for _, c := range trend.Columns {
		missed, people = append(missed, c.Missed), append(people, c.People)
	}
	if diff := cmp.Diff([]int{0, 0, 0, 0, 1, 0}, missed); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{4, 4, 7, 5, 6, 6}, people); diff != "" {
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
	if checks.QuarterOf(own.Finished) != checks.QuarterOf(last.Finished) {
		t.Errorf("the lead's own run is of %v", own.Finished)
	}
	if contact := verdicts(t, own, lead)[0]; contact.Verdict != checks.VerdictUp {
		t.Errorf("contact %+v", contact)
	}
}
