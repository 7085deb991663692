package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// bounds are what [BenchmarkTable] measures, in the order of its table, and the most that each may be. Times and sizes are held
// against those of something that is measured by turns with them, bytes of the screen do not depend on the machine.
var bounds = []struct {
	name  string
	most  float64
	timed bool   // and so off where the machine does other things besides: it is marked in the table, and fails nothing
	by    string // what limits it
}{
	{"durable save / two synced pages", 3, true, "what no durable save can do without"},
	{"version / bare program", 2, true, "the start of a program of the same libraries that prints a word"},
	{"first frame, no runs / bare program", 1.2, true, "a program of the same libraries that shows two lines, at their usual 60 frames a second"},
	{"first frame, 10,000 runs / bare program", 1.2, true, "the same"},
	{"first frame, 10,000 runs / no runs", 1.3, true, "how many runs there are is no matter"},
	{"stories open, 5,000, fifths of a second", 1, true, "each is read, decoded and checked"},
	{"key in the search of 5,000 stories, frames", 1, true, "one of 60 frames a second"},
	{"key among 400 answers, 80 × 24, of 5 ms", 1, true, "the lines around the cursor, which are broken and styled"},
	{"key among 400 answers, 200 × 60, of 5 ms", 1, true, "the same"},
	{"compare, 400 teams / that team alone, time", 1.5, true, "the other teams are no matter"},
	{"compare, 400 teams / that team alone, memory", 1.3, false, "the same"},
	{"compare / version, time", 2, true, "the start of the program"},
	{"compare / version, memory", 2, false, "the same"},
	{"compare / runs, time", 1.3, true, "the same runs are read"},
	{"trend, 400 teams / that team alone, time", 1.5, true, "the other teams are no matter"},
	{"trend, 400 teams / that team alone, memory", 1.3, false, "the same"},
	{"trend / version, time", 2, true, "the start of the program"},
	{"trend / version, memory", 2, false, "the same"},
	{"trend / runs, time", 1.3, true, "the same runs are read"},
	{"resident at home, 10,000 runs / none", 1.3, true, "how many runs there are is no matter"},
	{"resident at most until home, 10,000 runs / none", 1.3, true, "the same"},
	{"export / encoding", 3, true, "to read the same records and encode each by itself"},
	{"export to stdout, MB above the start", 64, false, "not the number of runs, which is 10,000"},
	{"export to a file, MB above the start", 64, false, "the same"},
	{"import, MB above the start", 64, false, "the same"},
	{"import of what is here, MB above the start", 64, false, "the same"},
	{"organisation of 10,000 documents, MB resident", 200, false, "six runs of each team, in the memory that a run takes"},
	{"bytes a tick", 60, false, "the clock's letters"},
	{"bytes a tick, answers of several widths", 600, false, "the lines whose width a terminal may see otherwise"},
	{"bytes a key", 300, false, "the line that is typed"},
	{"bytes a screen", 8000, false, "a window of 120 × 40 in colour"},
}

// lab is what the measurements share.
type lab struct {
	program, bare, peak string // built without anything of the tests
	full                string // a database with 10,000 finished runs of 400 teams
	figures             map[string]float64
}

// BenchmarkTable measures all that has a bound and prints it as a table; a bound of bytes or memory that is passed is a failure. Part of
// it, as in -bench Table/bytes, makes part of the table.
func BenchmarkTable(b *testing.B) {
	l := &lab{figures: map[string]float64{}}
	l.program, l.bare, l.peak = build(b, "."), build(b, "./testdata/bare"), build(b, "./testdata/peak")
	l.full = manyRuns(b)
	for _, part := range []struct {
		name    string
		measure func(*testing.B)
	}{
		{"save", l.save},
		{"frames", l.firstFrames},
		{"stories", l.stories},
		{"answers", l.answers},
		{"lookback", l.lookBack},
		{"home", l.home},
		{"export", l.export},
		{"organisation", l.organisation},
		{"bytes", l.bytes},
	} {
		b.Run(part.name, func(b *testing.B) {
			part.measure(b)
			b.ReportMetric(0, "ns/op") // says nothing here
		})
	}
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "what\tfigure\tat most\tlimited by")
	for _, c := range bounds {
		figure, ok := l.figures[c.name]
		if !ok {
			continue
		}
		over := ""
		if figure > c.most {
			over = " (over)"
		}
		if over != "" && !c.timed {
			b.Errorf("%s: %.2f of at most %g", c.name, figure, c.most)
		}
		_, _ = fmt.Fprintf(w, "%s\t%.2f\t%g%s\t%s\n", c.name, figure, c.most, over, c.by)
	}
	_ = w.Flush()
	fmt.Print("\n", &table, "\n")
}

