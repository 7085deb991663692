package report

import (
	"os"
	"strings"
	"testing"

	"emptychair/checks"
)

func TestTheReadmeShowsTheTrendOfTheDemo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := "<!-- trend -->\n```\n" + string(trendIn(t, Text, demoTrend("en", checks.Team, 0), in("en"))) + "```\n<!-- /trend -->"
	if !strings.Contains(string(readme), want) {
		t.Errorf("the README does not show\n%s", want)
	}
}

func TestTheReadmeQuotesASentenceOfTheDemo(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	c := demoComparison("en", checks.Team)
	want := "> " + ChangeSentence(in("en").Printer, c.Items[0], ThenOf(in("en").Printer, c.Baseline.When(), c.Current.When())) + "\n"
	if !strings.Contains(string(readme), want) {
		t.Errorf("the README does not quote %q", want)
	}
}
