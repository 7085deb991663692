package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
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
	u.press("enter").stands(checks.CloseID).sees("Here is the outcome.", "3 answers · 1 action")
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
	u.press("backspace").tells(checks.CodeOrderUnknown).sees("v starts the vote again").sees("2 of 6")
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
	for u.openRun().At != "contact" && (u.m.View().Cursor != nil || u.openRun().At != "value") {
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
