package tui

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

// happened are the texts of what happened with customers, and of what was done about it, by language.
type happened struct {
	action, loose       string // of an earlier run, and between two runs
	courier, fee        string // complaints whose fix is in
	label, mail         string // what was changed
	waited, month, shop string // stories: a complaint that is open, and two good ones
	reason              string
}

var inBetween = map[string]happened{
	"en": {
		action: "Sit beside customer service for a morning", loose: "Write the three delivery mails anew",
		courier: "The courier never rang; the parcel went back twice.", fee: "The fee showed only on the last page, and he felt tricked.",
		label: "the label carries a phone number", mail: "the fee stands beside the price",
		waited: "She waited nine days for an answer and then bought elsewhere.", month: "A customer showed us how she closes her month.",
		shop:   "At the counter in the Old Town nobody could say how returns work.",
		reason: "the courier does it now",
	},
	"de": {
		action: "Einen Vormittag neben dem Kundendienst sitzen", loose: "Die drei Mails zur Lieferung neu schreiben",
		courier: "Der Kurier hat nie geklingelt; das Paket ging zweimal zurück.", fee: "Die Gebühr stand erst auf der letzten Seite, er fühlte sich überlistet.",
		label: "auf dem Etikett steht jetzt die Telefonnummer", mail: "die Gebühr steht neben dem Preis",
		waited: "Sie hat neun Tage auf eine Antwort gewartet und dann woanders gekauft.", month: "Eine Kundin hat uns gezeigt, wie sie ihren Monat abschließt.",
		shop:   "An der Theke in der Altstadt wusste niemand, wie Rückgaben gehen.",
		reason: "das macht jetzt der Kurier",
	},
}

func day(month time.Month, d int) checks.Day { return checks.Day{Year: 2026, Month: month, Day: d} }

// fixed is a complaint whose fix is in.
func fixed(noted, done checks.Day, why, fix, owner string) checks.Complaint {
	c := checks.NewComplaint(noted)
	c, _ = c.Explain([]string{why}, noted)
	c, _ = c.Mend(fix, owner, done)
	return c
}

// withWork holds what the team looks back on, and stories of the weeks since the last run.
func withWork(language string) *memory {
	h, before := inBetween[language], spring(language)
	before.Actions = []checks.Action{{ID: "01HX0000000000000000000A01", From: "trust", Text: h.action, State: checks.Open}}
	m := newMemory(lastQuarter(language), before)
	m.loose = []checks.Action{{
		ID: "01KA0000000000000000000A02", Text: h.loose, Owner: "Ben", Due: day(12, 31), State: checks.Open,
		Team: "Payments", Made: on(10, 10),
	}}
	story := func(id string, on checks.Day, source checks.Source, about, text string, c checks.Complaint) checks.Story {
		return checks.Story{ID: "01KA0000000000000000000S" + id, Team: "Payments", On: on, Source: source, About: about, Text: text, Complaint: c}
	}
	m.stories = []checks.Story{
		story("01", day(7, 2), checks.FromNeighbour, "trust", h.courier, fixed(day(7, 2), day(9, 2), "?", h.label, "Ana")),
		story("02", day(9, 20), checks.FromCustomerService, "trust", h.fee, fixed(day(9, 20), day(10, 1), "?", h.mail, "")),
		story("03", day(10, 12), checks.FromCustomer, "trust", h.waited, checks.NewComplaint(day(10, 12))),
		story("04", day(11, 3), checks.FromCustomer, "contact", h.month, checks.Complaint{}),
		story("05", day(11, 8), checks.FromShopWalk, "", h.shop, checks.Complaint{}),
	}
	return m
}

// withActions is [withWork] without stories.
func withActions(language string) *memory {
	m := withWork(language)
	m.stories = nil
	return m
}

// bare is a run at a look back at what somebody deleted meanwhile.
func bare() checks.Run {
	r := halfway("en")
	r.LookBack, r.At, r.Drafts = true, checks.LookBackID, nil
	return r
}

// lookingBack is a team at its look back.
func lookingBack(t *testing.T) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", withWork("en")).press("n", "enter").stands(checks.LookBackID)
}

func TestARunBeginsWithALookBackOnlyWhereSomethingIsOpen(t *testing.T) {
	u := lookingBack(t).sees("1 of 10 · Look back")
	u.sees("Call one customer a week", "Direct contact · Ana · by 30 Sep 2026 · overdue", "Write the three delivery mails anew", "Ben · by 31 Dec 2026")
	u.sees("Sit beside customer service", "Trust · nobody yet · second time open")
	u.sees("2 complaints were fixed. Have they come back?")

	beginNew(newUser(t, 80, 24, "en", newMemory())).stands("contact").sees("1 of 9")
}

