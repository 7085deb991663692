package chart_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/tui/chart"
	"emptychair/tui/theme"
)

func TestHeadAndRowsAreDrawnCellByCell(t *testing.T) {
	five, nine := chart.Scale{Column: 5, Signs: theme.Unicode}, chart.Scale{Column: 9, Signs: theme.Unicode}
	tests := []struct{ name, got, want string }{
		{"head of nine", nine.Head(2), "   👎 1        2        3        4        5 👍"},
		{"head of five", five.Head(3), "  👎 1    2    3    4    5 👍"},
		{"row of nine", nine.Row([5]int{0, 1, 2, 3, 4}, "●"), "    ·        ●        ●●      ●●●      ●●●●  "},
		{"row of five", five.Row([5]int{0, 1, 2, 3, 4}, "○"), "  ·    ○    ○○  ○○○  ○○○○"},
		{"numbers beyond the width of a column", five.Row([5]int{4, 5, 12, 0, 99}, "●"), " ●●●●●●●●● 12 ●  ·   99 ●"},
		{"mark", five.Mark(2, "◇"), "       ◇                 "},
		{"no mark", five.Mark(0, "◇"), strings.Repeat(" ", 25)},
		{"short", five.Short([5]int{0, 0, 1, 0, 0}, "●"), "👎   ·    ·    ●    ·    ·   👍"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, tt.got, tt.want)
		}
	}
}

var scales = rapid.Custom(func(t *rapid.T) chart.Scale {
	return chart.Scale{Column: rapid.IntRange(5, 12).Draw(t, "column"), Signs: rapid.SampledFrom([]theme.Signs{theme.Unicode, theme.ASCII}).Draw(t, "signs")}
})

// column is what stands in the column of a step, counted from 0.
func column(s chart.Scale, row string, step int) string {
	return ansi.Cut(row, step*s.Column, (step+1)*s.Column)
}

// middle is the cell, or the place between two cells, at the middle of what stands in a text, in half cells.
func middle(text string) int {
	trimmed := strings.TrimLeft(text, " ")
	from := ansi.StringWidth(text) - ansi.StringWidth(trimmed)
	return 2*from + ansi.StringWidth(strings.TrimRight(trimmed, " ")) - 1
}

func TestDotsStandUnderTheDigitOfTheirStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scales.Draw(t, "scale")
		var counts [5]int
		for k := range counts {
			counts[k] = rapid.IntRange(0, 99).Draw(t, "count")
		}
		const indent = 3
		row, head := s.Row(counts, s.Signs.Today), s.Head(indent)
		if w := ansi.StringWidth(row); w != 5*s.Column {
			t.Fatalf("the row is %d cells wide", w)
		}
		for k := range counts {
			digit := ansi.StringWidth(head[:strings.IndexByte(head, byte('1'+k))]) - indent - k*s.Column
			if d := middle(column(s, row, k)) - 2*digit; d < -1 || d > 1 {
				t.Fatalf("step %d stands %d half cells beside its digit:\n%s\n%s", k+1, d, head, row)
			}
			if mark := s.Mark(k+1, s.Signs.Chair); middle(column(s, mark, k)) != 2*digit {
				t.Fatalf("the chair on %d stands beside its digit:\n%s\n%s", k+1, head, mark)
			}
		}
	})
}

func TestEveryAnswerIsADotUntilTheColumnIsFull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scales.Draw(t, "scale")
		n := rapid.IntRange(0, 99).Draw(t, "count")
		cell := strings.TrimSpace(column(s, s.Row([5]int{2: n}, s.Signs.Today), 2))
		switch {
		case n == 0:
			if cell != s.Signs.None {
				t.Fatalf("nobody is drawn as %q", cell)
			}
		case n <= s.Column:
			if cell != strings.Repeat(s.Signs.Today, n) {
				t.Fatalf("%d answers are drawn as %q", n, cell)
			}
		case !strings.HasSuffix(cell, " "+s.Signs.Today) || !strings.ContainsAny(cell, "123456789"):
			t.Fatalf("%d answers are drawn as %q", n, cell)
		}
	})
}

func TestAShortRowIsAsWideForAnyAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scales.Draw(t, "scale")
		var a, b [5]int
		for k := range a {
			a[k], b[k] = rapid.IntRange(0, 99).Draw(t, "a"), rapid.IntRange(0, 99).Draw(t, "b")
		}
		if ansi.StringWidth(s.Short(a, s.Signs.Today)) != ansi.StringWidth(s.Short(b, s.Signs.Earlier)) {
			t.Fatal("two rows are not equally wide")
		}
	})
}

func TestWaitingShowsASignAPerson(t *testing.T) {
	tests := []struct {
		in, people int
		want       string
	}{
		{0, 1, "○"}, {1, 1, "●"}, {2, 5, "● ● ○ ○ ○"}, {4, 6, "● ● ● ● ○ ○"}, {10, 10, "● ● ● ● ● ● ● ● ● ●"},
		{6, 12, "● ● ● ● ●  ● ○ ○ ○ ○  ○ ○"}, {0, 0, ""},
	}
	for _, tt := range tests {
		if got := chart.Waiting(tt.in, tt.people, theme.Unicode); got != tt.want {
			t.Errorf("%d of %d: %q, want %q", tt.in, tt.people, got, tt.want)
		}
	}
	if got := chart.Waiting(1, 3, theme.ASCII); got != "* . ." {
		t.Errorf("in ASCII: %q", got)
	}
}
