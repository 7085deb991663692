package store_test

import (
	"fmt"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/store"
)

func TestMissingPartIsNoticed(t *testing.T) {
	t.Parallel()
	run, other := typical("A", 1), unfinished(typical("B", 2))
	all := []checks.Run{run, other, typical("A", 3), typical("A", 4)}
	for _, bucket := range []string{
		"runs", "actions", "index", "open", "unfinished", "teams", "loose", "stories", "followed", "emptychair",
	} {
		for n := range 8 {
			s := newStore(t)
			save(t, s, all...)
			tell(t, s, complaintOn("S1", "A", day(1)), complaintOn("S2", "A", day(2)), story("S3", "A", day(3)), story("S4", "Told", day(4)))
			act(t, s, between("L1", "A"), between("L2", "A").Finish(), between("L3", "Agreed"))
			var key string
			edit(t, s.Path(), func(tx *bolt.Tx) error {
				c := tx.Bucket([]byte(bucket)).Cursor()
				k, _ := c.First()
				for range n {
					k, _ = c.Next()
				}
				if k == nil {
					return nil
				}
				key = string(k)
				return c.Delete()
			})
			if key != "" && !anyDamage(s, all) {
				t.Errorf("nobody notices that %s/%q is missing", bucket, key)
			}
		}
	}
}

// Home reads only the latest few summaries, so it cannot count: each names the next.
func TestMissingSummaryIsNoticedByWhoReadsAFew(t *testing.T) {
	for missing := range 3 {
		s := newStore(t)
		save(t, s, typical("A", 3), typical("A", 1), typical("A", 5), typical("A", 2), typical("A", 4))
		edit(t, s.Path(), func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte("index")).Cursor()
			c.First()
			for range missing {
				c.Next()
			}
			return c.Delete()
		})
		_, err := s.Home("A", 3)
		wantCode(t, err, checks.CodeDamaged)
	}
}

// A story that is missing in the middle is noticed by who reads the first few, and by who looks for one of them by its id.
func TestMissingStoryIsNoticedByWhoReadsAFew(t *testing.T) {
	for missing := range 3 {
		s := newStore(t)
		for i := range 5 {
			tell(t, s, story(fmt.Sprint("S", i), "A", day(i)))
		}
		edit(t, s.Path(), func(tx *bolt.Tx) error {
			c := tx.Bucket([]byte("stories")).Cursor()
			c.First()
			for range missing {
				c.Next()
			}
			return c.Delete()
		})
		id := fmt.Sprint("S", 4-missing)
		_, err := s.Stories("A", 3)
		wantDamage(t, "the list", err)
		_, err = s.Work("A", []string{id})
		wantDamage(t, "the work", err)
		wantDamage(t, "a deletion", s.DeleteStory(id))
	}
}

// anyDamage reads everything and tells whether any of it was reported as damaged.
func anyDamage(s *store.Store, runs []checks.Run) bool {
	var errs []error
	for _, team := range []string{"", "A", "B", "Told", "Agreed"} {
		_, err := s.Home(team, 9)
		errs = append(errs, err)
		_, err = s.Stories(team, 0)
		errs = append(errs, err)
		_, err = s.Actions(team)
		errs = append(errs, err)
		_, err = s.Runs(team)
		errs = append(errs, err)
		_, err = s.History(team)
		errs = append(errs, err)
	}
	for _, r := range runs {
		_, _, err := s.Run(r.ID)
		errs = append(errs, err)
	}
	return strings.Contains(fmt.Sprint(errs), string(checks.CodeDamaged))
}
