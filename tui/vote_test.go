package tui

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/chat"
)

// voting is a team of six before its first item.
func voting(t *testing.T) *user {
	t.Helper()
	return beginNew(start(t, newMemory()))
}

// revealed is after its reveal.
func revealed(t *testing.T) *user {
	t.Helper()
	return voting(t).press("123450", "enter")
}

// rating is what the open run holds of its first item.
func (u *user) rating() checks.Rating { return u.openRun().Ratings["contact"] }

func TestAVoteOnlyCountsBeforeTheReveal(t *testing.T) {
	u := voting(t).resize(60, 18).sees("○ ○ ○ ○ ○ ○ 0 of 6").press("4").sees("● ○ ○ ○ ○ ○ 1 of 6").press("0").sees("● ● ○ ○ ○ ○ 2 of 6")
	u.press("backspace").sees("● ○ ○ ○ ○ ○ 1 of 6").press("6", "7", "9", "x").sees("1 of 6")
}

func TestEnterAsksOnceWhenAnswersAreMissing(t *testing.T) {
	u := voting(t).press("enter").tells(checks.CodeNoVotes).sees("0 of 6")
	u.press("44", "enter").sees("4 answers are missing. Enter once more reveals without them.", "2 of 6")
	u.press("3", "enter").sees("3 answers are missing").press("enter").sees("today", "median")
	if r := u.rating(); r.N() != 3 || !r.Revealed {
		t.Errorf("the rating is %+v", r)
	}
	revealed(t).sees("today", "5 answered, 1× no answer, 1 to 5, median 3")
}

func TestMoreAnswersThanPeopleAreRefused(t *testing.T) {
	u := voting(t).press("123451").press("4").tells(checks.CodeAllIn).sees("6 of 6")
	u.press("+").sees("6 of 7").press("4").sees("7 of 7")
	u.press("backspace", "backspace").paste("4\n4\n4").press("+").tells(checks.CodeTooManyVotes).sees("5 of 7")
}

func TestPeopleComeAndGoWhileVoting(t *testing.T) {
	u := voting(t).press("4", "3").press("-", "-", "-").sees("2 of 3")
	u.press("-").sees("2 of 2").press("-").tells(checks.CodePeopleVoted).sees("2 of 2")
	u.press("+", "+").sees("2 of 4").press("u").sees("2 of 3")
	equal(t, u.store.last().People, 3)
}

func TestPeopleBelongToTheStatementFromWhichOnTheyAreThere(t *testing.T) {
	u := voting(t).press("333333", "enter", "enter", "+").sees("0 of 7").press("3333333", "enter", "enter", "-").sees("0 of 6") // one comes, one leaves
	u.press("333333", "-").tells(checks.CodePeopleVoted).press("backspace", "-").sees("5 of 5").press("u").sees("5 of 6").press("enter", "enter")
	u.press("-").sees("5 people from here on.").press("-").sees("4 people from here on. The answers here stay.").press("pgup", "-").sees("3 people from here on.")
	run := u.openRun()
	equal(t, []int{run.PeopleAt("contact"), run.PeopleAt("trust"), run.PeopleAt("value"), run.People}, []int{6, 7, 5, 3})
	equal(t, []int{run.Ratings["contact"].N(), run.Ratings["trust"].N(), run.Ratings["value"].N()}, []int{6, 7, 5})
	u.press("u", "u", "u", "u")
	equal(t, u.openRun().PeopleAt("value"), 6)
}

func TestALateAnswerAfterTheRevealIsOneDotMore(t *testing.T) {
	u := voting(t).press("33344", "enter", "enter").sees("5 answered, 3 to 4, median 3")
	u.press("+").says("late.ask").press("x", "enter").says("late.ask").press("esc").seesNot("The late").press("5").sees("5 answered, 3 to 4, median 3")
	u.press("+", "5").sees("6 answers, including the late one.", "6 answered, 3 to 5, median 3½")
	equal(t, u.openRun().People, 6)
	u.press("+", "0").sees("7 answers", "6 answered, 1× no answer, 3 to 5, median 3½")
	equal(t, u.openRun().People, 7)
	u.press("u", "u").sees("5 answered, 3 to 4, median 3").press("ctrl+r").sees("6 answered, 3 to 5, median 3½").press("u", "u").sees("5 of 6") // and back to hidden, for a correction
	u.press("backspace", "1", "enter", "enter").sees("5 answered, 1 to 4, median 3")
}

