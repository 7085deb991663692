//go:build unix

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	bolt "go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

// ends are the ways in which a person or the system ends the program, with the exit code of each.
var ends = map[string]struct {
	end  func(w *window)
	code int
}{
	"ctrl+c":  {func(w *window) { w.press(ctrlC) }, shell.ExitOK},
	"SIGINT":  {func(w *window) { w.signal(syscall.SIGINT) }, shell.ExitInterrupted},
	"SIGTERM": {func(w *window) { w.signal(syscall.SIGTERM) }, shell.ExitInterrupted},
	"SIGHUP":  {func(w *window) { w.signal(syscall.SIGHUP) }, shell.ExitInterrupted},
}

// wantModes holds that the terminal's modes are as they were before the program.
func (w *window) wantModes() {
	w.t.Helper()
	if after := w.modes(); !reflect.DeepEqual(w.before, after) {
		w.t.Errorf("the terminal's modes are %+v and were %+v", after, w.before)
	}
}

// wantRestored holds that the terminal is as it was before the program: its modes, its screen, its cursor, its paste.
func (w *window) wantRestored() {
	w.t.Helper()
	w.wantModes()
	out := w.bytes()
	for _, m := range []struct{ what, set, reset string }{
		{"the program's screen", ansi.SetModeAltScreenSaveCursor, ansi.ResetModeAltScreenSaveCursor},
		{"the hidden cursor", ansi.ResetModeTextCursorEnable, ansi.SetModeTextCursorEnable},
		{"bracketed paste", ansi.SetModeBracketedPaste, ansi.ResetModeBracketedPaste},
		{"grapheme clusters", ansi.SetModeUnicodeCore, ansi.ResetModeUnicodeCore},
		{"a synchronized frame", ansi.SetModeSynchronizedOutput, ansi.ResetModeSynchronizedOutput},
		{"the other keyboard", ansi.SetModifyOtherKeys2, ansi.ResetModifyOtherKeys},
		{"the full keyboard", ansi.PushKittyKeyboard(1), ansi.PopKittyKeyboard(1)},
		{"the wheel that sends keys", "\x1b[?1007h", "\x1b[?1007r"},
		{"the title", ansi.SetWindowTitle(""), "\x1b[23;2t"},
		{"the title that was kept", "\x1b[22;2t", "\x1b[23;2t"},
	} {
		if set := strings.LastIndex(out, m.set); set < 0 || set > strings.LastIndex(out, m.reset) {
			w.t.Errorf("%s was never entered or not left", m.what)
		}
	}
}

// typing calls a program, by others perhaps that call it, adds an answer in a new run and types half of another.
func typing(t testing.TB, program string, by ...string) (w *window, db string) {
	t.Helper()
	db = newDB(t)
	called := call(t, program, db, threePeople...)
	args := slices.Concat(by, called.Args)
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = called.Env
	w = asking(t, cmd)
	w.paste("a call each month", "› a call each month")
	w.press(enter, words("question.type-here"), words("saved"))
	w.paste("and half", "› and half")
	w.press(" of", "› and half of")
	if reflect.DeepEqual(w.before, w.modes()) {
		t.Error("the program works in the terminal's usual modes")
	}
	return w, db
}

// wantTyped holds that the next start offers the run that [typing] began, and that nothing of it is lost.
func wantTyped(t testing.TB, db string) {
	t.Helper()
	w := live(t, db)
	w.waitFor("Unfinished: Payments")
	w.press("r", "› and half of", "1 a call each month", question("channels"))
	w.leave(ctrlC)
}

func TestHoweverItEndsTheTerminalIsRestoredAndTheTextSaved(t *testing.T) {
	t.Parallel()
	for name, c := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, db := typing(t, "live")
			c.end(w)
			w.wantExit(c.code)
			w.wantRestored()
			wantTyped(t, db)
		})
	}
}

func TestAClosedWindowSavesWhatWasTyped(t *testing.T) {
	t.Parallel()
	w, db := typing(t, "live")
	began := time.Now()
	must(t, w.pty.Close())
	w.exitCode()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the program took %v to notice", took)
	}
	wantTyped(t, db)
}

