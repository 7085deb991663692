package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/store"
)

func (a *app) restoreCommand() *cli.Command {
	var yes bool
	var asked string
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &yes},
		plainFormatFlag(&asked),
	}
	return a.command("restore", []string{"[BACKUP]"}, flags, func(args []string) error {
		f, err := format(asked, plainFormats)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return runBackups(a.stdout, f, a.store(), a.call(), a.reportOptions)
		}
		return a.restore(args[0], yes)
	})
}

// restore puts a backup in place of the database, if somebody says yes, or said so before.
func (a *app) restore(typed string, yes bool) error {
	s := a.store()
	path, err := a.backupNamed(s, typed)
	if err != nil {
		return err
	}
	ask := func(string) bool { return true }
	if !yes {
		if !a.isTerminal(a.stdin) {
			return wrongUse("cli.error.unconfirmed-restore")
		}
		ask = a.askAfresh
	}
	d, err := a.document(path, maxBackup)
	if err != nil {
		return err
	}
	return runRestore(a.stdout, restoreOptions{d, ask}, s, a.reportOptions)
}

// maxBackup is how much of a backup is read that comes from a pipe.
const maxBackup = 1 << 30

type restoreOptions struct {
	backup document
	ask    func(question string) bool
}

// runRestore looks at all of a backup, says what is in it and what it replaces, and asks.
func runRestore(w io.Writer, o restoreOptions, s database, how func() report.Options) error {
	theirs, err := o.backup.examined(s)
	if err != nil {
		return err
	}
	say := how()
	page, err := beforeRestore(o.backup.name, theirs, s, say)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, page); err != nil {
		return written(err)
	}
	if !o.ask(say.Say("cli.restore.question")) {
		return tell(w, say, say.Say("cli.restore.kept"))
	}
	f, err := o.backup.open()
	if err != nil {
		return o.backup.notRead(err)
	}
	defer func() { _ = f.Close() }()
	aside, err := s.Restore(f)
	if err != nil {
		return notRestored(err, o.backup.name)
	}
	done := []string{say.Say("cli.restore.done", "File", cleanPath(s.Path()))}
	if aside != "" {
		done = append(done, say.Say("cli.restore.aside", "File", cleanPath(aside)))
	}
	return tell(w, say, done...)
}

// beforeRestore says what a backup brings, and what is here, one below the other. Where that may not be replaced it is an error.
func beforeRestore(name string, theirs store.Contents, s database, say report.Options) (string, error) {
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
		return "", err
	}
	p := report.NewPage(say)
	p.Sentence(say.Say("cli.restore.brings", "File", cleanPath(name)))
	if checks.CodeOf(err) != checks.CodeNoFile {
		p.Sentence(say.Say(id, "File", cleanPath(s.Path())))
	}
	width := max(ansi.StringWidth(say.Say("cli.restore.there")), ansi.StringWidth(say.Say("cli.restore.here")))
	p.Paragraph("  "+report.Pad(say.Say("cli.restore.there"), width)+"  ", contentsIn(theirs, say))
	if err == nil {
		p.Paragraph("  "+report.Pad(say.Say("cli.restore.here"), width)+"  ", contentsIn(ours, say))
	}
	return p.String(), nil
}

// examined returns what is in a backup of which every page and record is in order.
func (d document) examined(s database) (store.Contents, error) {
	f, err := d.open()
	if err != nil {
		return store.Contents{}, d.notRead(err)
	}
	defer func() { _ = f.Close() }()
	diagnosis, err := s.ExamineBackup(f)
	return diagnosis.Contents, notRestored(d.notRead(err), d.name)
}

// notRestored says what is wrong with a backup that the store refused. What is wrong with the database says so itself.
func notRestored(err error, name string) error {
	switch checks.CodeOf(err) {
	case checks.CodeBackupDamaged, checks.CodeBackupEmpty:
		return failure("cli.error.backup-damaged", "File", name)
	case checks.CodeBackupForeign:
		return failure("cli.error.backup-foreign", "File", name)
	case checks.CodeBackupNewer:
		return failure("cli.error.backup-newer", "File", name)
	case checks.CodeOlder: // the database may be so, too, and gives way
		return failure("cli.error.backup-older", "File", name)
	}
	return err
}

// backupNamed returns the path of the backup that somebody means: by its number in the list, or by its path, where something stands.
func (a *app) backupNamed(s database, typed string) (string, error) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
		if _, err := os.Stat(a.absolute(typed)); typed != fromStdin && errors.Is(err, fs.ErrNotExist) {
			return "", missing("cli.error.no-file", "File", typed)
		}
		return typed, nil
	}
	list, err := s.Backups()
	switch {
	case err != nil:
		return "", notListed(err, s)
	case n < 1 || n > len(list):
		return "", missing("cli.error.no-backup", "Number", strconv.Itoa(n), "N", len(list))
	}
	return list[n-1].Path, nil
}
