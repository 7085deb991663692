package interchange_test

import (
	"flag"
	"os"
	"testing"
	"time"

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