func init() {
	programs["crashing in a save"] = crashingInASave
	programs["crashing in a run"] = crashingInARun
	programs["patient"] = patient
	programs["forgetting"] = forgetting
	programs["hasty"] = hasty
	programs["jobs"] = jobs
}

// crashWord, typed behind a text, makes "crashing in a save" panic when it saves that text.
const crashWord = "💥"

// crashesOnce is a store that panics once, when the [crashWord] stands in a text field that is to be saved.
type crashesOnce struct {
	stored
	crashed bool
}

func (c *crashesOnce) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if !c.crashed && strings.Contains(strings.Join(draftsOf(r), ""), crashWord) {
		c.crashed = true
		panic("a mistake of ours")
	}
	return c.stored.SaveRun(r, revision)
}

// crashingInASave is the program in a run of three people, over a store that [crashesOnce].
func crashingInASave() { runOver(func(s stored) tui.Store { return &crashesOnce{stored: s} }, 3) }

// runOver is the program in a run of so many people, over what is made of the store.
func runOver(of func(stored) tui.Store, people int) {
	a := newApp(testEnv())
	a.Flags.Lang = "en"
	err := a.runProgram(tui.Options{
		Store: of(stored{store.New(a.Args[2], content.Check())}), Now: a.Now, NewID: a.NewID, Settings: a.Settings(), Colours: a.Profile(),
		Start: tui.Start{Begin: &tui.Begin{Team: "Payments", People: people}},
	})
	a.complain(err)
	os.Exit(shell.ExitCode(err))
}

// crashingInARun is the program with a clock that stops with a bang a moment after a run has begun: when the command that lets
// the time of the run go on reads it.
func crashingInARun() {
	e := unhurried(shell.System())
	newID := e.NewID
	var begun time.Time
	e.NewID = func() string {
		begun = time.Now()
		return newID()
	}
	e.Now = func() time.Time {
		if !begun.IsZero() && time.Since(begun) > 500*time.Millisecond {
			panic("a mistake of ours")
		}
		return time.Now()
	}
	os.Exit(run(e))
}

func TestAPanicInACommandRestoresSavesAndTells(t *testing.T) {
	t.Parallel()
	w, db := typing(t, "crashing in a save")
	w.press(crashWord)
	w.wantExit(shell.ExitFailure)
	w.wantRestored()
	left := strings.TrimSpace(w.screen())
	if lines := strings.Split(left, "\n"); len(lines) != 2 || !strings.HasPrefix(left, "emptychair: ") {
		t.Errorf("after the end there is\n%s", left)
	}
	for _, inside := range []string{"goroutine", "panic", ".go:"} {
		if strings.Contains(w.bytes(), inside) {
			t.Errorf("%q was printed", inside)
		}
	}
	wantTyped(t, db)
}

// patient is the program that waits as long as it takes for a database that another program holds.
func patient() {
	e := testEnv()
	e.LockWait = time.Hour
	os.Exit(run(e))
}

// hasty is the program that waits but a moment for its end.
func hasty() {
	e := unhurried(shell.System())
	e.Patience = 100 * time.Millisecond
	os.Exit(run(e))
}

func TestASecondSignalLeavesTheScreenWhileASaveHangs(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := openWindow(t, windowWidth, windowHeight, call(t, "patient", db, threePeople...))
	w.waitFor("0 of 3")
	w.press("4", "1 of 3", words("saved"))
	held, err := bolt.Open(db, 0o600, nil)
	must(t, err)
	w.press("4", "2 of 3")
	for range 2 {
		w.signal(syscall.SIGTERM)
		time.Sleep(50 * time.Millisecond) // two at once are one to the system
	}
	w.until(func() bool { return strings.Contains(w.bytes(), ansi.ResetModeAltScreenSaveCursor) }, "the end of the program's screen")
	w.signal(syscall.SIGTERM) // nobody catches a third one
	w.exitCode()
	must(t, held.Close())
	if runs := everyRun(t, db); len(runs) != 1 || runs[0].IsFinished() || runs[0].Hidden("contact") != 1 {
		t.Errorf("stored is %+v", runs)
	}
}

