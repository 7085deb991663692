package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// repair repairs a file that is damaged.
func repair(t *testing.T, s *store.Store) store.Repaired {
	t.Helper()
	r, err := s.Repair("recovered")
	if err != nil || r.Aside == "" {
		t.Fatalf("%+v, %v", r, err)
	}
	if d, err := s.Examine(); err != nil || len(d.Findings) > 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	return r
}

// tear destroys the n-th record of a bucket where it stands.
func tear(t *testing.T, path, bucket string, n int) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		c := tx.Bucket([]byte(bucket)).Cursor()
		k, v := c.First()
		for range n {
			k, v = c.Next()
		}
		v = bytes.Clone(v)
		v[len(v)/2] ^= 8
		return tx.Bucket([]byte(bucket)).Put(bytes.Clone(k), v)
	})
}

func TestWholeFileIsNotRepaired(t *testing.T) {
	s := newStore(t)
	for i := range 2 {
		before, _ := os.ReadFile(s.Path())
		r, err := s.Repair("recovered")
		if now, _ := os.ReadFile(s.Path()); err != nil || !cmp.Equal(r, store.Repaired{}) || !bytes.Equal(before, now) {
			t.Errorf("%+v, %v", r, err)
		}
		save(t, s, typical("A", i))
	}
	if files, _ := filepath.Glob(s.Path() + "*"); len(files) != 1 {
		t.Errorf("files: %q", files)
	}
}

func TestLostAnswersLeaveTheRatings(t *testing.T) {
	s := newStore(t)
	run, other := typical("A", 1), typical("A", 2)
	save(t, s, run, other)
	tear(t, s.Path(), "runs", 0)
	r := repair(t, s)
	if want := []store.Loss{{Kind: store.LossAnswers, Where: run.ID}}; !slices.Equal(r.Lost, want) || r.Runs != 2 || r.Actions != 4 {
		t.Errorf("%+v", r)
	}
	wantRun(t, s, other)
	got, _, err := s.Run(run.ID)
	if err != nil || !cmp.Equal(got.Actions, run.Actions) || !cmp.Equal(checks.Summarize(got).Ratings, checks.Summarize(run).Ratings) || len(got.Answers) > 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestLostActionIsNamedWithItsRun(t *testing.T) {
	s := newStore(t)
	run := typical("A", 1)
	save(t, s, run)
	tear(t, s.Path(), "actions", 1)
	r := repair(t, s)
	if want := []store.Loss{{Kind: store.LossAction, Where: run.Actions[1].ID, Detail: run.ID}}; !slices.Equal(r.Lost, want) {
		t.Errorf("%+v", r)
	}
	run.Actions = run.Actions[:1]
	wantRun(t, s, run)
}

func TestActionsWithoutARunBecomeThoseOfTheTeam(t *testing.T) {
	lose := func(t *testing.T, s *store.Store, buckets ...string) {
		t.Helper()
		for _, bucket := range buckets {
			edit(t, s.Path(), func(tx *bolt.Tx) error {
				c := tx.Bucket([]byte(bucket)).Cursor()
				for k, _ := c.First(); k != nil; k, _ = c.Next() {
					if err := c.Delete(); err != nil {
						return err
					}
				}
				return nil
			})
		}
	}
	for name, tc := range map[string]struct {
		buckets []string
		stories []checks.Story
		want    string
		made    time.Time
	}{
		"of which the list of open ones tells": {[]string{"runs", "index"}, nil, "A", typical("A", 1).Finished},
		"the only one":                         {[]string{"runs", "index", "open"}, []checks.Story{story("S1", "B", day(1))}, "B", noon},
		"of none":                              {[]string{"runs", "index", "open"}, nil, "recovered", noon},
	} {
		s := newStore(t, store.WithClock(func() time.Time { return noon }))
		run := typical("A", 1)
		save(t, s, run)
		tell(t, s, tc.stories...)
		lose(t, s, tc.buckets...)
		r := repair(t, s)
		list, err := s.Actions(tc.want)
		if err != nil || len(list) != 2 || list[0].Action != run.Actions[0] || list[0].Run != "" || !list[0].Made.Equal(tc.made) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
		belongs := store.Loss{Kind: store.LossBelongs, Where: run.Actions[0].ID, Detail: run.ID}
		if !slices.Contains(r.Lost, belongs) || !slices.Contains(r.Lost, store.Loss{Kind: store.LossRun, Where: run.ID}) {
			t.Errorf("%s: %+v", name, r.Lost)
		}
	}
}

func TestLostStoryIsNamedWithItsDay(t *testing.T) {
	s := newStore(t)
	tell(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)), complaintOn("S3", "A", day(3)))
	tear(t, s.Path(), "stories", 1)
	r := repair(t, s)
	if want := []store.Loss{{Kind: store.LossStory, Where: "S2", Detail: day(2).String()}}; !slices.Equal(r.Lost, want) || r.Stories != 2 {
		t.Errorf("%+v", r)
	}
	wantStories(t, s, "A", complaintOn("S3", "A", day(3)), story("S1", "A", day(1)))
}

func TestWholeRecordThatCannotBeIsNamed(t *testing.T) {
	s := newStore(t)
	tell(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)))
	forge(t, s, "stories", func(r *record) { r.body["text"] = "" })
	r := repair(t, s)
	if want := []store.Loss{{Kind: store.LossInvalid, Where: "stories/S2"}}; !slices.Equal(r.Lost[:1], want) {
		t.Errorf("%+v", r)
	}
}