func TestASecondVoteStandsBesideTheOneBeforeTheTalk(t *testing.T) {
	u := revealed(t).press("v").sees("0 of 6").seesNot("before the talk").press("444").seesNot("before the talk").press("555", "enter")
	u.sees("▇▇ ▇▇ ▇▇ ▇▇ today ▇▇ ▇▇", "before the talk ○ ○ ○ ○ ○", "6 answered, 4 to 5, median 4½")
	equal(t, u.rating().Before, tally(1, 1, 1, 1, 1, 1))
	equal(t, u.store.last().Ratings["contact"].Before, tally(1, 1, 1, 1, 1, 1))
	u.press("v", "3", "enter", "enter").sees("before the talk ○ ○ ○ ○ ○") // the first vote is the one before the talk
	u.press("u", "u", "u").sees("▇▇ ▇▇ ▇▇ ▇▇ today ▇▇ ▇▇").times(8, "u").seesNot("before the talk").sees("5 answered, 1× no answer, 1 to 5, median 3")
}

func TestAPastedChatShowsCountsAndNoValues(t *testing.T) {
	u := voting(t).paste("hello\nall of you").says("vote.none-read").sees("0 of 6").seesNot("unclear")
	u.resize(60, 18).paste("Ana: 4\nBen 👍\nZoë – 2\nwhich one?\n1\n").sees("● ● ● ● ○ ○ 4 of 6", "4 answers read.").seesNot("Ana", "Ben", "Zoë", "which", "unclear")
	equal(t, u.rating().Tally, tally(0, 1, 1, 0, 1, 1))
	u.press("backspace").sees("3 of 6").seesNot("read").press("u", "u").sees("0 of 6")
	u.paste("Ana: 4\nBen: 3-4\nCem: 2\nAna: 5\nZoë: 4, maybe 5").sees("2 answers read. One person answered more than once", "Lines 2 and 5 of the chat are unclear")
	equal(t, u.rating().Tally, tally(0, 0, 1, 0, 0, 1))
}

func TestALaterChatTakesThePlaceOfTheEarlierOneAndAnswersByHandStay(t *testing.T) {
	const chat = "[10:02] Ana\n4\n[10:02] Guest 2\n3\n"
	u := voting(t).paste(chat).press("1").sees("3 of 6").paste(chat).sees("3 of 6", "2 answers read.")
	u.paste(chat+"[10:04] Ana\n5\n[10:05] Cem\n4").sees("4 of 6", "3 answers read.", "One person")
	equal(t, u.rating().Tally, tally(0, 1, 0, 1, 1, 1))
	u.press("u").sees("3 of 6").press("u", "u").sees("2 of 6") // the same chat once more was a change, too
}

func TestWhereNobodysNameIsKnownAPasteAsksWhetherItReplacesOrAdds(t *testing.T) {
	const chat = "Ana: 4\nBen: 3"
	for name, u := range map[string]*user{
		"typed before": voting(t).press("55"), "no names": voting(t).paste("5\n5"), "an undo": voting(t).paste("Ana: 5\nBen: 5").press("3", "u"),
		"a resume": voting(t).paste("Ana: 5\nBen: 5").press("esc", "r"), "a reveal": voting(t).paste("Ana: 5\nBen: 5").press("enter", "enter", "u"),
	} {
		u.paste(chat).sees("Pasted: 2. Already in: 2, nobody knows whose. r replaces those, + adds to them.", "2 of 6")
		u.press("x").sees("Already in: 2").press("esc").seesNot("Already").sees("2 of 6").paste(chat).press("+").sees("4 of 6")
		equal(t, u.rating().Tally, tally(0, 0, 0, 1, 1, 2), name)
		u.press("u").sees("2 of 6").paste(chat).press("r").sees("2 of 6")
		equal(t, u.rating().Tally, tally(0, 0, 0, 1, 1, 0), name)
	}
}

