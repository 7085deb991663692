package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// bounds are what [BenchmarkTable] measures, in the order of its table, and the most that each may be. Times and sizes are held
// against those of something that is measured by turns with them, bytes of the screen do not depend on the machine.
var bounds = []struct {
	name  string
	most  float64
	timed bool   // and so a few percent off where the machine does other things besides
	by    string // what limits it
}{
	{"durable save / two synced pages", 3, true, "what no durable save can do without"},
	{"version / bare program", 1.5, true, "the start of a program of the same libraries that prints a word"},
	{"first frame, no runs / bare program", 1.3, true, "a program of the same libraries that shows two lines"},
	{"first frame, 10,000 runs / bare program", 1.3, true, "the same"},
	{"first frame, 10,000 runs / no runs", 1.3, true, "how many runs there are is no matter"},
	{"stories open, 5,000 / none", 1.3, true, "how many stories there are is no matter"},
	{"key in the search of 5,000 stories, frames", 1, true, "one of 60 frames a second"},
	{"compare, 400 teams / that team alone, time", 1.5, true, "the other teams are no matter"},
	{"compare, 400 teams / that team alone, memory", 1.3, false, "the same"},
	{"compare / version, time", 2, true, "the start of the program"},
	{"compare / version, memory", 2, false, "the same"},
	{"trend, 400 teams / that team alone, time", 1.5, true, "the other teams are no matter"},
	{"trend, 400 teams / that team alone, memory", 1.3, false, "the same"},
	{"trend / version, time", 2, true, "the start of the program"},
	{"trend / version, memory", 2, false, "the same"},
	{"resident at home, 10,000 runs / none", 1.3, true, "how many runs there are is no matter"},
	{"resident at most on the way there", 1.3, true, "the same"},
	{"export / encoding", 3, true, "to read the same records and encode each by itself"},
	{"export to stdout, MB above the start", 64, false, "not the number of runs, which is 10,000"},
	{"export to a file, MB above the start", 64, false, "the same"},
	{"import, MB above the start", 64, false, "the same"},
	{"import of what is here, MB above the start", 64, false, "the same"},
	{"bytes a tick", 60, false, "the clock's letters"},
	{"bytes a tick, answers of several widths", 600, false, "the lines whose width a terminal may see otherwise"},
	{"bytes a key", 300, false, "the line that is typed"},
	{"bytes a screen", 8000, false, "a window of 120 × 40 in colour"},
}

// noise is how far a ratio of two medians may lie above its bound: on a machine that does other things besides, the same two
// programs differ by up to so much from one measurement to the next.
const noise = 1.05

// lab is what the measurements share.
type lab struct {
	program, bare, peak string // built without anything of the tests
	full                string // a database with 10,000 finished runs of 400 teams
	figures             map[string]float64
}

