package interchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

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

// aheadOf reads what a document and a table hold of a day, and returns the places of what is still to come.
func aheadOf(t *testing.T, day, today checks.Day) (places []string) {
	t.Helper()
	at := day.Time().Add(9 * time.Hour)
	run := checks.Run{
		ID: "R1", Check: check.ID, Team: "Ops", Kind: checks.Team, People: 6, Day: day, Started: at, Finished: at.Add(time.Hour), At: checks.CloseID,
	}
	action := checks.Action{
		ID: "A1", From: "contact", Text: "Call", State: checks.Open, Due: checks.Day{Year: 2199, Month: 1, Day: 1}, Team: "Ops", Made: at,
	}
	story := checks.Story{ID: "S1", Team: "Ops", On: day, Noted: day, Source: checks.FromCustomer, Text: "Two forms"}
	_, inDocument := interchange.Read(bytes.NewReader(document(t, run, action, story)), interchange.Options{Check: check, Today: today})
	table := fmt.Sprintf("date,team,item,step,count\n%s,Ops,contact,4,2\n", day)
	_, inTable := interchange.ReadTable(strings.NewReader(table), interchange.Options{Check: check, Today: today}, interchange.Names{Item: item})
	for _, err := range []error{inDocument, inTable} {
		for _, p := range problems(t, err) {
			if checks.CodeOf(p.Err) != checks.CodeFuture || p.Line == 0 {
				t.Errorf("line %d, %s: %v", p.Line, p.Path, p.Err)
			}
			places = append(places, p.Path)
		}
	}
	return places
}

func TestWhatIsStillToComeIsAProblem(t *testing.T) {
	today := checks.Day{Year: 2026, Month: 11, Day: 12}
	const all = "runs[0].day runs[0].started runs[0].finished actions[0].made stories[0].on stories[0].noted date"
	for day, want := range map[checks.Day]string{
		{Year: 2026, Month: 11, Day: 12}: "",
		{Year: 2026, Month: 11, Day: 13}: "", // it may be of another zone
		{Year: 2026, Month: 11, Day: 14}: all,
		{Year: 2199, Month: 1, Day: 1}:   all,
	} {
		if got := strings.Join(aheadOf(t, day, today), " "); got != want {
			t.Errorf("%s: %s", day, got)
		}
		if got := aheadOf(t, day, checks.Day{}); got != nil {
			t.Errorf("%s without a bound: %s", day, got)
		}
	}
}

// repeated is a text many times over, in between two others.
type repeated struct {
	begin, text, end string
	n                int
}

func (r repeated) reader() io.Reader {
	body := io.LimitReader(endless(r.text), int64(r.n*len(r.text)))
	return io.MultiReader(strings.NewReader(r.begin), body, strings.NewReader(r.end))
}

// endless yields a text again and again.
type endless string

func (e endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e) <= len(p) {
		n += copy(p[n:], e)
	}
	if n == 0 {
		n = copy(p, e[:1]) // no reader asks for so little
	}
	return n, nil
}

const (
	large   = 50 << 20
	begin   = `{"format":"emptychair","version":1,`
	heldMax = 24 << 20 // bytes that may be held of something large
)

// nothings are large documents that hold nothing.
var nothings = map[string]repeated{
	"spaces":              {"", " ", "", large},
	"spaces within":       {begin, " ", "}", large},
	"lines":               {begin, "\n", "}", large},
	"a string":            {begin + `"runs":[{"id":"`, "a", `"}]}`, large},
	"an escaped string":   {begin + `"runs":[{"id":"`, `\u0041`, `"}]}`, large / 6},
	"a name":              {begin + `"`, "a", `":1}`, large},
	"a number":            {begin + `"version":`, "1", `}`, large},
	"brackets":            {"", "[", "", large},
	"brackets within":     {begin + `"x":`, "[", "", large},
	"objects":             {"", `{"a":`, "", large / 5},
	"an unknown list":     {begin + `"x":[`, "[],", "1]}", large / 3},
	"an unknown object":   {begin + `"x":{`, `"a":1,`, `"b":1}}`, large / 6},
	"unknown fields":      {begin, `"x":1,`, `"y":1}`, large / 6},
	"empty runs":          {begin + `"runs":[`, "{},", "{}]}", large / 3},
	"numbers for runs":    {begin + `"runs":[`, "1,", "1]}", large / 2},
	"counts":              {begin + `"runs":[{"ratings":{"contact":{"counts":[`, "1,", "1]}}}]}", large / 2},
	"answers":             {begin + `"runs":[{"answers":{"channels":[`, `{"text":"x","marks":0},`, "1]}}]}", large / 23},
	"marks without end":   {begin + `"teams":[`, `{"team":"a"},`, "1]}", large / 13},
	"nul":                 {"", "\x00", "", large},
	"what is behind":      {begin + `"runs":[],"actions":[],"stories":[]}`, " ", "", large},
	"a table's line":      {"date,team,item,step,count\n", "a", "", large},
	"a table's cell":      {"date,team,item,step,count\n\"", "a\n", "", large / 2},
	"a table's rows":      {"date,team,item,step,count\n", "2026-05-12,Ops,contact,1,1\n", "", large / 27},
	"a table's bad rows":  {"date,team,item,step,count\n", ",,,,1\n", "", large / 6},
	"a table's columns":   {"", "date,", "\n", large / 5},
	"a table of new line": {"", "\n", "", large},
}

func TestLargeDocumentsOfNothingAreRefusedWithLittleMemory(t *testing.T) {
	for name, n := range nothings {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			_, err := interchange.Read(n.reader(), options)
			if strings.Contains(name, "table") {
				_, err = readTable(n.reader())
			}
			runtime.ReadMemStats(&after)
			if len(problems(t, err)) == 0 {
				t.Error("nothing is wrong with it")
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > heldMax {
				t.Errorf("%d bytes held", grown)
			}
		})
	}
}
