package tui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/theme"
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
		u.press("D").sees("Delete the run of Ana from 21 Aug 2026 for good?", "Stories told in it stay.").press(no).seesNot("Delete the run").sees("Ana")
	}
	u.press("D", "x", "down", "enter").sees("Delete the run of Ana")
	equal(t, len(u.store.runs), 4)
	u.press("y").says("past.deleted").seesNot("Ana", "backup").sees("▸ 19 Aug 2026")
	if _, ok := u.store.runs[alone().ID]; ok || len(u.store.runs) != 3 {
		t.Errorf("%d runs are left", len(u.store.runs))
	}
}

func TestTheLastRunOfTheListCanBeDeleted(t *testing.T) {
	u := start(t, newMemory(alone())).press("p", "D", "y").sees("Ana has no run yet.")
	u.press("D", "enter", "up", "down").sees("Ana has no run yet.").press("esc").says("home.welcome")
	looking(t).times(9, "down").press("D", "y").sees("▸ 19 Aug 2026").press("D").sees("19 Aug 2026 for good?")
}

func TestARunThatCannotBeDeletedStays(t *testing.T) {
	u := looking(t).press("down")
	u.store.broken = busyFile
	u.press("D", "y").isBusy().sees("Ana")
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
	u := start(t, store).press("p").sees("1 to 17 of 300", "▸ 21 Aug 2026").press("end")
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
		{[]string{"p"}, "D", lastQuarter("en").ID, "Past runs"},
		{[]string{"s", "esc"}, "D", withStories("en").told("")[0].ID, "Stories"},
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
	u.press("p", "D", "y").sees("All 3 backups still have it.", "None would be left.")
	u.press("n").says("backups.kept").sees("Past runs").press("down").seesNot("Kept")
}

func TestAYesThatWasTypedAheadIsNoAnswerAboutBackups(t *testing.T) {
	u := start(t, inBackups(3)("en")).press("p")
	u.slow = true
	u.press("D", "y", "D", "y").release().sees("3 backups still have it.")
	equal(t, len(u.store.removed), 0)
}

func TestBackupsThatCannotBeRemovedOrCountedAreSaid(t *testing.T) {
	u := start(t, inBackups(3)("en")).press("p", "D", "y")
	u.store.noBackUp = &checks.Error{Code: checks.CodeDenied, Subject: "a.db.backups"}
	u.press("y").tells(checks.CodeDenied, "a.db.backups").sees("Past runs")
	u.press("D", "y").says("past.deleted", "backups.unknown").sees("a.db.backups")
}

