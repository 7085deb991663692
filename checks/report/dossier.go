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
