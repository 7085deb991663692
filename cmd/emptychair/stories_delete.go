package main

import (
	"cmp"
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
)

type storiesDeleteOptions struct {
	story string // as typed
	confirmation
}

func (a *app) storiesDeleteCommand() *cli.Command {
	var c confirmed
	return a.command("stories delete", []string{"STORY"}, c.flags(), func(args []string) error {
		o := storiesDeleteOptions{args[0], a.confirmation(c, "cli.error.unconfirmed-story")}
		return runStoriesDelete(a.stdout, o, a.store(), a.reportOptions)
	})
}

// runStoriesDelete deletes a story for good, if the answer to the question is yes.
func runStoriesDelete(w io.Writer, o storiesDeleteOptions, s database, how func() report.Options) error {
	story, short, err := findStory(s, o.story)
	if err := cmp.Or(err, mayDelete(s, o.story)); err != nil {
		return err
	}
	say := how()
	name := say.Say("cli.story-name", "Team", story.Team, "Day", say.Printer.Day(story.On.Time()), "ID", short)
	switch yes, err := o.ask(say.Say("cli.story-delete-question", "Story", name)); {
	case err != nil:
		return err
	case !yes:
		return tell(w, say, say.Say("cli.kept"))
	}
	return o.gone(w, say.Say("cli.story-deleted", "Story", name), []string{story.ID}, "", notSaved(s.DeleteStory(story.ID)), s, say)
}