func TestTheLastRunOfAListIsAskedAboutToo(t *testing.T) {
	u := start(t, newMemory(alone()))
	u.store.backups = map[string]int{alone().ID: 1}
	u.press("p", "D", "y").sees("Ana has no run yet.", "One backup still has it.").press("n").seesNot("One backup").sees("no run yet")
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
	u.press("s", "c").says("export.copied.shared").sees("Left out: 3 stories, 2 owners, 1 reason.").press("s").seesNot("Copied", "Left out")
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
		u.sees("c "+u.m.say.T("key.copy")).press("down", "down", "down")
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

func TestTheProgramEndsOnceAFileIsWrittenOrSomebodyInsists(t *testing.T) {
	u := exporting(t)
	u.slow = true
	u.press("enter", "ctrl+c").stays().says("errand.wait").release().ends()
	equal(t, len(u.store.exports), 1)

	u = exporting(t)
	u.slow = true
	u.press("enter", "ctrl+c").stays()
	u.slow = false
	u.press("ctrl+c").ends()
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
	u := correcting(t).times(9, "esc").says("key.new")
	equal(t, len(u.store.saved), 0)
	u.press("p", "o").goTo(checks.CloseID).press("d").typed(" and more").times(4, "enter").sees("Payments and more")
	equal(t, u.store.last().Team, "Payments and more")
	u.press("u").sees("Payments · correcting 19 Aug 2026").says("saved")
	if was := lastQuarter("en"); !checks.Same(u.store.runs[was.ID], was) {
		t.Errorf("stored is %+v", u.store.runs[was.ID])
	}
}

func TestANewVoteOnAFinishedRunIsNeverStoredHidden(t *testing.T) {
	u := correcting(t).backTo("contact").press("v").typed("11").press("f4").says("correct.hidden").press("f4").says("key.new")
	was := lastQuarter("en")
	u.press("p", "o").backTo("contact").press("v").typed("111111").press("enter").says("saved")
	for _, r := range u.store.saved {
		if r.Hidden("contact") > 0 || !r.Ratings["contact"].Revealed {
			t.Errorf("stored is %+v", r.Ratings["contact"])
		}
	}
	equal(t, u.store.runs[was.ID].Ratings["contact"].Counts, [5]int{6})
	u.goTo(checks.CloseID).sees("▼ down, at least 4") // the comparison follows
}

func TestTheFormCorrectsWhenAndByWhomARunWasHeld(t *testing.T) {
	u := correcting(t).press("d").says("correct.held").times(8, "backspace").typed("PAYMENTS").press("down", "down", "backspace", "2", "34").tells(checks.CodePeople, "234").press("backspace", "enter").press("enter").tells(checks.CodePeopleVoted)
	u.press("up", "backspace", "9", "down").times(10, "backspace").typed("20.8.2062").press("enter").tells(checks.CodeFuture, "20.8.2062")
	u.times(12, "backspace").typed("20.8.").press("enter").stands(checks.CloseID).sees("correcting 20 Aug 2026").says("saved")
	r := u.store.last()
	if r.Day != day(8, 20) || r.People != 9 || r.Team != "Payments" || r.Corrected != day(11, 22) {
		t.Errorf("stored is %+v", r)
	}
}

func TestWhatTheFormOfAFinishedRunTookWhenItWasLeftIsNoDraftAnyMore(t *testing.T) {
	for _, key := range []string{"f4", "ctrl+c"} {
		r := correcting(t).press("d", "down", "down", "backspace", "7", key).closes().store.last()
		equal(t, r.People, 7, key)
		equal(t, len(r.Drafts), 0, key)
	}
}

func TestANewTeamOfAFinishedRunIsAskedForAndTheComparisonFollows(t *testing.T) {
	u := correcting(t).sees("no clear move").press("d").typed("x").press("f4", "p")
	equal(t, u.store.runs[lastQuarter("en").ID].Team, "Payments")
	u.press("o").sees("Paymentsx").times(4, "enter").sees("Paymentsx is a new team; did you mean Payments?").press("enter").sees("Paymentsx · correcting").seesNot("no clear move")
	u.press("u").sees("Payments · correcting", "no clear move").press("d", "up").times(10, "backspace").typed("1.2.").press("enter").sees("correcting 1 Feb 2026").seesNot("no clear move")
}

func TestWhatATeamKeepsWhoseOnlyRunIsCorrectedToAnotherIsNamed(t *testing.T) {
	for _, language := range languages {
		store := withPayments(language)
		store.stories = append(store.stories, checks.Story{ID: "01M9X0000000000000000000S1", Team: "Payments", On: day(8, 19), Text: "She moved."})
		u := newUser(t, 80, 24, language, store).press("p", "o", "d", "2").times(4, "enter")
		u.press("enter").seesNot("teams rename") // one run stays
		store.runs = map[string]checks.Run{lastQuarter(language).ID: lastQuarter(language)}
		u = newUser(t, 80, 24, language, store).press("p", "o", "d", "2").times(5, "enter")
		u.sees("Payments2", "emptychair teams rename Payments Payments2")
	}
}

func TestARunOfTheFutureIsNamedApartFromItsTeam(t *testing.T) {
	run := lastQuarter("en")
	run.Started, run.Finished = run.Started.AddDate(36, 0, 0), run.Finished.AddDate(36, 0, 0)
	newUser(t, 80, 24, "en", newMemory(spring("en"), run)).sees("Last run 6 May 2026").press("p").sees("a day in the future  Payments")
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

func TestHomeHoldsTheLastRunAgainstItsBaseline(t *testing.T) {
	start(t, withDemo("en")).press("c").
		sees("18 Aug 2026 (6 people) compared with 18 May 2026 (6 people)", "▲ Higher than in Q2: at least 3 of 6 changed")
	start(t, newMemory(lastQuarter("en"))).seesNot("c compare").press("c").tells(checks.CodeNoBaseline).sees("Last run 19 Aug 2026")
}

func TestWhatTheReadmeQuotesOfTheDemoStandsOnTheScreen(t *testing.T) {
	for language, file := range map[string]string{"en": "../README.md", "de": "../.github/README.de.md"} {
		_, quote, _ := strings.Cut(string(must(os.ReadFile(file))), "\n> ")
		quote, _, _ = strings.Cut(quote, "\n")
		for _, size := range [][2]int{{60, 30}, {80, 24}, {120, 40}} {
			newUser(t, size[0], size[1], language, withDemo(language)).press("c").sees("▲ " + quote)
		}
	}
}

func TestEitherRunOfAComparisonCanBeChosen(t *testing.T) {
	u := start(t, withDemo("en")).press("c", "b", "down", "down", "enter")
	u.sees("18 Aug 2026 (6 people) compared with 13 Aug 2025 (7 people)").seesNot("the last run of the quarter before")
	u.press("r", "down", "down", "enter").sees("18 May 2026 (6 people) compared with 21 Nov 2025 (5 people)", "the run before")
	u.press("b", "esc").sees("18 May 2026 (6 people) compared with").press("esc").sees("Last run 18 Aug 2026")
}

func TestARunIsNeverHeldAgainstALaterOne(t *testing.T) {
	start(t, withDemo("en")).press("c", "r", "down", "down", "down", "down", "enter", "b").sees("the run of 21 Nov 2025", "13 Aug 2025").
		seesNot("18 Aug 2026", "18 May 2026")
}

func TestThatTheTeamChangesIsRememberedBeforeTheNextKeyOrNotAndSaid(t *testing.T) {
	u := start(t, withDemo("en")).press("c")
	u.store.broken = busyFile
	u.press("m").isBusy().seesNot("before · a team whose")
	u.store.broken, u.slow = nil, true
	u.press("m", "b").seesNot("with which one?").release().sees("with which one?").press("esc").sees("before · a team whose", "No clear move since Q2: at least 3 of 6 answers differ")
	equal(t, u.store.changing["Payments"], true)
	u.press("esc").sees("no clear move").seesNot("up, at least 3 differ")
	u.press("c", "m").says("compare.marked.same").press("m").says("compare.marked.changing").press("m", "esc").sees("up, at least 3 differ")
}

func TestOnePersonsViewStandsBesideTheTeamsWithoutAVerdict(t *testing.T) {
	u := newUser(t, 120, 60, "en", withDemo("en")).press("c", "b", "up", "enter")
	u.sees("how I see it", "how we see it", "no verdict").seesNot("changed their answer", "m people change")
	u.press("m").seesNot("Saved:")
}

func TestComparingFromTheListOfRunsReturnsToIt(t *testing.T) {
	u := start(t, withDemo("en")).press("p", "down", "down", "c").sees("18 May 2026 (6 people) compared with 21 Nov 2025")
	u.press("esc").sees("Past runs")
	start(t, withUnfinished("en")).press("p", "tab", "c").tells(checks.CodeUnfinished)
}

func TestFiguresOfAComparisonAreNeverCut(t *testing.T) {
	earlier, later := spring("de"), lastQuarter("de")
	earlier.Started, earlier.Finished = on(time.July, 15), on(time.July, 15).Add(time.Hour)
	alone := alone()
	alone.Team = later.Team
	for _, signs := range mostly([]theme.Signs{theme.Unicode, theme.ASCII}) {
		for w := minWidth; w <= 120; w++ {
			high := "👍"
			u := newUser(t, w, 60, "de", newMemory(earlier, later, alone), func(o *Options) {
				if signs == theme.ASCII {
					high = "hoch"
					inASCII(o)
				}
			})
			u.press("p", "down", "c").sees("15. Juli 2026", high).seesNot(signs.Ellipsis)
			u.press("b", "up", "enter").says("compare.view.team").sees(high).seesNot(signs.Ellipsis)
		}
	}
}

func TestAComparisonScrollsToItsEndWhichIsOneKeyAway(t *testing.T) {
	for _, size := range sizes {
		u := newUser(t, size[0], size[1], "de", withDemo("de")).press("c").times(40, "pgdown").sees("Rückbuchungsformular auf das kürzen")
		u.times(40, "pgup").sees("18. Aug. 2026").press("end").sees("Rückbuchungsformular auf das kürzen").press("home").sees("18. Aug. 2026")
	}
}

func TestTwoRunsOfOneDayAreToldApartByTheirTime(t *testing.T) {
	morning, noonish := lastQuarter("en"), lastQuarter("en")
	noonish.ID, noonish.Actions = "01J5MMV0000000000000000002", nil
	noonish.Started, noonish.Finished = noonish.Started.Add(2*time.Hour), noonish.Finished.Add(2*time.Hour)
	u := start(t, newMemory(morning, noonish)).sees("compared with the run of 19 Aug 2026, 10:41").press("c")
	u.sees("19 Aug 2026, 12:41 (6 people) compared with 19 Aug 2026, 10:41 (6 people)", "The same answers as at 10:41")
	u.press("b").sees("19 Aug 2026 10:41 Q3 2026 6 people")
	u.store.put(spring("en"))
	u.press("esc", "esc", "p").sees("19 Aug 2026 12:41", "19 Aug 2026 10:41").seesNot("6 May 2026 11:00")
}

// longHistory holds so many runs of a team, a quarter apart.
func longHistory(n int) *memory {
	m := newMemory()
	for i := range n {
		r := lastQuarter("en")
		r.ID = fmt.Sprintf("%s%03d", r.ID[:23], n-i)
		r.Started, r.Finished = r.Started.AddDate(0, -3*i, 0), r.Finished.AddDate(0, -3*i, 0)
		m.put(r)
	}
	return m
}

func TestATrendOpensAtTheNewestRun(t *testing.T) {
	start(t, longHistory(30)).press("t").sees("‹Q3/26›", "19 Aug 2026, 10:41 · 6 people", "‹ 23 ").seesNot("Q3/24")
}

func TestTheCursorOfATrendReachesEveryRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "runs")
		w, h := rapid.IntRange(60, 200).Draw(t, "width"), rapid.IntRange(18, 60).Draw(t, "height")
		u := newUser(t, w, h, "en", longHistory(n)).press("t")
		at := n - 1
		for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"left", "right", "up", "down"}), 0, 60).Draw(t, "keys") {
			u.press(key)
			at = max(0, min(at+map[string]int{"left": -1, "right": 1}[key], n-1))
		}
		day := on(8, 19).AddDate(0, -3*(n-1-at), 0)
		u.sees("‹"+u.m.say.QuarterColumn(fmt.Sprint(day.Year()), checks.FiscalYear(0).Quarter(checks.DayOf(day)).Number)+"›", u.m.say.Day(day))
		u.fits()
	})
}

