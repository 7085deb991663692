package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// rounds is how many damaged files a test looks at.
const rounds = 40

// content is what a file is known to hold.
type content struct {
	file    []byte
	runs    map[string]checks.Run
	list    []checks.Summary
	home    checks.Home
	stories []checks.Story
	actions []checks.TeamAction
}

// known returns a file whose buckets have branch pages, and what is in it.
func known(t *testing.T) content {
	s := newStore(t)
	c := content{runs: map[string]checks.Run{}}
	var runs []checks.Run
	for i := range 15 {
		r := typical("A", i)
		if i%5 == 4 {
			r = unfinished(r)
		}
		runs, c.runs[r.ID] = append(runs, r), r
	}
	if err := s.SaveRuns(runs); err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		c.stories = append(c.stories, complaintOn(fmt.Sprintf("S%02d", i), "A", day(i)))
	}
	slices.Reverse(c.stories)
	if err := s.SaveStories(c.stories); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		a := between(fmt.Sprintf("L%02d", i), "A")
		if a.Text = strings.Repeat("Ring. ", 60) + "Done."; i%2 == 1 {
			a = a.Finish()
		}
		act(t, s, a)
	}
	if err := s.SaveLanguage("de"); err != nil { // leaves free pages
		t.Fatal(err)
	}
	var err error
	if c.actions, err = s.Actions("A"); err != nil {
		t.Fatal(err)
	}
	if c.list, err = s.Runs(""); err != nil {
		t.Fatal(err)
	}
	if c.home, err = s.Home("", 4); err != nil {
		t.Fatal(err)
	}
	if c.file, err = os.ReadFile(s.Path()); err != nil {
		t.Fatal(err)
	}
	return c
}

// check reads all there is: an answer is right, or an error, never wrong and never late. It returns how many errors it saw.
func (c content) check(t *testing.T, path string) (refused int) {
	t.Helper()
	s := store.New(path, check, store.WithTimeout(time.Second))
	see := func(what string, want, got any, err error) {
		t.Helper()
		switch {
		case err != nil:
			refused++
			c.checkError(t, what, err)
		case !cmp.Equal(want, got):
			t.Errorf("%s is wrong:\n%s", what, cmp.Diff(want, got))
		}
	}
	home, err := s.Home("", 4)
	see("home", c.home, home, err)
	list, err := s.Runs("")
	see("list", c.list, list, err)
	history, err := s.History("A")
	see("history", checks.History{Team: "A", Runs: c.list}, history, err)
	for id, want := range c.runs {
		got, _, err := s.Run(id)
		see(id, want, got, err)
	}
	c.checkBetween(s, see)
	_, err = s.Find("01J5N3T8W0Q6V1Z9K4")
	if code := checks.CodeOf(err); code != checks.CodeAmbiguous {
		see("find", nil, "an id", err)
	}
	return refused
}

func (c content) checkError(t *testing.T, what string, err error) {
	t.Helper()
	switch code := checks.CodeOf(err); code {
	case checks.CodeDamaged, checks.CodeForeign:
	case checks.CodeTextRemains:
		c.checkError(t, what, errors.Unwrap(err))
	default:
		t.Errorf("%s: %v", what, err)
	}
}

func TestFlippedBitsNeverGiveAWrongAnswer(t *testing.T) {
	t.Parallel()
	c := known(t)
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range rounds {
		b := bytes.Clone(c.file)
		for range 1 + random.IntN(3) {
			bit := random.IntN(8 * len(b))
			b[bit/8] ^= 1 << (bit % 8)
		}
		if c.checkAndWrite(t, b) > 0 {
			refused++
		}
	}
	t.Logf("damage met in %d of %d files", refused, rounds)
}

// Bits that bbolt trusts: the heads of pages, and the elements of branch pages and of the list of free pages.
func TestFlippedBitsInTheStructureNeverGiveAWrongAnswer(t *testing.T) {
	t.Parallel()
	c := known(t)
	random := rand.New(rand.NewPCG(3, 4))
	size := os.Getpagesize()
	for range rounds {
		b := bytes.Clone(c.file)
		at := random.IntN(len(b)/size) * size
		bit := 8*at + random.IntN(8*80)
		b[bit/8] ^= 1 << (bit % 8)
		c.checkAndWrite(t, b)
	}
}

