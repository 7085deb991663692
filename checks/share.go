package checks

import (
	"slices"
	"strings"
)

// minShared is how many people must have rated an item before its answers leave the team: of fewer, somebody could guess whose
// they are.
const minShared = 5

// LeftOut is how much of each sort is not in what was written, so that it can be said.
type LeftOut struct {
	Stories    int `json:"stories"`         // noted by the team, or behind a number; each once, wherever it is told
	Answers    int `json:"answers"`         // to questions, that repeat a story or evidence
	Actions    int `json:"actions"`         // whose text does so
	Evidence   int `json:"evidence"`        // what a chair rests on
	Reasons    int `json:"reasons"`         // why an action was dropped
	Owners     int `json:"owners"`          // of actions
	Items      int `json:"items"`           // ratings by fewer than five people
	Unfinished int `json:"unfinished_runs"` // runs

	// Verbatim is how many answers and actions are in it as somebody wrote them, for whoever sends it to read once more.
	Verbatim int `json:"-"`
}

// Plus returns both together.
func (l LeftOut) Plus(o LeftOut) LeftOut {
	return LeftOut{
		l.Stories + o.Stories, l.Answers + o.Answers, l.Actions + o.Actions, l.Evidence + o.Evidence, l.Reasons + o.Reasons, l.Owners + o.Owners,
		l.Items + o.Items, l.Unfinished + o.Unfinished, l.Verbatim + o.Verbatim,
	}
}

// Share returns a finished run as it can be sent to people outside the team, and what was left out of it. It is made of what
// may go out rather than by taking out what may not: a new field is not shared until it is added here.
//
// Stories, what the chairs rest on, reasons and owners are gone, and so are ratings by fewer than five people: they are
// [Rating.Withheld]. Answers to questions and the texts of actions go out word for word, except for those that contain one of the
// team's stories, or what a chair rests on. Stories themselves are not counted here, since several runs can tell one. A shared run is
// for reading only: no check finds it valid.
func Share(r Run, stories StoryTexts) (Run, LeftOut) {
	var left LeftOut
	shared := Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, ChangingTeam: r.ChangingTeam,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Corrected: r.Corrected, Origin: r.Origin, At: r.At,
	}
	for id, rating := range r.Ratings {
		shared.Ratings = with(shared.Ratings, id, rating.share(&left))
	}
	for id, list := range r.Answers {
		var answers []Answer
		for _, a := range list {
			if left.withholds(a.Text, stories, &left.Answers) {
				continue
			}
			answers = append(answers, Answer{Text: a.Text, Marks: a.Marks})
		}
		shared.Answers = with(shared.Answers, id, answers)
	}
	for _, l := range r.Looked {
		if l.Reason != "" {
			left.Reasons++
		}
	}
	actions, more := ShareActions(r.Actions, stories)
	shared.Actions = actions
	return shared, left.Plus(more)
}

// ShareActions is [Share] for actions.
func ShareActions(list []Action, stories StoryTexts) (shared []Action, left LeftOut) {
	for _, a := range list {
		if left.withholds(a.Text, stories, &left.Actions) {
			continue
		}
		if a.Owner != "" {
			left.Owners++
		}
		if a.Reason != "" {
			left.Reasons++
		}
		shared = append(shared, Action{
			ID: a.ID, From: a.From, Text: a.Text, Due: a.Due, State: a.State, Team: a.Team, Run: a.Run, Made: a.Made, Held: a.Held,
		})
	}
	return shared, left
}

