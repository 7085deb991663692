package folder_test

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/replica"
	"emptychair/cmd/emptychair/folder"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

var long = flag.Bool("long", false, "try more")

// trials is how often something is tried.
func trials(few, many int) int {
	if *long {
		return many
	}
	return few
}

var now = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// machine is one with a database and a folder of its own.
type machine struct {
	testing.TB
	*store.Store
	folder string
	clock  time.Duration // by how much its clock is wrong
}

func newMachine(t testing.TB) *machine {
	m := &machine{TB: t, Store: store.New(filepath.Join(t.TempDir(), "a.db"), content.Check()), folder: t.TempDir()}
	must(t, folder.Change(m.Store, func(s *replica.State, _ []checks.Record) replica.Changes {
		s.Add(m.folder)
		return replica.Changes{}
	}))
	return m
}

func (m *machine) sync() folder.Result {
	m.Helper()
	r, err := folder.Sync(m.Store, m.folder, shell.Lock{}, false, now.Add(m.clock))
	must(m, err)
	return r
}

func (m *machine) state() *replica.State {
	s, _, err := folder.State(m.Store)
	must(m, err)
	return &s
}

// records are all that the machine keeps, as JSON by what names each.
func (m *machine) records() map[string]string {
	all := map[string]string{}
	for r, err := range m.Records("") {
		must(m, err)
		b, err := checks.EncodeJSON(r)
		must(m, err)
		all[fmt.Sprintf("%T %s", r, r.Key())] = string(b)
	}
	return all
}

// versions are what the machine has of each record, here or apart. Marks are where their team is: as long as that is apart they are not.
func (m *machine) versions() (all []string) {
	for id, n := range m.state().Notes {
		if strings.HasPrefix(id, "team/") {
			continue
		}
		sums := []string{n.Sum}
		for _, a := range n.Apart {
			sums = append(sums, a.Sum)
		}
		slices.Sort(sums)
		all = append(all, fmt.Sprint(id, slices.Compact(sums)))
	}
	slices.Sort(all)
	return all
}

func story(id, text string) checks.Story {
	day := checks.DayOf(now)
	return checks.Story{ID: id, Team: "Payments", On: day, Noted: day, Source: checks.FromCustomer, Text: text}
}

func finished(id string, n int) checks.Run {
	return checks.Run{
		ID: id, Check: content.Check().ID, Team: "Payments", Kind: checks.Team, People: 6, Day: checks.DayOf(now), Started: now.Add(-time.Hour), Finished: now,
		At: checks.CloseID, Ratings: map[string]checks.Rating{"contact": {Tally: checks.Tally{Counts: [5]int{0, 2, 3, 1, 0}}, Revision: 1, Revealed: true}},
		Answers: map[string][]checks.Answer{"channels": {{Text: fmt.Sprintf("answer number %d of the team, as long as people write", n)}}},
		Actions: []checks.Action{{ID: id + "A", Text: fmt.Sprintf("action %d.", n), State: checks.Open}},
	}
}

// change lets somebody do something on the machine. What cannot be done, because it is not there for example, is not.
func (m *machine) change(r *rand.Rand, n int) {
	id := fmt.Sprintf("S%d", r.IntN(4))
	stories, err := m.Stories("")
	must(m, err)
	i := slices.IndexFunc(stories, func(s checks.Story) bool { return s.ID == id })
	snap, err := m.Snapshot("")
	must(m, err)
	switch k := r.IntN(10); {
	case i < 0:
		must(m, m.SaveStory(checks.Story{}, story(id, fmt.Sprintf("text %d.", n))))
	case k < 4:
		next := stories[i]
		next.Text = fmt.Sprintf("text %d.", n)
		must(m, m.SaveStory(stories[i], next))
	case k < 6:
		must(m, m.DeleteStory(id))
	case k < 7 && len(snap.Teams) > 0:
		_, _ = m.RenameTeam(snap.Teams[0], fmt.Sprintf("Team %d", r.IntN(2)), true) // which may be the one that it has
	case k < 8:
		runs, err := m.Runs("")
		must(m, err)
		if len(runs) == 0 {
			_, err = m.SaveRun(finished("R1", n), 0)
		} else {
			err = m.DeleteAction(runs[0].ID+"A", runs[0].ID)
		}
		if checks.CodeOf(err) != checks.CodeNotFound {
			must(m, err)
		}
	case len(snap.Teams) > 0:
		_ = m.MarkLeadership(snap.Teams[0], r.IntN(2) == 0)
	}
}

// carry brings some files of one machine to another, as they are or cut, or under the name of a copy.
func carry(r *rand.Rand, from, to *machine) {
	entries, err := os.ReadDir(from.folder)
	must(from, err)
	own := folder.DocumentName(to.state().Machine, false)
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(from.folder, e.Name()))
		must(from, err)
		name := e.Name()
		switch k := r.IntN(10); {
		case name == own || k < 3:
			continue
		case k < 4:
			b = b[:r.IntN(len(b))]
		case k < 5:
			name = strings.TrimSuffix(name, ".json") + ".sync-conflict-20261129-101010-ABCDEFG.json"
		}
		must(to, os.WriteFile(filepath.Join(to.folder, name), b, 0o600))
	}
}

// mirror makes some folders alike: each document as the machine has it whose it is.
func mirror(machines []*machine, folders ...*machine) {
	all := map[string][]byte{}
	for _, m := range machines {
		name := folder.DocumentName(m.state().Machine, false)
		if b, err := os.ReadFile(filepath.Join(m.folder, name)); err == nil {
			all[name] = b
		}
	}
	for _, m := range folders {
		must(m, os.RemoveAll(m.folder))
		must(m, os.Mkdir(m.folder, 0o700))
		for name, b := range all {
			must(m, os.WriteFile(filepath.Join(m.folder, name), b, 0o600))
		}
	}
}

