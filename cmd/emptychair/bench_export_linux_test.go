package main

import (
	"encoding/json"
	"io"
	"iter"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// Bounds of taking 10,000 runs out and in.
const (
	exportRounds = 7
	mostAbove    = 64 << 20 // bytes that a command may have in use beyond what was before it
	mostTime     = 3        // times as long as to read and encode the same records
)

// BenchmarkExportAndImport holds how much memory it takes to export and import 10,000 runs, and how long the export takes against
// a loop that reads the same records and encodes each by itself. What is resident of the database's file, which is mapped, is the
// system's: it is reported apart, of the commands called as programs.
func BenchmarkExportAndImport(b *testing.B) {
	program, peak, full := build(b, "emptychair", "."), build(b, "peak", "./testdata/peak"), fill(b)
	folder := b.TempDir()
	file := filepath.Join(folder, "all.json")
	calls := map[string]func(round string) []string{
		"stdout": func(string) []string { return []string{"export", "--db", full} },
		"file":   func(string) []string { return []string{"export", "--db", full, "-o", file, "--force"} },
		"import": func(round string) []string {
			return []string{"import", file, "--db", filepath.Join(folder, round+".db")}
		},
		"again": func(string) []string { return []string{"import", file, "--db", full} },
	}
	start := resident(b, peak, program, []string{"version", "--db", full})
	b.ReportMetric(0, "ns/op") // says nothing here
	for _, name := range []string{"stdout", "file", "import", "again"} {
		var used []int
		for round := range exportRounds {
			used = append(used, inUse(func() { calledHere(b, calls[name](strconv.Itoa(round))) }))
		}
		b.ReportMetric(float64(median(used))/(1<<20), name+"-MB")
		b.ReportMetric(float64(resident(b, peak, program, calls[name]("resident"))-start)/1024, name+"-resident-MB")
		if median(used) > mostAbove {
			b.Errorf("%s: %d bytes in use of at most %d", name, median(used), mostAbove)
		}
	}
	holdExportTime(b, full)
}

// calledHere calls the program within this one.
func calledHere(b *testing.B, args []string) {
	b.Helper()
	var said strings.Builder
	e := testEnv()
	e.Args, e.Environ, e.Stdout, e.Stderr = append([]string{"emptychair"}, args...), nil, io.Discard, &said
	if code := run(e); code != shell.ExitOK {
		b.Fatalf("%v: exit code %d\n%s", args, code, &said)
	}
}

// inUse is how many bytes the program has from the system at most while something is done, beyond what it had before.
func inUse(do func()) int {
	debug.FreeOSMemory()
	before, most, done := held(), 0, make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	for {
		select {
		case <-done:
			return max(most, held()) - before
		case <-time.After(time.Millisecond):
			most = max(most, held())
		}
	}
}

// held is how many bytes the program has from the system.
func held() int {
	list := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(list)
	return int(list[0].Value.Uint64() - list[1].Value.Uint64())
}

// resident is how much memory a call had resident at most, in KB.
func resident(b *testing.B, peak, program string, args []string) int {
	b.Helper()
	out, err := exec.Command(peak, append([]string{program}, args...)...).Output()
	if err != nil {
		b.Fatalf("%v: %v", args, err)
	}
	kb, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		b.Fatal(err)
	}
	return kb
}

// holdExportTime holds the time of an export against that of a plain loop, by turns.
func holdExportTime(b *testing.B, db string) {
	b.Helper()
	s := stored{store.New(db, content.Check())}
	how := func() report.Options { return report.Options{Printer: lang.New("en"), Location: time.UTC} }
	var exports, loops []time.Duration
	for range exportRounds {
		exports = append(exports, timed(b, func() error {
			_, err := runExport(io.Discard, exportOptions{format: report.JSON}, s, today, how)
			return err
		}))
		loops = append(loops, timed(b, func() error { return encodeAll(s) }))
	}
	ratio := float64(median(exports)) / float64(median(loops))
	b.ReportMetric(median(exports).Seconds()*1000, "export-ms")
	b.ReportMetric(ratio, "export/loop")
	if ratio > mostTime*noise {
		b.Errorf("the export takes %.2f times as long as the loop, of at most %.2f", ratio, float64(mostTime))
	}
}

func timed(b *testing.B, do func() error) time.Duration {
	b.Helper()
	began := time.Now()
	if err := do(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// encodeAll reads all records and encodes each.
func encodeAll(s database) error {
	encoder := json.NewEncoder(io.Discard)
	return s.Records("", func(records iter.Seq2[checks.Record, error]) error {
		for r, err := range records {
			if err != nil {
				return err
			}
			if err := encoder.Encode(r); err != nil {
				return err
			}
		}
		return nil
	})
}
