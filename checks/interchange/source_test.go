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
	for _, half := range []func([]byte) io.Reader{torn, func([]byte) io.Reader { return iotest.ErrReader(errTorn) }} {
		_, ofDocument := interchange.Read(half(b), options)
		_, ofTable := readTable(half(table))
		if !errors.Is(ofDocument, errTorn) || !errors.Is(ofTable, errTorn) {
			t.Error(ofDocument, ofTable)
		}
	}
}

// A document is read once; its records can be had as often as somebody likes.
func TestRecordsCanBeHadAgainAndInPart(t *testing.T) {
	d := read(t, document(t, everything()...))
	for stop := range everything() {
		n := 0
		for _, err := range d.Records() {
			wantOK(t, err)
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
		wantOK(t, err)
		sameRecords(t, recordsOf(t, d), everything())
	}
}
