package tui

import (
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/tui/theme"
)

func TestHomeHoldsTheLastRunAgainstItsBaseline(t *testing.T) {
	newUser(t, 80, 24, "en", withDemo("en")).press("c").
		sees("18 Aug 2026 (6 people) compared with 18 May 2026 (6 people)", "Higher than in Q2: at least 3 of 6 changed their answer")
}

func TestWithoutAnEarlierRunThereIsNothingToCompare(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory(lastQuarter("en")))
	u.seesNot("c compare").press("c").tells(checks.CodeNoBaseline).sees("Last run 19 Aug 2026")
}

func TestEitherRunOfAComparisonCanBeChosen(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("c", "b", "down", "down", "enter")
	u.sees("18 Aug 2026 (6 people) compared with 13 Aug 2025 (7 people)").seesNot("the last run of the quarter before")
	u.press("r", "down", "down", "enter").sees("18 May 2026 (6 people) compared with 21 Nov 2025 (5 people)", "the run before")
	u.press("b", "esc").sees("18 May 2026 (6 people) compared with")
	u.press("esc").sees("Last run 18 Aug 2026")
}

func TestARunIsNeverHeldAgainstALaterOne(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("c", "r", "down", "down", "down", "down", "enter", "b")
	u.sees("that of 21 Nov 2025", "13 Aug 2025")
	for _, later := range []string{"18 Aug 2026", "18 May 2026"} {
		u.seesNot(later)
	}
}

func TestThatTheTeamChangesIsRemembered(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("c", "m")
	u.says("compare.marked.changing").sees("a team whose people change", "No clear move since Q2: at least 3 of 6 answers differ")
	if !u.store.changing["Payments"] {
		t.Error("the store does not know")
	}
	u.press("esc").sees("no clear move").seesNot("up, at least 3 differ")
	u.press("c", "m").says("compare.marked.same").press("esc").sees("up, at least 3 differ")
}

func TestWhatCannotBeRememberedIsSaid(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("c")
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("m").tells(checks.CodeBusy, "a.db").seesNot("before · a team whose")
}

func TestWhatIsTypedWhileATeamIsMarkedWaits(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("c")
	u.slow = true
	u.press("m", "b").seesNot("Which run")
	u.release().sees("Which run").press("esc").sees("before · a team whose", "No clear move since Q2: at least 3 of 6 answers differ")
}

func TestATeamThatCannotBeReadDoesNotChangeWhatARunSaysOfIt(t *testing.T) {
	run := halfway("en")
	run.ChangingTeam = true
	store := newMemory(run)
	_ = store.MarkChanging(run.Team, true)
	u := newUser(t, 80, 24, "en", store)
	store.unread = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("r").tells(checks.CodeBusy, "a.db").says("key.resume")
	store.unread = nil
	u.press("r").stands(run.At)
	if !u.openRun().ChangingTeam || !store.runs[run.ID].ChangingTeam {
		t.Error("the team no longer changes")
	}
}

func TestOnePersonsViewStandsBesideTheTeamsWithoutAVerdict(t *testing.T) {
	u := newUser(t, 120, 60, "en", withDemo("en")).press("c", "b", "up", "enter")
	u.sees("how I see it", "how we see it", "no verdict").seesNot("changed their answer", "m people change")
	u.press("m").seesNot("Remembered")
}

func TestComparingFromTheListOfRunsReturnsToIt(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("p", "down", "down", "c").sees("18 May 2026 (6 people) compared with 21 Nov 2025")
	u.press("esc").sees("Past runs")
	u = newUser(t, 80, 24, "en", withUnfinished("en")).press("p", "tab", "c")
	u.tells(checks.CodeUnfinished)
}

func TestTheNextRunKnowsThatTheTeamChanges(t *testing.T) {
	store := withPayments("en")
	_ = store.MarkChanging("Payments", true)
	u := newUser(t, 80, 24, "en", store)
	begin(u).press("234", "4", "5", "3", "enter").sees("who was in the room")
	if u.press("pgdown"); !store.last().ChangingTeam {
		t.Error("the run does not say so")
	}
}

func TestFiguresOfAComparisonAreNeverCut(t *testing.T) {
	earlier, later := spring("de"), lastQuarter("de")
	earlier.Started, earlier.Finished = on(time.July, 15), on(time.July, 15).Add(time.Hour)
	alone := alone()
	alone.Team = later.Team
	for _, ascii := range mostly([]bool{false, true}) {
		signs := theme.Unicode
		if ascii {
			signs = theme.ASCII
		}
		for w := minWidth; w <= 120; w++ {
			u := newUser(t, w, 60, "de", newMemory(earlier, later, alone), func(o *Options) { o.ASCII = ascii })
			u.press("p", "down", "c").sees("15. Juli 2026", signs.Up).seesNot(signs.Ellipsis)
			u.press("b", "up", "enter").says("compare.view.team").sees(signs.Up).seesNot(signs.Ellipsis)
		}
	}
}

func TestAComparisonScrollsToItsEnd(t *testing.T) {
	for _, size := range sizes {
		u := newUser(t, size[0], size[1], "de", withDemo("de")).press("c")
		for range 40 {
			u.press("pgdown")
		}
		u.sees("Rückbuchungsformular auf das kürzen")
		for range 40 {
			u.press("pgup")
		}
		u.sees("18. Aug. 2026 (6 Personen)")
	}
}

func TestTwoRunsOfOneDayAreToldApartByTheirTime(t *testing.T) {
	morning, noonish := lastQuarter("en"), lastQuarter("en")
	noonish.ID = "01J5MMV0000000000000000002"
	noonish.Started, noonish.Finished = noonish.Started.Add(2*time.Hour), noonish.Finished.Add(2*time.Hour)
	noonish.Actions = nil
	u := newUser(t, 80, 24, "en", newMemory(morning, noonish)).sees("compared with the run of 19 Aug 2026, 10:41")
	u.press("c").sees("19 Aug 2026, 12:41 (6 people) compared with 19 Aug 2026, 10:41 (6 people)", "The same answers as at 10:41.")
	u.press("b").sees("19 Aug 2026 10:41 Q3 2026 6 people")
}

func TestTheEndOfAComparisonIsOneKeyAway(t *testing.T) {
	u := newUser(t, 60, 18, "en", withDemo("en")).press("c", "end").sees("Cut the chargeback form down")
	u.press("home").sees("18 Aug 2026 (6 people)")
}

func TestWhatIsOutOfSightAtTheCloseIsAPageAway(t *testing.T) {
	u := newUser(t, 60, 18, "en", withPayments("en"))
	chosen(u, said["en"]).press("pgdown").seesNot(said["en"].action)
	u.press("pgdown").sees(said["en"].action).stands(checks.CloseID)
}

func TestTheCloseOfOnePersonSpeaksInWords(t *testing.T) {
	u := newUser(t, 80, 24, "en", withAlone("en"))
	beginSolo(u).press("4", "enter", "5", "enter", "3", "enter", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	u.stands(checks.CloseID).sees("mostly", "fully", "partly").seesNot("median", "n 1")
}

func TestTwoRunsOfOneDayCanBeToldApartInTheirList(t *testing.T) {
	morning, later := lastQuarter("en"), lastQuarter("en")
	later.ID, later.Actions = "01J5MMV0000000000000000002", nil
	later.Finished = later.Finished.Add(2 * time.Hour)
	u := newUser(t, 80, 24, "en", newMemory(morning, later, spring("en"))).press("p").sees("19 Aug 2026 12:41", "19 Aug 2026 10:41")
	u.seesNot("6 May 2026 11:00")
}
