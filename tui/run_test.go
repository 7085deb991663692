package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/settings"
)

func TestATeamGoesThroughARunToItsFinish(t *testing.T) {
	u := start(t, withPayments("en")).press("n", "enter").stands(checks.LookBackID).sees("1 of 10", "Call one customer a week").press("d", "enter")
	u.stands("contact").sees("2 of 10", "0 of 6")

	u.press("2344").paste("Ana: 5\nBen 3\n").press("+").sees("6 of 6", "2 answers read")
	u.press("enter").sees("spread", "Where do we mean different customers?", "6 answered, 2 to 5, median 3½", "19 Aug · Q3")
	u.press("c", "2").typed("three calls in July").press("enter").sees("◇", "three calls in July")
	u.press("s").typed("She closes her month with us.").press("enter").sees("She closes her month with us.")
	u.press("enter").stands("trust")
	u.press("444440", "enter").sees("together", "5 answered, 1× no answer, all on 4")
	u.press("enter").stands("value")
	u.press("11555", "enter").sees("One answer is missing").press("enter").sees("two camps")

	u.press("enter").stands("channels")
	u.typed("Monthly call").press("enter").typed("Tickets").press("enter").sees("1 Monthly call", "2 Tickets")
	u.press("tab", "up", "+", "+", "tab", "enter").stands("decisions")
	u.typed("The new fee").press("enter", "enter").stands("unclear")
	u.press("enter").stands("risks")
	u.press("enter").stands(checks.ChooseID)

	u.sees("+2 Monthly call").press("a").typed("Call a shop a week").press("enter").typed("Ana").press("enter").typed("31.12.").press("enter")
	u.sees("One action", "Call a shop a week", "Ana", "by 31 Dec 2026")
	u.press("enter").stands(checks.CloseID).sees("Here is the outcome.", "3 answers to questions · 1 action")
	u.press("enter").says("close.how").press("f").says("close.finished")
	if u.press("enter").says("key.new"); u.inRun() {
		t.Error("home does not end the run")
	}

	want := checks.Run{
		ID: "01J5N3T8W0Q6V1Z9K4M7R2X001", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(noon), Started: noon, Finished: noon, At: checks.CloseID, LookBack: true,
		Looked: map[string]checks.Look{"01J5MMV0000000000000000009": {Outcome: checks.OutcomeDone, On: checks.DayOf(noon)}},
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: tally(0, 0, 1, 2, 2, 1), Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls in July"}, Story: "She closes her month with us.",
			},
			"trust": rated(tally(1, 0, 0, 0, 5, 0)),
			"value": rated(tally(0, 2, 0, 0, 0, 3)),
		},
		Answers: map[string][]checks.Answer{
			"channels":  {{Text: "Monthly call", Marks: 2}, {Text: "Tickets"}},
			"decisions": {{Text: "The new fee"}},
		},
		Actions: []checks.Action{{
			ID: "01J5N3T8W0Q6V1Z9K4M7R2X003", From: "channels", Text: "Call a shop a week", Owner: "Ana",
			Due: checks.Day{Year: 2026, Month: time.December, Day: 31}, State: checks.Open,
		}},
	}
	got := u.store.runs[want.ID]
	got.Drafts, got.Spent = nil, nil
	equal(t, got, want)
}

func TestOnePersonRatesWithOneKeyAndSeesTheLastTimeAfterwards(t *testing.T) {
	u := beginSolo(start(t, withAlone("en"))).sees("solo", "Rate with one key").seesNot("21 Aug", "○")
	u.press("4").sees("21 Aug · Q3", "today", "mostly", "not really").seesNot("median")
	u.press("2").sees("not really").seesNot("mostly")
	u.press("0").sees("no answer").press("u").sees("today").seesNot("no answer")
	equal(t, u.openRun().Ratings["contact"], rated(tally(0, 0, 1)))
	u.press("enter", "5", "enter", "3", "enter").stands("channels")
	u.press("I write to them", "enter", "enter", "enter", "enter", "enter").stands(checks.ChooseID)
	u.press("enter").stands(checks.CloseID).sees("not really", "fully", "partly").seesNot("median", "n 1").press("f").says("close.finished")
	if r := u.store.last(); r.Kind != checks.Solo || r.People != 1 || !r.IsFinished() || r.Ratings["value"].N() != 1 {
		t.Errorf("stored is %+v", r)
	}
	u.press("enter").sees("Last run 22 Nov 2026, solo")
	for language := range said {
		u = beginSolo(newUser(t, 60, 18, language, withAlone(language)))
		for scale := content.In(language).Scale; u.openRun().At != "channels"; u.press("3", "enter") {
			u.m.note = strings.Repeat("/somewhere/far/away/in/a/file ", 6) // takes as many lines as a note may
			u.sees(scale[:]...).press("enter").says("vote.beyond")
		}
	}
}

func TestARunGoesOnWhereItWasLeftWithWhatWasBeingTyped(t *testing.T) {
	u := toQuestion(voting(t)).press("Monthly call", "enter", "half a sent", "ctrl+c")
	u.ends()
	u.opens().sees("Unfinished: Payments", "Channels").press("r").stands("channels").sees("1 Monthly call", "half a sent")
	u.press("ence", "enter").sees("2 half a sentence")
}

func TestARunThatIsLeftByEscCanBeResumedAtOnce(t *testing.T) {
	u := voting(t).press("34", "esc").sees("Unfinished: Payments").press("r").stands("contact").sees("2 of 6")
	u.seesNot("erase").press("backspace").tells(checks.CodeOrderUnknown).sees("v starts the vote again").sees("2 of 6").seesNot("restart")
	u.press("5").sees("erase").press("backspace").sees("2 of 6")
	u.press("v").sees("0 of 6").press("u").sees("2 of 6")
}

func TestEscLeadsBackThroughAllStagesWithoutLoss(t *testing.T) {
	u := chosen(start(t, withPayments("en")), said["en"]).press("pgdown").stands(checks.CloseID)
	before := u.openRun().Clone()
	stages := []string{checks.LookBackID, "contact", "trust", "value", "channels", "decisions", "unclear", "risks", checks.ChooseID, checks.CloseID}
	for _, stage := range slices.Backward(stages[:len(stages)-1]) {
		u.press("esc").stands(stage)
	}
	for _, stage := range stages[1:] {
		u.press("pgdown").stands(stage)
	}
	equal(t, u.openRun(), before)
	if u.times(len(stages), "esc"); u.inRun() {
		t.Fatal("esc at the first stage does not leave the run")
	}
	before.At = stages[0]
	equal(t, u.store.last(), before)
}

