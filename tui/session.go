package tui

import (
	"sync"

	"emptychair/checks"
	"emptychair/checks/report"
)

// session is the run that is open, and how much of it is on disk.
type session struct {
	flow        *checks.Flow
	saver       *saver
	baseline    checks.Summary
	hasBaseline bool
	changing    bool                       // the team's people change from run to run
	earlier     map[string][]checks.Answer // the baseline's, by question
	besides     bool                       // the earlier answers are opened
	work        work
	runs        []checks.Summary          // of the team
	noted       []checks.Story            // of the team, the latest first
	since       []checks.Story            // those of them since the baseline
	offered     map[string][]checks.Story // of these, by the item or question that they belong to

	changes  int   // so many changes were made,
	saved    int   // the first so many of them are on disk,
	drafted  bool  // and a text that is being typed is not
	writing  bool  // a save is under way,
	withText bool  // which holds such a text
	failed   error // why the last save failed, nil when it did not
	retrying bool  // another try is due
	backedUp bool  // the finished run that is on disk is in a backup, too, or one was tried
	conflict bool  // another program changed the run: nothing is saved until somebody chose what holds
}

// entered tells whether the run took place on an earlier day and is entered now.
func (s *session) entered() bool { return s.flow.Run().Origin == checks.OriginLater }

// today is the day on which what people say in the run is said: its own where it is entered later.
func (s *session) today(g *ground) checks.Day {
	if s.entered() {
		return checks.DayOf(g.local(s.flow.Run().Started))
	}
	return checks.DayOf(g.now)
}

// safe tells whether everything is on disk.
func (s *session) safe() bool { return s.saved == s.changes && !s.drafted }

// wrote takes the result of a save in.
func (s *session) wrote(number int, err error) {
	s.writing = false
	s.failed = err
	if err == nil {
		s.saved = number
	}
}

// change is what happened to an item since the baseline.
func (s *session) change(item string) (checks.ItemChange, bool) {
	if !s.hasBaseline {
		return checks.ItemChange{}, false
	}
	for _, c := range checks.Changes(s.flow.Check(), s.baseline, checks.Summarize(s.flow.Run()), s.changing) {
		if c.ID == item {
			return c, true
		}
	}
	return checks.ItemChange{}, false
}

// sentence says it in words, and nothing where there is no baseline.
func (s *session) sentence(g *ground, item string) string {
	c, ok := s.change(item)
	if !ok {
		return ""
	}
	return report.ChangeSentence(g.say, c, report.ThenOf(g.say, g.local(s.baseline.When()), g.local(s.flow.Run().When())))
}

// rated returns the baseline's answers to an item, where they are answers to the same statement.
func (s *session) rated(item string) (checks.Tally, bool) {
	it, _ := s.flow.Check().Item(item)
	r, ok := s.baseline.Ratings[item]
	return r.Tally, ok && s.hasBaseline && r.Revision == it.Revision
}

// saver writes one run, one state at a time, each over the revision it wrote before.
type saver struct {
	store    Store
	mu       sync.Mutex
	revision uint64
}

func (s *saver) save(r checks.Run) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	revision, err := s.store.SaveRun(r, s.revision)
	if err == nil {
		s.revision = revision
	}
	return err
}
