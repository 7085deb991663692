package checks_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

func TestReferenceReadsWhatPeopleType(t *testing.T) {
	tests := []struct {
		want  checks.Choice
		typed []string
	}{
		{checks.ChosenPrevious, []string{"previous", "Previous", "PREVIOUS", "vorheriger", "Vorheriger", "vorherige", "voriger", "latest", " previous\n"}},
		{checks.ChosenFirst, []string{"first", "First", "erster", "erste", "ERSTER"}},
		{checks.ChosenLastQuarter, []string{"last-quarter", "last quarter", "Last   Quarter", "letztes Quartal", "letztes quartal", "letztes-quartal", "Letztes-Quartal"}},
		{checks.ChosenQuarter, []string{"2026-Q3", "2026-q3", "2026Q3", "2026q3", "Q3 2026", "q3 2026", "Q3/2026", "9999-Q4"}},
		{checks.ChosenMonth, []string{"2026-08", "2026-12", "0001-01"}},
		{checks.ChosenDay, []string{"2026-08-19", "19.08.2026", "19.8.2026", "1.1.2026", "2028-02-29", "0001-01-01", "9999-12-31"}},
		{checks.ChosenRun, []string{
			"01J5N3T8W0Q6V1Z9K4M7R2XABC", "01j5n3", "0", "01", "01J", "3026", "20260819", "a1", "run-1", "payments-2026-q3", "2026-08-19-1",
			"01234567-89ab-cdef-0123-456789abcdef", "q3-payments", "run_1",
		}},
	}
	for _, tt := range tests {
		for _, s := range tt.typed {
			if ref, err := inNovember.Reference(s); err != nil || ref.Choice != tt.want {
				t.Errorf("%q: %q, %v; want %q", s, ref.Choice, err, tt.want)
			}
		}
	}
}

func TestReferenceRefusesWhatIsNeitherATimeNorARun(t *testing.T) {
	for _, s := range []string{
		"", "  \t", "-", "?", "letztes", "last", "quarter", "vorher", "default", "run", "2026", "1999",
		"2026-Q5", "2026-Q0", "2026Q5", "2026-Q", "2026-Q33", "0000-Q3", "0000Q3", "q5", "Q5 2026", "Q3 26", "Q3-26", "03/04/26x",
		"2026-13", "2026-00", "2026-8", "0000-08", "08-2026", "2026-",
		"31.02.2026", "2026-02-31", "2026-02-29", "0.8.2026", "19.13.2026", "19-08-2026", "2026-08-00", "0000-01-01",
		"2026-08-19T10:00", "last 2 quarters", "٢٠٢٦-٠٨", "01J 5N3", "01J*",
	} {
		ref, err := inNovember.Reference(s)
		wantCode(t, err, checks.CodeReference)
		if ref != (checks.Reference{}) {
			t.Errorf("%q: %+v", s, ref)
		}
	}
}

// inNovember is how people mean it when the runs of the tests begin.
var inNovember = checks.Calendar{Today: checks.DayOf(start)}

var thisQuarter = checks.FiscalYear(0).Quarter(checks.DayOf(start))

// picked is the id of the run that is meant by s in November 2026.
func picked(s string, runs []checks.Run) (string, error) {
	run, err := get(inNovember.Reference(s)).Pick(runs, thisQuarter)
	return run.ID, err
}

var sixRuns = []checks.Run{
	finished("06", "2026-11-02"),
	finished("05", "2026-09-30"),
	finished("04", "2026-08-19"),
	finished("03", "2026-08-03 09:00"),
	finished("02", "2026-08-03 08:00"),
	finished("01", "2025-08-19"),
}

func TestReferencePicksTheLatestRunItMeans(t *testing.T) {
	for s, want := range map[string]string{
		"previous": "06", "first": "01", "last-quarter": "05",
		"2026-Q3": "05", "Q3 2026": "05", "2025-Q3": "01", "2026-Q4": "06",
		"2026-08": "04", "2026-09": "05", "2025-08": "01",
		"2026-08-19": "04", "19.8.2025": "01", "2026-08-03": "03", "30.09.2026": "05",
		"04": "04",
	} {
		if id, err := picked(s, sixRuns); err != nil || id != want {
			t.Errorf("%s: %q, %v; want %q", s, id, err, want)
		}
	}
}

