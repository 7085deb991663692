package report

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report/chart"
)

func TestAColumnOfAStripShowsEveryAnswerAndTheMedian(t *testing.T) {
	tests := []struct {
		tally         checks.Tally
		dots, numbers string // from step 5 down to 1
	}{
		{tally(0, 0, 1, 2, 3, 0), "·|●●●▸|●●▸|●|·", "·|3●▸|2●▸|1●|·"},
		{tally(0, 0, 0, 1, 4, 0), "·|●●●●▸|●|·|·", "·|4●▸|1●|·|·"},
		{tally(0, 0, 0, 4, 4, 0), "·|●●●●▸|●●●●▸|·|·", "·|4●▸|4●▸|·|·"},
		{tally(0, 2, 0, 0, 0, 2), "●●|·|·▸|·|●●", "2●|·|·▸|·|2●"},
		{tally(0, 2, 0, 0, 2, 0), "·|●●|·▸|·▸|●●", "·|2●|·▸|·▸|2●"},
		{tally(0, 0, 0, 0, 0, 12), "●●●●●●●●●●●●▸|·|·|·|·", "12●▸|·|·|·|·"},
		{tally(0, 0, 0, 0, 1, 0), "·|●|·|·|·", "·|1●|·|·|·"},
		{tally(3), "||||", "||||"},
	}
	for _, tt := range tests {
		dots := stripCells(in("en").Printer, checks.Rating{Tally: tt.tally}, false)
		if got := strings.Join(dots[:], "|"); got != tt.dots {
			t.Errorf("%v: %s, want %s", tt.tally, got, tt.dots)
		}
		cells := stripCells(in("en").Printer, checks.Rating{Tally: tt.tally}, true)
		if got := strings.Join(cells[:], "|"); got != tt.numbers {
			t.Errorf("%v: %s, want %s", tt.tally, got, tt.numbers)
		}
		for _, c := range cells {
			if ansi.StringWidth(c) > stripWidth {
				t.Errorf("%q is wider than a column", c)
			}
		}
	}
}

// A run in which nobody rated anything has its column in a broad window, too.
func TestATrendOfRunsWithoutRatingsIsDrawnInABroadWindow(t *testing.T) {
	run := checks.Run{ID: "R", Team: "Payments", Kind: checks.Team, Day: thatDay, Finished: today}
	trend := checks.TrendOf(content.Check(), run.Team, run.Kind, []checks.Run{run}, 0, 0)
	o := in("en")
	o.Width = 2 * broadTrend
	plain := func(s string) string { return s }
	o.Window = &Window{Styles: chart.Styles{Now: plain, Then: plain, Chair: plain, Quiet: plain}, Strong: plain}
	cells := NewTrendCells(o, trend, &TrendCursor{Marked: -1, Style: plain, Others: plain})
	if lines := cells.Axis(0, 1, ""); !strings.Contains(strings.Join(lines, "\n"), "Q4/26") {
		t.Errorf("%q", lines)
	}
}
