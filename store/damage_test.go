package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// A damaged file gives right answers, or fewer of them and says so, or none. An examination finds whatever keeps it from that, and a repair
// brings back every record of which the bytes are there, and nothing that was never there.

// trials is how many files a test damages by chance.
func trials(few, many int) int {
	switch {
	case *long:
		return many
	case testing.Short():
		return max(few/24, 1)
	}
	return few
}

// everySo is how many files there are to each one that is tried.
func everySo(few, short int) int {
	switch {
	case *long:
		return 1
	case testing.Short():
		return short
	}
	return few
}

// damages are ways to damage a file by chance. Each says what it did, and of which records the bytes are there although they are elsewhere.
var damages = map[string]struct {
	few, many int
	damage    func(c *filled, b []byte, random *rand.Rand, n int) (what string, moved func(id string) bool)
}{
	"bits": {40, 500, func(_ *filled, b []byte, random *rand.Rand, n int) (string, func(string) bool) {
		for range 1 + n%3/2 {
			bit := random.IntN(8 * len(b))
			b[bit/8] ^= 1 << (bit % 8)
		}
		return "", nil
	}},
	// Where a bit makes the most of a difference: in the heads of pages and in what leads from one to others.
	"bits of the structure": {40, 500, func(c *filled, b []byte, random *rand.Rand, _ int) (string, func(string) bool) {
		page := random.IntN(len(b) / c.size)
		bit := 8*page*c.size + random.IntN(8*80)
		b[bit/8] ^= 1 << (bit % 8)
		return fmt.Sprintf("bit %d of byte %d of page %d (%s)", bit%8, bit/8%c.size, page, c.pages[page]), nil
	}},
	// Several pages at once, often one of the two with which every read begins.
	"zeroed pages": {20, 100, func(c *filled, b []byte, random *rand.Rand, n int) (string, func(string) bool) {
		var pages []int
		for range 1 + n%6 {
			pages = append(pages, 2+random.IntN(len(c.pages)-2))
		}
		if n%2 == 0 {
			pages = append(pages, n/2%2)
		}
		for _, page := range pages {
			clear(b[page*c.size : (page+1)*c.size])
		}
		return fmt.Sprint(pages), nil
	}},
	"every fourth page": {12, 12, func(c *filled, b []byte, _ *rand.Rand, n int) (string, func(string) bool) {
		for page := n; page < len(c.pages); page += 4 + n%3 {
			clear(b[page*c.size : (page+1)*c.size])
		}
		return "", nil
	}},
	// Two pages that have changed places are both found again.
	"swapped pages": {14, 100, func(c *filled, b []byte, random *rand.Rand, _ int) (string, func(string) bool) {
		i, j := random.IntN(len(c.pages)), random.IntN(len(c.pages))
		copy(b[i*c.size:], c.file[j*c.size:(j+1)*c.size])
		copy(b[j*c.size:], c.file[i*c.size:(i+1)*c.size])
		return fmt.Sprintf("%d (%s) and %d (%s)", i, c.pages[i], j, c.pages[j]), func(id string) bool {
			place := c.places[id]
			return c.isHead(i) && c.isHead(j) && place[0]/c.size == (place[1]-1)/c.size
		}
	}},
}

func TestDamageByChanceIsFoundAndRepaired(t *testing.T) {
	c := fill()
	for name, d := range damages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(5, 6))
			for n := range trials(d.few, d.many) {
				b := bytes.Clone(c.file)
				what, moved := d.damage(&c, b, random, n)
				c.try(t, fmt.Sprintf("%s, trial %d: %s", name, n, what), b, moved)
			}
		})
	}
}

func TestZeroedPageAndTruncatedFileAreFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill()
	for page := range c.pages {
		if page%everySo(2, 24) == 0 {
			b := bytes.Clone(c.file)
			clear(b[page*c.size : (page+1)*c.size])
			c.try(t, fmt.Sprintf("page %d (%s) zeroed", page, c.pages[page]), b, nil)
		}
		if page%everySo(5, 40) == 0 {
			c.try(t, fmt.Sprintf("truncated to %d pages", page), c.file[:page*c.size], nil)
			c.try(t, fmt.Sprintf("truncated within page %d", page), c.file[:page*c.size+c.size/3], nil)
		}
	}
	b := bytes.Clone(c.file)
	for i := range 2 * c.size {
		b[i] = byte(7 * i)
	}
	c.try(t, "both meta pages destroyed", b, nil)
}

