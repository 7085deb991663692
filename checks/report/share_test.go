package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
)

var checkOf = content.Check()

// secret marks what must not go out; the counts of what is withheld are such that they occur nowhere else.
const secret = "SECRET"

// secretRun is a finished run in which all that must not go out is marked.
func secretRun(t *rapid.T, i int) checks.Run {
	r := teamRun()
	r.ID = fmt.Sprintf("RUN%d", i)
	r.Kind = rapid.SampledFrom([]checks.Kind{checks.Team, checks.Solo}).Draw(t, "kind")
	r.Started = r.Started.AddDate(0, -2*i, 0)
	r.Finished = r.Finished.AddDate(0, -2*i, 0)
	if rapid.IntRange(0, 5).Draw(t, "unfinished") == 0 {
		r.Finished = time.Time{}
	}
	r.Drafts = map[string]string{"contact": secret}
	r.Looked = map[string]checks.Look{"X1": {Outcome: checks.OutcomeDropped, Reason: secret}, "X2": {Outcome: checks.OutcomeGone}}
	r.People = 12
	if r.Kind == checks.Solo {
		r.People = 1
	}
	r.Ratings = map[string]checks.Rating{}
	for _, it := range checkOf.Items {
		r.Ratings[it.ID] = secretRating(t, r.People)
	}
	for k := range r.Actions {
		r.Actions[k].ID = fmt.Sprintf("%s-%d", r.ID, k)
		r.Actions[k].Owner, r.Actions[k].Reason = secret, secret
		r.Actions[k].State = rapid.SampledFrom([]checks.State{checks.Open, checks.Done, checks.Dropped}).Draw(t, "state")
	}
	return r
}

func secretRating(t *rapid.T, people int) checks.Rating {
	rating := checks.Rating{Revision: 1, Revealed: true, Story: secret}
	rating.Chair = checks.Chair{Step: checks.Step(rapid.IntRange(0, 5).Draw(t, "chair")), Evidence: secret}
	for range rapid.IntRange(0, people).Draw(t, "answers") {
		rating.Tally = rating.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "step")))
	}
	return rating
}

// Of what must not go out nothing is in any format, in either language, and what is withheld changes not a byte of what goes out.
func TestNothingThatStaysHereGoesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var records, others []checks.Record
		for i := range rapid.IntRange(0, 4).Draw(t, "runs") {
			r := secretRun(t, i)
			records, others = append(records, r), append(others, withOtherSecrets(t, r))
		}
		for _, list := range []*[]checks.Record{&records, &others} {
			*list = append(*list, checks.Story{ID: "S1", Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: secret},
				checks.TeamAction{Team: "Payments", Made: today, Action: checks.Action{ID: "A1", Text: "Ring back", Owner: secret, Reason: secret, State: checks.Dropped}})
		}
		s := Selection{Made: today, Share: true}
		for _, f := range ExportFormats {
			for _, language := range []string{"en", "de"} {
				out, other := sharedIn(t, f, language, records, s), sharedIn(t, f, language, others, s)
				if strings.Contains(out, secret) {
					t.Fatalf("%s tells a secret:\n%s", f, out)
				}
				if out != other {
					t.Fatalf("%s tells what is withheld:\n%s\n----\n%s", f, out, other)
				}
			}
		}
	})
}

func sharedIn(t *rapid.T, f Format, language string, records []checks.Record, s Selection) string {
	d, err := NewDossier(checkOf, each(records), s)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Export(&b, f, d, ExportOptions{Options: in(language)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// withOtherSecrets returns the run with other answers, as few, where they are withheld, and the chair elsewhere there.
func withOtherSecrets(t *rapid.T, r checks.Run) checks.Run {
	o := r.Clone()
	for _, it := range checkOf.Items {
		rating := o.Ratings[it.ID]
		if rating.Answers() == 0 || rating.N() >= checks.MinShared {
			continue
		}
		rating.Tally = checks.Tally{}
		for range rapid.IntRange(1, checks.MinShared-1).Draw(t, "others") {
			rating.Tally = rating.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "other")))
		}
		rating.Chair.Step = checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "chair"))
		o.Ratings[it.ID] = rating
	}
	return o
}

func TestWhatIsWithheldIsSaidAndComparedWithNothing(t *testing.T) {
	few, many := threeRuns()[1], threeRuns()[2]
	few.Ratings["contact"] = checks.Rating{Tally: tally(2, 0, 1, 2, 1, 0), Revision: 1, Revealed: true}
	d := dossierOf(t, []checks.Record{few, many}, Selection{Share: true})
	item := d.Chapters[0].Comparison.Items[0]
	if item.Change != (checks.Change{Verdict: checks.VerdictWithheld}) || !item.Baseline.Withheld || item.Baseline.Answers() > 0 {
		t.Errorf("%+v", item)
	}
	for f, words := range map[Format][]string{
		Markdown: {"fewer than five answers", "Not compared: fewer than five answers.", "Left out so that this can be sent", "Answers are word for word"},
		HTML:     {"fewer than five answers", "Not compared: fewer than five answers.", "Left out so that this can be sent", "Answers are word for word", "&lt;5"},
		CSV:      {"fewer_than_five"},
		JSON:     {`"fewer_than_five": true`, `"left_out"`},
	} {
		text := string(exported(t, f, d, ExportOptions{Options: in("en")}))
		for _, s := range words {
			if !strings.Contains(text, s) {
				t.Errorf("%s does not say %q", f, s)
			}
		}
	}
}

func TestWhatIsLeftOutIsCountedOnce(t *testing.T) {
	runs := threeRuns()
	story := checks.Story{ID: "S1", Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: "They waited."}
	d := dossierOf(t, []checks.Record{runs[0], runs[1], hiddenRun(), story}, Selection{Share: true})
	// Each run holds a story, a piece of evidence, an owner and a reason, and an item that nobody of six gave a step.
	want := checks.LeftOut{Stories: 3, Evidence: 2, Reasons: 2, Owners: 2, Items: 2, Unfinished: 1}
	if d.Left != want {
		t.Errorf("%+v, not %+v", d.Left, want)
	}
	phrases := LeftOut(d.Left, in("de"))
	if len(phrases) != 6 || phrases[0] != "3 Geschichten" || phrases[5] != "ein unfertiger Durchgang" {
		t.Errorf("%q", phrases)
	}
	if LeftOut(checks.LeftOut{}, in("en")) != nil {
		t.Error("nothing is something")
	}
}
