package report

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
)

// Dossier is what is exported: teams with all that is told of them. [NewDossier] makes it.
type Dossier struct {
	Made     time.Time      // in the zone in which days and quarters are told
	Period   checks.Period  // asked for
	Shared   bool           // all in it is as [checks.Share] leaves it
	Left     checks.LeftOut // of what the chapters tell, each thing once; nothing of a run that only stands beside another
	Chapters []Chapter      // in the order of the alphabet
}

// Chapter is a team in a dossier.
type Chapter struct {
	Team                 string
	Changing, Leadership bool // as [checks.Marks]

	Runs    []checks.Run    // finished, the latest first
	Actions []checks.Action // of these runs and between them; open ones first, as they are due, then the others, the latest first
	Stories []checks.Story  // the latest first

	// What follows from the runs: the latest held against an earlier one, nil where there is none, and of each kind of runs of
	// which there are two or more how they went over time, the team's first. Of an earlier run that is not one of Runs the
	// comparison holds the ratings alone, neither answers nor actions.
	Comparison *checks.Comparison
	Trends     []checks.Trend
}

// Selection says what of the records belongs to a dossier; what is zero says nothing.
type Selection struct {
	Made     time.Time     // now, in the zone in which days and quarters are told
	Period   checks.Period // of finished runs, of stories, and of actions that were made between runs
	Run      string        // id of the only run that is wanted, with its own actions
	Baseline string        // id of the run that it, or else the latest, is held against in place of the usual one
	Share    bool          // only what may go out, see [checks.Share]
}

// NewDossier gathers records, in whatever order, for check c. Even of one run it is given all records of the team: they say which
// run it is usually held against, and which of its answers tell a story. Runs that are not finished are counted as left out. A run that is
// named and not among the records is [checks.CodeNotFound], one that is not finished [checks.CodeUnfinished].
func NewDossier(c checks.Check, records iter.Seq2[checks.Record, error], s Selection) (Dossier, error) {
	d := Dossier{Made: s.Made, Period: s.Period, Shared: s.Share}
	shelves, err := s.gather(records)
	if err != nil {
		return Dossier{}, err
	}
	for _, sh := range shelves {
		sh.choose()
		if sh.isEmpty() {
			continue
		}
		if s.Share {
			sh.share()
		}
		sh.derive(c)
		d.Left = d.Left.Plus(sh.left)
		d.Chapters = append(d.Chapters, sh.Chapter)
	}
	slices.SortFunc(d.Chapters, func(a, b Chapter) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team))
	})
	return d, nil
}

// gather puts all records on the shelves of their teams.
func (s Selection) gather(records iter.Seq2[checks.Record, error]) (map[string]*shelf, error) {
	shelves := map[string]*shelf{}
	for record, err := range records {
		if err != nil {
			return nil, err
		}
		team := teamOf(record)
		if shelves[team] == nil {
			shelves[team] = &shelf{Selection: s, Chapter: Chapter{Team: team}}
		}
		shelves[team].take(record)
	}
	return shelves, s.missing(shelves)
}

// missing says which of the runs that were named is not there, or is not finished.
func (s Selection) missing(shelves map[string]*shelf) error {
	for _, id := range []string{s.Run, s.Baseline} {
		found := id == ""
		for _, sh := range shelves {
			if sh.unfinished {
				return &checks.Error{Code: checks.CodeUnfinished, Subject: s.Run}
			}
			found = found || sh.has(id)
		}
		if !found {
			return &checks.Error{Code: checks.CodeNotFound, Subject: id}
		}
	}
	return nil
}

func teamOf(r checks.Record) string {
	switch r := r.(type) {
	case checks.Run:
		return r.Team
	case checks.Action:
		return r.Team
	case checks.Story:
		return r.Team
	}
	return r.Key() // the marks of a team
}

// Main returns the run that the chapter is about first: the one that is compared, or else the latest of the team, or of one
// person where there are no others.
func (c Chapter) Main() (checks.Run, bool) {
	if c.Comparison != nil {
		return c.Comparison.Current, true
	}
	for _, kind := range []checks.Kind{checks.Team, checks.Solo} {
		for _, r := range c.Runs {
			if r.Kind == kind {
				return r, true
			}
		}
	}
	return checks.Run{}, false
}

// shelf is where the records of a team are gathered until all are there.
type shelf struct {
	Selection
	Chapter
	all     []checks.Run    // finished, whether or not they are wanted
	begun   []checks.Run    // and those that are not
	told    []checks.Story  // whether or not they are wanted
	between []checks.Action // made between runs
	left    checks.LeftOut

	main, baseline *checks.Run // of the comparison; nil where there is none
	chosen         checks.Choice
	unfinished     bool // the run that was named
}

// take puts a record where it belongs. Of a dossier about one run stories and actions between runs are no part.
func (s *shelf) take(record checks.Record) {
	switch r := record.(type) {
	case checks.Marks:
		s.Changing, s.Leadership = r.Changing, r.Leadership
	case checks.Run:
		s.takeRun(r)
	case checks.Action:
		if s.Run == "" && s.Period.Holds(checks.DayOf(r.Made.In(s.Made.Location()))) {
			s.between = append(s.between, r)
		}
	case checks.Story:
		s.told = append(s.told, r)
		if s.Run == "" && s.Period.Holds(r.On) {
			s.Stories = append(s.Stories, r)
		}
	}
}

