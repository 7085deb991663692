package replica_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/replica"
)

// TestMain draws the same examples in every run; -rapid.seed or RAPID_SEED draws others.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.seed"); f.Value.String() == "0" {
		_ = f.Value.Set("20261129")
	}
	_ = flag.Set("rapid.nofailfile", "true")
	os.Exit(m.Run())
}

var today = checks.Day{Year: 2026, Month: time.November, Day: 29}

// world is some machines, each with a folder of its own, between which files are carried.
type world struct {
	*rapid.T
	machines []*machine
	names    int
	texts    int
	wentBack bool
	parents  map[string][]string // what whoever wrote a text, or deleted it, had before it
}

// machine is one of them. It keeps stories by their ids, and the marks of teams.
type machine struct {
	kept, keptOnce   map[string]checks.Record
	state, stateOnce []byte
	files            map[string][]byte
	names            map[string]bool // that it had
}

func (w *world) newName() string {
	w.names++
	return fmt.Sprintf("machine%06d", w.names)
}

func newWorld(t *rapid.T, machines int) *world {
	w := &world{T: t, parents: map[string][]string{}}
	for range machines {
		m := &machine{kept: map[string]checks.Record{}, files: map[string][]byte{}, names: map[string]bool{}}
		w.forget(m)
		w.machines = append(w.machines, m)
	}
	return w
}

// forget lets a machine begin anew, with what it keeps.
func (w *world) forget(m *machine) {
	s := replica.State{Machine: w.newName(), Former: slices.Sorted(maps.Keys(m.names))}
	s.Add("folder")
	m.names[s.Machine] = true
	m.state, _ = json.Marshal(s)
}

func (m *machine) read() (s replica.State) {
	if err := json.Unmarshal(m.state, &s); err != nil {
		panic(err)
	}
	return s
}

func (m *machine) records() (list []checks.Record) {
	for _, id := range slices.Sorted(maps.Keys(m.kept)) {
		list = append(list, m.kept[id])
	}
	return list
}

// apply makes changes of what the machine keeps.
func (m *machine) apply(changes replica.Changes) {
	for _, c := range changes.Save {
		m.kept[c[1].Key()] = c[1]
	}
	for _, r := range changes.Remove {
		delete(m.kept, r.Key())
	}
}

// write writes a text, or deletes one for "", as somebody does who sees what the machine has, and for a settlement what is apart as well.
func (w *world) write(m *machine, id, text string, also ...string) {
	if w.parents[id+text] = append(append(w.parents[id+text], also...), w.textOf(m.kept[id], id)); text == "" {
		delete(m.kept, id)
		return
	}
	team := "Alpha"
	if s, ok := m.kept[id].(checks.Story); ok {
		team = s.Team
	}
	m.kept[id] = checks.Story{ID: id, Team: team, On: today, Noted: today, Source: checks.FromCustomer, Text: text}
}

// textOf is what a record says, as a name of what somebody wrote. Another team's name is part of it.
func (w *world) textOf(r checks.Record, id string) string {
	s, _ := r.(checks.Story)
	return id + s.Text
}

// sync does what a machine does with its folder, of which it reads some files in some order.
func (w *world) sync(m *machine, partly bool) {
	s := m.read()
	var docs []replica.Document
	var present, names []string
	own := "emptychair-" + s.Machine + ".json"
	for _, name := range rapid.Permutation(slices.Sorted(maps.Keys(m.files))).Draw(w.T, "order") {
		if partly && name != own && rapid.IntRange(0, 3).Draw(w.T, "skip") == 0 {
			continue
		}
		d, err := replica.ReadDocument(bytes.NewReader(m.files[name]), content.Check())
		if err != nil {
			if !errors.Is(err, replica.ErrCutOff) {
				w.Fatalf("%s: %v", name, err)
			}
			continue
		}
		docs, names, present = append(docs, d), append(names, name), append(present, d.Machine)
	}
	changes := s.Merge(m.records(), 1, docs, today, w.newName)
	m.apply(changes)
	for i, d := range docs { // what this machine wrote once, or a copy of it, has been taken in
		if own != names[i] && slices.Contains(append(s.Former, s.Machine), d.Machine) {
			delete(m.files, names[i])
		}
	}
	m.names[s.Machine] = true
	var out bytes.Buffer
	if err := s.Publish(m.records(), 1, present).Write(&out); err != nil {
		w.Fatal(err)
	}
	m.files["emptychair-"+s.Machine+".json"] = out.Bytes()
	m.state, _ = json.Marshal(s)
}

