package store

import (
	"fmt"
	"slices"

	"emptychair/checks"
)

// SaveStory puts now in place of was, or adds it where was is zero. Another one in the file than was is a conflict, and nothing
// is written; so is a story to be added whose id is taken. The story is on the disk when SaveStory returns. Words that were taken
// back are then swept out of the file, as what a finished run leaves behind.
func (s *Store) SaveStory(was, now checks.Story) error {
	if err := s.checkStory(now); err != nil {
		return err
	}
	if was.ID == "" {
		return s.SaveStories([]checks.Story{now})
	}
	if was.ID != now.ID || s.isMissing() {
		return conflict(now.ID)
	}
	return s.update(func(w *writing) error {
		there, found, err := s.storyAt(&w.reading, storyKey(was))
		if err == nil && (!found || !there.Equal(was)) {
			err = conflict(now.ID)
		}
		if err != nil {
			return err
		}
		return w.replaceStory(there, now)
	}, func(r *reading) (bool, error) {
		return s.holdsStory(r, now)
	})
}

// SaveStories writes new stories in one transaction: all of them, or none where one of them is in the file already.
func (s *Store) SaveStories(list []checks.Story) error {
	var ids []string
	for _, story := range list {
		if err := s.checkStory(story); err != nil {
			return err
		}
		ids = append(ids, story.ID)
	}
	if len(list) == 0 {
		return nil
	}
	return s.update(func(w *writing) error {
		taken, _, err := w.storyKeys("", ids...)
		if err != nil {
			return err
		}
		w.file.Change++
		for _, story := range list {
			if taken[story.ID] != nil {
				return conflict(story.ID)
			}
			if err := w.addStory(story); err != nil {
				return err
			}
			taken[story.ID] = storyKey(story)
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
		keys, passed, err := w.storyKeys("", id)
		if err != nil {
			return err
		}
		if keys[id] == nil {
			return w.absentStory(id, passed)
		}
		story, _, err := s.storyAt(&w.reading, keys[id])
		if err != nil {
			return err
		}
		w.file.Change++
		w.file.Sweep, w.leaves = true, deletedText
		if err := w.removeStory(story); err != nil {
			return err
		}
		return s.forgetLooks(w, story.Team, func(about string, l checks.Look) bool { return about == id && l.Reason != "" })
	}, func(r *reading) (bool, error) {
		keys, _, err := r.storyKeys("", id)
		return keys[id] == nil, err
	})
}

// absentStory says that there is no story with this id, after a look whether more should be there than were passed.
func (r *reading) absentStory(id string, passed int) error {
	_, teams, err := r.allTeams()
	if err != nil {
		return err
	}
	stories := 0
	for _, t := range teams {
		stories += t.Stories
	}
	if passed != stories {
		return damaged(storiesBucket, nil, fmt.Errorf("%d of %d stories", passed, stories))
	}
	return notFound(id)
}

// checkStory refuses a story that could not be read back.
func (s *Store) checkStory(story checks.Story) error {
	if err := story.Validate(s.check); err != nil {
		return err
	}
	ok := validID(story.ID) && validDay(story.On)
	for _, step := range story.Complaint.Steps {
		ok = ok && validDay(step.On)
	}
	if !ok {
		return &checks.Error{Code: checks.CodeInvalidStory, Subject: checks.CleanLine(story.ID)}
	}
	return nil
}

func (s *Store) holdsStory(r *reading, story checks.Story) (bool, error) {
	there, found, err := s.storyAt(r, storyKey(story))
	return found && there.Equal(story), err
}

// replaceStory puts a story in place of one that is in the file, which may be of another team or another day.
func (w *writing) replaceStory(was, now checks.Story) error {
	if was.Equal(now) {
		return nil
	}
	w.file.Change++
	words := wordsOf(now)
	if slices.ContainsFunc(wordsOf(was), func(s string) bool { return !slices.Contains(words, s) }) {
		w.file.Sweep, w.leaves = true, earlierStates
	}
	if err := w.removeStory(was); err != nil {
		return err
	}
	return w.addStory(now)
}

// wordsOf returns what somebody has written of a story; what is not written yet is the empty text.
func wordsOf(s checks.Story) []string {
	return append([]string{"", s.Text, s.Complaint.Fix, s.Complaint.Owner}, s.Complaint.Whys...)
}

// addStory writes a story whose id no other one has.
func (w *writing) addStory(story checks.Story) error {
	t, err := w.joined(story.Team)
	if err != nil {
		return err
	}
	key, rec := storyKey(story), encodeStory(story)
	newer, older, err := w.neighbours(storiesBucket, key, false)
	if err != nil {
		return err
	}
	t.Stories++
	rec.Older, rec.Change = storyID(older), w.file.Change
	if err := w.linkStory(t, newer, story.ID); err != nil {
		return err
	}
	if story.Complaint.IsFollowed() {
		t.Followed++
		if err := w.put(followedBucket, key, 0, struct{}{}); err != nil {
			return err
		}
	}
	return w.put(storiesBucket, key, 0, rec)
}

// removeStory takes a story away that was read from the file.
func (w *writing) removeStory(story checks.Story) error {
	t, err := w.team(story.Team)
	if err != nil {
		return err
	}
	followed := story.Complaint.IsFollowed()
	if t.Stories < 1 || followed && t.Followed < 1 {
		return damaged(teamsBucket, []byte(story.Team), fmt.Errorf("%d stories, %d complaints", t.Stories, t.Followed))
	}
	key := storyKey(story)
	newer, older, err := w.neighbours(storiesBucket, key, true)
	if err != nil {
		return err
	}
	t.Stories--
	if err := w.linkStory(t, newer, storyID(older)); err != nil {
		return err
	}
	if followed {
		t.Followed--
		if err := w.remove(followedBucket, key); err != nil {
			return err
		}
	}
	return w.remove(storiesBucket, key)
}

// linkStory makes the story at key newer, or where there is none the team's record, name the story with this id as the next one.
func (w *writing) linkStory(t *teamEntry, newer []byte, id string) error {
	if newer == nil {
		t.Story = id
		return nil
	}
	var rec storyRecord
	_, found, err := w.get(storiesBucket, newer, &rec)
	if err == nil && !found {
		err = damaged(storiesBucket, newer, errStories)
	}
	if err != nil {
		return err
	}
	rec.Older = id
	return w.put(storiesBucket, newer, 0, rec)
}
