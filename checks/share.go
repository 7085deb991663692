package checks

import (
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
	Stories    int // noted by the team, or behind a number; each once, wherever it is told
	Answers    int // to questions, that tell a story
	Evidence   int // what a chair rests on
	Reasons    int // why an action was dropped
	Owners     int // of actions
	Items      int // ratings by fewer than five people
	Unfinished int // runs
}

// Plus returns both together.
func (l LeftOut) Plus(o LeftOut) LeftOut {
	return LeftOut{
		l.Stories + o.Stories, l.Answers + o.Answers, l.Evidence + o.Evidence, l.Reasons + o.Reasons, l.Owners + o.Owners,
		l.Items + o.Items, l.Unfinished + o.Unfinished,
	}
}

// Share returns a finished run as it can be sent to people outside the team, and what was left out of it. It is made of what
// may go out rather than by taking out what may not: what a run learns to hold stays here until somebody lets it go.
//
// Stories, what the chairs rest on, reasons and owners are gone, and so are ratings by fewer than five people: they are
// [Rating.Withheld]. Answers to questions go out word for word, except for those that tell a story: told is all that the team
// told. Stories themselves are not counted here, since several runs can tell one. A shared run is for reading only: no check
// finds it valid.
func Share(r Run, told Told) (Run, LeftOut) {
	var left LeftOut
	shared := Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, ChangingTeam: r.ChangingTeam,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Origin: r.Origin, At: r.At,
	}
	for id, rating := range r.Ratings {
		out, more := rating.share()
		shared.Ratings, left = with(shared.Ratings, id, out), left.Plus(more)
	}
	for id, list := range r.Answers {
		var answers []Answer
		for _, a := range list {
			if told.Holds(a.Text) {
				left.Answers++
				continue
			}
			answers = append(answers, Answer{Text: a.Text, Marks: a.Marks})
		}
		shared.Answers = with(shared.Answers, id, answers)
	}
	for _, a := range r.Actions {
		out, more := a.share()
		shared.Actions, left = append(shared.Actions, out), left.Plus(more)
	}
	for _, l := range r.Looked {
		if l.Reason != "" {
			left.Reasons++
		}
	}
	return shared, left
}

// ShareAction is [Share] for an action that was made between runs.
func ShareAction(a Action) (Action, LeftOut) {
	shared, left := a.share()
	shared.Team, shared.Run, shared.Made = a.Team, a.Run, a.Made
	return shared, left
}

func (r Rating) share() (Rating, LeftOut) {
	var left LeftOut
	if r.Chair.Evidence != "" {
		left.Evidence++
	}
	if r.Answers() > 0 && (r.N() < minShared || !r.Revealed) {
		left.Items++
		return Rating{Revision: r.Revision, Revealed: true, Withheld: true}, left
	}
	return Rating{
		Tally: r.Tally, Revision: r.Revision, Revealed: r.Revealed, Chair: Chair{Step: r.Chair.Step, Empty: r.Chair.Empty},
	}, left
}

func (a Action) share() (Action, LeftOut) {
	var left LeftOut
	if a.Owner != "" {
		left.Owners++
	}
	if a.Reason != "" {
		left.Reasons++
	}
	return Action{ID: a.ID, From: a.From, Text: a.Text, Due: a.Due, State: a.State}, left
}

// Told is what a team told of its customers, known by its words alone: in whichever case, with whichever signs and white space
// between them. A story that stands behind a number and is noted as well, or is told at two items, is one.
type Told struct {
	words []string // of each story, the first in the order of the alphabet first
	all   string   // of all, for finding a piece of one
}

// ToldIn gathers what is told in runs and in stories.
func ToldIn(runs []Run, stories []Story) Told {
	var t Told
	for _, r := range runs {
		for _, rating := range r.Ratings {
			t.words = append(t.words, wordsOf(rating.Story))
		}
	}
	for _, s := range stories {
		t.words = append(t.words, wordsOf(s.Text))
	}
	slices.Sort(t.words)
	t.words = slices.Compact(t.words)
	t.words = slices.DeleteFunc(t.words, func(s string) bool { return s == "" })
	t.all = strings.Join(t.words, "\n")
	return t
}

// Len is how many stories are told.
func (t Told) Len() int { return len(t.words) }

// piece is from how many letters on a part of a story tells it.
const piece = 20

// Holds tells whether a text tells a story: it is one, has one in it, or is no short piece of one.
func (t Told) Holds(text string) bool {
	words := wordsOf(text)
	if utf8.RuneCountInString(words) >= piece && strings.Contains(t.all, words) {
		return true
	}
	return slices.ContainsFunc(t.words, func(s string) bool { return strings.Contains(words, s) })
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
