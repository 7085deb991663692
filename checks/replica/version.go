package replica

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"

	"emptychair/checks"
)

// Vector counts for each machine how often it changed a record.
type Vector map[string]int

// Follows tells whether the vector has seen all that the other has.
func (v Vector) Follows(other Vector) bool {
	for machine, n := range other {
		if v[machine] < n {
			return false
		}
	}
	return true
}

// join returns what has seen what either has.
func (v Vector) join(other Vector) Vector {
	both := maps.Clone(v)
	if both == nil {
		both = Vector{}
	}
	for machine, n := range other {
		both[machine] = max(both[machine], n)
	}
	return both
}

// Version is one state of a record, or its deletion.
type Version struct {
	Vector  Vector     `json:"vector"`
	By      string     `json:"by"`               // the machine in whose document it is
	Sum     string     `json:"sum,omitempty"`    // of the content, "" where it was deleted
	Deleted checks.Day `json:"deleted,omitzero"` // where it was
}

// IsDeleted tells whether there is nothing of the record any more.
func (v Version) IsDeleted() bool { return v.Sum == "" }

// covers tells whether the version follows another one, or is the same.
func (v Version) covers(other Version) bool {
	return v.Vector.Follows(other.Vector) && (v.Sum == other.Sum || !other.Vector.Follows(v.Vector))
}

// says tells whether the version is another one, in whatever document.
func (v Version) says(other Version) bool { return v.covers(other) && other.covers(v) }

// join returns the version that two with the same content become, which is in the document of a machine where neither follows the other.
func (v Version) join(other Version, by string) Version {
	if other.covers(v) {
		v, other = other, v
	}
	if !v.covers(other) {
		v.By = by
		if v.Deleted.Before(other.Deleted) {
			v.Deleted = other.Deleted
		}
	}
	v.Vector = v.Vector.join(other.Vector)
	return v
}

// changedBy returns the version that a machine makes of it.
func (v Version) changedBy(machine, sum string, today checks.Day) Version {
	out := Version{Vector: v.Vector.join(Vector{machine: v.Vector[machine] + 1}), By: machine, Sum: sum}
	if sum == "" {
		out.Deleted = today
	}
	return out
}

// Apart is a version that was made elsewhere and follows nothing that is here.
type Apart struct {
	Version
	Content json.RawMessage `json:"content,omitempty"` // the record as JSON
}

// Note is what a machine knows of a record: the version that is here, and those that were made apart from it.
type Note struct {
	Version
	Team  string  `json:"team,omitempty"` // checksum of its name
	In    []int   `json:"in,omitempty"`   // the folders in which it is, by their numbers
	Apart []Apart `json:"apart,omitempty"`
}

// isIn notes that the record is in a folder.
func (n *Note) isIn(folder int) {
	if !slices.Contains(n.In, folder) {
		n.In = append(slices.Clip(n.In), folder)
	}
}

// leave notes that the record is not in a folder.
func (n *Note) leave(folder int) {
	n.In = slices.DeleteFunc(n.In, func(number int) bool { return number == folder })
}

// setApart keeps another version beside the one that is here, unless something that is kept follows it.
func (n *Note) setApart(a Apart, machine string) {
	for _, b := range n.Apart {
		if b.Sum != a.Sum && b.covers(a.Version) {
			return
		}
	}
	n.Apart = slices.DeleteFunc(n.Apart, func(b Apart) bool {
		if b.Sum == a.Sum {
			a.Version = a.join(b.Version, machine)
		}
		return b.Sum == a.Sum || a.covers(b.Version)
	})
	n.Apart = append(n.Apart, a)
}

// settleSeen drops of the other versions those that the one that is here has seen, or says as well.
func (n *Note) settleSeen(machine string) {
	for again := true; again; {
		again = false
		n.Apart = slices.DeleteFunc(n.Apart, func(a Apart) bool {
			if !n.covers(a.Version) && n.Sum == a.Sum {
				n.Version, again = n.join(a.Version, machine), true
			}
			return n.covers(a.Version)
		})
	}
}

// The kinds of records, as they stand before an id.
const (
	kindRun    = "run/"
	kindAction = "action/"
	kindStory  = "story/"
	kindTeam   = "team/"
)

// keyOf names a record among all. The name of a team is in none.
func keyOf(r checks.Record) string {
	kind, id := checks.KindOf(r)+"/", r.Key()
	if kind == kindTeam {
		id = sumOf([]byte(id))
	}
	return kind + id
}

// withDrafts returns a record with what is typed in another state of it, nil for nothing.
func withDrafts(r, of checks.Record) checks.Record {
	if run, isRun := r.(checks.Run); isRun {
		other, _ := of.(checks.Run)
		run.Drafts = other.Drafts
		return run
	}
	return r
}

// encode returns a record as JSON, without what is typed in it, and its checksum.
func encode(r checks.Record) (content []byte, sum string) {
	content, _ = checks.EncodeJSON(withDrafts(r, nil)) // which a record that is valid allows
	return content, sumOf(content)
}

// decode returns the record in its JSON, nil for none.
func decode(key string, content []byte) (r checks.Record, err error) {
	if content == nil {
		return nil, nil
	}
	switch {
	case hasKind(key, kindRun):
		r, err = decoded[checks.Run](content)
	case hasKind(key, kindAction):
		r, err = decoded[checks.Action](content)
	case hasKind(key, kindStory):
		r, err = decoded[checks.Story](content)
	default:
		r, err = decoded[checks.Marks](content)
	}
	return r, err
}

func decoded[T checks.Record](content []byte) (r T, err error) {
	err = checks.DecodeJSON(content, &r)
	return r, err
}

func hasKind(key, kind string) bool { return len(key) > len(kind) && key[:len(kind)] == kind }

// sumBytes is how much of a checksum is kept.
const sumBytes = 16

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:sumBytes])
}
