package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"strings"

	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
)

// examination is what is known of the records of a file so far. Runs, stories and actions between runs are looked at one by one
// and forgotten; what is kept of them is what others have to agree with.
type examination struct {
	store     *Store
	diagnosis *Diagnosis

	file     fileRecord
	hasFile  bool
	teams    map[string]*examinedTeam
	runs     map[string]*examinedRun // whose summary was read, by id
	open     map[string]int          // how many open actions of a run are listed, by key of its summary
	actions  map[string][]examinedAction
	followed map[string]bool // complaints that are listed, by key
	counted  struct{ runs, unfinished int }
}

// examinedTeam is the record of a team, and what of it was met.
type examinedTeam struct {
	teamRecord
	stored bool
	met    teamRecord // the counts
	run    string     // the finished run that comes next in the chain
	story  string     // the story that does
}

// examinedRun is what a summary says of its run.
type examinedRun struct {
	sum  [sumSize]byte
	seen bool // the run itself was
}

type examinedAction struct {
	id  string
	rec actionRecord
}

var (
	errUnlisted = errors.New("not listed where it should be")
	errUnknown  = errors.New("a bucket of nobody's")
	errDiffers  = errors.New("not the summary of its run")
	errStray    = errors.New("nothing speaks of it")
	errAbsent   = errors.New("another record speaks of it")
)

func newExamination(s *Store, d *Diagnosis) *examination {
	return &examination{
		store: s, diagnosis: d, teams: map[string]*examinedTeam{}, runs: map[string]*examinedRun{}, open: map[string]int{},
		actions: map[string][]examinedAction{}, followed: map[string]bool{},
	}
}

// ourBuckets lists the buckets of a file in an order in which each can be compared with those before it, together with the
// schema version that added it.
var ourBuckets = []struct {
	name  string
	since int
	look  func(e *examination, key, v []byte) error
}{
	{fileBucket, 1, (*examination).lookAtFile},
	{teamsBucket, 1, (*examination).lookAtTeam},
	{openBucket, 2, (*examination).lookAtOpen},
	{indexBucket, 1, (*examination).lookAtIndexed},
	{unfinishedBucket, 1, (*examination).lookAtUnfinished},
	{actionsBucket, 1, (*examination).lookAtAction},
	{runsBucket, 1, (*examination).lookAtRun},
	{looseBucket, 3, (*examination).lookAtLoose},
	{followedBucket, 3, (*examination).lookAtFollowed},
	{storiesBucket, 3, (*examination).lookAtStory},
}

// areOurs tells whether the buckets of a file are ours, where one that would say so may be missing: another program may have one
// of the same name, but hardly several.
func areOurs(names iter.Seq[string]) bool {
	n := 0
	for name := range names {
		if name == fileBucket {
			return true
		}
		if isOurBucket(name) {
			n++
		}
	}
	return n >= 3
}

func isOurBucket(name string) bool {
	for _, b := range ourBuckets {
		if b.name == name {
			return true
		}
	}
	return false
}

// readTrees looks at all records, bucket by bucket. It stops where a newer program or another one has written them.
func (e *examination) readTrees(v *survey, trees []tree) error {
	byName := map[string]tree{}
	for _, t := range trees {
		byName[t.bucket] = t
	}
	if len(trees) > 0 && !areOurs(maps.Keys(byName)) {
		return berrors.ErrInvalid
	}
	for _, t := range trees {
		if !isOurBucket(t.bucket) {
			e.diagnosis.add(Finding{FindingBucket, checks.CleanLine(t.bucket), errUnknown})
		}
	}
	for _, b := range ourBuckets {
		t, found := byName[b.name]
		if !found && b.since <= e.schema() {
			e.diagnosis.add(Finding{FindingBucket, b.name, errAbsent})
		}
		if !found {
			continue
		}
		v.records(t, func(_ stand, key, value []byte) { e.lookAt(b.name, key, value, b.look) })
		if version := e.diagnosis.Schema; version > len(e.store.steps) {
			return &checks.Error{Code: checks.CodeNewer, Err: errors.New(e.store.path)}
		}
	}
	e.compare()
	return nil
}

