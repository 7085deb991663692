package replica

import (
	"encoding/json"
	"maps"
	"slices"

	"emptychair/checks"
)

// Read reads the state that was noted. One that is not of this database begins anew under another name, with the same folders.
func Read(noted []byte, ofFile bool, newName func() string) (s State) {
	known := json.Unmarshal(noted, &s) == nil
	if known && ofFile {
		return s
	}
	next := State{Machine: newName(), Former: s.Former, Folders: s.Folders}
	if known && s.Machine != "" {
		next.Former = append(next.Former, s.Machine)
	}
	for i := range next.Folders {
		next.Folders[i].Files = nil
	}
	return next
}

// State is what a machine knows of what it keeps alike with others.
type State struct {
	Machine string           `json:"machine"`          // its name, for others
	Former  []string         `json:"former,omitempty"` // names that it had
	Folders []Folder         `json:"folders"`
	Notes   map[string]*Note `json:"notes"` // by kind and id of the record
}

// Folder is one over which records are kept alike.
type Folder struct {
	Number     int             `json:"number"` // by which notes name it
	Path       string          `json:"path"`
	Teams      []string        `json:"teams,omitempty"`      // that were named; of none all, without what one person did alone
	Passphrase bool            `json:"passphrase,omitempty"` // its documents are behind one
	Recipients []string        `json:"recipients,omitempty"` // or for these
	Identity   string          `json:"identity,omitempty"`   // path of the file with what opens documents for these
	Files      map[string]File `json:"files,omitempty"`      // the documents that were read, by their names
}

// File is a document as it was read last.
type File struct {
	Size     int64  `json:"size"`
	Modified int64  `json:"modified"` // in nanoseconds since 1970
	Machine  string `json:"machine"`  // whose it is
	Sum      string `json:"sum"`      // over what it says
}

// Folder returns the folder with a path, nil for none.
func (s *State) Folder(path string) *Folder {
	i := slices.IndexFunc(s.Folders, func(f Folder) bool { return f.Path == path })
	if i < 0 {
		return nil
	}
	return &s.Folders[i]
}

// Add adds a folder.
func (s *State) Add(path string) *Folder {
	number := 1
	for _, f := range s.Folders {
		number = max(number, f.Number+1)
	}
	s.Folders = append(s.Folders, Folder{Number: number, Path: path})
	return &s.Folders[len(s.Folders)-1]
}

// Restrict names the teams of a folder. Where it was for others, too, what is of none of these leaves it: this machine's document holds
// nothing of that, and what the others make of it is not taken in.
func (s *State) Restrict(path string, teams []string, here []checks.Record) {
	f := s.Folder(path)
	isFewer := len(f.Teams) == 0 || slices.ContainsFunc(f.Teams, func(team string) bool { return !slices.Contains(teams, team) })
	if f.Teams = teams; !isFewer {
		return
	}
	for _, r := range here {
		if n := s.Notes[keyOf(r)]; n != nil && !f.isFor(r) {
			n.leave(f.Number)
		}
	}
}

// Forget removes a folder. What is in no other one is noted no more.
func (s *State) Forget(path string) {
	f := s.Folder(path)
	for key, n := range s.Notes {
		n.leave(f.Number)
		if len(n.In) == 0 {
			delete(s.Notes, key)
		}
	}
	s.Folders = slices.DeleteFunc(s.Folders, func(f Folder) bool { return f.Path == path })
}

// kept is a record of this machine.
type kept struct {
	checks.Record
	sum string
}

// isGoingOn tells whether a record is a run that is not finished, or not any more.
func isGoingOn(r checks.Record) bool {
	run, isRun := r.(checks.Run)
	return isRun && !run.IsFinished()
}

// Changes are what is to be done to the records of this machine.
type Changes struct {
	Save   [][2]checks.Record // what is here, nil for nothing, and what takes its place
	Remove []checks.Record
	Left   map[int]bool // documents, by their places, of which something cannot be here yet
}

// Apply returns the records of this machine after the changes.
func (c Changes) Apply(records []checks.Record) []checks.Record {
	gone := map[string]bool{}
	for _, r := range c.Remove {
		gone[keyOf(r)] = true
	}
	for _, change := range c.Save {
		gone[keyOf(change[1])] = true
	}
	out := slices.DeleteFunc(slices.Clone(records), func(r checks.Record) bool { return gone[keyOf(r)] })
	for _, change := range c.Save {
		out = append(out, change[1])
	}
	return out
}

