package checks_test

import (
	"slices"
	"testing"
	"time"

	"emptychair/checks"
)

// rating is a finished run that rated direct contact.
func rating(id, day string, counts [checks.Steps]int, revision int) checks.Run {
	s := finished(id, day)
	s.Ratings = map[string]checks.Rating{"contact": {Tally: checks.Tally{Counts: counts}, Revision: revision, Revealed: true}}
	return s
}

// trend is that of the team's own runs.
func trend(runs []checks.Run, last int) checks.Trend {
	return checks.TrendOf(check, "Payments", checks.Team, runs, last, 0)
}

// contact are the strips of direct contact, the first item.
func contact(t checks.Trend) []checks.Strip { return t.Series[0].Strips }

func columns(t checks.Trend) (ids []string) {
	for _, col := range t.Columns {
		ids = append(ids, col.ID)
	}
	return ids
}

func TestTrendHoldsTheFinishedRunsOfOneKindInOrder(t *testing.T) {
	unfinished, otherTeam, solo := finished("unfinished", "2026-09-20"), finished("other team", "2026-09-20"), finished("solo", "2026-09-20")
	unfinished.Finished, otherTeam.Team, solo.Kind = time.Time{}, "payments", checks.Solo
	runs := []checks.Run{
		finished("c", "2026-11-22"), unfinished, finished("b2", "2026-08-19"), finished("b1", "2026-08-19"), otherTeam, solo, finished("a", "2026-05-04"),
	}
	tr := trend(runs, 0)
	same(t, []string{"a", "b1", "b2", "c"}, columns(tr))
	if tr.Team != "Payments" || tr.Kind != checks.Team || len(tr.Series) != len(check.Items) {
		t.Errorf("%+v", tr)
	}
	for i, s := range tr.Series {
		if s.Item != check.Items[i].ID {
			t.Errorf("series %d is of %q", i, s.Item)
		}
	}
	alone := checks.TrendOf(check, "Payments", checks.Solo, runs, 0, 0)
	if got := columns(alone); alone.Kind != checks.Solo || !slices.Equal(got, []string{"solo"}) {
		t.Errorf("one person's: %v", got)
	}
}

func TestTrendOfTheLastRuns(t *testing.T) {
	runs := []checks.Run{finished("c", "2026-11-22"), finished("b", "2026-08-19"), finished("a", "2025-08-19")}
	for last, want := range map[int][]string{
		0: {"a", "b", "c"}, 1: {"c"}, 2: {"b", "c"}, 3: {"a", "b", "c"}, 9: {"a", "b", "c"},
	} {
		tr := trend(runs, last)
		same(t, want, columns(tr))
		if tr.Columns[0].Missed != 0 || len(contact(tr)) != 1 || len(contact(tr)[0].Points) != len(want) {
			t.Errorf("last %d: %+v", last, tr)
		}
	}
}

func TestTrendCountsTheQuartersThatWereMissed(t *testing.T) {
	runs := []checks.Run{
		finished("2025 Q3", "2025-08-19"), finished("the same quarter", "2025-09-30"), finished("2025 Q4", "2025-10-01"),
		finished("2026 Q2", "2026-06-30 23:30"), finished("2026 Q4", "2026-10-01"), finished("2027 Q4", "2027-10-01"),
	}
	for year, want := range map[checks.FiscalYear][]int{0: {0, 0, 0, 1, 1, 3}, checks.FiscalYear(time.June): {0, 0, 0, 2, 0, 3}} {
		columns := checks.TrendOf(check, "Payments", checks.Team, runs, 0, year).Columns
		for i, col := range columns {
			if col.Missed != want[i] {
				t.Errorf("%v: %d missed before %s, want %d", year, col.Missed, col.ID, want[i])
			}
		}
		if got := columns[5].Quarter; got != (checks.Quarter{Year: 2027, Number: map[checks.FiscalYear]int{0: 4, 6: 2}[year], Of: year}) {
			t.Errorf("quarter %v", got)
		}
	}
}

