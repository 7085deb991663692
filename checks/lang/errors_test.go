package lang_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// failure is an error about a subject, which names a day unless that is zero.
func failure(code checks.Code, subject string, near checks.Day) error {
	return &checks.Error{Code: code, Subject: subject, Nearest: near}
}

// codes returns the values of the constants of type Code in the package checks.
func codes(t *testing.T) (found []checks.Code) {
	t.Helper()
	b, err := os.ReadFile("../errors.go")
	for _, m := range regexp.MustCompile(`(?m)^\s+Code\w+\s+Code = "(.*)"`).FindAllSubmatch(b, -1) {
		found = append(found, checks.Code(m[1]))
	}
	if len(found) < 20 {
		t.Fatalf("only %d codes found, %v", len(found), err)
	}
	return found
}

var none checks.Day // where an error names no day

func TestEveryCodeHasItsSentences(t *testing.T) {
	const width = 100 // of both together, with a short subject: two lines of the smallest screen
	for _, p := range []*lang.Printer{en, de} {
		for _, code := range append(codes(t), "other") {
			what, do := p.Error(failure(code, "a.db", none))
			if n := utf8.RuneCountInString(what + " " + do); n > width {
				t.Errorf("%s: %s takes %d characters", p.Code(), code, n)
			}
			for _, s := range []string{what, do} {
				if strings.Contains(s, "error.") || strings.Contains(s, "<no value>") || !strings.HasSuffix(s, ".") {
					t.Errorf("%s: %s has no sentence: %q", p.Code(), code, s)
				}
				if word := unfriendly.FindString(s); word != "" {
					t.Errorf("%s: %s says %q: %q", p.Code(), code, word, s)
				}
			}
		}
	}
}

// unfriendly are words that tell nobody what failed.
var unfriendly = regexp.MustCompile(`invalid|internal|illegal|ungültig|intern |Fehler`)

func TestSentencesBelongToACode(t *testing.T) {
	known := append(codes(t), "other")
	for id := range catalogue(t, "en") {
		code, ok := strings.CutPrefix(id, "error.")
		code = strings.TrimSuffix(strings.TrimSuffix(code, ".what"), ".do")
		if ok && !slices.Contains(known, checks.Code(code)) {
			t.Errorf("%s belongs to no code", id)
		}
	}
}

func TestErrorSaysWhatFailedAndWhatToDo(t *testing.T) {
	august19 := checks.Day{Year: 2026, Month: 8, Day: 19}
	busy := fmt.Errorf("saving: %w", failure("busy", "/home/ana/a.db", none))
	tests := []struct {
		name     string
		say      *lang.Printer
		err      error
		what, do string
	}{
		{"nothing", en, nil, "", ""},
		{"busy in English", en, busy, "Another program is writing to /home/ana/a.db right now.", "Try again in a moment."},
		{"busy in German", de, busy, "Ein anderes Programm schreibt gerade in /home/ana/a.db.", "Gleich noch einmal versuchen."},
		{"a subject with signs of its own", en, failure("day", "{{.X}} <b> & “31.4.”", none), "“{{.X}} <b> & “31.4.”” isn’t a date.", "Write 30 Sep, 2026-09-30 or Friday."},
		{"one day of two", de, &checks.Error{Code: checks.CodeTwoDays, Subject: "12/03/2026", Nearest: checks.Day{Year: 2026, Month: 3, Day: 12}, Other: checks.Day{Year: 2026, Month: 12, Day: 3}}, "„12/03/2026“ kann 12. März 2026 oder 3. Dez. 2026 sein.", "Für den ersten 2026-03-12 schreiben."},
		{"a version", en, failure("newer", "1.4.0", none), "The database is from a newer emptychair (1.4.0).", "Update emptychair first."},
		{"no version", de, failure("newer", "", none), "Die Datenbank ist von einem neueren emptychair.", "Zuerst aktualisieren."},
		{"a hostile subject", en, failure("busy", "\x1b[31m\u202ea.db\r\n", none), "Another program is writing to [31ma.db right now.", "Try again in a moment."},
		{"foreign", en, io.ErrUnexpectedEOF, "Something didn’t work: unexpected EOF.", "Try again; what was saved is safe."},
		{"foreign and hostile", en, errors.New("a\x1b[31m\n\tb\u202ec\xff"), "Something didn’t work: a[31m bc\ufffd.", "Try again; what was saved is safe."},
		{"a day", en, failure("no-run-then", "2026-Q1", august19), "There is no run from “2026-Q1”.", "The nearest is the run of 19 Aug 2026."},
		{"a day in German", de, failure("no-run-then", "2026-Q1", august19), "Aus „2026-Q1“ gibt es keinen Durchgang.", "Am nächsten liegt der vom 19. Aug. 2026."},
		{"no day", en, failure("no-run-then", "2026-Q1", none), "There is no run from “2026-Q1”.", "There is no other run either."},
		{"an unknown code", de, failure("brand-new", "x", none), "Etwas ging nicht: brand-new (x).", "Noch einmal versuchen; Gespeichertes ist sicher."},
	}
	for _, tt := range tests {
		if what, do := tt.say.Error(tt.err); what != tt.what || do != tt.do {
			t.Errorf("%s: got %q, %q; want %q, %q", tt.name, what, do, tt.what, tt.do)
		}
	}
}
