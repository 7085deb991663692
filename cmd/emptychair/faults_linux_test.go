package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// A disk can fail at any call that the program makes. Whichever fails, once or from then on, the program ends by itself, with a sentence
// on what failed and one on what to do, and the next start finds the file whole: as it was before or as it was to be, and the latter where
// the program said that all went well.

// failure is a system call that fails, and with what. One that does more than work on the database is held to its files.
type failure struct {
	call   string
	errors []string
	paths  bool
}

// at is what strace is told so that the n-th of these calls fails, by turns alone or with all after it.
func (f failure) at(n, turn int) string {
	return fmt.Sprintf("%s:error=%s:when=%d%s", f.call, f.errors[n%len(f.errors)], n, []string{"", "+"}[(n+turn)%2])
}

var failing = []failure{
	{"pwrite64", []string{"EIO", "ENOSPC", "EDQUOT"}, false},
	{"fdatasync", []string{"EIO", "ENOSPC"}, false},
	{"fsync", []string{"EIO", "ENOSPC"}, false},
	{"ftruncate", []string{"EIO", "ENOSPC", "EFBIG"}, false},
	{"renameat", []string{"EIO", "EACCES", "EROFS", "ENOSPC"}, false},
	{"linkat", []string{"EIO", "EPERM", "ENOSPC", "EMLINK"}, false},
	{"unlinkat", []string{"EIO", "EACCES", "EROFS"}, false},
	{"mkdirat", []string{"EIO", "EACCES", "EROFS", "ENOSPC"}, false},
	{"openat", []string{"EIO", "EACCES", "EMFILE", "EROFS"}, true},
	{"pread64", []string{"EIO"}, true},
	{"read", []string{"EIO"}, true},
	{"flock", []string{"EIO", "ENOLCK"}, true},
	{"newfstatat", []string{"EIO", "EACCES"}, true},
	{"getdents64", []string{"EIO"}, true},
	{"mmap", []string{"ENOMEM"}, true},
}

// faulty are the calls of the program that meet them, by what they do.
var faulty = map[string][]string{
	"found":   {"stories", "add", "--team", "Payments", "a story from the counter"},
	"note":    {"stories", "add", "--team", "Payments", "a story from the counter"},
	"delete":  {"delete", "01M75", "--yes", "--backups"},
	"replace": {"import", "changed.json", "--replace"},
	"back up": {"backup"},
	"restore": {"restore", "1", "--yes"},
	"list":    {"runs"},
	"export":  {"export", "-o", "all.json"},
	"repair":  {"doctor"},
	"sync":    {"sync", "shared"},
}

// faultyFolder makes a folder with a database, a backup that differs from it, and a document that differs from it.
func faultyFolder(t *testing.T) (folder string) {
	t.Helper()
	s := backedUp(t)
	printed(t, s.Path(), "stories", "add", "--team", "Payments", "told after the backup")
	folder = filepath.Dir(s.Path())
	changed := strings.ReplaceAll(printed(t, s.Path(), "export"), "monthly call", "weekly call")
	must(t, os.WriteFile(filepath.Join(folder, "changed.json"), []byte(changed), 0o600))
	must(t, os.Mkdir(filepath.Join(folder, "shared"), 0o700))
	other := newSyncing(t)
	other.notes("told on another machine")
	other.does("sync", filepath.Join(folder, "shared"))
	return folder
}

// fault is a call of the program on a disk that fails.
type fault struct {
	name   string
	folder string // that is copied for each
	inject string // what strace is told, "" for no fault
	paths  bool
}

// run makes the call in a copy of the folder, and tells what it came to, what strace saw of calls that can fail, and what is there afterwards.
func (f fault) run(t *testing.T) (got result, seen string, after state) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "db")
	must(t, os.CopyFS(folder, os.DirFS(f.folder)))
	db, trace := filepath.Join(folder, "runs.db"), filepath.Join(t.TempDir(), "trace")
	if f.name == "found" {
		db = filepath.Join(folder, "new", "runs.db")
	}
	cmd := call(t, "program", db, faulty[f.name]...)
	cmd.Dir = folder
	cmd.Env = append(cmd.Env, clockVariable+"=2026-11-13T10:00") // a day later: what is made has another id
	name, _, _ := strings.Cut(f.inject, ":")
	options := []string{"-o", trace, "-e", "trace=" + name, "-e", "inject=" + f.inject}
	if f.inject == "" {
		calls := "trace="
		for _, f := range failing {
			calls += f.call + ","
		}
		options = []string{"-o", trace, "-e", strings.TrimSuffix(calls, ",")}
	}
	if f.paths {
		for _, path := range append([]string{db, folder, filepath.Join(folder, "changed.json"), filepath.Join(folder, "shared")}, kept(db)...) {
			options = append(options, "-P", path)
		}
	}
	got = ended(t, traced(t, cmd, options...))
	text, err := os.ReadFile(trace)
	must(t, err)
	after, err = lookThrough(db)
	if err != nil {
		t.Errorf("afterwards: %v", err)
	}
	return got, string(text), after
}

