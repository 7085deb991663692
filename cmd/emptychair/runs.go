package main

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
	"emptychair/tui"
)

func (a *app) runsCommand() *cli.Command {
	var team string // "" for all
	var f report.Format
	return a.reading("runs", nil, []cli.Flag{shell.Line("team", &team), shell.Format(&f, report.Formats)}, func([]string) error {
		return a.runRuns(team, f)
	})
}

// runRuns lists the runs, latest first.
func (a *app) runRuns(team string, f report.Format) error {
	id := "cli.no-runs"
	if team != "" {
		t, err := knownSnapshot(a.store(), team)
		if err != nil {
			return err
		}
		team, id = t.Team, "cli.no-runs-of-team"
	}
	list, err := a.store().Runs("")
	if err != nil {
		return err
	}
	ids := idsOf(list)
	if team != "" {
		list = slices.DeleteFunc(list, func(r checks.Run) bool { return r.Team != team })
	}
	if len(list) > 0 || f == report.JSON {
		return shell.OutputError(report.Runs(a.Stdout, f, list, ids, a.ReportOptions()))
	}
	return a.say(id, "Team", team)
}

func (a *app) showCommand() *cli.Command {
	var o printOptions
	return a.Command("show", []string{"RUN"}, o.printFlags(report.RunFormats), func(args []string) error {
		return a.print(&o, func(w io.Writer) (checks.LeftOut, error) { return a.runShow(w, args[0], o) })
	})
}

// runShow prints one run, and returns what it left out.
func (a *app) runShow(w io.Writer, typed string, o printOptions) (left checks.LeftOut, err error) {
	r, err := a.findRun(typed)
	if err != nil {
		return left, err
	}
	t, err := a.store().Snapshot(r.Team)
	if err != nil {
		return left, err
	}
	if o.share {
		if !r.IsFinished() {
			return left, shell.Failure("cli.error.export-unfinished", "Format", "--share")
		}
		if left, err = a.shareRuns(o.own, &r); err != nil {
			return left, err
		}
	}
	say := a.ReportOptions()
	say.Left = left
	return left, shell.OutputError(report.Run(w, o.format, r, t.LookBack(r), say))
}

// editOptions are what is to be different about when and by whom a run was held, as far as it is said.
type editOptions struct {
	day    checks.Day
	team   string
	kind   checks.Kind
	people int
}

func (a *app) editCommand() *cli.Command {
	var o editOptions
	people := shell.Parsed("people", &o.people, numberOf("--people")).About("people.edit")
	flags := []cli.Flag{
		shell.Parsed("day", &o.day, a.pastDay),
		shell.Line("team", &o.team).About("team.edit"),
		oneOf("kind", &o.kind, "kind.", []checks.Kind{checks.Team, checks.Solo}), people,
	}
	return a.writing("edit", []string{"RUN"}, flags, func(args []string) error {
		if o.day.IsZero() && o.team == "" && o.kind == "" && !people.IsSet() {
			if !a.IsPlain() && a.AsksByLine() {
				return shell.WrongUse("cli.error.edit-nothing", "ID", args[0])
			}
			return a.enter(func(checks.Snapshot) (tui.Start, error) {
				r, err := a.findRun(args[0])
				return tui.Start{Resume: &r}, err
			})
		}
		if err := shell.Together("--kind", o.kind == checks.Solo && people.IsSet(), "--people"); err != nil {
			return err
		}
		return a.runEdit(args[0], o, people.IsSet())
	})
}

// runEdit corrects when and by whom a finished run was held, and then says what was and what is.
func (a *app) runEdit(typed string, o editOptions, withPeople bool) error {
	s, say := a.store(), a.ReportOptions()
	id, err := a.findRunID(typed)
	if err != nil {
		return err
	}
	was, revision, err := s.Run(id)
	if err != nil {
		return err
	}
	team, now, err := a.corrected(was, o, withPeople)
	if err == nil {
		err = a.askNewTeam(team)
	}
	if err != nil {
		return err
	}
	same := checks.Same(was, now)
	if !same {
		if _, err = s.SaveRun(now, revision); err != nil {
			return notSaved(err)
		}
	}
	switch {
	case a.format == report.JSON:
		t, err := s.Snapshot(now.Team)
		return cmp.Or(err, shell.OutputError(report.Run(a.Stdout, a.format, now, t.LookBack(now), say)))
	case same:
		return a.say("cli.unchanged")
	}
	return a.tellCorrected(was, now, team)
}

