package store

import (
	"cmp"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// writeLoose writes the actions that were made between runs.
func (r *rescue) writeLoose(db *bolt.DB) error {
	latest := map[string]uint64{}
	list := map[string]checks.TeamAction{}
	for _, key := range r.keys(looseBucket) {
		v, err := r.wreck.value(r.wreck.records[looseBucket][key])
		if err != nil {
			return err
		}
		a, err := r.store.readLoose([]byte(key), v)
		if err != nil {
			r.lose(LossInvalid, placeName(looseBucket, []byte(key)), "")
			continue
		}
		if change := versionOf(looseBucket, v); list[a.ID].ID == "" || change > latest[a.ID] {
			list[a.ID], latest[a.ID] = a, change
		}
		r.doubt(looseBucket, key)
	}
	r.loose = len(list)
	return r.in(db, func(w *writing) error {
		for _, id := range slices.Sorted(maps.Keys(list)) {
			if err := r.addLoose(w, list[id]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *rescue) addLoose(w *writing, a checks.TeamAction) error {
	if _, twice, err := r.store.looseAt(&w.reading, a.Team, a.ID); err != nil || twice {
		return err
	}
	w.file.Change++
	r.out.Actions++
	return w.addLoose(a)
}

// adopt writes the actions whose run is gone as actions between runs.
func (r *rescue) adopt(db *bolt.DB) error {
	return r.in(db, func(w *writing) error {
		for _, run := range slices.Sorted(maps.Keys(r.actions)) {
			for _, id := range r.actions[run] {
				if err := r.adoptOne(w, run, id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (r *rescue) adoptOne(w *writing, run, id string) error {
	var rec actionRecord
	key := string(actionKey(run, id))
	_, err := r.read(actionsBucket, key, &rec)
	a := checks.TeamAction{Team: r.places[run].team, Made: r.places[run].finished}
	if a.Team == "" {
		a.Team, a.Made = r.home(w), r.store.now()
	}
	if err == nil {
		a.Action, err = rec.decode(id)
	}
	if err != nil || r.store.checkAction(a) != nil {
		r.lose(LossInvalid, placeName(actionsBucket, []byte(key)), "")
		return nil
	}
	r.lose(LossRun, run, "")
	r.lose(LossBelongs, id, run)
	return r.addLoose(w, a)
}

// home returns the team of an action of which nobody knows whose it is.
func (r *rescue) home(w *writing) string {
	names, _, err := w.allTeams()
	if err == nil && len(names) == 1 {
		return names[0]
	}
	return r.recovered
}

// writeStories writes the stories.
func (r *rescue) writeStories(db *bolt.DB) error {
	latest := map[string]uint64{}
	list := map[string]checks.Story{}
	for _, key := range r.keys(storiesBucket) {
		v, err := r.wreck.value(r.wreck.records[storiesBucket][key])
		if err != nil {
			return err
		}
		story, _, err := r.store.readStory([]byte(key), v)
		if err != nil {
			r.lose(LossInvalid, placeName(storiesBucket, []byte(key)), "")
			continue
		}
		if change := versionOf(storiesBucket, v); list[story.ID].ID == "" || change > latest[story.ID] {
			list[story.ID], latest[story.ID] = story, change
		}
		r.doubt(storiesBucket, key)
	}
	all := slices.SortedFunc(maps.Values(list), func(a, b checks.Story) int { return cmp.Compare(a.ID, b.ID) })
	for some := range slices.Chunk(all, rescued) {
		err := r.in(db, func(w *writing) error {
			for _, story := range some {
				w.file.Change++
				r.out.Stories++
				if err := w.addStory(story); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
