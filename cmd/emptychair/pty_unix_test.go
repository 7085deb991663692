//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
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
)

// window is a terminal window in which a program runs, with somebody who looks at it and types. The terminal knows grapheme
// clusters and synchronized output: what it shows is always a whole frame.
type window struct {
	t      testing.TB
	pty    *os.File
	before *term.State   // the terminal's modes before the program
	cmd    *exec.Cmd     // nil where the program is this test itself
	ended  chan struct{} // closed when all that the program wrote has been read
	silent atomic.Bool   // the terminal answers no question

	mu    sync.Mutex
	raw   []byte // all that the program wrote,
	shown int    // the first so many bytes of it are on the screen
	view  *vt.Emulator
	frame func(screen string) // called with each frame, nil for nobody
}

const (
	windowWidth  = 80
	windowHeight = 24
	longEnough   = 20 * time.Second
)

// newWindow starts the program, whose clock stands, on a pseudo-terminal with the database db and further environment.
func newWindow(t testing.TB, db string, environ []string, args ...string) *window {
	t.Helper()
	return openWindow(t, windowWidth, windowHeight, call(t, "emptychair", db, environ, args...))
}

// call is a call of one of the [programs] with the database db, in English.
func call(t testing.TB, program, db string, environ []string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, append([]string{"--db", db, "--lang", "en"}, args...)...)
	key, value := quickExit()
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=xterm-256color", key + "=" + value}, environ...)
	return cmd
}

// openWindow starts a program in a window of its own; streams that cmd has already stay as they are.
func openWindow(t testing.TB, width, height int, cmd *exec.Cmd) *window {
	t.Helper()
	w, tty := emptyWindow(t, width, height)
	w.start(cmd, tty)
	return w
}

// openSilentWindow is openWindow with a terminal that answers no question.
func openSilentWindow(t testing.TB, width, height int, cmd *exec.Cmd) *window {
	t.Helper()
	w, tty := emptyWindow(t, width, height)
	w.silent.Store(true)
	w.start(cmd, tty)
	return w
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
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = cmd.Process.Kill() })
	if err := tty.Close(); err != nil { // so that the end of the program is the end of what can be read
		w.t.Fatal(err)
	}
}

// inWindow opens a window without a program of its own: the app of this test writes into it.
func inWindow(t testing.TB) (*window, *app) {
	t.Helper()
	w, tty := emptyWindow(t, windowWidth, windowHeight)
	t.Cleanup(func() { _ = tty.Close() })
	e := testEnv()
	e.stdin, e.stdout, e.stderr = tty, tty, tty
	e.environ = []string{"TERM=xterm-256color"}
	a := &app{env: e}
	a.speak("en")
	return w, a
}

// emptyWindow opens a window, and the file that a program in it reads and writes.
func emptyWindow(t testing.TB, width, height int) (w *window, tty *os.File) {
	t.Helper()
	f, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	w = &window{t: t, pty: closable(t, f), ended: make(chan struct{})}
	w.resize(width, height)
	w.before = w.modes()
	w.look(width, height)
	return w, tty
}

// look keeps what the program writes, and answers its questions as a terminal does.
func (w *window) look(width, height int) {
	w.view = vt.NewEmulator(width, height)
	// So the terminal knows the modes, and will say so when it is asked.
	_, _ = w.view.WriteString(ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore)
	go w.answer()
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

// closable returns the file of a terminal in a form that can be closed while somebody reads it: the pty package leaves files
// for which Close waits until the read ends.
func closable(t testing.TB, f *os.File) *os.File {
	t.Helper()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = unix.SetNonblock(fd, true)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
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

// answer types what the terminal answers to the program's questions, as long as there is a program.
func (w *window) answer() {
	b := make([]byte, 1024)
	for {
		n, err := w.view.Read(b)
		if err != nil {
			return
		}
		if !w.silent.Load() {
			_, _ = w.pty.Write(b[:n])
		}
	}
}

// Write takes what the program writes. A frame goes to the screen only when all of it is there, as on a terminal.
func (w *window) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.raw = append(w.raw, p...)
	fresh := w.raw[w.shown:]
	begun := bytes.LastIndex(fresh, []byte(ansi.SetModeSynchronizedOutput))
	if begun > bytes.LastIndex(fresh, []byte(ansi.ResetModeSynchronizedOutput)) {
		fresh = fresh[:begun]
	}
	w.shown += len(fresh)
	_, err := w.view.Write(fresh)
	if w.frame != nil && len(fresh) > 0 {
		w.frame(ansi.Strip(w.view.Render()))
	}
	return len(p), err
}

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

// waitFor waits until text stands on the screen.
func (w *window) waitFor(text string) {
	w.t.Helper()
	w.until(func() bool { return strings.Contains(w.screen(), text) }, text)
}

func (w *window) until(done func() bool, what string) {
	w.t.Helper()
	for end := time.Now().Add(longEnough); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if done() {
			return
		}
	}
	w.t.Fatalf("waited in vain for %s", what)
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
