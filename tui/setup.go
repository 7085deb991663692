package tui

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui/widget"
)

// The choices of the set-up, in order.
const (
	SetupTeam = iota
	SetupKind
	SetupPeople
	SetupMinutes
	SetupLanguage
	setupBegin // not a choice but the line that begins
)

// Setup is what must be known before a run, as it is chosen: the team, who takes part, the minutes, the language.
type Setup struct {
	*context
	Choices  []*widget.Choice
	home     checks.Snapshot
	asked    Begin           // holds whatever the team did before
	team     checks.Snapshot // whose last run says what is proposed
	proposed checks.Setup
	kind     checks.Kind // that somebody chose, "" while it is the proposed one
	offered  string      // the name that stood there at first
}

// NewSetup proposes what is usual for a team. One person alone who was not the last one to go through a run needs no name.
func (g *context) NewSetup(h checks.Snapshot, b Begin) *Setup {
	if b.Solo && b.Team == "" && (len(h.Runs) == 0 || h.Runs[0].Kind != checks.Solo) {
		b.Team = checks.Me
	}
	s := &Setup{context: g, home: h, asked: b, team: h}
	if b.Team != "" && b.Team != h.Team {
		s.team = checks.Snapshot{Team: b.Team} // until it is read
	}
	s.proposed = s.usual()
	s.offered = g.say.Team(s.team.Team)
	if s.team.Team == checks.Me && !slices.Contains(h.Teams, checks.Me) {
		s.offered = "" // no name is that one
	}
	teams := make([]string, len(h.Teams))
	for i, team := range h.Teams {
		teams[i] = g.say.Team(team)
	}
	s.Choices = []*widget.Choice{
		widget.NameFrom("setup.team", s.offered, teams),
		widget.PickFrom("setup.kind", kindAt(s.proposed.Kind), g.say.T("setup.kind.team"), g.say.T("setup.kind.solo")),
		widget.NumberFrom("setup.people", s.proposed.People, 1, checks.MaxPeople, 1, checks.CodePeople),
		widget.NumberFrom("setup.minutes", s.proposed.Minutes, 0, checks.MaxMinutes, 5, checks.CodeMinutes),
		widget.PickFrom("setup.language", slices.Index(lang.Codes, g.say.Code()), lang.Names()...),
	}
	return s
}

// setupScreen asks for a [Setup].
type setupScreen struct {
	*Setup
	at int
}

func newSetupScreen(s *Setup) *setupScreen {
	shown := &setupScreen{Setup: s}
	switch typed := s.drafts.texts[setupPlace]; {
	case typed != "":
		s.Choices[SetupTeam].Set(typed)
	case s.team.Team != "":
		shown.at = setupBegin
	}
	return shown
}

// setupPlace is the place of the draft of a team's name.
const setupPlace = "setup"

func (s *setupScreen) draft() (place, text string) {
	if c := s.Choices[SetupTeam]; c.At < 0 && c.Value() != s.offered {
		text = c.Value()
	}
	return setupPlace, text
}

// kindAt is the place of a kind among its words.
func kindAt(kind checks.Kind) int { return slices.Index([]checks.Kind{checks.Team, checks.Solo}, kind) }

// usual is how the team did its last run, unless something else was chosen or asked for. What is entered later takes whatever time it takes.
func (s *Setup) usual() checks.Setup {
	kind := s.kind
	if kind == "" && s.asked.Solo {
		kind = checks.Solo
	}
	u := s.team.UsualSetup(kind, s.asked.People, s.home.Settings, checks.DayOf(s.now))
	switch {
	case s.asked.Minutes >= 0:
		u.Minutes = s.asked.Minutes
	case !s.asked.On.IsZero():
		u.Minutes = 0
	}
	return u
}

// Recall proposes what a team did the last time, in place of what was proposed before and not changed.
func (s *Setup) Recall(team checks.Snapshot) {
	s.team = team
	s.propose()
}

// IsReady tells whether so much was asked for that the run can begin without a question.
func (s *Setup) IsReady() bool {
	_, near := s.Name()
	return near == "" && s.team.Team != "" && (s.asked.Solo || s.asked.People > 0)
}

// hasUnfinished tells whether the team that is chosen has a run that is not finished.
func (s *Setup) hasUnfinished() bool {
	team, _ := s.Name()
	return slices.ContainsFunc(s.home.Unfinished, func(r checks.Run) bool { return r.Team == team })
}

// Decide takes the kind that is chosen, and proposes what is usual then.
func (s *Setup) Decide(kind checks.Kind) {
	s.kind = kind
	s.propose()
}

func (s *Setup) propose() {
	u := s.usual()
	s.Choices[SetupKind].At = kindAt(u.Kind)
	for _, c := range []struct{ choice, was, now int }{{SetupPeople, s.proposed.People, u.People}, {SetupMinutes, s.proposed.Minutes, u.Minutes}} {
		if s.Choices[c.choice].Number() == c.was {
			s.Choices[c.choice].Set(strconv.Itoa(c.now))
		}
	}
	s.proposed = u
}

// recall reads what a team did last, proposes that, and goes on.
func (s *setupScreen) recall(team string, then func(*Model) tea.Cmd) action {
	return after(func(st Store) (checks.Snapshot, error) { return st.Snapshot(team) }, func(m *Model, t checks.Snapshot) tea.Cmd {
		s.Recall(t)
		return then(m)
	})
}

// recallChosen does so for the team that is chosen now, where that is another one.
func (s *setupScreen) recallChosen() action {
	name, _ := s.Name()
	if name == "" || name == s.team.Team {
		return nil
	}
	return s.recall(name, func(*Model) tea.Cmd { return nil })
}

