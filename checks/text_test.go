package checks_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

func TestCleanTakesOutWhatCouldHarmATerminal(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"ordinary text", "Grüße, 世界! 100 % – „so“", "Grüße, 世界! 100 % – „so“"},
		{"emoji sequences", "👍🏽 4️⃣ 👩‍👩‍👧 🪑", "👍🏽 4️⃣ 👩‍👩‍👧 🪑"},
		{"combining marks", "e\u0301 n\u0303", "e\u0301 n\u0303"},
		{"newline", "a\nb\n", "a\nb\n"},
		{"line ends", "a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
		{"carriage returns one by one", "a\r\r\nb", "a\n\nb"},
		{"tab", "a\tb", "a b"},
		{"escape sequence", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"unterminated OSC", "\x1b]0;title", "]0;title"},
		{"C0 and DEL", "a\x00\x07\x08\x0b\x0c\x7fb", "ab"},
		{"C1", "a\u009b31m\u009d\u0090b", "a31mb"},
		{"bidi controls", "a\u202e\u202a\u202c\u2066\u2069\u200e\u200f\u061cb", "ab"},
		{"byte order mark", "\ufeffa\ufeffb", "ab"},
		{"invalid UTF-8", "a\xff\xfeb\xe2\x82", "a\ufffdb\ufffd"},
		{"a C1 byte alone", "a\x9bb", "a\ufffdb"},
	}
	for _, tt := range tests {
		if got := checks.Clean(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCleanLineStandsOnOneLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{" \n\t\r\n ", ""},
		{"  Team   Payments\n", "Team Payments"},
		{"a\nb\r\nc\u2028d", "a b c d"},
		{"a\u00a0b\u3000c", "a b c"},
		{"\x1b[1m Ana \x1b[0m", "[1m Ana [0m"},
		{"👩‍👩‍👧 family", "👩‍👩‍👧 family"},
	}
	for _, tt := range tests {
		if got := checks.CleanLine(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"", "plain", "a\r\nb\rc", "\x1b]8;;http://x\x07link\x1b]8;;\x07", "\u202egnp.exe", "\xe2\x82", "\xc2\x9b31m",
		"👍🏽👩‍👩‍👧4️⃣", "e\u0301", "\ufeffx", "\x00\x7f\u0085\u2028", "tab\tbed", "\r\x00\n", "„Wort“ – 3½",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean, line := checks.Clean(s), checks.CleanLine(s)
		for _, got := range []string{clean, line} {
			if !utf8.ValidString(got) {
				t.Fatalf("%q is not valid UTF-8", got)
			}
			if i := strings.IndexFunc(got, harmful); i >= 0 {
				t.Fatalf("%q holds a control at %d", got, i)
			}
		}
		if again := checks.Clean(clean); again != clean {
			t.Fatalf("%q cleaned twice is %q", clean, again)
		}
		if strings.Contains(line, "\n") || strings.TrimSpace(line) != line || checks.CleanLine(line) != line {
			t.Fatalf("%q is not one clean line", line)
		}
		if utf8.ValidString(s) && ordinary(s) != ordinary(clean) {
			t.Fatalf("%q became %q", s, clean)
		}
	})
}

func harmful(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
}

