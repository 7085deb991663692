package report

import (
	"strings"
	"testing"

	"emptychair/checks"
)

func TestAnActionStandsBesideWhatItsItemSaidThenAndNow(t *testing.T) {
	team, solo, beside := demoComparison("en", checks.Team), demoComparison("de", checks.Solo), demoBeside("en")
	reworded := demoComparison("en", checks.Team)
	reworded.Items[0].Baseline.Revision = 0
	unrated := demoComparison("en", checks.Team)
	unrated.Items[0].Current.Tally = checks.Tally{NoAnswer: 6}
	tests := []struct {
		name, language, from, want string
		c                          checks.Comparison
	}{
		{"of a team in figures", "en", "contact", "Q2 2026: median 3, n 6 · Q3 2026: median 4, n 6", team},
		{"of one person in words", "de", "contact", "Q2 2026: eher nicht · Q3 2026: überwiegend", solo},
		{"of two views each in its own way", "en", "contact", "how I see it: mostly · how we see it: median 4, n 6", beside},
		{"not for a question", "en", "risks", "", team},
		{"not for an action from nowhere", "en", "", "", team},
		{"not across two wordings", "en", "contact", "", reworded},
		{"not where somebody did not rate it", "en", "contact", "", unrated},
	}
	for _, tt := range tests {
		if got := in(tt.language).joined(newComparison(newDocument(in(tt.language)), tt.c).itemInBothRuns(tt.from)...); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTwoGroupsHaveNoFigureToRankThemBy(t *testing.T) {
	for _, f := range Formats {
		text := strings.ToLower(string(besideIn(t, f, demoGroups("en"), in("en"))))
		for _, word := range []string{"median", "range", "higher", "lower", "mean_change", "at least", "agreement", "◇", "verdict\""} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %q:\n%s", f, word, text)
			}
		}
	}
}
