package main

import (
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
)

// pick returns the one of the ids that somebody means by its beginning, letters of either case alike, or as "latest": the one
// made last. The call is the one that lists them all.
func pick(typed string, ids []string, call string) (string, error) {
	typed = checks.CleanLine(typed)
	switch {
	case len(ids) == 0:
		return "", missing("cli.error.none-yet", "List", call)
	case typed == latest:
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
			return "", missing("cli.error.several", "ID", typed, "List", call)
		}
		found = id
	}
	if found == "" {
		return "", missing("cli.error.none-such", "ID", typed, "List", call)
	}
	return found, nil
}

// pickFrom returns the one of the things that somebody means by its id, as [pick] does, and the short form of that.
func pickFrom[T any](list []T, id func(T) string, typed, call string) (picked T, short string, err error) {
	ids := idsOf(list, id)
	whole, err := pick(typed, ids, call)
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