func TestAWiderWindowShowsMoreRunsOfATrend(t *testing.T) {
	u := newUser(t, 60, 24, "en", longHistory(12)).press("t", "left", "right").seesNot("Q1/25")
	u.resize(120, 24).sees("Q1/25", "‹Q3/26›")
}

func TestAHigherWindowLosesNoKeyOfATrend(t *testing.T) {
	u := newUser(t, 60, 18, "en", withDemo("en")).press("t", "down", "down").seesNot("Trust")
	u.resize(60, 30).sees("Trust", "Customer value").press("up").sees("Direct contact")
}

func TestARunOfATrendCanBeReadAndReturnedFrom(t *testing.T) {
	u := start(t, withDemo("en")).press("t", "left", "enter").sees("Payments · 18 May 2026")
	u.press("esc").sees("‹Q2/26›")
}

func TestTwoMarkedRunsAreHeldAgainstEachOtherInWhateverOrder(t *testing.T) {
	for _, keys := range [][]string{{"left", "left", "space", "right", "right", "space"}, {"space", "left", "left", "space"}} {
		u := start(t, withDemo("en")).press("t").press(keys...)
		u.sees("18 Aug 2026 (6 people) compared with 21 Nov 2025 (5 people)").press("esc").sees("Trend · Payments").seesNot("•Q")
	}
}

