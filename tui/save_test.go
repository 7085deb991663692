package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// fullDisk is what saves fail with in these tests.
var fullDisk = &checks.Error{Code: checks.CodeDiskFull}

// stores fails where the state of the run that was written last does not hold so many answers to its first item.
func (u *user) stores(want int) *user {
	u.t.Helper()
	if n := u.store.last().Ratings["contact"].Answers(); n != want {
		u.t.Errorf("%d answers are stored", n)
	}
	return u
}

// ends fails where the program has not ended, stays where it has.
func (u *user) ends() *user {
	u.t.Helper()
	if !u.ended {
		u.t.Errorf("the program did not end:\n%s", u.screen())
	}
	return u
}

func (u *user) stays() *user {
	u.t.Helper()
	if u.ended {
		u.t.Errorf("the program ended:\n%s", u.screen())
	}
	return u
}

// closes ends the program from outside.
func (u *user) closes() *user {
	u.t.Helper()
	if err := u.m.Close(); err != nil {
		u.t.Errorf("closing: %v", err)
	}
	return u
}

func TestAChangeIsSavedBeforeTheScreenSaysSo(t *testing.T) {
	u := voting(t).press("3").says("saved")
	u.slow = true
	u.press("4").seesNot("saved").release().says("saved").stores(2)
}

func TestOneSaveIsUnderWayAndTheLatestStateWins(t *testing.T) {
	u := voting(t)
	before := len(u.store.saved)
	u.slow = true
	equal(t, len(u.press("4", "4", "4", "4").waiting), 1)
	equal(t, len(u.release().says("saved").stores(4).store.saved)-before, 2)
}

func TestAFailedSaveIsSaidAndTriedAgainOneTryAtATime(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4").says("save.failed").tells(checks.CodeDiskFull).press("4").says("save.failed").sees("2 of 6")
	for range 5 {
		equal(t, u.passes(time.Second).says("save.failed").pending(retryAfter), 1)
	}
	u.store.fail = nil
	u.passes(retryAfter).says("saved").seesNot("Not saved yet").stores(2)
}

func TestQuittingWaitsForTheSave(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4", "ctrl+c").stays().press("4").release().ends().stores(1)
}

func TestAProgramThatCannotSaveLeavesOnTheSecondCtrlCAndStaysOnAnyOtherKey(t *testing.T) {
	u := voting(t)
	u.store.fail = fullDisk
	u.press("4", "ctrl+c").says("save.failed", "save.leave-anyway").stays().press("x").says("save.failed").seesNot("ctrl+c again")
	u.press("4").sees("2 of 6").press("ctrl+c").stays().press("ctrl+c").ends()

	u = voting(t)
	u.store.fail = fullDisk
	u.press("4", "ctrl+c", "x")
	u.store.fail = nil
	u.passes(retryAfter).says("saved").press("ctrl+c").ends().stores(1)
}

func TestNothingOfTheVotesIsLeftBehindWhenTheRunOrTheProgramIsLeft(t *testing.T) {
	u := voting(t).press("4", "3")
	equal(t, u.store.swept, 0)
	equal(t, u.press("f4").store.swept, len(u.store.saved))
	u = voting(t).press("4", "ctrl+c").ends().closes()
	equal(t, u.store.swept, len(u.store.saved))
}

func TestASignalEndsTheProgramOnceAllIsSaved(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4").send(EndMsg{}).stays().release().ends().stores(1)
}

func TestCloseSavesWhatTheProgramHadNot(t *testing.T) {
	u := voting(t)
	u.slow = true
	u.press("4", "3").closes().stores(2)
	if r, ok := u.m.Unfinished(); !ok || r.Team != "Payments" {
		t.Errorf("unfinished is %q, %v", r.Team, ok)
	}
	before := len(u.store.saved)
	u.waiting = nil
	u.closes()
	equal(t, len(u.store.saved), before)
}

