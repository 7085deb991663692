package tui

import (
	"testing"

	"emptychair/checks"
)

// doing is at the list of the team's open actions.
func doing(t tester) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", withStories("en")).press("a").sees("Actions · Payments", "3 open actions, 1 overdue")
}

func TestAnActionIsDoneAndOpenedAgain(t *testing.T) {
	u := doing(t).press("d").says("actions.finished").sees("2 open actions").seesNot("Call one customer", "overdue")
	run, _, _ := u.store.Run(lastQuarter("en").ID)
	if run.Actions[0].State != checks.Done {
		t.Errorf("%+v", run.Actions[0])
	}
	u.press("f").sees("2 actions are done", "▸ Call one customer a week").press("o").says("actions.reopened").sees("1 action is done")
	u.press("f").sees("1 action was dropped", "The phone firm does it now.").press("f").sees("5 actions").press("f").sees("3 open actions")
}

func TestDroppingAnActionTakesAReason(t *testing.T) {
	u := doing(t).press("down", "x", "enter").tells(checks.CodeTextEmpty).press("esc").sees("3 open actions")
	u.press("x").typed("No time").press("enter").says("actions.dropped").sees("2 open actions")
	if a := u.store.loose[0]; a.State != checks.Dropped || a.Reason != "No time" {
		t.Errorf("%+v", a)
	}
}

func TestAnActionIsNotedWithoutARun(t *testing.T) {
	u := doing(t).press("n", "enter").tells(checks.CodeTextEmpty).typed("Visit a shop").press("enter").typed("Ana").press("enter").typed("2026-Q4").press("enter", "right", "enter")
	u.says("actions.saved").sees("▸ Visit a shop", "by 31 Dec 2026 · Ana · Direct contact · open since today")
	a := u.store.loose[4]
	if a.Team != "Payments" || a.Run != "" || a.State != checks.Open || a.From != "contact" || !a.Made.Equal(noon) {
		t.Errorf("%+v", a)
	}
}

func TestAnActionIsEditedWhereverItCameFrom(t *testing.T) {
	u := doing(t).press("e").sees("Edit action", "From “Direct contact”").typed("!").press("enter", "enter", "ctrl+u").typed("soon").press("enter").tells(checks.CodeDay, "soon")
	u.press("ctrl+u").typed("31.12.").press("enter").says("actions.saved").sees("▸ Call one customer a week!", "by 31 Dec 2026")
	run, _, _ := u.store.Run(lastQuarter("en").ID)
	if a := run.Actions[0]; a.Text != "Call one customer a week!" || a.Due.Month != 12 {
		t.Errorf("%+v", a)
	}
}

func TestWhatAnotherProgramMadeOfAnActionIsShown(t *testing.T) {
	u := doing(t).press("down", "e").typed("!")
	u.store.loose[0].Owner = "Cem"
	u.press("enter", "enter", "enter", "enter").says("actions.changed-meanwhile").sees("Cem", "for a day!").press("enter").says("actions.saved")
	if a := u.store.loose[0]; a.Owner != "Cem" || a.Text != tales["en"].actions[0]+"!" {
		t.Errorf("%+v", a)
	}
	u.store.loose[0].Owner = "Dora"
	u.press("d").says("actions.changed-meanwhile").sees("Dora")
	u.store.loose = u.store.loose[1:]
	u.press("d").says("actions.gone-meanwhile").seesNot("Dora")
}

func TestAnActionThatIsTypedIsKeptWhenTheProgramEnds(t *testing.T) {
	u := doing(t).press("n").typed("Visit a shop").press("enter", "enter").typed("some day").press("ctrl+c")
	if err := u.m.Close(); err != nil || len(u.store.loose) != 5 || u.store.loose[4].Text != "Visit a shop" {
		t.Errorf("%v, %+v", err, u.store.loose)
	}
}

func TestTheActionsOfAllTeamsAreListedTogether(t *testing.T) {
	u := doing(t).press("tab").sees("Actions · all teams", "· Payments ·").press("tab").sees("Actions · Payments", "esc back").press("esc").sees("emptychair · Payments")
	u.press("a")
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("d").tells(checks.CodeBusy, "a.db").sees("3 open actions")
}

func TestTabGoesThroughTheActionsOfAllTeamsAndOfEach(t *testing.T) {
	store := withStories("en")
	other := lastQuarter("en")
	other.ID, other.Team, other.Started, other.Finished = "01J5MMV0000000000000000010", "Checkout", on(5, 19), on(5, 19)
	store.put(other)
	u := newUser(t, 120, 24, "en", store).press("a").sees("Actions · Payments", "tab all teams").press("tab").sees("Actions · all teams", "tab other team")
	u.press("tab").sees("Actions · Checkout", "1 open action", "tab one team").press("n").sees("New action · Checkout").press("esc")
	u.press("tab").sees("Actions · Payments").press("tab", "tab", "esc").sees("emptychair · Payments")
}
