package checks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

// named are all the ways to write a time that a day lies in, in lower case.
func named(d checks.Day) map[checks.Choice][]string {
	q := checks.QuarterOf(d.Time()).Number
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
	run := checks.Summary{ID: "a run", Finished: d.Time().Add(12 * time.Hour)}
	_, err := ref.Pick([]checks.Summary{run}, start, time.UTC)
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
				ref, err := checks.ParseReference(strings.ToUpper(s))
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
		ref, err := checks.ParseReference(s)
		if again, _ := checks.ParseReference(clean); again != ref {
			t.Fatalf("%q is read as %+v, and cleaned as %+v", s, ref, again)
		}
		switch ref.Choice {
		case "":
			wantCode(t, err, checks.CodeReference)
		case checks.ChosenRun:
			if ref.ID != clean || !strings.ContainsAny(clean, "0123456789") {
				t.Fatalf("%q is taken for the id %q", s, ref.ID)
			}
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
