package checks

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxHistory is how many changes can be undone.
const maxHistory = 500

// Flow walks one run through its stages. A method that changes what the run holds makes its whole change, which [Flow.Undo]
// takes back, or returns an [Error] and changes nothing. Moving between stages, drafts and the clock are no
// changes in this sense. A Flow is not safe for concurrent use.
type Flow struct {
	check  Check
	stages []Stage
	now    flowState
	past   []flowState
	future []flowState
	today  Day

	correcting bool   // the run is finished and changes all the same
	stood      string // the stage at which it stood, which is nothing that is corrected
}

// flowState is the run at one point of its history. The hidden answers one by one stand here and not in the run: their order is
// needed to take the last one back, their names to know a later answer of the same person, and both must never be stored.
type flowState struct {
	run   Run
	order map[string][]Ballot
	held  map[string]Rating // of a finished run, by item: what holds until a new vote on it is revealed, with how many people were there

	numbers map[string][][]int  // by question: the numbers of each answer, the first of which shows; without them its place
	marked  map[string][]marked // by question: what was marked from chats
}

// stored is the run as it may be kept: a finished one hides nothing.
func (s flowState) stored() Run {
	r := s.run
	for id, was := range s.held {
		rating := r.Ratings[id]
		if rating.Revealed {
			continue
		}
		rating.Tally, rating.Revision, rating.Revealed = was.Tally, was.Revision, was.Revealed
		if rating.People = was.People; rating.People == r.People {
			rating.People = 0
		}
		if r.Ratings = with(r.Ratings, id, rating); rating == (Rating{}) {
			delete(r.Ratings, id)
		}
	}
	return r
}

// NewFlow goes on with a run where it stands.
func NewFlow(c Check, r Run) (*Flow, error) {
	if err := r.Validate(c); err != nil {
		return nil, err
	}
	return &Flow{check: c, stages: r.Stages(c), now: flowState{run: r.Clone()}}, nil
}

// Run returns the run as it is now. The caller may keep it; it must not change its maps and slices.
func (f *Flow) Run() Run { return f.now.run }

// Stored returns the run as it is to be saved: where a new vote on an item of a finished run waits for its reveal, with the answers that
// the item had before.
func (f *Flow) Stored() Run {
	r := f.now.stored()
	if f.correcting {
		r.At = f.stood
	}
	return r
}

// AtClose returns the run with the answers that its finish would keep: of an item on which nobody has voted again yet those of the vote before.
// What waits for its reveal stays hidden.
func (f *Flow) AtClose() Run {
	r, kept := f.now.run, f.now.stored().Ratings
	for id, rating := range r.Ratings {
		if rating.Answers() > 0 {
			continue
		}
		if rating = rating.settled(r.PeopleAt(id)); kept[id].Revealed {
			rating = kept[id]
		}
		rating.Revealed = rating.Answers() > 0
		r.Ratings = with(r.Ratings, id, rating)
	}
	return r
}

// settled is the rating with the vote before in place of one that nobody gave; people were asked for it.
func (r Rating) settled(people int) Rating {
	if r.Answers() > 0 {
		return r
	}
	if r.Tally, r.Latest = r.Latest, (Tally{}); r.Answers() == 0 {
		r.Tally, r.Before = r.Before, Tally{}
	}
	if n := r.Answers(); n > people {
		r.People = n
	}
	return r
}

// Correct lets a finished run change, from its last stage on, while it stays finished. Its last change makes today the day on which it
// was corrected.
func (f *Flow) Correct(today Day) {
	f.correcting, f.stood, f.today = f.now.run.IsFinished(), f.now.run.At, today
	f.Go(len(f.stages) - 1)
}

// IsCorrecting tells whether the run is finished and may be changed.
func (f *Flow) IsCorrecting() bool { return f.correcting }

// Check returns the check that the run goes through.
func (f *Flow) Check() Check { return f.check }

// Stages returns the stages of the run in order.
func (f *Flow) Stages() []Stage { return f.stages }

// At returns the place of the current stage in [Flow.Stages].
func (f *Flow) At() int { return stageIndex(f.stages, f.now.run.At) }

// Stage returns the current stage.
func (f *Flow) Stage() Stage { return f.stages[f.At()] }

// Done tells whether the stage at place i holds a result: something looked at, a revealed rating, an answer, an action,
// the finish.
func (f *Flow) Done(i int) bool {
	r, s := f.now.run, f.stages[i]
	switch s.Kind {
	case StageLookBack:
		return len(r.Looked) > 0
	case StageItem:
		return f.AtClose().Ratings[s.ID].Revealed
	case StageQuestion:
		return len(r.Answers[s.ID]) > 0
	case StageChoose:
		return len(r.Actions) > 0
	default:
		return r.IsFinished()
	}
}

