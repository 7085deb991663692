package store_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// A record can be whole and still not be one that this program has written.

// record is one of the file, for somebody who knows the format.
type record struct {
	key   []byte
	parts int
	body  map[string]any
}

// forge puts what change makes of the first record of a bucket in its place, and nothing where that has no key. What gets
// another key is one record more.
func forge(t *testing.T, s *store.Store, bucket string, change func(*record)) {
	t.Helper()
	edit(t, s.Path(), func(tx *bolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		k, v := b.Cursor().First()
		r := record{key: bytes.Clone(k)}
		var err error
		if r.parts, err = store.Unseal(bucket, k, v, &r.body); err != nil {
			return err
		}
		change(&r)
		if r.key == nil {
			return b.Delete(bytes.Clone(k))
		}
		if v, err = store.Seal(bucket, r.key, r.parts, r.body); err != nil {
			return err
		}
		return b.Put(r.key, v)
	})
}

// craft changes the body of the first record of a bucket, and puts it under another key where there is one.
func craft(t *testing.T, s *store.Store, bucket string, key []byte, change func(body map[string]any)) {
	t.Helper()
	var was []byte
	forge(t, s, bucket, func(r *record) {
		was = bytes.Clone(r.key)
		change(r.body)
		if key != nil {
			r.key = key
		}
	})
	if key != nil && !bytes.Equal(key, was) {
		edit(t, s.Path(), func(tx *bolt.Tx) error { return tx.Bucket([]byte(bucket)).Delete(was) })
	}
}

func TestCraftedSummaryIsDamage(t *testing.T) {
	contact := func(body map[string]any) map[string]any {
		return body["ratings"].(map[string]any)["contact"].(map[string]any)
	}
	for name, change := range map[string]func(body map[string]any){
		"a negative count":         func(b map[string]any) { contact(b)["counts"] = []int{-3, 5, 0, 0, 0} },
		"more answers than ints":   func(b map[string]any) { contact(b)["counts"] = []int{1 << 62, 1 << 62, 1 << 62, 1 << 62, 1} },
		"more answers than people": func(b map[string]any) { contact(b)["no_answer"] = 1 },
		"negative no answers":      func(b map[string]any) { contact(b)["no_answer"] = -1 },
		"nobody answered":          func(b map[string]any) { contact(b)["counts"] = []int{} },
		"an item with an escape":   func(b map[string]any) { b["ratings"].(map[string]any)["\u001b[2J"] = contact(b) },
		"a team with an escape":    func(b map[string]any) { b["team"] = "A\u001b[2J" },
		"another team":             func(b map[string]any) { b["team"] = "B" },
		"another id":               func(b map[string]any) { b["id"] = "another" },
		"a stage with an escape":   func(b map[string]any) { b["at"] = "close\u202e" },
		"an unknown kind":          func(b map[string]any) { b["kind"] = "\u001b[2J" },
		"no people":                func(b map[string]any) { b["people"] = -1 },
		"too many people":          func(b map[string]any) { b["people"] = 1 << 40 },
		"negative answers":         func(b map[string]any) { b["answers"] = -1 },
		"negative actions":         func(b map[string]any) { b["actions"] = -1 },
		"negative open actions":    func(b map[string]any) { b["open"] = -1 },
		"more open actions":        func(b map[string]any) { b["open"] = 3 },
		"no start":                 func(b map[string]any) { b["started"] = time.Time{} },
		"another finish":           func(b map[string]any) { b["finished"] = noon },
	} {
		for bucket, run := range map[string]checks.Run{"index": typical("A", 1), "unfinished": unfinished(typical("A", 1))} {
			if bucket == "unfinished" && name == "another team" {
				continue // nothing but the run itself says which team it is
			}
			s := newStore(t)
			save(t, s, run)
			craft(t, s, bucket, nil, change)
			for what, err := range readAll(s, run.ID) {
				if checks.CodeOf(err) != checks.CodeDamaged && what != "find" {
					t.Errorf("%s in %s: %s gives %v", name, bucket, what, err)
				}
			}
		}
	}
}

// readAll reads what there is in every way that shows something.
func readAll(s *store.Store, id string) map[string]error {
	errs := map[string]error{}
	_, errs["home"] = s.Home("", 4)
	_, errs["list"] = s.Runs("")
	_, errs["history"] = s.History("A")
	_, errs["find"] = s.Find(id[:4])
	_, _, errs["run"] = s.Run(id)
	errs["delete"] = s.DeleteRun(id)
	return errs
}

func TestCraftedTeamIsDamage(t *testing.T) {
	for name, tc := range map[string]struct {
		key    string
		change func(body map[string]any)
	}{
		"an escape":          {"A\u001b[2J", func(map[string]any) {}},
		"white space":        {" A", func(map[string]any) {}},
		"a name without end": {strings.Repeat("A", checks.MaxName+1), func(map[string]any) {}},
		"a negative count":   {"A", func(b map[string]any) { b["finished"] = -1 }},
		"negative open work": {"A", func(b map[string]any) { b["open"] = -1 }},
		"too much open work": {"A", func(b map[string]any) { b["open"] = 2 }},
	} {
		s := newStore(t)
		save(t, s, typical("A", 1))
		craft(t, s, "teams", []byte(tc.key), tc.change)
		_, err := s.Home("B", 4) // reads nothing of the team but its record
		if checks.CodeOf(err) != checks.CodeDamaged || strings.Contains(err.Error(), "\u001b") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCraftedIDIsNotFound(t *testing.T) {
	s := newStore(t)
	save(t, s, unfinished(typical("A", 1)))
	craft(t, s, "unfinished", []byte("01J\u001b[2J"), func(b map[string]any) { b["id"] = "01J\u001b[2J" })
	_, err := s.Find("01J")
	wantCode(t, err, checks.CodeDamaged)
	_, err = s.Home("", 1)
	wantCode(t, err, checks.CodeDamaged)
}

func TestCraftedLanguageIsClean(t *testing.T) {
	s := newStore(t)
	save(t, s, typical("A", 1))
	craft(t, s, "emptychair", nil, func(b map[string]any) { b["language"] = "de\u001b" })
	if code, err := s.Language(); err != nil || code != "de" {
		t.Errorf("%q, %v", code, err)
	}
}
