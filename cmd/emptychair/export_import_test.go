package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
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
	must(t, err)
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
	return p.differences()
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
		[3]string{"Direct contact: the evidence for the chair", "three calls in July", "–"},
		[3]string{"Customer value", "1 2 0 2 1", "–"},
		[3]string{"answers to “Risks to trust”, 3", "–", "nobody at the phone"},
		[3]string{"action “Call one customer a week”: state", "open", "done"},
		[3]string{"action “Visit one”", "–", "Visit one"},
	)
	there = here.Clone()
	there.Actions[0].State, there.Actions[0].Due = checks.Done, checks.Day{}
	wantRows(t, conflictRows("de", here, there),
		[3]string{"Maßnahme „Call one customer a week“: fällig", "30. Sept. 2026", "–"},
		[3]string{"Maßnahme „Call one customer a week“: Stand", "offen", "erledigt"},
	)
}

func TestAConflictOnlyCountsAnswersThatWaitForTheirReveal(t *testing.T) {
	here := finishedRun()
	here.Finished = time.Time{}
	rate := func(r checks.Run, id string, t checks.Tally, revealed bool) checks.Run {
		r = r.Clone()
		rating := r.Ratings[id]
		rating.Tally, rating.Revealed = t, revealed
		r.Ratings[id] = rating
		return r
	}
	one, other := rate(here, "contact", tally(0, 0, 2, 1), false), rate(here, "contact", tally(2, 1, 1, 0, 0), false)
	wantRows(t, conflictRows("en", one, other), [3]string{"Direct contact", "3 answers, not revealed", "4 answers, not revealed"})
	wantRows(t, conflictRows("de", one, rate(here, "contact", tally(1, 0, 2, 1), true)),
		[3]string{"Direkter Draht", "3 Antworten, noch verdeckt", "0 2 1 0 0"}, [3]string{"Direkter Draht: aufgedeckt", "nein", "ja"})
	delete(other.Ratings, "contact")
	wantRows(t, conflictRows("en", other, one), [3]string{"Direct contact", "–", "3 answers, not revealed"})
	wantRows(t, conflictRows("en", rate(here, checks.WorthID, tally(0, 0, 1), false), here),
		[3]string{"Time well spent", "1 answer, not revealed", "–"})
}

func TestNoTwoCellsOfAConflictLookTheSame(t *testing.T) {
	here := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromCustomer, Text: "two lines"}
	for _, text := range []string{"two\nlines", "two  lines"} {
		there := here
		there.Text = text
		wantRows(t, conflictRows("en", here, there),
			[3]string{"text", "two lines", "the same except for line breaks, spaces or invisible characters"})
	}
}

