package boltfile_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"emptychair/store/boltfile"
)

// many is how many elements the larger bucket of the file has: so many that branch pages lead to branch pages.
const many = 1500

// write returns a file of bbolt's with a large bucket, one with long values, a small one and an empty one, and with free pages.
func write(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := bolt.Open(path, 0o600, &bolt.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	for round := range 3 {
		err = errors.Join(err, db.Update(func(tx *bolt.Tx) error {
			var failed error
			put := func(bucket, key, value string) {
				b, err := tx.CreateBucketIfNotExists([]byte(bucket))
				if failed = errors.Join(failed, err); err == nil {
					failed = errors.Join(failed, b.Put([]byte(key), []byte(value)))
				}
			}
			for i := round; i < many; i += 3 {
				put("large", key(i), strings.Repeat("x", 50+i%90))
			}
			put("long", fmt.Sprint(round), strings.Repeat("long ", 4000))
			put("small", "only", "one")
			_, err := tx.CreateBucketIfNotExists([]byte("empty"))
			return errors.Join(failed, err)
		}))
	}
	err = errors.Join(err, db.View(func(tx *bolt.Tx) error {
		if depth := tx.Bucket([]byte("large")).Stats().Depth; depth < 3 {
			t.Errorf("the large bucket has %d levels", depth)
		}
		return nil
	}), db.Close())
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func key(i int) string {
	return fmt.Sprintf("key %05d of the large bucket, which is as long as keys are", i)
}

func open(t *testing.T, b []byte) *boltfile.File {
	t.Helper()
	f, err := boltfile.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// check returns what [boltfile.Check] finds wrong, and how many elements it meets.
func check(b []byte) (faults []boltfile.Fault, elements int, err error) {
	_, _, err = boltfile.Check(bytes.NewReader(b), int64(len(b)),
		func(string, []byte, []byte) { elements++ }, func(f boltfile.Fault) { faults = append(faults, f) })
	return faults, elements, err
}

func TestWholeFileIsReadAsBoltReadsIt(t *testing.T) {
	b := write(t)
	f := open(t, b)
	if names, err := f.Buckets(); err != nil || !slices.Equal(names, []string{"empty", "large", "long", "small"}) {
		t.Fatal(names, err)
	}
	for _, tc := range []struct{ from, to int }{{0, many - 1}, {7, 7}, {99, 1200}, {many - 1, many - 1}} {
		var got []string
		err := f.Scan("large", []byte(key(tc.from)), []byte(key(tc.to)), func(k, v []byte) error {
			if string(k) >= key(tc.from) && string(k) <= key(tc.to) {
				got = append(got, string(k))
			}
			if !slices.Equal(bytes.Trim(v, "x"), nil) {
				t.Errorf("%s has %q", k, v)
			}
			return nil
		})
		if err != nil || len(got) != tc.to-tc.from+1 || got[0] != key(tc.from) || !slices.IsSorted(got) {
			t.Errorf("from %d to %d: %d, %v", tc.from, tc.to, len(got), err)
		}
	}
	if faults, elements, err := check(b); err != nil || len(faults) > 0 || elements != many+4 {
		t.Errorf("%d elements, %v, %v", elements, faults, err)
	}
	if err := f.CheckForWrite(map[string][][]byte{"large": {[]byte(key(5))}, "small": {[]byte("another")}}); err != nil {
		t.Error(err)
	}
	if err := f.Scan("none", nil, nil, nil); !errors.Is(err, boltfile.ErrDamaged) {
		t.Error(err)
	}
	enough := errors.New("enough")
	if err := f.Scan("large", nil, nil, func(_, _ []byte) error { return enough }); !errors.Is(err, enough) {
		t.Error(err)
	}
}

// Whichever page is gone, the check says so, and a read ends in an error or gives what is there.
func TestEachPageThatIsGoneIsFound(t *testing.T) {
	whole, size := write(t), os.Getpagesize()
	for page := range len(whole) / size {
		if testing.Short() && page%6 > 0 {
			continue
		}
		b := bytes.Clone(whole)
		if clear(b[page*size : (page+1)*size]); bytes.Equal(b, whole) {
			continue
		}
		faults, elements, err := check(b)
		f, failed := boltfile.Open(bytes.NewReader(b), int64(len(b)))
		met := 0
		if failed == nil {
			failed = f.Scan("large", nil, nil, func(_, _ []byte) error { met++; return nil })
		}
		switch {
		case failed != nil && !errors.Is(failed, boltfile.ErrDamaged), failed == nil && met != many:
			t.Errorf("page %d: %d elements, %v", page, met, failed)
		case err != nil || elements < many+4 && len(faults) == 0:
			t.Errorf("page %d: %d elements, %v, %v", page, elements, faults, err)
		}
	}
}

func TestWhatIsNoFileOfBoltsIsForeign(t *testing.T) {
	for name, b := range map[string][]byte{"nothing": nil, "a letter": bytes.Repeat([]byte("Dear customer, "), 999), "zeros": make([]byte, 1<<16)} {
		_, err := boltfile.Open(bytes.NewReader(b), int64(len(b)))
		_, _, checked := check(b)
		if !boltfile.IsForeign(err) || !boltfile.IsForeign(checked) || !errors.Is(err, berrors.ErrInvalid) {
			t.Errorf("%s: %v, %v", name, err, checked)
		}
	}
	b := write(t)
	b[20] ^= 1 // one meta page is left, and it is of the state before
	if _, err := boltfile.Open(bytes.NewReader(b), int64(len(b))); !errors.Is(err, boltfile.ErrDamaged) {
		t.Error(err)
	}
	if _, err := boltfile.Open(bytes.NewReader(b[:len(b)/2]), int64(len(b)/2)); !errors.Is(err, boltfile.ErrDamaged) {
		t.Error(err)
	}
}

// A meta page with the right checksum can still be of another kind of file than this package knows.
func TestMetaPageOfAnotherKindIsDamageBesideAWholeOne(t *testing.T) {
	whole := write(t)
	size := os.Getpagesize()
	for name, to := range map[string]struct{ page, at, value int }{
		"version": {0, 4, 3}, "size of pages": {0, 8, 3000}, "size of pages beside another": {size, 8, 2 * size},
	} {
		b := bytes.Clone(whole)
		meta := b[to.page+16:]
		binary.NativeEndian.PutUint32(meta[to.at:], uint32(to.value))
		sum := fnv.New64a()
		_, _ = sum.Write(meta[:56])
		binary.NativeEndian.PutUint64(meta[56:], sum.Sum64())
		if _, err := boltfile.Open(bytes.NewReader(b), int64(len(b))); !errors.Is(err, boltfile.ErrDamaged) {
			t.Errorf("another %s gives %v", name, err)
		}
	}
}
