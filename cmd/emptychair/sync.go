package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/replica"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/folder"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

// syncOptions say which folder is kept alike, and how, or what settles a conflict.
type syncOptions struct {
	folder     string
	teams      []string
	encrypt    bool
	recipients []string
	identity   string
	forget     bool
	settle     string
	take       string
}

// locks tells whether the folder is given a lock.
func (o syncOptions) locks() bool { return o.encrypt || len(o.recipients) > 0 }

func (a *app) syncCommand() *cli.Command {
	var o syncOptions
	flags := []cli.Flag{
		&cli.StringSliceFlag{Name: "team", Destination: &o.teams, Usage: "team.sync"},
		&cli.BoolFlag{Name: "encrypt", Destination: &o.encrypt},
		&cli.StringSliceFlag{Name: "recipient", Destination: &o.recipients},
		shell.Text("identity", &o.identity),
		&cli.BoolFlag{Name: "forget", Destination: &o.forget},
		shell.Line("settle", &o.settle), shell.Line("take", &o.take),
	}
	c := a.writing("sync", []string{"[FOLDER]"}, flags, func(args []string) error {
		if len(args) > 0 {
			o.folder = filepath.Clean(a.Absolute(args[0]))
		}
		switch {
		case o.folder == "" && (o.forget || o.locks() || len(o.teams) > 0 || o.identity != ""):
			return shell.WrongUse("cli.error.sync-which")
		case o.encrypt && len(o.recipients) > 0:
			return shell.Together("--encrypt", true, "--recipient")
		case o.take != "" && o.settle == "":
			return shell.WrongUse("cli.error.sync-settle")
		case o.settle != "":
			return a.runSettle(o)
		case o.forget:
			return a.runForget(o.folder)
		}
		return a.runSync(o)
	})
	c.DisableSliceFlagSeparator = true // names of teams hold commas
	return c
}

// runSync brings the database and the folders to the same: one that is named, and remembered, or all that are remembered.
func (a *app) runSync(o syncOptions) error {
	defer a.saveMemory()()
	if o.folder != "" {
		if err := a.remember(o); err != nil {
			return err
		}
	}
	state, _, err := folder.State(a.store())
	if err != nil {
		return err
	}
	state.Folders = slices.DeleteFunc(state.Folders, func(f replica.Folder) bool { return o.folder != "" && f.Path != o.folder })
	if len(state.Folders) == 0 {
		return shell.WrongUse("cli.error.sync-none")
	}
	done, failed := a.syncFolders(state, o.locks())
	list, err := a.conflictsApart()
	if a.format == report.JSON {
		out := syncedFile{done, []conflictJSON{}}
		for _, c := range list {
			out.Conflicts = append(out.Conflicts, newConflict(cmp.Or(append([]checks.Record{c.Here}, c.There...)...)))
		}
		return cmp.Or(err, a.document("synced", out), failed)
	}
	for _, r := range done {
		if err := a.tellSynced(r, o.folder != ""); err != nil {
			return err
		}
	}
	return cmp.Or(err, a.tellApart(list), failed)
}

// syncedFile is what "sync" says to other programs.
type syncedFile struct {
	Folders   []folder.Result `json:"folders"`
	Conflicts []conflictJSON  `json:"conflicts"`
}

// syncFolders brings the database and folders to the same, whose lock may be new. It returns what came of those where that worked, and the
// first error.
func (a *app) syncFolders(state replica.State, newLock bool) (done []folder.Result, failed error) {
	done = []folder.Result{}
	for _, f := range state.Folders {
		lock, err := a.lockOf(f, state.Machine, newLock)
		var r folder.Result
		if err == nil {
			r, err = folder.Sync(a.store(), f.Path, lock, newLock, a.Now())
		}
		switch {
		case errors.Is(err, shell.ErrOtherLock):
			err = shell.Failure("cli.error.sync-lock", "Folder", f.Path)
		case errors.Is(err, folder.ErrUnread):
			err = shell.FailureOf(err, "cli.error.sync-folder", "Folder", f.Path)
		case errors.Is(err, folder.ErrUnwritten):
			err = shell.FailureOf(err, "cli.error.sync-write", "Folder", f.Path)
		}
		if err == nil || checks.CodeOf(err) == checks.CodeTextRemains {
			done = append(done, r)
		}
		failed = cmp.Or(failed, err)
	}
	return done, failed
}

