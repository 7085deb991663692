package store

import (
	"cmp"
	"io"
	"maps"
	"os"
	"slices"

	"emptychair/store/boltfile"
)

// found is a record that was found in a file, wherever it lies.
type found struct {
	record
	at int64 // where its envelope begins
	v  []byte
}

// id names the record among all: by its bucket and its id, which stay the same where its team or its day becomes another one.
func (r record) id() string { return r.bucket + sep + idIn(r.key) }

// carve calls fn with each whole record that is in a file, in whichever page. An error of fn ends it.
func carve(f *os.File, fn func(found) error) error {
	return carveEnvelopes(f, func(at int64, v []byte) error {
		rec, err := open(v)
		if err != nil {
			return nil // what looks like one, or is not whole
		}
		return fn(found{rec, at, v})
	})
}

// carveEnvelopes calls fn with each envelope that is in a file, whole or not.
func carveEnvelopes(f *os.File, fn func(at int64, v []byte) error) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	left := 4 * info.Size() // what was never written by this package may claim more
	return boltfile.Carve(f, []byte(marker), func(at int64) error {
		v, err := envelopeAt(f, at, min(info.Size(), at+left))
		if err != nil || v == nil {
			return err
		}
		left -= int64(len(v))
		return fn(at, v)
	})
}

// latest holds the latest version of each record of a file, by [record.id], without its body.
type latest map[string]found

// latestIn finds them.
func latestIn(f *os.File) (latest, error) {
	list := latest{}
	err := carve(f, func(rec found) error {
		if old, known := list[rec.id()]; known && old.version >= rec.version {
			return nil
		}
		rec.body, rec.v = nil, nil
		list[rec.id()] = rec
		return nil
	})
	return list, err
}

// sorted returns them in the order of their keys, bucket by bucket.
func (l latest) sorted() []found {
	return slices.SortedFunc(maps.Values(l), func(a, b found) int {
		return cmp.Or(cmp.Compare(slices.Index(buckets, a.bucket), slices.Index(buckets, b.bucket)), cmp.Compare(a.key, b.key))
	})
}

// again reads a record once more that was found.
func (rec found) again(f *os.File) (found, error) {
	v, err := envelopeAt(f, rec.at, 1<<62)
	if err != nil {
		return found{}, err
	}
	rec.v = v
	rec.record, err = open(v)
	return rec, err
}

// isBlank tells whether a file holds nothing but zeros, as a system may leave it that lost its power.
func isBlank(f io.ReaderAt) bool {
	b := make([]byte, 1<<16)
	for at := int64(0); ; at += int64(len(b)) {
		n, err := f.ReadAt(b, at)
		if slices.ContainsFunc(b[:n], func(c byte) bool { return c != 0 }) {
			return false
		}
		if err != nil {
			return err == io.EOF
		}
	}
}