// corrected returns the run as it is to be, and its team.
func (a *app) corrected(was checks.Run, o editOptions, withPeople bool) (team teamChoice, now checks.Run, err error) {
	if !was.IsFinished() {
		return team, now, shell.Failure("cli.error.edit-unfinished")
	}
	t, err := a.store().Snapshot("")
	if err != nil {
		return team, now, err
	}
	flow, err := checks.NewFlow(content.Check(), was)
	if err != nil {
		return team, now, err
	}
	flow.Correct(a.today())
	if team = (teamChoice{name: was.Team}); o.team != "" {
		team = teamAmong(t.Teams, o.team)
	}
	if o.day.IsZero() {
		o.day = was.Day
	}
	switch o.kind = cmp.Or(o.kind, was.Kind); {
	case withPeople:
	case o.kind == checks.Solo:
		o.people = 1
	default:
		o.people = was.People
	}
	err = flow.SetHeld(o.day, team.name, o.kind, o.people)
	if code := checks.CodeOf(err); code == checks.CodePeopleVoted || code == checks.CodePeople && o.kind == checks.Solo && !withPeople {
		err = shell.WrongUse("cli.error.edit-people")
	}
	return team, flow.Stored(), shell.InvalidInput(err)
}

// tellCorrected says what is different about a run.
func (a *app) tellCorrected(was, now checks.Run, team teamChoice) error {
	say := a.ReportOptions()
	lines := []string{say.Say("cli.corrected", "Run", a.runName(now))}
	page := conflictPage{Page: report.NewPage(say), of: store.Conflict{Stored: was, Incoming: now}}
	for _, d := range checks.Differences(was, now) {
		if d.Path.String() != "corrected" {
			row := page.row(d)
			lines = append(lines, "  "+row[0]+": "+strings.Join(row[1:], say.Printer.Signs(" → ")))
		}
	}
	if team.isNew {
		lines = append(lines, say.Say("cli.new-team", "Team", team.name, "Near", team.similar))
	}
	if from, err := a.store().Snapshot(was.Team); err == nil && was.Team != now.Team && from.IsLeftBy(now.ID) {
		lines = append(lines, report.LeftBehind(say.Printer, a.Call(), was.Team, now.Team))
	}
	return shell.Print(a.Stdout, say, lines...)
}

func (a *app) deleteCommand() *cli.Command {
	var team string
	var c confirmOptions
	flags := append([]cli.Flag{shell.Line("team", &team).About("team.delete")}, c.flags()...)
	return a.writing("delete", []string{"[RUN]"}, flags, func(args []string) error {
		switch {
		case len(args) > 0 && team != "":
			return shell.WrongUse("cli.error.run-and", "Run", args[0], "Other", "--team")
		case team != "":
			return a.runDeleteTeam(team, c)
		case len(args) == 0:
			return shell.WrongUse("cli.error.missing.RUN", "Command", "delete")
		}
		return a.runDelete(args[0], c)
	})
}

// runDelete deletes a run for good, if the answer to the question is yes.
func (a *app) runDelete(typed string, c confirmOptions) error {
	s := a.store()
	r, err := a.findRun(typed)
	if err := cmp.Or(err, mayDelete(s, r.ID, typed)); err != nil {
		return err
	}
	say, name := a.ReportOptions(), a.runName(r)
	return a.delete(c, &deletion{
		question: say.Say("cli.delete-question", "Run", name, "Actions", counted(say, count{"cli.contents.actions", len(r.Actions)})),
		done:     say.Say("cli.deleted", "Run", name),
		ids:      append(idsOf(r.Actions), r.ID),
		delete:   func() error { return s.DeleteRun(r.ID) },
	})
}