func TestWhatIsTypedIsSavedWithinASecond(t *testing.T) {
	u := asking(t).press("half a sent")
	equal(t, u.store.last().Drafts["channels"], "")
	equal(t, u.passes(time.Second).store.last().Drafts["channels"], "half a sent")
	before := len(u.store.saved)
	u.passes(time.Minute)
	equal(t, len(u.store.saved), before)
}

// entered is what people said in a run, as text, but for what they are still typing.
func entered(r checks.Run) string { return fmt.Sprint(r.Looked, r.Ratings, r.Answers, r.Actions) }

func TestTextInAFieldIsKeptWhenTheProgramEnds(t *testing.T) {
	for _, end := range []func(u *user) *user{(*user).closes, func(u *user) *user { return u.press("ctrl+c").ends() }} {
		for name, u := range map[string]*user{
			"a story": revealed(t).press("s"), "evidence": revealed(t).press("c", "2"), "an action": voting(t).goTo(checks.ChooseID).press("a"),
		} {
			r := end(u.press("what we say")).store.last()
			equal(t, strings.Contains(entered(r), "what we say"), true, name, r)
		}
		equal(t, end(asking(t).press("what we say")).store.last().Drafts["channels"], "what we say")
	}
}

func TestTextInEveryFieldOfARunOutlivesAProgramThatIsKilled(t *testing.T) {
	for name, tt := range map[string]struct {
		stage  string
		opens  []string
		before string // what stands in the field
		ends   []string
	}{
		"a reason":       {checks.LookBackID, []string{"x"}, "", []string{"enter"}},
		"evidence":       {"contact", []string{"44", "enter", "enter", "c", "2"}, "", []string{"enter"}},
		"other evidence": {"contact", []string{"44", "enter", "enter", "c", "2", "calls", "enter", "c", "3"}, "calls", []string{"enter"}},
		"a story":        {"trust", []string{"44", "enter", "enter", "s", "enter"}, "", []string{"enter"}},
		"an answer":      {"channels", nil, "", []string{"enter"}},
		"another answer": {"channels", []string{"one", "enter", "two", "enter", "three", "tab", "up", "e"}, "one", []string{"enter", "tab", "enter"}},
		"the second one": {"channels", []string{"one", "enter", "two", "enter", "one", "enter", "tab", "e"}, "one", []string{"enter", "tab", "enter"}},
		"an action":      {checks.ChooseID, []string{"down", "a"}, "", []string{"enter", "enter", "enter"}},
		"who does it":    {checks.ChooseID, []string{"a", "call", "enter"}, "", []string{"enter", "enter", "enter"}},
		"another action": {checks.ChooseID, []string{"a", "call", "enter", "Ana", "enter", "enter", "tab", "e"}, "call", []string{"enter", "enter", "enter"}},
	} {
		typed := func() *user {
			return lookingBack(t).goTo(tt.stage).press(tt.opens...).press(" so far").passes(time.Second)
		}
		lived := entered(typed().press(tt.ends...).store.last())
		equal(t, strings.Contains(lived, tt.before+" so far") || tt.before == "" && strings.Contains(lived, "so far"), true, name, lived)

		u := typed().opens().press("r").sees(strings.TrimSpace(tt.before + " so far"))
		equal(t, entered(u.press(tt.ends...).store.last()), lived, name)
		if d := u.store.last().Drafts; len(d) > 0 {
			t.Errorf("%s: the drafts are %v", name, d)
		}
	}
}

