package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func TestWholeFileHasNoFindings(t *testing.T) {
	c := fill(t)
	d, err := store.New(writeFile(t, c.file), check).Examine()
	if err != nil || len(d.Findings) > 0 || d.IsDamaged() || d.Schema != store.SchemaVersion() || d.Size != int64(len(c.file)) {
		t.Errorf("%+v, %v", d, err)
	}
	if d.Runs != len(c.runs) || d.Unfinished != 2 || d.Stories != len(c.stories) || d.Loose != len(c.actions) || d.Actions != 14 || d.Teams != 5 {
		t.Errorf("%+v", d)
	}
}

func TestOlderFileIsExaminedAsItIs(t *testing.T) {
	for version, path := range map[int]string{1: schema1, 2: schema2} {
		s := store.New(copyFile(t, path), check)
		before := readFile(t, s.Path())
		d, err := s.Examine()
		if err != nil || len(d.Findings) > 0 || d.Schema != version {
			t.Errorf("%+v, %v", d, err)
		}
		if files, _ := filepath.Glob(s.Path() + "*"); len(files) != 1 || !bytes.Equal(before, readFile(t, s.Path())) {
			t.Errorf("files: %q", files)
		}
	}
}

func TestWhatIsNoDatabaseIsNotExamined(t *testing.T) {
	s := newStore(t)
	if d, err := s.Examine(); err != nil || d.IsDamaged() || d.Size != 0 {
		t.Errorf("nothing: %+v, %v", d, err)
	}
	folder := t.TempDir()
	link := filepath.Join(folder, "link.db")
	if err := os.Symlink(s.Path(), link); err != nil {
		t.Skip(err)
	}
	other := filepath.Join(folder, "other.db")
	db, err := bolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("theirs"))
		return err
	})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]checks.Code{
		link: checks.CodeLink, folder: checks.CodeNotAFile, writeFile(t, nil): checks.CodeEmptyFile, other: checks.CodeForeign,
		writeFile(t, []byte("Dear customer,")):                     checks.CodeForeign,
		writeFile(t, bytes.Repeat([]byte("Dear customer,"), 9999)): checks.CodeForeign,
	} {
		if _, err := store.New(path, check).Examine(); checks.CodeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
		if _, err := store.New(path, check).Repair("recovered"); checks.CodeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Records that are whole in themselves and do not agree.
func TestRecordsThatContradictEachOtherAreFound(t *testing.T) {
	gone := func(r *record) { r.key = nil }
	for name, tc := range map[string]struct {
		bucket string
		change func(r *record)
		want   store.FindingKind
		where  string
	}{
		"a run without a summary":        {"index", gone, store.FindingStray, "runs/"},
		"a summary without a run":        {"runs", gone, store.FindingMissing, "runs/"},
		"an action less":                 {"actions", gone, store.FindingMissing, "actions/"},
		"an action more":                 {"actions", func(r *record) { r.key = append(r.key, 'x') }, store.FindingStray, "actions/"},
		"an action of nobody":            {"actions", func(r *record) { r.key = append([]byte("X"), r.key...) }, store.FindingStray, "actions/"},
		"a run that is not listed":       {"open", gone, store.FindingIndex, "index/"},
		"a run that is listed wrongly":   {"open", func(r *record) { r.parts++ }, store.FindingIndex, "index/"},
		"a run of another revision":      {"runs", func(r *record) { r.body["revision"] = 77 }, store.FindingIndex, "runs/"},
		"other answers":                  {"index", func(r *record) { r.body["answers"] = 77 }, store.FindingIndex, "runs/"},
		"a chain that ends early":        {"index", func(r *record) { delete(r.body, "older") }, store.FindingIndex, "index/"},
		"a run that cannot be":           {"runs", func(r *record) { r.body["people"] = 0 }, store.FindingContent, "runs/"},
		"a run of unknown fields":        {"runs", func(r *record) { r.body["x"] = 0 }, store.FindingContent, "runs/"},
		"a story that cannot be":         {"stories", func(r *record) { r.body["text"] = "" }, store.FindingContent, "stories/"},
		"a complaint that is not listed": {"followed", gone, store.FindingIndex, "stories/"},
		"no complaint, and listed":       {"stories", func(r *record) { delete(r.body, "complaint") }, store.FindingIndex, "followed/"},
		"a story less":                   {"stories", gone, store.FindingCount, "teams/"},
		"an action between runs less":    {"loose", gone, store.FindingCount, "teams/"},
		"a team less":                    {"teams", gone, store.FindingMissing, "teams/A"},
		"a wrong count of runs":          {"emptychair", func(r *record) { r.parts, r.body["runs"] = 7, 7 }, store.FindingCount, "emptychair/file"},
		"a team used last that is none":  {"emptychair", func(r *record) { r.body["team"] = "Z" }, store.FindingIndex, "emptychair/file"},
		"a file without its counts":      {"emptychair", gone, store.FindingMissing, "emptychair/file"},
		"a name with an escape":          {"teams", func(r *record) { r.key = []byte("A\u001b[2J\u202e") }, store.FindingContent, "teams/A[2J"},
	} {
		s := newStore(t)
		save(t, s, typical("A", 1), typical("A", 2), unfinished(typical("B", 3)))
		tell(t, s, complaintOn("S1", "A", day(1)))
		act(t, s, between("L1", "A"))
		forge(t, s, tc.bucket, tc.change)
		d, err := s.Examine()
		if err != nil || !d.IsDamaged() || !slices.ContainsFunc(d.Findings, func(f store.Finding) bool {
			return f.Kind == tc.want && strings.HasPrefix(f.Where, tc.where) && f.Err != nil
		}) {
			t.Errorf("%s: %v, %v", name, d.Findings, err)
		}
	}
}

func TestMissingBucketIsFound(t *testing.T) {
	for _, bucket := range []string{"runs", "loose", "emptychair"} {
		s := newStore(t)
		save(t, s, typical("A", 1))
		edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(bucket)) })
		d, err := s.Examine()
		if err != nil || d.Findings[0].Kind != store.FindingBucket || d.Findings[0].Where != bucket {
			t.Errorf("%+v, %v", d, err)
		}
		if r := repair(t, s); len(r.Lost) == 0 && bucket != "loose" {
			t.Errorf("%s: %+v", bucket, r)
		}
	}
}

