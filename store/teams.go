package store

import (
	"cmp"
	"fmt"
	"slices"

	"emptychair/checks"
)

// MarkChanging remembers whether a team's people change from run to run, for as long as the team has a run. To mark a team is
// not to use it: the one used last stays so. A team without runs is [checks.CodeNotFound].
func (s *Store) MarkChanging(team string, changing bool) error {
	if s.isMissing() {
		return notFound(team)
	}
	return s.update(func(w *writing) error {
		t, err := w.team(team)
		if err != nil {
			return err
		}
		if !t.stored {
			return w.noTeam(team)
		}
		t.Changing = changing
		return nil
	}, func(r *reading) (bool, error) {
		t, found, err := r.readTeam(team)
		return found && t.Changing == changing, err
	})
}

// noTeam says that there is no team of this name, after a look whether one should be there.
func (r *reading) noTeam(name string) error {
	if _, err := r.runsOf(name, teamRecord{}); err != nil {
		return err
	}
	return notFound(name)
}

// team returns a team's record for changing, a new one where there is none.
func (w *writing) team(name string) (*teamEntry, error) {
	if t, ok := w.teams[name]; ok {
		return t, nil
	}
	t := &teamEntry{}
	var err error
	if t.teamRecord, t.stored, err = w.readTeam(name); err != nil {
		return nil, err
	}
	w.teams[name] = t
	return t, nil
}

// readTeam reads a team's record; one that is not found is that of a team without runs.
func (r *reading) readTeam(name string) (t teamRecord, found bool, err error) {
	parts, found, err := r.get(teamsBucket, []byte(name), &t)
	if err == nil && found {
		err = t.validate(name, parts)
	}
	return t, found, err
}

func (t teamRecord) validate(name string, parts int) error {
	if parts != t.Runs || t.Runs < 1 || t.Finished < 0 || t.Finished > t.Runs || t.Open < 0 || t.Open > t.Finished {
		return damaged(teamsBucket, []byte(name), fmt.Errorf("%d of %d runs, %d finished", parts, t.Runs, t.Finished))
	}
	if err := (checks.Setup{Team: name, Kind: checks.Team, People: 1}).Validate(); err != nil {
		return damaged(teamsBucket, []byte(name), err)
	}
	return nil
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
