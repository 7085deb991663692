package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
)

// looking is at the list of past runs, of all teams.
func looking(t *testing.T) *user {
	t.Helper()
	u := start(t, withUnfinished("en")).press("p")
	if !strings.Contains(u.header(), "all teams") {
		u.press("tab")
	}
	return u.sees("Past runs · all teams", "▸ 21 Nov 2026")
}

func TestDeletingARunAsksFirst(t *testing.T) {
	u := looking(t).press("down")
	for _, no := range []string{"n", "esc"} {
		u.press("d").sees("Delete the run of Ana from 21 Aug 2026 for good?", "Stories told in it stay.").press(no).seesNot("Delete the run").sees("Ana")
	}
	u.press("d", "x", "down", "enter").sees("Delete the run of Ana")
	equal(t, len(u.store.runs), 4)
	u.press("y").says("past.deleted").seesNot("Ana", "backup").sees("▸ 19 Aug 2026")
	if _, ok := u.store.runs[alone().ID]; ok || len(u.store.runs) != 3 {
		t.Errorf("%d runs are left", len(u.store.runs))
	}
}

func TestTheLastRunOfTheListCanBeDeleted(t *testing.T) {
	u := start(t, newMemory(alone())).press("p", "d", "y").sees("Ana has no run yet.")
	u.press("d", "enter", "up", "down").sees("Ana has no run yet.").press("esc").says("home.welcome")
}

func TestARunThatCannotBeDeletedStays(t *testing.T) {
	u := looking(t).press("down")
	u.store.broken = busyFile
	u.press("d", "y").isBusy().sees("Ana")
}

func TestAPastRunCanBeReadToItsEnd(t *testing.T) {
	u := looking(t).press("down", "down", "enter").sees("Payments · 19 Aug 2026", "Call one customer a week", "Our team talks with its customers directly.")
	u.scrollsTo("down", "Tickets, and the chat").seesNot("Our team talks with").scrollsTo("space", "Tickets, and the chat")
	u.times(7, "pgup").sees("Our team talks with").press("esc").sees("Past runs")
}

func TestAnUnfinishedRunOfTheListGoesOn(t *testing.T) {
	looking(t).press("enter").stands("decisions").sees("The trade fair in spring")
}

func TestTheListShowsOneTeamOrAll(t *testing.T) {
	u := start(t, withUnfinished("en")).press("tab", "p").sees("Past runs · Payments").seesNot("Checkout")
	u.press("tab").sees("Past runs · all teams", "Checkout").press("tab").sees("Past runs · Payments")
	u.press("esc").sees("emptychair · Payments")
}

func TestALongListScrollsWithItsCursor(t *testing.T) {
	store := newMemory()
	for i := range 300 {
		r := alone()
		r.ID = r.ID[:20] + strings.Repeat("A", i/26) + string(rune('A'+i%26))
		r.Started, r.Finished = r.Started.AddDate(0, 0, -i), r.Finished.AddDate(0, 0, -i)
		store.put(r)
	}
	u := start(t, store).press("p").sees("1 to 17 of 300", "▸ 21 Aug 2026").times(299, "down")
	u.sees("of 300", "▸ 26 Oct 2025").press("pgup").sees("▸ 12 Nov 2025").fits()
}

func TestFromARunThatWasFinishedMeanwhileOneReturnsToTheListOfItsTeam(t *testing.T) {
	run := halfway("en")
	run.Team = "Payments"
	u := start(t, newMemory(run, lastQuarter("en"), alone())).press("p").sees("Past runs · Payments")
	run.Finished, run.At = noon, checks.CloseID
	u.store.put(run)
	u.press("enter").sees("Payments · 22 Nov 2026").press("esc").sees("Past runs · Payments")
}

