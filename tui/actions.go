package tui

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// anyState lists the actions in every state.
const anyState checks.State = ""

// actionsScreen lists actions, what is due first first: note one, say what became of one.
type actionsScreen struct {
	noText
	*context
	recordList[checks.Action]
	newID   func() string
	state   checks.State   // of those that are shown
	stories []checks.Story // that they may answer
}

// openActions lists the actions of a team in a state, of all teams for ""; home is the team to which one returns.
func openActions(team, home string, state checks.State) action {
	return open(func(st Store) (*actionsScreen, error) {
		all, err := st.Actions(team)
		s := &actionsScreen{recordList: newRecordList(actionKind, all, team, home), state: state}
		if err == nil && slices.ContainsFunc(all, func(a checks.Action) bool { return a.Story != "" }) {
			s.stories, err = st.Stories("")
		}
		return s, err
	}, func(m *Model, s *actionsScreen) screen {
		s.context, s.newID, s.find = m.context, m.opts.NewID, s.inState
		s.show(checks.Action{})
		return s
	})
}

// inState returns the actions in the state that is shown.
func (s *actionsScreen) inState(all []checks.Action) []checks.Action {
	return slices.DeleteFunc(slices.Clone(all), func(a checks.Action) bool { return s.state != anyState && a.State != s.state })
}

func (s *actionsScreen) help() string { return "help.actions" }

func (s *actionsScreen) heading() string {
	return s.inARow(s.say.T("actions.title"), s.whose(s.team))
}

func (s *actionsScreen) keys() []key.Binding {
	a, ok := s.here()
	return slices.Concat(
		when(ok && a.State == checks.Open, actionsKeys.done, actionsKeys.drop), when(ok && a.State != checks.Open, actionsKeys.reopen),
		[]key.Binding{actionsKeys.add, pageKeys.back}, when(len(s.all) > 0, actionsKeys.filter), when(ok, pageKeys.edit),
		[]key.Binding{s.teamKey()}, when(ok, pageKeys.remove), when(ok, scrolling()...),
	)
}

func (s *actionsScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pageKeys.back):
		return goHome(s.home)
	case matches(k, actionsKeys.add):
		return show(newFormScreen(s.context, s.ActionForm(cmp.Or(s.team, s.home), checks.Action{}, s.all, s.newID), s))
	case matches(k, pageKeys.everyTeam):
		return openActions(s.otherTeam(), s.home, s.state)
	case matches(k, actionsKeys.filter):
		s.state = next([]checks.State{checks.Open, checks.Done, checks.Dropped, anyState}, s.state)
		s.show(checks.Action{})
	default:
		if a, ok := s.here(); ok {
			return s.pressHere(k, a)
		}
	}
	return nil
}

// pressHere answers a key that is about the action under the cursor.
func (s *actionsScreen) pressHere(k tea.KeyPressMsg, a checks.Action) action {
	open := a.State == checks.Open
	switch {
	case matches(k, pageKeys.edit):
		return show(newFormScreen(s.context, s.ActionForm(a.Team, a, s.all, s.newID), s))
	case matches(k, pageKeys.remove):
		return show(s.ask(s.context, s, a, a.Since(s.now.Location()), a.Text))
	case matches(k, actionsKeys.done) && open:
		return apply(actionKind.saving(a, a.Finish(), s.say.T("actions.finished")))
	case matches(k, actionsKeys.reopen) && !open:
		return apply(actionKind.saving(a, a.Reopen(), s.say.T("actions.reopened")))
	case matches(k, actionsKeys.drop) && open:
		return show(newDropForm(s, a))
	}
	s.list.Move(s.steps(k, listedLines), len(s.shown))
	return nil
}

func (s *actionsScreen) onSaved(was, now checks.Action) screen {
	if was.ID == "" && s.state != anyState {
		s.state = checks.Open // so that a new one shows
	}
	s.update(was, now)
	return s
}

func (s *actionsScreen) draw(p *widget.Canvas) {
	if len(s.all) == 0 {
		p.Text(s.theme.Strong, s.say.T("actions.none"))
		p.Space()
		p.Text(s.theme.Plain, s.say.T("actions.begin"))
		return
	}
	p.Text(s.theme.Quiet, s.count())
	p.Space()
	s.recordList.draw(p, true, s.drawRow)
}

