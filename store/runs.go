package store

import (
	"bytes"
	"maps"
	"slices"

	"emptychair/checks"
)

// SaveRun writes a run over the revision it was read or written under last, 0 for a new run, and returns the new one. Revisions rise
// through the whole file: a run that was deleted and created again does not meet its old one. The run is on the disk when SaveRun
// returns. Another revision in the file is a conflict, and nothing is written. What the run says at its look back, and did not say
// when it was written last, is said of the actions and complaints themselves with the same write.
func (s *Store) SaveRun(run checks.Run, revision uint64) (saved uint64, err error) {
	if err := s.refuse(run); err != nil {
		return 0, err
	}
	if revision != 0 && s.isMissing() {
		return 0, conflict(run.ID)
	}
	err = s.update(func(w *writing) error {
		saved = w.change()
		old, err := w.runBefore(run)
		if err != nil && (revision != 0 || !isRecord(err)) { // of a run that is new one that is damaged is no matter
			return err
		}
		if old.version != revision {
			return conflict(run.ID)
		}
		if run.LookBack || bytes.Contains(old.body, []byte(`"look_back":true`)) {
			if err := w.applyLooks(old, run); err != nil {
				return err
			}
		}
		if revision != 0 && old.key != runKey(run) {
			w.remove(runsBucket, old.key)
			if run.IsFinished() && old.key == openKey(teamIn(old.key), run.ID) {
				w.meta.Sweep, w.sweep = true, earlierStates
			}
		}
		if err := w.markUsed(run.Team); err != nil {
			return err
		}
		return w.save(run)
	})
	if err != nil {
		return 0, err
	}
	return saved, nil
}

// runBefore returns the record of a run that is to be written over, a zero one for a run that is new. Where it stands under the same key, or
// stood there before it was finished, nothing else is looked at.
func (w *writing) runBefore(run checks.Run) (record, error) {
	for _, key := range []string{openKey(run.Team, run.ID), runKey(run)} {
		if rec, found, err := w.lookup(runsBucket, key); err != nil || found {
			return rec, err
		}
	}
	rec, err := w.find(runsBucket, run.ID)
	if checks.CodeOf(err) == checks.CodeNotFound {
		err = nil
	}
	return rec, err
}

// DeleteRun removes a run with its actions, what later runs of its team said of these at their look backs, for which they get another
// revision, and then its text from the file. Where only that fails, for want of room for example, it is [checks.CodeTextRemains]: the run
// is deleted, its text is still in the file. Backups keep what they hold: see [Store.BackupsHolding]. From a file in which anything is
// damaged or missing nothing is deleted.
func (s *Store) DeleteRun(id string) error {
	return s.erase(id, func(w *writing) error {
		run, _, err := w.run(id)
		if err != nil {
			return err
		}
		w.remove(runsBucket, runKey(run))
		return w.forgetLooks(run.Team, id, func(id string, _ checks.Look) bool {
			return slices.ContainsFunc(run.Actions, func(a checks.Action) bool { return a.ID == id })
		})
	})
}

// forgetLooks takes out of the runs of a team, but for one, what they said at their look backs of something that is deleted.
func (w *writing) forgetLooks(team, but string, about func(id string, l checks.Look) bool) error {
	runs, err := all[checks.Run](w.reading, runsBucket, team)
	if err != nil {
		return err
	}
	for _, run := range runs {
		had := len(run.Looked)
		if maps.DeleteFunc(run.Looked, about); run.ID == but || len(run.Looked) == had {
			continue
		}
		if err := w.save(run); err != nil {
			return err
		}
	}
	return nil
}

// applyLooks says of actions and complaints what a run says of them at its look back and its state before did not.
func (w *writing) applyLooks(old record, now checks.Run) (err error) {
	var was checks.Run
	if old.key != "" {
		if was, err = read[checks.Run](w.store, old); err != nil {
			return err
		}
	}
	if len(checks.ChangedLooks(was, now)) == 0 {
		return nil
	}
	snap, err := w.snapshotOf(now.Team)
	if err != nil {
		return err
	}
	for _, rec := range snap.ApplyLooks(was, now) {
		if story, ok := rec.(checks.Story); ok {
			i := slices.IndexFunc(snap.Stories, func(s checks.Story) bool { return s.ID == story.ID })
			err = w.replaceStory(snap.Stories[i], story)
		} else {
			err = w.save(rec)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