// A page that was not written is what it was before, and whole in itself: what is read may then be what was so before, but an examination
// notices.
func TestStalePageIsFoundAndRepaired(t *testing.T) {
	t.Parallel()
	c := fill()
	tried := 0
	for n, state := range c.states {
		for page := 2; page < min(len(state), len(c.file))/c.size; page++ {
			was := state[page*c.size : (page+1)*c.size]
			if c.pages[page] == "free" || bytes.Equal(was, c.file[page*c.size:(page+1)*c.size]) || (n+page)%everySo(4, 12) > 0 {
				continue
			}
			tried++
			b := bytes.Clone(c.file)
			copy(b[page*c.size:], was)
			s := c.store(t, b)
			d, err := s.Examine()
			if err != nil || !d.IsDamaged() {
				t.Errorf("page %d (%s) is what it was after change %d: %+v, %v", page, c.pages[page], n, d, err)
			}
			c.tryToRepair(t, fmt.Sprintf("page %d (%s) of change %d", page, c.pages[page], n), s, func(id string) bool { return c.whole(b, id) })
		}
	}
	if tried < 5 {
		t.Errorf("%d pages tried", tried)
	}
}

// All is then as it was before that write, and whole.
func TestLastWriteOfWhichNothingIsLeftIsSaidToBePossible(t *testing.T) {
	s := quarter(t)
	before := readFile(t, s.Path())
	saveStories(t, s, story("S9", "Payments", day(9)))
	b, size := readFile(t, s.Path()), os.Getpagesize()
	for at := 0; at < len(b); at += size {
		if page := b[at : at+size]; at >= len(before) || !bytes.Equal(page, before[at:at+size]) {
			clear(page)
		}
	}
	s = store.New(writeFile(t, b), check)
	if r := repair(t, s); !lost(r, "", store.LossUnknown) || r.Stories != 3 {
		t.Errorf("%+v", r)
	}
}

// most is how long a trial may take, which is some hundredths of a second.
const most = time.Minute

func (c *filled) store(t *testing.T, file []byte) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "chair.db")
	wantOK(t, os.WriteFile(path, file, 0o600))
	return store.New(path, check, store.WithLockWait(time.Second), store.WithClock(func() time.Time { return noon }))
}

// try reads a damaged file, writes to a copy of it, examines it, repairs it and reads it again. Moved says of records that count as whole
// although their bytes are elsewhere.
func (c *filled) try(t *testing.T, name string, damaged []byte, moved func(id string) bool) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s := c.store(t, damaged)
		found := c.tryToRead(t, name, s)
		c.tryToWrite(t, name, c.store(t, damaged))
		if c.tryToExamine(t, name, s, found) {
			c.tryToRepair(t, name, s, func(id string) bool { return c.whole(damaged, id) || moved != nil && moved(id) })
		}
	}()
	select {
	case <-done:
	case <-time.After(most):
		t.Errorf("%s takes too long", name)
	}
	if t.Failed() {
		t.Fatalf("%s; file %d bytes", name, len(damaged))
	}
}

// read asks for all there is, and for each run by its id and each record by its team. What is refused is only its error.
func (c *filled) read(s *store.Store) map[string][]any {
	answers := listAll(s)
	for id := range c.records {
		if id, ok := strings.CutPrefix(id, "runs/"); ok {
			run, _, err := s.Run(id)
			answers["run "+id] = answer([]checks.Run{run}, err)
		}
	}
	for _, team := range []string{"Payments", "Support"} {
		snap, err := s.Snapshot(team)
		runs, actions := answer(snap.Runs, err), answer(snap.ActionsBetween, err)
		answers["all of "+team] = slices.Concat(runs, actions, answer(snap.Stories, err), answer(snap.Unfinished, err))
	}
	return answers
}

// listAll asks for all there is.
func listAll(s *store.Store) map[string][]any {
	return map[string][]any{"runs": answer(s.Runs("")), "actions": answer(s.Actions("")), "stories": answer(s.Stories(""))}
}

// answer returns each of a list as text, which is quickly compared, or what the answer is instead.
func answer[T any](list []T, err error) (out []any) {
	if err != nil {
		return []any{err}
	}
	for _, v := range list {
		out = append(out, text(v))
	}
	return out
}

