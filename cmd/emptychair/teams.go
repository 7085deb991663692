package main

import (
	"cmp"
	"slices"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func (a *app) teamsCommand() *cli.Command {
	return a.Family("teams", a.teamsListCommand(), a.teamsMarkCommand(), a.teamsRenameCommand())
}

func (a *app) teamsListCommand() *cli.Command {
	var f report.Format
	return a.reading("teams list", nil, []cli.Flag{shell.Format(&f, report.Formats)}, func([]string) error {
		return a.runTeamsList(f)
	})
}

// runTeamsList lists the teams, the one used last first.
func (a *app) runTeamsList(f report.Format) error {
	list, err := a.snapshots("")
	if err != nil {
		return err
	}
	if len(list) == 0 && f != report.JSON {
		return a.say("cli.no-teams")
	}
	return shell.OutputError(report.Teams(a.Stdout, f, list, a.ReportOptions()))
}

func (a *app) teamsMarkCommand() *cli.Command {
	var leads, leadsNot bool
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "leadership", Destination: &leads},
		&cli.BoolFlag{Name: "no-leadership", Destination: &leadsNot},
	}
	return a.writing("teams mark", []string{"TEAM"}, flags, func(args []string) error {
		if !leads && !leadsNot {
			return shell.WrongUse("cli.error.no-mark", "Team", args[0])
		}
		if err := shell.Together("--leadership", leads && leadsNot, "--no-leadership"); err != nil {
			return err
		}
		return a.runTeamsMark(checks.CleanLine(args[0]), leads)
	})
}

// runTeamsMark remembers whether a team leads others, and then says so.
func (a *app) runTeamsMark(team string, leadership bool) error {
	t, err := knownSnapshot(a.store(), team)
	if err != nil {
		return err
	}
	id := "cli.unchanged"
	if t.Marks.Leadership != leadership {
		id = map[bool]string{true: "cli.marked.leadership", false: "cli.marked.team"}[leadership]
		t.Marks.Leadership = leadership
		if err := a.store().MarkLeadership(t.Team, leadership); err != nil {
			return notSaved(err)
		}
	}
	if a.format == report.JSON {
		return shell.OutputError(report.Teams(a.Stdout, a.format, []checks.Snapshot{t}, a.ReportOptions()))
	}
	return a.say(id, "Team", t.Team)
}

func (a *app) teamsRenameCommand() *cli.Command {
	var yes bool
	return a.writing("teams rename", []string{"TEAM", "NAME"}, []cli.Flag{yesFlag(&yes)}, func(args []string) error {
		for i, name := range args {
			args[i] = checks.CleanLine(name)
			if list := (checks.Marks{Team: args[i]}).Problems(content.Check()); len(list) > 0 {
				return shell.InvalidInput(list[0].Err)
			}
		}
		return a.runTeamsRename(args[0], args[1], yes)
	})
}

// runTeamsRename gives a team another name. Where there is a team of that name, or one that may be meant, it asks first.
func (a *app) runTeamsRename(typed, name string, yes bool) error {
	t, err := knownSnapshot(a.store(), typed)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(t.Teams), func(team string) bool { return team == t.Team })
	to := teamAmong(others, name)
	if to.name == t.Team && a.format != report.JSON {
		return a.say("cli.unchanged")
	}
	if may, err := a.mayRename(t, to, yes); err != nil || !may {
		return err
	}
	var done store.Renamed
	if to.name != t.Team {
		done, err = a.store().RenameTeam(t.Team, to.name, !to.isNew)
	}
	switch {
	case len(done.Conflicts) > 0:
		return a.notJoined(t.Team, to.name, done.Conflicts)
	case err != nil && checks.CodeOf(err) != checks.CodeTextRemains:
		return notSaved(err)
	}
	return cmp.Or(a.tellRenamed(t.Team, to, done), shell.Translate(err, map[checks.Code]string{
		checks.CodeTextRemains: "cli.error.name-remains",
	}, "File", a.store().Path()))
}

// mayRename asks whether a team is to become one with another, or to have a name that is near another's.
func (a *app) mayRename(t checks.Snapshot, to teamChoice, yes bool) (bool, error) {
	say, id := a.ReportOptions(), "join"
	var there checks.Snapshot
	switch {
	case yes, to.isNew && to.similar == "", to.name == t.Team:
		return true, nil
	case to.isNew:
		id = "near"
	default:
		var err error
		if there, err = a.store().Snapshot(to.name); err != nil {
			return false, err
		}
	}
	about := []any{
		"Team", t.Team, "What", contentsOf(t, say), "To", say.Printer.Team(to.name), "There", contentsOf(there, say), "Near", to.similar,
	}
	if !a.IsTerminal(a.Stdin) {
		return false, shell.WrongUse("cli.error.rename."+id, about...)
	}
	if !a.Ask(say.Say("cli.rename-question."+id, about...)) {
		return false, a.say("cli.not-renamed")
	}
	return true, nil
}

// contentsOf says how much there is of a team.
func contentsOf(t checks.Snapshot, say report.Options) string {
	return countedRecords(store.Counts{Runs: len(t.Runs), Actions: len(t.Actions()), Stories: len(t.Stories)}, say)
}

