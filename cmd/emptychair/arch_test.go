package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"maps"
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
	"checks":                    {},
	"checks/chat":               {"checks"},
	"checks/content":            {"checks"},
	"checks/demo":               {"checks", "checks/content"},
	"checks/interchange":        {"checks"},
	"checks/lang":               {"checks"},
	"checks/replica":            {"checks", "checks/interchange"},
	"checks/report":             {"checks", "checks/content", "checks/lang", "checks/report/chart"},
	"checks/report/chart":       {"checks", "checks/lang"},
	"checks/settings":           {"checks", "checks/lang"},
	"store":                     {"checks", "store/boltfile"},
	"store/boltfile":            {},
	"tui":                       {"checks", "checks/chat", "checks/content", "checks/lang", "checks/report", "checks/report/chart", "checks/settings", "tui/theme", "tui/widget"},
	"tui/line":                  {"checks", "checks/chat", "checks/content", "checks/lang", "checks/report", "checks/settings", "tui", "tui/widget"},
	"tui/theme":                 {},
	"tui/widget":                {"checks", "checks/lang", "checks/report", "tui/theme"},
	"cmd/emptychair/folder":     {"checks", "checks/content", "checks/replica", "cmd/emptychair/shell", "store"},
	"cmd/emptychair/shell":      {"checks", "checks/lang", "checks/report", "checks/settings", "store"},
	"cmd/emptychair/randomuser": {}, // tests alone
	"cmd/emptychair":            {"cmd/emptychair/folder", "cmd/emptychair/shell", "checks", "checks/content", "checks/demo", "checks/interchange", "checks/lang", "checks/replica", "checks/report", "checks/settings", "store", "tui", "tui/line", "tui/theme"},
}

// foreign says what else than the standard library the packages that have to do with little may need, however far down.
var foreign = map[string][]string{
	"checks":         {"golang.org/x/text/unicode/norm", "golang.org/x/text/transform"},
	"checks/chat":    {"emptychair/checks", "golang.org/x/text/unicode/norm", "golang.org/x/text/transform"},
	"store/boltfile": {"go.etcd.io/bbolt/errors"}, // nothing that trusts the pages of a file
}

// strangers are packages that do not know each other, in their tests either.
var strangers = map[string]string{"tui": "store", "store": "tui"}

type goPackage struct {
	ImportPath                               string
	Module                                   struct{ Path, Version, Dir string } // none of the standard library
	Deps, Imports, TestImports, XTestImports []string
}

// packages lists packages at the root of the module, with further environment.
func packages(t *testing.T, env []string, args ...string) (all []goPackage) {
	t.Helper()
	var stderr strings.Builder
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Dir, cmd.Env, cmd.Stderr = moduleRoot, append(os.Environ(), env...), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, &stderr)
	}
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

// within tells whether a package is the one of this name in the module, or below it.
func within(name, path string) bool { return strings.HasPrefix(path+"/", "emptychair/"+name+"/") }

func TestPackagesImportOnlyAlongTheArrows(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t, nil, "-json=ImportPath,Deps,Imports,TestImports,XTestImports", "./...") {
		name := strings.TrimPrefix(p.ImportPath, "emptychair/")
		allowed, ok := arrows[name]
		if !ok {
			t.Errorf("%s has no place in the architecture", name)
		}
		for _, path := range p.Imports {
			if to, ours := strings.CutPrefix(path, "emptychair/"); ours && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s", name, to)
			}
		}
		for _, path := range p.Deps {
			first, _, _ := strings.Cut(path, "/")
			few, bound := foreign[name]
			if bound && (strings.Contains(first, ".") || first == "emptychair") && !slices.Contains(few, path) {
				t.Errorf("%s needs %s", name, path)
			}
		}
		for from, to := range strangers {
			for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
				if within(from, p.ImportPath) && within(to, path) {
					t.Errorf("%s imports %s", name, path)
				}
			}
		}
	}
}

func TestProgramHoldsNoNetworkCode(t *testing.T) {
	t.Parallel()
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

// licences are those that the modules may have of which the program is made, by words that stand in every text of them.
var licences = map[string]string{
	"MIT":        "permission is hereby granted, free of charge, to any person obtaining a copy of this software",
	"BSD":        "redistribution and use in source and binary forms, with or without modification, are permitted provided",
	"Apache-2.0": "apache license version 2.0",
	"ISC":        "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted",
}

// licenceOf names the licence that a text gives, "" for any that the program's own does not go with.
func licenceOf(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for name, words := range licences {
		if strings.Contains(text, words) && !strings.Contains(text, "gnu ") && !strings.Contains(text, "mozilla public license") {
			return name
		}
	}
	return ""
}

func TestOnlyModulesWithALicenceThatGoesWithOursAreLinkedAndStandOnTheirPage(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "GNU GENERAL PUBLIC LICENSE Version 2", "This is the Mozilla Public License 2.0.\nApache License\nVersion 2.0"} {
		if got := licenceOf(text); got != "" {
			t.Errorf("%q is taken for %s", text, got)
		}
	}
	texts := linkedLicences(t)
	if len(texts) < 20 || licenceOf(texts["emptychair"]) != "MIT" {
		t.Errorf("found are %v", slices.Sorted(maps.Keys(texts)))
	}
	for module, text := range texts {
		if licenceOf(text) == "" {
			t.Errorf("%s has no licence that is known to go with ours", module)
		}
	}
	wantLicencePage(t, texts)
}

// linkedLicences returns the text of the licence of each module of which the program is made on any system, and of Go, by its name and
// version.
func linkedLicences(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		for _, p := range packages(t, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "-deps", "-json=ImportPath,Module", "./cmd/emptychair") {
			if name := strings.TrimSpace(p.Module.Path + " " + p.Module.Version); name != "" && texts[name] == "" {
				texts[name] = licenceIn(p.Module.Dir)
			}
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	texts["Go, its standard library"] = licenceIn(strings.TrimSpace(string(root)))
	return texts
}

// licenceIn returns the text of the licence in a folder.
func licenceIn(folder string) string {
	files, _ := filepath.Glob(filepath.Join(folder, "*")) // the pattern is ours
	for _, file := range files {
		name := strings.ToUpper(filepath.Base(file))
		if strings.HasPrefix(name, "LICEN") || strings.HasPrefix(name, "COPYING") {
			if text, err := os.ReadFile(file); err == nil {
				return strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
			}
		}
	}
	return ""
}

// wantLicencePage holds that the page of licences holds these of modules, or writes it anew.
func wantLicencePage(t *testing.T, texts map[string]string) {
	t.Helper()
	const page = "licenses.txt" // which "version --licenses" prints
	modules := map[string][]string{}
	for module, text := range texts {
		modules[text] = append(modules[text], module)
	}
	var parts []string
	for text, names := range modules {
		slices.Sort(names)
		parts = append(parts, strings.Join(names, "\n")+"\n\n"+text+"\n")
	}
	slices.Sort(parts)
	want := []byte(strings.Join(parts, "\n"+strings.Repeat("-", 78)+"\n\n"))
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(page, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(page); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s does not hold the licences of all modules of this build: %v", page, err)
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
