package boltfile

import (
	"bytes"
	"errors"
	"io"
)

// carved is how many bytes of a file are in memory while it is searched.
const carved = 1 << 18

// Carve calls fn with each offset at which a marker stands in what is read, wherever that is: in pages that are used, free, or lost.
// An error of fn ends it.
func Carve(r io.ReaderAt, marker []byte, fn func(at int64) error) error {
	b := make([]byte, carved)
	for base := int64(0); ; base += int64(len(b) - len(marker) + 1) {
		n, err := r.ReadAt(b, base)
		for from := 0; ; {
			i := bytes.Index(b[from:n], marker)
			if i < 0 {
				break
			}
			if err := fn(base + int64(from+i)); err != nil {
				return err
			}
			from += i + 1
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}
