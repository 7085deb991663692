package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"emptychair/checks"
)

// telling is at the list of the team's stories, of which there are ten.
func telling(t tester) *user {
	t.Helper()
	return start(t, withStories("en")).press("s", "esc").sees("Stories · Payments", "9 stories")
}

// stored is the story that stood at a place when the test began.
func (u *user) stored(place int) checks.Story {
	u.t.Helper()
	i := slices.IndexFunc(u.store.stories, func(st checks.Story) bool { return strings.HasSuffix(st.ID, fmt.Sprintf("%03d", place)) })
	if i < 0 {
		u.t.Fatalf("story %d is gone", place)
	}
	return u.store.stories[i]
}

func (u *user) complaint(place int) checks.Complaint {
	u.t.Helper()
	return u.stored(place).Complaint
}

// keeps fails where the store does not hold so many stories, of all teams.
func (u *user) keeps(n int) *user {
	u.t.Helper()
	if len(u.store.stories) != n {
		u.t.Errorf("%d stories are stored, not %d", len(u.store.stories), n)
	}
	return u
}

func TestASearchNarrowsWithEachKey(t *testing.T) {
	u := telling(t).press("/", "c").sees("9 of 9 stories").press("ourier").sees("2 of 9 stories", "The courier never rang")
	u.times(7, "backspace").sees("9 stories").seesNot("of 9 stories")
	u.press("COURIER").sees("2 of 9 stories").press("enter").sees("2 of 9 stories", "“COURIER”", "esc show all")
	u.press("esc").sees("9 stories").seesNot("of 9 stories").press("/", "courier", "esc").seesNot("of 9 stories")
	u.press("/", "nobody who packs").sees("4 of 9 stories").press("esc", "/", "second line").sees("3 of 9 stories") // in whys and fixes
	u.press("esc", "esc").sees("emptychair · Payments")
}

func TestLettersAreTextInTheSearch(t *testing.T) {
	u := telling(t).press("/", "ndfe?q/").sees("Search › ndfe?q/", "No story matches.").keeps(10)
	u.press("down", "up", "enter").sees("0 of 9 stories").press("e", "d", "enter", "down").sees("0 of 9 stories")
}

func TestTheCursorStaysOnItsStory(t *testing.T) {
	u := telling(t).press("down", "down", "down").sees("▸ 2 Nov 2026").press("/", "the").sees("▸ 2 Nov 2026")
	u.press("esc").sees("▸ 2 Nov 2026").press("tab").sees("Stories · all teams", "10 stories", "▸ 2 Nov 2026")
	u.press("tab").sees("Stories · Payments", "▸ 2 Nov 2026")
}

func TestTheFilterAsksForOneThingALine(t *testing.T) {
	tests := []struct {
		keys []string
		want string
	}{
		{[]string{"right"}, "1 of 9 stories · customer"},
		{[]string{"left"}, "1 of 9 stories · elsewhere"},
		{[]string{"down", "right"}, "2 of 9 stories · Direct contact"},
		{[]string{"down", "down", "right"}, "2 of 9 stories · complaint: open"},
		{[]string{"down", "down", "left"}, "1 of 9 stories · complaint: came back"},
		{[]string{"down", "down", "down", "right"}, "4 of 9 stories · Nov 2026"},
		{[]string{"up", "left"}, "5 of 9 stories · Oct 2026"},
		{[]string{"up", "left", "up", "left", "left"}, "1 of 9 stories · complaint: resolved · Oct 2026"},
	}
	for _, tt := range tests {
		u := telling(t).press("f").seesNot("Team any").press(tt.keys...).sees(tt.want).press("enter").sees(tt.want, "esc show all")
		u.press("tab").sees(strings.Split(tt.want, " · ")[1]).press("tab", "f").sees(tt.want).press("esc").seesNot("of 9 stories")
	}
}

func TestTheFilterAsksForATeamWhereAllAreListed(t *testing.T) {
	u := telling(t).press("tab", "f").sees("Team any").press("up", "right").sees("1 of 10 stories · Checkout", "Grandmother reads")
	u.press("enter", "/", "lens", "enter").sees("1 of 10 stories · “lens” · Checkout")
	u.press("tab").sees("Stories · Payments", "0 of 9 stories · “lens”").seesNot("Checkout")
}

