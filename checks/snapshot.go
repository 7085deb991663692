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
	Team  string   // as asked for, even where nothing is kept of it, or the one used last; "" where there is none
	Teams []string // all teams, the one used last first
	Settings

	Marks          Marks             // of the team
	Runs           []Run             // of the team, in the order of [SortRuns]
	Revisions      map[string]uint64 // under which these are stored, by id
	ActionsBetween []Action          // of the team, between runs
	Stories        []Story           // of the team, in the order of [SortStories]

	Apart      int   // records of all teams that were changed apart on several machines, and wait to be settled
	Unfinished []Run // unfinished runs of all teams, in the order of [SortRuns]
}

// Settings are what is remembered of how people on this machine like the program.
type Settings struct {
	Language string     `json:"language"`              // code, "" where nobody chose one
	Year     FiscalYear `json:"first_month,omitempty"` // after which quarters are named
	Bell     bool       `json:"bell,omitempty"`        // the terminal's bell rings at the end of a stage's time
	Theme    string     `json:"theme,omitempty"`       // a code, as the others below; "" where nobody chose one
	Signs    string     `json:"signs,omitempty"`
	Clock    string     `json:"clock,omitempty"`
	Minutes  int        `json:"minutes,omitempty"` // of the first run of a team, 0 for the usual
	Sync     bool       `json:"sync,omitempty"`    // folders are synced when the program opens and after a run
}

// Who has a clock in a first run: a team, as is usual, everybody, nobody.
const (
	ClockTeam   = "team"
	ClockAlways = "always"
	ClockNever  = "never"
)

// UsualMinutes is how long a team's first run takes where nothing else is remembered.
const UsualMinutes = 45

// MinutesFor is how many minutes a first run of a kind has, 0 for no clock.
func (s Settings) MinutesFor(k Kind) int {
	if s.Clock == ClockNever || k == Solo && s.Clock != ClockAlways {
		return 0
	}
	return cmp.Or(s.Minutes, UsualMinutes)
}

// Resumable returns the unfinished runs of all teams, those of this one first.
func (s Snapshot) Resumable() []Run {
	of := func(own bool) []Run {
		return slices.DeleteFunc(slices.Clone(s.Unfinished), func(r Run) bool { return (r.Team == s.Team) != own })
	}
	return append(of(true), of(false)...)
}

// Run returns the run of the team with this id, and the revision under which it is stored.
func (s Snapshot) Run(id string) (run Run, revision uint64, ok bool) {
	i := slices.IndexFunc(s.Runs, func(r Run) bool { return r.ID == id })
	if i < 0 {
		return Run{}, 0, false
	}
	return s.Runs[i], s.Revisions[id], true
}

// Finished returns the finished runs, the latest first.
func (s Snapshot) Finished() []Run {
	return slices.DeleteFunc(slices.Clone(s.Runs), func(r Run) bool { return !r.IsFinished() })
}

// FinishedBy returns the finished runs of a day or before, the latest first. A run of a later day, which a wrong clock leaves, is never the
// latest.
func (s Snapshot) FinishedBy(day Day) []Run { return Until(s.Finished(), day) }

// Until returns the runs of a day or before; without a day all of them.
func Until(runs []Run, day Day) []Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return !day.IsZero() && day.Before(r.Day) })
}

// Actions returns the actions of the finished runs and those made between runs, in the order of [SortDue].
func (s Snapshot) Actions() []Action {
	list := slices.Clone(s.ActionsBetween)
	for _, r := range s.Runs {
		if r.IsFinished() {
			list = append(list, ActionsOf(r)...)
		}
	}
	SortDue(list)
	return list
}

// IsLeftBy tells whether the team keeps stories or actions, but no run, where one run becomes another team's.
func (s Snapshot) IsLeftBy(id string) bool {
	return len(s.Stories)+len(s.ActionsBetween) > 0 && !slices.ContainsFunc(s.Runs, func(r Run) bool { return r.ID != id })
}

// Open returns the open ones of the actions.
func (s Snapshot) Open() []Action {
	return slices.DeleteFunc(s.Actions(), func(a Action) bool { return a.State != Open })
}

// Due is what a team has to do on a day: when its next run is due, and what it has open.
type Due struct {
	Team    string
	Today   Day
	Last    Run      // the latest finished run, zero where there is none
	Next    Day      // from which on the next run is due, zero after none
	Actions []Action // open, what is due first first
	Waiting []Story  // complaints, see [Waiting]
}

