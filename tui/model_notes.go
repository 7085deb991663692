package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// doNote carries out what a screen between runs asks for, and tells whether it is one of these.
func (m *Model) doNote(a action) (tea.Cmd, bool) {
	switch a := a.(type) {
	case goStories:
		return m.wait(readStories(m.opts.Store, a)), true
	case goActions:
		return m.wait(readActions(m.opts.Store, a)), true
	case goVoice:
		return m.wait(readVoice(m.opts.Store, a, checks.DayOf(m.now), m.now.Location())), true
	case markLeading:
		return m.alter(markLeadership(m.opts.Store, a)), true
	case saveStory:
		return m.alter(writeStory(m.opts.Store, a)), true
	case dropStory:
		return m.alter(removeStory(m.opts.Store, a.id)), true
	case saveAction:
		return m.alter(writeAction(m.opts.Store, a)), true
	}
	return nil, false
}

// tookNote takes in what the commands between runs come back with.
func (m *Model) tookNote(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case storiesReadMsg:
		return m.storiesRead(msg)
	case restDueMsg:
		return m.readOn(msg.screen)
	case restReadMsg:
		m.restRead(msg)
	case storySavedMsg:
		return altered(m, msg, msg.err, m.storySaved)
	case storyDeletedMsg:
		return altered(m, msg, msg.err, m.storyDeleted)
	case actionsReadMsg:
		return m.actionsRead(msg)
	case actionSavedMsg:
		return altered(m, msg, msg.err, m.actionSaved)
	case voiceReadMsg:
		if msg.err == nil {
			m.screen = newVoiceScreen(m.ground, msg.voice)
		}
		return m.arrived(msg.err)
	case leadingMarkedMsg:
		return altered(m, msg, msg.err, m.leadingMarked)
	}
	return nil
}

func (m *Model) storiesRead(msg storiesReadMsg) tea.Cmd {
	if msg.err != nil {
		return m.arrived(msg.err)
	}
	s := newStoriesScreen(m.ground, m.opts.NewID, msg.asked, msg.list, msg.whole)
	m.screen = s
	return tea.Batch(m.arrived(nil), m.readLater(s))
}

// restAfter is how long the read of the rest waits: until the first stories are drawn, which it would delay.
const restAfter = 50 * time.Millisecond

// readLater reads the rest of the stories as soon as the first ones are drawn.
func (m *Model) readLater(s *storiesScreen) tea.Cmd {
	if s.whole {
		return nil
	}
	return m.opts.Tick(restAfter, func(time.Time) tea.Msg { return restDueMsg{s} })
}

// readOn reads the rest of the stories, unless all are there. What an earlier read brings is forgotten.
func (m *Model) readOn(s *storiesScreen) tea.Cmd {
	if s.whole {
		return nil
	}
	return readRest(m.opts.Store, s)
}

// restRead takes in the rest of the stories, on whatever screen one is by now.
func (m *Model) restRead(msg restReadMsg) {
	if msg.number != msg.screen.read {
		return
	}
	if msg.err == nil {
		msg.screen.takeAll(msg.list)
	}
	m.complain(msg.err)
}

// storySaved shows what is on disk. Where another program was faster it shows that, and nothing typed is lost.
func (m *Model) storySaved(msg storySavedMsg) tea.Cmd {
	s, ok := m.screen.(storyTaker)
	switch conflict := checks.CodeOf(msg.err) == checks.CodeConflict; {
	case !ok:
		return m.arrived(msg.err)
	case conflict:
		m.screen = s.renewStory(msg.asked.now.ID, msg.fresh)
		return m.meanwhile("story", msg.fresh.ID == "")
	case msg.err != nil:
		return m.arrived(msg.err)
	}
	m.screen, m.note = s.tookStory(msg.asked.was, msg.asked.now), msg.asked.note
	return tea.Batch(m.arrived(nil), m.readAgain())
}

// meanwhile says that another program changed or deleted what was to be saved. What was typed ahead was meant for what stood
// there before.
func (m *Model) meanwhile(what string, gone bool) tea.Cmd {
	how := ".changed-meanwhile"
	switch _, form := m.screen.(pending); {
	case gone && form:
		how = ".deleted-meanwhile"
	case gone:
		how = ".gone-meanwhile"
	}
	m.typed = nil
	cmd := m.arrived(nil)
	m.note, m.alarm = m.say.T(what+how), true
	return tea.Batch(cmd, m.readAgain())
}

// readAgain begins the read of all stories anew that was under way when one of them changed.
func (m *Model) readAgain() tea.Cmd {
	if s, ok := m.screen.(storyTaker); ok {
		return m.readOn(s.stories())
	}
	return nil
}

func (m *Model) storyDeleted(msg storyDeletedMsg) tea.Cmd {
	remains := checks.CodeOf(msg.err) == checks.CodeTextRemains
	s, ok := m.screen.(*storiesScreen)
	if msg.err != nil && !remains || !ok {
		return m.arrived(msg.err)
	}
	s.remove(msg.id)
	m.deletedFrom(s, msg.id, msg.backups, msg.err)
	return tea.Batch(m.arrived(nil), m.readOn(s))
}

func (m *Model) actionsRead(msg actionsReadMsg) tea.Cmd {
	if msg.err == nil {
		m.screen = newActionsScreen(m.ground, m.opts.NewID, m.home.Teams, msg.asked, msg.list)
	}
	return m.arrived(msg.err)
}

// actionSaved is [Model.storySaved] for an action.
func (m *Model) actionSaved(msg actionSavedMsg) tea.Cmd {
	s, ok := m.screen.(actionTaker)
	switch conflict := checks.CodeOf(msg.err) == checks.CodeConflict; {
	case !ok:
		return m.arrived(msg.err)
	case conflict:
		m.screen = s.renewAction(msg.asked.now, msg.fresh)
		return m.meanwhile("actions", msg.fresh.ID == "")
	case msg.err != nil:
		return m.arrived(msg.err)
	}
	m.screen, m.note = s.tookAction(msg.asked.was, msg.asked.now), msg.asked.note
	return m.arrived(nil)
}

// leadingMarked shows on the first screen what is remembered of the team now.
func (m *Model) leadingMarked(msg leadingMarkedMsg) tea.Cmd {
	if s, ok := m.screen.(*homeScreen); ok && msg.err == nil {
		m.home.Leadership, s.home.Leadership = msg.asked.leading, msg.asked.leading
		note := "home.marked.other"
		if msg.asked.leading {
			note = "home.marked.leading"
		}
		m.note = m.say.T(note)
	}
	return m.arrived(msg.err)
}
