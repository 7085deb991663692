package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// storiesEditOptions are what is to change of a story.
type storiesEditOptions struct {
	storyOptions
	story     string // as typed
	aboutSaid bool   // what it is about changes, to nothing for ""
	write     func(already string) (writing, error)
}

func (a *app) storiesEditCommand() *cli.Command {
	var o storiesEditOptions
	var text string
	flags := o.flags()
	aboutFlag := flags[len(flags)-1].(*cli.StringFlag)
	aboutFlag.Category, aboutFlag.Usage = mayBeEmpty, "about-edit"
	flags = append([]cli.Flag{&cli.StringFlag{Name: "text", Destination: &text}}, flags...)
	return a.command("stories edit", []string{"STORY"}, flags, func(args []string) error {
		o.story, o.aboutSaid = args[0], aboutFlag.IsSet()
		var wrote writing
		o.write = func(already string) (w writing, err error) {
			wrote, err = a.newText(text, already, o.changesFacts())
			return wrote, err
		}
		err := runStoriesEdit(a.stdout, o, a.store(), a.now(), a.reportOptions)
		return a.keep(wrote, err)
	})
}

// newText returns the text that takes the place of another one: the one that an option names, the other one itself where
// something else is to change, or else what somebody makes of it in an editor.
func (a *app) newText(named, already string, others bool) (writing, error) {
	switch {
	case named != "":
		return a.text([]string{named}, "")
	case others:
		return writing{text: already}, nil
	case !a.isTerminal(a.stdin):
		return writing{}, wrongUse("cli.error.nothing-to-change")
	}
	return a.text(nil, already)
}

// changesFacts tells whether anything but the text is to change.
func (o storiesEditOptions) changesFacts() bool {
	return o.storyOptions != storyOptions{} || o.aboutSaid
}

// change returns the story as the options say, but for its text.
func (o storiesEditOptions) change(story checks.Story, s database, now time.Time) (checks.Story, teamChoice, error) {
	team := teamChoice{name: story.Team}
	from, err := sourceOf(o.source)
	if err != nil {
		return story, team, err
	}
	if from != "" {
		story.Source = from
	}
	if o.on != "" {
		if story.On, err = pastDay(o.on, now); err != nil {
			return story, team, err
		}
	}
	if o.aboutSaid {
		if story.About, err = aboutOf(o.about); err != nil {
			return story, team, err
		}
	}
	if o.team != "" {
		_, team, err = readChosen(s, checks.CleanLine(o.team))
		story.Team = team.name
	}
	return story, team, err
}

// runStoriesEdit changes a story, and then says what it is now.
func runStoriesEdit(w io.Writer, o storiesEditOptions, s database, now time.Time, how func() report.Options) error {
	was, _, err := findStory(s, o.story)
	if err != nil {
		return err
	}
	story, team, err := o.change(was, s, now)
	if err != nil {
		return err
	}
	wrote, err := o.write(was.Text)
	if err != nil {
		return err
	}
	story.Text = wrote.text
	if wrote.typed && wrote.isEmpty() {
		story.Text = was.Text // as leaving the editor without a change
	}
	if story, err = checks.NewStory(content.Check(), story); err != nil {
		return refused(err)
	}
	if checks.Same(story, was) {
		return tell(w, how(), how().Say("cli.unchanged"))
	}
	if err := s.SaveStory(was, story); err != nil {
		return notSaved(err)
	}
	return storyNoted(w, "cli.changed", story, team, s, how())
}
