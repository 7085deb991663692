//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
)

// window is a terminal window in which a program runs, with somebody who looks at it and types. The terminal knows grapheme
// clusters and synchronized output: what it shows is always a whole frame.
type window struct {
	t      testing.TB
	pty    *os.File
	tty    string        // the name of the file that the program reads and writes
	before *term.State   // the terminal's modes before the program
	cmd    *exec.Cmd     // nil as long as there is no program
	ended  chan struct{} // closed when all that the program wrote has been read
	silent atomic.Bool   // the terminal answers no question
	colour atomic.Bool   // it has said which colour its background has: the last answer, which a program that ends early leaves to the shell

	written chan struct{} // says that the program wrote something since somebody looked

	mu    sync.Mutex
	raw   strings.Builder // all that the program wrote,
	shown int             // the first so many bytes of it are on the screen
	view  *vt.Emulator
	text  string              // on the screen, "" for one that has changed since
	frame func(screen string) // called with each frame, nil for nobody
}

const (
	windowWidth  = 80
	windowHeight = 24
)

// Keys as a terminal sends them.
const (
	enter     = "\r"
	tab       = "\t"
	escape    = "\x1b"
	backspace = "\x7f"
	up        = "\x1b[A"
	down      = "\x1b[B"
	right     = "\x1b[C"
	left      = "\x1b[D"
	pageUp    = "\x1b[5~"
	pageDown  = "\x1b[6~"
	f2        = "\x1bOQ"
	f3        = "\x1bOR"
	f6        = "\x1b[17~"
	f7        = "\x1b[18~"
	ctrlC     = "\x03"
	ctrlD     = "\x04"
	ctrlZ     = "\x1a"
)

// newWindow starts the program, whose clock stands, in a window with the database db.
func newWindow(t testing.TB, db string, args ...string) *window {
	t.Helper()
	return openWindow(t, windowWidth, windowHeight, call(t, "program", db, args...))
}

// live starts the program as it is, with the system's clock.
func live(t testing.TB, db string, args ...string) *window {
	t.Helper()
	return openWindow(t, windowWidth, windowHeight, call(t, "live", db, args...))
}

// call is a call of one of the [programs] with the database db, in English. What the race detector finds in it, where that
// runs, is this test's failure.
func call(t testing.TB, program, db string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, append([]string{"--db", db, "--lang", "en"}, args...)...)
	key, value := quickExit()
	found := filepath.Join(t.TempDir(), "race")
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=xterm-256color", "PAGER=", key + "=" + value + " log_path=" + found,
	}
	t.Cleanup(func() { wantNoRace(t, found+".*") })
	return cmd
}

// wantNoRace fails where there are reports of races, but for that of the library: when it ends in a hurry it closes what it
// still reads.
func wantNoRace(t testing.TB, pattern string) {
	files, _ := filepath.Glob(pattern) // the pattern is ours
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
		}
		for report := range strings.SplitSeq(string(text), strings.Repeat("=", 18)) {
			if strings.TrimSpace(report) != "" && !strings.Contains(report, "cancelreader.(*") {
				t.Error(report)
			}
		}
	}
}

// openWindow starts a program in a window of its own; streams that cmd has already stay as they are.
func openWindow(t testing.TB, width, height int, cmd *exec.Cmd) *window {
	t.Helper()
	w, tty := emptyWindow(t, width, height)
	w.start(cmd, tty)
	return w
}

// emptyWindow opens a window, and the file that a program in it reads and writes.
func emptyWindow(t testing.TB, width, height int) (w *window, tty *os.File) {
	t.Helper()
	if testing.Short() {
		t.Skip("it opens a window")
	}
	f, tty, err := pty.Open()
	must(t, err)
	w = &window{t: t, pty: closable(t, f), tty: tty.Name(), ended: make(chan struct{}), written: make(chan struct{}, 1), view: vt.NewEmulator(width, height)}
	w.resize(width, height)
	w.before = w.modes()
	w.look()
	return w, tty
}

