package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// stories are all that there are.
var stories = collection[checks.Story]{
	read:  func(s database) ([]checks.Story, error) { return s.Stories("") },
	save:  func(s database, was, now checks.Story) error { return s.SaveStory(was, now) },
	facts: report.StoryLine,
	text:  func(x checks.Story) string { return x.Text },
	made:  func(x checks.Story, _ report.Options) (string, checks.Day) { return x.Team, x.On },
	erase: func(s database, x checks.Story) error { return s.DeleteStory(x.ID) },
	write: report.Stories,
	name:  "cli.story-name",
	empty: "cli.error.no-stories",
	list:  func(*lang.Printer) string { return "emptychair stories --all-teams" },
}

func (a *app) storiesCommand() *cli.Command {
	return a.Family("stories",
		a.storiesListCommand(), a.storiesAddCommand(), a.storiesShowCommand(), a.storiesEditCommand(),
		stories.deleteCommand(a, "stories delete", "STORY"),
		a.followCommand("complain", nil, nil, always(complain)), a.storiesRemedyCommand(), a.storiesWhyCommand(),
		a.storiesPlanCommand(), a.storiesFixCommand(),
		a.followCommand("gone", nil, nil, always(settle(checks.ComplaintGone))),
		a.followCommand("back", nil, nil, always(settle(checks.ComplaintBack))),
		a.storiesCasesCommand())
}

type storiesListOptions struct {
	teamToList
	filter checks.StoryFilter
	format report.Format
}

func (a *app) storiesListCommand() *cli.Command {
	var o storiesListOptions
	flags := append(o.flags(),
		oneOf("source", &o.filter.Source, "source.", checks.Sources()),
		oneOf("state", &o.filter.State, "complaint.", checks.ComplaintStates()).About("state-story"),
		aboutOption(&o.filter.About),
		shell.Parsed("month", &o.filter.Month, a.month),
		shell.Text("search", &o.filter.Text),
		shell.Format(&o.format, report.Formats))
	return a.reading("stories list", nil, flags, func([]string) error { return a.runStoriesList(o) })
}

// runStoriesList lists stories, the latest first.
func (a *app) runStoriesList(o storiesListOptions) error {
	team, err := o.find(a.store())
	if err != nil {
		return err
	}
	list, err := a.store().Stories("")
	if err != nil {
		return err
	}
	o.filter.Team = team
	l := report.List[checks.Story]{Records: o.filter.Find(list), Team: team, IDs: idsOf(list)}
	if len(l.Records) > 0 || o.format == report.JSON {
		return shell.OutputError(report.Stories(a.Stdout, o.format, l, a.ReportOptions()))
	}
	id := "cli.no-stories"
	if o.filter != (checks.StoryFilter{Team: team}) {
		id = "cli.no-such-stories"
	} else if team != "" {
		id = "cli.no-stories-of-team"
	}
	return a.say(id, "Team", team)
}

func (a *app) storiesShowCommand() *cli.Command {
	var f report.Format
	return a.reading("stories show", []string{"STORY"}, []cli.Flag{shell.Format(&f, report.Formats)}, func(args []string) error {
		story, _, err := stories.find(a.store(), args[0])
		if err != nil {
			return err
		}
		all, err := a.store().Actions(story.Team)
		if err != nil {
			return err
		}
		return shell.OutputError(report.Story(a.Stdout, f, story, checks.ActionsFor(story, all), a.ReportOptions()))
	})
}

// storyOptions are what is said of a story beside its text, as far as it is said.
type storyOptions struct {
	team   string
	source checks.Source
	on     checks.Day
	about  string // id of an item or a question
}

func (o *storyOptions) flags(past func(string) (checks.Day, error)) (team, source, on, about *shell.Option) {
	return shell.Line("team", &o.team), oneOf("source", &o.source, "source.", checks.Sources()),
		shell.Parsed("on", &o.on, past), aboutOption(&o.about)
}

type storiesAddOptions struct {
	storyOptions
	complaint bool
}

func (a *app) storiesAddCommand() *cli.Command {
	var o storiesAddOptions
	team, source, on, about := o.flags(a.pastDay)
	flags := []cli.Flag{team, source, on, about, &cli.BoolFlag{Name: "complaint", Destination: &o.complaint}}
	return a.writing("stories add", []string{"[TEXT]"}, flags, func(args []string) error {
		_, team, err := a.snapshotToNote(o.team)
		if err != nil { // before anybody writes in vain
			return err
		}
		text, err := a.Text(args, "")
		switch {
		case err != nil:
			return err
		case text.IsEmpty() && text.Edited:
			return a.nothingNoted("cli.nothing-noted")
		case text.IsEmpty():
			return shell.WrongUse("cli.error.no-story")
		}
		return a.ShowUnsaved(text, a.runStoriesAdd(o, team, text.Text))
	})
}

