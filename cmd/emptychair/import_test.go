package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func TestABadFileGivesASentenceAndChangesNothing(t *testing.T) {
	t.Parallel()
	const folder = "../../checks/interchange/testdata/bad"
	list, err := os.ReadDir(folder)
	if err != nil || len(list) < 100 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	db := seeded(t).Path()
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	languages := lang.Codes
	if testing.Short() {
		languages = languages[:1]
	}
	for _, f := range list {
		for _, language := range languages {
			c := called(emptyEnv(), "--db", db, "--lang", language, "import", filepath.Join(folder, f.Name()))
			if c.code != shell.ExitFailure || c.stdout != "" || !isSentences(c.stderr) {
				t.Errorf("%s in %s: %+v", f.Name(), language, c)
			}
		}
		if after, err := os.ReadFile(db); err != nil || !bytes.Equal(before, after) {
			t.Fatalf("%s changed the database, %v", f.Name(), err)
		}
	}
}

// The time that many names take grows as their number does: eight times as many take no more than twice as long each.
func TestATableOfManyNewTeamsTakesNoLongerForEach(t *testing.T) {
	if testing.Short() {
		t.Skip("as long as many others together")
	}
	const few, many, tries = 500, 4000, 2
	folder := t.TempDir()
	quickest := map[int]time.Duration{}
	for i := range tries {
		for _, n := range []int{few, many} {
			table := strings.Builder{}
			table.WriteString("date,team,item,step,count\n")
			for team := range n {
				fmt.Fprintf(&table, "2026-05-12,Team number %d,contact,4,3\n", team)
			}
			file := filepath.Join(folder, "table.csv")
			if err := os.WriteFile(file, []byte(table.String()), 0o600); err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(folder, fmt.Sprintf("%d-%d.db", n, i))
			began := time.Now()
			if c := called(emptyEnv(), "--db", db, "import", file); c.code != shell.ExitOK {
				t.Fatal(c)
			}
			if took := time.Since(began); i == 0 || took < quickest[n] {
				quickest[n] = took
			}
		}
	}
	if ratio := float64(quickest[many]) / float64(quickest[few]); ratio > 2*many/few {
		t.Errorf("%d names take %.1f times as long as %d: %v, %v", many, ratio, few, quickest[many], quickest[few])
	} else {
		t.Logf("%d names in %v, %d in %v: %.1f times as long", many, quickest[many], few, quickest[few], ratio)
	}
}

// endless says the same for ever, and counts how often.
type endless struct {
	text  string
	times int
}

func (e *endless) Read(p []byte) (int, error) {
	e.times++
	return copy(p, e.text), nil
}

func TestAPipeWithoutEndIsReadNoFurtherThanUntilItIsRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"zero": strings.Repeat("\x00", 512), "yes": strings.Repeat("y\n", 256), "brackets": strings.Repeat("[", 512), "rows": strings.Repeat(";;\n", 200)} {
		e, from := emptyEnv(), &endless{text: text}
		e.Stdin = from
		if c := called(e, "--db", filepath.Join(t.TempDir(), "x.db"), "import", "-"); c.code != shell.ExitFailure || !isSentences(c.stderr) || from.times > 10_000 {
			t.Errorf("%s was read %d times: %+v", name, from.times, c)
		}
	}
}

// isSentences tells whether a text is two sentences or more that a terminal can show, each a line of its own.
func isSentences(text string) bool {
	unfit := func(r rune) bool {
		return r != '\n' && !unicode.IsPrint(r) && !unicode.Is(unicode.Co, r) && r != '\u200d'
	}
	return strings.Count(text, "\n") > 1 && strings.HasSuffix(text, ".\n") && !strings.ContainsFunc(text, unfit) &&
		!strings.Contains(text, "<no value>") && !strings.Contains(text, "error.")
}

// conflictRows are the rows of a conflict without their titles.
func conflictRows(code string, here, there checks.Record) [][3]string {
	p := conflictPage{Page: report.NewPage(report.Options{Printer: lang.New(code), Location: time.UTC}), of: store.Conflict{Stored: here, Incoming: there}}
	var rows [][3]string
	for _, d := range checks.Differences(here, there) {
		rows = append(rows, p.row(d))
	}
	return rows
}

func wantRows(t *testing.T, got [][3]string, want ...[3]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what differs in a conflict (-want +got):\n%s", diff)
	}
}

func TestConflictsAreToldInWords(t *testing.T) {
	here := finishedRun()
	there := here.Clone()
	contact := there.Ratings["contact"]
	contact.Counts, contact.Chair.Evidence = [5]int{0, 2, 2, 2, 0}, ""
	there.Ratings["contact"] = contact
	delete(there.Ratings, "value")
	there.People, there.ChangingTeam = 7, true
	there.Answers["risks"] = append(there.Answers["risks"], checks.Answer{Text: "nobody at the phone"})
	there.Actions[0].State = checks.Done
	there.Actions = append(there.Actions, checks.Action{ID: "A9", From: "contact", Text: "Visit one", State: checks.Open})
	wantRows(t, conflictRows("en", here, there),
		[3]string{"people", "6", "7"}, [3]string{"its people change", "no", "yes"},
		[3]string{"Direct contact: answers from 1 to 5", "0 2 3 1 0", "0 2 2 2 0"},
		[3]string{"Direct contact: the chair’s evidence", "three calls in July", "–"},
		[3]string{"Customer value", "1 2 0 2 1", "–"},
		[3]string{"answers to “Risks to trust”, 3", "–", "nobody at the phone"},
		[3]string{"action “Call one customer a week”: state", "open", "done"},
		[3]string{"action “Visit one”", "–", "Visit one"},
	)
	there = here.Clone()
	there.Actions[0].State, there.Actions[0].Due = checks.Done, checks.Day{}
	wantRows(t, conflictRows("de", here, there),
		[3]string{"Maßnahme „Call one customer a week“: bis", "30. Sept. 2026", "–"},
		[3]string{"Maßnahme „Call one customer a week“: Stand", "offen", "erledigt"},
	)
}

