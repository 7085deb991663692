package checks

import (
	"slices"
	"strings"
)

// OpenWork is what a team looks back on at the beginning of a run: actions, and complaints whose fix is in.
type OpenWork struct {
	Actions    []Action // what is due first first
	Complaints []Story  // the latest first
}

// IsEmpty tells whether there is nothing to look back on.
func (w OpenWork) IsEmpty() bool { return len(w.Actions)+len(w.Complaints) == 0 }

// Only returns the actions and complaints that have an outcome in a look back.
func (w OpenWork) Only(looked map[string]Look) OpenWork {
	w.Actions = slices.DeleteFunc(w.Actions, func(a Action) bool { return looked[a.ID] == (Look{}) })
	w.Complaints = slices.DeleteFunc(w.Complaints, func(s Story) bool { return looked[s.ID] == (Look{}) })
	return w
}

// Outcome is what became of an open action or complaint, as the team says it at the beginning of a run.
type Outcome string

// The outcomes: of an action the first three, of a complaint the others.
const (
	OutcomeDone     Outcome = "done"
	OutcomeOpen     Outcome = "open" // it was looked at, and stays open
	OutcomeDropped  Outcome = "dropped"
	OutcomeGone     Outcome = "gone"
	OutcomeCameBack Outcome = "came-back"
)

// Look is the outcome of one action or complaint, and the day on which the team said it. A dropped action has a reason.
type Look struct {
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason" import:"line,optional"`
	On      Day     `json:"on"`
}

// Look notes what became of the action or complaint with this id; the zero Look takes that back.
func (f *Flow) Look(id string, l Look) error {
	l.Reason = CleanLine(l.Reason)
	next := f.now
	next.run.Looked = with(next.run.Looked, id, l)
	if l == (Look{}) {
		delete(next.run.Looked, id)
	}
	if len(next.run.Looked) == 0 {
		next.run.Looked = nil
	}
	return f.change(next)
}

