package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/oklog/ulid/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/folder"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// watched notes what is read of a store.
type watched struct {
	database
	reads []string
}

func (w *watched) Snapshot(team string) (checks.Snapshot, error) {
	w.reads = append(w.reads, "team")
	return w.database.Snapshot(team)
}

func (w *watched) Run(id string) (checks.Run, uint64, error) {
	w.reads = append(w.reads, "run")
	return w.database.Run(id)
}

func (w *watched) Find(prefix string) (string, error) {
	w.reads = append(w.reads, "find")
	return w.database.Find(prefix)
}

func (w *watched) Runs(team string) ([]checks.Run, error) {
	w.reads = append(w.reads, "runs")
	return w.database.Runs(team)
}

func TestACommandAboutATeamReadsItOnce(t *testing.T) {
	demo := demoStore(t, today)
	team, err := demo.Snapshot("")
	if err != nil || len(team.Runs) < 2 || len(team.Teams) < 2 {
		t.Fatalf("%+v, %v", team, err)
	}
	other, err := demo.Runs(team.Teams[1])
	if err != nil || len(other) == 0 {
		t.Fatalf("%d runs, %v", len(other), err)
	}
	call := func(s database) *app {
		a := newApp(emptyEnv())
		a.db, a.Flags.Lang = s, "en"
		return a
	}
	wantOneRead := func(what string, run func(*app) error) {
		t.Helper()
		s := &watched{database: demo}
		if err := run(call(s)); err != nil || !slices.Equal(s.reads, []string{"team"}) {
			t.Errorf("%s: it reads %q, %v", what, s.reads, err)
		}
	}
	for _, c := range []choice{{}, {run: team.Runs[0].ID}, {with: team.Runs[len(team.Runs)-1].ID}} {
		wantOneRead(fmt.Sprintf("compare %+v", c), func(a *app) error {
			_, err := a.runCompare(io.Discard, compareOptions{choice: c})
			return err
		})
	}
	for _, c := range []choice{{}, {team: team.Teams[1]}} {
		wantOneRead(fmt.Sprintf("trend %+v", c), func(a *app) error {
			_, err := a.runTrend(io.Discard, trendOptions{choice: c})
			return err
		})
	}
	wantOneRead("voice", func(a *app) error {
		_, err := a.runVoice(io.Discard, voiceOptions{})
		return err
	})
	if p, err := call(demo).history(choice{run: other[0].ID}); err != nil || p.Team != team.Teams[1] {
		t.Errorf("a run of another team: %q, %v", p.Team, err)
	}
}

func TestALanguageThatCameWithATeamIsNotReadOnceMore(t *testing.T) {
	s := &callStore{stored: newStore(t)}
	must(t, s.stored.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
	if _, err := s.Snapshot(""); err != nil {
		t.Fatal(err)
	}
	must(t, os.Remove(s.Path()))
	wantLanguage := func(want string) {
		t.Helper()
		if settings, err := s.Settings(); settings.Language != want || err != nil {
			t.Errorf("it is %q, %v", settings.Language, err)
		}
	}
	wantLanguage("de")
	must(t, s.ChangeSettings(func(s *checks.Settings) { s.Language = "en" }))
	wantLanguage("en")
}

func TestWritesUnderWayDoNotBringATemporaryStoreBack(t *testing.T) {
	s, err := newTemporaryStore("en", today)
	must(t, err)
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }) == nil {
			}
		})
	}
	if err := s.remove(); err != nil {
		t.Error(err)
	}
	writers.Wait()
	run := demo.Runs("en", today)[0]
	run.ID = "another"
	if _, err := s.SaveRun(run, 0); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a save: %v", err)
	}
	if _, err := os.Stat(s.folder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is there: %v", s.folder, err)
	}
}

func TestNoDocumentTakesAPlaceOfTheDatabase(t *testing.T) {
	s := seeded(t)
	folder := filepath.Dir(s.Path())
	reserved := reservedOf(s)
	wantReserved := func(want bool, paths ...string) {
		t.Helper()
		for _, path := range paths {
			if reserved.Has(filepath.Join(folder, path)) != want {
				t.Errorf("%s: %v", path, !want)
			}
		}
	}
	wantReserved(true, "runs.db.backups", "runs.db.backups/new.json") // which are not there yet
	backup, err := s.BackUpFor(store.ForAsked)
	must(t, err)
	must(t, cutInHalf(s.Path()))
	repaired, err := s.Repair()
	if err != nil || repaired.Aside == "" {
		t.Fatal(repaired.Aside, err)
	}
	wantReserved(true, "runs.db", "x/../runs.db", "runs.db.backups", "runs.db.backups/"+filepath.Base(backup.Path), filepath.Base(repaired.Aside), "runs.db.backups/a/b.json")
	wantReserved(false, "runs.db.age", "runs.db.json", "runs.json", "backups", "other.db.damaged-1")
	if os.Symlink(s.BackupFolder(), filepath.Join(folder, "link")) == nil {
		wantReserved(true, "link/new.json")
	}
}

