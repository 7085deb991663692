package tui

import (
	"time"

	"emptychair/checks"
)

// EndMsg asks the program to save and to end, as a signal does.
type EndMsg struct{}

type (
	tickedMsg   struct{ now time.Time }
	settledMsg  struct{ width, height int } // the window has had this size for a moment
	homeReadMsg struct {
		home checks.Home
		show bool // the first screen is to be opened
		err  error
	}
	runSavedMsg struct {
		session *session
		number  int // of the change that is saved now
		err     error

		finished bool // what is saved now
	}
	saveDueMsg  struct{ session *session }
	teamReadMsg struct {
		asked beginRun // the run that begins once its team is known
		team  checks.Snapshot
		err   error
	}
	runReadMsg struct {
		run      checks.Run
		revision uint64
		team     checks.Snapshot // of the run
		resume   bool
		from     screen // to which esc returns, where the run is only read
		err      error
	}
	comparisonReadMsg struct {
		history    checks.History
		comparison checks.Comparison
		from       screen
		err        error
	}
	trendReadMsg struct {
		history checks.History
		kind    checks.Kind
		err     error
	}
	teamMarkedMsg struct {
		changing bool
		err      error
	}
	runsReadMsg struct {
		team string
		runs []checks.Summary
		err  error
	}
	runDeletedMsg struct {
		id      string
		err     error
		backups backups
	}
	languageSavedMsg struct{ err error }
)