func TestTheNextRunKnowsThatTheTeamChanges(t *testing.T) {
	store := withPayments("en")
	_ = store.MarkChanging("Payments", true)
	begin(start(t, store)).press("234453", "enter").sees("who was there").press("pgdown")
	equal(t, store.last().ChangingTeam, true)
}

func TestATeamThatCannotBeReadDoesNotChangeWhatARunSaysOfIt(t *testing.T) {
	run := halfway("en")
	run.ChangingTeam = true
	store := newMemory(run)
	_ = store.MarkChanging(run.Team, true)
	u := start(t, store)
	store.unread = busyFile
	u.press("r").isBusy().says("key.resume")
	store.unread = nil
	u.press("r").stands(run.At)
	equal(t, u.openRun().ChangingTeam, true)
	equal(t, store.runs[run.ID].ChangingTeam, true)
}

// entering is at the first item of a run that is entered later.
func entering(t *testing.T) *user {
	t.Helper()
	return start(t, withPayments("en"), beginning(later(false))).stands("contact")
}

func TestARunOfAnEarlierDayIsEnteredAsOneAndStaysSoWhenItGoesOn(t *testing.T) {
	u := entering(t).sees("Payments · 12 May 2026, entered later").press("2", "f4").sees("Unfinished: Payments, 6 people, run of 12 May 2026, entered later")
	u.press("r").stands("contact").sees("12 May 2026, entered later").press("backspace")
	r := toClose(u).press("f").says("close.finished").store.last()
	noon := time.Date(2026, 5, 12, 12, 0, 0, 0, u.clock.Location())
	if r.Origin != checks.OriginLater || !r.Started.Equal(noon) || !r.Finished.Equal(noon) || r.Minutes != 0 || r.LookBack {
		t.Errorf("stored is %+v", r)
	}
	u.press("enter").sees("Last run 19 Aug 2026").press("p").sees("12 May 2026 *", "* entered later")
}

func TestARunOfAnEarlierDayIsHeldAgainstTheOneBeforeIt(t *testing.T) {
	entering(t).press("234453", "enter").sees("6 May · Q2", "12 May · Q2").seesNot("19 Aug", "today")
}

func TestNoClockRunsWhereARunIsEnteredLaterUnlessAskedFor(t *testing.T) {
	b := later(false)
	b.Minutes = 45
	u, timed := entering(t).passes(3*time.Second), start(t, withPayments("en"), beginning(b))
	if strings.Contains(u.header(), ":") || !strings.Contains(timed.header(), ":") {
		t.Errorf("the headers are %q and %q", u.header(), timed.header())
	}
}

func TestAnEarlierDayOfWhichNotAllIsKnownIsSetUpFirst(t *testing.T) {
	u := start(t, withPayments("en"), beginning(Begin{On: day(5, 12), Minutes: -1})).sees("Who took part on 12 May 2026?", "Minutes 0")
	u.press("enter").stands("contact").sees("12 May 2026, entered later")
}

func TestOnePersonsRunCanBeEnteredLater(t *testing.T) {
	u := start(t, newMemory(alone()), beginning(later(true))).press("4").sees("Ana · 12 May 2026, entered later").seesNot("today")
	if r := u.openRun(); r.Kind != checks.Solo || r.Origin != checks.OriginLater {
		t.Errorf("open is %+v", r)
	}
}

func TestTodayEnteredLaterDoesNotLieAhead(t *testing.T) {
	b, morning := later(false), noon.Add(-3*time.Hour)
	b.On = checks.DayOf(noon)
	u := start(t, withPayments("en"), beginning(b), func(o *Options) { o.Now = func() time.Time { return morning } })
	equal(t, u.openRun().Started.After(morning), false)
}

func TestWhatHappenedAfterAnEarlierDayIsNotOfferedInItsRun(t *testing.T) {
	u := start(t, withStories("en"), beginning(later(false))).press("234453", "enter", "s").seesNot("Which story").press("She rang twice.", "enter")
	i := slices.IndexFunc(u.store.stories, func(st checks.Story) bool { return st.Text == "She rang twice." })
	if i < 0 || u.store.stories[i].On != day(5, 12) || u.store.stories[i].Noted != checks.DayOf(noon) {
		t.Errorf("noted is %+v", u.store.stories)
	}
}

func TestAnActionOfAnEarlierDayIsDueAfterIt(t *testing.T) {
	u := entering(t).goTo("channels").press("A call", "enter").goTo(checks.ChooseID).press("a", "!", "enter", "enter", "30.6.", "enter")
	if a := u.openRun().Actions; len(a) != 1 || a[0].Due != day(6, 30) {
		t.Errorf("the actions are %+v", a)
	}
}

func TestTheHeaderOfAnEarlierRunNamesItsDayAndEachStepInTheSmallestWindow(t *testing.T) {
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
	b := later(false)
	b.Team = "The people who look after payments, billing and reminders"
	newUser(t, 60, 18, "en", newMemory(), beginning(b)).sees("The people", "12 May 2026 *", "1 of 9 · Direct contact").fits()
}

// Of a run of 45 minutes the first of 9 stages gets 4 of 43 parts, 4:11; a question 6 parts.

func TestTheClockCountsDownAndThenOver(t *testing.T) {
	u := voting(t).sees("4:11 · 45 min left").passes(11 * time.Second).sees("4:00 · 45 min left").passes(4*time.Minute + 11*time.Second).sees("+0:10 over · 41 min left")
	u.passes(20 * time.Minute).sees("+20:10 over · 21 min left").passes(30 * time.Minute).sees("+50:10 over · 10 min over").fits()
	u.resize(60, 18).sees("Direct contact", "+50:10 · 10 min over").fits()
}

func TestWhatAnOverrunTookIsSplitOverTheRest(t *testing.T) {
	u := voting(t).passes(14 * time.Minute).sees("+9:48 over · 31 min left").press("pgdown").sees("3:10 · 31 min left").seesNot("over")
	u.press("pgup").sees("+9:48 over", "enter reveal · f6 +5 min")
}

func TestF6GivesFiveMinutesMoreAndIsUndone(t *testing.T) {
	u := voting(t).press("3", "f6").says("saved").sees("4:39 · 50 min left", "now 50 in total")
	equal(t, u.store.last().Minutes, 50)
	u.press("u").sees("4:11 · 45 min left")
	asking(t).press("half a", "f6", " word").sees("9:40 · 50 min left", "› half a word")
	u = voting(t).resize(80, 50).press("?").sees("f6 +5 min").press("f6").sees("45 min")
	u.goTo(checks.CloseID).press("f", "f6").seesNot("f6", "in total")
	start(t, newMemory(), beginning(later(false))).seesNot("f6").press("f6").seesNot("min left")
}

