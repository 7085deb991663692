package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// asking is a team in its first question.
func asking(t *testing.T) *user {
	t.Helper()
	return toQuestion(begin(start(t, withPayments("en")))).stands("channels")
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
	before := u.m.View().Content
	if u.press("ctrl+g"); u.m.View().Content == before {
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

func TestAnActionNeedsATextAndADateThatIsOne(t *testing.T) {
	u := choosing(t).press("n", "enter").tells(checks.CodeTextEmpty).press("tab", "Ana", "enter", "enter").tells(checks.CodeTextEmpty)
	u.press("visit", "enter", "enter", "soon", "enter").tells(checks.CodeDay, "soon").sees("visit", "Ana").times(4, "backspace")
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
