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

// teamAmong returns the one of the teams that somebody named, in letters of either case; the first where nobody did, if there is one.
func teamAmong(teams []string, typed string) teamChoice {
	switch {
	case typed == "" && len(teams) > 0:
		return teamChoice{name: teams[0]}
	case typed == "", slices.Contains(teams, typed):
		return teamChoice{name: typed}
	}
	alike := slices.DeleteFunc(slices.Clone(teams), func(name string) bool {
		return !strings.EqualFold(norm.NFC.String(name), norm.NFC.String(typed)) // some systems type an é as two signs
	})
	if len(alike) == 1 {
		return teamChoice{name: alike[0]}
	}
	return teamChoice{typed, true, near(typed, teams)}
}

// readChosen reads the team that somebody named; the one used last where nobody did, if there is one.
func readChosen(s database, typed string) (checks.Snapshot, teamChoice, error) {
	t, err := s.Snapshot(typed)
	if err != nil {
		return t, teamChoice{}, err
	}
	c := teamAmong(t.Teams, typed)
	if c.name != t.Team {
		t, err = s.Snapshot(c.name)
	}
	return t, c, err
}

// readToNote is [readChosen] for something that has to have a team.
func readToNote(s database, typed string) (checks.Snapshot, teamChoice, error) {
	t, c, err := readChosen(s, typed)
	if err == nil && c.name == "" {
		err = wrongUse("cli.error.name-team")
	}
	return t, c, err
}

// readKnown is [readChosen] for what is kept already. Where nobody named a team and there is none, the snapshot is empty.
func readKnown(s database, typed string) (checks.Snapshot, error) {
	t, c, err := readChosen(s, typed)
	if err == nil && c.fresh {
		err = missing("cli.error.no-such-team", "Team", c.name, "Near", c.near)
	}
	return t, err
}

// readSome is [readKnown] for what cannot be told without a team.
func readSome(s database, typed string) (checks.Snapshot, error) {
	t, err := readKnown(s, typed)
	if err == nil && t.Team == "" {
		err = missing("cli.error.no-team")
	}
	return t, err
}

// teamsMeant returns the team that a list is about, "" for all of them.
func teamsMeant(s database, typed string, all bool) (string, error) {
	if all && typed != "" {
		return "", wrongUse("cli.error.together", "Name", "--team", "Other", "--all-teams")
	}
	if all {
		return "", nil
	}
	t, err := readKnown(s, typed)
	return t.Team, err
}