func TestDigitsOfEveryScriptCountAtTheVoteAndInANumber(t *testing.T) {
	equal(t, voting(t).press("４", "٣", "०").sees("3 of 6").rating().Tally, tally(1, 0, 0, 1, 1, 0))
	u := start(t, newMemory()).press("n").typed("Payments").press("enter", "enter").typed("１２").press("enter", "enter", "enter", "enter").sees("0 of 12")
	equal(t, u.openRun().People, 12)
}

func TestAPastedChatBecomesAnswersWithoutNames(t *testing.T) {
	u := toQuestion(voting(t)).paste("14:20:02 From Anna Meier to Everyone:\n\t- Monthly call\n14:20:09 From Ben to Everyone:\n\tReplying to \"Monthly call\"\n\tTickets\n"+
		"14:20:11 From Cem to Everyone:\n\tReacted to \"Tickets\" with 👍").press("enter").sees("1 Monthly call", "2 Tickets").seesNot("Anna", "Ben", "Cem", "14:20")
	equal(t, u.openRun().Answers["channels"], []checks.Answer{{Text: "Monthly call"}, {Text: "Tickets"}})
}

func TestAnswersOfWhichIsAskedWhetherTheyBeginWithNamesStayWithoutThemWhenTheRunIsLeft(t *testing.T) {
	for name, end := range map[string]func(u *user) *user{
		"f4": func(u *user) *user { return u.press("f4") }, "ctrl+c": func(u *user) *user { return u.press("ctrl+c").ends() },
		"a signal": func(u *user) *user { return u.send(EndMsg{}).ends() }, "the end": (*user).closes,
	} {
		u := toQuestion(voting(t)).paste("- Ana Meier: Monthly call\n\n- Ben: Tickets\n- a letter").sees("2 lines look like")
		equal(t, end(u).store.last().Drafts["channels"], "Monthly call\n\nTickets\na letter", name)
	}
}

func TestPastingAfterTheRevealChangesNothing(t *testing.T) {
	u := revealed(t)
	before := u.rating()
	u.paste("4\n4\n4").tells(checks.CodeRevealed)
	equal(t, u.rating(), before)
}

func TestVotingAgainBringsTheOldVoteBackOnUndo(t *testing.T) {
	u := revealed(t).press("v").sees("u brings the answers back.", "u undo", "0 of 6").press("555", "u", "u", "u", "u").sees("today", "5 answered, 1× no answer, 1 to 5, median 3")
	u.press("ctrl+r", "ctrl+r").sees("1 of 6")
}

func TestInABigWindowTheScaleStaysWhereItIsFromTheVoteToTheEndOfTheReveal(t *testing.T) {
	for _, size := range [][2]int{{120, 30}, {120, 40}, {200, 60}} {
		for _, language := range []string{"en", "de"} {
			u := begin(newUser(t, size[0], size[1], language, withPayments(language)))
			scale := func() string {
				lines := strings.Split(u.screen(), "\n")[3:]
				y := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "─────") })
				return fmt.Sprintln(y, strings.TrimSpace(ansi.Cut(lines[y], 0, 72)), strings.TrimRight(ansi.Cut(lines[y+1], 0, 72), " "))
			}
			at := scale()
			for _, keys := range [][]string{{"444"}, {"445", "enter"}, {"s"}, {"esc"}, {"c", "2", "a letter", "enter"}, {"v", "123455", "enter"}} {
				u.press(keys...).fits()
				equal(t, scale(), at, u.screen())
			}
		}
	}
}

func TestManyPeopleFitOnTheLine(t *testing.T) {
	u := beginNew(newUser(t, 60, 18, "en", newMemory())).times(93, "+").press("4").sees("1 of 99").fits().times(98, "3")
	if u.press("enter").sees("98 ▆▆▆▆▆ 1 today █████ ▁▁▁▁▁"); strings.Contains(u.screen(), "…") {
		t.Errorf("something is cut:\n%s", u.screen())
	}
	u.press("v", "+").tells(checks.CodePeople, "100")
}

