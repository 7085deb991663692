//go:build unix

package main

import (
	"errors"
	"io"
	"os/exec"
	"strings"
	"syscall"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// Keys as a terminal sends them.
const (
	enter    = "\r"
	tab      = "\t"
	escape   = "\x1b"
	up       = "\x1b[A"
	down     = "\x1b[B"
	right    = "\x1b[C"
	pageUp   = "\x1b[5~"
	pageDown = "\x1b[6~"
	f2       = "\x1bOQ"
	ctrlC    = "\x03"
	ctrlR    = "\x12"
	ctrlZ    = "\x1a"
)

// bytes returns all that the program wrote so far.
func (w *window) bytes() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return string(w.raw)
}

// drawn returns the screen with its colours; screen returns its text alone.
func (w *window) drawn() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view.Render()
}

func (w *window) screen() string { return ansi.Strip(w.drawn()) }

// cursor returns where the cursor stands.
func (w *window) cursor() uv.Position {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view.CursorPosition()
}

// waitFor waits until text stands on the screen, until for anything.
func (w *window) waitFor(text string) {
	w.t.Helper()
	w.until(func() bool { return strings.Contains(w.screen(), text) }, text)
}

func (w *window) until(done func() bool, what string) {
	w.t.Helper()
	for end := time.Now().Add(longEnough); !done(); time.Sleep(2 * time.Millisecond) {
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

func (w *window) press(keys string) {
	w.t.Helper()
	if _, err := io.WriteString(w.pty, keys); err != nil {
		w.t.Fatal(err)
	}
}

// paste pastes text as a terminal does that was asked to mark what is pasted.
func (w *window) paste(text string) {
	w.t.Helper()
	w.press(ansi.BracketedPasteStart + strings.ReplaceAll(text, "\n", "\r") + ansi.BracketedPasteEnd)
}

// resize gives the window another size.
func (w *window) resize(width, height int) {
	w.t.Helper()
	if w.view != nil {
		w.mu.Lock()
		w.view.Resize(width, height)
		w.mu.Unlock()
	}
	w.control(func(fd int) error {
		return unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: uint16(width), Row: uint16(height)})
	})
}

func (w *window) size() (width, height int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.view.Width(), w.view.Height()
}

func (w *window) signal(s syscall.Signal) {
	w.t.Helper()
	if err := w.cmd.Process.Signal(s); err != nil {
		w.t.Fatal(err)
	}
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

// control calls fn with the descriptor of the terminal.
func (w *window) control(fn func(fd int) error) {
	w.t.Helper()
	conn, err := w.pty.SyscallConn()
	if err != nil {
		w.t.Fatal(err)
	}
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
func words(id string) string {
	return firstWords(lang.New("en").T(id), 4)
}

// firstWords returns the first n words of a text: behind them it may be wrapped.
func firstWords(text string, n int) string {
	all := strings.Fields(text)
	return strings.Join(all[:min(len(all), n)], " ")
}

// statement and question are the texts of the check that say at which stage the program is.
func statement(item string) string { return content.In("en").Items[item].Statement }

func question(id string) string {
	return firstWords(content.In("en").Questions[id].Text, 5)
}

// answerAll types answers into a question and waits until they are saved.
func (w *window) answerAll(id string, texts ...string) {
	w.t.Helper()
	w.waitFor(question(id))
	for _, text := range texts {
		w.press(text)
		w.waitFor(text)
		w.press(enter)
		w.waitFor(words("question.type-here"))
		w.waitFor(words("saved"))
	}
	w.press(enter)
}

// add adds an answer and waits until it is saved.
func (w *window) add(text string) {
	w.t.Helper()
	w.press(text + enter)
	w.waitFor("• " + text)
	w.waitFor(words("question.type-here"))
	w.waitFor(words("saved"))
}
