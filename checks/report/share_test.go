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

// fewest is how many must have rated an item for its answers to go out.
const fewest = 5

// secretRun is a finished run in which all that must not go out is marked.
func secretRun(t *rapid.T, i int) checks.Run {
	r := teamRun()
	r.ID = fmt.Sprintf("RUN%d", i)
	r.Kind = rapid.SampledFrom([]checks.Kind{checks.Team, checks.Solo}).Draw(t, "kind")
	r.Started = r.Started.AddDate(0, -2*i, 0)
	r.Finished = r.Finished.AddDate(0, -2*i, 0)
	r.Day = checks.DayOf(r.Finished)
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
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "late payments"}}}
	for _, q := range checkOf.Questions {
		for _, text := range rapid.SliceOfN(rapid.SampledFrom(retold), 0, 2).Draw(t, "retold") {
			r.Answers[q.ID] = append(r.Answers[q.ID], checks.Answer{Text: text, Marks: 1})
		}
	}
	for k := range r.Actions {
		r.Actions[k].ID = fmt.Sprintf("%s-%d", r.ID, k)
		r.Actions[k].Owner, r.Actions[k].Reason = secret, secret
		if rapid.Bool().Draw(t, "told") {
			r.Actions[k].Text = rapid.SampledFrom(retold).Draw(t, "text")
		}
		r.Actions[k].State = rapid.SampledFrom([]checks.State{checks.Open, checks.Done, checks.Dropped}).Draw(t, "state")
	}
	return r
}

// retold is how an answer tells the story that is a secret.
var retold = []string{secret, "secret.", "They said: “" + secret + "” / and left", "before\n" + secret}

func secretRating(t *rapid.T, people int) checks.Rating {
	rating := checks.Rating{Revision: 1, Revealed: true, Story: rapid.SampledFrom([]string{"", secret}).Draw(t, "story")}
	rating.Chair = checks.Chair{Step: checks.Step(rapid.IntRange(0, 5).Draw(t, "chair")), Evidence: secret}
	for range rapid.IntRange(0, people).Draw(t, "answers") {
		rating.Tally = rating.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "step")))
	}
	return rating
}

// Of what must not go out nothing is in any format, in either language, and what is withheld changes not a byte of what goes out:
// not of all, not of a time, not of a run alone or held against a chosen one.
func TestNothingThatStaysHereGoesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		own, team := rapid.Bool().Draw(t, "own"), rapid.SampledFrom([]string{"Payments", "Search"}).Draw(t, "team of the story")
		var records, others []checks.Record
		var finished []string
		for i := range rapid.IntRange(0, 4).Draw(t, "runs") {
			r := secretRun(t, i)
			records, others = append(records, r), append(others, withOtherSecrets(t, r, own))
			if r.IsFinished() {
				finished = append(finished, r.ID)
			}
		}
		for _, list := range []*[]checks.Record{&records, &others} {
			*list = append(*list, checks.Story{ID: storyID, Team: team, On: checks.DayOf(today), Source: checks.FromCustomer, Text: secret},
				checks.Action{Team: "Payments", Made: today, ID: "A1", Text: "Ring back", Owner: secret, Reason: secret, State: checks.Dropped})
		}
		s := secretSelection(t, finished)
		s.Own = own
		for _, f := range ExportFormats {
			for _, language := range []string{"en", "de"} {
				out, other := sharedIn(t, f, language, records, s), sharedIn(t, f, language, others, s)
				if strings.Contains(strings.ToUpper(out), secret) || strings.Contains(out, storyID) {
					t.Fatalf("%s tells a secret:\n%s", f, out)
				}
				if out != other {
					t.Fatalf("%s tells what is withheld:\n%s\n----\n%s", f, out, other)
				}
			}
		}
	})
}