func TestTextInEveryFieldOutsideARunOutlivesAProgramThatIsKilled(t *testing.T) {
	for name, tt := range map[string]struct{ opens, saves []string }{
		"a story at once":    {[]string{"s"}, []string{"enter"}},
		"a story":            {[]string{"s", "esc", "n"}, []string{"enter", "enter", "enter", "enter", "enter"}},
		"another story":      {[]string{"s", "esc", "e"}, []string{"enter", "enter", "enter", "enter"}},
		"a day":              {[]string{"s", "esc", "n", "up", "up"}, []string{"esc", "esc"}},
		"an action":          {[]string{"a", "n"}, []string{"enter", "enter", "enter", "enter"}},
		"an owner":           {[]string{"a", "e", "down"}, []string{"enter", "enter", "enter", "enter"}},
		"a reason":           {[]string{"a", "x"}, []string{"enter"}},
		"an answer":          {[]string{"s", "esc", "down", "a"}, []string{"enter", "enter", "enter", "enter"}},
		"a remedy":           {[]string{"s", "esc", "enter", "r"}, []string{"enter", "enter"}},
		"a plan":             {[]string{"s", "esc", "down", "down", "down", "enter", "f"}, []string{"enter", "enter"}},
		"a change":           {[]string{"s", "esc", "down", "down", "down", "enter", "x"}, []string{"enter", "enter", "enter"}},
		"a first why":        {[]string{"s", "esc", "down", "down", "enter", "w"}, []string{"enter", "enter"}},
		"a why":              {[]string{"s", "esc", "down", "down", "enter", "w", "one", "enter"}, []string{"enter", "enter"}},
		"a walk":             {[]string{"w", "down"}, []string{"enter", "enter", "enter"}},
		"another team":       {[]string{"n", "up", "up", "up", "up", "up", "z"}, []string{"enter", "enter", "enter", "enter", "enter", "enter"}},
		"who held a run":     {[]string{"p", "o", "d"}, []string{"enter", "enter", "enter", "enter"}},
		"a corrected answer": {[]string{"p", "o", "pgup", "pgup", "tab", "e"}, []string{"enter"}},
	} {
		typed := func() *user {
			return start(t, withStories("en")).press(tt.opens...).press(" so far").passes(time.Second)
		}
		again := func(u *user) *user { return u.opens().press(tt.opens...) }
		if u := again(typed()); !strings.Contains(u.words(), "so far") {
			t.Errorf("%s is gone:\n%s", name, u.screen())
			continue
		}
		for how, ends := range map[string][]string{"saved": tt.saves, "dropped": {"esc", "esc"}} {
			u := again(typed()).press(ends...).passes(time.Second)
			if len(u.store.drafts) > 0 || len(u.store.saved) > 0 && len(u.store.last().Drafts) > 0 {
				t.Errorf("%s was %s and stays a draft: %v\n%s", name, how, u.store.drafts, u.screen())
			}
		}
	}
}

func TestADraftThatCouldNotBeWrittenIsTriedAgainThoughItsTextIsSaved(t *testing.T) {
	for name, then := range map[string]func(u *user) *user{"a key": func(u *user) *user { return u.press("down") }, "the end": (*user).closes} {
		u := start(t, withStories("en")).press("s", "It rang")
		equal(t, len(u.store.drafts), 1, name)
		u.store.noDraft = fullDisk
		u.press("enter").says("story.noted").store.noDraft = nil
		equal(t, len(then(u).store.drafts), 0, name)
	}
}

func TestWhatIsFilledInAFormIsBackInAnotherLanguage(t *testing.T) {
	u := start(t, withStories("en")).press("s", "esc", "n", "It rang", "tab", "right", "right").sees("colleague")
	newUser(t, 80, 24, "de", u.store).press("s", "esc", "n").sees("It rang", "Kollegium")
}

func TestAnAnswerThatIsGoneLeavesWhatWasTypedInItsPlace(t *testing.T) {
	u := toQuestion(voting(t)).press("one", "enter", "three", "tab", "e", " two").passes(time.Second)
	r := u.openRun()
	r.Answers = nil
	u.store.put(r)
	u.opens().press("r").sees("› three", "one two").press("enter").holds("three", "one two")
}

