package tui

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
)

// tester is what a user needs of a test; a property test has no more.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// user drives the program as a person does: by keys, and by looking at the window.
type user struct {
	t     tester
	m     *Model
	store *memory
	clock time.Time

	width, height int
	language      string
	options       []func(*Options)
	ids           int // that were given to runs and actions

	slow    bool      // commands wait in waiting until release
	waiting []tea.Cmd // in the order in which they were asked for
	came    []string  // the kinds of message that commands led to, in order
	timers  []timer   // that have not gone off yet, in the order in which they were set
	since   time.Duration
	ended   bool
	keys    int  // that were pressed, a second from each to the next,
	hasty   bool // or all at once
}

// timer is one that the program has set: how long it waits, when it goes off, counted from the beginning of the test, and with what.
type timer struct {
	after, due time.Duration
	message    func(time.Time) tea.Msg
}

// noon is the moment at which the tests take place.
var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.FixedZone("CET", 3600))

func newUser(t tester, w, h int, language string, store *memory, change ...func(*Options)) *user {
	t.Helper()
	u := &user{t: t, store: store, clock: noon, width: w, height: h, language: language, options: change}
	return u.opens()
}

// opens starts the program, once more where it had been started on this store before.
func (u *user) opens(change ...func(*Options)) *user {
	u.t.Helper()
	o := Options{
		Store: u.store, Export: u.store.export, Settings: speaking(u.language), Background: theme.OnDark, Now: func() time.Time { return u.clock },
		Suspend: struct{ tea.ExecCommand }{}, // which is not run here
		Pressed: func() time.Time {
			if !u.hasty {
				u.keys++
			}
			return noon.Add(time.Duration(u.keys) * time.Second)
		},
		NewID: func() string { u.ids++; return fmt.Sprintf("01J5N3T8W0Q6V1Z9K4M7R2X%03d", u.ids) },
		Tick: func(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
			u.timers = append(u.timers, timer{d, u.since + d, message})
			return nil
		},
	}
	team, _ := u.store.Snapshot("")
	o.Home = team
	for _, f := range append(u.options, change...) {
		f(&o)
	}
	u.timers, u.came, u.ended = nil, nil, false
	u.m = New(o)
	u.run(u.m.Init())
	return u.resize(u.width, u.height)
}

// speaking asks for a language, as --lang does.
func speaking(language string) settings.Call {
	return settings.Call{Options: map[string]settings.Said{settings.Language: {Code: language, By: "--lang"}}}
}

// inASCII asks for signs of ASCII alone.
func inASCII(o *Options) {
	o.Settings.Options[settings.Signs] = settings.Said{Code: settings.ASCII, By: "--ascii"}
}

// start opens the program in English, in a window of the usual size.
func start(t tester, store *memory, change ...func(*Options)) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", store, change...)
}

func (u *user) resize(w, h int) *user {
	u.t.Helper()
	u.width, u.height = w, h
	return u.send(tea.WindowSizeMsg{Width: w, Height: h})
}

func (u *user) send(msg tea.Msg) *user {
	u.t.Helper()
	_, cmd := u.m.Update(msg)
	if cmd != nil && u.slow {
		u.waiting = append(u.waiting, cmd)
		return u
	}
	u.run(cmd)
	return u
}

// release lets the commands that wait go on, and what they lead to.
func (u *user) release() *user {
	u.t.Helper()
	waiting := u.waiting
	u.waiting, u.slow = nil, false
	for _, cmd := range waiting {
		u.run(cmd)
	}
	return u
}

// run carries commands out one after the other, as a fast machine would.
func (u *user) run(cmd tea.Cmd) {
	u.t.Helper()
	if cmd == nil {
		return
	}
	msg := cmd()
	u.came = append(u.came, fmt.Sprintf("%T", msg))
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			u.run(c)
		}
	case tea.QuitMsg:
		u.ended = true
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() { // a sequence
				u.run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		u.send(msg)
	}
}