func TestAStoryIsNotedWithAllThatIsKnownOfIt(t *testing.T) {
	u := start(t, withPayments("en")).press("s", "esc").says("stories.begin").press("n", "enter").tells(checks.CodeTextEmpty)
	u.press("The courier never rang", "enter", "right", "enter", "right", "right", "enter", "3.11.", "enter", "right", "enter")
	u.says("story.saved").sees("1 story", "▸ 3 Nov 2026 · customer service · Trust · complaint: open", "The courier never rang")
	want := checks.Story{
		ID: u.store.stories[0].ID, Team: "Payments", On: day(11, 3), Noted: checks.DayOf(noon), Source: checks.FromCustomerService,
		About: "trust", Text: "The courier never rang", Complaint: checks.NewComplaint(day(11, 3)),
	}
	equal(t, u.store.stories[0], want)
}

func TestADayThatIsNoneIsAskedForAgainAndLeftOutWhenTheProgramEnds(t *testing.T) {
	u := telling(t).press("n", "x", "enter", "enter", "enter", "soon")
	for _, k := range []string{"enter", "tab", "shift+tab"} {
		u.press(k).tells(checks.CodeDay, "soon").sees("› When").press("backspace").sees("› When soo").press("n")
	}
	u.press("ctrl+u", "2099-01-01", "enter").tells(checks.CodeFuture, "2099-01-01")
	u.press("ctrl+u", "yesterday", "enter", "enter").says("story.saved").sees("▸ 21 Nov 2026")

	u = telling(t).press("down", "e", "!", "enter", "enter", "enter", "ctrl+u", "2099-01-01")
	was, before := u.stored(1).On, u.screen()
	if u.closes(); u.stored(1).On != was || !strings.HasSuffix(u.stored(1).Text, "!") || u.screen() != before {
		t.Errorf("%+v", u.stored(1))
	}
}

func TestAFormWritesADayAsItsLanguageDoesAndReadsItAgain(t *testing.T) {
	for language, tt := range map[string]struct {
		shown, typed string
		want         checks.Day
	}{
		"en": {"2026-11-14", "3", day(11, 13)},
		"de": {"14.11.2026", "5", checks.Day{Year: 2025, Month: 11, Day: 14}},
	} {
		u := newUser(t, 80, 24, language, withStories(language)).press("s", "esc", "down", "e", "shift+tab", "shift+tab").sees(tt.shown)
		equal(t, u.press("backspace", tt.typed, "enter", "enter").says("story.saved").stored(1).On, tt.want, language)
	}
}

func TestAStoryKeepsTheLinesThatArePasted(t *testing.T) {
	u := telling(t).press("n").paste("She came.\r\n\r\nShe left.\n").press("!", "enter", "enter", "enter", "enter", "enter").says("story.saved")
	equal(t, u.keeps(11).store.stories[10].Text, "She came.\n\nShe left.!")
	u.sees("She came. / She left.!")
}

func TestAStoryIsEditedInItsPlace(t *testing.T) {
	u := telling(t).press("down", "e").sees("Edit story", "She ordered the wrong size").press(" Thank you!", "shift+tab", "shift+tab")
	u.press("ctrl+u", "30.9.", "enter", "enter").says("story.saved").sees("▸ 30 Sep 2026", "Thank you!")
	if got := u.stored(1); got.On != day(9, 30) || !strings.HasSuffix(got.Text, "Thank you!") {
		t.Errorf("%+v", got)
	}
}

func TestAFormAsksBeforeItDropsWhatWasTyped(t *testing.T) {
	telling(t).press("n", "esc").sees("9 stories").press("n", "half", "esc").says("entry.drop").sees("half").press("esc").sees("9 stories")
}

func TestDeletingAStoryAsksFirst(t *testing.T) {
	u := telling(t).press("down", "D", "x", "enter", "esc", "D", "n").sees("9 stories").keeps(10)
	u.press("D", "y").says("past.deleted").sees("8 stories", "▸ 8 Nov 2026").keeps(9)
	u.press("enter", "D").sees("Delete this story of 8 Nov 2026", "“"+said["en"].stories[2]).press("y").sees("7 stories")
}

func TestAStoryThatCannotBeSavedStays(t *testing.T) {
	u := telling(t)
	u.store.broken = busyFile
	u.press("n", "kept", "enter", "enter", "enter", "enter", "enter").isBusy().sees("kept")
	u.store.broken = nil
	u.press("enter").says("story.saved").sees("10 stories")
}

