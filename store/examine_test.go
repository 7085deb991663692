package store_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func TestWholeFileHasNoFindingsAndIsNotRepaired(t *testing.T) {
	s := newStore(t)
	for i := range 2 {
		d, err := s.Examine()
		if err != nil || len(d.Findings) > 0 || d.IsDamaged() || d.Runs != i || d.Actions != 2*i || len(d.Teams) != i {
			t.Errorf("%+v, %v", d, err)
		}
		before, _ := os.ReadFile(s.Path())
		r, err := s.Repair()
		if now, _ := os.ReadFile(s.Path()); err != nil || !cmp.Equal(r, store.Repaired{}) || !bytes.Equal(before, now) {
			t.Errorf("%+v, %v", r, err)
		}
		save(t, s, typical("A", i))
	}
	if files, _ := filepath.Glob(s.Path() + "*"); len(files) != 1 {
		t.Errorf("files: %q", files)
	}
}

// Records that are whole in themselves and cannot be so, and a file of which some are missing. What is loaded with what a terminal obeys
// hides with its record: what is saved is clean.
func TestRecordsThatCannotBeSoAreFound(t *testing.T) {
	gone := func(r *record) { r.key = "" }
	for name, tc := range map[string]struct {
		bucket string
		change func(r *record)
		want   store.FindingKind
	}{
		"a run less":               {"runs", gone, store.FindingCount},
		"a story less":             {"stories", gone, store.FindingCount},
		"an action less":           {"actions", gone, store.FindingCount},
		"a team less":              {"teams", gone, store.FindingCount},
		"a run twice":              {"runs", func(r *record) { r.key = strings.Replace(r.key, "2026", "2025", 1) }, store.FindingContent},
		"a run of another sum":     {"runs", func(r *record) { r.body["minutes"] = 7 }, store.FindingCount},
		"a run that cannot be":     {"runs", func(r *record) { r.body["people"] = 0 }, store.FindingContent},
		"a run of unknown fields":  {"runs", func(r *record) { r.body["x"] = 0 }, store.FindingContent},
		"a run under another day":  {"runs", func(r *record) { r.body["day"] = "2026-01-01" }, store.FindingContent},
		"a run with an escape":     {"runs", func(r *record) { r.body["drafts"] = map[string]string{"risks": "\u001b[31mWaited."} }, store.FindingContent},
		"a story without a text":   {"stories", func(r *record) { r.body["text"] = "" }, store.FindingContent},
		"a story with an escape":   {"stories", func(r *record) { r.body["text"] = "\u001b[31mThe courier\u202e never rang." }, store.FindingContent},
		"a field with an escape":   {"stories", func(r *record) { r.body["\u001b"] = 1 }, store.FindingContent},
		"an id with an escape":     {"stories", func(r *record) { r.body["id"] = "S\u001b[2J" }, store.FindingContent},
		"an action with an escape": {"actions", func(r *record) { r.body["text"] = "\u001b" }, store.FindingContent},
		"an unknown state":         {"actions", func(r *record) { r.body["state"] = "opened" }, store.FindingContent},
		"an action of a run":       {"actions", func(r *record) { r.body["run"] = "R1" }, store.FindingContent},
		"a file without its sum":   {"meta", gone, store.FindingMissing},
		"a name with an escape":    {"teams", func(r *record) { r.key = "A\u001b[2J\u202e" }, store.FindingChecksum},
	} {
		s := newStore(t)
		save(t, s, typical("A", 1), typical("B", 2), typical("B", 3))
		saveStories(t, s, complaintOn("S1", "A", day(1)))
		saveActions(t, s, between("L1", "A"))
		forge(t, s, tc.bucket, tc.change)
		d, err := s.Examine()
		if err != nil || !d.IsDamaged() || !slices.ContainsFunc(d.Findings, func(f store.Finding) bool {
			return f.Kind == tc.want && f.Err != nil && checks.CleanLine(f.Where) == f.Where
		}) {
			t.Errorf("%s: %v, %v", name, d.Findings, err)
		}
		_, backup := s.BackUp(store.ForAsked)
		_, restored := store.New(filepath.Join(t.TempDir(), "chair.db"), check).ReadBackup(bytes.NewReader(readFile(t, s.Path())))
		if checks.CodeOf(backup) != checks.CodeDamaged && tc.want != store.FindingContent || checks.CodeOf(restored) != checks.CodeDamaged {
			t.Errorf("%s: backup %v, restore %v", name, backup, restored)
		}
		if tc.want != store.FindingContent || name == "a run twice" {
			continue
		}
		records := 0
		for _, team := range []string{"A", "B"} {
			snap, err := s.Snapshot(team)
			if records += len(snap.Runs) + len(snap.Stories) + len(snap.ActionsBetween); err != nil || len(snap.Teams) != 2 {
				t.Errorf("%s: %+v, %v", name, snap, err)
			}
		}
		if records != 4 || s.Unreadable() != 1 {
			t.Errorf("%s: %d records are there, %d are said to be missing", name, records, s.Unreadable())
		}
		saveActions(t, s, between("L9", "A"))
	}
}