func TestTrendSaysHowTheNewestRunMovedSinceItsBaseline(t *testing.T) {
	up := [5]int{0, 0, 0, 1, 5}
	runs := []checks.Run{
		rating("tomorrow", "2026-11-23", up, 1), rating("c", "2026-11-22", up, 1), rating("b", "2026-08-19", [5]int{1, 5}, 1), rating("a", "2026-08-01", up, 1),
	}
	tr := checks.Snapshot{Team: "Payments", Runs: runs}.Trend(check, checks.Team, date("2026-11-22"), 1)
	change, ok := tr.Last.Of("contact")
	if !ok || tr.Last.Baseline.ID != "b" || change.Change.Verdict != checks.VerdictUp || len(tr.Columns) != 1 {
		t.Errorf("%+v of %v", change.Change, tr.Last)
	}
	if _, ok := tr.Last.Of(checks.WorthID); ok {
		t.Error("the time spent is compared")
	}
	first := checks.Snapshot{Team: "Payments", Runs: runs}.Trend(check, checks.Team, date("2026-08-01"), 0)
	if _, ok := first.Last.Of("contact"); ok || first.Last != nil {
		t.Errorf("a first run is compared with %+v", first.Last)
	}
}

func TestRewordingBeginsANewStrip(t *testing.T) {
	one, two := [5]int{0, 2, 3, 1, 0}, [5]int{0, 0, 2, 4, 0}
	r := func(counts [5]int, revision int) checks.Rating {
		return checks.Rating{Tally: checks.Tally{Counts: counts}, Revision: revision, Revealed: true}
	}
	gap := checks.Rating{}
	runs := []checks.Run{
		finished("gap first", "2025-02-01"), rating("a", "2025-05-01", one, 1), finished("gap", "2025-08-01"), rating("b", "2025-11-01", two, 1),
		finished("gap before the new wording", "2026-02-01"), rating("c", "2026-05-01", one, 2), rating("d", "2026-08-01", two, 2),
		rating("e, reworded back", "2026-11-01", one, 1),
	}
	want := []checks.Strip{
		{From: 0, Revision: 1, Points: []checks.Rating{gap, r(one, 1), gap, r(two, 1), gap}},
		{From: 5, Revision: 2, Points: []checks.Rating{r(one, 2), r(two, 2)}},
		{From: 7, Revision: 1, Points: []checks.Rating{r(one, 1)}},
	}
	same(t, want, contact(trend(runs, 0)))
}

// A run in which all gave no answer was asked in some wording, so it is of that strip; there is no number to show of it.
func TestNoAnswersAreOfTheWordingTheyWereAskedIn(t *testing.T) {
	silent := finished("b", "2026-08-19")
	silent.Ratings = map[string]checks.Rating{"contact": {Tally: checks.Tally{NoAnswer: 4}, Revision: 2, Revealed: true}}
	got := contact(trend([]checks.Run{rating("a", "2026-05-04", [5]int{0, 0, 4, 0, 0}, 1), silent}, 0))
	if len(got) != 2 || got[1].Revision != 2 || got[1].Points[0].N() != 0 || got[1].Points[0].NoAnswer != 4 {
		t.Errorf("%+v", got)
	}
}

func TestItemNobodyRatedIsOneStripOfGapsAndOfNoRunNone(t *testing.T) {
	got := contact(trend([]checks.Run{finished("a", "2026-05-04"), finished("b", "2026-08-19")}, 0))
	same(t, []checks.Strip{{Points: make([]checks.Rating, 2)}}, got)
	if tr := trend(nil, 0); len(tr.Columns) != 0 || len(tr.Series) != len(check.Items) || len(contact(tr)) != 0 {
		t.Errorf("%+v", tr)
	}
}

