package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"emptychair/checks"
)

// What [BenchmarkTable] measures in a window.

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
	m := byTurns(20, map[string]func() float64{
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
	for range 3 {
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
	l.figures["resident at most until home, 10,000 runs / none"] = m.ratio("fullVmHWM", "noneVmHWM")
}

// stories measures from the key on home to the whole frame of the stories, where there are very many of them and as many
// actions, in a program that has just been started; and from a key in the search among them to its frame.
func (l *lab) stories(b *testing.B) {
	db := storied(b, 5000, 500)
	m := series{}
	for i := range 7 {
		w := l.openHome(b, db)
		m["opening"] = append(m["opening"], w.timed(i, "s", "1 to 4 of 5000"))
		w.leave(ctrlC)
	}
	w := l.openHome(b, db)
	w.press("s", "5000 stories")
	w.press(escape)
	w.press("/", "Search")
	for i := range 17 { // each at another moment of a frame
		m["key"] = append(m["key"], w.timed(i, "7", " of 5000 stories"))
		w.timed(0, backspace, "   5000 stories")
	}
	m.report(b, "ms")
	l.figures["stories open, 5,000, fifths of a second"] = m.median("opening") * 5 / 1000
	l.figures["key in the search of 5,000 stories, frames"] = m.median("key") * 60 / 1000
}

// answers measures the processor time that a key takes in a question: among as many answers as it takes, and in a field into which 400 were
// pasted.
func (l *lab) answers(b *testing.B) {
	pasted := func(n int) string {
		return strings.Repeat("what somebody wrote into the chat\n", n-1) + fmt.Sprint("the last of ", n)
	}
	for _, size := range [][2]int{{windowWidth, windowHeight}, {200, 60}} {
		cmd := exec.Command(l.program, append([]string{"--db", newDB(b), "--lang", "en"}, threePeople...)...)
		cmd.Env = []string{"TERM=xterm-256color", "HOME=" + b.TempDir()}
		w := openWindow(b, size[0], size[1], cmd)
		w.waitFor("0 of 3")
		w.press(pageDown+pageDown+pageDown, question("channels"))
		w.paste(pasted(checks.MaxAnswers), "the last of 200")
		w.press(enter, words("question.type-here"), words("saved"))
		w.press(tab, words("question.mark-how"))
		list := w.busy("+", up, "K", "-", "J", down)
		w.press(tab, words("question.type-here"))
		w.paste(pasted(400), "the last of 400")
		field := w.busy("x", up, left, "y", backspace, down)
		b.ReportMetric(list, fmt.Sprint(size[0], "-list-ms"))
		b.ReportMetric(field, fmt.Sprint(size[0], "-field-ms"))
		l.figures[fmt.Sprintf("key among 400 answers, %d × %d, of 5 ms", size[0], size[1])] = max(list, field) / 5
	}
}

// busy is how many milliseconds of processor time the program takes for each of some keys, frame and save included.
func (w *window) busy(keys ...string) float64 {
	w.t.Helper()
	const rounds = 6
	w.settle()
	before := w.processor()
	for range rounds {
		for _, k := range keys {
			w.press(k)
			time.Sleep(20 * time.Millisecond) // longer than a frame
		}
	}
	w.settle()
	return (w.processor() - before) / float64(rounds*len(keys))
}

// processor is how many milliseconds of processor time the program has taken.
func (w *window) processor() (ms float64) {
	w.t.Helper()
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", w.cmd.Process.Pid)) // the pattern is ours
	for _, name := range threads {
		var ns float64
		text, err := os.ReadFile(name)
		if _, scanned := fmt.Sscan(string(text), &ns); err != nil || scanned != nil {
			w.t.Fatal(err, scanned)
		}
		ms += ns / 1e6
	}
	return ms
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

// plain are answers in letters whose width every terminal knows. Lines with clusters of [exotic] are written anew in each frame.
var plain = []string{"Each team answers its own mail", "Sales forwards what it likes", "für Kunden, naïve and whole"}

// screens are the keys that open one screen after the other, and what each shows.
var screens = [][2]string{
	{pageUp, statement("value")},
	{pageUp, statement("trust")},
	{pageUp, statement("contact")},
	{"5", "1 of 6"},
	{"55555", "6 of 6"},
	{enter, words("reveal.today")},
	{f2, words("chair.back")},
	{"x", words("reveal.today")},
	{"?", words("key.leave")},
	{escape, words("reveal.today")},
	{pageDown + pageDown + pageDown, question("channels")},
	{"and one more" + enter, "4 and one more"},
	{tab, words("question.mark-how")},
	{f3, "Answers of"},
	{tab, words("question.type-here")},
	{pageDown, question("decisions")},
	{pageDown + pageDown + pageDown, words("choose.ask")},
	{"a", "Who"},
	{escape, words("choose.how")},
	{pageDown, words("close.ask")},
	{"f", words("close.finished")},
	{enter, "Last run"},
	{"p", words("past.title")},
	{enter, "Run 01"},
	{escape, words("past.title")},
	{escape, "Last run"},
	{"n", words("setup.ask")},
	{escape, "Last run"},
	{"c", "compared with"},
	{pageDown, "lines"},
	{"b", "with which one?"},
	{escape, "lines"},
	{escape, "Last run"},
	{"t", "‹Q"},
	{left, "‹Q3/26›"},
	{escape, "Last run"},
	{"s", words("stories.begin")},
	{"rang" + enter, words("story.noted")},
	{"n", words("story.ask")},
	{escape, "1 story"},
	{enter, "Story · Payments"},
	{escape, "1 story"},
	{escape, "Last run"},
	{"a", "open action"},
	{escape, "Last run"},
	{"v", "as of"},
	{escape, "Last run"},
}

// bytes counts what the terminal gets: each second while nobody types, for each character of an answer, and when another screen
// opens.
func (l *lab) bytes(b *testing.B) {
	names := []string{"bytes a tick", "bytes a tick, answers of several widths"}
	clocks, before := []*window{l.openWide(b, "45", plain), l.openWide(b, "45", exotic)}, make([]int, 2)
	for tick := range 6 { // the first one to begin with
		for i, w := range clocks {
			w.until(func() bool { return len(w.bytes()) > before[i] }, "the clock")
			after := w.settle()
			if tick > 0 {
				l.figures[names[i]] = max(l.figures[names[i]], float64(after-before[i]))
			}
			before[i] = after
		}
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
	w.press(strings.Repeat(backspace, utf8.RuneCountInString(typed)-6), words("question.type-here"))
	w.settle()
	for _, s := range screens {
		opened = append(opened, w.cost(s[0], s[1]))
	}
	l.figures["bytes a key"] = float64(slices.Max(keys))
	l.figures["bytes a screen"] = float64(slices.Max(opened))
}

// cost is how many bytes the answer to keys takes.
func (w *window) cost(keys, shows string) int {
	w.t.Helper()
	before := len(w.bytes())
	w.press(keys, shows)
	return w.settle() - before
}

// openWide opens a run at 120 × 40 in a database with these answers in each question, and gives them to the first one once more.
func (l *lab) openWide(b *testing.B, minutes string, answers []string) *window {
	b.Helper()
	runs := slices.DeleteFunc(seedRuns(), func(r checks.Run) bool { return !r.IsFinished() }) // beside which start asks first
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
	w.press(enter, "0 of 6")
	w.press(pageDown+pageDown+pageDown, question("channels"))
	w.paste(strings.Join(answers, "\n"), firstWords(answers[len(answers)-1], 3))
	w.press(enter, words("question.type-here"), words("saved"))
	w.settle()
	return w
}
