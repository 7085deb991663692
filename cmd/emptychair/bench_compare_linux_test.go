package main

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"emptychair/checks/content"
	"emptychair/store"
)

// printRounds is how often each command is called.
const printRounds = 60

// cost is what one call takes.
type cost struct {
	time   []time.Duration
	memory []int // resident at most, in KB
}

// BenchmarkLookingBack holds `compare` and `trend` of a team, called as programs, against the same with a database that has
// that team's runs only, and against a call that says which version this is.
func BenchmarkLookingBack(b *testing.B) {
	program, peak, full := build(b, "emptychair", "."), build(b, "peak", "./testdata/peak"), fill(b)
	alone := oneTeam(b, full, benchTeam)
	calls := map[string][]string{"version": {"version", "--db", full}}
	for _, command := range []string{"compare", "trend"} {
		calls[command+"-full"] = []string{command, "--team", benchTeam, "--db", full}
		calls[command+"-alone"] = []string{command, "--team", benchTeam, "--db", alone}
		calls[command+"-last"] = []string{command, "--db", full} // the team used last is found first
	}
	costs := map[string]*cost{}
	for range printRounds {
		for name, args := range calls {
			if costs[name] == nil {
				costs[name] = &cost{}
			}
			costs[name].call(b, program, peak, args)
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing here
	for _, command := range []string{"compare", "trend"} {
		for _, full := range []string{"-full", "-last"} {
			holdCost(b, command+full+"/alone", costs[command+full], costs[command+"-alone"], 1.5, 1.5)
			holdCost(b, command+full+"/version", costs[command+full], costs["version"], 2, 2)
		}
	}
	b.ReportMetric(median(costs["version"].time).Seconds()*1000, "version-ms")
}

// benchTeam is one of the teams of [fill].
const benchTeam = "Team 7 🧭"

// oneTeam makes a database with the runs of one team of another.
func oneTeam(b *testing.B, full, team string) string {
	b.Helper()
	db := filepath.Join(b.TempDir(), "alone.db")
	from := store.New(full, content.Check())
	t, err := from.Snapshot(team)
	if err != nil || len(t.Runs) != 25 {
		b.Fatalf("%d runs of %s, %v", len(t.Runs), team, err)
	}
	if err := saveAll(store.New(db, content.Check()), t.Runs...); err != nil {
		b.Fatal(err)
	}
	return db
}

// call calls the program twice: once for the time, once for the memory.
func (c *cost) call(b *testing.B, program, peak string, args []string) {
	b.Helper()
	began := time.Now()
	if out, err := exec.Command(program, args...).Output(); err != nil || len(out) < 20 {
		b.Fatalf("%v: %v\n%s", args, err, out)
	}
	c.time = append(c.time, time.Since(began))
	out, err := exec.Command(peak, append([]string{program}, args...)...).Output()
	kb, wrong := strconv.Atoi(strings.TrimSpace(string(out)))
	if err = errors.Join(err, wrong); err != nil {
		b.Fatal(err)
	}
	c.memory = append(c.memory, kb)
}

// holdCost reports how the medians of two costs relate, and fails where a bound is passed.
func holdCost(b *testing.B, name string, c, than *cost, timeBound, memoryBound float64) {
	b.Helper()
	t := float64(median(c.time)) / float64(median(than.time))
	m := float64(median(c.memory)) / float64(median(than.memory))
	b.ReportMetric(t, name+"-time")
	b.ReportMetric(m, name+"-memory")
	if t > timeBound*noise || m > memoryBound {
		b.Errorf("%s: %.2f times as long of at most %.2f, %.2f times as much memory of at most %.2f", name, t, timeBound, m, memoryBound)
	}
}
