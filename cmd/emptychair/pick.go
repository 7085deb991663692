package main

import (
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
)

// shelf is where things that are picked by their ids come from.
type shelf struct {
	empty string // id of the message that nothing is there yet
	call  spoken // lists all that is there
}

// pick returns the one of the ids that somebody means by its beginning, letters of either case alike, or as the latest: the one
// made last.
func pick(typed string, ids []string, from shelf) (string, error) {
	typed = checks.CleanLine(typed)
	switch {
	case len(ids) == 0:
		return "", missing(from.empty)
	case isLatest(typed):
		return slices.Max(ids), nil
	}
	found := ""
	for _, id := range ids {
		if strings.EqualFold(id, typed) {
			return id, nil
		}
		if len(id) < len(typed) || !strings.EqualFold(id[:len(typed)], typed) {
			continue
		}
		if found != "" && found != id {
			return "", missing("cli.error.several", "ID", typed, "List", from.call)
		}
		found = id
	}
	if found == "" {
		return "", missing("cli.error.none-such", "ID", typed, "List", from.call)
	}
	return found, nil
}

// pickFrom returns the one of the things that somebody means by its id, as [pick] does, and the short form of that.
func pickFrom[T any](list []T, id func(T) string, typed string, from shelf) (picked T, short string, err error) {
	ids := idsOf(list, id)
	whole, err := pick(typed, ids, from)
	if err != nil {
		return picked, "", err
	}
	return list[slices.Index(ids, whole)], shortID(whole, ids), nil
}

// idsOf returns the ids of things, in their order.
func idsOf[T any](list []T, id func(T) string) []string {
	ids := make([]string, len(list))
	for i, x := range list {
		ids[i] = id(x)
	}
	return ids
}

// shortID returns as much of an id as belongs to none of the others.
func shortID(id string, all []string) string { return report.ShortIDs([]string{id}, all)[0] }