func TestTheSpaceBarIsNamedInTheLanguageThatIsSpoken(t *testing.T) {
	newUser(t, 80, 24, "de", withDemo("de")).press("t").sees("Leertaste markieren").press("?").sees("Leertaste markieren")
	start(t, withDemo("en")).press("t").sees("space mark")
}

func TestAMarkCanBeTakenBack(t *testing.T) {
	u := start(t, withDemo("en")).press("t", "space").sees("Q3 2026 is marked")
	u.press("left").sees("•Q3/26").press("right", "space", "left").seesNot("•Q3/26")
}

func TestATrendGoesBetweenTheTeamAndOnePerson(t *testing.T) {
	u := start(t, withDemo("en")).press("t", "tab").sees("Trend · Payments · solo", "Q3/25 ┊ Q2/26 ‹Q3/26›")
	u.press("tab").sees("Trend · Payments", "Q1/25 Q2/25").seesNot("Payments · solo")
	start(t, withPayments("en")).press("t", "tab").seesNot("· solo")
}

func TestAllStatementsOfATrendCanBeSeen(t *testing.T) {
	u := newUser(t, 60, 18, "de", withDemo("de")).press("t").sees("Direkter Draht", "1 von 3").seesNot("Kundennutzen")
	u.press("down").sees("Vertrauen", "2 von 3").press("down", "down").sees("Kundennutzen", "3 von 3")
	if strings.Count(u.screen(), "│") < checks.Steps {
		t.Errorf("the border of the wordings is missing:\n%s", u.screen())
	}
	u.press("up", "up", "up").sees("Direkter Draht").resize(76, 18).sees("1 von 3").press("down", "down").sees("3 von 3", "Kundennutzen")
	u.resize(60, 30).sees("2 bis 3 von 3").resize(80, 24).seesNot("von 3").resize(120, 40).seesNot("von 3")
}

