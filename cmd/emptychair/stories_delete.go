package main

import (
	"io"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type storiesDeleteOptions struct {
	story string // as typed
	ask   func(question string) bool
}

func (a *app) storiesDeleteCommand() *cli.Command {
	var yes bool
	flags := []cli.Flag{&cli.BoolFlag{Name: "yes", Aliases: []string{"y"}, Destination: &yes}}
	return a.command("stories delete", []string{"STORY"}, flags, func(args []string) error {
		o := storiesDeleteOptions{story: args[0], ask: a.ask}
		switch {
		case yes:
			o.ask = func(string) bool { return true }
		case !a.isTerminal(a.stdin):
			return wrongUse("cli.error.unconfirmed-story")
		}
		return runStoriesDelete(a.stdout, o, a.store(), a.reportOptions)
	})
}

// runStoriesDelete deletes a story for good, if the answer to the question is yes.
func runStoriesDelete(w io.Writer, o storiesDeleteOptions, s database, how func() report.Options) error {
	story, short, err := findStory(s, o.story)
	if err != nil {
		return err
	}
	say := how()
	name := say.Say("cli.story-name", "Team", story.Team, "Day", say.Printer.Day(story.On.Time()), "ID", short)
	if !o.ask(say.Say("cli.story-delete-question", "Story", name)) {
		return tell(w, say, say.Say("cli.kept"))
	}
	remains := s.DeleteStory(story.ID)
	if remains != nil && checks.CodeOf(remains) != checks.CodeTextRemains {
		return notSaved(remains)
	}
	if err := tell(w, say, say.Say("cli.story-deleted", "Story", name)); err != nil {
		return err
	}
	return remains
}
