package report

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
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