// build builds a command of this module and returns its path.
func build(b *testing.B, folder string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "built")
	if out, err := exec.Command("go", "build", "-o", path, folder).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// manyRuns makes a database with 10,000 finished runs of 400 teams. Each team has open actions from its latest two.
func manyRuns(b *testing.B) (db string) {
	b.Helper()
	var runs []checks.Run
	for i := range 10_000 {
		r := finishedRun()
		began := r.Started.AddDate(0, 0, -i/20).Add(-time.Duration(i%20) * time.Minute)
		r.ID, r.Team = testID(began, i%20), fmt.Sprintf("Team %d 🧭", i%400)
		r.Day, r.Started, r.Finished = checks.DayOf(began), began, began.Add(41*time.Minute)
		if i >= 800 {
			r.Actions[0].State = checks.Done
		}
		runs = append(runs, r)
	}
	s := newStore(b)
	must(b, saveAll(s.Store, runs...))
	return s.Path()
}

// series are the figures of several things, by their names.
type series map[string][]float64

// byTurns measures several things so often, one after the other.
func byTurns(rounds int, measure map[string]func() float64) series {
	s := series{}
	for range rounds {
		for name, m := range measure {
			s[name] = append(s[name], m())
		}
	}
	return s
}

func (s series) median(name string) float64 {
	list := slices.Sorted(slices.Values(s[name]))
	return list[len(list)/2]
}

// ratio is how two medians relate.
func (s series) ratio(name, other string) float64 { return s.median(name) / s.median(other) }

// report reports all medians.
func (s series) report(b *testing.B, unit string) {
	for name := range s {
		b.ReportMetric(s.median(name), strings.ReplaceAll(name, " ", "-")+"-"+unit)
	}
}

// milliseconds is how long something takes.
func milliseconds(b *testing.B, do func() error) float64 {
	b.Helper()
	began := time.Now()
	must(b, do())
	return float64(time.Since(began).Microseconds()) / 1000
}

// save saves a run over and over, as somebody who types answers does, and by turns does what no durable save can do without: two
// times 4 KB written and synced, in a file beside.
func (l *lab) save(b *testing.B) {
	s, run, page := newStore(b), finishedRun(), make([]byte, 4096)
	run.Finished = time.Time{}
	revision, err := s.SaveRun(run, 0)
	must(b, err)
	raw, err := os.Create(filepath.Join(filepath.Dir(s.Path()), "raw"))
	must(b, err)
	defer func() { _ = raw.Close() }()
	m := byTurns(200, map[string]func() float64{
		"save": func() float64 {
			run.Minutes = 1 + run.Minutes%400
			return milliseconds(b, func() (err error) {
				revision, err = s.SaveRun(run, revision)
				return err
			})
		},
		"raw": func() float64 {
			return milliseconds(b, func() error {
				_, first := raw.WriteAt(page, 0)
				synced := syscall.Fdatasync(int(raw.Fd()))
				_, second := raw.WriteAt(page, 4096)
				return errors.Join(first, synced, second, syscall.Fdatasync(int(raw.Fd())))
			})
		},
	})
	m.report(b, "ms")
	l.figures["durable save / two synced pages"] = m.ratio("save", "raw")
}

// timeOf is how many milliseconds a call of a program takes, which has to print something.
func timeOf(b *testing.B, program string, args ...string) float64 {
	b.Helper()
	return milliseconds(b, func() error {
		out, err := exec.Command(program, args...).Output()
		if err == nil && len(out) == 0 {
			err = io.ErrUnexpectedEOF
		}
		return err
	})
}

// memoryOf is how much memory a call of the program had resident at most, in KB.
func (l *lab) memoryOf(b *testing.B, args ...string) float64 {
	b.Helper()
	out, err := exec.Command(l.peak, append([]string{l.program}, args...)...).Output()
	must(b, err)
	kb, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	must(b, err)
	return kb
}

// lookBack holds `compare` and `trend` of a team, named or the one used last, against the same with a database that has that
// team's runs only, and against a call that says which version this is.
func (l *lab) lookBack(b *testing.B) {
	const team = "Team 7 🧭"
	t, err := store.New(l.full, content.Check()).Snapshot(team)
	must(b, err)
	if len(t.Runs) != 25 {
		b.Fatalf("%d runs of %s", len(t.Runs), team)
	}
	alone := newStore(b)
	must(b, saveAll(alone.Store, t.Runs...))
	calls := map[string][]string{"version": {"version", "--db", l.full}, "runs alone": {"runs", "--team", team, "--db", alone.Path()}}
	for _, command := range []string{"compare", "trend"} {
		calls[command+" named"] = []string{command, "--team", team, "--db", l.full}
		calls[command+" last"] = []string{command, "--db", l.full}
		calls[command+" alone"] = []string{command, "--team", team, "--db", alone.Path()}
	}
	times, memories := map[string]func() float64{}, map[string]func() float64{}
	for name, args := range calls {
		times[name] = func() float64 { return timeOf(b, l.program, args...) }
		memories[name] = func() float64 { return l.memoryOf(b, args...) }
	}
	for unit, s := range map[string]series{"time": byTurns(20, times), "memory": byTurns(7, memories)} {
		s.report(b, unit)
		for _, command := range []string{"compare", "trend"} {
			named, last := command+" named", command+" last"
			l.figures[command+", 400 teams / that team alone, "+unit] = max(s.ratio(named, command+" alone"), s.ratio(last, command+" alone"))
			l.figures[command+" / runs, "+unit] = s.ratio(command+" alone", "runs alone")
			l.figures[command+" / version, "+unit] = max(s.ratio(named, "version"), s.ratio(last, "version"))
		}
	}
}

