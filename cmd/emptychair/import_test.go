package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"emptychair/cmd/emptychair/shell"
)

// badFiles are documents with each of which something is wrong.
const badFiles = "../../checks/interchange/testdata/bad"

func TestABadFileGivesASentenceAndChangesNothing(t *testing.T) {
	t.Parallel()
	list, err := os.ReadDir(badFiles)
	if err != nil || len(list) < 100 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	db := seeded(t).Path()
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		for _, code := range []string{"en", "de"} {
			wantRefused(t, db, code, filepath.Join(badFiles, f.Name()))
		}
		after, err := os.ReadFile(db)
		if err != nil || !bytes.Equal(before, after) {
			t.Fatalf("%s changed the database, %v", f.Name(), err)
		}
	}
}

// wantRefused holds that a file is refused in sentences that a terminal can show.
func wantRefused(t *testing.T, db, code, file string) {
	t.Helper()
	var out, said bytes.Buffer
	e := testEnv()
	e.Args, e.Environ = []string{"emptychair", "--db", db, "--lang", code, "import", file}, nil
	e.Stdout, e.Stderr = &out, &said
	if exit := run(e); exit != shell.ExitFailure || out.Len() > 0 {
		t.Errorf("%s: exit code %d, %q", file, exit, &out)
	}
	lines := strings.Split(strings.TrimSuffix(said.String(), "\n"), "\n")
	if len(lines) < 2 || !strings.HasSuffix(lines[len(lines)-1], ".") {
		t.Errorf("%s: it says %q", file, &said)
	}
	unfit := func(r rune) bool {
		return r != '\n' && !unicode.IsPrint(r) && !unicode.Is(unicode.Co, r) && r != '\u200d'
	}
	if strings.ContainsFunc(said.String(), unfit) || strings.Contains(said.String(), "<no value>") || strings.Contains(said.String(), "error.") {
		t.Errorf("%s: it says %q", file, &said)
	}
}
