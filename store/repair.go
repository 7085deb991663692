package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// LossKind is a sort of thing that a repair could not bring back.
type LossKind string

// What a repair could not bring back. Where is the id of what is lost; Detail is as said here, and else empty.
const (
	LossRun         LossKind = "run"
	LossAnswers     LossKind = "answers"      // the run is there with its ratings alone; Where is its id
	LossEarlier     LossKind = "earlier"      // the run is there as it was before it was saved last
	LossAction      LossKind = "action"       // Detail is the run that it was made in, "" between runs
	LossBelongs     LossKind = "belongs"      // the action is there, but not the run in which it was made; Detail is that run
	LossStory       LossKind = "story"        // Detail is the day
	LossMarks       LossKind = "marks"        // what was remembered of a team; Where is its name
	LossLanguage    LossKind = "language"     // and the team used last
	LossInvalid     LossKind = "invalid"      // a record that is whole and cannot be so; Where is its name
	LossDoubtful    LossKind = "doubtful"     // a record that is there, in a version that may not be the last one; Where is its name
	LossMoreRuns    LossKind = "more-runs"    // of which nothing is known; Where is how many
	LossMoreStories LossKind = "more-stories" // the same of stories
	LossMoreActions LossKind = "more-actions" // the same of actions between runs
	LossUnknown     LossKind = "unknown"      // more may be: what counted it is lost too; Where is empty
)

// Loss is one thing that a repair could not bring back. Where and Detail are safe to show.
type Loss struct {
	Kind          LossKind
	Where, Detail string
}

// MessageID names the message that says it in words; it takes Where and Detail.
func (l Loss) MessageID() string { return "doctor.loss." + string(l.Kind) }

// Repaired is what a repair has brought back.
type Repaired struct {
	Runs, Actions, Stories int // actions of runs and those between runs
	Lost                   []Loss
	Aside                  string // path of the file as it was, "" where nothing was changed
}

var (
	errNothing  = errors.New("nothing in it can be read")
	errUnproved = errors.New("what was rescued does not hold together")
)

// Repair writes all that can be read of a damaged file into a new one, which takes its place; the damaged one stays beside it
// as it is, under another name. A file that is not damaged is not touched: then Aside is empty. Actions whose run is lost
// without a trace become actions between runs, of the only team if there is one, and else of a team with the name in recovered.
// Where nothing can be read, and where anything fails, all stays as it is.
func (s *Store) Repair(recovered string) (Repaired, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.hold(true, time.Now().Add(s.timeout))
	if errors.Is(err, errMissing) {
		return Repaired{}, nil
	}
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	defer func() { abandon(f) }()
	d, err := s.examine(f)
	if err != nil || !d.IsDamaged() {
		return Repaired{}, s.translate(err)
	}
	r := newRescue(s, salvage(f, d.Size), checks.CleanLine(recovered))
	aside := ""
	err = s.fill(new(handle), filepath.Dir(s.path), func(from string) (err error) {
		aside, err = s.swap(f, from)
		return err
	}, r.write)
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	r.out.Aside = aside
	return r.out, nil
}

// swap gives the damaged file another name, which it returns, and its own to the new one. So there is no moment without a file at
// path: who came then would find an empty database.
func (s *Store) swap(damaged *os.File, from string) (aside string, err error) {
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		abandon(damaged)
	}
	was, err := os.Lstat(s.path)
	if err != nil {
		return "", err
	}
	if aside, err = s.keepAside(); err != nil {
		return "", err
	}
	if err = s.replace(from, s.path); err != nil {
		s.giveBack(aside, was)
	}
	return aside, err
}

// write writes all that was rescued into a new database and proves that all of it is there.
func (r *rescue) write(db *bolt.DB) error {
	if r.isEmpty() {
		return broken("%w", errNothing)
	}
	db.NoSync = true // one sync at the end is enough for a file that nobody knows yet
	if err := db.Update(r.store.migrateFrom(0, nil)); err != nil {
		return err
	}
	for _, part := range []func(*bolt.DB) error{r.begin, r.writeRuns, r.writeLoose, r.writeStories, r.adopt, r.finish} {
		if err := part(db); err != nil {
			return err
		}
	}
	if err := db.Sync(); err != nil {
		return err
	}
	return r.prove(db.Path())
}

// prove examines the new file, and so reads every record in it.
func (r *rescue) prove(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	d, err := r.store.examine(f)
	if err != nil {
		return err
	}
	if len(d.Findings) > 0 {
		return fmt.Errorf("%w: %s %s: %w", errUnproved, d.Findings[0].Kind, d.Findings[0].Where, d.Findings[0].Err)
	}
	if d.Runs != r.out.Runs || d.Stories != r.out.Stories || d.Actions+d.Loose != r.out.Actions {
		return fmt.Errorf("%w: %+v of %+v", errUnproved, d, r.out)
	}
	return nil
}
