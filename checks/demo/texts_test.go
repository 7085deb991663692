package demo

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"emptychair/checks"
)

func TestTextsFitThePlan(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		b, err := files.ReadFile(language + ".json")
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields() // what is in the files is shown
		var all texts
		if err := errors.Join(err, dec.Decode(&all)); err != nil || strings.Contains(string(b), `: ""`) {
			t.Errorf("%s: %v, or an empty text", language, err)
		}
		if len(all.Runs) != len(plan) || len(all.Stories) != len(storyPlan) || all.Actions["noon"].Text == "" || len(all.Actions) != 1 {
			t.Errorf("%s: %d runs, %d stories, %d actions", language, len(all.Runs), len(all.Stories), len(all.Actions))
		}
		for _, p := range plan {
			written, ok := all.Runs[p.texts]
			if !ok || all.Teams[p.team] == "" {
				t.Fatalf("%s: %s has no texts", language, p.texts)
			}
			fits(t, language+" "+p.texts, p, written)
		}
		for _, p := range storyPlan {
			written := all.Stories[p.texts]
			reached := func(state checks.ComplaintState) bool {
				return slices.ContainsFunc(p.steps, func(s plannedStep) bool { return s.state == state })
			}
			caused, planned, fixed := reached(checks.ComplaintCaused), reached(checks.ComplaintPlanned), reached(checks.ComplaintFixed)
			if written.Text == "" || caused != (len(written.Whys) > 0) || fixed != (written.Fix != "") || (planned || fixed) != (written.Owner != "") ||
				planned != (written.Plan != "") || (p.answered != nil) != (written.Remedy != "") {
				t.Errorf("%s: the text of %s does not fit its plan: %+v", language, p.texts, written)
			}
		}
	}
}

// fits holds that there is a text for all that is planned of a run, and none beyond that.
func fits(t *testing.T, place string, p planned, written runTexts) {
	t.Helper()
	var chairs []string
	for i, item := range check.Items {
		if p.ratings[i].chair != checks.NoAnswer {
			chairs = append(chairs, item.ID)
		}
	}
	if got := slices.Sorted(maps.Keys(written.Chairs)); !slices.Equal(got, chairs) {
		t.Errorf("%s: evidence for %v, a chair at %v", place, got, chairs)
	}
	for item := range written.Stories {
		if i := slices.IndexFunc(check.Items, func(it checks.Item) bool { return it.ID == item }); i < 0 || p.ratings[i].counts == [checks.Steps]int{} {
			t.Errorf("%s: a story at %s", place, item)
		}
	}
	if len(written.Answers) != len(check.Questions) || len(written.Actions) != len(p.actions) {
		t.Errorf("%s: answers to %d questions, %d actions", place, len(written.Answers), len(written.Actions))
	}
	for i, question := range check.Questions {
		if n := len(written.Answers[question.ID]); n != len(p.marks[i]) {
			t.Errorf("%s: %d answers to %s, %d are planned", place, n, question.ID, len(p.marks[i]))
		}
	}
}
