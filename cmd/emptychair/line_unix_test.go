//go:build unix

package main

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui"
)

// byLine calls the program line by line, on the day [today], and types lines into a pipe.
func byLine(db, language string, lines []string, args ...string) result {
	e := emptyEnv()
	e.LockWait = longEnough
	e.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	return called(e, append([]string{"--db", db, "--lang", language}, args...)...)
}

// meetingByLine is what somebody types who holds the meeting of [TestAMeetingOfNineIsKeptAsItWent] line by line.
func meetingByLine(language string) []string {
	said := func(id string) string { return lang.New(language).T(id) }
	chat := func(text string) string { return text + "\n" }
	return []string{
		said("key.paste-chat"), chat(earlyChat), said("key.paste-chat"), chat(wholeChat), "",
		said("key.vote-again"), "334433344", "", ">",
		said("setup.people") + " 11", said("key.paste-chat"), chat(zoomChat), "34350", "", ">",
		said("setup.people") + " 10", said("key.paste-chat"), chat(mobileChat), "3 3, 2 3 2", "", "", said("key.late-answer") + " 1",
		said("line.more-time"), ">",
		"a call each month", "the counter in Graz", "calls once a month", "",
		said("key.join") + " 1 3", "2", said("key.paste-chat"), chat(marksChat), ">", ">", ">", ">",
		"1", "", "Ana", "2031-03-31", "",
		said("key.answer"), said("key.paste-chat"), chat("4\n5\n3\n4\n4\n5\n"), "4443", "", "", said("key.finish"), said("key.quit"),
	}
}

// meetingArgs begin that meeting.
var meetingArgs = []string{"start", "--team", "Payments", "--people", "9", "--minutes", "1"}

// wantMeeting holds that a database holds that meeting as the screens left it.
func wantMeeting(t *testing.T, db string) {
	t.Helper()
	runs := everyRun(t, db)
	if len(runs) != 1 {
		t.Fatalf("there are %d runs", len(runs))
	}
	wantGolden(t, "meeting.json", untimed(t, withNumbers(printed(t, db, "show", runs[0].ID, "--format", "json"))))
}

func TestAMeetingHeldLineByLineIsKeptAsOnTheScreen(t *testing.T) {
	t.Parallel()
	for _, language := range lang.Codes {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			db := newDB(t)
			c := byLine(db, language, meetingByLine(language), meetingArgs...)
			if c.code != shell.ExitOK || c.stderr != "" {
				t.Fatalf("exit code %d, %s\n%s", c.code, c.stderr, c.stdout)
			}
			wantPlain(t, c.stdout)
			wantMeeting(t, db)
		})
	}
}

// plainLines are lines of text and nothing else.
var plainLines = regexp.MustCompile(`^[^\x00-\x09\x0b-\x1f\x7f-\x{9f}]*$`)

// wantPlain holds that nothing but line feeds controls a terminal, nothing is drawn, and no name of a chat is said.
func wantPlain(t testing.TB, said string) {
	t.Helper()
	if !plainLines.MatchString(said) || !utf8.ValidString(said) || strings.ContainsAny(said, "─│●○▲▼█") {
		t.Errorf("what is said is more than lines of text:\n%q", said)
	}
	for _, name := range []string{"Ana Meier", "Ben", "Zoë", "+49"} {
		if strings.Contains(said, name) {
			t.Errorf("%q is said:\n%s", name, said)
		}
	}
}

// talkTo types texts, each when the program asks for it: what asks is the one line without an end, behind what ended the text before.
func (w *window) talkTo(texts []string) {
	w.t.Helper()
	before := 0
	for _, text := range texts {
		w.until(func() bool {
			said := w.bytes()[before:]
			return strings.Contains(said, "\n") && strings.HasSuffix(said, " ")
		}, "a question")
		before = len(w.bytes())
		w.send(text + "\n")
		w.until(func() bool { return len(w.bytes()) > before }, "what follows "+text)
	}
}

// dumb opens a program on a terminal that can do no more than print lines.
func dumb(t *testing.T, program, db string, args ...string) *window {
	t.Helper()
	cmd := call(t, program, db, args...)
	cmd.Env = append(cmd.Env, "TERM=dumb")
	return openWindow(t, windowWidth, windowHeight, cmd)
}

func TestOnATerminalNoAnswerShowsBeforeItsReveal(t *testing.T) {
	t.Parallel()
	for _, language := range lang.Codes {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			db := newDB(t)
			w := dumb(t, "program", db, slices.Concat(meetingArgs, []string{"--lang", language})...)
			w.talkTo(meetingByLine(language))
			w.wantExit(shell.ExitOK)
			wantMeeting(t, db)
			w.wantLines(meetingByLine(language))
			for _, typed := range []string{"334433344", "34350", "3 3, 2 3 2", "4443"} {
				if strings.Contains(w.bytes(), typed) {
					t.Errorf("%q shows:\n%s", typed, w.bytes())
				}
			}
		})
	}
}

// wantLines holds that nothing but lines was said that fit into the window beside what was typed, and that the terminal is left as it was.
func (w *window) wantLines(typed []string) {
	w.t.Helper()
	said := strings.ReplaceAll(w.bytes(), "\r\n", "\n")
	wantPlain(w.t, said)
	for line := range strings.SplitSeq(said, "\n") {
		for _, text := range typed {
			line = strings.TrimSuffix(line, " "+text)
		}
		if n := ansi.StringWidth(line); n > windowWidth && !strings.HasPrefix(line, "emptychair ") { // whole, for copying
			w.t.Errorf("%d cells are in a line of %d: %q", n, windowWidth, line)
		}
	}
	w.wantModes()
}

