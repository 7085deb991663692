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
	home     checks.Snapshot
	asked    Begin           // holds whatever the team did before
	team     checks.Snapshot // whose last run says what is proposed
	proposed checks.Setup
	kind     checks.Kind // that somebody chose, "" while it is the proposed one
	choices  []*widget.Choice
	at       int
	offered  string // the name that stood there at first
}

func newSetupScreen(g *context, h checks.Snapshot, b Begin) *setupScreen {
	s := &setupScreen{context: g, home: h, asked: b, team: h}
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
	s.choices = []*widget.Choice{
		widget.NameFrom("setup.team", s.offered, teams),
		widget.PickFrom("setup.kind", kindAt(s.proposed.Kind), g.say.T("setup.kind.team"), g.say.T("setup.kind.solo")),
		widget.NumberFrom("setup.people", s.proposed.People, 1, checks.MaxPeople, 1, checks.CodePeople),
		widget.NumberFrom("setup.minutes", s.proposed.Minutes, 0, checks.MaxMinutes, 5, checks.CodeMinutes),
		widget.PickFrom("setup.language", slices.Index(lang.Codes, g.say.Code()), lang.Names()...),
	}
	switch typed := g.drafts.texts[setupPlace]; {
	case typed != "":
		s.choices[setupTeam].Set(typed)
	case s.team.Team != "":
		s.at = setupBegin
	}
	return s
}

// setupPlace is the place of the draft of a team's name.
const setupPlace = "setup"

func (s *setupScreen) draft() (place, text string) {
	if c := s.choices[setupTeam]; c.At < 0 && c.Value() != s.offered {
		text = c.Value()
	}
	return setupPlace, text
}

// kindAt is the place of a kind among its words.
func kindAt(kind checks.Kind) int { return slices.Index([]checks.Kind{checks.Team, checks.Solo}, kind) }

// usual is how the team did its last run, unless something else was chosen or asked for. What is entered later takes whatever time it takes.
func (s *setupScreen) usual() checks.Setup {
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

// propose shows what is usual in place of what was proposed before, unless that was changed.
func (s *setupScreen) propose(u checks.Setup) {
	s.choices[setupKind].At = kindAt(u.Kind)
	for _, c := range []struct{ choice, was, now int }{{setupPeople, s.proposed.People, u.People}, {setupMinutes, s.proposed.Minutes, u.Minutes}} {
		if s.choices[c.choice].Number() == c.was {
			s.choices[c.choice].Set(strconv.Itoa(c.now))
		}
	}
	s.proposed = u
}

// recall reads what a team did last, proposes that, and goes on.
func (s *setupScreen) recall(team string, then func(*Model) tea.Cmd) action {
	return after(func(st Store) (checks.Snapshot, error) { return st.Snapshot(team) }, func(m *Model, t checks.Snapshot) tea.Cmd {
		s.team = t
		s.propose(s.usual())
		return then(m)
	})
}

// recallChosen does so for the team that is chosen now, where that is another one.
func (s *setupScreen) recallChosen() action {
	name, _ := s.name()
	if name == "" || name == s.team.Team {
		return nil
	}
	return s.recall(name, func(*Model) tea.Cmd { return nil })
}

// name is the team that is chosen, and which one may be meant by a new one. One person alone needs to give no name.
func (s *setupScreen) name() (name, near string) {
	c := s.choices[setupTeam]
	switch typed := c.Value(); {
	case c.At >= 0:
		return s.home.Teams[c.At], ""
	case typed == "" && s.solo():
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
func (s *setupScreen) typing() bool { return s.at < setupBegin && s.choices[s.at].Typing() }

func (s *setupScreen) keys() []key.Binding {
	if s.at == setupBegin {
		return []key.Binding{setupKeys.begin, setupKeys.previous, backKey, setupKeys.next}
	}
	return []key.Binding{widget.ChangeKeys.Change, setupKeys.next, setupKeys.previous, backKey}
}

// solo tells whether one person is to go through the run alone.
func (s *setupScreen) solo() bool { return s.choices[setupKind].At == 1 }

// setup is what the choices say.
func (s *setupScreen) setup() checks.Setup {
	team, _ := s.name()
	b := checks.Setup{
		Team: team, Kind: checks.Team,
		People: s.choices[setupPeople].Number(), Minutes: s.choices[setupMinutes].Number(),
	}
	if s.solo() {
		b.Kind, b.People = checks.Solo, 1
	}
	if !s.asked.On.IsZero() {
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
	err := s.choices[s.at].Press(k)
	switch c := s.choices[s.at]; {
	case err != nil:
		return refuse(err)
	case s.at == setupLanguage && matches(k, widget.ChangeKeys.Change):
		return speak(lang.Codes[c.At], s.relabel)
	case s.at == setupKind:
		s.kind = s.setup().Kind
		s.propose(s.usual())
	case s.at == setupTeam && c.At >= 0:
		return s.recallChosen()
	}
	return nil
}

// enter goes to the next choice, and from the last line on begins the run.
func (s *setupScreen) enter() action {
	b := s.setup()
	_, near := s.name()
	err := b.Validate()
	switch noName := checks.CodeOf(err) == checks.CodeTeamEmpty; {
	case s.at < setupBegin && (s.at != setupTeam || !noName):
		return s.move(1)
	case noName && len(s.home.Teams) == 0: // there is none to pick
		s.at = setupTeam
		return notify(s.say.T("setup.first-name"))
	case err != nil:
		s.at = setupTeam
		return refuse(err)
	}
	hasUnfinished := slices.ContainsFunc(s.home.Unfinished, func(r checks.Run) bool { return r.Team == b.Team })
	note := s.say.T("setup.unfinished", "Team", b.Team)
	if near != "" {
		note = s.say.T("setup.near", "Team", b.Team, "Near", near)
	}
	return confirm(hasUnfinished || near != "", note, func() action {
		return func(m *Model) tea.Cmd { return m.begin(b, s.asked.On) }
	})
}

// move goes to another line, unless what was typed in this one is refused; in a solo run nobody counts people.
func (s *setupScreen) move(d int) action {
	from := s.at
	if s.at < setupBegin {
		if err := s.choices[s.at].Leave(); err != nil {
			return refuse(err)
		}
	}
	s.at = (s.at + d + setupBegin + 1) % (setupBegin + 1)
	if s.at == setupPeople && s.solo() {
		s.at += d
	}
	if s.at < setupBegin {
		s.choices[s.at].Reach()
	}
	if from == setupTeam {
		return s.recallChosen()
	}
	return nil
}

func (s *setupScreen) draw(p *widget.Canvas) {
	ask := s.say.T("setup.ask")
	if !s.asked.On.IsZero() {
		ask = s.say.T("origin.setup", "Day", s.say.Day(s.asked.On.Time()))
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
	s.choices[setupLanguage].Words = lang.Names()
	for i, team := range s.home.Teams {
		s.choices[setupTeam].Words[i] = s.say.Team(team)
	}
}

// advice is one line about the choice that is open.
func (s *setupScreen) advice() string {
	switch {
	case s.at == setupTeam && s.solo():
		return "setup.about.no-name"
	case s.at == setupTeam && len(s.home.Teams) == 0:
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
