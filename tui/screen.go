package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// screen is one full page of the program. Its methods are called by the root only.
type screen interface {
	// press answers a key, paste a pasted text that is already clean. Both change the screen and return what the root shall
	// do, or nil.
	press(k tea.KeyPressMsg) action
	paste(text string) action
	// draw fills p; it changes nothing.
	draw(p *page)
	// heading is what the header says of the screen.
	heading() string
	// keys are the bindings that hold now, the most important first.
	keys() []key.Binding
	// typing tells whether a text field has the keyboard, so that letters are text.
	typing() bool
	// help is the id of the message that says what the screen is for.
	help() string
}

// still is the part of a screen that takes no text.
type still struct{}

func (still) paste(string) action { return nil }
func (still) typing() bool        { return false }

// action is what a screen asks the root for.
type action interface{ isAction() }

type (
	// goHome leaves the run, which can be resumed, and shows the first screen.
	goHome struct{ team string }
	// goSetup opens the set-up of a new run.
	goSetup struct{}
	// goPast lists past runs; the zero team is all teams.
	goPast struct{ team string }
	// goCompare holds a run against another: the baseline as chosen, "" for the one by itself. From
	// is the screen to which esc returns, nil for home.
	goCompare struct {
		team, current, baseline string
		from                    screen
	}
	// goTrend shows the runs of a team or of one person over time.
	goTrend struct {
		team string
		kind checks.Kind
	}
	// markChanging remembers whether the team's people change from run to run.
	markChanging struct {
		team     string
		changing bool
	}
	// goBack shows a screen again as it was left.
	goBack struct{ to screen }
	// resumeRun goes on with an unfinished run, and shows one that was finished meanwhile; readRun shows one. From is the
	// screen to which esc returns from what is shown, nil for the list of runs.
	resumeRun struct {
		run  checks.Summary
		from screen
	}
	readRun struct {
		run  checks.Summary
		from screen
	}
	// deleteRun removes a run, after the person was asked.
	deleteRun struct{ id string }
	// beginRun starts a run as set up: now, or as one of an earlier day that is entered later.
	beginRun struct {
		setup checks.Setup
		on    checks.Day
	}
	// changed saves the run and shows a notice, if there is one.
	changed struct{ note string }
	// tellStory is changed by a story that somebody told, which is noted as those between runs are.
	tellStory struct{ story checks.Story }
	// moveTo opens the stage at a place of the run.
	moveTo struct{ stage int }
	// tell shows a notice; refuse shows what an error says.
	tell   struct{ note string }
	refuse struct{ err error }
	// reload takes what another program wrote of the run; keepCopy goes on with this one as a run of its own.
	reload   struct{}
	keepCopy struct{}
	// speakNow changes the language of the program.
	speakNow struct{ code string }
	// quit leaves the program.
	quit struct{}
)

func (goHome) isAction()       {}
func (goSetup) isAction()      {}
func (goPast) isAction()       {}
func (goBack) isAction()       {}
func (goCompare) isAction()    {}
func (goTrend) isAction()      {}
func (markChanging) isAction() {}
func (resumeRun) isAction()    {}
func (readRun) isAction()      {}
func (deleteRun) isAction()    {}
func (beginRun) isAction()     {}
func (changed) isAction()      {}
func (tellStory) isAction()    {}
func (moveTo) isAction()       {}
func (tell) isAction()         {}
func (refuse) isAction()       {}
func (reload) isAction()       {}
func (keepCopy) isAction()     {}
func (speakNow) isAction()     {}
func (quit) isAction()         {}

// typed is nothing to do, or refuse where a field had no room.
func typed(err error) action {
	if err != nil {
		return refuse{err}
	}
	return nil
}

// outcome is changed where err is nil and refuse otherwise.
func outcome(err error, note string) action {
	if err != nil {
		return refuse{err}
	}
	return changed{note}
}
