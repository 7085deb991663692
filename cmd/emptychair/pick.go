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

// shortID returns as much of an id as belongs to none of the others.
func shortID(id string, all []string) string { return report.ShortIDs([]string{id}, all)[0] }