func TestTheHeaderSaysTheStepAndItsTimeAndNothingInItJumps(t *testing.T) {
	before := func(u *user) string { // what stands before the clock, with its room
		head, _, _ := strings.Cut(u.header(), "   ")
		return head + fmt.Sprint(strings.LastIndex(u.header(), u.m.title("contact")))
	}
	for _, language := range languages {
		for w := minWidth; w <= 200; w += 7 {
			u := begin(newUser(t, w, 24, language, withPayments(language)))
			title, first := u.m.title("contact"), before(u)
			for range 13 {
				if got := before(u.fits()); got != first || !strings.Contains(u.header(), title) || strings.Contains(u.header(), "…") {
					t.Fatalf("%d columns: the header was %q and is %q", w, first, u.header())
				}
				u.m.session.flow.Spend(5 * time.Minute)
			}
		}
	}
}

func TestTheBellRingsOnceAtTheEndOfAStageWhereItIsAskedFor(t *testing.T) {
	rings := func(u *user) (n int) {
		for _, kind := range u.came {
			if kind == "tea.RawMsg" {
				n++
			}
		}
		return n
	}
	withBell := func(o *Options) { o.Home.Bell = true }
	u := begin(start(t, withPayments("en"), withBell)).passes(4*time.Minute + 10*time.Second)
	equal(t, rings(u), 0)
	equal(t, rings(u.passes(10*time.Minute).press("pgdown", "pgup").passes(time.Minute)), 1)
	equal(t, rings(u.press("pgdown").passes(5*time.Minute)), 2)
	equal(t, rings(voting(t).passes(10*time.Minute)), 0)
	equal(t, rings(start(t, newMemory(), withBell, beginning(later(false))).passes(10*time.Minute)), 0)
}

func TestNoMinutesMeanNoClock(t *testing.T) {
	u := start(t, newMemory()).press("n", "A", "down", "down", "down", "0", "down", "down", "enter")
	equal(t, u.stands("contact").openRun().Minutes, 0)
	for range 9 {
		if u.passes(10 * time.Minute); strings.Contains(u.header(), ":") {
			t.Fatalf("the header shows a clock: %q", u.header())
		}
		u.press("pgdown")
	}
}

func TestTimeAsleepOrSuspendedIsNotCounted(t *testing.T) {
	u := voting(t).press("3").passes(11 * time.Second).sees("4:00")
	u.clock = u.clock.Add(3 * time.Hour)
	u.passes(2 * time.Second).sees("3:59").says("clock.paused")

	u.clock = u.clock.Add(time.Hour)
	u.press("2").send(tea.ResumeMsg{}).says("clock.paused")
	u.passes(time.Second).sees("3:58")

	u.clock = u.clock.Add(-2 * time.Hour) // somebody set the clock back
	u.passes(2 * time.Second).sees("3:57").press("esc")

	u.clock = u.clock.Add(24 * time.Hour)
	u.press("r").sees("3:57").says("clock.paused").passes(time.Second).sees("3:56")
}

func TestOnlyOneClockTicksAfterAResume(t *testing.T) {
	u := voting(t).press("3", "esc", "r", "esc", "r")
	equal(t, u.pending(time.Second), 1)
	if u.press("esc").passes(time.Second); u.pending(time.Second) > 0 {
		t.Error("the clock ticks at home")
	}
	u.press("r")
	equal(t, u.pending(time.Second), 1)
}

func TestAFinishedRunHasNoClock(t *testing.T) {
	u := voting(t).goTo(checks.CloseID).press("f").says("close.finished")
	spent := u.openRun().Spent["close"]
	if u.passes(time.Minute); u.openRun().Spent["close"] != spent || strings.Contains(u.header(), ":") {
		t.Errorf("time is counted, or the header shows a clock: %q", u.header())
	}
}

func TestTheClockLeavesRoomForTheTeam(t *testing.T) {
	u := newUser(t, 60, 18, "de", newMemory()).press("n", strings.Repeat("Zahlungsverkehr ", 4), "up", "enter")
	if u.passes(90 * time.Minute).sees("+85:48 · 45 min drüber").fits(); !strings.HasPrefix(u.header(), " Zahlungs") {
		t.Errorf("the header is %q", u.header())
	}
}

// changing are changes of each kind, with the stage at which each is made and how it is made there.
var changing = map[string]struct {
	stage string
	keys  []string
}{
	"a vote":               {"contact", []string{"4"}},
	"a vote taken back":    {"contact", []string{"backspace"}},
	"one person more":      {"contact", []string{"+"}},
	"a vote started again": {"contact", []string{"v"}},
	"a chair":              {"trust", []string{"c", "3", "they told us", "enter"}},
	"a story":              {"trust", []string{"s", "they told us", "enter"}},
	"a vote again":         {"trust", []string{"v"}},
	"an answer":            {"channels", []string{"third", "enter", "tab"}},
	"several answers":      {"channels", []string{"x", "enter", "y", "enter", "tab"}},
	"a mark":               {"channels", []string{"tab", "+"}},
	"an edit":              {"channels", []string{"tab", "e", "!", "enter"}},
	"a delete":             {"channels", []string{"tab", "D"}},
	"a move":               {"channels", []string{"tab", "K"}},
	"an action":            {"choose", []string{"a", "do it", "enter", "enter", "enter"}},
	"an edited action":     {"choose", []string{"tab", "e", "!", "enter", "enter", "enter"}},
	"a deleted action":     {"choose", []string{"tab", "D"}},
	"the finish":           {"close", []string{"f", "f"}},
}

// same compares two states of a run, but for its clock, its drafts and where it stands.
func same(a, b checks.Run) string {
	a.Spent, b.Spent, a.Drafts, b.Drafts, a.At, b.At = nil, nil, nil, nil, "", ""
	return cmp.Diff(a, b)
}

func TestUndoTakesEveryKindOfChangeBackWhereItWasMade(t *testing.T) {
	for name, c := range changing {
		t.Run(name, func(t *testing.T) {
			u := start(t, newMemory(busy())).press("r", "3", "2").goTo(c.stage)
			before := u.openRun().Clone()
			after := u.press(c.keys...).openRun().Clone()
			if same(before, after) == "" {
				t.Fatalf("nothing changed:\n%s", u.screen())
			}
			u.travels("u", c.stage, before)
			undone := u.screen()
			if u.travels("ctrl+r", c.stage, after); u.screen() == undone {
				t.Error("the screen does not show what was done again")
			}
			equal(t, same(after, u.store.last()), "")
		})
	}
}

