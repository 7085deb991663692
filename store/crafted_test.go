package store_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
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

func TestCraftedStoryIsDamage(t *testing.T) {
	complaint := func(body map[string]any) map[string]any { return body["complaint"].(map[string]any) }
	for name, change := range map[string]func(r *record){
		"an escape that is all":         func(r *record) { r.body["text"] = "\u001b" },
		"blanks around the words":       func(r *record) { r.body["text"] = " a " },
		"no words":                      func(r *record) { r.body["text"] = "" },
		"words without end":             func(r *record) { r.body["text"] = strings.Repeat("a", checks.MaxText+1) },
		"an unknown source":             func(r *record) { r.body["source"] = "\u001b[2J" },
		"an unknown item":               func(r *record) { r.body["about"] = "\u001b[2J" },
		"an unknown field":              func(r *record) { r.body["\u001b"] = 1 },
		"an unknown state":              func(r *record) { complaint(r.body)["state"] = "\u001b[2J" },
		"another state":                 func(r *record) { complaint(r.body)["state"] = "gone" },
		"no state":                      func(r *record) { complaint(r.body)["state"] = "" },
		"a cause without words":         func(r *record) { complaint(r.body)["whys"] = []string{"\u001b"} },
		"too many causes":               func(r *record) { complaint(r.body)["whys"] = strings.Split("abcdef", "") },
		"no steps":                      func(r *record) { complaint(r.body)["steps"] = nil },
		"a step on no day":              func(r *record) { complaint(r.body)["steps"].([]any)[0].(map[string]any)["on"] = "2026-02-30" },
		"a step into nothing":           func(r *record) { complaint(r.body)["steps"].([]any)[1].(map[string]any)["state"] = "?" },
		"no cases":                      func(r *record) { complaint(r.body)["cases"] = 0 },
		"cases without end":             func(r *record) { complaint(r.body)["cases"] = 1 << 40 },
		"an owner without end":          func(r *record) { complaint(r.body)["owner"] = strings.Repeat("a", checks.MaxName+1) },
		"no complaint":                  func(r *record) { delete(r.body, "complaint") },
		"another one next":              func(r *record) { r.body["older"] = "S1" },
		"a day that is none":            func(r *record) { r.key[5]++ },
		"a day without end":             func(r *record) { r.key[2] = 0 },
		"an id with an escape":          func(r *record) { r.key[6] = 0xff - 0x1b },
		"an id that is no text":         func(r *record) { r.key[6] = 0x01 },
		"no id":                         func(r *record) { r.key = append(r.key[:6], 0xff) },
		"a key that ends too early":     func(r *record) { r.key = r.key[:4] },
		"a key without an end":          func(r *record) { r.key = r.key[:len(r.key)-1] },
		"a team with an escape":         func(r *record) { r.key = append([]byte("A\u001b"), r.key[1:]...) },
		"another one twice":             func(r *record) { r.key[len(r.key)-2] ^= 1 },
		"an id longer than any of ours": func(r *record) { r.key = append(append(r.key[:6], bytes.Repeat([]byte{0xff - 'x'}, 129)...), 0xff) },
	} {
		s := newStore(t)
		tell(t, s, complaintOn("S1", "A", day(1)))
		forge(t, s, "stories", func(r *record) { change(r) })
		_, listed := s.Stories("A", 0)
		_, home := s.Home("A", 1)
		_, work := s.Work("A", []string{"S9"})
		switch name {
		case "another one next":
			home, work = listed, listed // do not read what comes next
		case "a team with an escape":
			listed = s.DeleteStory("?") // the team has no record, so nobody asks for its stories
			home, work = listed, listed
		}
		for what, err := range map[string]error{"list": listed, "home or work": cmp.Or(home, work)} {
			wantDamage(t, name+": "+what, err)
		}
	}
}