func pageInEnglish() *report.Page {
	return report.NewPage(report.Options{Printer: lang.New("en"), Location: time.UTC})
}

// wantLines holds that a page says all this.
func wantLines(t *testing.T, page fmt.Stringer, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(page.String(), line) {
			t.Errorf("%q is missing in\n%s", line, page)
		}
	}
}

func TestManyFindingsOfAKindAreSummedUpAndNoneIsSaidTwice(t *testing.T) {
	g := store.Diagnosis{More: 3, Findings: []store.Finding{{Kind: store.FindingBucket, Where: "stories"}, {Kind: store.FindingMissing, Where: "runs/x"}}}
	for i := range 20 {
		for range 3 {
			g.Findings = append(g.Findings, store.Finding{Kind: store.FindingPage, Where: fmt.Sprint(i)})
		}
	}
	p := doctorPage{Page: pageInEnglish()}
	p.file.take(g)
	p.findings(true)
	if n := strings.Count(p.String(), "• Page "); n != linesPerKind {
		t.Errorf("%d pages are named", n)
	}
	wantLines(t, p, "The list “stories” of the database is missing or can’t be read.", "… and 11 more findings.", "The record runs/x isn’t where it should be.")
}

func TestLostStoriesHaveTheDateOfTheRestAndSomeDoubtfulRecordsTheirNames(t *testing.T) {
	list := []store.Loss{{Kind: store.LossStory, Where: "S1", Day: checks.Day{Year: 2024, Month: 4, Day: 10}}}
	for i := range linesPerKind + 5 {
		list = append(list, store.Loss{Kind: store.LossDoubtful, Where: fmt.Sprintf("runs/R%d", i)})
	}
	p := pageInEnglish()
	writeLosses(p, list)
	wantLines(t, p, "The story S1 of 10 Apr 2024 is lost.", "The record runs/R0 is there, but", "5 more records are there")
}

// syncing is a machine with a database of its own.
type syncing struct {
	testing.TB
	db  string
	env []string
}

func newSyncing(t testing.TB, env ...string) syncing { return syncing{t, newDB(t), env} }

// call calls the program on this machine.
func (m syncing) call(args ...string) result {
	m.Helper()
	e := emptyEnv(m.env...)
	e.LockWait, e.NewID = longEnough, func() string { return ulid.Make().String() }
	return called(e, append([]string{"--db", m.db, "--lang", "en"}, args...)...)
}

// does is a call that must do what it is for; it returns what it says.
func (m syncing) does(args ...string) string {
	m.Helper()
	c := m.call(args...)
	if c.code != shell.ExitOK {
		m.Fatalf("%v: exit code %d\n%s%s", args, c.code, c.stdout, c.stderr)
	}
	return c.stdout + c.stderr
}

// notes notes a story on this machine.
func (m syncing) notes(text string) { m.Helper(); m.does("stories", "add", text, "--team", "Payments") }

// name is the machine's name in folders.
func (m syncing) name() string {
	s, _, err := folder.State(m.store())
	must(m, err)
	return s.Machine
}

func (m syncing) store() stored { return stored{store.New(m.db, content.Check())} }

