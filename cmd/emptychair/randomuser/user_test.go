package randomuser

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/settings"
	"emptychair/tui"
)

// visitor is the random user, with all that is known of the program.
type visitor struct {
	t             *rapid.T
	db            *ledger
	m             *tui.Model
	view          func(tea.View) tea.View // what is seen of a frame
	seen          *tea.View               // the frame, where nothing has happened since
	clock         time.Time
	width, height int
	ids           int
	ended         bool
	slow          bool // commands wait
	waiting       []tea.Cmd
	timers        []timer
	done          []string // since the beginning

	past, future []checks.Run // of the open run: what undo and redo must lead to
	open         checks.Run
	blind        bool // keys may have waited, so that nobody knows which one changed the run
	keys         *int
}

// timer goes off at a time with a message.
type timer struct {
	due     time.Time
	message func(time.Time) tea.Msg
}

// starts opens the program in a language, over what is in the database.
func (v *visitor) starts(language string) {
	home, err := v.db.Snapshot("")
	if err != nil {
		v.fatalf("it does not open: %v", err)
	}
	o := tui.Options{
		Store: v.db, Now: func() time.Time { return v.clock }, Settings: settings.Call{Options: map[string]settings.Said{settings.Language: {Code: language}}}, Home: home,
		NewID:  func() string { v.ids++; return fmt.Sprintf("01J5N3T8W0Q6V1Z9K4M7%06d", v.ids) },
		Export: func(tui.Export) (tui.Exported, error) { return tui.Exported{Path: "/home/ana/run.md"}, nil },
		Tick: func(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
			v.timers = append(v.timers, timer{v.clock.Add(d), message})
			return nil
		},
	}
	v.m, v.timers, v.waiting, v.slow, v.ended = tui.New(o), nil, nil, false, false
	v.run(v.m.Init())
	v.send(tea.WindowSizeMsg{Width: v.width, Height: v.height})
}

func (v *visitor) fatalf(format string, args ...any) {
	v.t.Helper()
	*v.keys = math.MinInt // however many it takes to shrink the list
	screen := ""
	if v.m != nil {
		screen = ansi.Strip(v.m.View().Content)
	}
	v.t.Fatalf("%s\nafter %d keys: %q\nat %d×%d:\n%s", fmt.Sprintf(format, args...), len(v.done), v.done, v.width, v.height, screen)
}

// frame is what is seen.
func (v *visitor) frame() tea.View {
	if v.seen == nil {
		frame := v.view(v.m.View())
		v.seen = &frame
	}
	return *v.seen
}

func (v *visitor) send(msg tea.Msg) {
	v.seen = nil
	defer func() {
		if p := recover(); p != nil && strings.HasPrefix(reflect.TypeOf(p).String(), "runtime.") {
			v.m = nil
			v.fatalf("a panic: %v\n%s", p, debug.Stack())
		} else if p != nil {
			panic(p)
		}
	}()
	_, cmd := v.m.Update(msg)
	if v.slow && cmd != nil {
		v.waiting = append(v.waiting, cmd)
	} else {
		v.run(cmd)
	}
}

