package interchange_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
)

// TestMain draws the same examples in every run; -rapid.seed or RAPID_SEED draws others.
func TestMain(m *testing.M) {
	if f := flag.Lookup("rapid.seed"); f.Value.String() == "0" {
		_ = f.Value.Set("20261122")
	}
	_ = flag.Set("rapid.nofailfile", "true")
	os.Exit(m.Run())
}

var (
	check   = content.Check()
	options = interchange.Options{Check: check}
	noon    = time.Date(2026, 8, 19, 12, 0, 0, 0, time.UTC)
)

// on is a day of 2026.
func on(month time.Month, day int) checks.Day { return checks.Day{Year: 2026, Month: month, Day: day} }

// fatal is a test, or one example of a property.
type fatal interface {
	Helper()
	Fatal(args ...any)
}

func wantOK(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantEqual(t fatal, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

// problems returns what is wrong with what was read, nil where nothing is.
func problems(t fatal, err error) []interchange.Problem {
	t.Helper()
	var p *interchange.Problems
	if err == nil {
		return nil
	}
	if !errors.As(err, &p) || len(p.List) == 0 || len(p.List) > interchange.MaxProblems {
		t.Fatal(err)
	}
	return p.List
}

// readTable reads a table.
func readTable(r io.Reader) (*interchange.Document, error) {
	return interchange.ReadTable(r, options, interchange.Names{Item: item})
}

// recordsOf returns all records of a document.
func recordsOf(t fatal, d *interchange.Document) []checks.Record {
	t.Helper()
	var all []checks.Record
	for r, err := range d.Records() {
		wantOK(t, err)
		all = append(all, r)
	}
	if len(all) != d.Count() {
		t.Fatal(len(all), "records of", d.Count())
	}
	return all
}

// read returns the document that the bytes hold, which must be a valid one.
func read(t fatal, b []byte) *interchange.Document {
	t.Helper()
	d, err := interchange.Read(bytes.NewReader(b), options)
	wantOK(t, err)
	return d
}

func sameRecords(t fatal, got, want []checks.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatal(len(got), "records, want", len(want))
	}
	for i := range want {
		if !checks.Same(got[i], want[i]) {
			t.Fatal(cmp.Diff(want[i], got[i]))
		}
	}
}

func TestAnyRecordsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := drawRecords(t)
		written := document(t, records...)
		got := recordsOf(t, read(t, written))
		sameRecords(t, got, records)
		wantEqual(t, string(written), string(document(t, got...)))
	})
}

func TestDocumentsAreReadInUTF16BehindAMarkAndWithOtherLineEnds(t *testing.T) {
	written := string(document(t, everything()...))
	big := []byte(utf16Text(written))
	for i := 0; i+1 < len(big); i += 2 {
		big[i], big[i+1] = big[i+1], big[i]
	}
	for name, b := range map[string]string{
		"little end first": utf16Text(written), "big end first": string(big), "UTF-8": "\ufeff" + written, "CR": strings.ReplaceAll(written, "\n", "\r"),
		"CR and LF, and blanks behind": strings.ReplaceAll(written, "\n", "\r\n") + "\r\n\t ",
	} {
		t.Run(name, func(t *testing.T) {
			sameRecords(t, recordsOf(t, read(t, []byte(b))), recordsOf(t, read(t, []byte(written))))
		})
	}
}

// leastRun, leastAction and leastStory are what a record must say.
const (
	leastRun = `{"id": "R1", "check": "customer-obsession", "team": "Payments", "kind": "team", "people": 6,
  "started": "2026-08-19T11:00:00+02:00", "finished": "2026-08-19T09:41:00.25Z", "changing_team": false,
  "ratings": {"contact": {"revision": 1, "counts": [0,2,3,1,0], "no_answer": 0, "chair": {"step": 2, "evidence": "calls"}, "story": ""},
              "trust": {"revision": 1, "counts": [0,0,0,0,0], "no_answer": 0, "chair": {"step": 0, "evidence": ""}, "story": ""}},
  "answers": {"channels": [{"text": "monthly call", "marks": 3}], "decisions": [], "unclear": [], "risks": []}}`
	leastAction = `{"id": "A1", "team": "Payments", "run": "R1", "from": "contact", "text": "Call", "owner": "", "due": "2026-09-30", "state": "open", "reason": ""}`
	leastStory  = `{"id": "S1", "team": "Payments", "on": "2026-07-02", "source": "customer-service", "text": "…", "complaint": {"cause": "", "fix": "", "state": "open"}}`
)

// parts returns a document of these lists, in this order.
func parts(lists ...string) []byte {
	return []byte(`{"format": "emptychair", "version": 1, ` + strings.Join(lists, ", ") + "}")
}

