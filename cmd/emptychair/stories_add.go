package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// storyOptions are what is said of a story beside its text, as typed; "" says nothing.
type storyOptions struct{ team, source, on, about string }

func (o *storyOptions) flags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.StringFlag{Name: "source", Destination: &o.source},
		&cli.StringFlag{Name: "on", Destination: &o.on},
		&cli.StringFlag{Name: "about", Destination: &o.about},
	}
}

type storiesAddOptions struct {
	storyOptions
	complaint bool
	text      writing
	id        string
}

func (a *app) storiesAddCommand() *cli.Command {
	var o storiesAddOptions
	flags := append(o.flags(), &cli.BoolFlag{Name: "complaint", Destination: &o.complaint})
	return a.command("stories add", []string{"[TEXT]"}, flags, func(args []string) (err error) {
		if _, _, err = o.read(a.store(), a.now()); err != nil { // before anybody writes in vain
			return err
		}
		if o.text, err = a.text(args, ""); err != nil {
			return err
		}
		o.id = a.newID()
		return a.keep(o.text, runStoriesAdd(a.stdout, o, a.store(), a.now(), a.reportOptions))
	})
}

// read returns the story as far as the options say it.
func (o storiesAddOptions) read(s database, now time.Time) (story checks.Story, team teamChoice, err error) {
	if story.Source, err = sourceOf(o.source); err != nil {
		return story, team, err
	}
	if story.Source == "" {
		story.Source = checks.FromElsewhere
	}
	if story.About, err = aboutOf(o.about); err != nil {
		return story, team, err
	}
	if story.On, err = pastDay(o.on, now); err != nil {
		return story, team, err
	}
	_, team, err = readToNote(s, checks.CleanLine(o.team))
	story.Team = team.name
	return story, team, err
}

// runStoriesAdd notes a story, and then says what it noted.
func runStoriesAdd(w io.Writer, o storiesAddOptions, s database, now time.Time, how func() report.Options) error {
	story, team, err := o.read(s, now)
	if err != nil {
		return err
	}
	if o.text.typed && o.text.isEmpty() {
		return tell(w, how(), how().Say("cli.nothing-noted"))
	}
	story.ID, story.Text, story.Noted = o.id, o.text.text, checks.DayOf(now)
	if o.complaint {
		story.Complaint = checks.NewComplaint(story.On)
	}
	return noteStory(w, story, team, s, how())
}

// noteStory adds a story, and then says what it noted.
func noteStory(w io.Writer, story checks.Story, team teamChoice, s database, o report.Options) error {
	story, err := checks.NewStory(content.Check(), story)
	if err != nil {
		return refused(err)
	}
	if err := s.SaveStory(checks.Story{}, story); err != nil {
		return notSaved(err)
	}
	return storyNoted(w, "cli.noted", story, team, s, o)
}

// storyNoted says how a story is noted now, in the message with this id.
func storyNoted(w io.Writer, id string, story checks.Story, team teamChoice, s database, o report.Options) error {
	list, err := s.Stories("", 0)
	short := shortAfter(story.ID, idsOf(list, storyID), err)
	return noted(w, o.Say(id, "Team", team.name, "Facts", report.StoryLine(story, o), "ID", short), team, story.Text, o)
}
