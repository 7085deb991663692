package checks_test

import (
	"errors"
	"testing"
	"time"

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
			if ref, err := checks.ParseReference(s); err != nil || ref.Choice != tt.want {
				t.Errorf("%q: %q, %v; want %q", s, ref.Choice, err, tt.want)
			}
		}
	}
}

func TestReferenceRefusesWhatIsNeitherATimeNorARun(t *testing.T) {
	for _, s := range []string{
		"", "  \t", "-", "?", "today", "heute", "letztes", "last", "quarter", "vorher", "default", "run", "2026", "1999",
		"2026-Q5", "2026-Q0", "2026Q5", "2026-Q", "2026-Q33", "0000-Q3", "0000Q3", "Q3", "q5", "Q5 2026", "Q3 26", "Q3-26", "2026 Q3", "Q32026",
		"2026-13", "2026-00", "2026-8", "0000-08", "08-2026", "8/2026", "08.2026", "2026-",
		"31.02.2026", "2026-02-31", "2026-02-29", "0.8.2026", "19.13.2026", "19.8.", "19.08.26", "2026-8-19", "19-08-2026", "2026-08-00", "0000-01-01",
		"2026-08-19T10:00", "19 Aug 2026", "last 2 quarters", "٢٠٢٦-٠٨", "01J 5N3", "01J*",
	} {
		ref, err := checks.ParseReference(s)
		wantCode(t, err, checks.CodeReference)
		if ref != (checks.Reference{}) {
			t.Errorf("%q: %+v", s, ref)
		}
	}
}

// picked is the id of the run that is meant by s in November 2026.
func picked(s string, runs []checks.Summary, loc *time.Location) (string, error) {
	ref, err := checks.ParseReference(s)
	must(err)
	run, err := ref.Pick(runs, start, loc)
	return run.ID, err
}

var sixRuns = []checks.Summary{
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
		if id, err := picked(s, sixRuns, time.UTC); err != nil || id != want {
			t.Errorf("%s: %q, %v; want %q", s, id, err, want)
		}
	}
}

func TestLastQuarterIsTheOneBeforeTheMomentThatIsGiven(t *testing.T) {
	ref := checks.Reference{Choice: checks.ChosenLastQuarter}
	for now, want := range map[string]string{"2026-12-31": "05", "2027-01-01": "06", "2027-03-31": "06", "2026-10-01": "05", "2025-10-01": "01"} {
		if run, err := ref.Pick(sixRuns, at(now), time.UTC); err != nil || run.ID != want {
			t.Errorf("on %s: %q, %v; want %q", now, run.ID, err, want)
		}
	}
}

func TestZoneDecidesInWhichTimeARunLies(t *testing.T) {
	runs := []checks.Summary{finished("01", "2026-12-31 23:30")}
	berlin := time.FixedZone("CET", 3600)
	for _, s := range []string{"2026-Q4", "2026-12", "2026-12-31"} {
		if id, err := picked(s, runs, time.UTC); err != nil || id != "01" {
			t.Errorf("%s in UTC: %q, %v", s, id, err)
		}
		_, err := picked(s, runs, berlin)
		wantNearest(t, err, "2027-01-01")
	}
	for _, s := range []string{"2027-Q1", "2027-01", "1.1.2027"} {
		if id, err := picked(s, runs, berlin); err != nil || id != "01" {
			t.Errorf("%s in Berlin: %q, %v", s, id, err)
		}
	}
	january := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) // in Berlin
	ref := checks.Reference{Choice: checks.ChosenLastQuarter}
	if run, err := ref.Pick(sixRuns, january, berlin); err != nil || run.ID != "06" {
		t.Errorf("last quarter in Berlin: %q, %v", run.ID, err)
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
	runs := []checks.Summary{finished("03", "2026-11-02"), finished("02", "2026-08-19"), finished("01", "2026-08-09")}
	for s, want := range map[string]string{
		"2025-Q4": "2026-08-09", "2027-Q1": "2026-11-02", "2026-09": "2026-08-19", "2026-10": "2026-11-02",
		"2026-08-13": "2026-08-09", "2026-08-15": "2026-08-19", "2026-08-20": "2026-08-19",
		"2026-08-14": "2026-08-19", // as near to the one before: the later
		// The first and the last year that can be named are further away than a time.Duration can hold.
		"0001-01-01": "2026-08-09", "9999-12-31": "2026-11-02", "9999-Q4": "2026-11-02",
	} {
		_, err := picked(s, runs, time.UTC)
		wantNearest(t, err, want)
		if t.Failed() {
			t.Fatal(s)
		}
	}
	_, err := checks.Reference{Choice: checks.ChosenLastQuarter}.Pick(runs, at("2026-07-01"), time.UTC)
	wantNearest(t, err, "2026-08-09")
}

// A month without a run lies as near to its end as to its beginning.
func TestBothEndsOfATimeAreEquallyNear(t *testing.T) {
	later := []checks.Summary{finished("02", "2026-10-05"), finished("01", "2026-08-27")} // 5 days after September, 5 before
	_, err := picked("2026-09", later, time.UTC)
	wantNearest(t, err, "2026-10-05")
	earlier := []checks.Summary{finished("02", "2026-10-05"), finished("01", "2026-08-28")}
	_, err = picked("2026-09", earlier, time.UTC)
	wantNearest(t, err, "2026-08-28")
}

func TestWithoutARunNoneIsNearest(t *testing.T) {
	for _, s := range []string{"previous", "first", "last-quarter", "2026-Q3", "2026-08", "2026-08-19"} {
		_, err := picked(s, nil, time.UTC)
		wantNearest(t, err, "")
	}
	_, err := picked("01J", nil, time.UTC)
	wantCode(t, err, checks.CodeNotFound)
}

func TestRunIsFoundByTheBeginningOfItsID(t *testing.T) {
	var runs []checks.Summary
	for _, id := range []string{"01JAAAA", "01JAAAB", "01JABC", "01JAB", "Grüße-1", "run-1", "run-10"} {
		runs = append(runs, finished(id, "2026-08-19"))
	}
	for s, want := range map[string]string{
		"01JAAAA": "01JAAAA", "01jaaab": "01JAAAB", "01JABc": "01JABC",
		"01JAB": "01JAB", "run-1": "run-1", "RUN-10": "run-10", // a whole id, where another one starts with it
	} {
		if id, err := picked(s, runs, time.UTC); err != nil || id != want {
			t.Errorf("%s: %q, %v; want %q", s, id, err, want)
		}
	}
	for s, want := range map[string]checks.Code{
		"01J": checks.CodeAmbiguous, "01jab": checks.CodeAmbiguous, "02": checks.CodeNotFound, "01JABCD": checks.CodeNotFound,
	} {
		_, err := picked(s, runs, time.UTC)
		wantCode(t, err, want)
		if e := (*checks.Error)(nil); errors.As(err, &e) && e.Subject != s {
			t.Errorf("%s: the error is about %q", s, e.Subject)
		}
	}
}
