package tui

import (
	"cmp"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// anyState lists the actions in every state.
const anyState checks.State = ""

// actionsScreen lists actions, what is due first first: note one, say what became of one.
type actionsScreen struct {
	still
	*context
	newID func() string
	team  string // whose actions are listed; "" for all
	home  string // the team that one came from, and whose new actions are where all are listed
	teams []string
	state checks.State
	all   []checks.Action
	shown []checks.Action // those in the state
	list  widget.List
}

// openActions lists the actions of a team in a state, of all teams for ""; home is the team to which one returns.
func openActions(team, home string, state checks.State) action {
	return open(func(s Store) ([]checks.Action, error) { return s.Actions(team) }, func(m *Model, all []checks.Action) screen {
		s := &actionsScreen{context: m.context, newID: m.opts.NewID, team: team, home: home, teams: m.home.Teams, all: all, list: widget.List{Whole: true}}
		s.show(state)
		return s
	})
}

// show lists the actions in a state, with the cursor on the first.
func (s *actionsScreen) show(state checks.State) {
	s.state, s.list.At = state, 0
	s.shown = slices.DeleteFunc(slices.Clone(s.all), func(a checks.Action) bool { return state != anyState && a.State != state })
}

func (s *actionsScreen) help() string { return "help.actions" }

func (s *actionsScreen) heading() string {
	return s.say.T("actions.title") + " " + s.signs.Dot + " " + s.whose(s.team)
}

func (s *actionsScreen) keys() []key.Binding {
	keys := append(s.hereKeys(), actionsKeys.add, actionsKeys.back)
	if len(s.all) > 0 {
		keys = append(keys, actionsKeys.filter)
	}
	if len(s.shown) > 0 {
		keys = append(keys, actionsKeys.edit)
	}
	keys = append(keys, s.teamKey())
	if len(s.shown) > 0 {
		keys = append(keys, pastKeys.down, pastKeys.up, pastKeys.pageDown, pastKeys.pageUp)
	}
	return keys
}

// teamKey is tab: it lists what comes next.
func (s *actionsScreen) teamKey() key.Binding {
	switch s.nextTeam() {
	case "":
		return actionsKeys.team
	case s.home:
		return actionsKeys.oneTeam
	}
	return homeKeys.team
}

// nextTeam goes from the team that one came from to all of them, and on through each of the others.
func (s *actionsScreen) nextTeam() string {
	others := slices.DeleteFunc(slices.Sorted(slices.Values(s.teams)), func(team string) bool { return team == s.home })
	order := slices.Concat([]string{s.home, ""}, others)
	return order[(slices.Index(order, s.team)+1)%len(order)]
}

// hereKeys are what can be said of the action under the cursor.
func (s *actionsScreen) hereKeys() []key.Binding {
	switch a, ok := s.here(); {
	case !ok:
		return nil
	case a.State == checks.Open:
		return []key.Binding{actionsKeys.done, actionsKeys.drop}
	}
	return []key.Binding{actionsKeys.reopen}
}

// here is the action under the cursor.
func (s *actionsScreen) here() (checks.Action, bool) {
	if len(s.shown) == 0 {
		return checks.Action{}, false
	}
	return s.shown[s.list.At], true
}

func (s *actionsScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, actionsKeys.back):
		return goHome(s.home)
	case matches(k, actionsKeys.add):
		return show(newActionForm(s, cmp.Or(s.team, s.home), checks.Action{}))
	case matches(k, actionsKeys.team):
		return openActions(s.nextTeam(), s.home, s.state)
	case matches(k, actionsKeys.filter):
		states := []checks.State{checks.Open, checks.Done, checks.Dropped, anyState}
		s.show(states[(slices.Index(states, s.state)+1)%len(states)])
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
	case matches(k, actionsKeys.edit):
		return show(newActionForm(s, a.Team, a))
	case matches(k, actionsKeys.done) && open:
		return alter(actions.saving(a, a.Finish(), s.say.T("actions.finished")))
	case matches(k, actionsKeys.reopen) && !open:
		return alter(actions.saving(a, a.Reopen(), s.say.T("actions.reopened")))
	case matches(k, actionsKeys.drop) && open:
		return show(newDropForm(s, a))
	}
	s.list.Move(s.steps(k), len(s.shown))
	return nil
}

// put takes an action in that is on disk now, in place of was; the cursor goes with it, or stays in its row.
func (s *actionsScreen) put(was, now checks.Action) {
	at := s.list.At
	s.all = slices.DeleteFunc(slices.Clone(s.all), func(a checks.Action) bool { return sameAction(a, was) || sameAction(a, now) })
	if now.ID != "" {
		s.all = append(s.all, now)
		checks.SortDue(s.all)
	}
	s.show(s.state)
	if i := slices.IndexFunc(s.shown, func(a checks.Action) bool { return sameAction(a, now) }); i >= 0 {
		at = i
	}
	s.list.At = at
	s.list.Clamp(len(s.shown))
}

func (s *actionsScreen) took(was, now checks.Action) screen {
	if was.ID == "" && s.state != anyState {
		s.state = checks.Open // so that a new one shows
	}
	s.put(was, now)
	return s
}

func (s *actionsScreen) renew(asked, fresh checks.Action) screen {
	s.put(asked, fresh)
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
	apart := p.CanSpread(len(s.shown))
	s.list.Draw(p, len(s.shown), p.Left(), true, func(i, w int, here bool) []string { return s.row(i, w, here, apart) })
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

// row draws one action: what, until when, who, what it came from, and for how long there has been it.
func (s *actionsScreen) row(i, w int, here, apart bool) []string {
	a := s.shown[i]
	lead, style := "  ", s.theme.Plain
	if here {
		lead, style = s.theme.Now.Render(s.signs.Pointer)+" ", s.theme.Strong
	}
	p := s.canvas(w, 0)
	p.Indent(lead, style, a.Text)
	p.Lines = p.Clip(p.Lines, storyRows)
	p.Parts("    ", s.theme.Quiet, s.actionFacts(a))
	if apart && i < len(s.shown)-1 {
		p.Add("")
	}
	return p.Lines
}

// actionFacts are what is known of an action beside its text.
func (s *actionsScreen) actionFacts(a checks.Action) []string {
	parts := []string{s.fate(a)}
	if s.team == "" {
		parts = append(parts, a.Team)
	}
	if a.Owner != "" {
		parts = append(parts, a.Owner)
	} else if a.State == checks.Open {
		parts = append(parts, s.say.T("listed.nobody"))
	}
	if a.From != "" {
		parts = append(parts, s.texts.TitleOf(a.From))
	}
	if a.State == checks.Open {
		parts = append(parts, s.say.T("actions.open-for", "Span", s.span(a.OpenFor(checks.DayOf(s.now), s.now.Location()))))
	}
	return parts
}

// fate says until when an open action is due, and of another one what became of it.
func (s *actionsScreen) fate(a checks.Action) string {
	today := checks.DayOf(s.now)
	switch {
	case a.State == checks.Dropped:
		return s.say.T("action.dropped") + ": " + a.Reason
	case a.State != checks.Open:
		return s.say.T("action." + string(a.State))
	case a.Due.IsZero():
		return s.say.T("actions.no-date")
	case a.IsOverdue(today):
		return s.say.T("actions.overdue", "Day", s.say.Day(a.Due.Time()))
	}
	return s.say.T("action.until", "Day", s.say.Day(a.Due.Time()))
}