func runs(records ...string) string    { return `"runs": [` + strings.Join(records, ",") + "]" }
func actions(records ...string) string { return `"actions": [` + strings.Join(records, ",") + "]" }
func stories(records ...string) string { return `"stories": [` + strings.Join(records, ",") + "]" }

func TestWhatTheFormatShowsIsEnough(t *testing.T) {
	got := recordsOf(t, read(t, parts(runs(leastRun), actions(leastAction), stories(leastStory))))
	want := []checks.Record{
		checks.Run{
			ID: "R1", Check: check.ID, Team: "Payments", Kind: checks.Team, People: 6, Day: on(8, 19),
			Started: noon.Add(-3 * time.Hour), Finished: noon.Add(-139*time.Minute + 250*time.Millisecond), At: checks.CloseID,
			Ratings: map[string]checks.Rating{
				"contact": {Tally: checks.Tally{Counts: [5]int{0, 2, 3, 1, 0}}, Revision: 1, Revealed: true, Chair: checks.Chair{Step: 2, Evidence: "calls"}},
				"trust":   {Revision: 1},
			},
			Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}}},
			Actions: []checks.Action{{ID: "A1", From: "contact", Text: "Call", Due: on(9, 30), State: checks.Open}},
		},
		checks.Story{
			ID: "S1", Team: "Payments", On: on(7, 2), Source: checks.FromCustomerService, Text: "…", Complaint: checks.NewComplaint(on(7, 2)),
		},
	}
	sameRecords(t, got, want)
}

func TestListsMayStandInAnyOrder(t *testing.T) {
	want := document(t, recordsOf(t, read(t, parts(runs(leastRun), actions(leastAction), stories(leastStory))))...)
	for _, b := range [][]byte{
		parts(actions(leastAction), stories(leastStory), runs(leastRun)), parts(stories(leastStory), runs(leastRun), `"teams": []`, actions(leastAction)),
		[]byte(`{` + stories(leastStory) + `,` + runs(leastRun) + `,` + actions(leastAction) + `, "version": 1, "format": "emptychair"}`),
	} {
		wantEqual(t, string(want), string(document(t, recordsOf(t, read(t, b))...)))
	}
}

func TestAnUnfinishedRunStandsAtItsFirstStage(t *testing.T) {
	for change, want := range map[string]string{
		`"finished": null`: "contact", `"finished": null, "look_back": true`: checks.LookBackID, `"finished": null, "at": "risks"`: "risks",
	} {
		run := strings.Replace(leastRun, `"finished": "2026-08-19T09:41:00.25Z"`, change, 1)
		got := recordsOf(t, read(t, parts(runs(run), actions(), stories())))[0].(checks.Run)
		if got.At != want || got.IsFinished() {
			t.Errorf("%s: at %s, finished %v", change, got.At, got.IsFinished())
		}
	}
}

// The way of a complaint that tells only where it ended.
func TestAComplaintThatTellsItsStateAloneTookTheWholeWay(t *testing.T) {
	steps := map[string]int{"open": 1, "cause-known": 2, "fixed": 3, "gone": 4, "came-back": 4}
	for state, want := range steps {
		story := strings.Replace(leastStory, `"cause": "", "fix": "", "state": "open"`, `"cause": "timeout", "fix": "retry", "state": "`+state+`"`, 1)
		got := recordsOf(t, read(t, parts(runs(), actions(), stories(story))))[0].(checks.Story).Complaint
		if len(got.Steps) != want || got.Cases != 1 || !cmp.Equal(got.Whys, []string{"timeout"}) || got.Since() != on(7, 2) {
			t.Errorf("%s: %+v", state, got)
		}
	}
}

func TestTextIsCleanedAtTheDoor(t *testing.T) {
	run := strings.NewReplacer(
		`"Payments"`, `" Pay\tments\u202e\ufeff"`, `"calls"`, `"ca\u001b[31mlls\r\n\u0000more \u200b"`, `"monthly call"`, `"\ud800 call\u2028"`,
	).Replace(leastRun)
	action := strings.NewReplacer(`"Payments"`, `"Pay ments "`, `"owner": ""`, `"owner": "\u0007Ana\n"`).Replace(leastAction)
	got := recordsOf(t, read(t, parts(runs(run), actions(action), stories())))[0].(checks.Run)
	if got.Team != "Pay ments" || got.Ratings["contact"].Chair.Evidence != "ca[31mlls\nmore" || got.Answers["channels"][0].Text != "\ufffd call" || got.Actions[0].Owner != "Ana" {
		t.Errorf("%+v", got)
	}
}