// mirror makes the folders of all machines alike: a document is as the machine has it whose it is, and a copy there, too, once it was carried.
func (w *world) mirror(copies bool) {
	all := map[string][]byte{}
	for _, m := range w.machines {
		for name, b := range m.files {
			machine, rest, _ := strings.Cut(strings.TrimPrefix(name, "emptychair-"), ".")
			if m.names[machine] || copies && rest != "json" {
				all[name] = b
			}
		}
	}
	for _, m := range w.machines {
		m.files = maps.Clone(all)
	}
}

// carry brings some files of one machine to another: also under the names of copies, cut, and older than they are there.
func (w *world) carry(from, to *machine) {
	for _, name := range slices.Sorted(maps.Keys(from.files)) {
		machine, _, _ := strings.Cut(strings.TrimPrefix(name, "emptychair-"), ".")
		if _, there := to.files[name]; there && to.names[machine] {
			continue // the engine knows that it is newer here
		}
		switch as := name; {
		case rapid.IntRange(0, 2).Draw(w.T, "file") == 0:
		case rapid.IntRange(0, 9).Draw(w.T, "copy") == 0:
			to.files[strings.TrimSuffix(name, ".json")+".sync-conflict-1.json"] = from.files[name]
		case rapid.IntRange(0, 9).Draw(w.T, "cut") == 0:
			to.files[as] = from.files[name][:rapid.IntRange(0, max(0, len(from.files[name])-3)).Draw(w.T, "at")]
		default:
			to.files[as] = from.files[name]
		}
	}
}

func (w *world) some() *machine {
	return w.machines[rapid.IntRange(0, len(w.machines)-1).Draw(w.T, "machine")]
}

const same = "the same everywhere."

// step lets something happen.
func (w *world) step() {
	m, id := w.some(), fmt.Sprintf("S%d", rapid.IntRange(1, 4).Draw(w.T, "story"))
	switch rapid.IntRange(0, 11).Draw(w.T, "step") {
	case 0, 1, 2:
		w.texts++
		w.write(m, id, fmt.Sprintf("text %d.", w.texts))
	case 3:
		if m.kept[id] != nil {
			w.write(m, id, "")
		}
	case 4:
		w.write(m, id, same)
	case 5:
		w.rename(m)
	case 6:
		w.settle(m)
	case 7:
		m.keptOnce, m.stateOnce = maps.Clone(m.kept), m.state
	case 8:
		w.goBack(m)
	default:
		w.carry(w.some(), m)
		w.sync(m, true)
	}
}

// rename gives the team of all stories another name.
func (w *world) rename(m *machine) {
	team := rapid.SampledFrom([]string{"Alpha", "Beta", "Gamma"}).Draw(w.T, "team")
	for id, r := range m.kept {
		if s, ok := r.(checks.Story); ok {
			s.Team = team
			m.kept[id] = s
		}
	}
}

// settle settles the first conflict.
func (w *world) settle(m *machine) {
	s := m.read()
	list := s.Conflicts(m.records())
	if len(list) == 0 {
		return
	}
	c := list[0]
	n := rapid.IntRange(0, len(c.There)).Draw(w.T, "choice")
	if n > 0 {
		id, chosen := strings.TrimPrefix(c.ID, "story/"), ""
		if st, ok := c.There[n-1].(checks.Story); ok {
			chosen = st.Text
		}
		w.parents[id+chosen] = append(w.parents[id+chosen], w.textOf(c.Here, id))
	}
	changes := s.Settle(m.records(), c.ID, n, today)
	m.apply(changes)
	id := strings.TrimPrefix(c.ID, "story/")
	for _, r := range c.There {
		w.parents[w.textOf(m.kept[id], id)] = append(w.parents[w.textOf(m.kept[id], id)], w.textOf(r, id))
	}
	m.state, _ = json.Marshal(s)
}

