package store

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"emptychair/checks"
)

// The buckets of the file.
const (
	fileBucket       = "emptychair"
	runsBucket       = "runs"
	actionsBucket    = "actions"
	indexBucket      = "index"
	openBucket       = "open"
	unfinishedBucket = "unfinished"
	teamsBucket      = "teams"
	looseBucket      = "loose"
	storiesBucket    = "stories"
	followedBucket   = "followed"
)

var (
	schemaKey = []byte("schema")
	fileKey   = []byte("file")
)

// sep ends a variable part of a key. No id and no team name holds it: the domain lets no control character into either.
const sep = "\x00"

// timeSize is the length of a sort key of a time.
const timeSize = 12

// maxID bounds ids so that every key stays far below what bbolt can take.
const maxID = 128

// validID tells whether the id of a valid run or action can be part of a key.
func validID(id string) bool {
	return len(id) <= maxID && !strings.Contains(id, sep)
}

// cleanID tells whether an id that was read can be shown as it is.
func cleanID(id string) bool {
	return id != "" && len(id) <= maxID && checks.CleanLine(id) == id
}

// actionsKey is what the keys of all actions of a run start with.
func actionsKey(run string) []byte { return []byte(run + sep) }

func actionKey(run, action string) []byte { return []byte(run + sep + action) }

// What stands before the id in the key of an action that was made between runs: those that are open come first.
const (
	looseOpen    byte = 1
	looseSettled byte = 2
)

// looseKey is the key of an action that a team made between runs.
func looseKey(team string, state byte, action string) []byte {
	return append(append(teamKey(team), state), action...)
}

// looseKeyOf is the key of such an action as it stands.
func looseKeyOf(a checks.TeamAction) []byte {
	if isOpen(a) {
		return looseKey(a.Team, looseOpen, a.ID)
	}
	return looseKey(a.Team, looseSettled, a.ID)
}

// splitLooseKey returns the team and the id in such a key.
func splitLooseKey(key []byte) (team, action string) {
	team, rest, _ := strings.Cut(string(key), sep)
	return team, rest[min(1, len(rest)):]
}

// The day in the key of a story is a number like 20261103, taken from this one so that later days sort first. No key goes on
// with a byte as large as 0xff after the team's name: see [pages.span].
const (
	dayLimit = 0xEFFFFFFF
	daySize  = 4
)

// storyKey sorts the stories of a team the latest day first, and those of one day by id, the later one first, as [indexKey] does.
func storyKey(s checks.Story) []byte {
	k := teamKey(s.Team)
	k = binary.BigEndian.AppendUint32(k, dayLimit-uint32(s.On.Year*10_000+int(s.On.Month)*100+s.On.Day))
	return append(append(k, turned(s.ID)...), turnedEnd)
}

// splitStoryKey returns the parts of such a key.
func splitStoryKey(key []byte) (team string, on checks.Day, id string, ok bool) {
	team, rest, _ := strings.Cut(string(key), sep)
	if len(rest) <= daySize {
		return "", checks.Day{}, "", false
	}
	n := int(dayLimit - binary.BigEndian.Uint32([]byte(rest)))
	on = checks.Day{Year: n / 10_000, Month: time.Month(n / 100 % 100), Day: n % 100}
	id, ok = strings.CutSuffix(rest[daySize:], string([]byte{turnedEnd}))
	return team, on, turned(id), ok
}

// storyID returns the id in such a key, "" for none.
func storyID(key []byte) string {
	_, _, id, _ := splitStoryKey(key)
	return id
}

// teamKey is what the keys of all finished runs of a team start with, and those of all that belongs to it.
func teamKey(team string) []byte { return []byte(team + sep) }

// indexKey sorts the finished runs of a team the latest first, and those of one moment by id, the later one first. The id
// stands there with its bits turned over; so does the byte behind it, which no id has, for an id that begins with another one.
func indexKey(team string, finished time.Time, id string) []byte {
	k := teamKey(team)
	k = binary.BigEndian.AppendUint64(k, math.MaxUint64-(uint64(finished.Unix())^1<<63))
	k = binary.BigEndian.AppendUint32(k, math.MaxUint32-uint32(finished.Nanosecond()))
	return append(append(k, turned(id)...), turnedEnd)
}

const turnedEnd = 0xff

// turned returns a string that sorts the other way round.
func turned(s string) string {
	b := []byte(s)
	for i := range b {
		b[i] = ^b[i]
	}
	return string(b)
}

// indexedID returns the id of the run that a key of the index is for.
func indexedID(key []byte) (string, bool) {
	_, rest, _ := strings.Cut(string(key), sep)
	id, ok := strings.CutSuffix(rest, string([]byte{turnedEnd}))
	if !ok || len(id) <= timeSize {
		return "", false
	}
	return turned(id[timeSize:]), true
}

// indexedTime returns the time in a key of the index.
func indexedTime(key []byte) time.Time {
	_, rest, _ := strings.Cut(string(key), sep)
	if len(rest) < timeSize {
		return time.Time{}
	}
	seconds := math.MaxUint64 - binary.BigEndian.Uint64([]byte(rest)) ^ 1<<63
	return time.Unix(int64(seconds), int64(math.MaxUint32-binary.BigEndian.Uint32([]byte(rest[8:])))).UTC()
}
