package store_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
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

var update = flag.Bool("update", false, "write the files anew that tests read")

// filledFile is the file that the trials damage. bbolt lays the same content out in another way each time, so it is written once.
// filledEarlier has the pages that were others after each of the changes, by the number of the change and that of the page.
const (
	filledFile    = "testdata/filled.bolt"
	filledEarlier = "testdata/filled-earlier.zip"
)

// filled is a file with all that there can be, what is read from it, and where each record of it stands.
type filled struct {
	file    []byte
	runs    map[string]checks.Run
	stories map[string]checks.Story
	actions map[string]checks.TeamAction // between runs
	changes []change                     // that led there
	gone    []any                        // runs, stories and actions that were deleted
	files   [][]byte                     // what the file was after each change, while it is written
	answers map[string]any
	places  map[string]recordPlace // by bucket and key
	pages   []string               // what each is: "leaf", "branch", "freelist", "free", "meta", "" for what belongs to the one before
	size    int                    // of a page

	stale    bool // whole pages are what they were before: then so may be what is read, and nobody can tell
	headless bool // the tree and the list of free pages may be lost both: then what is rescued may be of earlier
	wrecked  bool // so much is destroyed that nobody can tell what was deleted
	outdated int  // answers that were
}

// change is what a run, a story or an action was, and what became of it.
type change struct{ was, now any }

// recordPlace is all bytes without which a record cannot be read: its key and value, the element that leads to them, and where
// it stands within another element the beginning of that one.
type recordPlace [][2]int

// fill returns such a file: some of its leaves are full, some have overflow pages, and earlier states are left in free pages, with
// records that were deleted since.
func fill(t *testing.T) filled {
	t.Helper()
	c := plan()
	c.file = readFile(t, filledFile)
	c.size = int(binary.NativeEndian.Uint32(c.file[24:]))
	path := writeFile(t, c.file)
	c.answers, _ = c.read(store.New(path, check))
	c.locate(t, path)
	return c
}

// plan returns what is to be in it, without the file.
func plan() filled {
	c := filled{runs: map[string]checks.Run{}, stories: map[string]checks.Story{}, actions: map[string]checks.TeamAction{}}
	for i := range 9 {
		r := typical([]string{"Payments", "Support", "Zahlung & Ärger"}[i%3], i)
		if i == 2 {
			r.Answers["risks"][0].Text = strings.Repeat("A long answer. ", 120) + "End."
			r.Answers["channels"] = slices.Repeat(r.Answers["risks"], 2)
		}
		if i == 4 || i == 7 {
			r = unfinished(r)
		}
		c.runs[r.ID] = r
	}
	c.planBetween()
	for i := range 4 {
		c.gone = append(c.gone, typical([]string{"Payments", "Gone"}[i%2], 20+i))
		c.gone = append(c.gone, story(fmt.Sprintf("G%02d", i), []string{"Payments", "Gone"}[i%2], day(i)))
		c.gone = append(c.gone, between(fmt.Sprintf("G%02d-1", i), "Gone"))
	}
	c.planChanges()
	return c
}

func (c *filled) planBetween() {
	for i := range 18 {
		told := story(fmt.Sprintf("S%02d", i), []string{"Payments", "Told"}[i%2], day(i/2))
		if i%3 == 0 {
			told = complaintOn(told.ID, told.Team, told.On)
		}
		c.stories[told.ID] = told
	}
	for i := range 12 {
		a := between(fmt.Sprintf("L%02d", i), []string{"Payments", "Agreed"}[i%2])
		if a.Text = strings.Repeat("Ring. ", 40) + "Done."; i%4 == 1 {
			a = a.Finish()
		}
		c.actions[a.ID] = a
	}
}

func (c *filled) planChanges() {
	for i := range 7 {
		was := c.runs[typical("", i).ID]
		now := was.Clone()
		now.Answers["risks"] = append(now.Answers["risks"], checks.Answer{Text: "One more."})
		c.changes = append(c.changes, change{was, now})
		c.runs[now.ID] = now
	}
	for i := range 6 {
		was, action := c.stories[fmt.Sprintf("S%02d", 3*i)], c.actions[fmt.Sprintf("L%02d", 2*i)]
		now, done := was, action.Finish()
		now.Text += " And again."
		c.changes = append(c.changes, change{was, now}, change{action, done})
		c.stories[now.ID], c.actions[done.ID] = now, done
	}
}