// BenchmarkTable measures all that has a bound and prints it as a table; one that is passed is a failure of one line. Part of it,
// as in -bench Table/bytes, makes part of the table.
func BenchmarkTable(b *testing.B) {
	l := &lab{figures: map[string]float64{}}
	l.program, l.bare, l.peak = build(b, "."), build(b, "./testdata/bare"), build(b, "./testdata/peak")
	l.full = manyRuns(b)
	for _, part := range []struct {
		name    string
		measure func(*testing.B)
	}{
		{"save", l.save}, {"frames", l.firstFrames}, {"stories", l.stories}, {"lookback", l.lookBack}, {"home", l.home}, {"export", l.export},
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
		_, _ = fmt.Fprintf(w, "%s\t%.2f\t%g\t%s\n", c.name, figure, c.most, c.by)
		most := c.most
		if c.timed {
			most *= noise
		}
		if figure > most {
			b.Errorf("%s: %.2f of at most %g", c.name, figure, c.most)
		}
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

func must(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
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

// firstFrames measures from the call of a program to its first whole frame, and to the end of one that prints a line.
func (l *lab) firstFrames(b *testing.B) {
	none := newDB(b)
	l.wantWhole(b, none)
	l.wantWhole(b, l.full)
	frame := func(args ...string) func() float64 {
		return func() float64 {
			took, _ := firstFrame(b, args)
			return took.Seconds() * 1000
		}
	}
	m := byTurns(60, map[string]func() float64{
		"bare": frame(l.bare), "none": frame(l.program, "--db", none), "full": frame(l.program, "--db", l.full),
		"version": func() float64 { return timeOf(b, l.program, "version", "--db", none) },
		"word":    func() float64 { return timeOf(b, l.bare, "word") },
	})
	m.report(b, "ms")
	l.figures["version / bare program"] = m.ratio("version", "word")
	l.figures["first frame, no runs / bare program"] = m.ratio("none", "bare")
	l.figures["first frame, 10,000 runs / bare program"] = m.ratio("full", "bare")
	l.figures["first frame, 10,000 runs / no runs"] = m.ratio("full", "none")
}

// wantWhole holds that the frame that is measured has all of the window: the way on, and the keys in the last row.
func (l *lab) wantWhole(b *testing.B, db string) {
	b.Helper()
	_, out := firstFrame(b, []string{l.program, "--db", db})
	view := vt.NewEmulator(windowWidth, windowHeight)
	defer func() { _ = view.Close() }()
	go func() { _, _ = bytes.NewBuffer(nil).ReadFrom(view) }()
	_, _ = view.Write(out)
	lines := strings.Split(strings.TrimRight(view.String(), "\n "), "\n")
	if !strings.Contains(view.String(), words("key.new")) || len(lines) < windowHeight || !strings.Contains(lines[windowHeight-1], "? help") {
		b.Errorf("the first frame is\n%s", view)
	}
}

// firstFrame is how long it takes until the last word of the footer stands in what a program wrote to a terminal that
// answers nothing.
func firstFrame(b *testing.B, args []string) (took time.Duration, out []byte) {
	b.Helper()
	f, tty, err := pty.Open()
	must(b, err)
	defer func() { _ = f.Close() }()
	must(b, pty.Setsize(f, &pty.Winsize{Cols: windowWidth, Rows: windowHeight}))
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = []string{"TERM=xterm-256color", "HOME=" + os.TempDir(), "LANG=en_US.UTF-8"}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	began := time.Now()
	must(b, cmd.Start())
	_ = tty.Close()
	for buf := make([]byte, 1<<16); !bytes.Contains(out, []byte("help")); {
		n, err := f.Read(buf)
		if err != nil {
			b.Fatalf("%v after %q", err, out)
		}
		out = append(out, buf[:n]...)
	}
	took = time.Since(began)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return took, out
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
	calls := map[string][]string{"version": {"version", "--db", l.full}}
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
	for unit, s := range map[string]series{"time": byTurns(60, times), "memory": byTurns(15, memories)} {
		s.report(b, unit)
		for _, command := range []string{"compare", "trend"} {
			named, last := command+" named", command+" last"
			l.figures[command+", 400 teams / that team alone, "+unit] = max(s.ratio(named, command+" alone"), s.ratio(last, command+" alone"))
			l.figures[command+" / version, "+unit] = max(s.ratio(named, "version"), s.ratio(last, "version"))
		}
	}
}

// openHome starts the program with a database, and waits until it has opened.
func (l *lab) openHome(b *testing.B, db string) *window {
	b.Helper()
	cmd := exec.Command(l.program, "--db", db, "--lang", "en")
	cmd.Env = []string{"TERM=xterm-256color", "HOME=" + b.TempDir()}
	w := openWindow(b, windowWidth, windowHeight, cmd)
	w.waitFor(words("key.new"))
	w.settle()
	return w
}

// home measures the memory that the program needs at home: what is resident, and the most that ever was.
func (l *lab) home(b *testing.B) {
	m := series{}
	for range 15 {
		for name, db := range map[string]string{"none": newDB(b), "full": l.full} {
			w := l.openHome(b, db)
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
			must(b, err)
			for _, found := range regexp.MustCompile(`(VmRSS|VmHWM):\s*(\d+) kB`).FindAllStringSubmatch(string(status), -1) {
				kb, err := strconv.ParseFloat(found[2], 64)
				must(b, err)
				m[name+found[1]] = append(m[name+found[1]], kb)
			}
			w.leave("q")
		}
	}
	m.report(b, "kB")
	l.figures["resident at home, 10,000 runs / none"] = m.ratio("fullVmRSS", "noneVmRSS")
	l.figures["resident at most on the way there"] = m.ratio("fullVmHWM", "noneVmHWM")
}

// stories measures from the key on home to the whole frame of the stories, where there are very many of them and as many
// actions, against that where there are none; and from a key in the search among them to its frame. Each time the program has
// just been started.
func (l *lab) stories(b *testing.B) {
	databases := map[string]string{"none": storied(b, 0, 0), "many": storied(b, 5000, 500)}
	marks := map[string]string{"none": "esc back", "many": "/ search"}
	const rounds = 68
	opening, search := series{}, series{}
	for i := range rounds {
		for name, db := range databases {
			w := l.openHome(b, db)
			opening[name] = append(opening[name], w.timed(i, "s", marks[name]))
			w.leave(ctrlC)
		}
	}
	opening.report(b, "ms")
	l.figures["stories open, 5,000 / none"] = opening.ratio("many", "none")
	w := l.openHome(b, databases["many"])
	w.press("s", "5000 stories")
	w.press("/", "Search")
	for i := range rounds {
		search["key"] = append(search["key"], w.timed(i, "7", " of 5000 stories"))
		w.timed(0, backspace, "   5000 stories")
	}
	search.report(b, "ms")
	l.figures["key in the search of 5,000 stories, frames"] = search.median("key") * 60 / 1000
}

// timed presses keys, in each round at another moment of a frame, of which the program draws 60 a second, and returns how many
// milliseconds it takes until a text stands on the screen.
func (w *window) timed(round int, keys, shows string) float64 {
	w.t.Helper()
	const step, frame = 5, 17 // prime to each other
	time.Sleep(time.Duration(round*step%frame) * time.Millisecond)
	seen := make(chan time.Time, 1)
	w.watch(func(screen string) {
		if strings.Contains(screen, shows) {
			select {
			case seen <- time.Now():
			default:
			}
		}
	})
	began := time.Now()
	w.press(keys)
	select {
	case at := <-seen:
		return float64(at.Sub(began).Microseconds()) / 1000
	case <-time.After(longEnough):
		w.t.Fatalf("waited in vain for %s on\n%s", shows, w.screen())
	}
	return 0
}

// storied makes a database of a team with one run, so many stories and so many actions, of which every twentieth is open.
func storied(b *testing.B, stories, actions int) (db string) {
	b.Helper()
	s, run := newStore(b), finishedRun()
	run.Actions = nil
	var list []checks.Story
	for i := range stories {
		list = append(list, checks.Story{
			ID: fmt.Sprintf("S%05d", i), Team: run.Team, On: checks.DayOf(run.Started.AddDate(0, 0, -i/5)), Source: checks.Sources()[i%9], About: "trust",
			Text: fmt.Sprintf("Number %d rang because the courier had not.%s", i, strings.Repeat(" Nobody knew why.", i%12)),
		})
	}
	for i := range actions {
		a := checks.Action{ID: fmt.Sprintf("A%05d", i), From: "risks", Text: fmt.Sprintf("Call number %d back", i), State: checks.Done}
		if i%20 == 0 {
			a.State = checks.Open
		}
		run.Actions = append(run.Actions, a)
	}
	must(b, saveAll(s.Store, run))
	must(b, saveAll(s.Store, list...))
	return s.Path()
}

// export measures how much memory it takes to export and import all runs, and how long the export takes against a loop that reads
// the same records and encodes each by itself. What is resident of the database's file, which is mapped, is the system's: it is
// reported apart, of the commands called as programs.
func (l *lab) export(b *testing.B) {
	folder := b.TempDir()
	file := filepath.Join(folder, "all.json")
	start := l.memoryOf(b, "version", "--db", l.full)
	for _, c := range []struct {
		name string
		args []string
		db   string // "" for a new one each time
	}{
		{"export to stdout", []string{"export"}, l.full}, {"export to a file", []string{"export", "-o", file, "--force"}, l.full},
		{"import", []string{"import", file}, ""}, {"import of what is here", []string{"import", file}, l.full},
	} {
		n := 0
		args := func() []string {
			n++
			if c.db == "" {
				return append(c.args, "--db", filepath.Join(folder, fmt.Sprint(n, ".db")))
			}
			return append(c.args, "--db", c.db)
		}
		m := byTurns(7, map[string]func() float64{c.name: func() float64 { return inUse(func() { callQuietly(b, args()) }) }})
		l.figures[c.name+", MB above the start"] = m.median(c.name)
		b.ReportMetric((l.memoryOf(b, args()...)-start)/1024, strings.ReplaceAll(c.name, " ", "-")+"-resident-MB")
	}
	s := store.New(l.full, content.Check())
	m := byTurns(7, map[string]func() float64{
		"export": func() float64 {
			return milliseconds(b, func() error { callQuietly(b, []string{"export", "--db", l.full}); return nil })
		},
		"loop": func() float64 { return milliseconds(b, func() error { return encodeAll(s) }) },
	})
	m.report(b, "ms")
	l.figures["export / encoding"] = m.ratio("export", "loop")
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
	return s.Records("", func(records iter.Seq2[checks.Record, error]) error {
		for r, err := range records {
			if err = errors.Join(err, encoder.Encode(r)); err != nil {
				return err
			}
		}
		return nil
	})
}

// plain are answers in letters whose width every terminal knows. Lines with clusters of [exotic] are written anew in each frame.
var plain = []string{"Each team answers its own mail", "Sales forwards what it likes", "für Kunden, naïve and whole"}

// screens are the keys that open one screen after the other, and what each shows.
var screens = [][2]string{
	{pageUp, statement("value")}, {pageUp, statement("trust")}, {pageUp, statement("contact")}, {"5", "1 of 6"},
	{enter + enter, words("reveal.today")}, {f2, words("chair.back")}, {"x", words("reveal.today")}, {"?", "suspend"},
	{escape, words("reveal.today")}, {pageDown + pageDown + pageDown, question("channels")},
	{"and one more" + enter, "• and one more"}, {tab, words("question.tab-back")}, {f3, "Answers of"},
	{tab, words("question.type-here")}, {pageDown, question("decisions")},
	{pageDown + pageDown + pageDown, words("choose.ask")}, {"a", "Who"}, {escape, words("choose.how")},
	{pageDown, words("close.ask")}, {"f", words("close.finished")}, {enter, "Last run"}, {"p", words("past.title")},
	{enter, "Run 01"}, {escape, words("past.title")}, {escape, "Last run"}, {"n", words("setup.ask")},
	{escape, "Last run"}, {"c", "compared with"}, {pageDown, "lines"}, {"b", "be compared with?"},
	{escape, "lines"}, {escape, "Last run"}, {"t", "‹Q"}, {left, "‹Q3/26›"}, {escape, "Last run"},
	{"s", words("stories.begin")}, {"n", words("story.ask")}, {"rang" + strings.Repeat(enter, 5), "The story is saved"},
	{enter, "Story · Payments"}, {escape, "1 story"}, {escape, "Last run"}, {"a", "open action"}, {escape, "Last run"},
	{"v", "as of"}, {escape, "Last run"},
}

// bytes counts what the terminal gets: each second while nobody types, for each character of an answer, and when another screen
// opens.
func (l *lab) bytes(b *testing.B) {
	for name, answers := range map[string][]string{"bytes a tick": plain, "bytes a tick, answers of several widths": exotic} {
		w := l.openWide(b, "45", answers)
		var ticks []int
		for before := w.settle(); len(ticks) < 5; {
			w.until(func() bool { return len(w.bytes()) > before }, "the clock")
			after := w.settle()
			ticks, before = append(ticks, after-before), after
		}
		l.figures[name] = float64(slices.Max(ticks))
	}
	w, typed := l.openWide(b, "0", plain), ""
	var keys, opened []int
	for _, r := range "Each 👍 of a 日本 team ü" {
		typed += string(r)
		keys = append(keys, w.cost(string(r), "› "+strings.TrimRight(typed, " ")))
	}
	for range 6 {
		keys = append(keys, w.cost(backspace, "›"))
	}
	l.figures["bytes a key"] = float64(slices.Max(keys))
	w = l.openWide(b, "0", plain)
	for _, s := range screens {
		opened = append(opened, w.cost(s[0], s[1]))
	}
	l.figures["bytes a screen"] = float64(slices.Max(opened))
}

// cost is how many bytes the answer to keys takes.
func (w *window) cost(keys, shows string) int {
	w.t.Helper()
	before := w.settle()
	w.press(keys, shows)
	return w.settle() - before
}

// openWide opens a run at 120 × 40 in a database with these answers in each question, and gives them to the first one once more.
func (l *lab) openWide(b *testing.B, minutes string, answers []string) *window {
	b.Helper()
	runs := seedRuns()
	for i := range runs {
		for q := range runs[i].Answers {
			for _, text := range answers {
				runs[i].Answers[q] = append(runs[i].Answers[q], checks.Answer{Text: text, Marks: 1})
			}
		}
	}
	cmd := exec.Command(l.program, "--db", seeded(b, runs...).Path(), "--lang", "en", "start", "--team", "Payments", "--people", "6", "--minutes", minutes)
	cmd.Env = []string{"TERM=xterm-256color", "COLORTERM=truecolor", "HOME=" + b.TempDir()}
	w := openWindow(b, 120, 40, cmd)
	w.waitFor(words("look.ask"))
	w.press(enter, "0 of 6", words("saved"))
	w.press(pageDown+pageDown+pageDown, question("channels"))
	w.press(strings.Join(answers, enter)+enter, words("question.type-here"), words("saved"))
	return w
}
