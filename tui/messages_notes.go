package tui

import "emptychair/checks"

// What the commands of the screens between runs come back with, as in [messages.go].
type (
	storiesReadMsg struct {
		asked goStories
		list  []checks.Findable
		whole bool // these are all there are
		err   error
	}
	restDueMsg  struct{ screen *storiesScreen } // what is there is drawn
	restReadMsg struct {
		screen *storiesScreen
		number int // of the read, among those of the screen
		list   []checks.Findable
		err    error
	}
	storySavedMsg struct {
		asked saveStory
		fresh checks.Story // what another program made of it, where that is in conflict; zero where it is gone
		err   error
	}
	storyDeletedMsg struct {
		id      string
		err     error
		backups backups
	}
	actionsReadMsg struct {
		asked goActions
		list  []checks.Action
		err   error
	}
	actionSavedMsg struct {
		asked saveAction
		fresh checks.Action // as in storySavedMsg
		err   error
	}
	voiceReadMsg struct {
		voice checks.Voice
		err   error
	}
	leadingMarkedMsg struct {
		asked markLeading
		err   error
	}
)
