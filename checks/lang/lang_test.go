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
		{en.Quarter("2026", 3), "Q3 2026"},
		{de.Quarter("2026", 3), "Q3 2026"},
		{en.ShortQuarter(3), "Q3"},
		{en.QuarterColumn("FY2005", 1), "Q1FY05"},
		{de.QuarterColumn("2026", 3), "Q3/26"},
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
			if strings.Contains(name, "date.") || seen[name] || p == en && !strings.HasPrefix(m.String(), name) {
				t.Errorf("%s: %v is %q", p.Code(), m, name)
			}
			seen[name] = true
		}
	}
}

func TestClockShowsMinutesAndSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0:00", 999 * time.Millisecond: "0:00", time.Second: "0:01", 59 * time.Second: "0:59", time.Minute: "1:00",
		3*time.Minute + 12*time.Second: "3:12", 59*time.Minute + 59*time.Second: "59:59", time.Hour: "60:00",
		63*time.Minute + 12*time.Second: "63:12", 10 * time.Hour: "600:00",
		-time.Second: "0:01", -75 * time.Second: "1:15", // the sign is a word of its own
	} {
		if got := lang.Clock(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}

func TestStepsAreSaidInQuarters(t *testing.T) {
	for x, want := range map[float64]string{1: "1", 1.5: "1½", 3: "3", 3.5: "3½", 5: "5", 0.73: "¾", 0.57: "½", 0.02: "¼", 1.13: "1¼", 0.88: "1"} {
		if got := lang.Quarters(x); got != want {
			t.Errorf("%v: got %q, want %q", x, got, want)
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

func TestChooseTakesTheFirstLanguageItSpeaks(t *testing.T) {
	type env = map[string]string
	tests := []struct {
		name string
		flag string
		env  env
		want string
	}{
		{"nothing said", "", nil, "en"},
		{"the flag before all", "de", env{"EMPTYCHAIR_LANG": "en", "LC_ALL": "en_US.UTF-8"}, "de"},
		{"the program's variable before the locale", "", env{"EMPTYCHAIR_LANG": "de", "LC_ALL": "en_US"}, "de"},
		{"LC_ALL before LC_MESSAGES", "", env{"LC_ALL": "de_DE.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "de"},
		{"LC_MESSAGES before LANG", "", env{"LC_MESSAGES": "de_CH", "LANG": "en_US"}, "de"},
		{"LANG", "", env{"LANG": "de_AT.UTF-8@euro"}, "de"},
		{"only a language", "", env{"LANG": "de"}, "de"},
		{"a tag", "", env{"EMPTYCHAIR_LANG": "de-AT"}, "de"},
		{"capitals", "", env{"LANG": "DE"}, "de"},
		{"other variables say nothing", "", env{"LC_TIME": "de_DE", "LANGUAGE": "de"}, "en"},
		{"a language it does not speak", "", env{"LANG": "fr_FR.UTF-8"}, "en"},
		{"the next one where it does not speak the first", "fr", env{"LC_ALL": "fr_FR", "LANG": "de_DE"}, "de"},
		{"C is English", "", env{"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"},
		{"C.UTF-8 is English", "", env{"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"},
		{"POSIX is English", "", env{"LC_MESSAGES": "POSIX", "LANG": "de_DE.UTF-8"}, "en"},
		{"a word that only begins like one", "", env{"LANG": "deutsch"}, "en"},
		{"garbage", "_", env{"EMPTYCHAIR_LANG": "@", "LANG": "\x1b"}, "en"},
	}
	for _, tt := range tests {
		if got, _ := lang.Choose(tt.flag, func(name string) string { return tt.env[name] }); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOnlyItsLanguagesAreKnownAndAllOthersAreEnglish(t *testing.T) {
	for code, want := range map[string]bool{"en": true, "de": true, "": false, "fr": false, "DE": false, "de_DE": false, "english": false} {
		if lang.Known(code) != want || (lang.New(code).Code() == code) != want || !want && lang.New(code) != en {
			t.Errorf("%q: %v", code, !want)
		}
	}
}
