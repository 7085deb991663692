package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
)

// later is what start --on asks for: a run of 12 May 2026 of the team, or of one person.
func later(solo bool) Begin {
	b := Begin{Team: "Payments", Solo: solo, People: 6, Minutes: -1, On: day(5, 12)}
	if solo {
		b.Team, b.People = "Ana", 0
	}
	return b
}

// beginning lets the program open with a run that begins at once.
func beginning(b Begin) func(*Options) { return func(o *Options) { o.Entry.Begin = &b } }

// entering is at the first item of a run that is entered later.
func entering(t *testing.T, store *memory, solo bool) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", store, beginning(later(solo))).stands("contact")
}

// toClose rates the items of a run that is entered later, and goes to its end.
func toClose(u *user) *user {
	return u.press("234453", "enter", "enter").press("445304", "enter", "enter").press("344455", "enter").goTo(checks.CloseID)
}

// fromElsewhere holds a run that was entered later and one that came from a table, beside others.
func fromElsewhere(language string) *memory {
	entered, table := spring(language), lastQuarter(language).Clone()
	entered.Origin = checks.OriginLater
	table.ID, table.Started, table.Finished, table.Origin = "01GX000000000000000000000B", on(time.February, 3), on(time.February, 3), checks.OriginTable
	table.Answers, table.Actions = nil, nil
	open := halfway(language)
	open.Origin, open.Started = checks.OriginLater, on(time.July, 7)
	return newMemory(lastQuarter(language), entered, table, open)
}

// justEntered holds what [fromElsewhere] does of one team, with the run that was entered later as the last one.
func justEntered(language string) *memory {
	m := newMemory(spring(language))
	r := lastQuarter(language).Clone()
	r.Origin = checks.OriginLater
	m.put(r)
	return m
}

func init() {
	scenes = append(scenes, []scene{
		{"home-entered", justEntered, func(*user, words) {}},
		{"home-entering", fromElsewhere, func(*user, words) {}},
		{"setup-later", withPayments, func(u *user, _ words) { u.opens(beginning(Begin{On: day(5, 12), Minutes: -1})) }},
		{"vote-later", withPayments, func(u *user, _ words) { u.opens(beginning(later(false))).press("234") }},
		{"reveal-later", withPayments, func(u *user, _ words) { u.opens(beginning(later(false))).press("234453", "enter") }},
		{"solo-later", withPayments, func(u *user, _ words) { u.opens(beginning(later(true))).press("4") }},
		{"close-later", withPayments, func(u *user, _ words) { toClose(u.opens(beginning(later(false)))).press("f") }},
		{"past-marked", fromElsewhere, func(u *user, _ words) { u.press("p", "tab") }},
		{"past-reading-marked", fromElsewhere, func(u *user, _ words) { u.press("p", "down", "down", "enter") }},
		{"compare-marked", fromElsewhere, func(u *user, _ words) { u.press("c") }},
		{"pick-marked", fromElsewhere, func(u *user, _ words) { u.press("c", "b") }},
		{"trend-entered", fromElsewhere, func(u *user, _ words) { u.press("t", "left") }},
	}...)
	word := func(e shown) string { return e.m.say.T("origin.later") }
	may := func(e shown) string { return e.m.say.Day(on(5, 12)) + ", " + word(e) }
	essentials = append(essentials, []essential{
		{"home-entered", func(e shown) []string { return []string{e.m.say.Day(on(8, 19)) + ", " + word(e)} }, nil},
		{"home-entering", func(e shown) []string { return []string{"Checkout", e.m.say.Day(on(7, 7)) + ", " + word(e)} }, nil},
		{"setup-later", func(e shown) []string {
			return []string{may(e), e.m.say.T("origin.setup", "Day", e.m.say.Day(on(5, 12)))}
		}, nil},
		{"vote-later", func(e shown) []string {
			return append(e.hidden("contact"), may(e), e.m.say.T("origin.vote"), "● ● ● ○ ○ ○")
		}, hiddenWays},
		{"reveal-later", func(e shown) []string { return []string{may(e), e.m.say.DayMonth(on(5, 12)) + " · Q2"} }, openWays},
		{"solo-later", func(e shown) []string { return []string{may(e), e.m.texts.Scale[3]} }, soloWays},
		{"close-later", func(e shown) []string { return append(e.messages("close.finished"), may(e)) }, nil},
		{"past-marked", func(e shown) []string {
			return []string{e.m.say.Day(on(5, 6)) + " *", e.m.say.Day(on(7, 7)) + " *", "* " + word(e), "+ " + e.m.say.T("origin.csv")}
		}, pastWays[:2]},
		{"past-reading-marked", func(e shown) []string { return []string{e.m.say.Day(on(2, 3)) + ", " + e.m.say.T("origin.csv")} }, nil},
		{"compare-marked", func(e shown) []string { return []string{e.m.say.N("past.people", 5) + ", " + word(e)} }, compareWays},
		{"pick-marked", func(e shown) []string { return []string{word(e), e.m.say.T("origin.csv")} }, pickWays},
		{"trend-entered", func(e shown) []string {
			return []string{"Q1/26+ ‹Q2/26*› Q3/26", e.m.say.Day(on(5, 6)) + ", " + word(e)}
		}, trendWays},
	}...)
}

func TestATrendExplainsTheSignsOfItsRunsWithOrWithoutRoomForItsLegend(t *testing.T) {
	for _, size := range sizes {
		newUser(t, size[0], size[1], "en", fromElsewhere("en")).press("t", "left").sees("* entered later", "+ from a table", "Q1/26+ ‹Q2/26*› Q3/26")
	}
	newUser(t, 60, 18, "en", justEntered("en")).press("t").sees("Q2/26 ‹Q3/26*›").press("space", "left").sees("‹Q2/26› •Q3/26*")
}

