package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// storyShelf is where all stories are.
var storyShelf = shelf{"cli.error.no-stories", func(*lang.Printer) string { return "emptychair stories --all-teams" }}

func (a *app) storiesCommand() *cli.Command {
	return a.family("stories",
		a.storiesListCommand(), a.storiesAddCommand(), a.storiesShowCommand(), a.storiesEditCommand(), a.storiesDeleteCommand(),
		a.storiesComplainCommand(), a.storiesWhyCommand(), a.storiesFixCommand(), a.storiesGoneCommand(), a.storiesBackCommand(),
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
	var from, state, topic, month, asked string
	flags := []cli.Flag{
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.BoolFlag{Name: "all-teams", Destination: &o.all},
		&cli.StringFlag{Name: "source", Destination: &from},
		&cli.StringFlag{Name: "state", Destination: &state, Usage: "state-story"},
		&cli.StringFlag{Name: "about", Destination: &topic},
		&cli.StringFlag{Name: "month", Destination: &month},
		&cli.StringFlag{Name: "search", Destination: &o.filter.Text},
		formatFlag(&asked),
	}
	return a.command("stories list", nil, flags, func([]string) (err error) {
		if o.format, err = format(asked, report.Formats); err != nil {
			return err
		}
		if o.filter, err = storyFilter(from, state, topic, month, o.filter.Text); err != nil {
			return err
		}
		o.team = checks.CleanLine(o.team)
		return runStoriesList(a.stdout, o, a.store(), a.now(), a.reportOptions)
	})
}

// storyFilter reads which stories somebody asks for; what is "" says nothing.
func storyFilter(from, state, topic, month, text string) (f checks.StoryFilter, err error) {
	f.Text = text
	if f.Source, err = sourceOf(from); err != nil {
		return f, err
	}
	if f.State, err = stateOf(state); err != nil {
		return f, err
	}
	if f.About, err = aboutOf(topic); err != nil || month == "" {
		return f, err
	}
	f.Month, err = checks.ParseMonth(month)
	return f, err
}

// runStoriesList lists stories, the latest first.
func runStoriesList(w io.Writer, o storiesListOptions, s database, now time.Time, how func() report.Options) error {
	team, err := teamsMeant(s, o.team, o.all)
	if err != nil {
		return err
	}
	list, err := s.Stories("", 0)
	if err != nil {
		return err
	}
	l := report.StoryList{Team: team, IDs: idsOf(list, storyID), Today: checks.DayOf(now)}
	o.filter.Team = team
	for _, story := range list {
		if o.filter.Matches(story) {
			l.Stories = append(l.Stories, story)
		}
	}
	if len(l.Stories) > 0 || o.format == report.JSON {
		return written(report.Stories(w, o.format, l, how()))
	}
	id := "cli.no-stories"
	if o.filter != (checks.StoryFilter{Team: team}) {
		id = "cli.no-such-stories"
	} else if team != "" {
		id = "cli.no-stories-of-team"
	}
	return tell(w, how(), how().Say(id, "Team", team))
}

func storyID(s checks.Story) string { return s.ID }

// findStory returns the story that somebody means, and the short form of its id.
func findStory(s database, typed string) (checks.Story, string, error) {
	list, err := s.Stories("", 0)
	if err != nil {
		return checks.Story{}, "", err
	}
	return pickFrom(list, storyID, typed, storyShelf)
}
