package main

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/charmbracelet/x/vt"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// The power may fail at any moment. What the program does to its files in a session is recorded, and the files are put together as a disk
// may hold them after a crash at each moment of it: with all that was synced, and of the rest anything. Each time the next start has to
// find a state that the program had written, and none from before what the screen called saved.

// session is what a recorded session came to.
type session struct {
	recording
	db       string
	states   []state              // that its file had, one after the other
	points   []point              // what holds after each of the operations
	unsynced func(operation) bool // which syncs are kept from the disk, nil for none
}

// state is what a file holds.
type state struct {
	content string
	runs    []checks.Run
}

// point is what holds at a moment of a session.
type point struct {
	latest  int  // state
	least   int  // state that the screen has called saved,
	deleted bool // as it has a deletion,
	dropped bool // and that of the backups which held what was deleted
}

// secret stands in all texts of the run that is deleted.
const secret = "a call"

// record lets somebody found a database, vote, answer, finish, delete the run with its backup, and begin another one.
func record(t *testing.T) *session {
	t.Helper()
	root := t.TempDir()
	db, trace := filepath.Join(root, "new", "runs.db"), filepath.Join(t.TempDir(), "trace")
	cmd := traced(t, call(t, "live", db, threePeople...), "-xx", "-s", "1000000", "-o", trace, "-e", recorded)
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("0 of 3")
	w.vote(3)
	w.press(enter, words("reveal.today"))
	w.press(pageDown + pageDown)
	for _, q := range content.Check().Questions {
		w.press(pageDown, question(q.ID))
		for i := range trials(1, 4) {
			text := fmt.Sprintf("%d, %s", i, secret)
			w.paste(strings.Repeat(text+" each month ", trials(10, 40)))
			w.press(enter, text, words("question.type-here"), words("saved"))
		}
	}
	w.press(pageDown + pageDown)
	w.finish()
	w.press(enter, "Last run")
	w.press("p"+down+"D", "for good?")
	w.press("y", "The only backup still has it.")
	w.press("y", words("backups.dropped"))
	w.press(escape, words("home.welcome"))
	w.press("n", words("setup.ask"))
	w.press("Support"+strings.Repeat(enter, 5), words("setup.about.begin"))
	w.press(enter, "0 of 6")
	w.vote(6)
	w.leave(ctrlC)
	s := &session{recording: readRecording(t, trace, root), db: db}
	s.walk(t)
	return s
}

// vote enters three votes of so many people, each when the one before is saved.
func (w *window) vote(people int) {
	w.t.Helper()
	for i, key := range []string{"4", "3", "5"} {
		w.press(key, fmt.Sprintf("%d of %d", i+1, people), words("saved"))
	}
}

// walk finds out which states the file had, and what the screen said of them.
func (s *session) walk(t *testing.T) {
	t.Helper()
	d, p := newDisk(s.root), point{}
	screen := &window{view: vt.NewEmulator(windowWidth, windowHeight)}
	screen.view.RegisterCsiHandler('r', screen.clamp)
	go func() { _, _ = io.Copy(io.Discard, screen.view) }()
	defer func() { _ = screen.view.InputPipe().(io.Closer).Close() }()
	screen.frame = func(text string) { s.read(t, text, &p) }
	folder := filepath.Join(t.TempDir(), "restarted")
	for i, o := range s.list {
		d.do(o)
		if o.kind == opShow {
			_, _ = screen.Write(o.data)
		} else {
			now, err := s.restart(folder, d.crash(func() fate { return all }, nil))
			if err != nil {
				t.Fatalf("after operation %d: %v", i, err)
			}
			if len(s.states) == 0 || now.content != s.states[len(s.states)-1].content {
				s.states = append(s.states, now)
			}
			p.latest = len(s.states) - 1
		}
		s.points = append(s.points, p)
	}
}