func TestDatabasesComeToTheSameWhateverIsCarried(t *testing.T) {
	t.Parallel()
	conflicts := 0
	for seed := range trials(6, 300) {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		machines := []*machine{newMachine(t), newMachine(t), newMachine(t)}
		machines[1].clock = -time.Hour
		for n := range 30 {
			m := machines[r.IntN(3)]
			if r.IntN(3) > 0 {
				m.change(r, n)
				continue
			}
			carry(r, machines[r.IntN(3)], m)
			m.sync()
		}
		for round, written := 0, true; written && round < 4; round++ { // one in which nobody writes changes nothing
			written = false
			for _, m := range machines {
				mirror(machines, m)
				written = m.sync().Written || written
			}
		}
		mirror(machines, machines...)
		first := machines[0]
		for _, m := range machines[1:] {
			if !slices.Equal(m.versions(), first.versions()) {
				t.Fatalf("seed %d: one has\n%q\nanother\n%q", seed, first.versions(), m.versions())
			}
			if list := first.state().Conflicts(nil); len(list) == 0 && !maps.Equal(m.records(), first.records()) {
				t.Fatalf("seed %d: one has\n%q\nanother\n%q", seed, first.records(), m.records())
			}
		}
		conflicts += len(first.state().Conflicts(nil))
		held, state := "", fmt.Sprint(first.records())
		for _, n := range first.state().Notes {
			for _, a := range n.Apart {
				state += string(a.Content)
			}
		}
		entries, err := os.ReadDir(first.folder)
		must(t, err)
		for _, e := range entries {
			b, err := os.ReadFile(filepath.Join(first.folder, e.Name()))
			must(t, err)
			held += string(b)
		}
		for n := range 30 {
			if text := fmt.Sprintf("text %d.", n); strings.Contains(held, text) && !strings.Contains(state, text) {
				t.Errorf("seed %d: %q is in the folder, and nobody has it", seed, text)
			}
		}
		for _, m := range machines {
			d, err := m.Examine()
			if must(t, err); d.IsDamaged() {
				t.Errorf("seed %d: %v", seed, d.Findings)
			}
		}
	}
	t.Logf("%d conflicts", conflicts)
	if conflicts == 0 {
		t.Error("nothing was changed apart")
	}
}

// A file that has the size and the time that it had is not read again, and one of any other is.
func TestAFileThatHasNotChangedIsNotReadAgain(t *testing.T) {
	t.Parallel()
	a, b := newMachine(t), newMachine(t)
	b.folder = a.folder
	must(t, folder.Change(b.Store, func(s *replica.State, _ []checks.Record) replica.Changes {
		s.Folders[0].Path = a.folder
		return replica.Changes{}
	}))
	must(t, a.SaveStory(checks.Story{}, story("S1", "text")))
	a.sync()
	b.sync()
	path := filepath.Join(a.folder, folder.DocumentName(a.state().Machine, false))
	info, err := os.Stat(path)
	must(t, err)
	whole, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, []byte(strings.Repeat("x", len(whole))), 0o600))
	must(t, os.Chtimes(path, info.ModTime(), info.ModTime()))
	if r := b.sync(); len(r.Problems) > 0 || r.Written {
		t.Errorf("%+v", r)
	}
	must(t, os.Chtimes(path, now, now.Add(-time.Hour)))
	if r := b.sync(); len(r.Problems) != 1 {
		t.Errorf("%+v", r)
	}
}

// The time and the bytes of a sync grow with what the folder holds, and no faster: with -long up to 200 machines of 400 runs each, which are
// taken in at several times.
func TestASyncGrowsWithWhatTheFolderHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	counts := []int{2, 20}
	if *long {
		counts = append(counts, 200)
	}
	perRun := map[int]time.Duration{}
	for _, machines := range counts {
		m, runs := newMachine(t), trials(40, 400)
		var bytes int64
		for i := range machines {
			s := replica.State{Machine: fmt.Sprintf("machine%06d", i)}
			s.Add("x")
			var here []checks.Record
			for n := range runs {
				here = append(here, finished(fmt.Sprintf("R%d-%d", i, n), n))
			}
			s.Merge(here, 1, nil, checks.DayOf(now), nil)
			f, err := os.Create(filepath.Join(m.folder, folder.DocumentName(s.Machine, false)))
			must(t, err)
			must(t, s.Publish(here, 1, nil).Write(f))
			size, err := f.Seek(0, io.SeekEnd)
			must(t, err)
			bytes += size
			must(t, f.Close())
		}
		began := time.Now()
		r := m.sync()
		first := time.Since(began)
		if r.Added.Runs != machines*runs {
			t.Fatalf("%+v", r)
		}
		m.sync() // which notes what it wrote itself
		began = time.Now()
		m.sync()
		info, err := os.Stat(filepath.Join(m.folder, folder.DocumentName(m.state().Machine, false)))
		must(t, err)
		perRun[machines] = first / time.Duration(machines*runs)
		t.Logf("%3d machines: %.1f MB, first sync %v (%v a run), another one %v, own document %d bytes", machines, float64(bytes)/1e6, first, perRun[machines],
			time.Since(began), info.Size())
		if info.Size() > 1000 {
			t.Errorf("it writes again what others wrote: %d bytes", info.Size())
		}
	}
	if last := counts[len(counts)-1]; perRun[last] > 8*perRun[2] {
		t.Errorf("a run takes %v of 2 machines, %v of %d", perRun[2], perRun[last], last)
	}
}