// lockOf returns what the documents in a folder are behind. For a passphrase it asks: twice where this machine has no document behind it.
func (a *app) lockOf(f replica.Folder, machine string, isNew bool) (shell.Lock, error) {
	if _, err := os.Stat(f.Path); err != nil {
		return shell.Lock{}, fmt.Errorf("%w: %w", folder.ErrUnread, err)
	}
	switch {
	case f.Passphrase:
		_, err := os.Stat(filepath.Join(f.Path, folder.DocumentName(machine, true)))
		return a.PassphraseLock(isNew || err != nil)
	case len(f.Recipients) > 0:
		return a.KeyLock(f.Recipients, f.Identity)
	}
	return shell.Lock{}, nil
}

// changeFolders changes which folders are remembered, and how.
func (a *app) changeFolders(change func(*replica.State, []checks.Record)) error {
	return folder.Change(a.store(), func(s *replica.State, records []checks.Record) replica.Changes {
		change(s, records)
		return replica.Changes{}
	})
}

// whoReads says who can open a folder on this machine.
func whoReads(path string) string {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o077 == 0 {
		return "cli.sync.readers.you"
	}
	return "cli.sync.readers.others"
}

// remember notes a folder, and what goes into it how.
func (a *app) remember(o syncOptions) error {
	info, err := os.Stat(o.folder)
	switch {
	case err != nil || !info.IsDir():
		return shell.Failure("cli.error.sync-folder", "Folder", o.folder)
	case isSameFolder(o.folder, filepath.Dir(a.store().Path())), isSameFolder(o.folder, a.store().BackupFolder()):
		return shell.WrongUse("cli.error.sync-own", "Folder", o.folder)
	}
	if len(o.recipients) > 0 {
		if _, err := a.KeyLock(o.recipients, o.identity); err != nil {
			return err
		}
		if o.identity == "" {
			return shell.WrongUse("cli.error.sync-identity")
		}
		o.identity = a.Absolute(o.identity)
	}
	t, err := a.store().Snapshot("")
	if err != nil {
		return err
	}
	var teams []string
	for _, typed := range o.teams {
		teams = append(teams, teamAmong(append(t.Teams, checks.Me), checks.CleanLine(typed)).name)
	}
	return a.changeFolders(func(state *replica.State, records []checks.Record) {
		f := state.Folder(o.folder)
		if f == nil {
			f = state.Add(o.folder)
		}
		if len(teams) > 0 {
			state.Restrict(o.folder, teams, records)
		}
		if o.locks() {
			f.Passphrase, f.Recipients, f.Identity = o.encrypt, o.recipients, o.identity
		}
	})
}

func isSameFolder(a, b string) bool {
	one, err := os.Stat(a)
	other, failed := os.Stat(b)
	return err == nil && failed == nil && os.SameFile(one, other)
}

// runForget remembers a folder no more, and takes the document of this machine out of it.
func (a *app) runForget(path string) error {
	state, _, err := folder.State(a.store())
	switch {
	case err != nil:
		return err
	case state.Folder(path) == nil:
		return shell.NotFound("cli.error.sync-unknown", "Folder", path)
	}
	if err := a.changeFolders(func(state *replica.State, _ []checks.Record) { state.Forget(path) }); err != nil {
		return err
	}
	for _, encrypted := range []bool{false, true} {
		_ = os.Remove(filepath.Join(path, folder.DocumentName(state.Machine, encrypted)))
	}
	return a.say("cli.sync.forgotten", "Folder", shell.CleanPath(path))
}

// tellSynced says what came of a folder, and where it was just named, who can read it.
func (a *app) tellSynced(s folder.Result, named bool) error {
	p := report.NewPage(a.ReportOptions())
	p.Line(shell.CleanPath(s.Path))
	if named {
		what := p.Say("cli.sync.all")
		if len(s.Teams) > 0 {
			what = p.Printer.N("cli.sync.teams", len(s.Teams), "Teams", joined(s.Teams, p.Options))
		}
		p.Paragraph("  ", what)
		if len(s.Recipients) == 0 && !s.Passphrase {
			p.Paragraph("  ", p.Say(whoReads(s.Path)))
		}
	}
	if s.Others > 0 {
		p.Paragraph("  ", p.Printer.N("cli.sync.machines", s.Others))
	} else {
		p.Paragraph("  ", p.Say("cli.sync.alone"))
	}
	parts := partsOf(s)
	for _, part := range parts {
		p.Paragraph("  ", p.Say(part.id, "What", countedRecords(part.Counts, p.Options)))
	}
	switch none := len(parts) == 0; {
	case s.Written && none:
		p.Paragraph("  ", p.Say("cli.sync.written"))
	case none:
		p.Paragraph("  ", p.Say("cli.sync.nothing"))
	}
	if len(s.IDs) > 0 {
		if list, err := a.store().BackupsHolding(s.IDs, ""); err == nil && len(list) > 0 {
			p.Paragraph("  ", p.Printer.N("cli.sync.backups", len(list)))
		}
	}
	if err := shell.WritePage(a.Stdout, p); err != nil {
		return err
	}
	return a.tellProblems(s.Problems)
}

