package interchange_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/demo"
	"emptychair/checks/interchange"
)

// addBad adds the bad files with an ending to the seeds.
func addBad(f *testing.F, ending string) {
	f.Helper()
	files, err := filepath.Glob("testdata/bad/*" + ending)
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		wantOK(f, err)
		f.Add(b)
	}
}

// isRefused tells whether there is an error, which must name problems.
func isRefused(t *testing.T, err error) bool {
	t.Helper()
	list := problems(t, err)
	for _, p := range list {
		if p.Line < 1 || checks.CodeOf(p.Err) == "" || checks.CleanLine(p.Path) != p.Path || len(p.Path) > 1000 {
			t.Fatalf("%+v", p)
		}
	}
	return len(list) > 0
}

// isStable fails where what was read is not valid, or another document comes of it when it is written and read again.
func isStable(t *testing.T, d *interchange.Document) {
	t.Helper()
	records := recordsOf(t, d)
	for _, r := range records {
		if wrong := r.Problems(check); len(wrong) > 0 {
			t.Fatalf("%v: %+v", wrong[0].Err, r)
		}
	}
	written := document(t, records...)
	again := read(t, written)
	if again.Count() != d.Count() {
		t.Fatalf("%d, then %d", d.Count(), again.Count())
	}
	if rewritten := document(t, recordsOf(t, again)...); !bytes.Equal(written, rewritten) {
		t.Fatalf("%s\n%s", written, rewritten)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add(document(f, everything()...))
	f.Add(parts(runs(leastRun), actions(leastAction), stories(leastStory)))
	f.Add(parts(stories(leastStory), actions(leastAction), runs(leastRun)))
	now := time.Date(2026, 11, 12, 10, 0, 0, 0, time.UTC)
	for _, language := range []string{"en", "de"} {
		f.Add(document(f, demo.Records(language, now)...))
	}
	addBad(f, ".json")
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := interchange.Read(bytes.NewReader(b), options)
		if !isRefused(t, err) {
			isStable(t, d)
		}
	})
}

// A table is read as one of tallies and as the answers to a form.
func FuzzReadTable(f *testing.F) {
	f.Add([]byte("date,team,item,step,count\n2026-05-12,Payments,contact,4,2\n12.5.2026,'=Ops,Trust,0,99\n"))
	f.Add([]byte("\ufeffCount;step;ITEM;team;date\r\n\"2\";4;contact;\"a \"\"b\"\"\";2026-05-12\r\n"))
	f.Add([]byte("Timestamp,Trust,Comments\n2026/05/12 10:03:21 AM GMT+2,4 - agree,fine\n13/5/2026 10:00,\xf0\x9f\x91\x8d,\n"))
	f.Add([]byte("sep=;\r\nDatum;1. Vertrauen;channels;;\r\n12.05.2026 00:00;3,0;'=1;;\r\n;;;;\r\n"))
	addBad(f, ".csv")
	f.Fuzz(func(t *testing.T, b []byte) {
		form := formFor("Ops")
		form.Columns = map[string][]string{"risks": {"Comments"}}
		if d, err := readForm(string(b), form); !isRefused(t, err) {
			isStable(t, d)
		}
		if d, err := readTable(bytes.NewReader(b)); !isRefused(t, err) {
			isStable(t, d)
		}
	})
}

// How often a generator draws one of what is optional, and the like.
const few = 3

var (
	someText = rapid.Custom(func(t *rapid.T) string {
		s := rapid.OneOf(
			rapid.StringN(0, 30, -1),
			rapid.SampledFrom([]string{"a\nb", "\"quoted\" \\ {x} [y]", "<b>&amp;</b>", "👩‍👩‍👧 👍🏽", "x\r\ny\u2028z", "\u200b \u0000", "=1+1", "ﷺ é e\u0301"}),
		).Draw(t, "text")
		return checks.CleanText(s)
	})
	written = someText.Filter(func(s string) bool { return s != "" })
	line    = rapid.Custom(func(t *rapid.T) string {
		s := []rune(checks.CleanLine(someText.Draw(t, "line")))
		return checks.CleanLine(string(s[:min(len(s), checks.MaxName)]))
	})
	name     = line.Filter(func(s string) bool { return s != "" })
	sentence = rapid.Custom(func(t *rapid.T) string {
		return checks.CleanText(checks.CleanLine(written.Draw(t, "sentence")))
	}).Filter(func(s string) bool { return s != "" && checks.CleanLine(s) == s })
	someDay = rapid.Custom(func(t *rapid.T) checks.Day {
		return checks.DayOf(time.Date(1, 1, 1+rapid.IntRange(0, 3_652_058).Draw(t, "day"), 0, 0, 0, 0, time.UTC))
	})
	maybeDay = rapid.OneOf(rapid.Just(checks.Day{}), someDay)
	moment   = rapid.Custom(func(t *rapid.T) time.Time {
		at := time.Date(1, 1, 3, 0, 0, rapid.IntRange(0, 315_537_000_000).Draw(t, "second"), 0, time.UTC)
		at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 1, 999_999_999, 120_000_000}).Draw(t, "nanosecond")))
		return at.In(time.FixedZone("", rapid.SampledFrom([]int{0, 3600, -20_700}).Draw(t, "zone")))
	})
	somePeople = rapid.IntRange(1, checks.MaxPeople)
)