// travels undoes or redoes one change or two, from another stage if it can, and fails where that does not lead to a state.
func (u *user) travels(key, stage string, want checks.Run) {
	u.t.Helper()
	for u.openRun().At != "contact" && (u.view().Cursor != nil || u.openRun().At != "value") {
		u.press("pgup")
	}
	if u.openRun().At == "contact" {
		u.press("pgdown", "pgdown")
	}
	if u.openRun().At != stage {
		u.press(key).sees("The last change was made at “" + u.m.title(stage) + "”")
	}
	for n := 0; n < 2 && same(want, u.openRun()) != ""; n++ {
		u.press(key).stands(stage)
	}
	equal(u.t, same(want, u.openRun()), "")
}

func TestUndoReachesBackToWhereTheRunWasOpened(t *testing.T) {
	u := start(t, newMemory(busy())).press("r", "u").tells(checks.CodeNothingToUndo)
	u.press("4", "u", "ctrl+r").sees("1 of 6").press("ctrl+r").tells(checks.CodeNothingToRedo)
	u.press("u", "3").press("ctrl+r").tells(checks.CodeNothingToRedo).sees("1 of 6")
}

func TestLettersAreNoTextAfterUndoOfTheLastAnswer(t *testing.T) {
	u := toQuestion(voting(t)).press("only", "enter", "tab", "u").holds().says("question.tab-back").press("u").tells(checks.CodeNothingToUndo)
	u.press("de+-JKx").says("question.tab-back").press("ctrl+r").holds("only").press("u", "tab", "u", "enter").holds("u")
	u.press("tab", "D").says("question.deleted").holds().press("u").holds("u")
}

func TestUndoDoesNotReachTheRunBehindWhatIsOpenOverIt(t *testing.T) {
	for _, over := range []string{"s", "c"} { // the stories of a statement, and the step of a chair
		u := begin(start(t, withStories("en"))).press("234453", "enter", "c", "3", "They told us.", "enter", over)
		before, run := u.screen(), u.openRun()
		u.press("ctrl+r", "f1").seesNot("u undo", "ctrl+r redo").press("esc")
		equal(t, u.screen(), before)
		u.press("u")
		equal(t, same(run, u.openRun()), "")
		if over == "s" {
			u.says("key.keep").press("esc").says("entry.drop") // a story that begins with u
		}
		if u.press("esc", "f1").sees("u undo", "ctrl+r redo").press("esc", "u"); u.rating().Chair.Step > 0 {
			t.Errorf("u does not undo afterwards:\n%s", u.screen())
		}
	}
	u := begin(start(t, withStories("en"))).goTo("risks").press("only", "enter", "f5", "u", "ctrl+r").says("key.choose")
	u.press("f1").seesNot("u undo").press("esc", "esc").says("question.type-here")
	equal(t, len(u.openRun().Answers["risks"]), 1)
}

func TestUndoClosesAFormWhoseActionIsGone(t *testing.T) {
	u := choosing(t).press("a", "x", "enter", "enter", "enter", "tab", "down", "u").sees("One action")
	u.press("D").says("choose.deleted", "choose.how").press("tab", "e", "d", "u").sees("One action")
}

// asking is a team in its first question.
func asking(t *testing.T) *user {
	t.Helper()
	return toQuestion(begin(start(t, withPayments("en")))).stands("channels")
}

func TestInABigWindowMarksAreDotsThatMoveNoAnswerAndNoLongAnswerIsSetOutOfSight(t *testing.T) {
	u := toQuestion(beginNew(newUser(t, 120, 40, "en", newMemory()))).press("a call", "enter", "mail", "enter", "tab", "up")
	place := func() int { return strings.Index(u.screen(), "a call") }
	at := place()
	u.press("+", "+", "+").sees("▇▇ ▇▇ ▇▇ +3")
	equal(t, place(), at)
	u.press("tab")
	for range 12 {
		u.paste(strings.Repeat("what is said at length ", 4)).press("enter")
	}
	u.sees("1 +3 a call", "14").seesNot("of 14")
	equal(t, len(u.openRun().Answers["channels"]), 14)
}

// holds fails where the answers that the open run holds to the question are not these.
func (u *user) holds(want ...string) *user {
	u.t.Helper()
	var got []string
	for _, a := range u.openRun().Answers["channels"] {
		got = append(got, a.Text)
	}
	if !slices.Equal(got, want) {
		u.t.Fatalf("the answers are %q, want %q:\n%s", got, want, u.screen())
	}
	return u
}

func TestEnterAddsAndEnterOnAnEmptyLineGoesOn(t *testing.T) {
	asking(t).press("Calls", "enter").holds("Calls").press("   ", "enter").stands("decisions").press("esc").holds("Calls")
}

func TestLettersAreTextInAQuestion(t *testing.T) {
	const all = "uq?jkhlvcsaedbnrJK+-*0123456789 /.,;:'\"ßÄöé名前👍e\u0301"
	asking(t).press(all, "enter").holds(all).sees("1 " + strings.Replace(all, "e\u0301", "é", 1))
}

func TestAPasteOfSeveralLinesBecomesSeveralAnswers(t *testing.T) {
	u := asking(t).paste("Calls\r\n\r\n  Tickets \nThe fair\n").press("enter").holds("Calls", "Tickets", "The fair")
	u.press("tab", "u").holds()
}

func TestNoNameOfAPasteIsKeptThatNobodySaidIsNone(t *testing.T) {
	const paste = "Ana Meier: a call\nmail\nBen: Shop: far"
	u := asking(t).paste(paste).sees("2 lines look like “Name: text”.", "y yes · n no · esc cancel").passes(time.Second)
	u.press("x", "enter", "enter").sees("2 lines look").seesNot("Ana").press("esc").seesNot("mail").passes(time.Second)
	for _, r := range append(u.store.saved, u.openRun()) {
		if text := fmt.Sprint(r); strings.Contains(text, "Ana") || strings.Contains(text, "mail") {
			t.Errorf("stored is %s", text)
		}
	}
	u.paste(paste).press("y", "enter").holds("a call", "mail", "Shop: far")
	u.paste("Phone: weekly").sees("One line looks").press("n", "enter").holds("a call", "mail", "Shop: far", "Phone: weekly")
	toQuestion(begin(newUser(t, 60, 18, "de", withPayments("de")))).paste(paste).sees("j ja").press("j", "enter").holds("a call", "mail", "Shop: far")
}

func TestWhatIsTooLongIsRefusedAndStaysInTheField(t *testing.T) {
	for _, letter := range []string{"a", "名"} {
		long := strings.Repeat(letter, checks.MaxText)
		asking(t).paste(long+"b").press("enter").tells(checks.CodeTextLong).holds().press("backspace", "enter").holds(long)
		asking(t).paste(long).press("b").tells(checks.CodeTextLong).press("enter").holds(long)
	}
}