func TestAStoryThatTheFilterHidesIsTheOneThatIsDeleted(t *testing.T) {
	u := telling(t).press("f", "down", "down", "right", "right", "right", "right", "enter").sees("1 of 9 stories").press("enter", "g").says("complaint.saved-gone")
	asked := u.stored(6).ID // the filter hides it
	u.press("D").sees("9 stories", "Delete this story").press("y").says("past.deleted").keeps(9).lacks(asked)
}

// lacks fails where the story with an id is there still.
func (u *user) lacks(id string) {
	u.t.Helper()
	if slices.ContainsFunc(u.store.stories, func(st checks.Story) bool { return st.ID == id }) {
		u.t.Errorf("another story than %s was deleted", id)
	}
}

func TestWhatAnotherProgramMadeOfAStoryIsShownAndNothingTypedIsLost(t *testing.T) {
	u := telling(t).press("down", "e", " Thank you!")
	other := &u.store.stories[1]
	other.Source, other.About = checks.FromFamily, "trust"
	u.press("enter", "enter", "enter", "enter", "enter").says("story.changed-meanwhile").sees("Thank you!", "family", "Trust")
	u.press("enter").says("story.saved")
	if got := u.stored(1); got.Source != checks.FromFamily || got.About != "trust" || !strings.HasSuffix(got.Text, "Thank you!") {
		t.Errorf("%+v", got)
	}

	u.press("e", " Again!")
	u.store.stories = slices.Delete(u.store.stories, 1, 2)
	u.press("enter", "enter", "enter", "enter", "enter").says("story.deleted-meanwhile").sees("New story", "Again!")
	if u.press("enter").says("story.saved"); !strings.HasSuffix(u.stored(1).Text, "Again!") {
		t.Error("it is not stored")
	}
}

func TestWhatIsTypedIsKeptWhenTheProgramEnds(t *testing.T) {
	u := telling(t).press("n", "half a story", "ctrl+c").ends().closes().keeps(11)
	if got := u.store.stories[10]; got.Text != "half a story" || got.On != checks.DayOf(noon) {
		t.Errorf("%+v", got)
	}
	for _, nothing := range [][]string{{"n"}, {"e"}, {"/", "x"}, {"enter"}} {
		telling(t).press(nothing...).closes().keeps(10)
	}
	u = telling(t).press("n", "once", "enter", "enter", "enter", "enter")
	u.slow = true
	u.press("enter").waiting[0]() // is being saved
	u.closes().keeps(11)

	fixing := func(day, key string) *user { // of a story of the 14th
		return atStory(1, "c", "w", "The label", "enter", "enter", "x", "A bell", "enter", "enter", day, key)(t)
	}
	equal(t, fixing("13.11.", "ctrl+c").closes().complaint(1).FixedOn(), checks.DayOf(noon))
	u = fixing("20.11.", "enter").press("esc", "e", "!", "shift+tab", "ctrl+u", "21.11.", "ctrl+s").sees("On 20 Nov 2026 something was already noted")
	if got := u.press("ctrl+c").closes().stored(1); got.On != day(11, 14) || !strings.HasSuffix(got.Text, "!") {
		t.Errorf("%+v", got)
	}

	u = start(t, withStories("en")).press("a", "n", "Visit a shop", "enter", "enter", "some day", "ctrl+c").closes()
	equal(t, len(u.store.loose), 5)
	equal(t, u.store.loose[4].Text, "Visit a shop")
}

func TestAStoryOfSeveralLinesHasNoMoreRoomThanOneOfOne(t *testing.T) {
	u := telling(t)
	u.store.stories[0].Text = strings.Repeat("x", checks.MaxText/2) + "\n" + strings.Repeat("y", checks.MaxText/2-2)
	u.press("tab", "tab", "e", "!?").tells(checks.CodeTextLong).paste("!?").tells(checks.CodeTextLong).press("ctrl+c").closes()
	if text := u.stored(0).Text; !strings.HasSuffix(text, "y!") {
		t.Errorf("it ends in %q", text[checks.MaxText-5:])
	}
}

