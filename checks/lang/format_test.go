package lang_test

import (
	"strings"
	"testing"
	"time"

	"emptychair/checks/lang"
)

var en, de = lang.New("en"), lang.New("de")

func TestDatesAreWrittenAsPeopleDo(t *testing.T) {
	day := time.Date(2026, 8, 9, 23, 0, 0, 0, time.UTC)
	tests := []struct{ got, want string }{
		{en.Day(day), "9 Aug 2026"},
		{de.Day(day), "9. Aug. 2026"},
		{en.DayMonth(day), "9 Aug"},
		{de.DayMonth(day), "9. Aug."},
		{en.Quarter(2026, 3), "Q3 2026"},
		{de.Quarter(2026, 3), "Q3 2026"},
		{en.ShortQuarter(3), "Q3"},
		{de.QuarterColumn(2026, 3), "Q3/26"},
		{en.QuarterColumn(2005, 1), "Q1/05"},
		{en.DayColumn(day), "9 Aug"},
		{de.DayColumn(day), "9.8."},
		{en.MonthYear(day), "Aug 2026"},
		{de.MonthYear(day), "Aug. 2026"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestEveryMonthHasItsName(t *testing.T) {
	for _, p := range []*lang.Printer{en, de} {
		seen := map[string]bool{}
		for m := time.January; m <= time.December; m++ {
			name := p.Month(m)
			if strings.Contains(name, "date.") || seen[name] {
				t.Errorf("%s: %v is %q", p.Code(), m, name)
			}
			seen[name] = true
		}
	}
	for m := time.January; m <= time.December; m++ {
		if !strings.HasPrefix(m.String(), en.Month(m)) {
			t.Errorf("%v is %q", m, en.Month(m))
		}
	}
}

func TestClockShowsMinutesAndSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0:00", 999 * time.Millisecond: "0:00", time.Second: "0:01", 59 * time.Second: "0:59", time.Minute: "1:00",
		3*time.Minute + 12*time.Second: "3:12", 59*time.Minute + 59*time.Second: "59:59", time.Hour: "1:00:00",
		63*time.Minute + 12*time.Second: "1:03:12", 10 * time.Hour: "10:00:00",
		-time.Second: "0:01", -75 * time.Second: "1:15", // the sign is a word of its own
	} {
		if got := lang.Clock(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}

func TestHalfStepsAreHalves(t *testing.T) {
	for x, want := range map[float64]string{1: "1", 1.5: "1½", 3: "3", 3.5: "3½", 4.5: "4½", 5: "5"} {
		if got := lang.Half(x); got != want {
			t.Errorf("%v: got %q, want %q", x, got, want)
		}
	}
}

func TestPrinterSpeaksItsLanguage(t *testing.T) {
	for code, want := range map[string]string{"en": "en", "de": "de", "fr": "en", "": "en"} {
		if got := lang.New(code).Code(); got != want {
			t.Errorf("%q: got %q, want %q", code, got, want)
		}
	}
}

func TestAMissingMessageIsItsID(t *testing.T) {
	for _, p := range []*lang.Printer{en, de} {
		if p.T("no.such.message") != "no.such.message" || p.N("no.such.message", 2) != "no.such.message" || p.Has("no.such.message") {
			t.Errorf("%s: %q", p.Code(), p.T("no.such.message"))
		}
	}
}
