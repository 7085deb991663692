package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	berrors "go.etcd.io/bbolt/errors"

	"emptychair/checks"
)

// maxFindings is how many findings a diagnosis names; it counts the others.
const maxFindings = 200

// FindingKind is a sort of thing that can be wrong with a file.
type FindingKind string

// What can be wrong with the pages of a file. Where is the number of the page, or the bucket of a small one.
const (
	FindingSize FindingKind = "size" // the file is shorter than its pages
	FindingMeta FindingKind = "meta" // one of the two pages with which every read begins
	FindingPage FindingKind = "page"
	FindingFree FindingKind = "free" // the list of free pages; Where is the page that it is about
	FindingIdle FindingKind = "idle" // pages that are neither used nor free: nothing is lost by them
)

// What can be wrong with the records of a file. Where is the name of the record, or that of the bucket.
const (
	FindingBucket   FindingKind = "bucket"   // one of ours is missing, or there is one that is not ours
	FindingChecksum FindingKind = "checksum" // not what was written
	FindingContent  FindingKind = "content"  // what was written, and cannot be so
	FindingMissing  FindingKind = "missing"  // another record speaks of it
	FindingStray    FindingKind = "stray"    // no other record speaks of it
	FindingIndex    FindingKind = "index"    // two records say different things
	FindingCount    FindingKind = "count"    // more or fewer than there should be
)

// Finding is one thing that is wrong with a file. Where is safe to show; Err says more, to those who know the format.
type Finding struct {
	Kind  FindingKind
	Where string
	Err   error
}

// MessageID names the message that says it in words; it takes Where.
func (f Finding) MessageID() string { return "doctor.finding." + string(f.Kind) }

// Diagnosis is what an examination of a file has found.
type Diagnosis struct {
	Path     string
	Size     int64 // in bytes, 0 where there is no file
	Pages    int   // in use or free
	Schema   int   // the version, 0 where it cannot be read
	Findings []Finding
	More     int // findings beyond these

	// How many records can be read.
	Runs       int
	Unfinished int // of the runs
	Actions    int // of runs
	Loose      int // actions between runs
	Stories    int
	Teams      int
}

// count counts a record of a bucket.
func (d *Diagnosis) count(bucket string) {
	switch bucket {
	case runsBucket:
		d.Runs++
	case unfinishedBucket:
		d.Unfinished++
	case actionsBucket:
		d.Actions++
	case looseBucket:
		d.Loose++
	case storiesBucket:
		d.Stories++
	case teamsBucket:
		d.Teams++
	}
}

// IsDamaged tells whether anything is wrong that could make a read or a write fail, or that says that something is lost.
func (d Diagnosis) IsDamaged() bool {
	for _, f := range d.Findings {
		if f.Kind != FindingIdle {
			return true
		}
	}
	return false
}

func (d *Diagnosis) add(f Finding) {
	if len(d.Findings) == maxFindings {
		d.More++
		return
	}
	d.Findings = append(d.Findings, f)
}

// Examine looks at every page and every record of the file, and at whether they agree, without changing anything: not even the
// schema of an older file. It does not stop at the first thing that is wrong. Of a file that does not exist there is nothing to
// say. The error is about what keeps it from looking: another program's file, no permission, a newer schema.
func (s *Store) Examine() (Diagnosis, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, err := s.hold(false, time.Now().Add(s.timeout))
	if errors.Is(err, errMissing) {
		return Diagnosis{Path: s.path}, nil
	}
	if err != nil {
		return Diagnosis{Path: s.path}, s.translate(err)
	}
	defer abandon(f)
	d, err := s.examine(f)
	return d, s.translate(err)
}

// examine looks at a file that is locked.
func (s *Store) examine(f *os.File) (Diagnosis, error) {
	d := Diagnosis{Path: s.path}
	info, err := f.Stat()
	if err != nil {
		return d, err
	}
	d.Size = info.Size()
	metas, faults := metasOf(f, d.Size)
	if len(metas) == 0 && !isOurs(f, d.Size) && !isBlank(f) {
		return d, berrors.ErrInvalid
	}
	for _, fault := range faults {
		d.add(fault.finding())
	}
	if len(metas) == 0 {
		return d, nil
	}
	return d, newExamination(s, &d).look(f, metas[0])
}

// finding says of a fault what a diagnosis can say.
func (f fault) finding() Finding {
	where := strconv.FormatUint(f.page, 10)
	if f.page == 0 && f.bucket != "" {
		where = checks.CleanLine(f.bucket)
	}
	return Finding{f.kind, where, f.err}
}

// look looks at the state that a meta page is for.
func (e *examination) look(f *os.File, m meta) error {
	d := e.diagnosis
	if have := uint64(d.Size / m.pageSize); m.end > have {
		d.add(Finding{FindingSize, "", fmt.Errorf("%d of %d pages", have, m.end)})
	}
	v := newSurvey(f, d.Size, m, func(f fault) { d.add(f.finding()) })
	d.Pages = int(v.meta.end)
	if err := e.readTrees(v, v.trees()); err != nil {
		return err
	}
	v.lookAtFree()
	return nil
}

// lookAtFree looks at the list of free pages once all that are used are known.
func (v *survey) lookAtFree() {
	report := func(page uint64, err error) {
		if err != nil {
			v.fault(fault{kind: FindingFree, page: page, err: err})
		}
	}
	err := v.mark(v.meta.free)
	var ids []uint64
	if err == nil {
		ids, err = v.freeIDs()
	}
	report(v.meta.free, err)
	for _, id := range ids {
		report(id, v.mark(id))
	}
	if err != nil {
		return // then nobody knows which pages are idle
	}
	idle, first := 0, uint64(0)
	for id, seen := range v.seen {
		if !seen {
			if idle++; idle == 1 {
				first = uint64(id)
			}
		}
	}
	if idle > 0 {
		v.fault(fault{kind: FindingIdle, page: first, err: fmt.Errorf("%d pages", idle)})
	}
}
