package store

import (
	"bytes"
	"cmp"
	"io"
	"iter"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
)

// contentOf is what a file holds at the moment.
func (s *Store) contentOf(f *os.File) *io.SectionReader {
	info, err := f.Stat()
	if err != nil {
		return io.NewSectionReader(unreadable{err}, 0, math.MaxInt64)
	}
	return io.NewSectionReader(s.reader(f), 0, info.Size())
}

// unreadable is a file that cannot be read.
type unreadable struct{ error }

func (u unreadable) ReadAt([]byte, int64) (int, error) { return 0, u.error }

// envelopes are all that are in a file, whole or not, in used pages, free ones and lost ones.
func envelopes(file []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		left := 4 * len(file) // what was never written by this package may claim more
		for at := 0; ; at++ {
			i := bytes.Index(file[at:], []byte(marker))
			if i < 0 {
				return
			}
			at += i
			if _, size, ok := address(file[at:]); ok && size <= min(len(file)-at, left) {
				left -= size
				if !yield(file[at : at+size]) {
					return
				}
			}
		}
	}
}

// latestIn returns the latest version of each record that is whole somewhere in a file, by [record.id].
func latestIn(file []byte) map[string]record {
	list := map[string]record{}
	for v := range envelopes(file) {
		rec, err := open(v)
		if old, known := list[rec.id()]; err == nil && (!known || old.version < rec.version) {
			list[rec.id()] = rec
		}
	}
	return list
}

// forgetOrder takes out of a file what tells in which order the answers to an item came: earlier states of unfinished runs, the hidden
// tallies in what is left of those whose beginning is written over, and earlier ones of the sum over all records, which tells of these. All
// that is the latest stays, and all that cannot be read.
func forgetOrder(file []byte) {
	latest, known := latestIn(file), false // known is some unfinished run, or a later state of it
	forget := func(bucket, begin string) {
		for v := range envelopes(file) {
			rec, _, _ := address(v)
			if whole, ok := latest[rec.id()]; ok && rec.bucket == bucket && strings.HasPrefix(rec.key, begin) {
				known = true
				if rec.version < whole.version {
					clear(v)
				}
			}
		}
	}
	if forget(runsBucket, sep); !known { // what is left may be all there is of a vote
		return
	}
	forget(metaBucket, fileKey)
	rest := bytes.Clone(file)
	for v := range envelopes(rest) {
		clear(v)
	}
	hidden := regexp.MustCompile(`("counts":\[)?[0-9,]*\],"no_answer":[0-9]+,"revealed":false`) // of a tally the beginning may be missing, too
	for _, at := range hidden.FindAllIndex(rest, -1) {
		clear(file[at[0]:at[1]])
	}
}

// sorted returns records in the order of their keys, bucket by bucket.
func sorted(list map[string]record) []record {
	return slices.SortedFunc(maps.Values(list), func(a, b record) int {
		return cmp.Or(cmp.Compare(slices.Index(buckets, a.bucket), slices.Index(buckets, b.bucket)), cmp.Compare(a.key, b.key))
	})
}
