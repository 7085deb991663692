package shell

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Talk is what a full-screen program and its terminal say to each other: what is typed comes as whole keys, and it is known which questions
// of the program the terminal has not answered yet.
type Talk struct {
	In  io.Reader
	Out io.Writer

	mu     sync.Mutex
	coming []byte    // the kinds of answers to questions that are asked with the first frame, as long as they are not: the program may end before
	asked  []byte    // the kind of each answer that is still to come, in the order of the questions
	last   time.Time // when the last of them was asked
}

// How long an answer may be on its way: at most, and when the program ends.
const (
	answerTime = 2 * time.Second
	partingFor = 250 * time.Millisecond
)

// NewTalk returns the talk of a program with its terminal; what is no terminal's stays as it is.
func NewTalk(stdin io.Reader, stdout io.Writer) *Talk {
	t := &Talk{In: stdin, Out: stdout}
	if f, ok := stdin.(*os.File); ok {
		t.In = &typed{File: f, talk: t, next: f.Read, more: func(d time.Duration) bool { return readable(f.Fd(), d) }}
	}
	if f, ok := stdout.(*os.File); ok {
		t.Out, t.coming, t.last = asking{f, t}, []byte("u]"), time.Now()
	}
	return t
}

// asking is a terminal of which is noted what it is asked.
type asking struct {
	*os.File
	talk *Talk
}

// questions are those of the program and of its library that a terminal answers, with the byte that tells the answer.
var questions = []struct {
	text string
	kind byte
}{
	{ansi.RequestModeSynchronizedOutput, 'y'}, {ansi.RequestModeUnicodeCore, 'y'}, {ansi.RequestKittyKeyboard, 'u'}, {ansi.RequestBackgroundColor, ']'},
}

// Write notes the questions in what is written.
func (a asking) Write(p []byte) (int, error) {
	for i, c := range p {
		if c == ansi.ESC {
			a.talk.ask(p[i:])
		}
	}
	return a.File.Write(p)
}

// WriteString is described at [asking.Write].
func (a asking) WriteString(s string) (int, error) { return a.Write([]byte(s)) }

// ask notes the question with which a text begins, if it is one.
func (t *Talk) ask(text []byte) {
	for _, q := range questions {
		if bytes.HasPrefix(text, []byte(q.text)) {
			t.mu.Lock()
			t.coming = bytes.ReplaceAll(t.coming, []byte{q.kind}, nil)
			t.asked, t.last = append(t.asked, q.kind), time.Now()
			t.mu.Unlock()
		}
	}
}

// hear takes in an answer, if a sequence is one. As terminals answer in order, no answer to an earlier question will come.
func (t *Talk) hear(sequence string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	kind := sequence[1]
	if strings.HasPrefix(sequence, "\x1b[?") {
		kind = sequence[len(sequence)-1]
	}
	t.asked = t.asked[bytes.IndexByte(t.asked, kind)+1:]
}

// waits tells whether the terminal may still answer something.
func (t *Talk) waits() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.coming)+len(t.asked) > 0 && time.Since(t.last) < answerTime
}

// Part lets answers come that are on their way, so that they do not come to whoever reads the terminal next.
func (t *Talk) Part() {
	for end := time.Now().Add(partingFor); t.waits() && time.Now().Before(end); {
		time.Sleep(burstPause)
	}
}
