package shell

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

const start, end = ansi.BracketedPasteStart, ansi.BracketedPasteEnd

// line is a line from a terminal on which texts come, each so long after the one before.
type line []struct {
	after time.Duration
	text  string
}

func (l *line) read(b []byte) (int, error) {
	if len(*l) == 0 {
		return 0, io.EOF
	}
	first := &(*l)[0]
	n := copy(b, first.text)
	if first.text, first.after = first.text[n:], 0; first.text == "" {
		*l = (*l)[1:]
	}
	return n, nil
}

func (l *line) more(within time.Duration) bool { return len(*l) > 0 && (*l)[0].after < within }

// comes returns what a program reads, in parts of a size, of what comes on a line.
func comes(t *testing.T, talk *Talk, size int, l line) string {
	t.Helper()
	in := &typed{talk: talk, next: l.read, more: l.more}
	var got strings.Builder
	for b := make([]byte, size); ; {
		n, err := in.Read(b)
		got.Write(b[:n])
		if err != nil {
			return got.String()
		}
	}
}

const (
	atOnce = time.Millisecond
	soon   = 20 * time.Millisecond
	slowly = 120 * time.Millisecond
	later  = time.Second
)

func TestAPasteHoldsTextAloneHoweverItIsRead(t *testing.T) {
	for typed, want := range map[string]string{
		start + "Zoë 名 👍\r\n\tb" + end + "\x1b[B":    start + "Zoë 名 👍\r\n\tb" + end + "\x1b[B",
		start + "a\x1b]0;x" + end + "k":              start + "a]0;x" + end + "k",
		start + "a\x1bP1;2q" + end + "k\x1b[Z":       start + "aP1;2q" + end + "k\x1b[Z",
		start + "a\x1b[2\x1b" + end + "k":            start + "a[2" + end + "k",
		start + "a\x1b[200~b\x1b[20" + end + "k":     start + "a[200~b[20" + end + "k",
		start + "a\x9d0;x\x00\x07\x7f" + end:         start + "a0;x" + end,
		start + "a\xe0\x9d0;x\xc1\x9d\xe2\x82" + end: start + "a0;x" + end,
		start + "名\x9d👍\x9d" + end:                   start + "名👍" + end,
		"\x1b" + start + "\x1b" + end + start + end:  escKey + start + end + start + end,
		"3 - Ana\x1b[A\x07\x1b":                      start + "3 - Ana[A" + end,
	} {
		for size := 16; size <= 64; size += 7 {
			for cut := range len(typed) {
				l := line{{0, typed[:cut]}, {atOnce, typed[cut:]}}
				if got := comes(t, &Talk{}, size, l); got != want {
					t.Errorf("%q, cut at %d, is read as %q, %d bytes at a time", typed, cut, got, size)
				}
			}
		}
	}
}

func TestAPasteThatTheTerminalDoesNotMarkIsOne(t *testing.T) {
	long := strings.Repeat("4 - Ana and what she had to say of it\r", 270)
	for text, want := range map[string]string{
		"4 - Ana\r3 - Ben\r5 - Cem\r": start + "4 - Ana\r3 - Ben\r5 - Cem\r" + end,
		"4\r3\r5\r":                   start + "4\r3\r5\r" + end,
		"äöü!":                        start + "äöü!" + end,
		long:                          start + long + end,

		"123450": "123450", "12+-+0": "12+-+0", "++++++++": "++++++++", "jjjjjjjj": "jjjjjjjj", "\r\r\r\r": "\r\r\r\r", "名名名名": "名名名名", "ab\r": "ab\r",
		"\x1b[A\x1b[A\x1b[B\x1b[B": "\x1b[A\x1b[A\x1b[B\x1b[B", "abc\x7f\x7f\x7fdef": "abc\x7f\x7f\x7fdef", "abc\x1b[Adef": "abc\x1b[Adef", "ab\x03cd": "ab\x03cd",
		strings.Repeat("1", 5000): strings.Repeat("1", 5000),
	} {
		if got := comes(t, &Talk{}, 4096, line{{0, text}}); got != want {
			t.Errorf("%q is read as %q", text, got)
		}
		var bytewise, typist line
		for _, r := range []byte(text) {
			bytewise = append(bytewise, line{{atOnce, string([]byte{r})}}...)
		}
		for _, r := range text {
			typist = append(typist, line{{soon, string(r)}}...)
		}
		if got := comes(t, &Talk{}, 4096, bytewise); got != want {
			t.Errorf("%q, byte for byte, is read as %q", text, got)
		}
		if got := comes(t, &Talk{}, 4096, typist); !strings.Contains(text, "\x1b") && got != text {
			t.Errorf("%q, typed, is read as %q", text, got)
		}
	}
}