func TestNoTwoCellsOfAConflictLookTheSame(t *testing.T) {
	here := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromCustomer, Text: "two lines"}
	for _, text := range []string{"two\nlines", "two  lines"} {
		there := here
		there.Text = text
		wantRows(t, conflictRows("en", here, there),
			[3]string{"text", "two lines", "the same but for line breaks, spaces, or signs that cannot be seen"})
	}
}

func TestAConflictBreaksNoWordThatHasRoom(t *testing.T) {
	here := finishedRun()
	there := here.Clone()
	contact := there.Ratings["contact"]
	contact.Chair.Evidence = strings.Repeat("a word and an extraordinarily-long-hyphenated-one ", 3)
	there.Ratings["contact"] = contact
	p := conflictPage{pageInEnglish(), shell.Document{Name: "two.json"}, store.Conflict{Stored: here, Incoming: there}}
	p.write(0)
	wantLines(t, p, "evidence", "contact:", "extraordinarily-long-hyphenated-one", "in two.json")
}

func TestWhatTheStoreCouldNotDoIsNotTheFilesFault(t *testing.T) {
	full := &checks.Error{Code: checks.CodeDiskFull, Err: &fs.PathError{Op: "write", Path: "runs.db", Err: fs.ErrInvalid}}
	var said strings.Builder
	a := newApp(emptyEnv())
	a.Stderr, a.Flags.Lang = &said, "en"
	err := a.notMerged(full, shell.Document{Name: "big.json"})
	if checks.CodeOf(err) != checks.CodeDiskFull || said.String() != "Nothing was imported.\n" {
		t.Errorf("%v, and it says %q", err, &said)
	}
}

func TestEveryFieldOfAConflictHasWords(t *testing.T) {
	day, later := checks.Day{Year: 2026, Month: 8, Day: 19}, checks.Day{Year: 2026, Month: 8, Day: 20}
	run := finishedRun()
	run.Looked = map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: "no time", On: day}}
	run.Spent, run.Drafts = map[string]time.Duration{"contact": time.Minute}, map[string]string{"risks": "half"}
	other := checks.Run{
		ID: run.ID, Check: run.Check, Team: "Ops", Kind: checks.Solo, People: 1, Started: run.Started.Add(time.Hour), At: "trust", Minutes: 9,
		ChangingTeam: true, LookBack: true, Origin: checks.OriginLater, Actions: run.Clone().Actions, Answers: run.Clone().Answers,
		Ratings: map[string]checks.Rating{"contact": {Revision: 2, Tally: tally(1, 1), Chair: checks.Chair{Step: 1, Empty: true}, Story: "x"}},
		Looked:  map[string]checks.Look{"A0": {Outcome: checks.OutcomeDone, On: later}},
		Spent:   map[string]time.Duration{"contact": time.Hour}, Drafts: map[string]string{"risks": "whole"},
	}
	other.Actions[0] = checks.Action{ID: run.Actions[0].ID, From: "trust", Text: "x", Owner: "Ana", State: checks.Dropped, Reason: "y"}
	other.Answers["channels"][0] = checks.Answer{Text: "x", Marks: 1}
	story := checks.Story{ID: "S1", Team: "Ops", On: day, Noted: day, Source: checks.FromCustomer, Text: "x", Complaint: checks.Complaint{
		State: checks.ComplaintFixed, Cases: 1, Whys: []string{"a"}, Fix: "b", Owner: "c",
		Steps: []checks.ComplaintStep{{State: checks.ComplaintOpen, On: day}}, Before: []checks.Attempt{{Whys: []string{"d"}, Fix: "e", Owner: "f"}},
	}}
	retold := checks.Story{ID: "S1", Team: "Pay", On: later, Noted: later, Source: checks.FromFriend, Text: "y", About: "trust", Complaint: checks.Complaint{
		State: checks.ComplaintGone, Cases: 2, Whys: []string{"A"}, Fix: "B", Owner: "C",
		Steps: []checks.ComplaintStep{{State: checks.ComplaintCaused, On: later}}, Before: []checks.Attempt{{Whys: []string{"D"}, Fix: "E", Owner: "F"}},
	}}
	action := checks.Action{ID: "A1", From: "contact", Text: "x", State: checks.Open, Team: "Ops", Made: run.Started}
	changed := checks.Action{ID: "A1", From: "trust", Text: "y", Owner: "z", Due: day, State: checks.Dropped, Reason: "w", Team: "Pay", Made: run.Finished}
	marks := [2]checks.Record{checks.Marks{Team: "Ops", Changing: true}, checks.Marks{Team: "Ops", Leadership: true}}
	for _, pair := range [][2]checks.Record{{run, other}, {story, retold}, {action, changed}, marks} {
		for _, code := range lang.Codes {
			for _, row := range conflictRows(code, pair[0], pair[1]) {
				if strings.ContainsAny(row[0], "._[]") || row[1] == row[2] || strings.Contains(strings.Join(row[:], ""), "<no value>") {
					t.Errorf("%s: %q", code, row)
				}
			}
		}
	}
}
