package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// memoryRounds is how often each program is started.
const memoryRounds = 15

// BenchmarkMemoryAtHome holds the memory that the program needs at home with 10,000 runs against that with none: what is
// resident, and the most that ever was.
func BenchmarkMemoryAtHome(b *testing.B) {
	program := build(b, "emptychair", ".")
	databases := map[string]string{"empty": filepath.Join(b.TempDir(), "empty.db"), "full": fill(b)}
	kinds := []string{"VmRSS", "VmHWM"}
	used := map[string][]int{}
	for range memoryRounds {
		for name, db := range databases {
			cmd := exec.Command(program, "--db", db, "--lang", "en")
			cmd.Env = []string{"TERM=xterm-256color", "HOME=" + b.TempDir()}
			w := openWindow(b, windowWidth, windowHeight, cmd)
			w.waitFor(words("key.new"))
			w.settle()
			for _, kind := range kinds {
				used[name+kind] = append(used[name+kind], kilobytes(b, cmd.Process.Pid, kind))
			}
			w.press("q")
			w.exitCode()
		}
	}
	b.ReportMetric(0, "ns/op")
	for _, kind := range kinds {
		empty, full := median(used["empty"+kind]), median(used["full"+kind])
		ratio := float64(full) / float64(empty)
		b.ReportMetric(float64(empty), "empty-"+kind+"-kB")
		b.ReportMetric(float64(full), "full-"+kind+"-kB")
		b.ReportMetric(ratio, "full/empty-"+kind)
		if ratio > 1.3*noise {
			b.Errorf("with 10,000 runs %s is %.2f times as much as with none, of at most 1.3", kind, ratio)
		}
	}
}

// kilobytes reads a figure of a process's memory.
func kilobytes(b *testing.B, pid int, kind string) int {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	found := regexp.MustCompile(kind + `:\s*(\d+) kB`).FindSubmatch(status)
	if found == nil {
		b.Fatalf("there is no %s in\n%s", kind, status)
	}
	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		b.Fatal(err)
	}
	return n
}
