package report

import (
	"bytes"
	"iter"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
)

// demoRecords are all records of the demo.
func demoRecords(language string) []checks.Record {
	var list []checks.Record
	for _, r := range demo.Runs(language, today) {
		list = append(list, r)
	}
	for _, a := range demo.Actions(language, today) {
		list = append(list, a)
	}
	for _, s := range demo.Stories(language, today) {
		list = append(list, s)
	}
	return append(list, checks.Marks{Team: demo.Leadership(language), Leadership: true})
}

// each is the sequence of records that a store would give.
func each(records []checks.Record) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func dossierOf(t *testing.T, records []checks.Record, s Selection) Dossier {
	t.Helper()
	s.Made = today
	d, err := NewDossier(content.Check(), each(records), s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func exported(t *testing.T, f Format, d Dossier, o ExportOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Export(&b, f, d, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
