package store

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
		b, known := p.branches[id]
		if p.looked[id] {
			return nil
		}
		if !known {
			h, body, err := p.look(id)
			if err != nil || h.kind == leafPage {
				p.looked[id] = err == nil
				return err
			}
			if _, err := p.descend(h, body, nil); err != nil {
				return err
			}
			b = body
		}
		id = b.id(b.find(key))
	}
	return broken("bucket %s has no end", bucket)
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
