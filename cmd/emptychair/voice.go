package main

import (
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

type voiceOptions struct {
	team   string       // "" for the one used last
	month  checks.Month // zero for the present one
	format report.Format
}

func (a *app) voiceCommand() *cli.Command {
	var o voiceOptions
	var month, asked string
	flags := []cli.Flag{
		&cli.StringFlag{Name: "month", Destination: &month},
		&cli.StringFlag{Name: "team", Destination: &o.team},
		&cli.StringFlag{Name: "format", Destination: &asked, Value: string(report.Text), Usage: "format.page"},
	}
	return a.command("voice", nil, flags, func([]string) (err error) {
		if o.format, err = format(asked, report.VoiceFormats); err != nil {
			return err
		}
		if month != "" {
			if o.month, err = checks.ParseMonth(month); err != nil {
				return err
			}
		}
		o.team = checks.CleanLine(o.team)
		return runVoice(a.stdout, o, a.store(), a.now(), a.reportOptions)
	})
}

// runVoice prints what customers said to a team in a month.
func runVoice(w io.Writer, o voiceOptions, s database, now time.Time, how func() report.Options) error {
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	v, err := readVoice(s, o.team, o.month, now)
	if err != nil {
		return err
	}
	return written(report.Voice(w, o.format, v, how()))
}

// readVoice reads the month of a team, "" for the one used last.
func readVoice(s database, team string, month checks.Month, now time.Time) (checks.Voice, error) {
	team, err := someTeam(s, team)
	if err != nil {
		return checks.Voice{}, err
	}
	h, err := s.History(team)
	if err != nil {
		return checks.Voice{}, err
	}
	stories, err := s.Stories(team, 0)
	if err != nil {
		return checks.Voice{}, err
	}
	actions, err := s.Actions(team)
	if err != nil {
		return checks.Voice{}, err
	}
	var latest *checks.Run
	if sum, ok := checks.VoiceRun(h.Runs, month, now.Location()); ok {
		run, _, err := s.Run(sum.ID)
		if err != nil {
			return checks.Voice{}, err
		}
		latest = &run
	}
	return checks.VoiceOf(content.Check(), month, team, stories, actions, h, latest, checks.DayOf(now), now.Location()), nil
}
