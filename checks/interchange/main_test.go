package interchange_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
)

// TestMain draws the same examples in every run; -rapid.seed or RAPID_SEED draws others.
func TestMain(m *testing.M) {
	if f := flag.Lookup("rapid.seed"); f.Value.String() == "0" {
		must(f.Value.Set("20261122"))
	}
	must(flag.Set("rapid.nofailfile", "true"))
	os.Exit(m.Run())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

var (
	check   = content.Check()
	options = interchange.Options{Check: check}
	noon    = time.Date(2026, 8, 19, 12, 0, 0, 0, time.UTC)
)

// on is a day of 2026.
func on(month time.Month, day int) checks.Day { return checks.Day{Year: 2026, Month: month, Day: day} }

// fatal is a test, or one example of a property.
type fatal interface {
	Helper()
	Fatal(args ...any)
}

func wantOK(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantEqual(t fatal, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
}

// problems returns what is wrong with what was read, nil where nothing is.
func problems(t fatal, err error) []interchange.Problem {
	t.Helper()
	var p *interchange.Problems
	if err == nil {
		return nil
	}
	if !errors.As(err, &p) || len(p.List) == 0 || len(p.List) > interchange.MaxProblems {
		t.Fatal(err)
	}
	return p.List
}

// readTable reads a table.
func readTable(r io.Reader) (*interchange.Document, error) {
	return interchange.ReadTable(r, options, interchange.Names{Item: item})
}