// Two runs of one day show their times; what the list says of each run stands in one column all the same.
func TestRunsOfOneDayLeaveTheColumnsOfTheListStraight(t *testing.T) {
	store, again := withHistory("en"), spring("en").Clone()
	again.ID, again.Started, again.Finished = again.ID[:25]+"Z", again.Started.Add(time.Hour), again.Finished.Add(time.Hour)
	store.put(again)
	u := start(t, store).press("p", "tab")
	places, timed := map[int]bool{}, 0
	for line := range strings.SplitSeq(u.screen(), "\n") {
		if before, _, ok := strings.Cut(line, " people"); ok {
			places[ansi.StringWidth(before)] = true
			if strings.Contains(before, ":") {
				timed++
			}
		}
	}
	equal(t, len(places), 1)
	equal(t, timed, 2)
}

// noBackUp is what backups fail with in these tests.
var noBackUp = &checks.Error{Code: checks.CodeNoBackup, Subject: "a.db.backups"}

// closing is at the end of a run that is not finished yet.
func closing(t *testing.T) *user {
	t.Helper()
	return chosen(start(t, withPayments("en")), said["en"]).press("pgdown")
}

func TestABackupIsMadeOnceARunIsFinishedOnDiskAndAgainWhenItIsFinishedAgain(t *testing.T) {
	u := closing(t)
	u.slow = true
	u.press("f", "f")
	equal(t, u.store.backUps, 0)
	u.release().says("close.finished").press("pgup", "pgdown").says("close.finished") // saved twice, as a finished one
	equal(t, u.store.backUps, 1)
	u.press("u", "f", "f").says("close.finished").press("enter")
	equal(t, u.store.backUps, 2)
}

func TestLeavingAfterTheFinishWaitsForTheBackup(t *testing.T) {
	u := closing(t).press("f")
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
	u := closing(t).press("f")
	u.store.noBackUp = noBackUp
	u.slow = true
	u.press("f", "ctrl+c").release().tells(checks.CodeNoBackup, "a.db.backups").says("close.finished", "saved").stays()
	u.press("ctrl+c").ends()
	u = closing(t)
	u.store.noBackUp = busyFile
	u.press("f", "f").says("backups.none-made").isBusy()
}

func TestBackupsThatHoldWhatWasDeletedCanGoToo(t *testing.T) {
	for _, where := range []struct {
		list           []string
		key, id, title string
	}{
		{[]string{"p"}, "d", lastQuarter("en").ID, "Past runs"},
		{[]string{"s", "esc"}, "d", withStories("en").latest(0), "Stories"},
		{[]string{"a"}, "D", lastQuarter("en").Actions[0].ID, "Actions"},
	} {
		u := start(t, inBackups(3)("en")).press(where.list...).press(where.key, "y").sees("3 backups still have it.", where.title)
		u.press(where.key, "enter", "down").sees("3 backups still have it.")
		equal(t, len(u.store.removed), 0)
		u.press("y").says("backups.dropped").sees(where.title).seesNot("3 backups")
		equal(t, u.store.removed, []string{where.id})
		u = start(t, inBackups(3)("en")).press(where.list...).press(where.key, "y", "n").sees(where.title).seesNot("3 backups")
		equal(t, len(u.store.removed), 0)
	}
}

func TestThatNoBackupWouldBeLeftIsSaid(t *testing.T) {
	u := start(t, inBackups(3)("en"))
	u.store.allBackups = true
	u.press("p", "d", "y").sees("All 3 backups still have it.", "None would be left.")
	u.press("n").says("backups.kept").sees("Past runs").press("down").seesNot("Kept")
}

func TestAYesThatWasTypedAheadIsNoAnswerAboutBackups(t *testing.T) {
	u := start(t, inBackups(3)("en")).press("p")
	u.slow = true
	u.press("d", "y", "d", "y").release().sees("3 backups still have it.")
	equal(t, len(u.store.removed), 0)
}

func TestBackupsThatCannotBeRemovedOrCountedAreSaid(t *testing.T) {
	u := start(t, inBackups(3)("en")).press("p", "d", "y")
	u.store.noBackUp = &checks.Error{Code: checks.CodeDenied, Subject: "a.db.backups"}
	u.press("y").tells(checks.CodeDenied, "a.db.backups").sees("Past runs")
	u.press("d", "y").says("past.deleted", "backups.unknown").sees("a.db.backups")
}