// runDeleteTeam deletes all that there is of a team for good, if the answer to the question is yes.
func (a *app) runDeleteTeam(typed string, c confirmOptions) error {
	t, err := knownSnapshot(a.store(), typed)
	if err != nil {
		return err
	}
	say := a.ReportOptions()
	name := say.Say("cli.team-name", "Team", t.Team, "What", contentsOf(t, say))
	d := deletion{
		question: say.Say("cli.delete-team-question", "Team", name),
		done:     say.Say("cli.deleted-team", "Team", name), team: t.Team,
	}
	d.delete = func() (err error) {
		d.ids, err = a.store().DeleteTeam(t.Team)
		return err
	}
	return a.delete(c, &d)
}

// mayDelete returns an error where somebody means the latest, or a run by its day, and there are records that cannot be read: it may be
// one of these that is meant.
func mayDelete(s database, id, typed string) error {
	if _, err := checks.PickID(checks.CleanLine(typed), []string{id}); err != nil && s.Unreadable() > 0 {
		return &checks.Error{Code: checks.CodeDamaged, Subject: s.Path()}
	}
	return nil
}

// confirmOptions are the options with which somebody says that something is really to be deleted.
type confirmOptions struct{ yes, backups bool }

// yesFlag is the option that answers the question.
func yesFlag(to *bool) cli.Flag {
	return &cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: to}
}

func (c *confirmOptions) flags() []cli.Flag {
	return []cli.Flag{
		yesFlag(&c.yes),
		&cli.BoolFlag{Name: "backups", Destination: &c.backups},
	}
}

// deletion is something that is to be deleted for good.
type deletion struct {
	question string // before it
	done     string // what is said after it
	delete   func() error
	ids      []string // under which backups may hold it
	team     string   // that is deleted as a whole, "" for none
}

// deletedFile is what commands that delete say to other programs.
type deletedFile struct {
	Deleted bool     `json:"deleted"` // false where somebody was asked and said no
	IDs     []string `json:"ids"`
	Backups []string `json:"backups"` // that held it
	Removed bool     `json:"backups_removed"`
}

// delete asks, deletes, and then says which backups still hold what was deleted. With --backups, or a yes, those go, too. Where the
// text of what was deleted remains in the file, that is an error, told at last.
func (a *app) delete(c confirmOptions, d *deletion) error {
	switch {
	case c.yes:
	case !a.IsTerminal(a.Stdin):
		return shell.WrongUse("cli.error.unconfirmed")
	case !a.Ask(d.question):
		if a.format == report.JSON {
			return a.document("deleted", deletedFile{false, []string{}, []string{}, false})
		}
		return a.say("cli.kept")
	}
	remains := d.delete()
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return remains
	}
	if a.format != report.JSON {
		if err := shell.Print(a.Stdout, a.ReportOptions(), d.done); err != nil {
			return err
		}
	}
	return cmp.Or(a.deleteBackups(c, d), remains)
}

// deleteBackups says which backups hold something, and removes them where that is wished.
func (a *app) deleteBackups(c confirmOptions, d *deletion) error {
	s, say := a.store(), a.ReportOptions()
	list, err := s.BackupsHolding(d.ids, d.team)
	if a.format == report.JSON {
		f := deletedFile{true, append([]string{}, d.ids...), []string{}, c.backups}
		for _, b := range list {
			f.Backups = append(f.Backups, b.Path)
		}
		if c.backups && err == nil {
			err = s.RemoveBackups(list)
		}
		return cmp.Or(notListed(err, s), a.document("deleted", f))
	}
	if err != nil || len(list) == 0 {
		return notListed(err, s)
	}
	p := report.NewPage(say)
	p.Sentence(say.Printer.N("cli.gone.backups", len(list)))
	for _, b := range list {
		p.Line("  " + shell.DayAndTime(b.Made, say) + "  " + shell.CleanPath(b.Path))
	}
	if err := shell.WritePage(a.Stdout, p); err != nil {
		return err
	}
	switch {
	case c.backups:
	case c.yes:
		return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.how", len(list)))
	case !a.AskAfresh(say.Printer.N("cli.gone.question", len(list))):
		return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.stay", len(list)))
	}
	if err := s.RemoveBackups(list); err != nil {
		return err
	}
	return shell.Print(a.Stdout, say, say.Printer.N("cli.gone.removed", len(list), "Call", a.Call()))
}