func TestATrendHoldsWhetherTheTimeWasWellSpentBesideAllStatements(t *testing.T) {
	for _, language := range languages {
		store := withDemo(language)
		for _, r := range store.runs {
			r.Ratings[checks.WorthID] = rated(tally(0, 0, 2, 3, 1))
		}
		u := newUser(t, 80, 24, language, store).press("t").fits().says("trend.chair").sees("‹Q3/26›", "▸3")
		for _, id := range append(u.m.itemIDs(), checks.WorthID) {
			u.sees(u.m.texts.TitleOf(id))
		}
	}
}

func TestATrendOfSixRunsHoldsAllStatementsItsLegendAndTheFiguresOfARunAndFillsABroadWindow(t *testing.T) {
	for _, language := range languages {
		u := newUser(t, 80, 24, language, withDemo(language)).press("t").says("trend.median.short", "trend.reworded", "trend.missed", "trend.chair")
		u.sees("Q1/25", "‹Q3/26›", "2½")
		for _, id := range u.m.itemIDs() {
			u.sees(u.m.texts.TitleOf(id))
		}
		axis := ""
		for l := range strings.Lines(u.resize(200, 60).screen()) {
			if strings.Contains(l, "‹Q3/26›") {
				axis = strings.TrimRight(l, " \n")
			}
		}
		if w := ansi.StringWidth(axis); w < 170 {
			t.Errorf("the newest of six runs ends in column %d of 200:\n%s", w, u.screen())
		}
	}
	store := withDemo("en")
	for _, r := range store.runs {
		for id, rating := range r.Ratings {
			rating.NoAnswer++
			r.Ratings[id] = rating
		}
	}
	newUser(t, 100, 30, "en", store).press("t").sees("+1 n/a", "3 differ")
}

func TestAFiscalYearNamesItsQuartersSoWhereverTheyStand(t *testing.T) {
	for _, size := range sizes {
		store := withDemo("en")
		store.settings.Year = checks.FiscalYear(time.October)
		u := newUser(t, size[0], size[1], "en", store).sees("FYQ").press("t").sees("Q3FY25 ‹Q4FY25›").press("left").sees("‹Q3FY25›")
		u.press("esc", "c").sees("Q4 FY2025", "in Q3 FY2025")
	}
}

