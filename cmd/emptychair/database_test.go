package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/demo"
	"emptychair/checks/lang"
	"emptychair/checks/report"
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
	reserved, err := reservedOf(s)
	must(t, err)
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
	g := store.Diagnosis{More: 3, Findings: []store.Finding{{Kind: store.FindingPage, Where: "stories"}, {Kind: store.FindingMissing, Where: "runs/x"}}}
	for i := range 20 {
		for range 3 {
			g.Findings = append(g.Findings, store.Finding{Kind: store.FindingPage, Where: fmt.Sprint(i)})
		}
	}
	p := doctorPage{Page: pageInEnglish()}
	p.file.take(g)
	p.findings(true)
	if n := strings.Count(p.String(), "• Page "); n != linesPerKind-1 {
		t.Errorf("%d pages are named", n)
	}
	wantLines(t, p, "The list “stories” of the database can’t be read.", "… and 12 more findings.", "The record runs/x isn’t where it should be.")
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
