package main

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// stories are all that there are.
var stories = collection[checks.Story]{
	read:  func(s database) ([]checks.Story, error) { return s.Stories("", 0) },
	save:  func(s database, was, now checks.Story) error { return s.SaveStory(was, now) },
	facts: func(x checks.Story, _ checks.Day, o report.Options) string { return report.StoryLine(x, o) },
	text:  func(x checks.Story) string { return x.Text },
	empty: "cli.error.no-stories",
	list:  func(*lang.Printer) string { return "emptychair stories --all-teams" },
}

func (a *app) storiesCommand() *cli.Command {
	return a.Family("stories",
		a.storiesListCommand(), a.storiesAddCommand(), a.storiesShowCommand(), a.storiesEditCommand(), a.storiesDeleteCommand(),
		a.followCommand("complain", nil, nil, always(complain)), a.storiesWhyCommand(), a.storiesFixCommand(),
		a.followCommand("gone", nil, nil, always(settle(checks.ComplaintGone))),
		a.followCommand("back", nil, nil, always(settle(checks.ComplaintBack))),
		a.storiesCasesCommand())
}

type storiesListOptions struct {
	team   string // "" for the one used last
	all    bool   // of all teams
	filter checks.StoryFilter
	format report.Format
}

func (a *app) storiesListCommand() *cli.Command {
	var o storiesListOptions
	flags := []cli.Flag{
		shell.Line("team", &o.team),
		&cli.BoolFlag{Name: "all-teams", Destination: &o.all},
		shell.Parsed("source", &o.filter.Source, parseSource),
		shell.Parsed("state", &o.filter.State, complaintState).About("state-story"),
		shell.Parsed("about", &o.filter.About, parseAbout),
		shell.Parsed("month", &o.filter.Month, checks.ParseMonth),
		shell.Text("search", &o.filter.Text),
		shell.Format(&o.format, report.Formats),
	}
	return a.Command("stories list", nil, flags, func([]string) error {
		return runStoriesList(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
	})
}

// runStoriesList lists stories, the latest first.
func runStoriesList(w io.Writer, o storiesListOptions, s database, now time.Time, options func() report.Options) error {
	team, err := teamToList(s, o.team, o.all)
	if err != nil {
		return err
	}
	list, err := s.Stories("", 0)
	if err != nil {
		return err
	}
	l := report.StoryList{Team: team, IDs: idsOf(list), Today: checks.DayOf(now)}
	o.filter.Team = team
	for _, story := range list {
		if o.filter.Matches(story) {
			l.Stories = append(l.Stories, story)
		}
	}
	if len(l.Stories) > 0 || o.format == report.JSON {
		return shell.OutputError(report.Stories(w, o.format, l, options()))
	}
	id := "cli.no-stories"
	if o.filter != (checks.StoryFilter{Team: team}) {
		id = "cli.no-such-stories"
	} else if team != "" {
		id = "cli.no-stories-of-team"
	}
	return shell.Print(w, options(), options().Say(id, "Team", team))
}

type storiesShowOptions struct {
	story  string // as typed
	format report.Format
}

func (a *app) storiesShowCommand() *cli.Command {
	var o storiesShowOptions
	return a.Command("stories show", []string{"STORY"}, []cli.Flag{shell.Format(&o.format, report.Formats)}, func(args []string) error {
		o.story = args[0]
		return runStoriesShow(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
	})
}

// runStoriesShow prints one story.
func runStoriesShow(w io.Writer, o storiesShowOptions, s database, now time.Time, options func() report.Options) error {
	story, _, err := stories.find(s, o.story)
	if err != nil {
		return err
	}
	return shell.OutputError(report.Story(w, o.format, story, checks.DayOf(now), options()))
}

// storyOptions are what is said of a story beside its text, as far as it is said.
type storyOptions struct {
	team   string
	source checks.Source
	on     checks.Day
	about  string // id of an item or a question
}

func (o *storyOptions) flags(now func() time.Time) (team, source, on, about *shell.Option) {
	return shell.Line("team", &o.team), shell.Parsed("source", &o.source, parseSource),
		shell.Parsed("on", &o.on, func(typed string) (checks.Day, error) { return parsePastDay(typed, now()) }),
		shell.Parsed("about", &o.about, parseAbout)
}

type storiesAddOptions struct {
	storyOptions
	complaint bool
	text      shell.Writing
	id        string
}

func (a *app) storiesAddCommand() *cli.Command {
	var o storiesAddOptions
	team, source, on, about := o.flags(a.Now)
	flags := []cli.Flag{team, source, on, about, &cli.BoolFlag{Name: "complaint", Destination: &o.complaint}}
	return a.Command("stories add", []string{"[TEXT]"}, flags, func(args []string) (err error) {
		if _, _, err = snapshotToNote(a.store(), o.team); err != nil { // before anybody writes in vain
			return err
		}
		if o.text, err = a.Text(args, ""); err != nil {
			return err
		}
		o.id = a.NewID()
		return a.ShowUnsaved(o.text, runStoriesAdd(a.Stdout, o, a.store(), a.Now(), a.ReportOptions))
	})
}

// runStoriesAdd notes a story, and then says what it noted.
func runStoriesAdd(w io.Writer, o storiesAddOptions, s database, now time.Time, options func() report.Options) error {
	_, team, err := snapshotToNote(s, o.team)
	if err != nil {
		return err
	}
	if o.text.Edited && o.text.IsEmpty() {
		return shell.Print(w, options(), options().Say("cli.nothing-noted"))
	}
	today := checks.DayOf(now)
	story := checks.Story{
		ID: o.id, Team: team.name, Text: o.text.Text, Noted: today, On: o.on, About: o.about, Source: cmp.Or(o.source, checks.FromElsewhere),
	}
	if story.On.IsZero() {
		story.On = today
	}
	if o.complaint {
		story.Complaint = checks.NewComplaint(story.On)
	}
	return addStory(w, story, team, s, now, options())
}

// addStory saves a new story, and then says what it noted.
func addStory(w io.Writer, story checks.Story, team teamChoice, s database, now time.Time, o report.Options) error {
	story, err := checks.NewStory(content.Check(), story)
	if err != nil {
		return shell.InvalidInput(err)
	}
	if err := s.SaveStory(checks.Story{}, story); err != nil {
		return notSaved(err)
	}
	return stories.saved(w, "cli.noted", story, team, s, now, o)
}

type storiesDeleteOptions struct {
	story string // as typed
	confirmation
}

func (a *app) storiesDeleteCommand() *cli.Command {
	var c confirmOptions
	return a.Command("stories delete", []string{"STORY"}, c.flags(), func(args []string) error {
		o := storiesDeleteOptions{args[0], a.confirmation(c, "cli.error.unconfirmed-story")}
		return runStoriesDelete(a.Stdout, o, a.store(), a.ReportOptions)
	})
}

// runStoriesDelete deletes a story for good, if the answer to the question is yes.
func runStoriesDelete(w io.Writer, o storiesDeleteOptions, s database, options func() report.Options) error {
	story, short, err := stories.find(s, o.story)
	if err := cmp.Or(err, mayDelete(s, o.story)); err != nil {
		return err
	}
	say := options()
	name := say.Say("cli.story-name", "Team", story.Team, "Day", say.Printer.Day(story.On.Time()), "ID", short)
	return o.delete(w, deletion{
		question: say.Say("cli.story-delete-question", "Story", name),
		done:     say.Say("cli.story-deleted", "Story", name),
		ids:      []string{story.ID},
		delete:   func() error { return notSaved(s.DeleteStory(story.ID)) },
	}, s, say)
}

// storiesEditOptions are what is to change of a story.
type storiesEditOptions struct {
	storyOptions
	story      string // as typed
	aboutGiven bool   // what it is about changes, to nothing for ""
	write      func(already string) (shell.Writing, error)
}

func (a *app) storiesEditCommand() *cli.Command {
	var o storiesEditOptions
	var text string
	team, source, on, about := o.flags(a.Now)
	flags := []cli.Flag{shell.Text("text", &text), team, source, on, about.MayBeEmpty().About("about-edit")}
	return a.Command("stories edit", []string{"STORY"}, flags, func(args []string) error {
		o.story, o.aboutGiven = args[0], about.IsSet()
		var wrote shell.Writing
		o.write = func(already string) (_ shell.Writing, err error) {
			wrote, err = a.newText(text, already, o.storyOptions != storyOptions{} || o.aboutGiven)
			return wrote, err
		}
		err := runStoriesEdit(a.Stdout, o, a.store(), a.Now(), a.ReportOptions)
		return a.ShowUnsaved(wrote, err)
	})
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

// change returns the story as the options say.
func (o storiesEditOptions) change(story checks.Story, s database) (checks.Story, teamChoice, error) {
	team := teamChoice{name: story.Team}
	if o.team != "" {
		var err error
		if _, team, err = snapshotOf(s, o.team); err != nil {
			return story, team, err
		}
	}
	wrote, err := o.write(story.Text)
	if err != nil {
		return story, team, err
	}
	if !wrote.Edited || !wrote.IsEmpty() { // an empty text is as leaving the editor without a change
		story.Text = wrote.Text
	}
	story.Team, story.Source = team.name, cmp.Or(o.source, story.Source)
	if !o.on.IsZero() {
		story.On = o.on
	}
	if o.aboutGiven {
		story.About = o.about
	}
	story, err = checks.NewStory(content.Check(), story)
	return story, team, shell.InvalidInput(err)
}

// runStoriesEdit changes a story, and then says what it is now.
func runStoriesEdit(w io.Writer, o storiesEditOptions, s database, now time.Time, options func() report.Options) error {
	var team teamChoice
	story, changed, err := stories.change(s, o.story, func(x checks.Story, _ string) (_ checks.Story, err error) {
		x, team, err = o.change(x, s)
		return x, err
	})
	switch {
	case err != nil:
		return err
	case !changed:
		return shell.Print(w, options(), options().Say("cli.unchanged"))
	}
	return stories.saved(w, "cli.changed", story, team, s, now, options())
}

// A complaint is followed step by step. Each step is a command that takes the story and what is said of it, and then tells what
// is to be asked next.

// complaintStep takes a complaint one step further.
type complaintStep func(c checks.Complaint, today checks.Day) (checks.Complaint, error)

// followOptions are what is said of a complaint.
type followOptions struct {
	story   string // as typed
	step    complaintStep
	message string // id of the one that says how it stands now and what comes next
}

// followCommand builds the command of a step. A function reads the arguments behind the story.
func (a *app) followCommand(name string, arguments []string, flags []cli.Flag, read func(args []string) (complaintStep, error)) *cli.Command {
	return a.Command("stories "+name, append([]string{"STORY"}, arguments...), flags, func(args []string) error {
		step, err := read(args[1:])
		if err != nil {
			return err
		}
		return runFollow(a.Stdout, followOptions{args[0], step, "cli.follow." + name}, a.store(), a.Now(), a.ReportOptions)
	})
}

// runFollow takes a complaint one step further, and then says how it stands, and in the last line what comes next.
func runFollow(w io.Writer, o followOptions, s database, now time.Time, options func() report.Options) error {
	var id string
	story, changed, err := stories.change(s, o.story, func(x checks.Story, short string) (_ checks.Story, err error) {
		id = short
		if x.Complaint, err = o.step(x.Complaint, checks.DayOf(now)); err != nil {
			return x, notFollowed(err, id)
		}
		return x, shell.InvalidInput(x.Validate(content.Check()))
	})
	if err != nil {
		return err
	}
	say, c := options(), story.Complaint
	if !changed {
		return shell.Print(w, say, say.Say("cli.unchanged"), quoted(story.Text, say), report.StoryLine(story, say))
	}
	cases := say.Printer.N("listed.cases-so-far", c.Cases)
	stands, next, more := strings.Cut(say.Say(o.message, "ID", id, "Cause", c.Cause(), "Owner", c.Owner, "Cases", cases), "\n")
	lines := []string{stands, quoted(story.Text, say)}
	if more {
		lines = append(lines, next)
	}
	return shell.Print(w, say, lines...)
}

// notFollowed says why a complaint cannot be followed so.
func notFollowed(err error, id string) error {
	switch code := checks.CodeOf(err); code {
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

func (a *app) storiesFixCommand() *cli.Command {
	var owner string
	return a.followCommand("fix", []string{"CHANGE"}, []cli.Flag{shell.Text("owner", &owner)}, func(args []string) (complaintStep, error) {
		return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			if owner == "" && c.State == checks.ComplaintFixed {
				owner = c.Owner
			}
			return c.Mend(args[0], owner, today)
		}, nil
	})
}

// settle says whether what was fixed stayed away; what is said twice changes nothing.
func settle(state checks.ComplaintState) complaintStep {
	return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
		if c.State == state {
			return c, nil
		}
		return c.Settle(state, today)
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
