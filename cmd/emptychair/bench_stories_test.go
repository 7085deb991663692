//go:build unix

package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// openRounds is how often the stories are opened, and searched.
const openRounds = 68

// many is how many stories and actions a team has that writes down a lot.
const manyStories, manyActions = 5000, 500

// BenchmarkStoriesOpen holds the time from the key on home to the whole frame of the stories, where there are very many of them
// and as many actions, against that where there are none, by turns. Each time the program has just been started.
func BenchmarkStoriesOpen(b *testing.B) {
	program := build(b, "emptychair", ".")
	databases := map[string]string{"empty": storied(b, 0, 0), "full": storied(b, manyStories, manyActions)}
	marks := map[string]string{"empty": "esc back", "full": "/ search"}
	times := map[string][]time.Duration{}
	for i := range openRounds {
		for name, db := range databases {
			w := homeOf(b, program, db)
			w.atAnyMoment(i)
			times[name] = append(times[name], w.timed("s", marks[name]))
			w.press(ctrlC)
			w.exitCode()
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing here
	for name := range databases {
		b.ReportMetric(median(times[name]).Seconds()*1000, name+"-ms")
	}
	ratio := float64(median(times["full"])) / float64(median(times["empty"]))
	b.ReportMetric(ratio, "full/empty")
	if ratio > 1.3*noise {
		b.Errorf("with many stories their screen takes %.2f times as long, of at most 1.3", ratio)
	}
}

// BenchmarkStoriesSearch holds the time from a key in the search among very many stories to its frame against one frame of a
// terminal, of which there are 60 a second; what the program waits until it draws is part of it.
func BenchmarkStoriesSearch(b *testing.B) {
	w := homeOf(b, build(b, "emptychair", "."), storied(b, manyStories, manyActions))
	w.press("s")
	w.waitFor(fmt.Sprintf("%d stories", manyStories))
	w.press("/")
	w.waitFor("Search")
	var times []time.Duration
	for i := range openRounds {
		w.atAnyMoment(i)
		times = append(times, w.timed("7", fmt.Sprintf(" of %d stories", manyStories)))
		w.timed("\x7f", fmt.Sprintf("   %d stories", manyStories))
	}
	const frame = time.Second / 60
	b.ReportMetric(0, "ns/op") // says nothing here
	b.ReportMetric(median(times).Seconds()*1000, "key-ms")
	b.ReportMetric(float64(median(times))/float64(frame), "frames")
	if float64(median(times)) > float64(frame)*noise {
		b.Errorf("a key in the search takes %v of at most %v", median(times), frame)
	}
}

// homeOf starts a program with a database, and waits until it has opened.
func homeOf(b *testing.B, program, db string) *window {
	b.Helper()
	cmd := exec.Command(program, "--db", db, "--lang", "en")
	cmd.Env = []string{"TERM=xterm-256color", "HOME=" + b.TempDir()}
	w := openWindow(b, windowWidth, windowHeight, cmd)
	w.waitFor("new run")
	w.settle()
	return w
}

// atAnyMoment waits, so that the rounds of a benchmark begin at all moments of a frame: the program draws 60 of them a second.
func (w *window) atAnyMoment(round int) {
	const step, frame = 5, 17 // prime to each other
	time.Sleep(time.Duration(round*step%frame) * time.Millisecond)
}

// timed presses keys and returns how long it takes until a text stands on the screen.
func (w *window) timed(keys, shows string) time.Duration {
	w.t.Helper()
	seen := make(chan struct{}, 1)
	w.mu.Lock()
	w.frame = func(screen string) {
		if strings.Contains(screen, shows) {
			select {
			case seen <- struct{}{}:
			default:
			}
		}
	}
	w.mu.Unlock()
	began := time.Now()
	w.press(keys)
	select {
	case <-seen:
		return time.Since(began)
	case <-time.After(5 * time.Second):
		w.t.Fatalf("waited in vain for %s on\n%s", shows, w.screen())
	}
	return 0
}

// storied makes a database of a team with one run, so many stories and so many actions, of which every twentieth is open.
func storied(b *testing.B, stories, actions int) (db string) {
	b.Helper()
	db = filepath.Join(b.TempDir(), "noted.db")
	s := store.New(db, content.Check())
	run := finishedRun()
	run.Actions = nil
	var list []checks.Story
	for i := range stories {
		day := run.Started.AddDate(0, 0, -i/5)
		list = append(list, checks.Story{
			ID: fmt.Sprintf("S%05d", i), Team: run.Team, On: checks.DayOf(day), Source: checks.Sources()[i%9], About: "trust",
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
	if err := saveAll(s, run); err != nil {
		b.Fatal(err)
	}
	if err := saveAll(s, list...); err != nil {
		b.Fatal(err)
	}
	return db
}
