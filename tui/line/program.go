package line

import (
	"cmp"
	"errors"
	"slices"
	"strings"

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
	p.sync()
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

// sync brings this machine and others to the same where that is to be done by itself.
func (p *Program) sync() {
	if p.opts.Sync != nil && p.home.Sync {
		note, _ := p.opts.Sync(p.say.Code())
		p.tell(note)
	}
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

// screens makes what the screens ask and say.
func (p *Program) screens() *tui.Context { return tui.NewContext(p.say, p.opts.Now(), p.home.Year) }

func (p *Program) today() checks.Day { return checks.DayOf(p.opts.Now()) }

func (p *Program) calendar() checks.Calendar {
	return checks.Calendar{Today: p.today(), Year: p.home.Year}
}

// keyed are errors whose advice names keys of the screens.
var keyed = []checks.Code{checks.CodeAllIn, checks.CodeTooManyVotes, checks.CodeOrderUnknown, checks.CodeRevealed, checks.CodeFinished}

// reply says a message, and goes on.
func (p *Program) reply(id string, pairs ...any) error {
	p.tell(p.say.T(id, pairs...))
	return nil
}

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

// listed names words, each with an example of the numbers that go with it.
func (p *Program) listed(words []word) string {
	var list []string
	for _, w := range words {
		list = append(list, strings.TrimSpace(p.say.T(w.id)+" "+w.args))
	}
	return strings.Join(list, ", ")
}

// title is the short name of a stage.
func (p *Program) title(id string) string {
	if id := "stage." + id; p.say.Has(id) {
		return p.say.T(id)
	}
	return p.texts.TitleOf(id)
}

// begin begins a run, and asks before what must be known and is not.
func (p *Program) begin(b tui.Begin) (err error) {
	s := p.screens().NewSetup(p.home, b)
	if s.IsReady() {
		err = p.recall(s)
	} else {
		p.tell(s.Ask())
		err = p.askSetup(s)
	}
	if err != nil {
		return p.settle(err)
	}
	return p.enter(s.Chosen(), b.On)
}

// recall proposes what the chosen team did the last time.
func (p *Program) recall(s *tui.Setup) error {
	name, _ := s.Name()
	t, err := p.opts.Store.Snapshot(name)
	s.Recall(t)
	return err
}

// askSetup asks for the team, who answers, the people, the minutes and the language, in which the program goes on.
func (p *Program) askSetup(s *tui.Setup) error {
	if err := p.askTeam(s); err != nil {
		return err
	}
	kind := s.Choices[tui.SetupKind]
	if err := p.askChoice(p.say.T(kind.Label), kind); err != nil {
		return err
	}
	s.Decide([]checks.Kind{checks.Team, checks.Solo}[kind.At])
	if name, _ := s.Name(); name == "" {
		p.refuse(&checks.Error{Code: checks.CodeTeamEmpty})
		return p.askSetup(s)
	}
	for i, c := range s.Choices {
		if i <= tui.SetupKind || i == tui.SetupPeople && s.Solo() {
			continue
		}
		if err := p.askChoice(p.say.T(c.Label), c); err != nil {
			return err
		}
	}
	code := lang.Codes[s.Choices[tui.SetupLanguage].At]
	p.speak(code)
	return p.opts.Store.ChangeSettings(func(now *checks.Settings) { now.Language = code })
}

// askTeam asks for a team by its number or its name, and about a new one that is near a known one, and proposes what that team did the last
// time. Who names none is one person alone.
func (p *Program) askTeam(s *tui.Setup) error {
	c := s.Choices[tui.SetupTeam]
	offered := c.Value()
	for p.numbered(0, c.Words...); ; {
		err := p.field(p.say.T(c.Label), cmp.Or(offered, p.say.Team(checks.Me)), "", func(typed string) error {
			i, listed := place(typed, len(c.Words))
			switch {
			case typed == "": // nothing is no team
				return &checks.Error{Code: checks.CodeTeamEmpty}
			case listed:
				c.At = i
			case offered == "" && typed == p.say.Team(checks.Me):
				s.Decide(checks.Solo)
			default:
				return c.Fill(typed)
			}
			return nil
		})
		name, near := s.Name()
		sure := near == ""
		if err == nil && !sure {
			sure, err = p.yes(p.say.T("cli.new-team-question", "Team", name, "Near", near), false)
		}
		if err != nil {
			return err
		}
		if sure {
			return p.recall(s)
		}
	}
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
	r, err := tui.ReadRun(p.opts.Store, of)
	if err != nil {
		return err
	}
	return p.open(r.Run, r.Revision, r.Of)
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
