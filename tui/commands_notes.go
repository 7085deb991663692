package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
)

// firstStories is how many stories are read before the screen of them opens: more than a window holds.
const firstStories = 30

// readStories reads the latest stories; the rest is read once they show.
func readStories(s Store, a goStories) tea.Cmd {
	return func() tea.Msg {
		list, err := s.Stories(a.team, firstStories)
		return storiesReadMsg{a, checks.MakeFindable(list), len(list) < firstStories, err}
	}
}

// readRest reads all stories that a screen lists.
func readRest(s Store, to *storiesScreen) tea.Cmd {
	to.read++
	team, number := to.team, to.read
	return func() tea.Msg {
		list, err := s.Stories(team, 0)
		return restReadMsg{to, number, checks.MakeFindable(list), err}
	}
}

// writeStory saves a story. Where another program changed it meanwhile it comes back with what that made of it.
func writeStory(s Store, a saveStory) tea.Cmd {
	return func() tea.Msg {
		msg := storySavedMsg{asked: a, err: s.SaveStory(a.was, a.now)}
		if checks.CodeOf(msg.err) != checks.CodeConflict {
			return msg
		}
		list, err := s.Stories("", 0)
		if err != nil {
			return storySavedMsg{asked: a, err: err}
		}
		if i := slices.IndexFunc(list, func(st checks.Story) bool { return st.ID == a.now.ID }); i >= 0 {
			msg.fresh = list[i]
		}
		return msg
	}
}

func removeStory(s Store, id string) tea.Cmd {
	return func() tea.Msg {
		err := s.DeleteStory(id)
		return storyDeletedMsg{id, err, backupsWith(s, id, err)}
	}
}

func readActions(s Store, a goActions) tea.Cmd {
	return func() tea.Msg {
		list, err := s.Actions(a.team)
		return actionsReadMsg{a, list, err}
	}
}

// writeAction is [writeStory] for an action.
func writeAction(s Store, a saveAction) tea.Cmd {
	return func() tea.Msg {
		msg := actionSavedMsg{asked: a, err: s.SaveAction(a.was, a.now)}
		if checks.CodeOf(msg.err) != checks.CodeConflict {
			return msg
		}
		list, err := s.Actions("")
		if err != nil {
			return actionSavedMsg{asked: a, err: err}
		}
		if i := slices.IndexFunc(list, func(b checks.Action) bool { return sameAction(a.now, b) }); i >= 0 {
			msg.fresh = list[i]
		}
		return msg
	}
}

// sameAction tells whether two are states of one action.
func sameAction(a, b checks.Action) bool { return a.ID == b.ID && a.Run == b.Run }

func markLeadership(s Store, a markLeading) tea.Cmd {
	return func() tea.Msg { return leadingMarkedMsg{a, s.MarkLeadership(a.team, a.leading)} }
}

// readVoice reads what customers said to a team in a month, and what the latest run until then says beside it.
func readVoice(s Store, a goVoice, today checks.Day, loc *time.Location) tea.Cmd {
	return func() tea.Msg {
		t, err := s.Snapshot(a.team)
		return voiceReadMsg{t.Voice(content.Check(), a.month, today, loc), err}
	}
}
