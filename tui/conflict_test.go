package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// conflicting is a run to which another program wrote an answer meanwhile, after which this one gave a vote.
func conflicting(t *testing.T) *user {
	t.Helper()
	u := voting(t).press("4")
	other := u.openRun().Clone()
	other.Answers = map[string][]checks.Answer{"risks": {{Text: "from elsewhere"}}}
	u.store.put(other)
	return u.press("3").says("conflict.what").seesNot("2 of 6")
}

func TestAConflictIsReportedAndNothingIsOverwritten(t *testing.T) {
	u := conflicting(t)
	if r := u.store.runs[u.openRun().ID]; len(r.Answers["risks"]) != 1 {
		t.Error("what the other program wrote is gone")
	}
	u.press("4", "x", "r", "k", "esc", "tab").says("conflict.what")
}

func TestReloadingTakesOverWhatTheOtherProgramWrote(t *testing.T) {
	u := conflicting(t).press("ctrl+r").sees("1 of 6").says("saved")
	u.press("5").sees("2 of 6").says("saved")
	if r := u.store.last(); len(r.Answers["risks"]) != 1 || r.Ratings["contact"].Answers() != 2 {
		t.Errorf("stored is %+v", r)
	}
}

func TestKeepingACopyLeavesBothRuns(t *testing.T) {
	u := conflicting(t)
	id := u.openRun().ID
	u.press("enter").sees("2 of 6").says("saved")
	if u.openRun().ID == id || len(u.store.runs) != 2 {
		t.Fatalf("there are %d runs", len(u.store.runs))
	}
	if r := u.store.runs[id]; r.Ratings["contact"].Answers() != 1 || len(r.Answers["risks"]) != 1 {
		t.Error("the other program's run has changed")
	}
}

func TestACopyHasActionsOfItsOwn(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	chosen(u, said["en"])
	id := u.openRun().Actions[0].ID
	u.intrude().press("pgdown").says("conflict.what").press("enter").says("saved")
	if actions := u.openRun().Actions; len(actions) != 1 || actions[0].ID == id {
		t.Errorf("the actions are %+v", actions)
	}
}

func TestNobodyIsTornFromTypingByAConflict(t *testing.T) {
	u := asking(t).typed("half a sent").intrude()
	u.passes(3 * time.Second)
	u.typed("ence").press("enter").says("conflict.what").press("enter")
	u.stands("channels").holds("half a sentence")
}

func TestReloadingARunThatWasFinishedElsewhereShowsIt(t *testing.T) {
	u := voting(t)
	other := u.openRun().Clone()
	other.Finished = noon
	u.store.put(other)
	u.press("3").says("conflict.what").press("ctrl+r").sees("Payments · 22 Nov 2026", "not rated")
	u.press("esc").sees("Past runs").press("esc").says("key.new")
}

func TestARunThatWasDeletedElsewhereCanStillBeKept(t *testing.T) {
	u := conflicting(t)
	delete(u.store.runs, u.openRun().ID)
	u.press("ctrl+r").tells(checks.CodeNotFound, u.openRun().ID).says("conflict.what")
	u.press("enter").sees("2 of 6").says("saved")
}

func TestWhatBelongsToARunThatWasGivenUpIsDropped(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4") // to be tried again a little later
	u.store.fail = nil
	u.intrude().slow = true
	u.press("3").passes(time.Second)
	refused := u.waiting[0]()
	u.waiting, u.slow = nil, false
	u.send(refused)
	u.says("conflict.what").press("ctrl+r", "5").sees("2 of 6").says("saved")
	saved := len(u.store.saved)
	u.send(refused)
	u.says("saved").passes(retryAfter).says("saved").sees("2 of 6")
	if len(u.store.saved) > saved+1 { // the clock goes on
		t.Errorf("%d saves were begun", len(u.store.saved)-saved)
	}
}

func TestLeavingFromAConflictKeepsBothRuns(t *testing.T) {
	for _, msg := range []tea.Msg{namedKeys["ctrl+c"], EndMsg{}} {
		u := conflicting(t)
		id := u.openRun().ID
		if u.send(msg); !u.ended {
			t.Fatalf("%v does not end the program", msg)
		}
		if err := u.m.Close(); err != nil {
			t.Fatal(err)
		}
		if u.store.runs[id].Ratings["contact"].Answers() != 1 || u.store.last().Ratings["contact"].Answers() != 2 || u.store.last().ID == id {
			t.Errorf("stored are %+v", u.store.runs)
		}
	}
}

func TestASecondConflictIsReportedToo(t *testing.T) {
	u := conflicting(t).press("ctrl+r").intrude().press("5").says("conflict.what")
	u.press("enter").says("saved")
}

func TestUndoDoesNotHideAConflict(t *testing.T) {
	conflicting(t).press("u").says("conflict.what")
}

func TestHelpExplainsAConflict(t *testing.T) {
	u := conflicting(t).press("?").sees("esc close").says("help.conflict").press("esc").says("conflict.what")
	fits(t, u, 80, 24)
}