func TestTheLastRunOfAListIsAskedAboutToo(t *testing.T) {
	u := start(t, newMemory(alone()))
	u.store.backups = map[string]int{alone().ID: 1}
	u.press("p", "d", "y").sees("Ana has no run yet.", "One backup still has it.").press("n").seesNot("One backup").sees("no run yet")
}

// exporting is at the export of the run under the cursor of the list.
func exporting(t *testing.T) *user {
	t.Helper()
	return start(t, withHistory("en")).press("tab", "p", "e").sees("Export · Payments", "Payments · 19 Aug 2026 (6 people)")
}

func TestARunIsWrittenInTheFormatThatIsChosen(t *testing.T) {
	for i, f := range []report.Format{report.Markdown, report.HTML, report.CSV, report.JSON} {
		u := exporting(t).times(i, "down").press("enter").says("export.done")
		want := []Export{{Team: "Payments", Run: lastQuarter("en").ID, Format: f, Language: "en"}}
		equal(t, u.store.exports, want)
	}
}

func TestAComparisonIsExportedWithBothRuns(t *testing.T) {
	u := start(t, withHistory("en")).press("tab", "c", "e").sees("19 Aug 2026 (6 people) compared with 6 May 2026 (5 people)").press("enter")
	want := []Export{{Team: "Payments", Run: lastQuarter("en").ID, Baseline: spring("en").ID, Format: report.Markdown, Language: "en"}}
	equal(t, u.store.exports, want)
	u.press("esc").sees("Compare · Payments")
}

func TestWhatIsSharedSaysWhatIsLeftOut(t *testing.T) {
	u := exporting(t).says("export.share.off").press("s").says("export.share.on").press("enter").sees("Left out: 3 stories, 2 owners, 1 reason.")
	equal(t, u.store.exports[0].Share, true)
	u.press("s").says("export.share.off").seesNot("Written", "Left out")
}

func TestTheResultIsCopiedAsPlainTextForTheChat(t *testing.T) {
	for language, want := range map[string]string{
		"en": "Payments · 22 Nov 2026\nDirect contact: median 3½, n 6 · no clear move\n",
		"de": "Payments · 22. Nov. 2026\n",
	} {
		u := finished(newUser(t, 60, 18, language, withPayments(language)), said[language]).press("c").says("close.copied")
		text := u.m.screen.(*closeScreen).plainResult()
		action := "\n• " + said[language].action + " · " + said[language].owner + " · " + u.m.say.T("action.until", "Day", u.m.say.Day(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)))
		if !slices.Contains(u.came, "tea.setClipboardMsg") || !strings.HasPrefix(text, want) || !strings.HasSuffix(text, action) || strings.Count(text, "\n") != 4 {
			t.Errorf("copied is\n%s", text)
		}
	}
	u := voting(t).press("1111").goTo(checks.CloseID).press("c").says("close.copied") // what is hidden stays so
	if text := u.m.screen.(*closeScreen).plainResult(); strings.Count(text, u.m.say.T("report.not-rated")) != 3 {
		t.Errorf("copied is\n%s", text)
	}
}

func TestWhatIsCopiedIsHandedToTheTerminalAndSaysWhetherItIsSafeToShare(t *testing.T) {
	u := exporting(t).press("c").says("export.copied.all", "export.copied.unless").seesNot("Left out")
	if !slices.Contains(u.came, "tea.setClipboardMsg") || u.store.exports[0].Format != "" {
		t.Errorf("came %v, asked for %+v", u.came, u.store.exports)
	}
	u.press("s", "c").says("export.copied.shared").sees("Left out: 3 stories, 2 owners, 1 reason.").press("s").seesNot("Copied", "Left out").press("s")
	u.slow = true
	u.press("c", "esc").sees("Past runs").release().says("export.copied.shared")
}

func TestAFinishedRunIsExportedFromItsEnd(t *testing.T) {
	u := closing(t).press("f", "f", "e").sees("Export · Payments", "22 Nov 2026")
	u.press("u", "ctrl+r", "f4", "pgup").sees("Export · Payments") // the keys of the run do not hold here
	u.press("enter").says("export.done").press("esc").says("close.finished")
	if e := u.store.exports; len(e) != 1 || e[0].Run != u.openRun().ID {
		t.Errorf("exported is %+v", e)
	}
}

