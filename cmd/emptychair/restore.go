package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func (a *app) restoreCommand() *cli.Command {
	var yes bool
	var f report.Format
	flags := []cli.Flag{&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &yes}, shell.PlainFormat(&f)}
	return a.Command("restore", []string{"[BACKUP]"}, flags, func(args []string) error {
		if len(args) == 0 {
			return a.runBackups(f)
		}
		return a.runRestore(args[0], yes)
	})
}

// runRestore looks at all of a backup, says what is in it and what it replaces, asks unless somebody said yes before, and puts it
// in place of the database.
func (a *app) runRestore(typed string, yes bool) error {
	path, err := a.findBackup(typed)
	switch {
	case err != nil:
		return err
	case !yes && !a.IsTerminal(a.Stdin):
		return shell.WrongUse("cli.error.unconfirmed-restore")
	}
	backup, err := a.Document(path)
	if err != nil {
		return err
	}
	defer backup.Close()
	if err := backup.Keep(store.MaxBackup); err != nil {
		return err
	}
	s, say := a.store(), a.ReportOptions()
	p, err := beforeRestore(backup, s, say)
	if err == nil {
		err = shell.WritePage(a.Stdout, p)
	}
	if err != nil {
		return err
	}
	if !yes && !a.AskAfresh(say.Say("cli.restore.question")) {
		return a.say("cli.restore.kept")
	}
	aside, err := s.Restore(backup.Reader())
	if err != nil {
		return notRestored(err, backup)
	}
	done := []string{say.Say("cli.restore.done", "File", shell.CleanPath(s.Path()))}
	if aside != "" {
		done = append(done, say.Say("cli.restore.aside", "File", shell.CleanPath(aside)))
	}
	return shell.Print(a.Stdout, say, done...)
}

// beforeRestore says what a backup brings, and what is here, one below the other. Where that may not be replaced it is an error.
func beforeRestore(backup shell.Document, s database, say report.Options) (*report.Page, error) {
	theirs, err := examineBackup(backup, s)
	if err != nil {
		return nil, err
	}
	ours, err := s.Contents()
	id := "cli.restore.replaces"
	switch checks.CodeOf(err) {
	case "", checks.CodeNoFile:
	case checks.CodeForeign:
		id = "cli.restore.foreign"
	case checks.CodeOlder:
		id = "cli.restore.older"
	case checks.CodeDamaged, checks.CodeEmptyFile:
		id = "cli.restore.unreadable"
	default:
		return nil, err
	}
	p := report.NewPage(say)
	p.Sentence(say.Say("cli.restore.brings", "File", shell.CleanPath(backup.Name)))
	if checks.CodeOf(err) != checks.CodeNoFile {
		p.Sentence(say.Say(id, "File", shell.CleanPath(s.Path())))
	}
	rows := [][2]string{{say.Say("cli.restore.there"), contentsText(theirs, say)}, {say.Say("cli.restore.here"), ""}}
	if err == nil {
		rows[1][1] = contentsText(ours, say)
	}
	shell.Rows(p, 2, rows)
	return p, nil
}

// contentsText says what is in a database: how many of each, of how many teams, and of when the latest run is.
func contentsText(c store.Contents, say report.Options) string {
	day := ""
	if !c.Latest.IsZero() {
		day = say.Printer.Day(c.Latest.In(say.Location))
	}
	counts := store.Counts{Runs: c.Runs, Actions: c.Actions + c.Between, Stories: c.Stories}
	if counts == (store.Counts{}) {
		return say.Say("cli.contents.nothing")
	}
	return say.Say("cli.contents", "What", countedRecords(counts, say), "Teams", say.Printer.N("cli.contents.of-teams", len(c.Teams)), "Day", day)
}

// examineBackup returns what is in a backup of which every page and record is in order.
func examineBackup(d shell.Document, s database) (store.Contents, error) {
	diagnosis, err := s.ExamineBackup(d.Reader())
	return diagnosis.Contents, notRestored(err, d)
}

// notRestored says what is wrong with a backup that the store refused or that could not be read. What is wrong with the database says so itself.
func notRestored(err error, d shell.Document) error {
	return shell.Translate(d.ReadError(err), map[checks.Code]string{
		checks.CodeBackupDamaged: "cli.error.backup-damaged",
		checks.CodeBackupEmpty:   "cli.error.backup-damaged",
		checks.CodeBackupForeign: "cli.error.backup-foreign",
		checks.CodeBackupNewer:   "cli.error.backup-newer",
		checks.CodeOlder:         "cli.error.backup-older", // the database may be so, too, and gives way
	}, "File", d.Name)
}

// findBackup returns the path of the backup that somebody means: by its number in the list, or by its path, where something stands.
func (a *app) findBackup(typed string) (string, error) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		if _, err := os.Stat(a.Absolute(typed)); typed != shell.Stdin && errors.Is(err, fs.ErrNotExist) {
			return "", shell.NotFound("cli.error.no-file", "File", typed)
		}
		return typed, nil
	}
	list, err := a.store().Backups()
	switch {
	case err != nil:
		return "", notListed(err, a.store())
	case n < 1 || n > len(list):
		return "", shell.NotFound("cli.error.no-backup", "Number", strconv.Itoa(n), "N", len(list))
	}
	return list[n-1].Path, nil
}
