//go:build unix

package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestWithoutAWholeTerminalThereIsNoFullScreen(t *testing.T) {
	cases := map[string]struct {
		environ []string
		change  func(cmd *exec.Cmd, pipe *bytes.Buffer)
	}{
		"stdin is a pipe":  {nil, func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Stdin = strings.NewReader("n\rq") }},
		"stdout is a pipe": {nil, func(cmd *exec.Cmd, pipe *bytes.Buffer) { cmd.Stdout = pipe }},
		"stdin and stdout": {nil, func(cmd *exec.Cmd, pipe *bytes.Buffer) { cmd.Stdin, cmd.Stdout = strings.NewReader("q"), pipe }},
		"TERM is dumb":     {[]string{"TERM=dumb"}, func(*exec.Cmd, *bytes.Buffer) {}},
		"TERM is empty":    {[]string{"TERM="}, func(*exec.Cmd, *bytes.Buffer) {}},
	}
	for name, c := range cases {
		for _, args := range [][]string{nil, {"start", "--team", "Payments", "--people", "3"}, {"resume"}} {
			t.Run(name+strings.Join(args, " "), func(t *testing.T) {
				var pipe bytes.Buffer
				cmd := call(t, "live", filepath.Join(t.TempDir(), "runs.db"), c.environ, args...)
				c.change(cmd, &pipe)
				w := openWindow(t, windowWidth, windowHeight, cmd)
				if code := w.exitCode(); code != exitFailure {
					t.Errorf("exit code %d", code)
				}
				if strings.Contains(w.bytes(), "\x1b") || pipe.Len() > 0 {
					t.Errorf("the terminal gets %q, the pipe %q", w.bytes(), &pipe)
				}
				if lines := strings.Split(strings.TrimSpace(w.bytes()), "\r\n"); len(lines) < 2 || !strings.HasPrefix(lines[0], "emptychair: ") {
					t.Errorf("what failed and what to do is %q", lines)
				}
			})
		}
	}
}