// count says how many actions are in the state that is listed, and how many of them are overdue.
func (s *actionsScreen) count() string {
	id := "actions.all"
	if s.state != anyState {
		id = "actions.state." + string(s.state)
	}
	text := s.say.N(id, len(s.shown))
	if late := checks.Overdue(s.shown, checks.DayOf(s.now)); late > 0 {
		text += ", " + s.say.N("home.late", late)
	}
	return text
}

// drawRow draws one action: what, until when, who, what it came from, and for how long there has been it.
func (s *actionsScreen) drawRow(p *widget.Canvas, a checks.Action, here bool) {
	lead, style := s.pointed("  ", here)
	p.Indent(lead, style, a.Text)
	p.Lines = p.Clip(p.Lines, listedLines)
	facts := append(s.actionFacts(a, s.team == ""), report.StoryName(s.say, a.Story, s.stories))
	from := len(p.Lines)
	p.Parts("    ", s.theme.Quiet, facts)
	if a.IsOverdue(checks.DayOf(s.now)) {
		p.Mark(from, s.theme.Quiet, s.theme.Over, facts[0])
	}
}

// actionFacts are what is known of an action beside its text, "" for what nobody said.
func (g *context) actionFacts(a checks.Action, withTeam bool) []string {
	team, owner, open := "", a.Owner, ""
	if withTeam {
		team = g.say.Team(a.Team)
	}
	if a.State == checks.Open {
		owner = cmp.Or(a.Owner, g.say.T("listed.nobody"))
		open = g.say.T("actions.open-for", "Span", g.span(a.OpenFor(checks.DayOf(g.now), g.now.Location())))
	}
	return []string{g.outcome(a), team, owner, g.texts.TitleOf(a.From), open}
}

// outcome says until when an open action is due, and of another one what became of it.
func (g *context) outcome(a checks.Action) string {
	switch {
	case a.State == checks.Dropped:
		return g.say.T("action.dropped") + ": " + a.Reason
	case a.State != checks.Open:
		return g.say.T("action." + string(a.State))
	case a.Due.IsZero():
		return g.say.T("actions.no-date")
	case a.IsOverdue(checks.DayOf(g.now)):
		return g.say.T("actions.overdue", "Day", g.say.Day(a.Due.Time()))
	}
	return g.until(a)
}

// pastDue says of an action that is saved that its date has passed already, "" where it has not.
func (g *context) pastDue(a checks.Action) string {
	if !a.IsOverdue(checks.DayOf(g.now)) {
		return ""
	}
	return g.say.T("action.past-due", "Day", g.say.Day(a.Due.Time()))
}

// until says until when an action is due, "" where it has no date.
func (g *context) until(a checks.Action) string {
	if a.Due.IsZero() {
		return ""
	}
	return g.say.T("action.until", "Day", g.say.Day(a.Due.Time()))
}

// The lines of the form of an action.
const (
	formText = iota
	formOwner
	formDue
	formAbout // only between runs
)

// actionFields ask for an action: what, who, until when. The owners of known actions complete what is typed.
func actionFields(g *context, a checks.Action, known []checks.Action) []*widget.Line {
	return []*widget.Line{
		widget.AreaLine(g, "action.text", a.Text, false),
		widget.FieldLine("action.owner", a.Owner, "", checks.MaxName, checks.CodeOwnerLong).Completing(checks.Owners(known)),
		dayLine(g, "action.due", a.Due, "action.due-like", g.calendar().Due),
	}
}

// RunActionForm asks for an action of a run that was on a day, or for what is to be different about one.
func (g *context) RunActionForm(was checks.Action, known []checks.Action, on checks.Day) *Form[checks.Action] {
	f := newForm(actionKind, was, func(was checks.Action) []*widget.Line { return actionFields(g, was, known) })
	f.Read = func(lenient bool) (checks.Action, int, error) {
		return readAction(f.Was, f.Form, checks.Calendar{Today: on, Year: g.year}, lenient)
	}
	return f
}

// readAction is an action as it was filled in, and the line that an error is about. Where lenient its date
// stays as it was where it is none.
func readAction(a checks.Action, f *widget.Form, c checks.Calendar, lenient bool) (checks.Action, int, error) {
	due, err := c.Due(f.Lines[formDue].Value())
	if err != nil && !lenient {
		return a, formDue, err
	}
	if err == nil {
		a.Due = due
	}
	a.Text, a.Owner = f.Lines[formText].Value(), f.Lines[formOwner].Value()
	return a, formText, nil
}

