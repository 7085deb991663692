package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// How a progress bar is drawn.
const (
	barWidth = 30                    // in cells, without the numbers
	barEvery = 50 * time.Millisecond // at most
)

// progressBar is a line that shows how far something has come, and is gone when it is done.
type progressBar struct {
	w          io.Writer // nil where nobody looks
	text       func(done, all int) string
	full, rest string
	now        func() time.Time
	drawn      time.Time
}

// progressBar returns a bar on stderr, which shows itself only on a terminal.
func (a *app) progressBar() *progressBar {
	if !a.isTerminal(a.stderr) || !a.capable() {
		return &progressBar{}
	}
	p := a.printer()
	b := &progressBar{w: a.stderr, now: a.now, full: p.Signs("●"), rest: p.Signs("·")}
	b.text = func(done, all int) string { return p.T("cli.import.progress", "Done", done, "All", all) }
	return b
}

// show draws how far it has come.
func (b *progressBar) show(done, all int) {
	if b.w == nil || all == 0 || b.now().Sub(b.drawn) < barEvery {
		return
	}
	b.drawn = b.now()
	full := min(barWidth*done/all, barWidth)
	_, _ = fmt.Fprintf(b.w, "\r%s%s  %s", strings.Repeat(b.full, full), strings.Repeat(b.rest, barWidth-full), b.text(done, all))
}

// end takes the bar away.
func (b *progressBar) end() {
	if b.w != nil && !b.drawn.IsZero() {
		_, _ = fmt.Fprint(b.w, "\r\x1b[K")
	}
}