// Whatever bbolt would follow into a loop, or write over, is found before.
func TestBrokenPagesAreFoundBeforeBoltWalksThem(t *testing.T) {
	c := fill()
	pages := map[string]int{}
	for page, kind := range c.pages {
		pages[kind] = page * c.size
	}
	branch, free, overflow := pages["branch"], pages["freelist"], slices.Index(c.pages, "")
	leaf := int(binary.NativeEndian.Uint64(c.file[branch+16+8:])) * c.size
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
		"a free page within a leaf":       func(b []byte) { binary.NativeEndian.PutUint64(b[free+16:], uint64(overflow)) }, // which bbolt would write over
		"a leaf that takes all":           func(b []byte) { binary.NativeEndian.PutUint32(b[leaf+12:], uint32(len(c.pages)-leaf/c.size-1)) },
		"a leaf with too many":            func(b []byte) { b[leaf+10], b[leaf+11] = 0xff, 0xff },
		"the first meta page":             func(b []byte) { b[40] ^= 4 },
		"the second meta page":            func(b []byte) { b[c.size+60] ^= 4 },
	} {
		b := bytes.Clone(c.file)
		change(b)
		s := store.New(writeFile(t, b), check)
		if d, err := s.Examine(); err != nil || !d.IsDamaged() {
			t.Errorf("%s: %+v, %v", name, d.Findings, err)
		}
		c.tryToRead(t, name, s)
		_, err := s.SaveRun(typical("Payments", 99), 0)
		if err == nil { // bbolt does not come by
			continue
		}
		if now := readFile(t, s.Path()); checks.CodeOf(err) != checks.CodeDamaged || !bytes.Equal(now, b) {
			t.Errorf("%s: a write gives %v", name, err)
		}
	}
}

// After a panic the file is free again, in this program too.
func TestPanicGivesTheFileBack(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	dying := store.New(s.Path(), check, store.WithCommit(func(*bolt.Tx) error { panic("page 7") }))
	for i := range 3 {
		wantNotSaved(t, dying, typical("A", 2+i), 0, checks.CodeDamaged)
	}
	save(t, s, typical("A", 2))
	wantRun(t, s, typical("A", 1))
}

func TestFindingsBeyondAnyUseAreCounted(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		for i := range 300 {
			if err := tx.Bucket([]byte("runs")).Put(fmt.Appendf(nil, "R%03d", i), []byte("nothing")); err != nil {
				return err
			}
		}
		return nil
	})
	d, err := s.Examine()
	if err != nil || len(d.Findings) != 200 || d.More < 100 {
		t.Errorf("%d findings and %d more, %v", len(d.Findings), d.More, err)
	}
}