func TestARunIsNotExportedBeforeItIsFinishedAndSaved(t *testing.T) {
	u := closing(t).press("e").says("close.ask", "export.finish-first")
	u.store.fail = fullDisk
	u.press("f", "f", "e").says("save.failed").seesNot("Export ·")
	start(t, withUnfinished("en")).press("p", "e").tells(checks.CodeUnfinished)
}

func TestTheExportNamesItsKeysAndWhatItIsInTheSmallestWindow(t *testing.T) {
	for _, language := range languages {
		u := newUser(t, 60, 18, language, withHistory(language)).press("tab", "p", "e", "s", "enter")
		u.says("export.done").sees(u.m.say.T("export.without", "What", "3 stories, 2 owners, 1 reason"))
		u.sees("/home/ana/Documents/customers and quarters/ emptychair-payments-2026-08-19.markdown").fits() // whole, to be copied
		u.sees("c "+u.m.say.T("key.copy"), "↓ "+u.m.say.T("key.down")).seesNot("↑ ")
		u.press("down", "down", "down").sees("c "+u.m.say.T("key.copy"), "↑ "+u.m.say.T("key.up")).seesNot("↓ ")
		u.store.folder = "/srv" + strings.Repeat("/a share of the house", 6)
		u.press("enter").says("export.share.on.brief").press("s", "c").says("export.copied.all")
	}
}

func TestOwnRatingsGoAlongWhereThatIsChosen(t *testing.T) {
	for _, language := range languages {
		u := newUser(t, 60, 18, language, withAlone(language)).press("p", "e", "o", "enter")
		u.press("s").says("export.own.out", "key.own-ratings").press("enter").fits()
		u.press("o").says("export.own.in", "key.own-ratings").press("enter").fits()
		u.press("s", "s").says("export.own.out") // chosen anew each time
		if e := u.store.exports; len(e) != 3 || e[0].Own || e[1].Own || !e[2].Own || !e[2].Share {
			t.Errorf("%+v", e)
		}
	}
	exporting(t).press("s").seesNot("own ratings").press("o", "enter")
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	u := exporting(t)
	u.store.noExport = &checks.Error{Code: checks.CodeDenied, Subject: "/srv/customers"}
	u.press("enter").sees("emptychair may not write to /srv/customers.").seesNot("Written")
	u.store.noExport = fullDisk
	u.press("enter").tells(checks.CodeDiskFull)
	u.store.noExport = nil
	u.press("enter").says("export.done")
}

func TestAFileThatIsWrittenAfterItsPageWasLeftIsNamed(t *testing.T) {
	u := exporting(t)
	u.slow = true
	u.press("enter").says("export.busy").press("s", "c", "enter").press("esc").sees("Past runs")
	u.release().sees("Past runs", "Written to "+exportedTo)
	equal(t, len(u.store.exports), 1)
}

func TestTheProgramEndsOnceAFileIsWritten(t *testing.T) {
	u := exporting(t)
	u.slow = true
	if u.press("enter", "ctrl+c").says("errand.wait"); u.ended {
		t.Fatal("the program ended before the file was written")
	}
	u.release().ends()
	u = exporting(t)
	u.slow = true
	u.press("enter", "ctrl+c", "ctrl+c")
	u.waiting = u.waiting[len(u.waiting)-1:]
	u.release().ends()
}

// correcting opens the latest run of Payments to be corrected.
func correcting(t *testing.T) *user {
	t.Helper()
	return start(t, withPayments("en")).press("p", "o").stands(checks.CloseID).sees("Payments · correcting 19 Aug 2026").says("correct.ask")
}

// backTo goes to a stage of a run that stands at its end.
func (u *user) backTo(stage string) *user { return u.times(9, "pgup").goTo(stage) }

