//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// built builds a command of this module, without anything of the tests, and returns its path.
func builtAs(b *testing.B, name, folder string) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), name)
	if out, err := exec.Command("go", "build", "-o", path, folder).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// startRounds is how often each program is started.
const startRounds = 60

func BenchmarkFirstFrame(b *testing.B) {
	program, bare := builtAs(b, "emptychair", "."), builtAs(b, "bare", "./testdata/bare")
	empty, full := filepath.Join(b.TempDir(), "empty.db"), filepath.Join(b.TempDir(), "full.db")
	fill(b, full)
	calls := []struct{ name, last string; args []string }{
		{"bare", "help", []string{bare}},
		{"empty", "help", []string{program, "--db", empty}},
		{"full", "help", []string{program, "--db", full}},
	}
	times := map[string][]time.Duration{}
	for range startRounds {
		for _, c := range calls {
			times[c.name] = append(times[c.name], firstFrame(b, c.last, c.args...))
		}
	}
	for _, c := range calls {
		b.ReportMetric(float64(median(times[c.name]).Microseconds())/1000, c.name+"-ms")
	}
	for _, name := range []string{"empty", "full"} {
		ratio := float64(median(times[name])) / float64(median(times["bare"]))
		b.ReportMetric(ratio, name+"/bare")
		if ratio > 1.3 {
			b.Logf("%s: %.2f", name, ratio)
		}
	}
	b.ReportMetric(0, "ns/op")
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// firstFrame is how long it takes from the call of a program until last stands in what it wrote to a terminal that answers nothing.
func firstFrame(b *testing.B, last string, args ...string) time.Duration {
	b.Helper()
	f, tty, err := pty.Open()
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := pty.Setsize(f, &pty.Winsize{Cols: 80, Rows: 24}); err != nil {
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
	var out []byte
	buf := make([]byte, 1<<16)
	for !bytes.Contains(out, []byte(last)) {
		n, err := f.Read(buf)
		if err != nil {
			b.Fatalf("%v after %q", err, out)
		}
		out = append(out, buf[:n]...)
	}
	took := time.Since(began)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return took
}

// fill saves 10,000 finished runs of 100 teams.
func fill(b *testing.B, db string) {
	b.Helper()
	s := store.New(db, content.Check())
	var runs []checks.Run
	for i := range 10_000 {
		r := finishedRun()
		r.ID = testID(r.Started.Add(time.Duration(i)*time.Hour), 0)
		r.Team = fmt.Sprintf("Team %d", i%100)
		r.Started, r.Finished = r.Started.Add(time.Duration(i)*time.Hour), r.Finished.Add(time.Duration(i)*time.Hour)
		runs = append(runs, r)
	}
	if err := s.SaveRuns(runs); err != nil {
		b.Fatal(err)
	}
}