func TestTheChairStandsApartFromTheAnswersAndIsNotEmptiedWithoutBeingAsked(t *testing.T) {
	u := revealed(t).press("c").says("chair.step").sees("0 leave empty").press("esc").seesNot("◇")
	u.press("c", "2", "enter").says("chair.empty-sure").sees("2 – and how").press("enter").says("chair.no-evidence").seesNot("◇")
	u.press("c", "2", "a letter, 1/3 read it", "enter").sees("◇", "a letter, 1/3 read it", "5 answered, 1× no answer, 1 to 5, median 3")
	u.press("c", "0").seesNot("◇", "a letter").press("u").sees("◇", "a letter")
	u.press("c", "4", "ctrl+u", "enter").says("chair.empty-sure").press("x", "backspace", "enter").says("chair.empty-sure")
	equal(t, u.rating().Chair, checks.Chair{Step: 2, Evidence: "a letter, 1/3 read it"})
}

func TestAnEmptyChairIsAFindingThatStays(t *testing.T) {
	for _, keys := range [][]string{{"c", "2", "enter", "enter"}, {"c", "0"}} {
		u := revealed(t).press(keys...).says("chair.no-evidence").seesNot("◇")
		u.press("x", "?", "esc", "s", "She came.", "enter").says("chair.no-evidence")
		u.press("c", "2", "a letter", "enter").sees("◇", "a letter").seesNot("Without evidence")
		u.press("u").says("chair.no-evidence").press("enter", "esc").says("chair.no-evidence")
		equal(t, u.store.last().Ratings["contact"].Chair, checks.Chair{Empty: true})
	}
}

func TestATooLongStoryOrEvidenceIsRefusedAndNothingIsLost(t *testing.T) {
	for _, keys := range [][]string{{"s"}, {"c", "2"}} {
		u := revealed(t).press(keys...)
		u.press("She ").paste(strings.Repeat("a", checks.MaxText)).tells(checks.CodeTextLong).seesNot("aaa").sees("She")
		u.paste(strings.Repeat("a", checks.MaxText-4)).press("b").tells(checks.CodeTextLong).press("enter")
		if r := u.rating(); len(r.Story+r.Chair.Evidence) != checks.MaxText {
			t.Errorf("kept are %d characters", len(r.Story+r.Chair.Evidence))
		}
	}
}

func TestAStoryToldAtAnItemCanBeChangedAndIsNotedOnce(t *testing.T) {
	u := revealed(t).press("s", "u? She+ came", "enter").sees("💬 u? She+ came").press("s", " back", "enter").sees("💬 u? She+ came back")
	u.press("s", "!!", "esc").says("entry.drop").press("esc").sees("came back").seesNot("back!")
	today := checks.DayOf(noon)
	want := checks.Story{Team: "Payments", On: today, Noted: today, Source: checks.FromElsewhere, About: "contact", Text: "u? She+ came"}
	equal(t, len(u.store.stories), 1)
	want.ID = u.store.stories[0].ID
	equal(t, u.store.stories[0], want)
	left := revealed(t).press("s", "She ca", "f4")
	equal(t, len(left.store.stories), 0)
	equal(t, left.store.last().Ratings["contact"].Story, "She ca")
}

// atItem is a team with stories that has answered an item.
func atItem(t *testing.T, store *memory, id, votes string) *user {
	t.Helper()
	return begin(start(t, store)).goTo(id).press(votes, "enter").says("reveal.today")
}

func TestAStoryNotedSinceTheBaselineMayStandBehindTheNumber(t *testing.T) {
	u := atItem(t, withWork("en"), "trust", "233333").press("s").says("behind.ask").sees("▸ › write a new one")
	u.sees("12 Oct 2026 · customer · complaint: open", "20 Sep 2026 · customer service · complaint: fixed").seesNot("The courier")
	u.press("down", "down", "down").sees("▸ • At the counter").press("up", "up", "enter")
	u.sees("💬 She waited nine days").seesNot("write a new one")
	equal(t, u.store.last().Ratings["trust"].Story, said["en"].waited)
	u.press("s").sees("▸ › change the current one").press("enter", " Twice.", "enter").sees("bought elsewhere. Twice.")
	u.press("u", "u").seesNot("She waited").sees("s story")
}

