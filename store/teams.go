package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"emptychair/checks"
)

var errNoTeam = errors.New("the record of the team is missing")

// MarkChanging remembers whether a team's people change from run to run, for as long as anything is kept of the team. To mark a
// team is not to use it: the one used last stays so. A team of which there is nothing is [checks.CodeNotFound].
func (s *Store) MarkChanging(team string, changing bool) error {
	return s.mark(team, func(t *teamRecord) *bool { return &t.Changing }, changing)
}

// MarkLeadership remembers whether a team is one that leads others, as [Store.MarkChanging] does.
func (s *Store) MarkLeadership(team string, leadership bool) error {
	return s.mark(team, func(t *teamRecord) *bool { return &t.Leadership }, leadership)
}

// mark sets one of the marks of a team.
func (s *Store) mark(team string, of func(*teamRecord) *bool, value bool) error {
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
		w.file.Change++
		*of(&t.teamRecord) = value
		return nil
	}, func(r *reading) (bool, error) {
		t, found, err := r.readTeam(team)
		return found && *of(&t) == value, err
	})
}

// noTeam says that there is no team of this name, after a look whether one should be there.
func (r *reading) noTeam(name string) error {
	if _, err := r.runsOf(name, teamRecord{}); err != nil {
		return err
	}
	prefix := teamKey(name)
	for _, bucket := range []string{looseBucket, storiesBucket} {
		b, err := r.bucketSpan(bucket, prefix)
		if err != nil {
			return err
		}
		if k, _ := b.Cursor().Seek(prefix); bytes.HasPrefix(k, prefix) {
			return damaged(teamsBucket, []byte(name), errNoTeam)
		}
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

// joined returns a team's record for something that is added between runs. That is not to use the team: among those that were
// used it does not come first by it, and among those that were not it stays behind whoever was there before.
func (w *writing) joined(name string) (*teamEntry, error) {
	t, err := w.team(name)
	if err == nil && t.members() == 0 && !t.stored {
		t.Since = w.file.Change
	}
	return t, err
}

// used notes that a run of the team was saved.
func (w *writing) used(name string) error {
	t, err := w.team(name)
	if err == nil {
		t.Used, w.file.Team = w.file.Change, name
	}
	return err
}

// readTeam reads a team's record; one that is not found is that of a team without runs.
func (r *reading) readTeam(name string) (t teamRecord, found bool, err error) {
	parts, found, err := r.get(teamsBucket, []byte(name), &t)
	if err == nil && found {
		err = t.validate(name, parts)
	}
	return t, found, err
}

// members is how many records belong to a team: runs, stories, and actions between runs.
func (t teamRecord) members() int { return t.Runs + t.Stories + t.Loose }

// marks returns what is remembered of the team as a whole.
func (t teamRecord) marks(name string) checks.Marks {
	return checks.Marks{Team: name, Changing: t.Changing, Leadership: t.Leadership}
}

func (t teamRecord) validate(name string, parts int) error {
	switch {
	case parts != t.members(), parts < 1, t.Finished < 0, t.Finished > t.Runs, t.Open < 0, t.Open > t.Finished,
		t.LooseOpen < 0, t.LooseOpen > t.Loose, t.Followed < 0, t.Followed > t.Stories:
		return damaged(teamsBucket, []byte(name), fmt.Errorf("%d records: %+v", parts, t))
	}
	if err := (checks.Setup{Team: name, Kind: checks.Team, People: 1}).Validate(); err != nil {
		return damaged(teamsBucket, []byte(name), err)
	}
	return nil
}

// teamsNamed returns the name and the record of a team, those of all teams for "".
func (r *reading) teamsNamed(team string) ([]string, map[string]teamRecord, error) {
	if team == "" {
		return r.allTeams()
	}
	t, _, err := r.readTeam(team)
	return []string{team}, map[string]teamRecord{team: t}, err
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
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(teams[b].Used, teams[a].Used), cmp.Compare(teams[a].Since, teams[b].Since), cmp.Compare(a, b))
	})
	return names, teams, err
}
