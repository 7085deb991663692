package store

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"

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
	LossLanguage LossKind = "language" // and other settings, and the team used last; Where is empty
	LossInvalid  LossKind = "invalid"  // a record that is whole and cannot be so; Where is its name
	LossDoubtful LossKind = "doubtful" // a record that is there, and may have been deleted or changed since; Where is its name
	LossMore     LossKind = "more"     // records of which nothing is known; Where is how many
	LossUnknown  LossKind = "unknown"  // more may be lost, or as it was earlier: what would tell is lost too; Where is empty
)

// Loss is one thing that a repair could not bring back. Where is safe to show. Day is that of a run or a story, where it is known.
type Loss struct {
	Kind  LossKind   `json:"kind"`
	Where string     `json:"where"`
	Day   checks.Day `json:"day"`
}

// MessageID names the message that says it in words; it takes Where and Day.
func (l Loss) MessageID() string { return "doctor.loss." + string(l.Kind) }

// Repaired is what a repair has brought back.
type Repaired struct {
	Counts
	Lost  []Loss `json:"lost"`
	Aside string `json:"aside"` // path of the file as it was, "" where nothing was changed
}

var errNothing = errors.New("nothing in it can be read")

// Repair writes the latest version of each record that is whole, wherever it lies in a damaged file, into a new one, which takes its place.
// The damaged file stays beside it under another name. A file that is not damaged is not touched. Where nothing can be read, and where
// anything fails, all stays as it is.
//
// What was deleted is still in a file until it is swept. Where some pages cannot be reached, nobody can tell it from what was lost with
// them: it is brought back, and named as doubtful.
func (s *Store) Repair() (Repaired, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.openLocked(true)
	if errors.Is(err, errMissing) {
		return Repaired{}, nil
	}
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	defer func() { closeLocked(f) }()
	e, err := s.examine(s.contentOf(f))
	if err != nil || !e.IsDamaged() {
		return Repaired{}, s.translate(err)
	}
	content, err := io.ReadAll(s.contentOf(f))
	if err != nil {
		return Repaired{}, s.translate(err)
	}
	r := &repair{examination: e, found: latestIn(content), teams: map[string]bool{}}
	err = s.build(filepath.Dir(s.path), func(from string) (err error) {
		r.out.Aside, err = s.replaceDamaged(f, from)
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
	found    map[string]record // latest version of each, by [record.id]
	out      Repaired
	doubts   []Loss
	teams    map[string]bool // that have anything
	named    int             // records that are lost and named
	outdated bool            // what can be reached is of earlier
}

func (r *repair) lose(kind LossKind, where string) {
	r.out.Lost = append(r.out.Lost, Loss{Kind: kind, Where: checks.CleanLine(where)})
}

// write writes the latest version of each record.
func (r *repair) write(b *builder) error {
	highest := uint64(0)
	for _, rec := range sorted(r.found) {
		highest = max(highest, rec.version)
		if rec.bucket == metaBucket {
			r.readMeta(rec)
		} else if err := r.writeRecord(b, rec); err != nil {
			return err
		}
	}
	if len(r.teams) == 0 && !r.hasMeta {
		return boltfile.Damaged("%w", errNothing)
	}
	r.nameLost(b.meta)
	for team := range r.teams {
		if _, found := r.found[teamsBucket+sep+team]; found {
			continue
		}
		if err := b.add(teamsBucket, team, checks.Marks{Team: team}); err != nil {
			return err
		}
	}
	b.meta.Change, b.meta.Nonce, b.meta.Settings = r.store.nextChange(highest), r.store.nonce(), r.meta.Settings
	if r.teams[r.meta.Team] {
		b.meta.Team = r.meta.Team
	}
	return nil
}

// readMeta takes over what is known of the file from where it is found. Where that is later than what the file itself says, its latest
// pages are lost.
func (r *repair) readMeta(rec record) {
	var meta fileRecord
	if rec.key == fileKey && checks.DecodeJSON(rec.body, &meta) == nil && (!r.hasMeta || meta.Change > r.meta.Change) {
		r.meta, r.hasMeta, r.outdated = meta, true, true
	}
}

// writeRecord writes a record that is valid and was not deleted, as far as anybody can tell.
func (r *repair) writeRecord(b *builder, rec record) error {
	reached := r.reached[rec.id()]
	_, damaged := r.damagedKeys[rec.id()]
	held, err := readRecord(r.store, rec)
	switch {
	case rec.bucket == teamsBucket && !r.teams[rec.key]: // nothing else of the team came back
		if reached {
			r.named++
		}
		if reached && err == nil && held != (checks.Marks{Team: rec.key}) {
			r.lose(LossMarks, rec.key)
		}
		return nil
	case !reached && !damaged && !r.cut:
		return nil // all that should be there is known, and this is not among it
	case err != nil:
		r.lose(LossInvalid, placeName(rec.bucket, rec.key))
		r.named++
		return nil
	case !reached && damaged:
		r.doubts = append(r.doubts, Loss{Kind: LossEarlier, Where: placeName(rec.bucket, rec.key)})
	case !reached:
		r.doubts = append(r.doubts, Loss{Kind: LossDoubtful, Where: placeName(rec.bucket, rec.key)})
	}
	r.teams[teamIn(rec.key)] = true
	r.out.Add(held)
	return b.put(rec)
}

// nameLost names what was in the old file and is not in the new one, and what is in doubt: nothing is where the sum over all that was
// brought back is that of the old file.
func (r *repair) nameLost(now fileRecord) {
	if r.hasMeta && now.Records == r.meta.Records && now.Sum == r.meta.Sum {
		if r.headless && !r.outdated { // the page that is lost may be of a later write, of which nothing else is left
			r.lose(LossUnknown, "")
		}
		return
	}
	r.out.Lost = append(r.out.Lost, r.doubts...)
	kinds := map[string]LossKind{runsBucket: LossRun, storiesBucket: LossStory, actionsBucket: LossAction, teamsBucket: LossMarks}
	for _, id := range slices.Sorted(maps.Keys(r.damagedKeys)) {
		kind, ours := kinds[teamIn(id)] // the bucket, which is the first part of the id
		if _, found := r.found[id]; found || !ours {
			continue
		}
		r.lose(kind, idIn(id))
		r.out.Lost[len(r.out.Lost)-1].Day = dayIn(r.damagedKeys[id])
		r.named++
	}
	if more := r.meta.Records - now.Records - r.named; r.hasMeta && more > 0 {
		r.lose(LossMore, fmt.Sprint(more))
	}
	if !r.hasMeta {
		r.lose(LossLanguage, "")
	}
	if !r.hasMeta || r.outdated || r.headless || !r.fits() {
		r.lose(LossUnknown, "")
	}
}
