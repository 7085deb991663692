package tui

import (
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
)

// busyFile is what the store fails with while another program holds it.
var busyFile = &checks.Error{Code: checks.CodeBusy, Subject: "a.db"}

// isBusy fails where the screen does not say so.
func (u *user) isBusy() *user {
	u.t.Helper()
	return u.tells(checks.CodeBusy, "a.db")
}

// ignores fails where one of the keys changes the screen or ends the program.
func (u *user) ignores(keys ...string) *user {
	u.t.Helper()
	before := u.screen()
	for _, k := range keys {
		if u.press(k); u.screen() != before || u.ended {
			u.t.Errorf("%s leads to\n%s", k, u.screen())
		}
	}
	return u
}

func TestHomeShowsTheNextTeamOnTab(t *testing.T) {
	u := start(t, withHistory("en")).sees("emptychair · Ana", "Last run 21 Aug 2026, solo")
	u.press("tab").sees("emptychair · Payments", "Last run 19 Aug 2026, 6 people").press("tab").sees("emptychair · Ana")
}

func TestKeysOfWhatIsNotThereDoNothing(t *testing.T) {
	start(t, newMemory()).seesNot("stories", "actions", "voice").
		ignores("r", "tab", "x", "u", "ctrl+r", "enter", "esc", "up", "+", "1", "w", "a", "v", "l")
}

func TestQLeavesFromHomeOnly(t *testing.T) {
	u := start(t, withPayments("en"))
	begin(u).press("q")
	u.stays()
	u.press("f4", "q").ends()
}

func TestKeysTypedAheadReachTheScreenTheyAreMeantFor(t *testing.T) {
	u := start(t, newMemory(halfway("en")))
	u.slow = true
	u.press("r", " too", "enter").release()
	if got := u.stands("decisions").openRun().Answers["decisions"]; len(got) != 1 || got[0].Text != "The trade fair in spring too" {
		t.Errorf("the answers are %+v", got)
	}
	u = start(t, withWork("en")).press("n")
	u.slow = true
	u.press("enter", "d", "enter", "4").release().stands("contact").sees("1 of 6")
	equal(t, len(u.openRun().Looked), 1)
}

func TestKeysWhileARunIsBeingLeftDoNoHarm(t *testing.T) {
	u := voting(t).press("3")
	u.slow = true
	u.press("esc", "4", "enter", "pgdown", "u").paste("5\n5").release().says("key.resume")
	equal(t, u.store.last().Ratings["contact"].Answers(), 1)
}

func TestAStoreThatCannotBeReadIsSaid(t *testing.T) {
	u := start(t, withStories("en"))
	u.store.broken = busyFile
	u.press("p").isBusy().press("v").isBusy().sees("emptychair · Payments")
	u.press("n").says("setup.ask").press("esc").isBusy().says("key.new")
}

func TestHomeListsTheMostUrgentOfEachKindInEveryWindow(t *testing.T) {
	urgent := []string{"! Call one customer", "overdue since 30 Sep 2026", "• customer waiting since 8 Nov 2026: The", "• complaint of 20 Nov 2026, came back: The"}
	for _, size := range [][2]int{{60, 18}, {80, 18}, {80, 22}, {80, 24}, {100, 30}, {120, 30}, {200, 60}} {
		u := newUser(t, size[0], size[1], "en", withStories("en")).fits().sees("3 open actions (1 overdue)").sees(urgent...)
		if size[1] > 18 {
			u.sees("1 customer without an answer", "1 complaint came back", "1 complaint, cause unknown")
		}
		if size[1] >= 30 {
			u.sees("Let every new colleague", "Print the receipt")
		}
	}
}

func TestHomeSaysWhoDoesAnActionAndWhenTheNextRunWasDue(t *testing.T) {
	u := start(t, withHistory("en")).press("tab").sees("Call one customer a week · Ana · overdue since 30 Sep 2026", "next due in Nov 2026")
	u.clock = noon.AddDate(0, 1, 0)
	u.press("x").sees("! next one was due in Nov 2026")
	u.opens().press("tab").sees("! next one was due in Nov 2026")
	start(t, withUnfinished("en")).sees("Unfinished: Checkout, 5 people, begun 21 Nov 2026")
}

