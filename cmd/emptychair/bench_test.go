//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// noise is how far a ratio of two medians may lie above its bound: on a machine that does other things besides, the same two
// programs differ by up to so much from one measurement to the next.
const noise = 1.05

// build builds a command of this module, without anything of the tests, and returns its path.
func build(b *testing.B, name, folder string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", path, folder).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// fill makes a database with 10,000 finished runs of 400 teams. Each team has open actions from its latest two.
func fill(b *testing.B) (db string) {
	b.Helper()
	db = filepath.Join(b.TempDir(), "full.db")
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
	if err := saveAll(store.New(db, content.Check()), runs...); err != nil {
		b.Fatal(err)
	}
	return db
}

func median[T int | time.Duration](list []T) T {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// startRounds is how often each program is started.
const startRounds = 60

// BenchmarkFirstFrame holds the time from the call of the program to its first whole frame against that of a program of the
// same libraries that shows two lines, by turns.
func BenchmarkFirstFrame(b *testing.B) {
	program, bare := build(b, "emptychair", "."), build(b, "bare", "./testdata/bare")
	calls := map[string][]string{
		"bare":  {bare},
		"empty": {program, "--db", filepath.Join(b.TempDir(), "empty.db")},
		"full":  {program, "--db", fill(b)},
	}
	wantWhole(b, calls)
	times := map[string][]time.Duration{}
	for range startRounds {
		for name, args := range calls {
			took, _ := firstFrame(b, args)
			times[name] = append(times[name], took)
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing here
	for name := range calls {
		b.ReportMetric(median(times[name]).Seconds()*1000, name+"-ms")
	}
	for _, name := range []string{"empty", "full"} {
		ratio := float64(median(times[name])) / float64(median(times["bare"]))
		b.ReportMetric(ratio, name+"/bare")
		if ratio > 1.3*noise {
			b.Errorf("with the %s database the first frame takes %.2f times as long as the bare program's, of at most 1.3", name, ratio)
		}
	}
}

// wantWhole holds that the frame that is measured has all of the window: the way on, and the keys in the last row.
func wantWhole(b *testing.B, calls map[string][]string) {
	b.Helper()
	for _, name := range []string{"empty", "full"} {
		_, out := firstFrame(b, calls[name])
		view := vt.NewEmulator(windowWidth, windowHeight)
		go func() { _, _ = bytes.NewBuffer(nil).ReadFrom(view) }()
		_, _ = view.Write(out)
		lines := strings.Split(strings.TrimRight(view.String(), "\n "), "\n")
		if !strings.Contains(view.String(), words("key.new")) || len(lines) < windowHeight || !strings.Contains(lines[windowHeight-1], "? help") {
			b.Errorf("the first frame with the %s database is\n%s", name, view)
		}
		_ = view.Close()
	}
}

// firstFrame is how long it takes until the last word of the footer stands in what a program wrote to a terminal that
// answers nothing.
func firstFrame(b *testing.B, args []string) (took time.Duration, out []byte) {
	b.Helper()
	f, tty, err := pty.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := pty.Setsize(f, &pty.Winsize{Cols: windowWidth, Rows: windowHeight}); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = []string{"TERM=xterm-256color", "HOME=" + os.TempDir(), "LANG=en_US.UTF-8"}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
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