// A page that leads to itself, and one that says that all others belong to it, are passed once.
func TestCirclesComeToAnEnd(t *testing.T) {
	c := fill(t)
	for page, kind := range c.pages {
		if kind != "branch" && kind != "leaf" {
			continue
		}
		for name, change := range map[string]func(b []byte){
			"leads to itself": func(b []byte) {
				for i := range int(binary.NativeEndian.Uint16(b[10:])) {
					binary.NativeEndian.PutUint64(b[16+16*i+8:], uint64(page))
				}
			},
			"takes all": func(b []byte) { binary.NativeEndian.PutUint32(b[12:], uint32(len(c.pages)-page-1)) },
			"is full":   func(b []byte) { binary.NativeEndian.PutUint16(b[10:], 0xffff) },
		} {
			b := bytes.Clone(c.file)
			change(b[page*c.size:])
			d, err := store.New(writeFile(t, b), check).Examine()
			if err != nil || !d.IsDamaged() {
				t.Errorf("page %d %s: %+v, %v", page, name, d.Findings, err)
			}
		}
	}
}

// A file whose first bucket is there and holds nothing.
func TestMissingSchemaIsFound(t *testing.T) {
	s := newStore(t)
	edit(t, stored(t, s), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte("emptychair"))
		return errors.Join(b.Delete([]byte("schema")), b.Delete([]byte("file")))
	})
	d, err := s.Examine()
	if err != nil || len(d.Findings) != 2 || d.Findings[0].Kind != store.FindingMissing || d.Schema != 0 {
		t.Errorf("%+v, %v", d, err)
	}
	if r := repair(t, s); r.Runs != 1 {
		t.Errorf("%+v", r)
	}
}

func TestFindingsBeyondAnyUseAreCounted(t *testing.T) {
	s := newStore(t)
	edit(t, stored(t, s), func(tx *bolt.Tx) error {
		for i := range 300 {
			if err := tx.Bucket([]byte("runs")).Put(fmt.Appendf(nil, "R%03d", i), []byte("nothing")); err != nil {
				return err
			}
		}
		return nil
	})
	d, err := s.Examine()
	if err != nil || len(d.Findings) != 200 || d.More != 100 {
		t.Errorf("%d findings and %d more, %v", len(d.Findings), d.More, err)
	}
}

// stored returns the path of a file with a run in it.
func stored(t *testing.T, s *store.Store) string {
	t.Helper()
	save(t, s, typical("A", 1))
	return s.Path()
}
