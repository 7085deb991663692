package report

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
)

// ExportData is what is exported: teams with all that is told of them. [NewExportData] makes it.
type ExportData struct {
	Made   time.Time      // in the zone in which moments are told
	Period checks.Period  // asked for
	Shared bool           // all in it is as [checks.Share] leaves it
	Left   checks.LeftOut // of what is told of the teams, each thing once; nothing of a run that only stands beside another
	Teams  []TeamExport   // in the order of the alphabet
}

// TeamExport is all that is told of a team.
type TeamExport struct {
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

// Selection says which records are exported; a zero field chooses all.
type Selection struct {
	Made     time.Time     // now, in the zone in which moments are told
	Team     string        // whose records alone are wanted
	Period   checks.Period // of finished runs, of stories, and of actions that were made between runs
	Run      string        // id of the only run that is wanted, with its own actions
	Baseline string        // id of the run that this is compared with in place of the usual one
	Share    bool          // only what may go out, see [checks.Share]
	Own      bool          // of that the ratings of those, too, who answered alone
	Year     checks.FiscalYear
}

// Holds tells whether a record is among those that are chosen: a run by its day, an action by when it was made, a story by the day on which
// it happened. What is remembered of a team is of no time, and no part of the export of one run; nor are stories and actions between runs.
func (s Selection) Holds(record checks.Record) bool {
	switch r := record.(type) {
	case checks.Run:
		return s.Run == "" && s.Period.Holds(r.Day) || r.ID == s.Run || r.ID == s.Baseline
	case checks.Action:
		return s.Run == "" && s.Period.Holds(r.Since(s.Made.Location()))
	case checks.Story:
		return s.Run == "" && s.Period.Holds(r.On)
	}
	return s.Run == "" && s.Period.IsZero()
}

// teamRecords are the records of a team while its export is gathered.
type teamRecords struct {
	Selection
	TeamExport
	all  checks.Snapshot // whether or not they are chosen
	left checks.LeftOut
}

// NewExportData gathers records, in whatever order, for check c. Even of one run it is given all records of the team, which say which run
// it is usually held against, and for what may go out those of all teams: an answer may tell another one's story. Runs that are not finished
// are counted as left out. A run that is named and not among the records is [checks.CodeNotFound], one that is not finished
// [checks.CodeUnfinished].
func NewExportData(c checks.Check, records iter.Seq2[checks.Record, error], s Selection) (ExportData, error) {
	d := ExportData{Made: s.Made, Period: s.Period, Shared: s.Share}
	teams := map[string]*teamRecords{}
	named := map[string]checks.Run{}
	told := checks.StoryTextsOf()
	for record, err := range records {
		if err != nil {
			return ExportData{}, err
		}
		if s.Share {
			told.Add(record)
		}
		name := checks.TeamOf(record)
		if name != cmp.Or(s.Team, name) {
			continue
		}
		if teams[name] == nil {
			teams[name] = &teamRecords{Selection: s, TeamExport: TeamExport{Team: name}}
		}
		teams[name].add(record)
		if r, ok := record.(checks.Run); ok && (r.ID == s.Run || r.ID == s.Baseline) {
			named[r.ID] = r
		}
	}
	for _, id := range []string{s.Run, s.Baseline} {
		switch run, ok := named[id]; {
		case id == "":
		case !ok:
			return ExportData{}, &checks.Error{Code: checks.CodeNotFound, Subject: id}
		case !run.IsFinished():
			return ExportData{}, &checks.Error{Code: checks.CodeUnfinished, Subject: id}
		}
	}
	for _, t := range teams {
		if len(t.Runs)+len(t.Actions)+len(t.Stories)+t.left.Unfinished == 0 {
			continue
		}
		t.conclude(c, told)
		d.Left, d.Teams = d.Left.Plus(t.left), append(d.Teams, t.TeamExport)
	}
	slices.SortFunc(d.Teams, func(a, b TeamExport) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Team), strings.ToLower(b.Team)), strings.Compare(a.Team, b.Team))
	})
	return d, nil
}

