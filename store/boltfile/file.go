package boltfile

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"sort"

	berrors "go.etcd.io/bbolt/errors"
)

// File is a bbolt file in the state that its newer meta page is for. A nil File holds nothing.
type File struct {
	r       io.ReaderAt
	meta    meta
	buckets map[string]bucket  // once they were read
	below   map[uint64][]child // what branch pages lead to, once they were read
}

// bucket is where the tree of a bucket begins: with a page, or with the content of one where all of it is small.
type bucket struct {
	root   uint64
	inline []byte
}

// Open looks at the meta pages and at the length of the file. Where only one meta page is left, bbolt would go on with it and so
// might show what was there before the last write: here that is damage. What is no file of bbolt's is [berrors.ErrInvalid].
func Open(r io.ReaderAt, size int64) (*File, error) {
	good, wrong := metas(r)
	if len(good) == 0 {
		return nil, wrong[0]
	}
	for i, err := range wrong {
		if err != nil {
			return nil, Damaged("meta page %d: %w", i, err)
		}
	}
	f := &File{r: r, meta: good[0], below: map[uint64][]child{}}
	if pages := uint64(size / f.meta.pageSize); f.meta.end < 4 || f.meta.end > pages {
		return nil, Damaged("%d of %d pages are there", pages, f.meta.end)
	}
	return f, nil
}

// IsForeign tells whether an error of [Open] or [Check] says that no file of bbolt's is there.
func IsForeign(err error) bool {
	return err == berrors.ErrInvalid || err == berrors.ErrVersionMismatch //nolint:errorlint // they are returned as they are
}

// Buckets returns the names of the buckets.
func (f *File) Buckets() ([]string, error) {
	list, err := f.readBuckets()
	return slices.Sorted(maps.Keys(list)), err
}

func (f *File) readBuckets() (map[string]bucket, error) {
	if f.buckets != nil {
		return f.buckets, nil
	}
	list := map[string]bucket{}
	err := f.visit(f.meta.root, span{}, span{}, 0, func(p page, _ span) error {
		elements, err := p.elements()
		if err != nil {
			return err
		}
		for _, e := range elements {
			b, ok := e.bucket()
			if !ok {
				return Damaged("page %d: buckets", p.id)
			}
			list[string(e.key)] = b
		}
		return nil
	})
	if err == nil {
		f.buckets = list
	}
	return list, err
}

// Scan calls fn with the elements of the leaves in which the keys from one on up to another belong, nil for no bound, in their order:
// all that can be there is among them, and a few more. Of an element that is damaged the value is nil, or what stands there now.
// A bucket that is missing is damage. What fn fails with ends the scan.
func (f *File) Scan(bucket string, from, to []byte, fn func(key, value []byte) error) error {
	if f == nil {
		return nil
	}
	return f.leaves(bucket, span{from, to}, func(p page, in span) error {
		elements, err := p.elements()
		if err != nil {
			return err
		}
		if len(elements) > 0 && !slices.ContainsFunc(elements, func(e element) bool { return in.holds(e.key) }) {
			return Damaged("page %d: %w", p.id, errBounds) // a branch leads to another leaf than it should
		}
		for _, e := range elements {
			if err := fn(e.key, e.value); err != nil {
				return err
			}
		}
		return nil
	})
}

// leaves calls fn with the leaves of a bucket in which some keys belong, each with the keys that belong there.
func (f *File) leaves(name string, want span, fn func(p page, in span) error) error {
	list, err := f.readBuckets()
	if err != nil {
		return err
	}
	b, ok := list[name]
	switch {
	case !ok:
		return Damaged("bucket %s is missing", name)
	case b.root == 0:
		return fn(page{kind: leafPage, b: b.inline}, span{})
	}
	return f.visit(b.root, span{}, want, 0, fn)
}