func text(v any) string { return string(must1(checks.EncodeJSON(v))) }

// tryToRead wants right answers, or fewer with a word on it, or none. It tells whether any is not as it was.
func (c *filled) tryToRead(t *testing.T, name string, s *store.Store) (found bool) {
	t.Helper()
	for what, got := range c.read(s) {
		want := c.right[what]
		switch err := refusal(got); {
		case err != nil:
			found = true
			if code := checks.CodeOf(err); code != checks.CodeDamaged {
				c.wantHeadless(t, name, s, code)
			}
		case slices.Equal(want, got):
		case s.Unreadable() > 0 && isPart(want, got):
			found = true
		default:
			t.Errorf("%s: %s is wrong, %d missing:\n%s", name, what, s.Unreadable(), diffOf(want, got))
		}
	}
	return found
}

// refusal returns the error that an answer is, if it is one.
func refusal(answer []any) (err error) {
	if len(answer) > 0 {
		err, _ = answer[0].(error)
	}
	return err
}

// wantHeadless wants a file to be so short that nobody can tell whose it is.
func (c *filled) wantHeadless(t *testing.T, name string, s *store.Store, code checks.Code) {
	t.Helper()
	if info, err := os.Stat(s.Path()); err != nil || info.Size() >= int64(3*c.size) {
		t.Errorf("%s: %s, %v", name, code, err)
	}
}

// isPart tells whether all of some is in all, in the same order.
func isPart(all, some []any) bool {
	for _, v := range all {
		if len(some) > 0 && v == some[0] {
			some = some[1:]
		}
	}
	return len(some) == 0
}

// tryToWrite wants a write that makes no right answer wrong. One that changes no byte makes none.
func (c *filled) tryToWrite(t *testing.T, name string, s *store.Store) {
	t.Helper()
	before := readFile(t, s.Path())
	more := story("S20x", "Payments", day(20))
	err := s.SaveStory(checks.Story{}, more)
	if err == nil {
		err = s.DeleteStory(more.ID)
	}
	if code := checks.CodeOf(err); err != nil && code != checks.CodeDamaged && code != checks.CodeTextRemains {
		c.wantHeadless(t, name, s, code)
	}
	if bytes.Equal(before, readFile(t, s.Path())) {
		return
	}
	for what, got := range listAll(store.New(s.Path(), check)) {
		got = slices.DeleteFunc(got, func(v any) bool { return v == text(more) })
		if refusal(got) == nil && !isPart(c.right[what], got) {
			t.Errorf("%s: after a write %s is wrong:\n%s", name, what, diffOf(c.right[what], got))
		}
	}
}

// tryToExamine examines a damaged file and tells whether that finds damage, which it must where a read did.
func (c *filled) tryToExamine(t *testing.T, name string, s *store.Store, found bool) bool {
	t.Helper()
	before := readFile(t, s.Path())
	d, err := s.Examine()
	if err != nil {
		c.wantHeadless(t, name, s, checks.CodeOf(err))
		return false
	}
	if found && !d.IsDamaged() {
		t.Errorf("%s: nothing is found", name)
	}
	for _, f := range d.Findings {
		if checks.CleanLine(f.Where) != f.Where || f.Err == nil {
			t.Errorf("%s: the finding %q cannot be shown", name, f)
		}
	}
	if !bytes.Equal(before, readFile(t, s.Path())) {
		t.Errorf("%s: the examination changed the file", name)
	}
	return d.IsDamaged()
}

func (c *filled) tryToRepair(t *testing.T, name string, s *store.Store, whole func(id string) bool) {
	t.Helper()
	before := readFile(t, s.Path())
	r, err := s.Repair()
	if err != nil {
		nothing := true
		for id := range c.records {
			nothing = nothing && !whole(id)
		}
		if checks.CodeOf(err) != checks.CodeDamaged || !nothing || !bytes.Equal(before, readFile(t, s.Path())) {
			t.Errorf("%s: the repair gives %v", name, err)
		}
		return
	}
	if r.Aside != s.Path()+".damaged-2026-08-19T12-00-00.000Z" || !bytes.Equal(store.WithoutOrder(before), readFile(t, r.Aside)) {
		t.Errorf("%s: what was there is not kept in %q", name, r.Aside)
	}
	if d, err := s.Examine(); err != nil || len(d.Findings) > 0 {
		t.Errorf("%s: after the repair %+v, %v", name, d, err)
	}
	c.compare(t, name, s, r, whole)
	if _, err := s.SaveRun(typical("Payments", 99), 0); err != nil {
		t.Errorf("%s: after the repair %v", name, err)
	}
}

