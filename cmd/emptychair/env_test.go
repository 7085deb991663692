package main

import (
	"bytes"
	"io"
	"slices"
	"testing"
	"time"
)

func TestIDsAreNewAndSortInOrder(t *testing.T) {
	newID := newIDs(func() time.Time { return today })
	var ids []string
	for range 1000 {
		ids = append(ids, newID())
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("ids of one moment are not in order, or not unique")
	}
	if len(ids[0]) != 26 {
		t.Errorf("%q is no ULID", ids[0])
	}
}

func TestTheLastOfSeveralVariablesCounts(t *testing.T) {
	e := env{environ: []string{"LANG=en", "LANGUAGE=x", "LANG=de"}}
	if got := e.getenv("LANG"); got != "de" {
		t.Errorf("LANG is %q", got)
	}
	if got := e.getenv("LC_ALL"); got != "" {
		t.Errorf("LC_ALL is %q", got)
	}
}

func TestOutputThatCannotBeWrittenIsAFailure(t *testing.T) {
	var stderr bytes.Buffer
	e := testEnv()
	e.args, e.environ = []string{"emptychair", "--lang", "en", "paths", "--db", "x"}, nil
	e.stdout, e.stderr = broken{}, &stderr
	if code := run(e); code != exitFailure {
		t.Errorf("exit code %d", code)
	}
	if got := stderr.String(); !bytes.HasPrefix([]byte(got), []byte("emptychair: The output could not be written.\n")) {
		t.Errorf("stderr says %q", got)
	}
}

// broken is a stream that nobody reads any more.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// The editor is a program of somebody else's.
func TestOtherProgramsAreNotToldThePassphrase(t *testing.T) {
	e := env{environ: []string{"LANG=en", passphraseVariable + "=correct horse", "PATH=/bin"}}
	if got := e.withoutPassphrase(); !slices.Equal(got, []string{"LANG=en", "PATH=/bin"}) {
		t.Errorf("the environment is %q", got)
	}
}