func TestLostRecordsAreNamed(t *testing.T) {
	for want, harm := range map[store.Loss]func(s *store.Store){
		{Kind: store.LossStory, Where: "S2", Day: day(2)}: func(s *store.Store) { tear(t, s.Path(), "stories", 1) },
		{Kind: store.LossInvalid, Where: "stories/S1"}:    func(s *store.Store) { forge(t, s, "stories", func(r *record) { r.body["text"] = "" }) },
	} {
		s := newStore(t)
		saveStories(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)))
		harm(s)
		if r := repair(t, s); !slices.Contains(r.Lost, want) || r.Stories != 1 {
			t.Errorf("%+v is not %+v", r, want)
		}
	}
}

// Nothing of the team came back but its marks, and nothing shows a team without a record.
func TestMarksOfATeamOfWhichNothingElseCameBackAreNamedAsLost(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("B", 2))
	saveStories(t, s, story("S1", "A", day(1)), story("S2", "C", day(1)))
	wantOK(t, s.MarkLeadership("A", true))
	tear(t, s.Path(), "stories", 0)
	lost := repair(t, s).Lost
	wantSame(t, "lost", []store.Loss{{Kind: store.LossMarks, Where: "A"}, {Kind: store.LossStory, Where: "S1", Day: day(1)}}, lost)
}

// The story is still in a free page; but all that should be there is known.
func TestWhatWasDeletedDoesNotComeBackByARepair(t *testing.T) {
	s := newStore(t, noRoom)
	saveStories(t, s, story("S1", "A", day(1)), story("S2", "A", day(2)))
	wantCode(t, s.DeleteStory("S1"), checks.CodeTextRemains)
	tear(t, s.Path(), "teams", 0)
	s = store.New(s.Path(), check)
	if r := repair(t, s); r.Stories != 1 || len(r.Lost) > 0 && r.Lost[0].Kind != store.LossMarks {
		t.Errorf("%+v", r)
	}
}

func TestRepairedFileGoesOnWhereTheDamagedOneWas(t *testing.T) {
	s := newStore(t)
	run := typical("B", 2)
	save(t, s, typical("A", 1), typical("A", 3), run)
	saveStories(t, s, story("S1", "C", day(1)), story("S2", "C", day(2)))
	wantOK(t, errors.Join(s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }), s.MarkChanging("A", true), s.MarkLeadership("C", true)))
	_, revision, err := s.Run(run.ID)
	wantOK(t, err)
	tear(t, s.Path(), "stories", 1)
	before, err := s.Snapshot("")
	wantOK(t, err)
	repair(t, s)
	now, err := s.Snapshot("")
	wantOK(t, err)
	wantSame(t, "all of the team used last", before, now)
	again, err := s.SaveRun(run, revision) // that somebody has still open
	if err != nil || again <= revision {
		t.Errorf("%d after %d, %v", again, revision, err)
	}
	wantRun(t, s, run)
}

func TestSecondRepairKeepsTheFirstFileToo(t *testing.T) {
	s := newStore(t, store.WithClock(func() time.Time { return noon }))
	save(t, s, typical("A", 1), typical("A", 2), typical("A", 3))
	for _, want := range []string{".damaged-2026-08-19T12-00-00.000Z", ".damaged-2026-08-19T12-00-00.001Z"} {
		flip(t, s.Path(), "runs", 0)
		if r := repair(t, s); r.Aside != s.Path()+want {
			t.Errorf("aside: %q", r.Aside)
		}
	}
}

// ofRecords are the buckets that hold what was saved.
var ofRecords = []string{"runs", "stories", "actions", "teams"}

// keysIn returns the keys of a bucket.
func keysIn(t *testing.T, path, bucket string) (keys []string) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(bucket)).ForEach(func(k, _ []byte) error {
			keys = append(keys, string(k))
			return nil
		})
	})
	return keys
}

