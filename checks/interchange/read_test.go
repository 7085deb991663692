package interchange_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// recordsOf returns all records of a document.
func recordsOf(t testing.TB, d *interchange.Document) []checks.Record {
	t.Helper()
	var all []checks.Record
	for r, err := range d.Records() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if len(all) != d.Count() {
		t.Errorf("%d of %d records", len(all), d.Count())
	}
	return all
}

// read returns the document that the bytes hold, which must be a valid one.
func read(t testing.TB, b []byte) *interchange.Document {
	t.Helper()
	d, err := interchange.Read(bytes.NewReader(b), options)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func sameRecords(t testing.TB, got, want []checks.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d records, want %d", len(got), len(want))
	}
	for i := range want {
		if !checks.Same(got[i], want[i]) {
			t.Error(cmp.Diff(want[i], got[i]))
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	written := document(t, everything()...)
	d := read(t, written)
	got := recordsOf(t, d)
	sameRecords(t, got, everything())
	if again := document(t, got...); !bytes.Equal(again, written) {
		t.Error(cmp.Diff(string(written), string(again)))
	}
	want := interchange.Counts{Runs: 2, Actions: 2, Between: 1, Stories: 3, Teams: 2}
	if d.Counts() != want {
		t.Errorf("%+v", d.Counts())
	}
}

func TestAnyRecordsComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		records := drawRecords(t)
		var first, second bytes.Buffer
		if err := interchange.Write(&first, sequence(records...)); err != nil {
			t.Fatal(err)
		}
		d, err := interchange.Read(bytes.NewReader(first.Bytes()), options)
		if err != nil {
			t.Fatalf("%v\n%s", err, &first)
		}
		var got []checks.Record
		for r, err := range d.Records() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if !slices.EqualFunc(got, records, checks.Same) {
			t.Fatal(cmp.Diff(records, got))
		}
		if err := interchange.Write(&second, sequence(got...)); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatal(err, cmp.Diff(first.String(), second.String()))
		}
	})
}
