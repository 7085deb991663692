//go:build linux

package store_test

import (
	"os"
	"runtime"
	"testing"
	"time"

	"emptychair/store"
)

// BenchmarkExamine examines a file with 10,000 runs, and reports how much longer that takes than to list them, as the medians'
// ratio, and how far the heap grows meanwhile.
func BenchmarkExamine(b *testing.B) {
	s := manyRuns(b)
	benchmarkDoctor(b, s, func() {
		if d, err := s.Examine(); err != nil || d.IsDamaged() {
			b.Fatal(d, err)
		}
	})
}

// BenchmarkRepair does so with the repair of that file after a page in the middle was destroyed.
func BenchmarkRepair(b *testing.B) {
	s := manyRuns(b)
	file, err := os.ReadFile(s.Path())
	if err != nil {
		b.Fatal(err)
	}
	at := len(file) / 2 / os.Getpagesize() * os.Getpagesize()
	clear(file[at : at+os.Getpagesize()])
	b.Logf("a file of %d MB", len(file)>>20)
	benchmarkDoctor(b, s, func() {
		b.StopTimer()
		if err := os.WriteFile(s.Path(), file, 0o600); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		r, err := s.Repair("recovered")
		if err != nil || r.Runs < 9990 {
			b.Fatal(r, err)
		}
		_ = os.Remove(r.Aside)
	})
	runtime.KeepAlive(file) // what is let go meanwhile would be taken off what the heap grows
}

func benchmarkDoctor(b *testing.B, s *store.Store, work func()) {
	var works, lists []time.Duration
	for b.Loop() {
		started := time.Now()
		if _, err := s.Runs(""); err != nil {
			b.Fatal(err)
		}
		lists, started = append(lists, time.Since(started)), time.Now()
		work()
		works = append(works, time.Since(started))
	}
	b.ReportMetric(float64(median(works))/float64(median(lists)), "x-list")
	b.ReportMetric(median(works).Seconds(), "s/work")
	b.ReportMetric(float64(peak(work)>>20), "MB-peak")
}