// export measures how much memory it takes to export and import all runs, and how long the export takes against a loop that reads
// the same records and encodes each by itself. What is resident of the database's file, which is mapped, is the system's, and does not count.
func (l *lab) export(b *testing.B) {
	folder, n := b.TempDir(), 0
	file := filepath.Join(folder, "all.json")
	fresh := func() string { n++; return filepath.Join(folder, fmt.Sprint(n, ".db")) }
	for _, c := range []struct {
		name string
		args func() []string
	}{
		{"export to stdout", func() []string { return []string{"export", "--db", l.full} }},
		{"export to a file", func() []string { return []string{"export", "-o", file, "--force", "--db", l.full} }},
		{"import", func() []string { return []string{"import", file, "--db", fresh()} }},
		{"import of what is here", func() []string { return []string{"import", file, "--db", l.full} }},
	} {
		m := byTurns(2, map[string]func() float64{c.name: func() float64 { return inUse(func() { callQuietly(b, c.args()) }) }})
		l.figures[c.name+", MB above the start"] = m.median(c.name)
	}
	s := store.New(l.full, content.Check())
	m := byTurns(3, map[string]func() float64{
		"export": func() float64 {
			return milliseconds(b, func() error { callQuietly(b, []string{"export", "--db", l.full}); return nil })
		},
		"loop": func() float64 { return milliseconds(b, func() error { return encodeAll(s) }) },
	})
	m.report(b, "ms")
	l.figures["export / encoding"] = m.ratio("export", "loop")
}

// organisation measures how much memory the teams of as many documents take, six runs of each, in the format that takes most.
func (l *lab) organisation(b *testing.B) {
	folder, data := b.TempDir(), report.ExportData{Shared: true, Made: today, Teams: []report.TeamExport{{Team: "TEAM"}}}
	for n := range 6 {
		r := finishedRun()
		r.ID, r.Team, r.Finished = fmt.Sprint("TEAM ", n), "TEAM", r.Finished.AddDate(0, -3*n, 0)
		r.Day = checks.DayOf(r.Finished)
		data.Teams[0].Runs = append(data.Teams[0].Runs, r)
	}
	var document bytes.Buffer
	must(b, report.Export(&document, report.JSON, data, report.Options{}))
	for i := range 10_000 {
		of := bytes.ReplaceAll(document.Bytes(), []byte("TEAM"), fmt.Appendf(nil, "Team %d 🧭", i))
		must(b, os.WriteFile(filepath.Join(folder, fmt.Sprint(i, ".json")), of, 0o600))
	}
	l.figures["organisation of 10,000 documents, MB resident"] = l.memoryOf(b, "organisation", folder, "--db", l.full) / 1024
}

// callQuietly calls the program within this one.
func callQuietly(b *testing.B, args []string) {
	b.Helper()
	var said strings.Builder
	e := testEnv()
	e.Args, e.Environ, e.Stdout, e.Stderr = append([]string{"emptychair"}, args...), nil, io.Discard, &said
	if code := run(e); code != shell.ExitOK {
		b.Fatalf("%v: exit code %d\n%s", args, code, &said)
	}
}

// inUse is how many MB the program has from the system at most while something is done, beyond what it had before.
func inUse(do func()) float64 {
	debug.FreeOSMemory()
	before, most, done := held(), 0.0, make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	for {
		select {
		case <-done:
			return max(most, held()) - before
		case <-time.After(time.Millisecond):
			most = max(most, held())
		}
	}
}

// held is how many MB the program has from the system.
func held() float64 {
	list := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(list)
	return float64(list[0].Value.Uint64()-list[1].Value.Uint64()) / (1 << 20)
}

// encodeAll reads all records and encodes each.
func encodeAll(s *store.Store) error {
	encoder := json.NewEncoder(io.Discard)
	for r, err := range s.Records("") {
		if err = errors.Join(err, encoder.Encode(r)); err != nil {
			return err
		}
	}
	return nil
}
