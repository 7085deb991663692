package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"emptychair/checks"
)

// newestGood returns which of the backups is the newest that is in order, -1 where there is none.
func newestGood(list []kept) int {
	return slices.IndexFunc(list, func(k kept) bool { return k.err == nil })
}

// isLost tells whether an error says that nobody can work with what stands in the place of the database.
func isLost(err error) bool {
	switch checks.CodeOf(err) {
	case checks.CodeDamaged, checks.CodeEmptyFile, checks.CodeForeign:
		return true
	}
	return false
}

// rescue says what to do where nobody can work with what stands in the place of the database: which backup can take it, and
// what else there is.
func (a *app) rescue(err error) string {
	p, call, damaged := a.printer(), a.call(), checks.CodeOf(err) == checks.CodeDamaged
	list, unlisted := keptBackups(a.store())
	if good := newestGood(list); good >= 0 {
		id := "cli.damaged.backup"
		if !damaged {
			id = "cli.damaged.only-backup" // nothing can be read
		}
		return p.T(id, "When", dayAndTime(list[good].Made, a.reportOptions()), "Call", call, "Number", good+1)
	}
	switch {
	case !damaged:
		_, do := p.Error(err)
		return do
	case unlisted != nil:
		return p.T("cli.damaged.unlisted", "Folder", cleanPath(a.store().BackupFolder()), "Call", call)
	}
	return p.T("cli.damaged.no-backup", "Call", call)
}

// missed says, before a command that has no database to work with, that there are backups of one.
func (a *app) missed(command string) {
	if slices.Contains([]string{"restore", "doctor", "help", "version", demoName}, command) {
		return // which say so themselves, or have nothing to do with it
	}
	s := a.store()
	if _, err := os.Lstat(s.Path()); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if list, err := s.Backups(); err == nil && len(list) > 0 {
		say := a.reportOptions()
		_ = tell(a.stderr, say, say.Printer.N("cli.missing.backups", len(list), "File", cleanPath(s.Path()), "Call", a.call()))
	}
}

// call is how the program is called for the same database.
func (a *app) call() string {
	if a.flags.db == "" {
		return "emptychair"
	}
	db := checks.CleanLine(a.flags.db)
	if strings.ContainsAny(db, " '\"$\\") {
		db = "'" + strings.ReplaceAll(db, "'", `'\''`) + "'"
	}
	return "emptychair --db " + db
}
