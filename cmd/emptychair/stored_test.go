package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
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

func (w *watched) Runs(team string) ([]checks.Summary, error) {
	w.reads = append(w.reads, "runs")
	return w.database.Runs(team)
}

func TestACommandAboutATeamReadsItOnce(t *testing.T) {
	demo := stored{store.New(filepath.Join(t.TempDir(), "runs.db"), content.Check())}
	if err := fillDemo(demo.Store, "en", today); err != nil {
		t.Fatal(err)
	}
	team, err := demo.Snapshot("")
	if err != nil || len(team.Runs) < 2 || len(team.Teams) < 2 {
		t.Fatalf("%+v, %v", team, err)
	}
	other, err := demo.Runs(team.Teams[1])
	if err != nil || len(other) == 0 {
		t.Fatalf("%d runs, %v", len(other), err)
	}
	how := func() report.Options { return report.Options{Printer: lang.New("en"), Location: today.Location()} }
	compare := func(c choice) func(database) error {
		return func(s database) error { return runCompare(io.Discard, compareOptions{choice: c}, s, today, how) }
	}
	for name, c := range map[string]struct {
		run  func(database) error
		want []string
	}{
		"compare":            {compare(choice{}), []string{"team"}},
		"compare a run":      {compare(choice{run: team.Runs[0].ID}), []string{"team"}},
		"compare with a run": {compare(choice{with: team.Runs[len(team.Runs)-1].ID}), []string{"team"}},
		"trend":              {func(s database) error { return runTrend(io.Discard, trendOptions{}, s, today, how) }, []string{"team"}},
		"trend of a team": {func(s database) error {
			return runTrend(io.Discard, trendOptions{choice: choice{team: team.Teams[1]}}, s, today, how)
		}, []string{"team"}},
		"voice": {func(s database) error { return runVoice(io.Discard, voiceOptions{}, s, today, how) }, []string{"team"}},
	} {
		s := &watched{database: demo}
		if err := c.run(s); err != nil || !slices.Equal(s.reads, c.want) {
			t.Errorf("%s: %q, not %q, %v", name, s.reads, c.want, err)
		}
	}
	s := &watched{database: demo}
	if p, err := history(s, choice{run: other[0].ID}, today); err != nil || p.Team != team.Teams[1] {
		t.Errorf("a run of another team: %q, %v", p.Team, err)
	}
}

func TestALanguageThatCameWithATeamIsNotReadOnceMore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "runs.db")
	if err := store.New(path, content.Check()).SaveLanguage("de"); err != nil {
		t.Fatal(err)
	}
	s := &callStore{stored: stored{store.New(path, content.Check())}}
	if _, err := s.Snapshot(""); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if code, err := s.Language(); code != "de" || err != nil {
		t.Errorf("it is %q, %v", code, err)
	}
	if err := s.SaveLanguage("en"); err != nil {
		t.Fatal(err)
	}
	if code, err := s.Language(); code != "en" || err != nil {
		t.Errorf("after another one was saved it is %q, %v", code, err)
	}
}