func TestStoriesAboutTheStatementComeFirst(t *testing.T) {
	u := atItem(t, withWork("en"), "contact", "333333").press("s", "down").sees("▸ • A customer showed us", "shop walk")
	u.press("down").sees("▸ • At the counter").press("down").sees("▸ • She waited", "12 Oct 2026 · customer · Trust · complaint: open")
	u.press("esc").seesNot("▸").press("s", "esc").seesNot("▸")
}

func TestAStoryOfSeveralLinesComesOnOne(t *testing.T) {
	store := withWork("en")
	store.stories[3].Text = "She came.\nShe saw.\n\nShe left."
	equal(t, atItem(t, store, "contact", "333333").press("s", "down", "enter").rating().Story, "She came. / She saw. / She left.")
}

func TestWithoutABaselineAllStoriesAreOffered(t *testing.T) {
	store := withWork("en")
	store.runs, store.revision = map[string]checks.Run{}, map[string]uint64{}
	u := lookedBack(start(t, store).press("n", "enter")).press("333333", "enter", "s")
	u.times(5, "down").sees("▸ • The courier")
}

func TestANumberThatDisagreesWithTheStoriesRaisesAQuestion(t *testing.T) {
	atItem(t, withWork("en"), "trust", "444544").sees("The number is high, but a complaint about this is open. What don’t we see?")
	atItem(t, withWork("en"), "trust", "333333").seesNot("What don’t we see?")
	atItem(t, withWork("en"), "contact", "112222").says("tension.good")
	atItem(t, withWork("en"), "contact", "333333").seesNot("leave out?")
	atItem(t, withWork("en"), "value", "111111").seesNot("leave out?")
}

func TestAComplaintThatCameBackCountsAsOpenAtOnce(t *testing.T) {
	lookingBack(t).press("down", "down", "down", "b").goTo("trust").press("555555", "enter").sees("2 complaints about this are open").
		press("s", "down", "down").sees("complaint: came back")
}

// What stands before the reveal must not depend on any answer. Two teams do the same in two programs and only answer
// differently; whoever watches must not be able to tell the two apart.

// watched is all that can be seen of a program, and what it asks for meanwhile.
type watched struct {
	view   tea.View
	came   []string
	timers int
	saves  int
}

func (u *user) watch() watched {
	return watched{u.view(), u.came, len(u.timers), len(u.store.saved)}
}

// difference is what tells two programs apart, "" where nothing does.
func difference(a, b watched) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a.view.Content, b.view.Content) + cmp.Diff(a.came, b.came) + fmt.Sprintf("%+v\n%+v", a, b)
}

// teams are two programs that get the same keys but for the answers.
type teams struct {
	t    *rapid.T
	pair [2]*user
	done []string
}

// press presses the same keys in both, or first in the one and second in the other.
func (d *teams) press(first, second string) {
	d.done = append(d.done, first+"/"+second)
	d.pair[0].press(first)
	d.pair[1].press(second)
	d.compare()
}

func (d *teams) compare() {
	if diff := difference(d.pair[0].watch(), d.pair[1].watch()); diff != "" {
		d.t.Fatalf("after %q somebody who watches sees a difference:\n%s", d.done, diff)
	}
}

func (d *teams) both(keys ...string) {
	for _, k := range keys {
		d.press(k, k)
	}
}

// filled puts an answer in place of each #.
func filled(chat string, answer func() string) string {
	for strings.Contains(chat, "#") {
		chat = strings.Replace(chat, "#", answer(), 1)
	}
	return chat
}

var (
	anyAnswer = rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "5"})
	// anyMessage is what somebody writes, with # for the answer.
	anyMessage = rapid.SampledFrom([]string{
		"#", "Ana: #", "Ben #", "Zoë: #/5", "Dr. Who – #", "#.", "[10:02] Guest 2\n#", "10:01:00 From Ana to Everyone:\n\t#", "28.11.26, 10:02 - Li: # because",
		"Ana: #-#", "Cem: # or #", "see you at #", "[10:02] Ana\n#\n[10:03] Ana\n#", "Replying to \"#\" #", "Ben\n#", "maybe #", "# 👍", "#️⃣",
	})
)