func TestAnAnswerOfSeveralLinesKeepsThem(t *testing.T) {
	const lines, draft = "first line\n\n- second  line", "half"
	for _, typed := range []string{"", "X"} {
		for way, keys := range map[string][]string{"enter": {"enter"}, "the next stage": {"pgdown", "pgup"}, "ctrl+c": {"ctrl+c"}, "kill": {"enter"}} {
			u := asking(t).press("one", "enter", draft).passes(time.Second)
			r := u.openRun()
			r.Answers = map[string][]checks.Answer{"channels": {{Text: lines}, {Text: "one"}}}
			u.store.put(r)
			u.opens().press("r").sees("› "+draft).press("tab", "up", "e", typed).passes(time.Second)
			if way == "kill" && typed != "" {
				u.opens().press("r").sees("second line" + typed)
			}
			if u.press(keys...); u.ended {
				u.opens().press("r")
			}
			u.sees(draft).holds(lines+typed, "one")
		}
	}
	u := start(t, withPayments("en"))
	r := lastQuarter("en")
	r.Answers["channels"][2].Text = lines
	u.store.put(r)
	u.press("p", "o").backTo("channels").press("tab", "e", "enter").press("ctrl+c")
	equal(t, u.store.runs[r.ID].Corrected, checks.Day{}) // nothing was changed
}

func TestAnActionThatIsResumedNamesTheAnswerThatItComesFrom(t *testing.T) {
	begun := func() *user {
		u := asking(t).press("alpha", "enter", "beta", "enter", "gamma", "enter", "tab", "up", "+", "+", "down", "+").goTo(checks.ChooseID)
		return u.press("down", "down", "a", "write").sees("From “Channels”: alpha").passes(time.Second)
	}
	begun().opens().press("r").sees("From “Channels”: alpha", "write")

	u := begun()
	r := u.openRun()
	r.Answers = map[string][]checks.Answer{"channels": r.Answers["channels"][1:]}
	u.store.put(r)
	u.opens().press("r").sees("From “Channels”", "write").seesNot("”: ")
	r.Drafts = map[string]string{checks.ChooseID: "channels\n\n" + `{"0":"as it was kept"}`}
	u.store.put(r)
	u.opens().press("r").sees("From “Channels”", "as it was kept").seesNot("”: ")
}

func TestSuspendingSavesFirst(t *testing.T) {
	u := asking(t)
	u.press("half", "ctrl+z")
	equal(t, u.store.last().Drafts["channels"], "half")
	equal(t, u.came[len(u.came)-1], "tea.execMsg")
}

func TestAFileThatIsDamagedMeanwhileIsSaidWholeWithWhatHelps(t *testing.T) {
	const path = "/home/ana/.local/share/emptychair/emptychair.db"
	for _, size := range sizes {
		u := voting(t).resize(size[0], size[1])
		u.store.fail = &checks.Error{Code: checks.CodeDamaged, Subject: path}
		u.press("4").says("save.failed").tells(checks.CodeDamaged, path).sees("emptychair doctor")
	}
}

// conflicting is a run to which another program wrote an answer meanwhile, after which this one gave a vote.
func conflicting(t *testing.T) *user {
	t.Helper()
	u := voting(t).press("4")
	other := u.openRun().Clone()
	other.Answers = map[string][]checks.Answer{"risks": {{Text: "from elsewhere"}}}
	u.store.put(other)
	return u.press("3").says("conflict.what").seesNot("2 of 6")
}

func TestAConflictIsReportedAndNothingIsOverwritten(t *testing.T) {
	u := conflicting(t).press("4", "x", "u", "r", "k", "j", "esc", "tab", "ctrl+r").says("conflict.what")
	equal(t, len(u.store.runs[u.openRun().ID].Answers["risks"]), 1)
	u.press("?").sees("esc close").says("help.conflict").fits().press("esc").says("conflict.what")
}

func TestReloadingTakesOverWhatTheOtherProgramWroteAndAnotherConflictIsReportedToo(t *testing.T) {
	u := conflicting(t).press("down", "down", "enter").sees("1 of 6").says("saved").press("5").sees("2 of 6").says("saved")
	if r := u.store.last(); len(r.Answers["risks"]) != 1 || r.Ratings["contact"].Answers() != 2 {
		t.Errorf("stored is %+v", r)
	}
	u.intrude().press("5").says("conflict.what").press("down", "enter").says("saved")
}

