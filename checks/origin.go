package checks

import "slices"

// Origin says how a run came to be kept.
type Origin string

// The origins of a run.
const (
	OriginRun   Origin = ""      // the program led through it
	OriginLater Origin = "later" // somebody entered it by hand on a later day
	OriginTable Origin = "csv"   // it came from a table of tallies
)

// Known tells whether there is such an origin.
func (o Origin) Known() bool {
	return slices.Contains([]Origin{OriginRun, OriginLater, OriginTable}, o)
}
