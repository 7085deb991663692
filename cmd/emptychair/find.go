package main

import "emptychair/checks"

// latest is the name of the run that stands first in the list of runs.
const latest = "latest"

// find returns the run that somebody means on the command line, by the beginning of its id or as "latest".
func find(s database, typed string) (checks.Run, error) {
	id, err := findID(s, checks.CleanLine(typed))
	if err != nil {
		return checks.Run{}, err
	}
	r, _, err := s.Run(id)
	return r, err
}

func findID(s database, typed string) (string, error) {
	if typed != latest {
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
