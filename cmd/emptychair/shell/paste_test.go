package shell

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestAPasteHoldsTextAloneHoweverItIsRead(t *testing.T) {
	const start, end = ansi.BracketedPasteStart, ansi.BracketedPasteEnd
	for typed, want := range map[string]string{
		"a\x1b[Ab\x1b": "a\x1b[Ab\x1b", // keys
		start + "Zoë 名 👍\r\n\tb" + end + "\x1b[B":    start + "Zoë 名 👍\r\n\tb" + end + "\x1b[B",
		start + "a\x1b]0;x" + end + "k":              start + "a]0;x" + end + "k",
		start + "a\x1bP1;2q" + end + "k\x1bP":        start + "aP1;2q" + end + "k\x1bP",
		start + "a\x1b[2\x1b" + end + "k":            start + "a[2" + end + "k",
		start + "a\x1b[200~b\x1b[20" + end + "k":     start + "a[200~b[20" + end + "k",
		start + "a\x9d0;x\x00\x07\x7f" + end:         start + "a0;x" + end,
		start + "a\xe0\x9d0;x\xc1\x9d\xe2\x82" + end: start + "a0;x" + end,
		start + "名\x9d👍\x9d" + end:                   start + "名👍" + end,
		"\x1b" + start + "\x1b" + end + start + end:  "\x1b" + start + end + start + end,
	} {
		for size := 16; size <= 64; size += 7 {
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.WriteString(typed)
			_ = w.Close()
			var got strings.Builder
			b := make([]byte, size)
			for in := OnlyText(r); ; {
				n, err := in.Read(b)
				got.Write(b[:n])
				if err != nil {
					break
				}
			}
			if _ = r.Close(); got.String() != want {
				t.Errorf("%q is read as %q, %d bytes at a time", typed, got.String(), size)
			}
		}
	}
}
