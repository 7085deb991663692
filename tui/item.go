package tui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/chat"
	"emptychair/checks/report"
)

// itemScreen rates one item: answers go in hidden, the reveal shows all at once. A solo run's rating shows at once.
type itemScreen struct {
	stageBase
	id     string
	newID  func() string
	pasted *chat.Votes // of which is asked whether they replace the answers that are in, nil for none
	late   bool        // the next digit is an answer that comes after the reveal
}

// AboutStory stands before the draft of a story, in the place of the chair's step before that of its evidence.
const AboutStory = "story"

func newItemScreen(base stageBase, id string, newID func() string) *itemScreen {
	s := &itemScreen{stageBase: base, id: id, newID: newID}
	about, text, typing := strings.Cut(base.run.flow.Run().Drafts[id], "\n")
	step, _ := strconv.Atoi(about)
	switch {
	case !typing || !s.rating().Revealed:
		return s
	case about == AboutStory:
		s.writeStory()
	case step >= 1 && step <= checks.Steps:
		s.entry = newTextEntry(s.context, s.rating().Chair.Evidence)
		s.entry.step = checks.Step(step)
	default:
		return s
	}
	s.entry.field.Set(text)
	return s
}

// keepDraft keeps a story or what the chair rests on while that is typed.
func (s *itemScreen) keepDraft() bool {
	if s.entry == nil || s.entry.story {
		return s.keepEntry(AboutStory)
	}
	return s.keepEntry(strconv.Itoa(int(s.entry.step)))
}

func (s *itemScreen) rating() checks.Rating { return s.run.flow.Run().Ratings[s.id] }
func (s *itemScreen) people() int           { return s.run.flow.Run().PeopleAt(s.id) }
func (s *itemScreen) holdsText() bool       { return s.typing() }
func (s *itemScreen) typing() bool          { return s.entry != nil && (s.entry.story || s.entry.step > 0) }

// undone forgets what undo may have changed under the screen.
func (s *itemScreen) undone(bool) { s.entry, s.stories, s.pasted, s.late = nil, nil, nil, false }

// covered tells whether a question has to be answered, or a text typed, before the keys of the run hold.
func (s *itemScreen) covered() bool { return s.pasted != nil || s.late || s.stageBase.covered() }

func (s *itemScreen) help() string {
	switch {
	case s.stories != nil:
		return "help.story"
	case s.solo():
		return "help.rate"
	case s.rating().Revealed:
		return "help.reveal"
	}
	return "help.vote"
}

func (s *itemScreen) keys() []key.Binding {
	switch {
	case s.pasted != nil:
		return []key.Binding{pasteKeys.replace, pasteKeys.add, formKeys.Cancel}
	case s.late:
		return []key.Binding{voteKeys.answer, voteKeys.none, formKeys.Cancel}
	case s.stories != nil:
		return []key.Binding{pageKeys.choose, pageKeys.down, pageKeys.up, pageKeys.back}
	case s.entry != nil && !s.typing():
		return []key.Binding{voteKeys.answer, chairEmpty, formKeys.Cancel}
	case s.entry != nil:
		return []key.Binding{formKeys.Keep, formKeys.Cancel}
	case s.rating().Revealed && s.solo():
		return withMoves(runKeys.on, revealKeys.chair, revealKeys.story, revealKeys.rate, backKey, everywhere.undo)
	case s.rating().Revealed:
		return withMoves(runKeys.on, revealKeys.chair, revealKeys.story, revealKeys.again, revealKeys.late, backKey, everywhere.undo, voteKeys.fewer)
	case s.solo():
		return withMoves(voteKeys.answer, voteKeys.none, backKey)
	}
	return withMoves(append(s.hiddenKeys(), backKey, everywhere.undo, runKeys.invite)...)
}

// hiddenKeys are the keys of a team's vote before its reveal: where it was just started again the one that brings the answers back, and
// where the last answer is not known the one that starts again in place of the one that takes it back.
func (s *itemScreen) hiddenKeys() []key.Binding {
	flow, in := s.run.flow, s.rating().Answers()
	full, known := in >= s.people(), in == 0 || flow.KnowsLast(s.id)
	return slices.Concat(
		when(!full, voteKeys.answer), when(in == 0 && flow.UndoStage() == s.id, everywhere.undo), []key.Binding{voteKeys.reveal},
		when(!known, voteKeys.again), when(full, voteKeys.more), when(!full, voteKeys.none), when(known, voteKeys.takeBack), []key.Binding{voteKeys.paste},
		when(!full, voteKeys.more), []key.Binding{voteKeys.fewer, voteKeys.again},
	)
}

