package store_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

// checkBetween does so with stories and actions.
func (c content) checkBetween(s *store.Store, see func(what string, want, got any, err error)) {
	stories, err := s.Stories("A", 0)
	see("stories", c.stories, stories, err)
	few, err := s.Stories("", 3)
	see("few stories", c.stories[:3], few, err)
	actions, err := s.Actions("A")
	see("actions", c.actions, actions, err)
	work, err := s.Work("A", nil)
	see("work", checks.Work{Actions: c.home.Open, Complaints: c.stories}, work, err)
	work, err = s.Work("A", []string{"L01"})
	see("more work", len(c.home.Open)+1, len(work.Actions), err)
}

// writeBetween adds a story in the middle and takes it away again, and the same with what an action is.
func (c content) writeBetween(t *testing.T, s *store.Store) {
	t.Helper()
	more, last := story("S20x", "A", day(20)), c.actions[len(c.actions)-1]
	err := s.SaveStory(checks.Story{}, more)
	if err == nil {
		err = s.DeleteStory(more.ID)
	}
	if err == nil {
		err = s.SaveAction(last, last.Finish())
	}
	if err == nil {
		err = s.SaveAction(last.Finish(), last)
	}
	if err != nil {
		c.checkError(t, "write", err)
		return
	}
	if stories, err := s.Stories("A", 0); err == nil && !cmp.Equal(c.stories, stories) {
		t.Errorf("after a write the stories are wrong:\n%s", cmp.Diff(c.stories, stories))
	}
	if actions, err := s.Actions("A"); err == nil && !cmp.Equal(c.actions, actions) {
		t.Errorf("after a write the actions are wrong:\n%s", cmp.Diff(c.actions, actions))
	}
}

// Records of stories and actions that change places are noticed by whoever reads them.
func TestRecordsThatChangePlacesAreNoticed(t *testing.T) {
	for _, bucket := range []string{"loose", "stories", "followed"} {
		s := newStore(t)
		tell(t, s, complaintOn("S1", "A", day(1)), complaintOn("S2", "A", day(1)), story("S3", "A", day(3)))
		act(t, s, between("L1", "A"), between("L2", "A"))
		edit(t, s.Path(), func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			c := b.Cursor()
			k, v := c.Last()
			last, of := bytes.Clone(k), bytes.Clone(v)
			k, v = c.Prev()
			k, v = bytes.Clone(k), bytes.Clone(v)
			return errors.Join(b.Put(last, v), b.Put(k, of))
		})
		_, home := s.Home("A", 1)
		wantDamage(t, bucket, home)
	}
}

// Nothing is rewritten as long as something is missing.
func TestFileWithoutAListedComplaintIsNotRewritten(t *testing.T) {
	for _, bucket := range []string{"followed", "stories", "loose"} {
		s := newStore(t)
		tell(t, s, complaintOn("S1", "A", day(1)), story("S2", "B", day(2)))
		act(t, s, between("L1", "A"))
		forge(t, s, bucket, func(r *record) { r.key = nil })
		save(t, s, typical("C", 1))
		wantCode(t, s.DeleteRun(typical("C", 1).ID), checks.CodeTextRemains)
	}
}
