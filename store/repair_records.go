package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// rescued is how many runs are written in one transaction.
const rescued = 500

// rescue writes what can be read of a damaged file into a new one.
type rescue struct {
	store     *Store
	wreck     *wreck
	recovered string // the team of actions that belong to none
	out       Repaired
	lost      map[Loss]bool

	actions map[string][]string    // ids by run
	loose   int                    // actions that were made between runs in the old file too
	used    map[string]uint64      // the change at which a run of a team was saved last
	places  map[string]whereabouts // what the list of open actions says of runs
}

func newRescue(s *Store, w *wreck, recovered string) *rescue {
	r := &rescue{
		store: s, wreck: w, recovered: recovered, lost: map[Loss]bool{}, actions: map[string][]string{},
		used: map[string]uint64{}, places: map[string]whereabouts{},
	}
	for key := range w.records[actionsBucket] {
		run, id, _ := strings.Cut(key, sep)
		r.actions[run] = append(r.actions[run], id)
	}
	for _, ids := range r.actions {
		slices.Sort(ids)
	}
	return r
}

// isEmpty tells whether nothing can be read that somebody has entered.
func (r *rescue) isEmpty() bool {
	n := 0
	for _, bucket := range []string{fileBucket, runsBucket, indexBucket, unfinishedBucket, actionsBucket, looseBucket, storiesBucket} {
		n += len(r.wreck.records[bucket])
	}
	return n == 0
}

// lose notes a loss, once.
func (r *rescue) lose(kind LossKind, where, detail string) {
	l := Loss{kind, checks.CleanLine(where), checks.CleanLine(detail)}
	if !r.lost[l] {
		r.lost[l] = true
		r.out.Lost = append(r.out.Lost, l)
	}
}

// keys returns the keys of a bucket of which there is a record, in order.
func (r *rescue) keys(bucket string) []string {
	return slices.Sorted(maps.Keys(r.wreck.records[bucket]))
}

// read reads a record, and notes where it may not be the last version of it.
func (r *rescue) read(bucket, key string, into any) (found bool, err error) {
	at, found := r.wreck.records[bucket][key]
	if !found {
		return false, nil
	}
	v, err := r.wreck.value(at)
	if err == nil {
		_, err = unseal(bucket, []byte(key), v, into)
	}
	return true, err
}

// doubt notes where a record may not be the last version of it.
func (r *rescue) doubt(bucket, key string) {
	if r.wreck.records[bucket][key].rank == doubtful {
		r.lose(LossDoubtful, placeName(bucket, []byte(key)), "")
	}
}

// in runs fn in a transaction of the new file.
func (r *rescue) in(db *bolt.DB, fn func(w *writing) error) error {
	return db.Update(func(tx *bolt.Tx) error {
		w := newWriting(tx, nil)
		err := w.readFile()
		if err == nil {
			err = fn(w)
		}
		if err == nil {
			err = w.finish()
		}
		return err
	})
}

// begin lets changes go on where they were: a program that still has a run of the old file open is not to meet its revision.
func (r *rescue) begin(db *bolt.DB) error {
	var file fileRecord
	if found, err := r.read(fileBucket, string(fileKey), &file); err != nil || !found {
		file = fileRecord{}
		r.lose(LossLanguage, "", "")
	}
	highest := file.Change
	for _, bucket := range []string{runsBucket, indexBucket, unfinishedBucket, teamsBucket} {
		for _, at := range r.wreck.records[bucket] {
			v, err := r.wreck.value(at)
			if err != nil {
				return err
			}
			highest = max(highest, versionOf(bucket, v))
		}
	}
	return r.in(db, func(w *writing) error {
		w.file.Change, w.file.Language = highest, file.Language
		return nil
	})
}

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

// finish puts back what was remembered of teams, and names what is lost.
func (r *rescue) finish(db *bolt.DB) error {
	var file fileRecord
	_, _ = r.read(fileBucket, string(fileKey), &file)
	return r.in(db, func(w *writing) error {
		names, _, err := w.allTeams()
		if err != nil {
			return err
		}
		for _, name := range names {
			t, err := w.team(name)
			if err != nil {
				return err
			}
			var was teamRecord
			if found, err := r.read(teamsBucket, name, &was); err != nil || !found {
				was = teamRecord{Used: r.used[name], Since: t.Since}
				if name != r.recovered {
					r.lose(LossMarks, name, "")
				}
			}
			t.Used, t.Since, t.Changing, t.Leadership = was.Used, was.Since, was.Changing, was.Leadership
			if name == file.Team {
				w.file.Team = name
			}
		}
		return r.nameLost(w, file)
	})
}

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