func TestWhatIsSaidBeforeARevealTellsNothingOfTheAnswers(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, votes := range []string{"1\n1 1\n1x\n1", "5\n0 3\n2x\n4"} {
		db := newDB(t)
		c := byLine(db, "en", strings.Split(votes+"\nundo\nundo\nredo\nquit", "\n"), "start", "--team", "Payments", "--people", "6")
		said[strings.ReplaceAll(c.stdout, db, "")] = true
	}
	if len(said) != 1 {
		t.Errorf("two votes are told apart:\n%v", said)
	}
}

func TestHoweverALineEndsTheTerminalShowsAgainWhatIsTyped(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]struct {
		do   func(w *window)
		code int
	}{
		"the input ends": {func(w *window) { w.send(ctrlD) }, shell.ExitFailure},
		"ctrl+c":         {func(w *window) { w.send(ctrlC) }, shell.ExitInterrupted},
		"a signal":       {func(w *window) { w.signal(syscall.SIGTERM) }, shell.ExitInterrupted},
		"ctrl+c in a form": {func(w *window) {
			w.talkTo([]string{">", ">", ">", ">", ">", ">", ">", "another"})
			w.until(func() bool { return strings.HasSuffix(w.bytes(), words("action.text")+": ") }, "a question")
			w.send(ctrlC)
		}, shell.ExitInterrupted},
		"ctrl+\\": {func(w *window) { w.send("\x1c") }, shell.ExitInterrupted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := newDB(t)
			w := dumb(t, "program", db, threePeople...)
			w.talkTo([]string{"4", "5 2"})
			w.until(func() bool { return strings.Contains(w.bytes(), "3 of 3") }, "a question")
			end.do(w)
			w.wantExit(end.code)
			w.wantShown(db, 3)
		})
	}
}

// crashesAtVotes is a store that panics when it is to save three answers.
type crashesAtVotes struct{ stored }

func (s crashesAtVotes) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if r.Hidden("contact") == 3 {
		panic("a mistake of ours")
	}
	return s.stored.SaveRun(r, revision)
}

func init() {
	programs["crashing at votes"] = func() { runOver(func(s stored) tui.Store { return crashesAtVotes{s} }, 3) }
}

// wantShown holds that the terminal is left as it was, and how many answers are kept.
func (w *window) wantShown(db string, answers int) {
	w.t.Helper()
	w.wantModes()
	if n := everyRun(w.t, db)[0].Hidden("contact"); n != answers {
		w.t.Errorf("%d answers are kept", n)
	}
}

func TestAfterAPanicOrWithoutAListenerTheTerminalShowsAgainWhatIsTyped(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := dumb(t, "crashing at votes", db)
	w.talkTo([]string{"4"})
	w.until(func() bool { return strings.Contains(w.bytes(), "1 of 3") }, "a question")
	w.send("5 2\n")
	w.wantExit(shell.ExitFailure)
	w.wantShown(db, 1)

	listened, stdout, err := os.Pipe()
	must(t, err)
	db = newDB(t)
	cmd := call(t, "program", db, threePeople...)
	cmd.Stdout = stdout
	w = openWindow(t, windowWidth, windowHeight, cmd)
	must(t, stdout.Close())
	said, buffer := "", make([]byte, 1<<10)
	for !strings.Contains(said, "0 of 3") {
		n, err := listened.Read(buffer)
		must(t, err)
		said += string(buffer[:n])
	}
	syscall.ForkLock.RLock() // no program that just starts still has it
	err = listened.Close()
	syscall.ForkLock.RUnlock()
	must(t, err)
	w.send("4\n")
	w.wantExit(shell.ExitFailure)
	w.wantShown(db, 1)
}

// TestWhatIsTypedAheadOfAVoteIsNoAnswer types while a save holds up the question to which it would be an answer.
func TestWhatIsTypedAheadOfAVoteIsNoAnswer(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := dumb(t, "patient", db, threePeople...)
	w.talkTo([]string{"4 4 4", ""})
	w.until(func() bool { return strings.HasSuffix(w.bytes(), "goes on: ") }, "a question")
	held, err := bolt.Open(db, 0o600, nil)
	must(t, err)
	w.send("\n")
	w.until(func() bool { return w.modes().Lflag&unix.ECHO == 0 }, "what follows")
	w.send("5 3\n5")
	time.Sleep(quiet)
	must(t, held.Close())
	w.until(func() bool { return strings.HasSuffix(w.bytes(), "Enter reveals: ") }, "a question")
	w.settle()
	if said := w.bytes(); strings.Contains(said, "5 3") || strings.Contains(said, "1 of 3") || strings.Contains(said, "2 of 3") {
		t.Errorf("what was typed ahead shows or counts:\n%s", said)
	}
	w.talkTo([]string{"2", "quit"})
	w.wantExit(shell.ExitOK)
	if r := everyRun(t, db)[0]; r.Hidden("trust") != 1 {
		t.Errorf("%d answers are kept", r.Hidden("trust"))
	}
}

func TestALinePastedWhereAVoteIsTypedRevealsNothing(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := dumb(t, "hurried", db, threePeople...)
	w.until(func() bool { return strings.HasSuffix(w.bytes(), "Enter reveals: ") }, "a question")
	w.send("Anna\n4\n\n\nBen\n2\n")
	w.until(func() bool {
		return strings.HasSuffix(w.bytes(), "Enter reveals: ") && strings.Contains(w.bytes(), "2 of 3")
	}, "what follows")
	w.talkTo([]string{"quit"})
	w.wantExit(shell.ExitOK)
	w.wantShown(db, 2)
}

// The chat of a meeting, as it is copied where an empty line parts the messages.
const apartChat = "Anna Berg  10:12\n4\n\nBen Kurz  10:13\n5\n\nAnna Berg  10:14\n2\n"

