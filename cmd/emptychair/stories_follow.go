package main

import (
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// A complaint is followed step by step. Each step is a command that takes the story and what is said of it, and then tells
// what is to be asked next.

// followOptions are what is said of a complaint.
type followOptions struct {
	story string // as typed
	step  func(c checks.Complaint, today checks.Day) (checks.Complaint, error)
	next  string // id of the message that says how it stands now and what comes next
}

func (a *app) follow(typed, next string, step func(c checks.Complaint, today checks.Day) (checks.Complaint, error)) error {
	return runFollow(a.stdout, followOptions{typed, step, next}, a.store(), a.now(), a.reportOptions)
}

// runFollow takes a complaint one step further, and then says how it stands.
func runFollow(w io.Writer, o followOptions, s database, now time.Time, how func() report.Options) error {
	was, short, err := findStory(s, o.story)
	if err != nil {
		return err
	}
	story := was
	if story.Complaint, err = o.step(was.Complaint, checks.DayOf(now)); err != nil {
		return notFollowed(err, short)
	}
	if err := story.Validate(content.Check()); err != nil {
		return refused(err)
	}
	say := how()
	if checks.Same(story, was) {
		return tell(w, say, say.Say("cli.unchanged"), quoted(story.Text, say), report.StoryLine(story, say))
	}
	if err := s.SaveStory(was, story); err != nil {
		return notSaved(err)
	}
	return followed(w, o.next, story.Complaint, short, story.Text, say)
}

// followed says how a complaint stands, and in the last line what comes next.
func followed(w io.Writer, id string, c checks.Complaint, short, text string, say report.Options) error {
	cases := say.Printer.N("listed.cases-so-far", c.Cases)
	said := say.Say(id, "ID", short, "Cause", c.Cause(), "Owner", c.Owner, "Cases", cases)
	stands, next, _ := strings.Cut(said, "\n")
	lines := []string{stands, quoted(text, say)}
	if next != "" {
		lines = append(lines, next)
	}
	return tell(w, say, lines...)
}

func (a *app) storiesComplainCommand() *cli.Command {
	return a.command("stories complain", []string{"STORY"}, nil, func(args []string) error {
		return a.follow(args[0], "cli.follow.complain", complain)
	})
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
	return a.command("stories why", []string{"STORY", "WHY", "[WHY]" + more}, flags, func(args []string) error {
		return a.follow(args[0], "cli.follow.why", func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			whys := args[1:]
			if !anew {
				whys = append(c.WhysToGoOn(), whys...) // the next why asks for the cause of the last
			}
			return c.Explain(whys, today)
		})
	})
}

func (a *app) storiesFixCommand() *cli.Command {
	var owner string
	flags := []cli.Flag{&cli.StringFlag{Name: "owner", Destination: &owner}}
	return a.command("stories fix", []string{"STORY", "CHANGE"}, flags, func(args []string) error {
		return a.follow(args[0], "cli.follow.fix", func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
			if owner == "" && c.State == checks.ComplaintFixed {
				owner = c.Owner
			}
			return c.Mend(args[1], owner, today)
		})
	})
}

func (a *app) storiesGoneCommand() *cli.Command {
	return a.command("stories gone", []string{"STORY"}, nil, func(args []string) error {
		return a.follow(args[0], "cli.follow.gone", settle(checks.ComplaintGone))
	})
}

func (a *app) storiesBackCommand() *cli.Command {
	return a.command("stories back", []string{"STORY"}, nil, func(args []string) error {
		return a.follow(args[0], "cli.follow.back", settle(checks.ComplaintBack))
	})
}

// settle says whether what was fixed stayed away; what is said twice changes nothing.
func settle(state checks.ComplaintState) func(checks.Complaint, checks.Day) (checks.Complaint, error) {
	return func(c checks.Complaint, today checks.Day) (checks.Complaint, error) {
		if c.State == state {
			return c, nil
		}
		return c.Settle(state, today)
	}
}

func (a *app) storiesCasesCommand() *cli.Command {
	return a.command("stories cases", []string{"STORY", "N"}, nil, func(args []string) error {
		n, err := strconv.Atoi(checks.CleanLine(args[1]))
		if err != nil {
			return wrongUse("cli.error.cases", "Value", args[1])
		}
		return a.follow(args[0], "cli.follow.cases", func(c checks.Complaint, _ checks.Day) (checks.Complaint, error) {
			return c.WithCases(n)
		})
	})
}
