package interchange

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"unicode/utf8"

	"emptychair/checks"
)

// maxDocument is how many bytes a document may have.
const maxDocument = 256 << 20

// gate reads a document and lets through only what is worth parsing: UTF-8 within bounds, without a byte order mark. It counts
// lines, and its digest tells one reading from another. It meets what is wrong before the parser does, which may be told what
// stands before it first.
type gate struct {
	from   *bufio.Reader
	watch  func(b byte) checks.Code // returns what is wrong with the document up to a byte, "" for nothing
	digest hash.Hash
	err    error // that ended it
	bad    error // err where it is the document's fault

	size int64
	line int    // where the last byte stands, from 1
	rune []byte // that has begun

	passed   func() int64 // how much of the document the parser is done with; nil for one that counts lines itself
	newlines []int64      // how much stands before and with each line end that the parser may not have passed yet
	past     int          // how many it has passed
}

const byteOrderMark = "\ufeff"

func newGate(r io.Reader, watch func(byte) checks.Code) *gate {
	g := &gate{from: bufio.NewReaderSize(r, 64<<10), watch: watch, digest: sha256.New(), line: 1}
	if b, _ := g.from.Peek(len(byteOrderMark)); string(b) == byteOrderMark {
		_, _ = g.from.Discard(len(byteOrderMark))
	}
	return g
}

func (g *gate) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	g.forget()
	n, err := g.from.Read(p)
	g.digest.Write(p[:n])
	for i, b := range p[:n] {
		if code := g.see(b); code != "" {
			g.bad = fail(code, "")
			g.err = g.bad
			return i, g.err
		}
	}
	if errors.Is(err, io.EOF) && len(g.rune) > 0 {
		g.bad = fail(checks.CodeCutOff, "")
		err = g.bad
	}
	g.err = err
	return n, err
}

func (g *gate) see(b byte) checks.Code {
	g.size++
	if g.size > maxDocument {
		return checks.CodeTooLarge
	}
	if b >= utf8.RuneSelf || len(g.rune) > 0 {
		g.rune = append(g.rune, b)
		if !utf8.FullRune(g.rune) {
			return ""
		}
		if !utf8.Valid(g.rune) {
			return checks.CodeNotUTF8
		}
		g.rune = g.rune[:0]
	}
	code := g.watch(b)
	if b == '\n' && code == "" {
		g.line++
		if g.passed != nil {
			g.newlines = append(g.newlines, g.size)
		}
	}
	return code
}

// forget lets go of the line ends that the parser has passed.
func (g *gate) forget() {
	if len(g.newlines) == 0 {
		return
	}
	n, done := 0, g.passed()
	for n < len(g.newlines) && g.newlines[n] <= done {
		n++
	}
	g.past += n
	g.newlines = append(g.newlines[:0], g.newlines[n:]...)
}

// lineNow returns the line that the parser has come to.
func (g *gate) lineNow() int {
	g.forget()
	return g.past + 1
}