// chance draws one of a few times.
func chance(t *rapid.T, what string) bool { return rapid.IntRange(1, few).Draw(t, what) == 1 }

// id draws an id that no other one of the same kind has.
func id(t *rapid.T, n int) string {
	s := rapid.SampledFrom([]string{"R", "01J5N3T8W0Q6V1Z9K4M7R2XAB", "a b", "ä", "[0].x\"", "-", strings.Repeat("x", 100)}).Draw(t, "id")
	return s + fmt.Sprint(n)
}

// someStages draws some of the stages of the way through the check.
func someStages(t *rapid.T, r checks.Run) []string {
	var ids []string
	for _, s := range r.Stages(check) {
		if chance(t, s.ID) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func drawRun(t *rapid.T, n int) checks.Run {
	r := checks.Run{
		ID: id(t, n), Check: check.ID, Team: name.Draw(t, "team"), Kind: checks.Team, People: somePeople.Draw(t, "people"), Day: someDay.Draw(t, "day"),
		ChangingTeam: chance(t, "changing"), Started: moment.Draw(t, "started"), Minutes: rapid.IntRange(0, checks.MaxMinutes).Draw(t, "minutes"),
		Origin:   rapid.SampledFrom([]checks.Origin{checks.OriginRun, checks.OriginLater, checks.OriginTable}).Draw(t, "origin"),
		LookBack: chance(t, "look back"),
		Ratings:  map[string]checks.Rating{}, Answers: map[string][]checks.Answer{}, Looked: map[string]checks.Look{},
		Spent: map[string]time.Duration{}, Drafts: map[string]string{},
	}
	if chance(t, "solo") {
		r.Kind, r.People = checks.Solo, 1
	}
	r.At = r.Stages(check)[rapid.IntRange(0, len(r.Stages(check))-1).Draw(t, "at")].ID
	if chance(t, "finished") {
		r.Finished, r.At = moment.Draw(t, "finish"), checks.CloseID
	}
	drawContents(t, &r)
	if err := r.Validate(check); err != nil {
		t.Fatalf("%v: %+v", err, r)
	}
	return r
}

func drawContents(t *rapid.T, r *checks.Run) {
	for _, it := range check.Items {
		if chance(t, it.ID) {
			r.Ratings[it.ID] = drawRating(t, *r)
		}
	}
	for _, q := range check.Questions {
		for range rapid.IntRange(0, few).Draw(t, q.ID) {
			r.Answers[q.ID] = append(r.Answers[q.ID], checks.Answer{Text: written.Draw(t, "answer"), Marks: rapid.IntRange(0, checks.MaxPeople).Draw(t, "marks")})
		}
	}
	for i := range rapid.IntRange(0, few).Draw(t, "looks") {
		if look := drawLook(t); r.LookBack {
			r.Looked[id(t, i)] = look
		}
	}
	for _, id := range someStages(t, *r) {
		r.Spent[id] = time.Duration(rapid.Int64Min(0).Draw(t, "spent"))
	}
	for _, id := range someStages(t, *r) {
		r.Drafts[id] = checks.Clean(rapid.String().Draw(t, "draft"))
	}
	for i := range rapid.IntRange(0, few).Draw(t, "actions") {
		a := drawAction(t, i)
		a.From = rapid.SampledFrom([]string{"", "contact", "risks"}).Draw(t, "from")
		r.Actions = append(r.Actions, a)
	}
}

func drawRating(t *rapid.T, run checks.Run) checks.Rating {
	r := checks.Rating{Revision: rapid.IntRange(0, few).Draw(t, "revision"), Story: someText.Draw(t, "story")}
	if run.Kind == checks.Team && chance(t, "other people") {
		r.People = somePeople.Draw(t, "there")
	}
	for range rapid.IntRange(0, cmp.Or(r.People, run.People)).Draw(t, "answers") {
		r.Tally = r.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "step")))
	}
	if run.Kind == checks.Team && (r.Answers() > 0 || !run.IsFinished()) && chance(t, "a second vote") {
		r.Before = checks.Tally{Counts: r.Counts}.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "before")))
		for r.Before.Answers() > checks.MaxPeople {
			r.Before = checks.Tally{NoAnswer: 1}
		}
	}
	r.Revealed = r.Answers() > 0 && (run.IsFinished() || chance(t, "revealed"))
	if r.Before != (checks.Tally{}) && !r.Revealed && chance(t, "a third vote") {
		r.Latest = checks.Tally{NoAnswer: 1}.With(checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "latest")))
	}
	r.Chair.Evidence = someText.Draw(t, "evidence")
	if r.Chair.Empty = chance(t, "empty"); !r.Chair.Empty {
		r.Chair.Step = checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "chair"))
	}
	return r
}