// Name is the team that is chosen, and which one may be meant by a new one. One person alone needs to give no name.
func (s *Setup) Name() (name, near string) {
	c := s.Choices[SetupTeam]
	switch typed := c.Value(); {
	case c.At >= 0:
		return s.home.Teams[c.At], ""
	case typed == "" && s.Solo():
		return checks.Me, ""
	case typed == "":
		return "", ""
	default:
		name, _, near = checks.NameTeam(s.home.Teams, typed)
		return name, near
	}
}

func (s *setupScreen) help() string { return "help.setup" }
func (s *setupScreen) heading() string {
	title := s.say.T("setup.title")
	if s.asked.On.IsZero() {
		return s.inARow("emptychair", title)
	}
	return s.inARow(title, s.say.Day(s.asked.On.Time())+", "+s.remark(checks.Run{Origin: checks.OriginLater}))
}
func (s *setupScreen) typing() bool { return s.at < setupBegin && s.Choices[s.at].Typing() }

func (s *setupScreen) keys() []key.Binding {
	if s.at == setupBegin {
		return []key.Binding{setupKeys.begin, setupKeys.previous, backKey, setupKeys.next}
	}
	return []key.Binding{widget.ChangeKeys.Change, setupKeys.next, setupKeys.previous, backKey}
}

// Ask is what is asked for.
func (s *Setup) Ask() string {
	if s.asked.On.IsZero() {
		return s.say.T("setup.ask")
	}
	return s.say.T("origin.setup", "Day", s.say.Day(s.asked.On.Time()))
}

// Solo tells whether one person is to go through the run alone.
func (s *Setup) Solo() bool { return s.Choices[SetupKind].At == 1 }

// Chosen is what the choices say.
func (s *Setup) Chosen() checks.Setup {
	team, _ := s.Name()
	b := checks.Setup{
		Team: team, Kind: checks.Team,
		People: s.Choices[SetupPeople].Number(), Minutes: s.Choices[SetupMinutes].Number(),
	}
	if s.Solo() {
		b.Kind, b.People = checks.Solo, 1
	}
	if !s.asked.On.IsZero() {
		b.Origin = checks.OriginLater
	}
	return b
}

func (s *setupScreen) paste(text string) action {
	if s.at < setupBegin {
		return refuse(s.Choices[s.at].Paste(text))
	}
	return nil
}

func (s *setupScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, backKey):
		return goHome(s.home.Team)
	case matches(k, setupKeys.begin):
		return s.enter()
	case matches(k, setupKeys.next), s.at == setupBegin && matches(k, pageKeys.down):
		return s.move(1)
	case matches(k, setupKeys.previous), s.at == setupBegin && matches(k, pageKeys.up):
		return s.move(-1)
	case s.at < setupBegin:
		return s.change(k)
	}
	return nil
}

// change answers a key on a choice.
func (s *setupScreen) change(k tea.KeyPressMsg) action {
	err := s.Choices[s.at].Press(k)
	switch c := s.Choices[s.at]; {
	case err != nil:
		return refuse(err)
	case s.at == SetupLanguage && matches(k, widget.ChangeKeys.Change):
		return speak(lang.Codes[c.At], s.relabel)
	case s.at == SetupKind:
		s.Decide(s.Chosen().Kind)
	case s.at == SetupTeam && c.At >= 0:
		return s.recallChosen()
	}
	return nil
}

// enter goes to the next choice, and from the last line on begins the run.
func (s *setupScreen) enter() action {
	b := s.Chosen()
	_, near := s.Name()
	err := b.Validate()
	switch noName := checks.CodeOf(err) == checks.CodeTeamEmpty; {
	case s.at < setupBegin && (s.at != SetupTeam || !noName):
		return s.move(1)
	case noName && len(s.home.Teams) == 0: // there is none to pick
		s.at = SetupTeam
		return notify(s.say.T("setup.first-name"))
	case err != nil:
		s.at = SetupTeam
		return refuse(err)
	}
	note := s.say.T("setup.unfinished", "Team", b.Team)
	if near != "" {
		note = s.say.T("setup.near", "Team", b.Team, "Near", near)
	}
	return confirm(s.hasUnfinished() || near != "", note, func() action {
		return func(m *Model) tea.Cmd { return m.begin(b, s.asked.On) }
	})
}

// move goes to another line, unless what was typed in this one is refused; in a solo run nobody counts people.
func (s *setupScreen) move(d int) action {
	from := s.at
	if s.at < setupBegin {
		if err := s.Choices[s.at].Leave(); err != nil {
			return refuse(err)
		}
	}
	s.at = (s.at + d + setupBegin + 1) % (setupBegin + 1)
	if s.at == SetupPeople && s.Solo() {
		s.at += d
	}
	if s.at < setupBegin {
		s.Choices[s.at].Reach()
	}
	if from == SetupTeam {
		return s.recallChosen()
	}
	return nil
}

func (s *setupScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.Ask())
	p.Space()
	label := 0
	for _, c := range s.Choices {
		label = max(label, width(s.say.T(c.Label))+4)
	}
	for i, c := range s.Choices {
		if i == SetupPeople && s.Solo() {
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
	s.Choices[SetupKind].Words = []string{s.say.T("setup.kind.team"), s.say.T("setup.kind.solo")}
	s.Choices[SetupLanguage].Words = lang.Names()
	for i, team := range s.home.Teams {
		s.Choices[SetupTeam].Words[i] = s.say.Team(team)
	}
}

// advice is one line about the choice that is open.
func (s *setupScreen) advice() string {
	switch {
	case s.at == SetupTeam && s.Solo():
		return "setup.about.no-name"
	case s.at == SetupTeam && len(s.home.Teams) == 0:
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
