package shell

import (
	"bufio"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// hasColour tells whether what goes to a stream may be more than plain text: as --color says, or NO_COLOR, or FORCE_COLOR and
// CLICOLOR_FORCE, or whether the stream is a terminal that can do it.
func (s *Shell) hasColour(stream any) bool {
	switch {
	case s.Flags.Color == colorAlways:
		return true
	case s.Flags.Color == colorNever, s.Getenv("NO_COLOR") != "":
		return false
	case s.forcesColour():
		return true
	}
	return s.IsTerminal(stream) && s.CanDraw() && s.Getenv("CLICOLOR") != "0"
}

// forcesColour tells whether colour is wanted wherever the output goes.
func (s *Shell) forcesColour() bool {
	isOn := func(key string) bool {
		v := s.Getenv(key)
		return v != "" && v != "0" && v != "false"
	}
	return s.Flags.Color == colorAlways || isOn("FORCE_COLOR") || isOn("CLICOLOR_FORCE")
}

// CanDraw tells whether the terminal says of itself that it can do more than print line after line. On Windows terminals say
// nothing.
func (e Env) CanDraw() bool {
	t := e.Getenv("TERM")
	return t != "dumb" && (t != "" || runtime.GOOS == "windows")
}

// IsPlain tells whether somebody asked for plain lines, in which nothing is drawn.
func (s *Shell) IsPlain() bool {
	accessible := s.Getenv("ACCESSIBLE")
	return s.Flags.Plain || accessible != "" && accessible != "0"
}

// AsksByLine tells whether the program asks and is answered line by line: where somebody wants it so, and where there is no terminal to fill.
func (s *Shell) AsksByLine() bool {
	return s.IsPlain() || !s.IsTerminal(s.Stdin) || !s.IsTerminal(s.Stdout) || !s.CanDraw()
}

// How many cells a line of text takes at least, where there are fewer, and at most, however many there are: longer ones are hard to read.
const (
	leastWidth = 54
	mostWidth  = 100
)

// width is how many cells a line of text may take: as COLUMNS or the terminal says, 0 where neither does.
func (s *Shell) width() int {
	columns, err := strconv.Atoi(s.Getenv("COLUMNS"))
	if err != nil || columns <= 0 {
		columns, _ = s.Size()
	}
	if columns <= 0 {
		return 0
	}
	return min(max(columns, leastWidth), mostWidth)
}

// Size returns how large the terminal is on which the call prints, 0 where nobody knows.
func (e Env) Size() (columns, rows int) {
	if f, ok := e.Stdout.(term.File); ok {
		columns, rows, _ = term.GetSize(f.Fd())
	}
	return columns, rows
}

// Profile returns which colours the full-screen program may use; without any there is still bold.
func (s *Shell) Profile() colorprofile.Profile {
	if !s.hasColour(s.Stdout) {
		return colorprofile.ASCII
	}
	// The library would read these once more, and differently.
	p := colorprofile.Detect(s.Stdout, s.without("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"))
	if s.forcesColour() {
		p = max(p, colorprofile.ANSI)
	}
	return p
}

// Ask asks a question on the terminal that is answered with yes or no. Anything else, and the end of the input, is a no.
func (s *Shell) Ask(question string) bool {
	p := report.NewPage(s.ReportOptions())
	p.Sentence(question)
	_, _ = fmt.Fprint(s.Stderr, strings.TrimSuffix(p.String(), "\n")+" ")
	typed, _ := bufio.NewReader(s.Stdin).ReadString('\n')
	return lang.Said("key.yes", checks.CleanLine(typed))
}

// AskAfresh asks after a wait. What was typed meanwhile is thrown away: it cannot be meant as the answer.
func (s *Shell) AskAfresh(question string) bool {
	if f, ok := s.Stdin.(term.File); ok {
		dropTyped(f.Fd())
	}
	return s.Ask(question)
}

// askHidden asks for a line on the terminal that it does not show. However that ends, the terminal shows again what is typed.
func (s *Shell) askHidden(question string) (string, error) {
	typing := s.Typing()
	if typing == nil {
		return "", Failure("cli.error.input")
	}
	signals, stop := Signals()
	defer stop()
	defer OutlastPipes()()
	defer typing.Close()
	if err := typing.Hide(true, false); err != nil {
		return "", err
	}
	_, _ = fmt.Fprint(s.Stderr, question+" ")
	defer func() { _, _ = fmt.Fprintln(s.Stderr) }()
	select {
	case line := <-readLine(s.Stdin):
		return line, nil
	case <-signals:
		return "", ErrInterrupted
	}
}

// Typing is whether a terminal shows what is typed. It may be used by several goroutines.
type Typing struct {
	mu     sync.Mutex
	fd     uintptr
	show   func() // as it was before nothing was shown, nil while all is
	closed bool
}

// Typing returns that of the terminal from which the program reads, nil where that is none.
func (s *Shell) Typing() *Typing {
	if f, ok := s.Stdin.(term.File); ok && s.IsTerminal(f) {
		return &Typing{fd: f.Fd()}
	}
	return nil
}

// Hide has the terminal show what is typed, or nothing of it, and throws away what was typed ahead where afresh is set.
func (t *Typing) Hide(hidden, afresh bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return ErrInterrupted
	}
	err := t.hide(hidden)
	if err == nil && afresh {
		dropTyped(t.fd)
	}
	return err
}