func TestAConflictBreaksNoWordThatHasRoom(t *testing.T) {
	here := finishedRun()
	there := here.Clone()
	contact := there.Ratings["contact"]
	contact.Chair.Evidence = strings.Repeat("a word and an extraordinarily-long-hyphenated-one ", 3)
	there.Ratings["contact"] = contact
	p := conflictPage{pageInEnglish(), "in two.json", store.Conflict{Stored: here, Incoming: there}}
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

// testExporter exports [seedRuns] into folders.
func testExporter(t *testing.T, folders ...string) exporter {
	t.Helper()
	return exporter{seeded(t), func() time.Time { return today }, folders}
}

// finishedExport is the export of the finished run.
func finishedExport(f report.Format) tui.Export {
	return tui.Export{Team: "Payments", Run: finishedRun().ID, Format: f, Language: "en"}
}

func TestTheProgramExportsUnderANameThatIsFree(t *testing.T) {
	folder := t.TempDir()
	e := testExporter(t, folder)
	for _, c := range []struct {
		format report.Format
		share  bool
		name   string
		holds  string
	}{
		{report.Markdown, false, "emptychair-payments-2026-08-19.md", "# Payments"},
		{report.Markdown, false, "emptychair-payments-2026-08-19-2.md", "three calls in July"},
		{report.Markdown, true, "emptychair-payments-2026-08-19-shared.md", "shared version"},
		{report.CSV, false, "emptychair-payments-2026-08-19.csv", "run,finished"},
		{report.JSON, false, "emptychair-payments-2026-08-19.json", `"format": "emptychair",`},
		{report.JSON, true, "emptychair-payments-2026-08-19-shared.json", `"format": "emptychair.shared"`},
	} {
		x := finishedExport(c.format)
		x.Share = c.share
		done, err := e.export(x)
		if err != nil || done.Path != filepath.Join(folder, c.name) || done.Markdown != "" {
			t.Errorf("%s: %+v, %v", c.name, done, err)
		}
		if text, err := os.ReadFile(done.Path); err != nil || !strings.Contains(string(text), c.holds) {
			t.Errorf("%s holds %s, %v", c.name, text, err)
		}
		if c.share != (len(done.LeftOut) > 0) {
			t.Errorf("%s: left out is %q", c.name, done.LeftOut)
		}
	}
	done, err := e.export(finishedExport(""))
	if err != nil || done.Path != "" || !strings.HasPrefix(done.Markdown, "# Payments") {
		t.Errorf("for the clipboard: %+v, %v", done, err)
	}
}

// The program and the command decide in one place what belongs to an export.
func TestTheProgramExportsWhatTheCommandExports(t *testing.T) {
	t.Parallel()
	s, run := demoRun(t, 0)
	e := exporter{s, func() time.Time { return today }, []string{t.TempDir()}}
	for _, changing := range []bool{false, true} {
		must(t, s.MarkChanging(run.Team, changing))
		for _, f := range report.ExportFormats {
			for _, share := range [][]string{nil, {"--share"}} {
				done, err := e.export(tui.Export{Team: run.Team, Run: run.ID, Share: share != nil, Format: f, Language: "en"})
				got, unread := os.ReadFile(done.Path)
				want := printed(t, s.Path(), append([]string{"export", run.ID, "--format", string(f)}, share...)...)
				if string(got) != want || err != nil || unread != nil {
					t.Errorf("%s, %v: %v, %v\n%s\nwant\n%s", f, share, err, unread, got, want)
				}
			}
		}
	}
}

func TestTheProgramExportsAPickedBaselineAsPicked(t *testing.T) {
	s, run := demoRun(t, 0)
	_, first := demoRun(t, 3)
	e := exporter{s, func() time.Time { return today }, nil}
	x := tui.Export{Team: run.Team, Run: run.ID, Language: "en"} // for the clipboard
	usual, err := e.export(x)
	x.Baseline = first.ID
	picked, wrong := e.export(x)
	if err != nil || wrong != nil || strings.Contains(picked.Markdown, "the run before") || picked.Markdown == usual.Markdown {
		t.Errorf("picked: %v\n%s\nusual: %v\n%s", wrong, picked.Markdown, err, usual.Markdown)
	}
	if strings.Contains(usual.Markdown, "nothing to compare with yet") {
		t.Errorf("a run alone is taken for the first one:\n%s", usual.Markdown)
	}
}

// demoRun returns what the demo shows, and of its team with the most runs the one that is so many back.
func demoRun(t *testing.T, back int) (stored, checks.Run) {
	t.Helper()
	s := demoStore(t, today)
	team, err := s.Snapshot("")
	if err != nil || len(team.Runs) < 4 {
		t.Fatal(len(team.Runs), err)
	}
	return s, team.Runs[back]
}

func TestWithoutAHomeFolderAnExportGoesOnlyWhereTheProgramWasCalled(t *testing.T) {
	dir := t.TempDir()
	if got := newApp(shell.Env{Dir: dir}).exporter(nil).folders; !slices.Equal(got, []string{dir}) {
		t.Errorf("%q", got)
	}
}

func TestAnExportGoesIntoTheFirstFolderThatTakesIt(t *testing.T) {
	folders := []string{filepath.Join(t.TempDir(), "none")}
	if os.Getuid() > 0 { // somebody who may not write everywhere
		folders = append(folders, t.TempDir())
		must(t, os.Chmod(folders[1], 0o500))
	}
	for _, closed := range folders {
		open := t.TempDir()
		done, err := testExporter(t, closed, open).export(finishedExport(report.Markdown))
		if err != nil || filepath.Dir(done.Path) != open {
			t.Errorf("%+v, %v", done, err)
		}
		_, err = testExporter(t, closed).export(finishedExport(report.Markdown))
		var e *checks.Error
		if !errors.As(err, &e) || e.Code != checks.CodeDenied || e.Subject != closed {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestFilesAreNamedSoThatEverySystemTakesThem(t *testing.T) {
	for name, want := range map[string]string{
		"Payments": "payments", "Suche & Empfehlung": "suche-empfehlung", "Größe/Maße": "groesse-masse", "Équipe n° 1": "equipe-n-1",
		"チーム": "", "🧭": "", "..": "", "-a-": "a", strings.Repeat("ab ", 30): "ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-a",
	} {
		if got := plainName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
	day := time.Date(2026, 8, 19, 0, 0, 0, 0, time.UTC)
	if got := fileName(tui.Export{Team: "🧭", Format: report.HTML}, checks.DayOf(day), checks.Day{}); got != "emptychair-2026-08-19.html" {
		t.Errorf("a team without letters: %s", got)
	}
	x := tui.Export{Team: "Ops", Format: report.Markdown, Share: true}
	if got := fileName(x, checks.DayOf(day), checks.DayOf(day.AddDate(0, -3, -7))); got != "emptychair-ops-2026-08-19-with-2026-05-12-shared.md" {
		t.Errorf("a comparison: %s", got)
	}
}

// In two stories a word stands that is in no other text of the test.
const (
	notedStory = "Herr Zwetschgenmüller hat die Torte dreißig Tage nach dem Fest bekommen."
	ratedStory = "Our clerk Quillfeather told the caller to come back in seven days."
)

// gossip puts what stories tell into every text of a run, beside what anybody may read.
func gossip(r checks.Run) checks.Run {
	for i, text := range []string{notedStory, ratedStory} {
		for _, q := range content.Check().Questions {
			r.Answers[q.ID] = append(r.Answers[q.ID], checks.Answer{Text: "we heard: " + text})
		}
		r.Actions = append(r.Actions, checks.Action{
			ID: testID(r.Started, 10+i), From: "risks", Text: text, Owner: "Quillfeather", State: checks.Dropped, Reason: text,
		})
	}
	for id, rating := range r.Ratings {
		rating.Story, rating.Chair = ratedStory, checks.Chair{Step: 2, Evidence: ratedStory}
		r.Ratings[id] = rating
	}
	r.LookBack, r.Looked = true, map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: notedStory, On: r.Day}}
	return r
}

// gossiping returns a database in which two runs, an action, and a run, an action and a complaint of another team tell the stories: one of
// them only that team noted.
func gossiping(t *testing.T) string {
	t.Helper()
	now, before, other := gossip(finishedRun()), gossip(finishedRun()), gossip(finishedRun())
	before.ID, before.Started, before.Finished = testID(before.Started, 40), before.Started.AddDate(0, -3, 0), before.Finished.AddDate(0, -3, 0)
	before.Day, other.ID, other.Team = checks.DayOf(before.Started), testID(other.Started, 50), "Suche"
	for _, r := range []*checks.Run{&before, &other} {
		for i := range r.Actions {
			r.Actions[i].ID = testID(r.Started, 60+i)
		}
	}
	s := seeded(t, other, before, now)
	complaint := checks.NewComplaint(now.Day)
	complaint.State, complaint.Steps, complaint.Whys, complaint.Fix = checks.ComplaintFixed, checks.StepsTo(checks.ComplaintFixed, now.Day), []string{notedStory}, ratedStory
	records := []checks.Record{checks.Story{ID: testID(today, 1), Team: other.Team, On: now.Day, Source: checks.FromCustomer, Text: notedStory, Complaint: complaint}}
	for i, team := range []string{now.Team, other.Team} {
		records = append(records, checks.Action{
			ID: testID(today, 5+i), Team: team, Made: today, Text: notedStory, State: checks.Open, Owner: "Quillfeather", Due: now.Day,
		})
	}
	if err := saveAll(s.Store, records...); err != nil {
		t.Fatal(err)
	}
	return s.Path()
}

// tellsGossip tells whether a word of the stories is in a text.
func tellsGossip(text string) bool {
	return strings.Contains(text, "Quillfeather") || strings.Contains(text, "Zwetschgenm")
}

func TestNoStoryIsToldInAnyFormatThatIsShared(t *testing.T) {
	t.Parallel()
	db, harmless, secrets := gossiping(t), []string{"monthly call", "Call one customer a week"}, 0
	for _, c := range []struct {
		formats []report.Format
		args    []string
	}{
		{report.ExportFormats, []string{"export"}},
		{report.ExportFormats, []string{"export", "latest"}},
		{report.ExportFormats, []string{"export", "--team", "Suche", "--period", "2026"}},
		{report.RunFormats, []string{"show", "latest"}},
		{report.RunFormats, []string{"compare"}},
		{report.RunFormats, []string{"compare", "--beside", "Suche"}},
		{report.RunFormats, []string{"trend"}},
		{report.VoiceFormats, []string{"voice"}},
		{report.DueFormats, []string{"due"}},
	} {
		for _, f := range c.formats {
			for _, language := range lang.Codes {
				args := append([]string{"--db", db, "--lang", language}, append(c.args, "--format", string(f))...)
				if open := called(emptyEnv(), args...); tellsGossip(open.stdout) {
					secrets++ // or the test would not see what is there
				}
				got := called(emptyEnv(), append(args, "--share")...)
				if got.code != shell.ExitOK || tellsGossip(got.stdout+got.stderr) {
					t.Errorf("%v --format %s: %d, %s tells\n%s", c.args, f, got.code, got.stderr, got.stdout)
				}
				hasText := slices.ContainsFunc(harmless, func(text string) bool { return strings.Contains(got.stdout, text) })
				again, _, _ := strings.Cut(lang.New(language).T("cli.share.word-for-word"), ":")
				if hasText != strings.Contains(got.stderr, again) {
					t.Errorf("%v --format %s holds what people wrote: %v, but says\n%s", c.args, f, hasText, got.stderr)
				}
			}
		}
	}
	if secrets != 2*(3*4+2*5+2*4) {
		t.Errorf("%d of these documents tell what they must not when they are not shared", secrets)
	}
}

// The example of the manual for questions that no command answers, as it stands there.
func TestTheManualsOwnQuestionIsAnswered(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("no jq here")
	}
	for _, code := range lang.Codes {
		_, question, ok := strings.Cut(called(emptyEnv(), "help", "data", "--lang", code).stdout, "\n  jq ")
		line, _, _ := strings.Cut(question, "\n")
		folder := t.TempDir()
		document := printed(t, demoStore(t, today).Path(), "export")
		must(t, os.WriteFile(filepath.Join(folder, "all.json"), []byte(document), 0o600))
		cmd := exec.Command("sh", "-c", "jq "+line)
		cmd.Dir = folder
		out, err := cmd.Output()
		open := strings.Count(document, `"state": "open"`)
		counted := 0
		for row := range strings.Lines(string(out)) {
			n := 0
			_, err := fmt.Sscan(row, &n)
			must(t, err)
			counted += n
		}
		if !ok || err != nil || counted == 0 || counted > open {
			t.Errorf("%s: %v, %d of %d\n%s", code, err, counted, open, out)
		}
	}
}