func (s *itemScreen) press(k tea.KeyPressMsg) action {
	switch {
	case s.pasted != nil:
		return s.pressPasted(k)
	case s.late:
		return s.pressLate(k)
	case s.typing(), s.entry != nil && matches(k, formKeys.Cancel):
		return s.pressEntry(k, s.keep)
	case s.entry != nil: // the step of the chair is asked for
		if step, ok := stepOf(k); ok {
			return s.place(step)
		} else if beyond(k) {
			return notify(s.say.T("vote.beyond"))
		}
		return nil
	case s.stories != nil && strings.TrimSpace(k.Text) != "": // a story is begun, whatever letter it begins with
		s.writeStory()
		return s.pressEntry(k, s.keep)
	case s.stories != nil:
		return s.pressStories(k, s.takeStory)
	}
	if a := s.moveBy(k, false); a != nil {
		return a
	}
	if s.rating().Revealed {
		return s.pressRevealed(k)
	}
	return s.pressHidden(k)
}

// pressHidden answers a key before the reveal. Nothing it returns may depend on the value of an answer.
func (s *itemScreen) pressHidden(k tea.KeyPressMsg) action {
	flow := s.run.flow
	step, isStep := stepOf(k)
	switch {
	case isStep:
		return changed("", flow.Vote(s.id, step))
	case beyond(k), s.solo() && matches(k, voteKeys.reveal):
		return notify(s.say.T("vote.beyond"))
	case s.solo():
		return nil
	case matches(k, voteKeys.takeBack):
		return changed("", flow.TakeBack(s.id))
	case matches(k, voteKeys.more):
		return changed("", flow.SetPeople(s.id, s.people()+1))
	case matches(k, voteKeys.fewer):
		return changed("", flow.SetPeople(s.id, s.people()-1))
	case matches(k, voteKeys.again):
		return s.again()
	case matches(k, voteKeys.reveal):
		return s.reveal()
	case s.invites(k):
		return s.invite("invite.vote")
	}
	return nil
}

// again clears the answers, and says which key brings them back.
func (s *itemScreen) again() action {
	return changed(s.say.T("vote.again", "Undo", s.keyName(everywhere.undo)), s.run.flow.VoteAgain(s.id))
}

// reveal shows the answers; where some are missing it asks once.
func (s *itemScreen) reveal() action {
	in := s.rating().Answers()
	missing := s.people() - in
	return confirm(in > 0 && missing > 0, s.say.N("vote.missing", missing), func() action { return changed("", s.run.flow.Reveal(s.id)) })
}

func (s *itemScreen) pressRevealed(k tea.KeyPressMsg) action {
	flow := s.run.flow
	step, isStep := stepOf(k)
	switch {
	case matches(k, runKeys.on):
		return s.goOn()
	case s.solo() && isStep:
		return changed("", flow.Vote(s.id, step))
	case s.solo() && beyond(k):
		return notify(s.say.T("vote.beyond"))
	case !s.solo() && matches(k, revealKeys.again):
		return s.again()
	case !s.solo() && matches(k, revealKeys.late):
		s.late = true
		return s.askLate()
	case !s.solo() && matches(k, voteKeys.fewer):
		return s.leave()
	case matches(k, revealKeys.chair):
		s.entry = newTextEntry(s.context, s.rating().Chair.Evidence)
	case matches(k, revealKeys.story):
		s.beginStory()
	case isStep, beyond(k):
		return s.tooLate
	}
	return nil
}

// tooLate says to whoever types an answer after the reveal which keys of the footer do something.
func (s *itemScreen) tooLate(m *Model) tea.Cmd {
	foot := m.footer(newLayout(m.width, m.height), s)
	shows := func(b key.Binding) bool { return strings.Contains(foot, m.hint(b)) }
	m.note = s.say.T("vote.too-late", "Again", shows(revealKeys.again), "Late", shows(revealKeys.late))
	return nil
}

func (s *itemScreen) askLate() action { return notify(s.say.T("late.ask")) }

// pressLate takes the answer of somebody who answers after the reveal.
func (s *itemScreen) pressLate(k tea.KeyPressMsg) action {
	step, isStep := stepOf(k)
	if !isStep && !matches(k, formKeys.Cancel) {
		return s.askLate()
	}
	if s.late = false; !isStep {
		return nil
	}
	err := s.run.flow.VoteLate(s.id, step)
	return changed(s.say.N("late.in", s.rating().Answers()), err)
}

// leave takes a person off, after the reveal: one who has not answered here, or else one of those who answer what is to come.
func (s *itemScreen) leave() action {
	flow, at := s.run.flow, s.id
	if s.rating().Answers() == s.people() {
		at = ""
	}
	n := flow.Run().PeopleAt(at) - 1
	return changed(s.say.N("reveal.fewer", n), flow.SetPeople(at, n))
}

// place puts the chair on a step and asks for the evidence; at 0 it stays empty, which is a finding.
func (s *itemScreen) place(step checks.Step) action {
	if step == checks.NoAnswer {
		s.entry = nil
		return changed("", s.run.flow.SetChair(s.id, checks.Chair{Empty: true}))
	}
	s.entry.step = step
	return nil
}

