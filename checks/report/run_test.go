package report

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
)

func TestARunIsWrittenInBothLanguages(t *testing.T) {
	runs := map[string]checks.Run{"team": teamRun(), "hidden": hiddenRun(), "solo": soloRun(), "looked": lookedRun()}
	for name, r := range runs {
		for _, language := range []string{"en", "de"} {
			for _, f := range []Format{Text, Markdown} {
				t.Run(strings.Join([]string{name, language, string(f)}, "-"), func(t *testing.T) {
					golden.RequireEqual(t, written(t, f, r, in(language)))
				})
			}
		}
	}
}

func TestTextKeepsWithinItsWidth(t *testing.T) {
	crowd := teamRun()
	crowd.People = 40
	crowd.Ratings = map[string]checks.Rating{"contact": {Tally: tally(9, 0, 0, 1, 0, 30), Revision: 1, Revealed: true}}
	for given, width := range map[int]int{0: 80, 54: 54, 90: 90} {
		for _, language := range []string{"en", "de"} {
			o := in(language)
			o.Width = given
			for _, r := range []checks.Run{teamRun(), hiddenRun(), crowd} {
				for line := range strings.Lines(string(written(t, Text, r, o))) {
					if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
						t.Errorf("%s: %d cells, not %d: %s", language, w, width, line)
					}
				}
			}
		}
	}
}

func TestASCIIDrawsNoSignBeyondIt(t *testing.T) {
	r := teamRun()
	r.Answers = nil
	o := in("en")
	o.Printer = o.Printer.ASCII()
	got := written(t, Text, r, o)
	for _, c := range string(got) {
		if c > '~' {
			t.Errorf("%q is not ASCII", c)
		}
	}
	golden.RequireEqual(t, got)
}

func TestBoldIsForHeadingsAlone(t *testing.T) {
	o := in("en")
	plain := string(written(t, Text, teamRun(), o))
	o.Bold = true
	bold := string(written(t, Text, teamRun(), o))
	if !strings.HasPrefix(bold, "\x1b[1mPayments\x1b[m\n") {
		t.Errorf("the team does not stand out: %q", bold[:30])
	}
	if ansi.Strip(bold) != plain {
		t.Error("bold changes the text")
	}
}

func TestManyAnswersStackInTheirColumn(t *testing.T) {
	r := teamRun()
	r.People = 40
	r.Ratings = map[string]checks.Rating{"contact": {Tally: tally(0, 1, 16, 0, 7, 8), Revision: 1, Revealed: true}}
	golden.RequireEqual(t, written(t, Text, r, in("en")))
}

func TestNothingOfAHiddenTallyShows(t *testing.T) {
	one, other := hiddenRun(), hiddenRun()
	other.Ratings = map[string]checks.Rating{"contact": {Tally: tally(0, 0, 0, 0, 0, 4), Revision: 1}}
	for _, f := range RunFormats {
		if string(written(t, f, one, in("en"))) != string(written(t, f, other, in("en"))) {
			t.Errorf("%s tells other votes apart", f)
		}
	}
}