// compare holds what a repair has brought back against what was there.
func (c *filled) compare(t *testing.T, name string, s *store.Store, r store.Repaired, whole func(id string) bool) {
	t.Helper()
	there := map[string]string{}
	for _, rec := range records(t, s, "") {
		switch rec.(type) {
		case checks.Run:
			there["runs/"+rec.Key()] = text(rec)
		case checks.Action:
			there["actions/"+rec.Key()] = text(rec)
		case checks.Story:
			there["stories/"+rec.Key()] = text(rec)
		}
	}
	for id, want := range c.texts {
		got, found := there[id]
		switch {
		case got == want:
		case whole(id):
			t.Errorf("%s: %s is lost or not what it was: %v", name, id, r.Lost)
		case found && (!c.was[got] || !lost(r, id, store.LossDoubtful, store.LossEarlier) && !lost(r, "", store.LossUnknown)):
			t.Errorf("%s: %s is what it never was, or nobody says so: %v", name, id, r.Lost)
		case !found && !lost(r, "", store.LossRun, store.LossStory, store.LossAction, store.LossInvalid, store.LossMore, store.LossUnknown):
			t.Errorf("%s: nobody says that %s is gone: %v", name, id, r.Lost)
		}
	}
	for id, got := range there {
		if _, ours := c.records[id]; !ours && (!c.was[got] || !lost(r, id, store.LossDoubtful)) {
			t.Errorf("%s: %s was deleted or never there, and nobody says so: %v", name, id, r.Lost)
		}
	}
}

// lost tells whether a loss of one of these kinds is named with this text.
func lost(r store.Repaired, where string, kinds ...store.LossKind) bool {
	return slices.ContainsFunc(r.Lost, func(l store.Loss) bool { return strings.Contains(l.Where, where) && slices.Contains(kinds, l.Kind) })
}

// filled is a file with all that there can be, what is read from it, and where each record of it stands: some of its leaves are full, some
// have further pages, and earlier states are left in free pages, with records that were deleted since.
type filled struct {
	file    []byte
	records map[string]checks.Record // by bucket and id
	texts   map[string]string        // the same as JSON
	was     map[string]bool          // texts of what some of them were before, and of others that were deleted
	places  map[string][2]int        // where each begins and ends
	pages   []string                 // what each is: "leaf", "branch", "freelist", "free", "meta", "" for what belongs to the one before
	size    int                      // of a page
	states  [][]byte                 // what the file was after each change
	right   map[string][]any         // what is read from it
}

