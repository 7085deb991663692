package tui

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What stands before the reveal must not depend on any answer. Two teams do the same in two programs and only answer
// differently; whoever watches must not be able to tell the two apart.

// watched is all that can be seen of a program, and what it asks for meanwhile.
type watched struct {
	view   tea.View
	came   []string
	timers int
	saves  int
}

func (u *user) watch() watched {
	return watched{u.m.View(), u.came, len(u.timers), len(u.store.saved)}
}

// difference is what tells two programs apart, "" where nothing does.
func difference(a, b watched) string {
	if reflect.DeepEqual(a, b) {
		return ""
	}
	return cmp.Diff(a.view.Content, b.view.Content) + cmp.Diff(a.came, b.came) + fmt.Sprintf("%+v\n%+v", a, b)
}

// teams are two programs that get the same keys but for the answers.
type teams struct {
	t    *rapid.T
	pair [2]*user
	done []string
}

// press presses the same keys in both, or first in the one and second in the other.
func (d *teams) press(first, second string) {
	d.done = append(d.done, first+"/"+second)
	d.pair[0].press(first)
	d.pair[1].press(second)
	d.compare()
}

func (d *teams) compare() {
	if diff := difference(d.pair[0].watch(), d.pair[1].watch()); diff != "" {
		d.t.Fatalf("after %q somebody who watches sees a difference:\n%s", d.done, diff)
	}
}

func (d *teams) both(keys ...string) {
	for _, k := range keys {
		d.press(k, k)
	}
}

// in is how many answers are in.
func (d *teams) in() int { return d.pair[0].openRun().Ratings["contact"].Answers() }

func (d *teams) people() int { return d.pair[0].openRun().People }

var (
	anyAnswer = rapid.SampledFrom([]string{"0", "1", "2", "3", "4", "5"})
	anyLine   = rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "0", "Ana: 4", "Ben 2", "👍", "👎", "Zoë: 5/5", "-", "Dr. Who – 1", "3.", "Li: 👍🏽"})
)

// teamActions are what a team can do before the reveal; each leads back to the item.
var teamActions = map[string]func(d *teams){
	"answer": func(d *teams) { d.press(anyAnswer.Draw(d.t, "one"), anyAnswer.Draw(d.t, "other")) },
	"answers": func(d *teams) {
		for range 3 {
			d.press(anyAnswer.Draw(d.t, "one"), anyAnswer.Draw(d.t, "other"))
		}
	},
	"chat": func(d *teams) {
		n := rapid.IntRange(1, 4).Draw(d.t, "lines")
		for i := range d.pair {
			d.pair[i].paste(strings.Join(rapid.SliceOfN(anyLine, n, n).Draw(d.t, "chat"), "\n"))
		}
		d.done = append(d.done, "chat")
		d.compare()
	},
	"take back":   func(d *teams) { d.both("backspace") },
	"undo":        func(d *teams) { d.both("u") },
	"undo, redo":  func(d *teams) { d.both("u", "ctrl+r") },
	"more people": func(d *teams) { d.both("+") },
	"less people": func(d *teams) { d.both("-") },
	"start again": func(d *teams) { d.both("v") },
	"help":        func(d *teams) { d.both("?", "esc") },
	"chair":       func(d *teams) { d.both("f2", "enter") },
	"look around": func(d *teams) {
		further := rapid.IntRange(1, 8).Draw(d.t, "further")
		for range further {
			d.both("pgdown")
		}
		for range further {
			d.both("pgup")
		}
	},
	"leave, look at it in the list, resume": func(d *teams) { d.both("esc", "p", "esc", "r") },
	"enter, with answers missing": func(d *teams) {
		if d.in() < d.people() {
			d.both("enter", "tab") // another key: it asks again
		}
	},
	"a second": func(d *teams) {
		for _, u := range d.pair {
			u.passes(1e9)
		}
		d.compare()
	},
}

func TestNobodySeesAnAnswerBeforeTheReveal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([][2]int{{60, 18}, {80, 24}, {97, 31}, {120, 40}}).Draw(t, "size")
		d := &teams{t: t}
		for i := range d.pair {
			d.pair[i] = newUser(t, size[0], size[1], "en", newMemory())
			beginNew(d.pair[i])
		}
		d.compare()
		names := slices.Sorted(maps.Keys(teamActions))
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(names), 1, 8).Draw(t, "actions") {
			teamActions[name](d)
		}
	})
}

func TestTheAnswersButNotTheirOrderShowAfterTheReveal(t *testing.T) {
	var users [3]*user
	for i, votes := range []string{"234435", "534432", "234425"} {
		users[i] = voting(t).press(votes)
		if diff := difference(users[0].watch(), users[i].watch()); diff != "" {
			t.Fatalf("before the reveal there is a difference:\n%s", diff)
		}
	}
	for _, u := range users {
		u.press("enter")
	}
	if diff := difference(users[0].watch(), users[1].watch()) + cmp.Diff(users[0].store.last(), users[1].store.last()); diff != "" {
		t.Fatalf("the order shows, or what is stored depends on it:\n%s", diff)
	}
	if difference(users[0].watch(), users[2].watch()) == "" {
		t.Fatal("one other answer makes no difference after the reveal")
	}
}