// Due returns what the team has to do on a day.
func (s Snapshot) Due(today Day) Due {
	d := Due{Team: s.Team, Today: today, Actions: s.Open(), Waiting: Waiting(s.Stories)}
	if finished := s.FinishedBy(today); len(finished) > 0 {
		d.Last, d.Next = finished[0], NextDue(finished[0].Day)
	}
	return d
}

// IsRunDue tells whether the next run is due.
func (d Due) IsRunDue() bool { return !d.Next.IsZero() && !d.Today.Before(d.Next) }

// IsRunLate tells whether the month is over in which the next run was due.
func (d Due) IsRunLate() bool {
	return !d.Next.IsZero() && MonthOf(d.Next.Time()).Last().Before(d.Today)
}

// ActionsDue returns how many of the actions are due, or overdue.
func (d Due) ActionsDue() int {
	n := 0
	for _, a := range d.Actions {
		if !a.Due.IsZero() && !d.Today.Before(a.Due) {
			n++
		}
	}
	return n
}

// IsAnything tells whether anything is due: a run, an action, or a complaint that waits.
func (d Due) IsAnything() bool { return d.IsRunDue() || d.ActionsDue() > 0 || len(d.Waiting) > 0 }

// OpenWork returns what the team has open: its actions, and its complaints whose fix is in; beside these all that has an outcome in
// the look back of a run. Of several actions with one id the outcome belongs to the open one.
func (s Snapshot) OpenWork(looked map[string]Look) (w OpenWork) {
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
	for _, id := range ChangedLooks(was, now) {
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

// Compare compares a run of the team with another one: the one with the id baseline, or for "" the one that [Baseline] picks.
// Where one of the two is not among the runs, that is [CodeNotFound] with its id.
func (s Snapshot) Compare(c Check, current, baseline string) (Comparison, error) {
	now, _, ok := s.Run(current)
	if !ok {
		return Comparison{}, fail(CodeNotFound, current)
	}
	then, chosen, ok := Baseline(now, s.Runs, s.Year)
	if baseline != "" {
		then, _, ok = s.Run(baseline)
		chosen = ChosenRun
	}
	switch {
	case !ok && baseline == "":
		return Comparison{}, fail(CodeNoBaseline, s.Team)
	case !ok:
		return Comparison{}, fail(CodeNotFound, baseline)
	}
	return Compare(c, then, now, chosen, s.Marks.Changing), nil
}

// SortRuns puts runs in order, the latest first: by their days, on one day by when they were finished, or begun.
func SortRuns(list []Run) {
	slices.SortFunc(list, func(a, b Run) int { return inOrder(b, a) })
}

// NextDue returns the day from which on the next run is due after one of a day.
func NextDue(d Day) Day { return d.plusMonths(3) }

// usualPeople is how many people a team has in its first run unless somebody says otherwise.
const usualPeople = 6

// UsualSetup is the setup of the team's last run by a day, but for the kind and the number of people that are asked for. The minutes of a
// first run are those of the settings.
func (s Snapshot) UsualSetup(kind Kind, people int, like Settings, today Day) Setup {
	runs := Until(s.Runs, today)
	u := Setup{Team: s.Team, Kind: cmp.Or(kind, Team), People: usualPeople}
	if kind == "" && people == 0 && len(runs) > 0 {
		u.Kind = runs[0].Kind
	}
	u.Minutes = like.MinutesFor(u.Kind)
	for _, r := range slices.Backward(runs) {
		if r.Kind == Team {
			u.People = r.People
		}
		if led := r.Minutes > 0 || len(r.Spent) > 0; led && r.Kind == u.Kind {
			u.Minutes = r.Minutes
		}
	}
	u.People = cmp.Or(people, u.People)
	return u
}

// Begin begins a run of the team: now, or where a day is named at noon of that day, which for today must have come. It looks back where the
// team has something open, unless a day is named: what is open now is not what was open then.
func (s Snapshot) Begin(c Check, setup Setup, on Day, id string, now time.Time) (Run, error) {
	if on.IsZero() {
		setup.LookBack = !s.OpenWork(nil).IsEmpty()
	} else if noon := time.Date(on.Year, on.Month, on.Day, 12, 0, 0, 0, now.Location()); now.After(noon) {
		now = noon
	}
	return NewRun(c, setup, id, now)
}