// readAll returns all that is read of a file, and the records in it.
func readAll(t *testing.T, s *store.Store) (answers []any, held map[string]checks.Record) {
	t.Helper()
	runs, err1 := s.Runs("")
	actions, err2 := s.Actions("")
	stories, err3 := s.Stories("")
	wantOK(t, errors.Join(err1, err2, err3))
	answers, held = []any{runs, actions, stories}, map[string]checks.Record{}
	for _, team := range []string{"", "A", "Payments", "Support"} {
		snap, err := s.Snapshot(team)
		wantOK(t, err)
		answers = append(answers, snap)
		for _, r := range snap.Runs {
			held[keyOf(r)] = r
		}
		for _, a := range snap.ActionsBetween {
			held[keyOf(a)] = a
		}
		for _, story := range snap.Stories {
			held[keyOf(story)] = story
		}
		if snap.Marks != (checks.Marks{Team: snap.Team}) {
			held[keyOf(snap.Marks)] = snap.Marks
		}
	}
	return answers, held
}

// What is damaged is as if it was not there, but that it is counted, and that who asks for it alone is told.
func TestDamagedRecordHidesItselfAlone(t *testing.T) {
	t.Parallel()
	whole := quarter(t)
	_, all := readAll(t, whole)
	if diff := diffOf(byKey(records(t, whole, "")), all); diff != "" || whole.Unreadable() != 0 {
		t.Errorf("%d are missing of a whole file (-want +got):\n%s", whole.Unreadable(), diff)
	}
	for _, bucket := range ofRecords {
		for n, key := range keysIn(t, whole.Path(), bucket) {
			if testing.Short() && n%3 > 0 {
				continue
			}
			t.Run(fmt.Sprint(bucket, n), func(t *testing.T) {
				s, gone := store.New(copyFile(t, whole.Path()), check), store.New(copyFile(t, whole.Path()), check)
				flip(t, s.Path(), bucket, n)
				edit(t, gone.Path(), func(tx *bolt.Tx) error {
					if bucket == "teams" { // the team is there all the same
						return tx.Bucket([]byte(bucket)).Put([]byte(key), must1(store.Seal(bucket, key, 1, struct{}{})))
					}
					return tx.Bucket([]byte(bucket)).Delete([]byte(key))
				})
				id := key[strings.LastIndexByte(key, 0)+1:]
				name := map[string]string{"runs": "run ", "actions": "action ", "stories": "story ", "teams": "team "}[bucket] + id
				want, _ := readAll(t, gone)
				got, held := readAll(t, s)
				wantSame(t, "what is there", want, got)
				for key, rec := range all {
					if there, ok := held[key]; ok == (key == name) || ok && !checks.Same(rec, there) {
						t.Errorf("%s is there: %v, %+v", key, ok, there)
					}
					_, _, err := s.Run(rec.Key())
					if code := checks.CodeOf(err); bucket == "runs" && key == name && code != checks.CodeDamaged || key != name && code == checks.CodeDamaged && strings.HasPrefix(key, "run ") {
						t.Errorf("%s: %v", key, err)
					}
				}
				if n := s.Unreadable(); n != 1 || gone.Unreadable() != 0 {
					t.Errorf("%d are missing", n)
				}
				wantNotWhole(t, s)
				wantNotWhole(t, gone)
			})
		}
	}
}