func TestKeepingACopyLeavesBothRuns(t *testing.T) {
	u := conflicting(t)
	id := u.openRun().ID
	u.press("down", "enter").sees("2 of 6").says("saved")
	if u.openRun().ID == id || len(u.store.runs) != 2 {
		t.Fatalf("there are %d runs", len(u.store.runs))
	}
	if r := u.store.runs[id]; r.Ratings["contact"].Answers() != 1 || len(r.Answers["risks"]) != 1 {
		t.Error("the other program's run has changed")
	}
}

func TestACopyHasActionsOfItsOwnAndItsLookBack(t *testing.T) {
	u := chosen(start(t, withPayments("en")), said["en"])
	id := u.action(0).ID
	u.intrude().press("pgdown").says("conflict.what").press("down", "enter").says("saved")
	if actions := u.openRun().Actions; len(actions) != 1 || actions[0].ID == id {
		t.Errorf("the actions are %+v", actions)
	}
	lookingBack(t).press("d").intrude().press("o").says("conflict.what").press("down", "enter").stands(checks.LookBackID).sees("✓ Call one", "→ Write")
}

func TestNobodyIsTornFromTypingByAConflict(t *testing.T) {
	u := asking(t).press("half a").passes(time.Second).press(" sent").intrude().passes(3 * time.Second)
	u.press("ence", "enter").says("conflict.what").press("down", "enter").stands("channels").holds("half a sentence")
}

func TestReloadingARunThatWasFinishedElsewhereShowsIt(t *testing.T) {
	u := voting(t)
	other := u.openRun().Clone()
	other.Finished = noon
	u.store.put(other)
	u.press("3").says("conflict.finished").press("down", "down", "enter").sees("Payments · 22 Nov 2026", "not rated")
	u.press("esc").sees("Past runs").press("esc").says("key.new")
}

func TestARunThatWasDeletedElsewhereCanStillBeKept(t *testing.T) {
	u := conflicting(t)
	delete(u.store.runs, u.openRun().ID)
	u.press("down", "down", "enter").tells(checks.CodeNotFound, u.openRun().ID).says("conflict.what").press("up", "enter").sees("2 of 6").says("saved")
}

func TestEnterAloneDecidesNothingInAConflict(t *testing.T) {
	u := conflicting(t).press("enter", "enter").says("conflict.what", "conflict.undecided", "conflict.keep", "conflict.take").stores(1)
	u.press("up", "enter").sees("2 of 6").says("saved").stores(2)
	equal(t, len(u.store.runs), 2)
}

func TestAConflictSaysWhatTheOtherProgramDid(t *testing.T) {
	deleted := func() *user {
		u := voting(t).press("4")
		_ = u.store.DeleteRun(u.openRun().ID)
		return u.press("3").says("conflict.deleted", "help.conflict-gone", "conflict.let-go")
	}
	equal(t, len(deleted().press("down", "enter").sees("2 of 6").says("saved").store.runs), 1)
	equal(t, len(deleted().press("down", "down", "enter").says("key.new").store.runs), 0)

	u := voting(t).press("4")
	renamed := u.openRun().Clone()
	renamed.Team = "Billing"
	u.store.put(renamed)
	u.press("3").sees(u.m.say.T("conflict.renamed", "Team", "Billing")).press("down", "enter").says("saved").stores(2)
	equal(t, u.openRun().Team, "Billing")
}

