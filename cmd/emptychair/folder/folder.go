package folder

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/replica"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// Names of the documents in a folder, and how many letters the name of a machine has.
const (
	documentPrefix = "emptychair-"
	documentSuffix = ".json"
	machineLetters = 13
)

// NewMachine makes a name for a machine, which says nothing of it.
func NewMachine() string { return strings.ToLower(rand.Text()[:machineLetters]) }

// DocumentName is the name of the document of a machine.
func DocumentName(machine string, encrypted bool) string {
	if encrypted {
		return documentPrefix + machine + documentSuffix + shell.AgeSuffix
	}
	return documentPrefix + machine + documentSuffix
}

// isDocument tells whether a file may be a document or a copy of one, by its name.
func isDocument(name string) bool {
	return strings.HasPrefix(name, documentPrefix) && strings.HasSuffix(strings.TrimSuffix(name, shell.AgeSuffix), documentSuffix)
}

// machineIn is the machine whose document has this name, or a name that an engine made of it.
func machineIn(name string) string {
	name = strings.TrimPrefix(name, documentPrefix)
	return name[:min(len(name), machineLetters)]
}

// Store is what is needed of a database; what its methods do stands in package store.
type Store interface {
	State() (state []byte, ofFile bool, err error)
	Replicate(fn func(state []byte, ofFile bool, records []checks.Record) (store.Replication, error)) error
}

// State returns what a database knows of folders and of other machines, and whether that is of this state of it.
func State(db Store) (s replica.State, ofFile bool, err error) {
	noted, ofFile, err := db.State()
	return replica.Read(noted, ofFile, NewMachine), ofFile, err
}

// Change changes what a database knows, and its records as that says.
func Change(db Store, change func(s *replica.State, records []checks.Record) replica.Changes) error {
	return db.Replicate(func(noted []byte, ofFile bool, records []checks.Record) (store.Replication, error) {
		s := replica.Read(noted, ofFile, NewMachine)
		c := change(&s, records)
		state, err := json.Marshal(s)
		return store.Replication{Save: c.Save, Remove: c.Remove, State: state, Apart: len(s.Conflicts(c.Apply(records)))}, err
	})
}

// Result is what came of a folder.
type Result struct {
	replica.Folder `json:"-"`
	Path           string       `json:"path"`
	Others         int          `json:"machines"` // that have documents in it
	Added          store.Counts `json:"added"`
	Replaced       store.Counts `json:"changed"`
	Removed        store.Counts `json:"deleted"`
	Written        bool         `json:"written"` // the document of this machine is another one than before
	Problems       []Problem    `json:"unread"`
	IDs            []string     `json:"-"` // of what was removed
}

// Problem is a document that was not read.
type Problem struct {
	Name string
	Err  error // one of package replica, or of the lock or the system
}

// MarshalText is the name that can be shown.
func (p Problem) MarshalText() ([]byte, error) { return []byte(checks.CleanLine(p.Name)), nil }

// What can go wrong with a folder as a whole.
var (
	ErrUnread    = errors.New("the folder cannot be read")
	ErrUnwritten = errors.New("the document of this machine cannot be written")
)

// maxBatch is how many bytes of documents are taken in at once.
const maxBatch = 32 << 20

// settles is how long a file is as old as another one that somebody may write in the same moment, as some file systems count it.
const settles = 3 * time.Second

// syncing is one [Sync] on its way.
type syncing struct {
	store Store
	now   time.Time
	path  string
	lock  shell.Lock
	anew  bool // the document of this machine may be behind another lock
	out   Result

	state   replica.State // as it was before
	files   map[string]replica.File
	pending []pendingDocument
	size    int64
	publish replica.Document
	unread  error // what the system says of a document
	remains error // text of what was deleted is still in the database
}

// pendingDocument is one that was read and is to be taken in.
type pendingDocument struct {
	replica.Document
	name string
	file replica.File
	racy bool // it may change without anybody seeing so
}

// Sync takes in what the documents in a folder say, and then writes that of this machine, where anything is new, or in any case anew for
// another lock. That the text of what was deleted is still in the database is an error, [checks.CodeTextRemains], beside which all is done.
func Sync(db Store, path string, lock shell.Lock, anew bool, now time.Time) (Result, error) {
	s := syncing{store: db, now: now, path: path, lock: lock, anew: anew, files: map[string]replica.File{}, out: Result{Path: path, Problems: []Problem{}}}
	var err error
	if s.state, _, err = State(db); err != nil {
		return s.out, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return s.out, fmt.Errorf("%w: %w", ErrUnread, err)
	}
	for _, e := range entries {
		if err := s.look(e); err != nil {
			return s.out, err
		}
	}
	if err := s.takeIn(); err != nil {
		return s.out, err
	}
	if s.unread != nil {
		s.unread = fmt.Errorf("%w: %w", ErrUnread, s.unread)
	}
	return s.out, cmp.Or(s.write(), s.remains, s.unread)
}

