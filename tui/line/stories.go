package line

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
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
		words: []word{wordOf("key.new-story", func() error { return p.editStory(checks.Story{Team: p.home.Team}) })},
	})
}

// story says a story, and follows it as far as somebody likes.
func (p *Program) story(s checks.Story) error {
	for gone := false; !gone; {
		actions, err := p.opts.Store.Actions(s.Team)
		if err != nil {
			return err
		}
		err = p.sayReport(func(w *strings.Builder, o report.Options) error {
			told := s
			told.ID = ""
			return report.Story(w, report.Text, told, checks.ActionsFor(s, actions), o)
		})
		if err != nil {
			return err
		}
		words := append(p.following(&s),
			wordOf("key.edit", func() error {
				gone = true
				return p.editStory(s)
			}),
			wordOf("key.make-action", func() error { return p.editAction(checks.Action{Team: s.Team, Story: s.ID, From: s.About}) }),
			wordOf("key.delete", func() error {
				gone = true
				return p.delete(p.say.T("story.delete", "Day", p.say.Day(s.On.Time())), s.ID, func() error { return p.opts.Store.DeleteStory(s.ID) })
			}))
		p.tell(p.say.T("line.words", "Words", p.listed(words)))
		q := question{prompt: p.say.T("line.then"), help: "help.story-page", words: words, empty: done(&gone), back: done(&gone)}
		if err := p.settle(p.put(q)); err != nil {
			return err
		}
	}
	return nil
}

// complaintStep is what is asked and noted of a complaint in a text.
type complaintStep struct {
	word, ask, field, saved string
	state                   checks.ComplaintState // into which it comes, none where it stays in its own
	text                    func(checks.Complaint) string
	day, owner              bool // that are asked for, too
	note                    func(c checks.Complaint, text, owner string, on checks.Day) (checks.Complaint, error)
}

var complaintSteps = []complaintStep{
	{
		"key.remedy", "complaint.ask.remedy", "complaint.what.remedy", "complaint.saved.remedy", checks.NoComplaint,
		func(c checks.Complaint) string { return c.Remedy.Text }, true, false,
		func(c checks.Complaint, text, _ string, on checks.Day) (checks.Complaint, error) {
			return c.NoteRemedy(text, on)
		},
	},
	{
		"key.plan", "complaint.ask.plan", "complaint.what.plan", "complaint.saved.plan", checks.ComplaintPlanned,
		func(c checks.Complaint) string { return c.Plan }, false, true, checks.Complaint.NotePlan,
	},
	{
		"key.fix", "complaint.ask.fix", "complaint.what.fix", "complaint.saved.fix", checks.ComplaintFixed,
		checks.Complaint.FixedText, true, true, checks.Complaint.NoteFix,
	},
}

// following are the words that take a complaint further from where it is, and make one of a story that is none.
func (p *Program) following(s *checks.Story) (words []word) {
	add := func(id string, state checks.ComplaintState, saved string, how func(checks.Complaint) (checks.Complaint, error)) {
		if state != checks.NoComplaint && s.Complaint.MayBecome(state) != nil {
			return
		}
		words = append(words, wordOf(id, func() error {
			now := *s
			var err error
			if now.Complaint, err = how(s.Complaint); checks.Same(now, *s) {
				return err
			}
			failed := p.insist(nil, func() error { return p.saveStory(*s, now, saved) })
			if failed == nil {
				*s = now
			}
			return after(err, failed)
		}))
	}
	if !s.IsComplaint() {
		add("key.complaint", checks.NoComplaint, "complaint.saved", func(checks.Complaint) (checks.Complaint, error) { return checks.NewComplaint(p.today()), nil })
		return words
	}
	for _, one := range complaintSteps {
		add(one.word, one.state, one.saved, func(c checks.Complaint) (checks.Complaint, error) { return p.askStep(c, one) })
	}
	add("key.why", checks.ComplaintCaused, "complaint.saved-cause", p.askWhys)
	for _, end := range []struct {
		id, saved string
		state     checks.ComplaintState
	}{{"key.gone", "complaint.saved-gone", checks.ComplaintGone}, {"key.came-back", "complaint.saved-back", checks.ComplaintBack}} {
		add(end.id, end.state, end.saved, func(c checks.Complaint) (checks.Complaint, error) { return c.Confirm(end.state, p.today()) })
	}
	add("key.more-cases", checks.NoComplaint, "complaint.saved-cases", func(c checks.Complaint) (checks.Complaint, error) { return c.WithCases(c.Cases + 1) })
	return words
}

// askStep asks what is to be noted of a complaint. Without a text nothing is.
func (p *Program) askStep(c checks.Complaint, one complaintStep) (checks.Complaint, error) {
	p.tell(p.say.T(one.ask))
	text, owner, on := one.text(c), c.Owner, p.today()
	err := p.held(func() (err error) {
		if text, err = p.field(one.field, text, anything); err != nil || text == "" {
			return err
		}
		if one.state == checks.ComplaintFixed {
			on = c.FixDay(text, on)
		}
		if one.day {
			on, err = p.day(on)
		}
		if err == nil && one.owner {
			owner, err = p.field("mend.who", owner, anything)
		}
		return err
	}, func() bool { return text != one.text(c) })
	if errors.Is(err, errBack) || text == "" || err != nil && text == one.text(c) {
		return c, err
	}
	now, failed := one.note(c, text, owner, on)
	return now, after(err, failed)
}

