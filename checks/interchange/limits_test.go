package interchange_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"emptychair/checks/interchange"
)

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
	"a table's bad rows":  {"date,team,item,step,count\n", ",,,,\n", "", large / 5},
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
