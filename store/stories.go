package store

import (
	"regexp"
	"slices"
	"sync"

	"emptychair/checks"
)

// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and nothing is
// written; so is a story to be added whose id is taken. The story is on the disk when SaveStory returns. Words that were taken back are
// then swept out of the file, as what a finished run leaves behind.
func (s *Store) SaveStory(was, now checks.Story) error {
	return s.saveRecord(was, now, was.ID != "" && was.ID != now.ID)
}

// SaveAction does with an action what [Store.SaveStory] does with a story, but that nothing is swept; one that is added was made between
// runs. An action of a run is changed in that run, which gets another revision by it.
func (s *Store) SaveAction(was, now checks.Action) error {
	isOther := was.ID == "" && now.Run != "" || was.ID != "" && (was.ID != now.ID || was.Team != now.Team || was.Run != now.Run)
	return s.saveRecord(was, now, isOther)
}

// saveRecord puts a record in place of another one, or adds it where that is a zero one. Two that have nothing to do with each other are a
// conflict.
func (s *Store) saveRecord(was, now checks.Record, isOther bool) error {
	if err := s.refuse(now); err != nil {
		return err
	}
	added := was.Key() == ""
	switch {
	case isOther:
		return conflict(now.Key())
	case !added && s.isMissing():
		return s.fail(checks.CodeGone, nil)
	}
	return s.update(func(w *writing) error {
		bucket, _ := placeOf(now)
		switch {
		case w.hasOwn(now):
			return w.save(now)
		case added:
			return w.add(now)
		case bucket == "":
			return w.saveActionOfRun(was.(checks.Action), now.(checks.Action))
		}
		if err := w.unchanged(was); err != nil {
			return err
		}
		return w.replace(was, now)
	})
}

// unchanged is a conflict where a record is not stored as it was.
func (w *writing) unchanged(was checks.Record) error {
	rec, found, err := w.lookup(placeOf(was))
	if err != nil {
		return err
	}
	if !found {
		return conflict(was.Key())
	}
	stored, err := readRecord(w.store, rec)
	if err == nil && !checks.Same(stored, was) {
		err = conflict(was.Key())
	}
	return err
}

// add writes a new record. No other one of its bucket may have its id.
func (w *writing) add(rec checks.Record) error {
	bucket, _ := placeOf(rec)
	keys, err := w.keys(bucket, "")
	if err != nil {
		return err
	}
	if slices.ContainsFunc(keys, func(key string) bool { return idIn(key) == rec.Key() }) {
		return conflict(rec.Key())
	}
	return w.save(rec)
}

// DeleteStory removes a story, what runs of its team said of it at their look backs, and then its text from the file, as
// [Store.DeleteRun] does with a run.
func (s *Store) DeleteStory(id string) error {
	return s.erase(id, "", func(w *writing) error { return w.removeLookedAt(storiesBucket, id) })
}

// DeleteAction removes an action, as [Store.DeleteStory] does with a story: one of a run, finished or not, or for "" one that was made
// between runs.
func (s *Store) DeleteAction(id, of string) error {
	return s.erase(id, "", func(w *writing) error {
		if of == "" {
			return w.removeLookedAt(actionsBucket, id)
		}
		run, _, err := w.run(of)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(run.Actions, func(a checks.Action) bool { return a.ID == id })
		if i < 0 {
			return notFound(id)
		}
		run.Actions = slices.Delete(run.Actions, i, i+1)
		if err := w.save(run); err != nil {
			return err
		}
		return w.forgetLooks(run.Team, of, id)
	})
}

// removeLookedAt removes a record, and what runs of its team said of it at their look backs.
func (w *writing) removeLookedAt(bucket, id string) error {
	rec, err := w.find(bucket, id)
	if err != nil {
		return err
	}
	w.remove(bucket, rec.key)
	return w.forgetLooks(teamIn(rec.key), "", id)
}

// replace puts a record in place of one that is in the file, which may be of another team or another day.
func (w *writing) replace(was, now checks.Record) error {
	if checks.Same(was, now) {
		return nil
	}
	bucket, before := placeOf(was)
	if bucket == storiesBucket {
		w.sweepWords(was, now)
	}
	if _, key := placeOf(now); key != before {
		w.remove(bucket, before)
	}
	return w.save(now)
}

// quoted is a text in JSON.
var quoted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"(\\.|[^"\\])*"`) })

// sweepWords sweeps the file where words of a record are taken back.
func (w *writing) sweepWords(was, now checks.Record) {
	words := wordsOf(now)
	if slices.ContainsFunc(wordsOf(was), func(s string) bool { return !slices.Contains(words, s) }) {
		w.meta.Sweep = true
	}
}

// wordsOf returns all texts that a record holds.
func wordsOf(r checks.Record) []string {
	b, _ := checks.EncodeJSON(r) // which a record that was checked allows
	return quoted().FindAllString(string(b), -1)
}

// saveActionOfRun writes the finished run of an action with the action as it is now.
func (w *writing) saveActionOfRun(was, now checks.Action) error {
	rec, err := w.find(runsBucket, now.Run)
	if checks.CodeOf(err) == checks.CodeNotFound {
		return conflict(now.ID)
	}
	if err != nil {
		return err
	}
	run, err := read[checks.Run](w.store, rec)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(run.Actions, func(a checks.Action) bool { return a.ID == was.ID })
	if i < 0 || run.Actions[i] != was.Own() && !w.isOwn(rec) || !run.IsFinished() || run.Team != now.Team {
		return conflict(now.ID)
	}
	if run.Actions[i] == now.Own() {
		return nil
	}
	run.Actions[i] = now.Own()
	return w.save(run)
}
