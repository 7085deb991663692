package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// telling is at the list of the team's ten stories.
func telling(t tester) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", withStories("en")).press("s").sees("Stories · Payments", "9 stories")
}

// stored is the story with the id that ends so.
func (u *user) stored(end string) checks.Story {
	u.t.Helper()
	for _, st := range u.store.stories {
		if strings.HasSuffix(st.ID, end) {
			return st
		}
	}
	u.t.Fatalf("no story ends in %q", end)
	return checks.Story{}
}

func TestASearchNarrowsWithEachKey(t *testing.T) {
	u := telling(t).press("/").typed("c").sees("9 of 9 stories").typed("ourier").sees("2 of 9 stories", "The courier never rang")
	u.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace").sees("9 stories").seesNot("of 9 stories")
	u.typed("COURIER").sees("2 of 9 stories").press("enter").sees("2 of 9 stories", "“COURIER”", "esc show all")
	u.press("esc").sees("9 stories").seesNot("of 9 stories").press("/").typed("courier").press("esc").seesNot("of 9 stories")
	u.press("esc").sees("emptychair · Payments")
}

func TestASearchFindsWhysAndFixesToo(t *testing.T) {
	telling(t).press("/").typed("nobody who packs").sees("4 of 9 stories").press("esc", "/").typed("second line").sees("3 of 9 stories")
}

func TestLettersAreTextInTheSearch(t *testing.T) {
	u := telling(t).press("/").typed("ndfe?q/").sees("Search › ndfe?q/", "No story is like that.")
	if len(u.store.stories) != 10 {
		t.Error("a letter changed something")
	}
	u.press("down", "up", "enter").sees("0 of 9 stories").press("e", "d", "enter", "down").sees("0 of 9 stories")
}

func TestTheCursorStaysOnItsStory(t *testing.T) {
	u := telling(t).press("down", "down", "down").sees("▸ 2 Nov 2026").press("/").typed("the").sees("▸ 2 Nov 2026")
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
		{[]string{"up", "left", "up", "left", "left"}, "1 of 9 stories · complaint: gone · Oct 2026"},
	}
	for _, tt := range tests {
		u := telling(t).press("f").press(tt.keys...).sees(tt.want).press("enter").sees(tt.want, "esc show all")
		u.press("tab").sees(strings.Split(tt.want, " · ")[1]).press("tab", "f").sees(tt.want).press("esc").seesNot("of 9 stories")
	}
}