// SetToday says which day it is where the run is held: that of its first reveal is the day of the run. Without it the run keeps the day
// on which it began.
func (f *Flow) SetToday(d Day) { f.today = d }

// Go moves to the stage at place i; places outside the run are the nearest end of it.
func (f *Flow) Go(i int) {
	f.now.run.At = f.stages[min(max(i, 0), len(f.stages)-1)].ID
}

// SetChangingTeam notes whether the team's people change from run to run, unless the run is finished or one person's, and tells
// whether that is another answer than before.
func (f *Flow) SetChangingTeam(changing bool) bool {
	r := &f.now.run
	if r.IsFinished() || r.Kind == Solo || r.ChangingTeam == changing {
		return false
	}
	r.ChangingTeam = changing
	return true
}

// SetDraft keeps text that is typed at the current stage but not yet added, and tells whether it is another than before.
func (f *Flow) SetDraft(text string) bool { return f.setDraft("", text) }

// SetEdited keeps what is typed over the answer at place i of the current question, or of none where i is negative, and tells whether it is
// something else than before.
func (f *Flow) SetEdited(i int, text string) bool {
	draft, answers := "", f.now.run.Answers[f.now.run.At]
	if i >= 0 && text != answers[i].Text {
		draft = fmt.Sprintf("%d %s\n%s", i+1, CleanLine(answers[i].Text), text)
	}
	return f.setDraft(Edited, draft)
}

// Edited returns what [Flow.SetEdited] kept at a question, and the place of the answer that it changes, -1 where that is gone. One that is
// not in its place any more is found by its text.
func (f *Flow) Edited(question string) (i int, text string, ok bool) {
	head, text, ok := strings.Cut(f.now.run.Drafts[question+Edited], "\n")
	place, was, _ := strings.Cut(head, " ")
	answers := f.now.run.Answers[question]
	if n, _ := strconv.Atoi(place); n > 0 && n <= len(answers) && CleanLine(answers[n-1].Text) == was {
		return n - 1, text, ok
	}
	return slices.IndexFunc(answers, func(a Answer) bool {
		line := CleanLine(a.Text)
		return line == was || line == head // as an earlier program kept it
	}), text, ok
}

func (f *Flow) setDraft(of, text string) bool {
	r := &f.now.run
	of, text = r.At+of, Clean(text)
	if r.Drafts[of] == text {
		return false
	}
	r.Drafts = with(r.Drafts, of, text)
	if text == "" {
		delete(r.Drafts, of)
	}
	return true
}