func TestAComparisonHoldsAllStatementsFrom120By40On(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {160, 45}, {200, 60}} {
		for _, language := range languages {
			store := withDemo(language)
			for _, r := range store.runs {
				for id, rating := range r.Ratings { // whatever is said of the chair stands below
					rating.Chair = checks.Chair{Step: 2, Evidence: strings.TrimSpace(strings.Repeat("Beleg ", checks.MaxText/6))}
					r.Ratings[id] = rating
				}
			}
			u := newUser(t, size[0], size[1], language, store).press("c")
			c := u.m.screen.(*compareScreen).c
			for _, item := range c.Items {
				sentence := report.ChangeSentence(u.m.say, item, report.NameEarlierRun(u.m.reportOptions(), c.Baseline, c.Current))
				u.sees(u.m.texts.Items[item.ID].Statement, report.MoveSign(u.m.say, item)+sentence)
			}
		}
	}
}

func TestTheCloseHoldsTwoActionsInTheUsualWindow(t *testing.T) {
	for _, language := range languages {
		say := said[language]
		u := chosen(newUser(t, 80, 24, language, withPayments(language)), say).press("n").typed("A second one").press("enter", "enter", "enter")
		u.times(5, "pgup").stands("value").press("4", "4", "3", "enter", "enter").goTo(checks.CloseID).sees(say.action, "A second one").says("close.how")
		u.seesNot("A second one ·")
		for _, id := range u.m.itemIDs() {
			u.sees(u.m.texts.TitleOf(id))
		}
	}
}

func TestTheCloseExplainsItsSignsWhateverItSays(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 18}} {
		for _, language := range languages {
			u := begin(newUser(t, size[0], size[1], language, withPayments(language))).press("44445", "4", "enter", "enter").goTo(checks.CloseID)
			signs := func(today string) {
				u.sees("● "+today, "○ "+u.m.say.DayMonth(time.Date(2026, 8, 19, 0, 0, 0, 0, time.UTC)))
			}
			signs(u.m.say.T("reveal.today"))
			u.press("f")
			signs(u.m.say.T("reveal.today"))
			u.press("enter", "p", "enter", "o")
			signs(u.m.say.DayMonth(noon))
		}
	}
}

func TestATrendExplainsTheSignsOfItsRunsWithOrWithoutRoomForItsLegend(t *testing.T) {
	for _, size := range sizes {
		newUser(t, size[0], size[1], "en", fromElsewhere("en")).press("t", "left").sees("* entered later", "+ from a table", "Q1/26+ ‹Q2/26*› Q3/26")
	}
	newUser(t, 60, 18, "en", justEntered("en")).press("t").sees("Q2/26 ‹Q3/26*›").press("space", "left").sees("‹Q2/26› •Q3/26*")
}

// twoRatings draws what an item was given then and now: anything, or the same but for one answer, or for some who came.
func twoRatings(random *rand.Rand, people int) (then, now checks.Rating) {
	draw := func(r checks.Rating, n int) checks.Rating {
		for range n {
			r.Tally = r.With(checks.Step(1 + max(random.IntN(checks.Steps), random.IntN(checks.Steps))))
		}
		return r
	}
	then = draw(rated(tally(random.IntN(2))), random.IntN(people+1))
	now = then
	switch random.IntN(4) {
	case 0:
		then.Revision = 1 + random.IntN(2)
	case 1:
		now = draw(now, random.IntN(people))
	case 2:
		if low, _, ok := now.Range(); ok {
			now.Counts[low-1]--
			now.Counts[random.IntN(checks.Steps)]++
		}
	default:
		now = draw(rated(tally(0)), random.IntN(people+1))
		slices.Reverse(now.Counts[:])
	}
	return then, now
}