func TestHomeShowsTheLastRunsOfEachItemAndWhereTheyMoved(t *testing.T) {
	start(t, withDemo("en")).sees("Q1 Q2 Q3 Q4 Q2 Q3", "▲ up, at least 3 differ", "no clear move", "▼ down").resize(60, 18).sees("Q3 Q4 Q2 Q3").seesNot("Q1")
	start(t, newMemory(spring("en"))).sees("block: median, line: all answers").seesNot("compared with")
	r := lastQuarter("en")
	v := r.Ratings["trust"]
	v.Revision++
	r.Ratings["trust"] = v
	u := start(t, newMemory(r, spring("en"))).sees("reworded since")
	equal(t, strings.Count(u.screen(), "▐█▌"), 3) // not that of the other wording
}

func TestAStoryIsNotedAtOnceAndEscLeadsToTheList(t *testing.T) {
	u := start(t, withStories("en")).press("s").says("story.ask", "key.list").typed("qn? He rang").press("enter").says("story.noted", "key.edit").sees("10 stories", "▸ 22 Nov 2026 · elsewhere", "qn? He rang")
	equal(t, len(u.store.stories), 11)
	u.press("esc", "s", "enter").tells(checks.CodeTextEmpty).typed("half").press("esc").says("entry.drop").press("esc").sees("10 stories").seesNot("half").says("key.open")
	equal(t, len(u.store.stories), 11)
	u.press("esc", "s").paste("Told in the lift.").press("ctrl+c").ends().closes()
	equal(t, u.store.told("Payments")[0].Text, "Told in the lift.")
}

func TestOutsideARunTheDayIsThatOfTheLastKey(t *testing.T) {
	u := telling(t).press("esc")
	u.clock = noon.AddDate(0, 0, 3)
	u.press("s").typed("noted").press("enter")
	equal(t, u.store.told("Payments")[0].On, checks.DayOf(u.clock))
}

func TestAWalkBecomesAStoryAndNothingSaidKeepsNothing(t *testing.T) {
	u := start(t, withPayments("en")).press("w").says("cli.walk.tried", "cli.walk.closer.first").press("enter", "enter", "enter").says("cli.walk.nothing", "key.new")
	equal(t, len(u.store.stories), 0)
	u.press("w").typed("the checkout").press("enter", "enter", "enter").tells(checks.CodeTextEmpty).press("esc").says("entry.drop").press("esc").says("key.new")
	equal(t, len(u.store.stories), 0)
	u.press("w").typed("the checkout").press("enter").typed("no word on the fee").press("enter").typed("say it first").press("enter").says("story.saved").sees("no word on the fee", "shop walk")
	equal(t, u.store.told("Payments")[0].Text, "no word on the fee\nTried: the checkout\nWhat would bring us closer: say it first")
	u.press("esc", "w").says("cli.walk.closer").sees("Last time, 22 Nov 2026: no word on the fee").typed("search").press("ctrl+c").ends().closes()
	equal(t, u.store.told("Payments")[0].Text, "Tried: search")
	u.opens().press("w", "ctrl+c").ends().closes()
	equal(t, len(u.store.stories), 2)
}

func TestWithoutAnythingHomeOffersARunAStoryAndTheDemo(t *testing.T) {
	u := start(t, newMemory()).says("home.offer", "key.new", "key.first-story", "key.demo")
	u.press("s", "esc").says("home.offer").press("s").typed("She rang").press("enter", "enter", "enter", "enter", "enter").sees("› Team       me").typed("!").press("enter").says("story.saved")
	equal(t, u.store.stories[0].Team, "me!")
	u.press("esc").sees("emptychair · me!", "One chair stays empty").says("key.stories")
	u = start(t, newMemory()).press("s").typed("She rang").press("enter", "enter", "enter", "enter", "enter", "enter")
	equal(t, u.store.stories[0].Team, checks.Me)
	if u = start(t, newMemory()).press("d").ends(); !u.m.WantsDemo() {
		t.Error("the demo does not follow")
	}
}

func TestATeamIsMarkedAsLeadershipAndUnmarked(t *testing.T) {
	u := start(t, withPayments("en")).press("l").sees("Mark Payments as a leadership team").press("y").says("home.marked.leading").sees("Payments · leadership")
	equal(t, u.store.leading["Payments"], true)
	u.press("l").sees("Is Payments no longer a leadership team?").press("y").says("home.marked.other").seesNot("Payments · leadership")
	equal(t, u.store.leading["Payments"], false)
}

