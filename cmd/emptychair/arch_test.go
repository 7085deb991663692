package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const moduleRoot = "../.."

// arrows says which packages of the module each of them may import.
var arrows = map[string][]string{
	"checks":               {},
	"checks/content":       {"checks"},
	"checks/demo":          {"checks"},
	"checks/interchange":   {"checks"},
	"checks/lang":          {},
	"checks/report":        {"checks", "checks/content", "checks/lang"},
	"store":                {"checks", "store/boltfile"},
	"store/boltfile":       {},
	"tui":                  {"checks", "checks/content", "checks/lang", "checks/report", "tui/theme", "tui/chart", "tui/widget"},
	"tui/theme":            {},
	"tui/chart":            {"tui/theme"},
	"tui/widget":           {"checks", "checks/lang", "checks/report", "tui/theme"},
	"cmd/emptychair/shell": {"checks", "checks/lang", "checks/report"},
	"cmd/emptychair":       {"cmd/emptychair/shell", "checks", "checks/content", "checks/demo", "checks/interchange", "checks/lang", "checks/report", "store", "tui", "tui/theme", "tui/chart"},
}

type goPackage struct {
	ImportPath                         string
	Standard                           bool
	Imports, TestImports, XTestImports []string
}

// packages runs go list at the root of the module; env holds further variables.
func packages(t *testing.T, env []string, args ...string) []goPackage {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir, cmd.Env, cmd.Stderr = moduleRoot, append(os.Environ(), env...), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, &stderr)
	}
	var all []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// ours returns the path of a package within the module.
func ours(importPath string) (string, bool) { return strings.CutPrefix(importPath, "emptychair/") }

func TestPackagesImportOnlyAlongTheArrows(t *testing.T) {
	for _, p := range packages(t, nil, "-json=ImportPath,Imports", "./...") {
		name, _ := ours(p.ImportPath)
		allowed, ok := arrows[name]
		if !ok {
			t.Errorf("%s has no place in the architecture", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if to, ok := ours(imported); ok && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s", name, to)
			}
		}
	}
}

func TestDomainNeedsOnlyTheStandardLibrary(t *testing.T) {
	for _, p := range packages(t, nil, "-deps", "-json=ImportPath,Standard", "./checks") {
		if !p.Standard && p.ImportPath != "emptychair/checks" {
			t.Errorf("checks needs %s", p.ImportPath)
		}
	}
}

func TestPagesOfAFileAreReadWithoutAnythingThatTrustsThem(t *testing.T) {
	const onlyErrors = "go.etcd.io/bbolt/errors"
	for _, p := range packages(t, nil, "-deps", "-json=ImportPath,Standard", "./store/boltfile") {
		if !p.Standard && p.ImportPath != onlyErrors && p.ImportPath != "emptychair/store/boltfile" {
			t.Errorf("store/boltfile needs %s", p.ImportPath)
		}
	}
}

func TestScreensAndStoreDoNotKnowEachOther(t *testing.T) {
	for from, to := range map[string]string{"./tui/...": "emptychair/store", "./store/...": "emptychair/tui"} {
		for _, p := range packages(t, nil, "-json=ImportPath,Imports,TestImports,XTestImports", from) {
			for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
				if imported == to || strings.HasPrefix(imported, to+"/") {
					t.Errorf("%s imports %s", p.ImportPath, imported)
				}
			}
		}
	}
}

func TestProgramHoldsNoNetworkCode(t *testing.T) {
	const systemCalls = "golang.org/x/sys/windows" // names the types of net on that system, as it does all others
	for _, system := range []string{"linux", "darwin", "windows"} {
		t.Run(system, func(t *testing.T) {
			t.Parallel()
			all := packages(t, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "-deps", "-json=ImportPath,Imports", "./cmd/emptychair")
			for _, p := range all {
				if system == "windows" && p.ImportPath == systemCalls {
					continue
				}
				if slices.Contains(p.Imports, "net") || slices.Contains(p.Imports, "net/http") {
					t.Errorf("%s holds network code", p.ImportPath)
				}
			}
			if len(all) < 50 {
				t.Errorf("only %d packages are listed", len(all))
			}
		})
	}
}

func TestTopLevelHoldsNothingElse(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is absent")
	}
	if _, err := os.Stat(filepath.Join(moduleRoot, ".git")); err != nil {
		t.Skip("this is no git repository")
	}
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = moduleRoot
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "tui", "store", "checks", "go.mod", "go.sum", "README.md", "LICENSE"}
	for file := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains(allowed, top) && !strings.HasPrefix(top, ".") && file != "" {
			t.Errorf("%s stands at the top level", file)
		}
	}
}
