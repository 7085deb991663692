package boltfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Kind is a sort of thing that can be wrong with the pages of a file.
type Kind string

// What can be wrong.
const (
	Size Kind = "size" // the file is shorter than its pages
	Meta Kind = "meta" // one of the two pages with which every read begins
	Page Kind = "page"
	Free Kind = "free" // the list of free pages; Page is the one that it is about
)

// Fault is one thing that is wrong with the pages of a file.
type Fault struct {
	Kind   Kind
	Page   uint64
	Bucket string // whose page it is, "" where that is not known
	Err    error
}

var (
	errTwice    = errors.New("in two places, or beyond the end")
	errElement  = errors.New("an element where none can be")
	errOrder    = errors.New("keys are not in order")
	errBounds   = errors.New("a key that belongs to another page")
	errLevels   = errors.New("leaves on two levels")
	errOverflow = errors.New("more or fewer pages than it needs")
)

// Check looks at every page of a file and reports all that is wrong, in no order that means anything. It calls element with each
// element of a bucket that can be reached. It returns how many pages are in use or free and which buckets are found, and an error where
// no state of the file can be found at all.
func Check(r io.ReaderAt, size int64, element func(bucket string, key, value []byte), report func(Fault)) (pages int, buckets []string, err error) {
	good, wrong := metas(r)
	for i, err := range wrong {
		if err != nil {
			report(Fault{Kind: Meta, Page: uint64(i), Err: err})
		}
	}
	if len(good) == 0 {
		return 0, nil, wrong[0]
	}
	f := &File{r: r, meta: good[0]}
	if have := uint64(size / f.meta.pageSize); f.meta.end > have {
		report(Fault{Kind: Size, Err: fmt.Errorf("%d of %d pages", have, f.meta.end)})
		f.meta.end = have
	}
	buckets = f.walk(report, func(name string, p page, in span) {
		if err := p.check(in); err != nil {
			report(Fault{Page, p.id, name, err})
		}
		list, _ := p.elements() // what is wrong with them is reported already
		for _, e := range list {
			element(name, e.key, e.value)
		}
	})
	return int(f.meta.end), buckets, nil
}

// CheckForWrite looks at what bbolt follows when it writes: all branch pages and the list of free pages, and of leaves those in which
// these keys belong, by bucket, and those beside them, which it may merge. The error is the first thing that is wrong.
func (f *File) CheckForWrite(keys map[string][][]byte) (first error) {
	f.walk(func(fault Fault) {
		if first == nil {
			first = Damaged("page %d: %w", fault.Page, fault.Err)
		}
	}, nil)
	for name, list := range keys {
		for _, key := range list {
			if first != nil {
				return first
			}
			first = f.leaves(name, span{key, key}, func(p page, in span) error {
				if err := p.check(in); err != nil {
					return Damaged("page %d: %w", p.id, err)
				}
				return nil
			})
		}
	}
	return first
}

// walk goes through all pages as far as they lead somewhere, passing none twice, so that it comes to an end. It calls fn with the leaves
// of all buckets, whose names it returns. Without fn leaves are left out: all of a tree lie on one level, that of the first one.
func (f *File) walk(report func(Fault), fn func(name string, p page, in span)) []string {
	end := max(f.meta.end, 2)
	w := &walk{File: f, report: report, seen: make([]bool, end), unread: make([]bool, end)}
	w.seen[0], w.seen[1] = true, true
	list := map[string]bucket{}
	w.tree(f.meta.root, "", func(_ string, p page, in span) {
		if err := p.check(in); err != nil {
			report(Fault{Kind: Page, Page: p.id, Err: err})
		}
		elements, _ := p.elements() // what is wrong with them is reported already
		for _, e := range elements {
			b, ok := e.bucket()
			if !ok {
				report(Fault{Kind: Page, Page: p.id, Err: errElement})
				continue
			}
			list[string(e.key)] = b
		}
	})
	names := slices.Sorted(maps.Keys(list))
	for _, name := range names {
		if b := list[name]; b.root != 0 {
			w.tree(b.root, name, fn)
		} else if fn != nil {
			fn(name, page{kind: leafPage, b: b.inline}, span{})
		}
	}
	w.free()
	return names
}