// wantNotWhole wants that a file in which something is damaged or missing is found out, and that nothing is copied or handed out of it.
func wantNotWhole(t *testing.T, s *store.Store) {
	t.Helper()
	if d, err := s.Examine(); err != nil || !d.IsDamaged() {
		t.Errorf("an examination finds %+v, %v", d.Findings, err)
	}
	_, counted := s.Contents()
	_, backedUp := s.BackUp(store.ForAsked)
	var handedOut error
	for _, handedOut = range s.Records("") {
	}
	for what, err := range map[string]error{
		"contents": counted, "a backup": backedUp, "a written backup": s.WriteBackup(io.Discard), "records": handedOut,
	} {
		wantDamage(t, what, err)
	}
	for _, o := range []store.MergeOptions{{Try: true}, {}, {Replace: true}} {
		_, err := s.Merge(sequence([]checks.Record{story("S88", "New", day(1))}, nil), o)
		wantDamage(t, fmt.Sprintf("a merge with %+v", o), err)
	}
	if list, err := s.Backups(); err != nil || len(list) > 0 { // it would push whole copies out
		t.Errorf("%+v, %v", list, err)
	}
	save(t, s, typical("New", 8888)) // what is new has nothing to do with it
	wantRun(t, s, typical("New", 8888))
	wantDamage(t, "a deletion", s.DeleteRun(typical("New", 8888).ID)) // whose text could not be swept
	wantRun(t, s, typical("New", 8888))
}

// A record that is whole and is not where it should be is as good as damaged, and is found again.
func TestRecordsThatChangePlacesAreNoticed(t *testing.T) {
	t.Parallel()
	whole := quarter(t)
	for _, bucket := range ofRecords {
		t.Run(bucket, func(t *testing.T) {
			s := store.New(copyFile(t, whole.Path()), check)
			edit(t, s.Path(), func(tx *bolt.Tx) error {
				b := tx.Bucket([]byte(bucket))
				first, one := nth(tx, bucket, 0)
				second, two := nth(tx, bucket, 1)
				return errors.Join(b.Put(first, two), b.Put(second, one))
			})
			damaged := store.New(copyFile(t, s.Path()), check)
			readAll(t, damaged)
			if n := damaged.Unreadable(); n != 2 {
				t.Errorf("%d are missing", n)
			}
			wantNotWhole(t, damaged)
			if r := repair(t, s); len(r.Lost) > 0 {
				t.Errorf("lost: %+v", r.Lost)
			}
			wantSame(t, "after a repair", records(t, whole, ""), records(t, s, ""))
		})
	}
}

// What is remembered of a team is no reason to refuse a run.
func TestRunOfATeamWhoseRecordIsDamagedIsSaved(t *testing.T) {
	t.Parallel()
	s := store.New(copyFile(t, quarter(t).Path()), check)
	flip(t, s.Path(), "teams", 0)
	for _, r := range []checks.Run{typical("A", 6), typical("Support", 7), typical("A", 8)} {
		if _, err := s.SaveRun(r, 0); err != nil {
			t.Errorf("%s: %v", r.Team, err)
		}
	}
}

// An older record in place of a newer one is whole in itself: whoever reads it cannot know, whoever looks at all of them does.
func TestRecordFromYesterdayIsNoticed(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	run := typical("A", 1)
	revision := saveOver(t, s, run, 0)
	var key, yesterday []byte
	edit(t, s.Path(), func(tx *bolt.Tx) error { key, yesterday = nth(tx, "runs", 0); return nil })
	run.People = 9
	saveOver(t, s, run, revision)
	edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte("runs")).Put(key, yesterday) })
	wantNotWhole(t, s)
}

// What leads to the records is not left out: nobody could tell what is missing.
func TestDamagedMetaRecordIsDamageForEveryRead(t *testing.T) {
	t.Parallel()
	whole := quarter(t)
	for n, key := range []string{"file", "schema"} {
		for what, harm := range map[string]func(path string){
			"damaged": func(path string) { flip(t, path, "meta", n) },
			"missing": func(path string) {
				edit(t, path, func(tx *bolt.Tx) error { return tx.Bucket([]byte("meta")).Delete([]byte(key)) })
			},
		} {
			t.Run(key+" "+what, func(t *testing.T) {
				s := store.New(copyFile(t, whole.Path()), check)
				harm(s.Path())
				before := readFile(t, s.Path())
				for what, err := range allReads(s) {
					wantDamage(t, what, err)
				}
				wantDamage(t, "a write", s.ChangeSettings(func(s *checks.Settings) { s.Language = "de" }))
				if !bytes.Equal(before, readFile(t, s.Path())) {
					t.Error("the file was changed")
				}
				repair(t, s)
				wantSame(t, "after a repair", records(t, whole, ""), records(t, s, ""))
			})
		}
	}
}

