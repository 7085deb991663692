package store

import (
	"fmt"
)

// nameLost names what was in the old file and is not in the new one: first what has a name, then how many more there were.
func (r *rescue) nameLost(w *writing, was fileRecord) error {
	for _, t := range r.wreck.torn {
		if err := r.nameTorn(w, t); err != nil {
			return err
		}
	}
	for _, key := range r.keys(followedBucket) {
		if err := r.nameTorn(w, torn{storiesBucket, []byte(key)}); err != nil {
			return err
		}
	}
	var had teamRecord
	for _, name := range r.keys(teamsBucket) {
		var t teamRecord
		if _, err := r.read(teamsBucket, name, &t); err != nil {
			continue
		}
		had.Stories, had.Loose = had.Stories+t.Stories, had.Loose+t.Loose
		if err := r.nameRun(w, t.Latest); err != nil {
			return err
		}
	}
	r.countLost(LossRun, LossMoreRuns, was.Runs-r.out.Runs)
	r.countLost(LossStory, LossMoreStories, had.Stories-r.out.Stories)
	r.countLost(LossAction, LossMoreActions, had.Loose-r.loose)
	if _, counted := r.wreck.records[fileBucket][string(fileKey)]; len(r.wreck.state.lost) > 0 && (!counted || len(r.wreck.records[teamsBucket]) < was.Teams) {
		r.lose(LossUnknown, "", "")
	}
	return nil
}

// countLost says how many more of a kind are lost than those that are named.
func (r *rescue) countLost(kind, more LossKind, n int) {
	for l := range r.lost {
		if l.Kind == kind && l.Detail == "" || l.Kind == kind && kind == LossStory {
			n--
		}
	}
	if n > 0 {
		r.lose(more, fmt.Sprint(n), "")
	}
}

// nameTorn names the record that an element was, where it is not there from elsewhere.
func (r *rescue) nameTorn(w *writing, t torn) error {
	switch t.bucket {
	case runsBucket, unfinishedBucket:
		return r.nameRun(w, string(t.key))
	case indexBucket, openBucket:
		id, _ := indexedID(t.key)
		return r.nameRun(w, id)
	case storiesBucket:
		if _, on, id, ok := splitStoryKey(t.key); ok {
			keys, _, err := w.storyKeys("", id)
			if err == nil && keys[id] == nil {
				r.lose(LossStory, id, on.String())
			}
			return err
		}
	case looseBucket:
		team, id := splitLooseKey(t.key)
		_, found, err := r.store.looseAt(&w.reading, team, id)
		if err == nil && !found {
			r.lose(LossAction, id, "")
		}
		return err
	}
	return nil
}

// nameRun names a run that is not there.
func (r *rescue) nameRun(w *writing, id string) error {
	if id == "" {
		return nil
	}
	_, found, err := w.get(runsBucket, []byte(id), nil)
	if err == nil && !found {
		r.lose(LossRun, id, "")
	}
	return err
}
