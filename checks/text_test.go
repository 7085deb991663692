package checks_test

import (
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

func TestADigitOfAnyScriptIsReadAsTheSameNumber(t *testing.T) {
	n := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d := checks.LatinDigit(r)
		switch {
		case !unicode.IsDigit(r) && d != r:
			t.Errorf("%q becomes %q", r, d)
		case unicode.IsDigit(r) && d != '0'+rune(n%10):
			t.Errorf("%q becomes %q, not %d", r, d, n%10)
		}
		if unicode.IsDigit(r) {
			n++
		}
	}
	for r, want := range map[rune]rune{'４': '4', '٤': '4', '४': '4', '𝟜': '4', '𝟶': '0'} {
		if got := checks.LatinDigit(r); got != want {
			t.Errorf("%q becomes %q", r, got)
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
