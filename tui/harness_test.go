package tui

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// memory is a store that keeps runs in memory, for tests of the screens.
type memory struct {
	mu       sync.Mutex
	runs     map[string]checks.Run
	revision map[string]uint64
	fail     error // what the next saves fail with
	saves    int
	language string
}

func newMemory(runs ...checks.Run) *memory {
	m := &memory{runs: map[string]checks.Run{}, revision: map[string]uint64{}}
	for _, r := range runs {
		m.runs[r.ID], m.revision[r.ID] = r, 1
	}
	return m
}

func (m *memory) Home(team string, n int) (checks.Home, error) {
	runs, err := m.Runs("")
	h := checks.Home{Team: team, Language: m.language}
	for _, r := range runs {
		if h.Team == "" {
			h.Team = r.Team
		}
		if !contains(h.Teams, r.Team) {
			h.Teams = append(h.Teams, r.Team)
		}
		if !r.IsFinished() {
			h.Unfinished = append(h.Unfinished, r)
		} else if r.Team == h.Team && len(h.Last) < n {
			h.Last = append(h.Last, r)
		}
	}
	return h, err
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (m *memory) Run(id string) (checks.Run, uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.runs[id]
	if !ok {
		return r, 0, &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	return r.Clone(), m.revision[id], nil
}

func (m *memory) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail != nil {
		return 0, m.fail
	}
	if m.revision[r.ID] != revision {
		return 0, &checks.Error{Code: checks.CodeConflict, Subject: r.ID}
	}
	m.runs[r.ID] = r.Clone()
	m.revision[r.ID]++
	m.saves++
	return m.revision[r.ID], nil
}

func (m *memory) DeleteRun(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.runs, id)
	delete(m.revision, id)
	return nil
}

func (m *memory) Runs(team string) ([]checks.Summary, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []checks.Summary
	for _, r := range m.runs {
		if team != "" && r.Team != team {
			continue
		}
		i := 0
		for i < len(list) && list[i].When().After(r.When()) {
			i++
		}
		list = append(list[:i], append([]checks.Summary{checks.Summarize(r)}, list[i:]...)...)
	}
	return list, nil
}

func (m *memory) SaveLanguage(code string) error {
	m.language = code
	return nil
}

// user drives the program as a person does: by keys, and by looking at the window.
type user struct {
	t     *testing.T
	m     *Model
	store *memory
	clock time.Time
	ended bool
}

// noon is the moment at which the tests take place.
var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.FixedZone("CET", 3600))

func newUser(t *testing.T, w, h int, language string, store *memory, change ...func(*Options)) *user {
	t.Helper()
	u := &user{t: t, store: store, clock: noon}
	n := 0
	o := Options{
		Store: store, Language: language, Now: func() time.Time { return u.clock },
		NewID: func() string { n++; return fmt.Sprintf("01J5N3T8W0Q6V1Z9K4M7R2X%03d", n) },
		Tick:  func(time.Duration, func(time.Time) tea.Msg) tea.Cmd { return nil },
	}
	for _, f := range change {
		f(&o)
	}
	u.m = New(o)
	u.run(u.m.Init())
	u.send(tea.WindowSizeMsg{Width: w, Height: h})
	return u
}

func (u *user) send(msg tea.Msg) {
	u.t.Helper()
	_, cmd := u.m.Update(msg)
	u.run(cmd)
}

// run carries commands out one after the other, as a fast machine would.
func (u *user) run(cmd tea.Cmd) {
	u.t.Helper()
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			u.run(c)
		}
	case tea.QuitMsg:
		u.ended = true
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeOf(tea.Cmd(nil)) {
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
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "f1": {Code: tea.KeyF1}, "f2": {Code: tea.KeyF2},
	"space": {Code: ' ', Text: " "}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+r": {Code: 'r', Mod: tea.ModCtrl},
	"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
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

func (u *user) typed(text string) *user {
	u.t.Helper()
	for _, r := range text {
		u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return u
}

func (u *user) paste(text string) *user {
	u.t.Helper()
	u.send(tea.PasteMsg{Content: text})
	return u
}

// passes lets the clock go on, second by second.
func (u *user) passes(d time.Duration) *user {
	u.t.Helper()
	for range int(d / time.Second) {
		u.clock = u.clock.Add(time.Second)
		u.send(tickedMsg{u.clock})
	}
	return u
}

// screen is the window as text.
func (u *user) screen() string { return ansi.Strip(u.m.View().Content) }

func (u *user) sees(text string) *user {
	u.t.Helper()
	if !strings.Contains(u.screen(), text) {
		u.t.Fatalf("the screen does not show %q:\n%s", text, u.screen())
	}
	return u
}

func (u *user) seesNot(text string) *user {
	u.t.Helper()
	if strings.Contains(u.screen(), text) {
		u.t.Fatalf("the screen shows %q:\n%s", text, u.screen())
	}
	return u
}
