package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"emptychair/checks"
)

// Replication is what is to be changed so that this machine keeps the same as others do.
type Replication struct {
	Save   [][2]checks.Record // what is stored, nil for nothing, and what takes its place
	Remove []checks.Record
	State  []byte // JSON, of whoever compares machines
	Apart  int    // records that were changed apart, for whoever asks how many there are
}

// StateFile returns the path of the file beside the database that says how it stands with other machines. It holds texts where a record was
// changed apart on several of them.
func (s *Store) StateFile() string { return s.path + ".sync" }

// Replicate makes a change of the file of which fn decides, by all that is kept and by the state that was noted with the last such change.
// The state is of the file where that is as it was noted then, or was changed since; it is an earlier one, or nil, where another file has
// taken its place, such as a backup, where it was repaired, and where it is new. From a file in which anything is damaged or missing
// nothing is read. Where fn changes neither records nor the state nothing is written.
//
// The state is in a file beside the database: there is nothing in the records of which who does not replicate would know. It is written
// under another name before the change, which notes its number; the number says which of the two files counts, whatever a crash leaves.
func (s *Store) Replicate(fn func(state []byte, ofFile bool, records []checks.Record) (Replication, error)) error {
	err := s.update(func(w *writing) error {
		var records []checks.Record
		if err := w.eachRecord("", func(rec checks.Record) error {
			records = append(records, rec)
			return nil
		}); err != nil {
			return err
		}
		state, ofFile := s.stateOf(w.meta.Synced)
		r, err := fn(state, ofFile, records)
		if err != nil {
			return err
		}
		if err := w.replicate(r); err != nil {
			return err
		}
		if len(w.edits) == 0 && ofFile && bytes.Equal(state, r.State) {
			return errNoChange
		}
		noted := w.meta.Synced
		w.meta.Synced, w.meta.Apart = s.nonce(), r.Apart
		w.then = func() { _ = s.keepState(w.meta.Synced) } // where that fails the next change does so
		return s.writeState(noted, w.meta.Synced, r.State)
	})
	if errors.Is(err, errNoChange) {
		return nil
	}
	return err
}

// replicate makes the changes of the records.
func (w *writing) replicate(r Replication) error {
	teams := map[string]bool{}
	for _, change := range r.Save {
		was, now := change[0], change[1]
		if err := w.store.refuse(now); err != nil {
			return err
		}
		bucket, key := placeOf(now)
		if was != nil {
			if _, before := placeOf(was); before != key {
				w.remove(bucket, before)
			}
			w.sweepWords(was, now)
		}
		if !teams[teamIn(key)] {
			teams[teamIn(key)] = true
			if err := w.ensureTeam(teamIn(key)); err != nil {
				return err
			}
		}
		if err := w.put(bucket, key, now); err != nil {
			return err
		}
	}
	for _, was := range r.Remove {
		w.meta.Sweep, w.deletes = true, true
		bucket, key := placeOf(was)
		if bucket != teamsBucket {
			w.remove(bucket, key)
		} else if err := w.put(bucket, key, checks.Marks{Team: key}); err != nil { // the team may be there all the same
			return err
		}
	}
	return nil
}

// stateHead is the first line of the file with the state.
type stateHead struct {
	Change uint64 `json:"change"` // number of the one with which it was written
	Sum    uint32 `json:"sum"`    // of the rest
}

// nextState is the name of such a file until the change is made with which it was written.
func (s *Store) nextState() string { return s.StateFile() + ".new" }

// readState returns a state and the number of the change with which it was written, 0 where there is none that is whole.
func readState(path string) (change uint64, state []byte) {
	content, err := os.ReadFile(path)
	line, state, _ := bytes.Cut(content, []byte("\n"))
	var head stateHead
	if err != nil || json.Unmarshal(line, &head) != nil || crc(state) != head.Sum {
		return 0, nil
	}
	return head.Change, state
}

// stateOf returns the state that was noted with a change, or an earlier one where that is not there.
func (s *Store) stateOf(change uint64) (state []byte, ofFile bool) {
	if noted, state := readState(s.nextState()); change != 0 && noted == change {
		return state, true
	}
	noted, state := readState(s.StateFile())
	return state, change != 0 && noted == change
}

// State returns the state that [Store.Replicate] would hand over.
func (s *Store) State() (state []byte, ofFile bool, err error) {
	err = s.view(func(r *reading) error {
		state, ofFile = s.stateOf(r.meta.Synced)
		return nil
	})
	return state, ofFile, err
}

// writeState puts the state of a change that is about to be made on the disk. Noted is the change before, whose state stays until then.
func (s *Store) writeState(noted, change uint64, state []byte) error {
	head, err := json.Marshal(stateHead{change, crc(state)})
	if err != nil {
		return err
	}
	if err := s.keepState(noted); err != nil {
		return err
	}
	f, err := s.createTemporary(filepath.Dir(s.path))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%s\n%s", head, state)
	if err := errors.Join(err, f.Sync()); err != nil {
		discard(f)
		return err
	}
	closeLocked(f)
	if err := RenameOver(f.Name(), s.nextState()); err != nil {
		_ = os.Remove(f.Name())
		return err
	}
	return nil
}

// keepState gives the state of a change that was made its name, unless it has it.
func (s *Store) keepState(change uint64) error {
	if noted, _ := readState(s.nextState()); noted == 0 || noted != change {
		return nil
	}
	return RenameOver(s.nextState(), s.StateFile())
}