// answering is a screen of stories from which an action is made that answers one of them.
type answering struct {
	screen
	made func(checks.Action)
}

func (s answering) onSaved(_, now checks.Action) screen {
	s.made(now)
	return s.screen
}

// openAnswer asks for an action that answers a story of a list, and returns to a screen.
func openAnswer(list *storiesScreen, back screen, story checks.Story, made func(checks.Action)) action {
	return open(func(s Store) ([]checks.Action, error) { return s.Actions(story.Team) }, func(_ *Model, known []checks.Action) screen {
		s := newFormScreen(list.context, list.ActionForm(story.Team, Answering(story), known, list.newID), answering{back, made})
		if !s.Changed() {
			s.Lines[formText].Select()
		}
		s.back = back
		return s
	})
}

// Answering is a new action that answers a story: its text, or what is planned because of it, stands there until something else is typed.
func Answering(story checks.Story) checks.Action {
	a := checks.Action{From: story.About, Text: story.Text, Story: story.ID}
	if story.Complaint.State == checks.ComplaintPlanned {
		a.Text, a.Owner = story.Complaint.Plan, story.Complaint.Owner
	}
	a.Text = firstRunes(checks.CleanLine(a.Text), checks.MaxText)
	return a
}

// ActionForm asks for a new action of a team where was has no id, and otherwise for what is to be different about one. What an action of a run
// came from is settled. Known are actions that there are.
func (g *context) ActionForm(team string, was checks.Action, known []checks.Action, newID func() string) *Form[checks.Action] {
	id := was.ID
	if id == "" {
		id = newID()
	}
	known = slices.DeleteFunc(slices.Clone(known), func(a checks.Action) bool { return a.Team != team })
	f := newForm(actionKind, was, func(was checks.Action) []*widget.Line {
		lines := actionFields(g, was, known)
		if was.Run == "" {
			lines = append(lines, g.aboutLine(was.From))
		}
		return lines
	})
	f.of, f.team = []string{"action", was.ID, was.Run, was.Story, team}, team
	f.about, f.Ask = "help.action-form", g.say.T("actions.ask")
	if was.Run != "" {
		f.Ask += "\n" + g.say.T("action.from", "Title", g.title(was.From))
	}
	f.Read = func(lenient bool) (checks.Action, int, error) {
		now, line, err := readAction(f.Was, f.Form, g.calendar(), lenient)
		if err != nil {
			return now, line, err
		}
		if len(f.Lines) > formAbout {
			now.From = g.abouts()[f.Lines[formAbout].Pick.At]
		}
		if now.ID, now.Team = id, team; now.Made.IsZero() {
			now.Made, now.State = g.now, checks.Open
		}
		now, err = checks.NewAction(content.Check(), f.Was, now)
		if checks.CodeOf(err) == checks.CodeOwnerLong {
			line = formOwner
		}
		f.Note = cmp.Or(g.pastDue(now), g.say.T("actions.saved"))
		return now, line, err
	}
	return f
}

// newDropForm asks why an action is dropped.
func newDropForm(list *actionsScreen, was checks.Action) screen {
	s := newFormScreen(list.context, list.DropForm(was), list)
	s.header = list.heading
	s.needs = func(fresh checks.Action) bool { return fresh.State == checks.Open }
	s.above = func(p *widget.Canvas) {
		p.Text(s.theme.Strong, s.Ask)
		p.Space()
		p.Quote(s.theme.Plain, s.Was.Text, widget.MaxFieldRows-2)
		p.Space()
	}
	return s
}

// DropForm asks why an action is dropped.
func (g *context) DropForm(was checks.Action) *Form[checks.Action] {
	f := newForm(actionKind, was, func(checks.Action) []*widget.Line {
		return []*widget.Line{widget.FieldLine("drop.reason", "", "", checks.MaxText, checks.CodeTextLong)}
	})
	f.of = []string{"drop", was.ID, was.Run}
	f.about, f.Ask, f.Note = "help.drop", g.say.T("drop.ask"), g.say.T("actions.dropped")
	f.Read = func(bool) (checks.Action, int, error) {
		now, err := f.Was.Drop(f.Lines[0].Value())
		return now, 0, err
	}
	return f
}