// askWhys asks why, and why that, until an empty line: the last answer is the cause. The sign that goes back takes the latest one back, and
// leaves where none was typed.
func (p *Program) askWhys(c checks.Complaint) (checks.Complaint, error) {
	whys, err := c.WhysToGoOn(), error(nil)
	p.tell(p.say.T("why.how"))
	for len(whys) < checks.MaxWhys {
		ask := "why.first"
		if len(whys) > 0 {
			ask = "why.next"
			p.tell(whys[len(whys)-1])
		}
		var why string
		why, err = p.ask(p.say.T(ask), "line.help.ask")
		if why = checks.CleanLine(why); why == "" {
			break
		}
		switch before := len(c.WhysToGoOn()); {
		case why != backSign:
			whys = append(whys, why)
		case len(whys) > before:
			whys = whys[:len(whys)-1]
		default:
			return c, errBack
		}
	}
	if slices.Equal(whys, c.WhysToGoOn()) {
		return c, err
	}
	now, failed := c.Explain(whys, p.today())
	return now, after(err, failed)
}

// day asks for a day that is past.
func (p *Program) day(usual checks.Day) (checks.Day, error) {
	day, written := usual, usual.Time().Format(p.say.T("form.day-layout"))
	_, err := p.field("form.day", written, func(typed string) (err error) {
		if day = usual; typed != written {
			day, err = p.calendar().PastDay(typed)
		}
		return err
	})
	if err != nil {
		day = usual
	}
	return day, err
}

// about asks what something is about: nothing in particular, an item or a question.
func (p *Program) about(usual string) (string, error) {
	ids, names := []string{""}, []string{p.say.T("about.nothing")}
	for _, it := range content.Check().Items {
		ids = append(ids, it.ID)
	}
	for _, q := range content.Check().Questions {
		ids = append(ids, q.ID)
	}
	for _, id := range ids[1:] {
		names = append(names, p.texts.TitleOf(id))
	}
	i, err := p.choice("form.about", names, max(0, slices.Index(ids, usual)))
	return ids[i], err
}

// editStory asks for a story, or for what is to be different about one, until it can be saved. Where the input ends what was said counts.
func (p *Program) editStory(was checks.Story) error {
	blank, today := was, p.today()
	if was.ID == "" {
		blank.ID, blank.On, blank.Noted, blank.Source = p.opts.NewID(), today, today, checks.FromElsewhere
	}
	s := blank
	for {
		err := p.held(func() error { return p.askStory(&s) }, func() bool { return !checks.Same(s, blank) })
		if s.Text == "" || errors.Is(err, errBack) {
			return err
		}
		s.Team = cmp.Or(s.Team, checks.Me)
		now, failed := checks.NewStory(content.Check(), s)
		if failed != nil && err == nil {
			p.refuse(failed)
			continue
		}
		own := now
		own.ID = p.opts.NewID()
		return after(err, p.insist(failed, func() error {
			said, err := saveBoth(p.opts.Store.SaveStory, was, now, own, "story.saved", "cli.kept-beside.story")
			return p.noted(err, said, now.Team)
		}))
	}
}

// askStory asks for the parts of a story.
func (p *Program) askStory(s *checks.Story) error {
	p.tell(p.say.T("story.ask"), s.Text, p.say.T("line.text"))
	text, err := p.text(p.say.T("form.text")+":", false)
	if checks.CleanLine(text) == backSign {
		return after(err, errBack)
	}
	if strings.TrimSpace(text) != "" {
		s.Text = text
	}
	if err == nil && s.Text == "" {
		return errBack
	}
	if err == nil && s.Team == "" {
		s.Team, err = p.askTeam("")
	}
	if err == nil {
		s.Source, err = p.source(s.Source)
	}
	if err == nil {
		s.About, err = p.about(s.About)
	}
	if err == nil {
		s.On, err = p.day(s.On)
	}
	if err == nil && !s.IsComplaint() {
		var follow bool
		if follow, err = p.yes(p.say.T("line.complaint"), false); follow {
			s.Complaint = checks.NewComplaint(s.On)
		}
	}
	return err
}

// source asks where a story comes from.
func (p *Program) source(usual checks.Source) (checks.Source, error) {
	var names []string
	for _, source := range checks.Sources() {
		names = append(names, p.say.T("source."+string(source)))
	}
	i, err := p.choice("form.source", names, slices.Index(checks.Sources(), usual))
	return checks.Sources()[i], err
}

// saveStory puts a story in place of another one, and says so.
func (p *Program) saveStory(was, now checks.Story, said string) error {
	return p.meanwhile(p.noted(p.opts.Store.SaveStory(was, now), said, now.Team), "story")
}
