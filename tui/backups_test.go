package tui

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"

	"emptychair/checks"
)

// noBackUp is what backups fail with in these tests.
var noBackUp = &checks.Error{Code: checks.CodeNoBackup, Subject: "a.db.backups"}

// inBackups is a store of which backups hold the run and the story that the tests delete.
func inBackups(n int) func(language string) *memory {
	return func(language string) *memory {
		m := withStories(language)
		m.backups = map[string]int{lastQuarter(language).ID: n}
		for _, st := range m.stories {
			m.backups[st.ID] = n
		}
		return m
	}
}

func init() {
	scenes = append(scenes, []scene{
		{"past-backups", inBackups(3), func(u *user, _ words) { u.press("p", "d").typed(u.m.yes().Keys()[0]) }},
		{"stories-backups", inBackups(1), func(u *user, _ words) { u.press("s", "d").typed(u.m.yes().Keys()[0]) }},
		{"close-no-backup", withPayments, func(u *user, say words) {
			u.store.noBackUp = noBackUp
			finished(u, say)
		}},
		{"help-backups", inBackups(3), func(u *user, _ words) { u.press("p", "d").typed(u.m.yes().Keys()[0]).press("?") }},
	}...)
	essentials = append(essentials, []essential{
		{"past-backups", func(e shown) []string { return []string{e.m.say.N("backups.left", 3), e.m.say.T("past.deleted")} }, []key.Binding{askKeys.no}},
		{"stories-backups", func(e shown) []string {
			return []string{e.m.say.N("backups.left", 1), e.m.say.T("past.deleted"), e.m.say.N("stories.count", 8)}
		}, []key.Binding{askKeys.no}},
		{"close-no-backup", func(e shown) []string {
			what, do := e.m.say.Error(noBackUp)
			return []string{e.m.say.T("close.finished"), what, do}
		}, nil},
		{"help-backups", func(e shown) []string { return e.messages("help.backups") }, overlayWays},
	}...)
}

func TestABackupIsMadeOnceARunIsFinishedOnDisk(t *testing.T) {
	u := chosen(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("pgdown")
	if u.store.backUps != 0 {
		t.Fatal("a backup of a run that is not finished")
	}
	u.slow = true
	if u.press("f", "f"); u.store.backUps != 0 {
		t.Fatal("a backup was made before the run was saved")
	}
	u.release().says("close.finished")
	if u.press("enter"); u.store.backUps != 1 {
		t.Errorf("%d backups were made", u.store.backUps)
	}
}

func TestARunThatIsFinishedAgainIsBackedUpAgain(t *testing.T) {
	u := finished(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("u", "f", "f")
	if u.store.backUps != 2 {
		t.Errorf("%d backups were made", u.store.backUps)
	}
}

func TestLeavingAfterTheFinishWaitsForTheBackup(t *testing.T) {
	u := chosen(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("pgdown", "f")
	u.slow = true
	u.press("f", "ctrl+c")
	save := u.waiting
	u.waiting, u.slow = nil, false
	_, cmd := u.m.Update(save[0]()) // saved; the backup is under way
	if u.says("errand.wait"); u.ended {
		t.Fatal("the program ended before the backup was made")
	}
	if u.run(cmd); !u.ended || u.store.backUps != 1 {
		t.Errorf("ended: %v, %d backups", u.ended, u.store.backUps)
	}
}

func TestABackupThatCannotBeMadeIsSaidAndNotLeftWithoutAWord(t *testing.T) {
	u := chosen(newUser(t, 80, 24, "en", withPayments("en")), said["en"]).press("pgdown", "f")
	u.store.noBackUp = noBackUp
	u.slow = true
	u.press("f", "ctrl+c").release().tells(checks.CodeNoBackup, "a.db.backups").says("close.finished").says("saved")
	if u.ended {
		t.Error("the program ended without saying so")
	}
	if u.press("ctrl+c"); !u.ended {
		t.Error("the program does not end")
	}
}

func TestAnyOtherReasonForNoBackupSaysThatTheRunIsSaved(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"))
	u.store.noBackUp = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	finished(u, said["en"]).says("backups.none-made").tells(checks.CodeBusy, "a.db")
}

func TestBackupsThatHoldWhatWasDeletedCanGoToo(t *testing.T) {
	newest, _ := withStories("en").Stories("Payments", 1)
	for _, where := range []struct{ list, id, title string }{
		{"p", lastQuarter("en").ID, "Past runs"}, {"s", newest[0].ID, "Stories"},
	} {
		u := newUser(t, 80, 24, "en", inBackups(3)("en")).press(where.list, "d", "y").sees("3 backups still hold it.", where.title)
		if u.press("d", "enter", "down").sees("3 backups still hold it."); len(u.store.removed) > 0 {
			t.Fatal("backups went without a yes")
		}
		u.press("y").says("backups.dropped").sees(where.title).seesNot("3 backups")
		if !slices.Equal(u.store.removed, []string{where.id}) {
			t.Errorf("removed are the backups with %v", u.store.removed)
		}
		u = newUser(t, 80, 24, "en", inBackups(3)("en")).press(where.list, "d", "y", "n").sees(where.title).seesNot("3 backups")
		if len(u.store.removed) > 0 {
			t.Error("backups went on a no")
		}
	}
}

func TestNobodyIsAskedAboutBackupsThatAreNotThere(t *testing.T) {
	newUser(t, 80, 24, "en", withStories("en")).press("p", "d", "y").says("past.deleted").seesNot("backup")
	newUser(t, 80, 24, "en", withStories("en")).press("s", "d", "y").says("past.deleted").seesNot("backup")
}

func TestThatNoBackupWouldBeLeftIsSaid(t *testing.T) {
	store := inBackups(3)("en")
	store.allBackups = true
	u := newUser(t, 80, 24, "en", store).press("p", "d").sees("Stories told in it stay.").press("y").sees("All 3 backups still hold it.", "None would be left.")
	u.press("n").says("backups.kept").sees("Past runs").press("down").seesNot("Kept")
}

func TestAYesThatWasTypedAheadIsNoAnswerAboutBackups(t *testing.T) {
	u := newUser(t, 80, 24, "en", inBackups(3)("en")).press("p")
	u.slow = true
	u.press("d", "y", "d", "y").release().sees("3 backups still hold it.")
	if len(u.store.removed) > 0 {
		t.Error("backups went")
	}
}

func TestBackupsThatCannotBeRemovedOrCountedAreSaid(t *testing.T) {
	u := newUser(t, 80, 24, "en", inBackups(3)("en")).press("p", "d", "y")
	u.store.noBackUp = &checks.Error{Code: checks.CodeDenied, Subject: "a.db.backups"}
	u.press("y").tells(checks.CodeDenied, "a.db.backups").sees("Past runs")
	u = newUser(t, 80, 24, "en", inBackups(3)("en"))
	u.store.noBackUp = &checks.Error{Code: checks.CodeDenied, Subject: "a.db.backups"}
	u.press("p", "d", "y").says("past.deleted").says("backups.unknown").sees("a.db.backups")
}

func TestTheLastRunOfAListIsAskedAboutToo(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory(alone()))
	u.store.backups = map[string]int{alone().ID: 1}
	u.press("p", "d", "y").sees("Ana has no run yet.", "One backup still holds it.").press("n").seesNot("One backup")
	if !strings.Contains(u.screen(), "no run yet") {
		t.Error("the list is gone")
	}
}
