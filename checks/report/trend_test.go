package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/content"
)

func demoTrend(language string, kind checks.Kind, last int) checks.Trend {
	team, list, _ := demoTeam(language)
	return checks.TrendOf(content.Check(), team, kind, list, last, zone)
}

// longTrend has more runs than stand beside each other.
func longTrend() checks.Trend {
	_, list, _ := demoTeam("en")
	team := list[len(list)-1]
	var many []checks.Summary
	for i := range 21 {
		s := team
		s.ID, s.Finished = fmt.Sprintf("%s%02d", team.ID, i), team.Finished.AddDate(0, -3*i, 0)
		many = append(many, s)
	}
	return checks.TrendOf(content.Check(), team.Team, checks.Team, many, 0, zone)
}

func trendIn(t *testing.T, f Format, trend checks.Trend, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Trend(&b, f, trend, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestATrendIsWrittenInBothLanguages(t *testing.T) {
	for _, kind := range []checks.Kind{checks.Team, checks.Solo} {
		for _, language := range []string{"en", "de"} {
			for _, f := range Formats {
				t.Run(fmt.Sprintf("%s-%s-%s", kind, language, f), func(t *testing.T) {
					golden.RequireEqual(t, trendIn(t, f, demoTrend(language, kind, 0), in(language)))
				})
			}
		}
	}
}

func TestALongTrendGoesOnBelow(t *testing.T) {
	golden.RequireEqual(t, trendIn(t, Text, longTrend(), in("en")))
}

func TestATrendKeepsWithinItsWidth(t *testing.T) {
	for _, trend := range []checks.Trend{demoTrend("en", checks.Team, 0), demoTrend("de", checks.Solo, 0), longTrend()} {
		for _, language := range []string{"en", "de"} {
			for line := range strings.Lines(string(trendIn(t, Text, trend, in(language)))) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > usualWidth {
					t.Errorf("%s: %d cells: %s", language, w, line)
				}
			}
		}
	}
}

func TestATrendInASCIIHasNoOtherSigns(t *testing.T) {
	o := in("en")
	o.Printer = o.Printer.ASCII()
	got := trendIn(t, Text, demoTrend("en", checks.Team, 0), o)
	for _, r := range string(got) {
		if r > '~' {
			t.Errorf("%q is not ASCII", r)
		}
	}
	golden.RequireEqual(t, got)
}

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
		cells := StripCells(in("en").Printer, tt.tally)
		if got := strings.Join(cells[:], "|"); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.tally, got, tt.want)
		}
		for _, c := range cells {
			if ansi.StringWidth(c) > StripWidth {
				t.Errorf("%q is wider than a column", c)
			}
		}
	}
}
