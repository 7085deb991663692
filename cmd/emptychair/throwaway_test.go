package main

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"testing"

	"emptychair/checks/demo"
)

// newTestThrowaway returns a throwaway and holds at the end of the test that nothing of it is there any more.
func newTestThrowaway(t *testing.T) *throwaway {
	t.Helper()
	s, err := newThrowaway(demo.Runs("en", today)[1:])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := os.Stat(s.folder); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is there: %v", s.folder, err)
		}
	})
	return s
}

func TestNothingIsWrittenToAThrowawayThatIsGone(t *testing.T) {
	s := newTestThrowaway(t)
	if err := s.remove(); err != nil {
		t.Fatal(err)
	}
	runs := demo.Runs("en", today)
	_, saved := s.SaveRun(runs[0], 0)
	for what, err := range map[string]error{
		"a save": saved, "a deletion": s.DeleteRun(runs[1].ID), "a language": s.SaveLanguage("de"), "a mark": s.MarkChanging(runs[1].Team, true),
	} {
		if err == nil {
			t.Errorf("%s worked", what)
		}
	}
}

func TestWritesUnderWayDoNotBringAThrowawayBack(t *testing.T) {
	s := newTestThrowaway(t)
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for s.SaveLanguage("de") == nil {
			}
		})
	}
	if err := s.remove(); err != nil {
		t.Error(err)
	}
	writers.Wait()
}