func TestAFinishedRunIsCorrectedAndSaysSo(t *testing.T) {
	u := correcting(t)
	was := lastQuarter("en")
	u.backTo("channels").press("tab", "e", "!", "enter").says("saved")
	if r := u.store.runs[was.ID]; !r.IsFinished() || r.At != was.At || r.Corrected != day(11, 22) || !strings.HasSuffix(r.Answers["channels"][2].Text, "!") {
		t.Errorf("stored is %+v", r)
	}
	u.press("f4", "p").sees("19 Aug 2026 ~", "~ corrected on 22 Nov 2026").press("enter").sees("corrected on 22 Nov 2026")
	u.press("esc", "c").sees("corrected on 22 Nov 2026").press("t").sees("corrected on 22 Nov 2026")
}

func TestLookingThroughAFinishedRunWritesNothingAndUndoTakesTheMarkBack(t *testing.T) {
	u := correcting(t).times(9, "esc").says("key.walk")
	equal(t, len(u.store.saved), 0)
	u.press("p", "o").goTo(checks.CloseID).press("d").typed(" and more").times(4, "enter").sees("Payments and more")
	equal(t, u.store.last().Team, "Payments and more")
	u.press("u").sees("Payments · correcting 19 Aug 2026").says("saved")
	if was := lastQuarter("en"); !checks.Same(u.store.runs[was.ID], was) {
		t.Errorf("stored is %+v", u.store.runs[was.ID])
	}
}

func TestANewVoteOnAFinishedRunIsNeverStoredHidden(t *testing.T) {
	u := correcting(t).backTo("contact").press("v").typed("11").press("f4").says("correct.hidden").press("f4").says("key.walk")
	was := lastQuarter("en")
	u.press("p", "o").backTo("contact").press("v").typed("111111").press("enter").says("saved")
	for _, r := range u.store.saved {
		if r.Hidden("contact") > 0 || !r.Ratings["contact"].Revealed {
			t.Errorf("stored is %+v", r.Ratings["contact"])
		}
	}
	equal(t, u.store.runs[was.ID].Ratings["contact"].Counts, [5]int{6})
	u.goTo(checks.CloseID).sees("Lower than in Q2") // the comparison follows
}

func TestTheFormCorrectsWhenAndByWhomARunWasHeld(t *testing.T) {
	u := correcting(t).press("d").says("correct.held").times(8, "backspace").typed("PAYMENTS").press("down", "down", "backspace", "2", "enter").press("enter").tells(checks.CodePeopleVoted)
	u.press("up", "backspace", "9", "down").times(10, "backspace").typed("20.8.2062").press("enter").tells(checks.CodeFuture, "20.8.2062")
	u.times(12, "backspace").typed("20.8.").press("enter").stands(checks.CloseID).sees("correcting 20 Aug 2026").says("saved")
	r := u.store.last()
	if r.Day != day(8, 20) || r.People != 9 || r.Team != "Payments" || r.Corrected != day(11, 22) {
		t.Errorf("stored is %+v", r)
	}
}

func TestACorrectionMeetsWhatAnotherProgramDid(t *testing.T) {
	changed := func(u *user) {
		r := lastQuarter("en")
		r.People = 42
		u.store.put(r)
	}
	deleted := func(u *user) { _ = u.store.DeleteRun(lastQuarter("en").ID) }
	for name, tt := range map[string]struct {
		meanwhile func(*user)
		keys      []string
		then      func(*user)
	}{
		"it is corrected as it stands now": {changed, []string{"down", "down", "enter"}, func(u *user) { u.sees("correcting 19 Aug 2026").press("d").sees("People 42") }},
		"both are kept":                    {changed, []string{"down", "enter"}, func(u *user) { u.sees("correcting 20 Aug 2026").press("f4", "p").sees("20 Aug 2026 ~", "42 people") }},
		"it was deleted":                   {deleted, []string{"down", "down", "enter"}, func(u *user) { u.says("key.new") }},
	} {
		t.Run(name, func(t *testing.T) {
			u := correcting(t)
			tt.meanwhile(u)
			u.press("d", "up").times(10, "backspace").typed("20.8.").press("enter").says("key.choose").press(tt.keys...)
			tt.then(u)
		})
	}
}

func TestTheProgramOpensAtARunToBeCorrected(t *testing.T) {
	run := lastQuarter("en")
	start(t, withPayments("en"), func(o *Options) { o.Start.Resume = &run }).stands(checks.CloseID).sees("correcting 19 Aug 2026")
}
