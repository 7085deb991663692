package report

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/lang"
)

func TestHeadAndRowsAreDrawnCellByCell(t *testing.T) {
	five, nine := Scale{5, lang.New("en")}, Scale{9, lang.New("en")}
	tests := []struct{ name, got, want string }{
		{"head of nine", nine.Head(2), "   👎 1        2        3        4        5 👍"},
		{"head of five", five.Head(3), "  👎 1    2    3    4    5 👍"},
		{"row of nine", nine.Row([5]int{0, 1, 2, 3, 4}, false), "    ·        ●        ●●      ●●●      ●●●●  "},
		{"row of five", five.Row([5]int{0, 1, 2, 3, 4}, true), "  ·    ○    ○○  ○○○  ○○○○"},
		{"numbers beyond the width of a column", five.Row([5]int{4, 5, 12, 0, 99}, false), " ●●●●●●●●● 12 ●  ·   99 ●"},
		{"chair", five.Chair(2), "       ◇                 "},
		{"no chair", five.Chair(checks.NoAnswer), strings.Repeat(" ", 25)},
		{"short", five.Short([5]int{0, 0, 1, 0, 0}, false), "👎   ·    ·    ●    ·    ·   👍"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, tt.got, tt.want)
		}
	}
}

// column is what stands in the column of a step, counted from 0.
func column(s Scale, row string, step int) string {
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
		s := Scale{rapid.IntRange(5, 12).Draw(t, "column"), rapid.SampledFrom([]*lang.Printer{lang.New("en"), lang.New("en").ASCII()}).Draw(t, "signs")}
		counts := [5]int(rapid.SliceOfN(rapid.IntRange(0, 99), 5, 5).Draw(t, "counts"))
		const indent = 3
		row, head, sign := s.Row(counts, false), s.Head(indent), s.Signs("●")
		if w := ansi.StringWidth(row); w != 5*s.Column {
			t.Fatalf("the row is %d cells wide", w)
		}
		if ansi.StringWidth(s.Short(counts, false)) != ansi.StringWidth(s.Short([5]int{}, true)) {
			t.Fatal("two short rows are not equally wide")
		}
		for k, n := range counts {
			digit := ansi.StringWidth(head[:strings.IndexByte(head, byte('1'+k))]) - indent - k*s.Column
			if d := middle(column(s, row, k)) - 2*digit; d < -1 || d > 1 {
				t.Fatalf("step %d stands %d half cells beside its digit:\n%s\n%s", k+1, d, head, row)
			}
			if chair := s.Chair(checks.Step(k + 1)); middle(column(s, chair, k)) != 2*digit {
				t.Fatalf("the chair on %d stands beside its digit:\n%s\n%s", k+1, head, chair)
			}
			drawn, full := strings.TrimSpace(column(s, row, k)), n > s.Column
			switch {
			case n == 0 && drawn != s.Signs("·"), n > 0 && !full && drawn != strings.Repeat(sign, n),
				full && (!strings.HasSuffix(drawn, " "+sign) || !strings.ContainsAny(drawn, "123456789")):
				t.Fatalf("%d answers are drawn as %q", n, drawn)
			}
		}
	})
}