func TestAPasteEndsWithAPause(t *testing.T) {
	got := comes(t, &Talk{}, 4096, line{{0, "word"}, {atOnce, "s and"}, {soon, "\r"}, {soon, "v"}, {later, "\x1b[B"}})
	if want := start + "words and" + end + "\rv\x1b[B"; got != want {
		t.Errorf("read as %q, not %q", got, want)
	}
}

func TestAnEscapeActsAloneOrOpensASequenceThatIsTakenWhole(t *testing.T) {
	const osc = "\x1b]11;rgb:0000/0000/0000\x1b\\"
	asked := func() *Talk { return &Talk{until: time.Now().Add(later)} }
	for name, c := range map[string]struct {
		line line
		talk *Talk
		want string
	}{
		"alone":                        {line{{0, "\x1b"}, {later, "x"}}, &Talk{}, escKey + "x"},
		"twice":                        {line{{0, "\x1b\x1b"}, {later, "x"}}, &Talk{}, escKey + escKey + "x"},
		"with the next key":            {line{{0, "\x1b"}, {slowly, "x"}}, &Talk{}, escKey + "x"},
		"with one that is no ASCII":    {line{{0, "\x1bü"}}, &Talk{}, escKey + "ü"},
		"an arrow":                     {line{{0, "\x1b"}, {slowly, "["}, {soon, "A"}}, &Talk{}, "\x1b[A"},
		"an arrow in three, slowly":    {line{{0, "\x1b"}, {slowly, "["}, {later, "1"}, {later, ";2A5"}}, &Talk{}, "\x1b[1;2A5"},
		"a function key":               {line{{0, "\x1b"}, {slowly, "OS"}, {slowly, "\x1b"}, {slowly, "[15~"}}, &Talk{}, "\x1bOS\x1b[15~"},
		"a function key with shift":    {line{{0, "\x1bO2P3"}}, &Talk{}, "\x1bO2P3"},
		"one of the Linux console":     {line{{0, "\x1b[["}, {slowly, "A1"}}, &Talk{}, "\x1b[[A1"},
		"one of rxvt":                  {line{{0, "\x1b[23$1"}}, &Talk{}, "\x1b[23$1"},
		"one that breaks off":          {line{{0, "\x1b[1;\x03\x1b[\x1b[B"}}, &Talk{}, "\x03\x1b[B"},
		"one that does not end":        {line{{0, "\x1b[" + strings.Repeat("1", 2*maxSequence)}}, &Talk{}, strings.Repeat("1", maxSequence+2)},
		"alt with a letter":            {line{{0, "\x1bb"}, {soon, "\x1b]"}, {later, "\x1bP"}, {later, "x"}}, &Talk{}, "\x1bb\x1b]\x1bPx"},
		"an answer":                    {line{{0, osc}, {soon, "\x1b[?2026;2$yk"}}, &Talk{}, osc + "\x1b[?2026;2$yk"},
		"an answer on a slow line":     {line{{0, "\x1b"}, {slowly, osc[1 : len(osc)-1]}, {slowly, "\\k"}}, asked(), osc + "k"},
		"an answer among what is text": {line{{0, "some\x1b[?2026;2$ytext"}}, asked(), start + "some" + end + "\x1b[?2026;2$y" + start + "text" + end},
		"an answer that ends with BEL": {line{{0, "\x1b]11;x\x07k"}}, asked(), "\x1b]11;x\x07k"},
		"an answer that breaks off":    {line{{0, "\x1b]11;x\x1b[B\x1bP\x03"}}, asked(), "\x1b[B\x03"},
	} {
		if got := comes(t, c.talk, 4096, c.line); got != c.want {
			t.Errorf("%s is read as %q, not %q", name, got, c.want)
		}
	}
}

func TestAProgramWaitsForAnswersUntilThatOnTheColourHasCome(t *testing.T) {
	for answers, want := range map[string]bool{
		"": true, "\x1b[?2026;2$y\x1b[?0u": true, "\x1b]11;rgb:0/0/0\x07": false, "\x1b[?2026;2$y\x1b]11;x\x1b\\": false,
	} {
		talk := &Talk{until: time.Now().Add(answerTime)}
		comes(t, talk, 4096, line{{0, answers}})
		if got := time.Until(talk.until) > answerRest; got != want {
			t.Errorf("after %q it waits on: %v", answers, got)
		}
	}
}