func TestTheVoiceGoesThroughTheMonthsUpToNow(t *testing.T) {
	u := start(t, withStories("en")).press("v").sees("Nov 2026 · Voice of the Customer · Payments", "4 stories this month")
	u.press("right").says("voice.no-later").press("left").sees("Oct 2026 · Voice", "5 stories this month").press("right").sees("Nov 2026")
	u.times(200, "down").sees("Customer value").seesNot("4 stories this month").press("esc").sees("emptychair · Payments")
}

func TestTheProgramOpensWhereItWasAskedTo(t *testing.T) {
	store, began := withUnfinished("en"), halfway("en")
	at := func(s Start) *user { return start(t, store, func(o *Options) { o.Start, store.reads = s, nil }) }

	at(Start{Resume: &began}).stands("decisions").sees("The trade fair in spring")
	equal(t, store.reads, []string{"team Checkout"})
	if r := at(Start{Begin: &Begin{Team: "Payments", People: 3, Minutes: -1}}).stands(checks.LookBackID).openRun(); r.People != 3 || r.Minutes != 45 {
		t.Errorf("the run has %d people and %d minutes", r.People, r.Minutes)
	}
	if r := at(Start{Begin: &Begin{Team: "Ana", Solo: true}}).stands("contact").openRun(); r.Kind != checks.Solo || r.Minutes != 0 {
		t.Errorf("the run is of kind %s and has %d minutes", r.Kind, r.Minutes)
	}
	second := at(Start{Begin: &Begin{Team: "Checkout", People: 3, Minutes: -1}}).sees("There is an unfinished run (Checkout)", "a new run").press("enter")
	if r := second.stands("contact").openRun(); r.ID == began.ID || r.People != 3 {
		t.Errorf("after the question the run is %+v", r)
	}
	at(Start{Begin: &Begin{Team: "Checkout", People: 3}}).press("esc").sees("Unfinished: Checkout").press("r").stands("decisions")
	at(Start{Begin: &Begin{Team: "Payments", Minutes: -1}}).says("setup.ask").sees("Payments")
	at(Start{Resume: &checks.Run{ID: "no such run", Team: "Payments"}}).sees("There is no “no such run”.", "Unfinished: Checkout")
}

func TestEachScreenThatShowsATeamReadsItOnce(t *testing.T) {
	for name, c := range map[string]struct {
		before []string
		key    string
		want   string
	}{
		"a new run":          {[]string{"tab", "n"}, "enter", "team Payments"},
		"a run that goes on": {nil, "r", "team Checkout"},
		"a run that is read": {[]string{"p", "tab", "down", "down"}, "enter", "team Payments"},
		"home":               {nil, "tab", "team Payments"},
		"a comparison":       {[]string{"tab"}, "c", "team Payments"},
		"a trend":            {[]string{"tab"}, "t", "team Payments"},
		"a month":            {[]string{"tab"}, "v", "team Payments"},
	} {
		u := start(t, withUnfinished("en")).press(c.before...)
		u.store.reads = nil
		u.press(c.key)
		equal(t, u.store.reads, []string{c.want}, name)
	}
}

func TestARecordThatCannotBeReadIsSaidAtOnceOrWhenItIsMet(t *testing.T) {
	u := start(t, withPayments("en")).seesNot("unreadable")
	u.store.missing = 2
	u.press("t").sees("2 unreadable records are missing", "Q3/26")
	u.store.missing = 1
	u.opens().sees("1 unreadable record is missing: “emptychair doctor”", "Last run 19 Aug 2026")

	store := withPayments("en")
	store.missing = 1
	start(t, store, func(o *Options) { o.Call = "emptychair --db " + strings.Repeat("folder/", 20) }).sees("missing: “emptychair --db folder/", "… doctor”")
}

func TestARunAheadOfTodayIsFoundAmongPastRuns(t *testing.T) {
	run := lastQuarter("en")
	run.Corrected, run.Day = checks.DayOf(noon), checks.DayOf(noon.AddDate(0, 2, 0))
	start(t, newMemory(run)).press("p").says("past.title", "past.ahead")
}

