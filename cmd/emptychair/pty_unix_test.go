//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

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
	colour atomic.Bool   // it has said which colour its background has: the last answer, which a program that ends early leaves to the shell

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
	return openWindow(t, windowWidth, windowHeight, call(t, "program", db, environ, args...))
}

// live starts the program as it is, with the system's clock.
func live(t testing.TB, db string, args ...string) *window {
	t.Helper()
	return openWindow(t, windowWidth, windowHeight, call(t, "live", db, nil, args...))
}

// printed is what a command prints that needs no terminal, on the day [today].
func printed(t testing.TB, db string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := call(t, "program", db, nil, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%v: %v\n%s", args, err, &stderr)
	}
	return string(out)
}

// call is a call of one of the [programs] with the database db, in English. What the race detector finds in it, where that
// runs, is this test's failure.
func call(t testing.TB, program, db string, environ []string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, append([]string{"--db", db, "--lang", "en"}, args...)...)
	key, value := quickExit()
	found := filepath.Join(t.TempDir(), "race")
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=xterm-256color", key + "=" + value + " log_path=" + found,
	}, environ...)
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

// emptyWindow opens a window, and the file that a program in it reads and writes.
func emptyWindow(t testing.TB, width, height int) (w *window, tty *os.File) {
	t.Helper()
	if testing.Short() {
		t.Skip("it opens a window")
	}
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
	w.view.RegisterCsiHandler('r', w.beyond)
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

// beyond tells whether the lines that are to scroll lie outside the window. Terminals pass over such a wish, which is on its way
// when a window has just become lower; the emulator would panic.
func (w *window) beyond(lines ansi.Params) bool {
	top, _, _ := lines.Param(0, 1)
	bottom, _, _ := lines.Param(1, w.view.Height())
	return top >= bottom || bottom > w.view.Height()
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
