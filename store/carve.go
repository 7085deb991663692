package store

import (
	"cmp"
	"errors"
	"io"
	"maps"
	"os"
	"slices"

	"emptychair/store/boltfile"
)

// source is what records are read from: a file, or a backup that is in memory.
type source interface {
	io.ReaderAt
	Size() int64 // in bytes
}

type file struct{ *os.File }

func (f file) Size() int64 {
	info, err := f.Stat()
	if err != nil {
		return 0 // then there is nothing to read either
	}
	return info.Size()
}

// carve calls fn with each whole record that is in a file, in whichever page. An error of fn ends it.
func carve(f source, fn func(record) error) error {
	return carveEnvelopes(f, func(v []byte) error {
		rec, err := open(v)
		if err != nil {
			return nil // what looks like one, or is not whole
		}
		return fn(rec)
	})
}

// carveEnvelopes calls fn with each envelope that is in a file, whole or not.
func carveEnvelopes(f source, fn func(v []byte) error) error {
	size := f.Size()
	left := 4 * size // what was never written by this package may claim more
	return boltfile.Carve(f, []byte(marker), func(at int64) error {
		v, err := envelopeAt(f, at, min(size, at+left))
		if err != nil || v == nil {
			return err
		}
		left -= int64(len(v))
		return fn(v)
	})
}

// latest holds the latest version of each record of a file, by [record.id].
type latest map[string]record

// latestIn finds them.
func latestIn(f source) (latest, error) {
	list := latest{}
	err := carve(f, func(rec record) error {
		if old, known := list[rec.id()]; !known || old.version < rec.version {
			list[rec.id()] = rec
		}
		return nil
	})
	return list, err
}

// sorted returns them in the order of their keys, bucket by bucket.
func (l latest) sorted() []record {
	return slices.SortedFunc(maps.Values(l), func(a, b record) int {
		return cmp.Or(cmp.Compare(slices.Index(buckets, a.bucket), slices.Index(buckets, b.bucket)), cmp.Compare(a.key, b.key))
	})
}

// isBlank tells whether a file holds nothing but zeros, as a system may leave it that lost its power.
func isBlank(f source) bool {
	b := make([]byte, 1<<16)
	for at := int64(0); ; at += int64(len(b)) {
		n, err := f.ReadAt(b, at)
		if slices.ContainsFunc(b[:n], func(c byte) bool { return c != 0 }) {
			return false
		}
		if err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
