package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"emptychair/cmd/emptychair/shell"
)

// jsonCalls are calls of every command that prints JSON, those of a line one after another on the same database, and the kinds of their
// documents. A call that begins with "spoil" damages a record instead, one with "<" is what stdin says to the next.
var jsonCalls = map[string][]struct{ calls, kinds string }{
	"runs":             {{"runs", "runs"}, {"runs --team Leadership", "runs"}},
	"show":             {{"show latest", "run"}},
	"edit":             {{"edit latest --day yesterday; edit latest --day yesterday", "run run"}},
	"delete":           {{"delete latest --yes", "deleted"}, {"delete latest --yes --backups", "deleted"}, {"delete --team Leadership --yes", "deleted"}},
	"compare":          {{"compare", "compare"}, {"compare --team Payments --beside Leadership", "beside"}},
	"trend":            {{"trend", "trend"}},
	"voice":            {{"voice", "voice"}},
	"organisation":     {{"organisation .", "organisation"}, {"organisation . --answers", "organisation"}},
	"due":              {{"due", "due"}, {"due --share --team Payments", "due"}},
	"stories list":     {{"stories list", "stories"}},
	"stories show":     {{"stories show latest", "stories"}},
	"stories add":      {{"stories add courier --team Payments", "stories"}},
	"stories edit":     {{"stories edit latest --text other; stories edit latest --text other", "stories stories"}},
	"stories delete":   {{"stories delete latest --yes", "deleted"}},
	"stories complain": {{"stories add courier; stories complain latest; stories complain latest", "stories stories stories"}},
	"stories remedy":   {{"stories add courier --complaint; stories remedy latest money", "stories stories"}},
	"stories why":      {{"stories add courier --complaint; stories why latest bell", "stories stories"}},
	"stories plan":     {{"stories add courier --complaint; stories why latest bell; stories plan latest bell", "stories stories stories"}},
	"stories fix":      {{"stories add courier --complaint; stories why latest bell; stories fix latest bell", "stories stories stories"}},
	"stories gone": {{
		"stories add courier --complaint; stories why latest bell; stories fix latest bell; stories gone latest", "stories stories stories stories",
	}},
	"stories back": {{
		"stories add courier --complaint; stories why latest bell; stories fix latest bell; stories back latest", "stories stories stories stories",
	}},
	"stories cases":  {{"stories add courier --complaint; stories cases latest 3", "stories stories"}},
	"walk":           {{"< tried\nnoticed\n; walk", "stories"}, {"walk", "stories"}},
	"actions list":   {{"actions", "actions"}, {"actions --state all --all-teams", "actions"}},
	"actions add":    {{"actions add call --owner Ana --due tomorrow", "actions"}},
	"actions done":   {{"actions add call; actions done latest; actions done latest", "actions actions actions"}},
	"actions drop":   {{"actions add call; actions drop latest no", "actions actions"}},
	"actions open":   {{"actions add call; actions done latest; actions open latest", "actions actions actions"}},
	"actions edit":   {{"actions add call; actions edit latest --owner Bo", "actions actions"}},
	"actions delete": {{"actions add call; actions delete latest --yes", "actions deleted"}},
	"teams list":     {{"teams", "teams"}},
	"teams mark":     {{"teams mark Payments --leadership; teams mark Payments --leadership", "teams teams"}},
	"teams rename":   {{"teams rename Payments Money; teams rename Money Money", "renamed renamed"}},
	"export":         {{"export", "export"}, {"export --share", "shared"}},
	"import":         {{"import all.json", "imported"}, {"delete latest --yes; import all.json", "deleted imported"}, {"actions edit latest --owner Bo; import all.json; import all.json --replace", "actions imported imported"}},
	"sync":           {{"sync folder; actions edit latest --owner Bo; sync", "synced actions synced"}},
	"backup":         {{"backup", "backup"}, {"backup -o copy.db", "backup"}},
	"restore":        {{"restore", "backups"}, {"restore 1 --yes; doctor", "restored doctor"}},
	"doctor":         {{"doctor", "doctor"}, {"doctor --repair", "repaired"}, {"spoil hairdresser; doctor --repair; doctor", "repaired doctor"}},
	"settings":       {{"settings", "settings"}, {"settings minutes 30", "settings"}},
	"paths":          {{"paths", "paths"}},
	"version":        {{"version", "version"}},
}

