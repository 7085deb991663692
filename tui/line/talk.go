package line

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"emptychair/checks"
)

// What ends a program that nobody left.
var (
	ErrEnded       = errors.New("the input ended")
	ErrInterrupted = errors.New("there was a signal")
)

// Terminal is where the program asks and is answered.
type Terminal struct {
	In      io.Reader
	Out     io.Writer
	Signals <-chan os.Signal

	// Hide has a terminal show what is typed, or nothing of it. It is nil where In is no terminal: then the program itself says what it reads,
	// unless that is hidden.
	Hide func(hidden bool) error
}

// talk is a conversation line by line.
type talk struct {
	Terminal
	lines chan string // closed at the end of the input
	tick  func()      // is called while somebody thinks

	pressed func() time.Time // when a key is pressed
	typed   time.Time        // when the last line came on a terminal,
	hasty   bool             // so soon after the one before that it is not meant for a step that nobody has heard
	read    chan struct{}    // asks for the next line
}

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
		line, err := r.ReadString('\n')
		if line != "" {
			t.lines <- strings.TrimRight(line, "\r\n")
		}
		if err != nil {
			return
		}
	}
}

// tell says texts, those of several lines on as many, and nothing of what is empty.
func (t *talk) tell(texts ...string) {
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(line) != "" {
				_, _ = io.WriteString(t.Out, line+"\n")
			}
		}
	}
}

const (
	second     = time.Second            // is how often a conversation looks at the clock
	enterPause = 700 * time.Millisecond // after another line an empty one leaves no step
)

// ask says what is asked last, and returns the next line, cleaned but for the blanks at its ends.
func (t *talk) ask(prompt string, hidden bool) (string, error) {
	if err := t.hide(hidden); err != nil {
		return "", err
	}
	if _, err := io.WriteString(t.Out, prompt+" "); err != nil {
		return "", ErrEnded
	}
	return t.next(hidden, hidden)
}

// next returns the next line; where that is hidden, it may end what was asked.
func (t *talk) next(hidden, ends bool) (string, error) {
	clock := time.NewTicker(second)
	defer clock.Stop()
	asks := t.read
	for {
		select {
		case asks <- struct{}{}:
			asks = nil
		case line, ok := <-t.lines:
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
				t.hasty, t.typed = now.Sub(t.typed) < enterPause, now
			}
			return line, nil
		case <-t.Signals:
			_, _ = io.WriteString(t.Out, "\n")
			return "", ErrInterrupted
		case <-clock.C:
			t.tick()
		}
	}
}

// text returns the lines up to an empty one. Where the input ends, or a signal comes, what was typed before that comes with the error.
func (t *talk) text(prompt string, hidden bool) (string, error) {
	line, err := t.ask(prompt, hidden)
	var lines []string
	for err == nil && strings.TrimSpace(line) != "" {
		lines = append(lines, line)
		line, err = t.next(hidden, false)
	}
	return strings.Join(lines, "\n"), err
}

// hide has the terminal show what is typed, or not.
func (t *talk) hide(hidden bool) error {
	if t.Hide == nil {
		return nil
	}
	return t.Hide(hidden)
}