// merge is one [State.Merge] on its way.
type merge struct {
	*State
	today checks.Day
	here  map[string]kept
	begun map[string]bool // runs that are not finished here
	teams map[string]int  // how many records each team has
	was   map[string]checks.Record
	out   Changes
}

// Merge notes what was changed on this machine, which has these records, and takes in what others did, in documents that were read in a
// folder. It is called with none, too. NewName makes a name for a machine.
func (s *State) Merge(here []checks.Record, folder int, documents []Document, today checks.Day, newName func() string) Changes {
	m := merge{State: s, today: today, here: map[string]kept{}, begun: map[string]bool{}, teams: map[string]int{}, was: map[string]checks.Record{}}
	m.out.Left = map[int]bool{}
	m.read(here)
	doubted := m.changeName(documents, newName)
	m.followRenames()
	m.noteChanges(documents, doubted)
	for _, teams := range []bool{false, true} { // marks last, as a team is there with its records
		for i, d := range documents {
			for _, v := range d.Versions {
				if hasKind(v.ID, kindTeam) == teams && !m.take(v, folder) {
					m.out.Left[i] = true
				}
			}
		}
	}
	m.collect()
	return m.out
}

// read takes in the records of this machine.
func (m *merge) read(here []checks.Record) {
	if m.Notes == nil {
		m.Notes = map[string]*Note{}
	}
	for _, r := range here {
		key := keyOf(r)
		if _, isMarks := r.(checks.Marks); !isMarks {
			m.teams[checks.TeamOf(r)]++
		}
		if isGoingOn(r) {
			m.begun[key] = true
			continue
		}
		_, sum := encode(r)
		m.here[key] = kept{r, sum}
	}
}

// changeName gives this machine another name where somebody else has counted under its own, or where it has forgotten that it did. It
// returns the old name then.
func (m *merge) changeName(documents []Document, newName func() string) (old string) {
	for _, d := range documents {
		for _, v := range d.Versions {
			n := m.Notes[v.ID]
			if n == nil {
				n = &Note{}
			}
			ours, theirs := n.Vector[m.Machine], v.Vector[m.Machine]
			if theirs > ours || theirs == ours && theirs > 0 && v.By == m.Machine && n.By == m.Machine && n.Sum != v.Sum {
				m.Former, old = append(m.Former, m.Machine), m.Machine
				m.Machine = newName()
				return old
			}
		}
	}
	return ""
}

// followRenames names a team of a folder by its new name, once nothing has the old one any more.
func (m *merge) followRenames() {
	named := map[string]string{} // what a team is called now, by the checksum of what it was called
	for key, h := range m.here {
		if n := m.Notes[key]; n != nil && n.Team != "" && !hasKind(key, kindTeam) {
			named[n.Team] = checks.TeamOf(h.Record)
		}
	}
	for i := range m.Folders {
		f := &m.Folders[i]
		for k, team := range f.Teams {
			if now := named[sumOf([]byte(team))]; now != "" && m.teams[team] == 0 && !slices.Contains(f.Teams, now) {
				f.Teams[k] = now
			}
		}
	}
}

// isFor tells whether a record goes into a folder by its team.
func (f Folder) isFor(r checks.Record) bool {
	run, _ := r.(checks.Run)
	team := checks.TeamOf(r)
	return slices.Contains(f.Teams, team) || len(f.Teams) == 0 && run.Kind != checks.Solo && team != checks.Me
}

// noteChanges counts what was changed here since the last sync. What others changed in the same way is the same change. What was counted
// under a name that another machine has as well, and is not as that machine has it, counts anew.
func (m *merge) noteChanges(documents []Document, doubted string) {
	for _, d := range documents {
		for _, v := range d.Versions {
			if _, there := m.here[v.ID]; there {
				m.note(v.ID)
			}
		}
	}
	changed := m.changedHere()
	for _, d := range documents {
		for _, v := range d.Versions {
			n, sum := m.Notes[v.ID], m.here[v.ID].sum
			switch {
			case n == nil:
			case changed[v.ID] && v.Sum == sum && !n.Vector.Follows(v.Vector):
				changed[v.ID] = false
				if joined := n.Vector.join(v.Vector); v.Vector.Follows(joined) {
					n.Version = v.Version
				} else {
					n.Version = Version{Vector: joined, By: m.Machine, Sum: sum, Deleted: v.Deleted}
				}
			case doubted != "" && v.Sum != sum && n.Vector[doubted] > 0 && v.Vector[doubted] >= n.Vector[doubted]:
				changed[v.ID] = true
			}
		}
	}
	for key, is := range changed {
		if n := m.Notes[key]; is {
			n.Version = n.changedBy(m.Machine, m.here[key].sum, m.today)
		}
		m.Notes[key].settleSeen(m.Machine)
	}
}

