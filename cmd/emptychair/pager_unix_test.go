//go:build unix

package main

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"emptychair/cmd/emptychair/shell"
)

func TestWhatIsLongerThanTheTerminalGoesThroughThePager(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	const marks, begin, end = "PAGER=sed s/^/:/", "Payments", "two | many <b>letters</b>"
	for name, tt := range map[string]struct {
		env, call, keys string
		sees, seesNot   string
	}{
		"as PAGER says":              {env: marks, sees: ":" + begin},
		"that ends early":            {env: "PAGER=head -1", sees: begin, seesNot: end},
		"that somebody interrupts":   {env: "PAGER=head -1; cat </dev/tty", keys: ctrlC, sees: begin, seesNot: end},
		"that fails":                 {env: "PAGER=false", sees: end},
		"that is killed":             {env: "PAGER=kill -9 $$", sees: end},
		"that is not there":          {env: "PAGER=/no/such/pager", sees: end},
		"help":                       {env: marks, call: "help", sees: ":emptychair [COMMAND]"},
		"not without one":            {env: "PAGER=", sees: end},
		"not where nobody wants it":  {env: marks, call: "show 01M0CK --no-pager", sees: end, seesNot: ":" + begin},
		"not what is short":          {env: marks, call: "paths", sees: db, seesNot: ":Database"},
		"not on a simple terminal":   {env: marks + "\nTERM=dumb", sees: end, seesNot: ":" + begin},
		"not beside a screen reader": {env: marks + "\nACCESSIBLE=1", sees: end, seesNot: ":" + begin},
	} {
		if tt.call == "" {
			tt.call = "show 01M0CK"
		}
		cmd := call(t, "program", db, strings.Fields(tt.call)...)
		cmd.Env = append(cmd.Env, strings.Split(tt.env, "\n")...)
		w := openWindow(t, windowWidth, windowHeight, cmd)
		if tt.keys != "" {
			w.waitFor(tt.sees)
			w.send(tt.keys)
		}
		w.wantExit(shell.ExitOK)
		if text := ansi.Strip(w.bytes()); !strings.Contains(text, tt.sees) || tt.seesNot != "" && strings.Contains(text, tt.seesNot) {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

func TestTextTakesTheWidthOfTheTerminalUpToAHundredCells(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	for width, most := range map[int]int{60: 60, 90: 90, 160: 100} {
		w := openWindow(t, width, windowHeight, call(t, "program", db, "help", "privacy"))
		w.wantExit(shell.ExitOK)
		longest := 0
		for line := range strings.Lines(ansi.Strip(w.bytes())) {
			longest = max(longest, ansi.StringWidth(strings.TrimRight(line, "\r\n")))
		}
		if longest > most || longest < most-12 {
			t.Errorf("on a terminal of %d columns the longest line has %d", width, longest)
		}
	}
}
