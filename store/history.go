package store

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"emptychair/checks"
)

// everything is more runs than any team has.
const everything = math.MaxInt

// Home reads what the first screen shows of a team, "" for the one used last: at most n of its finished runs. It reads the
// record of each team, the summaries of unfinished runs, those n, of the runs with open actions the summaries and the actions,
// the actions between runs and the complaints that are not gone; how many runs and stories there are beyond them does not matter.
func (s *Store) Home(team string, n int) (home checks.Home, err error) {
	home.Team = team
	err = s.view(func(r *reading) error {
		home.Language = checks.CleanLine(r.file.Language)
		var teams map[string]teamRecord
		if home.Teams, teams, err = r.allTeams(); err != nil {
			return err
		}
		if team == "" && len(home.Teams) > 0 {
			home.Team = home.Teams[0]
		}
		t := teams[home.Team]
		home.Changing, home.Leadership = t.Changing, t.Leadership
		if home.Unfinished, err = r.unfinished(); err != nil {
			return err
		}
		sortLatest(home.Unfinished)
		if home.Last, err = r.latest(home.Team, t, n); err != nil {
			return err
		}
		if home.Open, err = s.openActions(r, home.Team, t); err != nil {
			return err
		}
		home.Followed, err = s.followedOf(r, home.Team, t)
		return err
	})
	if err != nil {
		return checks.Home{}, err
	}
	return home, nil
}

// History reads all that is known of a team's runs without reading them whole, "" for the team used last. Of a team that is
// named it reads the record and the summaries, and those of unfinished runs: how many other teams there are does not matter.
// A team without runs has an empty history.
func (s *Store) History(team string) (h checks.History, err error) {
	h.Team = team
	err = s.view(func(r *reading) error {
		if team == "" {
			if h.Team, err = r.teamUsedLast(); err != nil || h.Team == "" {
				return err
			}
		}
		t, _, err := r.readTeam(h.Team)
		if err != nil {
			return err
		}
		h, err = r.historyOf(h.Team, t)
		return err
	})
	if err != nil {
		return checks.History{}, err
	}
	return h, nil
}

// historyOf returns the runs of a team, latest first, and what is remembered of it.
func (r *reading) historyOf(team string, t teamRecord) (checks.History, error) {
	runs, err := r.runsOf(team, t)
	return checks.History{Team: team, Changing: t.Changing, Leadership: t.Leadership, Runs: runs}, err
}

// teamUsedLast returns the name of the team used last, "" where there is none.
func (r *reading) teamUsedLast() (string, error) {
	if r.file.Team != "" {
		return r.file.Team, nil
	}
	names, _, err := r.allTeams()
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// Runs lists the runs of a team, of all teams for "", latest first. It reads summaries only.
func (s *Store) Runs(team string) (list []checks.Summary, err error) {
	if team != "" {
		h, err := s.History(team)
		return h.Runs, err
	}
	err = s.view(func(r *reading) error {
		list, err = r.allRuns()
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// allRuns returns the runs of all teams, latest first.
func (r *reading) allRuns() ([]checks.Summary, error) {
	names, teams, err := r.allTeams()
	if err != nil {
		return nil, err
	}
	list, err := r.unfinished()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		finished, err := r.latest(name, teams[name], everything)
		if err != nil {
			return nil, err
		}
		list = append(list, finished...)
	}
	if len(list) != r.file.Runs {
		return nil, damaged(indexBucket, nil, fmt.Errorf("%d of %d runs", len(list), r.file.Runs))
	}
	sortLatest(list)
	return list, nil
}

// runsOf returns the runs of a team, latest first.
func (r *reading) runsOf(team string, t teamRecord) ([]checks.Summary, error) {
	list, err := r.latest(team, t, everything)
	if err != nil {
		return nil, err
	}
	unfinished, err := r.unfinished()
	if err != nil {
		return nil, err
	}
	for _, s := range unfinished {
		if s.Team == team {
			list = append(list, s)
		}
	}
	if len(list) != t.Runs {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d runs", len(list), t.Runs))
	}
	sortLatest(list)
	return list, nil
}

// latest returns at most n of a team's finished runs, the latest first.
func (r *reading) latest(team string, t teamRecord, n int) ([]checks.Summary, error) {
	list, err := r.finishedOf(team, t, n)
	return mapSlice(list, summaryRecord.decode), err
}

// finishedOf returns the summaries of at most n of a team's finished runs, the latest first.
func (r *reading) finishedOf(team string, t teamRecord, n int) (list []summaryRecord, err error) {
	err = r.eachFinished(team, t, n, func(s summaryRecord) error {
		list = append(list, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// eachFinished calls fn with the summaries of at most n of a team's finished runs, the latest first.
func (r *reading) eachFinished(team string, t teamRecord, n int, fn func(summaryRecord) error) error {
	if n <= 0 {
		return nil
	}
	prefix, next, passed := teamKey(team), t.Latest, 0
	b, err := r.bucketSpan(indexBucket, prefix)
	if err != nil {
		return err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); passed < n && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		s, err := readSummary(indexBucket, k, v)
		if err != nil {
			return err
		}
		if s.ID != next {
			return damaged(teamsBucket, []byte(team), errChain)
		}
		if err := fn(s); err != nil {
			return err
		}
		next, passed = s.Older, passed+1
	}
	if passed != min(n, t.Finished) || passed == t.Finished && next != "" {
		return damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d runs: %w", passed, t.Finished, errChain))
	}
	return nil
}

// unfinished returns the unfinished runs of all teams in no order that means anything.
func (r *reading) unfinished() ([]checks.Summary, error) {
	list, err := r.unfinishedOfAll()
	return mapSlice(list, summaryRecord.decode), err
}

// unfinishedOfAll returns the summaries of the unfinished runs of all teams, by id.
func (r *reading) unfinishedOfAll() (list []summaryRecord, err error) {
	b, err := r.bucket(unfinishedBucket)
	if err != nil {
		return nil, err
	}
	err = each(b, unfinishedBucket, func(k, v []byte) error {
		s, err := readSummary(unfinishedBucket, k, v)
		list = append(list, s)
		return err
	})
	if err == nil && len(list) != r.file.Unfinished {
		err = damaged(unfinishedBucket, nil, fmt.Errorf("%d of %d runs", len(list), r.file.Unfinished))
	}
	return list, err
}

// sortLatest puts what finished or started last first, and at the same moment the later id, as the index does: so a copy that
// was made of a run comes before it.
func sortLatest(list []checks.Summary) {
	slices.SortFunc(list, func(a, b checks.Summary) int {
		return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.ID, a.ID))
	})
}