// ordinary is what must survive cleaning: all but white space, controls and the byte order mark.
func ordinary(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || harmful(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

func TestVotesAreReadFromAChat(t *testing.T) {
	type steps = []checks.Step
	tests := []struct {
		votes         steps
		notUnderstood int // lines
		chats         []string
	}{
		{nil, 0, []string{"", "\n  \n\t\r\n"}},
		{steps{4}, 0, []string{ // behind a name or none, a time, a date, a receiver
			"4", "Ana: 4", "Ana Maria de la Cruz: 4", "[09:41] Ana: 4", "[09:41] Ana 4", "09:41 4", "Ana: 4/5", "Ana (5): 4",
			"09:41:05\t From Ana to Everyone:\t 4", "12.11.26, 09:41 - Ana: 4", "4!", "(4)", "*4*", "\"4\"", "Ana: 4.",
		}},
		{steps{5}, 0, []string{"👍", "Ana 👍", "👍️"}},
		{steps{5, 1}, 0, []string{"👍\n👎", "👍🏽\n👎🏿"}}, // in any skin tone
		{steps{4, 1}, 0, []string{"4️⃣ 1️⃣"}},
		{steps{1, 2, 3, 4, 5, 0}, 0, []string{"1\n2\n3\n4\n5\n0\n", "1\r\n\r\n2\r\n3\n4\n5\n0"}},
		{steps{4, 3, 5}, 0, []string{"4 3 5", "4, 3, 5", "- 4\n- 3\n• 5", "* 4\nAna: 3\n5"}},
		{steps{0, 0, 0, 0}, 0, []string{"0\nAna: 0\nBen -\nCem: –"}},
		{steps{4, 3}, 0, []string{"Ana - 4\nBen – 3", "1. 4\n2) 3"}},
		{steps{4, 1, 0}, 1, []string{"Ana: 4\nBen joined the call\n09:42 Cem: 👎\n\n0"}},

		{nil, 1, []string{"4 - 3", "4,5", "[09:41]", "4 no 5", "https://example.com/4"}},
		{nil, 2, []string{"3.5\n3½"}},
		{nil, 3, []string{"Ana\nBen Maier\nCem:\n", "I think 4 is right\nwhat was the question?\n5 people joined", "Ana: 4 3\nBen: 4 👍\nCem 3 5"}},
		{nil, 4, []string{"6\n-1\n42\n7: 9"}},
	}
	for _, tt := range tests {
		for _, chat := range tt.chats {
			got, not := checks.ParseVotes(chat)
			if !slices.Equal(got, tt.votes) || not != tt.notUnderstood {
				t.Errorf("%q: %v and %d not understood; want %v and %d", chat, got, not, tt.votes, tt.notUnderstood)
			}
		}
	}
}

func FuzzParseVotes(f *testing.F) {
	for _, s := range []string{
		"", "4", "Ana: 4", "[09:41] Ana: 4", "4 3 5", "4, 3, 5", "4,5", "👍🏽 👎", "4️⃣", "- 4\r\n- 3", "0 – -", "5/5", "\u20284\u2029", "\xff4\x005",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, chat string) {
		got, not := checks.ParseVotes(chat)
		if words := len(strings.Fields(chat)); len(got) > words {
			t.Fatalf("%d answers in %d words", len(got), words)
		}
		lines := 0
		for line := range strings.Lines(checks.Clean(chat)) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if not < 0 || not > lines || len(got) < lines-not {
			t.Fatalf("%d answers, %d of %d lines not understood", len(got), not, lines)
		}
		for _, s := range got {
			if !s.Valid() {
				t.Fatalf("step %d", s)
			}
		}
	})
}

func TestMarksOfAListAreTakenAwayAndWhatBelongsToTheTextStays(t *testing.T) {
	for in, want := range map[string]string{
		"- one\n* two\n• three\n1. four\n12) five": "one\ntwo\nthree\nfour\nfive", "  –   a dash": "a dash",
		"-5 degrees": "-5 degrees", "3 calls\n1.5 hours": "3 calls\n1.5 hours", ".) nothing": ".) nothing", "-": "-", "": "",
	} {
		if got := checks.WithoutBullets(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

func TestOnlyWhatIsNearIsSuggested(t *testing.T) {
	names := []string{"start", "resume", "runs", "show", "delete", "paths", "version", "help"}
	cases := map[string]string{
		"shwo": "show", "SHOE": "show", "satrt": "start", "run": "runs", "deletee": "delete", "versionn": "version", "hlep": "help", "reusme": "resume",
		"foo": "", "x": "", "sh": "", "list": "", "new": "", "": "", "exportieren": "", "übung": "",
	}
	for typed, want := range cases {
		if got := checks.Near(typed, names); got != want {
			t.Errorf("Near(%q) = %q, want %q", typed, got, want)
		}
	}
}
