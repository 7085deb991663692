package main

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
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
	return teamAmong(home, typed), err
}

// teamAmong is [teamFor] where it is known already what teams there are.
func teamAmong(home checks.Home, typed string) teamChoice {
	switch {
	case typed == "":
		return teamChoice{name: home.Team}
	case slices.Contains(home.Teams, typed):
		return teamChoice{name: typed}
	}
	alike := slices.DeleteFunc(slices.Clone(home.Teams), func(name string) bool {
		return !strings.EqualFold(norm.NFC.String(name), norm.NFC.String(typed)) // some systems type an é as two signs
	})
	if len(alike) == 1 {
		return teamChoice{name: alike[0]}
	}
	return teamChoice{typed, true, near(typed, home.Teams)}
}

// teamToNote is [teamFor] for something that has to have a team.
func teamToNote(s database, typed string) (teamChoice, error) {
	c, err := teamFor(s, typed)
	if err == nil && c.name == "" {
		err = wrongUse("cli.error.name-team")
	}
	return c, err
}

// knownTeam is [teamFor] for what is kept already: "" where nobody named a team and there is none.
func knownTeam(s database, typed string) (string, error) {
	c, err := teamFor(s, typed)
	if err == nil && c.fresh {
		err = missing("cli.error.no-such-team", "Team", c.name, "Near", c.near)
	}
	return c.name, err
}

// someTeam is [knownTeam] for what cannot be told without a team.
func someTeam(s database, typed string) (string, error) {
	team, err := knownTeam(s, typed)
	if err == nil && team == "" {
		err = missing("cli.error.no-team")
	}
	return team, err
}

// teamsMeant returns the team that a list is about, "" for all of them.
func teamsMeant(s database, typed string, all bool) (string, error) {
	if all && typed != "" {
		return "", wrongUse("cli.error.together", "Name", "--team", "Other", "--all-teams")
	}
	if all {
		return "", nil
	}
	return knownTeam(s, typed)
}