// Whatever two runs hold: the reveal, the close, home, the trend, both ways to a comparison and every report say of an item the verdict of
// its two tallies.
func TestEveryPlaceSaysTheSameVerdict(t *testing.T) {
	trials, random, count := 400, rand.New(rand.NewPCG(2026, 11)), map[checks.Verdict]int{}
	if testing.Short() {
		trials = 60
	}
	for range trials {
		then, now := lastQuarter("en"), lastQuarter("en")
		then.People, now.ID, now.At, now.Actions = 24, "01KAB00000000000000000000N", "contact", nil
		now.Day, now.Started, now.Finished = checks.DayOf(noon), noon, time.Time{}
		then.Ratings, now.Ratings = map[string]checks.Rating{}, map[string]checks.Rating{}
		people := 9
		if random.IntN(8) == 0 {
			people, then.Kind, then.People = 1, checks.Solo, 1
		}
		now.Kind, now.People = then.Kind, then.People
		changing := random.IntN(4) == 0
		var items []checks.ItemChange
		for _, it := range content.Check().Items {
			a, b := twoRatings(random, people)
			if b.Answers() == 0 || people == 1 && b.Answers() > 1 {
				b = rated(tally(1)) // or nobody could have revealed it
			}
			then.Ratings[it.ID], now.Ratings[it.ID] = a, b
			change := checks.ChangeBetween(a, b, changing && now.Kind == checks.Team)
			items, count[change.Verdict] = append(items, checks.ItemChange{ID: it.ID, Baseline: a, Current: b, Change: change}), count[change.Verdict]+1
		}
		store := newMemory(then, now)
		store.changing[now.Team] = changing
		agreeOn(t, newUser(t, 99, 48, "en", store, func(o *Options) { o.Start.Resume = &now }), then, now, items)
	}
	t.Logf("%d pairs: %v", trials, count)
	equal(t, len(count), 7)
}

// agreeOn looks at all places that speak of the verdicts on two runs, the later of which is open at its first item.
func agreeOn(t *testing.T, u *user, then, now checks.Run, items []checks.ItemChange) {
	t.Helper()
	var all, briefs []string
	for _, it := range items {
		earlier := report.NameEarlierRun(u.m.reportOptions(), then, now)
		all = append(all, report.ChangeSentence(u.m.say, it, earlier))
		if it.Current.N() > 0 {
			briefs = append(briefs, report.ChangeBrief(u.m.say, it))
		}
		headline, why := report.ChangeHeadline(u.m.say, it, earlier)
		u.sees(headline, why).press("pgdown")
	}
	u.goTo(checks.CloseID).sees(briefs...).press("f", "enter").sees(briefs...)
	u.press("c").sees(all...).press("esc", "t").resize(60, 48).sees(briefs...).resize(99, 48)
	u.press("space", "left", "space").sees(all...)

	team := must(u.store.Snapshot(now.Team))
	c := must(team.Compare(content.Check(), now.ID, ""))
	trend := team.Trend(content.Check(), now.Kind, checks.DayOf(noon), 1)
	voice := team.Voice(content.Check(), checks.Month{Year: noon.Year(), Month: noon.Month()}, checks.DayOf(noon))
	for name, write := range map[string]func(*bytes.Buffer, report.Format, report.Options) error{
		"compare": func(b *bytes.Buffer, f report.Format, o report.Options) error { return report.Compare(b, f, c, o) },
		"trend":   func(b *bytes.Buffer, f report.Format, o report.Options) error { return report.Trend(b, f, trend, o) },
		"voice":   func(b *bytes.Buffer, f report.Format, o report.Options) error { return report.Voice(b, f, voice, o) },
	} {
		var text, data bytes.Buffer
		o := report.Options{Printer: u.m.say, Location: noon.Location(), Width: 100}
		if err := write(&text, report.Text, o); err != nil {
			t.Fatal(err)
		}
		if err := write(&data, report.JSON, o); err != nil {
			t.Fatal(err)
		}
		words := strings.Join(strings.Fields(text.String()), " ")
		var said struct {
			Items   []struct{ Verdict checks.Verdict }
			Figures struct {
				Items []struct{ Verdict checks.Verdict }
			}
		}
		if err := json.Unmarshal(data.Bytes(), &said); err != nil {
			t.Fatal(err)
		}
		verdicts := slices.Concat(said.Items, said.Figures.Items)
		equal(t, len(verdicts), len(items))
		for i, got := range verdicts {
			if got.Verdict != items[i].Change.Verdict || !strings.Contains(words, all[i]) {
				t.Fatalf("%s: %q, want %+v and %q\n%s", name, got.Verdict, items[i].Change, all[i], &text)
			}
		}
	}
}
