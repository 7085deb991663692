package main

import (
	"slices"
	"strings"

	"emptychair/checks"
)

// newestGood returns which of the backups is the newest that is in order, -1 where there is none.
func newestGood(list []kept) int {
	return slices.IndexFunc(list, func(k kept) bool { return k.err == nil })
}

// rescue says what to do about a damaged database: which backup can take its place, and what else there is.
func (a *app) rescue(err error) string {
	call := a.call()
	list, unlisted := keptBackups(a.store())
	good := newestGood(list)
	p := a.printer()
	switch {
	case good >= 0:
		when := dayAndTime(list[good].Made, a.reportOptions())
		return p.T("cli.damaged.backup", "When", when, "Call", call, "Number", good+1)
	case unlisted != nil:
		return p.T("cli.damaged.unlisted", "Folder", cleanPath(a.store().BackupFolder()), "Call", call)
	case checks.CodeOf(err) == checks.CodeEmptyFile:
		_, do := p.Error(err)
		return do
	}
	return p.T("cli.damaged.no-backup", "Call", call)
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
