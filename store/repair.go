package store

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"emptychair/checks"
	"emptychair/store/boltfile"
)

// LossKind is a sort of thing that a repair could not bring back.
type LossKind string

// What a repair could not bring back. Where is the id of what is lost, unless something else is said here.
const (
	LossRun      LossKind = "run"
	LossStory    LossKind = "story"
	LossAction   LossKind = "action"   // one between runs; those of a run are lost and found with it
	LossEarlier  LossKind = "earlier"  // a record that is there as it was before it was saved last; Where is its name
	LossMarks    LossKind = "marks"    // what was remembered of a team; Where is its name
	LossLanguage LossKind = "language" // and the team used last; Where is empty
	LossInvalid  LossKind = "invalid"  // a record that is whole and cannot be so; Where is its name
	LossDoubtful LossKind = "doubtful" // a record that is there, and may have been deleted or changed since; Where is its name
	LossMore     LossKind = "more"     // records of which nothing is known; Where is how many
	LossUnknown  LossKind = "unknown"  // more may be lost, or as it was earlier: what would tell is lost too; Where is empty
)

// Loss is one thing that a repair could not bring back. Where is safe to show. Day is that of a run or a story, where it is known.
type Loss struct {
	Kind  LossKind
	Where string
	Day   checks.Day
}

// MessageID names the message that says it in words; it takes Where and Day.
func (l Loss) MessageID() string { return "doctor.loss." + string(l.Kind) }

// Repaired is what a repair has brought back.
type Repaired struct {
	Gain
	Lost  []Loss
	Aside string // path of the file as it was, "" where nothing was changed
}

var (
	errNothing  = errors.New("nothing in it can be read")
	errUnproved = errors.New("what was brought back does not hold together")
)

// Repair writes all records that are whole, wherever they lie in a damaged file, into a new one, which takes its place: of each the latest
// version. The damaged file stays beside it as it is, under another name. A file that is not damaged is not touched: then Aside is
// empty. Where nothing can be read, and where anything fails, all stays as it is.
//
// What was deleted is still in a file until it is swept. Where some pages of the file cannot be reached, nobody can tell it from what
// was lost with them: it is brought back, and named as doubtful.
func (s *Store) Repair() (Repaired, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.hold(true, time.Now().Add(s.timeout))
	if errors.Is(err, errMissing) {
		return Repaired{}, nil
	}
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	defer func() { letGo(f) }()
	e, err := s.examine(f)
	if err != nil || !e.IsDamaged() {
		return Repaired{}, s.translate(err)
	}
	r := &repair{examination: e, from: f}
	err = s.build(filepath.Dir(s.path), func(from string) (err error) {
		if err = r.prove(from); err == nil {
			r.out.Aside, err = s.swap(f, from)
		}
		return err
	}, r.write)
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	return r.out, nil
}

// repair writes what can be read of a damaged file into a new one.
type repair struct {
	*examination
	from   *os.File
	out    Repaired
	doubts []Loss
	teams  map[string]bool // that have anything
	named  int             // records that are lost and named

	outdated bool // what can be reached is of earlier
}

func (r *repair) lose(kind LossKind, where string) {
	r.out.Lost = append(r.out.Lost, Loss{Kind: kind, Where: checks.CleanLine(where)})
}

// write writes the latest version of each record.
func (r *repair) write(b *builder) error {
	all, err := latestIn(r.from)
	if err != nil {
		return err
	}
	r.teams = map[string]bool{}
	var remembered []found
	highest := uint64(0)
	for _, rec := range all.sorted() {
		switch highest = max(highest, rec.version); rec.bucket {
		case metaBucket:
			r.readMeta(rec)
		case teamsBucket:
			remembered = append(remembered, rec)
		default:
			if err := r.writeRecord(b, rec); err != nil {
				return err
			}
		}
	}
	if len(r.teams) == 0 && !r.hasMeta {
		return boltfile.Damaged("%w", errNothing)
	}
	for _, rec := range remembered {
		keep := r.put
		if !r.teams[rec.key] {
			keep = r.forget
		}
		if err := keep(b, rec); err != nil {
			return err
		}
	}
	r.nameLost(b.meta, all)
	if err := r.addTeams(b, remembered); err != nil {
		return err
	}
	b.meta.Change, b.meta.Nonce, b.meta.Language = r.store.nextChange(highest), nonce(), r.meta.Language
	if r.teams[r.meta.Team] {
		b.meta.Team = r.meta.Team
	}
	return nil
}

// readMeta takes over what is known of the file from where it is found. Where that is later than what the file itself says, its latest
// pages are lost.
func (r *repair) readMeta(rec found) {
	rec, err := rec.again(r.from)
	var meta fileRecord
	if rec.key != fileKey || err != nil || checks.DecodeJSON(rec.body, &meta) != nil || r.hasMeta && meta.Change <= r.meta.Change {
		return
	}
	r.meta, r.hasMeta, r.outdated = meta, true, true
}