// Where nothing can be read, and where the new file cannot take its place, all stays as it is.
func TestRepairThatFailsChangesNothing(t *testing.T) {
	damaged := newStore(t)
	save(t, damaged, typical("A", 1))
	tear(t, damaged.Path(), "runs", 0)
	size := os.Getpagesize()
	head := readFile(t, damaged.Path())[:2*size]
	for name, tc := range map[string]struct {
		file []byte
		opt  store.Option
		code checks.Code
	}{
		"nothing to be read": {head, store.WithTimeout(time.Second), checks.CodeDamaged},
		"no place": {readFile(t, damaged.Path()), store.WithReplace(func(string, string) error {
			return errors.New("no place")
		}), checks.CodeIO},
	} {
		path := writeFile(t, tc.file)
		_, err := store.New(path, check, tc.opt).Repair("recovered")
		if checks.CodeOf(err) != tc.code || !bytes.Equal(readFile(t, path), tc.file) {
			t.Errorf("%s: %v", name, err)
		}
		if files, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(files) != 1 {
			t.Errorf("%s: %q", name, files)
		}
	}
}

func TestRepairedFileGoesOnWhereTheDamagedOneWas(t *testing.T) {
	s := newStore(t)
	run := typical("B", 2)
	save(t, s, typical("A", 1), typical("A", 3), run)
	tell(t, s, story("S1", "C", day(1)))
	for _, err := range []error{s.SaveLanguage("de"), s.MarkChanging("A", true), s.MarkLeadership("C", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	before, err := s.Home("", 5)
	if err != nil {
		t.Fatal(err)
	}
	_, revision, err := s.Run(run.ID)
	if err != nil {
		t.Fatal(err)
	}
	tear(t, s.Path(), "index", 0)
	repair(t, s)
	if now, err := s.Home("", 5); err != nil || !cmp.Equal(before, now) {
		t.Errorf("%v\n%s", err, cmp.Diff(before, now))
	}
	_, err = s.SaveRun(run, revision) // that somebody has still open
	wantCode(t, err, checks.CodeConflict)
	wantRun(t, s, run)
}

func TestSecondRepairKeepsTheFirstFileToo(t *testing.T) {
	s := newStore(t, store.WithClock(func() time.Time { return noon }))
	save(t, s, typical("A", 1))
	for _, want := range []string{".damaged-2026-08-19T12-00-00.000Z", ".damaged-2026-08-19T12-00-00.001Z"} {
		tear(t, s.Path(), "index", 0)
		if r := repair(t, s); r.Aside != s.Path()+want {
			t.Errorf("aside: %q", r.Aside)
		}
	}
}

// Files of earlier versions lose nothing either but what stood on the page that is destroyed.
func TestDamagedFileOfAnEarlierVersionIsRepaired(t *testing.T) {
	size := os.Getpagesize()
	for path, runs := range map[string][]checks.Run{schema1: schema1Runs(), schema2: schema2Runs()} {
		file := readFile(t, path)
		for page := range len(file) / size {
			b := bytes.Clone(file)
			clear(b[page*size : (page+1)*size])
			s := store.New(writeFile(t, b), check)
			r, err := s.Repair("recovered")
			if err != nil {
				t.Fatalf("%s, page %d: %v", path, page, err)
			}
			for _, want := range runs {
				got, _, err := s.Run(want.ID)
				if err != nil || !cmp.Equal(want, got) && !named(r, want) {
					t.Errorf("%s, page %d: %v, %v", path, page, err, r.Lost)
				}
			}
		}
	}
}

// named tells whether something of a run is said to be lost.
func named(r store.Repaired, run checks.Run) bool {
	return slices.ContainsFunc(r.Lost, func(l store.Loss) bool { return l.Where == run.ID || l.Detail == run.ID })
}

// Several pages at once: what is left is right, and the rest is named.
func TestManyDestroyedPagesLeaveWhatIsWhole(t *testing.T) {
	t.Parallel()
	c := fill(t)
	c.headless, c.wrecked = true, true // where neither the tree nor the list of free pages is left, free pages are all there is
	for first := range 12 {
		b := bytes.Clone(c.file)
		for page := first; page < len(c.pages); page += 4 + first%3 {
			clear(b[page*c.size : (page+1)*c.size])
		}
		c.try(t, fmt.Sprintf("pages from %d destroyed", first), b, nil)
	}
}

func TestNewerFileIsNotRepaired(t *testing.T) {
	s := newStore(t)
	newer := store.New(s.Path(), check, store.WithStep("9.9.9", func(*bolt.Tx) error { return nil }))
	save(t, newer, typical("A", 1))
	tear(t, s.Path(), "runs", 0)
	before := readFile(t, s.Path())
	_, err := s.Repair("recovered")
	wantCode(t, err, checks.CodeNewer)
	if !bytes.Equal(before, readFile(t, s.Path())) {
		t.Error("the file was changed")
	}
	if d, err := s.Examine(); checks.CodeOf(err) != checks.CodeNewer || d.Schema != store.SchemaVersion()+1 {
		t.Errorf("%+v, %v", d, err)
	}
}
