// Package randomuser lets a random user loose on the full-screen program: somebody who presses keys with some sense in them, over a
// database on disk, in windows of any size and in both languages. A model knows what must hold after each key: the frame is whole and clean,
// what is said to be saved is in the file and nothing else is, undo leads back, and no hidden answer shows. What fails is shrunk to a short
// list of keys.
package randomuser

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/store"
)

var long = flag.Bool("long", false, "let many random users come")

// trials is how often something is tried.
func trials(usual, many int) int {
	if *long {
		return many
	}
	return usual
}

// today is when every visit begins.
var today = time.Date(2026, 11, 12, 10, 0, 0, 0, time.FixedZone("CET", 3600))

// visit lets a random user do a number of things.
func visit(t *rapid.T, folder string, seeds map[string][]byte, keys *int, bend func(v *visitor)) {
	dir, err := os.MkdirTemp(folder, "visit")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	language := anyOf(t, languages)
	v := &visitor{t: t, keys: keys, clock: today, width: 80, height: 24, view: func(v tea.View) tea.View { return v }}
	path := filepath.Join(dir, "runs.db")
	v.db = &ledger{Store: store.New(path, content.Check(), store.WithClock(func() time.Time { return v.clock })), kept: map[string]checks.Record{}}
	if rapid.Bool().Draw(t, "history") {
		if err := os.WriteFile(path, seeds[language], 0o600); err != nil {
			t.Fatal(err)
		}
		if v.db.kept, err = v.db.records(); err != nil {
			t.Fatal(err)
		}
	}
	if bend != nil {
		bend(v)
	}
	v.starts(language)
	t.Repeat(map[string]func(*rapid.T){"deed": func(t *rapid.T) { anyOf(t, deeds)(v) }})
	v.restart("ended")
}

// quickFolder is a folder where a sync takes no time, if there is such a place.
func quickFolder(t testing.TB) string {
	t.Helper()
	parent := ""
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		parent = "/dev/shm"
	}
	folder, err := os.MkdirTemp(parent, "emptychair")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// seedFiles are databases with what the demo shows, by language.
func seedFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, l := range languages {
		s := store.New(filepath.Join(t.TempDir(), "demo.db"), content.Check())
		_, err := s.Merge(func(yield func(checks.Record, error) bool) {
			for _, r := range demo.Records(l, today) {
				if !yield(r, nil) {
					return
				}
			}
		}, store.MergeOptions{})
		if err == nil {
			files[l], err = os.ReadFile(s.Path())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// visits says how much each random user does, of whom a thousand may come; shrinking a failure takes so long at most.
func visits(t testing.TB, deeds int, shrinking time.Duration) {
	t.Helper()
	debug.SetGCPercent(400) // a frame leaves much behind, and little of it stays
	users := 1000
	if testing.Short() {
		users, deeds = 5*users, 2*deeds // of which rapid leaves out as many
	}
	for name, value := range map[string]any{"checks": users, "steps": deeds, "shrinktime": shrinking, "nofailfile": true} {
		if err := flag.Set("rapid."+name, fmt.Sprint(value)); err != nil {
			t.Fatal(err)
		}
	}
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" { // the same users each time; -rapid.seed brings others
		_ = seed.Value.Set("20261122")
	}
}

func TestARandomUserLosesNothingAndSeesOnlyWholeFramesAndNoHiddenVote(t *testing.T) {
	folder, seeds := quickFolder(t), seedFiles(t)
	visits(t, trials(75, 150), time.Minute)
	var keys [2]int
	enough := trials(2000, 200_000) / len(keys)
	t.Cleanup(func() { t.Logf("%d keys", keys[0]+keys[1]) })
	for i := range keys { // side by side, on two processors
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				rapid.SliceOfN(rapid.Uint64(), i, i).Draw(t, "") // so that the users of both do not do the same
				if keys[i] < enough {
					visit(t, folder, seeds, &keys[i], nil)
				}
			})
			if keys[i] < enough {
				t.Errorf("only %d keys", keys[i])
			}
		})
	}
}

// bent are programs with a mistake that a random user must find.
var bent = map[string]func(v *visitor){
	"a save that is lost": func(v *visitor) { v.db.loses = true },
	"a vote that shows": func(v *visitor) {
		v.view = func(frame tea.View) tea.View {
			if tally, hidden := v.hidden(); hidden {
				frame.Content = strings.Replace(frame.Content, "●", "○●"[3*min(tally.NoAnswer, 1):][:3], 1)
			}
			return frame
		}
	},
	"a title of a pasted text": func(v *visitor) {
		v.view = func(frame tea.View) tea.View {
			frame.Content = strings.Replace(frame.Content, "So.", "So.\x1b]0;owned", 1)
			return frame
		}
	},
	"a line too many": func(v *visitor) {
		v.view = func(frame tea.View) tea.View {
			if v.width > 100 {
				frame.Content += "\n"
			}
			return frame
		}
	},
}

// findings takes in what a random user finds.
type findings struct {
	rapid.TB
	failed bool
	said   string
}

func (f *findings) Helper()             {}
func (f *findings) Failed() bool        { return f.failed }
func (f *findings) Fail()               { f.failed = true }
func (f *findings) FailNow()            { f.failed = true; runtime.Goexit() }
func (f *findings) Log(...any)          {}
func (f *findings) Logf(string, ...any) {}
func (f *findings) Errorf(format string, args ...any) {
	f.failed, f.said = true, fmt.Sprintf(format, args...)
}
func (f *findings) Fatalf(format string, args ...any) { f.Errorf(format, args...); f.FailNow() }

func TestARandomUserFindsAMistakeAndSaysByWhichKeys(t *testing.T) {
	folder, seeds := quickFolder(t), seedFiles(t)
	for name, bend := range bent {
		found := findings{TB: t}
		visits(t, 9, time.Duration(trials(0, 2))*time.Second)
		done := make(chan struct{})
		go func() {
			defer close(done)
			rapid.Check(&found, func(t *rapid.T) { visit(t, folder, seeds, new(int), bend) })
		}()
		<-done
		said := regexp.MustCompile(`after (\d+) keys: \[.*\]`).FindStringSubmatch(found.said)
		if !found.failed || said == nil {
			t.Fatalf("%s is not found: %s", name, found.said)
		}
		if n, _ := strconv.Atoi(said[1]); *long && n > 60 {
			t.Errorf("%s is found %s", name, said[0])
		}
		t.Logf("%s: %s", name, said[0])
	}
}
