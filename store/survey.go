package store

import (
	"bytes"
	"errors"
	"io"
)

// survey goes through the pages of a file as far as they lead somewhere, past all that is wrong with them. No page is passed
// twice, so it comes to an end whatever the file holds.
type survey struct {
	*pages
	fault func(fault)
}

// fault is something in the structure of a file that is not as it should be.
type fault struct {
	kind FindingKind
	page uint64
	err  error

	bucket   string // in which keys cannot be reached any more, "" for none
	from, to []byte // these keys, up to the second one; nil where there is no such bound
}

// stand is where a page stands in the tree of a bucket: which keys belong below it.
type stand struct {
	page     uint64
	bucket   string
	from, to []byte
}

// tree is a bucket as the first tree of the file names it: by its first page, or by all of it where that is small.
type tree struct {
	bucket string
	root   uint64
	inline []byte
}

// element is one of a leaf.
type element struct {
	kind       uint32
	key, value []byte
}

var (
	errElement = errors.New("an element where none can be")
	errOrder   = errors.New("keys are not in order")
	errBounds  = errors.New("a key that belongs to another page")
	errLevels  = errors.New("leaves on two levels")
)

// newSurvey returns one of the state that a meta page is for.
func newSurvey(f io.ReaderAt, size int64, m meta, report func(fault)) *survey {
	m.end = min(m.end, uint64(size/m.pageSize))
	p := &pages{file: f, meta: m, seen: make([]bool, max(m.end, 2))}
	p.seen[0], p.seen[1] = true, true
	return &survey{p, report}
}

// trees returns the buckets of the file.
func (v *survey) trees() (list []tree) {
	v.walk(stand{page: v.meta.root}, func(at stand, b []byte) {
		v.elements(at, b, func(e element) {
			t, ok := bucketTree(e)
			if !ok {
				v.fault(fault{kind: FindingPage, page: at.page, err: errElement})
				return
			}
			list = append(list, t)
		})
	})
	return list
}

func bucketTree(e element) (tree, bool) {
	if e.kind != bucketElement || len(e.value) < bucketHead {
		return tree{}, false
	}
	t := tree{bucket: string(e.key), root: native.Uint64(e.value)}
	if t.root == 0 {
		t.inline = e.value[bucketHead:]
	}
	return t, t.root != 0 || len(t.inline) >= pageHead
}

// records calls fn for each record of a bucket that can be reached, in the order of the leaves.
func (v *survey) records(t tree, fn func(at stand, key, value []byte)) {
	leaf := func(at stand, b []byte) {
		v.elements(at, b, func(e element) {
			if e.kind != 0 {
				v.fault(fault{kind: FindingPage, page: at.page, err: errElement})
				return
			}
			fn(at, e.key, e.value)
		})
	}
	at := stand{page: t.root, bucket: t.bucket}
	if t.root == 0 {
		leaf(at, t.inline)
		return
	}
	v.walk(at, leaf)
}

// walk goes through a tree level by level and calls leaf for each leaf.
func (v *survey) walk(root stand, leaf func(at stand, b []byte)) {
	for level := []stand{root}; len(level) > 0; {
		var next []stand
		leaves := 0
		for _, at := range level {
			err := v.mark(at.page)
			var h head
			var b []byte
			if err == nil {
				h, b, err = v.page(at.page, branchPage|leafPage)
			}
			switch {
			case err != nil:
				v.fault(at.fault(err))
			case h.kind == leafPage:
				leaves++
				leaf(at, b)
			default:
				next = v.children(at, b, next)
			}
		}
		if leaves > 0 && len(next) > 0 {
			v.fault(root.fault(errLevels))
		}
		level = next
	}
}

// fault says that all that belongs below a page cannot be reached.
func (at stand) fault(err error) fault {
	return fault{FindingPage, at.page, err, at.bucket, at.from, at.to}
}

// holds tells whether a key belongs here.
func (at stand) holds(key []byte) bool {
	return (at.from == nil || bytes.Compare(key, at.from) >= 0) && (at.to == nil || bytes.Compare(key, at.to) < 0)
}

// children adds the pages below a branch page to next. Where a key cannot be trusted, neither can be what belongs where.
func (v *survey) children(at stand, b branch, next []stand) []stand {
	trusted := true
	var last []byte
	for i := range b.count() {
		key, ok := b.key(i)
		trusted = trusted && ok && at.holds(key) && (i == 0 || bytes.Compare(last, key) < 0)
		last = key
	}
	if !trusted || b.count() == 0 {
		v.fault(at.fault(errOrder))
	}
	for i := range b.count() {
		child := at
		child.page = b.id(i)
		if trusted {
			child.from, _ = b.key(i)
			if i+1 < b.count() {
				child.to, _ = b.key(i + 1)
			}
		}
		next = append(next, child)
	}
	return next
}

// elements calls fn for those of a leaf, and says once what is wrong with them. They stand one behind another without a gap, so
// no byte belongs to two.
func (v *survey) elements(at stand, b []byte, fn func(element)) {
	count := int(native.Uint16(b[10:]))
	next := pageHead + count*elementSize
	var last []byte
	var wrong error
	for i := range count {
		from := pageHead + i*elementSize
		e, start, ok := elementAt(b, from)
		switch {
		case wrong != nil:
		case !ok || start != next:
			wrong = errElement
		case last != nil && bytes.Compare(last, e.key) >= 0:
			wrong = errOrder
		case !at.holds(e.key):
			wrong = errBounds
		}
		if ok && start >= next {
			last, next = e.key, start+len(e.key)+len(e.value)
			fn(e)
		}
	}
	if wrong != nil {
		v.fault(at.fault(wrong))
	}
}

// elementAt returns the element whose head stands at from in a leaf, and where its key begins, if the leaf has all of it.
func elementAt(b []byte, from int) (e element, start int, ok bool) {
	if from+elementSize > len(b) {
		return element{}, 0, false
	}
	pos, keySize, valueSize := native.Uint32(b[from+4:]), native.Uint32(b[from+8:]), native.Uint32(b[from+12:])
	e.kind = native.Uint32(b[from:])
	key, okKey := slice(b, from, pos, keySize)
	if !okKey || keySize == 0 {
		return element{}, 0, false
	}
	start = from + int(pos)
	value, okValue := slice(b, start+int(keySize), 0, valueSize)
	e.key, e.value = key, value
	return e, start, okValue
}
