//go:build linux

package store_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// BenchmarkMerge takes 10,000 runs that are in memory into a new file, then once more, when all of them are there. It reports
// how long that takes, and how far the heap grows meanwhile, beside what [store.Store.SaveRuns] takes.
func BenchmarkMerge(b *testing.B) {
	list := records(b, manyRuns(b), "")
	var runs []checks.Run
	for _, rec := range list {
		runs = append(runs, rec.(checks.Run))
	}
	var saved, merged, again time.Duration
	for b.Loop() {
		saved += timed(func() error { return newStore(b).SaveRuns(runs) })
		s := newStore(b)
		take := func() error {
			_, err := s.Merge(sequence(list, nil), store.MergeOptions{})
			return err
		}
		merged += timed(take)
		again += timed(take)
	}
	b.ReportMetric(float64(merged.Milliseconds())/float64(b.N), "ms/merge")
	b.ReportMetric(float64(merged)/float64(saved), "x-save")
	b.ReportMetric(float64(again)/float64(saved), "x-save-again")
	least := peak(func() { _ = newStore(b).SaveRuns(runs) })
	most := peak(func() { merge(b, newStore(b), list, store.MergeOptions{}) })
	b.ReportMetric(float64(most)/(1<<20), "MB-peak")
	b.ReportMetric(float64(most)/float64(least), "x-save-peak")
}

func timed(fn func() error) time.Duration {
	started := time.Now()
	if err := fn(); err != nil {
		panic(err)
	}
	return time.Since(started)
}

// peak returns how many bytes objects that are in use take at most while fn runs, beyond what they took before.
func peak(fn func()) uint64 {
	before, most, done := heap(), uint64(0), make(chan struct{})
	go func() {
		defer close(done)
		fn()
	}()
	for {
		select {
		case <-done:
			return most - before
		default:
			most = max(most, heap(), before)
		}
	}
}

// heap returns how many bytes objects take, right after the garbage was collected.
func heap() uint64 {
	runtime.GC()
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}

// BenchmarkRecords hands out 10,000 runs as [store.Store.Records] does, and reads and encodes the same runs one by one. It
// reports the ratio.
func BenchmarkRecords(b *testing.B) {
	s := manyRuns(b)
	list, err := s.Runs("")
	if err != nil {
		b.Fatal(err)
	}
	var streamed, loop time.Duration
	for b.Loop() {
		started := time.Now()
		for range records(b, s, "") {
		}
		streamed += time.Since(started)
		started = time.Now()
		e := json.NewEncoder(io.Discard)
		for _, sum := range list {
			run, _, err := s.Run(sum.ID)
			if err == nil {
				err = e.Encode(run)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		loop += time.Since(started)
	}
	b.ReportMetric(float64(streamed.Milliseconds())/float64(b.N), "ms/records")
	b.ReportMetric(float64(streamed)/float64(loop), "x-loop")
}

// BenchmarkBackUp backs a file with 10,000 runs up, and looks for an id in ten such backups. It reports both beside what it takes
// to copy the file and to sync the copy.
func BenchmarkBackUp(b *testing.B) {
	s := manyRuns(b)
	var backed, copied, searched time.Duration
	for b.Loop() {
		backed += timed(func() error { _, err := s.BackUp(store.ForFinish); return err })
		copied += timed(func() error { return copySynced(s.Path(), filepath.Join(b.TempDir(), "copy")) })
		searched += timed(func() error {
			_, err := s.BackupsWith([]string{"01J5N3T8W0Q6V1Z9K4X9999999", "nowhere"}, "")
			return err
		})
	}
	list, err := s.Backups()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(backed)/float64(copied), "x-copy")
	b.ReportMetric(float64(backed.Milliseconds())/float64(b.N), "ms/backup")
	b.ReportMetric(float64(list[0].Size)/(1<<20), "MB")
	b.ReportMetric(float64(searched.Milliseconds())/float64(b.N), "ms/search")
}

func copySynced(from, to string) error {
	file, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = f.Write(file)
	return errors.Join(err, f.Sync(), f.Close())
}