// A month that is to be shared holds no word of a story, of what was found out about it, or of who looks after anything, however far that is
// followed, and fits its schema.
func TestNothingOfAMonthThatStaysHereGoesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		team := checks.Snapshot{Team: "Payments"}
		for i := range rapid.IntRange(0, 3).Draw(t, "runs") {
			team.Runs = append(team.Runs, secretRun(t, i))
		}
		for i, state := range append(checks.ComplaintStates(), checks.NoComplaint) {
			on := checks.DayOf(today.AddDate(0, 0, -rapid.IntRange(0, 40).Draw(t, "day")))
			s := checks.Story{ID: fmt.Sprint("S", i), Team: "Payments", On: on, Source: checks.FromCustomer, Text: secret, About: "trust"}
			if state != checks.NoComplaint {
				s.Complaint = checks.Complaint{
					State: state, Cases: 2, Steps: checks.StepsTo(state, on), Whys: []string{secret}, Plan: secret, Fix: secret, Owner: secret,
					Remedy: checks.Remedy{Text: secret, On: on}, Before: []checks.Attempt{{Whys: []string{secret}, Fix: secret, Owner: secret}},
				}
			}
			team.Stories = append(team.Stories, s)
			text := rapid.SampledFrom(append(retold, "Ring back")).Draw(t, "text")
			team.ActionsBetween = append(team.ActionsBetween, checks.Action{
				ID: fmt.Sprint("A", i), Team: "Payments", Text: text, Owner: secret, Story: s.ID, State: checks.Open, Made: today,
			})
		}
		v, left := team.ShareVoice(toldTo(team), checkOf, checks.MonthOf(today), checks.DayOf(today), false)
		if left.Stories != 1 || left.Verbatim+left.Actions < len(team.ActionsBetween) {
			t.Errorf("left out: %+v", left)
		}
		for _, f := range VoiceFormats {
			for _, language := range []string{"en", "de"} {
				var b bytes.Buffer
				must(t, Voice(&b, f, v, in(language)))
				if strings.Contains(strings.ToUpper(b.String()), secret) {
					t.Fatalf("%s tells a secret:\n%s", f, &b)
				}
				if f == JSON {
					fits(t, "voice.json", b.Bytes())
				}
			}
		}
	})
}

// toldTo is what was told to a team.
func toldTo(team checks.Snapshot) checks.StoryTexts {
	told := checks.StoryTextsOf()
	for _, r := range team.Runs {
		told.Add(r)
	}
	for _, s := range team.Stories {
		told.Add(s)
	}
	return told
}

// storyID is the id of the story that is a secret.
const storyID = "01STORY"

// secretSelection asks for all, for a time, for one of the runs, or for two of them.
func secretSelection(t *rapid.T, finished []string) Selection {
	s := Selection{Made: today, Share: true}
	if len(finished) > 0 && rapid.Bool().Draw(t, "one run") {
		s.Run = rapid.SampledFrom(finished).Draw(t, "run")
		s.Baseline = rapid.SampledFrom(append([]string{""}, finished...)).Draw(t, "baseline")
		if s.Baseline == s.Run {
			s.Baseline = ""
		}
		return s
	}
	if rapid.Bool().Draw(t, "a time") {
		day := func(name string) checks.Day {
			return checks.DayOf(today.AddDate(0, -rapid.IntRange(0, 10).Draw(t, name), 0))
		}
		s.Period = checks.Period{From: day("from"), To: day("to")}
	}
	return s
}

func sharedIn(t *rapid.T, f Format, language string, records []checks.Record, s Selection) string {
	d, err := NewExportData(checkOf, each(records), s)
	must(t, err)
	var b bytes.Buffer
	must(t, Export(&b, f, d, in(language)))
	return b.String()
}

// withOtherSecrets returns the run with other answers, as few, where they are withheld, and the chair elsewhere there.
func withOtherSecrets(t *rapid.T, r checks.Run, own bool) checks.Run {
	o := r.Clone()
	for _, it := range checkOf.Items {
		rating := o.Ratings[it.ID]
		if own && r.Kind == checks.Solo { // all of it goes out
			continue
		}
		if rating.Answers() == 0 || rating.N() >= fewest {
			continue
		}
		rating.Tally = checks.Tally{}
		for range rapid.IntRange(1, fewest-1).Draw(t, "others") {
			rating.Tally = rating.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "other")))
		}
		rating.Chair.Step = checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "chair"))
		o.Ratings[it.ID] = rating
	}
	return o
}

