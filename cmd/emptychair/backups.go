package main

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/store"
)

// backupsFile is what "restore" says to other programs.
type backupsFile struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Folder  string       `json:"folder"`
	Backups []backupJSON `json:"backups"`
}

type backupJSON struct {
	Number   int           `json:"number"`
	Path     string        `json:"path"`
	Made     time.Time     `json:"made"`
	Reason   store.Reason  `json:"reason"`
	Size     int64         `json:"size"`
	Contents *contentsJSON `json:"contents"` // null where it cannot be read
}

type contentsJSON struct {
	Schema     int        `json:"schema"`
	Runs       int        `json:"runs"`
	Unfinished int        `json:"unfinished"`
	Actions    int        `json:"actions"`
	Stories    int        `json:"stories"`
	Teams      []string   `json:"teams"`
	Latest     *time.Time `json:"latest"` // when the latest run was finished
}

// kept is a backup with what is in it, if that can be read.
type kept struct {
	store.Backup
	contents store.Contents
	err      error
}

// keptBackups reads the list of backups, newest first.
func keptBackups(s database) ([]kept, error) {
	list, err := s.Backups()
	if err != nil {
		return nil, notListed(err, s)
	}
	all := make([]kept, len(list))
	for i, b := range list {
		all[i].Backup = b
		all[i].contents, all[i].err = store.New(b.Path, content.Check()).Contents()
	}
	return all, nil
}

// notListed says of the folder of backups that it cannot be read: the database itself may be well.
func notListed(err error, s database) error {
	if err == nil {
		return nil
	}
	return failure("cli.error.backups-unread", "Folder", s.BackupFolder())
}

// runBackups lists the backups, newest first, and says how to bring back the newest that is whole. The program is called by call.
func runBackups(w io.Writer, f report.Format, s database, call string, how func() report.Options) error {
	list, err := keptBackups(s)
	if err != nil {
		return err
	}
	if f == report.JSON {
		return written(report.WriteJSON(w, backupsOf(list, s.BackupFolder())))
	}
	say := how()
	if len(list) == 0 {
		return tell(w, say, say.Say("cli.restore.none", "Call", call))
	}
	p := report.NewPage(say)
	backupTable{p}.write(list)
	p.Line("")
	if good := newestGood(list); good >= 0 {
		p.Sentence(say.Say("cli.restore.how", "Call", call, "Number", good+1))
	} else {
		p.Sentence(say.Say("cli.restore.none-whole"))
	}
	_, err = io.WriteString(w, p.String())
	return written(err)
}

func backupsOf(list []kept, folder string) backupsFile {
	f := backupsFile{"emptychair.backups", 1, folder, []backupJSON{}}
	for i, k := range list {
		b := backupJSON{Number: i + 1, Path: k.Path, Made: k.Made.UTC(), Reason: k.Reason, Size: k.Size}
		if k.err == nil {
			b.Contents = contentsFile(k.contents)
		}
		f.Backups = append(f.Backups, b)
	}
	return f
}

func contentsFile(c store.Contents) *contentsJSON {
	f := &contentsJSON{c.Schema, c.Runs, c.Unfinished, c.Actions + c.Between, c.Stories, append([]string{}, c.Teams...), nil}
	if !c.Latest.IsZero() {
		at := c.Latest.UTC()
		f.Latest = &at
	}
	return f
}

// backupTable lists backups in columns.
type backupTable struct{ *report.Page }

// backupColumns are its columns: the message above each, and whether numbers stand in it.
var backupColumns = []struct {
	id     string
	number bool
}{
	{"", true}, {"cli.restore.made", false}, {"cli.restore.why", false}, {"cli.restore.runs", true},
	{"cli.restore.teams", true}, {"cli.restore.latest", false}, {"cli.restore.size", true},
}

func (t backupTable) write(list []kept) {
	var rows [][]string
	moments := momentsOf(list, t.Options)
	widths := make([]int, len(backupColumns))
	for i := range len(list) + 1 {
		row := t.head()
		if i > 0 {
			row = t.row(i, list[i-1], moments[i-1])
		}
		for k, cell := range row {
			widths[k] = max(widths[k], ansi.StringWidth(cell))
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		for k, cell := range row {
			row[k] = report.Pad(cell, widths[k])
			if backupColumns[k].number {
				row[k] = strings.Repeat(" ", widths[k]-ansi.StringWidth(cell)) + cell
			}
		}
		if line := strings.Join(row, "  "); i == 0 {
			t.Heading(line)
		} else {
			t.Line(line)
		}
	}
}

func (t backupTable) head() []string {
	row := make([]string, len(backupColumns))
	for i, c := range backupColumns {
		if c.id != "" {
			row[i] = t.Say(c.id)
		}
	}
	return row
}

func (t backupTable) row(number int, k kept, made string) []string {
	none := t.Printer.Signs("–")
	row := []string{strconv.Itoa(number), made, t.Say("cli.backup.reason." + string(k.Reason)), none, none, t.unread(k.err), size(k.Size)}
	if k.err == nil {
		row[3], row[4], row[5] = strconv.Itoa(k.contents.Runs), strconv.Itoa(len(k.contents.Teams)), none
		if !k.contents.Latest.IsZero() {
			row[5] = t.Printer.Day(k.contents.Latest.In(t.Location))
		}
	}
	return row
}

// unread says in a word why nobody knows what is in a backup.
func (t backupTable) unread(err error) string {
	switch checks.CodeOf(err) {
	case checks.CodeOlder:
		return t.Say("cli.restore.too-old")
	case checks.CodeNewer:
		return t.Say("cli.restore.too-new")
	}
	return t.Say("cli.restore.damaged")
}

// momentsOf says when backups were made, in as many digits as it takes to tell them apart.
func momentsOf(list []kept, say report.Options) []string {
	moments := make([]string, len(list))
	for _, layout := range []string{"15:04", "15:04:05", "15:04:05.000"} {
		different := map[string]bool{}
		for i, k := range list {
			made := k.Made.In(say.Location)
			moments[i] = say.Printer.Day(made) + " " + made.Format(layout)
			different[moments[i]] = true
		}
		if len(different) == len(list) {
			break
		}
	}
	return moments
}