func (s *shelf) takeRun(r checks.Run) {
	wanted := s.holds(r)
	if r.IsFinished() {
		s.all = append(s.all, r)
	} else {
		s.begun = append(s.begun, r)
	}
	if wanted && !r.IsFinished() {
		s.left.Unfinished++
	}
	s.unfinished = s.unfinished || r.ID == s.Run && !r.IsFinished()
}

// holds tells whether a run is one of those that are wanted.
func (s *shelf) holds(r checks.Run) bool {
	if s.Run != "" {
		return r.ID == s.Run
	}
	return s.Period.Holds(checks.DayOf(r.When().In(s.Made.Location())))
}

// has tells whether a run with this id is here.
func (s *shelf) has(id string) bool { return s.find(id) != nil }

// find returns the finished run with an id, nil where there is none.
func (s *shelf) find(id string) *checks.Run {
	i := slices.IndexFunc(s.all, func(r checks.Run) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &s.all[i]
}

// isEmpty tells whether there is nothing to tell of the team.
func (s *shelf) isEmpty() bool {
	return len(s.Runs)+len(s.between)+len(s.Stories)+s.left.Unfinished == 0
}

// choose picks the runs that are wanted, and a baseline that somebody named with them, and what is held against what.
func (s *shelf) choose() {
	var summaries []checks.Summary
	for _, r := range s.all {
		summaries = append(summaries, checks.Summarize(r))
		if s.holds(r) || s.Run != "" && r.ID == s.Baseline {
			s.Runs = append(s.Runs, r)
		}
	}
	slices.SortFunc(s.Runs, func(a, b checks.Run) int {
		return cmp.Or(b.When().Compare(a.When()), strings.Compare(b.ID, a.ID))
	})
	main, ok := s.Main()
	if s.Run != "" && ok {
		main = *s.find(s.Run)
	}
	if !ok {
		return
	}
	usual, chosen, ok := checks.Baseline(checks.Summarize(main), summaries, s.Made.Location())
	if s.has(s.Baseline) && (!ok || usual.ID != s.Baseline) {
		usual.ID, chosen, ok = s.Baseline, checks.ChosenRun, true
	}
	if ok {
		s.main, s.baseline, s.chosen = s.find(main.ID), s.find(usual.ID), chosen
	}
}

// share leaves of everything what may go out, and counts what the chapter would tell besides: of each thing once. Of a run that
// only stands beside another nothing is counted.
func (s *shelf) share() {
	told := checks.ToldIn(append(slices.Clip(s.all), s.begun...), s.told)
	s.left.Stories = checks.ToldIn(s.Runs, s.Stories).Len()
	for i, r := range s.Runs {
		shared, left := checks.Share(r, told)
		s.Runs[i], s.left = shared, s.left.Plus(left)
	}
	if s.main != nil {
		main, _ := checks.Share(*s.main, told)
		baseline, _ := checks.Share(*s.baseline, told)
		s.main, s.baseline = &main, &baseline
	}
	for i, a := range s.between {
		a, left := checks.ShareAction(a)
		s.between[i], s.left = a, s.left.Plus(left)
	}
	s.Stories = nil
}

// beside is the run that the main one is held against: of one that is not wanted itself only its ratings.
func (s *shelf) beside() checks.Run {
	r := *s.baseline
	if !slices.ContainsFunc(s.Runs, func(o checks.Run) bool { return o.ID == r.ID }) {
		r.Answers, r.Actions = nil, nil
	}
	return r
}

// derive concludes from the runs what the chapter says beside them. A dossier about one run has no trend.
func (s *shelf) derive(c checks.Check) {
	if s.main != nil {
		comparison := checks.Compare(c, s.beside(), *s.main, s.chosen, s.Changing)
		s.Comparison = &comparison
	}
	checks.SortStories(s.Stories)
	s.Actions = s.between
	for _, r := range s.Runs {
		s.Actions = append(s.Actions, checks.ActionsOf(r)...)
	}
	sortActions(s.Actions)
	if s.Run != "" {
		return
	}
	var summaries []checks.Summary
	for _, r := range s.Runs {
		summaries = append(summaries, checks.Summarize(r))
	}
	for _, kind := range []checks.Kind{checks.Team, checks.Solo} {
		if t := checks.TrendOf(c, s.Team, kind, summaries, 0, s.Made.Location()); len(t.Columns) > 1 && isRated(t) {
			s.Trends = append(s.Trends, t)
		}
	}
}

// sortActions puts open actions first, as they are due, then the others, the latest first.
func sortActions(list []checks.Action) {
	checks.SortDue(list)
	slices.SortStableFunc(list, func(a, b checks.Action) int {
		switch aOpen, bOpen := a.State == checks.Open, b.State == checks.Open; {
		case aOpen && bOpen:
			return 0
		case aOpen:
			return -1
		case bOpen:
			return 1
		}
		return b.Made.Compare(a.Made)
	})
}

// isRated tells whether there is an answer to see in one of the runs.
func isRated(t checks.Trend) bool {
	return slices.ContainsFunc(t.Columns, func(c checks.Column) bool {
		for _, rated := range c.Ratings {
			if rated.Answers() > 0 {
				return true
			}
		}
		return false
	})
}