func TestAComplaintIsFollowedToItsEndAndBack(t *testing.T) {
	u := atStory(1)(t).ignores("r", "w", "f", "x", "g", "b", "+", "-").press("c").says("complaint.saved", "story.next.remedy", "story.next.open")
	u.press("f").tells(checks.CodeNoCause).press("x").tells(checks.CodeNoCause).press("g").tells(checks.CodeNoCause)
	u.press("r", "enter", "enter").says("story.next.remedy").press("r", "Called her", "enter", "31.12.2026", "enter").says("error.future.do")
	u.press("ctrl+u", "yesterday", "enter").says("complaint.saved.remedy").sees("For the customer 21 Nov 2026: Called her").seesNot("What did we do for this customer")
	u.press("w", "The label is old", "enter", "Nobody asked", "enter", "enter").says("complaint.saved-cause", "story.next.cause-known")
	u.press("f", "A label", "enter", "Ben", "enter").says("complaint.saved.plan", "story.next.planned").sees("Planned A label", "owner: Ben").press("g").tells(checks.CodeNotFixed)
	u.press("x", "enter", "enter", "13.11.", "enter").sees("This only happened on 14 Nov 2026.")
	u.press("ctrl+u", "20.11.", "enter").says("complaint.saved.fix").sees("Changed A label", "owner: Ben", "20 Nov 2026 fixed")
	u.press("x", " and a bell", "enter", "enter", "enter").sees("Changed A label and a bell", "Changed: A label", "22 Nov 2026 fixed")
	u.press("x", "!", "enter", "enter", "enter").sees("Changed A label and a bell!").seesNot("Changed: A label and a bell")
	u.press("w").tells(checks.CodeFixed).press("f").tells(checks.CodeFixed).press("g").says("complaint.saved-gone").press("g").tells(checks.CodeFixed).press("x").tells(checks.CodeFixed)
	u.press("b").says("complaint.saved-back").sees("2 similar cases", "22 Nov 2026 came back")
	u.press("+", "+").sees("4 similar cases").press("-").sees("3 similar cases")
	today := checks.DayOf(noon)
	want := []checks.ComplaintStep{
		{State: checks.ComplaintOpen, On: today},
		{State: checks.ComplaintCaused, On: day(11, 20)},
		{State: checks.ComplaintPlanned, On: day(11, 20)},
		{State: checks.ComplaintFixed, On: day(11, 20)},
		{State: checks.ComplaintFixed, On: today},
		{State: checks.ComplaintGone, On: today},
		{State: checks.ComplaintBack, On: today},
	}
	if c := u.complaint(1); !slices.Equal(c.Steps, want) || c.Cases != 3 || c.Owner != "Ben" || len(c.Whys) != 2 {
		t.Errorf("%+v", c)
	}
	u.press("esc").sees("▸ 14 Nov 2026 · report · Customer value · complaint: came back, open again")
}

func TestAStoryBecomesAnActionThatNamesIt(t *testing.T) {
	u := atStory(1, "a")(t).sees("› What She ordered the wrong size", "About Customer value").press("esc").says("story.next.none")
	u.press("a", "Ask for the size", "enter", "enter", "enter", "enter").says("actions.saved", "report.actions").sees("• Ask for the size")
	equal(t, u.store.loose[4].Story, u.stored(1).ID)
	u.press("esc", "down", "a", "enter", "a").sees("Who ana (tab completes)").press("tab").sees("› Who Ana").press("enter", "enter", "enter").says("stories.title", "actions.saved")
	u.press("esc", "a").sees("story: “She ordered the wrong size").press("esc", "s", "esc", "down", "enter").sees("• Ask for the size")
	u.press("D", "y").says("past.deleted").press("esc", "a").sees("Ask for the size").seesNot("She ordered the wrong size")
}

func TestWhatIsPlannedAfterAComplaintStandsOnHomeUntilAnActionSaysIt(t *testing.T) {
	u := atStory(3, "f", "Ask twice", "enter", "Ana", "enter")(t).says("complaint.saved.plan", "key.make-action")
	u.press("esc", "esc").sees("1 change to come").resize(120, 40).sees("planned after a complaint, Ana: Ask twice")
	u.press("s", "esc", "down", "down", "down", "enter", "a").sees("› What Ask twice", "Who Ana").press("down", "down", "1.2.2026", "ctrl+s").sees("Its date, 1 Feb 2026, has already passed.", "• Ask twice")
	u.press("esc", "esc").seesNot("change to come", "planned after a complaint").sees("! Ask twice")
}

func TestOneCaseIsTheLeast(t *testing.T) {
	u := atStory(2, "-", "-")(t).sees("A one-off or a pattern?").seesNot("one less")
	equal(t, u.complaint(2).Cases, 1)
}

