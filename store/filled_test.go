package store_test

import (
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// filled is a file with all that there can be, what is read from it, and where each record of it stands.
type filled struct {
	file    []byte
	runs    map[string]checks.Run
	stories map[string]checks.Story
	actions map[string]checks.TeamAction // between runs
	earlier []any                        // what runs, stories and actions were before
	files   [][]byte                     // what the file was
	answers map[string]any
	places  map[string]recordPlace // by bucket and key
	pages   []string               // what each is: "leaf", "branch", "freelist", "free", "meta", "" for what belongs to the one before
	size    int                    // of a page

	mayBeStale bool // whole pages may be what they were before: then so may be what is read
	outdated   int  // answers that were
	wrecked    bool // so much is destroyed that nobody can tell what was deleted
}

// recordPlace is all bytes without which a record cannot be read: its key and value, the element that leads to them, and where
// it stands within another element the beginning of that one.
type recordPlace [][2]int

// fill makes such a file: some of its leaves are full, some have overflow pages, and earlier states are left in free pages, with
// records that were deleted since.
func fill(t *testing.T) filled {
	t.Helper()
	c := filled{
		runs: map[string]checks.Run{}, stories: map[string]checks.Story{}, actions: map[string]checks.TeamAction{}, size: os.Getpagesize(),
	}
	s := newStore(t, store.WithReplace(func(string, string) error { return errNoRoom }))
	var runs []checks.Run
	for i := range 9 {
		r := typical([]string{"Payments", "Support", "Zahlung & Ärger"}[i%3], i)
		if i == 2 {
			r.Answers["risks"][0].Text = strings.Repeat("A long answer. ", 120) + "End."
			r.Answers["channels"] = slices.Repeat(r.Answers["risks"], 2)
		}
		if i == 4 || i == 7 {
			r = unfinished(r)
		}
		runs = append(runs, r)
		c.runs[r.ID] = r
	}
	if err := s.SaveRuns(runs); err != nil {
		t.Fatal(err)
	}
	c.fillBetween(t, s)
	c.delete(t, s)
	c.change(t, s)
	if err := os.Chmod(s.Path(), 0o600); err != nil {
		t.Fatal(err)
	}
	c.answers, _ = c.read(s)
	c.file = readFile(t, s.Path())
	c.locate(t, s.Path())
	return c
}

func (c *filled) fillBetween(t *testing.T, s *store.Store) {
	t.Helper()
	for i := range 18 {
		told := story(fmt.Sprintf("S%02d", i), []string{"Payments", "Told"}[i%2], day(i/2))
		if i%3 == 0 {
			told = complaintOn(told.ID, told.Team, told.On)
		}
		c.stories[told.ID] = told
	}
	list := make([]checks.Story, 0, len(c.stories))
	for _, id := range slices.Sorted(maps.Keys(c.stories)) {
		list = append(list, c.stories[id])
	}
	if err := s.SaveStories(list); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		a := between(fmt.Sprintf("L%02d", i), []string{"Payments", "Agreed"}[i%2])
		if a.Text = strings.Repeat("Ring. ", 40) + "Done."; i%4 == 1 {
			a = a.Finish()
		}
		act(t, s, a)
		c.actions[a.ID] = a
	}
}

// delete writes records and deletes them again.
func (c *filled) delete(t *testing.T, s *store.Store) {
	t.Helper()
	for i := range 4 {
		save(t, s, typical([]string{"Payments", "Gone"}[i%2], 20+i))
		tell(t, s, story(fmt.Sprintf("G%02d", i), []string{"Payments", "Gone"}[i%2], day(i)))
		act(t, s, between(fmt.Sprintf("G%02d-1", i), "Gone"))
	}
	_, err := s.DeleteTeam("Gone")
	wantCode(t, err, checks.CodeTextRemains)
	for i := 0; i < 4; i += 2 {
		wantCode(t, s.DeleteRun(typical("", 20+i).ID), checks.CodeTextRemains)
		wantCode(t, s.DeleteStory(fmt.Sprintf("G%02d", i)), checks.CodeTextRemains)
	}
}

// change changes one record after the other, and leaves what they were in free pages.
func (c *filled) change(t *testing.T, s *store.Store) {
	t.Helper()
	for i := range 7 {
		id := typical("", i).ID
		run, revision, err := s.Run(id)
		if err != nil {
			t.Fatal(err)
		}
		c.earlier = append(c.earlier, run)
		run = run.Clone()
		run.Answers["risks"] = append(run.Answers["risks"], checks.Answer{Text: "One more."})
		if _, err := s.SaveRun(run, revision); err != nil {
			t.Fatal(err)
		}
		c.runs[id] = run
		c.files = append(c.files, readFile(t, s.Path()))
	}
	for i := range 6 {
		was, action := c.stories[fmt.Sprintf("S%02d", 3*i)], c.actions[fmt.Sprintf("L%02d", 2*i)]
		c.earlier = append(c.earlier, was, action)
		now, done := was, action.Finish()
		now.Text += " And again."
		if err := s.SaveStory(was, now); err != nil {
			t.Fatal(err)
		}
		if err := s.SaveAction(action, done); err != nil {
			t.Fatal(err)
		}
		c.stories[now.ID], c.actions[done.ID] = now, done
		c.files = append(c.files, readFile(t, s.Path()))
	}
	for _, err := range []error{s.MarkLeadership("Told", true), s.MarkChanging("Support", true), s.SaveLanguage("de")} {
		if err != nil {
			t.Fatal(err)
		}
	}
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