func TestAChatWithEmptyLinesIsReadAsOneLineByLine(t *testing.T) {
	t.Parallel()
	answers := strings.NewReplacer("\n4\n", "\nMore phone calls\n", "\n5\n", "\nFaster refunds\n", "\n2\n", "\nFewer forms\n").Replace(apartChat)
	toQuestion := strings.Repeat(">\n", 3) + "/chat\n"
	for name, c := range map[string]struct {
		lines   string
		votes   int
		answers []string
	}{
		"votes, then the end":        {"chat\n" + apartChat, 2, nil},
		"an empty line, and the end": {"chat\n" + apartChat + "\n", 2, nil},
		"two, and another vote":      {"chat\n" + apartChat + "\n\n4\nquit\n", 3, nil},
		"empty lines before it":      {"chat\n\n" + apartChat + "\n\nquit\n", 2, nil},
		"answers":                    {toQuestion + answers + "\n\none more\n/quit\n", 0, []string{"More phone calls", "Faster refunds", "Fewer forms", "one more"}},
		"marks":                      {toQuestion + answers + "\n\n\nchat\nAnna Berg  10:16\n1\n\nBen Kurz  10:17\n1\n\n\nquit\n", 0, []string{"More phone calls 2", "Faster refunds", "Fewer forms"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			said, _ := threeByLine(&callStore{stored: s}, c.lines)
			r := everyRun(t, s.Path())[0]
			var kept []string
			for _, a := range r.Answers["channels"] {
				if kept = append(kept, a.Text); a.Marks > 0 {
					kept[len(kept)-1] += fmt.Sprint(" ", a.Marks)
				}
			}
			if r.Hidden("contact") != c.votes || !slices.Equal(kept, c.answers) || strings.Contains(said, "Kurz") {
				t.Errorf("%d votes are hidden, and the answers are %q:\n%s", r.Hidden("contact"), kept, said)
			}
		})
	}
}

// untilEnded presses enter, so many times in a row, until what is asked ends with a prompt.
func (w *window) untilEnded(times int, prompt string) {
	w.t.Helper()
	w.until(func() bool {
		for range times {
			time.Sleep(tui.EnterPause / 3)
			w.send("\n")
		}
		time.Sleep(2 * tui.EnterPause)
		return strings.HasSuffix(w.bytes(), prompt)
	}, prompt)
}

// The last line of what is pasted has no end: a hand ends that, and then the chat.
func TestAPastedChatEndsWithAnEmptyLineByHandAlone(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := dumb(t, "hurried", db, threePeople...)
	w.talkTo([]string{"chat"})
	w.until(func() bool { return strings.Contains(w.bytes(), words("line.chat")) }, "a question")
	w.send("Anna Berg: 4\n\n\nBen Kurz: 5")
	time.Sleep(2 * tui.EnterPause)
	w.send("\n")
	w.untilEnded(2, "2 of 3 answers are in; 1 to 5, 0 for none, Enter reveals: ")
	w.send("\n") // still meant for the chat
	w.talkTo([]string{"3", "quit"})
	w.wantExit(shell.ExitOK)
	w.wantShown(db, 3)
}

func TestAPastedLetterKeepsItsParagraphs(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	w := dumb(t, "hurried", s.Path())
	w.talkTo([]string{"stories", "new"})
	w.until(func() bool {
		return strings.Contains(w.bytes(), words("line.text")) && strings.HasSuffix(w.bytes(), ": ")
	}, "a question")
	w.send("Dear team,\n\nthe parcel came open.")
	w.send("\n")
	w.untilEnded(1, "“elsewhere”: ")
	w.send(ctrlD)
	w.wantExit(shell.ExitFailure)
	if list := everyStory(t, s); len(list) != 1 || list[0].Text != "Dear team,\n\nthe parcel came open." {
		t.Errorf("noted is %+v:\n%s", list, w.bytes())
	}
}

func TestASecondQuarterLooksBackLineByLineAsOnTheScreen(t *testing.T) {
	t.Parallel()
	db := lastQuarter(t)
	c := byLine(db, "en", slices.Concat(
		[]string{"done", "still open", "drop", "the courier does it now", "resolved", "came back", "44", "54", ""},
		[]string{"chair", "2", "two calls in October", "story", "1"}, slices.Repeat([]string{">"}, 8), []string{"finish", "trend", "quit"},
	), "start", "--team", "payments", "--people", "4")
	trend := printed(t, db, "trend", "--plain", "--lang", "en")
	if c.code != shell.ExitOK || !strings.Contains(c.stdout, "a complaint about this is open") || !strings.Contains(c.stdout, trend) {
		t.Fatalf("exit code %d, %s\n%s", c.code, c.stderr, c.stdout)
	}
	wantQuarter(t, db)
}

