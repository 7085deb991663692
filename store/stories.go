package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"emptychair/checks"
)

// The stories of a team stand under keys that sort the latest day first. Those whose complaint is not gone are listed a second
// time, under the same key: whoever wants them need not read the others. How many there are of both stands in the team's record.

// everyStory is more stories than any team has.
const everyStory = everything

// Stories lists the stories of a team, of all teams for "", the latest day first: at most n, all for 0.
func (s *Store) Stories(team string, n int) (list []checks.Story, err error) {
	if n <= 0 {
		n = everyStory
	}
	err = s.view(func(r *reading) error {
		if team != "" {
			t, _, err := r.readTeam(team)
			if err != nil {
				return err
			}
			list, err = s.storiesOf(r, team, t, n)
			return err
		}
		list, err = s.allStories(r, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

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
	if t.Stories == 0 {
		return nil, nil
	}
	prefix := teamKey(team)
	b, err := r.bucketSpan(storiesBucket, prefix)
	if err != nil {
		return nil, err
	}
	c := b.Cursor()
	for k, v := c.Seek(prefix); len(list) < n && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		story, err := s.readStory(k, v)
		if err != nil {
			return nil, err
		}
		list = append(list, story)
	}
	if len(list) != min(n, t.Stories) {
		err = damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d stories", len(list), t.Stories))
	}
	return list, err
}

// followedOf returns the stories of a team whose complaint is not gone, the latest first.
func (s *Store) followedOf(r *reading, team string, t teamRecord) (list []checks.Story, err error) {
	if t.Followed == 0 {
		return nil, nil
	}
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
		story, found, err := s.storyAt(r, bytes.Clone(k))
		if err == nil && (!found || !story.Complaint.IsFollowed()) {
			err = damaged(followedBucket, k, errors.New("no complaint that is followed"))
		}
		if err != nil {
			return nil, err
		}
		list = append(list, story)
	}
	if len(list) != t.Followed {
		err = damaged(teamsBucket, []byte(team), fmt.Errorf("%d of %d complaints", len(list), t.Followed))
	}
	return list, err
}

// storyAt returns the story under a key, if there is one.
func (s *Store) storyAt(r *reading, key []byte) (checks.Story, bool, error) {
	b, err := r.bucketFor(storiesBucket, key)
	if err != nil {
		return checks.Story{}, false, err
	}
	v := b.Get(key)
	if v == nil {
		return checks.Story{}, false, nil
	}
	story, err := s.readStory(key, v)
	return story, err == nil, err
}

// readStory returns the story in a record, which is valid, and so clean.
func (s *Store) readStory(key, v []byte) (checks.Story, error) {
	var rec storyRecord
	_, err := unseal(storiesBucket, key, v, &rec)
	var story checks.Story
	if err == nil {
		story, err = rec.decode(key)
	}
	if err == nil {
		err = story.Validate(s.check)
	}
	if err != nil {
		return checks.Story{}, damaged(storiesBucket, key, err)
	}
	return story, nil
}

// storyKeyOf returns the key of the story with this id: of a team, of any for "".
func (r *reading) storyKeyOf(team, id string) (key []byte, found bool, err error) {
	prefix := []byte(nil)
	b, err := r.bucket(storiesBucket)
	if err != nil {
		return nil, false, err
	}
	if team != "" {
		prefix = teamKey(team)
	}
	end := append([]byte(turned(id)), turnedEnd)
	c := b.Cursor()
	for k, _ := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		if _, _, other, ok := splitStoryKey(k); ok && bytes.HasSuffix(k, end) && other == id {
			return bytes.Clone(k), true, nil
		}
	}
	return nil, false, nil
}

// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and nothing
// is written. The story is on the disk when SaveStory returns.
func (s *Store) SaveStory(was, now checks.Story) error {
	if err := s.checkStory(now); err != nil {
		return err
	}
	if was.ID != "" && (was.ID != now.ID || s.isMissing()) {
		return conflict(now.ID)
	}
	return s.update(func(w *writing) error {
		w.file.Change++
		if was.ID != "" {
			if err := s.replaceStory(w, was); err != nil {
				return err
			}
		}
		return s.addStory(w, now)
	}, func(r *reading) (bool, error) {
		return s.holdsStory(r, now)
	})
}

// SaveStories writes new stories in one transaction: all of them, or none where one of them is in the file already.
func (s *Store) SaveStories(list []checks.Story) error {
	for _, story := range list {
		if err := s.checkStory(story); err != nil {
			return err
		}
	}
	if len(list) == 0 {
		return nil
	}
	return s.update(func(w *writing) error {
		w.file.Change++
		for _, story := range list {
			if err := s.addStory(w, story); err != nil {
				return err
			}
		}
		return nil
	}, func(r *reading) (bool, error) {
		return s.holdsStory(r, list[len(list)-1])
	})
}

