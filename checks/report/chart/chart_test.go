package chart_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

func english() *lang.Printer { return lang.New("en") }

func TestHeadAndRowsAreDrawnCellByCell(t *testing.T) {
	five, nine := chart.Scale{Column: 5, Printer: english()}, chart.Scale{Column: 9, Printer: english()}
	numbers := chart.NewScale(english(), 5, 1, chart.Counts{4, 5, 12, 0, 99})
	tests := []struct{ name, got, want string }{
		{"head of nine", nine.Head(2), "   👎 1        2        3        4        5 👍"},
		{"head of five", five.Head(3), "  👎 1    2    3    4    5 👍"},
		{"row of nine", nine.Rows(chart.Counts{0, 1, 2, 3, 4}, false)[0], "    ·        ●        ●●      ●●●      ●●●●  "},
		{"row of five", five.Rows(chart.Counts{0, 1, 2, 3, 4}, true)[0], "  ·    ○    ○○  ○○○  ○○○○"},
		{"two lines", strings.Join(five.Rows(chart.Counts{0, 1, 4, 5, 7}, true), "|"), "  ·    ○   ○○○○ ○○○○ ○○○○|                 ○   ○○○ "},
		{"numbers in all columns where one is full", numbers.Rows(chart.Counts{4, 5, 12, 0, 99}, false)[0], " 4 ●  5 ●  12 ●  ·   99 ●"},
		{"chair", five.Chair(2), "       ◇                 "},
		{"no chair", five.Chair(checks.NoAnswer), strings.Repeat(" ", 25)},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, tt.got, tt.want)
		}
	}
}

// column is what stands in the column of a step, counted from 0.
func column(width int, row string, step int) string {
	return ansi.Cut(row, step*width, (step+1)*width)
}

// middle is the cell, or the place between two cells, at the middle of what stands in a text, in half cells.
func middle(text string) int {
	trimmed := strings.TrimLeft(text, " ")
	from := ansi.StringWidth(text) - ansi.StringWidth(trimmed)
	return 2*from + ansi.StringWidth(strings.TrimRight(trimmed, " ")) - 1
}

// drawnCounts are counts of one to 99 people, and now and then of more than that on a step.
func drawnCounts(t *rapid.T, label string) (c chart.Counts) {
	most := rapid.SampledFrom([]int{1, 3, 6, 12, 40, 99}).Draw(t, label+" at most")
	return chart.Counts(rapid.SliceOfN(rapid.IntRange(0, most), checks.Steps, checks.Steps).Draw(t, label))
}

func drawnSigns(t *rapid.T) *lang.Printer {
	return rapid.SampledFrom([]*lang.Printer{english(), english().ASCII()}).Draw(t, "signs")
}

func TestRowsOfAChartAreAllDotsOrAllNumbersUnderTheDigitsAndStepsNeverTouch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		then, now := drawnCounts(t, "then"), drawnCounts(t, "now")
		lines := rapid.IntRange(1, 4).Draw(t, "lines")
		s := chart.NewScale(drawnSigns(t), rapid.IntRange(4, 12).Draw(t, "column"), lines, then, now)
		const indent = 3
		head := s.Head(indent)
		for i, counts := range []chart.Counts{then, now} {
			rows, sign := s.Rows(counts, i == 0), s.Signs(chart.Sign(i == 0))
			if len(rows) > lines {
				t.Fatalf("%d lines", len(rows))
			}
			for k, n := range counts {
				digit := ansi.StringWidth(head[:strings.IndexByte(head, byte('1'+k))]) - indent - k*s.Column
				drawn := 0
				for _, row := range rows {
					cell := column(s.Column, row, k)
					if w := ansi.StringWidth(row); w != checks.Steps*s.Column || !strings.HasPrefix(cell, " ") {
						t.Fatalf("a row of %d cells, or a full column: %q", w, row)
					}
					if d := middle(cell) - 2*digit; strings.TrimSpace(cell) != "" && (d < -1 || d > 1) {
						t.Fatalf("step %d stands %d half cells beside its digit:\n%s\n%s", k+1, d, head, row)
					}
					drawn += strings.Count(cell, sign)
				}
				want := strings.Replace(fmt.Sprintf("%d %s", n, sign), " ", strings.Repeat(" ", min(s.Column-4, 1)), 1)
				switch cell := strings.TrimSpace(column(s.Column, rows[0], k)); {
				case n == 0 && cell != s.Signs("·"), n > 0 && s.Numbers && cell != want, !s.Numbers && drawn != n:
					t.Fatalf("%d answers are drawn as %q", n, rows)
				}
				if chair := column(s.Column, s.Chair(checks.Step(k+1)), k); middle(chair) != 2*digit {
					t.Fatalf("the chair on %d stands beside its digit:\n%s", k+1, head)
				}
			}
		}
	})
}

// plain draws without styles.
func plain(s string) string { return s }

var plainly = chart.Styles{Now: plain, Then: plain, Chair: plain, Quiet: plain}

// eighths is how much of its cell a part of a bar fills.
func eighths(r rune) int {
	if i := strings.IndexRune("▁▂▃▄▅▆▇█", r); i >= 0 {
		return i/len("▁") + 1
	}
	return 8
}