// teamActions are what a team can do before the reveal; each leads back to the item.
var teamActions = map[string]func(d *teams){
	"answer": func(d *teams) { d.press(anyAnswer.Draw(d.t, "one"), anyAnswer.Draw(d.t, "other")) },
	"answers": func(d *teams) {
		for range 3 {
			d.press(anyAnswer.Draw(d.t, "one"), anyAnswer.Draw(d.t, "other"))
		}
	},
	"chat": func(d *teams) {
		chat := strings.Join(rapid.SliceOfN(anyMessage, 1, 4).Draw(d.t, "chat"), "\n")
		for i := range d.pair {
			d.pair[i].paste(filled(chat, func() string { return anyAnswer.Draw(d.t, "answer") }))
		}
		d.done = append(d.done, chat)
		d.compare()
		if d.pair[0].m.screen.(*itemScreen).pasted != nil {
			d.both(rapid.SampledFrom([]string{"r", "+", "esc"}).Draw(d.t, "paste"))
		}
	},
	"take back":   func(d *teams) { d.both("backspace") },
	"undo":        func(d *teams) { d.both("u") },
	"undo, redo":  func(d *teams) { d.both("u", "ctrl+r") },
	"more people": func(d *teams) { d.both("+") },
	"less people": func(d *teams) { d.both("-") },
	"start again": func(d *teams) { d.both("v") },
	"help":        func(d *teams) { d.both("?", "esc") },
	"chair":       func(d *teams) { d.both("f2", "enter") },
	"look around": func(d *teams) {
		further := rapid.IntRange(1, 8).Draw(d.t, "further")
		for range further {
			d.both("pgdown")
		}
		for range further {
			d.both("pgup")
		}
	},
	"leave, look at it in the list, resume": func(d *teams) { d.both("esc", "p", "esc", "r") },
	"enter, with answers missing": func(d *teams) {
		if u := d.pair[0]; u.rating().Answers() < u.openRun().People {
			d.both("enter", "tab") // another key: it asks again
		}
	},
	"a second": func(d *teams) {
		for _, u := range d.pair {
			u.passes(time.Second)
		}
		d.compare()
	},
}

func TestNobodySeesAnAnswerBeforeTheReveal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([][2]int{{60, 18}, {80, 24}, {97, 31}, {120, 40}}).Draw(t, "size")
		d := &teams{t: t}
		before := rapid.SampledFrom([]string{"", "34", "5"}).Draw(t, "before the talk")
		more := rapid.SampledFrom([]int{0, 0, 8}).Draw(t, "more people")
		for i := range d.pair {
			d.pair[i] = beginNew(newUser(t, size[0], size[1], "en", newMemory())).times(more, "+").press("3", "backspace")
			if before != "" {
				d.pair[i].press(before, "enter", "enter", "v")
			}
		}
		d.compare()
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(slices.Sorted(maps.Keys(teamActions))), 1, 8).Draw(t, "actions") {
			if d.pair[0].rating().Revealed { // undo brought the vote before the talk back, which all have seen
				return
			}
			teamActions[name](d)
		}
	})
}

// chats are the pastes on which the reader of chats is tried.
func chats(t *testing.T) (all []string) {
	t.Helper()
	data, err := os.ReadFile("../checks/chat/testdata/votes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq("\n"+string(data), "\n== ") {
		if _, text, ok := strings.Cut(part, "\n-> "); ok {
			_, text, _ = strings.Cut(text, "\n")
			all = append(all, strings.NewReplacer(`\t`, "\t", `\r`, "\r").Replace(text))
		}
	}
	return all
}

