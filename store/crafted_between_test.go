package store_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
)

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