// visit calls fn with the leaves below a page.
func (f *File) visit(id uint64, in, want span, depth int, fn func(page, span) error) error {
	if depth > maxDepth {
		return Damaged("page %d: no end", id)
	}
	list, known := f.below[id]
	if !known {
		p, err := f.page(id, branchPage|leafPage)
		if err != nil {
			return err
		}
		if p.kind == leafPage {
			return fn(p, in)
		}
		if list, err = p.children(in); err != nil {
			return err
		}
		f.below[id] = list
	}
	first, last := around(list, want)
	for i := first; i <= last; i++ {
		if err := f.visit(list[i].id, list[i].in, want, depth+1, fn); err != nil {
			return err
		}
	}
	return nil
}

// around returns the places of the first and the last page to which some keys lead, and one more on each side: where a key in a branch
// is damaged, what is looked for is in the page beside.
func around(list []child, want span) (first, last int) {
	place := func(key []byte) int {
		return max(sort.Search(len(list), func(i int) bool { return bytes.Compare(list[i].in.from, key) > 0 })-1, 0)
	}
	if last = len(list) - 1; want.to != nil {
		last = place(want.to)
	}
	if want.from != nil {
		first = place(want.from)
	}
	return max(first-1, 0), min(last+1, len(list)-1)
}

// span is the keys from one on up to another; nil where there is no such bound.
type span struct{ from, to []byte }

func (s span) holds(key []byte) bool {
	return (s.from == nil || bytes.Compare(key, s.from) >= 0) && (s.to == nil || bytes.Compare(key, s.to) < 0)
}

// child is a page below a branch page, and the keys that belong there.
type child struct {
	id uint64
	in span
}

// children returns the pages below a branch page, to which the keys in a span belong.
func (p page) children(in span) ([]child, error) {
	n := p.count()
	if n == 0 || pageHead+n*elementSize > len(p.b) {
		return nil, Damaged("page %d: %d elements", p.id, n)
	}
	list := make([]child, n)
	for i := range list {
		at := pageHead + i*elementSize
		key, ok := slice(p.b, at, native.Uint32(p.b[at:]), native.Uint32(p.b[at+4:]))
		if !ok || !in.holds(key) || i > 0 && bytes.Compare(list[i-1].in.from, key) >= 0 {
			return nil, Damaged("page %d: keys", p.id)
		}
		if list[i] = (child{native.Uint64(p.b[at+8:]), span{key, in.to}}); i > 0 {
			list[i-1].in.to = key
		}
	}
	return list, nil
}

// element is one of a leaf. One that reaches beyond its page has no value, or not even a key.
type element struct {
	kind          uint32
	key, value    []byte
	begins, after int // where its key begins in the page, and where its value ends
}

// bucket returns the bucket that an element of the first tree names.
func (e element) bucket() (b bucket, ok bool) {
	if e.kind != bucketElement || len(e.value) < bucketHead {
		return b, false
	}
	if b.root = native.Uint64(e.value); b.root == 0 {
		b.inline = e.value[bucketHead:]
	}
	return b, b.root != 0 || len(b.inline) >= pageHead
}

// elements returns those of a leaf. How many there are stands in the head of the page, and follows from where the first one begins.
func (p page) elements() ([]element, error) {
	n := p.count()
	if n == 0 && len(p.b) < pageHead+elementSize {
		return nil, nil
	}
	if pageHead+max(n, 1)*elementSize > len(p.b) || int(native.Uint32(p.b[pageHead+4:])) != n*elementSize {
		return nil, Damaged("page %d: %d elements", p.id, n)
	}
	list := make([]element, n)
	for i := range list {
		at := pageHead + i*elementSize
		pos, keySize, size := native.Uint32(p.b[at+4:]), native.Uint32(p.b[at+8:]), native.Uint32(p.b[at+12:])
		e := element{kind: native.Uint32(p.b[at:]), begins: at + int(pos), after: at + int(pos) + int(keySize) + int(size)}
		if key, ok := slice(p.b, at, pos, keySize); ok && keySize > 0 {
			e.key = key
			e.value, _ = slice(p.b, e.begins+int(keySize), 0, size)
		}
		list[i] = e
	}
	return list, nil
}