func TestTheSameChatWithOtherAnswersLooksTheSame(t *testing.T) {
	t.Parallel()
	scaled := regexp.MustCompile(`(?m)(/|of|von) ?5\b|:[+-]1:|^\d/\d/|\b[6-9]\b`) // there a digit is none of an answer
	for i, text := range chats(t) {
		if scaled.MatchString(text) {
			continue
		}
		other := strings.NewReplacer("1", "2", "2", "4", "3", "1", "4", "5", "5", "3").Replace(text)
		room := func() *user { // of few, or of many; for the first time, or the second
			u := voting(t).times(i%3*8, "+")
			if i%2 == 0 {
				u.press("34", "enter", "enter", "v")
			}
			return u
		}
		a, b := room().paste(text), room().paste(other)
		if diff := difference(a.watch(), b.watch()); diff != "" {
			t.Errorf("%q and %q look different:\n%s", text, other, diff)
		}
		if a.rating().Answers() > 0 {
			a.paste(text + "\n4")
			b.paste(other + "\n3")
			equal(t, difference(a.watch(), b.watch()), "", text)
		}
	}
}

func TestTheNamesInAChatAreNeitherShownNorStored(t *testing.T) {
	t.Parallel()
	known, names := 0, 0
	for _, text := range chats(t) {
		ballots := chat.ReadVotes(text).Ballots
		u := voting(t).paste(text)
		seen := checks.Fold(u.screen() + fmt.Sprintf("%+v", u.store.runs))
		before := fmt.Sprintf("%+v", *u.m.session.flow)
		u.press("enter", "enter")
		seen += checks.Fold(u.screen() + fmt.Sprintf("%+v", *u.m.session.flow))
		for _, b := range ballots {
			if len(b.By) <= len("alle") {
				continue
			}
			name := regexp.MustCompile(`(^|[^\pL])` + regexp.QuoteMeta(b.By) + `($|[^\pL])`)
			if names++; name.MatchString(before) {
				known++
			}
			if name.MatchString(seen) {
				t.Errorf("%q of %q is there", b.By, text)
			}
		}
	}
	if names < 50 || known != names {
		t.Errorf("%d names were read, and %d were known before the reveal", names, known)
	}
}

func TestTheAnswersButNotTheirOrderShowAfterTheReveal(t *testing.T) {
	var users [3]*user
	for i, votes := range []string{"234435", "534432", "234425"} {
		users[i] = voting(t).press(votes)
		equal(t, difference(users[0].watch(), users[i].watch()), "")
	}
	for _, u := range users {
		u.press("enter")
	}
	equal(t, difference(users[0].watch(), users[1].watch())+cmp.Diff(users[0].store.last(), users[1].store.last()), "")
	if difference(users[0].watch(), users[2].watch()) == "" {
		t.Fatal("one other answer makes no difference after the reveal")
	}
}

// atClose is a run of a team at its close.
func atClose(t *testing.T) *user {
	t.Helper()
	return begin(start(t, withPayments("en"))).press("44444", "4", "enter").goTo(checks.CloseID)
}

func TestWhetherTheTimeWasWellSpentIsVotedAtTheCloseAndNobodyNeedTo(t *testing.T) {
	u := atClose(t).sees("Was this time well spent?", "1–5 answer").press("45").sees("2 of 6", "enter reveal").seesNot("Time well spent").says("saved")
	u.press("f").says("close.hidden").press("backspace").sees("1 of 6").paste("Ana: 5\nBen: 4\n").sees("r replace").press("+").sees("3 of 6")
	u.press("enter", "enter").sees("Time well spent", "👎 · · · ●● ● 👍", "n 3 median 4").seesNot("Was this time", "spread")
	u.press("+").says("late.ask").press("x").says("late.ask").press("5").sees("4 answers, including the late one.", "n 4").press("u").sees("n 3 median 4")
	u.press("v").sees("Was this time well spent?").press("u").sees("n 3 median 4").press("f").says("close.finished").press("1").sees("n 3 median 4")
	equal(t, u.store.last().Ratings[checks.WorthID].Counts, [checks.Steps]int{0, 0, 0, 2, 1})
	for _, size := range [][2]int{{60, 18}, {80, 24}, {120, 40}, {200, 60}} { // wherever it leads from there
		u.resize(size[0], size[1]).goTo(checks.CloseID).sees("Time well spent").press("enter", "enter").says("key.new").seesNot("Time well spent")
		u.press("t").times(3, "down").sees("Time well spent").press("esc", "c", "end", "esc", "p", "enter", "end", "esc", "o")
	}

	u = atClose(t).press("444444", "1").tells(checks.CodeAllIn, "worth").press("+", "1").sees("7 of 7").press("-").tells(checks.CodePeopleVoted)
	equal(t, u.openRun().Ratings["contact"].Counts, [checks.Steps]int{0, 0, 0, 6})
	equal(t, u.openRun().PeopleAt("contact"), 6)

	u = atClose(t).press("f").says("close.finished").seesNot("well spent").press("4").seesNot("well spent")
	equal(t, u.store.last().Ratings[checks.WorthID], checks.Rating{})
	solo := beginSolo(start(t, withAlone("en"))).goTo(checks.CloseID).press("4").sees("Time well spent", "mostly").press("2").sees("not really")
	equal(t, solo.openRun().Ratings[checks.WorthID].Counts, [checks.Steps]int{0, 1})
}

