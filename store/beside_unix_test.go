//go:build unix

package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// Several programs work with one file at once: two that write runs of their own and one that both share, and others that read all there is
// of the team.

const (
	writers = 2
	readers = 3
)

// shared is the run that all writers count on: each adds a second to what its first item took.
func shared() checks.Run { return typical("A", 0) }

// setting is a duration that a program is started with: SPAN is how long it works, PAUSE how long a reader waits before it reads again.
func setting(name string) time.Duration {
	d, _ := time.ParseDuration(os.Getenv("STORE_TEST_" + name))
	return d
}

// writeBeside is one of the writers. It says what is on the disk, or what went wrong.
func writeBeside(s *store.Store) {
	first, _ := strconv.Atoi(os.Getenv("STORE_TEST_FIRST"))
	revisions := map[string]uint64{}
	for i, end := 0, time.Now().Add(setting("SPAN")); time.Now().Before(end); i++ {
		own := typical("A", first+i%10)
		own.Answers["risks"][0].Text = fmt.Sprint("step ", i)
		revision, err := s.SaveRun(own, revisions[own.ID])
		if err != nil {
			fmt.Println("wrong", err)
		}
		revisions[own.ID] = revision
		fmt.Println("own", own.ID, i)
		if err := count(s); err != nil {
			fmt.Println("wrong", err)
		}
		fmt.Println("shared")
		time.Sleep(20 * time.Millisecond)
	}
}

// count adds a second to the shared run. Where another program was faster it reads what that wrote and begins anew; that there is a conflict
// without it is an error.
func count(s *store.Store) error {
	for {
		run, revision, err := s.Run(shared().ID)
		if err != nil {
			return err
		}
		run.Spent["contact"] += time.Second
		if _, err = s.SaveRun(run, revision); checks.CodeOf(err) != checks.CodeConflict {
			return err
		}
		if _, now, failed := s.Run(run.ID); failed != nil || now == revision {
			return fmt.Errorf("a conflict that is none: %w, %w", err, failed)
		}
	}
}

// readBeside is one of the readers. It says how many microseconds each read took.
func readBeside(s *store.Store) {
	var before time.Duration
	for end := time.Now().Add(setting("SPAN")); time.Now().Before(end); time.Sleep(setting("PAUSE")) {
		began := time.Now()
		snap, err := s.Snapshot("A")
		took := time.Since(began)
		i := slices.IndexFunc(snap.Runs, func(r checks.Run) bool { return r.ID == shared().ID })
		if err != nil || i < 0 || snap.Runs[i].Spent["contact"] < before {
			fmt.Println("wrong", err, i, before)
			continue
		}
		before = snap.Runs[i].Spent["contact"]
		fmt.Println("read", took.Microseconds())
	}
}

// acknowledged is what the writers have said to be on the disk, and how long the readers took.
type acknowledged struct {
	own    map[string]int // the latest step of each run
	shared int            // seconds
	reads  []int
	wrong  []string
}

// beside lets so many programs work for a time and adds what they say.
func (a *acknowledged) beside(t testing.TB, s *store.Store, writers int, span, pause time.Duration) {
	t.Helper()
	var running []*exec.Cmd
	lines := make(chan string)
	for i := range writers + readers {
		task, first := "read beside", 0
		if i < writers {
			task, first = "write beside", 1000*(i+1)+len(a.own)
		}
		cmd, out := start(t, task, s.Path(), first, "STORE_TEST_SPAN="+span.String(), "STORE_TEST_PAUSE="+pause.String())
		running = append(running, cmd)
		go func() {
			for in := bufio.NewScanner(out); in.Scan(); {
				lines <- in.Text()
			}
			lines <- "end"
		}()
	}
	for left := len(running); left > 0; {
		line := <-lines
		var id string
		var n int
		switch word, rest, _ := strings.Cut(line, " "); word {
		case "own":
			_, _ = fmt.Sscan(rest, &id, &n)
			a.own[id] = n
		case "shared":
			a.shared++
		case "read":
			n, _ = strconv.Atoi(rest)
			a.reads = append(a.reads, n)
		case "end":
			left--
		default:
			a.wrong = append(a.wrong, line)
		}
	}
	for _, cmd := range running {
		if err := cmd.Wait(); err != nil {
			a.wrong = append(a.wrong, err.Error())
		}
	}
}

// lost returns what was said to be on the disk and is not there, or more often.
func (a *acknowledged) lost(s *store.Store) (list []string) {
	for id, step := range a.own {
		run, _, err := s.Run(id)
		if err != nil || run.Answers["risks"][0].Text != fmt.Sprint("step ", step) {
			list = append(list, fmt.Sprintf("step %d of %s: %v", step, id, err))
		}
	}
	run, _, err := s.Run(shared().ID)
	if counted := run.Spent["contact"] - shared().Spent["contact"]; err != nil || counted != time.Duration(a.shared)*time.Second {
		list = append(list, fmt.Sprintf("%v of %d seconds: %v", counted, a.shared, err))
	}
	return list
}

// percentile returns what 99 of 100 are at most.
func percentile(list []int) int {
	slices.Sort(list)
	return list[len(list)*99/100]
}

func TestTwoWritersLoseNothingAndReadersFollow(t *testing.T) {
	t.Parallel()
	span := 2 * time.Second
	switch {
	case *long:
		span = time.Minute
	case testing.Short():
		span /= 8
	}
	s, all := decade(t), acknowledged{own: map[string]int{}}
	all.beside(t, s, writers, span, 20*time.Millisecond)
	t.Logf("%d saves of %d programs, %d reads of %d others", 2*all.shared, writers, len(all.reads), readers)
	for _, wrong := range append(all.wrong, all.lost(s)...) {
		t.Error(wrong)
	}
	if len(all.reads) == 0 {
		t.Error("nobody reads")
	}
	all.own[typical("A", 999).ID], all.shared = 1, all.shared+1 // to see that a loss would be found
	if list := all.lost(s); len(list) != 2 {
		t.Errorf("of two losses %q are found", list)
	}
}

// decade returns a store with as many runs as a team has in ten years.
func decade(t testing.TB) *store.Store {
	s := newStore(t)
	save(t, s, shared())
	for i := range 40 {
		save(t, s, typical("A", 100+i))
	}
	return s
}

// What readers wait for writers is measured with -bench, on the disk: by turns beside writers and alone, so that whatever else the machine
// does is there for both.
func BenchmarkReadersBesideWriters(b *testing.B) {
	s, all, alone := decade(b), acknowledged{own: map[string]int{}}, acknowledged{}
	for range 5 {
		alone.beside(b, s, 0, time.Second, 5*time.Millisecond)
		all.beside(b, s, writers, 4*time.Second, 5*time.Millisecond)
	}
	for _, wrong := range append(append(alone.wrong, all.wrong...), all.lost(s)...) {
		b.Error(wrong)
	}
	before, beside := percentile(alone.reads), percentile(all.reads)
	ratio := float64(beside) / float64(before)
	b.ReportMetric(ratio, "99th-percentile/alone")
	b.ReportMetric(0, "ns/op") // says nothing here
	if ratio > 1.5 {
		b.Errorf("99 of 100 reads take up to %d µs, alone %d: %.2f times as long, of at most 1.5", beside, before, ratio)
	}
}
