package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"io"
	"sort"

	berrors "go.etcd.io/bbolt/errors"
)

// Layout of a bbolt file, version 2. A page starts with a head: id (8 bytes), kind (2), number of elements (2), further
// pages that belong to it (4). Elements follow; the keys and values behind them are placed relative to their element.
const (
	pageHead    = 16
	elementSize = 16
	metaSize    = 64
	bucketHead  = 16
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10

	bucketElement = 0x01
	longFreelist  = 0xFFFF // then the first entry is the number of entries
	minPageSize   = 1 << 10
	maxPageSize   = 1 << 24
	maxKey        = 1 << 15
	maxDepth      = 64 // of a tree: no file has so many pages that it would be deeper
)

var native = binary.NativeEndian

// meta is a meta page. All pages in use lie below end.
type meta struct {
	pageSize             int64
	root, free, end, txn uint64
}

// readMeta returns the meta page in force. bbolt would go on with the older one where the newer one is broken, and so show
// what was there before the last save without a word; here that is damage.
func readMeta(f io.ReaderAt, size int64) (meta, error) {
	first, err := metaAt(f, 0)
	if err != nil {
		return meta{}, withoutFirst(f, size, err)
	}
	second, err := metaAt(f, first.pageSize)
	if err != nil {
		return meta{}, broken("second meta page: %w", err)
	}
	m := first
	if second.txn > first.txn {
		m = second
	}
	switch {
	case m.pageSize < minPageSize, m.pageSize > maxPageSize, m.pageSize&(m.pageSize-1) != 0:
		return meta{}, broken("pages of %d bytes", m.pageSize)
	case m.end < 4, m.end > uint64(size/m.pageSize):
		return meta{}, broken("%d pages of %d bytes in a file of %d bytes", m.end, m.pageSize, size)
	}
	return m, nil
}

// withoutFirst tells a file that lost its first meta page from one that is not of bbolt's at all.
func withoutFirst(f io.ReaderAt, size int64, first error) error {
	if errors.Is(first, berrors.ErrChecksum) {
		return broken("first meta page: %w", first)
	}
	for at := int64(minPageSize); at <= maxPageSize && at < size; at *= 2 {
		if _, err := metaAt(f, at); err == nil {
			return broken("first meta page: %w", first)
		}
	}
	if errors.Is(first, berrors.ErrInvalid) && (isOurs(f, size) || isBlank(f)) {
		return broken("both meta pages: %w", first)
	}
	return first
}

func metaAt(f io.ReaderAt, at int64) (meta, error) {
	var b [pageHead + metaSize]byte
	if _, err := f.ReadAt(b[:], at); errors.Is(err, io.EOF) {
		return meta{}, berrors.ErrInvalid
	} else if err != nil {
		return meta{}, err
	}
	m := b[pageHead:]
	h := fnv.New64a()
	_, _ = h.Write(m[:metaSize-8])
	switch {
	case native.Uint32(m) != boltMagic:
		return meta{}, berrors.ErrInvalid
	case native.Uint64(m[56:]) != h.Sum64():
		return meta{}, berrors.ErrChecksum
	case native.Uint32(m[4:]) != boltVersion:
		return meta{}, berrors.ErrVersionMismatch
	}
	return meta{
		pageSize: int64(native.Uint32(m[8:])), root: native.Uint64(m[16:]), free: native.Uint64(m[32:]),
		end: native.Uint64(m[40:]), txn: native.Uint64(m[48:]),
	}, nil
}

type head struct {
	id       uint64
	kind     uint16
	count    int
	overflow uint64
}

// branch is a branch page with all that belongs to it: for each page below, the first key there and its id.
type branch []byte

func (b branch) count() int { return int(native.Uint16(b[10:])) }

func (b branch) id(i int) uint64 { return native.Uint64(b[pageHead+i*elementSize+8:]) }

// key returns the key of an element, if the page has it.
func (b branch) key(i int) ([]byte, bool) {
	at := pageHead + i*elementSize
	return slice(b, at, native.Uint32(b[at:]), native.Uint32(b[at+4:]))
}

// find returns the element under which a key belongs.
func (b branch) find(key []byte) int {
	i := sort.Search(b.count(), func(i int) bool {
		first, _ := b.key(i)
		return bytes.Compare(first, key) > 0
	})
	return max(i-1, 0)
}

// slice returns size bytes of b at pos behind at, if b has them.
func slice(b []byte, at int, pos, size uint32) ([]byte, bool) {
	from := uint64(at) + uint64(pos)
	to := from + uint64(size)
	if to > uint64(len(b)) {
		return nil, false
	}
	return b[from:to], true
}