// run carries a command out, and what it leads to.
func (v *visitor) run(cmd tea.Cmd) {
	if cmd == nil || v.ended {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.SuspendMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			v.run(c)
		}
	case tea.QuitMsg:
		v.ended = true
	default:
		if s := reflect.ValueOf(msg); s.Kind() == reflect.Slice && s.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range s.Len() { // a sequence
				v.run(s.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		v.send(msg)
	}
}

// release lets the commands that wait go on.
func (v *visitor) release() {
	waiting := v.waiting
	v.waiting, v.slow, v.blind = nil, false, v.blind || v.slow
	for _, cmd := range waiting {
		v.run(cmd)
	}
}

// press sends a key, or anything else that a person does, and looks at what it leads to.
func (v *visitor) press(name string, msg tea.Msg) {
	*v.keys++
	v.clock = v.clock.Add(800 * time.Millisecond)
	v.done = append(v.done, name)
	if len(v.done) > 3000 {
		v.fatalf("too long")
	}
	v.send(msg)
	v.look(name)
	if v.ended {
		v.restart("")
	}
}

func (v *visitor) named(names ...string) {
	for _, name := range names {
		v.press(name, keyNamed(name))
	}
}

func (v *visitor) typed(text string) {
	for _, r := range text {
		v.press(string(r), tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func (v *visitor) paste(text string) { v.press("paste "+text, tea.PasteMsg{Content: text}) }

// passes lets time pass, and timers go off.
func (v *visitor) passes(d time.Duration) {
	v.done, v.seen = append(v.done, d.String()), nil
	for v.clock = v.clock.Add(d); ; {
		i := slices.IndexFunc(v.timers, func(tm timer) bool { return !tm.due.After(v.clock) })
		if i < 0 {
			break
		}
		tm := v.timers[i]
		v.timers = slices.Delete(v.timers, i, i+1)
		v.send(tm.message(v.clock))
		if tm.due.Add(d).Before(v.clock) || len(v.timers) == 0 {
			break
		}
		v.clock = v.clock.Add(time.Millisecond)
	}
	v.look("")
}

// restart ends the program as somebody does, or without a word, and opens it again: what was said to be saved is there.
func (v *visitor) restart(how string) {
	v.done = append(v.done, how+" restart")
	v.db.fails = false
	intruded := v.db.intruded
	switch {
	case how == "killed":
	case !v.ended && how != "":
		v.send(tui.EndMsg{})
		v.release()
		fallthrough
	default:
		v.release()
		if err := v.m.Close(); err != nil {
			v.fatalf("closing: %v", err)
		}
		v.wantOpenSaved(intruded)
	}
	v.wantKept()
	v.forget()
	v.starts(languages[len(v.done)%2])
}

// wantOpenSaved holds that the run that was open at the end is saved, under another id where another program had written it meanwhile.
func (v *visitor) wantOpenSaved(intruded bool) {
	r, ok := v.m.Unfinished()
	if !ok || intruded && v.m.SavedBeside() == "" || v.db.holds(r, v.m.SavedBeside() != "") {
		return
	}
	v.fatalf("the run that was open is not the one that is saved:\n%+v\n%+v", r, v.db.kept[titleOf(r)])
}

// wantKept holds that the file has what was said to be saved, all of it and nothing else, and that all of it is valid.
func (v *visitor) wantKept() {
	there, err := v.db.records()
	if err != nil {
		v.fatalf("reading: %v", err)
	}
	for key, want := range v.db.kept {
		if got := there[key]; got == nil || !checks.Same(want, got) {
			v.fatalf("%s was saved as\n%+v\nand is\n%+v", key, want, got)
		}
	}
	for key, got := range there {
		if v.db.kept[key] == nil {
			v.fatalf("%s was never saved, or deleted: %+v", key, got)
		}
	}
}

func (v *visitor) forget() { v.past, v.future, v.open, v.blind = nil, nil, checks.Run{}, v.slow }

var languages = []string{"en", "de"}

// styles are all that may stand in a frame beside text and line ends.
var styles = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// look holds what must hold of every frame, and of the run that is open.
func (v *visitor) look(name string) {
	frame := v.frame()
	lines := strings.Split(frame.Content, "\n")
	if small := v.width < 60 || v.height < 18; len(lines) != v.height && !small || len(lines) > v.height {
		v.fatalf("the frame has %d lines", len(lines))
	}
	for _, line := range lines {
		if ansi.StringWidth(line) > v.width {
			v.fatalf("a line is %d cells wide: %q", ansi.StringWidth(line), line)
		}
	}
	for _, r := range styles.ReplaceAllString(frame.Content, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029') {
			v.fatalf("%U is drawn: %q", r, frame.Content)
		}
	}
	if c := frame.Cursor; c != nil && (c.X < 0 || c.X >= v.width || c.Y < 0 || c.Y >= v.height) {
		v.fatalf("the cursor stands outside, at %d,%d", c.X, c.Y)
	}
	r, ok := v.m.Unfinished()
	if !ok {
		v.forget()
		return
	}
	if says := len(lines) > 1 && slices.ContainsFunc(languages, func(l string) bool {
		line := ansi.Strip(lines[len(lines)-2])
		return strings.HasSuffix(line, " "+lang.New(l).T("saved")) && ansi.StringWidth(line) == v.width-1
	}); says && !v.db.intruded && !same(r, v.db.kept[titleOf(r)]) {
		v.fatalf("saved is shown, of\n%+v\nand saved is\n%+v", r, v.db.kept[titleOf(r)])
	}
	v.travelled(name, r)
}

// travelled holds that undo leads to what was there before the last change, and redo back.
func (v *visitor) travelled(name string, r checks.Run) {
	if r.ID != v.open.ID {
		v.forget()
		v.open, v.blind = r.Clone(), v.blind || name == "u" // which takes a finish back: what could be undone before it is not known here
		return
	}
	now, was := timeless(r), timeless(v.open)
	if checks.Same(now, was) {
		return
	}
	back := func(from, to *[]checks.Run) bool {
		n := len(*from)
		if n == 0 || !checks.Same((*from)[n-1], now) {
			return false
		}
		*from, *to = (*from)[:n-1], append(*to, was)
		return true
	}
	switch {
	case name == "u" && back(&v.past, &v.future), name == "ctrl+r" && back(&v.future, &v.past):
	case v.blind:
	case name == "u", name == "ctrl+r":
		v.fatalf("%s leads to\n%+v\nfrom\n%+v\nand not to one of\n%+v", name, now, was, slices.Concat(v.past, v.future))
	default:
		v.past, v.future = append(v.past, was), nil
	}
	v.open = r.Clone()
}

// timeless is what undo and redo change of a run.
func timeless(r checks.Run) checks.Run {
	r = r.Clone()
	r.At, r.Spent, r.Drafts, r.ChangingTeam = "", nil, nil, false
	return r
}

// hidden returns the answers that are hidden at the item where the open run stands.
func (v *visitor) hidden() (checks.Tally, bool) {
	r, ok := v.m.Unfinished()
	rating := r.Ratings[r.At]
	_, item := content.Check().Item(r.At)
	return rating.Tally, ok && item && r.Kind == checks.Team && !rating.Revealed
}

// vote answers, and holds that another answer shows the same.
func (v *visitor) vote() {
	before, hidden := v.hidden()
	one, other := draw(v.t, 6), draw(v.t, 6)
	v.named(fmt.Sprint(one))
	after, still := v.hidden()
	if !hidden || !still || after.Answers() != before.Answers()+1 || v.slow || v.db.fails || v.db.intruded {
		return
	}
	first := v.frame()
	v.named("backspace")
	if back, _ := v.hidden(); back != before {
		v.fatalf("the answer was not taken back: %v, and was %v", back, before)
	}
	v.named(fmt.Sprint(other))
	if second := v.frame(); !reflect.DeepEqual(first, second) {
		v.fatalf("%d shows\n%s\nand %d", one, first.Content, other)
	}
	want := before
	if want.NoAnswer++; other > 0 {
		want = before
		want.Counts[other-1]++
	}
	if got, _ := v.hidden(); got != want {
		v.fatalf("%d makes %v of %v", other, got, before)
	}
}

// answer types an answer where the run stands at a question whose field is empty, and holds that it is among the answers then.
func (v *visitor) answer() {
	r, ok := v.m.Unfinished()
	text := anyOf(v.t, []string{"a call", "Tickets, 2×", "名前", "x\x1b[31my"})
	small := v.width < 60 || v.height < 18
	frame := v.frame()
	empty := frame.Cursor != nil && slices.ContainsFunc(languages, func(l string) bool {
		return strings.Contains(ansi.Strip(frame.Content), "› "+lang.New(l).T("question.type-here")[:12])
	})
	empty = empty && !strings.Contains(ansi.Strip(frame.Content), "Name: ") // a paste waits for the answer whether it has names
	v.typed(text)
	v.named("enter")
	if after, still := v.m.Unfinished(); ok && still && empty && !small && !v.slow && !v.db.intruded && r.At == after.At {
		list := after.Answers[r.At]
		if n := len(r.Answers[r.At]); len(list) != n+1 || list[n].Text != checks.CleanText(checks.CleanLine(text)) {
			v.fatalf("%q was added to %v, which is %v", text, r.Answers[r.At], list)
		}
	}
}