func TestWhatIsWithheldIsSaidAndComparedWithNothing(t *testing.T) {
	for few := range 2 {
		runs := threeRuns()[1:]
		runs[few].Ratings["contact"] = checks.Rating{Tally: tally(2, 0, 1, 2, 1, 0), Revision: 1, Revealed: true}
		d := exportDataOf(t, []checks.Record{runs[0], runs[1]}, Selection{Share: true})
		item := d.Teams[0].Comparison.Items[0]
		withheld := []checks.Rating{item.Baseline, item.Current}[few]
		if item.Change != (checks.Change{Verdict: checks.VerdictWithheld}) || !withheld.Withheld || withheld.Answers() > 0 {
			t.Errorf("%+v", item)
		}
		said := []string{"fewer than five answers", "Not compared: fewer than five answers.", "Left out so that this can be shared", "What people wrote is in it word for word"}
		for f, words := range map[Format][]string{
			Markdown: said, HTML: append(said, "&lt;5"), CSV: {"fewer_than_five"}, JSON: {`"fewer_than_five": true`, `"left_out"`},
		} {
			text := string(exported(t, f, d, in("en")))
			for _, s := range words {
				if !strings.Contains(text, s) {
					t.Errorf("%s does not say %q", f, s)
				}
			}
		}
	}
}

func TestWhatIsLeftOutIsCountedOnce(t *testing.T) {
	runs := threeRuns()
	runs[1].Looked = map[string]checks.Look{runs[0].Actions[1].ID: {Outcome: checks.OutcomeDropped, Reason: "done by others", On: runs[1].Day}}
	const waited = "They waited for an answer."
	rating := runs[1].Ratings["trust"]
	rating.Story = "They waited / for an answer"
	runs[1].Ratings["trust"] = rating
	runs[0].Answers = map[string][]checks.Answer{"risks": {{Text: waited + " We should ring."}, {Text: "late payments"}}}
	story := checks.Story{ID: "S1", Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: waited}
	d := exportDataOf(t, []checks.Record{runs[0], runs[1], hiddenRun(), story}, Selection{Share: true})
	// Both runs tell the same story at one item and hold a piece of evidence, an owner and a reason, and an item that nobody of
	// six gave a step. The second one looked back at the action that the first one dropped.
	want := checks.LeftOut{Stories: 2, Answers: 1, Evidence: 2, Reasons: 2, Owners: 2, Items: 2, Unfinished: 1, Verbatim: 8}
	if d.Left != want {
		t.Errorf("%+v, not %+v", d.Left, want)
	}
	phrases := LeftOut(d.Left, in("de"))
	if len(phrases) != 7 || phrases[0] != "2 Geschichten" || phrases[1] != "eine Antwort, die eine Geschichte oder einen Beleg wiederholt" || phrases[6] != "ein unfertiger Durchgang" {
		t.Errorf("%q", phrases)
	}
	if LeftOut(checks.LeftOut{}, in("en")) != nil {
		t.Error("nothing is something")
	}
}

func TestOfOneRunNothingGoesOutOfAnother(t *testing.T) {
	runs := threeRuns()
	const waited = "They waited for three weeks and then left."
	runs[1].Answers["risks"] = append(runs[1].Answers["risks"], checks.Answer{Text: waited})
	story := checks.Story{ID: "S1", Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: waited}
	records := []checks.Record{runs[0], runs[1], runs[2], hiddenRun(), story}
	d := exportDataOf(t, records, Selection{Share: true, Run: "R2"})
	if want := (checks.LeftOut{Stories: 1, Answers: 1, Evidence: 1, Reasons: 1, Owners: 1, Items: 1, Verbatim: 5}); d.Left != want {
		t.Errorf("%+v, not %+v", d.Left, want)
	}
	c := d.Teams[0]
	if c.Comparison == nil || c.Comparison.Baseline.ID != "R1" || c.Comparison.Baseline.Answers != nil || c.Comparison.Baseline.Actions != nil {
		t.Errorf("held against %+v", c.Comparison)
	}
	for _, f := range ExportFormats {
		text := string(exported(t, f, d, in("en")))
		if strings.Contains(text, "R1") || strings.Contains(text, "waited") {
			t.Errorf("%s holds more than one run:\n%s", f, text)
		}
		if forPeople := f == Markdown || f == HTML; forPeople && (!strings.Contains(text, "no answers that can be shared") || strings.Contains(text, "no answers<")) {
			t.Errorf("%s says that there were no answers:\n%s", f, text)
		}
		if n := strings.Count(text, "Call one customer a week"); n != 1 {
			t.Errorf("%s holds an action %d times", f, n)
		}
	}
}

func TestATeamWithNothingButStoriesIsToldOfAndWhatItToldIsCounted(t *testing.T) {
	story := checks.Story{ID: "S1", Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: "They waited."}
	d := exportDataOf(t, []checks.Record{story}, Selection{Share: true})
	if len(d.Teams) != 1 || d.Teams[0].Stories != nil || d.Left != (checks.LeftOut{Stories: 1}) {
		t.Errorf("%+v", d)
	}
}