func TestARunOfAnEarlierDayIsEnteredAsOne(t *testing.T) {
	u := entering(t, withPayments("en"), false).sees("Payments · 12 May 2026, entered later")
	r := toClose(u).press("f").says("close.finished").store.last()
	noon := time.Date(2026, 5, 12, 12, 0, 0, 0, u.clock.Location())
	if r.Origin != checks.OriginLater || !r.Started.Equal(noon) || !r.Finished.Equal(noon) || r.Minutes != 0 || r.LookBack {
		t.Errorf("stored is %+v", r)
	}
	u.press("enter").sees("Last run 19 Aug 2026").press("p").sees("12 May 2026 *", "* entered later")
}

func TestARunOfAnEarlierDayIsHeldAgainstTheOneBeforeIt(t *testing.T) {
	entering(t, withPayments("en"), false).press("234453", "enter").sees("6 May · Q2", "12 May · Q2").seesNot("19 Aug", "today")
}

func TestNoClockRunsWhereARunIsEnteredLaterUnlessAskedFor(t *testing.T) {
	u := entering(t, withPayments("en"), false).passes(3 * time.Second)
	if strings.Contains(u.header(), ":") {
		t.Errorf("there is a clock: %s", u.header())
	}
	b := later(false)
	b.Minutes = 45
	if u = newUser(t, 80, 24, "en", withPayments("en"), beginning(b)); !strings.Contains(u.header(), ":") {
		t.Errorf("there is no clock: %s", u.header())
	}
}

func TestAnEarlierDayOfWhichNotAllIsKnownIsSetUpFirst(t *testing.T) {
	u := newUser(t, 80, 24, "en", withPayments("en"), beginning(Begin{On: day(5, 12), Minutes: -1}))
	u.sees("Who was in the room on 12 May 2026?", "Minutes 0").press("enter").stands("contact").sees("12 May 2026, entered later")
}

func TestOnePersonsRunCanBeEnteredLater(t *testing.T) {
	u := entering(t, newMemory(alone()), true).press("4").sees("Ana · 12 May 2026, entered later").seesNot("today")
	if r := u.openRun(); r.Kind != checks.Solo || r.Origin != checks.OriginLater {
		t.Errorf("open is %+v", r)
	}
}

func TestARunThatIsEnteredLaterStaysSoWhenItGoesOn(t *testing.T) {
	u := entering(t, withPayments("en"), false).press("2", "f4").sees("Unfinished: Payments, run of 12 May 2026, entered later")
	u.press("r").stands("contact").sees("12 May 2026, entered later")
	if r := toClose(u).press("f").store.last(); r.Origin != checks.OriginLater || !r.Finished.Equal(r.Started) {
		t.Errorf("stored is %+v", r)
	}
}

func TestTodayEnteredLaterDoesNotLieAhead(t *testing.T) {
	b := later(false)
	b.On = checks.DayOf(noon)
	morning := noon.Add(-3 * time.Hour)
	u := newUser(t, 80, 24, "en", withPayments("en"), beginning(b), func(o *Options) { o.Now = func() time.Time { return morning } })
	if began := u.openRun().Started; began.After(morning) {
		t.Errorf("it begins at %s", began)
	}
}

func TestWhatHappenedAfterAnEarlierDayIsNotOfferedInItsRun(t *testing.T) {
	u := newUser(t, 80, 24, "en", withStories("en"), beginning(later(false)))
	u.press("234453", "enter", "s").seesNot(u.m.say.T("behind.ask")).typed("She rang twice.").press("enter")
	i := slices.IndexFunc(u.store.stories, func(st checks.Story) bool { return st.Text == "She rang twice." })
	if i < 0 || u.store.stories[i].On != day(5, 12) || u.store.stories[i].Noted != checks.DayOf(noon) {
		t.Errorf("noted is %+v", u.store.stories)
	}
}

func TestAnActionOfAnEarlierDayIsDueAfterIt(t *testing.T) {
	u := entering(t, withPayments("en"), false).goTo("channels")
	u.typed("A call").press("enter").goTo(checks.ChooseID).press("a").typed("!").press("enter", "enter").typed("30.6.").press("enter")
	if a := u.openRun().Actions; len(a) != 1 || a[0].Due != day(6, 30) {
		t.Errorf("the actions are %+v", a)
	}
}

func TestALongTeamLeavesTheDayOfAnEarlierRunInTheHeader(t *testing.T) {
	b := later(false)
	b.Team = "The people who look after payments, billing and reminders"
	u := newUser(t, 60, 18, "en", newMemory(), beginning(b)).sees("The people", "12 May 2026 *", "1 of 9 · Direct contact")
	fits(t, u, 60, 18)
}

func TestTheHeaderOfAnEarlierRunNamesEachStepInTheSmallestWindow(t *testing.T) {
	for _, language := range languages {
		for _, solo := range []bool{false, true} {
			u := newUser(t, 60, 18, language, withPayments(language), beginning(later(solo)))
			for range 9 {
				if head := u.header(); !strings.Contains(head, u.m.title(u.openRun().At)) || !strings.Contains(head, u.m.say.Day(on(5, 12))) {
					t.Errorf("%s: %q", u.openRun().At, head)
				}
				u.press("pgdown")
			}
			u.stands(checks.CloseID)
		}
	}
}