func TestTheAnswerThatIsOneTooManyIsRefusedAndStaysInTheField(t *testing.T) {
	u := start(t, newMemory(full(checks.MaxAnswers, 20))).press("r", "one more", "enter").tells(checks.CodeAnswersFull).sees("› one more")
	equal(t, len(u.openRun().Answers["channels"]), checks.MaxAnswers)
	u.press("tab", "D", "tab", "enter").sees("200 of 200", "200 one more")
}

func TestTabGoesIntoTheListAndOut(t *testing.T) {
	u := asking(t).press("tab", "Calls", "enter").holds("Calls").press("Tick") // without a list it stays
	u.press("tab").sees("› Tick", "▸ 1 Calls").press("x", "z")
	u.press("tab", "ets", "enter").holds("Calls", "Tickets")
	u.press("tab").says("question.mark-how").press("esc", "The fair", "enter").holds("Calls", "Tickets", "The fair")
}

func TestAnswersAreMarkedMovedEditedAndDeleted(t *testing.T) {
	u := asking(t).paste("one\ntwo\nthree").press("enter", "dra", "tab", "up", "up", "+", "+", "+", "-").sees("+2 one")
	u.press("J").holds("two", "one", "three").press("K", "K").holds("one", "two", "three")
	u.press("down", "e", "nd", "enter").holds("one", "twond", "three")
	u.press("e", "xyz", "esc").says("entry.drop").press("esc").holds("one", "twond", "three").sees("› dra")
	u.press("D").says("question.deleted").holds("one", "three").press("u").holds("one", "twond", "three")
	u.press("tab", "ft", "enter").holds("one", "twond", "three", "draft")
}

func TestANumberChoosesTheAnswerThatIsMarked(t *testing.T) {
	u := asking(t).paste(strings.Repeat("x\n", 11)+"twelfth").press("enter", "tab").says("question.mark-how")
	u.press("12").sees("› 12", "▸ 12 twelfth").press("+").sees("12 +1 twelfth").seesNot("› 12").press("2", "space", "+").sees("▸ 2 +1 x")
	u.press("12", "-").sees("12 twelfth").seesNot("12 +1").press("1", "3", "+").sees("There is no answer 13.")
	u.press("1", "2", "backspace").sees("› 1", "▸ 1 x").press("esc").seesNot("› 1").stands("channels").press("٣").sees("› 3").press("down", "+").sees("▸ 4 +1 x")
	u.press("9", "enter").sees("▸ 9 x").press("e").sees("▸ 9 x").press("!", "enter").sees("9 x!")
	u.press("tab", "12 +", "enter").sees("13 12 +") // in the field they are text
}

func TestAPastedChatOfNumbersMarksAnswersOnceAPerson(t *testing.T) {
	u := asking(t).paste("one\ntwo\nthree").press("enter", "tab")
	const chat = "10:01:00 From Ana to Everyone:\n\t1, 3\n10:01:02 From Ben to Everyone:\n\t3 3 9\n10:01:04 From Ana to Everyone:\n\t2 and 3\n10:01:05 From Cem to Everyone:\n\t2-3"
	u.paste(chat).sees("3 marks from the chat. There is no answer 9. One person answered more than once", "Line 8 of the chat is", "2 +1 two", "3 +2 three")
	u.seesNot("Ana", "Ben", "2-3").paste(chat+"\n10:01:09 From Dee to Everyone:\n\t1").sees("1 +1 one", "2 +1 two", "3 +2 three")
	u.press("u").sees("2 +1 two").seesNot("+1 one").press("u").seesNot("+1", "+2").paste("thanks").says("marks.none-read")
	u.paste(strings.Repeat("2\n", 7)).tells(checks.CodeMarks).seesNot("+7")
	equal(t, u.openRun().Answers["channels"], []checks.Answer{{Text: "one"}, {Text: "two"}, {Text: "three"}})
}

func TestAlikeAnswersAreJoinedAndPartedAgain(t *testing.T) {
	u := asking(t).paste("phone\nmail\ncalls").press("enter", "tab", "1++", "3+++", "m").sees("Join 3 with which one?").press("u", "m", "enter").sees("Join 3")
	u.press("1").sees("Point to it or type its number: 1", "▸ 1").press("enter").says("question.joined").holds("mail", "calls / phone").sees("▸ 3 +5 calls / phone")
	u.press("u").holds("phone", "mail", "calls").sees("1 +2 phone", "3 +3 calls")
	u.press("m", "up", "esc").seesNot("Join").holds("phone", "mail", "calls").press("1", "m", "down", "enter", "e", "!", "enter").holds("phone / mail!", "calls")
	asking(t).paste("one\ntwo\nthree").press("enter", "tab", "m", "1", "enter").paste("Ana: 1\nBen: 1 and 3").sees("2 marks from the chat", "+2 three / one")
	asking(t).press("one", "enter", "tab", "m").seesNot("Join").press("tab", "two", "enter", "tab", "m", "7", "enter").sees("There is no answer 7.", "Join 2")
}

func TestATeamIsInvitedToTheChatWhoseInvitationIsNoAnswer(t *testing.T) {
	for _, language := range languages {
		u := toQuestion(begin(newUser(t, 80, 24, language, withPayments(language)))).press("half", "f7").says("invite.copied")
		if !slices.Contains(u.came, "tea.setClipboardMsg") {
			t.Errorf("the clipboard was left alone: %v", u.came)
		}
		at := u.m.screen.(*questionScreen)
		u.press("enter").paste("[10:02] Ana\n"+at.invitation("invite.question")+"\n[10:03] Ben\nTickets").press("enter").holds("half", "Tickets")
		u.press("tab", "f7").says("invite.copied").paste(at.invitation("invite.marks") + "\nBen: 2").sees("+1 Tickets")
		if u.seesNot(u.m.say.N("vote.unclear", 1, "Lines", 1)); at.invitation("invite.marks") == at.invitation("invite.question") {
			t.Error("marks are asked for as answers are")
		}
		v := begin(newUser(t, 80, 24, language, withPayments(language))).press("f7").says("invite.copied")
		v.paste(v.m.screen.(*itemScreen).invitation("invite.vote") + "\nBen: 2").sees(v.m.say.N("vote.read", 1)).seesNot(v.m.say.N("vote.unclear", 1, "Lines", 1))
	}
	beginSolo(start(t, withAlone("en"))).press("f7").goTo("channels").press("f7").seesNot("clipboard", "copied")
}

func TestNobodyMarksMoreThanOnce(t *testing.T) {
	u := asking(t).press("one", "enter", "tab", "-").tells(checks.CodeMarks)
	u.press("++++++").sees("+6 one").press("+").tells(checks.CodeMarks).sees("+6 one")
}

