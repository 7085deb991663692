package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"

	"emptychair/checks"
)

// The scenes between runs join the others.
func init() {
	scenes = append(scenes, noteScenes...)
	essentials = append(essentials, noteEssentials...)
}

// inStory opens the story at a place of the list of all that match.
func inStory(u *user, place int) *user {
	u.press("s")
	for range place {
		u.press("down")
	}
	return u.press("enter")
}

var noteScenes = []scene{
	{"home-work", withStories, func(*user, words) {}},
	{"home-leadership", withStories, func(u *user, _ words) { u.press("l") }},
	{"stories-none", withPayments, func(u *user, _ words) { u.press("s") }},
	{"stories", withStories, func(u *user, _ words) { u.press("s", "down") }},
	{"stories-all", withStories, func(u *user, _ words) { u.press("s", "tab", "end") }},
	{"stories-search", withStories, func(u *user, _ words) { u.press("s", "/").paste(tales[u.m.say.Code()].search) }},
	{"stories-filter", withStories, func(u *user, _ words) { u.press("s", "f", "down", "right", "right", "down", "left") }},
	{"stories-filter-team", withStories, func(u *user, _ words) { u.press("s", "tab", "f", "up", "right") }},
	{"stories-filtered", withStories, func(u *user, _ words) {
		u.press("s", "f", "down", "right", "right", "enter", "/").paste(tales[u.m.say.Code()].search).press("enter")
	}},
	{"stories-no-match", withStories, func(u *user, _ words) { u.press("s", "/").typed("zzz") }},
	{"stories-asking", withStories, func(u *user, _ words) { u.press("s", "down", "d") }},
	{"story-new", withStories, func(u *user, say words) { u.press("s", "n").paste(say.long).press("tab", "right", "tab", "right") }},
	{"story-plain", withStories, func(u *user, _ words) { inStory(u, 1) }},
	{"story-open", withStories, func(u *user, _ words) { inStory(u, 2) }},
	{"story-caused", withStories, func(u *user, _ words) { inStory(u, 3) }},
	{"story-fixed", withStories, func(u *user, _ words) { inStory(u, 6) }},
	{"story-gone", withStories, func(u *user, _ words) { inStory(u, 8) }},
	{"story-back", withStories, func(u *user, _ words) { inStory(u, 0) }},
	{"story-why", withStories, func(u *user, _ words) {
		inStory(u, 2).press("w").paste(tales[u.m.say.Code()].whys[0]).press("enter").paste(tales[u.m.say.Code()].whys[1])
	}},
	{"story-why-again", withStories, func(u *user, _ words) {
		inStory(u, 0).press("w").paste(tales[u.m.say.Code()].whys[0]).press("enter")
	}},
	{"story-edit", withStories, func(u *user, _ words) { u.press("s", "down", "e").typed(" Danke!").press("tab", "tab", "tab") }},
	{"story-fix", withStories, func(u *user, _ words) { inStory(u, 3).press("f").paste(tales[u.m.say.Code()].fix) }},
	{"story-conflict", withStories, func(u *user, _ words) {
		inStory(u, 3).press("f").paste(tales[u.m.say.Code()].fix)
		u.store.stories[3].Source = checks.FromReport
		u.press("enter", "enter")
	}},
	{"actions-none", withAlone, func(u *user, _ words) { u.press("a") }},
	{"actions", withStories, func(u *user, _ words) { u.press("a") }},
	{"actions-every", withStories, func(u *user, _ words) { u.press("a", "tab", "f", "f", "f", "down", "down") }},
	{"actions-new", withStories, func(u *user, say words) { u.press("a", "n").paste(say.action).press("enter", "enter") }},
	{"actions-edit", withStories, func(u *user, _ words) { u.press("a", "down", "e").typed("!") }},
	{"actions-conflict", withStories, func(u *user, _ words) {
		u.press("a", "down", "e").typed("!")
		u.store.loose[0].Owner = "Cem"
		u.press("enter", "enter", "enter", "enter")
	}},
	{"actions-drop", withStories, func(u *user, _ words) { u.press("a", "x").paste(tales[u.m.say.Code()].reason) }},
	{"voice", withStories, func(u *user, _ words) { u.press("v") }},
	{"voice-empty", withAlone, func(u *user, _ words) { u.press("v", "left") }},
	{"help-story", withStories, func(u *user, _ words) { inStory(u, 0).press("?") }},
	{"help-stories", withStories, func(u *user, _ words) { u.press("s", "?") }},
	{"help-actions", withStories, func(u *user, _ words) { u.press("a", "?") }},
	{"help-voice", withStories, func(u *user, _ words) { u.press("v", "?") }},
}