func (w *window) start(cmd *exec.Cmd, tty *os.File) {
	w.t.Helper()
	w.cmd = cmd
	if cmd.Stderr == nil {
		cmd.Stderr = tty
	}
	if cmd.Stdout == nil {
		cmd.Stdout = tty
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if cmd.Stdin == nil {
		cmd.Stdin = tty
	} else {
		cmd.SysProcAttr.Ctty = 2
	}
	must(w.t, cmd.Start())
	w.t.Cleanup(func() { _ = cmd.Process.Kill() })
	if err := tty.Close(); err != nil { // so that the end of the program is the end of what can be read
		w.t.Fatal(err)
	}
}

// look keeps what the program writes, and answers its questions as a terminal does.
func (w *window) look() {
	w.view.RegisterCsiHandler('r', w.clamp)
	// So the terminal knows the modes, and will say so when it is asked.
	_, _ = w.view.WriteString(ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore)
	go w.reply()
	go func() {
		defer close(w.ended)
		_, _ = io.Copy(w, w.pty)
	}()
	w.t.Cleanup(func() {
		if w.t.Failed() {
			w.t.Logf("the screen at the end:\n%s", w.screen())
		}
		_ = w.pty.Close()
		_ = w.view.InputPipe().(io.Closer).Close() // so that nobody waits for its answers any more
	})
}

// clamp keeps the lines that are to scroll in the window, as terminals do: such a wish may be on its way when a window has just become
// lower. It tells whether none are left. The emulator would panic.
func (w *window) clamp(lines ansi.Params) bool {
	top, _, _ := lines.Param(0, 1)
	bottom, _, _ := lines.Param(1, w.view.Height())
	if bottom > w.view.Height() {
		bottom = w.view.Height()
		lines[1] = ansi.Param(bottom)
	}
	return top >= bottom
}

// closable returns the file of a terminal in a form that can be closed while somebody reads it: the pty package leaves files
// for which Close waits until the read ends.
func closable(t testing.TB, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}

// reply types what the terminal answers to the program's questions, as long as there is a program.
func (w *window) reply() {
	b := make([]byte, 1024)
	for {
		n, err := w.view.Read(b)
		if err != nil {
			return
		}
		if !w.silent.Load() {
			_, _ = w.pty.Write(b[:n])
			w.colour.Store(w.colour.Load() || bytes.Contains(b[:n], []byte("]11;")))
		}
	}
}

// Write takes what the program writes. A frame goes to the screen only when all of it is there, as on a terminal.
func (w *window) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, _ = w.raw.Write(p)
	fresh := w.raw.String()[w.shown:]
	begun := strings.LastIndex(fresh, ansi.SetModeSynchronizedOutput)
	if begun > strings.LastIndex(fresh, ansi.ResetModeSynchronizedOutput) {
		fresh = fresh[:begun]
	}
	w.shown, w.text = w.shown+len(fresh), ""
	_, err := w.view.WriteString(fresh)
	if w.frame != nil && len(fresh) > 0 {
		w.frame(w.rendered())
	}
	select {
	case w.written <- struct{}{}:
	default:
	}
	return len(p), err
}

// sideBySide runs the parts of a test that waits most of the time beside each other at once. If they were parallel, they would wait for all
// other tests first.
func sideBySide(t *testing.T, parts []string, test func(t *testing.T, part string)) {
	var all sync.WaitGroup
	for _, part := range parts {
		all.Go(func() { t.Run(part, func(t *testing.T) { test(t, part) }) })
	}
	all.Wait()
}

// pause waits until the program writes something, or for a time.
func (w *window) pause(most time.Duration) {
	select {
	case <-w.written:
	case <-time.After(most):
	}
}

// bytes returns all that the program wrote so far.
func (w *window) bytes() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.raw.String()
}

// screen returns the text on the screen.
func (w *window) screen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.rendered()
}

func (w *window) rendered() string {
	if w.text == "" {
		w.text = ansi.Strip(w.view.Render())
	}
	return w.text
}

// drawn returns the screen with its colours, but for the letters' colour where there is no letter: nobody sees that, and one way
// to write a frame leaves another one than the next.
func (w *window) drawn() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var frame strings.Builder
	for y := range w.view.Height() {
		for x := range w.view.Width() {
			if c := w.view.CellAt(x, y).Clone(); strings.TrimSpace(c.Content) != "" {
				frame.WriteString(c.Style.String() + c.Content)
			} else {
				c.Style.Fg = nil
				frame.WriteString(c.Style.String() + " ")
			}
		}
	}
	return frame.String()
}

// cursor returns where the cursor stands.
func (w *window) cursor() uv.Position {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view.CursorPosition()
}

// watch lets somebody look at each frame from now on.
func (w *window) watch(frame func(screen string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.frame = frame
}

// stall lets the terminal take nothing any more, until goOn: somebody else writes more than it holds, and nobody reads that.
func (w *window) stall() (goOn func()) {
	w.t.Helper()
	stalled, end := make(chan struct{}), make(chan struct{})
	w.watch(func(string) {
		if strings.Contains(w.raw.String(), "\x00") { // that write has begun, and no other begins before it ends
			select {
			case stalled <- struct{}{}:
				<-end
			case <-end:
			}
		}
	})
	tty, err := os.OpenFile(w.tty, os.O_WRONLY|syscall.O_NOCTTY, 0)
	must(w.t, err)
	go func() {
		_, _ = tty.Write(make([]byte, 1<<18)) // which shows nothing, and ends with the program
		_ = tty.Close()
	}()
	<-stalled
	return func() {
		close(end)
		w.watch(nil)
	}
}

// waitFor waits until one text after the other has stood on the screen, until for anything.
func (w *window) waitFor(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.until(func() bool { return strings.Contains(w.screen(), text) }, text)
	}
}

