package report

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

func TestAColumnOfAStripShowsEveryAnswerAndTheMedian(t *testing.T) {
	tests := []struct {
		tally checks.Tally
		want  string // from step 5 down to 1
	}{
		{tally(0, 0, 1, 2, 3, 0), "·|●●●▸|●●▸|●|·"},
		{tally(0, 0, 0, 1, 4, 0), "·|4●▸|●|·|·"},
		{tally(0, 0, 0, 4, 4, 0), "·|4●▸|4●▸|·|·"},
		{tally(0, 2, 0, 0, 0, 2), "●●|·|·▸|·|●●"},
		{tally(0, 2, 0, 0, 2, 0), "·|●●|·▸|·▸|●●"},
		{tally(0, 0, 0, 0, 0, 12), "12●▸|·|·|·|·"},
		{tally(0, 0, 0, 0, 1, 0), "·|●|·|·|·"},
		{tally(3), "||||"},
	}
	for _, tt := range tests {
		cells := stripCells(in("en").Printer, checks.Rating{Tally: tt.tally})
		if got := strings.Join(cells[:], "|"); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.tally, got, tt.want)
		}
		for _, c := range cells {
			if ansi.StringWidth(c) > stripWidth {
				t.Errorf("%q is wider than a column", c)
			}
		}
	}
}