// fill makes the file, once for all tests.
var fill = sync.OnceValue(func() filled {
	folder, err := os.MkdirTemp("", "filled")
	must(err)
	defer func() { must(os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "chair.db")
	c := filled{records: map[string]checks.Record{}, texts: map[string]string{}, was: map[string]bool{}, size: os.Getpagesize()}
	full := store.New(path, check, noRoom) // leaves all in free pages
	c.write(full)
	for i := range 7 {
		c.change(full, i)
		c.states = append(c.states, must1(os.ReadFile(path)))
	}
	c.file = must1(os.ReadFile(path))
	c.locate(path)
	if !slices.Contains(c.pages, "branch") {
		panic("no bucket is so large that a branch page leads to its leaves")
	}
	must(os.WriteFile(path, c.file, 0o600))
	c.right = c.read(store.New(path, check))
	return c
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func must1[T any](v T, err error) T {
	must(err)
	return v
}

// write saves what is there first, and deletes some of it.
func (c *filled) write(s *store.Store) {
	for i := range 15 {
		r := typical([]string{"Payments", "Support", "Zahlung & Ärger"}[i%3], i)
		if i == 2 {
			r.Answers["risks"][0].Text = strings.Repeat("A long answer. ", 120) + "End."
			r.Answers["channels"] = slices.Repeat(r.Answers["risks"], 2)
		}
		if i%9 == 4 {
			r = unfinished(r)
		}
		_, err := s.SaveRun(r, 0)
		must(err)
		c.set("runs", r)
	}
	for i := range 24 {
		told := story(fmt.Sprintf("S%02d", i), []string{"Payments", "Told"}[i%2], day(i/2))
		if i%3 == 0 {
			told = complaintOn(told.ID, told.Team, told.On)
		}
		must(s.SaveStory(checks.Story{}, told))
		c.set("stories", told)
	}
	for i := range 14 {
		a := between(fmt.Sprintf("L%02d", i), []string{"Payments", "Agreed"}[i%2])
		a.Text = strings.Repeat("Ring. ", 40) + "Done."
		must(s.SaveAction(checks.Action{}, a))
		c.set("actions", a)
	}
	must(s.MarkChanging("Support", true))
	must(s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
	for i := range 4 {
		gone, told := typical("Gone", 50+i), story(fmt.Sprintf("G%02d", i), "Payments", day(i))
		_, err := s.SaveRun(gone, 0)
		must(err)
		must(s.SaveStory(checks.Story{}, told))
		remains(s.DeleteStory(told.ID))
		c.was[text(gone)], c.was[text(told)] = true, true
	}
	_, err := s.DeleteTeam("Gone")
	remains(err)
}

// remains wants the error of a deletion whose text could not be swept.
func remains(err error) {
	if checks.CodeOf(err) != checks.CodeTextRemains {
		panic(err)
	}
}

// change changes a run, a story and an action.
func (c *filled) change(s *store.Store, i int) {
	was, revision, err := s.Run(typical("", i).ID)
	must(err)
	now := was.Clone()
	now.Answers["risks"] = append(now.Answers["risks"], checks.Answer{Text: "One more."})
	_, err = s.SaveRun(now, revision)
	must(err)
	told := c.records[fmt.Sprintf("stories/S%02d", 3*i)].(checks.Story)
	retold := told
	retold.Text += " And again."
	must(s.SaveStory(told, retold))
	a := c.records[fmt.Sprintf("actions/L%02d", 2*i)].(checks.Action)
	must(s.SaveAction(a, a.Finish()))
	c.set("runs", now)
	c.set("stories", retold)
	c.set("actions", a.Finish())
}

// set notes what a record is now.
func (c *filled) set(bucket string, rec checks.Record) {
	id := bucket + "/" + rec.Key()
	c.was[c.texts[id]] = true
	c.records[id], c.texts[id] = rec, text(rec)
}

// locate finds out where each record stands, by bbolt's own account of what each page is.
func (c *filled) locate(path string) {
	c.places, c.pages = map[string][2]int{}, make([]string, len(c.file)/c.size)
	db := must1(bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, PreLoadFreelist: true}))
	defer func() { must(db.Close()) }()
	must(db.View(func(tx *bolt.Tx) error {
		for id := 0; id < len(c.pages); {
			p := must1(tx.Page(id))
			if p == nil { // what follows was never written
				c.pages, c.file = c.pages[:id], c.file[:id*c.size]
				break
			}
			c.pages[id] = p.Type
			if id++; p.Type != "free" {
				id += p.OverflowCount
			}
		}
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				id := string(name) + "/" + string(k[bytes.LastIndexByte(k, 0)+1:])
				at := -1
				for n := 0; ; n++ { // the copy that counts is the one that a page in use holds
					i := bytes.Index(c.file[at+1:], v)
					if i < 0 {
						break
					}
					if at += i + 1; c.pageOf(at) != "free" {
						break
					}
				}
				if at < 0 {
					return errors.New(id + " is nowhere")
				}
				c.places[id] = [2]int{at, at + len(v)}
				return nil
			})
		})
	}))
}

// pageOf is what the page is to which a byte belongs.
func (c *filled) pageOf(at int) string {
	page := at / c.size
	for page > 0 && c.pages[page] == "" {
		page--
	}
	return c.pages[page]
}

// whole tells whether no byte of a record is changed.
func (c *filled) whole(damaged []byte, id string) bool {
	place, ok := c.places[id]
	return ok && place[1] <= len(damaged) && bytes.Equal(c.file[place[0]:place[1]], damaged[place[0]:place[1]])
}

// isHead tells whether a page begins something, and nothing else belongs to it.
func (c *filled) isHead(page int) bool {
	return page >= 2 && c.pages[page] != "" && int(binary.NativeEndian.Uint64(c.file[page*c.size:])) == page && (page+1 == len(c.pages) || c.pages[page+1] != "")
}