// DeleteStory removes a story, and then its text from the file, as [Store.DeleteRun] does with a run.
func (s *Store) DeleteStory(id string) error {
	if s.isMissing() {
		return notFound(id)
	}
	return s.update(func(w *writing) error {
		key, found, err := w.storyKeyOf("", id)
		if err == nil && !found {
			err = notFound(id)
		}
		if err != nil {
			return err
		}
		story, _, err := s.storyAt(&w.reading, key)
		if err != nil {
			return err
		}
		w.file.Change++
		w.file.Sweep, w.leaves = true, deletedText
		return w.removeStory(story)
	}, func(r *reading) (bool, error) {
		_, found, err := r.storyKeyOf("", id)
		return !found, err
	})
}

func (s *Store) holdsStory(r *reading, story checks.Story) (bool, error) {
	there, found, err := s.storyAt(r, storyKey(story))
	return found && there.Equal(story), err
}

// checkStory refuses a story that could not be read back.
func (s *Store) checkStory(story checks.Story) error {
	if err := story.Validate(s.check); err != nil {
		return err
	}
	if !validID(story.ID) {
		return &checks.Error{Code: checks.CodeInvalidStory, Subject: checks.CleanLine(story.ID)}
	}
	return nil
}

// replaceStory takes a story away that is to be replaced, if it is still as the caller knows it.
func (s *Store) replaceStory(w *writing, was checks.Story) error {
	there, found, err := s.storyAt(&w.reading, storyKey(was))
	if err == nil && (!found || !there.Equal(was)) {
		err = conflict(was.ID)
	}
	if err != nil {
		return err
	}
	return w.removeStory(there)
}

// addStory writes a story whose id no other one has.
func (s *Store) addStory(w *writing, story checks.Story) error {
	if _, taken, err := w.storyKeyOf("", story.ID); err != nil || taken {
		return errors.Join(err, conflictIf(taken, story.ID))
	}
	t, err := w.team(story.Team)
	if err != nil {
		return err
	}
	if !t.stored && t.members() == 0 {
		t.Used = w.file.Change
	}
	t.Stories++
	key := storyKey(story)
	if story.Complaint.IsFollowed() {
		t.Followed++
		if err := w.put(followedBucket, key, 0, struct{}{}); err != nil {
			return err
		}
	}
	return w.put(storiesBucket, key, 0, encodeStory(story))
}

func (w *writing) removeStory(story checks.Story) error {
	t, err := w.team(story.Team)
	if err != nil {
		return err
	}
	followed := story.Complaint.IsFollowed()
	if t.Stories < 1 || followed && t.Followed < 1 {
		return damaged(teamsBucket, []byte(story.Team), fmt.Errorf("%d stories, %d complaints", t.Stories, t.Followed))
	}
	t.Stories--
	key := storyKey(story)
	if followed {
		t.Followed--
		if err := w.remove(followedBucket, key); err != nil {
			return err
		}
	}
	return w.remove(storiesBucket, key)
}

func conflictIf(taken bool, id string) error {
	if taken {
		return conflict(id)
	}
	return nil
}

// Work reads what a team has open: its actions, and its complaints whose fix is in; beside these whatever has one of the ids in
// also, whatever became of it.
func (s *Store) Work(team string, also []string) (work checks.Work, err error) {
	err = s.view(func(r *reading) error {
		t, _, err := r.readTeam(team)
		if err != nil {
			return err
		}
		if work.Actions, err = s.workActions(r, team, t, also); err != nil {
			return err
		}
		work.Complaints, err = s.workComplaints(r, team, t, also)
		return err
	})
	if err != nil {
		return checks.Work{}, err
	}
	return work, nil
}

func (s *Store) workActions(r *reading, team string, t teamRecord, also []string) ([]checks.TeamAction, error) {
	if len(also) == 0 {
		return s.openActions(r, team, t)
	}
	list, err := s.actionsOfTeam(r, team, t)
	list = slices.DeleteFunc(list, func(a checks.TeamAction) bool { return a.State != checks.Open && !slices.Contains(also, a.ID) })
	return list, err
}

func (s *Store) workComplaints(r *reading, team string, t teamRecord, also []string) ([]checks.Story, error) {
	list, err := s.followedOf(r, team, t)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, story := range list {
		known[story.ID] = true
	}
	list = slices.DeleteFunc(list, func(story checks.Story) bool {
		return story.Complaint.State != checks.ComplaintFixed && !slices.Contains(also, story.ID)
	})
	for _, id := range also {
		if known[id] || t.Stories == 0 {
			continue
		}
		key, found, err := r.storyKeyOf(team, id)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		story, _, err := s.storyAt(r, key)
		if err != nil {
			return nil, err
		}
		list = append(list, story)
	}
	checks.SortStories(list)
	return list, nil
}