// goBack brings back what a machine kept once: with what it noted then, as a copy of its disk does, or with nothing, as a backup.
func (w *world) goBack(m *machine) {
	if m.keptOnce == nil {
		return
	}
	w.wentBack = true
	w.sync(m, true) // what nobody ever heard of is gone
	m.kept = maps.Clone(m.keptOnce)
	if m.state = m.stateOnce; rapid.Bool().Draw(w.T, "backup") {
		w.forget(m)
	}
}

// versions are what a machine has of each record, here or apart.
func (m *machine) versions() map[string][]string {
	all, s := map[string][]string{}, m.read()
	for id, n := range s.Notes {
		sums := []string{n.Sum}
		for _, a := range n.Apart {
			sums = append(sums, a.Sum)
		}
		slices.Sort(sums)
		all[id] = slices.Compact(sums)
	}
	return all
}

// texts are what there is of a record, here or apart.
func (w *world) live(m *machine) map[string]bool {
	all := map[string]bool{}
	s := m.read()
	for key, n := range s.Notes {
		id := strings.TrimPrefix(key, "story/")
		all[w.textOf(m.kept[id], id)] = true
		for _, a := range n.Apart {
			var st checks.Story
			_ = json.Unmarshal(a.Content, &st)
			all[id+st.Text] = true
		}
	}
	return all
}

func TestMachinesComeToTheSameWhateverIsCarried(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t, 3)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			w.step()
		}
		for round := range 4 {
			for _, m := range w.machines {
				w.mirror(round == 0)
				w.sync(m, false)
			}
		}
		first := w.machines[0].versions()
		for _, m := range w.machines[1:] {
			if got := m.versions(); fmt.Sprint(got) != fmt.Sprint(first) {
				for i, m := range w.machines {
					t.Logf("%d: %s", i, m.state)
				}
				t.Fatalf("one has\n%v\nanother\n%v", first, got)
			}
		}
		w.lostNothing()
		w.mirror(false)
		live := w.live(w.machines[0])
		for name, b := range w.machines[0].files {
			if _, err := replica.ReadDocument(bytes.NewReader(b), content.Check()); err != nil {
				continue // part of a copy: it is named until somebody removes it
			}
			for text := range w.parents {
				if !live[text] && len(text) > 2 && !w.wentBack && bytes.Contains(b, []byte(`"`+text[2:]+`"`)) && text[2:] != same {
					t.Errorf("%s holds %q, which is there no more", name, text)
				}
			}
		}
	})
}

// lostNothing looks whether each text that was ever written, or its deletion, is there or was seen by whoever wrote what is there.
func (w *world) lostNothing() {
	there, notes := w.live(w.machines[0]), w.machines[0].read().Notes
	for text := range w.parents {
		if _, known := notes["story/"+text[:2]]; !known {
			there[text[:2]] = true // deleted before anybody heard of it
		}
	}
	for again := true; again; {
		again = false
		for text, before := range w.parents {
			for _, b := range before {
				if there[text] && !there[b] {
					there[b], again = true, true
				}
			}
		}
	}
	for text := range w.parents {
		if !there[text] && len(text) > 2 { // a deletion that nobody saw is one of what was there already
			for i, m := range w.machines {
				w.Logf("%d: %s", i, m.state)
			}
			w.Fatalf("%q is lost of %v: %v", text, w.parents, there)
		}
	}
}

// pair is two machines that keep something alike over a folder for which teams were named.
type pair struct {
	t    *testing.T
	here map[*replica.State][]checks.Record
	a, b *replica.State
}

func newPair(t *testing.T, teams ...string) pair {
	p := pair{t, map[*replica.State][]checks.Record{}, &replica.State{Machine: "a"}, &replica.State{Machine: "b"}}
	for _, s := range []*replica.State{p.a, p.b} {
		s.Add("folder").Teams = teams
	}
	return p
}

// sync has one machine say what it has, and the other one hear it, in turns.
func (p pair) sync() {
	for range 2 {
		for _, s := range []*replica.State{p.a, p.b} {
			c := s.Merge(p.here[s], 1, nil, today, nil)
			doc := s.Publish(p.here[s], 1, nil)
			var out bytes.Buffer
			if err := doc.Write(&out); err != nil || len(c.Save)+len(c.Remove) > 0 {
				p.t.Fatal(err, c)
			}
			other := p.a
			if s == p.a {
				other = p.b
			}
			d, err := replica.ReadDocument(&out, content.Check())
			if err != nil {
				p.t.Fatal(err)
			}
			c = other.Merge(p.here[other], 1, []replica.Document{d}, today, func() string { return "new" })
			p.here[other] = c.Apply(p.here[other])
		}
	}
}

