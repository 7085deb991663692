package checks

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Snapshot is all that is kept of a team at one moment, and a little of the other teams. What screens and reports show of the team
// follows from it. What cannot be read is not in it. Nobody changes what it holds.
type Snapshot struct {
	Team     string   // as asked for, even where nothing is kept of it, or the one used last; "" where there is none
	Teams    []string // all teams, the one used last first
	Language string   // remembered code, "" where nobody chose one

	Marks     Marks             // of the team
	Runs      []Run             // of the team, in the order of [SortRuns]
	Revisions map[string]uint64 // under which these are stored, by id
	Made      []Action          // of the team, between runs
	Stories   []Story           // of the team, in the order of [SortStories]

	Begun []Summary // unfinished runs of all teams, in the order of [SortLatest]
}

// Run returns the run of the team with this id, and the revision under which it is stored.
func (s Snapshot) Run(id string) (run Run, revision uint64, ok bool) {
	i := slices.IndexFunc(s.Runs, func(r Run) bool { return r.ID == id })
	if i < 0 {
		return Run{}, 0, false
	}
	return s.Runs[i], s.Revisions[id], true
}

// Home returns what the first screen shows: at most n of the finished runs.
func (s Snapshot) Home(n int) Home {
	h := Home{
		Team: s.Team, Teams: s.Teams, Changing: s.Marks.Changing, Leadership: s.Marks.Leadership, Unfinished: s.Begun,
		Open: s.open(), Language: s.Language,
	}
	h.Followed = slices.DeleteFunc(slices.Clone(s.Stories), func(story Story) bool { return !story.Complaint.IsFollowed() })
	for _, r := range s.Runs {
		if r.IsFinished() && len(h.Last) < n {
			h.Last = append(h.Last, Summarize(r))
		}
	}
	return h
}

// History returns the runs in short.
func (s Snapshot) History() History {
	h := History{Team: s.Team, Changing: s.Marks.Changing, Leadership: s.Marks.Leadership}
	for _, r := range s.Runs {
		h.Runs = append(h.Runs, Summarize(r))
	}
	return h
}

// Actions returns the actions of the finished runs and those made between runs, in the order of [SortDue].
func (s Snapshot) Actions() []Action {
	list := slices.Clone(s.Made)
	for _, r := range s.Runs {
		if r.IsFinished() {
			list = append(list, ActionsOf(r)...)
		}
	}
	SortDue(list)
	return list
}

// open returns the open ones of the actions.
func (s Snapshot) open() []Action {
	return slices.DeleteFunc(s.Actions(), func(a Action) bool { return a.State != Open })
}

// Work returns what the team has open: its actions, and its complaints whose fix is in; beside these all that has an outcome in the
// look back of a run. Of several actions with one id the outcome belongs to the open one.
func (s Snapshot) Work(looked map[string]Look) (w Work) {
	all := s.Actions()
	isOpen := func(id string) bool {
		return slices.ContainsFunc(all, func(a Action) bool { return a.ID == id && a.State == Open })
	}
	for _, a := range all {
		if _, hasOutcome := looked[a.ID]; a.State == Open || hasOutcome && !isOpen(a.ID) {
			w.Actions = append(w.Actions, a)
		}
	}
	for _, story := range s.Stories {
		if _, hasOutcome := looked[story.ID]; hasOutcome || story.Complaint.State == ComplaintFixed {
			w.Complaints = append(w.Complaints, story)
		}
	}
	return w
}

