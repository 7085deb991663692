package tui

import (
	"cmp"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui/widget"
)

// Usual values of a set-up.
const (
	usualPeople  = 6
	usualMinutes = 45
)

// The choices of the set-up, in order.
const (
	setupTeam = iota
	setupKind
	setupPeople
	setupMinutes
	setupLanguage
	setupBegin // not a choice but the line that begins
)

// setupScreen asks what must be known before a run: the team, who takes part, the minutes, the language.
type setupScreen struct {
	*context
	home    checks.Snapshot
	on      checks.Day // of a run that is entered later, zero for one that takes place now
	choices []*widget.Choice
	at      int
}

func newSetupScreen(g *context, h checks.Snapshot, b Begin) *setupScreen {
	s := &setupScreen{context: g, home: h, on: b.On}
	team, kind := cmp.Or(b.Team, h.Team), 0
	if b.Solo {
		kind = 1
	}
	s.choices = []*widget.Choice{
		widget.NameFrom("setup.team", team, h.Teams),
		widget.PickFrom("setup.kind", kind, g.say.T("setup.kind.team"), g.say.T("setup.kind.solo")),
		widget.NumberFrom("setup.people", s.usualPeople(b.People), 1, checks.MaxPeople, 1, checks.CodePeople),
		widget.NumberFrom("setup.minutes", s.usualMinutes(b.Minutes), 0, checks.MaxMinutes, 5, checks.CodeMinutes),
		widget.PickFrom("setup.language", slices.Index(lang.Codes, g.say.Code()), languageNames(g.say)...),
	}
	if team != "" {
		s.at = setupBegin
	}
	return s
}

// usualPeople is as many as were asked for, or came the last time.
func (s *setupScreen) usualPeople(asked int) int {
	if asked > 0 {
		return asked
	}
	for _, r := range s.home.Finished() {
		if r.Kind == checks.Team {
			return r.People
		}
	}
	return usualPeople
}

// usualMinutes is as many as were asked for. What is entered later takes whatever time it takes.
func (s *setupScreen) usualMinutes(asked int) int {
	switch {
	case asked >= 0:
		return asked
	case !s.on.IsZero():
		return 0
	}
	return usualMinutes
}

func languageNames(p *lang.Printer) []string {
	names := make([]string, len(lang.Codes))
	for i, c := range lang.Codes {
		names[i] = p.T("language." + c)
	}
	return names
}

func (s *setupScreen) help() string { return "help.setup" }
func (s *setupScreen) heading() string {
	title := s.say.T("setup.title")
	if s.on.IsZero() {
		return s.inARow("emptychair", title)
	}
	return s.inARow(title, s.say.Day(s.on.Time())+", "+s.remark(checks.Run{Origin: checks.OriginLater}))
}
func (s *setupScreen) typing() bool { return s.at < setupBegin && s.choices[s.at].Typing() }

func (s *setupScreen) keys() []key.Binding {
	if s.at == setupBegin {
		return []key.Binding{setupKeys.begin, setupKeys.previous, setupKeys.back, setupKeys.next}
	}
	return []key.Binding{setupKeys.change, setupKeys.next, setupKeys.previous, setupKeys.back}
}

// solo tells whether one person is to go through the run alone.
func (s *setupScreen) solo() bool { return s.choices[setupKind].At == 1 }

// setup is what the choices say.
func (s *setupScreen) setup() checks.Setup {
	b := checks.Setup{
		Team: s.choices[setupTeam].Value(), Kind: checks.Team,
		People: s.choices[setupPeople].Number(), Minutes: s.choices[setupMinutes].Number(),
	}
	if s.solo() {
		b.Kind, b.People = checks.Solo, 1
	}
	if !s.on.IsZero() {
		b.Origin = checks.OriginLater
	}
	return b
}

func (s *setupScreen) paste(text string) action {
	if s.at < setupBegin {
		return refuse(s.choices[s.at].Paste(text))
	}
	return nil
}

func (s *setupScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, setupKeys.back):
		return goHome(s.home.Team)
	case matches(k, setupKeys.begin):
		return s.enter()
	case matches(k, setupKeys.next), s.at == setupBegin && matches(k, pageKeys.down):
		return refuse(s.move(1))
	case matches(k, setupKeys.previous), s.at == setupBegin && matches(k, pageKeys.up):
		return refuse(s.move(-1))
	case s.at < setupBegin:
		err := s.choices[s.at].Press(k)
		if s.at == setupLanguage && matches(k, setupKeys.change) {
			return speak(lang.Codes[s.choices[setupLanguage].At], s.relabel)
		}
		return refuse(err)
	}
	return nil
}

// enter goes to the next choice, and from the last line on begins the run.
func (s *setupScreen) enter() action {
	if s.at < setupBegin {
		return refuse(s.move(1))
	}
	b := s.setup()
	if err := b.Validate(); err != nil {
		s.at = setupTeam
		if checks.CodeOf(err) == checks.CodeTeamEmpty && len(s.home.Teams) == 0 {
			return notify(s.say.T("setup.first-name")) // there is none to pick
		}
		return refuse(err)
	}
	hasUnfinished := slices.ContainsFunc(s.home.Unfinished, func(r checks.Run) bool { return r.Team == b.Team })
	return confirm(hasUnfinished, s.say.T("setup.unfinished", "Team", b.Team), func() action {
		return func(m *Model) tea.Cmd { return tea.Batch(m.begin(b, s.on), m.saveLanguage()) }
	})
}