// Typed returns the stages at which text is typed that is not yet added.
func (f *Flow) Typed() (ids []string) {
	for _, s := range f.stages {
		if drafts := f.now.run.Drafts; strings.TrimSpace(drafts[s.ID]+drafts[s.ID+Edited]) != "" {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// Spend adds time to the current stage's clock, which never goes backwards.
func (f *Flow) Spend(d time.Duration) {
	if d <= 0 {
		return
	}
	r := &f.now.run
	r.Spent = with(r.Spent, r.At, r.Spent[r.At]+d)
}

// Undo takes the last change back and goes to the stage where it was made.
func (f *Flow) Undo() error {
	return f.travel(&f.past, &f.future, CodeNothingToUndo)
}

// Redo makes the change again that was undone last, and goes to its stage.
func (f *Flow) Redo() error {
	return f.travel(&f.future, &f.past, CodeNothingToRedo)
}

// UndoStage and RedoStage return the id of the stage to which undo and redo lead, "" where there is nothing to do.
func (f *Flow) UndoStage() string { return stageOf(f.past) }

// RedoStage is described at [Flow.UndoStage].
func (f *Flow) RedoStage() string { return stageOf(f.future) }

func stageOf(states []flowState) string {
	if len(states) == 0 {
		return ""
	}
	return states[len(states)-1].run.At
}

// travel goes to the state on top of from and leaves the present one on to. Time spent and drafts are not part of the
// history: they stay as they are.
func (f *Flow) travel(from, to *[]flowState, none Code) error {
	n := len(*from)
	if n == 0 {
		return fail(none, "")
	}
	for item := range f.now.order {
		f.forget(item)
	}
	target := (*from)[n-1]
	*from = (*from)[:n-1]
	f.now.run.At = target.run.At // the stage of the change, so that the way back ends there too
	*to = append(*to, f.now)
	target.run.Spent, target.run.Drafts = f.now.run.Spent, f.now.run.Drafts
	target.run.ChangingTeam = f.now.run.ChangingTeam
	f.now = target
	return nil
}

// change puts next in place of the present run, unless it is not valid, and keeps that for undo. Where the two are equal there is
// nothing to undo. A finished run changes no more, unless undo opens it again or it is corrected.
func (f *Flow) change(next flowState) error {
	if reflect.DeepEqual(next.run, f.now.run) {
		return nil
	}
	return f.put(next)
}

// put is change without a look at whether the two are equal.
func (f *Flow) put(next flowState) error {
	if f.now.run.IsFinished() && !f.correcting {
		return fail(CodeFinished, "")
	}
	if f.correcting && !Same(next.stored(), f.now.stored()) {
		next.run.Corrected = f.today
	}
	wrong := next.stored().Problems(f.check)
	if f.correcting { // what waits for its reveal, too, as in a run that is not finished
		voted := next.run
		voted.Finished, voted.Corrected = time.Time{}, Day{}
		wrong = append(wrong, voted.Problems(f.check)...)
	}
	if len(wrong) > 0 {
		return wrong[0].Err
	}
	f.past = append(f.past, f.now)
	f.past = f.past[max(0, len(f.past)-maxHistory):]
	f.future = nil
	f.now = next
	return nil
}

// with returns a copy of m in which key has the value v.
func with[K comparable, V any](m map[K]V, key K, v V) map[K]V {
	c := maps.Clone(m)
	if c == nil {
		c = map[K]V{}
	}
	c[key] = v
	return c
}

// SetHeld changes on which day, by which team and by how many people the run was held.
func (f *Flow) SetHeld(day Day, team string, kind Kind, people int) error {
	next := f.now
	r := &next.run
	r.Day, r.Team, r.Kind, r.People = day, CleanLine(team), kind, people
	r.ChangingTeam = r.ChangingTeam && kind == Team
	return f.change(next)
}

// Finish ends the run. What is typed and not yet added stays so. The day of now is that of its own zone. Answers that were still hidden are
// revealed with it; of an item on which nobody voted again the vote before holds. A run that is entered later ended when it took place.
func (f *Flow) Finish(now time.Time) error {
	next := f.now
	if next.run.IsFinished() {
		return fail(CodeFinished, "")
	}
	for id, rating := range next.run.Ratings {
		f.forget(id)
		if rating = rating.settled(next.run.PeopleAt(id)); rating.Answers() > 0 && !rating.Revealed {
			rating.Revealed = true
			next.run = next.run.withRating(id, rating, DayOf(now))
		}
	}
	if next.run.Finished = now; next.run.Origin == OriginLater {
		next.run.Finished = next.run.Started
	}
	return f.change(next)
}

// weights says how the minutes of a run are split over its stages: the look back is brief, an item needs a vote and some talk, a
// question time to think and to write.
var weights = map[StageKind]int{StageLookBack: 3, StageItem: 4, StageQuestion: 6, StageChoose: 5, StageClose: 2}

// Slot is the time of one stage, and what is left of the whole run's.
type Slot struct {
	Planned time.Duration
	Left    time.Duration // below zero once the stage is over its time
	Total   time.Duration // left for the whole run, below zero once it is over its time
}

// Half tells whether half of the stage's time is gone, and not yet all of it.
func (s Slot) Half() bool { return s.Left > 0 && 2*s.Left <= s.Planned }

// Slot returns the time of the stage at place i of [Flow.Stages]. What earlier overruns took, the stages from i on make up for in
// proportion to their weights; what was spent on later ones, before the way led back to this, is part of their own time. Without
// minutes nothing is planned.
func (f *Flow) Slot(i int) Slot {
	spent := f.now.run.Spent
	here := spent[f.stages[i].ID]
	total := time.Duration(f.now.run.Minutes) * time.Minute
	toSplit := total
	for _, d := range spent {
		total -= d
	}
	for _, s := range f.stages[:i] {
		toSplit -= spent[s.ID]
	}
	sum := 0
	for _, s := range f.stages[i:] {
		sum += weights[s.Kind]
	}
	share := toSplit * time.Duration(weights[f.stages[i].Kind]) / time.Duration(sum)
	planned := max(0, min(share, total+here))
	return Slot{Planned: planned, Left: planned - here, Total: total}
}

// AddMinutes gives the run more minutes, which the stages share from the present one on.
func (f *Flow) AddMinutes(n int) error {
	next := f.now
	next.run.Minutes += n
	return f.change(next)
}
