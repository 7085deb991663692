package checks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestNewRunStandsAtItsFirstStage(t *testing.T) {
	s := checks.Setup{Team: " Payments\t\x1b", Kind: checks.Team, People: 6, Minutes: 45}
	got, err := checks.NewRun(check, s, "run-1", start)
	want := checks.Run{
		ID: "run-1", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45, Started: start, At: "contact",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestASoloRunIsOnePersons(t *testing.T) {
	for _, people := range []int{0, 1, 7} {
		r, err := checks.NewRun(check, checks.Setup{Team: "Ana", Kind: checks.Solo, People: people}, "run-1", start)
		if err != nil || r.People != 1 {
			t.Errorf("%d people asked for: %d, %v", people, r.People, err)
		}
	}
}

func TestNewRunRefusesASetupThatIsWrong(t *testing.T) {
	for code, setups := range map[checks.Code][]checks.Setup{
		checks.CodeTeamEmpty:   {{Kind: checks.Team, People: 6}, {Team: " \n\x00", Kind: checks.Team, People: 6}},
		checks.CodeKind:        {{Team: "Payments", People: 6}},
		checks.CodePeople:      {{Team: "Payments", Kind: checks.Team}},
		checks.CodeUnknownWord: {{Team: "Payments", Kind: checks.Team, People: 4, Origin: "hearsay"}},
	} {
		for _, setup := range setups {
			_, err := checks.NewRun(check, setup, "run-1", start)
			wantCode(t, err, code)
		}
	}
}

// spoiled is a run of six people with parts of its JSON replaced; AA, XX and NN are the longest name, and texts and names that are
// too long by one.
func spoiled(patch string) checks.Run {
	r := newRun(6)
	long := strings.NewReplacer("AA", strings.Repeat("ä", checks.MaxName), "XX", strings.Repeat("ä", checks.MaxText+1), "NN", strings.Repeat("ä", checks.MaxName+1))
	must(json.Unmarshal([]byte(long.Replace(patch)), &r))
	return r
}

func TestARunIsRefusedForWhatIsWrongInIt(t *testing.T) {
	answered := func(answer string) string { return `{"answers": {"risks": [{` + answer + `}]}}` }
	acted := func(edit string) string {
		return `{"actions": [{"id": "a", "from": "risks", "text": "Call", "state": "open", ` + edit + `}]}`
	}
	rated := func(rating string) string { return `{"ratings": {"contact": {` + rating + `}}}` }
	for code, patches := range map[checks.Code][]string{
		"": {
			`{}`, `{"team": "AA"}`, `{"people": 99}`, `{"people": 1}`, `{"minutes": 480}`, `{"drafts": {"risks": "half a \n"}}`,
			rated(`"counts": [3, 2, 0, 0, 0], "no_answer": 1`), rated(`"chair": {"step": 5, "evidence": "calls"}, "story": "a story"`),
			answered(`"text": "calls\nand mail", "marks": 3`), acted(`"due": "2026-02-28"`), acted(`"state": "dropped", "reason": "no time"`),
		},
		checks.CodeID:           {`{"id": ""}`, `{"id": "run\u001b"}`, acted(`"id": ""`)},
		checks.CodeUnknownCheck: {`{"check": "other"}`},
		checks.CodeUnknownWord:  {`{"origin": "hearsay"}`, acted(`"state": "later"`)},
		checks.CodeWantTime:     {`{"started": "0001-01-01T00:00:00Z"}`},
		checks.CodeTeamEmpty:    {`{"team": ""}`, `{"team": " \n"}`},
		checks.CodeTeamLong:     {`{"team": "NN"}`},
		checks.CodeKind:         {`{"kind": ""}`, `{"kind": "group"}`},
		checks.CodePeople:       {`{"people": 0}`, `{"people": -1}`, `{"people": 100}`, `{"kind": "solo", "people": 2}`},
		checks.CodeMinutes:      {`{"minutes": -1}`, `{"minutes": 481}`},
		checks.CodeUnknownStage: {`{"at": "nowhere"}`, `{"spent": {"nowhere": 1}}`, `{"drafts": {"nowhere": "x"}}`},
		checks.CodeUnknownItem:  {`{"ratings": {"risks": {}}}`, `{"answers": {"contact": null}}`, acted(`"from": "choose"`)},
		checks.CodeCount: {
			rated(`"counts": [0, -1, 2, 0, 0]`), rated(`"no_answer": -1`), rated(`"counts": [9223372036854775807, 9223372036854775807, 0, 0, 0]`),
		},
		checks.CodePeopleVoted: {rated(`"counts": [3, 2, 1, 0, 0], "no_answer": 1`)},
		checks.CodeNoVotes:     {rated(`"revealed": true`)},
		checks.CodeStep:        {rated(`"chair": {"step": 6}`)},
		checks.CodeTextEmpty:   {answered(``), acted(`"text": ""`)},
		checks.CodeTextLong:    {rated(`"chair": {"step": 5, "evidence": "XX"}`), rated(`"story": "XX"`), answered(`"text": "XX"`)},
		checks.CodeMarks:       {answered(`"text": "a", "marks": -1`), answered(`"text": "a", "marks": 100`)},
		checks.CodeAnswersFull: {answered(strings.Repeat(`}, {`, checks.MaxAnswers))},
		checks.CodeOwnerLong:   {acted(`"owner": "NN"`)},
		checks.CodeTwice:       {acted(`"owner": ""}, {"id": "a", "from": "risks", "text": "Call", "state": "open"`)},
		checks.CodeInvalidRun: {
			`{"team": "Pay\u001bments"}`, `{"drafts": {"risks": "\u001b"}}`, rated(`"chair": {"step": 5, "evidence": "\u001b[31m"}`),
			rated(`"story": "a\u202eb"`), answered(`"text": "a\u0007"`), acted(`"text": "a\u001b"`), acted(`"reason": "\u001b"`), acted(`"owner": "\u001b"`),
		},
	} {
		for _, patch := range patches {
			if _, err := checks.NewFlow(check, spoiled(patch)); checks.CodeOf(err) != code || (err == nil) != (code == "") {
				t.Errorf("%s: %v, want %q", patch, err, code)
			}
		}
	}
	r := newRun(6) // what JSON cannot say
	r.Spent = checks.Spent{"risks": -1}
	wantCode(t, r.Validate(check), checks.CodeWantSeconds)
	r = newFlow(6, action("a")).Run()
	r.Actions[0].Due = checks.Day{Year: 2026, Month: 2, Day: 30}
	wantCode(t, r.Validate(check), checks.CodeDay)
}

func TestCloneSharesNothing(t *testing.T) {
	f := newFlow(6, votes("contact", 4), answers("risks", "price"), action("a"))
	f.SetDraft("half a thought")
	f.Spend(time.Minute)
	run := f.Run()
	held := run.Clone()
	if diff := cmp.Diff(run, held); diff != "" {
		t.Fatal(diff)
	}
	other := run.Clone()
	other.Ratings["contact"] = checks.Rating{}
	other.Answers["risks"][0].Text = "changed"
	other.Answers["channels"] = nil
	other.Actions[0].Text = "changed"
	other.Spent["contact"] = 0
	other.Drafts["contact"] = "changed"
	if diff := cmp.Diff(held, run); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenCountsOnlyWhatIsNotRevealed(t *testing.T) {
	f := newFlow(6, votes("contact", 4, 0), votes("trust", 1, 2, 3), reveal("trust"))
	for item, want := range map[string]int{"contact": 2, "trust": 0, "value": 0, "nowhere": 0} {
		if got := f.Run().Hidden(item); got != want {
			t.Errorf("%s: %d, want %d", item, got, want)
		}
	}
}

func TestStagesFollowTheCheck(t *testing.T) {
	var ids []string
	for _, s := range newRun(6).Stages(check) {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "contact trust value channels decisions unclear risks choose close" {
		t.Error(got)
	}
	if !check.Has("trust") || !check.Has("risks") || check.Has("close") || check.HasQuestion("trust") {
		t.Error("items and questions are confused")
	}
}

func TestRunEnteredLaterEndedWhenItTookPlace(t *testing.T) {
	then := at("2026-05-12 12:00")
	f := get(checks.NewFlow(check, get(checks.NewRun(check, checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: checks.OriginLater}, "R1", then))))
	must(f.Finish(then.AddDate(0, 6, 0)))
	if r := f.Run(); !r.Finished.Equal(then) || checks.Summarize(r).Origin != checks.OriginLater {
		t.Errorf("finished %v, %q", r.Finished, checks.Summarize(r).Origin)
	}
}

// found returns the paths and codes of what is wrong with a record.
func found(r checks.Record) []string {
	var list []string
	for _, p := range r.Problems(check) {
		list = append(list, p.Path.String()+" "+string(p.Err.Code))
	}
	return list
}

func TestEverythingThatIsWrongIsFoundAtItsPlace(t *testing.T) {
	r := newRun(6)
	r.ID, r.Kind, r.Minutes = "", "crowd", -1
	r.Ratings = map[string]checks.Rating{
		"trust":   {Tally: checks.Tally{Counts: [5]int{2: 100}}, Chair: checks.Chair{Step: 6}},
		"contact": {Tally: checks.Tally{Counts: [5]int{4: 7}}, Revision: -1},
	}
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "a"}, {Marks: 100}}}
	r.Looked = map[string]checks.Look{"a.b": {Outcome: checks.OutcomeDropped}}
	r.Actions = []checks.Action{{ID: "a", From: "risks", Text: "Call", State: "later"}}
	want := []string{
		"id id", "kind kind", "minutes minutes", "ratings.contact.revision want-number", "ratings.contact people-voted",
		"ratings.trust.counts[2] count", "ratings.trust.chair.step step", "answers.risks[1].text text-empty", "answers.risks[1].marks marks",
		"look_back contradicts", `looked["a.b"].on day`, `looked["a.b"].reason reason-empty`, "actions[0].state unknown-word",
	}
	if diff := cmp.Diff(want, found(r)); diff != "" {
		t.Error(diff)
	}
	if got := checks.CodeOf(r.Validate(check)); got != checks.CodeID {
		t.Errorf("the first is %s", got)
	}
	s := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromReport, Text: "x", Complaint: checks.Complaint{
		State: checks.ComplaintGone, Cases: 1, Before: []checks.Attempt{{Whys: []string{""}}},
	}}
	want = []string{
		"on day", "complaint.steps invalid-story", "complaint.cause invalid-story", "complaint.fix invalid-story",
		"complaint.before[0].whys[0] text-empty", "complaint.before[0].fix text-empty",
	}
	if diff := cmp.Diff(want, found(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"team team-empty"}, found(checks.Marks{})); diff != "" {
		t.Error(diff)
	}
	between := checks.Action{ID: "a", Team: "Ops", Text: "Call", State: checks.Open}
	ofRun := between
	ofRun.Run = "R1"
	if diff := cmp.Diff([][]string{{"made missing-field"}, {"from unknown-item"}}, [][]string{found(between), found(ofRun)}); diff != "" {
		t.Error(diff)
	}
}