// keeps are all records of the machine, as JSON.
func (m syncing) keeps() string {
	var all []string
	for r, err := range m.store().Records("") {
		must(m, err)
		b, err := checks.EncodeJSON(r)
		must(m, err)
		all = append(all, string(b))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// inFolder is what the files in a folder hold, all of them.
func inFolder(t testing.TB, shared string) (all string) {
	entries, err := os.ReadDir(shared)
	must(t, err)
	for _, e := range entries {
		if e.Type().IsRegular() {
			b, err := os.ReadFile(filepath.Join(shared, e.Name()))
			must(t, err)
			all += string(b)
		}
	}
	return all
}

func says(t testing.TB, said string, want ...string) {
	t.Helper()
	said = strings.Join(strings.Fields(said), " ")
	for _, w := range want {
		if !strings.Contains(said, w) {
			t.Errorf("%q is missing in\n%s", w, said)
		}
	}
}

func TestFilesThatAreNoWholeDocumentsDoNoHarm(t *testing.T) {
	t.Parallel()
	a, b, shared := newSyncing(t), newSyncing(t), t.TempDir()
	a.notes("the courier never rang")
	a.does("sync", shared)
	own := filepath.Join(shared, folder.DocumentName(a.name(), false))
	whole, err := os.ReadFile(own)
	must(t, err)
	newer := bytes.Replace(whole, []byte(`"version": 1`), []byte(`"version": 2`), 1)
	field := bytes.Replace(whole, []byte(`"noted"`), []byte(`"novelty": 1, "noted"`), 1)
	flipped := bytes.Replace(whole, []byte("never rang"), []byte("never sang"), 1)
	counted := bytes.Replace(whole, []byte(`":1}`), []byte(`":7}`), 1)
	for name, content := range map[string][]byte{
		"README.md": []byte("# notes"), "emptychair-notes.json": []byte(`{"format": "emptychair", "version": 1}`), "emptychair-x.json": []byte("text"),
		"emptychair-newernewernew.json": newer, "emptychair-fieldfieldfie.json": field, "emptychair-flippedflippe.json": flipped,
		"emptychair-countedcounte.json": counted, "emptychair-zeroszeroszer.json": make([]byte, 400), "emptychair-nothingnothin.json": nil,
		"emptychair-cutcutcutcutc.json": whole[:len(whole)/2], ".emptychair-abc-123.tmp": whole[:9],
	} {
		must(t, os.WriteFile(filepath.Join(shared, name), content, 0o600))
	}
	must(t, os.Mkdir(filepath.Join(shared, "emptychair-folder.json"), 0o700))
	must(t, os.Symlink(own, filepath.Join(shared, "emptychair-linklinklinkl.json")))
	said := b.does("sync", shared)
	says(t, said, "New here: one story", "emptychair-newernewernew.json was written by a newer emptychair",
		"emptychair-fieldfieldfie.json was written by a newer emptychair", "emptychair-flippedflippe.json isn’t as it was written",
		"emptychair-countedcounte.json isn’t as it was written", "emptychair-cutcutcutcutc.json isn’t complete yet", "nothingnothin.json isn’t complete yet",
		"zeroszeroszer.json isn’t as it was written")
	for _, word := range []string{"README", "notes", "emptychair-x.json", "folder.json", "link"} {
		if strings.Contains(said, word) {
			t.Errorf("it names %s:\n%s", word, said)
		}
	}
	if a.keeps() != b.keeps() {
		t.Errorf("one has %s\nthe other %s", a.keeps(), b.keeps())
	}
	for at := range whole[:len(whole)-2] {
		must(t, os.WriteFile(own, whole[:at], 0o600))
		if at%97 == 0 {
			says(t, b.does("sync"), "isn’t complete yet")
		}
	}
}

// Copies as Syncthing, Dropbox, Nextcloud and others name them are taken in like what they are copies of, and go with the next sync of the
// machine whose they are.
func TestConflictedCopiesAreTakenInAndGo(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"emptychair-%s.sync-conflict-20261129-101010-ABCDEFG.json", "emptychair-%s (Jane's conflicted copy 2026-11-29).json",
		"emptychair-%s (conflicted copy 2026-11-29 101010).json", "emptychair-%s-LAPTOP.json", "emptychair-%s (1).json",
	} {
		a, b, shared := newSyncing(t), newSyncing(t), t.TempDir()
		a.notes("the courier never rang")
		a.does("sync", shared)
		own := filepath.Join(shared, folder.DocumentName(a.name(), false))
		older, err := os.ReadFile(own)
		must(t, err)
		a.notes("the door was shut")
		a.does("sync")
		copied := filepath.Join(shared, fmt.Sprintf(name, a.name()))
		must(t, os.Rename(own, copied)) // the newer one has the name of a copy
		must(t, os.WriteFile(own, older, 0o600))
		says(t, b.does("sync", shared), "New here: 2 stories")
		a.does("stories", "delete", "latest", "--yes")
		a.does("sync")
		b.does("sync")
		if _, err := os.Stat(copied); err == nil || strings.Contains(inFolder(t, shared), "door") || a.keeps() != b.keeps() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDocumentsCanBeEncrypted(t *testing.T) {
	t.Parallel()
	keys := t.TempDir()
	var recipients, files []string
	for i := range 3 {
		key, err := age.GenerateX25519Identity()
		must(t, err)
		file := filepath.Join(keys, fmt.Sprint(i))
		must(t, os.WriteFile(file, []byte(key.String()), 0o600))
		recipients, files = append(recipients, key.Recipient().String()), append(files, file)
	}
	forBoth := []string{"--recipient", recipients[0], "--recipient", recipients[1], "--identity"}
	const passphrase = "EMPTYCHAIR_PASSPHRASE=correct horse"
	for about, how := range map[string][3][]string{ // how each of three machines syncs, of which the last has not the key
		"keys":       {append(slices.Clone(forBoth), files[0]), append(slices.Clone(forBoth), files[1]), append(slices.Clone(forBoth), files[2])},
		"passphrase": {{"--encrypt"}, {"--encrypt"}, {}},
	} {
		t.Run(about, func(t *testing.T) {
			a, b, c, shared := newSyncing(t, passphrase), newSyncing(t, passphrase), newSyncing(t), t.TempDir()
			a.notes("the courier never rang")
			a.does(append([]string{"sync", shared}, how[0]...)...)
			if strings.Contains(inFolder(t, shared), "courier") {
				t.Error("it is readable")
			}
			says(t, b.does(append([]string{"sync", shared}, how[1]...)...), "New here: one story")
			b.does("stories", "edit", "latest", "--source", "colleague")
			b.does("sync")
			says(t, a.does("sync"), "Changed here: one story")
			if a.keeps() != b.keeps() {
				t.Errorf("one has %s\nthe other %s", a.keeps(), b.keeps())
			}
			says(t, c.does(append([]string{"sync", shared}, how[2]...)...), "wasn’t read")
			if c.keeps() != "" {
				t.Error(c.keeps())
			}
		})
	}
	for about, env := range map[string][]string{"without a passphrase": nil, "with a short one": {"EMPTYCHAIR_PASSPHRASE=1234567"}} {
		none := newSyncing(t, env...)
		if got := none.call("sync", t.TempDir(), "--encrypt"); got.code != shell.ExitUse || none.keeps() != "" {
			t.Errorf("%s: %+v", about, got)
		}
	}
}

// A lock that is named again, or for the first time, holds for what is in the folder, at once and however old that is. One that is only typed
// in another way changes nothing.
func TestAnotherLockHoldsAtOnce(t *testing.T) {
	t.Parallel()
	var recipients, files []string
	for i := range 2 {
		key, err := age.GenerateX25519Identity()
		must(t, err)
		files = append(files, filepath.Join(t.TempDir(), fmt.Sprint(i)))
		must(t, os.WriteFile(files[i], []byte(key.String()), 0o600))
		recipients = append(recipients, key.Recipient().String())
	}
	const before, after = "EMPTYCHAIR_PASSPHRASE=correct horse", "EMPTYCHAIR_PASSPHRASE=battery staple"
	keys := func(identity int, recipients ...string) (how []string) {
		for _, r := range recipients {
			how = append(how, "--recipient", r)
		}
		return append(how, "--identity", files[identity])
	}
	one, both := recipients[:1], recipients
	for about, c := range map[string]struct{ first, then, opens, fails []string }{
		"from plain":     {nil, []string{after, "--encrypt"}, []string{after, "--encrypt"}, []string{before, "--encrypt"}},
		"a passphrase":   {[]string{before, "--encrypt"}, []string{after, "--encrypt"}, []string{after, "--encrypt"}, []string{before, "--encrypt"}},
		"without a key":  {keys(0, both...), keys(0, one...), keys(0, both...), keys(1, both...)},
		"with one more":  {keys(0, one...), keys(0, both...), keys(1, both...), []string{after, "--encrypt"}},
		"keys for words": {[]string{before, "--encrypt"}, keys(0, both...), keys(1, both...), []string{before, "--encrypt"}},
	} {
		t.Run(about, func(t *testing.T) {
			for _, written := range []time.Time{today, today.Add(-time.Hour)} {
				a, shared := newSyncing(t), t.TempDir()
				sync := func(m syncing, how []string) string {
					if len(how) > 0 && strings.Contains(how[0], "=") {
						m.env, how = how[:1], how[1:]
					}
					return m.does(append([]string{"sync", shared}, how...)...)
				}
				a.notes("the courier never rang")
				sync(a, c.first)
				for _, encrypted := range []bool{false, true} {
					_ = os.Chtimes(filepath.Join(shared, folder.DocumentName(a.name(), encrypted)), written, written)
				}
				a.env = []string{before}
				a.does("sync")
				says(t, sync(a, c.then), "Your changes are in the folder")
				if entries, err := os.ReadDir(shared); err != nil || len(entries) != 1 || strings.Contains(inFolder(t, shared), "courier") {
					t.Errorf("%v, %v", entries, err)
				}
				says(t, sync(newSyncing(t), c.opens), "New here: one story")
				says(t, sync(newSyncing(t), c.fails), "wasn’t read")
			}
		})
	}
	a, shared := newSyncing(t, before), t.TempDir()
	a.does("sync", shared, "--encrypt")
	a.notes("the courier never rang")
	a.env = []string{after}
	got := a.call("sync")
	if says(t, got.stderr, "has another passphrase"); got.code != shell.ExitFailure {
		t.Error(got)
	}
	a.env = []string{before}
	says(t, a.does("sync"), "Your changes are in the folder")
}

// A database that was restored, or taken to another machine, loses nothing of the others, and they nothing of it.
func TestARestoredDatabaseGoesByAnotherName(t *testing.T) {
	t.Parallel()
	a, b, shared := newSyncing(t), newSyncing(t), t.TempDir()
	a.notes("the courier never rang")
	a.does("sync", shared)
	a.does("backup", "-o", filepath.Join(shared, "..", "copy.db"))
	a.notes("the door was shut")
	a.does("sync")
	b.does("sync", shared)
	before := a.name()
	a.does("restore", filepath.Join(shared, "..", "copy.db"), "--yes")
	says(t, a.does("sync"), "New here: one story")
	if a.name() == before || a.keeps() != b.keeps() {
		t.Errorf("%s before, %s\none has %s\nthe other %s", before, a.name(), a.keeps(), b.keeps())
	}
	b.does("sync")
	entries, err := os.ReadDir(shared)
	must(t, err)
	if len(entries) != 2 || a.keeps() != b.keeps() {
		t.Errorf("%v\none has %s\nthe other %s", entries, a.keeps(), b.keeps())
	}
}

// gitCalls are the lines of the manual with which git carries a folder: once, and then as often as one likes.
func gitCalls(t testing.TB) (once, often []string) {
	t.Helper()
	_, text, _ := strings.Cut(called(emptyEnv(), "help", "engines", "--lang", "en").stdout, "\ngit\n")
	text, _, _ = strings.Cut(text, "\nNextcloud")
	list := &once
	for line := range strings.Lines(text) {
		if call, ok := strings.CutPrefix(line, "  "); ok {
			*list = append(*list, strings.TrimSpace(call))
		} else if strings.HasPrefix(line, "Then") {
			list = &often
		}
	}
	return once, often
}

func TestGitCarriesAFolderAsTheManualSays(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	t.Parallel()
	root := t.TempDir()
	git := func(m syncing, folder, call string) {
		t.Helper()
		if args, ok := strings.CutPrefix(call, "emptychair "); ok {
			m.does(strings.Fields(strings.ReplaceAll(args, " .", " "+folder))...)
			return
		}
		cmd := exec.Command("sh", "-c", call)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "HOME="+root, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@b", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@b")
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "CONFLICT") {
			t.Fatalf("%s: %v\n%s", call, err, out)
		}
	}
	a, b := newSyncing(t), newSyncing(t)
	one, two := filepath.Join(root, "one"), filepath.Join(root, "two")
	git(a, root, "git init -q --bare -b main shared.git && git clone -q shared.git one")
	once, often := gitCalls(t)
	if len(once) != 2 || len(often) != 3 {
		t.Fatalf("%q, %q", once, often)
	}
	for _, call := range once {
		git(a, one, call)
	}
	git(b, root, "git clone -q shared.git two")
	both := func() {
		for _, call := range often {
			git(a, one, call)
			git(b, two, call)
		}
	}
	for i := range 4 { // each changes something, and they push at the same time
		a.notes(fmt.Sprintf("seen by one, %d", i))
		b.notes(fmt.Sprintf("seen by two, %d", i))
		both()
	}
	a.does("stories", "delete", "latest", "--yes")
	b.does("stories", "edit", "latest", "--source", "colleague")
	both()
	both()
	if a.keeps() != b.keeps() || !strings.Contains(a.keeps(), "seen by two, 3") {
		t.Errorf("one has %s\nthe other %s", a.keeps(), b.keeps())
	}
}