// stoppedNotice is what the shell says when its program stops.
const stoppedNotice = "Stopped."

// jobs is a shell that runs one program in the foreground. When that stops it takes commands: "term" asks it to end, "fg" and "bg" let
// it go on.
func jobs() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Foreground: true, Ctty: 0}
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	signal.Ignore(syscall.SIGTTOU) // else it would stop itself when it takes the terminal back
	in := bufio.NewScanner(os.Stdin)
	for {
		var state syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &state, syscall.WUNTRACED, nil); err == syscall.EINTR {
			continue
		} else if err != nil {
			panic(err)
		}
		if !state.Stopped() {
			os.Exit(state.ExitStatus())
		}
		foreground(syscall.Getpgrp())
		fmt.Println(stoppedNotice)
		for in.Scan() && in.Text() == "term" {
			_ = syscall.Kill(cmd.Process.Pid, syscall.SIGTERM)
			fmt.Println("Terminated.")
		}
		if in.Text() == "fg" {
			foreground(cmd.Process.Pid)
		}
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGCONT)
	}
}

// foreground gives the terminal to a process group.
func foreground(group int) {
	if err := unix.IoctlSetPointerInt(0, unix.TIOCSPGRP, group); err != nil {
		panic(err)
	}
}

func TestASuspendedProgramLeavesTheTerminalAndComesBack(t *testing.T) {
	t.Parallel()
	w, db := typing(t, "live", "jobs")
	before := w.screen()
	w.press(ctrlZ, stoppedNotice)
	w.wantRestored()
	if left := w.screen(); strings.Contains(left, "a call each month") {
		t.Errorf("the program's screen was not left:\n%s", left)
	}
	w.press("fg" + enter)
	w.until(func() bool { return w.screen() == before }, "the screen as it was:\n"+before)
	w.press(" another"+enter, "2 and half of another")
	w.press("and half of", "› and half of")
	w.leave(ctrlC)
	w.wantRestored()
	wantTyped(t, db)
}

func TestAProgramThatIsAskedToEndWhileItIsStoppedSavesAndEnds(t *testing.T) {
	t.Parallel()
	for _, commands := range [][]string{{"term", "bg"}, {"term", "fg"}, {"bg", "term", "bg"}} {
		t.Run(strings.Join(commands, " "), func(t *testing.T) {
			t.Parallel()
			w, db := typing(t, "live", "jobs")
			w.press(ctrlZ, stoppedNotice)
			stopped := len(w.bytes())
			for i, command := range commands {
				notices := 1 + i // that it stopped, or that it was asked to end
				w.until(func() bool { return strings.Count(w.screen(), "ed.") == notices }, "the shell")
				w.press(command + enter)
			}
			w.wantExit(shell.ExitInterrupted)
			w.wantRestored()
			if after := w.bytes()[stopped:]; commands[len(commands)-1] == "bg" && strings.Contains(after, "\x1b") {
				t.Errorf("in the background it writes %q", after)
			}
			wantTyped(t, db)
		})
	}
}

func TestWhereNobodyCouldBringItBackTheProgramStaysAndSaysSo(t *testing.T) {
	t.Parallel()
	for name, by := range map[string][]string{
		"it leads its session":      {"env"},
		"in the group of the first": {"sh", "-c", `"$@"; exit $?`, "sh"},
		"its stop key is taken":     {"jobs", "sh", "-c", `trap "" TSTP; exec "$@"`, "sh"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, db := typing(t, "live", by...)
			w.press(ctrlZ, words("suspend.nobody"))
			w.press(" another", "› and half of another")
			w.press(strings.Repeat(backspace, 8))
			if name != "it leads its session" {
				w.leave(ctrlC)
			} else {
				w.signal(syscall.SIGTERM)
				w.wantExit(shell.ExitInterrupted)
			}
			w.wantRestored()
			wantTyped(t, db)
		})
	}
}

