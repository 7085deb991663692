package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// Options are what the program needs from outside.
type Options struct {
	Store    Store
	Now      func() time.Time // in the user's zone
	NewID    func() string    // a new id for a run or an action, never the same twice
	Language string           // code
	ASCII    bool             // no sign beyond ASCII in what the program draws
	Call     string           // how the program is called on a command line for the same data, "" for its name alone
	Entry    Entry
	Home     checks.Home // what the first screen shows
	Tick     Ticker      // tea.Tick where it is nil

	// Export writes a file under a name that is free, and never over another one, or returns a text for the clipboard. When it
	// fails it returns a [checks.Error]: [checks.CodeDenied] with the folder where nothing may be written into that.
	Export func(Export) (Exported, error)
}

// Ticker returns a command that waits and then returns a message, as tea.Tick does.
type Ticker func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// Entry is where the program opens. The zero Entry is home.
type Entry struct {
	Resume *checks.Summary // an unfinished run to go on with
	Begin  *Begin          // a run to begin at once
}

// Begin is what is known of a run before it begins. Where the team or the number of people is not known, set-up asks.
type Begin struct {
	Team    string // "" for the team of the last run
	Solo    bool
	People  int // 0 for not known
	Minutes int // -1 for the usual

	// On is the day of a run that took place earlier and is entered now, zero for one that takes place now.
	On checks.Day
}

// Store is what the program needs of a store. Each method is one transaction, safe to call from several goroutines, and
// returns a [checks.Error] when it fails. Text that it returns is clean, as [checks.Clean] leaves it.
type Store interface {
	// Snapshot reads all that is kept of a team, "" for the one used last. A team of which nothing is kept is no error.
	Snapshot(team string) (checks.Snapshot, error)
	// Run reads one run and the revision under which it is stored.
	Run(id string) (checks.Run, uint64, error)
	// SaveRun writes a run over the revision it was read or written under last, 0 for a new run, and returns the new one. What
	// the run says at its look back is said of the actions and complaints themselves with the same write.
	// The run is durable when it returns. Another revision in the file is a conflict, and nothing is written.
	SaveRun(run checks.Run, revision uint64) (uint64, error)
	// DeleteRun removes a run with all that belongs to it.
	DeleteRun(id string) error
	// BackUp makes a copy of the file beside it, as is done when a run is finished. It is [checks.CodeNoBackup] where that cannot
	// be written.
	BackUp() error
	// CountBackups tells how many backups hold anything that has one of these ids, and whether there are no others.
	CountBackups(ids []string) (n int, all bool, err error)
	// RemoveBackupsOf removes these backups.
	RemoveBackupsOf(ids []string) error
	// Runs lists the runs of a team, of all teams for "", latest first.
	Runs(team string) ([]checks.Summary, error)
	// MarkChanging remembers whether a team's people change from run to run.
	MarkChanging(team string, changing bool) error
	// MarkLeadership remembers whether a team is one that leads others.
	MarkLeadership(team string, leadership bool) error
	// Actions lists the actions of a team's finished runs and those made between runs, of all teams for "", in the order of
	// [checks.SortDue].
	Actions(team string) ([]checks.Action, error)
	// SaveAction puts now in place of was, or adds it as an action between runs where was is zero. Another one in the file than
	// was is a conflict, and nothing is written.
	SaveAction(was, now checks.Action) error
	// Stories lists the stories of a team, of all teams for "", in the order of [checks.SortStories]: at most n, all for 0.
	Stories(team string, n int) ([]checks.Story, error)
	// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and
	// nothing is written.
	SaveStory(was, now checks.Story) error
	// DeleteStory removes a story, and its text from the file.
	DeleteStory(id string) error
	// SaveLanguage remembers the language.
	SaveLanguage(code string) error
	// Missing is how many records the reads so far met that cannot be read. Such a record hides itself alone: it is left out of all
	// that is read, unless it is what was asked for by its id. It waits for nothing.
	Missing() int
}
