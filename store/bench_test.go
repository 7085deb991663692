//go:build linux

package store_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"syscall"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/store"
)

// Each of these compares what the store does with what it cannot do without, or with the same among less, as the medians' ratio, and
// fails where that is beyond its bound.

// within reports a ratio, and fails where it is larger than most.
func within(b *testing.B, what string, works, others []time.Duration, most float64) {
	b.Helper()
	work, other := median(works), median(others)
	ratio := float64(work) / float64(other)
	b.ReportMetric(ratio, "x")
	b.ReportMetric(float64(work.Microseconds())/1000, "ms/op")
	b.ReportMetric(0, "ns/op") // of both together
	if ratio > most {
		b.Errorf("%s takes %v, %.2f times as long, and may take %.2f times", what, work.Round(time.Microsecond), ratio, most)
	}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func timed(b *testing.B, fn func() error) time.Duration {
	b.Helper()
	started := time.Now()
	wantOK(b, fn())
	return time.Since(started)
}

// alternate runs two things in turns.
func alternate(b *testing.B, work, other func() error) (works, others []time.Duration) {
	b.Helper()
	for b.Loop() {
		works, others = append(works, timed(b, work)), append(others, timed(b, other))
	}
	return works, others
}

// BenchmarkDurableSave saves a typical run over and over, as somebody who types answers does, and after each save does what
// no durable save can do without: two times 4 KB written and synced, in a file beside.
func BenchmarkDurableSave(b *testing.B) {
	for name, among := range map[string]struct {
		open func(*testing.B) *store.Store
		most float64
	}{
		"alone": {func(b *testing.B) *store.Store { return newStore(b) }, 3}, "among 10000": {manyRuns, 12},
	} {
		b.Run(name, func(b *testing.B) {
			s := among.open(b)
			raw, err := os.Create(filepath.Join(filepath.Dir(s.Path()), "raw"))
			wantOK(b, err)
			defer func() { _ = raw.Close() }()
			run := unfinished(typical("Payments", 99_999))
			revision := saveOver(b, s, run, 0)
			saves, raws := alternate(b, func() (err error) {
				run.Minutes = 1 + run.Minutes%400
				revision, err = s.SaveRun(run, revision)
				return err
			}, func() error { return syncTwice(raw) })
			within(b, "a durable save "+name, saves, raws, among.most)
		})
	}
}

func syncTwice(f *os.File) error {
	page := make([]byte, 4096)
	for i := range 2 {
		if _, err := f.WriteAt(page, int64(4096*i)); err != nil {
			return err
		}
		if err := syscall.Fdatasync(int(f.Fd())); err != nil {
			return err
		}
	}
	return nil
}

// teams is how many teams the 10,000 runs of a large file are of.
const teams = 400

// manyRuns returns a file with 10,000 runs of 400 teams. Each has open work from its latest two.
func manyRuns(b *testing.B) *store.Store {
	b.Helper()
	s := newStore(b)
	var runs []checks.Record
	for i := range 10_000 {
		r := typical(fmt.Sprintf("Team %03d", i%teams), i)
		if i < 10_000-2*teams {
			r = withStates(r, checks.Done)
		}
		runs = append(runs, r)
	}
	merge(b, s, runs, store.MergeOptions{})
	return s
}

// BenchmarkRuns lists 10,000 runs, hands them out, and looks through the file, each beside the reading of all bytes of the file and the
// decoding of all runs.
func BenchmarkRuns(b *testing.B) {
	s := manyRuns(b)
	var bodies [][]byte
	for _, rec := range records(b, s, "") {
		body, err := json.Marshal(rec)
		wantOK(b, err)
		bodies = append(bodies, body)
	}
	least := func() error {
		_, err := os.ReadFile(s.Path())
		for _, body := range bodies {
			var run checks.Run
			err = errors.Join(err, json.Unmarshal(body, &run))
		}
		return err
	}
	for name, work := range map[string]func() error{
		"list": func() error { _, err := s.Runs(""); return err }, "records": func() error { records(b, s, ""); return nil },
		"examine": func() error { _, err := s.Contents(); return err },
	} {
		b.Run(name, func(b *testing.B) {
			works, others := alternate(b, work, least)
			within(b, name+" of 10,000 runs", works, others, 4)
		})
	}
}

// BenchmarkRepair mends a file of 10,000 runs in which a page was destroyed, and compares that with a backup and an examination of the
// whole file.
func BenchmarkRepair(b *testing.B) {
	s := manyRuns(b)
	file, err := os.ReadFile(s.Path())
	wantOK(b, err)
	whole := store.New(copyFile(b, s.Path()), check)
	page := os.Getpagesize()
	for at := len(file) / 2 / page * page; ; at += page { // to one that is in use
		damaged := bytes.Clone(file)
		clear(damaged[at : at+page])
		wantOK(b, os.WriteFile(s.Path(), damaged, 0o600))
		if d, err := s.Examine(); err != nil || d.IsDamaged() {
			file = damaged
			break
		}
	}
	var works, others []time.Duration
	for b.Loop() {
		b.StopTimer()
		wantOK(b, os.WriteFile(s.Path(), file, 0o600))
		b.StartTimer()
		works = append(works, timed(b, func() error {
			r, err := s.Repair()
			if err == nil && r.Runs < 9990 {
				err = fmt.Errorf("%+v", r)
			}
			return errors.Join(err, os.Remove(r.Aside))
		}))
		others = append(others, timed(b, func() error {
			_, examined := whole.Examine()
			return errors.Join(examined, whole.WriteBackup(io.Discard))
		}))
	}
	within(b, "a repair", works, others, 8)
}

// BenchmarkMerge takes 10,000 runs that are in memory into a new file, beside what it takes to read them, and reports how far the heap grows
// meanwhile.
func BenchmarkMerge(b *testing.B) {
	many := manyRuns(b)
	list := records(b, many, "")
	take := func() error { _, err := newStore(b).Merge(sequence(list, nil), store.MergeOptions{}); return err }
	works, others := alternate(b, take, func() error { records(b, many, ""); return nil })
	within(b, "a merge", works, others, 3)
	grown := float64(peak(func() { _ = take() })) / (1 << 20)
	if b.ReportMetric(grown, "MB-peak"); grown > 64 {
		b.Errorf("a merge takes %.0f MB, and may take 64", grown)
	}
	runtime.KeepAlive(list)
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

// BenchmarkBackUp backs a file with 10,000 runs up, and looks for ids in the backups, beside a copy of the file that is synced.
func BenchmarkBackUp(b *testing.B) {
	s := manyRuns(b)
	var backed, searched, copied []time.Duration
	for b.Loop() {
		backed = append(backed, timed(b, func() error { _, err := s.BackUp(store.ForFinish); return err }))
		copied = append(copied, timed(b, func() error { return copySynced(s.Path(), filepath.Join(b.TempDir(), "copy")) }))
		searching := timed(b, func() error { _, err := s.BackupsHolding([]string{"nowhere"}, "Nobody"); return err })
		searched = append(searched, searching/time.Duration(min(len(searched)+1, 10)))
	}
	within(b, "a backup", backed, copied, 5)
	search := median(searched)
	b.ReportMetric(search.Seconds()*1000, "ms/search")
	if ratio := float64(search) / float64(median(copied)); ratio > 2 {
		b.Errorf("a search through one backup takes %v, %.2f times as long as a copy, and may take twice as long", search.Round(time.Millisecond), ratio)
	}
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
