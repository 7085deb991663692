package main

import (
	"cmp"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func (a *app) backupCommand() *cli.Command {
	var out shell.OutputOptions
	return a.writing("backup", nil, out.Flags(), func([]string) error {
		if out.File == "" {
			if out.Encrypt {
				return shell.WrongUse("cli.error.encrypt-where")
			}
			return a.runBackup()
		}
		return a.backUpTo(out)
	})
}

// backupFile is what "backup" says to other programs.
type backupFile struct {
	Path string `json:"path"` // "" where there is nothing to back up yet
	Size int64  `json:"size"` // in bytes
}

// runBackup puts a copy of the database with the others and says where.
func (a *app) runBackup() error {
	b, err := a.store().BackUpFor(store.ForAsked)
	if err != nil {
		return err
	}
	switch {
	case a.format == report.JSON:
		return a.document("backup", backupFile{b.Path, b.Size})
	case b.Path == "":
		return a.say("cli.backup.nothing")
	}
	return a.say("cli.backup.made", "File", shell.CleanPath(b.Path), "Size", shell.FileSize(b.Size))
}

// backUpTo writes a copy of the database where somebody wants it, and says so unless the copy itself is what is printed.
func (a *app) backUpTo(out shell.OutputOptions) error {
	switch {
	case out.ToFile():
	case a.format == report.JSON: // whose place that is
		return shell.Together("--format", true, "--output "+shell.Stdin)
	case a.IsTerminal(a.Stdout):
		return shell.WrongUse("cli.error.not-to-terminal")
	}
	to, err := a.Output(out, reservedOf(a.store()))
	if err != nil {
		return err
	}
	if err := to.Write(a.store().WriteBackup); err != nil || to.Path == "" {
		return err
	}
	if a.format == report.JSON {
		info, err := os.Stat(to.Path)
		if err != nil {
			return err
		}
		return a.document("backup", backupFile{to.Path, info.Size()})
	}
	return a.say("cli.backup.written", "File", shell.CleanPath(to.Path))
}

// backup is one of the kept backups with what is in it.
type backup struct {
	Number int `json:"number"`
	store.Backup
	Contents *store.Contents `json:"contents"` // nil where it cannot be read
	err      error
}

// readBackups reads the list of backups, newest first.
func readBackups(s database) ([]backup, error) {
	list, err := s.Backups()
	if err != nil {
		return nil, notListed(err, s)
	}
	all := make([]backup, len(list))
	for i, b := range list {
		all[i] = backup{Number: i + 1, Backup: b}
		contents, err := store.New(b.Path, content.Check()).Contents()
		if all[i].err = err; err == nil {
			all[i].Contents = &contents
		}
	}
	return all, nil
}

// newestGood returns which of the backups is the newest that is in order, -1 where there is none.
func newestGood(list []backup) int {
	return slices.IndexFunc(list, func(b backup) bool { return b.err == nil })
}

// notListed says of the folder of backups that it cannot be read: the database itself may be well.
func notListed(err error, s database) error {
	if err == nil {
		return nil
	}
	return shell.FailureOf(err, "cli.error.backups-unread", "Folder", s.BackupFolder())
}

// countedRecords says how much there is of each kind, as far as there is any.
func countedRecords(c store.Counts, say report.Options) string {
	return cmp.Or(
		counted(say, count{"cli.contents.runs", c.Runs}, count{"cli.contents.actions", c.Actions}, count{"cli.contents.stories", c.Stories}),
		say.Say("cli.contents.nothing"))
}

// count is how many there are of what a message with plural forms names.
type count struct {
	id string
	n  int
}

// counted says how many there are of each, as far as there are any: "" for nothing.
func counted(say report.Options, counts ...count) string {
	var parts []string
	for _, c := range counts {
		if c.n > 0 {
			parts = append(parts, say.Printer.N(c.id, c.n))
		}
	}
	return strings.Join(parts, ", ")
}

// backupsFile is what "restore" says to other programs.
type backupsFile struct {
	Folder  string   `json:"folder"`
	Backups []backup `json:"backups"`
}

// runBackups lists the backups, newest first, and says how to bring back the newest that is whole.
func (a *app) runBackups() error {
	list, err := readBackups(a.store())
	if err != nil {
		return err
	}
	if a.format == report.JSON {
		return a.document("backups", backupsFile{a.store().BackupFolder(), list})
	}
	if len(list) == 0 {
		return a.say("cli.restore.none", "Call", a.Call())
	}
	p := report.NewPage(a.ReportOptions())
	writeBackups(p, list)
	p.Line("")
	if good := newestGood(list); good >= 0 {
		p.Sentence(p.Say("cli.restore.how", "Call", a.Call(), "Number", good+1))
	} else {
		p.Sentence(p.Say("cli.restore.none-whole"))
	}
	return shell.WritePage(a.Stdout, p)
}

// writeBackups lists backups in columns.
func writeBackups(p *report.Page, list []backup) {
	heads := []string{""}
	for _, id := range []string{"made", "why", "runs", "teams", "latest", "size"} {
		heads = append(heads, p.Say("cli.restore."+id))
	}
	var rows [][]string
	for _, b := range list {
		rows = append(rows, backupRow(p.Options, b))
	}
	p.Table(heads, rows, 2, 0, 3, 4, 6)
}

// backupRow is a backup as cells of the list.
func backupRow(say report.Options, b backup) []string {
	none, made := say.Printer.Signs("–"), shell.DayAndTime(b.Made, say)
	row := []string{strconv.Itoa(b.Number), made, say.Say("cli.backup.reason." + string(b.Reason)), none, none, none, shell.FileSize(b.Size)}
	switch checks.CodeOf(b.err) {
	case "":
		row[3], row[4] = strconv.Itoa(b.Contents.Runs), strconv.Itoa(len(b.Contents.Teams))
		if b.Contents.Latest != nil {
			row[5] = say.Printer.Day(b.Contents.Latest.In(say.Location))
		}
	case checks.CodeOlder:
		row[5] = say.Say("cli.restore.too-old")
	case checks.CodeNewer:
		row[5] = say.Say("cli.restore.too-new")
	default:
		row[5] = say.Say("cli.restore.damaged")
	}
	return row
}

func (a *app) restoreCommand() *cli.Command {
	var yes bool
	return a.writing("restore", []string{"[BACKUP]"}, []cli.Flag{yesFlag(&yes)}, func(args []string) error {
		if len(args) == 0 {
			return a.Paged(a.runBackups)
		}
		return a.runRestore(args[0], yes)
	})
}

// restoredFile is what "restore" says to other programs.
type restoredFile struct {
	Path     string          `json:"path"`     // of the database, "" where somebody was asked and said no
	Aside    string          `json:"aside"`    // where the file is that was there before, "" for none
	Contents *store.Contents `json:"contents"` // of the backup, null where it was not restored
}

// runRestore looks at all of a backup, says what is in it and what it replaces, asks unless somebody said yes before, and puts it
// in place of the database.
func (a *app) runRestore(typed string, yes bool) error {
	path, err := a.findBackup(typed)
	if err != nil {
		return err
	}
	backup, err := a.Document(path)
	if err != nil {
		return err
	}
	defer backup.Close()
	if !yes && !a.IsTerminal(a.Stdin) {
		return shell.WrongUse("cli.error.unconfirmed-restore")
	}
	s, say := a.store(), a.ReportOptions()
	theirs, err := s.ReadBackup(backup.Reader())
	if err != nil {
		return notRestored(err, backup)
	}
	p, err := beforeRestore(backup.Name, theirs.Contents, s, say)
	if err == nil && a.format == report.JSON {
		err = shell.WritePage(a.Stderr, p)
	} else if err == nil {
		err = shell.WritePage(a.Stdout, p)
	}
	if err != nil {
		return err
	}
	if !yes && !a.AskAfresh(say.Say("cli.restore.question")) {
		if a.format == report.JSON {
			return a.document("restored", restoredFile{})
		}
		return a.say("cli.restore.kept")
	}
	aside, err := s.Restore(theirs)
	if err != nil {
		return err
	}
	return a.sayRestored(restoredFile{s.Path(), aside, &theirs.Contents})
}

// sayRestored says that a backup is in place of the database, and where the file is that was there before.
func (a *app) sayRestored(r restoredFile) error {
	if a.format == report.JSON {
		return a.document("restored", r)
	}
	say := a.ReportOptions()
	done := []string{say.Say("cli.restore.done", "File", shell.CleanPath(r.Path))}
	if r.Aside != "" {
		done = append(done, say.Say("cli.restore.aside", "File", shell.CleanPath(r.Aside)))
	}
	return shell.Print(a.Stdout, say, done...)
}

// beforeRestore says what a backup brings, and what is here, one below the other. Where that may not be replaced it is an error.
func beforeRestore(backup string, theirs store.Contents, s database, say report.Options) (p *report.Page, err error) {
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
	p = report.NewPage(say)
	p.Sentence(say.Say("cli.restore.brings", "File", shell.CleanPath(backup)))
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
	if c.Latest != nil {
		day = say.Printer.Day(c.Latest.In(say.Location))
	}
	if c.Counts == (store.Counts{}) {
		return say.Say("cli.contents.nothing")
	}
	return say.Say("cli.contents", "What", countedRecords(c.Counts, say), "Teams", say.Printer.N("cli.contents.of-teams", len(c.Teams)), "Day", day)
}

// notRestored says what is wrong with a backup that the store refused or that could not be read.
func notRestored(err error, d shell.Document) error {
	return shell.Translate(d.ReadError(err), map[checks.Code]string{
		checks.CodeDamaged:   "cli.error.backup-damaged",
		checks.CodeEmptyFile: "cli.error.backup-damaged",
		checks.CodeForeign:   "cli.error.backup-foreign",
		checks.CodeNewer:     "cli.error.backup-newer",
		checks.CodeOlder:     "cli.error.backup-older",
		checks.CodeTooLarge:  "cli.error.backup-large",
	}, "File", d.Name)
}

// findBackup returns the path of the backup that somebody means, by its number in the list or by its path.
func (a *app) findBackup(typed string) (string, error) {
	n, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil {
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
