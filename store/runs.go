package store

import (
	"maps"
	"slices"

	"emptychair/checks"
)

// SaveRun writes a run over the revision it was read or written under last, 0 for a new run, and returns the new one. Revisions rise
// through the whole file: a run that was deleted and created again does not meet its old one. The run is on the disk when SaveRun
// returns. Another revision in the file is a conflict, and nothing is written. Words that are taken back from a finished run are swept out
// of the file, as those of a story are. What the run says at its look back, and did not say
// when it was written last, is said of the actions and complaints themselves with the same write.
func (s *Store) SaveRun(run checks.Run, revision uint64) (saved uint64, err error) {
	if err := s.refuse(run); err != nil {
		return 0, err
	}
	if revision != 0 && s.isMissing() {
		return 0, s.fail(checks.CodeGone, nil)
	}
	err = s.update(func(w *writing) error {
		saved, w.over = w.change(), revision
		was, err := w.runBefore(run)
		switch {
		case err != nil && (revision != 0 || !isRecord(err)): // of a run that is new one that is damaged is no matter
			return err
		case was.version != revision && !w.isOwn(was):
			return conflict(run.ID)
		}
		return w.saveOver(was, run)
	})
	if err != nil {
		return 0, err
	}
	return saved, nil
}

// saveOver writes a run over a record of it, a zero one for a run that is new.
func (w *writing) saveOver(old record, run checks.Run) (err error) {
	var was checks.Run
	if old.envelope != nil {
		if was, err = read[checks.Run](w.store, old); err != nil {
			return err
		}
	}
	if err := w.applyLooks(was, run); err != nil {
		return err
	}
	if old.key != "" && old.key != runKey(run) {
		w.remove(runsBucket, old.key)
	}
	w.meta.Open = w.meta.Open || !run.IsFinished()
	if old.envelope != nil && !was.IsFinished() && hidesNoMore(was, run) {
		w.meta.Sweep = true
	}
	if was.IsFinished() {
		w.sweepWords(was, run)
	}
	err = w.save(run)
	w.meta.Team = run.Team
	return err
}

// hidesNoMore tells whether an unfinished run is finished now, or shows the answers to an item or leaves one. What its earlier states would
// tell, which are the answers one by one, is then for nobody any more.
func hidesNoMore(was, now checks.Run) bool {
	for id, rating := range now.Ratings {
		left := was.At == id && now.At != id && rating.Answers() > 0
		if rating.Revealed != was.Ratings[id].Revealed || left && !rating.Revealed {
			return true
		}
	}
	return now.IsFinished()
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
	return s.erase(id, "", func(w *writing) error {
		run, _, err := w.run(id)
		if err != nil {
			return err
		}
		w.remove(runsBucket, runKey(run))
		var gone []string
		for _, a := range run.Actions {
			gone = append(gone, a.ID)
		}
		return w.forgetLooks(run.Team, id, gone...)
	})
}

// forgetLooks takes out of the runs of a team, but for one, what they said at their look backs of what had these ids and is deleted. Where
// another run has an action of the same id, as the copy of a run does, it was said of that, too, and stays.
func (w *writing) forgetLooks(team, but string, ids ...string) error {
	runs, err := all[checks.Run](w.reading, runsBucket, team)
	if err != nil {
		return err
	}
	runs = slices.DeleteFunc(runs, func(r checks.Run) bool { return r.ID == but })
	gone := map[string]bool{}
	for _, id := range ids {
		gone[id] = true
	}
	for _, run := range runs {
		for _, a := range run.Actions {
			delete(gone, a.ID)
		}
	}
	for _, run := range runs {
		had := len(run.Looked)
		if maps.DeleteFunc(run.Looked, func(id string, _ checks.Look) bool { return gone[id] }); len(run.Looked) == had {
			continue
		}
		if err := w.save(run); err != nil {
			return err
		}
	}
	return nil
}

// applyLooks says of actions and complaints what a run says of them at its look back and its state before did not.
func (w *writing) applyLooks(was, now checks.Run) (err error) {
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
			err = w.replace(snap.Stories[i], story)
		} else {
			err = w.save(rec)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
