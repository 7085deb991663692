package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// looking is at the list of past runs, of all teams.
func looking(t *testing.T) *user {
	t.Helper()
	u := newUser(t, 80, 24, "en", withUnfinished("en")).press("p")
	if !strings.Contains(u.header(), "all teams") {
		u.press("tab")
	}
	return u.sees("Past runs · all teams", "▸ 21 Nov 2026")
}

func TestDeletingARunAsksFirst(t *testing.T) {
	for _, no := range []string{"n", "esc"} {
		u := looking(t).press("down", "d").sees("Delete the run of Ana from 21 Aug 2026 for good?").press(no)
		u.seesNot("Delete the run").sees("Ana")
		if len(u.store.runs) != 4 {
			t.Errorf("%s deletes", no)
		}
	}
	u := looking(t).press("down", "d", "x", "down", "enter").sees("Delete the run of Ana")
	u.press("y").says("past.deleted").seesNot("Ana")
	if _, ok := u.store.runs[alone().ID]; ok || len(u.store.runs) != 3 {
		t.Errorf("%d runs are left", len(u.store.runs))
	}
	u.sees("▸ 19 Aug 2026")
}

func TestTheLastRunOfTheListCanBeDeleted(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory(alone())).press("p", "d", "y").sees("Ana has no run yet.")
	u.press("d", "enter", "up", "down").sees("Ana has no run yet.").press("esc").says("home.welcome")
}

func TestARunThatCannotBeDeletedStays(t *testing.T) {
	u := looking(t).press("down")
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("d", "y").tells(checks.CodeBusy, "a.db").sees("Ana")
}

func TestAPastRunCanBeReadToItsEnd(t *testing.T) {
	u := looking(t).press("down", "down", "enter").sees("Payments · 19 Aug 2026", "Our team talks with its customers directly.")
	for range 100 {
		u.press("down")
	}
	u.sees("Call one customer a week").seesNot("Our team talks with")
	u.press("up").press("pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup").sees("Our team talks with")
	u.press("esc").sees("Past runs")
}

func TestScrollingBeyondTheEndIsForgotten(t *testing.T) {
	u := looking(t).press("down", "down", "enter")
	for range 100 {
		u.press("space")
	}
	end := u.screen()
	if u.press("up"); u.screen() == end {
		t.Error("the first key upwards does nothing")
	}
}

func TestAnUnfinishedRunOfTheListGoesOn(t *testing.T) {
	looking(t).press("enter").stands("decisions").sees("The trade fair in spring")
}

func TestTheListShowsOneTeamOrAll(t *testing.T) {
	u := newUser(t, 80, 24, "en", withUnfinished("en")).press("tab", "p").sees("Past runs · Payments").seesNot("Checkout")
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
	u := newUser(t, 80, 24, "en", store).press("p").sees("1 to 17 of 300", "▸ 21 Aug 2026")
	for range 299 {
		u.press("down")
	}
	u.sees("of 300", "▸ 26 Oct 2025").press("pgup").sees("▸ 12 Nov 2025")
	fits(t, u, 80, 24)
}

func TestFromARunThatWasFinishedMeanwhileOneReturnsToTheListOfItsTeam(t *testing.T) {
	run := halfway("en")
	run.Team = "Payments"
	store := newMemory(run, lastQuarter("en"), alone())
	u := newUser(t, 80, 24, "en", store).press("p").sees("Past runs · Payments")
	run.Finished, run.At = noon, checks.CloseID
	store.put(run)
	u.press("enter").sees("Payments · 22 Nov 2026").press("esc").sees("Past runs · Payments")
}

// Two runs of one day show their times; what the list says of each run stands in one column all the same.
func TestRunsOfOneDayLeaveTheColumnsOfTheListStraight(t *testing.T) {
	store, again := withHistory("en"), spring("en").Clone()
	again.ID, again.Started, again.Finished = again.ID[:25]+"Z", again.Started.Add(time.Hour), again.Finished.Add(time.Hour)
	store.put(again)
	u := newUser(t, 80, 24, "en", store).press("p", "tab")
	places, timed := map[int]bool{}, 0
	for line := range strings.SplitSeq(u.screen(), "\n") {
		if before, _, ok := strings.Cut(line, " people"); ok {
			places[ansi.StringWidth(before)] = true
			if strings.Contains(before, ":") {
				timed++
			}
		}
	}
	if len(places) != 1 || timed != 2 {
		t.Errorf("%d columns, %d times:\n%s", len(places), timed, u.screen())
	}
}