func TestEnterGoesOnThoughNothingWasSaid(t *testing.T) {
	u := lookingBack(t).press("enter").stands("contact")
	if looked := u.openRun().Looked; looked != nil {
		t.Errorf("said was %v", looked)
	}
	u.press("esc").stands(checks.LookBackID).press("right").stands("contact")
}

func TestWhatBecameOfEachIsSaidWithOneKeyAndStored(t *testing.T) {
	u := lookingBack(t).press("d").sees("✓ Call one customer a week", "▸ • Write the three")
	u.press("o").sees("→ Write the three", "still open · Ben").press("x").says("look.reason")
	u.typed("the courier does it now").press("enter").sees("× Sit beside", "dropped: the courier does it now")
	u.press("g").press("b").sees("↻ The courier never rang", "came back, and is open again").says("look.all")

	today := checks.DayOf(noon)
	want := map[string]checks.Look{
		"01J5MMV0000000000000000009": {Outcome: checks.OutcomeDone, On: today},
		"01KA0000000000000000000A02": {Outcome: checks.OutcomeOpen, On: today},
		"01HX0000000000000000000A01": {Outcome: checks.OutcomeDropped, Reason: "the courier does it now", On: today},
		"01KA0000000000000000000S02": {Outcome: checks.OutcomeGone, On: today},
		"01KA0000000000000000000S01": {Outcome: checks.OutcomeCameBack, On: today},
	}
	if d := cmp.Diff(want, u.store.last().Looked); d != "" {
		t.Errorf("stored is something else:\n%s", d)
	}
	if open := u.store.open("Payments"); len(open) != 1 || open[0].Owner != "Ben" {
		t.Errorf("open are %v", open)
	}
	for _, st := range u.store.stories[:2] {
		if back := st.ID == "01KA0000000000000000000S01"; st.Complaint.BackOn().IsZero() == back || st.Complaint.IsOpen() != back {
			t.Errorf("the complaint is %+v", st.Complaint)
		}
	}
}

func TestAReasonIsNeededToDropAnAction(t *testing.T) {
	u := lookingBack(t).press("x", "enter").tells(checks.CodeReasonEmpty).says("look.reason")
	u.typed("d o").press("esc").says("entry.drop").press("esc").seesNot("Why do we drop it?")
	if l := u.openRun().Looked; len(l) > 0 {
		t.Errorf("said was %v", l)
	}
	u.press("x").typed("too late").press("enter").sees("dropped: too late").press("up", "x").sees("› too late")
}

func TestAReasonThatNobodyEndedDropsNothingAndIsTypedOn(t *testing.T) {
	for _, way := range []string{"f4", "ctrl+c"} {
		u := lookingBack(t).press("x").typed("too la").press(way)
		if l := u.store.last().Looked; len(l) > 0 {
			t.Errorf("%s: said is %v", way, l)
		}
		again := newUser(t, 80, 24, "en", u.store).press("r").says("look.reason").sees("› too la").typed("te").press("enter")
		again.sees("dropped: too late")
		if r := again.store.last(); r.Looked["01J5MMV0000000000000000009"].Reason != "too late" || len(r.Drafts) > 0 {
			t.Errorf("%s: stored is %v beside %v", way, r.Looked, r.Drafts)
		}
	}
}

func TestTheCursorGoesOnToTheNextOfWhichNothingIsSaid(t *testing.T) {
	u := lookingBack(t).press("down", "down", "down", "down").sees("▸ • The courier").press("g").sees("▸ ✓ The courier")
	u.press("up", "g").sees("▸ ✓ The fee").press("up", "up", "d").sees("▸ • Sit beside").press("o").sees("▸ → Sit beside", "• Call one")
	u.press("up", "up", "o").sees("→ Call one", "▸ → Call one").says("look.all")
}

func TestAnActionKeepsItsDateOnceItIsDone(t *testing.T) {
	lookingBack(t).press("d").sees("done · Direct contact · Ana · by 30 Sep 2026").press("x").typed("?").press("enter").sees("dropped: ? · Ben · by 31 Dec 2026")
}

func TestUndoTakesBackWhatWasSaidAndGoesThere(t *testing.T) {
	u := lookingBack(t).press("d", "o", "u").sees("▸ • Write").press("u").sees("▸ • Call one")
	u.press("ctrl+r").sees("▸ ✓ Call one")
	if a := u.store.open("Payments"); len(a) != 2 {
		t.Errorf("open are %v", a)
	}
	u.press("u")
	if a := u.store.open("Payments"); len(a) != 3 || u.openRun().Looked != nil {
		t.Errorf("open are %v", a)
	}
}