func TestLastQuarterIsTheOneBeforeTheQuarterThatIsGiven(t *testing.T) {
	ref := checks.Reference{Choice: checks.ChosenLastQuarter}
	for now, want := range map[string]string{"2026-12-31": "05", "2027-01-01": "06", "2027-03-31": "06", "2026-10-01": "05", "2025-10-01": "01"} {
		if run, err := ref.Pick(sixRuns, checks.FiscalYear(0).Quarter(checks.DayOf(at(now)))); err != nil || run.ID != want {
			t.Errorf("on %s: %q, %v; want %q", now, run.ID, err, want)
		}
	}
}

func wantNearest(t *testing.T, err error, day string) {
	t.Helper()
	wantCode(t, err, checks.CodeNoRunThen)
	if e := (*checks.Error)(nil); errors.As(err, &e) && e.Nearest.String() != day {
		t.Errorf("nearest is %q, want %q", e.Nearest, day)
	}
}

func TestTimeWithoutARunNamesTheNearest(t *testing.T) {
	runs := []checks.Run{finished("03", "2026-11-02"), finished("02", "2026-08-19"), finished("01", "2026-08-09")}
	for s, want := range map[string]string{
		"2025-Q4": "2026-08-09", "2027-Q1": "2026-11-02", "2026-09": "2026-08-19", "2026-10": "2026-11-02",
		"2026-08-13": "2026-08-09", "2026-08-15": "2026-08-19", "2026-08-20": "2026-08-19",
		"2026-08-14": "2026-08-19", // as near to the one before: the later
		// The first and the last year that can be named are further away than a time.Duration can hold.
		"0001-01-01": "2026-08-09", "9999-12-31": "2026-11-02", "9999-Q4": "2026-11-02",
	} {
		_, err := picked(s, runs)
		wantNearest(t, err, want)
		if t.Failed() {
			t.Fatal(s)
		}
	}
	_, err := checks.Reference{Choice: checks.ChosenLastQuarter}.Pick(runs, checks.Quarter{Year: 2026, Number: 3})
	wantNearest(t, err, "2026-08-09")
}

// A month without a run lies as near to its end as to its beginning.
func TestBothEndsOfATimeAreEquallyNear(t *testing.T) {
	for august, want := range map[string]string{"2026-08-27": "2026-10-05", "2026-08-28": "2026-08-28"} { // 5 days before September, 4
		_, err := picked("2026-09", []checks.Run{finished("02", "2026-10-05"), finished("01", august)})
		wantNearest(t, err, want)
	}
}

func TestWithoutARunNoneIsNearest(t *testing.T) {
	for _, s := range []string{"previous", "first", "last-quarter", "2026-Q3", "2026-08", "2026-08-19"} {
		_, err := picked(s, nil)
		wantNearest(t, err, "")
	}
	_, err := picked("01J", nil)
	wantCode(t, err, checks.CodeNotFound)
}

func TestRunIsFoundByTheBeginningOfItsID(t *testing.T) {
	var runs []checks.Run
	for _, id := range []string{"01JAAAA", "01JAAAB", "01JABC", "01JAB", "Grüße-1", "run-1", "run-10"} {
		runs = append(runs, finished(id, "2026-08-19"))
	}
	for s, want := range map[string]string{
		"01JAAAA": "01JAAAA", "01jaaab": "01JAAAB", "01JABc": "01JABC",
		"01jab": "01JAB", "01JAB": "01JAB", "run-1": "run-1", "RUN-10": "run-10", // a whole id, where another one starts with it
	} {
		if id, err := picked(s, runs); err != nil || id != want {
			t.Errorf("%s: %q, %v; want %q", s, id, err, want)
		}
	}
	for s, want := range map[string]checks.Code{
		"01J": checks.CodeAmbiguous, "01ja": checks.CodeAmbiguous, "02": checks.CodeNotFound, "01JABCD": checks.CodeNotFound,
	} {
		_, err := picked(s, runs)
		wantCode(t, err, want)
		if e := (*checks.Error)(nil); errors.As(err, &e) && e.Subject != s {
			t.Errorf("%s: the error is about %q", s, e.Subject)
		}
	}
}

// named are all the ways to write a time that a day lies in, in lower case.
func named(d checks.Day) map[checks.Choice][]string {
	q := checks.FiscalYear(0).Quarter(d).Number
	forms := map[checks.Choice][]string{
		checks.ChosenQuarter: {
			fmt.Sprintf("%04d-q%d", d.Year, q), fmt.Sprintf("%04dq%d", d.Year, q),
			fmt.Sprintf("q%d %04d", q, d.Year), fmt.Sprintf("q%d/%04d", q, d.Year),
		},
		checks.ChosenMonth: {fmt.Sprintf("%04d-%02d", d.Year, d.Month)},
		checks.ChosenDay:   {d.String()},
	}
	for _, layout := range []string{"%d.%d.%04d", "%02d.%d.%04d", "%d.%02d.%04d", "%02d.%02d.%04d"} {
		forms[checks.ChosenDay] = append(forms[checks.ChosenDay], fmt.Sprintf(layout, d.Day, d.Month, d.Year))
	}
	return forms
}