// settingUp is at the set-up of a first run, with the team's name to be typed.
func settingUp(t *testing.T) *user {
	t.Helper()
	return start(t, newMemory()).press("n").says("setup.ask")
}

// isTeam fails where the run that is open is not one of this team.
func (u *user) isTeam(want string) {
	u.t.Helper()
	if team := u.openRun().Team; team != want {
		u.t.Errorf("the team is %q", team)
	}
}

func TestTheTeamIsTypedLetterByLetterOrPickedByTheArrows(t *testing.T) {
	settingUp(t).press("u?q j+K 名前", "enter", "enter", "enter", "enter", "enter", "enter").stands("contact").isTeam("u?q j+K 名前")

	u := start(t, withUnfinished("en")).press("n").sees("Team Checkout", "▸ Begin").press("down").sees("▸ Team ‹ Checkout ›")
	for _, team := range []string{"Ana", "Payments", "Checkout"} {
		u.press("right").sees("‹ " + team + " ›")
	}
	u.press("left").sees("‹ Payments ›").press("x").sees("▸ Team x").seesNot("Payments").press("yz", "up", "enter").isTeam("xyz")
}

func TestATeamNeedsAName(t *testing.T) {
	settingUp(t).press("enter").says("setup.first-name").press("up", "enter").says("setup.first-name").press("A", "up", "enter").stands("contact")
	start(t, withPayments("en")).press("n", "down", "backspace", "up", "enter").tells(checks.CodeTeamEmpty)
}

func TestANameOfTooManyCharactersIsNotTaken(t *testing.T) {
	u := settingUp(t).paste(strings.Repeat("ä", checks.MaxName+1)).tells(checks.CodeTeamLong).seesNot("ää")
	long := strings.Repeat("ä", checks.MaxName)
	u.paste(long).press("b").tells(checks.CodeTeamLong).press("up", "enter").fits().isTeam(long)
}

func TestNumbersAreTypedOverOrStepped(t *testing.T) {
	tests := []struct {
		name            string
		keys            []string
		people, minutes int
	}{
		{"left alone", nil, 6, 45},
		{"stepped", []string{"down", "right", "right", "left", "down", "left"}, 7, 40},
		{"typed over", []string{"down", "1", "2", "down", "9", "0"}, 12, 90},
		{"no clock", []string{"down", "down", "0"}, 6, 0},
		{"letters are no numbers", []string{"down", "x", "4", "e", "down", "-", "5", "5"}, 4, 55},
		{"emptied", []string{"down", "backspace", "backspace", "down", "backspace", "backspace", "backspace"}, 6, 45},
		{"stepped to the end", []string{"down", "left", "left", "left", "left", "left", "left", "left"}, 1, 45},
		{"corrected", []string{"down", "1", "backspace", "8"}, 8, 45},
	}
	for _, tt := range tests {
		u := settingUp(t).press("A", "down").press(tt.keys...)
		for !strings.Contains(u.screen(), "▸ Begin") {
			u.press("down")
		}
		if r := u.press("enter").openRun(); r.People != tt.people || r.Minutes != tt.minutes {
			t.Errorf("%s: %d people and %d minutes, want %d and %d", tt.name, r.People, r.Minutes, tt.people, tt.minutes)
		}
	}
}

func TestANumberOutOfBoundsIsRefusedAndStays(t *testing.T) {
	for _, k := range []string{"enter", "down", "up", "tab"} {
		u := settingUp(t).press("A", "down", "down", "0", k).tells(checks.CodePeople, "0").sees("▸ People 0").press("backspace", "7")
		u.press("down", "1000").tells(checks.CodeMinutes, "1000").sees("▸ Minutes 100").times(3, "backspace")
		u.press("999", k).tells(checks.CodeMinutes, "999").sees("▸ Minutes 999").press("right").sees("▸ Minutes 480")
		u.press("down", "down", "enter").sees("0 of 7")
	}
}

func TestAloneNobodyCountsPeople(t *testing.T) {
	u := settingUp(t).press("A", "down", "right").sees("one person, alone", "People –")
	u.press("down").sees("▸ Minutes").press("up").sees("▸ Who answers")
	u.press("left").sees("the team").press("down").sees("▸ People")
}

