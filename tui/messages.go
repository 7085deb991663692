package tui

import (
	"time"

	"emptychair/checks"
)

// EndMsg asks the program to save and to end, as a signal does.
type EndMsg struct{}

type (
	tickedMsg   struct{ now time.Time }
	homeReadMsg struct {
		home checks.Home
		show bool // the first screen is to be opened
		err  error
	}
	runSavedMsg struct {
		session *session
		number  int // of the change that is saved now
		err     error
	}
	saveDueMsg struct{ session *session }
	runReadMsg struct {
		run      checks.Run
		revision uint64
		resume   bool
		err      error
	}
	runsReadMsg struct {
		team string
		runs []checks.Summary
		err  error
	}
	earlierReadMsg struct {
		id   string // of the run that the list was read for
		runs []checks.Summary
		err  error
	}
	baselineReadMsg struct {
		run checks.Run
		err error
	}
	runDeletedMsg struct {
		id  string
		err error
	}
	languageSavedMsg struct{ err error }
)
