package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"emptychair/checks"
)

// Home reads what the first screen shows of a team, "" for the one used last: at most n of its finished runs. It reads the
// record of each team, the summaries of unfinished runs, and those n; how many runs there are beyond them does not matter.
func (s *Store) Home(team string, n int) (home checks.Home, err error) {
	home.Team = team
	err = s.view(func(r *reading) error {
		home.Language = checks.CleanLine(r.file.Language)
		names, teams, err := r.allTeams()
		if err != nil {
			return err
		}
		home.Teams = names
		if team == "" && len(names) > 0 {
			home.Team = names[0]
		}
		if home.Unfinished, err = r.unfinished(); err != nil {
			return err
		}
		sortLatest(home.Unfinished)
		home.Last, err = r.latest(home.Team, teams[home.Team], n)
		return err
	})
	if err != nil {
		return checks.Home{}, err
	}
	return home, nil
}

// Runs lists the runs of a team, of all teams for "", latest first. It reads summaries only.
func (s *Store) Runs(team string) (list []checks.Summary, err error) {
	err = s.view(func(r *reading) error {
		names, teams, err := r.allTeams()
		if err != nil {
			return err
		}
		if list, err = r.unfinished(); err != nil {
			return err
		}
		if team != "" {
			list = slices.DeleteFunc(list, func(s checks.Summary) bool { return s.Team != team })
			names = []string{team}
		}
		for _, name := range names {
			finished, err := r.latest(name, teams[name], teams[name].Finished)
			if err != nil {
				return err
			}
			list = append(list, finished...)
		}
		return r.countRuns(team, teams[team], len(list))
	})
	if err != nil {
		return nil, err
	}
	sortLatest(list)
	return list, nil
}

func (r *reading) countRuns(team string, t teamRecord, n int) error {
	want := r.file.Runs
	if team != "" {
		want = t.Runs
	}
	if n != want {
		return damaged(indexBucket, nil, fmt.Errorf("%d of %d runs", n, want))
	}
	return nil
}

// Run reads one run and the revision under which it is stored.
func (s *Store) Run(id string) (run checks.Run, revision uint64, err error) {
	missing := true
	err = s.view(func(r *reading) error {
		missing = false
		run, revision, err = s.readRun(r, id)
		return err
	})
	if err == nil && missing {
		err = notFound(id)
	}
	if err != nil {
		return checks.Run{}, 0, err
	}
	return run, revision, nil
}

// Find returns the id of the one run whose id starts with prefix, letters of either case alike. A whole id is found even
// where another one starts with it.
func (s *Store) Find(prefix string) (id string, err error) {
	var found []string
	err = s.view(func(r *reading) error {
		return r.ids(func(id string) {
			if len(id) >= len(prefix) && strings.EqualFold(id[:len(prefix)], prefix) {
				found = append(found, id)
			}
		})
	})
	for _, candidate := range found {
		if candidate == prefix || len(found) == 1 && prefix != "" {
			return candidate, err
		}
	}
	switch {
	case err != nil:
		return "", err
	case len(found) == 0 || prefix == "":
		return "", notFound(prefix)
	}
	return "", &checks.Error{Code: checks.CodeAmbiguous, Subject: prefix}
}

// Language returns the remembered language, "" where nobody chose one.
func (s *Store) Language() (code string, err error) {
	err = s.view(func(r *reading) error {
		code = checks.CleanLine(r.file.Language)
		return nil
	})
	return code, err
}

func notFound(id string) error {
	return &checks.Error{Code: checks.CodeNotFound, Subject: checks.CleanLine(id)}
}

// readRun reads a run with all that belongs to it, and compares it with its summary, which was written with it.
func (s *Store) readRun(r *reading, id string) (checks.Run, uint64, error) {
	var rec runRecord
	parts, found, err := r.get(runsBucket, []byte(id), &rec)
	if err != nil {
		return checks.Run{}, 0, err
	}
	if !found {
		return checks.Run{}, 0, r.absent(id)
	}
	if parts != len(rec.Actions) {
		return checks.Run{}, 0, damaged(runsBucket, []byte(id), fmt.Errorf("%d of %d actions", len(rec.Actions), parts))
	}
	actions, err := r.actions(id, rec.Actions)
	if err != nil {
		return checks.Run{}, 0, err
	}
	run := rec.decode(id, actions)
	if err := run.Validate(s.check); err != nil {
		return checks.Run{}, 0, damaged(runsBucket, []byte(id), err)
	}
	sum, err := r.summary(run)
	if err == nil && sum.Revision != rec.Revision {
		err = damaged(runsBucket, []byte(id), fmt.Errorf("revision %d beside a summary of %d", rec.Revision, sum.Revision))
	}
	return run, rec.Revision, err
}

// actions reads the actions of a run, which are exactly those with these ids, in this order.
func (r *reading) actions(run string, ids []string) ([]checks.Action, error) {
	b, err := r.bucket(actionsBucket)
	if err != nil {
		return nil, err
	}
	found, prefix := map[string]checks.Action{}, actionsKey(run)
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var rec actionRecord
		_, err := unseal(actionsBucket, k, v, &rec)
		id := string(k[len(prefix):])
		if err == nil {
			found[id], err = rec.decode(id)
		}
		if err != nil {
			return nil, damaged(actionsBucket, k, err)
		}
	}
	for _, id := range ids {
		if _, ok := found[id]; !ok || len(found) != len(ids) {
			return nil, damaged(actionsBucket, actionKey(run, id), fmt.Errorf("%d of %d actions", len(found), len(ids)))
		}
	}
	if len(found) != len(ids) {
		return nil, damaged(runsBucket, []byte(run), fmt.Errorf("%d actions too many", len(found)-len(ids)))
	}
	return mapSlice(ids, func(id string) checks.Action { return found[id] }), nil
}

// absent says that there is no run with this id, after a look whether one should be there.
func (r *reading) absent(id string) error {
	listed := false
	if err := r.ids(func(other string) { listed = listed || other == id }); err != nil {
		return err
	}
	if listed {
		return damaged(runsBucket, []byte(id), errors.New("the run is missing"))
	}
	return notFound(id)
}

// allTeams returns the names of all teams, the one used last first, and their records.
func (r *reading) allTeams() ([]string, map[string]teamRecord, error) {
	b, err := r.bucket(teamsBucket)
	if err != nil {
		return nil, nil, err
	}
	var names []string
	teams := map[string]teamRecord{}
	err = each(b, teamsBucket, func(k, v []byte) error {
		var t teamRecord
		parts, err := unseal(teamsBucket, k, v, &t)
		if err != nil {
			return damaged(teamsBucket, k, err)
		}
		names = append(names, string(k))
		teams[string(k)] = t
		return t.validate(string(k), parts)
	})
	if err == nil && len(teams) != r.file.Teams {
		err = damaged(teamsBucket, nil, fmt.Errorf("%d of %d teams", len(teams), r.file.Teams))
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(teams[b].Used, teams[a].Used) })
	return names, teams, err
}

// sortLatest puts what finished or started last first, and at the same moment the later id, as the index does: so a copy that
// was made of a run comes before it.
func sortLatest(list []checks.Summary) {
	slices.SortFunc(list, func(a, b checks.Summary) int {
		return cmp.Or(b.When().Compare(a.When()), cmp.Compare(b.ID, a.ID))
	})
}
