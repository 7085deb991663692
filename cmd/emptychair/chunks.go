package main

import (
	"bytes"
	"io"
	"runtime/debug"
)

// chunkSize is how many bytes one piece of [chunks] holds.
const chunkSize = 256 << 10

// chunks is a document in memory, in pieces: it grows without being copied, and can be read as often as somebody likes.
type chunks struct{ pieces [][]byte }

// Write keeps a copy of p. It never fails.
func (c *chunks) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		last := len(c.pieces) - 1
		if last < 0 || len(c.pieces[last]) == chunkSize {
			c.pieces = append(c.pieces, make([]byte, 0, chunkSize))
			continue
		}
		piece := c.pieces[last]
		n := min(len(rest), chunkSize-len(piece))
		c.pieces[last], rest = append(piece, rest[:n]...), rest[n:]
	}
	return len(p), nil
}

// WriteTo writes the document and lets go of each piece that is written.
func (c *chunks) WriteTo(w io.Writer) (written int64, err error) {
	for len(c.pieces) > 0 {
		n, err := w.Write(c.pieces[0])
		written += int64(n)
		if err != nil {
			return written, err
		}
		c.pieces = c.pieces[1:]
	}
	return written, nil
}

// reader reads the document from its beginning.
func (c *chunks) reader() io.Reader {
	readers := make([]io.Reader, len(c.pieces))
	for i, piece := range c.pieces {
		readers[i] = bytes.NewReader(piece)
	}
	return io.MultiReader(readers...)
}

// frugal makes the program collect its garbage earlier, at the cost of some time, and returns what ends that: whoever takes out
// or in all there is makes much of it.
func frugal() (end func()) {
	was := debug.SetGCPercent(50)
	return func() { debug.SetGCPercent(was) }
}