// keep takes the text that was typed; without evidence it asks once, and then the chair stays empty.
func (s *itemScreen) keep() action {
	e := s.entry
	text := checks.CleanText(e.field.Value())
	if !e.story && text == "" {
		return confirm(true, s.say.T("chair.empty-sure"), func() action { return s.place(checks.NoAnswer) })
	}
	if err := s.take(text); err != nil || !e.story || text == "" || e.was != "" {
		return changed("", err)
	}
	return s.noteStory(text)
}

// take puts the text that was typed into the run.
func (s *itemScreen) take(text string) (err error) {
	if s.entry.story {
		err = s.run.flow.SetStory(s.id, text)
	} else {
		err = s.run.flow.SetChair(s.id, checks.Chair{Step: s.entry.step, Evidence: text})
	}
	if err == nil {
		s.entry = nil
	}
	return err
}

// settle keeps a text that is being typed, before the screen is left; a story that nobody ended stays with the number alone.
func (s *itemScreen) settle() bool {
	if !s.typing() {
		return false
	}
	text := checks.CleanText(s.entry.field.Value())
	return text != "" && s.take(text) == nil
}

// paste reads answers from a chat before the reveal; the text itself is kept nowhere.
func (s *itemScreen) paste(text string) action {
	switch {
	case s.stories != nil:
		s.writeStory()
		return s.stageBase.paste(text)
	case s.typing():
		return s.stageBase.paste(text)
	case s.solo(), s.covered():
		return nil
	case s.rating().Revealed:
		return refuse(&checks.Error{Code: checks.CodeRevealed})
	}
	votes := chat.ReadVotes(text)
	switch {
	case len(votes.Ballots) == 0:
		return notify(report.OfChat(s.say, s.say.T("vote.none-read"), votes.Repeated, votes.Unclear))
	case s.rating().Answers() > 0 && !s.knows(votes):
		s.pasted = &votes
		return s.askPasted()
	}
	return s.collect(votes, false)
}

// knows tells whether names say which of these answers take the place of one that is in.
func (s *itemScreen) knows(v chat.Votes) bool {
	return v.AreNamed() && s.run.flow.KnowsNames(s.id)
}

func (s *itemScreen) askPasted() action {
	return notify(s.say.T("vote.onto", "N", len(s.pasted.Ballots), "In", s.rating().Answers()))
}

// pressPasted answers whether what was pasted replaces the answers that are in.
func (s *itemScreen) pressPasted(k tea.KeyPressMsg) action {
	votes := *s.pasted
	switch {
	case matches(k, pasteKeys.replace):
		s.pasted = nil
		return s.collect(votes, true)
	case matches(k, pasteKeys.add):
		s.pasted = nil
		return s.collect(votes, false)
	case matches(k, formKeys.Cancel):
		s.pasted = nil
		return nil
	}
	return s.askPasted()
}

func (s *itemScreen) collect(v chat.Votes, replace bool) action {
	return changed(report.OfChat(s.say, s.say.N("vote.read", len(v.Ballots)), v.Repeated, v.Unclear), s.run.flow.Collect(s.id, v.Ballots, replace))
}

// beginStory lists the stories one of which may stand behind the number; where none was noted one is written at once.
func (s *itemScreen) beginStory() {
	stories := s.run.StoriesBehind(s.id)
	if len(stories) == 0 {
		s.writeStory()
		return
	}
	write := s.say.T("behind.write")
	if s.rating().Story != "" {
		write = s.say.T("behind.edit")
	}
	s.stories = &storyList{context: s.context, of: s.id, before: []string{write}, stories: stories}
}

// writeStory types a story over the one there is.
func (s *itemScreen) writeStory() {
	s.stories = nil
	s.entry = newTextEntry(s.context, s.rating().Story)
	s.entry.story = true
}

// noteStory saves a story that stands behind the number and was not noted before, so that it is found between runs too.
func (s *itemScreen) noteStory(text string) action {
	story := s.run.NewStory(s.id, text, s.newID(), checks.DayOf(s.now))
	return func(m *Model) tea.Cmd {
		return tea.Batch(m.changed(), apply(storyKind.saving(checks.Story{}, story, ""))(m))
	}
}

// takeStory puts the text of a story behind the number, or goes on to write one.
func (s *itemScreen) takeStory(text string, ok bool) action {
	if !ok {
		s.writeStory()
		return nil
	}
	return changed("", s.run.flow.SetStory(s.id, text))
}

// how is the id of what says how to answer.
func (s *itemScreen) how() string {
	switch {
	case s.solo():
		return "rate.how"
	case s.run.IsEnteredLater():
		return "origin.vote"
	}
	return "vote.how"
}

// count says how many answers are in.
func (s *itemScreen) count() string {
	return s.say.T("vote.count", "In", s.rating().Answers(), "People", s.people())
}
