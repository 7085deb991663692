package store

import (
	"fmt"
	"maps"
	"slices"
)

// compare looks at what should be there and was not met.
func (e *examination) compare() {
	for _, id := range slices.Sorted(maps.Keys(e.runs)) {
		if !e.runs[id].seen {
			e.found(FindingMissing, runsBucket, []byte(id), errAbsent)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(e.open)) {
		e.found(FindingIndex, openBucket, []byte(key), errStray)
	}
	for _, run := range slices.Sorted(maps.Keys(e.actions)) {
		e.found(FindingStray, actionsBucket, []byte(run), errStray)
	}
	for _, key := range slices.Sorted(maps.Keys(e.followed)) {
		e.found(FindingIndex, followedBucket, []byte(key), errFollowed)
	}
	stored := 0
	for _, name := range slices.Sorted(maps.Keys(e.teams)) {
		if t := e.teams[name]; t.stored {
			stored++
		}
		e.compareTeam(name, e.teams[name])
	}
	e.compareFile(stored)
}

func (e *examination) compareTeam(name string, t *examinedTeam) {
	want := teamRecord{
		Runs: t.Runs, Finished: t.Finished, Open: t.Open, Loose: t.Loose, LooseOpen: t.LooseOpen, Stories: t.Stories, Followed: t.Followed,
	}
	switch {
	case !t.stored:
		e.found(FindingMissing, teamsBucket, []byte(name), errNoTeam)
	case t.met != want:
		e.found(FindingCount, teamsBucket, []byte(name), fmt.Errorf("%+v, but %+v", want, t.met))
	case t.run != "" || t.story != "":
		e.found(FindingIndex, teamsBucket, []byte(name), errChain)
	}
}

func (e *examination) compareFile(teams int) {
	for _, rec := range []struct {
		there bool
		key   []byte
	}{{e.hasFile, fileKey}, {e.diagnosis.Schema > 0, schemaKey}} {
		if !rec.there && !e.isNamed(placeName(fileBucket, rec.key)) {
			e.found(FindingMissing, fileBucket, rec.key, errAbsent)
		}
	}
	if !e.hasFile {
		return
	}
	if _, known := e.teams[e.file.Team]; e.file.Team != "" && !known {
		e.found(FindingIndex, fileBucket, fileKey, errNoTeam)
	}
	met := [3]int{e.counted.runs, e.counted.unfinished, teams}
	if want := [3]int{e.file.Runs, e.file.Unfinished, e.file.Teams}; met != want {
		e.found(FindingCount, fileBucket, fileKey, fmt.Errorf("%v, but %v", want, met))
	}
}

// isNamed tells whether something is found to be wrong with a record already.
func (e *examination) isNamed(where string) bool {
	return slices.ContainsFunc(e.diagnosis.Findings, func(f Finding) bool { return f.Where == where })
}
