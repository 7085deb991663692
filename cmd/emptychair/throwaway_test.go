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
	s, err := newThrowaway("en", today)
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
	run, story := demo.Runs("en", today)[0], demo.Stories("en", today)[0]
	action := demo.Actions("en", today)[0]
	fresh := run
	fresh.ID = "another"
	_, saved := s.SaveRun(fresh, 0)
	for what, err := range map[string]error{
		"a save": saved, "a deletion": s.DeleteRun(run.ID), "a language": s.SaveLanguage("de"), "a mark": s.MarkChanging(run.Team, true),
		"another mark": s.MarkLeadership(run.Team, true), "an action": s.SaveAction(action, action.Finish()),
		"a story": s.SaveStory(story, story), "a story's deletion": s.DeleteStory(story.ID),
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
