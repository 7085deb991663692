package line

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/settings"
	"emptychair/tui"
)

// Program is the program line by line.
type Program struct {
	*talk
	opts  tui.Options
	say   *lang.Printer
	texts content.Texts
	home  checks.Snapshot
	run   *run   // the open one, nil outside a run
	told  string // the team whose home was told last

	finished string // id of the run that was finished last and is on disk so, "" for none
	demo     bool   // the demo is to follow
	beside   tui.SavedBeside
	lost     error // why what was typed last is not saved
}

// What a question may lead to.
var (
	errBack = errors.New("back to what was asked before")
	errLeft = errors.New("what the run was asked for is settled")
	errQuit = errors.New("somebody leaves the program")
)

// New returns the program as it opens.
func New(o tui.Options, t Terminal) *Program {
	if o.Pressed == nil {
		o.Pressed = o.Now
	}
	p := &Program{talk: newTalk(t, o.Pressed), opts: o, home: o.Home}
	p.speak(o.Settings.Code(settings.Language, o.Home.Settings))
	return p
}

// speak puts the program into a language.
func (p *Program) speak(code string) {
	p.say = lang.New(code)
	if p.opts.Settings.Code(settings.Signs, p.home.Settings) == settings.ASCII {
		p.say = p.say.ASCII()
	}
	p.texts = content.In(code)
}

// Run asks until somebody leaves the program. However it ends the terminal shows again what is typed, and all is saved that can be.
func (p *Program) Run() error {
	defer p.opts.Store.Sweep()
	defer func() { _ = p.hide(false, false) }()
	p.tell(p.say.T("line.mode"), p.opts.Note)
	err := p.start()
	if p.run != nil {
		failed := p.run.save()
		if checks.CodeOf(failed) == checks.CodeConflict {
			failed = p.run.keepUnasked(p.run.flow.Run().Team)
		}
		if failed != nil {
			return failed
		}
	}
	if errors.Is(err, errQuit) {
		err = nil
	}
	return cmp.Or(p.lost, err)
}

// start opens the run that was asked for, and then home.
func (p *Program) start() error {
	var err error
	switch at := p.opts.Start; {
	case at.Resume != nil:
		err = p.resume(*at.Resume)
	case at.Begin != nil:
		err = p.begin(*at.Begin)
	}
	for err == nil {
		err = p.atHome()
	}
	return err
}

// Finished returns the id of the run that was finished last, "" for none.
func (p *Program) Finished() string { return p.finished }

// WantsDemo tells whether the program ended so that the demo can follow.
func (p *Program) WantsDemo() bool { return p.demo }

// Unfinished returns the run that was open when the program ended and is not finished.
func (p *Program) Unfinished() (checks.Run, bool) {
	if p.run == nil || p.run.flow.Run().IsFinished() {
		return checks.Run{}, false
	}
	return p.run.flow.Run(), true
}

// SavedAsTyped is false: what counts was ended with a line.
func (p *Program) SavedAsTyped() bool { return false }

// SavedBeside returns what had to be saved beside what another program wrote of it.
func (p *Program) SavedBeside() tui.SavedBeside { return p.beside }

// reportOptions say how reports name things.
func (p *Program) reportOptions() report.Options {
	now := p.opts.Now()
	return report.Options{Printer: p.say, Location: now.Location(), Year: p.home.Year, Today: checks.DayOf(now), Plain: true}
}

// sayReport says a report.
func (p *Program) sayReport(write func(w *strings.Builder, o report.Options) error) error {
	var text strings.Builder
	err := write(&text, p.reportOptions())
	p.tell(text.String())
	return err
}

func (p *Program) today() checks.Day { return checks.DayOf(p.opts.Now()) }

func (p *Program) calendar() checks.Calendar {
	return checks.Calendar{Today: p.today(), Year: p.home.Year}
}

// keyed are errors whose advice names keys of the screens.
var keyed = []checks.Code{checks.CodeAllIn, checks.CodeTooManyVotes, checks.CodeOrderUnknown, checks.CodeRevealed, checks.CodeFinished}