func TestWhatWasBeingTypedOnTheScreenIsOfferedLineByLine(t *testing.T) {
	t.Parallel()
	late := checks.Action{ID: testID(today, 3), Text: lateAction, State: checks.Open, Team: "Payments", Made: today.AddDate(0, 0, -10)}
	answers := func(r checks.Run) (said string) {
		for _, a := range r.Answers["channels"] {
			said += a.Text + ";"
		}
		return said
	}
	story := func(r checks.Run) string { return r.Ratings["contact"].Story }
	chair := func(r checks.Run) string { return fmt.Sprint(r.Ratings["contact"].Chair) }
	action := func(r checks.Run) (said string) {
		for _, a := range r.Actions {
			said += a.Text + " by " + a.Owner + " of " + a.From + ";"
		}
		return said
	}
	look := func(r checks.Run) string { return r.Looked[late.ID].Reason }
	const filled = `{"0":"Call one","1":"Ana"}`
	for name, c := range map[string]struct {
		at     string
		drafts map[string]string
		lines  string
		of     func(checks.Run) string
		want   string
	}{
		"answers":                  {"channels", map[string]string{"channels": "a call\na letter"}, "perhaps\ny\n", answers, "by post;a call;a letter;"},
		"answers, dropped":         {"channels", map[string]string{"channels": "a call\na letter"}, "n\n", answers, "by post;"},
		"an answer, changed":       {"channels", map[string]string{"channels" + checks.Edited: "by post\nby phone", "channels": "a call"}, "y\ny\n", answers, "by phone;a call;"},
		"a change, dropped":        {"channels", map[string]string{"channels" + checks.Edited: "by post\nby phone"}, "\n", answers, "by post;"},
		"a change of none":         {"channels", map[string]string{"channels" + checks.Edited: "by hand\nby phone"}, "y\n", answers, "by post;by phone;"},
		"a story":                  {"contact", map[string]string{"contact": "story\nIt rang twice."}, "y\n", story, "It rang twice."},
		"a story, dropped":         {"contact", map[string]string{"contact": "story\nIt rang twice."}, "n\n", story, ""},
		"the chair":                {"contact", map[string]string{"contact": "2\nthree calls"}, "y\n", chair, fmt.Sprint(checks.Chair{Step: 2, Evidence: "three calls"})},
		"evidence in lines":        {"contact", map[string]string{"contact": "2\nthree\ncalls a month"}, "y\n", chair, fmt.Sprint(checks.Chair{Step: 2, Evidence: "three\ncalls a month"})},
		"an action":                {checks.ChooseID, map[string]string{checks.ChooseID: "channels\n\n" + filled}, "\n\n\n", action, "Write by  of risks;Call one by Ana of channels;"},
		"an action, changed":       {checks.ChooseID, map[string]string{checks.ChooseID: "risks\nA1\n" + filled}, "\nBen\n\n", action, "Call one by Ben of risks;"},
		"an action, dropped":       {checks.ChooseID, map[string]string{checks.ChooseID: "channels\n\n" + filled}, "<\ny\n", action, "Write by  of risks;"},
		"a reason":                 {checks.LookBackID, map[string]string{checks.LookBackID: late.ID + "\nnobody came"}, "y\n", look, "nobody came"},
		"a reason, dropped":        {checks.LookBackID, map[string]string{checks.LookBackID: late.ID + "\nnobody came"}, "n\n", look, ""},
		"a reason of what is gone": {checks.LookBackID, map[string]string{checks.LookBackID: "A9\nnobody came"}, "", look, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openRun()
			r.At, r.Drafts, r.LookBack = c.at, c.drafts, true
			r.Answers = map[string][]checks.Answer{"channels": {{Text: "by post"}}}
			r.Actions = []checks.Action{{ID: "A1", From: "risks", Text: "Write", State: checks.Open}}
			rating := r.Ratings["contact"]
			rating.Chair = checks.Chair{Step: 2, Evidence: "three\ncalls"}
			r.Ratings["contact"] = rating
			s := seeded(t, r)
			must(t, s.SaveAction(checks.Action{}, late))
			said := byLine(s.Path(), "en", strings.Split(c.lines+"/quit", "\n"), "resume")
			now := everyRun(t, s.Path())[0]
			if said.code != shell.ExitOK || c.of(now) != c.want || strings.Contains(said.stdout, words("draft.again")) == (len(now.Drafts) > 0) {
				t.Errorf("it is %q with the drafts %v:\n%s%s", c.of(now), now.Drafts, said.stdout, said.stderr)
			}
		})
	}
}

func TestAFormThatWasBeingFilledInOnTheScreenIsTypedOnLineByLine(t *testing.T) {
	t.Parallel()
	for end, want := range map[string]string{"\n\n\n\n\n\nquit\n": "It rang twice.", "<\n\ny\n\nquit\n": ""} {
		s := seeded(t)
		must(t, s.KeepDraft("story\n\nSuche & Empfehlung", `{"0":"It rang twice."}`))
		said, err := enteredByLine(&callStore{stored: s}, tui.Start{}, "stories\nnew\n"+end)
		text := ""
		for _, story := range everyStory(t, s) {
			text += story.Text
		}
		if drafts := s.Drafts(); err != nil || text != want || len(drafts) > 0 {
			t.Errorf("%q is noted, with the drafts %v, %v:\n%s", text, drafts, err, said)
		}
	}
}

func TestFinishingLineByLineLeavesTextThatIsNotAddedYetAfterAsking(t *testing.T) {
	t.Parallel()
	r := openRun()
	r.At, r.Drafts = checks.CloseID, map[string]string{"channels": "half"}
	db := seeded(t, r).Path()
	c := byLine(db, "en", []string{"finish", "time", "finish", "finish", "quit"}, "resume")
	const asked = "The text typed in “Channels” isn’t added yet. “finish” once more ends the run"
	if now := everyRun(t, db)[0]; strings.Count(c.stdout, asked) != 2 || !now.IsFinished() || now.Drafts["channels"] != "half" {
		t.Errorf("the run is %+v:\n%s%s", now, c.stdout, c.stderr)
	}
}

// soloByLine is a run of one person, and soloOnScreen the same one by keys.
var (
	soloByLine = []string{
		"4", "chair", "2", "three calls in July", "", "9", "x", "3", "4", "story", "The courier never rang.", "", "2", "",
		"monthly call", "tickets", "", "2", "", "the new fee", "", "", "<", ">", ">", "", "1", "Answer every ticket", "", "in 2 weeks", "", "answer", "5", "", "finish", "quit",
	}
	soloArgs = []string{"start", "--solo"}
)

func TestASoloRunLineByLineIsKeptAsOnTheScreen(t *testing.T) {
	t.Parallel()
	everything := func(db string) string {
		return withNumbers(printed(t, db, "export", "--format", "json", "-o", "-"))
	}
	for _, language := range lang.Codes {
		piped, typed := newDB(t), newDB(t)
		if c := byLine(piped, language, soloByLine, soloArgs...); c.code != shell.ExitOK {
			t.Fatalf("exit code %d, %s\n%s", c.code, c.stderr, c.stdout)
		}
		w := dumb(t, "program", typed, slices.Concat(soloArgs, []string{"--lang", language})...)
		w.talkTo(soloByLine)
		w.wantExit(shell.ExitOK)
		w.wantLines(soloByLine)
		if piped, typed := everything(piped), everything(typed); piped != typed {
			t.Errorf("through a pipe it is\n%s\nand on a terminal\n%s", piped, typed)
		}
		if language != "en" {
			continue
		}
		screen := newDB(t)
		soloOnScreen(t, screen)
		if byLine, byKey := everything(piped), everything(screen); byLine != byKey {
			t.Errorf("line by line it is\n%s\nand on the screen\n%s", byLine, byKey)
		}
	}
}