func drawLook(t *rapid.T) checks.Look {
	l := checks.Look{On: someDay.Draw(t, "on"), Outcome: rapid.SampledFrom([]checks.Outcome{
		checks.OutcomeDone, checks.OutcomeOpen, checks.OutcomeDropped, checks.OutcomeGone, checks.OutcomeCameBack,
	}).Draw(t, "outcome")}
	if l.Outcome == checks.OutcomeDropped {
		l.Reason = name.Draw(t, "reason")
	}
	return l
}

func drawAction(t *rapid.T, n int) checks.Action {
	return checks.Action{
		ID: id(t, n), Text: written.Draw(t, "text"), Owner: line.Draw(t, "owner"), Due: maybeDay.Draw(t, "due"),
		State:  rapid.SampledFrom([]checks.State{checks.Open, checks.Done, checks.Dropped}).Draw(t, "state"),
		Reason: someText.Draw(t, "reason"),
	}
}

func drawBetween(t *rapid.T, n int) checks.Action {
	a := drawAction(t, n)
	a.Team, a.Made = name.Draw(t, "team"), moment.Draw(t, "made")
	a.From = rapid.SampledFrom([]string{"", "contact", "risks"}).Draw(t, "from")
	if err := a.Validate(check); err != nil {
		t.Fatalf("%v: %+v", err, a)
	}
	return a
}

func drawStory(t *rapid.T, n int) checks.Story {
	s := checks.Story{
		ID: id(t, n), Team: name.Draw(t, "team"), On: someDay.Draw(t, "on"), Noted: maybeDay.Draw(t, "noted"),
		Source: rapid.SampledFrom(checks.Sources()).Draw(t, "source"), Text: written.Draw(t, "text"),
		About: rapid.SampledFrom([]string{"", "contact", "risks"}).Draw(t, "about"),
	}
	if chance(t, "complaint") {
		s.Complaint = drawComplaint(t, s.On)
	}
	if err := s.Validate(check); err != nil {
		t.Fatalf("%v: %+v", err, s)
	}
	return s
}

func drawComplaint(t *rapid.T, on checks.Day) checks.Complaint {
	state, plan := rapid.SampledFrom(checks.ComplaintStates()).Draw(t, "state"), sentence.Draw(t, "plan")
	found := checks.Attempt{Whys: rapid.SliceOfN(sentence, 1, checks.MaxWhys).Draw(t, "whys"), Plan: plan, Fix: sentence.Draw(t, "fix"), Owner: line.Draw(t, "owner")}
	c := checks.Complaint{
		State: state, Steps: checks.StepsTo(state, on), Cases: rapid.SampledFrom([]int{1, 1, 7, checks.MaxCases}).Draw(t, "cases"),
		Whys: found.Whys, Plan: found.Plan, Fix: found.Fix, Owner: found.Owner,
	}
	if state == checks.ComplaintOpen && chance(t, "nothing is known") {
		c.Whys, c.Plan, c.Fix = nil, "", ""
	}
	if chance(t, "remedy") {
		c.Remedy = checks.Remedy{Text: sentence.Draw(t, "remedy"), On: someDay.Draw(t, "day")}
	}
	for range rapid.IntRange(0, few).Draw(t, "earlier") {
		c.Before = append(c.Before, found)
	}
	return c
}

func drawMarks(t *rapid.T, n int) checks.Marks {
	m := checks.Marks{Team: fmt.Sprint("team ", n), Changing: chance(t, "changing")}
	m.Leadership = !m.Changing || chance(t, "leadership")
	return m
}

// kinds draw any valid record of a kind, in the order of a document.
var kinds = []func(t *rapid.T, n int) checks.Record{
	func(t *rapid.T, n int) checks.Record { return drawRun(t, n) }, func(t *rapid.T, n int) checks.Record { return drawBetween(t, n) },
	func(t *rapid.T, n int) checks.Record { return drawStory(t, n) }, func(t *rapid.T, n int) checks.Record { return drawMarks(t, n) },
}

func drawRecord(t *rapid.T) checks.Record { return rapid.SampledFrom(kinds).Draw(t, "kind")(t, 0) }

func drawRecords(t *rapid.T) (all []checks.Record) {
	for _, draw := range kinds {
		for i := range rapid.IntRange(0, few).Draw(t, "of a kind") {
			all = append(all, draw(t, i))
		}
	}
	return all
}
