package line

import (
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui"
)

// stories lists the stories of the team, the latest first.
func (p *Program) stories() error {
	var list []checks.Story
	return p.browse(shelf{
		names: func() (names []string, count string, err error) {
			list, err = p.opts.Store.Stories(p.home.Team)
			for _, s := range list {
				names = append(names, checks.CleanLine(s.Text)+" ("+report.StoryLine(s, p.reportOptions())+")")
			}
			return names, p.say.N("stories.count", len(list)), err
		},
		open:  func(i int) error { return p.story(list[i]) },
		words: []word{wordOf("key.new-story", func() error { return p.newStory(p.home.Team) })},
	})
}

// story says a story, and again once it has changed, and follows it as far as somebody likes.
func (p *Program) story(s checks.Story) error {
	told, gone := checks.Story{}, false
	for !gone {
		leave := done(&gone)
		words := append(p.following(&s),
			wordOf("key.edit", func() error { return after(leave(), p.editStory(s.Team, s)) }),
			wordOf("key.make-action", func() error {
				told = checks.Story{}
				return p.editAction(s.Team, tui.Answering(s))
			}),
			wordOf("key.delete", func() error {
				asked := p.say.T("story.delete", "Day", p.say.Day(s.On.Time()))
				return after(leave(), p.delete(asked, s.ID, func() error { return p.opts.Store.DeleteStory(s.ID) }))
			}))
		if !checks.Same(s, told) {
			if err := p.sayStory(s); err != nil {
				return err
			}
			p.tell(p.say.T("line.words", "Words", p.listed(words)))
			told = s
		}
		q := question{prompt: p.say.T("line.then"), help: "help.story-page", words: words, empty: leave, back: leave}
		if err := p.settle(p.put(q)); err != nil {
			return err
		}
	}
	return nil
}

// sayStory says all that is known of a story.
func (p *Program) sayStory(s checks.Story) error {
	actions, err := p.opts.Store.Actions(s.Team)
	if err != nil {
		return err
	}
	answers := checks.ActionsFor(s, actions)
	s.ID = ""
	return p.sayReport(func(w *strings.Builder, o report.Options) error {
		return report.Story(w, report.Text, s, answers, o)
	})
}

// following are the words that take a complaint further from where it is, and make one of a story that is none.
func (p *Program) following(s *checks.Story) (words []word) {
	ask := func(id string, form func() *tui.Form[checks.Story]) {
		words = append(words, wordOf(id, func() (err error) {
			*s, err = record(p, form())
			return err
		}))
	}
	set := func(id, saved string) func(checks.Complaint, error) {
		return func(c checks.Complaint, refused error) {
			if refused != nil {
				return
			}
			words = append(words, wordOf(id, func() error {
				now := *s
				now.Complaint = c
				err := p.opts.Store.SaveStory(*s, now)
				if err == nil {
					*s = now
				}
				return p.saved(err, saved, "story")
			}))
		}
	}
	c, today := s.Complaint, p.today()
	if !s.IsComplaint() {
		set("key.complaint", "complaint.saved")(checks.NewComplaint(today), nil)
		return words
	}
	for _, q := range tui.ComplaintQuestions {
		if q.Refuses(c) == nil {
			ask(q.Key.Help().Desc, func() *tui.Form[checks.Story] { return p.screens().ComplaintForm(q, *s) })
		}
	}
	if c.MayBecome(checks.ComplaintCaused) == nil {
		ask("key.why", func() *tui.Form[checks.Story] { return p.screens().WhyForm(*s) })
	}
	set("key.gone", "complaint.saved-gone")(c.Confirm(checks.ComplaintGone, today))
	set("key.came-back", "complaint.saved-back")(c.Confirm(checks.ComplaintBack, today))
	set("key.more-cases", "complaint.saved-cases")(c.WithCases(c.Cases + 1))
	return words
}

// newStory asks for a new story of a team, and of which where that is "".
func (p *Program) newStory(team string) error {
	return p.editStory(team, checks.Story{Source: checks.FromElsewhere})
}

// editStory asks for what is to be different about a story.
func (p *Program) editStory(team string, was checks.Story) error {
	_, err := record(p, p.screens().StoryForm(team, was, p.opts.NewID))
	return err
}
