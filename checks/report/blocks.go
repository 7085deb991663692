package report

import (
	"iter"

	"emptychair/checks"
)

// block is a part of a report: one of the types below. What it holds is plain text, that of people included; whoever renders it escapes
// all of it. Builders know no format, and renderers know no report.
type block any

// head begins a report, and is the first block of every page: what it is about, and what is to be said of that before all else.
type head struct {
	Title string
	Lines []string
}

// aside lists what was left out of a document.
type aside struct {
	Title string
	List  []string
	Note  string // "" for none
}

// team begins the part of a document about one team.
type team struct {
	Name  string // "" if the document is about this team alone
	Lines []string
}

// section is a heading below that of the report: of level 2, or 3 for a part of such a section.
type section struct {
	Level int
	Title string
}

// paragraph is a sentence or two; a note stands apart from what is before it.
type (
	paragraph string
	note      string
)

// drawn explains what only drawings show.
type drawn string

// lines are drawn already, in cells.
type lines []string

// legend explains signs.
type legend struct {
	Signs   []string
	Origins []string // drawn only where a column has no room for words
}

// fields are things known by a name each.
type (
	fields []field
	field  struct{ Name, Value string }
)

// moves sum up how items moved between two runs.
type (
	moves []move
	move  struct {
		Title, Brief string
		Figures      []string // of both runs
	}
)

// list is of answers, stories, complaints or actions.
type list struct {
	Class    string // in HTML
	Entries  []entry
	None     string // in place of entries
	After    string // behind them
	Numbered bool
	Short    bool // entries have a day in front, and two lines of text at most
}

// entry is something that people wrote, with what is known of it beside that.
type entry struct {
	Day   string
	Marks int
	Text  string
	State checks.State // of an action
	Facts [][]string   // on lines of their own
}

// table is rows of cells with a head.
type table struct {
	Heads   []string
	Aligned map[int]string // columns that are not to the left, as Markdown says it
	Team    int            // the column that gives way where a line would be too long
	Rows    [][]string
}

// How a column stands, as Markdown says it.
const (
	toTheMiddle = ":-:"
	toTheRight  = "--:"
)

// item is a statement of the check with its answers, and what is to be said of them.
type item struct {
	Level                  int
	Title, Statement, Ends string
	Chart                  picture
	None                   string // in place of a chart
	Agreement, Sentence    string
	Verdict                checks.Verdict
	Said                   []string
	Notes                  fields
	Many                   bool // in many teams: a page of its own on paper
}

// picture draws answers.
type picture interface {
	text(t *textRenderer, title string) // the title stands beside the answers, "" for none
	plain(t plainRenderer, title string)
	tables() []table
	Drawings(title, id string) iter.Seq[drawing]
	FiguresTable() htmlTable
}

// questions are the open questions of the check with their answers.
type questions struct {
	Level   int
	Heading string // over all of them, on a page that has them beside each other
	List    []question
}

type question struct {
	Title, Text string
	Answers     []answers
}

type answers struct {
	Name string // of the run, "" where there is only one
	list
}

// shortRun is a run told in short.
type shortRun struct {
	Level     int
	Title     string
	Dots      *dots
	Said      []string
	Questions questions
}
