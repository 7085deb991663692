package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui"
)

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
	s := demoStore(t, today)
	e := exporter{s, func() time.Time { return today }, []string{t.TempDir()}}
	team := demoTeam(t, s)
	for _, changing := range []bool{false, true} {
		if err := s.MarkChanging(team, changing); err != nil {
			t.Fatal(err)
		}
		runs, err := s.Runs(team)
		if err != nil || len(runs) < 4 {
			t.Fatal(len(runs), err)
		}
		for _, f := range report.ExportFormats {
			for _, x := range []tui.Export{{Run: runs[0].ID}, {Run: runs[0].ID, Share: true}} {
				x.Team, x.Format, x.Language = team, f, "en"
				wantExported(t, e, x, func(w io.Writer) error {
					_, err := runExport(w, exportOptions{run: x.Run, printOptions: printOptions{format: f, share: x.Share}}, s, today, func() report.Options { return e.options(x) })
					return err
				})
			}
		}
	}
}

func TestTheProgramExportsAPickedBaselineAsPicked(t *testing.T) {
	s := demoStore(t, today)
	e := exporter{s, func() time.Time { return today }, []string{t.TempDir()}}
	runs, err := s.Runs(demoTeam(t, s))
	if err != nil || len(runs) < 4 {
		t.Fatal(len(runs), err)
	}
	x := tui.Export{Team: runs[0].Team, Run: runs[0].ID, Baseline: runs[3].ID, Format: report.Markdown, Language: "en"}
	var usual, picked bytes.Buffer
	if _, _, err := e.write(&picked, x); err != nil {
		t.Fatal(err)
	}
	x.Baseline = ""
	if _, _, err := e.write(&usual, x); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(picked.String(), "the run before") || picked.String() == usual.String() {
		t.Errorf("picked:\n%s\nusual:\n%s", &picked, &usual)
	}
	if strings.Contains(usual.String(), "nothing yet to hold it against") {
		t.Errorf("a run alone is taken for the first one:\n%s", &usual)
	}
}

// demoTeam is the team of the demo with the most runs.
func demoTeam(t *testing.T, s database) string {
	t.Helper()
	team, err := s.Snapshot("")
	if err != nil {
		t.Fatal(err)
	}
	return team.Team
}

// wantExported holds that the program writes a document byte for byte.
func wantExported(t *testing.T, e exporter, x tui.Export, document func(io.Writer) error) {
	t.Helper()
	var want bytes.Buffer
	if err := document(&want); err != nil {
		t.Fatal(err)
	}
	done, err := e.export(x)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(done.Path); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%+v: %v\n%s\nwant\n%s", x, err, got, &want)
	}
}

func TestWhereNothingMayBeWrittenTheNextFolderTakesTheFile(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("everything may be written")
	}
	closed, open := t.TempDir(), t.TempDir()
	if err := os.Chmod(closed, 0o500); err != nil {
		t.Fatal(err)
	}
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

func TestAnExportGoesWhereThereIsAFolder(t *testing.T) {
	none, open := filepath.Join(t.TempDir(), "none"), t.TempDir()
	done, err := testExporter(t, none, open).export(finishedExport(report.CSV))
	if err != nil || filepath.Dir(done.Path) != open {
		t.Errorf("%+v, %v", done, err)
	}
	_, err = testExporter(t, none).export(finishedExport(report.CSV))
	if checks.CodeOf(err) != checks.CodeDenied {
		t.Errorf("the error is %v", err)
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
	if got := fileName(tui.Export{Team: "🧭", Format: report.HTML}, day, time.Time{}); got != "emptychair-2026-08-19.html" {
		t.Errorf("a team without letters: %s", got)
	}
	x := tui.Export{Team: "Ops", Format: report.Markdown, Share: true}
	if got := fileName(x, day, day.AddDate(0, -3, -7)); got != "emptychair-ops-2026-08-19-with-2026-05-12-shared.md" {
		t.Errorf("a comparison: %s", got)
	}
}
