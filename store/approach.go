package store

import "bytes"

// enter looks at the pages that lead to the records of a bucket, before a cursor goes there.
func (p *pages) enter(bucket string) error {
	root, ok := p.buckets[bucket]
	if !ok {
		return broken("bucket %s is missing", bucket)
	}
	if root == 0 || p.entered[bucket] {
		return nil
	}
	p.entered[bucket] = true
	return p.walk(root, nil)
}

// approach looks at the pages that lead to a key of a bucket, and at the leaf where it belongs, before a read goes there. Where
// the bucket was entered its branches are known already.
func (p *pages) approach(bucket string, key []byte) error {
	id, ok := p.buckets[bucket]
	if !ok {
		return broken("bucket %s is missing", bucket)
	}
	for range maxDepth {
		if id == 0 || p.entered[bucket] {
			return p.reach(bucket, key)
		}
		b, err := p.branchAt(id)
		if err != nil || b == nil {
			return err
		}
		id = b.id(b.find(key))
	}
	return broken("bucket %s has no end", bucket)
}

// span looks at the pages that lead to the keys of a bucket that begin with prefix, before a cursor goes through them.
func (p *pages) span(bucket string, prefix []byte) error {
	root, ok := p.buckets[bucket]
	if !ok {
		return broken("bucket %s is missing", bucket)
	}
	if root == 0 || p.entered[bucket] {
		return nil
	}
	end := append(bytes.Clone(prefix), 0xff) // behind all of them: no key goes on with this byte
	level, passed := []uint64{root}, map[uint64]bool{}
	for range maxDepth {
		next, err := p.below(level, prefix, end, passed)
		if err != nil || next == nil {
			return err
		}
		level = next
	}
	return broken("bucket %s has no end", bucket)
}

// below returns the pages below those of a level that lead to the keys between two; none where the level is that of the leaves.
// No page may be passed twice: a cursor would go round in circles.
func (p *pages) below(level []uint64, from, to []byte, passed map[uint64]bool) (next []uint64, err error) {
	for _, id := range level {
		if passed[id] {
			return nil, broken("page %d: in two places", id)
		}
		passed[id] = true
	}
	for _, id := range level {
		b, err := p.branchAt(id)
		if err != nil || b == nil {
			return nil, err // all leaves lie on one level
		}
		last := min(b.find(to)+1, b.count()-1) // a cursor finds the end one key too far
		for i := b.find(from); i <= last; i++ {
			next = append(next, b.id(i))
		}
	}
	return next, nil
}

// branchAt returns a branch page on the way of a read, nil for a leaf.
func (p *pages) branchAt(id uint64) (branch, error) {
	if b, known := p.branches[id]; known {
		return b, nil
	}
	if p.looked[id] {
		return nil, nil
	}
	h, body, err := p.look(id)
	if err != nil {
		return nil, err
	}
	if h.kind == leafPage {
		p.looked[id] = true
		return nil, nil
	}
	_, err = p.descend(h, body, nil)
	return body, err
}

// look reads a page on the way to a key without marking it: whoever enters its bucket later comes by it once more.
func (p *pages) look(id uint64) (head, []byte, error) {
	if id >= p.meta.end || p.seen[id] {
		return head{}, nil, broken("page %d: beyond the end, or in two places", id)
	}
	h, body, err := p.page(id, branchPage|leafPage)
	for i := range h.overflow {
		p.seen[id+1+i] = false
	}
	return h, body, err
}

// reach looks at the leaf where a key of an entered bucket belongs, and at the leaves beside it, which a write may merge with
// it: bbolt frees as many pages as their heads say.
func (p *pages) reach(bucket string, key []byte) error {
	id := p.buckets[bucket]
	if id == 0 {
		return nil
	}
	near := []uint64{id}
	for b, ok := p.branches[id]; ok; b, ok = p.branches[id] {
		i := b.find(key)
		id, near = b.id(i), near[:0]
		for j := max(i-1, 0); j < min(i+2, b.count()); j++ {
			near = append(near, b.id(j))
		}
	}
	for _, id := range near {
		if p.reached[id] {
			continue
		}
		p.reached[id] = true
		var b [pageHead]byte
		if _, err := p.file.ReadAt(b[:], int64(id)*p.meta.pageSize); err != nil {
			return err
		}
		if _, err := p.parseHead(b[:], id, leafPage); err != nil {
			return err
		}
	}
	return nil
}
