package checks

import (
	"math"
	"slices"
)

// minShared is how many people of a team must have rated an item before its answers are shared: of fewer, somebody could guess
// whose they are. Somebody who answered alone decides whether their own answers are.
const minShared = 5

// LeftOut counts what was not shared, by its sort, so that whoever shares it can be told.
type LeftOut struct {
	Stories    int `json:"stories"`         // noted by the team, or behind a number; each once, wherever it stands
	Answers    int `json:"answers"`         // to questions, that repeat a story or evidence
	Actions    int `json:"actions"`         // that repeat a story or evidence
	Evidence   int `json:"evidence"`        // what a chair rests on
	Reasons    int `json:"reasons"`         // why an action was dropped
	Owners     int `json:"owners"`          // of actions
	Items      int `json:"items"`           // ratings by fewer than five people of a team
	Own        int `json:"own_ratings"`     // by one who answered alone, and did not say that they may go along
	Unfinished int `json:"unfinished_runs"` // runs

	// Verbatim is how many answers and actions were not left out; whoever shares them is asked to read them again.
	Verbatim int `json:"-"`
}

// Plus returns the sums.
func (l LeftOut) Plus(o LeftOut) LeftOut {
	return LeftOut{
		l.Stories + o.Stories, l.Answers + o.Answers, l.Actions + o.Actions, l.Evidence + o.Evidence, l.Reasons + o.Reasons, l.Owners + o.Owners,
		l.Items + o.Items, l.Own + o.Own, l.Unfinished + o.Unfinished, l.Verbatim + o.Verbatim,
	}
}

// Share returns a finished run as it can be sent to people outside the team, and what was left out of it. It is made of what
// may go out rather than by taking out what may not: a new field is not shared until it is added here.
//
// Answers to questions and the texts of actions go out word for word, unless they tell a story or what a chair rests on. Ratings by
// fewer than five people are [Rating.Withheld], and so are those of one who answered alone unless own says that they may go along.
// Stories are not counted here, since several runs can tell one. A shared run is for reading only: no check finds it valid.
func Share(r Run, stories StoryTexts, own bool) (Run, LeftOut) {
	var left LeftOut
	shared := Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: r.People, ChangingTeam: r.ChangingTeam,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Corrected: r.Corrected, Origin: r.Origin, At: r.At,
	}
	least, withheld := minShared, &left.Items
	if r.Kind == Solo {
		if least, withheld = math.MaxInt, &left.Own; own {
			least = 0
		}
	}
	for id, rating := range r.Ratings {
		shared.Ratings = with(shared.Ratings, id, rating.share(least, withheld, &left))
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
	actions, more := ShareActions(r.Actions, stories)
	shared.Actions, left = actions, left.Plus(more)
	left.Reasons = CountReasons([]Run{r}, nil)
	return shared, left
}

