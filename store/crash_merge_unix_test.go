//go:build unix

package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

// batch returns what comes from elsewhere at once: something of each kind of a team of its own, and a story that each batch tells
// otherwise.
func batch(i int) []checks.Record {
	team := fmt.Sprint("T", i)
	shared := story("shared", "All", day(0))
	shared.Text = fmt.Sprint("as told by ", team)
	return []checks.Record{
		typical(team, 2*i), typical(team, 2*i+1), between(fmt.Sprint("L", i), team), story(fmt.Sprint("S", i), team, day(i)), shared,
		checks.Marks{Team: team, Changing: true},
	}
}

// mergeForEver takes batches in over what is there and says which are on the disk. Every second one is followed by a backup; every
// third time the file is written somewhere and restored from there; the team of every fourth one is deleted again.
func mergeForEver(s *store.Store) {
	first, _ := strconv.Atoi(os.Getenv("STORE_TEST_FIRST"))
	for i := first; ; i++ {
		_, err := s.Merge(sequence(batch(i), nil), store.MergeOptions{Replace: true})
		if err == nil && i%2 == 0 {
			_, err = s.BackUp(store.ForFinish)
		}
		if err == nil && i%3 == 0 {
			var file bytes.Buffer
			if err = s.WriteBackup(&file); err == nil {
				_, err = s.Restore(&file)
			}
		}
		if err == nil && i%4 == 0 {
			fmt.Println("deleting", i)
			_, err = s.DeleteTeam(fmt.Sprint("T", i))
		}
		fmt.Println("saved", i, err)
	}
}

// wantAsMerged compares the file with what was acknowledged, and looks through all that is kept beside it: nothing may be there by
// halves.
func wantAsMerged(t *testing.T, s *store.Store, said map[int]bool) {
	t.Helper()
	files := []string{s.Path()}
	list, err := s.Backups()
	if err != nil || len(list) > 11 { // one more than are kept where the program died before it removed the oldest
		t.Fatal(list, err)
	}
	for _, b := range list {
		files = append(files, b.Path)
	}
	for _, path := range files {
		if _, err := os.Stat(path); err == nil {
			wantWholeBatches(t, path)
		}
	}
	if damaged, _ := filepath.Glob(s.Path() + ".damaged-*"); len(damaged) > 0 {
		t.Errorf("taken for damaged: %q", damaged)
	}
	for i, there := range said {
		if n := len(records(t, s, fmt.Sprint("T", i))); (n > 0) != there {
			t.Errorf("batch %d is to be there: %v; %d records are", i, there, n)
		}
	}
}

func wantWholeBatches(t *testing.T, path string) {
	t.Helper()
	s := store.New(path, check)
	c, err := s.Contents()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, team := range c.Teams {
		i, ok := strings.CutPrefix(team, "T")
		n, _ := strconv.Atoi(i)
		if ok && len(records(t, s, team)) != len(batch(n))-1 {
			t.Errorf("%s: %s is there by halves", path, team)
		}
	}
}