func TestSameRecordsAreTheSameInAnyZoneAndWithoutEmptyLists(t *testing.T) {
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	r := checks.Run{ID: "R1", Started: at, Answers: map[string][]checks.Answer{"channels": {}}, Ratings: map[string]checks.Rating{}}
	o := checks.Run{ID: "R1", Started: at.In(time.FixedZone("", 7200))}
	a := checks.Action{Team: "A", Made: at}
	b := checks.Action{Team: "A", Made: at.Local()}
	if !checks.Same(r, o) || !checks.Same(a, b) || !checks.Same(checks.Marks{Team: "A"}, checks.Marks{Team: "A"}) {
		t.Error("not the same")
	}
}

// That each field counts is tested beside the interchange format, in which a forgotten one would be lost as well.
func TestRecordsOfDifferentKindsAreNotTheSame(t *testing.T) {
	all := []checks.Record{checks.Run{}, checks.Action{}, checks.Story{}, checks.Marks{}}
	for i, a := range all {
		for j, b := range all {
			if checks.Same(a, b) != (i == j) {
				t.Errorf("%T and %T", a, b)
			}
		}
	}
}

// A mark without a width at the ends of a text is nothing that somebody wrote.
func TestWhatNobodySeesIsNoTextBetweenRuns(t *testing.T) {
	const unseen = "\u200b"
	today := checks.Day{Year: 2026, Month: time.November, Day: 12}
	action := checks.Action{ID: "a", Text: unseen + "call" + unseen, State: checks.Open, Team: "A", Made: today.Time()}
	made, err := checks.NewAction(check, action)
	if err != nil || made.Text != "call" {
		t.Errorf("%q, %v", made.Text, err)
	}
	action.Text = unseen
	if _, err := checks.NewAction(check, action); checks.CodeOf(err) != checks.CodeTextEmpty {
		t.Error(err)
	}
	if _, err := made.Drop(unseen); checks.CodeOf(err) != checks.CodeReasonEmpty {
		t.Error(err)
	}
	if dropped, err := made.Drop("others do it" + unseen); err != nil || dropped.Validate(check) != nil {
		t.Error(err, dropped.Validate(check))
	}
	c := checks.NewComplaint(today)
	if _, err := c.Explain([]string{unseen}, today); checks.CodeOf(err) != checks.CodeNoCause {
		t.Error(err)
	}
	if c, err := c.Explain([]string{unseen + "no bell", unseen}, today); err != nil || c.Cause() != "no bell" || len(c.Whys) != 1 {
		t.Error(c, err)
	}
}