// CountReasons returns how many actions were dropped for a reason, in these runs, their look backs and beside them; each counts once.
func CountReasons(runs []Run, actions []Action) int {
	dropped := map[string]bool{}
	for _, r := range runs {
		for id, l := range r.Looked {
			if l.Reason != "" {
				dropped[id] = true
			}
		}
		actions = append(slices.Clip(actions), r.Actions...)
	}
	for _, a := range actions {
		if a.Reason != "" {
			dropped[a.ID] = true
		}
	}
	return len(dropped)
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

// ShareVoice is [Snapshot.Voice] with what of it may go out, and what was left out. Of stories and complaints go out the days, where they came
// from, what they are about and how far they are, and not a word of what anybody told or found out; of an action that tells a story when it is due.
// Told is what was told to any team.
func (s Snapshot) ShareVoice(told StoryTexts, c Check, month Month, today Day, own bool) (v Voice, left LeftOut) {
	v = s.Voice(c, month, today)
	stories, runs := slices.Concat(v.Stories, v.Complaints), []Run(nil)
	for _, list := range [][]Action{v.Overdue, v.Due, v.Undated} {
		left = left.Plus(shareInPlace(list, told))
	}
	v.Stories, v.Complaints = shareStories(v.Stories), shareStories(v.Complaints)
	if v.All, v.Shared = nil, true; v.Run != nil {
		now, then := *v.Run, Run{}
		now.Answers, now.Actions, now.Looked, runs = nil, nil, nil, []Run{*v.Run}
		run, more := Share(now, told, own)
		left = left.Plus(more)
		if v.Baseline != nil {
			then, more = Share(v.Baseline.OnlyRatings(), told, own)
			v.Baseline, left = &then, left.Plus(more)
		}
		v.Run, v.Items = &run, Compare(c, then, run, "", s.Marks.Changing).Items
	}
	left.Stories = CountStories(runs, stories)
	return v, left
}

// ShareDue is [Snapshot.Due] with what of it may go out, as in [Snapshot.ShareVoice], and what was left out.
func (s Snapshot) ShareDue(told StoryTexts, today Day) (d Due, left LeftOut) {
	d = s.Due(today)
	left = shareInPlace(d.Actions, told)
	left.Stories = CountStories(nil, d.Waiting)
	d.Last, d.Waiting = Run{ID: d.Last.ID, Day: d.Last.Day}, shareStories(d.Waiting)
	return d, left
}

// shareInPlace replaces each action of a list by what of it may be shared. One that tells a story keeps little but its due date.
func shareInPlace(list []Action, told StoryTexts) (left LeftOut) {
	for i, a := range list {
		shared, more := ShareActions(list[i:i+1], told)
		list[i], left = append(shared, Action{ID: a.ID, Due: a.Due, State: a.State, Team: a.Team, Made: a.Made})[0], left.Plus(more)
	}
	return left
}

// shareStories returns what of stories may be shared.
func shareStories(list []Story) []Story {
	shared := make([]Story, len(list))
	for i, s := range list {
		c := s.Complaint
		shared[i] = Story{
			ID: s.ID, Team: s.Team, On: s.On, Source: s.Source, Noted: s.Noted, About: s.About,
			Complaint: Complaint{State: c.State, Cases: c.Cases, Steps: c.Steps, Remedy: Remedy{On: c.Remedy.On}},
		}
	}
	return shared
}

// withholds tells whether a text must not be shared. It counts the text as one of its sort, or else as verbatim.
func (l *LeftOut) withholds(text string, stories StoryTexts, sort *int) bool {
	if stories.Contains(text) {
		*sort++
		return true
	}
	l.Verbatim++
	return false
}

// share returns what of a rating may be shared if at least so many people must have rated, and counts what may not.
func (r Rating) share(least int, withheld *int, left *LeftOut) Rating {
	if r.Chair.Evidence != "" {
		left.Evidence++
	}
	if r.Answers() > 0 && (r.N() < least || !r.Revealed) {
		*withheld++
		return Rating{Revision: r.Revision, Revealed: true, Withheld: true}
	}
	shared := Rating{
		Tally: r.Tally, Revision: r.Revision, Revealed: r.Revealed, People: r.People, Chair: Chair{Step: r.Chair.Step, Empty: r.Chair.Empty},
	}
	if r.Before.N() >= least {
		shared.Before = r.Before
	} else if r.Before.Answers() > 0 {
		*withheld++
	}
	return shared
}

// StoryTexts recognises texts that repeat what customers told a team: its stories, what it did for a customer, the causes it found, and the
// evidence for its chairs. These are taken apart into passages: clauses, and pieces of some consecutive words. A text is recognised where
// consecutive words of it are, in any order, those of a long passage, or where a clause of it, or several in a row, have the words of a
// shorter one. Case, accents, hyphens and how a number is written do not matter. A paraphrase is not recognised.
type StoryTexts struct {
	sums    map[uint64]bool // by the hash of a passage's words: whether it is recognised anywhere, or only as a clause of the text
	lengths map[int]bool    // of the passages that are recognised anywhere, in words
}

// How many letters a passage must have to be recognised: a short phrase such as "we call customers" may stand in any text.
const (
	minTold   = 20 // a clause of the story anywhere in a text, or a piece of the story as a clause of the text
	minPiece  = 40 // a piece of the story anywhere in a text
	minClause = 15 // a clause of the story as a clause of the text
	minWords  = 3  // of any passage, in words
)

// StoryTextsOf returns the texts of these records, to which others can be added.
func StoryTextsOf(records ...Record) StoryTexts {
	t := StoryTexts{sums: map[uint64]bool{}, lengths: map[int]bool{}}
	for _, record := range records {
		t.Add(record)
	}
	return t
}

// Add adds the texts of a record.
func (t StoryTexts) Add(record Record) {
	switch r := record.(type) {
	case Run:
		for _, rating := range r.Ratings {
			t.add(rating.Story)
			t.add(rating.Chair.Evidence)
		}
	case Story:
		t.add(r.Text)
		t.add(r.Complaint.Remedy.Text)
		for _, a := range append(slices.Clip(r.Complaint.Before), Attempt{Whys: r.Complaint.Whys}) {
			for _, why := range a.Whys {
				t.add(why)
			}
		}
	}
}

// add adds a text as a whole, however short it is, its clauses, and its pieces up to those that are long enough.
func (t StoryTexts) add(text string) {
	for _, p := range phrasesOf(text) {
		if p.words() > 0 {
			t.addSpan(p, p.clauses[0], false)
		}
		t.addPassages(p)
	}
}

func (t StoryTexts) addPassages(p phrase) {
	for _, c := range p.clauses {
		if p.isLong(c, minClause) {
			t.addSpan(p, c, p.isLong(c, minTold))
		}
	}
	for from := range p.words() {
		for to := from + minWords; to <= p.words(); to++ {
			s := span{from, to}
			if p.isLong(s, minPiece) {
				t.addSpan(p, s, true)
				break
			}
			if p.isLong(s, minTold) {
				t.addSpan(p, s, false)
			}
		}
	}
}

func (t StoryTexts) addSpan(p phrase, s span, anywhere bool) {
	sum := p.sum(s)
	if t.sums[sum] = t.sums[sum] || anywhere; anywhere {
		t.lengths[s.to-s.from] = true
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

// CountStories returns how many stories there are behind the numbers of runs and among those that were noted. One that is told at
// several places is counted once.
func CountStories(runs []Run, stories []Story) int {
	different := map[uint64]bool{}
	for _, text := range storiesOf(runs, stories) {
		p := phrasesOf(text)[0]
		different[p.sum(p.clauses[0])] = true
	}
	return len(different)
}

// Contains tells whether a text repeats what customers told.
func (t StoryTexts) Contains(text string) bool { return slices.ContainsFunc(phrasesOf(text), t.holds) }

func (t StoryTexts) holds(p phrase) bool {
	for _, c := range p.clauses {
		if _, ok := t.sums[p.sum(c)]; ok {
			return true
		}
	}
	for n := range t.lengths {
		for from := range p.words() - n + 1 {
			if t.sums[p.sum(span{from, from + n})] {
				return true
			}
		}
	}
	return false
}