// Close has the terminal show what is typed, whoever wants to hide it after that.
func (t *Typing) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.hide(false)
	t.closed = true
}

// hide is for whoever holds the lock.
func (t *Typing) hide(hidden bool) error {
	switch {
	case hidden && t.show == nil:
		show, err := hideTyping(t.fd)
		if err != nil {
			return Failure("cli.error.input")
		}
		t.show = show
	case !hidden && t.show != nil:
		t.show()
		t.show = nil
	}
	return nil
}

// KeepHidden hides what is typed once more where it was hidden and the program was stopped, since the shell shows it then, until stop is
// called.
func (t *Typing) KeepHidden() (stop func()) {
	continued, stop := Continued()
	go func() {
		for range continued {
			t.mu.Lock()
			if t.show != nil {
				_, _ = hideTyping(t.fd)
			}
			t.mu.Unlock()
		}
	}()
	return stop
}

// readLine reads as much as there is of a line. The reading goes on where nobody waits for it any more, so it leaves the terminal's
// modes alone.
func readLine(f io.Reader) <-chan string {
	typed := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(f).ReadString('\n') // a terminal gives no more than a line at a time
		typed <- strings.TrimRight(line, "\r\n")
	}()
	return typed
}

// Suspension stops the program while something else has the terminal, as often as it is run.
type Suspension struct {
	Left chan struct{} // closed when the program was asked to end while the terminal was not its own

	in  io.Reader
	out io.Writer
}

// SetStdin says what the program reads.
func (s *Suspension) SetStdin(r io.Reader) { s.in = r }

// SetStdout says where the terminal is given back.
func (s *Suspension) SetStdout(w io.Writer) { s.out = w }

// SetStderr is of no use: a program that is stopped says nothing.
func (s *Suspension) SetStderr(io.Writer) {}

// Take keeps the title of a terminal for [GiveBack], since the library that draws leaves an empty one, and has the wheel of the mouse
// send the keys that scroll, so that the mouse itself stays with the terminal and its selection. What a terminal does not know of
// these it passes over.
func Take(w io.Writer) { _, _ = io.WriteString(w, "\x1b[22;2t\x1b[?1007s\x1b[?1007h") }

// GiveBack restores what a terminal was like before [Take].
func GiveBack(w io.Writer) { _, _ = io.WriteString(w, "\x1b[?1007r\x1b[23;2t") }