func TestErrorsAreKnownByTheirCode(t *testing.T) {
	err := fmt.Errorf("saving: %w", &checks.Error{Code: checks.CodeBusy, Subject: "a.db", Err: io.ErrUnexpectedEOF})
	if checks.CodeOf(err) != checks.CodeBusy || !errors.Is(err, &checks.Error{Code: checks.CodeBusy}) {
		t.Errorf("code %q", checks.CodeOf(err))
	}
	if errors.Is(err, &checks.Error{Code: checks.CodeIO}) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("it is taken for another, or does not know what is behind it")
	}
	if checks.CodeOf(io.EOF) != "" || checks.CodeOf(nil) != "" {
		t.Error("a foreign error has a code")
	}
}

func TestErrorTellsAProgrammerEverything(t *testing.T) {
	tests := []struct {
		err  *checks.Error
		want string
	}{
		{&checks.Error{Code: checks.CodeDay}, "day"},
		{&checks.Error{Code: checks.CodeDay, Subject: "31.4."}, "day (31.4.)"},
		{&checks.Error{Code: checks.CodeIO, Subject: "a.db", Err: io.ErrShortWrite}, "io (a.db): short write"},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestErrorsSubjectIsSafeToShow(t *testing.T) {
	err := &checks.Error{Code: checks.CodeDay, Subject: "\x1b[31m\u202e31.4.\r\n"}
	if err.MessageCode() != "day" || err.MessageSubject() != "[31m31.4." {
		t.Errorf("code %q, subject %q", err.MessageCode(), err.MessageSubject())
	}
}

func TestErrorTellsTheDayThatBelongsToIt(t *testing.T) {
	err := &checks.Error{Code: checks.CodeNoRunThen, Nearest: checks.Day{Year: 2026, Month: 8, Day: 19}}
	if day, ok := err.MessageDay(); !ok || !day.Equal(at("2026-08-19")) {
		t.Errorf("got %v, %v", day, ok)
	}
	if _, ok := (&checks.Error{Code: checks.CodeNoRunThen}).MessageDay(); ok {
		t.Error("there is a day without a run")
	}
}