func TestASignalEndsAProgramWhoseTerminalTakesNothing(t *testing.T) {
	t.Parallel()
	w, db := typing(t, "hasty")
	w.until(func() bool { return slices.Contains(drafts(t, db), "and half of") }, "a saved draft")
	goOn := w.stall()
	for range 5 {
		_, _ = fmt.Fprint(w.pty, f2)
		time.Sleep(17 * time.Millisecond) // a frame
		_, _ = fmt.Fprint(w.pty, "x")
		time.Sleep(17 * time.Millisecond)
	}
	w.signal(syscall.SIGTERM)
	kill := time.AfterFunc(longEnough, func() { _ = w.cmd.Process.Kill() })
	defer kill.Stop()
	if err := w.cmd.Wait(); w.cmd.ProcessState.ExitCode() != shell.ExitInterrupted {
		t.Errorf("it ends with %v", err)
	}
	goOn()
	if <-w.ended; strings.Contains(w.bytes(), ansi.ResetModeAltScreenSaveCursor) {
		t.Error("the terminal took the end of the program's screen")
	}
	wantTyped(t, db)
}

// draftFiles are those in which programs keep what is being typed in them.
func draftFiles(db string) []string {
	files, _ := filepath.Glob(db + ".*.typed")
	return files
}

func TestAKilledProgramLosesNothingOfAForm(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := live(t, db)
	typed := func(text string) func() bool {
		return func() bool {
			for _, file := range draftFiles(db) {
				if b, err := os.ReadFile(file); err == nil && strings.Contains(string(b), text) {
					return true
				}
			}
			return false
		}
	}
	w.press("s", words("story.ask"))
	w.press("the courier never rang", "never rang")
	w.until(typed("never rang"), "a kept draft")
	w.signal(syscall.SIGKILL)
	w.exitCode()

	w = live(t, db)
	w.press("s", "the courier never rang", words("draft.again"))
	w.press(" twice"+strings.Repeat(enter, 6), words("story.saved"))
	w.until(func() bool { return len(draftFiles(db)) == 0 }, "no draft")
	w.leave(ctrlC)
	if text := printed(t, db, "stories"); !strings.Contains(text, "the courier never rang twice") {
		t.Error(text)
	}
}

// seen is what a window showed: the answers, and whether it said meanwhile that all was saved; the most votes that were called saved; and
// what of a text that was being typed was in the file at some time.
type seen struct {
	mu    sync.Mutex
	saved map[string]bool
	votes int
	draft string
}

// votesOf finds how many of ninety people have voted.
var votesOf = regexp.MustCompile(`(\d+) of 90`)

func (s *seen) look(screen string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := strings.Split(screen, "\n")
	saved := slices.ContainsFunc(lines, func(line string) bool { return strings.TrimSpace(line) == words("saved") })
	for _, line := range lines {
		if m := answerIn.FindStringSubmatch(line); m != nil {
			text := strings.TrimSpace(m[1])
			s.saved[text] = s.saved[text] || saved
		}
	}
	if m := votesOf.FindStringSubmatch(screen); m != nil && saved {
		n, _ := strconv.Atoi(m[1])
		s.votes = max(s.votes, n)
	}
}

// count says how much was called saved.
func (s *seen) count() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, saved := range s.saved {
		if saved {
			n++
		}
	}
	return n + s.votes + len(s.draft)
}

// lostIn is what was called saved and a run does not have.
func (s *seen) lostIn(r checks.Run) (lost []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for text, saved := range s.saved {
		if saved && !slices.ContainsFunc(r.Answers["channels"], func(a checks.Answer) bool { return a.Text == text }) {
			lost = append(lost, text)
		}
	}
	if n := r.Ratings["contact"].Answers(); n < s.votes {
		lost = append(lost, fmt.Sprintf("%d votes of %d", s.votes-n, s.votes))
	}
	if !strings.HasPrefix(r.Drafts["channels"], s.draft) {
		lost = append(lost, s.draft)
	}
	return lost
}

// acknowledges says of all but the beginning of a run that it is saved, and saves nothing.
type acknowledges struct{ stored }

func (a acknowledges) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	if revision > 0 {
		return revision, nil
	}
	return a.stored.SaveRun(r, revision)
}

