package interchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
)

// item reads the names of items in tables.
func item(name string) (string, bool) {
	id := strings.ToLower(name)
	if title := content.In("en").Items["contact"].Title; name == title {
		id = "contact"
	}
	_, ok := check.Item(id)
	return id, ok
}

// problemsIn reads a file, which must be refused, and returns what is wrong with it as "line path code".
func problemsIn(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	wantOK(t, err)
	var d *interchange.Document
	if filepath.Ext(path) == ".csv" {
		d, err = readTable(bytes.NewReader(b))
	} else {
		d, err = interchange.Read(bytes.NewReader(b), options)
	}
	const enough = 12
	var refused *interchange.Problems
	if d != nil || !errors.As(err, &refused) {
		t.Fatalf("%s: %v, %v", path, d, err)
	}
	var all []string
	for i, p := range refused.List {
		if i == enough {
			all = append(all, fmt.Sprintf("and %d more", refused.Count()-enough))
			break
		}
		all = append(all, fmt.Sprintf("%d %s %s", p.Line, p.Path, checks.CodeOf(p.Err)))
	}
	return strings.Join(all, "\n\t")
}

// The golden file names for each bad one the lines, paths and codes of its problems.
func TestBadFilesAreRefusedForWhatIsWrongWithThem(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(files) < 100 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s\n\t%s\n", filepath.Base(f), problemsIn(t, f))
	}
	golden.RequireEqual(t, b.String())
}
