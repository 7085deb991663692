package store

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
)

// To save what can be saved of a damaged file, one has to find out which of its pages hold what was saved last. The newer of the
// two meta pages says so, and the list of free pages that belongs to it. Where a meta page is destroyed nobody knows whether it
// was the newer one: then all pages are looked through for one that can be the first tree's, and the latest of those from which
// all else can be reached is it. Free pages hold earlier states, and are left alone.

// probed bounds how many pages are looked at to find out how large they are, and whether a file is ours.
const probed = 1 << 12

var errMeta = errors.New("not a meta page of this file")

// metasOf returns those of the two meta pages that can be trusted, the newer one first, and what is wrong with the others.
func metasOf(f io.ReaderAt, size int64) (metas []meta, faults []fault) {
	first, err := metaAt(f, 0)
	if err == nil {
		err = first.check()
	}
	pageSize := first.pageSize
	if err != nil {
		faults = append(faults, fault{kind: FindingMeta, page: 0, err: err})
		pageSize = pageSizeOf(f, size)
	} else {
		metas = append(metas, first)
	}
	second, err := metaAt(f, pageSize)
	if err == nil && second.pageSize != pageSize {
		err = errMeta
	}
	if err == nil {
		err = second.check()
	}
	if err != nil {
		return metas, append(faults, fault{kind: FindingMeta, page: 1, err: err})
	}
	metas = append(metas, second)
	slices.SortFunc(metas, func(a, b meta) int { return cmp.Compare(b.txn, a.txn) })
	return metas, faults
}

// check returns what keeps a meta page from being followed at all.
func (m meta) check() error {
	if m.pageSize < minPageSize || m.pageSize > maxPageSize || m.pageSize&(m.pageSize-1) != 0 {
		return errMeta
	}
	return nil
}

// pageSizeOf finds out how large pages are from the ids that they begin with.
func pageSizeOf(f io.ReaderAt, size int64) int64 {
	best, most := int64(minPageSize), 0
	for pageSize := int64(minPageSize); pageSize <= maxPageSize && pageSize < size; pageSize *= 2 {
		hits := 0
		for id := int64(1); id < min(size/pageSize, probed); id++ {
			var b [pageHead]byte
			if _, err := f.ReadAt(b[:], id*pageSize); err == nil && native.Uint64(b[:]) == uint64(id) {
				hits++
			}
		}
		if hits > most {
			best, most = pageSize, hits
		}
	}
	return best
}

// isOurs tells whether a file without its meta pages is one of ours: a page of it holds a record.
func isOurs(f io.ReaderAt, size int64) bool {
	s := scan{file: f, size: size, pageSize: pageSizeOf(f, size), left: probed * maxPageSize}
	found := false
	for id := int64(2); id < min(size/s.pageSize, probed) && !found; id++ {
		s.page(id*s.pageSize, func(sg sighting) { found = found || sg.bucket != "" })
	}
	return found
}

// rootsOf returns the pages that can be the first one of the first tree.
func rootsOf(f io.ReaderAt, size, pageSize int64) (ids []uint64) {
	b := make([]byte, pageSize)
	for id := int64(2); id < size/pageSize; id++ {
		if _, err := f.ReadAt(b, id*pageSize); err == nil && native.Uint64(b) == uint64(id) && namesBuckets(b) {
			ids = append(ids, uint64(id))
		}
	}
	return ids
}

// namesBuckets tells whether all keys of a page are names of our buckets.
func namesBuckets(b []byte) bool {
	kind, count := native.Uint16(b[8:]), int(native.Uint16(b[10:]))
	if kind != leafPage && kind != branchPage || count == 0 || pageHead+count*elementSize > len(b) {
		return false
	}
	for i := range count {
		key, ok := branch(b).key(i)
		if kind == leafPage {
			var e element
			e, _, ok = elementAt(b, pageHead+i*elementSize)
			key = e.key
		}
		if !ok || !isOurBucket(string(key)) {
			return false
		}
	}
	return true
}

// changeAt returns the change with which the state was written whose first tree begins at a page.
func changeAt(f io.ReaderAt, size int64, m meta) (change uint64) {
	v := newSurvey(f, size, m, func(fault) {})
	for _, t := range v.trees() {
		if t.bucket != fileBucket {
			continue
		}
		v.records(t, func(_ stand, key, value []byte) {
			if bytes.Equal(key, fileKey) {
				change = versionOf(fileBucket, value)
			}
		})
	}
	return change
}

// latestState returns the state of a damaged file that was saved last. Where a meta page is destroyed and records are found that
// are later than all that can be reached, it is not known how much else is out of date.
func latestState(f io.ReaderAt, size int64) *state {
	metas, faults := metasOf(f, size)
	if len(faults) == 0 {
		return stateOf(f, size, metas[0])
	}
	m := meta{pageSize: pageSizeOf(f, size)}
	var known *state
	if len(metas) > 0 {
		m.pageSize = metas[0].pageSize
		known = stateOf(f, size, metas[0])
	}
	m.end = uint64(size / m.pageSize)
	var others []candidate
	for _, m.root = range rootsOf(f, size, m.pageSize) {
		others = append(others, candidate{m, changeAt(f, size, m)})
	}
	slices.SortStableFunc(others, func(a, b candidate) int { return cmp.Compare(b.change, a.change) })
	st := latestOf(f, size, known, others)
	if st == nil {
		m.root = 0
		st = stateOf(f, size, m)
	}
	if latestChange(f, size, m.pageSize) > st.change {
		st.whole, st.outdated = false, true
	}
	return st
}

// latestChange returns the highest change with which any record was written that is in the file.
func latestChange(f io.ReaderAt, size, pageSize int64) (change uint64) {
	s := scan{file: f, size: size, pageSize: pageSize, left: 8*size + maxPageSize}
	for at := int64(0); at < size; at += pageSize {
		s.page(at, func(sg sighting) {
			if sg.bucket != "" {
				change = max(change, versionOf(sg.bucket, sg.value))
			}
		})
	}
	return change
}

// candidate is a state that may be the latest.
type candidate struct {
	meta   meta
	change uint64
}

// latestOf returns the latest state of which all can be reached, or else the later one of that which a meta page is for and the
// latest of which some can be reached, nil where there is none.
func latestOf(f io.ReaderAt, size int64, known *state, others []candidate) *state {
	var first *state
	for _, c := range others {
		if known != nil && known.whole && c.change <= known.change {
			break
		}
		st := stateOf(f, size, c.meta)
		if st.whole {
			return st
		}
		if first == nil {
			first = st
		}
	}
	if known != nil && (first == nil || known.change >= first.change) {
		return known
	}
	return first
}