var namedKeys = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "f1": {Code: tea.KeyF1}, "f2": {Code: tea.KeyF2}, "f3": {Code: tea.KeyF3}, "f4": {Code: tea.KeyF4}, "f5": {Code: tea.KeyF5}, "f6": {Code: tea.KeyF6}, "f7": {Code: tea.KeyF7},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "delete": {Code: tea.KeyDelete},
	"space": {Code: ' ', Text: " "}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+r": {Code: 'r', Mod: tea.ModCtrl},
	"ctrl+g": {Code: 'g', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+z": {Code: 'z', Mod: tea.ModCtrl}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
}

// press types keys by their names; a word that is no name is typed letter by letter.
func (u *user) press(keys ...string) *user {
	u.t.Helper()
	for _, k := range keys {
		if msg, ok := namedKeys[k]; ok {
			u.send(msg)
			continue
		}
		u.typed(k)
	}
	return u
}

// times presses a key so often.
func (u *user) times(n int, key string) *user {
	u.t.Helper()
	for range n {
		u.press(key)
	}
	return u
}

func (u *user) typed(text string) *user {
	u.t.Helper()
	for _, r := range text {
		u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return u
}

func (u *user) paste(text string) *user {
	u.t.Helper()
	return u.send(tea.PasteMsg{Content: text})
}

// passes lets the clock go on, second by second, and timers go off.
func (u *user) passes(d time.Duration) *user {
	u.t.Helper()
	for range int(d / time.Second) {
		u.clock, u.since = u.clock.Add(time.Second), u.since+time.Second
		set := u.timers
		u.timers = nil
		for _, tm := range set {
			if tm.due > u.since {
				u.timers = append(u.timers, tm)
			} else {
				u.send(tm.message(u.clock))
			}
		}
	}
	return u
}

// pending counts the timers of a length that have not gone off.
func (u *user) pending(after time.Duration) (n int) {
	for _, tm := range u.timers {
		if tm.after == after {
			n++
		}
	}
	return n
}

// screen is the window as text.
func (u *user) screen() string { return ansi.Strip(u.m.View().Content) }

// words is the window as one line, in which what is wrapped reads on, and below it as a line for each column of what stands beside each
// other.
func (u *user) words() string {
	lines, columns := strings.Join(strings.Fields(u.screen()), " "), map[int]string{}
	for line := range strings.Lines(u.screen()) {
		for _, part := range besideEachOther.FindAllStringIndex(line, -1) {
			columns[ansi.StringWidth(line[:part[0]])] += " " + line[part[0]:part[1]]
		}
	}
	for _, x := range slices.Sorted(maps.Keys(columns)) {
		lines += "\n" + columns[x]
	}
	return lines
}

// besideEachOther are texts that more than a blank parts.
var besideEachOther = regexp.MustCompile(`\S+( \S+)*`)

// header is the first line of the window.
func (u *user) header() string {
	first, _, _ := strings.Cut(u.screen(), "\n")
	return first
}

// inRun tells whether a run is open.
func (u *user) inRun() bool { return u.m.session != nil }

// openRun is the state of the run that is open.
func (u *user) openRun() checks.Run {
	u.t.Helper()
	if !u.inRun() {
		u.t.Fatalf("no run is open:\n%s", u.screen())
	}
	return u.m.session.flow.Run()
}

// sees fails where one of the texts is not on the screen; line breaks do not matter.
func (u *user) sees(texts ...string) *user {
	u.t.Helper()
	words := u.words()
	for _, text := range texts {
		if !strings.Contains(words, strings.Join(strings.Fields(text), " ")) {
			u.t.Fatalf("the screen does not show %q:\n%s", text, u.screen())
		}
	}
	return u
}

func (u *user) seesNot(texts ...string) *user {
	u.t.Helper()
	words := u.words()
	for _, text := range texts {
		if strings.Contains(words, text) {
			u.t.Fatalf("the screen shows %q:\n%s", text, u.screen())
		}
	}
	return u
}

// says is [user.sees] of messages without anything to fill in.
func (u *user) says(ids ...string) *user {
	u.t.Helper()
	for _, id := range ids {
		u.sees(u.m.say.T(id))
	}
	return u
}

// tells is [user.sees] of what the program says of an error.
func (u *user) tells(code checks.Code, subject ...string) *user {
	u.t.Helper()
	what, do := u.m.say.Error(&checks.Error{Code: code, Subject: strings.Join(subject, "")})
	return u.sees(what, do)
}

// stands fails where the run does not stand at the stage with this id.
func (u *user) stands(id string) *user {
	u.t.Helper()
	if at := u.openRun().At; at != id {
		u.t.Fatalf("the run stands at %q, not at %q:\n%s", at, id, u.screen())
	}
	return u
}

// equal fails where got is not want; at says of what of several this is.
func equal[T any](t tester, got, want T, at ...any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%v: -want +got:\n%s", at, d)
	}
}

