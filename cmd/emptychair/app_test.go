package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/tui/theme"
)

func TestHelpVersionsAndErrorsWaitForNoLock(t *testing.T) {
	t.Parallel()
	path := seeded(t).Path()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, args := range [][]string{{"help"}, {"version"}, {"paths"}, {"foo"}} {
		var out bytes.Buffer
		e := testEnv()
		e.args, e.environ = append([]string{"emptychair", "--db", path}, args...), []string{"LANG=de"}
		e.stdout, e.stderr = &out, &out
		began := time.Now()
		run(e)
		if took := time.Since(began); took > 4*glance {
			t.Errorf("%v takes %v", args, took)
		}
		if out.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
	}
}

func TestTheUsualPlaceIsThatOfTheEnvironment(t *testing.T) {
	dir := t.TempDir()
	a := &app{env: env{environ: []string{"XDG_DATA_HOME=" + dir}}}
	if got, want := a.location(), (location{filepath.Join(dir, "emptychair", "emptychair.db"), fromDefault}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	a.environ = []string{"XDG_DATA_HOME=relative"}
	if got := a.location().path; !filepath.IsAbs(got) {
		t.Errorf("the place is %q", got)
	}
}

// forgetful deletes a run and cannot take its text out of the file.
type forgetful struct{ database }

func (f forgetful) DeleteRun(id string) error {
	if err := f.database.DeleteRun(id); err != nil {
		return err
	}
	return &checks.Error{Code: checks.CodeTextRemains}
}

func TestARunWhoseTextRemainsIsDeletedAllTheSame(t *testing.T) {
	var out bytes.Buffer
	how := func() report.Options { return report.Options{Printer: lang.New("en"), Location: time.UTC} }
	err := runDelete(&out, deleteOptions{run: "latest", confirmation: confirmation{ask: func(string) (bool, error) { return true, nil }}}, forgetful{seeded(t)}, how)
	if checks.CodeOf(err) != checks.CodeTextRemains || exitCode(err) != exitFailure {
		t.Errorf("error %v, exit code %d", err, exitCode(err))
	}
	if !strings.HasPrefix(out.String(), "Deleted: ") {
		t.Errorf("it says %q", &out)
	}
}

func TestPrintAndScreensDrawTheSameSigns(t *testing.T) {
	p, full, plain := lang.New("en").ASCII(), theme.Unicode, theme.ASCII
	pairs := map[string]string{
		full.Today: plain.Today, full.Earlier: plain.Earlier, full.Chair: plain.Chair, full.None: plain.None,
		full.Down: plain.Down, full.Up: plain.Up, full.Bullet: plain.Bullet, full.Dash: plain.Dash,
		full.Ellipsis: plain.Ellipsis, " " + full.Dot + " ": " " + plain.Dot + " ",
	}
	for sign, want := range pairs {
		if got := p.Signs(sign); got != want {
			t.Errorf("%s is printed as %s and drawn as %s", sign, got, want)
		}
	}
}
