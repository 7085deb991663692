package store

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"

	berrors "go.etcd.io/bbolt/errors"
)

// pages is the structure of a file: which pages exist and how they hang together. It reads through the file, not through
// the memory map, so that nothing it meets can fault.
type pages struct {
	file     io.ReaderAt
	meta     meta
	seen     []bool            // pages that something points to; nothing may point to a page twice
	branches map[uint64]branch // those that were read, in full
	buckets  map[string]uint64 // first page of each bucket, 0 for one that stands within its parent
	entered  map[string]bool   // buckets whose branches were read
	reached  map[uint64]bool   // leaves whose heads were read
	looked   map[uint64]bool   // leaves that were looked at on the way of a read
}

// inspect reads the structure of the file. Before a write that is all of it but the heads of leaves, together with the list of
// free pages; for a read buckets are looked at when they are entered. Leaves are looked at when a key in them is reached.
func inspect(f *os.File, write bool) (*pages, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	m, err := readMeta(f, info.Size())
	if err != nil {
		return nil, err
	}
	p := &pages{
		file: f, meta: m, seen: make([]bool, m.end), branches: map[uint64]branch{},
		buckets: map[string]uint64{}, entered: map[string]bool{}, reached: map[uint64]bool{}, looked: map[uint64]bool{},
	}
	p.seen[0], p.seen[1] = true, true
	if err := p.walk(m.root, p.readBuckets); err != nil || !write {
		return p, err
	}
	for name := range p.buckets {
		if err := p.enter(name); err != nil {
			return p, err
		}
	}
	return p, p.readFreelist()
}

// walk goes through a tree level by level. All leaves of a tree lie on one level: without something to do for each leaf it
// stops where it finds the first one.
func (p *pages) walk(root uint64, leaf func(head, []byte) error) error {
	for level := []uint64{root}; len(level) > 0; {
		if err := p.mark(level...); err != nil {
			return err
		}
		var next []uint64
		for i, id := range level {
			h, body, err := p.page(id, branchPage|leafPage)
			switch {
			case err != nil:
				return err
			case h.kind == branchPage:
				if next, err = p.descend(h, body, next); err != nil {
					return err
				}
			case leaf != nil:
				if err := leaf(h, body); err != nil {
					return err
				}
			case i == 0:
				p.reached[id] = true
				return nil
			}
		}
		level = next
	}
	return nil
}

// descend keeps a branch page whose elements are where they should be, and adds the pages below it to next.
func (p *pages) descend(h head, b branch, next []uint64) ([]uint64, error) {
	var last []byte
	for i := range h.count {
		key, ok := b.key(i)
		if !ok || i > 0 && bytes.Compare(last, key) >= 0 {
			return nil, broken("page %d: keys", h.id)
		}
		last, next = key, append(next, b.id(i))
	}
	if h.count == 0 {
		return nil, broken("page %d: points nowhere", h.id)
	}
	p.branches[h.id] = b
	return next, nil
}

// page reads a page that is marked, with the pages that belong to it, which it marks.
func (p *pages) page(id uint64, kinds uint16) (head, []byte, error) {
	b := make([]byte, p.meta.pageSize)
	if _, err := p.file.ReadAt(b, int64(id)*p.meta.pageSize); err != nil {
		return head{}, nil, err
	}
	h, err := p.parseHead(b, id, kinds)
	if err == nil && h.overflow > 0 {
		b = make([]byte, (1+int64(h.overflow))*p.meta.pageSize)
		_, err = p.file.ReadAt(b, int64(id)*p.meta.pageSize)
	}
	if err == nil && h.kind != freePage && pageHead+h.count*elementSize > len(b) {
		err = broken("page %d: %d elements", h.id, h.count)
	}
	return h, b, err
}

// parseHead returns the head of the page with this id, and marks the pages that belong to it.
func (p *pages) parseHead(b []byte, id uint64, kinds uint16) (head, error) {
	h := head{native.Uint64(b), native.Uint16(b[8:]), int(native.Uint16(b[10:])), uint64(native.Uint32(b[12:]))}
	if h.id != id || h.kind&^kinds != 0 || h.kind == 0 || h.kind&(h.kind-1) != 0 || h.overflow >= p.meta.end {
		return head{}, broken("page %d: not what should be there", id)
	}
	for i := range h.overflow {
		if err := p.mark(id + 1 + i); err != nil {
			return head{}, err
		}
	}
	return h, nil
}

func (p *pages) mark(ids ...uint64) error {
	for _, id := range ids {
		if id >= p.meta.end || p.seen[id] {
			return broken("page %d: beyond the end, or in two places", id)
		}
		p.seen[id] = true
	}
	return nil
}

// readBuckets takes the buckets from a leaf of the file's first tree.
func (p *pages) readBuckets(h head, b []byte) error {
	for i := range h.count {
		at := pageHead + i*elementSize
		kind, pos, keySize := native.Uint32(b[at:]), native.Uint32(b[at+4:]), native.Uint32(b[at+8:])
		key, okKey := slice(b, at, pos, keySize)
		value, okValue := slice(b, at+int(keySize), pos, native.Uint32(b[at+12:]))
		if kind != bucketElement || !okKey || !okValue || len(value) < bucketHead {
			return broken("page %d: buckets", h.id)
		}
		root := native.Uint64(value)
		if root == 0 && len(value) < bucketHead+pageHead {
			return broken("page %d: bucket %q", h.id, key)
		}
		p.buckets[string(key)] = root
	}
	return nil
}

// readFreelist checks that what is listed as free is so, before something is written there.
func (p *pages) readFreelist() error {
	if err := p.mark(p.meta.free); err != nil {
		return err
	}
	ids, err := p.freeIDs()
	if err != nil {
		return err
	}
	return p.mark(ids...)
}

// checkOurs tells another program's database from one of ours that is damaged.
func (p *pages) checkOurs() error {
	if _, found := p.buckets[fileBucket]; found {
		return nil
	}
	if areOurs(maps.Keys(p.buckets)) {
		return broken("bucket %s is missing", fileBucket)
	}
	return fmt.Errorf("another program's database: %w", berrors.ErrInvalid)
}

// freeIDs returns the list of free pages, whose first page is marked.
func (p *pages) freeIDs() ([]uint64, error) {
	h, b, err := p.page(p.meta.free, freePage)
	if err != nil {
		return nil, err
	}
	list := b[pageHead:]
	count := uint64(h.count)
	if h.count == longFreelist {
		count, list = native.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		return nil, broken("page %d: %d free pages", h.id, count)
	}
	ids := make([]uint64, count)
	for i := range ids {
		ids[i] = native.Uint64(list[8*i:])
	}
	return ids, nil
}