func story(id, team string) checks.Story {
	return checks.Story{ID: id, Team: team, On: today, Noted: today, Source: checks.FromCustomer, Text: "text of " + id}
}

func run(id, team string, kind checks.Kind, finished bool) checks.Run {
	began := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	r := checks.Run{ID: id, Check: content.Check().ID, Team: team, Kind: kind, People: 1, Day: today, Started: began, At: "contact"}
	if finished {
		r.Finished, r.At = began.Add(time.Hour), checks.CloseID
	}
	return r
}

func keys(records []checks.Record) string {
	var list []string
	for _, r := range records {
		list = append(list, fmt.Sprintf("%T %s", r, r.Key()))
	}
	slices.Sort(list)
	return strings.ReplaceAll(strings.Join(list, ", "), "checks.", "")
}

func TestWhatStaysAtHome(t *testing.T) {
	all := []checks.Record{
		run("R1", "Alpha", checks.Team, true), run("R2", "Alpha", checks.Team, false), run("R3", "Alpha", checks.Solo, true),
		run("R4", "Beta", checks.Team, true), story("S1", "Alpha"), story("S2", "Beta"),
		checks.Marks{Team: "Alpha", Leadership: true},
		run("R5", checks.Me, checks.Solo, true), story("S3", checks.Me),
		checks.Action{ID: "A1", Team: checks.Me, Text: "text", State: checks.Open, Made: today.Time()},
	}
	for _, c := range []struct {
		teams []string
		want  string
	}{
		{nil, "Marks Alpha, Run R1, Run R4, Story S1, Story S2"},
		{[]string{"Alpha"}, "Marks Alpha, Run R1, Run R3, Story S1"},
		{[]string{"Beta", "Gamma"}, "Run R4, Story S2"},
		{[]string{checks.Me}, "Action A1, Run R5, Story S3"},
	} {
		p := newPair(t, c.teams...)
		p.here[p.a] = all
		if p.sync(); keys(p.here[p.b]) != c.want {
			t.Errorf("of %v there is %s", c.teams, keys(p.here[p.b]))
		}
	}
}

// A folder that is named for fewer teams holds nothing of the others any more, and what becomes of that here and there is nobody else's
// until it is named for them again.
func TestAFolderForFewerTeamsHoldsNothingOfTheOthers(t *testing.T) {
	p := newPair(t)
	alpha, beta := story("S1", "Alpha"), story("S2", "Beta")
	p.here[p.a], p.here[p.b] = []checks.Record{alpha, beta}, []checks.Record{story("S3", "Beta"), story("S4", "Gamma")}
	p.sync()
	p.a.Restrict("folder", []string{"Alpha"}, p.here[p.a])
	alpha.Text, beta.Text = "changed here", "changed here, too"
	p.here[p.a] = []checks.Record{alpha, beta}
	p.sync()
	there := beta
	there.Text = "changed there"
	p.here[p.b] = []checks.Record{alpha, there, story("S3", "Beta"), story("S4", "Gamma")} // the two that are deleted here
	p.sync()
	if d := p.a.Publish(p.here[p.a], 1, nil); len(d.Versions) != 1 || !checks.Same(d.Versions[0].Record, alpha) {
		t.Errorf("it publishes %v", d.Versions)
	}
	if one, other := p.here[p.a], p.here[p.b]; !checks.Same(one[1], beta) || !checks.Same(other[0], alpha) || !checks.Same(other[1], there) || len(other) != 4 {
		t.Errorf("one has %v, the other %v", one, other)
	}
	p.a.Restrict("folder", []string{"Beta", "Alpha"}, p.here[p.a])
	p.sync()
	if keys(p.here[p.b]) != "Story S1, Story S2, Story S4" {
		t.Errorf("named again, the other has %v", p.here[p.b])
	}
	if list := p.b.Conflicts(p.here[p.b]); len(list) != 1 || !checks.Same(list[0].There[0], beta) || len(p.a.Conflicts(p.here[p.a])) != 1 {
		t.Errorf("named again: %v", list)
	}
}

