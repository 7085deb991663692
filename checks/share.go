package checks

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minShared is how many people must have rated an item before its answers leave the team: of fewer, somebody could guess whose
// they are.
const minShared = 5

// LeftOut is how much of each sort is not in what was written, so that it can be said.
type LeftOut struct {
	Stories    int `json:"stories"`         // noted by the team, or behind a number; each once, wherever it is told
	Answers    int `json:"answers"`         // to questions, that tell a story
	Evidence   int `json:"evidence"`        // what a chair rests on
	Reasons    int `json:"reasons"`         // why an action was dropped
	Owners     int `json:"owners"`          // of actions
	Items      int `json:"items"`           // ratings by fewer than five people
	Unfinished int `json:"unfinished_runs"` // runs
}

// Plus returns both together.
func (l LeftOut) Plus(o LeftOut) LeftOut {
	return LeftOut{
		l.Stories + o.Stories, l.Answers + o.Answers, l.Evidence + o.Evidence, l.Reasons + o.Reasons, l.Owners + o.Owners,
		l.Items + o.Items, l.Unfinished + o.Unfinished,
	}
}

// Share returns a finished run as it can be sent to people outside the team, and what was left out of it. It is made of what
// may go out rather than by taking out what may not: a new field is not shared until it is added here.
//
// Stories, what the chairs rest on, reasons and owners are gone, and so are ratings by fewer than five people: they are
// [Rating.Withheld]. Answers to questions go out word for word, except for those that tell one of the
// team's stories. Stories themselves are not counted here, since several runs can tell one. A shared run is for reading only: no check
// finds it valid.
func Share(r Run, stories StoryTexts) (Run, LeftOut) {
	var left LeftOut
	shared := Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, ChangingTeam: r.ChangingTeam,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Origin: r.Origin, At: r.At,
	}
	for id, rating := range r.Ratings {
		shared.Ratings = with(shared.Ratings, id, rating.share(&left))
	}
	for id, list := range r.Answers {
		var answers []Answer
		for _, a := range list {
			if stories.Holds(a.Text) {
				left.Answers++
				continue
			}
			answers = append(answers, Answer{Text: a.Text, Marks: a.Marks})
		}
		shared.Answers = with(shared.Answers, id, answers)
	}
	for _, a := range r.Actions {
		shared.Actions = append(shared.Actions, a.share(&left))
	}
	for _, l := range r.Looked {
		if l.Reason != "" {
			left.Reasons++
		}
	}
	return shared, left
}

// ShareAction is [Share] for an action that was made between runs.
func ShareAction(a Action) (shared Action, left LeftOut) {
	shared = a.share(&left)
	shared.Team, shared.Run, shared.Made, shared.Held = a.Team, a.Run, a.Made, a.Held
	return shared, left
}

func (r Rating) share(left *LeftOut) Rating {
	if r.Chair.Evidence != "" {
		left.Evidence++
	}
	if r.Answers() > 0 && (r.N() < minShared || !r.Revealed) {
		left.Items++
		return Rating{Revision: r.Revision, Revealed: true, Withheld: true}
	}
	return Rating{
		Tally: r.Tally, Revision: r.Revision, Revealed: r.Revealed, Chair: Chair{Step: r.Chair.Step, Empty: r.Chair.Empty},
	}
}

func (a Action) share(left *LeftOut) Action {
	if a.Owner != "" {
		left.Owners++
	}
	if a.Reason != "" {
		left.Reasons++
	}
	return Action{ID: a.ID, From: a.From, Text: a.Text, Due: a.Due, State: a.State}
}

// StoryTexts is what a team told of its customers, known by its words alone: in whichever case, with whichever signs and white space
// between them. A story that stands behind a number and is noted as well, or is told at two items, is one.
type StoryTexts struct {
	stories []string // the words of each, in the order of the alphabet
	all     string   // the words of all, for finding a piece of one
}

// StoryTextsOf returns the texts of the stories that stand behind numbers in runs, and of those that were noted.
func StoryTextsOf(runs []Run, stories []Story) StoryTexts {
	known := map[string]bool{}
	for _, r := range runs {
		for _, rating := range r.Ratings {
			known[wordsOf(rating.Story)] = true
		}
	}
	for _, s := range stories {
		known[wordsOf(s.Text)] = true
	}
	delete(known, "")
	sorted := slices.Sorted(maps.Keys(known))
	return StoryTexts{sorted, strings.Join(sorted, "\n")}
}

// Len is how many different stories there are.
func (t StoryTexts) Len() int { return len(t.stories) }

// Holds tells whether a text tells a story: it is one, has one in it, or is no short piece of one.
func (t StoryTexts) Holds(text string) bool {
	const piece = 20 // letters, from which on a part of a story tells it
	words := wordsOf(text)
	if utf8.RuneCountInString(words) >= piece && strings.Contains(t.all, words) {
		return true
	}
	return slices.ContainsFunc(t.stories, func(s string) bool { return strings.Contains(words, s) })
}

// wordsOf returns a text without the signs and the white space between its words, or as it stands where it has no words.
func wordsOf(text string) string {
	words := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || invisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	if words == "" {
		return CleanLine(text)
	}
	return words
}
