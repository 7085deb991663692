package line

import (
	"errors"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui"
)

// atHome says where a team stands, unless that was said, and asks where to go.
func (p *Program) atHome() error {
	home, err := p.opts.Store.Snapshot(p.home.Team)
	if err == nil && home.Team != "" && !slices.Contains(home.Teams, home.Team) {
		home, err = p.opts.Store.Snapshot("")
	}
	if err != nil {
		return err
	}
	p.home = home
	ways := p.ways()
	if p.told != home.Team || home.Team == "" {
		p.sayHome()
		for i, w := range ways {
			p.numbered(i, p.say.T(w.id))
		}
	}
	p.told = home.Team
	again := func() error {
		p.told = ""
		return nil
	}
	return p.settle(p.put(question{prompt: p.say.T("line.home"), words: ways, empty: again, take: p.numberOf(len(ways), func(i int) error {
		return ways[i].do(nil)
	})}))
}

// settle says what an error of the store says, and goes on; what ends the program ends it.
func (p *Program) settle(err error) error {
	switch {
	case errors.Is(err, errBack):
		return nil
	case checks.CodeOf(err) != "":
		p.refuse(err)
		return nil
	}
	return err
}

// sayHome says where the team stands: its last run, what is open, what is unfinished.
func (p *Program) sayHome() {
	if n := p.home.Apart; n > 0 {
		p.tell(p.say.N("home.apart", n))
	}
	if p.home.Team == "" {
		p.tell(p.say.T("home.welcome"), p.say.T("home.what"), p.say.T("home.private"), p.say.T("home.offer"))
		return
	}
	leads := ""
	if p.home.Marks.Leadership {
		leads = p.say.T("home.leadership")
	}
	p.tell(joined(p.say.T("setup.team")+": "+p.say.Team(p.home.Team), leads))
	p.sayLastRun()
	p.tell(p.screens().OpenCounts(p.home)...)
	for _, r := range p.home.Resumable() {
		p.tell(p.screens().Unfinished(r))
	}
}

// sayLastRun says what the last run came to, and when the next one is due.
func (p *Program) sayLastRun() {
	last := p.home.FinishedBy(p.today())
	if len(last) == 0 {
		return
	}
	r, o := last[0], p.reportOptions()
	p.tell(p.screens().LastRun(r, p.home.Due(p.today())))
	c, err := p.home.Compare(content.Check(), r.ID, "")
	for _, it := range content.Check().Items {
		said := o.PlainRating(r, it.ID)
		if change, ok := c.Of(it.ID); ok && err == nil {
			said = joined(said, report.ChangeBrief(p.say, change))
		}
		p.tell(said)
	}
	if err == nil {
		p.tell(p.say.T("home.against", "Day", p.say.Day(c.Baseline.Day.Time())))
	}
}

// ways are where one can go, the likely one first.
func (p *Program) ways() (ways []word) {
	unfinished, last := p.home.Resumable(), p.home.FinishedBy(p.today())
	add := func(when bool, id string, to func() error) {
		if when {
			ways = append(ways, wordOf(id, to))
		}
	}
	some := p.home.Team != ""
	add(p.home.Apart > 0, "key.apart", p.apart)
	add(len(unfinished) > 0, "key.resume", func() error { return p.resume(unfinished[0]) })
	add(true, "key.new", func() error { return p.begin(tui.Begin{Team: p.home.Team, Minutes: -1}) })
	add(!some, "key.story", func() error { return p.newStory("") })
	add(!some, "key.demo", func() error {
		p.demo = true
		return errQuit
	})
	add(len(last) > 0, "key.compare", func() error { return p.compare(last[0]) })
	add(len(last) > 0, "key.trend", func() error { return p.trend(last[0].Kind) })
	add(some, "key.stories", p.stories)
	add(some, "key.actions", p.actions)
	add(some, "key.walk", p.walk)
	add(some, "key.voice", p.voice)
	add(len(p.home.Runs) > 0, "key.past", p.past)
	add(len(p.home.Teams) > 1, "key.other-team", p.otherTeam)
	add(len(unfinished) > 0, "key.drop-run", func() error { return p.deleteRun(unfinished, 0) })
	add(true, "key.quit", func() error { return errQuit })
	return ways
}

// otherTeam asks whose home is shown.
func (p *Program) otherTeam() error {
	teams := slices.Sorted(slices.Values(p.home.Teams))
	names := make([]string, len(teams))
	for i, team := range teams {
		names[i] = p.say.Team(team)
	}
	i, err := p.pick(p.say.T("line.which"), names, noneUsual)
	if err == nil {
		p.home.Team = teams[i]
	}
	return err
}

// apart asks of what was changed on several machines which version holds.
func (p *Program) apart() error {
	all, err := p.opts.Apart(p.say.Code())
	for _, one := range all {
		p.tell(one.Name, p.say.T("apart.ask"))
		var sides []string
		for _, side := range one.Sides {
			facts := []string{side.Title}
			for _, fact := range side.Facts {
				facts = append(facts, fact[0]+": "+fact[1])
			}
			sides = append(sides, joined(facts...))
		}
		side, err := p.pick(p.say.T("line.which"), sides, noneUsual)
		if err == nil {
			err = p.opts.Settle(one.ID, side)
		}
		if err != nil {
			return err
		}
		p.told = ""
		p.tell(p.say.T("apart.settled"))
	}
	return err
}

