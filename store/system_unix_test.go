//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// child names what this test program does when a test starts it once more.
const child = "STORE_TEST_CHILD"

func init() {
	if task := os.Getenv(child); task != "" {
		obey(task, store.New(os.Getenv("STORE_TEST_FILE"), check, store.WithLockWait(10*time.Second)))
		os.Exit(0)
	}
	useMemory()
}

func obey(task string, s *store.Store) {
	switch task {
	case "write beside":
		writeBeside(s)
		return
	case "read beside":
		readBeside(s)
		return
	case "nobody":
		if err := syscall.Setuid(65534); err != nil {
			fmt.Println(err)
		}
	case "full":
		limit := syscall.Rlimit{Cur: 40 << 10, Max: 40 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			fmt.Println(err)
		}
	}
	report(s)
}

// useMemory puts the files of tests where a sync takes no time, if there is such a place. Benchmarks need the disk.
func useMemory() {
	bench := slices.ContainsFunc(os.Args, func(arg string) bool { return strings.HasPrefix(arg, "-test.bench=") })
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() && !bench {
		_ = os.Setenv("TMPDIR", "/dev/shm")
	}
}

// report says what a read and writes of growing size end in.
func report(s *store.Store) {
	_, err := s.Snapshot("")
	fmt.Println("read", checks.CodeOf(err))
	for i := 2; i < 60 && err == nil; i++ {
		_, err = s.SaveRun(typical("A", i), 0)
	}
	fmt.Println("write", checks.CodeOf(err))
}

func start(t testing.TB, task, path string, first int, env ...string) (*exec.Cmd, io.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(append(os.Environ(), env...), child+"="+task, "STORE_TEST_FILE="+path, fmt.Sprint("STORE_TEST_FIRST=", first))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	wantOK(t, err)
	wantOK(t, cmd.Start())
	return cmd, out
}

func TestFileOfAnotherUserIsDenied(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs a second user")
	}
	s := newStore(t)
	save(t, s, typical("A", 1))
	openFolders(t, s)
	wantOutput(t, "nobody", s.Path(), "read denied\nwrite denied\n")
	wantOutput(t, "nobody", filepath.Join(filepath.Dir(s.Path()), "new.db"), "read \nwrite denied\n")
}

func openFolders(t *testing.T, s *store.Store) {
	t.Helper()
	for folder := filepath.Dir(s.Path()); strings.Contains(folder, t.Name()); folder = filepath.Dir(folder) {
		wantOK(t, os.Chmod(folder, 0o755))
	}
}

// One call of an administrator must not lock the owner out.
func TestAdministratorLeavesTheOwnerWhatIsTheirs(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only an administrator can work with the files of another user")
	}
	s := quarter(t)
	folder := filepath.Join(filepath.Dir(s.Path()), "made", "within")
	fresh := store.New(filepath.Join(folder, "fresh.db"), check)
	wantOK(t, errors.Join(os.Chmod(s.Path(), 0o640), os.Chown(s.Path(), 65534, 65533), os.Chown(filepath.Dir(s.Path()), 65534, 65533)))
	theirs := func(what, path string, mode os.FileMode) {
		info, err := os.Stat(path)
		wantOK(t, err)
		if of := info.Sys().(*syscall.Stat_t); of.Uid != 65534 || of.Gid != 65533 || info.Mode().Perm() != mode {
			t.Errorf("%s: %s is of %d, %d, %v", what, path, of.Uid, of.Gid, info.Mode())
		}
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"a deletion", func() error { return s.DeleteRun(typical("", 1).ID) }},
		{"a merge", func() error {
			_, err := s.Merge(sequence([]checks.Record{typical("C", 8)}, nil), store.MergeOptions{})
			return err
		}},
		{"a backup", func() error { _, err := s.BackUp(store.ForAsked); return err }},
		{"a restore", func() error { restore(t, s, written(t, s)); return nil }},
		{"a repair", func() error { flip(t, s.Path(), "stories", 0); repair(t, s); return nil }},
		{"a new file", func() error { return fresh.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }) }},
	} {
		wantOK(t, step.do())
		theirs(step.name, s.Path(), 0o640)
	}
	theirs("a backup", s.BackupFolder(), 0o700)
	list, err := s.Backups()
	aside, failed := filepath.Glob(s.Path() + ".damaged-*")
	if err != nil || failed != nil || len(list) != 2 || len(aside) != 1 {
		t.Fatal(list, err, aside, failed)
	}
	theirs("a backup", list[0].Path, 0o600)
	theirs("a repair", aside[0], 0o640)
	for _, path := range []string{filepath.Dir(folder), folder} {
		theirs("a new file", path, 0o700)
	}
	theirs("a new file", fresh.Path(), 0o600)
}

func TestFullDiskIsReportedAndHarmless(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	wantOutput(t, "full", s.Path(), "read \nwrite disk-full\n")
	wantRun(t, s, typical("A", 1))
	save(t, s, typical("A", 100))
}

func wantOutput(t *testing.T, task, path, want string) {
	t.Helper()
	cmd, out := start(t, task, path, 0)
	got, err := io.ReadAll(out)
	wantOK(t, err)
	if err := cmd.Wait(); err != nil || string(got) != want {
		t.Errorf("%s: %q, %v, want %q", task, got, err, want)
	}
}

// Who opens a FIFO waits for ever.
func TestFIFOIsRefusedAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fifo.db")
	wantOK(t, syscall.Mkfifo(path, 0o600))
	wantCode(t, store.New(path, check).ChangeSettings(func(s *checks.Settings) { s.Language = "de" }), checks.CodeNotAFile)
	_, err := store.New(path, check).Snapshot("")
	wantCode(t, err, checks.CodeNotAFile)
}

func TestPermissionsHoldUnderAnOpenUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	TestFolderAndFileAreForThisUserOnly(t)
}
