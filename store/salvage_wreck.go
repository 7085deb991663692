package store

import (
	"io"
	"slices"
)

// wreck is what can be read of a damaged file: of each record the latest version, and the names of those that cannot be read.
type wreck struct {
	file    io.ReaderAt
	size    int64
	state   *state
	records map[string]map[string]remain // by bucket and key
	torn    []torn
}

// remain is a record that can be read.
type remain struct {
	spot
	rank rank
}

// torn is an element that stands where a record belongs and is not what was written.
type torn struct {
	bucket string // "" where that is not known
	key    []byte
}

// rank says how sure it is that a page is one of the latest state.
type rank int

const (
	ofOld     rank = iota // it is free
	doubtful              // nobody knows: what it holds counts where nothing else does
	orphaned              // it is not free, and nothing leads to it any more
	contested             // it is used, and listed as free
	inUse
)

// salvage reads what can be read of a damaged file.
func salvage(f io.ReaderAt, size int64) *wreck {
	st := latestState(f, size)
	w := &wreck{file: f, size: size, state: st, records: map[string]map[string]remain{}}
	for _, b := range ourBuckets {
		w.records[b.name] = map[string]remain{}
	}
	s := scan{file: f, size: size, pageSize: st.meta.pageSize, left: 8*size + maxPageSize}
	for id := uint64(0); id < st.meta.end && int64(id)*s.pageSize < size; id++ {
		at, moved := w.owner(id)
		r := st.rankOf(at)
		if moved {
			r = min(r, doubtful)
		}
		if r == ofOld {
			continue
		}
		var page []sighting
		s.page(int64(id)*s.pageSize, func(sg sighting) {
			if r != doubtful || st.isLost(sg.bucket, sg.key) {
				page = append(page, sg)
			}
		})
		w.take(page, st.leaves[at].bucket, r)
	}
	w.leaveOut()
	return w
}

// owner returns the page to which the content of another one belongs: the other one of two that have changed places, and
// otherwise itself. It tells, too, whether the content says of itself that it belongs somewhere else, and nobody knows where.
func (w *wreck) owner(id uint64) (at uint64, moved bool) {
	says := func(id uint64) uint64 {
		var b [pageHead]byte
		if _, err := w.file.ReadAt(b[:], int64(id)*w.state.meta.pageSize); err != nil {
			return id
		}
		return native.Uint64(b[:])
	}
	other := says(id)
	switch {
	case other == id || other >= w.state.meta.end:
		return id, false
	case says(other) == id:
		return other, false
	}
	return id, other > 1 // an empty page says that it is the first one
}

// rankOf tells how sure it is that a page is one of this state.
func (st *state) rankOf(id uint64) rank {
	used, free := id < uint64(len(st.seen)) && st.seen[id], st.free[id]
	switch {
	case st.outdated:
		return doubtful
	case used && free:
		return contested
	case used:
		return inUse
	case free:
		return ofOld
	case st.whole && !st.contested:
		return ofOld // all that there is can be reached
	case !st.whole && st.free != nil:
		return orphaned
	}
	return doubtful
}

// isLost tells whether a key may have a later record than can be reached.
func (st *state) isLost(bucket string, key []byte) bool {
	return st.outdated || st.misses(bucket, string(key))
}

// has tells whether a record can be reached.
func (st *state) has(bucket, key string) bool { return st.keys[bucket][key] }

// misses tells whether what stands under a key cannot be reached.
func (st *state) misses(bucket, key string) bool {
	known := false
	for _, t := range st.trees {
		known = known || t.bucket == bucket
	}
	for _, f := range st.lost {
		if f.bucket == bucket && (stand{from: f.from, to: f.to}).holds([]byte(key)) || f.bucket == "" && !known {
			return true
		}
	}
	return false
}

// lacks tells whether anything of a bucket cannot be reached.
func (st *state) lacks(bucket string) bool {
	return slices.ContainsFunc(st.lost, func(f fault) bool { return f.bucket == bucket || f.bucket == "" })
}

// take keeps what was seen on one page. Where nothing else says which bucket it belongs to, the other records of the page do.
func (w *wreck) take(page []sighting, bucket string, r rank) {
	for _, sg := range page {
		if sg.bucket != "" {
			w.keep(sg, r)
			if bucket == "" && sg.within == "" {
				bucket = sg.bucket
			}
		}
	}
	for _, sg := range page {
		if sg.bucket != "" || r == doubtful {
			continue
		}
		within := sg.within
		if within == "" {
			within = bucket
		}
		w.torn = append(w.torn, torn{within, sg.key})
	}
}

// keep keeps a record unless a later version of it is there already.
func (w *wreck) keep(sg sighting, r rank) {
	of, key := w.records[sg.bucket], string(sg.key)
	if old, found := of[key]; found {
		_, v, err := old.read(w.file)
		was, now := versionOf(sg.bucket, v), versionOf(sg.bucket, sg.value)
		if err == nil && (was > now || was == now && old.rank >= r) {
			return
		}
	}
	of[key] = remain{sg.spot, r}
}

// value returns the value of a record.
func (w *wreck) value(r remain) ([]byte, error) {
	_, v, err := r.read(w.file)
	return v, err
}
