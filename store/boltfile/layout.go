package boltfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"

	berrors "go.etcd.io/bbolt/errors"
)

// Layout of a bbolt file, version 2. A page starts with a head: id (8 bytes), kind (2), number of elements (2), further pages that
// belong to it (4). Elements follow; the keys and values behind them are placed relative to their element.
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
	maxDepth      = 64 // of a tree: no file has so many pages that it would be deeper
)

var native = binary.NativeEndian

// ErrDamaged is what every error about the structure of a file wraps. Errors of reading the file are returned as they are.
var ErrDamaged = errors.New("damaged")

// Damaged returns an error about the structure of a file.
func Damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrDamaged, fmt.Errorf(format, args...))
}

// meta is a meta page. All pages in use lie below end.
type meta struct {
	pageSize             int64
	root, free, end, txn uint64
}

// metaAt returns the meta page that begins at an offset. Its error says what else is there.
func metaAt(r io.ReaderAt, at int64) (meta, error) {
	var b [pageHead + metaSize]byte
	if _, err := r.ReadAt(b[:], at); errors.Is(err, io.EOF) {
		return meta{}, berrors.ErrInvalid
	} else if err != nil {
		return meta{}, err
	}
	m := b[pageHead:]
	h := fnv.New64a()
	_, _ = h.Write(m[:metaSize-8])
	pageSize := int64(native.Uint32(m[8:]))
	switch {
	case native.Uint32(m) != boltMagic:
		return meta{}, berrors.ErrInvalid
	case native.Uint64(m[56:]) != h.Sum64():
		return meta{}, Damaged("%w", berrors.ErrChecksum)
	case native.Uint32(m[4:]) != boltVersion:
		return meta{}, berrors.ErrVersionMismatch
	case pageSize < minPageSize, pageSize > maxPageSize, pageSize&(pageSize-1) != 0:
		return meta{}, Damaged("pages of %d bytes", pageSize)
	}
	return meta{
		pageSize: pageSize, root: native.Uint64(m[16:]), free: native.Uint64(m[32:]),
		end: native.Uint64(m[40:]), txn: native.Uint64(m[48:]),
	}, nil
}

// metas returns the meta pages of a file that can be believed, the newer one first, and what is wrong with each of the two.
func metas(r io.ReaderAt) (good []meta, wrong [2]error) {
	first, err := metaAt(r, 0)
	pageSize := first.pageSize
	if wrong[0] = err; err != nil {
		pageSize = int64(os.Getpagesize()) // the usual one
	} else {
		good = append(good, first)
	}
	second, err := metaAt(r, pageSize)
	if err == nil && second.pageSize != pageSize {
		err = fmt.Errorf("pages of %d bytes in a file of pages of %d", second.pageSize, pageSize)
	}
	if wrong[1] = err; err != nil {
		return good, wrong
	}
	if len(good) > 0 && good[0].txn > second.txn {
		return append(good, second), wrong
	}
	return append([]meta{second}, good...), wrong
}

// page is a branch or leaf page with all that belongs to it.
type page struct {
	id       uint64
	kind     uint16
	overflow uint64
	b        []byte
}

// read reads so much of the page with this id and of those behind it.
func (f *File) read(id uint64, size int64) ([]byte, error) {
	if id < 2 || id >= f.meta.end {
		return nil, Damaged("page %d: there is no such page", id)
	}
	b := make([]byte, size)
	_, err := f.r.ReadAt(b, int64(id)*f.meta.pageSize)
	return b, err
}

// page returns the page with this id, which is one of these kinds.
func (f *File) page(id uint64, kinds uint16) (page, error) {
	b, err := f.read(id, f.meta.pageSize)
	if err != nil {
		return page{}, err
	}
	p := page{id, native.Uint16(b[8:]), uint64(native.Uint32(b[12:])), b}
	switch {
	case native.Uint64(b) != id, p.kind&^kinds != 0, p.kind == 0, p.kind&(p.kind-1) != 0:
		return page{}, Damaged("page %d: another page is there", id)
	case id+p.overflow >= f.meta.end:
		return page{}, Damaged("page %d: reaches beyond the end", id)
	case p.overflow > 0:
		p.b, err = f.read(id, (1+int64(p.overflow))*f.meta.pageSize)
	}
	return p, err
}

// count is how many elements the head of the page tells of.
func (p page) count() int { return int(native.Uint16(p.b[10:])) }

// slice returns size bytes of b at pos behind at, if b has them.
func slice(b []byte, at int, pos, size uint32) ([]byte, bool) {
	from := uint64(at) + uint64(pos)
	to := from + uint64(size)
	if to > uint64(len(b)) {
		return nil, false
	}
	return b[from:to], true
}
