//go:build unix

package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"emptychair/checks/lang"
)

// noTerminal is all that is said then: what failed and what to do.
var noTerminal = regexp.MustCompile("^" + regexp.QuoteMeta("emptychair: "+lang.New("en").T("cli.error.terminal")+" ") +
	strings.Replace(regexp.QuoteMeta(lang.New("en").T("cli.error.terminal.do", "Commands", "COMMANDS")), "COMMANDS", "[a-z, ]+", 1) + "$")

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
				t.Parallel()
				var pipe bytes.Buffer
				cmd := call(t, "live", filepath.Join(t.TempDir(), "runs.db"), c.environ, args...)
				c.change(cmd, &pipe)
				w := openWindow(t, windowWidth, windowHeight, cmd)
				w.wantExit(exitFailure)
				if strings.Contains(w.bytes(), "\x1b") || pipe.Len() > 0 {
					t.Errorf("the terminal gets %q, the pipe %q", w.bytes(), &pipe)
				}
				if said := strings.Join(strings.Fields(w.bytes()), " "); !noTerminal.MatchString(said) {
					t.Errorf("what failed and what to do is %q, not %s", said, noTerminal)
				}
			})
		}
	}
}
