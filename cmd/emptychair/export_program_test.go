package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/store"
	"emptychair/tui"
)

// testExporter exports [seedRuns] into folders.
func testExporter(t *testing.T, folders ...string) exporter {
	t.Helper()
	s := store.New(filepath.Join(t.TempDir(), "runs.db"), content.Check())
	if err := s.SaveRuns(seedRuns()); err != nil {
		t.Fatal(err)
	}
	return exporter{stored{s}, func() time.Time { return today }, folders}
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

func TestAnExportWithoutAFolderIsAnErrorOfTheProgram(t *testing.T) {
	_, err := testExporter(t, filepath.Join(t.TempDir(), "none")).export(finishedExport(report.CSV))
	if checks.CodeOf(err) != checks.CodeIO {
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
	if got := fileName(tui.Export{Team: "🧭", Format: report.HTML}, day); got != "emptychair-2026-08-19.html" {
		t.Errorf("a team without letters: %s", got)
	}
}