// forgetting is the program in a run of ninety people, over a store that [acknowledges].
func forgetting() { runOver(func(s stored) tui.Store { return acknowledges{s} }, 90) }

// work is what is done in a window of ninety people until the program is killed, and how often, in the short run and in the long one.
var work = map[string]struct {
	usual, many int
	opens       string // the keys that lead from the first statement there
	shows       string
	types       func(w *window, s *seen, round int)
}{
	"answers": {1, 27, pageDown + pageDown + pageDown, question("channels"), func(w *window, _ *seen, round int) {
		for i := range 30 {
			text := fmt.Sprintf("%d of round %d", i, round)
			_, _ = fmt.Fprint(w.pty, text)
			for end := time.Now().Add(longEnough / 20); !strings.Contains(w.screen(), "› "+text) && time.Now().Before(end); {
				select {
				case <-w.ended:
					return
				case <-time.After(time.Millisecond):
				}
			}
			_, _ = fmt.Fprint(w.pty, enter)
			time.Sleep(burstPause)
		}
	}},
	"votes": {1, 27, "", "of 90", func(w *window, _ *seen, _ int) {
		for range 25 {
			_, _ = fmt.Fprint(w.pty, "4")
			time.Sleep(2 * time.Millisecond)
		}
	}},
	"a text": {1, 14, pageDown + pageDown + pageDown, question("channels"), func(w *window, s *seen, _ int) {
		_, _ = fmt.Fprint(w.pty, "and so on ")
		s.mu.Lock()
		before := len(s.draft)
		s.mu.Unlock()
		for end := time.Now().Add(longEnough); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			s.mu.Lock()
			if list := drafts(w.t, w.cmd.Args[2]); len(list) == 1 {
				s.draft = strings.TrimSpace(list[0])
			}
			done := len(s.draft) > before
			s.mu.Unlock()
			select {
			case <-w.ended:
				return
			default:
			}
			if done {
				break
			}
		}
		_, _ = fmt.Fprint(w.pty, "until the end ")
	}},
}

func TestWhatTheScreenCalledSavedOutlivesAnyKill(t *testing.T) {
	t.Parallel()
	for name, c := range work {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range trials(c.usual, c.many) {
				db, s := filepath.Join(onDisk(t), "runs.db"), &seen{saved: map[string]bool{}}
				w := live(t, db, "start", "--team", "Payments", "--people", "90", "--minutes", "0")
				w.waitFor("0 of 90")
				w.press(c.opens, c.shows)
				for round := range 3 {
					w.killedAtWork(s, c.types, round)
					w = live(t, db)
					w.waitFor("Unfinished: Payments")
					w.press("r", c.shows)
					if lost := s.lostIn(everyRun(t, db)[0]); len(lost) > 0 {
						t.Errorf("called saved and lost: %q", lost)
					}
				}
			}
			t.Logf("%d kills", 3*trials(c.usual, c.many))
		})
	}
}

// killedAtWork lets somebody type until the program is killed, at any moment or once something was called saved.
func (w *window) killedAtWork(s *seen, types func(*window, *seen, int), round int) {
	w.t.Helper()
	w.watch(s.look)
	before := s.count()
	var typing sync.WaitGroup
	typing.Go(func() { types(w, s, round) })
	if round%2 == 0 {
		w.until(func() bool { return s.count() > before }, "something saved")
	}
	time.Sleep(rand.N(100 * time.Millisecond))
	w.signal(syscall.SIGKILL)
	w.exitCode()
	typing.Wait()
}

func TestAProgramThatCallsSavedWhatItDoesNotSaveIsFound(t *testing.T) {
	t.Parallel()
	db, s := newDB(t), &seen{saved: map[string]bool{}}
	w := openWindow(t, windowWidth, windowHeight, call(t, "forgetting", db))
	w.waitFor("0 of 90")
	w.press("4", "1 of 90", words("saved")) // the beginning, which it does save
	w.killedAtWork(s, work["votes"].types, 0)
	if len(s.lostIn(everyRun(t, db)[0])) == 0 {
		t.Error("nothing is missed")
	}
}