func TestAnEditedAnswerKeepsItsTextOnTheWayOut(t *testing.T) {
	for way, back := range map[string][]string{"pgdown": {"pgup"}, "pgup": {"pgdown"}, "ctrl+c": {"r"}} {
		u := asking(t).press("one", "enter", "draft", "tab", "e", " two", way)
		if u.ended {
			u.opens()
		}
		u.press(back...).stands("channels").sees("one two", "draft")
	}
}

func TestAnAnswerLongerThanTheWindowCanBeReadToItsEnd(t *testing.T) {
	r := full(1, 10)
	r.Answers["channels"][0].Text = strings.Repeat("word ", 390) + "the last words"
	newUser(t, 60, 18, "en", newMemory(r)).press("r", "tab").times(60, "down").press("e").sees("the last words")
}

func TestTextThatTheNextKeyReplacesIsMarked(t *testing.T) {
	u := asking(t).press("Calls")
	before := u.view().Content
	if u.press("ctrl+g"); u.view().Content == before {
		t.Error("all is selected, and nothing shows it")
	}
	u.press("x", "enter").holds("x")
}

func TestEscClosesTheEarlierAnswersBeforeItLeavesTheQuestion(t *testing.T) {
	u := asking(t).seesNot("The trade fair").press("f3").sees("Answers of 19 Aug 2026", "○ A monthly call").press("f3").seesNot("○ A monthly call")
	u.press("f3", "esc").seesNot("Answers of 19 Aug 2026").stands("channels").press("esc").stands("value")
}

func TestAQuestionOffersTheStoriesThatBelongToIt(t *testing.T) {
	u := begin(start(t, withWork("en"))).goTo("risks").sees("2 stories about this · f5")
	u.press("half", "f5").sees("▸ • She waited", "customer · complaint: open").press("x", "down", "enter")
	u.sees("› half", "The fee showed only").press(" Still?", "enter")
	u.sees("1 half", "2 The fee showed only on the last page, and he felt tricked. Still?")
	equal(t, len(u.store.last().Answers["risks"]), 2)
}

func TestEscClosesTheStoriesBeforeItLeavesTheQuestion(t *testing.T) {
	u := begin(start(t, withWork("en"))).goTo("risks").press("f5").seesNot("· f5").press("esc").stands("risks").sees("· f5")
	u.press("f5", "f5").sees("· f5").press("f5", "f3").seesNot("▸").press("f5").sees("▸").press("pgup").stands("unclear")
	u.press("f5").stands("unclear").press("one", "enter", "tab").sees("▸ 1 one").press("e", "f5").sees("› one").seesNot("She waited")
}

// choosing is a team before what it found.
func choosing(t *testing.T) *user {
	t.Helper()
	return start(t, newMemory(busy())).press("r").goTo(checks.ChooseID)
}

// action is the action of the open run at a place.
func (u *user) action(i int) checks.Action { return u.openRun().Actions[i] }

func TestOnePersonsRatingsStandInOneColumn(t *testing.T) {
	for _, size := range [][2]int{sizes[0], usual} {
		u := newUser(t, size[0], size[1], "de", withAlone("de"))
		beginSolo(u).press("4", "enter", "3", "enter").goTo(checks.ChooseID)
		column := func(word string) (w int) { // in the last line that has it
			for l := range strings.Lines(u.screen()) {
				if before, _, ok := strings.Cut(l, word); ok {
					w = ansi.StringWidth(before)
				}
			}
			return w
		}
		if w := column("teils, teils"); w != column("nicht bewertet") || column("überwiegend") != w || w == 0 {
			t.Errorf("words begin in cells %d and %d:\n%s", w, column("nicht bewertet"), u.screen())
		}
		u.press("pgdown") // at the close each stands below its statement
		for word, title := range map[string]string{"überwiegend": "Direkter Draht", "teils, teils": "Vertrauen"} {
			if column(word) != column(title) {
				t.Errorf("%s is said in cell %d:\n%s", word, column(word), u.screen())
			}
		}
	}
}

func TestTheAnswersWithTheMostMarksComeFirst(t *testing.T) {
	r := busy()
	r.Answers["risks"] = []checks.Answer{{Text: "unmarked"}, {Text: "most of all", Marks: 5}}
	u := start(t, newMemory(r)).press("r").goTo(checks.ChooseID)
	for i, want := range []string{"+5 most of all", "+1 first", "• second", "• unmarked", "• Direct contact", "• Trust", "• Customer value"} {
		if !strings.Contains(line(u.screen(), 6+i), want) {
			t.Fatalf("line %d is not %q:\n%s", i, want, u.screen())
		}
	}
	u.sees("n 6 median 3½")
}

func TestAnActionRemembersWhatItCameFrom(t *testing.T) {
	u := choosing(t).press("down", "a").sees("From “Channels”: second").press("esc")
	u.press("down", "a").sees("From “Direct contact”").press("visit", "enter", "enter", "enter")
	if a := u.action(1); a.From != "contact" || a.Text != "visit" || a.Owner != "" || !a.Due.IsZero() {
		t.Errorf("the action is %+v", a)
	}
}

func TestAnActionBeginsWithTheTextOfItsAnswerWhichTypingReplaces(t *testing.T) {
	u := choosing(t).press("down", "a").sees("What second").press("enter", "enter", "enter")
	if a := u.action(1); a.Text != "second" || a.From != "channels" {
		t.Errorf("the action is %+v", a)
	}
	u.press("a", "third", "enter", "enter", "enter").sees("third")
	u.press("a", "end", " more", "enter", "enter", "enter").sees("second more")
	equal(t, len(u.openRun().Actions), 4)
	u.press("a", "ctrl+c") // of which nothing was typed
	equal(t, len(u.store.last().Actions), 4)
}

func TestAFreeActionComesFromNothing(t *testing.T) {
	u := choosing(t).press("n").says("choose.free").press("rest", "enter", "enter", "enter").sees("2 actions", "rest")
	equal(t, u.action(1).From, "")
	u.goTo(checks.CloseID).sees("rest").press("f", "f")
	equal(t, u.store.last().IsFinished(), true)
	u.press("enter", "a").sees("rest")
}

func TestAnOwnerIsCompletedFromTheNamesOfTheTeam(t *testing.T) {
	r := busy()
	r.Actions[0].Owner = "Ana Example"
	u := start(t, newMemory(r)).press("r").goTo(checks.ChooseID).press("a", "tab", "a").sees("a", "na Example", "(tab completes)").press("tab").sees("Ana Example")
	u.seesNot("completes").press("enter", "enter")
	equal(t, u.action(1).Owner, "Ana Example")
	u.press("n", "x", "enter", "an", "right", "enter", "enter").press("n", "y", "enter", "An", "enter", "enter")
	equal(t, u.action(2).Owner+"|"+u.action(3).Owner, "Ana Example|An")
	u.press("n", "z", "enter", "Ana", "left").seesNot("completes").press("right", "right", "x").seesNot("completes").press("tab", "enter")
	equal(t, u.action(4).Owner, "Ana Examplex")
}