// tellRenamed says what has another name.
func (a *app) tellRenamed(from string, to teamChoice, r store.Renamed) error {
	merged := !to.isNew && to.name != from
	if a.format == report.JSON {
		return a.document("renamed", struct {
			From   string `json:"from"`
			To     string `json:"to"`
			Merged bool   `json:"merged"`
			store.Counts
		}{from, to.name, merged, r.Counts})
	}
	id := "cli.renamed"
	if merged {
		id = "cli.joined"
	}
	return a.say(id, "Team", from, "To", a.Printer().Team(to.name), "What", countedRecords(r.Counts, a.ReportOptions()))
}

// notJoined names what two teams have under one id that differs, for which they stay two.
func (a *app) notJoined(from, to string, conflicts []store.Conflict) error {
	p := conflictPage{Page: report.NewPage(a.ReportOptions())}
	for _, c := range conflicts {
		for _, rec := range []checks.Record{c.Stored, c.Incoming} {
			p.Line(p.name(rec))
			if x, ok := rec.(checks.Action); ok {
				p.Line(quoted(x.Text, p.Options))
			}
		}
	}
	return cmp.Or(shell.WritePage(a.Stderr, p.Page), shell.Failures("cli.error.not-joined", len(conflicts), "Team", from, "To", to))
}

// teamChoice is the team that something is noted for.
type teamChoice struct {
	name    string
	isNew   bool   // nothing is known of it yet
	similar string // the known team that may be meant by a new name
}

// teamAmong returns the one of the teams that somebody named, as [checks.Fold] compares; the first where nobody did, if there is one. The
// words for [checks.Me] mean that where no team is called so.
func teamAmong(teams []string, typed string) teamChoice {
	switch {
	case typed == "" && len(teams) > 0:
		return teamChoice{name: teams[0]}
	case typed == "":
		return teamChoice{}
	}
	c := teamChoice{}
	c.name, c.isNew, c.similar = checks.NameTeam(teams, typed)
	if own := []string{"me", "ich"}; c.isNew && slices.Contains(own, checks.Fold(typed)) && slices.Contains(teams, checks.Me) {
		return teamChoice{name: checks.Me}
	}
	return c
}

// snapshotOf reads the team that somebody named; the one used last where nobody did, if there is one.
func snapshotOf(s database, typed string) (checks.Snapshot, teamChoice, error) {
	t, err := s.Snapshot(typed)
	if err != nil {
		return t, teamChoice{}, err
	}
	c := teamAmong(t.Teams, typed)
	if c.name != t.Team {
		t, err = s.Snapshot(c.name)
	}
	return t, c, err
}

// snapshotToNote reads the team that something new is to be noted for, as [snapshotOf] does, and asks about a new one as
// [app.askNewTeam] does. Without any team that is an error.
func (a *app) snapshotToNote(typed string) (checks.Snapshot, teamChoice, error) {
	t, c, err := snapshotOf(a.store(), typed)
	switch {
	case err != nil:
	case c.name == "":
		err = shell.WrongUse("cli.error.name-team")
	default:
		err = a.askNewTeam(c)
	}
	return t, c, err
}

// askNewTeam asks whether a new name near that of a known team is meant; where nobody can be asked that is said afterwards.
func (a *app) askNewTeam(team teamChoice) error {
	if team.similar == "" || !a.IsTerminal(a.Stdin) || a.Ask(a.Printer().T("cli.new-team-question", "Team", team.name, "Near", team.similar)) {
		return nil
	}
	return shell.NotFound("cli.error.no-such-team", "Team", team.name, "Near", team.similar)
}

// knownSnapshot is [snapshotOf], but a team of which nothing is stored is an error. Where no team was named and there is none, the
// snapshot is empty.
func knownSnapshot(s database, typed string) (checks.Snapshot, error) {
	t, c, err := snapshotOf(s, typed)
	if err == nil && c.isNew {
		err = shell.NotFound("cli.error.no-such-team", "Team", c.name, "Near", c.similar)
	}
	return t, err
}

// neededSnapshot is [knownSnapshot], but an empty snapshot is an error, too.
func neededSnapshot(s database, typed string) (checks.Snapshot, error) {
	t, err := knownSnapshot(s, typed)
	if err == nil && t.Team == "" {
		err = shell.NotFound("cli.error.no-team")
	}
	return t, err
}

// snapshots reads the team that somebody named, all of them where nobody did, the one used last first.
func (a *app) snapshots(typed string) (list []checks.Snapshot, err error) {
	t, err := knownSnapshot(a.store(), typed)
	if typed != "" {
		return []checks.Snapshot{t}, err
	}
	for _, team := range t.Teams {
		if err == nil && team != t.Team {
			t, err = a.store().Snapshot(team)
		}
		list = append(list, t)
	}
	return list, err
}

// teamToList says whose actions or stories are listed.
type teamToList struct {
	team string // "" for the one used last
	all  bool   // of all teams
}

func (l *teamToList) flags() []cli.Flag {
	return []cli.Flag{shell.Line("team", &l.team), &cli.BoolFlag{Name: "all-teams", Destination: &l.all}}
}

// find returns the team that is meant, "" for all of them.
func (l teamToList) find(s database) (string, error) {
	if l.all {
		return "", shell.Together("--team", l.team != "", "--all-teams")
	}
	t, err := knownSnapshot(s, l.team)
	return t.Team, err
}
