package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"syscall"

	"emptychair/checks"
	"emptychair/store/boltfile"
)

// maxFindings is how many findings a diagnosis names; it counts the others.
const maxFindings = 200

// FindingKind is a sort of thing that can be wrong with a file.
type FindingKind = boltfile.Kind

// What can be wrong with the pages of a file. Where is the number of the page.
const (
	FindingSize = boltfile.Size
	FindingMeta = boltfile.Meta
	FindingPage = boltfile.Page
	FindingFree = boltfile.Free
)

// What can be wrong with the records of a file. Where is the name of the record, or that of the bucket.
const (
	FindingBucket   FindingKind = "bucket"   // one is missing, or cannot be read
	FindingChecksum FindingKind = "checksum" // not what was written
	FindingContent  FindingKind = "content"  // what was written, and cannot be so
	FindingMissing  FindingKind = "missing"  // one of the two that say what the file is
	FindingCount    FindingKind = "count"    // more or fewer records than there should be, or one of earlier
)

// Finding is one thing that is wrong with a file. Where is safe to show; Err says more, to those who know the format.
type Finding struct {
	Kind  FindingKind `json:"kind"`
	Where string      `json:"where"`
	Err   error       `json:"-"`
}

// MessageID names the message that says it in words; it takes Where.
func (f Finding) MessageID() string { return "doctor.finding." + string(f.Kind) }

// Diagnosis is what an examination of a file has found.
type Diagnosis struct {
	Path     string
	Size     int64 // in bytes, 0 where there is no file
	Pages    int   // in use or free
	Findings []Finding
	More     int // findings beyond these
	Contents     // what can be read
}

// IsDamaged tells whether anything is wrong that could make a read or a write fail, or that says that something is lost.
func (d Diagnosis) IsDamaged() bool {
	return len(d.Findings) > 0
}

func (d *Diagnosis) add(kind FindingKind, where string, err error) {
	if len(d.Findings) == maxFindings {
		d.More++
		return
	}
	d.Findings = append(d.Findings, Finding{kind, where, err})
}

// Examine looks at every page and every record of the file, and whether all of them are there, without changing anything. It does not
// stop at the first thing that is wrong. Of a file that does not exist there is nothing to say. The error is about what keeps it from
// looking: another program's file, no permission, another schema.
func (s *Store) Examine() (Diagnosis, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	f, err := s.openLocked(false)
	if errors.Is(err, errMissing) {
		return Diagnosis{Path: s.path}, nil
	}
	if err != nil {
		return Diagnosis{Path: s.path}, s.translate(err)
	}
	defer closeLocked(f)
	e, err := s.examine(s.contentOf(f))
	return e.Diagnosis, s.translate(err)
}

// Contents says what the file holds, after a look at all of it. Where there is none it is [checks.CodeNoFile].
func (s *Store) Contents() (Contents, error) {
	d, err := s.Examine()
	switch {
	case err != nil:
		return Contents{}, err
	case d.Size == 0:
		return Contents{}, s.fail(checks.CodeNoFile, nil)
	}
	return d.Contents, s.translate(d.damage())
}

// damage is the first thing that is wrong, as an error.
func (d Diagnosis) damage() error {
	if !d.IsDamaged() {
		return nil
	}
	first := d.Findings[0]
	return &checks.Error{Code: checks.CodeDamaged, Subject: d.Path, Err: fmt.Errorf("%s at %s: %w", first.Kind, first.Where, first.Err)}
}

// examination is what is known of the records of a file.
type examination struct {
	Diagnosis
	store *Store

	meta        fileRecord
	hasMeta     bool
	program     string            // that can read the file
	counted     fileRecord        // how many records are where they should be, whole or not, and their sum
	reached     map[string]bool   // bucket and id of the records that can be reached
	damagedKeys map[string]string // keys of those that are damaged where they should be, by bucket and id, as far as these can be read
	cut         bool              // some cannot be reached
	headless    bool              // one of the two meta pages is damaged
	unread      error             // with which a read of the file failed
}

var (
	errAbsent = errors.New("it is not there")
	errTwice  = errors.New("another record has the same id")
)

