package main

import (
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const columns, rows = 80, 24

// How long the screen must have stood still before the next key, and before the picture; and how long it may take at most.
const (
	calm     = 300 * time.Millisecond
	stillest = time.Second
	patience = 30 * time.Second
	tick     = 1500 * time.Millisecond // longer than the program takes to look at the clock again
)

// terminal is a window in which the program runs.
type terminal struct {
	pty     *os.File
	screen  *vt.SafeEmulator
	written atomic.Int64 // when the program last wrote, in nanoseconds
	writes  atomic.Int64 // how often it did
	clock   string       // the file of which each byte is a second
}

// picture runs the program's demo in a window with these colours and a folder of its own, plays a scene and draws what it shows then.
func picture(program, folder, language string, s scene, l look) (svg []byte, err error) {
	t := &terminal{screen: vt.NewSafeEmulator(columns, rows), clock: filepath.Join(folder, "clock")}
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(t.clock, nil, 0o600)); err != nil {
		return nil, err
	}
	t.screen.SetDefaultBackgroundColor(l.background)
	t.screen.SetDefaultForegroundColor(l.foreground)
	cmd := exec.Command(program, "demo")
	cmd.Env = environ(folder, language, t.clock)
	if t.pty, err = pty.StartWithSize(cmd, &pty.Winsize{Rows: rows, Cols: columns}); err != nil {
		return nil, err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = t.pty.Close()
	}()
	go t.show()
	go io.Copy(t.pty, t.screen) //nolint:errcheck // what the terminal answers when it is asked; ends with the program
	if err := t.play(s, language); err != nil {
		return nil, err
	}
	return draw(t.screen, l, s.name), nil
}

// environ is the environment of the program: nothing of that of the tool.
func environ(folder, language, clock string) []string {
	return []string{
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC", "EMPTYCHAIR_LANG=" + language, "CLOCK=" + clock,
		"HOME=" + folder, "XDG_DATA_HOME=" + folder, "TMPDIR=" + folder,
	}
}

// show takes what the program writes.
func (t *terminal) show() {
	b := make([]byte, 1<<16)
	for {
		n, err := t.pty.Read(b)
		if err != nil {
			return
		}
		_, _ = t.screen.Write(b[:n])
		t.written.Store(time.Now().UnixNano())
		t.writes.Add(1)
	}
}

// play types a scene. A second of the program's clock passes before each enter: no step is left by two of them at once. It waits then until
// the clock on the screen has noticed, as that takes a leap for a break.
func (t *terminal) play(s scene, language string) error {
	if err := t.rest(0, stillest); err != nil {
		return err
	}
	for _, step := range s.steps {
		english, german, _ := strings.Cut(step, "|")
		if language == "de" {
			english = cmp.Or(german, english)
		}
		if english == "enter" {
			if err := t.second(); err != nil {
				return err
			}
			time.Sleep(tick)
		}
		seen := t.writes.Load()
		if _, err := t.pty.WriteString(cmp.Or(keys[english], english)); err != nil {
			return err
		}
		if err := t.rest(seen, calm); err != nil {
			return err
		}
	}
	return t.rest(0, stillest)
}

// second lets a second pass on the program's clock.
func (t *terminal) second() error {
	f, err := os.OpenFile(t.clock, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(".")
	return errors.Join(err, f.Close())
}

// rest waits until the program wrote more than so often and then nothing for a while.
func (t *terminal) rest(seen int64, still time.Duration) error {
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(10 * time.Millisecond) {
		if t.writes.Load() > seen && time.Since(time.Unix(0, t.written.Load())) > still {
			return nil
		}
	}
	return errors.New("the screen does not come to rest")
}