// line is one line of a screen, the first being 0.
func line(screen string, y int) string { return strings.Split(screen, "\n")[y] }

// begin sets a run of the team up as it is proposed, and looks back at nothing.
func begin(u *user) *user { return lookedBack(u.press("n", "enter")) }

// lookedBack goes on to the first item where the run begins with a look back.
func lookedBack(u *user) *user {
	if u.openRun().At == checks.LookBackID {
		u.press("enter")
	}
	return u
}

// beginNew sets the first run of a team up, of six people.
func beginNew(u *user) *user {
	return u.press("n").typed("Payments").press("enter", "enter", "enter", "enter", "enter", "enter")
}

// beginSolo sets a run of one person up who has an earlier one.
func beginSolo(u *user) *user {
	if u.press("n"); !u.m.screen.(*setupScreen).Solo() {
		u.press("up", "up", "up", "up", "right", "down", "down", "down")
	}
	return u.press("enter")
}

// beginning lets the program open with a run that begins at once.
func beginning(b Begin) func(*Options) { return func(o *Options) { o.Start.Begin = &b } }

// later is what start --on asks for: a run of 12 May 2026 of the team, or of one person.
func later(solo bool) Begin {
	b := Begin{Team: "Payments", Solo: solo, People: 6, Minutes: -1, On: day(5, 12)}
	if solo {
		b.Team, b.People = "Ana", 0
	}
	return b
}

// goTo walks to a stage from an earlier one.
func (u *user) goTo(stage string) *user {
	u.t.Helper()
	for range 9 {
		if u.openRun().At == stage {
			return u
		}
		u.press("pgdown")
	}
	return u.stands(stage)
}

// toQuestion goes from the first item to the first question.
func toQuestion(u *user) *user { return u.goTo("channels") }

func answered(u *user, say words) *user {
	begin(u)
	toQuestion(u)
	for _, a := range []string{say.answers[0], say.long, say.answers[1]} {
		u.paste(a).press("enter")
	}
	return u
}

// chosen is at the choice of actions, with votes, answers and an action.
func chosen(u *user, say words) *user {
	answered(u, say)
	u.press("tab", "+", "+", "up", "+", "tab").press("pgup", "pgup", "pgup")
	u.press("2344", "5", "3", "enter", "enter").press("44530", "4", "enter", "enter", "34").goTo(checks.ChooseID)
	return u.press("a").paste(say.action).press("enter").paste(say.owner).press("enter", "31.12.", "enter")
}

// finished is at the end of a run that is finished.
func finished(u *user, say words) *user { return chosen(u, say).press("pgdown", "f", "f") }

// toClose rates the items of a run that is entered later, and goes to its end.
func toClose(u *user) *user {
	return u.press("234453", "enter", "enter").press("445304", "enter", "enter").press("344455", "enter").goTo(checks.CloseID)
}

// inStory opens the story at a place of the list of all that match.
func inStory(u *user, place int) *user {
	u.press("s", "esc")
	for range place {
		u.press("down")
	}
	return u.press("enter")
}

// intrude lets another program write the run that is open.
func (u *user) intrude() *user {
	u.store.put(u.openRun())
	return u
}