func TestATeamWithoutMarksIsNoRecord(t *testing.T) {
	if d := read(t, parts(runs(), actions(), stories(), `"teams": [{"team": "Ops"}]`)); d.Count() != 0 {
		t.Error(d.Count())
	}
}

// The golden document of before runs had a day, and before every field was written.
func TestOlderDocumentsAreReadAsBefore(t *testing.T) {
	b, err := os.ReadFile("testdata/before-day.json")
	wantOK(t, err)
	want := everything()
	ratings := want[0].(checks.Run).Ratings
	contact := ratings["contact"]
	contact.People, contact.Before = 0, checks.Tally{} // which no document had then
	ratings["contact"] = contact
	sameRecords(t, recordsOf(t, read(t, b)), want)
	wantOK(t, fits(schema(t), b))
}

func TestAFinishedRunWithoutADayIsOfTheDayOfItsFinishHere(t *testing.T) {
	for zone, want := range map[int]int{0: 19, -11 * 3600: 18, 14 * 3600: 19, 15 * 3600: 20} {
		o := options
		o.Location = time.FixedZone("", zone)
		d, err := interchange.Read(bytes.NewReader(parts(runs(leastRun), actions(), stories())), o)
		wantOK(t, err)
		if got := recordsOf(t, d)[0].(checks.Run).Day; got != on(8, want) {
			t.Errorf("%d: %s", zone, got)
		}
	}
	told := strings.Replace(leastRun, `"people"`, `"day": "2026-08-17", "people"`, 1)
	if got := recordsOf(t, read(t, parts(runs(told), actions(), stories())))[0].(checks.Run).Day; got != on(8, 17) {
		t.Errorf("%s", got)
	}
}

// What the domain finds has the line of its field, or of what lacks it.
func TestProblemsHaveTheLineOfTheirField(t *testing.T) {
	b := string(document(t, everything()...))
	for change, want := range map[[2]string]string{
		{`"people": 6`, `"people": 0`}:                                        "runs[0].people",
		{`"counts": [1, 0, 0, 0, 0]`, `"counts": [1, 0, 0, 0, 100]`}:          "runs[0].ratings.trust.counts[4]",
		{`"text": "monthly call", "marks": 3`, `"text": " ", "marks": 3`}:     "runs[0].answers.channels[0].text",
		{`"contact": 90`, `"coffee": 90`}:                                     "runs[1].spent.coffee",
		{`"whys": ["timeout", "old library"]`, `"whys": ["", "old library"]`}: "stories[1].complaint.whys[0]",
		{"{\n            \"whys\": [\"a slip\"],", "{"}:                       "stories[1].complaint.before[0].whys",
	} {
		before, after, _ := strings.Cut(b, change[0])
		_, err := interchange.Read(strings.NewReader(before+change[1]+after), options)
		got, line := problems(t, err), 1+strings.Count(before, "\n")
		if len(got) != 1 || got[0].Path != want || got[0].Line != line {
			t.Errorf("%s: %v; want line %d, %s", change[1], got, line, want)
		}
	}
}

var errTorn = errors.New("the cable was pulled")

// torn yields the first half of what it is given and then an error.
func torn(b []byte) io.Reader {
	return io.MultiReader(bytes.NewReader(b[:len(b)/2]), iotest.ErrReader(errTorn))
}

func TestErrorsOfTheReaderAreReturned(t *testing.T) {
	table := []byte("date,team,item,step,count\n" + strings.Repeat("2026-05-12,Ops,contact,1,1\n", 2))
	b := document(t, everything()...)
	for _, half := range []func([]byte) io.Reader{torn, func([]byte) io.Reader { return iotest.ErrReader(errTorn) }} {
		_, ofDocument := interchange.Read(half(b), options)
		_, ofTable := readTable(half(table))
		if !errors.Is(ofDocument, errTorn) || !errors.Is(ofTable, errTorn) {
			t.Error(ofDocument, ofTable)
		}
	}
}

// A document is read once; its records can be had as often as somebody likes.
func TestRecordsCanBeHadAgainAndInPart(t *testing.T) {
	d := read(t, document(t, everything()...))
	for stop := range everything() {
		n := 0
		for _, err := range d.Records() {
			wantOK(t, err)
			if n++; n > stop {
				break
			}
		}
		if n != stop+1 {
			t.Errorf("%d records", n)
		}
	}
	sameRecords(t, recordsOf(t, d), everything())
}

func TestDocumentCanBeReadInAnyPieces(t *testing.T) {
	b := document(t, everything()...)
	for _, piece := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		d, err := interchange.Read(piece(bytes.NewReader(b)), options)
		wantOK(t, err)
		sameRecords(t, recordsOf(t, d), everything())
	}
}
