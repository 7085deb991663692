package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
)

// exitsOfStore are the exit codes of all that a store reports.
var exitsOfStore = map[int][]checks.Code{
	shell.ExitFailure: {
		checks.CodeConflict, checks.CodeNewer, checks.CodeOlder, checks.CodeForeign, checks.CodeLink, checks.CodeNotAFile, checks.CodeDenied,
		checks.CodeDiskFull, checks.CodeUnsure, checks.CodeIO, checks.CodeTextRemains, checks.CodeNoBackup, checks.CodeBackupFolder,
		checks.CodeNoFile, checks.CodeBackupEmpty, checks.CodeBackupForeign, checks.CodeBackupDamaged, checks.CodeBackupNewer,
		checks.CodeTwice, checks.CodeInvalidRun,
	},
	shell.ExitNotFound: {checks.CodeNotFound, checks.CodeAmbiguous},
	shell.ExitBusy:     {checks.CodeBusy},
	shell.ExitDamaged:  {checks.CodeDamaged, checks.CodeEmptyFile},
}

func TestWhatAStoreReportsHasWordsAndAnExitCode(t *testing.T) {
	used := codesIn(t, "store")
	for exit, list := range exitsOfStore {
		for _, code := range list {
			wantTold(t, code, exit)
			if !used[code] {
				t.Errorf("%s: the store reports no such thing", code)
			}
			delete(used, code)
		}
	}
	for code := range used {
		t.Errorf("%s: nobody said with which exit code that ends", code)
	}
}

func TestADocumentThatIsRefusedIsAFailure(t *testing.T) {
	for code := range codesIn(t, "checks/interchange") {
		wantTold(t, code, shell.ExitFailure)
	}
}

// wantTold wants that there are words for a code in all languages, and how the program ends.
func wantTold(t *testing.T, code checks.Code, exit int) {
	t.Helper()
	for _, language := range lang.Codes {
		for _, part := range []string{".what", ".do"} {
			if id := "error." + string(code) + part; !lang.New(language).Has(id) {
				t.Errorf("%s: there is no %s", language, id)
			}
		}
	}
	if got := shell.ExitCode(&checks.Error{Code: code}); got != exit {
		t.Errorf("%s: exit code %d, not %d", code, got, exit)
	}
}

// codesIn returns the codes that a package names.
func codesIn(t *testing.T, folder string) map[checks.Code]bool {
	t.Helper()
	values := map[string]checks.Code{}
	ast.Inspect(parsed(t, filepath.Join(moduleFolder, "checks", "errors.go")), func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if value, ok := spec.Values[0].(*ast.BasicLit); ok {
				code, _ := strconv.Unquote(value.Value)
				values[spec.Names[0].Name] = checks.Code(code)
			}
		}
		return true
	})
	files, err := filepath.Glob(filepath.Join(moduleFolder, folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
	found := map[checks.Code]bool{}
	for _, name := range files {
		ast.Inspect(parsed(t, name), func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && values[s.Sel.Name] != "" {
				found[values[s.Sel.Name]] = true
			}
			return true
		})
	}
	if len(found) < 20 {
		t.Fatalf("%s names only %v", folder, slices.Sorted(maps.Keys(found)))
	}
	return found
}

const moduleFolder = "../.."

func parsed(t *testing.T, name string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
