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

func TestEveryAnswerIsADotUnderTheDigitOfItsStepUntilTheColumnIsFull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := chart.Scale{Column: rapid.IntRange(5, 12).Draw(t, "column"), Signs: rapid.SampledFrom([]theme.Signs{theme.Unicode, theme.ASCII}).Draw(t, "signs")}
		counts := [5]int(rapid.SliceOfN(rapid.IntRange(0, 99), 5, 5).Draw(t, "counts"))
		const indent = 3
		row, head := s.Row(counts, s.Signs.Today), s.Head(indent)
		if w := ansi.StringWidth(row); w != 5*s.Column {
			t.Fatalf("the row is %d cells wide", w)
		}
		if ansi.StringWidth(s.Short(counts, s.Signs.Today)) != ansi.StringWidth(s.Short([5]int{}, s.Signs.Earlier)) {
			t.Fatal("two short rows are not equally wide")
		}
		for k, n := range counts {
			digit := ansi.StringWidth(head[:strings.IndexByte(head, byte('1'+k))]) - indent - k*s.Column
			if d := middle(column(s, row, k)) - 2*digit; d < -1 || d > 1 {
				t.Fatalf("step %d stands %d half cells beside its digit:\n%s\n%s", k+1, d, head, row)
			}
			if mark := s.Mark(k+1, s.Signs.Chair); middle(column(s, mark, k)) != 2*digit {
				t.Fatalf("the chair on %d stands beside its digit:\n%s\n%s", k+1, head, mark)
			}
			drawn, full := strings.TrimSpace(column(s, row, k)), n > s.Column
			switch {
			case n == 0 && drawn != s.Signs.None, n > 0 && !full && drawn != strings.Repeat(s.Signs.Today, n),
				full && (!strings.HasSuffix(drawn, " "+s.Signs.Today) || !strings.ContainsAny(drawn, "123456789")):
				t.Fatalf("%d answers are drawn as %q", n, drawn)
			}
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