func TestWhatBelongsToARunThatWasGivenUpIsDropped(t *testing.T) {
	u := voting(t)
	u.store.fail, u.slow = fullDisk, true
	failed := u.press("4").waiting[0]()
	u.store.fail, u.waiting, u.slow = nil, nil, false
	u.send(failed).says("save.failed").intrude().press("3").says("conflict.what").press("down", "down", "enter", "5").sees("2 of 6").seesNot("Not saved yet")
	saved := len(u.store.saved)
	u.send(failed).seesNot("Not saved yet").passes(retryAfter).sees("2 of 6")
	if n := len(u.store.saved) - saved; n > 1 { // the clock goes on
		t.Errorf("%d saves were begun", n)
	}
}

func TestARunWhoseFileIsGoneIsSaidToBeAndKeptInANewOne(t *testing.T) {
	u := voting(t).press("4")
	u.store.gone, u.store.revision = true, map[string]uint64{}
	u.press("3").says("save.failed").tells(checks.CodeGone, "a.db").press("ctrl+c", "ctrl+c").ends().closes().stores(2)
	equal(t, u.m.SavedBeside(), SavedAnew)
}

func TestLeavingFromAConflictKeepsBothRuns(t *testing.T) {
	for _, msg := range []tea.Msg{namedKeys["ctrl+c"], EndMsg{}} {
		u := conflicting(t)
		id := u.openRun().ID
		u.send(msg).ends().closes().stores(2)
		if u.store.runs[id].Ratings["contact"].Answers() != 1 || u.store.last().ID == id {
			t.Errorf("stored are %+v", u.store.runs)
		}
	}
}

// changesBetween are changes outside a run, whose last key asks the store for something, and what tells that it is there.
var changesBetween = map[string]struct {
	open func(t tester) *user
	key  string
	done func(u *user) bool
}{
	"a complaint":     {atStory(1), "c", func(u *user) bool { return u.complaint(1).State == checks.ComplaintOpen }},
	"gone":            {atStory(6), "g", func(u *user) bool { return u.complaint(6).State == checks.ComplaintGone }},
	"came back":       {atStory(6), "b", func(u *user) bool { return u.complaint(6).State == checks.ComplaintBack }},
	"one case more":   {atStory(3), "+", func(u *user) bool { return u.complaint(3).Cases == 4 }},
	"one case less":   {atStory(3), "-", func(u *user) bool { return u.complaint(3).Cases == 2 }},
	"whys":            {atStory(2, "w", "One", "enter"), "enter", func(u *user) bool { return len(u.complaint(2).Whys) == 1 }},
	"a deleted story": {amongStories("s", "esc", "D"), "y", func(u *user) bool { return len(u.store.stories) == 9 }},
	"done":            {amongStories("a", "down"), "d", func(u *user) bool { return u.store.loose[0].State == checks.Done }},
	"open again":      {amongStories("a", "f"), "o", func(u *user) bool { return u.store.loose[2].State == checks.Open }},
	"dropped":         {amongStories("a", "down", "x", "No time"), "enter", func(u *user) bool { return u.store.loose[0].Reason == "No time" }},
	"leadership":      {amongStories("l"), "y", func(u *user) bool { return u.store.leading["Payments"] }},
	"a deleted run":   {amongStories("p", "D"), "y", func(u *user) bool { return len(u.store.runs) == 1 }},
}

// amongStories is a team with stories and actions after some keys at home.
func amongStories(keys ...string) func(t tester) *user {
	return func(t tester) *user { return start(t, withStories("en")).press(keys...) }
}

// atStory is at the page of a story.
func atStory(place int, keys ...string) func(t tester) *user {
	return func(t tester) *user { return inStory(start(t, withStories("en")), place).press(keys...) }
}

func TestAChangeOutsideARunIsOnDiskBeforeTheProgramEnds(t *testing.T) {
	for name, tt := range changesBetween {
		u := tt.open(t)
		u.slow = true
		u.press(tt.key, "ctrl+c", "x").stays().release().ends()
		equal(t, tt.done(u), true, name)
	}
}

