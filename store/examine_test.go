package store_test

import (
	"testing"

	"emptychair/checks"
	"emptychair/store"
)

func TestWholeFileHasNoFindings(t *testing.T) {
	c := known(t)
	d, err := store.New(writeFile(t, c.file), check).Examine()
	if err != nil || len(d.Findings) > 0 || d.Schema != store.SchemaVersion() || d.Records["runs"] != len(c.runs) {
		t.Errorf("%+v, %v", d, err)
	}
	for _, older := range []string{schema1, schema2} {
		path := copyFile(t, older)
		if d, err := store.New(path, check).Examine(); err != nil || len(d.Findings) > 0 {
			t.Errorf("%s: %+v, %v", older, d, err)
		}
	}
	_ = checks.CodeBusy
}