func soloOnScreen(t *testing.T, db string) {
	t.Helper()
	w := newWindow(t, db, soloArgs...)
	w.waitFor(statement("contact"))
	w.press("4c2three calls in July"+enter, "three calls in July", words("saved"))
	w.press(enter, firstWords(statement("trust"), 5))
	w.press("34sThe courier never rang."+enter, "The courier never rang.", words("saved"))
	w.press(enter, firstWords(statement("value"), 5))
	w.press("2"+enter, question("channels"))
	w.add("monthly call", "tickets")
	w.press(tab+"2+", "+1", words("saved"))
	w.press(pageDown, question("decisions"))
	w.add("the new fee")
	w.press(pageDown, question("unclear"))
	w.press(pageDown, question("risks"))
	w.press(pageDown, words("choose.ask"))
	w.press("aAnswer every ticket"+enter+enter+"in 2 weeks"+enter, "26 Nov", words("saved"))
	w.press(enter, words("close.ask"))
	w.press("5", words("saved"))
	w.press("f", words("close.finished"), words("saved"))
	w.press(enter, lang.New("en").T("key.new"))
	w.leave("q")
}

// transcript is what a run of six and a run of one person sound like, with what somebody types.
func transcript(t *testing.T, language string) string {
	t.Helper()
	said := func(id string) string { return lang.New(language).T(id) }
	answers := map[string][]string{
		"en": {"a call each month", "tickets", "calls once a month", "the fee of last summer", "refunds that take three weeks"},
		"de": {"jeden Monat ein Anruf", "Tickets", "einmal im Monat anrufen", "die Gebühr vom Sommer", "Erstattungen, die drei Wochen dauern"},
	}[language]
	team := byLine(newDB(t), language, slices.Concat(
		[]string{"?", "2 3 3", "9", "4 4 5", "", said("key.place-chair"), "2", "Juli: 3", ""},
		[]string{said("key.paste-chat"), "Ana: 4\nBen: 4\n\nCem: 3\nDana: 5\n\n", "4", said("key.undo"), "4 4", "", ""},
		[]string{"1 2 2 4 4", "", "", said("key.late-answer") + " 5", ""},
		answers[:3], []string{"", said("key.join") + " 1 3", "1 1 2", said("key.undo"), said("line.time"), ""},
		answers[3:4], []string{"", "", "<", ">", ">"}, answers[4:], []string{"", "3 1", "1", "", "1", "", "Zoë", "30.11.", ""},
		[]string{said("key.finish"), said("key.quit")},
	), "start", "--team", "Payments", "--people", "6", "--minutes", "45")
	solo := byLine(newDB(t), language, slices.Concat(
		[]string{"?", "4", "", "3", "", "2", ""}, answers[:1], []string{"", "", ">", ">", ">", ">", said("key.finish"), said("key.quit")},
	), "start", "--solo")
	var text strings.Builder
	for _, run := range []struct {
		call string
		result
	}{{"--team Payments --people 6", team}, {"--solo", solo}} {
		end := said("close.finished") + "\n"
		before, _, ended := strings.Cut(run.stdout, end)
		if run.code != shell.ExitOK || !ended {
			t.Fatalf("exit code %d\n%s", run.code, run.stdout)
		}
		fmt.Fprintf(&text, "$ emptychair --plain start %s\n%s%s", run.call, before, end)
	}
	return text.String()
}

func TestTheManualHoldsWhatIsSaidLineByLine(t *testing.T) {
	t.Parallel()
	for _, language := range lang.Codes {
		file, now := "shell/line."+language+".txt", transcript(t, language)
		if *update {
			must(t, os.WriteFile(file, []byte(now), 0o644))
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != now {
			t.Errorf("%s is out of date (%v); -update writes it anew:\n%s", file, err, now)
		}
	}
}

func TestHostileTextIsSaidWithoutItsControls(t *testing.T) {
	t.Parallel()
	for _, attack := range []string{"\x1b]0;owned\x07", "\x1b[2J", "\u202egnp", "\x9b31m", "\u009b31m", "a\rb"} {
		c := byLine(newDB(t), "en", []string{"4" + attack, "4", "", "4", "", "4", "", attack + "text" + attack, "", "", "quit"}, "start", "--solo", "--team", "x"+attack)
		if wantPlain(t, c.stdout); strings.Contains(c.stdout, "\u202e") {
			t.Errorf("%q is said", attack)
		}
	}
}

// anyLine is a line that means something somewhere, or nothing.
func anyLine(r *rand.Rand, words []string) string {
	switch r.IntN(8) {
	case 0:
		return ""
	case 1:
		return []string{"<", ">", "?", "-", "/", "/undo", "y", "j"}[r.IntN(8)]
	case 2:
		return fmt.Sprint(r.IntN(12))
	case 3:
		return fmt.Sprint(r.IntN(6), r.IntN(6))
	case 4:
		return []string{"Payments", "the courier never rang", "Ana: 4", "tomorrow", "yesterday", "November", "99999", "\x1b[31m", "ä ö ü"}[r.IntN(9)]
	default:
		word := words[r.IntN(len(words))]
		if r.IntN(3) == 0 {
			word += fmt.Sprint(" ", r.IntN(9))
		}
		return word
	}
}

func TestWhateverIsTypedLineByLineTheDatabaseStaysWhole(t *testing.T) {
	t.Parallel()
	var words []string
	for _, id := range lineWords() {
		words = append(words, lang.New("en").T(id))
	}
	for seed := range uint64(trials(24, 120)) {
		r, db, lines := rand.New(rand.NewPCG(seed, 1)), demoStore(t, today).Path(), []string(nil)
		for range 150 {
			lines = append(lines, anyLine(r, words))
		}
		begins := [][]string{nil, {"start", "--solo"}, {"start", "--team", "Payments", "--people", "3"}}
		c := byLine(db, lang.Codes[seed%2], lines, begins[seed%3]...)
		if c.code != shell.ExitOK && !strings.HasPrefix(c.stderr, "emptychair: "+lang.New(lang.Codes[seed%2]).T("cli.error.ended")) || !plainLines.MatchString(c.stdout) {
			t.Fatalf("seed %d: exit code %d, %s\n%s", seed, c.code, c.stderr, c.stdout)
		}
		if c := called(emptyEnv(), "--db", db, "doctor"); c.code != shell.ExitOK {
			t.Fatalf("seed %d: %s", seed, c.stdout+c.stderr)
		}
	}
}

// lineWords returns the words that line mode knows, but for the one that ends it.
func lineWords() []string {
	said := regexp.MustCompile(`"(key\.[a-z-]+|setup\.people|line\.(?:more-)?time)"`)
	known := map[string]bool{}
	files, _ := filepath.Glob("../../tui/line/*.go")
	for _, file := range files {
		text, _ := os.ReadFile(file)
		for _, m := range said.FindAllStringSubmatch(string(text), -1) {
			known[m[1]] = m[1] != "key.quit"
		}
	}
	for _, q := range tui.ComplaintQuestions {
		known[q.Key.Help().Desc] = true
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(known)), func(id string) bool { return !known[id] })
}

