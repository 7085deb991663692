package store

import (
	"strings"

	"emptychair/checks"
)

// The buckets of the file.
const (
	metaBucket    = "meta"
	teamsBucket   = "teams"
	runsBucket    = "runs"
	storiesBucket = "stories"
	actionsBucket = "actions"
)

// buckets are all of them; [metaBucket] holds what is known of the others.
var buckets = []string{metaBucket, runsBucket, actionsBucket, storiesBucket, teamsBucket}

// kinds are those that hold records of the domain, in the order in which they are handed out.
var kinds = buckets[1:4]

// The keys of [metaBucket].
const (
	schemaKey = "schema"
	fileKey   = "file"
)

// sep ends each part of a key but the last. No id and no team's name holds it: the domain lets no control character into either.
const sep = "\x00"

// prefixes returns what the keys of all records of a team in a bucket begin with; those of all teams for "".
func prefixes(bucket, team string) []string {
	switch {
	case team == "":
		return []string{""}
	case strings.Contains(team, sep):
		return nil
	case bucket == runsBucket:
		return []string{openKey(team, ""), team + sep}
	}
	return []string{team + sep}
}

// placeOf returns the bucket and the key of a record, of none for an action of a run: that comes with its run.
func placeOf(rec checks.Record) (bucket, key string) {
	switch rec := rec.(type) {
	case checks.Run:
		return runsBucket, runKey(rec)
	case checks.Story:
		return storiesBucket, storyKey(rec)
	case checks.Action:
		if rec.Run == "" {
			return actionsBucket, rec.Team + sep + rec.ID // it was made between runs
		}
	case checks.Marks:
		return teamsBucket, rec.Team
	}
	return "", ""
}

// runKey sorts the runs of a team by their days.
func runKey(r checks.Run) string {
	if !r.IsFinished() {
		return openKey(r.Team, r.ID)
	}
	return r.Team + sep + r.Day.String() + sep + r.ID
}

// openKey is the key of an unfinished run. They stand before all others, so that one look finds those of all teams.
func openKey(team, id string) string { return sep + team + sep + id }

// storyKey sorts the stories of a team by their days.
func storyKey(s checks.Story) string { return s.Team + sep + s.On.String() + sep + s.ID }

// partsOf is how many parts a key of each bucket has.
var partsOf = map[string]int{teamsBucket: 1, actionsBucket: 2, runsBucket: 3, storiesBucket: 3}

// isKey tells whether a key that was read can be one of a bucket.
func isKey(bucket, key string) bool {
	parts := strings.Split(key, sep)
	if len(parts) != partsOf[bucket] {
		return false
	}
	for _, part := range parts {
		if checks.CleanLine(part) != part || len(part) > 4*checks.MaxName {
			return false
		}
	}
	return len(parts) < 3 || parts[0] == "" || new(checks.Day).UnmarshalText([]byte(parts[1])) == nil
}

// idIn returns the id at the end of a key.
func idIn(key string) string { return key[strings.LastIndex(key, sep)+1:] }

// dayIn returns the day in a key, "no date" where it has none.
func dayIn(key string) (day checks.Day) {
	if parts := strings.Split(key, sep); len(parts) == 3 && parts[0] != "" {
		_ = day.UnmarshalText([]byte(parts[1])) // which leaves no date where it is none
	}
	return day
}

// teamIn returns the team in a key.
func teamIn(key string) string {
	team, _, _ := strings.Cut(strings.TrimPrefix(key, sep), sep)
	return team
}

// placeName is the name of a record as it can be shown, that of its bucket where there is no key.
func placeName(bucket, key string) string {
	if key == "" {
		return checks.CleanLine(bucket)
	}
	return checks.CleanLine(bucket) + "/" + checks.CleanLine(idIn(key))
}
