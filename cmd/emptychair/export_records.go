package main

import (
	"io"
	"iter"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// exported is what is written of records: the same for a command and for the full-screen program.
type exported struct {
	report.Selection
	format  report.Format
	excel   bool // a table as spreadsheets take it
	options func() report.Options
}

// write writes what is chosen of the records, which are all that there are of a team or of all teams: what they say of runs that
// are not chosen, the chosen ones are held against. It returns what it left out. Where nothing is in the period that is asked for,
// that is an error.
func (x exported) write(w io.Writer, records iter.Seq2[checks.Record, error]) (left checks.LeftOut, err error) {
	if x.format == report.JSON && !x.Share {
		return left, x.interchange(w, records)
	}
	d, err := report.NewDossier(content.Check(), records, x.Selection)
	if err != nil {
		return left, err
	}
	if len(d.Chapters) == 0 && !x.Period.IsZero() {
		return left, shell.NotFound("cli.error.nothing-then")
	}
	return d.Left, report.Export(w, x.format, d, report.ExportOptions{Options: x.options(), Excel: x.excel})
}

// interchange writes the records that are chosen as they go from one machine to another.
func (x exported) interchange(w io.Writer, records iter.Seq2[checks.Record, error]) error {
	some := false
	err := interchange.Write(w, func(yield func(checks.Record, error) bool) {
		for r, err := range records {
			if err == nil && !x.means(r) {
				continue
			}
			some = true
			if !yield(r, err) {
				return
			}
		}
	})
	if err == nil && !some && !x.Period.IsZero() {
		err = shell.NotFound("cli.error.nothing-then")
	}
	return err
}

// means tells whether a record is among those that are chosen: a run by the moment it counts for, an action by when it was made, a
// story by the day on which it happened. What is remembered of a team is of no time.
func (x exported) means(record checks.Record) bool {
	run, isRun := record.(checks.Run)
	switch {
	case x.Run != "":
		return isRun && (run.ID == x.Run || run.ID == x.Baseline)
	case x.Period.IsZero():
		return true
	}
	loc := x.Made.Location()
	switch r := record.(type) {
	case checks.Run:
		return x.Period.Holds(checks.DayOf(r.When().In(loc)))
	case checks.Action:
		return x.Period.Holds(checks.DayOf(r.Made.In(loc)))
	case checks.Story:
		return x.Period.Holds(r.On)
	}
	return false
}