// unsaving is a store in which the first saves fail.
type unsaving struct {
	*callStore
	fails int
	why   checks.Code
}

func (s *unsaving) fail() error {
	if s.fails--; s.fails >= 0 {
		return &checks.Error{Code: s.why}
	}
	return nil
}

func (s *unsaving) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if err := s.fail(); err != nil {
		return 0, err
	}
	return s.callStore.SaveRun(r, revision)
}

func (s *unsaving) SaveStory(was, now checks.Story) error {
	if err := s.fail(); err != nil {
		return err
	}
	return s.callStore.SaveStory(was, now)
}

func (s *unsaving) SaveAction(was, now checks.Action) error {
	if err := s.fail(); err != nil {
		return err
	}
	return s.callStore.SaveAction(was, now)
}

// threeByLine begins a run of three people in a database, and types lines.
func threeByLine(s database, lines string) (said string, err error) {
	return enteredByLine(s, tui.Start{Begin: &tui.Begin{Team: "Payments", People: 3}}, lines)
}

// enteredByLine opens the program with a database, and types lines.
func enteredByLine(s database, at tui.Start, lines string) (said string, err error) {
	var stdout strings.Builder
	e := emptyEnv()
	e.Stdin, e.Stdout = strings.NewReader(lines), &stdout
	a := newApp(e)
	a.db, a.Flags.Lang = s, "en"
	err = a.enter(func(checks.Snapshot) (tui.Start, error) { return at, nil })
	return stdout.String(), err
}

// swept is a store that knows whether saves have left something behind.
type swept struct {
	database
	dirty bool
}

func (s *swept) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	s.dirty = true
	return s.database.SaveRun(r, revision)
}

func (s *swept) Sweep() {
	s.dirty = false
	s.database.Sweep()
}

func TestARunThatIsLeftLineByLineLeavesNoOrderOfVotesBehind(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"home\nquit\n", "quit\n", "\n\n", ""} {
		s := &swept{database: &callStore{stored: newStore(t)}}
		if said, _ := threeByLine(s, "1\n5\n2\n"+end); s.dirty || !strings.Contains(said, "3 of 3") {
			t.Errorf("after %q nothing is swept:\n%s", end, said)
		}
	}
}

func TestWhatCannotBeSavedIsSaidLineByLineAndTriedAgain(t *testing.T) {
	t.Parallel()
	for fails, want := range map[int]struct{ code, kept int }{1: {shell.ExitOK, 3}, 100: {shell.ExitFailure, 0}} {
		s := newStore(t)
		stdout, err := threeByLine(&unsaving{&callStore{stored: s}, fails, checks.CodeDiskFull}, "4\n5 2\nquit\n")
		kept := 0
		for _, r := range everyRun(t, s.Path()) {
			kept = r.Hidden("contact")
		}
		if shell.ExitCode(err) != want.code || kept != want.kept || !strings.Contains(stdout, words("save.failed")) {
			t.Errorf("of %d failures comes exit code %d with %d answers kept:\n%s", fails, shell.ExitCode(err), kept, stdout)
		}
	}
}