func TestKeysOfTheOtherKindOfRowDoNothing(t *testing.T) {
	u := lookingBack(t).press("g", "b").seesNot("gone", "came back,")
	u.press("down", "down", "down", "d", "o", "x").seesNot("✓", "→", "Why do we drop it?")
}

func TestARunThatIsResumedStillListsWhatWasSaid(t *testing.T) {
	u := lookingBack(t).press("d", "down", "down", "b")
	u = newUser(t, 80, 24, "en", u.store).sees("at “Look back”").press("r").stands(checks.LookBackID)
	u.sees("✓ Call one customer a week", "▸ • Write", "came back, and is open again", "nobody looks after it")
	u.press("down", "down", "g").sees("✓ The fee")
	if c := u.store.stories[1].Complaint; c.State != checks.ComplaintGone || c.Cases != 1 {
		t.Errorf("the complaint is %+v", c)
	}
}

func TestALookBackAtNothingSaysSoInOneLine(t *testing.T) {
	u := lookingBack(t).press("f4")
	u.store.loose, u.store.stories = nil, nil
	for id, r := range u.store.runs {
		if r.IsFinished() {
			r.Actions = nil
			u.store.runs[id] = r
		}
	}
	u.press("r").says("look.nothing").press("d", "g", "down", "u").says("look.nothing").press("enter").stands("contact")
}

func TestARunGoesOnThoughNothingOfItsLookBackCanBeRead(t *testing.T) {
	store := newMemory(bare())
	u := newUser(t, 80, 24, "en", store)
	store.missing = 8
	u.press("r").says("look.nothing").sees(u.m.say.N("missing", 8, "Call", "emptychair")).press("enter").stands("contact")
}

func TestARunDoesNotBeginWhereWhatIsOpenCannotBeRead(t *testing.T) {
	store := withWork("en")
	u := newUser(t, 80, 24, "en", store).press("n")
	store.unread = &checks.Error{Code: checks.CodeBusy, Subject: "the file"}
	u.press("enter").tells(checks.CodeBusy, "the file").says("setup.ask")
	store.unread = nil
	u.press("enter").stands(checks.LookBackID)
}

func TestKeysTypedWhileARunBeginsReachItsFirstStage(t *testing.T) {
	u := newUser(t, 80, 24, "en", withWork("en")).press("n")
	u.slow = true
	u.press("enter", "d", "enter", "4")
	u.release().stands("contact").sees("1 of 6")
	if len(u.openRun().Looked) != 1 {
		t.Errorf("said was %v", u.openRun().Looked)
	}
}

func TestACopyOfARunKeepsItsLookBack(t *testing.T) {
	u := lookingBack(t).press("d").intrude().press("o").says("conflict.what").press("enter")
	u.stands(checks.LookBackID).sees("✓ Call one", "→ Write")
}

func TestOddTextOfWhatIsOpenKeepsTheWindowWhole(t *testing.T) {
	t.Parallel()
	for _, text := range mostly(odd) {
		store := withWork("de")
		store.loose[0].Text, store.loose[0].Owner = "act"+text+".", checks.CleanLine("A"+string([]rune(text)[:1]))
		for i := range store.stories {
			st := &store.stories[i]
			st.Text = "story" + text + ".\n" + text + "."
			if st.Complaint.Fix != "" {
				st.Complaint.Fix, st.Complaint.Owner = "fix"+text+".", "A"
			}
		}
		u := newUser(t, 60, 18, "de", store)
		for _, k := range []string{
			"n", "enter", "down", "x", "1", "enter", "down", "b", "g", "enter", "pgdown", "444444", "enter", "s", "down", "down", "enter",
			"pgdown", "pgdown", "f5", "enter", "pgdown", "pgdown", "pgdown", "f5", "down", "enter", "enter",
		} {
			u.press(k)
			clean(t, u)
			fits(t, u, 60, 18)
		}
		u.stands("risks")
	}
}

func TestAMoreThanFullLookBackScrollsToItsEnd(t *testing.T) {
	store := withWork("en")
	for i := range 60 {
		a := store.loose[0]
		a.ID, a.Text = fmt.Sprintf("01KA000000000000000000B%03d", i), fmt.Sprintf("Call shop number %d", i)
		store.loose = append(store.loose, a)
	}
	u := newUser(t, 60, 18, "en", store).press("n", "enter")
	for range 65 {
		u.press("down")
		fits(t, u, 60, 18)
	}
	u.sees("▸ • The courier never rang", "65 of 65").press("b").sees("▸ ↻ The courier never rang")
}
