package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
)

// enteredRuns are two runs of a team, the first from a table and the second entered later.
func enteredRuns() (then, now checks.Run) {
	then, now = threeRuns()[1], threeRuns()[2]
	then.Origin, now.Origin = checks.OriginTable, checks.OriginLater
	return then, now
}

func TestEveryReportSaysHowARunCameToBeKept(t *testing.T) {
	then, now := enteredRuns()
	list := []checks.Summary{checks.Summarize(now), checks.Summarize(then)}
	trend := checks.TrendOf(content.Check(), now.Team, now.Kind, list, 0, zone)
	h := checks.History{Team: now.Team, Runs: list}
	month := checks.MonthOf(now.Finished)
	reports := map[string]func(b *bytes.Buffer, f Format, o Options) error{
		"runs": func(b *bytes.Buffer, f Format, o Options) error { return Runs(b, f, list, nil, o) },
		"run":  func(b *bytes.Buffer, f Format, o Options) error { return Run(b, f, now, nil, o) },
		"compare": func(b *bytes.Buffer, f Format, o Options) error {
			return Compare(b, f, checks.Compare(content.Check(), then, now, checks.ChosenPrevious, false), o)
		},
		"trend": func(b *bytes.Buffer, f Format, o Options) error { return Trend(b, f, trend, o) },
		"beside": func(b *bytes.Buffer, f Format, o Options) error {
			return Beside(b, f, checks.BesideOf(content.Check(), checks.Group{Run: then}, checks.Group{Run: now}), o)
		},
		"voice": func(b *bytes.Buffer, f Format, o Options) error {
			v := checks.VoiceOf(content.Check(), month, now.Team, nil, nil, h, &now, checks.DayOf(now.Finished), zone)
			return Voice(b, f, v, o)
		},
	}
	for name, write := range reports {
		words := map[Format][]string{
			Text: {"entered later", "from a table"}, Markdown: {"entered later", "from a table"}, JSON: {`"entered": "later"`, `"entered": "csv"`},
		}
		for f, said := range words {
			if name == "run" {
				said = said[:1]
			}
			var b bytes.Buffer
			if err := write(&b, f, in("en")); err != nil {
				t.Fatal(err)
			}
			for _, s := range said {
				if !strings.Contains(strings.Join(strings.Fields(b.String()), " "), s) {
					t.Errorf("%s as %s does not say %s:\n%s", name, f, s, b.String())
				}
			}
			if f == JSON && name != "run" && name != "runs" {
				fits(t, name+".json", b.Bytes())
			}
			for line := range strings.Lines(b.String()) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); f == Text && w > usualWidth {
					t.Errorf("%s: %d cells: %s", name, w, line)
				}
			}
		}
	}
}

func TestColumnsOfATrendAreMarkedAndTheMarksExplained(t *testing.T) {
	then, now := enteredRuns()
	trend := checks.TrendOf(content.Check(), now.Team, now.Kind, []checks.Summary{checks.Summarize(now), checks.Summarize(then)}, 0, zone)
	text := string(trendIn(t, Text, trend, in("de")))
	for _, s := range []string{"Q2/26+", "Q3/26*", "* nachgetragen", "+ aus einer Tabelle"} {
		if !strings.Contains(text, s) {
			t.Errorf("%q is missing in\n%s", s, text)
		}
	}
	if markdown := string(trendIn(t, Markdown, trend, in("de"))); strings.Contains(markdown, "+ aus") {
		t.Errorf("Markdown explains a sign that it does not draw:\n%s", markdown)
	}
}