func TestWhatIsTypedLineByLineIsDroppedOnlyWhereSomebodyAgrees(t *testing.T) {
	t.Parallel()
	story, action := "stories\nnew\nThe courier never rang.\n\n", "actions\nnew\nRing them\n"
	for name, c := range map[string]struct {
		fails int
		lines string
		kept  int
		code  int
	}{
		"a story, once more":           {1, story + "\n\n\n\ny\n\nquit\n", 1, shell.ExitOK},
		"a story, changed elsewhere":   {1, story + "\n\n\n\n\nquit\n", 1, shell.ExitOK},
		"an action, changed elsewhere": {1, action + "\n\n\n\nquit\n", 1, shell.ExitOK},
		"a story, given up":            {1, story + "\n\n\n\nn\n\nquit\n", 0, shell.ExitOK},
		"a story, then silent":         {9, story + "\n\n\n\ny\n", 0, shell.ExitBusy},
		"a story, held":                {0, story + "<\nn\n\n\n\n\n\n\nquit\n", 1, shell.ExitOK},
		"a story, dropped":             {0, story + "<\ny\n\nquit\n", 0, shell.ExitOK},
		"an action, once more":         {1, action + "\n\n\ny\n\nquit\n", 1, shell.ExitOK},
		"an action, held":              {0, action + "Zoe\n<\nn\n\n\n\n\n\nquit\n", 1, shell.ExitOK},
		"an action, dropped":           {0, action + "<\ny\n\nquit\n", 0, shell.ExitOK},
		"a walk, held":                 {1, "walk\nopened it\n<\nn\nfour screens\none less\ny\nquit\n", 1, shell.ExitOK},
		"a walk, dropped":              {0, "walk\nopened it\n<\ny\nquit\n", 0, shell.ExitOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := seeded(t)
			before := len(everyStory(t, s)) + len(everyAction(t, s))
			why := checks.CodeBusy
			if strings.HasSuffix(name, "changed elsewhere") {
				why = checks.CodeConflict
			}
			said, err := enteredByLine(&unsaving{&callStore{stored: s}, c.fails, why}, tui.Start{}, c.lines)
			if n := len(everyStory(t, s)) + len(everyAction(t, s)) - before; n != c.kept || !strings.Contains(said, "was due in Aug 2026") || shell.ExitCode(err) != c.code {
				t.Errorf("%d are kept, %v:\n%s", n, err, said)
			}
		})
	}
}

// TestAComplaintIsFollowedLineByLineAsFarAsSomethingIsSaid types what a form asks, and then that there is one more case of the story that is
// open then.
func TestAComplaintIsFollowedLineByLineAsFarAsSomethingIsSaid(t *testing.T) {
	t.Parallel()
	may := checks.Day{Year: 2026, Month: 5, Day: 1}
	open := checks.NewComplaint(may)
	caused, err := open.Explain([]string{"nobody asked"}, may)
	must(t, err)
	fixed, err := caused.NoteFix("a label", "Ben", may)
	must(t, err)
	newFix, err := fixed.NoteFix("ring them all", "Ben", checks.DayOf(today))
	must(t, err)
	remedied, err := open.NoteRemedy("called them", checks.DayOf(today))
	must(t, err)
	for name, c := range map[string]struct {
		was, want checks.Complaint
		lines     string
		fails     int
		says      string
	}{
		"no why":                     {open, open, "why?\n\n", 0, ""},
		"a why taken back":           {open, open, "why?\nno bell\n<\n\n", 0, ""},
		"no other why":               {caused, caused, "why?\n\n", 0, ""},
		"nothing for the customer":   {open, open, "for the customer\n\n", 0, ""},
		"something for the customer": {open, remedied, "for the customer\ncalled them\n\n", 0, words("complaint.saved.remedy")},
		"taken back":                 {remedied, open, "for the customer\n-\n", 0, words("complaint.saved.remedy")},
		"another fix":                {fixed, newFix, "changed\nring them all\n\n\n", 0, "“2026-11-12”"},
		"the same fix":               {fixed, fixed, "changed\n\n\n\n", 0, "“2026-05-01”"},
		"changed elsewhere":          {open, remedied, "for the customer\ncalled them\n\n", 1, words("cli.kept-beside.story")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := finishedRun()
			s := seeded(t, r)
			story := checks.Story{ID: testID(today, 9), Team: r.Team, On: may, Source: checks.FromCustomer, Text: "No payout.", Complaint: c.was}
			must(t, s.SaveStory(checks.Story{}, story))
			lines := "stories\n1\n" + c.lines + "one more like this\n\n\nquit\n"
			said, err := enteredByLine(&unsaving{&callStore{stored: s}, c.fails, checks.CodeConflict}, tui.Start{}, lines)
			want, err2 := c.want.WithCases(2)
			must(t, err2)
			list := everyStory(t, s)
			story.Complaint = want
			followed := slices.ContainsFunc(list, func(s checks.Story) bool {
				s.ID = story.ID
				return checks.Same(s, story)
			})
			if !followed || len(list) != 1+c.fails || err != nil || !strings.Contains(said, c.says) {
				t.Errorf("kept is %+v, %v:\n%s", list, err, said)
			}
		})
	}
}

func TestAWalkLineByLineWithoutWhatWasNoticedSaysHowItIsLeft(t *testing.T) {
	t.Parallel()
	s := seeded(t)
	said, err := enteredByLine(&callStore{stored: s}, tui.Start{}, "walk\nopened it\n\n\n<\ny\nquit\n")
	if how := lang.New("en").T("line.help.back", "Back", "<"); err != nil || len(everyStory(t, s)) > 0 || strings.Count(said, how) != 1 {
		t.Errorf("%v:\n%s", err, said)
	}
}

func everyStory(t *testing.T, s stored) []checks.Story {
	t.Helper()
	list, err := s.Stories("")
	must(t, err)
	return list
}

func everyAction(t *testing.T, s stored) []checks.Action {
	t.Helper()
	list, err := s.Actions("")
	must(t, err)
	return list
}

func TestWhatASetUpDoesNotUnderstandIsSaidOfWhatItAsked(t *testing.T) {
	t.Parallel()
	lines := []string{"-", "", "quiet", "the team", "Payments", "quiet", "", "abc", "3", "abc", "30", "", "/quit"}
	c := byLine(newDB(t), "en", lines, "start")
	for id, n := range map[checks.Code]int{checks.CodeTeamEmpty: 2, checks.CodePeople: 1, checks.CodeMinutes: 1} {
		if what, _ := lang.New("en").Error(&checks.Error{Code: id, Subject: "abc"}); c.code != shell.ExitOK || strings.Count(c.stdout, what) != n {
			t.Errorf("exit code %d, and %q is not said %d times:\n%s%s", c.code, what, n, c.stdout, c.stderr)
		}
	}
}

