package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// lookScreen looks back at what stood open when the run began: the team says what became of each action, and whether a
// complaint that was fixed has come back. Nothing there has to be answered.
type lookScreen struct {
	inStage
	list  list       // of the actions, and behind them the complaints
	entry *entry     // the reason why the action under the cursor is dropped, nil while none is typed
	shown checks.Run // as it was at the last key, to find what undo changed
}

func newLookScreen(g *ground, s *session) *lookScreen {
	l := &lookScreen{inStage: inStage{g, s}, list: list{at: -1}, shown: s.flow.Run()}
	if l.toUndecided(); l.list.at < 0 {
		l.list.at = 0
	}
	l.goOn(s.flow.Run().Drafts[checks.LookBackID])
	return l
}

// ids are those of the actions and complaints, in the order in which they are listed.
func (s *lookScreen) ids() []string {
	var ids []string
	for _, a := range s.run.work.Actions {
		ids = append(ids, a.ID)
	}
	for _, st := range s.run.work.Complaints {
		ids = append(ids, st.ID)
	}
	return ids
}

// look is what was said of an action or a complaint; the zero Look is nothing so far.
func (s *lookScreen) look(id string) checks.Look { return s.run.flow.Run().Looked[id] }

// onAction tells whether the cursor is on an action.
func (s *lookScreen) onAction() bool { return s.list.at < len(s.run.work.Actions) }

func (s *lookScreen) heading() string { return s.title(checks.LookBackID) }
func (s *lookScreen) typing() bool    { return s.entry != nil }
func (s *lookScreen) holdsText() bool { return s.entry != nil }
func (s *lookScreen) help() string    { return "help.look-back" }

func (s *lookScreen) keys() []key.Binding {
	onward := withMoves(lookKeys.on, runKeys.back, listKeys.down, listKeys.up, everywhere.undo)
	switch {
	case s.entry != nil:
		return []key.Binding{entryKeys.keep, entryKeys.cancel}
	case s.run.work.IsEmpty():
		return []key.Binding{lookKeys.on, runKeys.back}
	case s.onAction():
		return append([]key.Binding{lookKeys.done, lookKeys.drop, lookKeys.on, lookKeys.open}, onward[1:]...)
	}
	return append([]key.Binding{lookKeys.gone, lookKeys.returned}, onward...)
}

func (s *lookScreen) press(k tea.KeyPressMsg) action {
	if s.entry != nil {
		return s.pressReason(k)
	}
	if stage, ok := moves(k, s.run.flow.At(), false); ok {
		return moveTo(stage)
	}
	n := len(s.ids())
	switch {
	case matches(k, lookKeys.on):
		return moveTo(s.run.flow.At() + 1)
	case matches(k, listKeys.up):
		s.list.move(-1, n)
	case matches(k, listKeys.down):
		s.list.move(1, n)
	case n == 0:
		return nil
	case s.onAction():
		return s.pressAction(k)
	default:
		return s.pressComplaint(k)
	}
	return nil
}

func (s *lookScreen) pressAction(k tea.KeyPressMsg) action {
	switch {
	case matches(k, lookKeys.done):
		return s.decide(checks.Look{Outcome: checks.OutcomeDone})
	case matches(k, lookKeys.open):
		return s.decide(checks.Look{Outcome: checks.OutcomeOpen})
	case matches(k, lookKeys.drop):
		s.entry = newEntry(s.ground, s.look(s.ids()[s.list.at]).Reason)
	}
	return nil
}

func (s *lookScreen) pressComplaint(k tea.KeyPressMsg) action {
	switch {
	case matches(k, lookKeys.gone):
		return s.decide(checks.Look{Outcome: checks.OutcomeGone})
	case matches(k, lookKeys.returned):
		return s.decide(checks.Look{Outcome: checks.OutcomeCameBack})
	}
	return nil
}

// pressReason types the reason why an action is dropped.
func (s *lookScreen) pressReason(k tea.KeyPressMsg) action {
	switch {
	case matches(k, entryKeys.cancel) && !s.entry.mayDrop():
		return tell(s.say.T("entry.drop"))
	case matches(k, entryKeys.cancel):
		s.entry = nil
	case matches(k, entryKeys.keep):
		return s.keep()
	default:
		return typed(s.entry.press(k))
	}
	return nil
}

func (s *lookScreen) paste(text string) action {
	if s.entry == nil {
		return nil
	}
	return typed(s.entry.field.pasteLine(text))
}

// keep drops the action for the reason that was typed; without one it is refused.
func (s *lookScreen) keep() action {
	return s.decide(checks.Look{Outcome: checks.OutcomeDropped, Reason: s.entry.field.value()})
}

// decide notes what became of the row under the cursor, and goes on to one of which nothing is said yet.
func (s *lookScreen) decide(l checks.Look) action {
	l.On = checks.DayOf(s.now)
	if err := s.run.flow.Look(s.ids()[s.list.at], l); err != nil {
		return refuse(err)
	}
	s.entry, s.shown = nil, s.run.flow.Run()
	s.toUndecided()
	return changed("", nil)
}

// toUndecided moves on to the next row of which nothing is said yet; where there is none below the cursor stays. Whoever passed a
// row by did not want to say anything of it.
func (s *lookScreen) toUndecided() {
	ids := s.ids()
	for i := s.list.at + 1; i < len(ids); i++ {
		if s.look(ids[i]) == (checks.Look{}) {
			s.list.at = i
			return
		}
	}
}

// keepDraft keeps a reason that is being typed, behind the id of its action: nobody has said yet that it is dropped.
func (s *lookScreen) keepDraft() bool {
	draft := ""
	if s.entry != nil && s.entry.field.value() != "" {
		draft = s.ids()[s.list.at] + "\n" + s.entry.field.value()
	}
	return s.run.flow.SetDraft(draft)
}

// goOn types on where a reason was being typed when the run was left.
func (s *lookScreen) goOn(draft string) {
	id, reason, _ := strings.Cut(draft, "\n")
	i := slices.Index(s.ids(), id)
	if i < 0 || i >= len(s.run.work.Actions) || reason == "" {
		return
	}
	s.list.at, s.entry = i, newEntry(s.ground, s.look(id).Reason)
	s.entry.field.set(reason)
}

// undone goes to the row that undo or redo changed.
func (s *lookScreen) undone(moved bool) {
	if moved {
		return
	}
	differ := checks.LookedDiffer(s.shown, s.run.flow.Run())
	s.entry, s.shown = nil, s.run.flow.Run()
	for i, id := range s.ids() {
		if len(differ) > 0 && id == differ[0] {
			s.list.at = i
		}
	}
}