func TestSetUpProposesWhatTheTeamDidLast(t *testing.T) {
	last, ana := lastQuarter("en"), alone()
	last.People, last.Minutes = 9, 30
	u := start(t, newMemory(last, ana)).press("n").sees("Ana", "one person, alone", "People –", "Minutes 20")
	u.press("down", "right").sees("Payments", "the team", "People 9", "Minutes 30").press("right", "down", "down", "right").sees("Ana", "Minutes 25")
	u.press("up", "up", "right").sees("Payments", "the team", "People 9", "Minutes 25").press("down", "right").sees("one person, alone").press("up")
	u.typed("New").press("up", "down").sees("New", "one person, alone", "Minutes 25")

	for name, c := range map[string]struct {
		asked Begin
		want  checks.Setup
	}{
		"as the team did":         {Begin{Team: "Payments", People: 4, Minutes: -1}, checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Minutes: 30}},
		"as was asked":            {Begin{Team: "Payments", People: 4, Minutes: 10}, checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Minutes: 10}},
		"alone, as the last time": {Begin{Solo: true, Minutes: -1}, checks.Setup{Team: "Ana", Kind: checks.Solo, People: 1, Minutes: 20}},
	} {
		r := start(t, newMemory(last, ana), beginning(c.asked)).openRun()
		equal(t, checks.Setup{Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes}, c.want, name)
	}
}

func TestANameNearAKnownOneAsksFirst(t *testing.T) {
	u := start(t, withPayments("en")).press("n", "up", "up", "up", "up", "up").typed("Paymets").press("up", "enter")
	u.sees("did you mean Payments").press("up", "down", "enter").sees("did you mean Payments").press("enter").stands("contact")
	equal(t, u.openRun().Team, "Paymets")
	start(t, withPayments("en"), beginning(Begin{Team: "Paymets", People: 3, Minutes: -1})).says("setup.ask").press("enter").sees("did you mean Payments")
	u = start(t, withPayments("en")).press("n", "up", "up", "up", "up", "up").typed("payments").press("up", "enter").stands(checks.LookBackID)
	equal(t, u.openRun().Team, "Payments")
}

func TestOnePersonAloneNeedsNoName(t *testing.T) {
	u := settingUp(t).press("down", "right", "up").says("setup.about.no-name").press("up", "enter").stands("contact").press("4").sees("me · Q4 2026")
	r := u.openRun()
	if r.Team != checks.Me || r.Kind != checks.Solo || u.store.last().Team != checks.Me {
		t.Errorf("the run is of %q, %s", r.Team, r.Kind)
	}
	u.press("f4").sees("emptychair · me", "Unfinished: me").press("n", "up", "up", "up", "up").typed("me").press("up", "enter").stands("contact")
	equal(t, u.openRun().Team, "Me")
	equal(t, newUser(t, 80, 24, "de", u.store).sees("Unfertig: ich").press("p").sees("ich").m.home.Team, checks.Me)
	in := newUser(t, 80, 24, "de", u.store).press("s").typed("Der Bote klingelte nie").press("enter", "e").sees("Geschichte ändern · ich")
	in.press("esc", "esc", "a", "n").sees("Neue Maßnahme · ich")
	equal(t, start(t, withPayments("en"), beginning(Begin{Solo: true, Minutes: -1})).openRun().Team, checks.Me)
}

func TestTheLanguageOfTheSetUpChangesAllWordsAtOnceAndIsRemembered(t *testing.T) {
	u := settingUp(t).press("Payments", "up", "up").sees("▸ Language ‹ English ›")
	u.press("right").sees("Wer ist dabei?", "Sprache ‹ Deutsch ›", "das Team", "Personen", "esc zurück", "neuer Durchgang")
	u.seesNot("Who", "People", "Begin", "change")
	equal(t, u.store.settings.Language, "de")
	u.press("down", "enter").sees("Unser Team ist mit seinen Kunden direkt im Gespräch.", "1 von 9")
	u.press("4", "esc").sees("fortsetzen", "Unfertig: Payments")

	u = newUser(t, 80, 24, "de", withPayments("de"))
	equal(t, u.store.settings.Language, "")
	begin(u)
	equal(t, u.store.settings.Language, "") // nobody chose it here
}