// kept are the folder of the backups of a database, and those in it.
func kept(db string) []string {
	list, _ := filepath.Glob(db + ".backups/*") // the pattern is ours
	return append(list, db+".backups")
}

// ended waits for the end of a call.
func ended(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	must(t, cmd.Start())
	hangs := time.AfterFunc(longEnough, func() { _ = cmd.Process.Kill() })
	defer hangs.Stop()
	if err := cmd.Wait(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

func TestWhateverTheDiskRefusesIsSaidAndHarmless(t *testing.T) {
	t.Parallel()
	folder := faultyFolder(t)
	for c, name := range slices.Sorted(maps.Keys(faulty)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := state{}
			if name != "found" {
				before, _ = stateOf(store.New(filepath.Join(folder, "runs.db"), content.Check()))
			}
			well, seen, want := fault{name: name, folder: folder}.run(t)
			if well.code != shell.ExitOK {
				t.Fatalf("on a disk that works: %+v", well)
			}
			met := 0
			for i, f := range failing {
				for n := 1; n <= strings.Count(seen, " "+f.call+"(") && (*long || n == 1 && (c+i)%5 == 0); n++ {
					inject := f.at(n, i)
					got, seen, after := fault{name, folder, inject, f.paths}.run(t)
					if !strings.Contains(seen, "INJECTED") {
						break // the program makes fewer such calls on its files
					}
					met++
					if got.code == shell.ExitDamaged && name != "repair" {
						t.Errorf("%s: a file that is whole is called damaged: %s", inject, got.stderr)
					}
					if !isSaid(got) || after.content != want.content && (after.content != before.content || got.code == 0) {
						t.Errorf("%s: exit code %d, it says %q and %q, and there is\n%s", inject, got.code, got.stdout, got.stderr, after.content)
					}
				}
			}
			if t.Logf("%d faults", met); met == 0 && *long {
				t.Error("the disk refused nothing")
			}
		})
	}
}

// What an export writes to has another name each time, which strace cannot be told; the system can, how long a file may get.
func TestAnExportThatFindsNoRoomSaysSoAndLeavesNothing(t *testing.T) {
	t.Parallel()
	const block = 512 // bytes, in which sh counts
	folder := faultyFolder(t)
	db, out := filepath.Join(folder, "runs.db"), filepath.Join(folder, "all.json")
	whole := printed(t, db, "export")
	for blocks := range len(whole)/block + 2 {
		cmd := call(t, "program", db, "export", "-o", out)
		cmd.Args = slices.Concat([]string{"sh", "-c", fmt.Sprintf(`ulimit -f %d && exec "$0" "$@"`, blocks), cmd.Path}, cmd.Args[1:])
		cmd.Path = "/bin/sh"
		got := ended(t, cmd)
		files, _ := filepath.Glob(filepath.Join(folder, "*.json")) // the pattern is ours
		hidden, _ := filepath.Glob(filepath.Join(folder, ".*"))
		if want := blocks*block >= len(whole); isSaid(got) && (got.code == 0) == want && slices.Contains(files, out) == want && len(hidden) == 0 {
			continue
		}
		t.Errorf("room for %d of %d bytes: %+v, and there is %q", blocks*block, len(whole), got, append(files, hidden...))
	}
}

// isSaid tells whether a call said in two sentences what went wrong, if anything did.
func isSaid(r result) bool {
	for _, inside := range []string{"goroutine", "panic", ".go:"} {
		if strings.Contains(r.stderr+r.stdout, inside) {
			return false
		}
	}
	_, told, _ := strings.Cut(r.stderr, "emptychair:")
	return r.code == 0 || r.code > 0 && strings.Count(told, ".\n")+strings.Count(told, ". ") > 1
}

