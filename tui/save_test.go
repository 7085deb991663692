package tui

import (
	"testing"
	"time"

	"emptychair/checks"
)

// fullDisk is what saves fail with in these tests.
var fullDisk = &checks.Error{Code: checks.CodeDiskFull}

func TestAChangeIsSavedBeforeTheScreenSaysSo(t *testing.T) {
	u := voting(t).says("saved")
	u.slow = true
	u.press("4").seesNot("saved")
	u.release().says("saved")
	if n := u.store.last().Ratings["contact"].Answers(); n != 1 {
		t.Errorf("%d answers are stored", n)
	}
}

func TestOneSaveIsUnderWayAndTheLatestStateWins(t *testing.T) {
	u := voting(t)
	before := len(u.store.saved)
	u.slow = true
	u.press("4", "4", "4", "4")
	if n := len(u.waiting); n != 1 {
		t.Fatalf("%d saves are under way", n)
	}
	u.release()
	if n := len(u.store.saved) - before; n != 2 {
		t.Errorf("%d states were written, want the first and the latest", n)
	}
	if n := u.store.last().Ratings["contact"].Answers(); n != 4 {
		t.Errorf("%d answers are stored", n)
	}
	u.says("saved")
}

func TestAFailedSaveIsSaidAndTriedAgain(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4").says("save.failed").tells(checks.CodeDiskFull)
	u.press("4").says("save.failed").sees("2 of 6")
	u.passes(retryAfter).says("save.failed")

	u.store.fail = nil
	u.passes(retryAfter).says("saved").seesNot("Not saved yet")
	if n := u.store.last().Ratings["contact"].Answers(); n != 2 {
		t.Errorf("%d answers are stored", n)
	}
}

func TestAFailureIsTriedAgainOnlyOnce(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4", "4", "4")
	for range 5 {
		if n := u.passes(time.Second).pending(retryAfter); n != 1 {
			t.Fatalf("%d tries are due", n)
		}
	}
}

func TestQuittingWaitsForTheSave(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4", "ctrl+c")
	if u.ended {
		t.Fatal("the program ended before the save")
	}
	u.press("4")
	u.release()
	if !u.ended {
		t.Error("the program did not end after the save")
	}
	if n := u.store.last().Ratings["contact"].Answers(); n != 1 {
		t.Errorf("%d answers are stored", n)
	}
}

func TestAProgramThatCannotSaveLeavesOnTheSecondCtrlC(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4", "ctrl+c").says("save.failed").says("save.leave-anyway")
	if u.ended {
		t.Fatal("the first ctrl+c loses what was not saved")
	}
	if u.press("ctrl+c"); !u.ended {
		t.Error("the second ctrl+c does not leave")
	}
}

func TestAnyOtherKeyStaysInAProgramThatCannotSave(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4", "ctrl+c", "x").says("save.failed").seesNot("ctrl+c once more")
	u.press("4").sees("2 of 6")
	u.store.fail = nil
	u.passes(retryAfter).says("saved").press("ctrl+c")
	if !u.ended || u.store.last().Ratings["contact"].Answers() != 2 {
		t.Error("the program does not save and end")
	}
}

func TestASignalEndsTheProgramOnceAllIsSaved(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4")
	u.send(EndMsg{})
	if u.ended {
		t.Fatal("the program ended before the save")
	}
	if u.release(); !u.ended || u.store.last().Ratings["contact"].Answers() != 1 {
		t.Error("the program does not save and end")
	}
}

func TestCloseSavesWhatTheProgramHadNot(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4", "3")
	if err := u.m.Close(); err != nil {
		t.Fatal(err)
	}
	if n := u.store.last().Ratings["contact"].Answers(); n != 2 {
		t.Errorf("%d answers are stored", n)
	}
	if r, ok := u.m.Unfinished(); !ok || r.Team != "Payments" {
		t.Errorf("unfinished is %q, %v", r.Team, ok)
	}
	before := len(u.store.saved)
	u.waiting = nil
	if err := u.m.Close(); err != nil || len(u.store.saved) != before {
		t.Errorf("closing twice: %v, %d states more", err, len(u.store.saved)-before)
	}
}

func TestWhatIsTypedIsSavedWithinASecond(t *testing.T) {
	u := asking(t).typed("half a sent")
	if d := u.store.last().Drafts["channels"]; d != "" {
		t.Fatalf("stored is %q at once", d)
	}
	u.passes(time.Second)
	if d := u.store.last().Drafts["channels"]; d != "half a sent" {
		t.Errorf("stored is %q", d)
	}
	before := len(u.store.saved)
	if u.passes(time.Minute); len(u.store.saved) != before {
		t.Errorf("%d states were written while nothing was done", len(u.store.saved)-before)
	}
}

func TestTextInAFieldIsKeptWhenTheProgramEnds(t *testing.T) {
	tests := []struct {
		name string
		play func(u *user) *user
		kept func(r checks.Run) string
	}{
		{"a story", func(u *user) *user { return u.press("44", "enter", "enter", "s") }, func(r checks.Run) string { return r.Ratings["contact"].Story }},
		{"evidence", func(u *user) *user { return u.press("44", "enter", "enter", "c", "2") }, func(r checks.Run) string { return r.Ratings["contact"].Chair.Evidence }},
		{"an answer", toQuestion, func(r checks.Run) string { return r.Drafts["channels"] }},
		{"an action", func(u *user) *user {
			for range 7 {
				u.press("pgdown")
			}
			return u.press("a")
		}, func(r checks.Run) string {
			if len(r.Actions) == 0 {
				return ""
			}
			return r.Actions[0].Text
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := tt.play(voting(t)).typed("what we say").press("ctrl+c")
			if got := tt.kept(u.store.last()); got != "what we say" || !u.ended {
				t.Errorf("kept is %q, ended %v", got, u.ended)
			}
			u = tt.play(voting(t)).typed("what we say")
			if err := u.m.Close(); err != nil {
				t.Fatal(err)
			}
			if got := tt.kept(u.store.last()); got != "what we say" {
				t.Errorf("kept by Close is %q", got)
			}
		})
	}
}

func TestSuspendingSavesFirst(t *testing.T) {
	u := asking(t).typed("half")
	u.press("ctrl+z")
	if d := u.store.last().Drafts["channels"]; d != "half" {
		t.Errorf("stored is %q", d)
	}
	if u.came[len(u.came)-1] != "tea.SuspendMsg" {
		t.Errorf("the program is not suspended: %v", u.came)
	}
}

func TestAFileThatIsDamagedMeanwhileIsSaidWholeWithWhatHelps(t *testing.T) {
	for _, size := range sizes {
		u := voting(t).resize(size[0], size[1])
		u.store.fail = &checks.Error{Code: checks.CodeDamaged, Subject: "/home/ana/.local/share/emptychair/emptychair.db"}
		u.press("4").says("save.failed").tells(checks.CodeDamaged, "/home/ana/.local/share/emptychair/emptychair.db").sees("emptychair doctor")
	}
}
