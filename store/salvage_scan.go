package store

import (
	"encoding/json"
	"io"
)

// scan reads the records of pages one by one, whatever their heads say: what makes a record one is its checksum, which covers
// the bucket and the key too.
type scan struct {
	file     io.ReaderAt
	size     int64
	pageSize int64
	left     int64 // how many bytes may be read yet: elements of a page that is none can claim all of the file
}

// sighting is an element of a page that may be a record.
type sighting struct {
	bucket string // "" where it is not what was written
	within string // the bucket that it stands in, "" where the page does not say so
	key    []byte
	value  []byte
	spot   spot
}

// spot is where a record stands in the file: its key, and behind it its value.
type spot struct {
	at         int64
	key, value int
}

// page calls fn for each element of the page at an offset that has the looks of a record.
func (s *scan) page(at int64, fn func(sighting)) {
	b := make([]byte, s.pageSize)
	if n, err := s.file.ReadAt(b, at); err != nil && n < pageHead+elementSize {
		return
	}
	s.leaf(b, at, nil, fn)
}

// leaf does so for a leaf that begins at an offset, of which b holds the heads of the elements. The place of the first one says
// how many there are, even where the head of the page is destroyed. Within is the bucket of a leaf that stands within another.
func (s *scan) leaf(b []byte, at int64, within []byte, fn func(sighting)) {
	count := max(int(native.Uint16(b[10:])), int(min(native.Uint32(b[pageHead+4:])/elementSize, 1<<16)))
	for i := range min(count, (len(b)-pageHead)/elementSize) {
		from := pageHead + i*elementSize
		kind, pos := native.Uint32(b[from:]), int64(native.Uint32(b[from+4:]))
		sp := spot{at + int64(from) + pos, int(native.Uint32(b[from+8:])), int(native.Uint32(b[from+12:]))}
		switch {
		case sp.key == 0 || sp.key > maxKey || sp.at+int64(sp.key)+int64(sp.value) > s.size:
		case within == nil && kind == bucketElement:
			s.inline(sp, fn)
		default:
			s.record(sp, string(within), fn)
		}
	}
}

// inline does so for the records of a bucket that stands within its parent.
func (s *scan) inline(sp spot, fn func(sighting)) {
	if sp.value < bucketHead+pageHead+elementSize || int64(sp.value) > s.pageSize {
		return
	}
	name, b, err := sp.read(s.file)
	if err == nil && native.Uint64(b) == 0 {
		s.leaf(b[bucketHead:], sp.at+int64(sp.key)+bucketHead, name, fn)
	}
}

// record calls fn with an element whose value begins and ends as that of a record does.
func (s *scan) record(sp spot, within string, fn func(sighting)) {
	var ends [envelopeHead + 2]byte
	value := sp.at + int64(sp.key)
	if sp.value < len(ends) || int64(sp.value) > s.left {
		return
	}
	_, err := s.file.ReadAt(ends[:envelopeHead+1], value)
	if err == nil {
		_, err = s.file.ReadAt(ends[envelopeHead+1:], value+int64(sp.value)-1)
	}
	looks := 0
	for _, ok := range []bool{ends[0] == envelopeVersion, ends[envelopeHead] == '{', ends[envelopeHead+1] == '}'} {
		if ok {
			looks++
		}
	}
	if err != nil || looks < 2 {
		return // one of them may be what is damaged
	}
	key, v, err := sp.read(s.file)
	if s.left -= int64(sp.value); err == nil {
		fn(sighting{bucketOf(key, v), within, key, v, sp})
	}
}

// read returns the key and the value at a spot.
func (sp spot) read(f io.ReaderAt) (key, value []byte, err error) {
	b := make([]byte, sp.key+sp.value)
	_, err = f.ReadAt(b, sp.at)
	return b[:sp.key], b[sp.key:], err
}

// bucketOf returns the bucket to which a record belongs, "" for what is none.
func bucketOf(key, v []byte) string {
	for _, b := range ourBuckets {
		if _, err := unseal(b.name, key, v, nil); err == nil {
			return b.name
		}
	}
	return ""
}

// versionOf tells which of two records with the same key is the later one, as far as records say so: those that do not are of
// version 0.
func versionOf(bucket string, v []byte) uint64 {
	var rec struct{ Revision, Change, Used, Since uint64 }
	if len(v) < envelopeHead || json.Unmarshal(v[envelopeHead:], &rec) != nil {
		return 0
	}
	switch bucket {
	case runsBucket, indexBucket, unfinishedBucket:
		return rec.Revision
	case teamsBucket:
		return max(rec.Used, rec.Since)
	}
	return rec.Change
}
