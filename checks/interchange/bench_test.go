package interchange_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"testing"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// many yields so many runs of the size of usual ones, each with two actions.
func many(n int) iter.Seq2[checks.Record, error] {
	r := everything()[0].(checks.Run)
	for _, q := range check.Questions {
		r.Answers[q.ID] = nil
		for i := range 6 {
			r.Answers[q.ID] = append(r.Answers[q.ID], checks.Answer{Text: fmt.Sprint("What somebody wrote about ", q.ID, " in a meeting, at some length"), Marks: i})
		}
	}
	return func(yield func(checks.Record, error) bool) {
		for i := range n {
			r.ID = fmt.Sprintf("01J5N3T8W0Q6V1Z9K4M7R%05d", i)
			if !yield(r, nil) {
				return
			}
		}
	}
}

const manyRuns = 10_000

func BenchmarkWrite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := interchange.Write(io.Discard, many(manyRuns)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var doc bytes.Buffer
	if err := interchange.Write(&doc, many(manyRuns)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		d, err := interchange.Read(bytes.NewReader(doc.Bytes()), options)
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range d.Records() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
