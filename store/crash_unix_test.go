//go:build unix

package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
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
	case "save":
		saveForEver(s)
	case "merge":
		mergeForEver(s)
	case "write beside":
		writeBeside(s)
		return
	case "read beside":
		readBeside(s)
		return
	case "nobody", "delete":
		if err := syscall.Setuid(65534); err != nil {
			fmt.Println(err)
		}
	case "full":
		limit := syscall.Rlimit{Cur: 40 << 10, Max: 40 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			fmt.Println(err)
		}
	}
	if task == "delete" {
		fmt.Println("delete", checks.CodeOf(s.DeleteRun(typical("A", 1).ID)))
		return
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

// saveForEver saves runs and stories and says which are on the disk; every third is saved twice, every fourth deleted again.
func saveForEver(s *store.Store) {
	first, _ := strconv.Atoi(os.Getenv("STORE_TEST_FIRST"))
	for i := first; ; i++ {
		run := typical("A", i)
		was, now := told(i)
		revision, err := s.SaveRun(unfinished(run), 0)
		err = errors.Join(err, s.SaveStory(checks.Story{}, was))
		if err == nil && i%3 == 0 {
			_, err = s.SaveRun(run, revision)
			err = errors.Join(err, s.SaveStory(was, now))
		}
		if err == nil && i%4 == 0 {
			fmt.Println("deleting", i)
			err = errors.Join(s.DeleteRun(run.ID), s.DeleteStory(was.ID))
		}
		fmt.Println("saved", i, err)
	}
}

// told returns a story as it is told first and as it is in the end. The next one happened on an earlier day.
func told(i int) (was, now checks.Story) {
	id := fmt.Sprintf("S%06d", i)
	was, now = story(id, "A", day(-i)), story(id, "A", day(-i))
	if i%3 == 0 {
		now = complaintOn(id, "A", day(-i))
		now.Text = "The courier rings now."
	}
	return was, now
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

func TestNothingAcknowledgedIsLostWhenKilled(t *testing.T) {
	for task, want := range map[string]func(*testing.T, *store.Store, map[int]bool){
		"save": wantAsSaid, "merge": wantAsMerged(),
	} {
		t.Run(task, func(t *testing.T) {
			t.Parallel()
			killOverAndOver(t, task, want)
		})
	}
}

func killOverAndOver(t *testing.T, task string, want func(*testing.T, *store.Store, map[int]bool)) {
	t.Helper()
	s := newStore(t)
	said := map[int]bool{} // whether the run or story is to be there
	next, rounds := 0, 8
	switch {
	case *long:
		rounds = 16
	case testing.Short():
		rounds = 5
	}
	for round := range rounds {
		cmd, out := start(t, task, s.Path(), next)
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			if n == 4*round { // and then at any moment of the next few saves
				time.AfterFunc(time.Duration(rand.IntN(6000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
			var word, result string
			if _, err := fmt.Sscan(lines.Text(), &word, &next, &result); err != nil && word == "saved" || word == "saved" && result != "<nil>" {
				t.Fatalf("round %d: %s", round, lines.Text())
			}
			said[next] = next%4 != 0
			if word == "deleting" { // until it says that it has, nobody knows
				delete(said, next)
			}
		}
		_ = cmd.Wait()
		want(t, s, said)
		next += 2 // what was under way is not tried again
	}
	if len(said) < 20 {
		t.Errorf("only %d were saved", len(said))
	}
	t.Logf("%d saved", len(said))
	sweepUp(t, s)
}

// sweepUp removes what killed programs have left behind, as each deletion does.
func sweepUp(t *testing.T, s *store.Store) {
	t.Helper()
	save(t, s, typical("A", 5000))
	wantOK(t, s.DeleteRun(typical("A", 5000).ID))
}

// wantAsSaid compares the file with what was acknowledged.
func wantAsSaid(t *testing.T, s *store.Store, said map[int]bool) {
	t.Helper()
	wantWhole(t, s)
	list, err := s.Stories("A", 0)
	wantOK(t, err)
	for i, there := range said {
		run := typical("A", i)
		if i%3 != 0 {
			run = unfinished(run)
		}
		_, story := told(i)
		n := slices.IndexFunc(list, func(other checks.Story) bool { return other.ID == story.ID })
		if n >= 0 != there || there && !equal(story, list[n]) {
			t.Errorf("%s is to be there: %v", story.ID, there)
		}
		if there {
			wantRun(t, s, run)
			continue
		}
		_, _, err := s.Run(run.ID)
		wantCode(t, err, checks.CodeNotFound)
	}
}

// wantWhole wants that nothing is wrong with a file, if there is one.
func wantWhole(t *testing.T, s *store.Store) {
	t.Helper()
	if d, err := s.Examine(); err != nil || len(d.Findings) > 0 {
		t.Fatalf("%s: %+v, %v", s.Path(), d.Findings, err)
	}
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

// Who may write the file but not the folder can delete a run, but not put a new file in the old one's place.
func TestDeletionThatCannotSweepSaysSo(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs a second user")
	}
	s := newStore(t)
	run := typical("A", 1)
	save(t, s, run, typical("A", 2))
	openFolders(t, s)
	if err := os.Chown(s.Path(), 65534, 65534); err != nil {
		t.Skip(err)
	}
	wantOutput(t, "delete", s.Path(), "delete text-remains\n")
	_, _, err := s.Run(run.ID)
	wantCode(t, err, checks.CodeNotFound)
	if !contains(t, s.Path(), run.ID) {
		t.Fatal("nothing left to sweep")
	}
	save(t, s, typical("A", 3))
	if contains(t, s.Path(), run.ID) {
		t.Error("the next save did not sweep")
	}
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

// batch returns what comes from elsewhere at once: something of each kind of a team of its own, and a story that each batch tells
// otherwise.
func batch(i int) []checks.Record {
	team := fmt.Sprint("T", i)
	shared := story("shared", "All", day(0))
	shared.Text = fmt.Sprint("as told by ", team)
	return []checks.Record{
		typical(team, 2*i), typical(team, 2*i+1), between(fmt.Sprint("L", i), team), story(fmt.Sprint("S", i), team, day(i)), shared,
		checks.Marks{Team: team, Changing: true},
	}
}

// mergeForEver takes batches in over what is there and says which are on the disk. Every second one is followed by a backup; every
// third time the file is written somewhere and restored from there; the team of every fourth one is deleted again.
func mergeForEver(s *store.Store) {
	first, _ := strconv.Atoi(os.Getenv("STORE_TEST_FIRST"))
	for i := first; ; i++ {
		_, err := s.Merge(sequence(batch(i), nil), store.MergeOptions{Replace: true})
		if err == nil && i%2 == 0 {
			_, err = s.BackUp(store.ForFinish)
		}
		if err == nil && i%3 == 0 {
			var file bytes.Buffer
			if err = s.WriteBackup(&file); err == nil {
				_, err = s.Restore(&file)
			}
		}
		if err == nil && i%4 == 0 {
			fmt.Println("deleting", i)
			_, err = s.DeleteTeam(fmt.Sprint("T", i))
		}
		fmt.Println("saved", i, err)
	}
}

// wantAsMerged compares the file with what was acknowledged, and looks through all that is kept beside it: nothing may be there by
// halves.
func wantAsMerged() func(t *testing.T, s *store.Store, said map[int]bool) {
	whole := map[string]bool{} // backups that were looked through, which nobody changes
	return func(t *testing.T, s *store.Store, said map[int]bool) {
		t.Helper()
		list, err := s.Backups()
		if err != nil || len(list) > 11 { // one more than are kept where the program died before it removed the oldest
			t.Fatal(list, err)
		}
		for _, b := range list {
			if !whole[b.Path] {
				countBatches(t, store.New(b.Path, check))
				whole[b.Path] = true
			}
		}
		if damaged, _ := filepath.Glob(s.Path() + ".damaged-*"); len(damaged) > 0 {
			t.Errorf("taken for damaged: %q", damaged)
		}
		of := countBatches(t, s)
		for i, there := range said {
			if n := of[fmt.Sprint("T", i)]; (n > 0) != there {
				t.Errorf("batch %d is to be there: %v; %d records are", i, there, n)
			}
		}
	}
}

// countBatches returns how many records each team has in a file in which all is whole.
func countBatches(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	wantWhole(t, s)
	of := map[string]int{}
	for _, rec := range records(t, s, "") {
		of[teamOf(rec)]++
	}
	for team, n := range of {
		if team != "All" && n != len(batch(0))-1 {
			t.Errorf("%s: %s is there by halves", s.Path(), team)
		}
	}
	return of
}