func TestARunInWhichNothingWasEnteredIsNotKept(t *testing.T) {
	for name, leave := range map[string]func(u *user) *user{
		"home": func(u *user) *user { return u.press("f4").says("home.welcome") },
		"out":  func(u *user) *user { return u.press("ctrl+c").ends() },
		"end":  func(u *user) *user { return u.send(EndMsg{}).ends() },
	} {
		u := leave(voting(t).press("v", "+", "pgdown", "pgdown", "pgup").passes(time.Minute)).closes()
		equal(t, len(u.store.runs), 0, name)
	}
	for name, keys := range map[string]string{"a vote": "3", "a taken vote": "0"} {
		equal(t, len(voting(t).press(keys, "f4").says("key.resume").store.runs), 1, name)
	}
	equal(t, len(voting(t).goTo(checks.CloseID).press("f").says("close.finished", "saved").store.runs), 1)
	equal(t, len(asking(t).typed("half").press("ctrl+c").closes().store.runs), 3)
}

func TestAnUnfinishedRunIsDroppedFromHomeOnlyWhenAsked(t *testing.T) {
	u := start(t, withUnfinished("en")).press("x").sees("Delete the run of Checkout")
	u.press("n").says("key.resume").press("x", "y").says("past.deleted").seesNot("Unfinished", "resume").press("x")
	_, kept := u.store.runs[halfway("en").ID]
	equal(t, kept, false)
}

func TestOfSeveralUnfinishedRunsHomeSaysHowManyThereAreAndWhichOneIsDropped(t *testing.T) {
	first, second := halfway("en"), halfway("en")
	second.ID, second.Started = "01KAB00000000000000000000J", second.Started.Add(-time.Hour)
	u := start(t, newMemory(lastQuarter("en"), spring("en"), first, second)).press("tab").resize(80, 21).sees("Unfinished: Checkout", "10:00", "… and one more").seesNot("09:00")
	u.resize(120, 40).sees("begun 21 Nov 2026, 10:00", "begun 21 Nov 2026, 09:00").seesNot("more").press("x").sees("from 21 Nov 2026, 10:00 for good")
	u.press("y").seesNot("10:00").press("x").sees("from 21 Nov 2026 for good")
	first.Team, second.Team = "Payments", "Payments"
	for _, language := range languages {
		u = newUser(t, 60, 18, language, withStories(language))
		u.store.runs[first.ID], u.store.runs[second.ID] = first, second
		u.opens().fits().sees(u.m.say.N("cli.import.more-runs", 1)).sees(" • ")
	}
}

func TestEscLeavesTheSetUpWithoutARun(t *testing.T) {
	equal(t, len(settingUp(t).press("A", "esc").says("home.welcome").store.runs), 0)
}

func TestASettingHoldsAtOnceAndIsKept(t *testing.T) {
	u := start(t, withHistory("en")).press(",").sees("▸ Theme ‹ auto › automatic", "This terminal is dark.")
	dark := u.m.theme.Now.Whole.GetForeground()
	u.press("right").sees("‹ light › set")
	if u.m.theme.Now.Whole.GetForeground() == dark {
		t.Error("it looks as before")
	}
	u.press("down", "right").sees("> Signs < ASCII > set").press("down", "right", "down", "right", "down", "right", "down", "left").sees("First month < Dec > set")
	u.press("down", "down", "right").sees("> Sprache < Deutsch > eingestellt")
	want := checks.Settings{Theme: "light", Signs: "ascii", Bell: true, Minutes: 50, Clock: "always", Year: 12, Language: "de"}
	equal(t, u.store.settings, want)
	equal(t, u.opens().m.home.Settings, want)
}

func TestAChangedSettingIsForgotten(t *testing.T) {
	u := start(t, withHistory("en")).press(",").times(7, "down").press("right").sees("‹ Deutsch › eingestellt").press("a").sees("▸ Language ‹ English › automatic")
	equal(t, u.store.settings, checks.Settings{})
}

func TestWhatAnOptionAsksForGivesWayToAChoiceAndDecidesAgainAtTheNextStart(t *testing.T) {
	u := start(t, withHistory("en"), func(o *Options) {
		o.Settings.Variables = map[string]settings.Said{settings.Theme: {Code: theme.Contrast, By: "EMPTYCHAIR_THEME"}}
	})
	u.press(",").sees("‹ contrast › from EMPTYCHAIR_THEME", "Language English from --lang")
	u.press("right").sees("‹ plain › set", "Saved. From the next start on, EMPTYCHAIR_THEME comes first again.").press("right").sees("‹ auto › automatic").seesNot("comes first again")
}

