package main

import (
	"fmt"
	"strings"
	"time"

	"emptychair/checks/report"
	"emptychair/store"
)

// dayAndTime prints a date with the time of day.
func dayAndTime(t time.Time, say report.Options) string {
	t = t.In(say.Location)
	return say.Printer.Day(t) + " " + t.Format("15:04")
}

// size prints how large a file is.
func size(bytes int64) string {
	const kilo = 1000
	if bytes < kilo*kilo {
		return fmt.Sprintf("%d kB", (bytes+kilo-1)/kilo)
	}
	return fmt.Sprintf("%d MB", (bytes+kilo*kilo-1)/(kilo*kilo))
}

// contentsIn says what is in a database: how many of each, of how many teams, and of when the latest run is.
func contentsIn(c store.Contents, say report.Options) string {
	day := ""
	if !c.Latest.IsZero() {
		day = say.Printer.Day(c.Latest.In(say.Location))
	}
	actions := c.Actions + c.Between
	if c.Runs+actions+c.Stories == 0 {
		return say.Say("cli.contents.nothing")
	}
	return say.Say("cli.contents", "What", counted(c.Runs, actions, c.Stories, say), "Teams", say.Printer.N("cli.contents.of-teams", len(c.Teams)), "Day", day)
}

// some says how many there are of something, "" where there is none.
func some(id string, n int, say report.Options) string {
	if n == 0 {
		return ""
	}
	return say.Printer.N(id, n)
}

// counted says how many there are of each, as far as there are any.
func counted(runs, actions, stories int, say report.Options) string {
	var parts []string
	for _, sort := range []struct {
		id string
		n  int
	}{{"cli.contents.runs", runs}, {"cli.contents.actions", actions}, {"cli.contents.stories", stories}} {
		if sort.n > 0 {
			parts = append(parts, say.Printer.N(sort.id, sort.n))
		}
	}
	if len(parts) == 0 {
		return say.Say("cli.contents.nothing")
	}
	return strings.Join(parts, ", ")
}
