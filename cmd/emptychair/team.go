package main

import (
	"slices"
	"strings"
)

// teamChoice is the team that something is noted for.
type teamChoice struct {
	name  string
	fresh bool   // nothing is kept of it yet
	near  string // of a fresh team, the known one that may be meant
}

// teamFor returns the team that somebody named, in letters of either case; the one used last where nobody did, if there is one.
func teamFor(s database, typed string) (teamChoice, error) {
	home, err := s.Home("", 0)
	switch {
	case err != nil:
		return teamChoice{}, err
	case typed == "":
		return teamChoice{name: home.Team}, nil
	case slices.Contains(home.Teams, typed):
		return teamChoice{name: typed}, nil
	}
	alike := slices.DeleteFunc(slices.Clone(home.Teams), func(name string) bool { return !strings.EqualFold(name, typed) })
	if len(alike) == 1 {
		return teamChoice{name: alike[0]}, nil
	}
	return teamChoice{typed, true, near(typed, home.Teams)}, nil
}

// teamToNote is [teamFor] for something that has to have a team.
func teamToNote(s database, typed string) (teamChoice, error) {
	c, err := teamFor(s, typed)
	if err == nil && c.name == "" {
		err = wrongUse("cli.error.name-team")
	}
	return c, err
}

// teamsMeant returns the team that a list is about, "" for all of them.
func teamsMeant(s database, typed string, all bool) (string, error) {
	if all && typed != "" {
		return "", wrongUse("cli.error.together", "Name", "--team", "Other", "--all-teams")
	}
	if all {
		return "", nil
	}
	c, err := teamFor(s, typed)
	if err == nil && c.fresh {
		err = missing("cli.error.no-such-team", "Team", c.name, "Near", c.near)
	}
	return c.name, err
}