func TestASettingThatCannotBeSavedDoesNotHold(t *testing.T) {
	u := start(t, withHistory("en")).press(",")
	u.store.broken = busyFile
	u.press("right").sees("‹ auto › automatic").isBusy()
	u.store.broken = nil
	u.press("right").sees("‹ light › set")
}

func TestTheSettingsSayHowLongAFirstRunTakes(t *testing.T) {
	for want, s := range map[[2]string]checks.Settings{
		{"45", "0"}: {}, {"30", "0"}: {Minutes: 30}, {"20", "20"}: {Minutes: 20, Clock: checks.ClockAlways}, {"0", "0"}: {Minutes: 20, Clock: checks.ClockNever},
	} {
		store := newMemory()
		store.settings = s
		u := start(t, store).press("n").sees("Minutes "+want[0]).typed("Payments").press("down", "right").sees("Minutes " + want[1])
		equal(t, u.ended, false)
	}
}

func TestUntilTheTerminalAnswersItsOwnColoursAreUsed(t *testing.T) {
	u := start(t, withHistory("en"), func(o *Options) { o.Background = theme.Unknown }).press(",")
	own := u.m.theme.Now.Whole.GetForeground()
	equal(t, own, theme.New(theme.Auto, theme.Unknown, 0).Now.Whole.GetForeground())
	u.sees("its own colours are used").send(tea.BackgroundColorMsg{Color: color.White}).sees("This terminal is light.")
	equal(t, u.m.theme.Now.Whole.GetForeground(), theme.New(theme.Light, theme.Unknown, 0).Now.Whole.GetForeground())
}

// withApart has two things that were changed on two machines, until they are settled.
func withApart(o *Options) {
	all := []Apart{
		{"action/A", "Action of Payments, 12 Nov 2026 (01J5N3T8W0)", []ApartSide{
			{"here", [][2]string{{"text", "Ask everyone who left why they left, and write down what they say word for word"}, {"state", "open"}}},
			{"there", [][2]string{{"text", "Ask who left"}, {"state", "dropped"}}},
		}},
		{"story/S", "Story of Payments, 12 Nov 2026 (01J5N3T8W1)", []ApartSide{
			{"here", [][2]string{{"deleted", ""}}}, {"there", [][2]string{{"text", "The courier never rang."}}},
		}},
	}
	o.Home.Apart = len(all)
	o.Apart = func(string) ([]Apart, error) { return slices.Clone(all), nil }
	o.Settle = func(id string, side int) error {
		if side > 1 {
			return &checks.Error{Code: checks.CodeNotFound}
		}
		all = slices.DeleteFunc(all, func(a Apart) bool { return a.ID == id })
		return nil
	}
}

func TestWhatWasChangedOnTwoMachinesIsSettledOnlyByWhoPoints(t *testing.T) {
	u := newUser(t, 80, 24, "en", withHistory("en"), withApart).sees("2 records were changed on two machines").press("m").says("apart.ask").sees("2 to settle")
	u.press("enter").says("conflict.undecided").sees("2 to settle")
	u.press("down", "down", "enter").says("apart.settled").sees("one to settle", "Story of Payments")
	u.press("enter").says("conflict.undecided").press("up")
	u.slow = true
	u.press("enter").sees("Story of Payments").release().says("apart.settled", "key.new")
}

func TestFoldersAreSyncedAtTheBeginningAndAfterARunWhereThatIsWished(t *testing.T) {
	for _, c := range []struct {
		wished, failed bool
		times          int
	}{{false, false, 0}, {true, false, 2}, {true, true, 2}} {
		times := 0
		store := withPayments("en")
		store.settings.Sync = c.wished
		u := newUser(t, 80, 24, "en", store, func(o *Options) {
			o.Sync = func(language string) (string, bool) {
				times++
				return "said in " + language, c.failed
			}
		})
		if c.times > 0 {
			u.sees("said in en")
		}
		begin(u).goTo(checks.CloseID).press("f", "f")
		if times != c.times {
			t.Errorf("%+v: synced %d times", c, times)
		}
	}
}