// read takes from a frame what it calls saved: a state from then on has to hold that.
func (s *session) read(t *testing.T, frame string, p *point) {
	for _, holds := range promises(frame) {
		at := slices.IndexFunc(s.states[p.least:], holds)
		if at < 0 {
			t.Fatalf("it was called saved before it was written:\n%s", frame)
		}
		p.least += at
	}
	p.deleted = p.deleted || strings.Contains(frame, "still has it.")
	p.dropped = p.dropped || strings.Contains(frame, words("backups.dropped"))
}

// votesIn finds how many have voted, which no stage but the first one asks for here.
var votesIn = regexp.MustCompile(`(\d) of [36]\b`)

// promises are what a frame says of the run that is open and of what is stored.
func promises(frame string) (list []func(state) bool) {
	anyRun := func(is func(checks.Run) bool) {
		list = append(list, func(s state) bool { return slices.ContainsFunc(s.runs, is) })
	}
	var saved bool
	for line := range strings.Lines(frame) {
		saved = saved || strings.TrimSpace(line) == words("saved")
	}
	if strings.Contains(frame, "still has it.") {
		list = append(list, func(s state) bool { return len(s.runs) == 0 })
	}
	if !saved {
		return list
	}
	if m := votesIn.FindStringSubmatch(frame); m != nil {
		anyRun(func(r checks.Run) bool { return fmt.Sprint(r.Ratings["contact"].Answers()) >= m[1] })
	}
	for line := range strings.Lines(frame) {
		if m := answerIn.FindStringSubmatch(line); m != nil {
			anyRun(func(r checks.Run) bool { return strings.Contains(fmt.Sprint(r.Answers), m[1]) })
		}
	}
	if strings.Contains(frame, words("close.finished")) {
		anyRun(checks.Run.IsFinished)
	}
	return list
}

// restart puts the files after a crash into a folder and returns what a start finds there. Nothing may be wrong with any of them.
func (s *session) restart(folder string, files map[string]image) (found state, err error) {
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	at := func(path string) string { return filepath.Join(folder, strings.TrimPrefix(path, s.root)) }
	for path, file := range files {
		if err := errors.Join(os.MkdirAll(filepath.Dir(at(path)), 0o700), os.WriteFile(at(path), file.data, 0o600)); err != nil {
			return state{}, err
		}
	}
	return lookThrough(at(s.db))
}

// lookThrough returns what a start finds in a file. Nothing may be wrong with it nor with its backups, and it can be written.
func lookThrough(path string) (found state, err error) {
	db := store.New(path, content.Check())
	if found, err = stateOf(db); err != nil {
		return found, err
	}
	backups, err := db.Backups()
	if err != nil {
		return found, err
	}
	for _, b := range backups {
		if _, err := stateOf(store.New(b.Path, content.Check())); err != nil {
			return found, fmt.Errorf("%s: %w", b.Path, err)
		}
	}
	err = goOn(db, found)
	return found, err
}

// stateOf reads all there is, if there is a file.
func stateOf(db *store.Store) (s state, err error) {
	if d, err := db.Examine(); err != nil || len(d.Findings) > 0 {
		return s, fmt.Errorf("damaged: %v, %w", d.Findings, err)
	}
	for rec, err := range db.Records("") {
		if err != nil {
			return s, err
		}
		b, err := checks.EncodeJSON(rec)
		if err != nil {
			return s, err
		}
		s.content += string(b) + "\n"
		if r, ok := rec.(checks.Run); ok {
			s.runs = append(s.runs, r)
		}
	}
	return s, nil
}

// goOn notes a story in the file, and holds that all else is there afterwards as before.
func goOn(db *store.Store, before state) error {
	note := checks.Story{ID: testID(today, 99), Team: "Payments", On: checks.DayOf(today), Source: checks.FromCustomer, Text: "It works."}
	if err := db.SaveStory(checks.Story{}, note); err != nil {
		return err
	}
	line, err := checks.EncodeJSON(note)
	if err != nil {
		return err
	}
	after, err := stateOf(db)
	if err == nil && strings.Replace(after.content, string(line)+"\n", "", 1) != before.content {
		err = fmt.Errorf("after another save there is\n%s and not\n%s", after.content, before.content)
	}
	return err
}

