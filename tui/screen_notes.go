package tui

import "emptychair/checks"

// What the screens between runs ask the root for, as in [screen.go].
type (
	// goStories lists the stories of a team, of all teams for the zero one; home is the team to which one returns.
	goStories struct {
		team, home string
		filter     checks.StoryFilter
		at         string // id of the story under the cursor, "" for the first
	}
	// goActions lists the actions of a team, of all teams for the zero one.
	goActions struct {
		team, home string
		state      checks.State
	}
	// goVoice shows a month of a team.
	goVoice struct {
		team  string
		month checks.Month
	}
	// markLeading remembers whether the team is one that leads others.
	markLeading struct {
		team    string
		leading bool
	}
	// saveStory puts a story in place of another, or adds it where that is the zero one; the note is shown once it is on disk.
	saveStory struct {
		was, now checks.Story
		note     string
	}
	// dropStory deletes a story, after the person was asked.
	dropStory struct{ id string }
	// saveAction is [saveStory] of an action.
	saveAction struct {
		was, now checks.Action
		note     string
	}
)

func (goStories) isAction()   {}
func (goActions) isAction()   {}
func (goVoice) isAction()     {}
func (markLeading) isAction() {}
func (saveStory) isAction()   {}
func (dropStory) isAction()   {}
func (saveAction) isAction()  {}

// storyTaker is a screen on which a story can be saved.
type storyTaker interface {
	screen
	// stories is the list in which the story stands.
	stories() *storiesScreen
	// tookStory takes in what is on disk now and returns the screen that shows next.
	tookStory(was, now checks.Story) screen
	// renewStory takes in what another program made of the story with an id, the zero story where it deleted it. What was typed
	// stays. It returns the screen that shows next.
	renewStory(id string, fresh checks.Story) screen
}

// actionTaker is [storyTaker] for actions.
type actionTaker interface {
	screen
	tookAction(was, now checks.Action) screen
	renewAction(was, fresh checks.Action) screen
}

// pending is a screen between runs on which something was typed that is not saved yet.
type pending interface {
	// unsaved returns what would be saved of it, nil where there is nothing or it would be refused.
	unsaved() action
}