// refuse says what an error says.
func (p *Program) refuse(err error) {
	what, do := p.say.Error(err)
	if slices.Contains(keyed, checks.CodeOf(err)) {
		do = ""
	}
	p.tell(strings.TrimSpace(what + " " + do))
}

// joined puts what is known of something on a line.
func joined(facts ...string) string {
	return strings.Join(slices.DeleteFunc(facts, func(fact string) bool { return fact == "" }), "; ")
}

// title is the short name of a stage.
func (p *Program) title(id string) string {
	if id := "stage." + id; p.say.Has(id) {
		return p.say.T(id)
	}
	return p.texts.TitleOf(id)
}

// setup asks what must be known before a run, and begins it.
func (p *Program) setup(b tui.Begin) error {
	asked, err := p.askSetup(&b)
	if errors.Is(err, errBack) {
		return nil
	}
	if err != nil {
		return err
	}
	return p.enter(asked, b.On)
}

// begin begins at once where enough is known, and asks otherwise. One person needs no name.
func (p *Program) begin(b tui.Begin) error {
	if runs := p.home.Runs; b.Solo && b.Team == "" && (len(runs) == 0 || runs[0].Kind != checks.Solo) {
		b.Team = checks.Me
	}
	if b.Team == "" {
		b.Team = p.home.Team
	}
	_, _, near := checks.NameTeam(p.home.Teams, b.Team)
	if b.Team == "" || near != "" || !b.Solo && b.People == 0 {
		return p.setup(b)
	}
	t, err := p.opts.Store.Snapshot(b.Team)
	if err != nil {
		return err
	}
	return p.enter(p.usual(b, t), b.On)
}

// usual is how a team did its last run, unless something else is asked for.
func (p *Program) usual(b tui.Begin, team checks.Snapshot) checks.Setup {
	kind := checks.Kind("")
	if b.Solo {
		kind = checks.Solo
	}
	u := team.UsualSetup(kind, b.People, p.home.Settings, p.today())
	switch {
	case b.Minutes >= 0:
		u.Minutes = b.Minutes
	case !b.On.IsZero():
		u.Minutes = 0
	}
	if !b.On.IsZero() {
		u.Origin = checks.OriginLater
	}
	if u.Kind == checks.Solo {
		u.People = 1
	}
	return u
}

// askSetup asks for the team, who answers, the people, the minutes and the language.
func (p *Program) askSetup(b *tui.Begin) (checks.Setup, error) {
	ask := p.say.T("setup.ask")
	if !b.On.IsZero() {
		ask = p.say.T("origin.setup", "Day", p.say.Day(b.On.Time()))
	}
	p.tell(ask)
	team, err := p.askTeam(b.Team)
	if err != nil {
		return checks.Setup{}, err
	}
	t, err := p.opts.Store.Snapshot(team)
	if err != nil {
		return checks.Setup{}, err
	}
	s := p.usual(*b, t)
	kinds := []string{p.say.T("setup.kind.team"), p.say.T("setup.kind.solo")}
	at := slices.Index([]checks.Kind{checks.Team, checks.Solo}, s.Kind)
	if at, err = p.choice("setup.kind", kinds, at); err != nil {
		return s, err
	}
	if b.Solo = at == 1; !b.Solo && s.Kind == checks.Solo || b.Solo && s.Kind != checks.Solo {
		s = t.UsualSetup([]checks.Kind{checks.Team, checks.Solo}[at], b.People, p.home.Settings, p.today())
	}
	s.Team = team
	if s.Kind == checks.Team {
		err = p.number("setup.people", &s.People, &s)
	}
	if err == nil {
		err = p.number("setup.minutes", &s.Minutes, &s)
	}
	if err == nil {
		err = p.askLanguage()
	}
	return s, err
}