// heldScreen corrects when and by whom a finished run was held.
type heldScreen struct {
	stageBase
	form *widget.Form
}

// The lines of its form.
const (
	heldTeam = iota
	heldKind
	heldPeople
	heldDay
)

func newHeldScreen(base stageBase) *heldScreen {
	r, kinds := base.run.flow.Run(), []checks.Kind{checks.Team, checks.Solo}
	people := widget.FieldLine("setup.people", strconv.Itoa(r.People), "", 2, checks.CodePeople)
	return &heldScreen{base, &widget.Form{Lines: []*widget.Line{
		widget.FieldLine("setup.team", r.Team, "", checks.MaxName, checks.CodeTeamLong),
		widget.PickLine("setup.kind", slices.Index(kinds, r.Kind), base.say.T("setup.kind.team"), base.say.T("setup.kind.solo")),
		people,
		dayLine(base.context, "form.day", r.Day, "form.day-like", base.calendar().PastDay),
	}}}
}

func (s *heldScreen) help() string             { return "help.held" }
func (s *heldScreen) typing() bool             { return s.form.Typing() }
func (s *heldScreen) covered() bool            { return true }
func (s *heldScreen) holdsText() bool          { return true }
func (s *heldScreen) settle() bool             { return s.form.Changed() && s.take() == nil }
func (s *heldScreen) keys() []key.Binding      { return s.form.Keys() }
func (s *heldScreen) paste(text string) action { return refuse(s.form.Paste(text)) }

func (s *heldScreen) press(k tea.KeyPressMsg) action {
	leave := func() action { return show(newCloseScreen(s.stageBase)) }
	return s.fill(s.form, k, leave, func() action {
		if err := s.take(); err != nil {
			return refuse(err)
		}
		return func(m *Model) tea.Cmd {
			m.showStage()
			return m.changed()
		}
	})
}

// take puts what was filled in into the run. A name that is that of a known team but for case and accents is meant as that.
func (s *heldScreen) take() (err error) {
	r, lines := s.run.flow.Run(), s.form.Lines
	team, kind, day := checks.CleanLine(lines[heldTeam].Value()), checks.Team, r.Day
	for _, known := range s.run.team.Teams {
		if checks.Fold(known) == checks.Fold(team) && !slices.Contains(s.run.team.Teams, team) {
			team = known
		}
	}
	people, _ := strconv.Atoi(lines[heldPeople].Value()) // of what is no number the rules for runs say so
	if lines[heldKind].Pick.At == 1 {
		kind, people = checks.Solo, 1
	}
	if lines[heldDay].Changed() {
		if day, err = s.calendar().PastDay(lines[heldDay].Value()); err != nil {
			s.form.At = heldDay
			return err
		}
	}
	return s.run.flow.SetHeld(day, team, kind, people)
}

func (s *heldScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("correct.held"))
	p.Space()
	s.form.Draw(p)
}

// move goes to another line, unless what was typed in this one is refused; in a solo run nobody counts people.
func (s *setupScreen) move(d int) error {
	if s.at < setupBegin {
		if err := s.choices[s.at].Leave(); err != nil {
			return err
		}
	}
	s.at = (s.at + d + setupBegin + 1) % (setupBegin + 1)
	if s.at == setupPeople && s.solo() {
		s.at += d
	}
	if s.at < setupBegin {
		s.choices[s.at].Reach()
	}
	return nil
}

func (s *setupScreen) draw(p *widget.Canvas) {
	ask := s.say.T("setup.ask")
	if !s.on.IsZero() {
		ask = s.say.T("origin.setup", "Day", s.say.Day(s.on.Time()))
	}
	p.Text(s.theme.Strong, ask)
	p.Space()
	label := 0
	for _, c := range s.choices {
		label = max(label, width(s.say.T(c.Label))+4)
	}
	for i, c := range s.choices {
		if i == setupPeople && s.solo() {
			p.Add(s.theme.Quiet.Render(s.padded("  "+s.say.T(c.Label), label) + s.signs.Dash))
			continue
		}
		s.drawChoice(p, c, label, i == s.at)
	}
	p.Space()
	begin := "  " + s.say.T("setup.begin")
	style := s.theme.Plain
	if s.at == setupBegin {
		begin, style = s.signs.Pointer+" "+s.say.T("setup.begin"), s.theme.Now
	}
	p.Add(style.Render(begin))
	p.Space()
	if p.Left() > 1 {
		p.Text(s.theme.Quiet, s.say.T(s.advice()))
	}
}

// relabel puts the words of the choices into the language that is spoken now.
func (s *setupScreen) relabel() {
	s.choices[setupKind].Words = []string{s.say.T("setup.kind.team"), s.say.T("setup.kind.solo")}
	s.choices[setupLanguage].Words = languageNames(s.say)
}

// advice is one line about the choice that is open.
func (s *setupScreen) advice() string {
	if s.at == setupTeam && len(s.home.Teams) == 0 {
		return "setup.about.first-team"
	}
	return [...]string{
		"setup.about.team", "setup.about.kind", "setup.about.people", "setup.about.minutes", "setup.about.language", "setup.about.begin",
	}[s.at]
}

func (s *setupScreen) drawChoice(p *widget.Canvas, c *widget.Choice, label int, here bool) {
	lead, style := "  ", s.theme.Quiet
	if here {
		lead, style = s.signs.Pointer+" ", s.theme.Now
	}
	first := style.Render(s.padded(lead+s.say.T(c.Label), label))
	c.Draw(p, first, p.W-label, here)
}