func TestOnlyFewerTeamsTakeSomethingOutOfAFolder(t *testing.T) {
	p := newPair(t, "Alpha")
	p.b.Folders[0].Teams = []string{"Gamma"}
	s := story("S1", "Gamma")
	for i, teams := range []string{"Alpha", "Beta Alpha", "Alpha Beta", "Beta"} {
		p.a.Restrict("folder", strings.Fields(teams), p.here[p.a])
		was := s
		s.Text = teams
		p.here[p.b] = []checks.Record{s}
		p.sync()
		if isIn := i < 3; checks.Same(p.here[p.a][0], s) != isIn || checks.Same(p.here[p.a][0], was) == isIn {
			t.Errorf("for %s: %v", teams, p.here[p.a])
		}
	}
}

// An earlier program wrote what was typed in a finished run, too.
func TestADocumentOfAnEarlierProgramIsWhole(t *testing.T) {
	const document = `{
"format": "emptychair.sync",
"version": 1,
"machine": "eqroj45isjaxo",
"sum": "bb1aee210b6107387bd68a1d1da0dbc9",
"records": [{"id":"run/R1","vector":{"eqroj45isjaxo":1},"by":"eqroj45isjaxo","sum":"bdd5deb3181c3629c7a38f27796fea85"}],
"content": {"format": "emptychair", "version": 1, "runs": [{"id": "R1", "check": "customer-obsession", "team": "Alpha", "kind": "team", "people": 3,
"day": "2026-11-02", "started": "2026-11-02T09:00:00Z", "finished": "2026-11-02T09:20:00Z", "changing_team": false, "ratings": {}, "answers": {},
"at": "close", "drafts": {"risks": "half a sent"}}], "actions": [], "stories": [], "teams": []}}`
	d, err := replica.ReadDocument(strings.NewReader(document), content.Check())
	if err != nil {
		t.Fatal(err)
	}
	p := newPair(t)
	p.here[p.a] = p.a.Merge(nil, 1, []replica.Document{d}, today, nil).Apply(nil)
	p.sync()
	p.sync()
	if r, _ := p.here[p.b][0].(checks.Run); r.ID != "R1" || len(r.Drafts) > 0 || len(p.a.Conflicts(p.here[p.a])) > 0 {
		t.Errorf("it becomes %v", r)
	}
}