// explains fails where the causes that are stored of the complaint at a place are not these.
func (u *user) explains(place int, whys ...string) *user {
	u.t.Helper()
	if got := u.complaint(place).Whys; !slices.Equal(got, whys) {
		u.t.Errorf("the whys are %q", got)
	}
	return u
}

func TestFiveWhysAreEnough(t *testing.T) {
	u := atStory(2, "w", "enter")(t).tells(checks.CodeNoCause).press("one", "enter", "two", "enter", "three", "enter").sees("› Why 4").seesNot("Why 5")
	u.press("four", "enter", "five", "shift+tab", "!", "enter", "enter").says("complaint.saved-cause").explains(2, "one", "two", "three", "four!", "five")
}

func TestAWhyIsNotLost(t *testing.T) {
	u := atStory(2, "w", "one", "esc")(t).says("entry.drop").press("esc").says("story.next.open").explains(2)
	u.press("w", "esc").says("story.next.open").press("w", "one", "enter", "two").closes().explains(2, "one", "two")

	u = atStory(2, "w", "one", "enter", "two", "ctrl+s")(t).says("complaint.saved-cause").explains(2, "one", "two")
	u.press("w", "up", "!", "esc").says("entry.drop").press("esc").says("story.next.cause-known").explains(2, "one", "two")
	u.press("w", "up", "up", "ctrl+u").sees("Why 2 two", "Why 3").press("enter", "enter", "enter").says("complaint.saved-cause").explains(2, "two")
}

func TestTheDayOfAFixThatShowsIsTheOneThatIsStored(t *testing.T) {
	u := atStory(6, "x")(t).sees("When 2026-11-09").press("!").seesNot("2026-11-09").says("form.day-like")
	u.press("backspace").sees("When 2026-11-09").paste("!").seesNot("2026-11-09").press("ctrl+s").says("complaint.saved.fix")
	equal(t, u.complaint(6).FixedOn(), checks.DayOf(noon))

	u = atStory(6, "x", "down", "down", "ctrl+u", "10.11.", "up", "up", "!")(t).sees("When 2026-11-10").press("ctrl+s").says("complaint.saved.fix")
	equal(t, u.complaint(6).FixedOn(), day(11, 10))
}

func TestTheWhysBeginAnewAfterAComplaintCameBack(t *testing.T) {
	u := atStory(0, "w")(t).says("why.last-time", "why.first").sees("Why 3 " + said["en"].whys[2])
	u.press("esc").says("story.next.came-back").press("w", "The driver is new", "enter", "enter").says("complaint.saved-cause")
	u.explains(0, "The driver is new").press("w").sees("Why 1 The driver is new").seesNot(u.m.say.T("why.last-time"), said["en"].whys[2])
}

func TestWhatWasFoundLastTimeLeavesRoomForWhatIsAsked(t *testing.T) {
	store := withStories("en")
	store.stories[0].Complaint.Whys = slices.Repeat([]string{strings.Repeat("because ", 30)}, checks.MaxWhys)
	u := inStory(newUser(t, 60, 18, "en", store), 0).press("w").says("why.last-time", "why.first", "why.how")
	for range checks.MaxWhys - 1 {
		u.fits().press("Why", "enter")
	}
	u.sees("› Why 5")
}

func TestAComplaintThatAnotherProgramMovedIsShownAsItIs(t *testing.T) {
	u := atStory(6)(t)
	st := &u.store.stories[6]
	st.Complaint = must(st.Complaint.Confirm(checks.ComplaintBack, checks.DayOf(noon)))
	u.press("g").says("story.changed-meanwhile", "story.next.came-back")
	u.store.stories = slices.Delete(u.store.stories, 6, 7)
	u.press("+").says("story.gone-meanwhile").sees("8 stories")
}

func TestALongStoryScrollsAboveWhatIsToBeDone(t *testing.T) {
	inStory(newUser(t, 60, 18, "en", withStories("en")), 0).sees("lines 1 to", "Press “w”.").scrollsTo("down", "20 Nov 2026 came back").sees("Press “w”.")
}

// doing is at the list of the team's open actions.
func doing(t tester) *user {
	t.Helper()
	return start(t, withStories("en")).press("a").sees("Actions · Payments", "3 open actions, 1 overdue")
}