// drawnUnits are the ink in the column of a step above the axis, and the number over it, 0 for none.
func drawnUnits(p chart.Plot, above []string, step int) (ink, number int) {
	for _, line := range above {
		cell := column(p.Column, ansi.Cut(line, p.Indent, ansi.StringWidth(line)), step)
		if _, err := fmt.Sscan(cell, &number); err == nil {
			continue
		}
		for _, r := range strings.TrimSpace(cell) {
			if r != ' ' {
				ink += eighths(r)
			}
		}
	}
	return ink, number
}

func drawnPlot(t *rapid.T, signs *lang.Printer) chart.Plot {
	p := chart.Plot{
		Scale: chart.Scale{Printer: signs}, Today: chart.Row{Name: "today", Counts: drawnCounts(t, "today")}, Large: rapid.IntRange(0, chart.Largest).Draw(t, "large"),
		Styles: plainly,
	}
	for range rapid.IntRange(0, 2).Draw(t, "earlier") {
		p.Below = append(p.Below, chart.Row{Name: "then" + strings.Repeat("n", rapid.IntRange(1, 20).Draw(t, "name")), Counts: drawnCounts(t, "then")})
	}
	p.Below = append(p.Below, chart.Row{Name: "chair", Chair: 3})
	return p
}

func isAxis(line string) bool {
	return strings.Contains(line, "───") || strings.Contains(line, "---")
}

func TestAPlotIsDrawnInOneWayInWhichEqualNumbersTakeEqualRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs := drawnSigns(t)
		p, beside := drawnPlot(t, signs), drawnPlot(t, signs)
		beside.Large = p.Large
		width, height := rapid.IntRange(33, 194).Draw(t, "width"), rapid.IntRange(3, 50).Draw(t, "height")
		chart.Fit(width, &p, &beside)
		lines, others := p.Lines(height), beside.Lines(height)
		for _, line := range append(slices.Clip(lines), others...) {
			if ansi.StringWidth(line) > width || signs != english() && strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII }) {
				t.Fatalf("a line is wider than %d, or not in ASCII: %q", width, line)
			}
		}
		if p.Numbers != beside.Numbers || p.Column != beside.Column || slices.IndexFunc(lines, isAxis) != slices.IndexFunc(others, isAxis) {
			t.Fatalf("plots beside each other are drawn in two ways:\n%s\n%s", strings.Join(lines, "\n"), strings.Join(others, "\n"))
		}
		above := lines[:slices.IndexFunc(lines, isAxis)]
		if len(above) > height {
			t.Fatalf("%d lines above the axis, %d asked for", len(above), height)
		}
		most, all := slices.Max(p.Today.Counts[:]), max(slices.Max(p.Today.Counts[:]), slices.Max(beside.Today.Counts[:]))
		tallest, _ := drawnUnits(p, above, slices.Index(p.Today.Counts[:], most))
		for k, n := range p.Today.Counts {
			ink, number := drawnUnits(p, above, k)
			switch {
			case (p.Numbers || all > 12) && number != n:
				t.Fatalf("%d stands over %d answers:\n%s", number, n, strings.Join(above, "\n"))
			case !p.Numbers && ink*most != tallest*n:
				t.Fatalf("%d of %d answers take %d of %d:\n%s", n, most, ink, tallest, strings.Join(above, "\n"))
			case p.Numbers && (n > 0) != (ink > 0):
				t.Fatalf("%d answers take %d:\n%s", n, ink, strings.Join(above, "\n"))
			}
			for i, other := range p.Today.Counts {
				if ofOther, _ := drawnUnits(p, above, i); n <= other && ink > ofOther {
					t.Fatalf("%d answers take more room than %d:\n%s", n, other, strings.Join(above, "\n"))
				}
			}
			for _, line := range above {
				line = ansi.Cut(line, p.Indent, ansi.StringWidth(line))
				if cell := column(p.Column, line, k); cell != "" && !strings.HasPrefix(cell, " ") {
					t.Fatalf("step %d touches the next:\n%s", k+1, strings.Join(above, "\n"))
				}
			}
		}
	})
}

func TestUpToTwelvePeopleAreDotsInTheSmallestWindow(t *testing.T) {
	for n := 1; n <= 12; n++ {
		p := chart.Plot{Scale: chart.Scale{Printer: english()}, Today: chart.Row{Name: "before the talk", Counts: chart.Counts{0, n}}, Styles: plainly}
		chart.Fit(54, &p)
		if lines := p.Lines(2); p.Numbers || strings.Count(strings.Join(lines, ""), "●") != n {
			t.Errorf("%d people:\n%s", n, strings.Join(lines, "\n"))
		}
	}
}

func TestRowsThatComeMoveNoColumnAndALongNameStandsOnTheLineOfItsChair(t *testing.T) {
	p := chart.Plot{Scale: chart.Scale{Printer: english()}, Styles: plainly, Names: []string{"before the talk"}}
	chart.Fit(54, &p)
	indent := p.Indent
	p.Below = []chart.Row{{Name: p.Names[0], Counts: chart.Counts{3}}}
	if chart.Fit(54, &p); p.Indent != indent {
		t.Errorf("the columns began at %d, and then at %d", indent, p.Indent)
	}
	p.Names, p.Below = nil, []chart.Row{{Name: "the chair in spring", Chair: 1}}
	chart.Fit(40, &p)
	if lines := p.Lines(1); len(lines) != 4 || strings.TrimSpace(lines[3]) != "◇  the chair in spring" {
		t.Errorf("the chair takes more than a line:\n%s", strings.Join(lines, "\n"))
	}
}
