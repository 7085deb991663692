package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/report"
)

type storiesShowOptions struct {
	story  string // as typed
	format report.Format
}

func (a *app) storiesShowCommand() *cli.Command {
	var asked string
	return a.command("stories show", []string{"STORY"}, []cli.Flag{formatFlag(&asked)}, func(args []string) error {
		f, err := format(asked, report.Formats)
		if err != nil {
			return err
		}
		return runStoriesShow(a.stdout, storiesShowOptions{args[0], f}, a.store(), a.now(), a.reportOptions)
	})
}

// runStoriesShow prints one story.
func runStoriesShow(w io.Writer, o storiesShowOptions, s database, now time.Time, how func() report.Options) error {
	story, _, err := findStory(s, o.story)
	if err != nil {
		return err
	}
	return written(report.Story(w, o.format, story, checks.DayOf(now), how()))
}
