package main

import (
	"io"

	"emptychair/checks/report"
)

// shortAfter returns the short form of the id of what was just noted, all of it where the others could not be read.
func shortAfter(id string, all []string, err error) string {
	if err != nil {
		return id
	}
	return shortID(id, all)
}

// noted says what was noted or changed, and whether it is the first thing that is known of its team, and which one may be meant
// then.
func noted(w io.Writer, what string, team teamChoice, text string, o report.Options) error {
	said := []string{what, quoted(text, o)}
	if team.fresh {
		said = append(said, o.Say("cli.new-team", "Team", team.name, "Near", team.near))
	}
	return tell(w, o, said...)
}