// ApplyLooks returns the records that change where the look back of a run is another than in its state before: actions between runs,
// complaints, and earlier runs whose actions have an outcome, as they are afterwards. What was deleted meanwhile is passed over.
func (s Snapshot) ApplyLooks(was, now Run) (changed []Record) {
	runs := map[string]Run{}
	for _, id := range LookedDiffer(was, now) {
		before, after := was.Looked[id], now.Looked[id]
		a, found := s.action(id)
		i := slices.IndexFunc(s.Stories, func(story Story) bool { return story.ID == id })
		switch next := ActionAfter(a, before, after); {
		case found && (next == a || a.Run == now.ID): // a run does not look back on actions of its own
		case found && a.Run == "":
			changed = append(changed, next)
		case found:
			run, known := runs[a.Run]
			if !known {
				run, _, _ = s.Run(a.Run)
				run.Actions = slices.Clone(run.Actions)
			}
			run.Actions[slices.Index(run.Actions, a.Own())] = next.Own()
			runs[a.Run] = run
		case i >= 0:
			story := s.Stories[i]
			story.Complaint = ComplaintAfter(story.Complaint, before, after)
			changed = append(changed, story)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(runs)) {
		changed = append(changed, runs[id])
	}
	return changed
}

// action returns the action with an id: one that is open, if there is one.
func (s Snapshot) action(id string) (a Action, found bool) {
	for _, other := range s.Actions() {
		if other.ID == id && (!found || a.State != Open && other.State == Open) {
			a, found = other, true
		}
	}
	return a, found
}

// Compare compares a run of the team with another one: the one with the id baseline, or for "" the one that [Baseline] picks in the
// zone of loc. Where one of the two is not among the runs, that is [CodeNotFound] with its id.
func (s Snapshot) Compare(c Check, current, baseline string, loc *time.Location) (Comparison, error) {
	now, _, ok := s.Run(current)
	if !ok {
		return Comparison{}, fail(CodeNotFound, current)
	}
	chosen := ChosenRun
	if baseline == "" {
		b, how, ok := Baseline(Summarize(now), s.History().Runs, loc)
		if !ok {
			return Comparison{}, fail(CodeNoBaseline, s.Team)
		}
		baseline, chosen = b.ID, how
	}
	then, _, ok := s.Run(baseline)
	if !ok {
		return Comparison{}, fail(CodeNotFound, baseline)
	}
	return Compare(c, then, now, chosen, s.Marks.Changing), nil
}

// Voice returns what customers said to the team in a month, as [VoiceOf] does.
func (s Snapshot) Voice(c Check, month Month, today Day, loc *time.Location) Voice {
	h := s.History()
	var latest *Run
	if sum, ok := VoiceRun(h.Runs, month, loc); ok {
		run, _, _ := s.Run(sum.ID)
		latest = &run
	}
	return VoiceOf(c, month, s.Team, s.Stories, s.open(), h, latest, today, loc)
}

// SortLatest puts runs in order: what was finished, or begun, last first, and at the same moment the later id.
func SortLatest(list []Summary) {
	slices.SortFunc(list, func(a, b Summary) int { return inOrder(b, a) })
}

// SortRuns is [SortLatest] for whole runs.
func SortRuns(list []Run) {
	slices.SortFunc(list, func(a, b Run) int { return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.ID, a.ID)) })
}

// Summary is what lists and comparisons need of a run without reading all of it.
type Summary struct {
	ID       string
	Team     string
	Kind     Kind
	People   int
	Started  time.Time
	Finished time.Time // zero while unfinished
	Origin   Origin
	LookBack bool   // the run begins with a look back
	At       string // id of the stage an unfinished run stands at
	Ratings  map[string]Rated
	Chairs   map[string]Step // where the empty chair stands, by item; never part of a figure
	Answers  int
	Actions  int
	Open     int // actions that are neither done nor dropped
}

// Rated is a revealed tally and the revision of the item it rates.
type Rated struct {
	Tally
	Revision int
	Withheld bool // as [Rating.Withheld]
}

// Summarize returns the summary of a run. Tallies that are not revealed are left out.
func Summarize(r Run) Summary {
	s := Summary{
		ID: r.ID, Team: r.Team, Kind: r.Kind, People: r.People, Started: r.Started, Finished: r.Finished,
		Origin: r.Origin, LookBack: r.LookBack, At: r.At, Answers: r.AnswerCount(), Actions: len(r.Actions), Ratings: make(map[string]Rated, len(r.Ratings)),
	}
	for _, a := range r.Actions {
		if a.State == Open {
			s.Open++
		}
	}
	for id, rating := range r.Ratings {
		if rating.Revealed {
			s.Ratings[id] = Rated{rating.Tally, rating.Revision, rating.Withheld}
			if rating.Chair.Step != NoAnswer {
				s.Chairs = with(s.Chairs, id, rating.Chair.Step)
			}
		}
	}
	return s
}

// IsFinished tells whether the run was finished.
func (s Summary) IsFinished() bool { return !s.Finished.IsZero() }

// When is the moment a run counts for: when it was finished, or started while it is not.
func (s Summary) When() time.Time {
	if s.IsFinished() {
		return s.Finished
	}
	return s.Started
}

// Home is what the first screen shows of a team.
type Home struct {
	Team       string    // as asked for, or the one used last; "" where there is none
	Teams      []string  // all teams, the one used last first
	Changing   bool      // the team's people change from run to run
	Leadership bool      // the team is one that leads others
	Last       []Summary // finished runs of the team, latest first
	Unfinished []Summary // unfinished runs of all teams, latest first
	Open       []Action  // of the team and not of an unfinished run, the one due first first, those without a date last
	Followed   []Story   // complaints of the team that are not gone, the latest first
	Language   string    // remembered code, "" where nobody chose one
}

// History is all that is known of a team's runs without reading them whole.
type History struct {
	Team       string
	Changing   bool      // the team's people change from run to run
	Leadership bool      // the team is one that leads others
	Runs       []Summary // finished and unfinished, latest first
}

// NextDue returns the day from which on the next run is due after one that was finished at a moment: the same day three months
// later, or the last day of that month where it has no such day. Days are those of the moment's own zone.
func NextDue(finished time.Time) Day {
	d := DayOf(finished)
	last := time.Date(d.Year, d.Month+4, 0, 0, 0, 0, 0, time.UTC)
	return Day{last.Year(), last.Month(), min(d.Day, last.Day())}
}