// examine looks at the content of a file that is locked.
func (s *Store) examine(f *io.SectionReader) (*examination, error) {
	e := &examination{store: s, reached: map[string]bool{}, damagedKeys: map[string]string{}}
	e.Path, e.Size, e.Teams = s.path, f.Size(), []string{}
	pages, names, err := boltfile.Check(f, e.Size, e.inspect, e.fault)
	e.Pages = pages
	if other := s.isOurs(f, names, err); other != nil {
		return e, other
	}
	if e.unread != nil {
		return e, e.unread
	}
	if e.Schema > schemaVersion {
		return e, &checks.Error{Code: checks.CodeNewer, Subject: checks.CleanLine(e.program), Err: errors.New(s.path)}
	}
	for _, name := range buckets {
		if err == nil && !slices.Contains(names, name) {
			e.cut = true
			e.add(FindingBucket, name, errAbsent)
		}
	}
	e.compare(err == nil)
	return e, nil
}

// fault takes in what is wrong with a page.
func (e *examination) fault(f boltfile.Fault) {
	if errors.As(f.Err, new(syscall.Errno)) {
		e.unread = f.Err
	}
	e.cut, e.headless = e.cut || f.Kind != boltfile.Free, e.headless || f.Kind == boltfile.Meta
	if f.Page == 0 && f.Bucket != "" { // all of it stands within another page
		e.add(FindingBucket, checks.CleanLine(f.Bucket), f.Err)
	} else {
		e.add(f.Kind, strconv.FormatUint(f.Page, 10), f.Err)
	}
}

// inspect looks at an element that can be reached.
func (e *examination) inspect(bucket string, key, v []byte) {
	if !slices.Contains(buckets, bucket) {
		return
	}
	rec, err := recordAt(bucket, key, v)
	if bucket != metaBucket {
		e.counted.count(v, 1)
	}
	if err != nil {
		e.noteDamaged(bucket, string(key), v)
		e.add(FindingChecksum, placeName(bucket, string(key)), err)
		return
	}
	twice := e.reached[rec.id()]
	e.reached[rec.id()] = true
	switch {
	case bucket == metaBucket:
		err = e.inspectMeta(rec)
	case twice:
		err = errTwice
	default:
		var held checks.Record
		if held, err = readRecord(e.store, rec); err == nil {
			e.count(held)
		}
	}
	if err != nil {
		e.add(FindingContent, placeName(bucket, rec.key), err)
	}
}

// noteDamaged notes a record that is damaged, under the name that it has itself or under that of its place.
func (e *examination) noteDamaged(bucket, key string, v []byte) {
	rec, err := open(v)
	if bucket == metaBucket {
		e.reached[bucket+sep+key] = true
	}
	if err == nil {
		e.damagedKeys[rec.id()] = rec.key
	} else if isKey(bucket, key) {
		e.damagedKeys[bucket+sep+idIn(key)] = key
	}
	if err != nil && (rec.bucket != bucket || rec.key != key || !isKey(bucket, key)) {
		e.cut = true // nobody knows which one it was
	}
}

func (e *examination) inspectMeta(rec record) error {
	if rec.key == fileKey {
		err := checks.DecodeJSON(rec.body, &e.meta)
		e.hasMeta = err == nil
		return err
	}
	var schema schemaRecord
	err := json.Unmarshal(rec.body, &schema)
	e.Schema, e.program = schema.Version, schema.Program
	return err
}

// compare looks at what should be there and was not met.
func (e *examination) compare(readable bool) {
	for _, key := range []string{fileKey, schemaKey} {
		if readable && !e.reached[metaBucket+sep+key] {
			e.add(FindingMissing, placeName(metaBucket, key), errAbsent)
		}
	}
	if e.hasMeta && !e.fits() { // those that are damaged are named already
		e.add(FindingCount, placeName(metaBucket, fileKey), fmt.Errorf("%d of %d records", e.counted.Records, e.meta.Records))
	}
	e.cut = e.cut || !e.hasMeta || e.counted.Records != e.meta.Records
}

// fits tells whether there are as many records as the file says, and with that sum.
func (e *examination) fits() bool {
	return e.counted.Records == e.meta.Records && e.counted.Sum == e.meta.Sum
}