// changedHere notes which folders the records of this machine are in, and tells which noted ones are not here as they were noted.
func (m *merge) changedHere() map[string]bool {
	changed := map[string]bool{}
	for key, h := range m.here {
		for _, f := range m.Folders {
			if f.isFor(h.Record) {
				m.note(key).isIn(f.Number)
			}
		}
		if n := m.Notes[key]; n != nil {
			n.Team = sumOf([]byte(checks.TeamOf(h.Record)))
			changed[key] = n.Sum != h.sum
		}
	}
	for key, n := range m.Notes {
		if _, there := m.here[key]; !there && !n.IsDeleted() && !m.begun[key] {
			changed[key] = true
		}
	}
	return changed
}

// note returns what is noted of a record, an empty note where that is nothing yet.
func (m *merge) note(key string) *Note {
	if m.Notes[key] == nil {
		m.Notes[key] = &Note{}
	}
	return m.Notes[key]
}

// take takes in a version from a folder. It returns false where that cannot be here yet.
func (m *merge) take(v Entry, folder int) bool {
	marks, isMarks := v.Record.(checks.Marks)
	if m.begun[v.ID] || isMarks && m.teams[marks.Team] == 0 || m.isOut(v.ID, folder) {
		return false
	}
	n := m.note(v.ID)
	n.isIn(folder)
	a := v.Apart
	if v.Record != nil {
		a.Content, _ = encode(v.Record)
	}
	switch {
	case n.covers(v.Version):
		if v.says(n.Version) && n.By == m.Machine {
			n.By = min(n.By, v.By) // one document is enough
		}
		return true
	case a.covers(n.Version):
		m.become(v.ID, n, a)
	case n.Sum == v.Sum:
		n.Version = n.join(v.Version, m.Machine)
	default:
		n.setApart(a, m.Machine)
		if i := slices.IndexFunc(n.Apart, func(b Apart) bool { return b.covers(n.Version) }); i >= 0 {
			m.become(v.ID, n, n.Apart[i])
		}
	}
	n.settleSeen(m.Machine)
	return true
}

// isOut tells whether a record is here and not in a folder, or was until it was deleted here, in one that is named for other teams.
func (m *merge) isOut(key string, folder int) bool {
	n := m.Notes[key]
	if n == nil || slices.Contains(n.In, folder) {
		return false
	}
	_, isHere := m.here[key]
	return isHere || n.Team != "" && slices.ContainsFunc(m.Folders, func(f Folder) bool {
		isOf := func(team string) bool { return sumOf([]byte(team)) == n.Team }
		return f.Number == folder && len(f.Teams) > 0 && !slices.ContainsFunc(f.Teams, isOf)
	})
}

// become lets another version take the place of the one that is here.
func (m *merge) become(key string, n *Note, a Apart) {
	n.Version = a.Version
	was, there := m.here[key]
	if _, known := m.was[key]; !known {
		m.was[key] = was.Record
	}
	now, err := decode(key, a.Content)
	if there {
		m.teams[checks.TeamOf(was.Record)]--
	}
	if now == nil || err != nil {
		delete(m.here, key)
		return
	}
	n.Team = sumOf([]byte(checks.TeamOf(now)))
	if !hasKind(key, kindTeam) {
		m.teams[checks.TeamOf(now)]++
	}
	m.here[key] = kept{withDrafts(now, was.Record), a.Sum}
}

// collect says what changed of the records, in the order of their keys and the marks last.
func (m *merge) collect() {
	for _, key := range slices.Sorted(maps.Keys(m.was)) {
		was, now := m.was[key], m.here[key].Record
		switch {
		case now != nil:
			m.out.Save = append(m.out.Save, [2]checks.Record{was, now})
		case was != nil:
			m.out.Remove = append(m.out.Remove, was)
		}
	}
}