// add puts a record where it belongs.
func (t *teamRecords) add(record checks.Record) {
	chosen := t.Holds(record)
	switch r := record.(type) {
	case checks.Marks:
		t.Changing, t.Leadership = r.Changing, r.Leadership
	case checks.Run:
		t.all.Runs = append(t.all.Runs, r)
		switch {
		case chosen && r.IsFinished():
			t.Runs = append(t.Runs, r)
		case chosen:
			t.left.Unfinished++
		}
	case checks.Action:
		if chosen {
			t.Actions = append(t.Actions, r)
		}
	case checks.Story:
		t.all.Stories = append(t.all.Stories, r)
		if chosen {
			t.Stories = append(t.Stories, r)
		}
	}
}

// conclude takes out what may not go out, among it what was told to any team. From what is left it computes comparison and trends.
func (t *teamRecords) conclude(c checks.Check, told checks.StoryTexts) {
	checks.SortRuns(t.Runs)
	if main, ok := t.Main(); ok {
		t.Comparison = t.compare(c, cmp.Or(t.Run, main.ID))
	}
	if t.Share {
		t.share(told)
	}
	if pair := t.Comparison; pair != nil {
		if !slices.ContainsFunc(t.Runs, func(r checks.Run) bool { return r.ID == pair.Baseline.ID }) {
			pair.Baseline.Answers, pair.Baseline.Actions = nil, nil
		}
		*pair = checks.Compare(c, pair.Baseline, pair.Current, pair.Chosen, t.Changing)
	}
	checks.SortStories(t.Stories)
	for _, r := range t.Runs {
		t.Actions = append(t.Actions, checks.ActionsOf(r)...)
	}
	sortActions(t.Actions)
	if t.Run == "" { // one run has no trend
		t.addTrends(c)
	}
}

// compare compares a run with the one that was named, or else its usual baseline; nil where there is none.
func (t *teamRecords) compare(c checks.Check, run string) *checks.Comparison {
	t.all.Year = t.Year
	compared, err := t.all.Compare(c, run, "")
	if t.Baseline != "" && compared.Baseline.ID != t.Baseline {
		compared, err = t.all.Compare(c, run, t.Baseline)
	}
	if err != nil {
		return nil
	}
	return &compared
}

// share takes out what may not go out, and counts it: each thing once, and nothing of a run that is only a baseline.
func (t *teamRecords) share(told checks.StoryTexts) {
	t.left.Stories = checks.CountStories(t.Runs, t.Stories)
	reasons := checks.CountReasons(t.Runs, t.Actions)
	for i, r := range t.Runs {
		shared, left := checks.Share(r, told, t.Own)
		t.Runs[i], t.left = shared, t.left.Plus(left)
	}
	actions, left := checks.ShareActions(t.Actions, told)
	t.Actions, t.left, t.Stories = actions, t.left.Plus(left), nil
	t.left.Reasons = reasons
	if pair := t.Comparison; pair != nil {
		pair.Baseline, _ = checks.Share(pair.Baseline, told, t.Own)
		pair.Current, _ = checks.Share(pair.Current, told, t.Own)
	}
}

// addTrends adds how the runs of each kind went over time, where there are two or more and an answer to see in one of them.
func (t *teamRecords) addTrends(c checks.Check) {
	for _, kind := range []checks.Kind{checks.Team, checks.Solo} {
		trend := checks.TrendOf(c, t.TeamExport.Team, kind, t.Runs, 0, t.Year)
		if len(trend.Columns) > 1 && anyRating(trend, func(r checks.Rating) bool { return r.Answers() > 0 }) {
			t.Trends = append(t.Trends, trend)
		}
	}
}

// sortActions puts open actions first, as they are due, then the others, the latest first.
func sortActions(list []checks.Action) {
	closed := func(a checks.Action) int {
		if a.State == checks.Open {
			return 0
		}
		return 1
	}
	checks.SortDue(list)
	slices.SortStableFunc(list, func(a, b checks.Action) int {
		return cmp.Or(closed(a)-closed(b), closed(a)*b.Made.Compare(a.Made))
	})
}

// Main returns the run that is told of first: the one that is compared, or else the latest of the team, or of one
// person where there are no others.
func (c TeamExport) Main() (checks.Run, bool) {
	if c.Comparison != nil {
		return c.Comparison.Current, true
	}
	for _, kind := range []checks.Kind{checks.Team, checks.Solo} {
		if i := slices.IndexFunc(c.Runs, func(r checks.Run) bool { return r.Kind == kind }); i >= 0 {
			return c.Runs[i], true
		}
	}
	return checks.Run{}, false
}
