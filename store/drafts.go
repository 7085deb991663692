package store

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
)

// DraftFiles returns the pattern of the names of the files in which programs keep what is being typed in them outside runs, each in one
// of its own.
func (s *Store) DraftFiles() string { return s.path + ".*.typed" }

// Drafts takes over what was being typed outside runs in programs that are no more, and returns it by its place, but for what is about
// something that is not in the file any more.
func (s *Store) Drafts() map[string]string {
	s.draftMu.Lock()
	defer s.draftMu.Unlock()
	_ = s.takeOver("", "") // what cannot be read is as good as nothing
	return maps.Clone(s.drafts)
}

// KeepDraft keeps what is being typed at a place until it is saved or left: then "" forgets it. The first line of a place says what kind it
// is; each other one is an id, or a team, that it is about and with which it goes.
func (s *Store) KeepDraft(place, text string) error {
	s.draftMu.Lock()
	defer s.draftMu.Unlock()
	if s.drafts == nil {
		return os.ErrClosed
	}
	if s.drafts[place] = text; text == "" {
		delete(s.drafts, place)
	}
	return s.translate(s.writeDrafts())
}

// closeDrafts leaves what is being typed for the next program.
func (s *Store) closeDrafts() {
	s.draftMu.Lock()
	defer s.draftMu.Unlock()
	if s.draftFile != nil {
		closeLocked(s.draftFile)
	}
	s.drafts, s.draftFile = nil, nil
}

// takeOver puts what programs left that are no more among the drafts of this one, but for what is about something that is not in the file.
// What was about one team is about another one from now on, unless that is "".
func (s *Store) takeOver(from, to string) error {
	if s.drafts == nil {
		return os.ErrClosed
	}
	all, left := s.leftDrafts()
	maps.Copy(all, s.drafts)
	drafts, isGone := map[string]string{}, s.whatIsGone(len(all) == 0)
	for place, text := range all {
		of := strings.Split(place, "\n")
		for i := range of {
			if i > 0 && of[i] == from && to != "" {
				of[i] = to
			}
		}
		if !slices.ContainsFunc(of[1:], isGone) {
			drafts[strings.Join(of, "\n")] = text
		}
	}
	if len(left) == 0 && maps.Equal(drafts, s.drafts) {
		return nil
	}
	s.drafts = drafts
	err := s.writeDrafts()
	for _, f := range left {
		if err == nil {
			discard(f)
		} else {
			closeLocked(f)
		}
	}
	return err
}

// leftDrafts returns the drafts of programs that are no more, at each place the latest, and their files, which are locked.
func (s *Store) leftDrafts() (drafts map[string]string, left []*os.File) {
	drafts = map[string]string{}
	paths, _ := matching(filepath.Dir(s.path), filepath.Base(s.DraftFiles()))
	written := map[string]time.Time{}
	for _, path := range paths {
		if info, err := os.Lstat(path); err == nil {
			written[path] = info.ModTime()
		}
	}
	slices.SortFunc(paths, func(a, b string) int { return written[a].Compare(written[b]) })
	for _, path := range paths {
		f, _ := openLeft(path)
		if f == nil {
			continue
		}
		var texts map[string]string
		_ = json.NewDecoder(f).Decode(&texts)
		for place, text := range texts {
			drafts[place] = checks.Clean(text)
		}
		left = append(left, f)
	}
	return drafts, left
}

// whatIsGone returns what tells of an id, or a team, that it is not in the file. Where not all of that can be read nobody can tell, and where
// nobody asks nothing is read.
func (s *Store) whatIsGone(unasked bool) func(of string) bool {
	known := map[string]bool{"": true}
	err := errMissing
	if !unasked && !s.isMissing() {
		err = s.view(func(r *reading) error {
			return r.eachRecord("", func(rec checks.Record) error {
				for _, a := range actionsIn(rec) {
					known[a.ID] = true
				}
				_, key := placeOf(rec)
				known[rec.Key()], known[teamIn(key)] = true, true
				return nil
			})
		})
	}
	return func(of string) bool { return err == nil && !known[of] }
}

// writeDrafts puts a file of the drafts in the place of the one before, none where there are none.
func (s *Store) writeDrafts() error {
	folder, before := filepath.Dir(s.path), s.draftFile
	var now *os.File
	if len(s.drafts) > 0 {
		if s.isMissing() && s.seen.Load() {
			return errMissing
		}
		err := s.makeFolder(folder)
		if err == nil {
			now, err = createLocked(folder, filepath.Base(s.DraftFiles()))
		}
		if err != nil {
			return err
		}
		s.own(now)
		if err := errors.Join(json.NewEncoder(now).Encode(s.drafts), now.Sync(), syncFolder(folder)); err != nil {
			discard(now)
			return err
		}
	}
	if s.draftFile = now; before == nil {
		return nil
	}
	discard(before)
	return syncFolder(folder)
}