// askTeam asks for a team by its number or its name, and about a new one that is near a known one.
func (p *Program) askTeam(usual string) (string, error) {
	for i, team := range p.home.Teams {
		p.tell(strconv.Itoa(i+1) + ": " + p.say.Team(team))
	}
	was := ""
	if usual != "" && (usual != checks.Me || slices.Contains(p.home.Teams, usual)) {
		was = p.say.Team(usual)
	}
	for {
		typed, err := p.field("setup.team", was, func(typed string) error {
			if typed == "" && was != "" { // nothing is no team
				return &checks.Error{Code: checks.CodeTeamEmpty}
			}
			return nil
		})
		if err != nil {
			return "", err
		}
		i, ok := place(typed, len(p.home.Teams))
		switch {
		case ok:
			return p.home.Teams[i], nil
		case typed == was && was != "":
			return usual, nil
		case typed == "":
			return checks.Me, nil
		}
		name, _, near := checks.NameTeam(p.home.Teams, typed)
		sure := near == ""
		if !sure {
			sure, err = p.yes(p.say.T("cli.new-team-question", "Team", name, "Near", near), false)
		}
		if err != nil || sure {
			return name, err
		}
	}
}

// number asks for a number of a set-up, until that is valid.
func (p *Program) number(id string, n *int, of *checks.Setup) error {
	_, err := p.field(id, strconv.Itoa(*n), func(typed string) error {
		was := *n
		numbers, ok := numbersIn(typed)
		if !ok || len(numbers) != 1 {
			return &checks.Error{Code: map[string]checks.Code{"setup.people": checks.CodePeople, "setup.minutes": checks.CodeMinutes}[id], Subject: typed}
		}
		*n = numbers[0]
		err := of.Validate()
		if err != nil {
			*n = was
		}
		return err
	})
	return err
}

// askLanguage asks for the language, in which the program goes on, and remembers it.
func (p *Program) askLanguage() error {
	at, err := p.choice("setup.language", lang.Names(), slices.Index(lang.Codes, p.say.Code()))
	if err != nil {
		return err
	}
	p.speak(lang.Codes[at])
	return p.opts.Store.ChangeSettings(func(now *checks.Settings) { now.Language = lang.Codes[at] })
}

// enter begins a run as it was set up.
func (p *Program) enter(s checks.Setup, on checks.Day) error {
	if err := s.Validate(); err != nil {
		p.refuse(err)
		return nil
	}
	if slices.ContainsFunc(p.home.Unfinished, func(r checks.Run) bool { return r.Team == s.Team }) {
		p.tell(p.say.T("line.unfinished", "Team", s.Team))
		if sure, err := p.yes(p.say.T("line.another"), false); err != nil || !sure {
			return err
		}
	}
	t, err := p.opts.Store.Snapshot(s.Team)
	if err != nil {
		return err
	}
	r, err := t.Begin(content.Check(), s, on, p.opts.NewID(), p.opts.Now())
	if err != nil {
		p.refuse(err)
		return nil
	}
	return p.open(r, 0, t)
}

// resume goes on with a run as it is by now, or corrects one that is finished.
func (p *Program) resume(of checks.Run) error {
	t, err := p.opts.Store.Snapshot(of.Team)
	r, revision, ok := t.Run(of.ID)
	if err == nil && !ok {
		r, revision, err = p.opts.Store.Run(of.ID)
	}
	if err != nil {
		return err
	}
	return p.open(r, revision, t)
}

// open holds a run of a team until it is left.
func (p *Program) open(r checks.Run, revision uint64, t checks.Snapshot) error {
	flow, err := checks.NewFlow(content.Check(), r)
	if err != nil {
		return err
	}
	if r.IsFinished() {
		flow.Correct(p.today())
	}
	p.run = newRun(p, flow, revision, t)
	p.tick = p.run.spend
	if p.home.Team = r.Team; revision == 0 {
		if err := p.run.changed(nil); err != nil {
			return err
		}
	}
	return p.run.askStages()
}

// clock is a length of time as it is said, and whether it is over.
func (p *Program) clock(left time.Duration) string {
	if left < 0 {
		return p.say.T("clock.over", "Over", lang.Clock(left))
	}
	return lang.Clock(left)
}
