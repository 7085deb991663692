package store

import (
	"bytes"
	"cmp"
	"io"
	"maps"
	"os"
	"slices"
)

// contentOf is what a file holds at the moment.
func contentOf(f *os.File) *io.SectionReader {
	size := int64(0)
	if info, err := f.Stat(); err == nil { // otherwise there is nothing to read either
		size = info.Size()
	}
	return io.NewSectionReader(f, 0, size)
}

func readAll(f *io.SectionReader) ([]byte, error) {
	b := make([]byte, f.Size())
	if _, err := f.ReadAt(b, 0); err != nil && len(b) > 0 {
		return nil, err
	}
	return b, nil
}

// carve calls fn with each whole record that is in a file, in whichever page.
func carve(f *io.SectionReader, fn func(record) error) error {
	return carveEnvelopes(f, func(v []byte) error {
		rec, err := open(v)
		if err != nil {
			return nil // what looks like one, or is not whole
		}
		return fn(rec)
	})
}

// carveEnvelopes calls fn with each envelope that is in a file, whole or not, in used pages, free ones and lost ones.
func carveEnvelopes(f *io.SectionReader, fn func(v []byte) error) error {
	b, err := readAll(f)
	left := 4 * len(b) // what was never written by this package may claim more
	for at := 0; err == nil; at++ {
		i := bytes.Index(b[at:], []byte(marker))
		if i < 0 {
			return nil
		}
		at += i
		if _, size, ok := address(b[at:]); ok && size <= min(len(b)-at, left) {
			left -= size
			err = fn(b[at : at+size])
		}
	}
	return err
}

// latestIn returns the latest version of each record of a file, by [record.id].
func latestIn(f *io.SectionReader) (map[string]record, error) {
	list := map[string]record{}
	err := carve(f, func(rec record) error {
		if old, known := list[rec.id()]; !known || old.version < rec.version {
			list[rec.id()] = rec
		}
		return nil
	})
	return list, err
}

// sorted returns records in the order of their keys, bucket by bucket.
func sorted(list map[string]record) []record {
	return slices.SortedFunc(maps.Values(list), func(a, b record) int {
		return cmp.Or(cmp.Compare(slices.Index(buckets, a.bucket), slices.Index(buckets, b.bucket)), cmp.Compare(a.key, b.key))
	})
}