// schema returns the schema version, the present one where it cannot be read.
func (e *examination) schema() int {
	if e.diagnosis.Schema == 0 {
		return len(e.store.steps)
	}
	return e.diagnosis.Schema
}

// lookAt looks at a record: first at the checksum, then at what it says.
func (e *examination) lookAt(bucket string, key, v []byte, look func(e *examination, key, v []byte) error) {
	if _, err := unseal(bucket, key, v, nil); err != nil {
		e.found(FindingChecksum, bucket, key, err)
		return
	}
	e.diagnosis.count(bucket)
	if err := look(e, key, v); err != nil {
		e.found(FindingContent, bucket, key, err)
	}
}

// found adds a finding about a record, about a bucket where key is nil.
func (e *examination) found(kind FindingKind, bucket string, key []byte, err error) {
	e.diagnosis.add(Finding{kind, placeName(bucket, key), err})
}

// team returns what is known of a team.
func (e *examination) team(name string) *examinedTeam {
	t := e.teams[name]
	if t == nil {
		t = &examinedTeam{}
		e.teams[name] = t
	}
	return t
}

func (e *examination) lookAtFile(key, v []byte) error {
	if string(key) == string(schemaKey) {
		var rec schemaRecord
		err := json.Unmarshal(v[envelopeHead:], &rec)
		if err == nil && rec.Version < 1 {
			err = fmt.Errorf("version %d", rec.Version)
		}
		if err == nil {
			e.diagnosis.Schema = rec.Version
		}
		return err
	}
	parts, err := unseal(fileBucket, key, v, &e.file)
	if err == nil && (string(key) != string(fileKey) || parts != e.file.Runs) {
		err = fmt.Errorf("%d of %d runs", parts, e.file.Runs)
	}
	e.hasFile = err == nil
	return err
}

func (e *examination) lookAtTeam(key, v []byte) error {
	t := e.team(string(key))
	t.stored = true
	parts, err := unseal(teamsBucket, key, v, &t.teamRecord)
	if err == nil {
		err = t.validate(string(key), parts)
	}
	t.run, t.story = t.Latest, t.Story
	return err
}

func (e *examination) lookAtOpen(key, v []byte) error {
	n, err := unseal(openBucket, key, v, nil)
	e.open[string(key)] = n
	return err
}

func (e *examination) lookAtFollowed(key, _ []byte) error {
	e.followed[string(key)] = true
	return nil
}

func (e *examination) lookAtAction(key, v []byte) error {
	run, id, ok := strings.Cut(string(key), sep)
	a := examinedAction{id: id}
	_, err := unseal(actionsBucket, key, v, &a.rec)
	if !ok && err == nil {
		err = errPlace
	}
	if err == nil {
		e.actions[run] = append(e.actions[run], a)
	}
	return err
}

func (e *examination) lookAtLoose(key, v []byte) error {
	a, err := e.store.readLoose(key, v)
	if err != nil {
		return err
	}
	t := e.team(a.Team)
	if t.met.Loose++; isOpen(a) {
		t.met.LooseOpen++
	}
	return nil
}

func (e *examination) lookAtStory(key, v []byte) error {
	story, older, err := e.store.readStory(key, v)
	if err != nil {
		return err
	}
	t := e.team(story.Team)
	if t.stored && t.story != story.ID {
		e.found(FindingIndex, storiesBucket, key, errStories)
	}
	t.met.Stories++
	t.story = older
	if story.Complaint.IsFollowed() {
		t.met.Followed++
		if !e.followed[string(key)] {
			e.found(FindingIndex, storiesBucket, key, errUnlisted)
		}
		delete(e.followed, string(key))
	}
	return nil
}
