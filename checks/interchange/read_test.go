package interchange_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// recordsOf returns all records of a document.
func recordsOf(t fatal, d *interchange.Document) []checks.Record {
	t.Helper()
	var all []checks.Record
	for r, err := range d.Records() {
		wantOK(t, err)
		all = append(all, r)
	}
	if len(all) != d.Count() {
		t.Fatal(len(all), "records of", d.Count())
	}
	return all
}

// read returns the document that the bytes hold, which must be a valid one.
func read(t fatal, b []byte) *interchange.Document {
	t.Helper()
	d, err := interchange.Read(bytes.NewReader(b), options)
	wantOK(t, err)
	return d
}

func sameRecords(t fatal, got, want []checks.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatal(len(got), "records, want", len(want))
	}
	for i := range want {
		if !checks.Same(got[i], want[i]) {
			t.Fatal(cmp.Diff(want[i], got[i]))
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	written := document(t, everything()...)
	d := read(t, written)
	got := recordsOf(t, d)
	sameRecords(t, got, everything())
	wantEqual(t, string(written), string(document(t, got...)))
	want := interchange.Counts{Runs: 2, Actions: 2, Between: 1, Stories: 3, Teams: 2}
	if d.Counts() != want {
		t.Errorf("%+v", d.Counts())
	}
}

func TestAnyRecordsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := drawRecords(t)
		written := document(t, records...)
		got := recordsOf(t, read(t, written))
		sameRecords(t, got, records)
		wantEqual(t, string(written), string(document(t, got...)))
	})
}