func (w *window) until(done func() bool, what string) {
	w.t.Helper()
	for end := time.Now().Add(longEnough); !done(); w.pause(5 * time.Millisecond) {
		select {
		case <-w.ended:
			if !done() {
				w.t.Fatalf("the program ended before %s", what)
			}
		default:
		}
		if time.Now().After(end) {
			w.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// quiet is how long nothing is written before a frame counts as settled: several times the pause between two frames.
const quiet = 120 * time.Millisecond

// settle waits until nothing is written any more and returns how many bytes were written in all.
func (w *window) settle() int {
	w.t.Helper()
	n, since := len(w.bytes()), time.Now()
	w.until(func() bool {
		if now := len(w.bytes()); now != n {
			n, since = now, time.Now()
		}
		return time.Since(since) > quiet
	}, "a settled frame")
	return n
}

// keyPause is how long somebody waits for the answer to a key.
const keyPause = 300 * time.Millisecond

// press types keys, one after the other as somebody does who sees each, and waits for what they show.
func (w *window) press(keys string, shows ...string) {
	w.t.Helper()
	for key := range parts(keys) {
		select {
		case <-w.written: // before, and so no answer
		default:
		}
		w.send(key)
		w.pause(keyPause)
		time.Sleep(burstPause)
	}
	w.waitFor(shows...)
}

// burstPause is longer than what lies between the characters of a paste.
const burstPause = 7 * time.Millisecond

// parts are keys one by one; a sequence that begins with ESC is one.
func parts(keys string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for state := byte(0); len(keys) > 0; {
			key, _, n, next := ansi.DecodeSequence(keys, state, nil)
			if key == "\x1bO" {
				n++
			}
			key, keys, state = keys[:n], keys[n:], next
			if !yield(key) {
				return
			}
		}
	}
}

// send lets something come from the terminal at once.
func (w *window) send(text string) {
	w.t.Helper()
	if _, err := io.WriteString(w.pty, text); err != nil {
		w.t.Fatal(err)
	}
}

// paste pastes text as a terminal does that was asked to mark what is pasted, and waits for what that shows.
func (w *window) paste(text string, shows ...string) {
	w.t.Helper()
	w.send(ansi.BracketedPasteStart + strings.ReplaceAll(text, "\n", "\r") + ansi.BracketedPasteEnd)
	w.waitFor(shows...)
}

// resize gives the window another size.
func (w *window) resize(width, height int) {
	w.t.Helper()
	w.mu.Lock()
	w.view.Resize(width, height)
	w.text = ""
	w.mu.Unlock()
	w.control(func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(width), Row: uint16(height)})
	})
}

func (w *window) signal(s syscall.Signal) {
	w.t.Helper()
	must(w.t, w.cmd.Process.Signal(s))
}

// exitCode waits for the program's end, and until all that it wrote is on the screen.
func (w *window) exitCode() int {
	w.t.Helper()
	kill := time.AfterFunc(longEnough, func() { _ = w.cmd.Process.Kill() })
	defer kill.Stop()
	err := w.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	select {
	case <-w.ended:
	case <-time.After(longEnough):
		w.t.Fatal("the window is still open after the program's end")
	}
	return w.cmd.ProcessState.ExitCode()
}

// wantExit holds that the program ends with this code.
func (w *window) wantExit(want int) {
	w.t.Helper()
	if code := w.exitCode(); code != want {
		w.t.Errorf("exit code %d, not %d", code, want)
	}
}

// leave presses keys that end the program well.
func (w *window) leave(keys string) {
	w.t.Helper()
	w.press(keys)
	w.wantExit(shell.ExitOK)
}

// control calls fn with the descriptor of the terminal.
func (w *window) control(fn func(fd int) error) {
	w.t.Helper()
	conn, err := w.pty.SyscallConn()
	must(w.t, err)
	if e := conn.Control(func(fd uintptr) { err = fn(int(fd)) }); e != nil || err != nil {
		w.t.Fatal(e, err)
	}
}

// modes returns how the terminal treats what is typed and printed.
func (w *window) modes() (state *term.State) {
	w.t.Helper()
	w.control(func(fd int) (err error) {
		state, err = term.GetState(uintptr(fd))
		return err
	})
	return state
}

// words is the beginning of what the program says in a message.
func words(id string) string { return firstWords(lang.New("en").T(id), 4) }

// firstWords returns the first n words of a text: behind them it may be wrapped.
func firstWords(text string, n int) string {
	all := strings.Fields(text)
	return strings.Join(all[:min(len(all), n)], " ")
}

// statement and question are the texts of the check that say at which stage the program is.
func statement(item string) string { return content.In("en").Items[item].Statement }

func question(id string) string { return firstWords(content.In("en").Questions[id].Text, 5) }

// threePeople are the arguments with which a run begins at once that has no clock, which would tell two windows apart.
var threePeople = []string{"start", "--team", "Payments", "--people", "3", "--minutes", "0"}

// asking opens a window at the first question of a run that a call of the program begins with [threePeople].
func asking(t testing.TB, cmd *exec.Cmd) *window {
	t.Helper()
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("0 of 3")
	w.press(pageDown+pageDown+pageDown, question("channels"))
	return w
}

// answerIn finds an answer in the list of a question, behind its number.
var answerIn = regexp.MustCompile(`^   [ \d]{3}\d (\S(?:.*\S)?)`)

// add adds answers to a question and waits until each is saved.
func (w *window) add(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.press(text+enter, norm.NFC.String(text), words("question.type-here"), words("saved"))
	}
}