func TestAStoryIsNotedWithAllThatIsKnownOfIt(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en")).press("s").says("stories.begin").press("n", "enter").tells(checks.CodeTextEmpty)
	u.typed("The courier never rang").press("enter", "right", "enter", "right", "right", "enter").typed("3.11.").press("enter", "right", "enter")
	u.says("story.saved").sees("1 story", "▸ 3 Nov 2026 · customer service · Trust · complaint: open", "The courier never rang")
	want := checks.Story{
		ID: u.store.stories[0].ID, Team: "Payments", On: checks.Day{Year: 2026, Month: 11, Day: 3}, Noted: checks.DayOf(noon), Source: checks.FromCustomerService,
		About: "trust", Text: "The courier never rang", Complaint: checks.NewComplaint(checks.Day{Year: 2026, Month: 11, Day: 3}),
	}
	if got := u.store.stories[0]; !checks.Same(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestADayThatIsNoneIsAskedForAgain(t *testing.T) {
	u := telling(t).press("n").typed("x").press("enter", "enter", "enter").typed("soon")
	for _, k := range []string{"enter", "tab", "shift+tab"} {
		u.press(k).tells(checks.CodeDay, "soon").sees("› When").press("backspace").sees("› When soo").typed("n")
	}
	u.press("ctrl+u").typed("2099-01-01").press("enter").tells(checks.CodeFuture, "2099-01-01")
	u.press("ctrl+u").typed("yesterday").press("enter", "enter").says("story.saved").sees("▸ 21 Nov 2026")
}

func TestAFormWritesADayAsItsLanguageDoesAndReadsItAgain(t *testing.T) {
	tests := map[string]struct {
		shown, typed string
		want         checks.Day
	}{
		"en": {"2026-11-14", "3", checks.Day{Year: 2026, Month: 11, Day: 13}},
		"de": {"14.11.2026", "5", checks.Day{Year: 2025, Month: 11, Day: 14}},
	}
	for language, tt := range tests {
		u := newUser(t, 80, 24, language, withStories(language)).press("s", "down", "e", "shift+tab", "shift+tab").sees(tt.shown)
		u.press("backspace").typed(tt.typed).press("enter", "enter").says("story.saved")
		if on := u.stored("001").On; on != tt.want {
			t.Errorf("%s: of %v", language, on)
		}
	}
}

func TestAStoryKeepsTheLinesThatArePasted(t *testing.T) {
	u := telling(t).press("n").paste("She came.\r\n\r\nShe left.\n").typed("!").press("enter", "enter", "enter", "enter", "enter").says("story.saved")
	if text := u.store.stories[len(u.store.stories)-1].Text; text != "She came.\n\nShe left.!" {
		t.Errorf("the text is %q", text)
	}
	u.sees("She came. / She left.!")
}

func TestAStoryIsEditedInItsPlace(t *testing.T) {
	u := telling(t).press("down", "e").sees("Edit story", "She ordered the wrong size").typed(" Thank you!").press("shift+tab", "shift+tab")
	u.typed("").press("ctrl+u").typed("30.9.").press("enter", "enter").says("story.saved").sees("▸ 30 Sep 2026", "Thank you!")
	if got := u.stored("1001"[1:]); got.On != (checks.Day{Year: 2026, Month: 9, Day: 30}) || !strings.HasSuffix(got.Text, "Thank you!") {
		t.Errorf("%+v", got)
	}
}

func TestAFormAsksBeforeItDropsWhatWasTyped(t *testing.T) {
	u := telling(t).press("n", "esc").sees("9 stories").press("n").typed("half").press("esc").says("entry.drop").sees("half")
	u.press("esc").sees("9 stories")
}

func TestDeletingAStoryAsksFirst(t *testing.T) {
	u := telling(t).press("down", "d", "x", "enter", "esc", "d", "n").sees("9 stories")
	u.press("d", "y").says("past.deleted").sees("8 stories", "▸ 8 Nov 2026")
	if len(u.store.stories) != 9 {
		t.Errorf("%d stories are left", len(u.store.stories))
	}
	u.press("enter", "d").sees("Delete this story of 8 Nov 2026", "“"+tales["en"].stories[2]).press("y").sees("7 stories")
}

func TestAStoryThatCannotBeDeletedOrSavedStays(t *testing.T) {
	u := telling(t)
	u.store.broken = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}
	u.press("n").typed("kept").press("enter", "enter", "enter", "enter", "enter").tells(checks.CodeBusy, "a.db").sees("kept")
	u.store.broken = nil
	u.press("enter").says("story.saved").sees("10 stories")
}

// many are n stories of one team, the latest of today.
func many(n int) *memory {
	m := withPayments("en")
	texts := tales["en"].stories
	for i := range n {
		m.stories = append(m.stories, checks.Story{
			ID: fmt.Sprintf("01KB00000000000000000%05d", i), Team: "Payments", On: checks.DayOf(noon.AddDate(0, 0, -i/4)), Source: checks.FromCustomer,
			Text: fmt.Sprintf("%s The %dth case. %s", texts[i%10], i, strings.Repeat(texts[(i+3)%10]+" ", 4)),
		})
	}
	return m
}

// opening is at the latest of n stories, and rest brings the others.
func opening(t *testing.T, n int) (u *user, rest tea.Cmd) {
	t.Helper()
	u = newUser(t, 80, 24, "en", many(n)).press("s")
	u.slow = true
	rest = u.passes(time.Second).waiting[0]
	u.waiting, u.slow = nil, false
	return u.sees("30 stories", "reading the rest"), rest
}

func TestTheRestOfTheStoriesComesWithoutAJump(t *testing.T) {
	u, rest := opening(t, 1000)
	u.press("down", "down", "/").typed("case")
	before := u.screen()
	u.run(rest)
	if body(u.screen()) != body(before) {
		t.Errorf("the list jumped from\n%s\nto\n%s", before, u.screen())
	}
	u.sees("1000 of 1000 stories").seesNot("reading")
}

// latest is the id of the story at a place of the list.
func (m *memory) latest(place int) string {
	list, _ := m.Stories("", 0)
	return list[place].ID
}

// body are the stories that a screen shows.
func body(screen string) string {
	lines := strings.Split(screen, "\n")
	return strings.Join(lines[5:18], "\n")
}

func TestASearchWaitsForTheRest(t *testing.T) {
	u, rest := opening(t, 1000)
	u.press("/").typed("999th").sees("reading the rest").seesNot("No story is like that.")
	u.run(rest)
	u.sees("1 of 1000 stories", "The 999th case").seesNot("reading")
}

func TestTheRestDoesNotBringBackWhatWasChangedMeanwhile(t *testing.T) {
	u, rest := opening(t, 300)
	stale := rest()
	u.press("d", "y").says("past.deleted")
	u.send(stale)
	u.sees("299 stories").seesNot("reading the rest")
}

func TestWhatAnotherProgramMadeOfAStoryIsShownAndNothingTypedIsLost(t *testing.T) {
	u := telling(t).press("down", "e").typed(" Thank you!")
	other := &u.store.stories[1]
	other.Source, other.About = checks.FromFamily, "trust"
	u.press("enter", "enter", "enter", "enter", "enter").says("story.changed-meanwhile").sees("Thank you!", "family", "Trust")
	u.press("enter").says("story.saved")
	if got := u.stored("001"); got.Source != checks.FromFamily || got.About != "trust" || !strings.HasSuffix(got.Text, "Thank you!") {
		t.Errorf("%+v", got)
	}
}

func TestAStoryThatAnotherProgramDeletedCanBeKeptAsANewOne(t *testing.T) {
	u := telling(t).press("down", "e").typed(" Thank you!")
	u.store.stories = slices.Delete(u.store.stories, 1, 2)
	u.press("enter", "enter", "enter", "enter", "enter").says("story.deleted-meanwhile").sees("New story", "Thank you!")
	if u.press("enter").says("story.saved"); !strings.HasSuffix(u.stored("001").Text, "Thank you!") {
		t.Error("it is not stored")
	}
}

func TestWhatIsTypedIsKeptWhenTheProgramEnds(t *testing.T) {
	u := telling(t).press("n").typed("half a story").press("ctrl+c")
	if err := u.m.Close(); err != nil || !u.ended {
		t.Fatal(err)
	}
	if got := u.store.stories[10]; got.Text != "half a story" || got.On != checks.DayOf(noon) {
		t.Errorf("%+v", got)
	}
	for _, nothing := range [][]string{{"n"}, {"e"}, {"/", "x"}, {"enter"}} {
		u := telling(t).press(nothing...)
		if err := u.m.Close(); err != nil || len(u.store.stories) != 10 {
			t.Errorf("after %v: %v, %d stories", nothing, err, len(u.store.stories))
		}
	}
}

func TestWhatIsBeingSavedWhenTheProgramEndsIsNotSavedTwice(t *testing.T) {
	u := telling(t).press("n").typed("once").press("enter", "enter", "enter", "enter")
	_, save := u.m.Update(namedKeys["enter"])
	save()
	if err := u.m.Close(); err != nil || len(u.store.stories) != 11 {
		t.Errorf("%v, %d stories", err, len(u.store.stories))
	}
}

func TestOnlyTheStoryThatWasAskedAboutIsDeleted(t *testing.T) {
	u, rest := opening(t, 300)
	asked := u.store.latest(0)
	u.press("d").sees("Delete this story")
	u.store.stories = slices.DeleteFunc(u.store.stories, func(st checks.Story) bool { return st.ID == asked })
	u.run(rest)
	if u.seesNot("Delete this story").press("y"); len(u.store.stories) != 299 {
		t.Errorf("%d stories are left", len(u.store.stories))
	}
}

func TestAQuestionStaysWithItsStoryWhenTheRestComes(t *testing.T) {
	u, rest := opening(t, 300)
	asked := u.store.latest(2)
	u.press("down", "down", "d").sees("Delete this story")
	newer := u.store.stories[0]
	newer.ID = "01KB0000000000000000099999"
	u.store.stories = append(u.store.stories, newer)
	u.run(rest)
	u.sees("Delete this story").press("y").says("past.deleted")
	if slices.ContainsFunc(u.store.stories, func(st checks.Story) bool { return st.ID == asked }) || len(u.store.stories) != 300 {
		t.Errorf("%d stories are left, and not the right ones", len(u.store.stories))
	}
}

func TestAStoryThatAFilterHidesMeanwhileIsTheOneThatIsDeleted(t *testing.T) {
	u := telling(t).press("f", "down", "down", "right", "right", "right", "enter").sees("1 of 9 stories").press("enter", "g").says("complaint.saved-gone")
	u.press("d").sees("9 stories", "Delete this story").press("y").says("past.deleted")
	if slices.ContainsFunc(u.store.stories, func(st checks.Story) bool { return strings.HasSuffix(st.ID, "006") }) || len(u.store.stories) != 9 {
		t.Errorf("%d stories are left, and not the right ones", len(u.store.stories))
	}
}

func TestTheRestDoesNotBringBackWhatAConflictShowed(t *testing.T) {
	for _, tt := range []struct{ keys, back []string }{
		{[]string{"enter", "c"}, []string{"esc"}}, {[]string{"e", "!", "tab", "tab", "tab", "tab", "enter"}, []string{"esc", "esc"}},
	} {
		u, rest := opening(t, 300)
		stale := rest()
		latest := u.store.latest(0)
		i := slices.IndexFunc(u.store.stories, func(st checks.Story) bool { return st.ID == latest })
		u.store.stories[i].About = "trust"
		u.press(tt.keys...).says("story.changed-meanwhile")
		u.send(stale)
		u.press(tt.back...).sees("Stories · Payments", "customer · Trust")
	}
}

func TestAStoryOfSeveralLinesHasNoMoreRoomThanOneOfOne(t *testing.T) {
	u := telling(t)
	u.store.stories[0].Text = strings.Repeat("x", checks.MaxText/2) + "\n" + strings.Repeat("y", checks.MaxText/2-2)
	u.press("tab", "tab", "e").typed("!?").tells(checks.CodeTextLong).paste("!?").tells(checks.CodeTextLong).press("ctrl+c")
	if err := u.m.Close(); err != nil || !strings.HasSuffix(u.stored("000").Text, "y!") {
		t.Errorf("%v: it ends in %q", err, u.stored("000").Text[checks.MaxText-5:])
	}
}

func TestADayThatIsNoneIsLeftOutWhenTheProgramEnds(t *testing.T) {
	u := telling(t).press("down", "e").typed("!").press("enter", "enter", "enter", "ctrl+u").typed("2099-01-01")
	was, before := u.stored("001").On, u.screen()
	if err := u.m.Close(); err != nil || u.stored("001").On != was || !strings.HasSuffix(u.stored("001").Text, "!") || u.screen() != before {
		t.Errorf("%v, %+v", err, u.stored("001"))
	}
}

func TestTheFilterAsksForATeamWhereAllAreListed(t *testing.T) {
	u := telling(t).press("f").seesNot("Team any").press("esc", "tab", "f").sees("Team any")
	u.press("up", "right").sees("1 of 10 stories · Checkout", "Grandmother reads").press("enter", "/").typed("lens").press("enter").sees("1 of 10 stories · “lens” · Checkout")
	u.press("tab").sees("Stories · Payments", "0 of 9 stories · “lens”").seesNot("Checkout")
}
