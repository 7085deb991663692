package store

import (
	"encoding/binary"
	"math"
	"strings"
	"time"
)

// The buckets of the file.
const (
	fileBucket       = "emptychair"
	runsBucket       = "runs"
	actionsBucket    = "actions"
	indexBucket      = "index"
	unfinishedBucket = "unfinished"
	teamsBucket      = "teams"
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

// actionsKey is what the keys of all actions of a run start with.
func actionsKey(run string) []byte { return []byte(run + sep) }

func actionKey(run, action string) []byte { return []byte(run + sep + action) }

// teamKey is what the keys of all finished runs of a team start with.
func teamKey(team string) []byte { return []byte(team + sep) }

// indexKey sorts the finished runs of a team the latest first.
func indexKey(team string, finished time.Time, id string) []byte {
	k := teamKey(team)
	k = binary.BigEndian.AppendUint64(k, math.MaxUint64-(uint64(finished.Unix())^1<<63))
	k = binary.BigEndian.AppendUint32(k, math.MaxUint32-uint32(finished.Nanosecond()))
	return append(k, id...)
}

// indexedID returns the id of the run that a key of the index is for.
func indexedID(key []byte) (string, bool) {
	_, rest, ok := strings.Cut(string(key), sep)
	if !ok || len(rest) <= timeSize {
		return "", false
	}
	return rest[timeSize:], true
}
