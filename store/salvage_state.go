package store

import (
	"bytes"
	"io"
	"slices"
)

// state is one of the states of a file, of which the latest is to be saved.
type state struct {
	meta   meta
	trees  []tree
	change uint64           // with which it was written
	whole  bool             // all of it can be reached
	leaves map[uint64]stand // where the leaves stand that can be reached
	lost   []fault          // of which keys that is not so
	seen   []bool           // the pages that something points to
	free   map[uint64]bool  // nil where the list of free pages cannot be read

	keys    map[string]map[string]bool // the records that can be reached, by bucket
	teams   map[string]teamRecord      // those of them that count others
	file    fileRecord
	counted bool // file is there

	outdated  bool           // records that are later than this state are found elsewhere
	contested bool           // pages that are used are listed as free
	met, told map[string]int // how many records of a bucket can be reached, and how many others say that there are
}

// stateOf goes through the state that a meta page is for.
func stateOf(f io.ReaderAt, size int64, m meta) *state {
	st := &state{
		meta: m, leaves: map[uint64]stand{}, met: map[string]int{}, told: map[string]int{},
		keys: map[string]map[string]bool{}, teams: map[string]teamRecord{},
	}
	for _, b := range ourBuckets {
		st.keys[b.name] = map[string]bool{}
	}
	v := newSurvey(f, size, m, func(f fault) { st.lost = append(st.lost, f) })
	st.trees, st.seen = v.trees(), v.seen
	for _, t := range st.trees {
		v.records(t, func(at stand, key, value []byte) {
			if at.page != 0 {
				st.leaves[at.page] = at
			}
			st.meet(at, key, value)
		})
	}
	for bucket, n := range st.told {
		if st.met[bucket] < n {
			st.lost = append(st.lost, fault{bucket: bucket, err: errAbsent})
		}
	}
	st.whole = len(st.lost) == 0 && m.end == v.meta.end && st.isComplete()
	if m.free != 0 && v.mark(m.free) == nil {
		st.readFree(v)
	}
	return st
}

// meet takes a record in that can be reached. One that belongs to another bucket says that its page does.
func (st *state) meet(at stand, key, v []byte) {
	st.met[at.bucket]++
	parts, err := unseal(at.bucket, key, v, nil)
	if keys := st.keys[at.bucket]; err == nil && keys != nil {
		keys[string(key)] = true
	}
	switch {
	case err != nil && bucketOf(key, v) != "":
		st.lost = append(st.lost, at.fault(errPlace))
	case err != nil:
	case at.bucket == runsBucket:
		st.told[actionsBucket] += parts
	case at.bucket == fileBucket && bytes.Equal(key, fileKey):
		st.told[runsBucket], st.change = parts, versionOf(fileBucket, v)
		_, err = unseal(fileBucket, key, v, &st.file)
		st.counted = err == nil
	case at.bucket == teamsBucket:
		var t teamRecord
		if _, err := unseal(teamsBucket, key, v, &t); err == nil {
			st.told[storiesBucket] += t.Stories
			st.told[looseBucket] += t.Loose
			st.teams[string(key)] = t
		}
	}
}

// readFree takes the list of free pages in, if it can be one. What is in a page that is both free and used may not be what was
// there last.
func (st *state) readFree(v *survey) {
	ids, err := v.freeIDs()
	if err != nil || !slices.IsSorted(ids) || len(ids) > 0 && ids[len(ids)-1] >= st.meta.end {
		return
	}
	st.free = map[uint64]bool{}
	for _, id := range ids {
		st.free[id] = true
		if id < uint64(len(st.seen)) && st.seen[id] {
			st.contested = true
			if at, leaf := st.leaves[id]; leaf {
				st.lost = append(st.lost, at.fault(errTwice))
			}
		}
	}
}

// isComplete tells whether the buckets are there that every file has.
func (st *state) isComplete() bool {
	for _, b := range ourBuckets {
		if b.since == 1 && !slices.ContainsFunc(st.trees, func(t tree) bool { return t.bucket == b.name }) {
			return false
		}
	}
	return true
}