// means tells whether a reference picks a run that was finished on a day.
func means(ref checks.Reference, d checks.Day) bool {
	run := checks.Run{ID: "a run", Day: d}
	_, err := ref.Pick([]checks.Run{run}, thisQuarter)
	return err == nil
}

func TestTimeHoldsExactlyItsDays(t *testing.T) {
	first := checks.Day{Year: 1, Month: 1, Day: 1}.Time()
	rapid.Check(t, func(t *rapid.T) {
		day := first.AddDate(0, 0, rapid.IntRange(100, 3_650_000).Draw(t, "day"))
		other := day.AddDate(0, 0, rapid.IntRange(-100, 100).Draw(t, "away"))
		others := named(checks.DayOf(other))
		for choice, forms := range named(checks.DayOf(day)) {
			for _, s := range forms {
				ref, err := inNovember.Reference(strings.ToUpper(s))
				if err != nil || ref.Choice != choice || !means(ref, checks.DayOf(day)) {
					t.Fatalf("%s: %+v, %v", s, ref, err)
				}
				if want := slices.Contains(others[choice], s); means(ref, checks.DayOf(other)) != want {
					t.Fatalf("%s holds %v: %v", s, other, !want)
				}
			}
		}
	})
}

func FuzzReference(f *testing.F) {
	for i, s := range []string{"previous", "Letztes  Quartal", "2026-Q3", "q3/2026", "2026-08", "19.8.2026", "9999-12-31", "01J5", "today", "2026Q5", "\u2028\xff"} {
		f.Add(s, uint32(739_000+i))
	}
	f.Fuzz(func(t *testing.T, s string, days uint32) {
		clean := checks.CleanLine(s)
		ref, err := inNovember.Reference(s)
		if again, _ := inNovember.Reference(clean); again != ref {
			t.Fatalf("%q is read as %+v, and cleaned as %+v", s, ref, again)
		}
		switch ref.Choice {
		case "":
			wantCode(t, err, checks.CodeReference)
		case checks.ChosenRun:
			if ref.ID != clean || !strings.ContainsAny(clean, "0123456789") {
				t.Fatalf("%q is taken for the id %q", s, ref.ID)
			}
		case checks.ChosenPrevious, checks.ChosenFirst, checks.ChosenLastQuarter: // name no day
		case checks.ChosenQuarter, checks.ChosenMonth, checks.ChosenDay:
			d := checks.DayOf(time.Date(1, 1, 1+int(days%3_652_059), 0, 0, 0, 0, time.UTC)) // in the years 1 to 9999
			if want := slices.Contains(named(d)[ref.Choice], strings.ToLower(clean)); means(ref, d) != want {
				t.Fatalf("%q holds %v: %v", s, d, !want)
			}
		}
		if (err == nil) != (ref != checks.Reference{}) {
			t.Fatalf("%q: %+v, %v", s, ref, err)
		}
	})
}