func TestCtrlSKeepsAFormAsItIs(t *testing.T) {
	u := asking(t).goTo(checks.ChooseID).press("n", "ctrl+s").tells(checks.CodeTextEmpty).press("enter").tells(checks.CodeTextEmpty).press("Call").sees("ctrl+s keep").press("ctrl+s").sees("One action", "Call")
	u.press("n", "Visit", "enter", "enter", "nonsense", "ctrl+s").sees("nonsense").press("esc", "esc")
	u = telling(t).press("n", "She moved", "ctrl+s").says("story.saved").keeps(11)
	u.press("esc", "p", "o", "d", " 2", "ctrl+s").stands(checks.CloseID).sees("Payments 2")
}

func TestOfOnePersonsActionNobodyAsksWhoseItIs(t *testing.T) {
	for _, language := range languages {
		store := newMemory(alone())
		store.loose = []checks.Action{{ID: "01M9X0000000000000000000A1", Team: "Ana", Text: "Call one", State: checks.Open, Made: on(time.November, 4)}}
		u := newUser(t, 80, 24, language, store).press("n", "enter").stands(checks.LookBackID).sees("Call one")
		u.seesNot(u.m.say.T("listed.nobody")).press("f4", "a", "d")
		u.sees(u.m.say.N("actions.state.open", 0)).seesNot("0 ")
	}
}

func TestAnActionNeedsATextAndADateThatIsOne(t *testing.T) {
	u := choosing(t).press("n", "enter").tells(checks.CodeTextEmpty).press("tab", "Ana", "enter", "enter").tells(checks.CodeTextEmpty)
	u.press("visit", "enter", "enter", "soon", "enter").tells(checks.CodeDue, "soon").sees("visit", "Ana").times(4, "backspace")
	u.press("1.12.", "enter").sees("2 actions", "visit", "Ana", "by 1 Dec 2026")
}

func TestEscLeavesAFormWithoutAnAction(t *testing.T) {
	u := choosing(t).press("a", "visit", "esc").says("entry.drop").sees("visit")
	u.press("esc").sees("One action").stands(checks.ChooseID).press("esc").stands("risks")
}

func TestLettersAreTextInAForm(t *testing.T) {
	const all = "uq?jkhlaed+- 09"
	u := choosing(t).press("a", all, "tab", all, "shift+tab", "shift+tab", "2027-01-31", "enter")
	if a := u.action(1); a.Text != all || a.Owner != all || a.Due.String() != "2027-01-31" {
		t.Errorf("the action is %+v", a)
	}
}

func TestAnActionIsEditedAndDeleted(t *testing.T) {
	u := choosing(t).press("tab", "e", "ion", "enter", "Ben", "enter", "enter").sees("action", "Ben")
	if a := u.action(0); a.Text != "action" || a.Owner != "Ben" || len(u.openRun().Actions) != 1 {
		t.Errorf("the action is %+v", a)
	}
	u.press("tab", "tab", "D").says("choose.deleted", "choose.how").press("u").sees("One action", "Ben")
}

func TestAThirdActionIsAdvisedAgainstButTaken(t *testing.T) {
	u := choosing(t)
	for range 2 {
		u.press("a", "more", "enter", "enter", "enter")
	}
	u.sees("3 actions. One or two get done; more rarely do.")
	equal(t, len(u.store.last().Actions), 3)
}

func TestATooLongActionIsRefusedAndNothingIsLost(t *testing.T) {
	long := strings.Repeat("a", checks.MaxText)
	u := choosing(t).press("a").paste(long + "b").tells(checks.CodeTextLong).paste(long).press("b").tells(checks.CodeTextLong)
	u.press("tab").paste(strings.Repeat("o", checks.MaxName+1)).tells(checks.CodeOwnerLong).press("Ana", "enter", "enter")
	if a := u.action(1); a.Text != long || a.Owner != "Ana" {
		t.Errorf("the action has %d characters, and is %q's", len(a.Text), a.Owner)
	}
}

func TestFinishingRevealsHiddenAnswersAfterAsking(t *testing.T) {
	choosing(t).press("enter").stands(checks.CloseID).press("esc", "tab", "enter").stands(checks.CloseID)
	u := voting(t).press("33").goTo(checks.CloseID).sees("2 answers, not revealed").press("enter").stands(checks.CloseID).press("f").says("close.hidden")
	equal(t, u.openRun().IsFinished(), false)
	u.press("pgup", "pgdown", "f").says("close.hidden").press("f").says("close.finished").sees("n 2")
	u.press("u").says("close.ask").sees("2 answers, not revealed").press("ctrl+r").says("close.finished")
	equal(t, u.store.last().IsFinished(), true)
}

func TestFinishingLeavesTextThatIsNotAddedYetAfterAsking(t *testing.T) {
	u := voting(t).press("333333", "enter").goTo("channels").typed("Meier blocks it").goTo(checks.CloseID).press("f")
	u.sees("finishes the run and leaves out text that isn’t added yet: “Channels”.").backTo("trust").press("3").goTo("risks").typed("half")
	u.goTo(checks.CloseID).press("f").sees("“Channels”, “Risks to trust”", "reveals the hidden answers and leaves out")
	equal(t, u.openRun().IsFinished(), false)
	u.press("f").says("close.finished").press("enter", "p", "o").says("correct.ask").backTo("channels").sees("Meier blocks it").press("enter").goTo(checks.CloseID)
	r := u.store.last()
	equal(t, []any{r.IsFinished(), r.Answers["channels"][0].Text, r.Drafts}, []any{true, "Meier blocks it", map[string]string{"risks": "half"}})
	for _, language := range languages {
		u = begin(newUser(t, 60, 18, language, withPayments(language))).goTo("channels")
		for _, id := range []string{"channels", "decisions", "unclear", "risks"} {
			u.goTo(id).typed("half")
		}
		u.goTo(checks.CloseID).press("f").sees(u.m.texts.TitleOf("risks") + map[string]string{"en": "”.", "de": "“."}[language])
	}
}

func TestAFinishedRunIsTheBaselineOfTheNext(t *testing.T) {
	u := start(t, withPayments("en"))
	begin(u).press("444444", "enter").sees("19 Aug").goTo(checks.CloseID).press("f", "enter").sees("Last run 22 Nov 2026")
	u.clock = u.clock.AddDate(0, 3, 0)
	begin(u).press("333333", "enter").sees("22 Nov · Q4")
}