// writeRecord writes a record that is valid and was not deleted, as far as anybody can tell.
func (r *repair) writeRecord(b *builder, rec found) error {
	if _, reached := r.reached[rec.id()]; !reached && !r.cut && r.spoiled[rec.id()] == "" {
		return nil // all that should be there is known, and this is not among it
	}
	rec, err := rec.again(r.from)
	if err != nil {
		return err
	}
	v, err := readRecord(r.store, rec.record)
	if err != nil {
		r.lose(LossInvalid, placeName(rec.bucket, rec.key))
		r.named++
		return nil
	}
	r.teams[teamIn(rec.key)] = true
	r.out.count(v)
	return r.put(b, rec)
}

// put writes a record, and notes where it may not be what was there last.
func (r *repair) put(b *builder, rec found) error {
	rec, err := rec.again(r.from)
	if err != nil {
		return err
	}
	if _, reached := r.reached[rec.id()]; !reached {
		kind := LossDoubtful
		if r.spoiled[rec.id()] != "" {
			kind = LossEarlier
		}
		r.doubts = append(r.doubts, Loss{Kind: kind, Where: placeName(rec.bucket, rec.key)})
	}
	return b.put(rec.bucket, rec.key, rec.v)
}

// addTeams lets teams whose record is lost have one.
func (r *repair) addTeams(b *builder, remembered []found) error {
	for team := range r.teams {
		if slices.ContainsFunc(remembered, func(rec found) bool { return rec.key == team }) {
			continue
		}
		v, err := seal(teamsBucket, team, b.meta.Change, teamRecord{})
		if err == nil {
			err = b.put(teamsBucket, team, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// forget lets go of what is remembered of a team of which nothing else came back. It is named only where somebody had marked the team.
func (r *repair) forget(_ *builder, rec found) error {
	if _, reached := r.reached[rec.id()]; !reached {
		return nil
	}
	r.named++
	rec, err := rec.again(r.from)
	if err != nil {
		return err
	}
	if t, err := readTeam(r.store, rec.record); err == nil && t.marks("") != (checks.Marks{}) {
		r.lose(LossMarks, rec.key)
	}
	return nil
}

// nameLost names what was in the old file and is not in the new one, and what is in doubt: nothing is where the sum over all that was
// brought back is that of the old file.
func (r *repair) nameLost(now fileRecord, all latest) {
	if r.hasMeta && now.Records == r.meta.Records && now.Sum == r.meta.Sum {
		return
	}
	r.out.Lost = append(r.out.Lost, r.doubts...)
	for _, id := range slices.Sorted(maps.Keys(r.spoiled)) {
		key := r.spoiled[id]
		kind, ours := map[string]LossKind{runsBucket: LossRun, storiesBucket: LossStory, actionsBucket: LossAction, teamsBucket: LossMarks}[teamIn(id)]
		if _, there := all[id]; there || !ours {
			continue
		}
		r.lose(kind, idIn(key))
		r.out.Lost[len(r.out.Lost)-1].Day = dayIn(key)
		r.named++
	}
	if more := r.meta.Records - now.Records - r.named; r.hasMeta && more > 0 {
		r.lose(LossMore, fmt.Sprint(more))
	}
	if !r.hasMeta {
		r.lose(LossLanguage, "")
	}
	if !r.hasMeta || r.outdated || r.met.Records+r.damaged.Records != r.meta.Records || r.met.Sum+r.damaged.Sum != r.meta.Sum {
		r.lose(LossUnknown, "")
	}
}

// prove examines the new file, and so reads every record in it.
func (r *repair) prove(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	e, err := r.store.examine(f)
	if err != nil {
		return err
	}
	if len(e.Findings) > 0 {
		return fmt.Errorf("%w: %s %s: %w", errUnproved, e.Findings[0].Kind, e.Findings[0].Where, e.Findings[0].Err)
	}
	if e.Runs != r.out.Runs || e.Stories != r.out.Stories || e.Actions+e.Between != r.out.Actions {
		return fmt.Errorf("%w: %+v of %+v", errUnproved, e.Contents, r.out)
	}
	return nil
}

// swap gives the damaged file another name, which it returns, and its own to the new one. So there is no moment without a file at
// path: who came then would find an empty database.
func (s *Store) swap(damaged *os.File, from string) (aside string, err error) {
	if runtime.GOOS == "windows" { // where an open file keeps the name that it has
		letGo(damaged)
	}
	was, err := os.Lstat(s.path)
	if err != nil {
		return "", err
	}
	if aside, err = s.setAside(); err != nil {
		return "", err
	}
	if err = s.takeName(from); err != nil {
		s.undoSetAside(aside, was)
	}
	return aside, err
}
