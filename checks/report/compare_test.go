package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
)

// today is when the demo is looked at.
var today = time.Date(2026, time.November, 22, 12, 0, 0, 0, zone)

// demoTeam is the team of the demo that has the long history, and its runs, in short and whole.
func demoTeam(language string) (team string, list []checks.Summary, whole map[string]checks.Run) {
	whole = map[string]checks.Run{}
	for _, r := range demo.Runs(language, today) {
		team = r.Team
		list, whole[r.ID] = append(list, checks.Summarize(r)), r
	}
	return team, list, whole
}

// demoComparison holds the team's latest run of a kind against what it is held against by itself.
func demoComparison(language string, kind checks.Kind) checks.Comparison {
	team, list, whole := demoTeam(language)
	columns := checks.TrendOf(content.Check(), team, kind, list, 0, zone).Columns
	current := columns[len(columns)-1].Summary
	baseline, chosen, _ := checks.Baseline(current, list, zone)
	return checks.Compare(content.Check(), whole[baseline.ID], whole[current.ID], chosen, false)
}

// demoBeside puts the lead's latest run beside the team's.
func demoBeside(language string) checks.Comparison {
	team, solo := demoComparison(language, checks.Team).Current, demoComparison(language, checks.Solo).Current
	return checks.Compare(content.Check(), solo, team, checks.ChosenRun, false)
}

// changingTeam is the comparison of a team whose people change.
func changingTeam(language string) checks.Comparison {
	c := demoComparison(language, checks.Team)
	return checks.Compare(content.Check(), c.Baseline, c.Current, c.Chosen, true)
}

// comparisons are those that the tests look at, by name.
var comparisons = map[string]func(language string) checks.Comparison{
	"team":     func(language string) checks.Comparison { return demoComparison(language, checks.Team) },
	"solo":     func(language string) checks.Comparison { return demoComparison(language, checks.Solo) },
	"beside":   demoBeside,
	"changing": changingTeam,
}

// inBothLanguages compares documents about several things in several formats with what is written down of them.
func inBothLanguages[T any](t *testing.T, all map[string]func(language string) T, formats []Format, write func(*testing.T, Format, T, Options) []byte) {
	t.Helper()
	for name, of := range all {
		for _, language := range []string{"en", "de"} {
			for _, f := range formats {
				t.Run(fmt.Sprintf("%s-%s-%s", name, language, f), func(t *testing.T) {
					golden.RequireEqual(t, write(t, f, of(language), in(language)))
				})
			}
		}
	}
}

func comparisonIn(t *testing.T, f Format, c checks.Comparison, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Compare(&b, f, c, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAComparisonIsWrittenInBothLanguages(t *testing.T) {
	inBothLanguages(t, comparisons, Formats, comparisonIn)
}

func TestAComparisonKeepsWithinItsWidth(t *testing.T) {
	for name, c := range comparisons {
		for _, language := range []string{"en", "de"} {
			for line := range strings.Lines(string(comparisonIn(t, Text, c(language), in(language)))) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > usualWidth {
					t.Errorf("%s in %s: %d cells: %s", name, language, w, line)
				}
			}
		}
	}
}

func TestAComparisonInASCIIHasNoOtherSigns(t *testing.T) {
	o := in("en")
	o.Printer = o.Printer.ASCII()
	c := demoComparison("en", checks.Team)
	c.Baseline.Answers, c.Current.Answers = nil, nil
	for _, r := range string(comparisonIn(t, Text, c, o)) {
		if r > '~' {
			t.Errorf("%q is not ASCII", r)
		}
	}
}

func TestTwoViewsHaveNoVerdict(t *testing.T) {
	c := demoBeside("en")
	for _, f := range []Format{Text, Markdown} {
		if text := string(comparisonIn(t, f, c, in("en"))); strings.Contains(text, "changed their answer") || !strings.Contains(text, "no verdict") {
			t.Errorf("%s:\n%s", f, text)
		}
	}
	for _, item := range comparisonFile(c).Items {
		if item.Verdict != nil || item.MeanChange != nil {
			t.Errorf("%s has a verdict in JSON", item.ID)
		}
	}
}

func TestHostileTextOfTwoRunsStaysInItsPlace(t *testing.T) {
	c := demoComparison("en", checks.Team)
	c.Current.Team = "<b>|*Team*|"
	c.Current.Answers = map[string][]checks.Answer{"risks": {{Text: "# heading\n| a | b |\n<script>"}}}
	text := string(comparisonIn(t, Markdown, c, in("en")))
	for _, live := range []string{"<b>", "<script>", "\n# heading", "\n| a"} {
		if strings.Contains(text, live) {
			t.Errorf("%q is alive in\n%s", live, text)
		}
	}
}
