package main

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/report"
)

// gone says that something is deleted, a whole team or something else with these ids, unless it could not be, and then in which
// backups it still is. Those go, too, where that is wished. What is deleted while its text remains in the file is an error that is told at last.
func (c confirmation) gone(w io.Writer, deleted string, keys []string, team string, remains error, s database, say report.Options) error {
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return remains
	}
	if err := tell(w, say, deleted); err != nil {
		return err
	}
	if err := c.backupsWith(w, keys, team, s, say); err != nil {
		return err
	}
	return remains
}

// backupsWith says which backups hold something, and removes them where that is wished.
func (c confirmation) backupsWith(w io.Writer, keys []string, team string, s database, say report.Options) error {
	list, err := s.BackupsWith(keys, team)
	if err != nil || len(list) == 0 {
		return notListed(err, s)
	}
	p := report.NewPage(say)
	p.Sentence(say.Printer.N("cli.gone.backups", len(list)))
	for _, b := range list {
		p.Line("  " + dayAndTime(b.Made, say) + "  " + cleanPath(b.Path))
	}
	if _, err := io.WriteString(w, p.String()); err != nil {
		return written(err)
	}
	switch {
	case !c.backups && c.askMore == nil:
		return tell(w, say, say.Printer.N("cli.gone.how", len(list)))
	case !c.backups && !c.askMore(say.Printer.N("cli.gone.question", len(list))):
		return tell(w, say, say.Printer.N("cli.gone.stay", len(list)))
	}
	if err := s.RemoveBackups(list); err != nil {
		return err
	}
	return tell(w, say, say.Printer.N("cli.gone.removed", len(list), "Call", c.call))
}