// allReads returns what each read of a file ends in.
func allReads(s *store.Store) map[string]error {
	errs := map[string]error{}
	_, errs["snapshot"] = s.Snapshot("")
	_, errs["runs"] = s.Runs("")
	_, _, errs["run"] = s.Run(typical("", 1).ID)
	_, errs["find"] = s.Find("01J5N3T8W0Q6V1Z9K400000001")
	_, errs["actions"] = s.Actions("")
	_, errs["stories"] = s.Stories("")
	_, errs["settings"] = s.Settings()
	return errs
}

// A read does without the buckets that it does not need.
func TestMissingBucketIsDamageForWhoeverNeedsIt(t *testing.T) {
	t.Parallel()
	whole := quarter(t)
	for bucket, needed := range map[string][]string{
		"meta": slices.Collect(maps.Keys(allReads(whole))), "teams": {"snapshot"}, "runs": {"snapshot", "runs", "run", "find", "actions"},
		"actions": {"snapshot", "actions"}, "stories": {"snapshot", "stories", "actions"},
	} {
		t.Run(bucket, func(t *testing.T) {
			s := store.New(copyFile(t, whole.Path()), check)
			edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(bucket)) })
			for read, err := range allReads(s) {
				switch code := checks.CodeOf(err); {
				case slices.Contains(needed, read):
					wantDamage(t, read, err)
				case code != "":
					t.Errorf("%s gives %v", read, err)
				}
			}
			d, err := s.Examine()
			if err != nil || !slices.ContainsFunc(d.Findings, func(f store.Finding) bool { return f.Kind == store.FindingBucket && f.Where == bucket }) {
				t.Errorf("%+v, %v", d.Findings, err)
			}
			if r := repair(t, s); len(r.Lost) > 0 { // the sum over all that is found says that it is all
				t.Errorf("lost: %+v", r.Lost)
			}
			wantSame(t, "after a repair", records(t, whole, ""), records(t, s, ""))
		})
	}
}

// The name in a record that is damaged may be what is wrong with it.
func TestRecordWithADamagedNameComesBackAsItWasBefore(t *testing.T) {
	s := newStore(t)
	run := unfinished(typical("A", 1))
	revision := saveOver(t, s, run, 0)
	later := run.Clone()
	later.Drafts = map[string]string{"channels": "later"}
	_ = saveOver(t, s, later, revision)
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		k, v := nth(tx, "runs", 0)
		v[bytes.Index(v, k)+len(k)-1] ^= 1
		return tx.Bucket([]byte("runs")).Put(k, v)
	})
	repair(t, s)
	if got, _, err := s.Run(run.ID); err != nil || !equal(got, run) && !equal(got, later) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestDamagedRunOfATeamWithALongNameIsFound(t *testing.T) {
	s := newStore(t)
	run := typical(strings.Repeat("漢", checks.MaxName), 1)
	save(t, s, run)
	flip(t, s.Path(), "runs", 0)
	if id, err := s.Find(run.ID); err != nil || id != run.ID {
		t.Errorf("%q, %v", id, err)
	}
}

// Markers whose lengths add up to far more than there is are not worth reading.
func TestFileOfNothingButMarkersIsSoonForeign(t *testing.T) {
	const each, claimed = 64, 1 << 20
	head := append([]byte("\x8cEC\x01"), make([]byte, 19)...)
	binary.BigEndian.PutUint32(head[19:], claimed)
	b := make([]byte, 8<<20)
	for at := 0; at < len(b)-claimed; at += each {
		copy(b[at:], head)
	}
	_, err := store.New(writeFile(t, b), check).Snapshot("")
	wantCode(t, err, checks.CodeForeign)
}
