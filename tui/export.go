package tui

import "emptychair/checks/report"

// Export is what is to be written for use outside the program.
type Export struct {
	Team, Run string        // the team, and the id of its run
	Baseline  string        // id of the run that it is held against, "" for the run alone
	Format    report.Format // of a file, "" for Markdown that is only returned
	Share     bool          // without what is not safe to hand on
	Language  string        // code
}

// Exported is what came of it.
type Exported struct {
	Path     string   // of the file, in full; "" where none was asked for
	Markdown string   // where no file was asked for
	LeftOut  []string // what was left out to be safe to share, in words
}