func TestATeamGoesOnUnderItsNewName(t *testing.T) {
	p := newPair(t, "Alpha")
	p.here[p.a] = []checks.Record{story("S1", "Alpha"), checks.Marks{Team: "Alpha", Leadership: true}}
	p.sync()
	p.here[p.b] = []checks.Record{story("S1", "Beta"), checks.Marks{Team: "Beta", Leadership: true}}
	p.sync()
	p.here[p.a] = append(p.here[p.a], story("S2", "Beta"))
	p.here[p.b] = append(p.here[p.b], story("S3", "Beta"))
	p.sync()
	if want := "Marks Beta, Story S1, Story S2, Story S3"; keys(p.here[p.a]) != want || keys(p.here[p.b]) != want {
		t.Errorf("one has %s, the other %s", keys(p.here[p.a]), keys(p.here[p.b]))
	}
	var out bytes.Buffer
	for _, s := range []*replica.State{p.a, p.b} {
		if err := s.Publish(p.here[s], 1, nil).Write(&out); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(out.String(), "Alpha") {
		t.Errorf("the old name is in\n%s", &out)
	}
}

// A run that is not finished here is not replaced, whatever another machine has under its id.
func TestARunThatIsGoingOnIsLeftAlone(t *testing.T) {
	p := newPair(t)
	p.here[p.a] = []checks.Record{run("R1", "Alpha", checks.Team, true)}
	p.here[p.b] = []checks.Record{run("R1", "Alpha", checks.Team, false)}
	p.sync()
	if r, _ := p.here[p.b][0].(checks.Run); len(p.here[p.b]) != 1 || r.IsFinished() {
		t.Errorf("%v", p.here[p.b])
	}
	p.here[p.b][0] = run("R1", "Beta", checks.Team, true)
	p.sync()
	if len(p.a.Conflicts(p.here[p.a])) != 1 || len(p.b.Conflicts(p.here[p.b])) != 1 {
		t.Errorf("%v, %v", p.a.Conflicts(p.here[p.a]), p.b.Conflicts(p.here[p.b]))
	}
}

// A run whose finish is undone stays at home until it is finished again. The other machines keep it as it was, and what they make of it
// waits until then.
func TestARunThatGoesOnAgainStaysAtHome(t *testing.T) {
	p := newPair(t)
	finished := run("R1", "Alpha", checks.Team, true)
	p.here[p.a] = []checks.Record{finished}
	p.sync()
	undone := run("R1", "Alpha", checks.Team, false)
	undone.Ratings = map[string]checks.Rating{"contact": {Tally: checks.Tally{Counts: [5]int{0, 0, 0, 0, 1}}, Revision: 1}}
	p.here[p.a] = []checks.Record{undone, story("S1", "Alpha")}
	p.sync()
	if d := p.a.Publish(p.here[p.a], 1, nil); len(d.Versions) != 1 || keys(p.here[p.b]) != "Run R1, Story S1" || !checks.Same(p.here[p.b][0], finished) {
		t.Errorf("it publishes %v, the other has %v", d.Versions, p.here[p.b])
	}
	changed := finished
	changed.People = 7
	p.here[p.b][0] = changed
	p.sync()
	finished.People = 8
	p.here[p.a][0] = finished
	p.sync()
	there := p.a.Conflicts(p.here[p.a])
	if len(there) != 1 || !checks.Same(there[0].Here, finished) || !checks.Same(there[0].There[0], changed) {
		t.Fatalf("finished again: %v", there)
	}
	p.here[p.a][0] = undone
	if list := p.a.Conflicts(p.here[p.a]); len(list) > 0 {
		t.Errorf("it goes on once more, and is to be settled: %v", list)
	}
}

// What is typed in a finished run, and not added, stays at home, whatever others change of the run.
func TestWhatIsTypedInARunStaysWhereItIs(t *testing.T) {
	p := newPair(t)
	r := run("R1", "Alpha", checks.Team, true)
	r.Drafts = map[string]string{"risks": "half a sent"}
	p.here[p.a] = []checks.Record{r}
	p.sync()
	there, _ := p.here[p.b][0].(checks.Run)
	if there.People = 7; len(there.Drafts) > 0 {
		t.Errorf("it arrives: %v", there.Drafts)
	}
	p.here[p.b][0] = there
	p.sync()
	here, _ := p.here[p.a][0].(checks.Run)
	if here.People != 7 || here.Drafts["risks"] != "half a sent" {
		t.Errorf("changed there: %v", here)
	}
	here.People, there.People = 8, 9
	p.here[p.a][0], p.here[p.b][0] = here, there
	p.sync()
	c := p.a.Settle(p.here[p.a], "run/R1", 1, today)
	if here, _ := c.Apply(p.here[p.a])[0].(checks.Run); here.People != 9 || here.Drafts["risks"] != "half a sent" {
		t.Errorf("settled: %v", here)
	}
}

// Between two syncs a side of a conflict may go: what is gone on both is settled.
func TestWhatWasDeletedHereAndThereIsNoConflict(t *testing.T) {
	p := newPair(t)
	p.here[p.a] = []checks.Record{story("S1", "Alpha")}
	p.sync()
	changed := story("S1", "Alpha")
	changed.Text = "another text"
	p.here[p.a], p.here[p.b] = []checks.Record{changed}, nil
	p.sync()
	if list := p.a.Conflicts(p.here[p.a]); len(list) != 1 || len(list[0].There) != 1 || list[0].There[0] != nil {
		t.Fatalf("changed here and deleted there: %v", list)
	}
	p.here[p.a] = nil
	if list := p.a.Conflicts(nil); len(list) > 0 {
		t.Errorf("deleted here and there: %v", list)
	}
	const key = "story/S1"
	note := p.a.Notes[key]
	note.Apart = append(note.Apart, p.b.Notes[key].Apart...)
	list := p.a.Conflicts(nil)
	if len(list) != 1 || len(list[0].There) != 1 || list[0].Key() != "S1" {
		t.Fatalf("a third machine has it: %v", list)
	}
	if c := p.a.Settle(nil, key, 1, today); len(c.Save) != 1 || c.Save[0][1].Key() != "S1" {
		t.Errorf("its version is settled as %v", c)
	}
}