// syncPart is what became of records in a sync, as a message.
type syncPart struct {
	id string
	store.Counts
}

// partsOf is what became of records, as far as there were any.
func partsOf(r folder.Result) []syncPart {
	all := []syncPart{{"cli.sync.added", r.Added}, {"cli.sync.changed", r.Replaced}, {"cli.sync.deleted", r.Removed}}
	return slices.DeleteFunc(all, func(p syncPart) bool { return p.Counts == store.Counts{} })
}

func joined(teams []string, o report.Options) (out string) {
	for i, team := range teams {
		if i > 0 {
			out += ", "
		}
		out += o.Printer.Team(checks.CleanLine(team))
	}
	return out
}

// problemIDs are what is wrong with a document, as messages.
var problemIDs = []struct {
	err error
	id  string
}{
	{replica.ErrCutOff, "cli.sync.cut-off"},
	{replica.ErrNewer, "cli.sync.newer"},
	{replica.ErrBroken, "cli.sync.broken"},
	{replica.ErrForeign, "cli.sync.broken"},
}

// tellProblems names the documents that were not read.
func (a *app) tellProblems(list []folder.Problem) error {
	say := a.ReportOptions()
	for _, problem := range list {
		id := "cli.sync.unread"
		for _, known := range problemIDs {
			if errors.Is(problem.Err, known.err) {
				id = known.id
			}
		}
		what, _ := a.Words(problem.Err)
		if err := shell.Print(a.Stderr, say, say.Say(id, "File", checks.CleanLine(problem.Name), "What", what)); err != nil {
			return err
		}
	}
	return nil
}

// conflictsApart returns what was changed apart on several machines.
func (a *app) conflictsApart() (list []replica.Conflict, err error) {
	state, ofFile, err := folder.State(a.store())
	if err != nil || !ofFile {
		return nil, err
	}
	var records []checks.Record
	for r, err := range a.store().Records("") {
		if err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	return state.Conflicts(records), nil
}

// withSync lets the full-screen program bring this machine and others to the same.
func (a *app) withSync(o *tui.Options) {
	o.Apart, o.Settle = a.apartInWords, a.settle
	if state, _, err := folder.State(a.store()); err == nil && len(state.Folders) > 0 {
		o.Sync = a.syncInWords
	}
}

// syncInWords syncs all folders that are remembered, and says what is new, or what went wrong. Nobody can be asked for a passphrase.
func (a *app) syncInWords(language string) (note string, failed bool) {
	state, _, err := folder.State(a.store())
	say := report.Options{Printer: lang.New(language), Location: a.Now().Location()}
	closed := func(f replica.Folder) bool { return f.Passphrase && a.Getenv(shell.PassphraseVariable) == "" }
	if i := slices.IndexFunc(state.Folders, closed); i >= 0 {
		err = shell.Failure("cli.error.sync-ask", "Folder", state.Folders[i].Path)
	}
	state.Folders = slices.DeleteFunc(state.Folders, closed)
	done, failure := a.syncFolders(state, false)
	err = cmp.Or(err, failure)
	var said []string
	for _, r := range done {
		for _, part := range partsOf(r) {
			said = append(said, say.Say(part.id, "What", countedRecords(part.Counts, say)))
		}
	}
	if err != nil {
		what, do := a.Words(err)
		return what + " " + do, true
	}
	return strings.Join(said, " "), false
}

// apartInWords lists what was changed on several machines.
func (a *app) apartInWords(language string) (all []tui.Apart, err error) {
	list, err := a.conflictsApart()
	say := report.Options{Printer: lang.New(language), Location: a.Now().Location()}
	for _, c := range list {
		one := tui.Apart{ID: c.ID, Sides: []tui.ApartSide{{Title: say.Say("cli.import.here")}}}
		for i, page := range pagesApart(report.NewPage(say), c) {
			one.Name = page.name(cmp.Or(page.of.Stored, page.of.Incoming))
			side := tui.ApartSide{Title: page.there}
			for _, row := range page.differences() {
				if i == 0 {
					one.Sides[0].Facts = append(one.Sides[0].Facts, [2]string{row[0], row[1]})
				}
				side.Facts = append(side.Facts, [2]string{row[0], row[2]})
			}
			one.Sides = append(one.Sides, side)
		}
		all = append(all, one)
	}
	return all, err
}