func TestBaselineIsLastQuartersRunOrElseThePreviousOne(t *testing.T) {
	unfinished, otherTeam, solo := finished("unfinished", "2026-09-20"), finished("other team", "2026-09-20"), finished("solo", "2026-09-20")
	unfinished.Finished, otherTeam.Team, solo.Kind = time.Time{}, "payments", checks.Solo
	runs := func(list ...checks.Run) []checks.Run { return list }
	const last, previous, november = checks.ChosenLastQuarter, checks.ChosenPrevious, "2026-11-22"
	tests := []struct {
		name    string
		started string
		earlier []checks.Run
		want    string
		chosen  checks.Choice
	}{
		{"no run", november, nil, "", ""},
		{"the only run", november, runs(finished("a", "2025-01-10")), "a", previous},
		{"last quarter before this quarter", november, runs(finished("this", "2026-10-20"), finished("last", "2026-08-19")), "last", last},
		{"the latest of last quarter", november, runs(finished("early", "2026-07-01"), finished("late", "2026-09-30"), finished("mid", "2026-08-19")), "late", last},
		{"previous where last quarter has none", november, runs(finished("old", "2026-03-01"), finished("newer", "2026-06-30")), "newer", previous},
		{"earlier in this quarter is still previous", november, runs(finished("old", "2026-03-01"), finished("oct", "2026-10-02")), "oct", previous},
		{"the same quarter of another year does not count", november, runs(finished("year ago", "2025-08-19"), finished("oct", "2026-10-02")), "oct", previous},
		{"later runs do not count", november, runs(finished("later", "2026-12-01"), finished("a", "2026-02-01")), "a", previous},
		{"nor does the run itself", november, runs(finished("run-1", "2026-09-30"), finished("a", "2026-02-01")), "a", previous},
		{"nor others' runs", november, runs(unfinished, otherTeam, solo, finished("a", "2026-02-01")), "a", previous},
		{"only others' runs", november, runs(unfinished, otherTeam, solo), "", ""},
		{"of a first quarter, the year before", "2027-02-01", runs(finished("q4", "2026-11-22"), finished("january", "2027-01-05")), "q4", last},
		{"on the last day of a quarter", "2026-12-31 23:30", runs(finished("july", "2026-07-10"), finished("october", "2026-10-05")), "july", last},
		{"and on the first", "2027-01-01 00:30", runs(finished("july", "2026-07-10"), finished("october", "2026-10-05")), "october", last},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := newRun(6)
			run.Started, run.Day = at(tt.started), checks.DayOf(at(tt.started))
			got, chosen, ok := checks.Baseline(run, tt.earlier, 0)
			if got.ID != tt.want || chosen != tt.chosen || ok != (tt.want != "") {
				t.Errorf("got %q, %q, %v; want %q, %q", got.ID, chosen, ok, tt.want, tt.chosen)
			}
		})
	}
	later := finished("later", "2026-10-01") // it counts where it was held
	later.Day = checks.DayOf(at("2026-09-30"))
	if got, _, _ := checks.Baseline(later, runs(finished("q2", "2026-06-30"), finished("q3", "2026-07-01")), 0); got.ID != "q2" {
		t.Errorf("of a run that was finished later: %q", got.ID)
	}
	fiscal := []checks.Run{finished("april", "2026-04-01"), finished("march", "2026-03-31")}
	if got, chosen, _ := checks.Baseline(finished("june", "2026-06-30"), fiscal, checks.FiscalYear(time.May)); got.ID != "april" || chosen != last {
		t.Errorf("where quarters end in April: %q, %q", got.ID, chosen)
	}
}

func TestEarlierRunsStandWithTheLatestFirst(t *testing.T) {
	runs := []checks.Run{finished("a", "2026-02-01"), finished("b2", "2026-08-19"), finished("c", "2026-10-20"), finished("b1", "2026-08-19"), finished("d", "2026-12-01")}
	for range len(runs) {
		if got, want := ids(checks.Earlier(newRun(6), runs)), []string{"c", "b2", "b1", "a"}; !slices.Equal(got, want) { // on 22 November 2026
			t.Errorf("got %v, want %v", got, want)
		}
		if b1 := checks.Earlier(finished("b1", "2026-08-19"), runs); !slices.Equal(ids(b1), []string{"a"}) {
			t.Errorf("before the one with the earlier id of two at the same moment: %v", b1)
		}
		runs = append(runs[1:], runs[0]) // in whatever order they come
	}
}

func TestAnotherViewIsOfTheSameQuarterAndOfTheOtherKind(t *testing.T) {
	solo := func(id, day string) checks.Run {
		s := finished(id, day)
		s.Kind = checks.Solo
		return s
	}
	unfinished, otherTeam := solo("unfinished", "2026-11-01"), solo("other team", "2026-11-01")
	unfinished.Finished, otherTeam.Team = time.Time{}, "payments"
	runs := []checks.Run{
		solo("a", "2026-10-02"), solo("b1", "2026-12-01"), finished("team", "2026-11-01"), unfinished, otherTeam,
		solo("b2", "2026-12-01"), solo("edge", "2026-09-30 23:30"), solo("before", "2026-09-30"),
	}
	for year, want := range map[checks.FiscalYear][]string{0: {"b2", "b1", "a"}, checks.FiscalYear(time.September): {"a", "edge", "before"}} {
		if got := ids(checks.OtherViews(newRun(6), runs, year)); !slices.Equal(got, want) { // on 22 November 2026
			t.Errorf("%v: got %v, want %v", year, got, want)
		}
	}
}
