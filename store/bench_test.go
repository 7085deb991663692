//go:build linux

package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// BenchmarkDurableSave saves a typical run over and over, as somebody who types answers does, and after each save does what
// no durable save can do without: two times 4 KB written and synced, in a file beside. It reports the medians' ratio.
func BenchmarkDurableSave(b *testing.B) {
	benchmarkSave(b, newStore(b))
}

// BenchmarkDurableSaveAmongMany does the same in a file with 10,000 runs.
func BenchmarkDurableSaveAmongMany(b *testing.B) {
	benchmarkSave(b, manyRuns(b))
}

func benchmarkSave(b *testing.B, s *store.Store) {
	raw, err := os.Create(filepath.Join(filepath.Dir(s.Path()), "raw"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	run := unfinished(typical("Payments", 99_999))
	revision, err := s.SaveRun(run, 0)
	if err != nil {
		b.Fatal(err)
	}
	var saves, raws []time.Duration
	for b.Loop() {
		run.Minutes = 1 + len(saves)%400
		started := time.Now()
		if revision, err = s.SaveRun(run, revision); err != nil {
			b.Fatal(err)
		}
		saved := time.Now()
		syncTwice(b, raw)
		saves, raws = append(saves, saved.Sub(started)), append(raws, time.Since(saved))
	}
	save, least := median(saves), median(raws)
	b.ReportMetric(float64(save)/float64(least), "x-raw")
	b.ReportMetric(float64(save.Microseconds()), "µs/save")
	b.ReportMetric(float64(least.Microseconds()), "µs/raw")
}

func syncTwice(b *testing.B, f *os.File) {
	page := make([]byte, 4096)
	for i := range 2 {
		if _, err := f.WriteAt(page, int64(4096*i)); err != nil {
			b.Fatal(err)
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			b.Fatal(err)
		}
	}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// BenchmarkHome reads what the first screen needs, from a file with 10 runs and from one with 10,000.
func BenchmarkHome(b *testing.B) {
	few := newStore(b)
	for i := range 10 {
		save(b, few, typical("Payments", i))
	}
	for name, s := range map[string]*store.Store{"10": few, "10000": manyRuns(b)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Home("", 8); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHistory reads what is known of one team among a hundred.
func BenchmarkHistory(b *testing.B) {
	s := manyRuns(b)
	for b.Loop() {
		if h, err := s.History("Team AA"); err != nil || len(h.Runs) != 100 {
			b.Fatal(len(h.Runs), err)
		}
	}
}

// BenchmarkRuns lists 10,000 runs.
func BenchmarkRuns(b *testing.B) {
	s := manyRuns(b)
	for b.Loop() {
		if list, err := s.Runs(""); err != nil || len(list) != 10_000 {
			b.Fatal(len(list), err)
		}
	}
}

// manyRuns returns a file with 10,000 runs of 100 teams. Each has open work from its latest two.
func manyRuns(b *testing.B) *store.Store {
	s := newStore(b)
	var runs []checks.Run
	for i := range 10_000 {
		r := typical("Team "+string(rune('A'+i%10))+string(rune('A'+i/10%10)), i)
		if i < 9800 {
			r = withStates(r, checks.Done)
		}
		runs = append(runs, r)
	}
	started := time.Now()
	if err := s.SaveRuns(runs); err != nil {
		b.Fatal(err)
	}
	b.Logf("10,000 runs saved at once in %v", time.Since(started).Round(time.Millisecond))
	return s
}