var (
	storiesWays = []key.Binding{storiesKeys.open, storiesKeys.add, storiesKeys.search, storiesKeys.filter, storiesKeys.back}
	actionsWays = []key.Binding{actionsKeys.add, actionsKeys.filter, actionsKeys.back}
)

// told is what the scene's people said.
func (e shown) told() told { return tales[e.m.say.Code()] }

var noteEssentials = []essential{
	{"home-work", func(e shown) []string {
		return append(e.itemTitles(), e.m.say.N("home.open", 3)+" ("+e.m.say.N("home.late", 1)+")", e.m.say.N("home.lacks-cause", 2))
	}, []key.Binding{homeKeys.begin, homeKeys.stories, homeKeys.actions, homeKeys.voice, homeKeys.past, homeKeys.leave}},
	{"home-leadership", func(e shown) []string { return e.messages("home.leadership", "home.marked.leading") }, nil},
	{"stories-none", func(e shown) []string { return e.messages("stories.none", "stories.begin") }, []key.Binding{storiesKeys.add, storiesKeys.back}},
	{"stories", func(e shown) []string {
		s := e.told().stories
		return []string{e.m.say.N("stories.count", 9), s[0], s[1], s[2], e.m.say.T("complaint.came-back"), e.m.texts.TitleOf("trust")}
	}, storiesWays},
	{"stories-all", func(e shown) []string {
		return []string{e.m.say.N("stories.count", 10), "Payments", e.m.say.T("past.all-teams")}
	}, storiesWays[:4]},
	{"stories-search", func(e shown) []string {
		return []string{e.told().search, e.m.say.N("stories.matches", 9, "Hits", 2), e.told().stories[0], e.told().stories[8]}
	}, []key.Binding{searchKeys.keep, searchKeys.clear}},
	{"stories-filter", func(e shown) []string {
		return append(e.messages("form.source", "form.about", "form.state", "form.month", "complaint.came-back"), e.m.texts.TitleOf("trust"), e.told().stories[0])
	}, []key.Binding{setupKeys.change, searchKeys.keep, searchKeys.clear}},
	{"stories-filter-team", func(e shown) []string {
		return append(e.messages("form.team", "past.all-teams"), "Checkout", e.m.say.N("stories.matches", 10, "Hits", 1), e.told().stories[9])
	}, []key.Binding{setupKeys.change, searchKeys.keep, searchKeys.clear}},
	{"stories-filtered", func(e shown) []string {
		return []string{e.told().search, e.m.texts.TitleOf("trust"), e.m.say.N("stories.matches", 9, "Hits", 1), e.told().stories[0]}
	}, []key.Binding{storiesKeys.all}},
	{"stories-no-match", func(e shown) []string { return e.messages("stories.no-match") }, []key.Binding{searchKeys.clear}},
	{"stories-asking", func(e shown) []string { return []string{e.m.say.T("stories.ask", "Day", e.m.say.Day(on(11, 14)))} }, []key.Binding{askKeys.no}},
	{"story-new", func(e shown) []string {
		return append(e.messages("story.ask", "form.text", "form.source", "form.about", "form.day", "form.day-like", "form.complaint.no"), e.said.long)
	}, []key.Binding{setupKeys.change, formKeys.down, formKeys.cancel}},
	{"story-plain", func(e shown) []string { return append(e.messages("story.next.none"), e.told().stories[1]) }, []key.Binding{storyKeys.complain, storyKeys.edit, storyKeys.leave}},
	{"story-open", func(e shown) []string {
		return []string{e.told().stories[2], e.m.say.T("story.next.open"), e.m.say.N("complaint.cases", 1)}
	}, []key.Binding{storyKeys.why, storyKeys.edit, storyKeys.leave}},
	{"story-caused", func(e shown) []string {
		return append(slices.Clone(e.told().whys), e.m.say.T("story.next.cause-known"), e.m.say.N("complaint.cases", 3))
	}, []key.Binding{storyKeys.fix, storyKeys.why}},
	{"story-fixed", func(e shown) []string {
		return []string{e.told().fix, e.m.say.T("story.next.fixed"), e.m.say.T("complaint.owner", "Owner", "Ben"), e.m.say.Day(on(11, 9))}
	}, []key.Binding{storyKeys.gone, storyKeys.back}},
	{"story-gone", func(e shown) []string { return []string{e.m.say.T("story.next.gone"), e.m.say.Day(on(11, 16))} }, []key.Binding{storyKeys.back}},
	{"story-back", func(e shown) []string {
		return []string{e.told().stories[0], e.told().whys[2], e.told().fix, e.m.say.T("story.next.came-back"), e.m.say.N("complaint.cases", 4)}
	}, []key.Binding{storyKeys.why}},
	{"story-why", func(e shown) []string {
		return append(e.messages("why.next", "why.how"), e.told().stories[2], e.told().whys[0], e.told().whys[1])
	}, []key.Binding{whyKeys.add, whyKeys.cancel}},
	{"story-why-again", func(e shown) []string {
		return append(e.messages("why.last-time", "why.next", "why.how"), e.told().stories[0], e.told().whys[0])
	}, []key.Binding{whyKeys.end, whyKeys.leave}},
	{"story-edit", func(e shown) []string {
		return append(e.messages("story.edit", "story.ask", "form.text", "form.source", "form.about", "form.day", "form.complaint.no"), "Danke!", e.m.dayField(day(11, 14)))
	}, []key.Binding{formKeys.down, formKeys.cancel}},
	{"story-fix", func(e shown) []string {
		return append(e.messages("mend.ask", "mend.what", "mend.who"), e.told().stories[3], e.told().whys[2], e.told().fix)
	}, []key.Binding{formKeys.down, formKeys.cancel}},
	{"story-conflict", func(e shown) []string { return append(e.messages("story.changed-meanwhile"), e.told().fix) }, []key.Binding{formKeys.keep}},
	{"actions-none", func(e shown) []string { return e.messages("actions.none", "actions.begin") }, []key.Binding{actionsKeys.add}},
	{"actions", func(e shown) []string {
		return []string{e.said.action, e.told().actions[0], e.told().actions[1], e.m.say.T("listed.nobody"), e.m.say.T("actions.no-date"),
			e.m.say.T("actions.overdue", "Day", e.m.say.Day(on(9, 30))), e.m.say.N("actions.state.open", 3), e.m.say.N("home.late", 1)}
	}, append(actionsWays, actionsKeys.done, actionsKeys.drop)},
	{"actions-every", func(e shown) []string {
		return append(slices.Clone(e.told().actions), e.m.say.N("actions.all", 5), e.m.say.T("action.done"), e.told().reason, "Payments")
	}, actionsWays},
	{"actions-new", func(e shown) []string {
		return append(e.messages("actions.ask", "action.text", "action.owner", "action.due", "action.due-like", "form.about"), e.said.action)
	}, []key.Binding{formKeys.down, formKeys.cancel}},
	{"actions-edit", func(e shown) []string {
		return append(e.messages("actions.edit", "actions.ask", "form.about"), e.told().actions[0]+"!", e.told().owner, e.m.dayField(day(11, 30)), e.m.texts.TitleOf("value"))
	}, []key.Binding{formKeys.down, formKeys.cancel}},
	{"actions-conflict", func(e shown) []string {
		return append(e.messages("actions.changed-meanwhile"), e.told().actions[0]+"!", "Cem")
	}, []key.Binding{formKeys.keep}},
	{"actions-drop", func(e shown) []string { return append(e.messages("drop.ask"), e.told().reason, e.said.action) }, []key.Binding{formKeys.keep}},
	{"voice", func(e shown) []string { return []string{e.m.say.MonthYear(on(11, 1)), e.m.say.T("voice.title")} }, []key.Binding{voiceKeys.months, voiceKeys.back}},
	{"voice-empty", func(e shown) []string { return append(e.messages("voice.stories.none"), e.m.say.MonthYear(on(10, 1))) }, []key.Binding{voiceKeys.months, voiceKeys.back}},
	{"help-story", func(e shown) []string { return e.messages("help.story-page") }, overlayWays},
	{"help-stories", func(e shown) []string { return e.messages("help.stories") }, overlayWays},
	{"help-actions", func(e shown) []string { return e.messages("help.actions") }, overlayWays},
	{"help-voice", func(e shown) []string { return e.messages("help.voice") }, overlayWays},
}
