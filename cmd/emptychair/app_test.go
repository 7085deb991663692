package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
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
		e.Args, e.Environ = append([]string{"emptychair", "--db", path}, args...), []string{"LANG=de"}
		e.Stdout, e.Stderr = &out, &out
		began := time.Now()
		run(e)
		if took := time.Since(began); took > 4*languageWait {
			t.Errorf("%v takes %v", args, took)
		}
		if out.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
	}
}

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	var stderr bytes.Buffer
	e := testEnv()
	e.Args, e.Environ = []string{"emptychair", "--lang", "en", "paths", "--db", "x"}, nil
	e.Stdout, e.Stderr = broken{}, &stderr
	if code := run(e); code != shell.ExitFailure {
		t.Errorf("exit code %d", code)
	}
	if got := stderr.String(); !bytes.HasPrefix([]byte(got), []byte("emptychair: The output could not be written.\n")) {
		t.Errorf("stderr says %q", got)
	}
}

// broken is a stream that nobody reads any more.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

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
	if checks.CodeOf(err) != checks.CodeTextRemains || shell.ExitCode(err) != shell.ExitFailure {
		t.Errorf("error %v, exit code %d", err, shell.ExitCode(err))
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
