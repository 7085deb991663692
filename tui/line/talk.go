package line

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui"
)

// What ends a program that nobody left.
var (
	ErrEnded       = errors.New("the input ended")
	ErrInterrupted = errors.New("there was a signal")

	errNoMore = errors.New("no line follows")
)

// Terminal is where the program asks and is answered.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Signals <-chan os.Signal

	// Hide has a terminal show what is typed, or nothing of it, and where afresh is set throws away what was typed ahead. It is nil where In is
	// no terminal: then the program itself says what it reads, unless that is hidden.
	Hide func(hidden, afresh bool) error
	// Width returns how many cells a line has, 0 where nobody knows. It is nil where Out is no terminal.
	Width func() int
}

// talk is a conversation line by line.
type talk struct {
	Terminal
	lines chan string // closed at the end of the input
	tick  func()      // is called while somebody thinks

	hidden  bool             // the last question was answered unseen
	pressed func() time.Time // when a key is pressed
	typed   time.Time        // when the last line came on a terminal,
	hasty   bool             // so soon after the one before that it is not meant for a step that nobody has heard
	pasted  bool             // or that no hand ended both
	read    chan struct{}    // asks for the next line,
	asked   bool             // and did already
}

// handPause is the least time between two lines that are ended by hand.
const handPause = 50 * time.Millisecond

func newTalk(t Terminal, pressed func() time.Time) *talk {
	k := &talk{Terminal: t, lines: make(chan string), read: make(chan struct{}), tick: func() {}, pressed: pressed}
	go k.listen()
	return k
}

// listen reads a line whenever one is asked for.
func (t *talk) listen() {
	defer close(t.lines)
	for r := bufio.NewReader(t.In); ; {
		<-t.read
		line, err := readLine(r)
		if err == nil || line != "" {
			t.lines <- line
		}
		if err != nil {
			return
		}
	}
}

// maxLine is more bytes than any text may have.
const maxLine = 16 * checks.MaxText

// readLine reads a line, and keeps no more of it than [maxLine].
func readLine(r *bufio.Reader) (line string, err error) {
	var b, part []byte
	for more := true; more && err == nil; {
		part, more, err = r.ReadLine()
		b = append(b, part[:min(len(part), maxLine-len(b))]...)
	}
	return string(b), err
}

// tell says texts, those of several lines on as many, and nothing of what is empty.
func (t *talk) tell(texts ...string) {
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(line) != "" {
				_, _ = io.WriteString(t.Out, t.wrapped(line))
			}
		}
	}
}

// wrapped breaks a line at its blanks where the terminal would break it anywhere.
func (t *talk) wrapped(line string) string {
	if t.Width == nil || t.Width() <= 0 {
		return line + "\n"
	}
	page := report.NewPage(report.Options{Width: t.Width()})
	page.Sentence(line)
	return page.String()
}

// second is how often a conversation looks at the clock.
const second = time.Second

// ask says what is asked last, and returns the next line, cleaned but for the blanks at its ends. What was typed before something hidden is
// asked is no answer to it: it may have been seen.
func (t *talk) ask(prompt string, hidden bool) (string, error) {
	afresh := hidden && !t.hidden
	t.hidden = hidden
	if err := t.hide(hidden, afresh); err != nil {
		return "", err
	}
	if _, err := io.WriteString(t.Out, strings.TrimSuffix(t.wrapped(prompt), "\n")+" "); err != nil {
		return "", ErrEnded
	}
	return t.next(hidden, hidden, 0)
}

// next returns the next line; where that is hidden, it may end what was asked. It waits only so long for it, unless that is 0.
func (t *talk) next(hidden, ends bool, wait time.Duration) (string, error) {
	clock := time.NewTicker(second)
	defer clock.Stop()
	var silent <-chan time.Time
	if wait > 0 {
		silent = time.After(wait)
	}
	for {
		asks := t.read
		if t.asked {
			asks = nil
		}
		select {
		case asks <- struct{}{}:
			t.asked = true
		case <-silent:
			t.typed = t.pressed()
			return "", errNoMore
		case line, ok := <-t.lines:
			t.asked = false
			failed := t.hide(true, false) // until it is known what is asked next
			if line = checks.Clean(line); ok && !hidden && t.Hide == nil {
				_, _ = io.WriteString(t.Out, line)
			}
			if !ok || ends || !hidden && t.Hide == nil {
				_, _ = io.WriteString(t.Out, "\n")
			}
			if t.tick(); !ok {
				return "", ErrEnded
			}
			if t.Hide != nil {
				now := t.pressed()
				passed := now.Sub(t.typed)
				t.hasty, t.pasted, t.typed = passed < tui.EnterPause, passed < handPause, now
			}
			return line, failed
		case <-t.Signals:
			_, _ = io.WriteString(t.Out, "\n")
			return "", ErrInterrupted
		case <-clock.C:
			t.tick()
		}
	}
}

// Ask asks questions outside the program, each answered by a line, and returns the answers given before the input ended or a signal came.
func Ask(t Terminal, questions []string) (answers []string, err error) {
	k := newTalk(t, time.Now)
	for _, question := range questions {
		k.tell(question)
		answer, err := k.ask(">", false)
		if err != nil {
			return answers, err
		}
		answers = append(answers, checks.CleanLine(answer))
	}
	return answers, nil
}

// hide has the terminal show what is typed, or not.
func (t *talk) hide(hidden, afresh bool) error {
	if t.Hide == nil {
		return nil
	}
	return t.Hide(hidden, afresh)
}
