package main

import (
	"slices"
	"strings"

	"emptychair/checks"
)

// isLatest tells whether a word names what was made last, in one of the languages of the program.
func isLatest(typed string) bool {
	return slices.Contains([]string{"latest", "neueste", "neuester"}, strings.ToLower(typed))
}

// find returns the run that somebody means on the command line, by the beginning of its id or as the latest.
func find(s database, typed string) (checks.Run, error) {
	id, err := findID(s, checks.CleanLine(typed))
	if err != nil {
		return checks.Run{}, err
	}
	r, _, err := s.Run(id)
	return r, err
}

// mayDelete returns an error where somebody means by "latest" what is to be deleted, and there are records that cannot be read: the
// latest may be one of these.
func mayDelete(s database, typed string) error {
	if isLatest(checks.CleanLine(typed)) && s.Missing() > 0 {
		return &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	return nil
}

func findID(s database, typed string) (string, error) {
	if !isLatest(typed) {
		return s.Find(typed)
	}
	list, err := s.Runs("")
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", missing("cli.error.no-latest")
	}
	return list[0].ID, nil
}
