package interchange_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"emptychair/checks/interchange"
)

var errTorn = errors.New("the cable was pulled")

// torn yields the first half of what it is given and then an error.
func torn(b []byte) io.Reader {
	return io.MultiReader(bytes.NewReader(b[:len(b)/2]), iotest.ErrReader(errTorn))
}

func TestErrorsOfTheReaderAreReturned(t *testing.T) {
	table := []byte("date,team,item,step,count\n" + strings.Repeat("2026-05-12,Ops,contact,1,1\n", 2))
	b := document(t, everything()...)
	for _, r := range []io.Reader{iotest.ErrReader(errTorn), torn(b)} {
		if _, err := interchange.Read(r, options); !errors.Is(err, errTorn) {
			t.Error(err)
		}
	}
	for _, r := range []io.Reader{iotest.ErrReader(errTorn), torn(table)} {
		if _, err := interchange.ReadTable(r, options, interchange.Names{Item: item}); !errors.Is(err, errTorn) {
			t.Error(err)
		}
	}
}

// A document is read once; its records can be had as often as somebody likes.
func TestRecordsCanBeHadAgainAndInPart(t *testing.T) {
	d := read(t, document(t, everything()...))
	for stop := range everything() {
		n := 0
		for _, err := range d.Records() {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n > stop {
				break
			}
		}
		if n != stop+1 {
			t.Errorf("%d records", n)
		}
	}
	sameRecords(t, recordsOf(t, d), everything())
}

func TestDocumentCanBeReadInAnyPieces(t *testing.T) {
	b := document(t, everything()...)
	for _, piece := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		d, err := interchange.Read(piece(bytes.NewReader(b)), options)
		if err != nil {
			t.Fatal(err)
		}
		sameRecords(t, recordsOf(t, d), everything())
	}
}