// ChangedLooks returns the ids whose look is not the same in two states of a run, in order.
func ChangedLooks(before, after Run) (ids []string) {
	for _, looked := range []map[string]Look{before.Looked, after.Looked} {
		for id := range looked {
			if before.Looked[id] != after.Looked[id] {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// ActionAfter returns an action as it is once its look in a run has changed. The zero look is one that is taken back: then the action
// is open again, unless somebody changed it elsewhere meanwhile.
func ActionAfter(a Action, before, now Look) Action {
	wasApplied := string(before.Outcome) == string(a.State) && before.Reason == a.Reason
	switch {
	case now.Outcome == OutcomeDone:
		return a.Finish()
	case now.Outcome == OutcomeDropped:
		a.State, a.Reason = Dropped, now.Reason
	case now.Outcome == OutcomeOpen, now == Look{} && wasApplied:
		return a.Reopen()
	}
	return a
}

// ComplaintAfter is [ActionAfter] for a complaint. An outcome that its state does not allow changes nothing.
func ComplaintAfter(c Complaint, before, now Look) Complaint {
	if string(before.Outcome) == string(c.State) && before.On == c.Since() {
		c = c.Unconfirm()
	}
	after, _ := c.Confirm(ComplaintState(now.Outcome), now.On)
	return after
}

// LookBackEntry is one look of a run, with the action or complaint that it is about.
type LookBackEntry struct {
	Look
	ID        string
	Text      string
	From      string // the item or question of the action, or the one that the story is about; "" for none
	Complaint bool   // a complaint, otherwise an action
}

// LookBack returns the looks of a run of the team, those at actions first, both in the order in which these and the complaints were
// made. Those at what was deleted since are left out.
func (s Snapshot) LookBack(r Run) (list []LookBackEntry) {
	for _, a := range s.Actions() {
		if look, ok := r.Looked[a.ID]; ok {
			list = append(list, LookBackEntry{look, a.ID, a.Text, a.From, false})
		}
	}
	n := len(list)
	for _, story := range s.Stories {
		if look, ok := r.Looked[story.ID]; ok {
			list = append(list, LookBackEntry{look, story.ID, story.Text, story.About, true})
		}
	}
	for _, part := range [][]LookBackEntry{list[:n], list[n:]} {
		slices.SortFunc(part, func(a, b LookBackEntry) int { return strings.Compare(a.ID, b.ID) })
	}
	return list
}

// RunContext is what the team of a run that is worked on had said and done when it was opened.
type RunContext struct {
	Team        Snapshot
	Baseline    Run
	HasBaseline bool
	Work        OpenWork           // what the run looks back on
	Stories     []Story            // of the team until the day of the run, the latest first
	Recent      []Story            // those of them since the baseline
	Related     map[string][]Story // of these, by the item or question that they belong to

	flow *Flow
}

// NewRunContext finds what belongs to a run of a team. Of what happened after the day of a run that is entered later, or corrected, nobody
// could have spoken in it.
func NewRunContext(f *Flow, team Snapshot) *RunContext {
	r := f.Run()
	c := &RunContext{flow: f, Team: team, Work: team.OpenWork(r.Looked), Stories: team.Stories, Related: map[string][]Story{}}
	if f.IsCorrecting() { // what stands open now did not stand open then
		c.Work = c.Work.Only(r.Looked)
	}
	c.FindBaseline()
	if c.IsOfAnotherDay() {
		c.Stories = slices.DeleteFunc(slices.Clone(c.Stories), func(s Story) bool { return r.Day.Before(s.On) })
	}
	c.Recent = StoriesSince(c.Stories, c.Baseline.Day)
	for _, stage := range f.Stages() {
		c.Related[stage.ID] = StoriesFor(f.Check(), stage.ID, c.Recent)
	}
	return c
}

// FindBaseline picks what the run is compared with, anew where its day, its kind or its team is corrected. Of another team nothing is known
// until the run is opened again.
func (c *RunContext) FindBaseline() {
	c.Baseline, _, c.HasBaseline = Baseline(c.flow.Run(), c.Team.Runs, c.Team.Year)
}

// IsEnteredLater tells whether the run took place on an earlier day and is entered now.
func (c *RunContext) IsEnteredLater() bool { return c.flow.Run().Origin == OriginLater }

// IsOfAnotherDay tells whether the run took place before it is worked on now.
func (c *RunContext) IsOfAnotherDay() bool { return c.IsEnteredLater() || c.flow.IsCorrecting() }

// DayOf is the day on which what people say in the run today is said: its own where it took place earlier.
func (c *RunContext) DayOf(today Day) Day {
	if held := c.flow.Run().Day; c.IsOfAnotherDay() && held.Before(today) {
		return held
	}
	return today
}

// NewStory is a story behind the number of an item, as it is noted on a day.
func (c *RunContext) NewStory(item, text, id string, today Day) Story {
	return Story{ID: id, Team: c.flow.Run().Team, On: c.DayOf(today), Noted: today, Source: FromElsewhere, About: item, Text: text}
}

// Compared holds the run as its finish would keep it now against its baseline, nil where it has none.
func (c *RunContext) Compared() *Comparison {
	if !c.HasBaseline {
		return nil
	}
	now := Compare(c.flow.Check(), c.Baseline, c.flow.AtClose(), "", c.Team.Marks.Changing)
	return &now
}

// Change is what happened to an item since the baseline.
func (c *RunContext) Change(item string) (ItemChange, bool) {
	return c.Compared().Of(item)
}

// Rated returns the baseline's answers to an item, where they are answers to the same statement.
func (c *RunContext) Rated(item string) (Tally, bool) {
	it, _ := c.flow.Check().Item(item)
	r := c.Baseline.Revealed(item)
	return r.Tally, r.Revealed && r.Revision == it.Revision
}

// Followed returns a complaint as it is after what the run said of it at its look back.
func (c *RunContext) Followed(s Story) Story {
	switch c.flow.Run().Looked[s.ID].Outcome {
	case OutcomeGone:
		s.Complaint.State = ComplaintGone
	case OutcomeCameBack:
		s.Complaint.State = ComplaintBack
	default: // nothing was said of it
	}
	return s
}

// StoriesBehind returns the stories one of which may stand behind the number of an item, those about it first.
func (c *RunContext) StoriesBehind(item string) []Story {
	others := slices.DeleteFunc(slices.Clone(c.Recent), func(s Story) bool { return s.About == item })
	stories := append(slices.Clip(c.Related[item]), others...)
	for i, s := range stories {
		stories[i] = c.Followed(s)
	}
	return stories
}

// Tension is where the number of an item and the stories about it disagree, with the complaints about it that are open.
func (c *RunContext) Tension(item string) (Tension, []Story) {
	var open []Story
	for i := range c.Stories { // there may be thousands, at each frame
		if c.Stories[i].About != item {
			continue
		}
		if s := c.Followed(c.Stories[i]); s.Complaint.IsOpen() {
			open = append(open, s)
		}
	}
	return TensionOf(item, c.flow.Run().Ratings[item].Tally, open, c.Related[item]), open
}