// look reads a file, unless it is none of ours or was read before.
func (s *syncing) look(e fs.DirEntry) error {
	if !isDocument(e.Name()) || !e.Type().IsRegular() {
		return nil
	}
	info, err := e.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var d replica.Document
	file := replica.File{}
	if err == nil {
		file.Size, file.Modified = info.Size(), info.ModTime().UnixNano()
		if f := s.state.Folder(s.path); f != nil {
			if known, ok := f.Files[e.Name()]; ok && known.Size == file.Size && known.Modified == file.Modified {
				s.files[e.Name()] = known
				return nil
			}
		}
		d, err = s.read(e.Name())
	}
	switch {
	case errors.Is(err, replica.ErrForeign) && strings.TrimSuffix(e.Name(), shell.AgeSuffix) != DocumentName(machineIn(e.Name()), false):
		return nil
	case s.anew && errors.Is(err, shell.ErrOtherLock) && e.Name() == DocumentName(s.state.Machine, true):
		return nil
	case err != nil && store.SystemCode(err) != "":
		s.unread = err
		fallthrough
	case err != nil:
		s.out.Problems = append(s.out.Problems, Problem{e.Name(), err})
		s.files[e.Name()] = replica.File{Machine: machineIn(e.Name())}
		return nil
	}
	file.Machine, file.Sum = d.Machine, d.Sum
	racy := s.now.Sub(info.ModTime()).Abs() < settles
	s.pending = append(s.pending, pendingDocument{d, e.Name(), file, racy})
	if s.size += file.Size; s.size > maxBatch {
		return s.takeIn()
	}
	return nil
}

// read reads a document.
func (s *syncing) read(name string) (replica.Document, error) {
	f, err := os.Open(filepath.Join(s.path, name))
	if err != nil {
		return replica.Document{}, err
	}
	defer func() { _ = f.Close() }()
	r, err := s.lock.Open(f)
	if err != nil {
		return replica.Document{}, err
	}
	d, err := replica.ReadDocument(r, content.Check())
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = replica.ErrCutOff
	}
	return d, err
}

// takeIn takes in the documents that were read so far, and what was changed here.
func (s *syncing) takeIn() error {
	var changes replica.Changes
	documents := make([]replica.Document, len(s.pending))
	for i, d := range s.pending {
		documents[i] = d.Document
	}
	isForgotten := false
	err := Change(s.store, func(state *replica.State, records []checks.Record) replica.Changes {
		f := state.Folder(s.path)
		if isForgotten = f == nil; isForgotten {
			return replica.Changes{}
		}
		changes = state.Merge(records, f.Number, documents, checks.DayOf(s.now), NewMachine)
		present := []string{}
		for i, d := range s.pending {
			s.files[d.name] = d.file
			if changes.Left[i] || d.racy {
				s.files[d.name] = replica.File{Machine: d.Machine, Sum: d.Sum}
			}
		}
		f = state.Folder(s.path)
		f.Files = map[string]replica.File{}
		for name, file := range s.files {
			f.Files[name] = file
			present = append(present, file.Machine)
		}
		s.publish = state.Publish(changes.Apply(records), f.Number, present)
		s.state, s.out.Folder = *state, *f
		return changes
	})
	if checks.CodeOf(err) == checks.CodeTextRemains {
		s.remains, err = err, nil
	}
	switch {
	case err != nil:
		return err
	case isForgotten:
		return ErrUnread
	}
	s.pending, s.size = nil, 0
	s.count(changes)
	return nil
}

// count counts what was changed.
func (s *syncing) count(c replica.Changes) {
	for _, change := range c.Save {
		if change[0] == nil {
			s.out.Added.Add(change[1])
		} else {
			s.out.Replaced.Add(change[1])
		}
	}
	for _, r := range c.Remove {
		s.out.Removed.Add(r)
		s.out.IDs = append(s.out.IDs, r.Key())
	}
}

// write writes the document of this machine, unless it is there, and removes what the machine wrote under other names: what that says
// was taken in.
func (s *syncing) write() error {
	own, plain := DocumentName(s.state.Machine, !s.lock.IsOpen()), DocumentName(s.state.Machine, false)
	path := filepath.Join(s.path, own)
	if s.anew || s.files[own].Sum != s.publish.Sum {
		like, _ := os.Stat(path)
		if s.out.Passphrase && !s.anew { // a slip would lock out the others
			if _, err := s.read(own); errors.Is(err, shell.ErrOtherLock) {
				return err
			}
		}
		to := shell.Output{Path: path, Force: true, For: s.lock, Pattern: "." + documentPrefix + s.state.Machine + "-*.tmp"}
		if err := to.WriteFile(s.publish.Write); err != nil {
			return fmt.Errorf("%w: %w", ErrUnwritten, err)
		}
		if like != nil {
			_ = os.Chmod(path, like.Mode().Perm()) // somebody may have let others read it
		}
		s.out.Written = true
	}
	others := map[string]bool{}
	for name, file := range s.files {
		switch isOwn := file.Machine == s.state.Machine || slices.Contains(s.state.Former, file.Machine); {
		case isOwn && name != own && file.Sum != "" && (file.Size > 0 || name == plain):
			_ = os.Remove(filepath.Join(s.path, name))
		case !isOwn:
			others[file.Machine] = true
		}
	}
	s.out.Others = len(others)
	return nil
}