// teamRun is a run that has been shared, of so many answers of 4 to direct contact.
func teamRun(id, day string, fours int) checks.Run {
	r := finished(id, day)
	r.People = 6
	r.Ratings = map[string]checks.Rating{"contact": {Tally: checks.Tally{Counts: [checks.Steps]int{0, 6 - fours, 0, fours}}, Revision: 1}}
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "refunds\n", Marks: 2}}}
	return get(checks.SharedRun(check, r))
}

func TestTeamsStandBesideEachOtherByTheirNamesAndLeadersBehind(t *testing.T) {
	var o checks.Organisation
	add := func(name string, leads bool, day string, runs ...checks.Run) {
		o.Add(checks.TeamRuns{Marks: checks.Marks{Team: name, Leadership: leads}, Runs: runs}, date(day))
	}
	solo := finished("alone", "2026-11-01")
	solo.Kind = checks.Solo
	add("Shop", false, "2026-11-10", teamRun("s1", "2026-08-10", 0)) // which was renamed since
	add("Sales", false, "2026-11-20", teamRun("s2", "2026-11-10", 6), teamRun("s1", "2026-08-10", 0))
	add("payments", false, "2026-11-20", teamRun("p2", "2026-11-10", 6))
	add("Payments", false, "2026-11-22", teamRun("p2", "2026-11-10", 5), solo)
	add("payments", false, "2026-11-01", teamRun("p2", "2026-11-10", 0)) // an older document
	add("Board", true, "2026-11-20", teamRun("b2", "2026-11-10", 0), teamRun("b1", "2026-08-10", 6))
	add("Search", false, "2026-11-20", finished("too few", "2026-11-10"))
	add("Ops", false, "2026-11-20", teamRun("o2", "2026-11-10", 0), teamRun("o1", "2026-08-10", 6))
	add("OPS", false, "2026-11-20", teamRun("o3", "2026-11-10", 6)) // another team, or there would be no such two in a document
	add("Nobody", false, "2026-11-20")

	var teams []string
	for team := range o.Teams() {
		if teams = append(teams, team.Team); team.Team == "Ops" {
			break
		}
	}
	same(t, []string{"OPS", "Ops"}, teams)
	same(t, 6, o.Len())
	same(t, []string{"s2", "s1"}, ids(o.Runs("Sales")))
	item := o.Items(check, 0)[0]
	teams = nil
	for _, team := range item.Teams {
		teams = append(teams, team.Team+" "+team.Run+" "+team.Before)
	}
	same(t, []string{"OPS o3 ", "Ops o2 o1", "Payments p2 ", "Sales s2 s1", "Board b2 b1"}, teams)
	same(t, []int{1, 1, 1, 0, 2}, []int{item.TooFew, item.Up, item.Down, item.Unclear, item.Uncompared})
	same(t, 5, item.Teams[2].Current.Counts[3])
	if runs := o.Runs("Sales"); runs[0].Answers["risks"][0].Text != "refunds" || runs[1].Answers != nil {
		t.Errorf("answers are kept of the latest run alone, and clean: %+v", runs)
	}
}

func TestARunFromElsewhereIsSharedAgainByTheSameRule(t *testing.T) {
	r := teamRun("r", "2026-11-10", 6)
	r.People = 3 // who were more at this item
	r = get(checks.SharedRun(check, r))
	same(t, 6, r.PeopleAt("contact"))
	if rating := r.Ratings["trust"]; !rating.Withheld || rating.N() != 0 {
		t.Errorf("a rating by nobody is %+v", rating)
	}
	few := r.Clone()
	few.Ratings["contact"] = checks.Rating{Tally: checks.Tally{Counts: [checks.Steps]int{4}}, Revision: 1}
	if few = get(checks.SharedRun(check, few)); few.Answers != nil || r.Answers == nil {
		t.Errorf("what four people wrote goes out: %v", few.Answers)
	}
	r.Day = checks.Day{}
	_, err := checks.SharedRun(check, r)
	wantCode(t, err, checks.CodeDay)
}