func TestWhatIsOutOfSightAtTheCloseIsAPageAway(t *testing.T) {
	u := chosen(newUser(t, 60, 18, "en", withPayments("en")), said["en"])
	for _, text := range []string{"Ask the shops", "Answer within a day", "Call back"} {
		u.press("n").typed(text).press("enter", "enter", "enter")
	}
	u.press("pgdown").seesNot("Call back").press("pgdown").sees("Call back").stands(checks.CloseID)
}

// lookingBack is a team at its look back.
func lookingBack(t *testing.T) *user {
	t.Helper()
	return start(t, withWork("en")).press("n", "enter").stands(checks.LookBackID)
}

func TestARunBeginsWithALookBackOnlyWhereSomethingIsOpen(t *testing.T) {
	u := lookingBack(t).sees("1 of 10 · Look back")
	u.sees("Call one customer a week", "Direct contact · Ana · by 30 Sep 2026 · overdue", "Write the three delivery mails anew", "Ben · by 31 Dec 2026")
	u.sees("Sit beside customer service", "Trust · no owner yet · second time open")
	u.sees("2 complaints were fixed. Have they come back?")

	voting(t).stands("contact").sees("1 of 9")
}

func TestEnterGoesOnThoughNothingWasSaid(t *testing.T) {
	u := lookingBack(t).press("enter").stands("contact")
	equal(t, u.openRun().Looked, nil)
	u.press("esc").stands(checks.LookBackID).press("right").stands("contact")
}

func TestWhatBecameOfEachIsSaidWithOneKeyAndStored(t *testing.T) {
	u := lookingBack(t).press("d").sees("✓ Call one customer a week", "▸ • Write the three")
	u.press("o").sees("→ Write the three", "still open · Ben").press("x").says("look.reason")
	u.press("the courier does it now", "enter").sees("× Sit beside", "dropped: the courier does it now")
	u.press("g").press("b").sees("↻ The courier never rang", "came back and is open again").says("look.all")

	today := checks.DayOf(noon)
	want := map[string]checks.Look{
		"01J5MMV0000000000000000009": {Outcome: checks.OutcomeDone, On: today},
		"01KA0000000000000000000A02": {Outcome: checks.OutcomeOpen, On: today},
		"01HX0000000000000000000A01": {Outcome: checks.OutcomeDropped, Reason: "the courier does it now", On: today},
		"01KA0000000000000000000S02": {Outcome: checks.OutcomeGone, On: today},
		"01KA0000000000000000000S01": {Outcome: checks.OutcomeCameBack, On: today},
	}
	equal(t, u.store.last().Looked, want)
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
	u.press("d o", "esc").says("entry.drop").press("esc").seesNot("Why do we drop it?")
	equal(t, len(u.openRun().Looked), 0)
	u.press("x", "too late", "enter").sees("dropped: too late").press("up", "x").sees("› too late")
}

func TestAReasonThatNobodyEndedDropsNothingAndIsTypedOn(t *testing.T) {
	for _, way := range []string{"f4", "ctrl+c"} {
		u := lookingBack(t).press("x", "too la", way)
		equal(t, len(u.store.last().Looked), 0, way)
		u.opens().press("r").says("look.reason").sees("› too la").press("te", "enter").sees("dropped: too late")
		if r := u.store.last(); r.Looked["01J5MMV0000000000000000009"].Reason != "too late" || len(r.Drafts) > 0 {
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
	lookingBack(t).press("d").sees("done · Direct contact · Ana · by 30 Sep 2026").press("x", "?", "enter").sees("dropped: ? · Ben · by 31 Dec 2026")
}

func TestUndoTakesBackWhatWasSaidAndGoesThere(t *testing.T) {
	u := lookingBack(t).press("d", "o", "u").sees("▸ • Write").press("u").sees("▸ • Call one").press("ctrl+r").sees("▸ ✓ Call one")
	equal(t, len(u.store.open("Payments")), 2)
	u.press("u")
	equal(t, len(u.store.open("Payments")), 3)
	equal(t, u.openRun().Looked, nil)
}

func TestKeysOfTheOtherKindOfRowDoNothing(t *testing.T) {
	u := lookingBack(t).press("g", "b").seesNot("gone", "came back,")
	u.press("down", "down", "down", "d", "o", "x").seesNot("✓", "→", "Why do we drop it?")
}

func TestARunThatIsResumedStillListsWhatWasSaid(t *testing.T) {
	u := lookingBack(t).press("d", "down", "down", "b").opens().sees("at “Look back”").press("r").stands(checks.LookBackID)
	u.sees("✓ Call one customer a week", "▸ • Write", "came back and is open again", "no owner yet")
	u.press("down", "down", "g").sees("✓ The fee")
	if c := u.store.stories[1].Complaint; c.State != checks.ComplaintGone || c.Cases != 1 {
		t.Errorf("the complaint is %+v", c)
	}
}

func TestALookBackAtNothingSaysSoInOneLine(t *testing.T) {
	u := lookingBack(t).press("d", "f4")
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
	u := start(t, newMemory(bare()))
	u.store.missing = 8
	u.press("r").says("look.nothing").sees(u.m.say.N("missing", 8, "Call", "emptychair")).press("enter").stands("contact")
}

func TestARunDoesNotBeginWhereWhatIsOpenCannotBeRead(t *testing.T) {
	u := start(t, withWork("en")).press("n")
	u.store.unread = busyFile
	u.press("enter").isBusy().says("setup.ask")
	u.store.unread = nil
	u.press("enter").stands(checks.LookBackID)
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
		u.press("down").fits()
	}
	u.sees("▸ • The courier never rang", "65 of 65").press("b").sees("▸ ↻ The courier never rang")
}

func TestWhatIsTypedShowsInTheLowestWindow(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		u := answered(newUser(t, 60, 18, language, withPayments(language)), said[language])
		u.press("tab", "m", "1").sees("… 1").press("0", "0").sees("… 100").press("esc", "esc", "tab").goTo(checks.ChooseID).press("n").paste(said[language].long).press("enter")
		for _, typed := range []string{"Ana", "31.12."} {
			c := u.press(typed).sees(typed).fits().view().Cursor
			if c == nil || !strings.Contains(line(u.screen(), c.Y), typed) {
				t.Errorf("%s: the cursor is at %+v of\n%s", language, c, u.screen())
			}
			u.press("enter")
		}
	}
}

func TestWhatASettingIsForEndsWithASignWhereThereIsNoRoomForAllOfIt(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		u := newUser(t, 60, 18, language, withPayments(language)).press(",")
		for range settings.List {
			s := u.m.screen.(*settingsScreen)
			if about := s.about(s.here()); !strings.Contains(u.words(), about) && !strings.Contains(u.words(), "…") {
				t.Errorf("%q is cut:\n%s", about, u.screen())
			}
			u.press("down")
		}
	}
}