func TestALateAnswerIsAskedForWhereItIsNotNamed(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	said, _ := threeByLine(&callStore{stored: s}, "4 5\n\n\nlate answer\n3\nhome\nquit\n")
	if n := everyRun(t, s.Path())[0].Ratings["contact"].Answers(); n != 3 || strings.Contains(said, "emptychair resume") {
		t.Errorf("%d answers are kept:\n%s", n, said)
	}
}

func TestAnActionThatIsTooLongIsHeldUntilItFits(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	long := strings.Repeat("x", checks.MaxText)
	said, err := threeByLine(&callStore{stored: s}, strings.Repeat(">\n", 7)+"another\nRing them\n"+long+"x\nBen\n\nquit\n")
	if runs := everyRun(t, s.Path()); err != nil || len(runs) != 1 || len(runs[0].Actions) != 1 || runs[0].Actions[0].Owner != "Ben" {
		t.Errorf("kept is %+v, %v:\n%s", runs, err, said)
	}
}

// rival is a store in which another program changes a run once, just before a certain save of it.
type rival struct {
	*callStore
	at     func(checks.Run) bool
	change func(s *callStore, r checks.Run) error
	hidden bool // what it made of the run cannot be read
}

func (s *rival) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if revision > 0 && s.change != nil && s.at(r) {
		if err := s.change(s.callStore, r); err != nil {
			return 0, err
		}
		s.change = nil
	}
	return s.callStore.SaveRun(r, revision)
}

func (s *rival) Run(id string) (checks.Run, uint64, error) {
	if s.hidden {
		return checks.Run{}, 0, &checks.Error{Code: checks.CodeBusy}
	}
	return s.callStore.Run(id)
}

func TestWhatTwoProgramsMadeOfARunIsKeptAsSomebodyChoseLineByLine(t *testing.T) {
	t.Parallel()
	atVotes := func(r checks.Run) bool { return r.Hidden("contact") == 3 }
	atMark := func(r checks.Run) bool { return len(r.Answers["channels"]) > 0 && r.Answers["channels"][0].Marks > 0 }
	shorter := func(s *callStore, r checks.Run) error {
		r, revision, err := s.Run(r.ID)
		r.Minutes = 5
		_, err2 := s.SaveRun(r, revision)
		return errors.Join(err, err2)
	}
	gone := func(s *callStore, r checks.Run) error { return s.DeleteRun(r.ID) }
	votes, toFinish := "4\n5 2\n", "4 5 2\n\n"+strings.Repeat(">\n", 8)+"finish\n"
	marks := "4 5 2\n\n>\n>\n>\na call\na letter\n\n1 1 2\n"
	done := words("close.finished")
	for name, c := range map[string]struct {
		at      func(checks.Run) bool
		change  func(*callStore, checks.Run) error
		hidden  bool
		lines   string
		want    []string
		says    string
		neither string
	}{
		"unreadable":         {atVotes, shorter, true, votes + "quit\n", []string{"1 at 5", "3 at 0"}, "", ""},
		"the input ends":     {atVotes, shorter, false, votes, []string{"1 at 5", "3 at 0"}, words("conflict.take"), ""},
		"deleted, kept":      {atVotes, gone, false, votes + "1\nquit\n", []string{"3 at 0"}, words("conflict.keep-gone"), ""},
		"deleted, let go":    {atVotes, gone, false, votes + "2\nquit\n", nil, words("conflict.let-go"), ""},
		"both":               {atVotes, shorter, false, votes + "1\nquit\n", []string{"1 at 5", "3 at 0"}, words("conflict.take"), ""},
		"nothing is decided": {atVotes, shorter, false, votes + "\n<\n2\nquit\n", []string{"1 at 5"}, words("line.not-here"), ""},
		"finish, taken":      {checks.Run.IsFinished, shorter, false, toFinish + "2\nhome\nquit\n", []string{"3 at 5"}, words("conflict.take"), done},
		"finish, both":       {checks.Run.IsFinished, shorter, false, toFinish + "1\nquit\n", []string{"3 at 0 finished", "3 at 5"}, "emptychair show", ""},
		"marks, taken":       {atMark, shorter, false, marks + "2\n/home\nquit\n", []string{"3 at 5"}, words("conflict.take"), "a letter, "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t)
			said, _ := threeByLine(&rival{&callStore{stored: s}, c.at, c.change, c.hidden}, c.lines)
			var kept []string
			for _, r := range everyRun(t, s.Path()) {
				is := fmt.Sprintf("%d at %d", r.Ratings["contact"].Answers(), r.Minutes)
				if r.IsFinished() {
					is += " finished"
				}
				kept = append(kept, is)
			}
			slices.Sort(kept)
			if !slices.Equal(kept, c.want) || !strings.Contains(said, c.says) || c.neither != "" && strings.Contains(said, c.neither) {
				t.Errorf("kept is %q:\n%s", kept, said)
			}
		})
	}
}

func TestNoSignAndNoWordBecomesWhatACustomerSaid(t *testing.T) {
	t.Parallel()
	for _, language := range lang.Codes {
		said := lang.New(language).T
		db := newDB(t)
		c := byLine(db, language, []string{
			"4 4 4", "", said("key.story"), "<", said("key.story"), ">", said("key.story"), "/" + said("key.undo"), "?", " < too late", said("key.place-chair"), "3", "<",
			said("key.late-answer"), "<", said("key.quit"),
		}, threePeople...)
		if c.code != shell.ExitOK {
			t.Errorf("exit code %d, %s\n%s", c.code, c.stderr, c.stdout)
		}
		runs := everyRun(t, db)
		if got := runs[0].Ratings["contact"]; got.Story != "< too late" || got.Chair != (checks.Chair{}) || got.Answers() != 3 {
			t.Errorf("%s: %+v\n%s", language, got, c.stdout)
		}
	}
}