func TestAtTheCloseNothingTellsAHiddenAnswerEither(t *testing.T) {
	for _, ways := range [][2]string{{"1", "5"}, {"244", "531"}, {"0", "3"}} {
		var seen [2]string
		for i, keys := range ways {
			u := atClose(t)
			for _, key := range keys {
				u.press(string(key)).passes(time.Second)
				seen[i] += u.view().Content + u.view().WindowTitle
			}
			u.paste("Ana: " + keys[:1] + "\n").press("+")
			seen[i] += u.view().Content
		}
		equal(t, seen[0], seen[1])
	}
}

func TestAnAnswerAfterTheRevealSaysWhichKeysOfTheFooterDoSomething(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		for _, size := range [][2]int{{60, 18}, {80, 24}} {
			u := begin(newUser(t, size[0], size[1], language, withPayments(language))).press("123450", "enter")
			was := u.rating()
			for _, digit := range []string{"3", "0", "7"} {
				late := size[0] >= 80
				u.press(digit).sees(u.m.say.T("vote.too-late", "Again", true, "Late", late)).says("key.vote-again")
				equal(t, strings.Contains(line(u.screen(), size[1]-1), u.m.say.T("key.late-answer")), late, language, size)
			}
			equal(t, u.rating(), was)
		}
	}
}

func TestWhatIsTypedOverTheStoriesBeginsANewOne(t *testing.T) {
	u := atItem(t, withWork("en"), "trust", "233333").press("s").says("behind.ask").press("he kept just one.").seesNot("write a new one").press("enter")
	u.sees("💬 he kept just one.")
	equal(t, u.store.last().Ratings["trust"].Story, "he kept just one.")
	u = atItem(t, withWork("en"), "trust", "233333").press("s").paste("Kim called.").press("enter").sees("💬 Kim called.").press("s", "space").says("behind.ask")
	u.press("down", "down", "enter").sees("💬 The fee").seesNot("write a new one")
}

func TestTheCloseShowsTheAnswersThatItsFinishKeeps(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		u := begin(newUser(t, 80, 24, language, withPayments(language))).press("44444", "4", "enter", "v").goTo(checks.CloseID)
		said := func() string { return u.m.screen.(*closeScreen).plainResult() }
		unrated := func() int { return strings.Count(u.screen(), u.m.say.T("item.unrated")) }
		copied, bar := said(), line(u.screen(), 1)
		equal(t, unrated(), 2)
		equal(t, strings.Count(copied, u.m.say.T("report.not-rated")), 2)
		u.press("pgup").stands(checks.ChooseID)
		equal(t, unrated(), 2)
		u.press("pgdown", "f").says("close.finished")
		equal(t, said(), copied)
		equal(t, line(u.screen(), 1), bar)
		u.sees("n 6 " + u.m.say.T("figures.median", "Median", "4"))
		equal(t, u.openRun().Ratings["contact"].N(), 6)
	}
	u := begin(start(t, withPayments("en"))).press("44444", "4", "enter", "v", "33").goTo(checks.CloseID).sees("2 answers, not revealed").seesNot("n 6")
	equal(t, strings.Count(u.m.screen.(*closeScreen).plainResult(), u.m.say.T("report.not-rated")), 3)
}