// runStoriesAdd notes a story, and then says what it noted.
func (a *app) runStoriesAdd(o storiesAddOptions, team teamChoice, text string) error {
	story := checks.Story{
		ID: a.NewID(), Team: team.name, Text: text, Noted: a.today(), On: cmp.Or(o.on, a.today()), About: o.about, Source: cmp.Or(o.source, checks.FromElsewhere),
	}
	if o.complaint {
		story.Complaint = checks.NewComplaint(story.On)
	}
	return a.addStory(story, team)
}

// nothingNoted says why no story was noted.
func (a *app) nothingNoted(id string) error {
	if a.format == report.JSON {
		return stories.answer(a)
	}
	return a.say(id)
}

// addStory saves a new story, and then says what it noted.
func (a *app) addStory(story checks.Story, team teamChoice) error {
	story, err := checks.NewStory(content.Check(), story)
	if err != nil {
		return shell.InvalidInput(err)
	}
	if err := a.store().SaveStory(checks.Story{}, story); err != nil {
		return notSaved(err)
	}
	return stories.saved(a, "cli.noted", story, team)
}

// storiesEditOptions are what is to change of a story.
type storiesEditOptions struct {
	storyOptions
	aboutGiven bool   // what it is about changes, to nothing for ""
	text       string // "" for what is written in an editor, where nothing else is to change
}

func (a *app) storiesEditCommand() *cli.Command {
	var o storiesEditOptions
	team, source, on, about := o.flags(a.pastDay)
	flags := []cli.Flag{shell.Text("text", &o.text), team, source, on, about.MayBeEmpty().About("about-edit")}
	return a.writing("stories edit", []string{"STORY"}, flags, func(args []string) error {
		o.aboutGiven = about.IsSet()
		return a.runStoriesEdit(args[0], o)
	})
}

// runStoriesEdit changes a story, and then says what it is now.
func (a *app) runStoriesEdit(id string, o storiesEditOptions) error {
	var team teamChoice
	var wrote shell.Writing
	story, changed, err := stories.change(a.store(), id, func(x checks.Story, _ string) (_ checks.Story, err error) {
		if team, err = o.teamOf(x, a.store()); err != nil {
			return x, err
		}
		if wrote, err = a.newText(o.text, x.Text, o.storyOptions != storyOptions{} || o.aboutGiven); err != nil {
			return x, err
		}
		x.Team = team.name
		if x, err = o.change(x, wrote); err == nil {
			x, err = checks.NewStory(content.Check(), x)
		}
		return x, shell.InvalidInput(err)
	})
	switch {
	case err != nil:
		return a.ShowUnsaved(wrote, err)
	case !changed:
		return stories.unchanged(a, story)
	}
	return stories.saved(a, "cli.changed", story, team)
}

// newText returns the text that takes the place of another one: the one that an option names, the other one itself where
// something else is to change, or else what somebody makes of it in an editor.
func (a *app) newText(named, already string, others bool) (shell.Writing, error) {
	switch {
	case named != "":
		return a.Text([]string{named}, "")
	case others:
		return shell.Writing{Text: already}, nil
	case !a.IsTerminal(a.Stdin):
		return shell.Writing{}, shell.WrongUse("cli.error.nothing-to-change")
	}
	return a.Text(nil, already)
}

// teamOf returns the team that a story is to have.
func (o storiesEditOptions) teamOf(story checks.Story, s database) (team teamChoice, err error) {
	if o.team == "" {
		return teamChoice{name: story.Team}, nil
	}
	_, team, err = snapshotOf(s, o.team)
	return team, err
}

// change returns the story as the options say. An empty text is as leaving the editor without a change.
func (o storiesEditOptions) change(story checks.Story, wrote shell.Writing) (checks.Story, error) {
	if !wrote.Edited || !wrote.IsEmpty() {
		story.Text = wrote.Text
	}
	story.Source = cmp.Or(o.source, story.Source)
	if o.aboutGiven {
		story.About = o.about
	}
	return story.MovedTo(cmp.Or(o.on, story.On))
}

// A complaint is followed step by step. Each step is a command that takes the story and what is said of it, and then tells what
// is to be asked next.

// complaintStep takes a complaint one step further.
type complaintStep func(c checks.Complaint, today checks.Day) (checks.Complaint, error)

