package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"emptychair/checks"
)

// SaveRun writes a run over the revision it was read or written under last, 0 for a new run, and returns the new one.
// Revisions rise through the whole file: a run that was deleted and created again does not meet its old one. The run is on
// the disk when SaveRun returns. Another revision in the file is a conflict, and nothing is written. What the run says at its
// look back, and did not say when it was written last, is said of the actions and complaints themselves with the same write.
func (s *Store) SaveRun(run checks.Run, revision uint64) (saved uint64, err error) {
	if err := s.checkRun(run); err != nil {
		return 0, err
	}
	if revision != 0 && s.isMissing() {
		return 0, conflict(run.ID)
	}
	err = s.update(func(w *writing) error {
		saved, err = s.save(w, run, revision)
		return err
	}, func(r *reading) (bool, error) {
		return s.holds(r, run, saved)
	})
	if err != nil {
		return 0, err
	}
	return saved, nil
}

// SaveRuns writes new runs in one transaction: all of them, or none where one of them is in the file already. They come from
// elsewhere with their actions as these are now: what was said at a look back is not said once more.
func (s *Store) SaveRuns(runs []checks.Run) error {
	for _, run := range runs {
		if err := s.checkRun(run); err != nil {
			return err
		}
	}
	if len(runs) == 0 {
		return nil
	}
	var saved uint64
	return s.update(func(w *writing) (err error) {
		for _, run := range runs {
			if saved, err = w.write(run, 0); err != nil {
				return err
			}
			if err := w.used(run.Team); err != nil {
				return err
			}
		}
		return nil
	}, func(r *reading) (bool, error) {
		return s.holds(r, runs[len(runs)-1], saved)
	})
}

// DeleteRun removes a run with all that belongs to it, with what later runs of its team said of its actions at their look backs,
// for which these get another revision, and then its text from the file: the rest is written to a new file
// that takes the place of the old one. Where only that fails, for want of room for example, the error has the code
// [checks.CodeTextRemains]: the run is deleted, its text is still in the file. The next deletion or finished run, or the first
// write of another Store, tries again. Backups keep what they hold: see [Store.BackupsWith].
func (s *Store) DeleteRun(id string) error {
	if s.isMissing() {
		return notFound(id)
	}
	return s.update(func(w *writing) error {
		w.file.Change++
		w.file.Sweep, w.leaves = true, deletedText
		run, err := s.deleteRun(w, id)
		if err != nil {
			return err
		}
		return s.forgetLooks(w, run.Team, func(id string, _ checks.Look) bool {
			return slices.ContainsFunc(run.Actions, func(a checks.Action) bool { return a.ID == id })
		})
	}, func(r *reading) (bool, error) {
		_, found, err := r.get(runsBucket, []byte(id), nil)
		return !found, err
	})
}

// deleteRun removes a run with all that belongs to it, and returns it.
func (s *Store) deleteRun(w *writing, id string) (checks.Run, error) {
	run, _, err := s.readRun(&w.reading, id)
	if err != nil {
		return checks.Run{}, err
	}
	if err := w.delistRun(run); err != nil {
		return checks.Run{}, err
	}
	for _, a := range run.Actions {
		if err := w.remove(actionsBucket, actionKey(id, a.ID)); err != nil {
			return checks.Run{}, err
		}
	}
	return run, w.remove(runsBucket, []byte(id))
}

// SaveLanguage remembers the language; "" forgets it.
func (s *Store) SaveLanguage(code string) error {
	code = checks.CleanLine(code)
	return s.update(func(w *writing) error {
		w.file.Change++
		w.file.Language = code
		return nil
	}, func(r *reading) (bool, error) {
		return r.file.Language == code, nil
	})
}

func conflict(id string) error { return &checks.Error{Code: checks.CodeConflict, Subject: id} }

func (s *Store) isMissing() bool {
	_, err := os.Lstat(s.path)
	return errors.Is(err, fs.ErrNotExist)
}