// checkAndWrite reads a damaged file, saves a run into it, and reads again: a write must not make right answers wrong.
func (c content) checkAndWrite(t *testing.T, b []byte) int {
	t.Helper()
	path := writeFile(t, b)
	refused := c.check(t, path)
	s := store.New(path, check, store.WithTimeout(time.Second))
	_, err := s.SaveRun(typical("B", 99), 0)
	if err == nil {
		err = s.DeleteRun(typical("B", 99).ID)
	}
	if err != nil {
		c.checkError(t, "write", err)
	}
	c.writeBetween(t, s)
	for id, want := range c.runs {
		if got, _, err := s.Run(id); err == nil && !cmp.Equal(want, got) {
			t.Errorf("after a write %s is wrong:\n%s", id, cmp.Diff(want, got))
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return refused
}

func TestTruncatedFileIsDamaged(t *testing.T) {
	c := known(t)
	used := len(c.file)
	for used > 0 && c.file[used-1] == 0 {
		used--
	}
	for _, size := range []int{used - used%4096 - 4096, used / 2, 8192, 5000, 4096, 100} {
		path := writeFile(t, c.file[:size])
		wantRefused(t, path, checks.CodeDamaged)
	}
	wantRefused(t, writeFile(t, c.file[:60]), checks.CodeForeign)
}

func TestBrokenPagesAreFoundBeforeBoltWalksThem(t *testing.T) {
	c := known(t)
	branch, leaf, free := pagesInUse(t, c.file)
	for name, change := range map[string]func(b []byte){
		"a branch that points to itself":  func(b []byte) { copy(b[branch+16+8:], b[branch:branch+8]) },
		"a branch that points far beyond": func(b []byte) { b[branch+16+8+6] = 1 },
		"a branch that points to a meta":  func(b []byte) { clear(b[branch+16+8 : branch+16+16]) },
		"a branch without children":       func(b []byte) { clear(b[branch+10 : branch+12]) },
		"a branch with too many":          func(b []byte) { b[branch+11] = 0xff },
		"a free list that is too long":    func(b []byte) { copy(b[free+10:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x0f") },
		"a leaf that takes the next ones": func(b []byte) { b[leaf+12] = 3 },
		"a leaf without end":              func(b []byte) { b[leaf+15] = 0x7f },
		"a page that is two kinds":        func(b []byte) { b[leaf+8] = 3 },
		"a free page that is in use":      func(b []byte) { b[free+10], b[free+11] = 1, 0; copy(b[free+16:], b[leaf:leaf+8]) },
	} {
		b := bytes.Clone(c.file)
		change(b)
		path := writeFile(t, b)
		_, err := store.New(path, check).SaveRun(typical("B", 99), 0)
		if checks.CodeOf(err) != checks.CodeDamaged {
			t.Errorf("%s: a write gives %v", name, err)
		}
		c.check(t, path)
		if now, _ := os.ReadFile(path); !bytes.Equal(now, b) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// pagesInUse returns where a branch page, a leaf below it and the list of free pages begin.
func pagesInUse(t *testing.T, file []byte) (branch, leaf, free int) {
	t.Helper()
	size := os.Getpagesize()
	edit(t, writeFile(t, file), func(tx *bolt.Tx) error {
		for i := 2; ; i++ {
			page, err := tx.Page(i)
			if page == nil || err != nil {
				return err
			}
			switch page.Type {
			case "branch":
				branch = i * size
			case "freelist":
				free = i * size
			}
		}
	})
	if branch == 0 || free == 0 {
		t.Fatal("the file has no such pages")
	}
	return branch, int(binary.NativeEndian.Uint64(file[branch+16+8:])) * size, free
}

// bbolt itself would go on with the older meta page, and so forget the last save without a word.
func TestBrokenMetaPageIsDamage(t *testing.T) {
	c := known(t)
	for _, at := range []int{16, 40, 64 + 14, os.Getpagesize() + 16, os.Getpagesize() + 60} {
		b := bytes.Clone(c.file)
		b[at] ^= 4
		wantRefused(t, writeFile(t, b), checks.CodeDamaged)
	}
}

func TestRecordInAnotherPlaceIsNoticed(t *testing.T) {
	s := newStore(t)
	all := []checks.Run{typical("A", 1), typical("A", 2)}
	save(t, s, all...)
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("runs"))
		return b.Put([]byte(all[0].ID), bytes.Clone(b.Get([]byte(all[1].ID))))
	})
	_, _, err := s.Run(all[0].ID)
	wantCode(t, err, checks.CodeDamaged)
	if !strings.Contains(err.Error(), "runs/"+all[0].ID) {
		t.Errorf("the error does not name the record: %v", err)
	}
}

// An older record in place of a newer one is whole in itself.
func TestRecordFromYesterdayIsNoticed(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		t.Fatal(err)
	}
	yesterday := rawRun(t, s, run.ID)
	run.People = 9
	if _, err := s.SaveRun(run, revision); err != nil {
		t.Fatal(err)
	}
	edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte("runs")).Put([]byte(run.ID), yesterday) })
	_, _, err = s.Run(run.ID)
	wantCode(t, err, checks.CodeDamaged)
}

func TestRunThatIsNotValidIsDamage(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	_, _, err := store.New(s.Path(), checks.Check{ID: "another"}).Run(typical("A", 1).ID)
	wantCode(t, err, checks.CodeDamaged)
}

func TestLoadedTextIsClean(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	save(t, s, run)
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		b, key := tx.Bucket([]byte("runs")), []byte(run.ID)
		var body map[string]any
		parts, err := store.Unseal("runs", key, b.Get(key), &body)
		if err != nil {
			return err
		}
		rating := body["ratings"].(map[string]any)["contact"].(map[string]any)
		rating["story"] = "\u001b[31mA customer\u202e waited\u0007 nine days for a call."
		v, err := store.Seal("runs", key, parts, body)
		if err != nil {
			return err
		}
		return b.Put(key, v)
	})
	got, _, err := s.Run(run.ID)
	if want := "[31mA customer waited nine days for a call."; err != nil || got.Ratings["contact"].Story != want {
		t.Errorf("%q, %v", got.Ratings["contact"].Story, err)
	}
}

// After a panic the file is free again, in this program too.
func TestPanicGivesTheFileBack(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	dying := store.New(s.Path(), check, store.WithCommit(func(*bolt.Tx) error { panic("page 7") }))
	for i := range 3 {
		_, err := dying.SaveRun(typical("A", 2+i), 0)
		wantCode(t, err, checks.CodeDamaged)
	}
	save(t, s, typical("A", 2))
	wantRun(t, s, typical("A", 1))
}