type walk struct {
	*File
	report func(Fault)
	seen   []bool // pages that something points to
	unread []bool // leaves that were left out, so that nobody knows which pages behind them belong to them
}

// mark notes that something points to a page and to those that belong to it.
func (w *walk) mark(id, overflow uint64) error {
	for i := id; i <= id+overflow; i++ {
		if i >= w.meta.end || w.seen[i] {
			return errTwice
		}
		w.seen[i] = true
	}
	return nil
}

// read marks a page of one of these kinds and reads it.
func (w *walk) read(id uint64, kinds uint16) (page, error) {
	if err := w.mark(id, 0); err != nil {
		return page{}, err
	}
	p, err := w.page(id, kinds)
	if err == nil && p.overflow > 0 {
		err = w.mark(id+1, p.overflow-1)
	}
	return p, err
}

// tree goes through a tree level by level and calls fn with its leaves.
func (w *walk) tree(root uint64, name string, fn func(name string, p page, in span)) {
	for level := []child{{id: root}}; len(level) > 0; {
		var next []child
		leaves := 0
		for _, at := range level {
			var p page
			var below []child
			var err error
			if fn == nil && leaves > 0 {
				if err = w.mark(at.id, 0); err == nil {
					w.unread[at.id] = true
				}
			} else if p, err = w.read(at.id, branchPage|leafPage); err == nil && p.kind == branchPage {
				below, err = p.children(at.in)
			}
			switch {
			case err != nil:
				w.report(Fault{Page, at.id, name, err})
			case p.kind == leafPage:
				if leaves++; fn != nil {
					fn(name, p, at.in)
				}
			}
			next = append(next, below...)
		}
		if leaves > 0 && len(next) > 0 {
			w.report(Fault{Page, root, name, errLevels})
		}
		level = next
	}
}

// check returns what is wrong with a leaf to which the keys in a span belong. Elements stand one behind another without a gap, so no
// byte belongs to two.
func (p page) check(in span) error {
	next := pageHead + p.count()*elementSize
	var last []byte
	list, err := p.elements()
	if err != nil {
		return errElement
	}
	for _, e := range list {
		switch {
		case e.value == nil, e.begins != next:
			return errElement
		case last != nil && bytes.Compare(last, e.key) >= 0:
			return errOrder
		case !in.holds(e.key):
			return errBounds
		}
		last, next = e.key, e.after
	}
	if size := len(p.b) / int(1+p.overflow); p.id != 0 && p.overflow != uint64((next-1)/size) {
		return errOverflow
	}
	return nil
}

// free looks at the list of free pages once all that are used are known.
func (w *walk) free() {
	p, err := w.read(w.meta.free, freePage)
	if err != nil {
		w.report(Fault{Kind: Free, Page: w.meta.free, Err: err})
		return
	}
	list, count := p.b[pageHead:], uint64(p.count())
	if count == longFreelist {
		count, list = native.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		w.report(Fault{Kind: Free, Page: p.id, Err: errElement})
		return
	}
	for i := range count {
		if id := native.Uint64(list[8*i:]); w.mark(id, 0) != nil || w.belongsToALeaf(id) {
			w.report(Fault{Kind: Free, Page: id, Err: errTwice})
		}
	}
}

// belongsToALeaf tells whether a page that is said to be free belongs to a leaf that was left out: to the one before it, if to any.
func (w *walk) belongsToALeaf(id uint64) bool {
	before := id - 1
	for !w.seen[before] { // as the meta pages are
		before--
	}
	if !w.unread[before] {
		return false
	}
	head, err := w.File.read(before, pageHead)
	return err != nil || before+uint64(native.Uint32(head[12:])) >= id
}