// crashed are the files after a crash, and what holds of them.
type crashed struct {
	files map[string]image
	point
	after int // operation
}

// check returns what is wrong with the files after a crash.
func (s *session) check(folder string, c crashed) error {
	found, err := s.restart(folder, c.files)
	if err != nil {
		return fmt.Errorf("crash after operation %d: %w", c.after, err)
	}
	if !slices.ContainsFunc(s.states[c.least:c.latest+1], func(s state) bool { return s.content == found.content }) {
		return fmt.Errorf("crash after operation %d: there is none of the states %d to %d, but\n%s", c.after, c.least, c.latest, found.content)
	}
	for path, file := range c.files {
		inBackup := filepath.Dir(path) == s.db+".backups"
		if (c.deleted && !inBackup || c.dropped && inBackup) && bytes.Contains(file.data, []byte(secret)) {
			return fmt.Errorf("crash after operation %d: %s holds what was deleted", c.after, filepath.Base(path))
		}
	}
	return nil
}

// replay tries so many crashes, no two of which leave the same files, and returns what was wrong after each.
func (s *session) replay(t *testing.T, many int) (tried int, wrong []error) {
	t.Helper()
	states := make(chan crashed)
	var mu sync.Mutex
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			folder := filepath.Join(t.TempDir(), "restarted")
			for c := range states {
				err := s.check(folder, c)
				mu.Lock()
				if tried++; err != nil {
					wrong = append(wrong, err)
				}
				mu.Unlock()
			}
		})
	}
	s.crashes(many, func(c crashed) { states <- c })
	close(states)
	group.Wait()
	return tried, wrong
}

// crashes calls fn with so many crashes, at all moments of the session by turns.
func (s *session) crashes(many int, fn func(crashed)) {
	random := rand.New(rand.NewPCG(12, 3))
	known := map[uint64]bool{}
	d, disks := newDisk(s.root), []*disk(nil)
	for _, o := range s.list {
		if o.kind != opSync || s.unsynced == nil || !s.unsynced(o) {
			d.do(o)
		}
		disks = append(disks, d.clone())
	}
	for round := 0; len(known) < many && round < many; round++ {
		how := func() fate { return fate(random.IntN(int(fates))) }
		for i, d := range disks {
			if i+1 < len(s.list) && s.list[i+1].kind == opShow || len(known) == many {
				continue
			}
			files := d.crash(how, random)
			sum := hashOf(files, s.points[i])
			if !known[sum] {
				known[sum] = true
				fn(crashed{files, s.points[i], i})
			}
		}
	}
}

func hashOf(files map[string]image, p point) uint64 {
	var h maphash.Hash
	h.SetSeed(imageSeed)
	maphash.WriteComparable(&h, p)
	for _, path := range slices.Sorted(maps.Keys(files)) {
		maphash.WriteComparable(&h, path)
		maphash.WriteComparable(&h, files[path].sum)
	}
	return h.Sum64()
}

func TestWhateverACrashLeavesOfTheLatestWritesNothingSavedIsLost(t *testing.T) {
	t.Parallel()
	s := record(t)
	tried, wrong := s.replay(t, trials(500, 10_000))
	for _, err := range wrong[:min(len(wrong), 5)] {
		t.Error(err)
	}
	t.Logf("%d operations, %d states of the file: %d crashes, %d losses", len(s.list), len(s.states), tried, len(wrong))
	for what, unsynced := range map[string]func(operation) bool{
		"any sync":         func(operation) bool { return true },
		"syncs of files":   func(o operation) bool { return o.file > 0 },
		"syncs of folders": func(o operation) bool { return o.file == 0 },
	} {
		s.unsynced = unsynced
		tried, lost := s.replay(t, trials(50, 300))
		if t.Logf("without %s: %d crashes, %d losses", what, tried, len(lost)); len(lost) == 0 {
			t.Errorf("without %s nothing is lost, either: the replay finds nothing", what)
		}
	}
}
