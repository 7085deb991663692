package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// withFiles does something while so many more files can be open.
func withFiles(n int, do func() error) error {
	next := must1(os.Open(os.DevNull))
	at := int(next.Fd())
	var was syscall.Rlimit
	must(errors.Join(next.Close(), syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was)))
	now := was
	now.Cur = uint64(at + n)
	must(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &now))
	defer func() { must(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was)) }()
	return do()
}

// asNobody does something without the rights of an administrator, to whom every file is open, where the folder and the file have these modes.
func asNobody(t *testing.T, s *store.Store, folder, file os.FileMode, do func() error) error {
	openFolders(t, s)
	must(errors.Join(os.Chmod(s.Path(), file), os.Chmod(filepath.Dir(s.Path()), folder)))
	if _, err := os.Stat(s.BackupFolder()); err == nil {
		must(os.Chmod(s.BackupFolder(), 0o555))
		defer func() { must(os.Chmod(s.BackupFolder(), 0o700)) }()
	}
	defer func() { must(errors.Join(os.Chmod(filepath.Dir(s.Path()), 0o700), os.Chmod(s.Path(), 0o600))) }()
	if os.Getuid() == 0 {
		runtime.LockOSThread() // the user of files is one of the thread
		defer runtime.UnlockOSThread()
		must(syscall.Setfsuid(65534))
		defer func() { must(syscall.Setfsuid(0)) }()
	}
	return do()
}

// obstacles are what can be in the way of an operation: each is put there and, where it is not of the file alone, taken away again.
func obstacles(t *testing.T) (list []obstacle) {
	for n := range 4 {
		list = append(list, obstacle{what: fmt.Sprint(n, " more files can be open"), do: func(_ *store.Store, do func() error) error { return withFiles(n, do) }})
	}
	return append(list,
		obstacle{what: "nothing can be made in the folder", do: func(s *store.Store, do func() error) error {
			must(os.RemoveAll(s.BackupFolder()))
			return asNobody(t, s, 0o555, 0o666, do)
		}},
		obstacle{what: "no backup can be made", do: func(s *store.Store, do func() error) error { return asNobody(t, s, 0o777, 0o666, do) }},
		obstacle{what: "nothing can be written", do: func(s *store.Store, do func() error) error { return asNobody(t, s, 0o777, 0o444, do) }},
		obstacle{what: "nothing can be read", do: func(s *store.Store, do func() error) error { return asNobody(t, s, 0o777, 0, do) }},
		obstacle{what: "the folder of backups is a file", do: func(s *store.Store, do func() error) error {
			must(errors.Join(os.RemoveAll(s.BackupFolder()), os.WriteFile(s.BackupFolder(), nil, 0o600)))
			return do()
		}},
		obstacle{what: "the commit fails", do: func(s *store.Store, do func() error) error {
			store.WithCommit(func(tx *bolt.Tx) error { return errors.Join(tx.Rollback(), syscall.EIO) })(s)
			return do()
		}},
		obstacle{what: "the name is not given", do: func(s *store.Store, do func() error) error {
			store.WithReplace(func(string, string) error { return syscall.EACCES })(s)
			return do()
		}},
	)
}

type obstacle struct {
	what string
	do   func(s *store.Store, do func() error) error
}

// Whatever is in the way: an operation is done, or nothing is and its error says so.
func TestWhateverIsInTheWayNothingIsHalfDone(t *testing.T) {
	makeEarlier(t)
	from := quarter(t)
	backUp(t, from, store.ForAsked)
	file, backup := readFile(t, from.Path()), readFile(t, onlyBackup(t, from, store.ForAsked))
	name := filepath.Base(must1(from.Backups())[0].Path)
	fresh := func() *store.Store {
		s := store.New(filepath.Join(t.TempDir(), "chair.db"), check)
		must(errors.Join(os.MkdirAll(s.BackupFolder(), 0o700), os.WriteFile(filepath.Join(s.BackupFolder(), name), backup, 0o600)))
		must(os.WriteFile(s.Path(), file, 0o600))
		return s
	}
	before, failed := records(t, fresh(), ""), map[string]bool{}
	for name, do := range operations {
		done := fresh()
		wantOK(t, do(done))
		want := records(t, done, "")
		for _, o := range obstacles(t) {
			s := fresh()
			err := o.do(s, func() error { return do(s) })
			if failed[o.what] = failed[o.what] || err != nil; err != nil && checks.CodeOf(err) == "" && !errors.Is(err, os.ErrClosed) {
				t.Errorf("%s, %s: an error without a word: %v", name, o.what, err)
			}
			if got := records(t, store.New(s.Path(), check), ""); !reflect.DeepEqual(got, want) && (err == nil || !reflect.DeepEqual(got, before)) {
				t.Errorf("%s, %s: %v, and there is\n%+v", name, o.what, err, got)
			}
		}
	}
	for what, ok := range failed {
		if !ok && what != "3 more files can be open" { // which is enough
			t.Errorf("%s, and nothing fails", what)
		}
	}
}

// A damaged file is kept aside and another one is in its place, or it stays there to the byte.
func TestWhateverIsInTheWayOfARepairTheDamagedFileIsKept(t *testing.T) {
	makeEarlier(t)
	from := quarter(t)
	flip(t, from.Path(), "runs", 0)
	file := readFile(t, from.Path())
	list := obstacles(t)
	for n := range 16 {
		list = append(list, obstacle{what: fmt.Sprint("read ", n+1, " fails"), do: func(s *store.Store, do func() error) error {
			left := n + 1
			store.WithReader(func(f *os.File) io.ReaderAt { return failing{f, &left} })(s)
			return do()
		}})
	}
	for _, name := range []string{"repair", "restore"} {
		failed := 0
		for _, o := range list {
			s := store.New(writeFile(t, file), check)
			err := o.do(s, func() error { return operations[name](s) })
			aside, _ := filepath.Glob(s.Path() + ".damaged-*")
			if err != nil {
				failed++
			}
			isThere := bytes.Equal(readFile(t, s.Path()), file)
			if isThere != (err != nil) || err != nil && checks.CodeOf(err) == "" || isThere == (len(aside) > 0) {
				t.Errorf("%s, %s: %v, the damaged file is in its place: %t, aside: %q", name, o.what, err, isThere, aside)
			}
			if len(aside) > 0 && !bytes.Equal(readFile(t, aside[0]), file) {
				t.Errorf("%s, %s: another file is aside", name, o.what)
			}
		}
		if failed < 10 {
			t.Errorf("%s: only %d obstacles were in the way", name, failed)
		}
	}
}

func TestWhereThereCanBeNoFileEveryOperationSaysSo(t *testing.T) {
	for name, do := range operations {
		at := store.New(filepath.Join(writeFile(t, nil), "folder", "chair.db"), check)
		if err := do(at); name != "examine a backup" && checks.CodeOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