// followCommand builds the command of a step, which says how the complaint stands then, and in the last line what comes next. A
// function reads the arguments behind the story.
func (a *app) followCommand(name string, arguments []string, flags []cli.Flag, read func(args []string) (complaintStep, error)) *cli.Command {
	return a.writing("stories "+name, append([]string{"STORY"}, arguments...), flags, func(args []string) error {
		step, err := read(args[1:])
		if err != nil {
			return err
		}
		var id string
		story, changed, err := stories.change(a.store(), args[0], func(x checks.Story, short string) (_ checks.Story, err error) {
			id = short
			if x, err = x.Followed(step(x.Complaint, a.today())); err != nil {
				return x, notFollowed(err, id)
			}
			return x, shell.InvalidInput(x.Validate(content.Check()))
		})
		if err != nil {
			return err
		}
		say, c := a.ReportOptions(), story.Complaint
		switch {
		case !changed:
			return stories.unchanged(a, story, quoted(story.Text, say), report.StoryLine(story, say))
		case a.format == report.JSON:
			return stories.answer(a, story)
		}
		cases := say.Printer.N("listed.cases-so-far", c.Cases)
		lines := strings.SplitN(say.Say("cli.follow."+name, "ID", id, "Cause", c.Cause(), "Owner", c.Owner, "Cases", cases, "Why", c.LacksCause(),
			"Answered", say.Printer.Day(c.Remedy.On.Time()), "Fixed", say.Printer.Day(c.FixedOn().Time())), "\n", 2)
		return shell.Print(a.Stdout, say, slices.Insert(lines, 1, quoted(story.Text, say))...)
	})
}

// notFollowed says why a complaint cannot be followed so.
func notFollowed(err error, id string) error {
	switch code := checks.CodeOf(err); code {
	case checks.CodeTextEmpty:
		return shell.WrongUse("cli.error.complaint.no-change", "ID", id)
	case checks.CodeNoComplaint, checks.CodeNoCause, checks.CodeNotFixed, checks.CodeFixed:
		return shell.Failure("cli.error.complaint."+string(code), "ID", id)
	}
	return shell.InvalidInput(err)
}

// always is for a step that has no arguments.
func always(step complaintStep) func([]string) (complaintStep, error) {
	return func([]string) (complaintStep, error) { return step, nil }
}

// complain makes a story a complaint; one that is one stays as it is.
func complain(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
	if c.State != checks.NoComplaint {
		return c, nil
	}
	return checks.NewComplaint(today), nil
}

func (a *app) storiesWhyCommand() *cli.Command {
	var anew bool
	flags := []cli.Flag{&cli.BoolFlag{Name: "anew", Destination: &anew}}
	return a.followCommand("why", []string{"WHY", "[WHY]" + shell.More}, flags, func(whys []string) (complaintStep, error) {
		return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			if !anew {
				whys = append(c.WhysToGoOn(), whys...) // the next why asks for the cause of the last
			}
			return c.Explain(whys, today)
		}, nil
	})
}

// storiesRemedyCommand notes what was done for the customer, today where no day is said.
func (a *app) storiesRemedyCommand() *cli.Command {
	var on checks.Day
	return a.followCommand("remedy", []string{"REMEDY"}, []cli.Flag{shell.Parsed("on", &on, a.pastDay)}, func(args []string) (complaintStep, error) {
		return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			if on.IsZero() {
				on = today
			}
			return c.NoteRemedy(args[0], on)
		}, nil
	})
}

func (a *app) storiesPlanCommand() *cli.Command {
	var owner string
	return a.followCommand("plan", []string{"CHANGE"}, []cli.Flag{shell.Text("owner", &owner)}, func(args []string) (complaintStep, error) {
		return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			return c.NotePlan(args[0], cmp.Or(owner, c.Owner), today)
		}, nil
	})
}

// storiesFixCommand notes what was changed: what was planned, or what is there already, where nothing else is said.
func (a *app) storiesFixCommand() *cli.Command {
	var owner string
	var on checks.Day
	flags := []cli.Flag{shell.Text("owner", &owner), shell.Parsed("on", &on, a.pastDay)}
	return a.followCommand("fix", []string{"[CHANGE]"}, flags, func(args []string) (complaintStep, error) {
		return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			fix := c.FixedText()
			if len(args) > 0 {
				fix = args[0]
			}
			if on.IsZero() {
				on = c.FixDay(fix, today)
			}
			return c.NoteFix(fix, cmp.Or(owner, c.Owner), on)
		}, nil
	})
}

// settle says whether what was fixed stayed away; what is said twice changes nothing.
func settle(state checks.ComplaintState) complaintStep {
	return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
		if c.State == state {
			return c, nil
		}
		return c.Confirm(state, today)
	}
}

func (a *app) storiesCasesCommand() *cli.Command {
	return a.followCommand("cases", []string{"N"}, nil, func(args []string) (complaintStep, error) {
		n, err := strconv.Atoi(checks.CleanLine(args[0]))
		if err != nil {
			return nil, shell.WrongUse("cli.error.cases", "Value", args[0])
		}
		return func(c checks.Complaint, _ checks.Day) (checks.Complaint, error) { return c.WithCases(n) }, nil
	})
}