// checkRun refuses a run that could not be read back.
func (s *Store) checkRun(run checks.Run) error {
	if err := run.Validate(s.check); err != nil {
		return err
	}
	ok := validID(run.ID) && validYear(run.Started) && validYear(run.Finished)
	for _, a := range run.Actions {
		_, err := encodeAction(a).decode(a.ID)
		ok = ok && err == nil && validID(a.ID)
	}
	for id, l := range run.Looked {
		ok = ok && validID(id) && validDay(l.On)
	}
	if !ok {
		return &checks.Error{Code: checks.CodeInvalidRun, Subject: checks.CleanLine(run.ID)}
	}
	return nil
}

// validYear: RFC 3339 has four digits for a year.
func validYear(t time.Time) bool { return t.UTC().Year() >= 0 && t.UTC().Year() <= 9999 }

// validDay: as a year has in a record.
func validDay(d checks.Day) bool { return d.Year <= 9999 }

// save writes a run over the revision that the caller knows, and says of others what it says of them.
func (s *Store) save(w *writing, run checks.Run, revision uint64) (uint64, error) {
	old, err := w.runAt(run.ID, revision)
	if err != nil {
		return 0, err
	}
	if err := s.applyLooks(w, old.decode(run.ID, nil), run); err != nil {
		return 0, err
	}
	saved, err := w.write(run, revision)
	if err != nil {
		return 0, err
	}
	return saved, w.used(run.Team)
}

// runAt reads the record of a run that is to be written over, a zero one for a run that is new.
func (w *writing) runAt(id string, revision uint64) (old runRecord, err error) {
	parts, _, err := w.get(runsBucket, []byte(id), &old)
	switch {
	case err != nil:
	case old.Revision != revision:
		err = conflict(id)
	case parts != len(old.Actions):
		err = damaged(runsBucket, []byte(id), fmt.Errorf("%d of %d actions", len(old.Actions), parts))
	}
	return old, err
}

// write writes a run over the revision that the caller knows.
func (w *writing) write(run checks.Run, revision uint64) (uint64, error) {
	old, err := w.runAt(run.ID, revision)
	if err != nil {
		return 0, err
	}
	w.file.Change++
	if revision != 0 {
		if run.IsFinished() && old.Finished.IsZero() {
			w.file.Sweep, w.leaves = true, earlierStates
		}
		if err := w.delistRun(old.decode(run.ID, nil)); err != nil {
			return 0, err
		}
	}
	if err := w.saveActions(run, old.Actions); err != nil {
		return 0, err
	}
	rec := encodeRun(run, w.file.Change)
	if err := w.put(runsBucket, []byte(run.ID), len(run.Actions), rec); err != nil {
		return 0, err
	}
	return rec.Revision, w.enlist(encodeSummary(checks.Summarize(run), rec.Revision))
}

// delistRun removes the summary that was written with a run.
func (w *writing) delistRun(run checks.Run) error {
	s, err := w.summary(run)
	if err != nil {
		return err
	}
	return w.delist(s)
}

// holds tells whether the file has the run as it was to be saved. A later revision is somebody else's, over this one or over
// the one before it: that cannot be told.
func (s *Store) holds(r *reading, run checks.Run, revision uint64) (bool, error) {
	b, err := r.bucket(runsBucket)
	if err != nil {
		return false, err
	}
	var rec runRecord
	_, found, err := r.get(runsBucket, []byte(run.ID), &rec)
	switch {
	case err != nil || !found:
		return false, err
	case rec.Revision > revision:
		return false, errors.New("another program has written since")
	case rec.Revision < revision:
		return false, nil
	}
	want, err := seal(runsBucket, []byte(run.ID), len(run.Actions), encodeRun(run, revision))
	return err == nil && slices.Equal(want, b.Get([]byte(run.ID))), err
}
