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

// A document comes back however wrong the clock was.
func TestWhatIsStillToComeIsAProblemOfATable(t *testing.T) {
	o := options
	o.Today = on(11, 12)
	for day, want := range map[checks.Day]string{
		on(11, 12):                     "",
		on(11, 13):                     "", // it may be of another zone
		on(11, 14):                     "date future",
		{Year: 2199, Month: 1, Day: 1}: "date future",
	} {
		at, table := day.Time().Add(9*time.Hour), fmt.Sprintf("date,team,item,step,count\n%s,Ops,contact,4,2\n", day)
		_, err := interchange.ReadTable(strings.NewReader(table), o, interchange.Names{Item: item})
		got := ""
		for _, p := range problems(t, err) {
			got += p.Path + " " + string(checks.CodeOf(p.Err))
		}
		wantEqual(t, want, got)
		_, err = readTable(strings.NewReader(table))
		wantOK(t, err) // without a bound
		run := checks.Run{
			ID: "R1", Check: check.ID, Team: "Ops", Kind: checks.Team, People: 6, Day: day, Started: at, Finished: at.Add(time.Hour), At: checks.CloseID,
		}
		story := checks.Story{ID: "S1", Team: "Ops", On: day, Noted: day, Source: checks.FromCustomer, Text: "Two forms"}
		_, err = interchange.Read(bytes.NewReader(document(t, run, story)), o)
		wantOK(t, err)
	}
}

// repeated is a text again and again behind another one, for longer than anything is read.
type repeated struct{ begin, text string }

func (r repeated) reader() *counted {
	return &counted{Reader: io.MultiReader(strings.NewReader(r.begin), io.LimitReader(endless(r.text), 2*readMax))}
}

// counted counts what is read.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
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
	begin   = `{"format":"emptychair","version":1,`
	columns = "date,team,item,step,count\n"
	heldMax = 24 << 20 // bytes that may be held of something large
	readMax = 16 << 20 // bytes that may be read of it
)

// garbage is what compressed data look like, if nobody looks closely.
const garbage = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xed\xc1\x01\x0d\x00\x00\x00\xc2\xa0\xf7\x4f\x6d\x0e\x37\xa0\x00"

// bombs are documents without an end that hold nothing.
var bombs = map[string]repeated{
	"spaces":                {"", " "},
	"spaces within":         {begin, " "},
	"lines":                 {begin, "\n"},
	"a string":              {begin + `"runs":[{"id":"`, "a"},
	"an escaped string":     {begin + `"runs":[{"id":"`, `\u0041`},
	"a name":                {begin + `"`, "a"},
	"a number":              {begin + `"version":`, "1"},
	"a number of a run":     {begin + `"runs":[{"people":`, "9"},
	"a fraction":            {begin + `"runs":[{"people":0.`, "0"},
	"brackets":              {"", "["},
	"brackets within":       {begin + `"x":`, "["},
	"brackets in a run":     {begin + `"runs":[{"ratings":`, `{"contact":`},
	"objects":               {"", `{"a":`},
	"an unknown list":       {begin + `"x":[`, "[],"},
	"an unknown object":     {begin + `"x":{`, `"a":1,`},
	"unknown fields":        {begin, `"x":1,`},
	"unknown fields of one": {begin + `"runs":[{`, `"x":1,`},
	"the same list":         {begin, `"runs":[],`},
	"empty runs":            {begin + `"runs":[`, "{},"},
	"numbers for runs":      {begin + `"runs":[`, "1,"},
	"counts":                {begin + `"runs":[{"ratings":{"contact":{"counts":[`, "1,"},
	"answers":               {begin + `"runs":[{"answers":{"channels":[`, `{"text":"x","marks":0},`},
	"marks without end":     {begin + `"teams":[`, `{"team":"a"},`},
	"nul":                   {"", "\x00"},
	"compressed":            {"", garbage},
	"words":                 {"", "y\n"},
	"what is behind":        {begin + `"runs":[],"actions":[],"stories":[]}`, " "},
	"a table's line":        {columns, "a"},
	"a table's cell":        {columns + `"`, "a\n"},
	"a table's rows":        {columns, "2026-05-12,Ops,contact,1,1\n"},
	"a table's bad rows":    {columns, ",,,,1\n"},
	"a table's empty rows":  {columns, ",,,,\n"},
	"a table's columns":     {"", "date,"},
	"a table of new line":   {"", "\n"},
	"a table of nul":        {"", "\x00"},
	"a table, compressed":   {"", garbage},
	"a table of words":      {"", "y\n"},
	"a form's columns":      {"", "contact,"},
	"a form's rows":         {"contact,trust\n", "1,2\n"},
	"a form's empty rows":   {"contact,trust\n", ",\n"},
	"a form's answer":       {"contact,risks\n1,\"", "a\n"},
	"a form's other column": {"contact,Name\n1,", "a"},
}

// read reads a bomb as what it is meant for.
func (r repeated) read(name string, from io.Reader) (err error) {
	switch {
	case strings.Contains(name, "table"):
		_, err = readTable(from)
	case strings.Contains(name, "form"):
		f := formFor("Ops")
		f.On = on(5, 12)
		_, err = interchange.ReadForm(from, options, f)
	default:
		_, err = interchange.Read(from, options)
	}
	return err
}

// grown is how many bytes the program has from the system for what is done, beyond what it had before.
func grown(do func()) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int64(after.HeapSys) - int64(before.HeapSys)
}

func TestDocumentsWithoutEndAreRefusedEarlyAndWithLittleMemory(t *testing.T) {
	for name, bomb := range bombs {
		t.Run(name, func(t *testing.T) {
			from, began := bomb.reader(), time.Now()
			held := grown(func() {
				if len(problems(t, bomb.read(name, from))) == 0 {
					t.Error("nothing is wrong with it")
				}
			})
			t.Logf("%d KB read in %v, %d KB held", from.n>>10, time.Since(began).Round(time.Millisecond), held>>10)
			if held > heldMax || from.n > readMax {
				t.Errorf("%d bytes are read and %d held", from.n, held)
			}
		})
	}
	var all []byte
	from := bombs["spaces"].reader()
	if held := grown(func() { all, _ = io.ReadAll(from) }); held < heldMax || from.n < readMax {
		t.Errorf("who takes all of it reads %d bytes and holds %d: nothing is measured here", from.n, held)
	}
	runtime.KeepAlive(all)
}

// A list of 100,000 is taken; what one more says is that the document is too large, and nothing else.
func TestAListHoldsAHundredThousandRecordsAndNotOneMore(t *testing.T) {
	var list strings.Builder
	for i := range 100_001 {
		fmt.Fprintf(&list, `,{"team":"%d"}`, i)
	}
	_, err := interchange.Read(strings.NewReader(begin+`"runs":[],"actions":[],"stories":[],"teams":[`+list.String()[1:]+"]}"), options)
	got := problems(t, err)
	if len(got) != 1 || got[0].Path != "teams[100000]" || checks.CodeOf(got[0].Err) != checks.CodeTooLarge {
		t.Errorf("%+v", got)
	}
}
