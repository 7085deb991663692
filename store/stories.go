package store

import (
	"bytes"
	"errors"
	"fmt"

	"emptychair/checks"
)

// The stories of a team stand under keys that sort the latest day first, and form a chain as its finished runs do: the team's
// record names the first one, each of them the next. So whoever reads the first few notices when one of them is missing. Those
// whose complaint is not gone are listed a second time, under the same key: whoever wants them need not read the others. How
// many there are of both stands in the team's record.

var (
	errStories  = errors.New("a story that belongs here is missing")
	errFollowed = errors.New("no complaint that is followed")
)

// Stories lists the stories of a team, of all teams for "", the latest day first: at most n, all for 0.
func (s *Store) Stories(team string, n int) (list []checks.Story, err error) {
	if n <= 0 {
		n = everything
	}
	err = s.view(func(r *reading) error {
		if team == "" {
			list, err = s.allStories(r, n)
			return err
		}
		t, _, err := r.readTeam(team)
		if err != nil {
			return err
		}
		list, err = s.storiesOf(r, team, t, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// allStories returns the n latest stories of all teams.
func (s *Store) allStories(r *reading, n int) (list []checks.Story, err error) {
	names, teams, err := r.allTeams()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		of, err := s.storiesOf(r, name, teams[name], n)
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	checks.SortStories(list)
	return list[:min(n, len(list))], nil
}

// storiesOf returns at most n stories of a team, the latest first.
func (s *Store) storiesOf(r *reading, team string, t teamRecord, n int) (list []checks.Story, err error) {
	prefix, next, followed := teamKey(team), t.Story, 0
	b, err := r.bucketSpan(storiesBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); len(list) < n && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		story, older, err := s.readStory(k, v)
		if err != nil {
			return nil, err
		}
		if story.ID != next {
			return nil, damaged(teamsBucket, []byte(team), errStories)
		}
		if list, next = append(list, story), older; story.Complaint.IsFollowed() {
			followed++
		}
	}
	if all := len(list) == t.Stories; len(list) != min(n, t.Stories) || all && (next != "" || followed != t.Followed) {
		err = fmt.Errorf("%d of %d, %d of %d followed: %w", len(list), t.Stories, followed, t.Followed, errStories)
		return nil, damaged(teamsBucket, []byte(team), err)
	}
	return list, nil
}

// followedOf returns the stories of a team whose complaint is not gone, the latest first.
func (s *Store) followedOf(r *reading, team string, t teamRecord) (list []checks.Story, err error) {
	prefix := teamKey(team)
	b, err := r.bucketSpan(followedBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if _, err := unseal(followedBucket, k, v, nil); err != nil {
			return nil, damaged(followedBucket, k, err)
		}
		story, found, err := s.storyAt(r, k)
		if err == nil && (!found || !story.Complaint.IsFollowed()) {
			err = damaged(followedBucket, k, errFollowed)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, story)
	}
	if len(list) != t.Followed {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d complaints", len(list), t.Followed))
	}
	return list, nil
}

// storyAt returns the story under a key, if there is one.
func (s *Store) storyAt(r *reading, key []byte) (story checks.Story, found bool, err error) {
	b, err := r.bucketFor(storiesBucket, key)
	if err != nil {
		return checks.Story{}, false, err
	}
	v := b.Get(key)
	if v == nil {
		return checks.Story{}, false, nil
	}
	story, _, err = s.readStory(key, v)
	return story, err == nil, err
}

// readStory returns the story in a record, which is valid, and so clean, and the id of the next older one of the team.
func (s *Store) readStory(key, v []byte) (story checks.Story, older string, err error) {
	var rec storyRecord
	if _, err = unseal(storiesBucket, key, v, &rec); err == nil {
		story, err = rec.decode(key)
	}
	if err == nil {
		err = s.checkStory(story)
	}
	if err != nil {
		return checks.Story{}, "", damaged(storiesBucket, key, err)
	}
	return story, rec.Older, nil
}

// storyKeys returns the keys of those stories of a team, of all teams for "", that have one of the ids, and how many stories
// it has passed. It reads keys alone: whoever wants a story itself notices what is wrong with it.
func (r *reading) storyKeys(team string, ids ...string) (found map[string][]byte, passed int, err error) {
	var prefix []byte
	if team != "" {
		prefix = teamKey(team)
	}
	b, err := r.bucketSpan(storiesBucket, prefix)
	if err != nil {
		return nil, 0, err
	}
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	found = map[string][]byte{}
	c := b.Cursor()
	for k, _ := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		passed++
		if id := storyID(k); wanted[id] {
			found[id] = bytes.Clone(k)
		}
	}
	return found, passed, nil
}

// storiesWith returns those of a team's stories that have one of the ids, after a look whether more should be there.
func (s *Store) storiesWith(r *reading, team string, t teamRecord, ids []string) (list []checks.Story, err error) {
	keys, passed, err := r.storyKeys(team, ids...)
	if err != nil {
		return nil, err
	}
	if passed != t.Stories {
		return nil, damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d: %w", passed, t.Stories, errStories))
	}
	for _, key := range keys {
		story, _, err := s.storyAt(r, key)
		if err != nil {
			return nil, err
		}
		list = append(list, story)
	}
	return list, nil
}