func TestAVoteOnADiskThatFailsIsKeptOrSaidNotToBeSaved(t *testing.T) {
	t.Parallel()
	for i, f := range failing {
		for _, n := range []int{1, 2, 3, 4, 6, 9} {
			if !*long && (n > 1 || i%8 != 1) {
				continue
			}
			inject := f.at(n, i+n%2)
			t.Run(inject, func(t *testing.T) {
				t.Parallel()
				voteWith(t, inject, f.paths)
			})
		}
	}
}

// voteWith votes and answers while the disk fails. What the screen called saved has to be there afterwards, and where not all is that was
// typed, the program has to have said so.
func voteWith(t *testing.T, inject string, paths bool) {
	t.Helper()
	db := newDB(t)
	name, _, _ := strings.Cut(inject, ":")
	options := []string{"-o", os.DevNull, "-e", "trace=" + name, "-e", "inject=" + inject}
	if paths {
		options = append(options, "-P", db, "-P", filepath.Dir(db))
	}
	w := openWindow(t, windowWidth, windowHeight, traced(t, call(t, "live", db, threePeople...), options...))
	var mu sync.Mutex
	var saved []func(state) bool
	told, typed := false, ""
	w.watch(func(frame string) {
		mu.Lock()
		defer mu.Unlock()
		saved = append(saved, promises(frame)...)
		if m := votesIn.FindStringSubmatch(frame); m != nil {
			typed = max(typed, m[1])
		}
		told = told || strings.Contains(frame, words("save.failed")) || strings.Contains(frame, "emptychair: ")
	})
	for _, step := range []struct{ keys, shows string }{
		{"", "0 of 3"}, {"4", "1 of 3"}, {"3", "2 of 3"}, {"5", "3 of 3"}, {ctrlC, ""}, {ctrlC, ""}, {ctrlC, ""},
	} {
		_, _ = w.pty.WriteString(step.keys)
		w.reaches(step.shows)
	}
	if code := w.exitCode(); code < 0 {
		t.Error("it does not end by itself")
	}
	now, err := lookThrough(db)
	must(t, err)
	mu.Lock()
	defer mu.Unlock()
	for _, holds := range saved {
		if !holds(now) {
			t.Fatalf("there is not all that was called saved, but\n%s", now.content)
		}
	}
	if !told && typed > "0" && (len(now.runs) == 0 || fmt.Sprint(now.runs[0].Ratings["contact"].Answers()) < typed) {
		t.Errorf("nobody said that not all of %s answers are saved. There is\n%s", typed, now.content)
	}
	if len(now.runs) > 1 {
		t.Errorf("it took its own write for that of another program. There is\n%s", now.content)
	}
}

// reaches waits until a text stands on the screen, the program has ended, or nobody would wait any longer; for "" a moment.
func (w *window) reaches(text string) {
	wait := 3 * time.Second
	if text == "" {
		wait = 200 * time.Millisecond
	}
	for end := time.Now().Add(wait); (text == "" || !strings.Contains(w.screen(), text)) && time.Now().Before(end); {
		select {
		case <-w.ended:
			return
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// Killed at any moment, a sync loses nothing, and the next one goes on.
func TestASyncThatIsKilledLosesNothing(t *testing.T) {
	t.Parallel()
	a, b, shared := newSyncing(t), newSyncing(t), onDisk(t)
	a.db = filepath.Join(onDisk(t), "runs.db")
	a.does("sync", shared)
	b.does("sync", shared)
	for i := range trials(5, 60) {
		a.notes(fmt.Sprintf("seen by one, %d", i))
		b.notes(fmt.Sprintf("seen by two, %d", i))
		if i%3 == 2 {
			a.does("stories", "delete", "latest", "--yes")
		}
		b.does("sync")
		cmd := call(t, "program", a.db, "sync")
		must(t, cmd.Start())
		time.Sleep(time.Duration(i*7%40) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	a.does("sync")
	b.does("sync")
	a.does("sync")
	if a.keeps() != b.keeps() || !strings.Contains(a.keeps(), "seen by two, 4") {
		t.Errorf("one has %s\nthe other %s", a.keeps(), b.keeps())
	}
	entries, err := os.ReadDir(shared)
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("%v", entries)
	}
}
