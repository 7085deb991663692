package store

import (
	"encoding/json"
	"strings"
)

// told is what a state says of how much there is, where not all of it can be reached.
type told struct {
	wreck   *wreck
	runs    map[string]string         // the runs that it speaks of, with their teams
	members map[string]map[string]int // how many records of a bucket it has of a team
}

// leaveOut takes out what is found on pages to which nothing leads, and of which the state that was taken does not speak where it
// would: it was deleted. What was written later than that state stays, and so does what is where the state cannot
// be read, as long as there may be more than it is known to have.
func (w *wreck) leaveOut() {
	t := w.toldBy()
	for _, bucket := range []string{teamsBucket, indexBucket, unfinishedBucket, runsBucket, looseBucket, storiesBucket} {
		for key, r := range w.records[bucket] {
			if r.rank > orphaned || r.rank == orphaned && w.state.contested {
				continue // what can be reached may be what was there before: then it is no reason
			}
			v, err := w.value(r)
			if err != nil || !t.mayBe(bucket, key, v, r.rank == orphaned && w.state.lacks(bucket)) {
				delete(w.records[bucket], key)
			}
		}
	}
	t.leaveOutWith(openBucket, func(key string) bool { return w.has(indexBucket, key) })
	t.leaveOutWith(followedBucket, func(key string) bool { return w.has(storiesBucket, key) })
	runs := w.runIDs()
	t.leaveOutWith(actionsBucket, func(key string) bool {
		run, _, _ := strings.Cut(key, sep)
		return runs[run] || w.state.lacks(runsBucket) && !w.state.counted
	})
}

// leaveOutWith takes out of a bucket what belongs to something that is not there.
func (t *told) leaveOutWith(bucket string, stays func(key string) bool) {
	for key, r := range t.wreck.records[bucket] {
		if r.rank <= orphaned && !t.wreck.state.has(bucket, key) && !stays(key) {
			delete(t.wreck.records[bucket], key)
		}
	}
}

func (w *wreck) has(bucket, key string) bool {
	_, found := w.records[bucket][key]
	return found
}

// runIDs returns the runs of which there is a record.
func (w *wreck) runIDs() map[string]bool {
	ids := map[string]bool{}
	for _, bucket := range []string{runsBucket, unfinishedBucket} {
		for id := range w.records[bucket] {
			ids[id] = true
		}
	}
	for key := range w.records[indexBucket] {
		id, _ := indexedID([]byte(key))
		ids[id] = true
	}
	return ids
}

// toldBy counts what the state has.
func (w *wreck) toldBy() *told {
	t := &told{w, map[string]string{}, map[string]map[string]int{looseBucket: {}, storiesBucket: {}, runsBucket: {}}}
	for key := range w.state.keys[indexBucket] {
		id, _ := indexedID([]byte(key))
		t.runs[id], _, _ = strings.Cut(key, sep)
	}
	for _, bucket := range []string{unfinishedBucket, runsBucket} {
		for id := range w.state.keys[bucket] {
			if t.runs[id] == "" {
				v, _ := w.value(w.records[bucket][id])
				t.runs[id] = partOf(v).Team
			}
		}
	}
	for _, team := range t.runs {
		t.members[runsBucket][team]++
	}
	for _, bucket := range []string{looseBucket, storiesBucket} {
		for key := range w.state.keys[bucket] {
			team, _, _ := strings.Cut(key, sep)
			t.members[bucket][team]++
		}
	}
	return t
}

// partOf returns the little of a run or a summary that says where it belongs.
func partOf(v []byte) (part summaryRecord) {
	var rec struct{ Team, Finished json.RawMessage }
	if len(v) < envelopeHead || json.Unmarshal(v[envelopeHead:], &rec) != nil {
		return part
	}
	_, _ = json.Unmarshal(rec.Team, &part.Team), json.Unmarshal(rec.Finished, &part.Finished)
	return part
}

// mayBe tells whether a record can be one of the latest state, or of a later one. It may be missing where that cannot be told by
// its key.
func (t *told) mayBe(bucket, key string, v []byte, missing bool) bool {
	st := t.wreck.state
	if st.has(bucket, key) || st.outdated && st.change > 0 && versionOf(bucket, v) > st.change {
		return true
	}
	if !missing && !st.misses(bucket, key) {
		return bucket == runsBucket && t.runs[key] != ""
	}
	switch bucket {
	case teamsBucket:
		return !st.counted || st.file.Teams > len(st.teams)
	case runsBucket:
		part := partOf(v)
		return t.runs[key] != "" || t.mayBeListed(key, part) && t.hasRoom(bucket, part.Team)
	case unfinishedBucket:
		return t.mayHaveRun(key, partOf(v).Team)
	case indexBucket:
		id, _ := indexedID([]byte(key))
		team, _, _ := strings.Cut(key, sep)
		return t.mayHaveRun(id, team)
	}
	team, _, _ := strings.Cut(key, sep)
	return t.hasRoom(bucket, team)
}

// mayBeListed tells whether the summary of a run can be there.
func (t *told) mayBeListed(id string, run summaryRecord) bool {
	if run.Finished.IsZero() {
		return t.wreck.state.misses(unfinishedBucket, id)
	}
	return t.wreck.state.misses(indexBucket, string(indexKey(run.Team, run.Finished, id)))
}

// mayHaveRun tells whether a run of a team can be there.
func (t *told) mayHaveRun(id, team string) bool {
	return t.runs[id] != "" || t.wreck.state.misses(runsBucket, id) && t.hasRoom(runsBucket, team)
}

// hasRoom tells whether a team may have more records in a bucket than those that can be reached.
func (t *told) hasRoom(bucket, team string) bool {
	st := t.wreck.state
	rec, found := st.teams[team]
	if !found {
		return st.misses(teamsBucket, team) && (bucket != runsBucket || !st.counted || st.file.Runs > len(t.runs))
	}
	return map[string]int{runsBucket: rec.Runs, looseBucket: rec.Loose, storiesBucket: rec.Stories}[bucket] > t.members[bucket][team]
}