// ofRun is the action that last quarter's run made.
func (u *user) ofRun() checks.Action { return u.store.runs[lastQuarter("en").ID].Actions[0] }

func TestAnActionIsDoneAndOpenedAgain(t *testing.T) {
	u := doing(t).press("d").says("actions.finished").sees("2 open actions").seesNot("Call one customer", "overdue")
	if a := u.ofRun(); a.State != checks.Done {
		t.Errorf("%+v", a)
	}
	u.press("f").sees("2 actions are done", "▸ Call one customer a week").press("o").says("actions.reopened").sees("1 action is done")
	u.press("f").sees("1 action was dropped", "The phone firm does it now.").press("f").sees("5 actions").press("f").sees("3 open actions")
}

func TestDroppingAnActionTakesAReason(t *testing.T) {
	u := doing(t).press("down", "x", "enter").tells(checks.CodeTextEmpty).press("esc").sees("3 open actions")
	u.press("x", "No time", "enter").says("actions.dropped").sees("2 open actions")
	if a := u.store.loose[0]; a.State != checks.Dropped || a.Reason != "No time" {
		t.Errorf("%+v", a)
	}
}

func TestDeletingAnActionAsksFirst(t *testing.T) {
	u := doing(t).press("D", "D", "enter", "d", "n").sees("3 open actions").press("D").sees("Delete this action of 19 Aug 2026", "“Call one customer a week”")
	u.press("y").says("past.deleted").sees("2 open actions").seesNot("Call one customer")
	if r := u.store.runs[lastQuarter("en").ID]; len(r.Actions) != len(lastQuarter("en").Actions)-1 || len(u.store.loose) != 4 {
		t.Errorf("%+v, %+v", r.Actions, u.store.loose)
	}
	u.press("delete", "y").says("past.deleted").sees("1 open action")
	equal(t, len(u.store.loose), 3)
	u.store.broken = busyFile
	u.press("D", "y").isBusy().sees("1 open action")
}

func TestAnActionIsNotedWithoutARun(t *testing.T) {
	u := doing(t).press("n", "enter").tells(checks.CodeTextEmpty).press("Visit a shop", "enter", "Ana", "enter", "2026-Q4", "enter", "right", "enter")
	u.says("actions.saved").sees("▸ Visit a shop", "by 31 Dec 2026 · Ana · Direct contact · open since today")
	a := u.store.loose[4]
	if a.Team != "Payments" || a.Run != "" || a.State != checks.Open || a.From != "contact" || !a.Made.Equal(noon) {
		t.Errorf("%+v", a)
	}
}

func TestAnActionIsEditedWhereverItCameFrom(t *testing.T) {
	u := doing(t).press("e").sees("Edit action", "From “Direct contact”").press("!", "enter", "enter", "ctrl+u", "soon", "enter").tells(checks.CodeDue, "soon")
	u.press("ctrl+u", "by September 30, 2027").sees("by September 30, 2027").paste(strings.Repeat(" ever", 9)).tells(checks.CodeDayLong)
	u.press("ctrl+u", "31.12.", "enter").says("actions.saved").sees("▸ Call one customer a week!", "by 31 Dec 2026")
	if a := u.ofRun(); a.Text != "Call one customer a week!" || a.Due.Month != 12 {
		t.Errorf("%+v", a)
	}
}

func TestWhatAnotherProgramMadeOfAnActionIsShown(t *testing.T) {
	u := doing(t).press("down", "e", "!")
	u.store.loose[0].Owner = "Cem"
	u.press("enter", "enter", "enter", "enter").says("actions.changed-meanwhile").sees("Cem", "for a day!").press("enter").says("actions.saved")
	if a := u.store.loose[0]; a.Owner != "Cem" || a.Text != said["en"].actions[0]+"!" {
		t.Errorf("%+v", a)
	}
	u.store.loose[0].Owner = "Dora"
	u.press("d").says("actions.changed-meanwhile").sees("Dora")
	u.store.loose = u.store.loose[1:]
	u.press("d").says("actions.gone-meanwhile").seesNot("Dora")
	u.store.broken = busyFile
	u.press("d").isBusy().sees("2 open actions")
}

func TestTabListsTheActionsOfAllTeamsAndOfOne(t *testing.T) {
	doing(t).press("tab").sees("Actions · all teams", "· Payments ·").press("tab").sees("Actions · Payments", "esc back").press("esc").sees("emptychair · Payments")
}
