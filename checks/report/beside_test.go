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
	"emptychair/checks/demo"
)

// demoGroups puts the latest runs of the demo's teams beside each other, the one used last first.
func demoGroups(language string) checks.Beside {
	team, list, whole := demoTeam(language)
	latest := func(name string) checks.Run {
		var found checks.Run
		for _, s := range list {
			if s.Team == name && s.Kind == checks.Team {
				found = whole[s.ID]
			}
		}
		return found
	}
	leadership := demo.Leadership(language)
	return checks.BesideOf(content.Check(), checks.Group{Run: latest(team)}, checks.Group{Run: latest(leadership), Leadership: true})
}

// otherWords is the same where the groups were asked in different words, and one has a long name.
func otherWords(language string) checks.Beside {
	b := demoGroups(language)
	b.Items[2].Ratings[0].Revision = 7
	b.Groups[1].Run.Team = strings.Repeat("Refunds and chargebacks ", 2) + "<b>|*x*|"
	return b
}

func besideIn(t *testing.T, f Format, b checks.Beside, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Beside(&out, f, b, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTwoGroupsAreWrittenInBothLanguages(t *testing.T) {
	for name, b := range map[string]func(string) checks.Beside{"demo": demoGroups, "other-words": otherWords} {
		for _, language := range []string{"en", "de"} {
			for _, f := range Formats {
				t.Run(fmt.Sprintf("%s-%s-%s", name, language, f), func(t *testing.T) {
					golden.RequireEqual(t, besideIn(t, f, b(language), in(language)))
				})
			}
			for line := range strings.Lines(string(besideIn(t, Text, b(language), in(language)))) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > usualWidth {
					t.Errorf("%s in %s: %d cells: %s", name, language, w, line)
				}
			}
		}
		fits(t, "beside.json", besideIn(t, JSON, b("en"), in("en")))
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

func TestHostileNamesOfGroupsStayInTheirPlace(t *testing.T) {
	text := string(besideIn(t, Markdown, otherWords("en"), in("en")))
	if strings.Contains(text, "<b>") || strings.Contains(text, "|*x") {
		t.Errorf("the name is alive in\n%s", text)
	}
}