func TestCraftedActionBetweenRunsIsDamage(t *testing.T) {
	for name, change := range map[string]func(r *record){
		"an escape that is all":    func(r *record) { r.body["text"] = "\u001b" },
		"no words":                 func(r *record) { r.body["text"] = "" },
		"an unknown item":          func(r *record) { r.body["from"] = "\u001b[2J" },
		"an unknown state":         func(r *record) { r.body["state"] = "opened" },
		"settled among the open":   func(r *record) { r.body["state"] = "done" },
		"due on no day":            func(r *record) { r.body["due"] = "2026-02-30" },
		"never made":               func(r *record) { r.body["made"] = time.Time{} },
		"open among the settled":   func(r *record) { r.key[2] = 2 },
		"neither of them":          func(r *record) { r.key[2] = 3 },
		"no id":                    func(r *record) { r.key = r.key[:3] },
		"no more than a team":      func(r *record) { r.key = r.key[:2] },
		"an id with an escape":     func(r *record) { r.key = append(r.key, "\u001b[2J"...) },
		"an id that is no text":    func(r *record) { r.key = append(r.key, 0xfe) },
		"another one twice":        func(r *record) { r.key = append(r.key, 'x') },
		"an id longer than others": func(r *record) { r.key = append(r.key, bytes.Repeat([]byte{'x'}, 129)...) },
	} {
		s := newStore(t)
		act(t, s, between("L1", "A"))
		forge(t, s, "loose", change)
		_, listed := s.Actions("A")
		_, home := s.Home("A", 1)
		_, work := s.Work("A", []string{"L9"})
		for what, err := range map[string]error{"list": listed, "home or work": cmp.Or(home, work)} {
			wantDamage(t, name+": "+what, err)
		}
	}
}

// wantDamage wants an error whose subject can be shown.
func wantDamage(t *testing.T, what string, err error) {
	t.Helper()
	var e *checks.Error
	if !errors.As(err, &e) || e.Code != checks.CodeDamaged || checks.CleanLine(e.Subject) != e.Subject {
		t.Errorf("%s gives %q", what, fmt.Sprint(err))
	}
}

func TestCraftedCountsOfATeamAreDamage(t *testing.T) {
	for name, change := range map[string]func(b map[string]any){
		"no loose":      func(b map[string]any) { b["loose"], b["stories"] = 0, 3 },
		"one open more": func(b map[string]any) { b["loose_open"] = 2 },
		"none open":     func(b map[string]any) { delete(b, "loose_open") },
		"less than one": func(b map[string]any) { b["loose_open"] = -1 },
		"none followed": func(b map[string]any) { delete(b, "followed") },
		"all followed":  func(b map[string]any) { b["followed"] = 2 },
		"many followed": func(b map[string]any) { b["followed"] = 3 },
		"another first": func(b map[string]any) { b["story"] = "S1" },
	} {
		s := newStore(t)
		tell(t, s, complaintOn("S1", "A", day(1)), story("S2", "A", day(2)))
		act(t, s, between("L1", "A"))
		craft(t, s, "teams", nil, change)
		_, stories := s.Stories("A", 1)
		_, actions := s.Actions("A")
		_, home := s.Home("A", 1)
		wantDamage(t, name, cmp.Or(stories, actions, home))
	}
}

// Text that is not clean does not come out as it is.
func TestCraftedWordsOfAStoryAreClean(t *testing.T) {
	s := newStore(t)
	tell(t, s, complaintOn("S1", "A", day(1)))
	craft(t, s, "stories", nil, func(b map[string]any) {
		b["text"] = "\u001b[31mThe courier\u202e never rang."
		c := b["complaint"].(map[string]any)
		c["fix"], c["owner"], c["whys"] = "We\u0007 ask.", "A\u202ena", []string{"No\u001b list."}
	})
	want := complaintOn("S1", "A", day(1))
	want.Text = "[31mThe courier never rang."
	want.Complaint.Fix, want.Complaint.Owner, want.Complaint.Whys = "We ask.", "Ana", []string{"No list."}
	wantStories(t, s, "A", want)
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
