package widget_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks/lang"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

var english, dark = lang.New("en"), theme.New(theme.Dark, theme.OnDark, colorprofile.TrueColor)

// look is what the tests draw with.
type look struct{}

func (look) Words() *lang.Printer { return english }
func (look) Styles() *theme.Theme { return &dark }
func (look) Signs() *theme.Signs  { return &theme.Unicode }

func TestAListShowsTheRowOfItsCursorAndDrawsNoMoreThanIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, h, most := rapid.IntRange(0, 300).Draw(t, "rows"), rapid.IntRange(0, 30).Draw(t, "lines"), rapid.IntRange(1, 12).Draw(t, "a row's lines")
		l := widget.List{At: rapid.IntRange(0, max(0, n-1)).Draw(t, "cursor")}
		p, drawn := widget.New(look{}, 40, h), 0
		l.Draw(p, n, h, true, func(i, w int, here bool) []string {
			drawn++
			if w != 40 || here != (i == l.At) {
				t.Fatalf("row %d is drawn %d wide, with the cursor: %v", i, w, here)
			}
			return strings.Split(strings.Repeat(fmt.Sprintf("<%d>\n", i), 1+i%most), "\n")[:1+i%most]
		})
		switch {
		case len(p.Lines) > h:
			t.Fatalf("%d lines in %d", len(p.Lines), h)
		case drawn > h+3:
			t.Fatalf("%d rows are drawn for %d lines", drawn, h)
		case n > 0 && h > 0 && !strings.Contains(strings.Join(p.Lines, "\n"), fmt.Sprintf("<%d>", l.At)):
			t.Fatalf("row %d is out of sight:\n%s", l.At, strings.Join(p.Lines, "\n"))
		}
		seen := map[string]bool{}
		for _, line := range p.Lines {
			seen[line] = true
		}
		if all := len(seen) >= n && n > 0; !all && n > 0 && h > 1 {
			last := ansi.Strip(p.Lines[len(p.Lines)-1])
			if !strings.Contains(last, fmt.Sprintf("of %d", n)) {
				t.Fatalf("it is not said that rows are out of sight: %q", last)
			}
		}
	})
}

func TestARowThatIsBrokenOffSaysSo(t *testing.T) {
	tests := []struct {
		name  string
		rows  [][]string
		at, h int
		want  []string
	}{
		{"all fit", [][]string{{"a"}, {"b", "b"}}, 0, 3, []string{"a", "b", "b"}},
		{"the next is broken off", [][]string{{"a"}, {"b", "b", "b"}}, 0, 3, []string{"a", "b …", "1 to 2 of 2"}},
		{"the row of the cursor is broken off", [][]string{{"a"}, {"b", "b", "b", "b"}}, 1, 3, []string{"b", "b …", "2 of 2"}},
		{"the only row is broken off", [][]string{{"a", "a", "a"}}, 0, 2, []string{"a", "a …"}},
		{"no room", [][]string{{"a"}, {"b"}}, 1, 0, nil},
		{"room for one line", [][]string{{"a"}}, 0, 1, []string{"a"}},
		{"room for one line of many", [][]string{{"a"}, {"b", "b"}, {"c"}}, 1, 1, []string{"b …"}},
		{"grows both ways", [][]string{{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}, 2, 4, []string{"b", "c", "d", "2 to 4 of 5"}},
	}
	for _, tt := range tests {
		p := widget.New(look{}, 20, tt.h)
		widget.List{At: tt.at}.Draw(p, len(tt.rows), tt.h, false, func(i, _ int, _ bool) []string { return tt.rows[i] })
		var got []string
		for _, l := range p.Lines {
			got = append(got, ansi.Strip(l))
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