// write writes it.
func (c *filled) write(t *testing.T, s *store.Store) {
	t.Helper()
	runs, stories, actions := maps.Clone(c.runs), maps.Clone(c.stories), maps.Clone(c.actions)
	for _, change := range c.changes {
		switch was := change.was.(type) {
		case checks.Run:
			runs[was.ID] = was
		case checks.Story:
			stories[was.ID] = was
		case checks.TeamAction:
			actions[was.ID] = was
		}
	}
	if err := s.SaveRuns(byID(runs)); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveStories(byID(stories)); err != nil {
		t.Fatal(err)
	}
	for _, a := range byID(actions) {
		act(t, s, a)
	}
	c.delete(t, s)
	for _, change := range c.changes {
		change.save(t, s)
		c.files = append(c.files, readFile(t, s.Path()))
	}
	for _, err := range []error{s.MarkLeadership("Told", true), s.MarkChanging("Support", true), s.SaveLanguage("de"), os.Chmod(s.Path(), 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func byID[V any](of map[string]V) (list []V) {
	for _, id := range slices.Sorted(maps.Keys(of)) {
		list = append(list, of[id])
	}
	return list
}

// delete writes records and deletes them again.
func (c *filled) delete(t *testing.T, s *store.Store) {
	t.Helper()
	for _, gone := range c.gone {
		switch gone := gone.(type) {
		case checks.Run:
			save(t, s, gone)
		case checks.Story:
			tell(t, s, gone)
		case checks.TeamAction:
			act(t, s, gone)
		}
	}
	_, err := s.DeleteTeam("Gone")
	wantCode(t, err, checks.CodeTextRemains)
	for i := 0; i < 4; i += 2 {
		wantCode(t, s.DeleteRun(typical("", 20+i).ID), checks.CodeTextRemains)
		wantCode(t, s.DeleteStory(fmt.Sprintf("G%02d", i)), checks.CodeTextRemains)
	}
}

// save makes a change, and leaves what it was in free pages.
func (c change) save(t *testing.T, s *store.Store) {
	t.Helper()
	var err error
	switch was := c.was.(type) {
	case checks.Run:
		_, revision, readErr := s.Run(was.ID)
		_, err = s.SaveRun(c.now.(checks.Run), revision)
		err = errors.Join(readErr, err)
	case checks.Story:
		err = s.SaveStory(was, c.now.(checks.Story))
	case checks.TeamAction:
		err = s.SaveAction(was, c.now.(checks.TeamAction))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The file that is damaged in the trials has what the plan says, record by record.
func TestFilledFileIsWhatThePlanWrites(t *testing.T) {
	s := newStore(t, store.WithReplace(func(string, string) error { return errNoRoom }))
	c := plan()
	c.write(t, s)
	if *update {
		c.keep(t, s.Path())
	}
	path := copyFile(t, filledFile)
	checkFile(t, path)
	if diff := cmp.Diff(recordsOf(t, s.Path()), recordsOf(t, path)); diff != "" {
		t.Errorf("run this test with -update (-plan +file):\n%s", diff)
	}
}

// keep writes the file and the pages that were others before.
func (c *filled) keep(t *testing.T, path string) {
	t.Helper()
	c.file = readFile(t, path)
	c.size = int(binary.NativeEndian.Uint32(c.file[24:]))
	if c.size != 4096 {
		t.Fatal("on a system with other pages the file would be another one")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for n, file := range c.files {
		for page := 2; page < min(len(file), len(c.file))/c.size; page++ {
			was := file[page*c.size : (page+1)*c.size]
			if bytes.Equal(was, c.file[page*c.size:(page+1)*c.size]) || n > 0 && bytes.Equal(was, c.files[n-1][page*c.size:(page+1)*c.size]) {
				continue
			}
			w, err := z.Create(fmt.Sprintf("%02d/%03d", n, page))
			if err == nil {
				_, err = w.Write(was)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	err := errors.Join(z.Close(), os.WriteFile(filledFile, c.file, 0o600), os.WriteFile(filledEarlier, b.Bytes(), 0o600))
	if err != nil {
		t.Fatal(err)
	}
}

// stalePage is what a page was after a change.
type stalePage struct {
	change, page int
	was          []byte
}

// stalePages returns pages of the file as they were, each state once.
func stalePages(t *testing.T) (list []stalePage) {
	t.Helper()
	z, err := zip.OpenReader(filledEarlier)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	for _, f := range z.File {
		var p stalePage
		if _, err := fmt.Sscanf(f.Name, "%d/%d", &p.change, &p.page); err != nil {
			t.Fatal(f.Name, err)
		}
		r, err := f.Open()
		if err == nil {
			p.was, err = io.ReadAll(r)
		}
		if err != nil {
			t.Fatal(f.Name, err)
		}
		list = append(list, p)
	}
	return list
}

// recordsOf returns all values of a file, by bucket and key.
func recordsOf(t *testing.T, path string) map[string]string {
	t.Helper()
	records := map[string]string{}
	edit(t, copyFile(t, path), func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				records[fmt.Sprintf("%s/%q", name, k)] = string(v)
				return nil
			})
		})
	})
	return records
}

// read reads all there is, in every way there is. It returns what it was told, and the errors.
func (c *filled) read(s *store.Store) (answers map[string]any, refused map[string]error) {
	answers, refused = map[string]any{}, map[string]error{}
	note := func(what string, got any, err error) {
		if answers[what] = got; err != nil {
			refused[what] = err
			delete(answers, what)
		}
	}
	for id := range c.runs {
		run, _, err := s.Run(id)
		note("run "+id, run, err)
	}
	for _, team := range []string{"", "Payments"} {
		home, err := s.Home(team, 3)
		note("home of "+team, home, err)
		runs, err := s.Runs(team)
		note("runs of "+team, runs, err)
		actions, err := s.Actions(team)
		note("actions of "+team, actions, err)
		stories, err := s.Stories(team, 0)
		note("stories of "+team, stories, err)
		few, err := s.Stories(team, 3)
		note("few stories of "+team, few, err)
		if team == "" {
			continue
		}
		work, err := s.Work(team, []string{"L01", "S03"})
		note("work of "+team, work, err)
		voice, err := s.Voice(team, checks.Month{Year: 2026, Month: 8}, day(0), time.UTC)
		note("voice of "+team, voice, err)
	}
	for _, id := range []string{typical("", 7).ID, "01J5", "nothing"} {
		found, err := s.Find(id)
		if code := checks.CodeOf(err); code == checks.CodeAmbiguous || code == checks.CodeNotFound {
			found, err = string(code), nil
		}
		note("find "+id, found, err)
	}
	return answers, refused
}

// locate finds out where each record stands, by bbolt's own account of what each page is.
func (c *filled) locate(t *testing.T, path string) {
	t.Helper()
	c.places, c.pages = map[string]recordPlace{}, make([]string, len(c.file)/c.size)
	edit(t, copyFile(t, path), func(tx *bolt.Tx) error {
		for id := 0; id < len(c.pages); {
			p, err := tx.Page(id)
			if err != nil || p == nil {
				return err
			}
			if c.pages[id] = p.Type; p.Type == "leaf" {
				c.leaf(id*c.size, nil)
			}
			if id++; p.Type != "free" { // whose head is what it was
				id += p.OverflowCount
			}
		}
		return nil
	})
	if n := len(c.runs); len(c.stories) != c.count("stories") || len(c.actions) != c.count("loose") || c.count("runs") != n || c.count("teams") != 5 {
		t.Fatal("not all records are located")
	}
}

func (c *filled) count(bucket string) (n int) {
	for place := range c.places {
		if strings.HasPrefix(place, bucket+"/") {
			n++
		}
	}
	return n
}

// leaf finds the records of a leaf.
func (c *filled) leaf(at int, within recordPlace) {
	u32 := func(at int) int { return int(binary.NativeEndian.Uint32(c.file[at:])) }
	for i := range int(binary.NativeEndian.Uint16(c.file[at+10:])) {
		e := at + 16 + 16*i
		key := e + u32(e+4)
		value, end := key+u32(e+8), key+u32(e+8)+u32(e+12)
		place := append(slices.Clone(within), [2]int{e, e + 16})
		if u32(e) == 0 {
			name := bucketWith(c.file[key:value], c.file[value:end]) + "/" + string(c.file[key:value])
			c.places[name] = append(place, [2]int{key, end})
		} else if binary.NativeEndian.Uint64(c.file[value:]) == 0 {
			c.leaf(value+16, append(place, [2]int{key, value + 16}))
		}
	}
}

func bucketWith(key, value []byte) string {
	for _, bucket := range []string{"emptychair", "runs", "actions", "index", "open", "unfinished", "teams", "loose", "stories", "followed"} {
		if _, err := store.Unseal(bucket, key, value, nil); err == nil {
			return bucket
		}
	}
	return ""
}

// whole tells whether no byte is changed without which a record cannot be read.
func (c *filled) whole(damaged []byte, bucket, key string) bool {
	place, ok := c.places[bucket+"/"+key]
	for _, r := range place {
		ok = ok && r[1] <= len(damaged) && string(c.file[r[0]:r[1]]) == string(damaged[r[0]:r[1]])
	}
	return ok
}