func TestEveryCommandWithJSONHasASchemaThatItKeeps(t *testing.T) {
	t.Parallel()
	s := demoStore(t, today)
	e := emptyEnv("EMPTYCHAIR_DB=" + s.Path())
	for _, args := range [][]string{
		{"backup"},
		{"export", "-o", filepath.Join(filepath.Dir(s.Path()), "all.json")},
		{"export", "--share", "-o", filepath.Join(filepath.Dir(s.Path()), "shared.json")},
	} {
		if c := called(e, args...); c.code != shell.ExitOK {
			t.Fatal(c.stderr)
		}
	}
	kinds, documents := map[string]bool{}, []printedDocument(nil)
	for _, command := range commandsNamed("") {
		list := jsonCalls[command]
		page := called(e, append([]string{"help"}, strings.Fields(command)...)...).stdout
		if has := strings.Contains(page, "  --json "); has != (len(list) > 0) && !strings.Contains(page, "[COMMAND]") {
			t.Errorf("%s: whether it prints JSON: %v", command, has)
		}
		for _, line := range list {
			for _, kind := range strings.Fields(line.kinds) {
				kinds[kind] = true
			}
			documents = append(documents, printsDocuments(t, s.Path(), line.calls, strings.Fields(line.kinds))...)
		}
	}
	for kind := range strings.FieldsSeq(called(e, "schema").stdout) {
		if !kinds[kind] {
			t.Errorf("%s: no command prints this", kind)
		}
	}
	wantValid(t, documents)
}

// printedDocument is what a call prints, with the schema of its kind.
type printedDocument struct {
	Name             string
	Schema, Document json.RawMessage
}

// wantValid holds documents to their schemas.
func wantValid(t *testing.T, documents []printedDocument) {
	t.Helper()
	var input bytes.Buffer
	for _, d := range documents {
		must(t, json.NewEncoder(&input).Encode(d))
	}
	cmd := exec.Command("go", "run", "./testdata/validate")
	cmd.Stdin = &input
	var stderr bytes.Buffer // on which go may say that it downloads a module
	cmd.Stderr = &stderr
	if out, err := cmd.Output(); err != nil || string(out) != fmt.Sprintln(len(documents), "documents") {
		t.Errorf("%v\n%s\n%s", err, out, &stderr)
	}
}

// printsDocuments demands that calls on a copy of a database's folder print documents of these kinds, and returns these.
func printsDocuments(t *testing.T, path, calls string, kinds []string) (documents []printedDocument) {
	t.Helper()
	dir := t.TempDir()
	must(t, os.CopyFS(dir, os.DirFS(filepath.Dir(path))))
	must(t, os.Mkdir(filepath.Join(dir, "folder"), 0o700))
	path = filepath.Join(dir, filepath.Base(path))
	e, n := emptyEnv("EMPTYCHAIR_DB="+path), 0
	e.Dir = dir
	for call := range strings.SplitSeq(calls, "; ") {
		if typed, ok := strings.CutPrefix(call, "< "); ok {
			e.Stdin = strings.NewReader(typed)
			continue
		}
		if text, ok := strings.CutPrefix(call, "spoil "); ok {
			b, err := os.ReadFile(path)
			must(t, err)
			must(t, os.WriteFile(path, bytes.ReplaceAll(b, []byte(text), []byte(strings.ToUpper(text))), 0o600))
			continue
		}
		c := called(e, append(strings.Fields(call), "--json")...)
		if c.code > shell.ExitFailure {
			t.Errorf("%s: exit code %d\n%s", call, c.code, c.stderr)
		}
		kind := kinds[n]
		n++
		want := map[string]string{"export": "emptychair"}[kind]
		if want == "" {
			want = "emptychair." + kind
		}
		var said struct{ Format string }
		if err := json.Unmarshal([]byte(c.stdout), &said); err != nil || said.Format != want {
			t.Errorf("%s: %v, format %q, not %q\n%s", call, err, said.Format, want, c.stderr)
			continue
		}
		schema := said.Format
		if kind == "export" {
			schema = kind
		}
		documents = append(documents, printedDocument{call, json.RawMessage(called(e, "schema", schema).stdout), json.RawMessage(c.stdout)})
	}
	return documents
}
