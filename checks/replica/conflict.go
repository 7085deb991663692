package replica

import (
	"maps"
	"slices"

	"emptychair/checks"
)

// Conflict is a record that was changed apart on several machines.
type Conflict struct {
	ID    string          // kind and id
	Here  checks.Record   // nil where it was deleted here
	There []checks.Record // as others have it, with what is typed here, nil where one deleted it
}

// Key returns the id of the record, of marks the name of the team.
func (c Conflict) Key() string {
	for _, r := range append([]checks.Record{c.Here}, c.There...) {
		if r != nil {
			return r.Key()
		}
	}
	return c.ID
}

// Conflicts returns what is to be settled, in the order of the ids: not what was deleted here and there, nor
// a run that goes on here.
func (s *State) Conflicts(here []checks.Record) (list []Conflict) {
	byKey := map[string]checks.Record{}
	for _, r := range here {
		byKey[keyOf(r)] = r
	}
	for _, key := range slices.Sorted(maps.Keys(s.Notes)) {
		c := Conflict{ID: key, Here: byKey[key]}
		for _, a := range s.Notes[key].Apart {
			if r, _ := decode(key, a.Content); r != nil || c.Here != nil {
				c.There = append(c.There, withDrafts(r, c.Here))
			}
		}
		if len(c.There) > 0 && !isGoingOn(c.Here) {
			list = append(list, c)
		}
	}
	return list
}

// Settle makes what is here, or with n > 0 the nth of the others that [State.Conflicts] returns, what holds. That follows all of them.
func (s *State) Settle(here []checks.Record, key string, n int, today checks.Day) (c Changes) {
	list := s.Conflicts(here)
	i := slices.IndexFunc(list, func(c Conflict) bool { return c.ID == key })
	if i < 0 || n > len(list[i].There) {
		return c
	}
	note, was, sum := s.Notes[key], list[i].Here, ""
	now := was
	if n > 0 {
		now = list[i].There[n-1]
	}
	if now != nil {
		_, sum = encode(now)
	}
	for _, a := range note.Apart {
		note.Vector = note.Vector.join(a.Vector)
	}
	note.Version, note.Apart = note.changedBy(s.Machine, sum, today), nil
	switch {
	case n > 0 && now != nil:
		c.Save = [][2]checks.Record{{was, now}}
	case n > 0 && was != nil:
		c.Remove = []checks.Record{was}
	}
	return c
}
