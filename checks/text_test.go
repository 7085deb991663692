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
		t.Run(tt.name, func(t *testing.T) {
			if got := checks.Clean(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
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

func TestParseVotesReadsAChat(t *testing.T) {
	type steps = []checks.Step
	tests := []struct {
		name, chat    string
		votes         steps
		notUnderstood int
	}{
		{"empty", "", nil, 0},
		{"blank lines", "\n  \n\t\r\n", nil, 0},
		{"a digit", "4", steps{4}, 0},
		{"every digit", "1\n2\n3\n4\n5\n0\n", steps{1, 2, 3, 4, 5, 0}, 0},
		{"windows line ends", "4\r\n\r\n3\r\n", steps{4, 3}, 0},
		{"behind a name", "Ana: 4", steps{4}, 0},
		{"behind a name with spaces", "Ana Maria de la Cruz: 2", steps{2}, 0},
		{"with a time", "[09:41] Ana: 4", steps{4}, 0},
		{"with a time and no colon", "[09:41] Ana 4", steps{4}, 0},
		{"with a time alone", "09:41 4", steps{4}, 0},
		{"with seconds and a receiver", "09:41:05\t From Ana to Everyone:\t 4", steps{4}, 0},
		{"with a date", "12.11.26, 09:41 - Ana: 4", steps{4}, 0},
		{"with an answer in the name", "Ana (5): 4", steps{4}, 0},
		{"name and thumb", "Ana 👍", steps{5}, 0},
		{"thumbs", "👍\n👎", steps{5, 1}, 0},
		{"skin tone", "👍🏽\n👎🏿", steps{5, 1}, 0},
		{"presentation", "👍️", steps{5}, 0},
		{"keycaps", "4️⃣ 1️⃣", steps{4, 1}, 0},
		{"words in a line", "4 3 5", steps{4, 3, 5}, 0},
		{"a list in a line", "4, 3, 5", steps{4, 3, 5}, 0},
		{"out of five", "Ana: 4/5", steps{4}, 0},
		{"punctuation", "4!\n(3)\n*2*\n\"5\"\nAna: 1.", steps{4, 3, 2, 5, 1}, 0},
		{"no answer", "0\nAna: 0\nBen -\nCem: –", steps{0, 0, 0, 0}, 0},
		{"a dash before the answer", "Ana - 4\nBen – 3", steps{4, 3}, 0},
		{"a list of lines", "- 4\n- 3\n• 5\n* 2", steps{4, 3, 5, 2}, 0},
		{"a dash between answers", "4 - 3", nil, 1},

		{"a comma without a space", "4,5", nil, 1},
		{"out of range", "6\n-1\n42\n7: 9", nil, 4},
		{"names alone", "Ana\nBen Maier\nCem:\n", nil, 3},
		{"a time alone", "[09:41]", nil, 1},
		{"prose", "I think 4 is right\nwhat was the question?\n5 people joined", nil, 3},
		{"two answers behind a name", "Ana: 4 3\nBen: 4 👍\nCem 3 5", nil, 3},
		{"a correction", "4 no 5", nil, 1},
		{"a link", "https://example.com/4", nil, 1},
		{"a half", "3.5\n3½", nil, 2},
		{"mixed", "Ana: 4\nBen joined the call\n09:42 Cem: 👎\n\n0", steps{4, 1, 0}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, not := checks.ParseVotes(tt.chat)
			if !slices.Equal(got, tt.votes) || not != tt.notUnderstood {
				t.Errorf("%q: %v and %d not understood; want %v and %d", tt.chat, got, not, tt.votes, tt.notUnderstood)
			}
		})
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
