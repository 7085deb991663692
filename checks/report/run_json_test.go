package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
)

func TestJSONOfARunHoldsAllOfIt(t *testing.T) {
	golden.RequireEqual(t, written(t, JSON, teamRun(), in("de")))
}

func TestJSONOfARunIsAsItsSchemaSays(t *testing.T) {
	later := teamRun()
	later.Origin = checks.OriginLater
	chair := hiddenRun()
	rating := chair.Ratings["contact"]
	rating.Chair, rating.Story = checks.Chair{Empty: true}, "They waited."
	chair.Ratings["contact"] = rating
	for _, r := range []checks.Run{teamRun(), lookedRun(), hiddenRun(), soloRun(), later, chair} {
		fits(t, "run.json", written(t, JSON, r, in("en")))
	}
}

func TestJSONOfAHiddenRatingHoldsNoCounts(t *testing.T) {
	got := written(t, JSON, hiddenRun(), in("en"))
	golden.RequireEqual(t, got)
	if strings.Contains(string(got), "counts") {
		t.Error("counts of a hidden rating are written")
	}
}

func TestJSONKeepsWhatPeopleWrote(t *testing.T) {
	r := teamRun()
	r.Answers["channels"][0].Text = `<b>"&` + "\n👩🏽‍💻"
	got := written(t, JSON, r, in("en"))
	if !json.Valid(got) || !strings.Contains(string(got), `"text": "<b>\"&\n👩🏽‍💻"`) {
		t.Errorf("the answer changed: %s", got)
	}
}

func TestJSONOfALookBackSaysWhatBecameOfEach(t *testing.T) {
	golden.RequireEqual(t, written(t, JSON, lookedRun(), in("en")))
	if strings.Contains(string(written(t, JSON, teamRun(), in("en"))), "looked_back") {
		t.Error("a run that did not look back has a look back")
	}
}
