package store

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"emptychair/checks"
)

// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and nothing is
// written; so is a story to be added whose id is taken. The story is on the disk when SaveStory returns. Words that were taken back are
// then swept out of the file, as what a finished run leaves behind.
func (s *Store) SaveStory(was, now checks.Story) error {
	if err := s.refuse(now); err != nil {
		return err
	}
	added := was.ID == ""
	switch {
	case !added && was.ID != now.ID:
		return conflict(now.ID)
	case !added && s.isMissing():
		return s.fail(checks.CodeGone, nil)
	}
	return s.update(func(w *writing) error {
		switch {
		case w.hasOwn(now):
			return w.save(now)
		case added:
			return w.addStory(now)
		}
		if err := unchanged(w, was); err != nil {
			return err
		}
		return w.replaceStory(was, now)
	})
}

// unchanged is a conflict where a record is not stored as it was.
func unchanged[T checks.Record](w *writing, was T) error {
	rec, found, err := w.lookup(placeOf(was))
	if err != nil {
		return err
	}
	if !found {
		return conflict(was.Key())
	}
	stored, err := read[T](w.store, rec)
	if err == nil && !checks.Same(stored, was) {
		err = conflict(was.Key())
	}
	return err
}

// addStory writes a new story. No other one may have its id.
func (w *writing) addStory(story checks.Story) error {
	taken := false
	if err := w.keysOf(storiesBucket, "", func(key string) { taken = taken || idIn(key) == story.ID }); err != nil {
		return err
	}
	if taken {
		return conflict(story.ID)
	}
	return w.save(story)
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

// replaceStory puts a story in place of one that is in the file, which may be of another team or another day.
func (w *writing) replaceStory(was, now checks.Story) error {
	if checks.Same(was, now) {
		return nil
	}
	w.sweepWords(was, now)
	if key := storyKey(was); key != storyKey(now) {
		w.remove(storiesBucket, key)
	}
	return w.save(now)
}

// quoted is a text in JSON.
var quoted = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`"(\\.|[^"\\])*"`) })

// sweepWords sweeps the file where words of a record are taken back.
func (w *writing) sweepWords(was, now checks.Record) {
	words := wordsOf(now)
	if slices.ContainsFunc(wordsOf(was), func(s string) bool { return !slices.Contains(words, s) }) {
		w.meta.Sweep, w.sweep = true, earlierStates
	}
}

// wordsOf returns all texts that a record holds.
func wordsOf(r checks.Record) []string {
	b, _ := checks.EncodeJSON(r) // which a record that was checked allows
	return quoted().FindAllString(string(b), -1)
}

// SaveAction puts now in place of was, or adds it as an action between runs where was is zero. Another one in the file than was is a
// conflict, and nothing is written; so is an action to be added whose id is taken. An action of a run is changed in that run, which
// gets another revision by it. The action is on the disk when SaveAction returns.
func (s *Store) SaveAction(was, now checks.Action) error {
	if err := s.refuse(now); err != nil {
		return err
	}
	added := was.ID == ""
	switch {
	case added && now.Run != "", !added && (was.ID != now.ID || was.Team != now.Team || was.Run != now.Run):
		return conflict(now.ID)
	case !added && s.isMissing():
		return s.fail(checks.CodeGone, nil)
	}
	return s.update(func(w *writing) error {
		switch {
		case w.hasOwn(now):
			return w.save(now)
		case added:
			return w.addAction(now)
		case now.Run != "":
			return w.saveActionOfRun(was, now)
		}
		if err := unchanged(w, was); err != nil || checks.Same(was, now) {
			return err
		}
		return w.save(now)
	})
}

// addAction writes a new action between runs. No other action may have its id, be it in a run.
func (w *writing) addAction(a checks.Action) error {
	taken, err := w.actionIDs()
	if err != nil {
		return err
	}
	if _, found := taken[a.ID]; found {
		return conflict(a.ID)
	}
	return w.save(a)
}

// actionIDs returns the ids of all actions, with the runs of each, "" for one that was made between runs.
func (r *reading) actionIDs() (map[string][]string, error) {
	ids := map[string][]string{}
	if err := r.keysOf(actionsBucket, "", func(key string) { ids[idIn(key)] = []string{""} }); err != nil {
		return nil, err
	}
	_, err := r.scan(runsBucket, "", func(rec record) error {
		if !strings.Contains(string(rec.body), `"actions":[`) { // most of what there is to know without decoding
			return nil
		}
		run, err := read[checks.Run](r.store, rec)
		if err == nil {
			for _, a := range run.Actions {
				ids[a.ID] = append(ids[a.ID], run.ID)
			}
		}
		return err
	})
	return ids, err
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