// withholds tells whether a text stays with the team, and counts it: among those of its sort, or as one that goes out.
func (l *LeftOut) withholds(text string, stories StoryTexts, sort *int) bool {
	if stories.Contains(text) {
		*sort++
		return true
	}
	l.Verbatim++
	return false
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

// StoryTexts is what a team was told by its customers: its stories, what it found to be their causes, and what its chairs rest on. They are
// known by their words, in whichever order, case and accents, with numbers in digits or in words of English or German, and with
// whatever signs stand between. Told in other words, a story is not known.
type StoryTexts struct {
	sums    map[uint64]bool // of the words of each passage: whether it tells wherever it stands, or only as a clause of its own
	lengths []int           // of those that tell wherever they stand, in words
	clauses []string        // the letters of each clause that tells wherever it stands
	texts   []string        // the letters of each text
	letters string          // of all of them
}

// How much of a story tells it, in letters. A short phrase is nobody's: "we call customers" may stand in any text.
const (
	minTold   = 20 // of a clause of the story that stands anywhere in a text, or of a piece of the story that is a clause of the text
	minClause = 15 // of a clause of the story that is one of the text
	minPiece  = 40 // of a piece of the story that stands anywhere
	minWords  = 3  // of all of these, in words

	minPieceWords = 5 // of a piece of the story that stands anywhere, in words
)

// StoryTextsOf returns the texts of runs and of stories that were noted.
func StoryTextsOf(runs []Run, stories []Story) StoryTexts {
	t := StoryTexts{sums: map[uint64]bool{}}
	for _, text := range storiesOf(runs, stories) {
		p := phraseOf(text)
		t.add(p, 0, len(p.words), false)
		t.addText(p)
	}
	for _, text := range foundOut(runs, stories) {
		t.addText(phraseOf(text))
	}
	slices.Sort(t.lengths)
	t.lengths, t.letters = slices.Compact(t.lengths), strings.Join(t.texts, "\n")
	return t
}

// addText adds the passages of a text: its clauses, and pieces of as few words as are enough.
func (t *StoryTexts) addText(p phrase) {
	t.texts, t.clauses = append(t.texts, p.letters(0, len(p.words))), append(t.clauses, p.longClauses()...)
	for from, to := range p.clauses() {
		switch {
		case p.isPassage(from, to, minWords, minTold):
			t.add(p, from, to, true)
		case p.isPassage(from, to, minWords, minClause):
			t.add(p, from, to, false)
		}
	}
	for from := range p.words {
		for to := from + minWords; to <= len(p.words); to++ {
			if p.isPassage(from, to, minPieceWords, minPiece) {
				t.add(p, from, to, true)
				break
			}
			if p.isPassage(from, to, minWords, minTold) {
				t.add(p, from, to, false)
			}
		}
	}
}

func (t *StoryTexts) add(p phrase, from, to int, anywhere bool) {
	sum := p.sum(from, to)
	if t.sums[sum] = t.sums[sum] || anywhere; anywhere {
		t.lengths = append(t.lengths, to-from)
	}
}

// storiesOf returns the texts of the stories that stand behind numbers in runs, and of those that were noted.
func storiesOf(runs []Run, stories []Story) (texts []string) {
	for _, r := range runs {
		for _, rating := range r.Ratings {
			texts = append(texts, rating.Story)
		}
	}
	for _, s := range stories {
		texts = append(texts, s.Text)
	}
	return slices.DeleteFunc(texts, isEmpty)
}

// foundOut returns what the chairs of runs rest on, and what was found to be the causes of stories.
func foundOut(runs []Run, stories []Story) (texts []string) {
	for _, r := range runs {
		for _, rating := range r.Ratings {
			texts = append(texts, rating.Chair.Evidence)
		}
	}
	for _, s := range stories {
		texts = append(texts, s.Complaint.Whys...)
		for _, attempt := range s.Complaint.Before {
			texts = append(texts, attempt.Whys...)
		}
	}
	return texts
}

// CountStories returns how many stories there are behind the numbers of runs and among those that were noted. One that is told at
// several places is counted once.
func CountStories(runs []Run, stories []Story) int {
	different := map[uint64]bool{}
	for _, text := range storiesOf(runs, stories) {
		p := phraseOf(text)
		different[p.sum(0, len(p.words))] = true
	}
	return len(different)
}

// Contains tells whether a text tells what customers told: it holds a clause or a long piece of a story, or one of its clauses
// is a piece of one.
func (t StoryTexts) Contains(text string) bool {
	if len(t.sums) == 0 {
		return false
	}
	p := phraseOf(text)
	for from, to := range p.clauses() {
		if _, ok := t.sums[p.sum(from, to)]; ok {
			return true
		}
	}
	for _, n := range t.lengths {
		for from := range len(p.words) - n + 1 {
			if t.sums[p.sum(from, from+n)] {
				return true
			}
		}
	}
	letters := p.letters(0, len(p.words))
	return slices.ContainsFunc(t.clauses, func(clause string) bool { return strings.Contains(letters, clause) }) ||
		slices.ContainsFunc(p.longClauses(), func(clause string) bool { return strings.Contains(t.letters, clause) })
}

// longClauses returns the letters of the clauses that tell a story wherever they stand, for words that are joined or parted otherwise.
func (p phrase) longClauses() (list []string) {
	from := 0
	for _, to := range p.ends {
		if p.isPassage(from, to, minWords, minTold) {
			list = append(list, p.letters(from, to))
		}
		from = to
	}
	return list
}
