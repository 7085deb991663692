package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

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
	s := &heldScreen{base, &widget.Form{}}
	s.form.Lines = s.lines()
	s.form.SetTyped(s.run.flow.Run().Drafts[checks.CloseID])
	return s
}

// lines are what is asked for, filled in as the run says it.
func (s *heldScreen) lines() []*widget.Line {
	r := s.run.flow.Run()
	return []*widget.Line{
		widget.FieldLine("setup.team", s.say.Team(r.Team), "", checks.MaxName, checks.CodeTeamLong),
		widget.PickLine("setup.kind", kindAt(r.Kind), s.say.T("setup.kind.team"), s.say.T("setup.kind.solo")),
		widget.FieldLine("setup.people", strconv.Itoa(r.People), "", 2, checks.CodePeople),
		dayLine(s.context, "form.day", r.Day, "form.day-like", s.calendar().PastDay),
	}
}

func (s *heldScreen) keepDraft() bool {
	typed := ""
	if s.form.Changed() {
		typed = s.form.Typed()
	}
	return s.run.flow.SetDraft(typed)
}

func (s *heldScreen) help() string             { return "help.held" }
func (s *heldScreen) typing() bool             { return s.form.Typing() }
func (s *heldScreen) covered() bool            { return true }
func (s *heldScreen) holdsText() bool          { return true }
func (s *heldScreen) keys() []key.Binding      { return s.form.Keys() }
func (s *heldScreen) paste(text string) action { return refuse(s.form.Paste(text)) }

// settle takes what was filled in, but for a new team: nobody can tell whether its name was typed to its end.
func (s *heldScreen) settle() bool {
	_, isNew, _ := s.team()
	return s.form.Changed() && !isNew && s.take() == nil
}

func (s *heldScreen) press(k tea.KeyPressMsg) action {
	leave := func() action { return show(newCloseScreen(s.stageBase)) }
	return s.fill(s.form, k, leave, func() action {
		team, _, near := s.team()
		return confirm(near != "", s.say.T("correct.near", "Team", team, "Near", near), func() action {
			if err := s.take(); err != nil {
				return refuse(err)
			}
			return func(m *Model) tea.Cmd {
				s.keepDraft()
				m.showStage()
				return m.changed()
			}
		})
	})
}

// team is the one that was filled in, as [checks.NameTeam] says. A name that is that of a known team but for case and accents is meant as
// that.
func (s *heldScreen) team() (name string, isNew bool, near string) {
	line := s.form.Lines[heldTeam]
	if !line.Changed() {
		return s.run.flow.Run().Team, false, ""
	}
	return checks.NameTeam(s.run.Team.Teams, checks.CleanLine(line.Value()))
}

// take puts what was filled in into the run.
func (s *heldScreen) take() (err error) {
	r, lines := s.run.flow.Run(), s.form.Lines
	kind, day := checks.Team, r.Day
	team, _, _ := s.team()
	people, _ := strconv.Atoi(strings.Map(checks.LatinDigit, lines[heldPeople].Value())) // of what is no number the rules for runs say so
	if lines[heldKind].Pick.At == 1 {
		kind, people = checks.Solo, 1
	}
	if lines[heldDay].Changed() {
		if day, err = s.calendar().PastDay(lines[heldDay].Value()); err != nil {
			s.form.At = heldDay
			return err
		}
	}
	if err = s.run.flow.SetHeld(day, team, kind, people); err == nil {
		s.form.Lines = s.lines() // of which nothing is typed any more
	}
	return err
}

func (s *heldScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.say.T("correct.held"))
	p.Space()
	s.form.Draw(p)
}
