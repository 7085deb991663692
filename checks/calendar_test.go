package checks_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
)

// reads holds what a parser makes of each text against what it should be, written in one way, "" for none, and demands that it refuses
// each of the others with the code.
func reads[T comparable](t *testing.T, parse func(string) (T, error), write func(T) string, good map[string]string, code checks.Code, bad ...string) {
	t.Helper()
	for text, want := range good {
		if got, err := parse(text); err != nil || write(got) != want {
			t.Errorf("%q: %s, %v; want %s", text, write(got), err, want)
		}
	}
	var none T
	for _, text := range bad {
		if got, err := parse(text); checks.CodeOf(err) != code || got != none {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

// calendar reads as on a day, a Sunday if nothing else is said.
func calendar(today string) checks.Calendar { return checks.Calendar{Today: date(today)} }

func TestAPastDayIsReadAsPeopleTypeIt(t *testing.T) {
	reads(t, calendar("2026-11-22").PastDay, checks.Day.String, map[string]string{
		"": "2026-11-22", "  \t": "2026-11-22", "2026-09-30": "2026-09-30", " 2026-09-30\n": "2026-09-30", "30.09.2026": "2026-09-30",
		"30.9.26": "2026-09-30", "30.9.": "2026-09-30", "30.9": "2026-09-30", "30. 9.": "2026-09-30", "29.02.2024": "2024-02-29", "2026-9-30": "2026-09-30",
		"22.11.": "2026-11-22", "23.11.": "2025-11-23", "29.2.": "2024-02-29", "30/9/2026": "2026-09-30", "9/30/26": "2026-09-30", "5/5": "2026-05-05",
		"15 Dec": "2025-12-15", "Dec 15": "2025-12-15", "December 15, 2024": "2024-12-15", "15th of Dec": "2025-12-15", "1st March 2026": "2026-03-01",
		"20. August": "2026-08-20", "20. Aug. 2025": "2025-08-20", "3. März": "2026-03-03", "am 3. Maerz": "2026-03-03",
		"Today": "2026-11-22", "heute": "2026-11-22", "yesterday": "2026-11-21", "GESTERN": "2026-11-21", "vorgestern": "2026-11-20",
		"friday": "2026-11-20", "Fr": "2026-11-20", "Montag": "2026-11-16", "sunday": "2026-11-22", "last friday": "2026-11-20", "letzten Montag": "2026-11-16", "last sunday": "2026-11-15", "two weeks ago": "2026-11-08", "vor zwei Tagen": "2026-11-20",
		"this monday": "2026-11-16", "on the 3rd of May": "2026-05-03", "on Tuesday": "2026-11-17", "am Mi.": "2026-11-18",
		"2 weeks ago": "2026-11-08", "a month ago": "2026-10-22", "vor 3 Tagen": "2026-11-19", "vor einem Jahr": "2025-11-22", "end of october": "2026-10-31", "wochenende": "2026-11-22",
		"Ende letzter Monat": "2026-10-31",
	}, checks.CodeDay,
		"31.4.", "31.04.2026", "2026-04-31", "29.2.2026", "2100-02-29", "30.2.", "0.1.", "1.0.", "1.13.", "32.1.", "2026-00-10", "2026-01-00", "0000-01-01",
		"30-9-2026", "2026-09-30T10:00", "20260930", "november", "2026-11", "2026-Q4", "Q4", "2026", "last month", "-1.1.", "1.1.2026 1.1.2027", "٣٠.٩.",
		"1..", "...", "?", "the", "31 Dezember Mai", "31 Feb", "15 Dezembre", "soon", "ago", "in", "vor 3 Eseln", "next", "end of", "end of nothing",
	)
	reads(t, calendar("2027-03-31").PastDay, checks.Day.String, map[string]string{"a month ago": "2027-02-28", "vor 2 Quartalen": "2026-09-30"}, "")
	reads(t, calendar("2026-11-22").PastDay, checks.Day.String, nil, checks.CodeFuture, "2026-11-23", "1.1.2099", "tomorrow", "in 2 weeks", "monatsende")
}

func TestADueDateIsTheNextDayOrTheLastOfALongerTime(t *testing.T) {
	reads(t, calendar("2026-11-25").Due, checks.Day.String, map[string]string{
		"": "", "2026-12-31": "2026-12-31", "31.12.": "2026-12-31", "24.11.": "2027-11-24", "25.11.": "2026-11-25", "29.2.": "2028-02-29",
		"2026-12": "2026-12-31", "2027-02": "2027-02-28", "2/2027": "2027-02-28", "2026-Q4": "2026-12-31", "2027-q1": "2027-03-31", "Q4": "2026-12-31", "Q3": "2027-09-30",
		"15 Dec": "2026-12-15", "Dec 15": "2026-12-15", "20. August": "2027-08-20", "20.8": "2027-08-20", "20.8.27": "2027-08-20",
		"friday": "2026-11-27", "this friday": "2026-11-27", "by friday": "2026-11-27", "bis Freitag": "2026-11-27", "kommenden Montag": "2026-11-30", "next friday": "2026-12-04", "in zwei Wochen": "2026-12-09", "in three days": "2026-11-28", "in fünfzehn Tagen": "2026-12-10", "Montag": "2026-11-30", "nächsten Montag": "2026-11-30", "mittwoch": "2026-11-25",
		"tomorrow": "2026-11-26", "morgen": "2026-11-26", "übermorgen": "2026-11-27", "in 2 weeks": "2026-12-09", "in einer Woche": "2026-12-02",
		"in 3 Monaten": "2027-02-25", "end of month": "2026-11-30", "Ende Monat": "2026-11-30", "Monatsende": "2026-11-30", "end of the year": "2026-12-31",
		"Ende des Quartals": "2026-12-31", "end of january": "2027-01-31", "next month": "2026-12-31", "nächste Woche": "2026-12-06", "Dezember": "2026-12-31",
		"2027": "2027-12-31", "FY2027": "2027-12-31",
	}, checks.CodeDue, "soon", "2026-02-30", "2026-Q5", "0000-Q1", "13.13.", "in third quarter", "in zweiter Woche")
	reads(t, calendar("2026-11-30").Due, checks.Day.String, map[string]string{"in 3 months": "2027-02-28", "in a quarter": "2027-02-28", "in 2 weeks": "2026-12-14"}, "")
	reads(t, calendar("2028-02-29").Due, checks.Day.String, map[string]string{"in einem Jahr": "2029-02-28", "in 4 Jahren": "2032-02-29"}, "")
	for today, want := range map[string]string{
		"2028-02-29": "2028-02-29", "2028-03-01": "2032-02-29", "2096-03-01": "2104-02-29", // 2100 has none
	} {
		reads(t, calendar(today).Due, checks.Day.String, map[string]string{"29.2.": want}, "")
	}
}

func TestWhatMayBeTwoDaysIsRefusedWithBoth(t *testing.T) {
	c := calendar("2026-11-22")
	for _, s := range []string{"03/04/2026", "3/4/26"} {
		_, past := c.PastDay(s)
		_, due := c.Due(s)
		_, period := c.Period("2025.." + s)
		_, reference := c.Reference(s)
		for _, err := range []error{past, due, period, reference} {
			var e *checks.Error
			if !errors.As(err, &e) || e.Code != checks.CodeTwoDays || e.Nearest != date("2026-04-03") || e.Other != date("2026-03-04") {
				t.Errorf("%s: %+v", s, err)
			}
		}
	}
}

func TestAFiscalQuarterIsReadAsItIsPrinted(t *testing.T) {
	c := checks.Calendar{Today: date("2027-02-10"), Year: checks.FiscalYear(time.April)}
	reads(t, c.Period, periodText, map[string]string{
		"Q1 FY2026": "2026-04-01..2026-06-30", "Q1FY26": "2026-04-01..2026-06-30", "q1 fy 26": "2026-04-01..2026-06-30", "Q1/26": "2026-01-01..2026-03-31",
		"FY2026-Q4": "2027-01-01..2027-03-31", "2026-Q1": "2026-01-01..2026-03-31", "Q1 2026": "2026-01-01..2026-03-31",
		"FY2026": "2026-04-01..2027-03-31", "2026": "2026-01-01..2026-12-31", "this quarter": "2027-01-01..2027-03-31", "last quarter": "2026-10-01..2026-12-31",
		"this year": "2026-04-01..2027-03-31", "Q4": "2027-01-01..2027-03-31", "Q1": "2026-04-01..2026-06-30",
	}, checks.CodePeriod, "Q5 FY2026", "FY26", "FY0000")
	if d, err := c.Due("Q1"); d != date("2027-06-30") || err != nil {
		t.Errorf("the next first quarter ends on %v, %v", d, err)
	}
}

func TestMonthsHoldTheirDays(t *testing.T) {
	reads(t, calendar("2026-11-22").Month, checks.Month.String, map[string]string{
		"2026-11": "2026-11", "11.2026": "2026-11", "2.2024\n": "2024-02", "November": "2026-11", "dez": "2025-12", "Nov 2025": "2025-11", "last month": "2026-10",
	}, checks.CodeMonth, "", "2026", "2026-13", "0000-01", "2026-1-1", "Q4", "today")
	feb, dec, none := checks.Month{Year: 2024, Month: 2}, checks.Month{Year: 2026, Month: 12}, checks.Month{}
	if feb.Last() != date("2024-02-29") || feb.First() != date("2024-02-01") || !feb.Holds(feb.Last()) || feb.Holds(date("2025-02-01")) {
		t.Errorf("%v to %v", feb.First(), feb.Last())
	}
	if dec.Next().String() != "2027-01" || dec.Next().Previous() != dec || none.String() != "" || !none.IsZero() {
		t.Errorf("after %v comes %v", dec, dec.Next())
	}
}

func TestAPeriodIsReadInAllItsForms(t *testing.T) {
	in := calendar("2026-11-12").Period
	forms := map[string]string{
		"2026": "2026-01-01..2026-12-31", "2026-Q3": "2026-07-01..2026-09-30", "2026q4": "2026-10-01..2026-12-31",
		"Q1 2024": "2024-01-01..2024-03-31", "q2/2024": "2024-04-01..2024-06-30", "9999-Q4": "9999-10-01..9999-12-31",
		"2026-07": "2026-07-01..2026-07-31", "07.2026": "2026-07-01..2026-07-31", "2.2024": "2024-02-01..2024-02-29",
		"2026-08-19": "2026-08-19..2026-08-19", "19.8.2026": "2026-08-19..2026-08-19", "2026-08-19..2026-08-19": "2026-08-19..2026-08-19",
		"2026-01-15..2026-06-30": "2026-01-15..2026-06-30", "2026-01-15 .. 30.06.2026": "2026-01-15..2026-06-30",
		"2025-Q4..2026-02": "2025-10-01..2026-02-28", "2024..": "2024-01-01..", "..2024": "..2024-12-31",
		"this quarter": "2026-10-01..2026-12-31", " Last\tQuarter ": "2026-07-01..2026-09-30", "last-quarter": "2026-07-01..2026-09-30",
		"dieses Quartal": "2026-10-01..2026-12-31", "letztes Quartal": "2026-07-01..2026-09-30",
		"this year": "2026-01-01..2026-12-31", "last year": "2025-01-01..2025-12-31",
		"dieses Jahr": "2026-01-01..2026-12-31", "letztes Jahr": "2025-01-01..2025-12-31",
		"today": "2026-11-12..2026-11-12", "Gestern": "2026-11-11..2026-11-11", "last quarter..yesterday": "2026-07-01..2026-11-11",
		"last year..this quarter": "2025-01-01..2026-12-31", "letztes Jahr .. letztes Jahr": "2025-01-01..2025-12-31",
	}
	reads(t, in, periodText, forms, checks.CodePeriod,
		"", " ", "..", "...", "0000", "20266", "26", "2026-13", "2026-00", "13.2026", "2026-Q5", "Q0 2026", "2026-02-30", "quarter",
		"2026-06..2026-05", "2026..2025", "2026..x", "x..2026", "2026..2027..2028", "2026 2027", "2026,2027",
		"first", "01J5N3T8", "2026-Q3-Q4", "-2026", "+2026", "２０２６",
	)
}

// periodText writes a period as it is read.
func periodText(p checks.Period) string { return p.From.String() + ".." + p.To.String() }

func TestDayIsThatOfTheTimesOwnZone(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	late := time.Date(2026, 9, 30, 23, 30, 0, 0, time.UTC)
	if got := checks.DayOf(late.In(berlin)); got.String() != "2026-10-01" || checks.DayOf(late).String() != "2026-09-30" {
		t.Errorf("%v in Berlin, %v in UTC", got, checks.DayOf(late))
	}
	d := checks.Day{Year: 2026, Month: 9, Day: 30}
	if checks.DayOf(d.Time()) != d {
		t.Errorf("%v comes back as %v", d, checks.DayOf(d.Time()))
	}
}

func TestPeriodHoldsBothItsEnds(t *testing.T) {
	from, to := checks.Period{From: date("2026-07-01")}, checks.Period{To: date("2026-07-31")}
	july := checks.Period{From: from.From, To: to.To}
	for day, want := range map[string][4]bool{ // all days, from the first, to the last, in July
		"0001-01-01": {true, false, true, false}, "2026-06-30": {true, false, true, false},
		"2026-07-01": {true, true, true, true}, "2026-07-31": {true, true, true, true},
		"2026-08-01": {true, true, false, false}, "9999-12-31": {true, true, false, false},
	} {
		for i, p := range []checks.Period{{}, from, to, july} {
			if p.Holds(date(day)) != want[i] || p.IsZero() != (i == 0) {
				t.Errorf("%s holds %s: %v", periodText(p), day, !want[i])
			}
		}
	}
}

func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2026", "2026-Q3", "q3/2026", "07.2026", "2026-08-19..", "..19.8.2026", "last year", "letztes  Quartal..2027", "..", "\u2028\xff"} {
		f.Add(s, uint32(739_000))
	}
	f.Fuzz(func(t *testing.T, s string, days uint32) {
		now := checks.DayOf(time.Date(1, 1, 1+int(days%3_652_059), 0, 0, 0, 0, time.UTC)) // in the years 1 to 9999
		p, err := (checks.Calendar{Today: now}).Period(s)
		if err != nil {
			wantCode(t, err, checks.CodePeriod)
			return
		}
		if p.IsZero() || !p.To.IsZero() && p.To.Before(p.From) {
			t.Fatalf("%q is %q", s, p)
		}
		if now.Year == 1 {
			return // the year before it cannot be written
		}
		if again, err := (checks.Calendar{Today: now}).Period(periodText(p)); again != p || err != nil {
			t.Fatalf("%q is %s, which is read as %s, %v", s, p, again, err)
		}
		for _, d := range []checks.Day{p.From, p.To} {
			if !d.IsZero() && !p.Holds(d) {
				t.Fatalf("%s does not hold %s", p, d)
			}
		}
	})
}

func TestAFiscalYearNamesItsQuarters(t *testing.T) {
	april := checks.FiscalYear(time.April)
	for day, want := range map[string]string{
		"2026-04-01": "2026-04-01 to 2026-06-30: Q1 FY2026", "2026-12-31": "2026-10-01 to 2026-12-31: Q3 FY2026",
		"2027-01-01": "2027-01-01 to 2027-03-31: Q4 FY2026", "2027-03-31": "2027-01-01 to 2027-03-31: Q4 FY2026",
	} {
		q := april.Quarter(checks.DayOf(at(day)))
		if got := fmt.Sprintf("%s to %s: Q%d %s", q.Days().From, q.Days().To, q.Number, q.YearName()); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		q := checks.FiscalYear(rapid.IntRange(0, 12).Draw(t, "first")).Quarter(someDayOf(t))
		if before := q.Previous(); before.Until(q) != 1 || before.Days().To.String() >= q.Days().From.String() || q.Of.Quarter(before.Days().To) != before {
			t.Fatalf("%+v lies before %+v", before, q)
		}
	})
}

func someDayOf(t *rapid.T) checks.Day {
	return checks.DayOf(at("2026-01-01").AddDate(0, 0, rapid.IntRange(-9999, 9999).Draw(t, "day")))
}