func TestAStoryThatIsNotedInARunIsOnDiskBeforeTheProgramEnds(t *testing.T) {
	u := voting(t).press("44", "enter", "enter", "s", "It rang")
	u.slow = true
	work := u.press("enter", "ctrl+c").waiting[0]().(tea.BatchMsg) // the run, the story
	u.slow, u.waiting = false, nil
	u.run(work[0])
	u.stays().run(work[1])
	equal(t, len(u.ends().store.stories), 1)
}

func TestAChangeOutsideARunThatIsUnderWayIsDoneAgainWhenTheProgramIsEnded(t *testing.T) {
	for name, tt := range changesBetween {
		for _, arrived := range []bool{false, true} {
			u := tt.open(t)
			u.slow = true
			u.press(tt.key)
			if arrived {
				u.waiting[0]()
			}
			if u.closes(); !tt.done(u) || u.m.SavedBeside() != "" {
				t.Errorf("%s: done is %v, a second one is %q", name, tt.done(u), u.m.SavedBeside())
			}
		}
	}
}

func TestAChangeThatIsUnderWaySharesNothingWithTheEndOfTheProgram(t *testing.T) {
	u := atStory(3)(t)
	u.slow = true
	u.press("+")
	more := u.stored(3)
	more.Complaint.Cases++
	if err := u.store.SaveStory(u.stored(3), more); err != nil { // as another program did it
		t.Fatal(err)
	}
	done, cmd := make(chan tea.Msg), u.waiting[0]
	go func() { done <- cmd() }()
	u.closes()
	<-done
	equal(t, u.complaint(3).Cases, 4)
}

func TestAChangeOutsideARunThatFailsKeepsTheProgramOpen(t *testing.T) {
	for name, tt := range changesBetween {
		u := tt.open(t)
		u.slow = true
		u.press(tt.key, "ctrl+c")
		u.store.broken = busyFile
		u.release().isBusy().stays()
		equal(t, tt.done(u), false, name)
		u.press("ctrl+c").ends()
	}
}

func TestWhatWasTypedAheadOfLeavingIsDoneToo(t *testing.T) {
	u := atStory(3)(t)
	u.slow = true
	equal(t, u.press("+", "+", "+", "ctrl+c").release().ends().complaint(3).Cases, 6)
}

func TestASignalEndsTheProgramThoughAChangeFails(t *testing.T) {
	u := atStory(6)(t)
	u.slow = true
	u.press("g").send(EndMsg{})
	u.store.broken = busyFile
	u.release().ends()
	if err := u.m.Close(); checks.CodeOf(err) != checks.CodeBusy {
		t.Error(err)
	}
	u.store.broken = nil
	u.closes()
	equal(t, u.complaint(6).State, checks.ComplaintGone)
}

func TestAReasonThatIsTypedIsKeptWhenTheProgramEnds(t *testing.T) {
	u := amongStories("a", "down", "x", "No time", "ctrl+c")(t).ends().closes()
	equal(t, u.m.SavedAsTyped(), true)
	equal(t, u.store.loose[0].Reason, "No time")
	u = amongStories("a", "down", "x", "ctrl+c")(t).closes()
	equal(t, u.m.SavedAsTyped(), false)
	equal(t, u.store.loose[0].State, checks.Open)
}

func TestWhatIsKeptBesideAnotherProgramsIsSaid(t *testing.T) {
	u := amongStories("s", "esc", "down", "e", " Thank you!", "ctrl+c")(t)
	u.store.stories[1].About = "trust"
	if u.closes(); len(u.store.stories) != 11 || u.m.SavedBeside() != SavedBesideStory {
		t.Errorf("%d stories, beside %q", len(u.store.stories), u.m.SavedBeside())
	}
	u = amongStories("a", "down", "e", "!", "ctrl+c")(t)
	u.store.loose[0].Owner = "Cem"
	if u.closes(); len(u.store.loose) != 5 || u.m.SavedBeside() != SavedBesideAction {
		t.Errorf("%d actions, beside %q", len(u.store.loose), u.m.SavedBeside())
	}
}
