package shell

import (
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// Talk is what a terminal says to a full-screen program: what is typed comes as whole keys, and it is known whether the terminal may still
// answer what the program asked when it began.
type Talk struct {
	In io.Reader

	mu    sync.Mutex
	until time.Time // when no answer is waited for any more
}

// How long an answer may be on its way: after the beginning; after the one on the colour of the background, since the other questions are
// asked together with that one; and when the program ends.
const (
	answerTime = 2 * time.Second
	answerRest = 100 * time.Millisecond
	partingFor = 250 * time.Millisecond
)

// NewTalk returns the talk of a program that begins now with its terminal; what is no terminal's stays as it is.
func NewTalk(stdin io.Reader) *Talk {
	t := &Talk{In: stdin}
	if f, ok := stdin.(*os.File); ok {
		t.In = &typed{File: f, talk: t, next: f.Read, more: func(d time.Duration) bool { return readable(f.Fd(), d) }}
		t.until = time.Now().Add(answerTime)
	}
	return t
}

// hear takes in a sequence, which may be the answer on the colour of the background.
func (t *Talk) hear(sequence string) {
	if strings.HasPrefix(sequence, "\x1b]") {
		t.mu.Lock()
		t.until = time.Now().Add(answerRest)
		t.mu.Unlock()
	}
}

// waits tells whether the terminal may still answer something.
func (t *Talk) waits() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Now().Before(t.until)
}

// Part lets answers come that are on their way, so that they do not come to whoever reads the terminal next.
func (t *Talk) Part() {
	for end := time.Now().Add(partingFor); t.waits() && time.Now().Before(end); {
		time.Sleep(burstPause)
	}
}
