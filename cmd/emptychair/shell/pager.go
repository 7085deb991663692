package shell

import (
	"bytes"
	"cmp"
	"errors"
	"os"
	"os/exec"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Paged shows what a function prints in a pager where that is longer than the terminal. However the pager ends, nothing is lost that it
// did not take.
func (s *Shell) Paged(show func() error) error {
	f, ok := s.Stdout.(*os.File)
	if !ok || !s.IsTerminal(f) {
		return show()
	}
	program := s.pager()
	if program == "" {
		return show()
	}
	held := &heldOutput{File: f}
	s.Stdout = held
	err := show()
	s.Stdout = f
	if s.isLong(held.text.String()) {
		switch interrupted, failed := s.page(program, held.text.Bytes()); {
		case errors.Is(failed, ErrInterrupted):
			return failed
		case failed == nil, interrupted: // somebody has read enough
			return err
		}
	}
	_, failed := f.Write(held.text.Bytes())
	return cmp.Or(err, OutputError(failed))
}

// heldOutput is a terminal of which what is written is held.
type heldOutput struct {
	term.File
	text bytes.Buffer
}

func (h *heldOutput) Write(b []byte) (int, error) { return h.text.Write(b) }

// usualPager is used where it is there and nobody asks for another.
const usualPager = "less"

// pager returns the program that shows what is long, "" where none is wanted: by --no-pager, or PAGER without a value or cat, on a terminal
// that only prints line after line, and where somebody wants plain lines.
func (s *Shell) pager() string {
	if s.Flags.noPager || !s.CanDraw() || s.IsPlain() {
		return ""
	}
	program, said := s.Lookup("PAGER")
	if _, err := exec.LookPath(usualPager); !said && err == nil {
		program = usualPager
	}
	if program = strings.TrimSpace(program); program == "cat" {
		return ""
	}
	return program
}

// isLong tells whether a text takes more lines than the terminal has above its prompt.
func (s *Shell) isLong(text string) bool {
	columns, rows := s.Size()
	if columns == 0 || rows == 0 {
		return false
	}
	lines := 0
	for line := range strings.Lines(text) {
		lines += max(1, (ansi.StringWidth(line)+columns-1)/columns)
	}
	return lines >= rows
}

// page shows a text in the pager as [Shell.runOther] does.
func (s *Shell) page(program string, text []byte) (interrupted bool, err error) {
	return s.runOther(program, func(cmd *exec.Cmd) {
		cmd.Stdin = bytes.NewReader(text)
		if _, said := s.Lookup("LESS"); !said {
			cmd.Env = append(cmd.Env, "LESS=FRX") // ends at what fits, knows bold, and leaves the text where it is
		}
	})
}