// compare says a run held against its baseline.
func (p *Program) compare(r checks.Run) error {
	c, err := p.home.Compare(content.Check(), r.ID, "")
	if err != nil {
		return err
	}
	return p.sayReport(func(w *strings.Builder, o report.Options) error { return report.Compare(w, report.Text, c, o) })
}

// trend says all runs of a kind over time.
func (p *Program) trend(kind checks.Kind) error {
	t := p.home.Trend(content.Check(), kind, p.today(), 0)
	return p.sayReport(func(w *strings.Builder, o report.Options) error { return report.Trend(w, report.Text, t, o) })
}

// voice asks for a month, and says what customers said in it.
func (p *Program) voice() error {
	month := checks.MonthOf(p.opts.Now())
	err := p.field(p.say.T("form.month"), p.say.MonthYear(month.First().Time()), "", func(typed string) (err error) {
		if typed != p.say.MonthYear(month.First().Time()) {
			month, err = p.calendar().Month(typed)
		}
		return err
	})
	if err != nil {
		return err
	}
	v := p.home.Voice(content.Check(), month, p.today())
	return p.sayReport(func(w *strings.Builder, o report.Options) error { return report.Voice(w, report.Text, v, o) })
}

// walk asks what a walk through the own product brought.
func (p *Program) walk() error {
	_, err := record(p, p.screens().WalkForm(p.home.Team, p.home.Stories, p.opts.NewID))
	return err
}

// after is why something ended, or else what went wrong then.
func after(ended, failed error) error {
	if ended != nil {
		return ended
	}
	return failed
}

// past lists the runs of the team, says the one that is picked, and asks what to do with it.
func (p *Program) past() error {
	runs := p.home.Runs
	var names []string
	for _, r := range runs {
		state := p.say.T("runs.finished")
		if !r.IsFinished() {
			state = p.say.T("past.unfinished")
		}
		names = append(names, joined(p.say.Day(r.Day.Time()), p.reportOptions().Quarter(r), report.KindName(p.say, r.Kind), state, report.Remark(p.say, r)))
	}
	i, err := p.pick(p.say.T("line.which"), names, noneUsual)
	if err != nil {
		return err
	}
	r := runs[i]
	if !r.IsFinished() {
		return p.resume(r)
	}
	err = p.sayReport(func(w *strings.Builder, o report.Options) error {
		return report.Run(w, report.Text, r, p.home.LookBack(r), o)
	})
	if err != nil {
		return err
	}
	return p.put(question{prompt: p.say.T("line.then"), empty: nothing, back: nothing, words: []word{
		wordOf("key.compare", func() error { return p.compare(r) }),
		wordOf("key.correct", func() error { return p.resume(r) }),
		wordOf("key.delete", func() error { return p.deleteRun(runs, i) }),
	}})
}

func nothing() error { return nil }

// deleteRun deletes run i of a list after a yes.
func (p *Program) deleteRun(runs []checks.Run, i int) error {
	id := runs[i].ID
	return p.delete(p.screens().DeleteQuestion(runs, i), id, func() error { return p.opts.Store.DeleteRun(id) })
}

// delete deletes something after a yes, and then the backups that still hold it after another one.
func (p *Program) delete(asked, id string, erase func() error) error {
	sure, err := p.yes(asked+" "+p.say.T("line.yes-no"), false)
	if err != nil || !sure {
		return err
	}
	if err = erase(); err != nil && checks.CodeOf(err) != checks.CodeTextRemains {
		return err
	}
	remains := err
	n, all, err := p.opts.Store.CountBackups([]string{id})
	if p.tell(p.say.T("past.deleted")); err != nil {
		p.tell(p.say.T("backups.unknown"))
	}
	if err == nil && n > 0 {
		message := "backups.left"
		if all {
			message += ".all"
		}
		if sure, err = p.yes(p.say.N(message, n)+" "+p.say.T("line.yes-no"), false); err != nil {
			return err
		}
		said := "backups.kept"
		if sure {
			said, err = "backups.dropped", p.opts.Store.RemoveBackupsOf([]string{id})
		}
		if err == nil {
			p.tell(p.say.T(said))
		}
	}
	return after(err, remains)
}

// shelf is a list out of which one is opened by its number, or something is added to.
type shelf struct {
	names func() (names []string, count string, err error) // as the store holds them by now
	open  func(i int) error
	words []word
}

// shelfPage is how many are listed at once.
const shelfPage = 10

// browse lists a shelf until somebody leaves it. What was listed is not listed again before it is other.
func (p *Program) browse(s shelf) error {
	var listed []string
	for from, left := 0, false; !left; {
		names, count, err := s.names()
		if err != nil {
			return err
		}
		if from = min(from, len(names)); listed == nil || !slices.Equal(names, listed) {
			p.tell(count)
			to := min(from+shelfPage, len(names))
			p.numbered(from, names[from:to]...)
			if to < len(names) {
				p.tell(p.say.T("line.more", "N", len(names)-to, "On", onSign))
			}
			listed = append([]string{}, names...)
		}
		turn := func(to int) func() error {
			return func() error {
				from, listed, left = to, nil, to < 0
				return nil
			}
		}
		q := question{
			prompt: p.say.T("line.list", "Word", p.say.T(s.words[0].id)), help: "line.help.shelf",
			empty: done(&left), take: p.numberOf(len(names), s.open), words: s.words, back: turn(from - shelfPage),
		}
		if from+shelfPage < len(names) {
			q.on, q.moves = turn(from+shelfPage), "line.help.pages"
		}
		if err := p.settle(p.put(q)); err != nil {
			return err
		}
	}
	return nil
}
