package interchange

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"emptychair/checks"
)

// Schema describes the documents to other programs.
//
//go:embed schema.json
var Schema []byte

// Write writes the records as one document. Within each list they stand in the order in which they come, whatever comes between
// them. Runs are written as they come, the rest is held until the last record came. The first error, of the records or of the
// writer, ends it and is returned; what was written by then is no whole document.
func Write(w io.Writer, records iter.Seq2[checks.Record, error]) error {
	d := writer{out: w}
	var actions, between, stories, teams []checks.Record
	d.text("{\n  \"format\": %q,\n  \"version\": %d,\n  \"runs\": [", format, version)
	for r, err := range records {
		if err = cmp.Or(err, d.err); err != nil {
			return err
		}
		switch r := r.(type) {
		case checks.Run:
			for _, a := range checks.ActionsOf(r) {
				a.Made = time.Time{} // which the run says
				actions = append(actions, a)
			}
			r.Actions = nil
			d.records(r)
		case checks.Action:
			between = append(between, r)
		case checks.Story:
			stories = append(stories, r)
		case checks.Marks:
			teams = append(teams, r)
		}
	}
	for _, list := range []struct {
		name string
		held []checks.Record
	}{{"actions", append(actions, between...)}, {"stories", stories}, {"teams", teams}} {
		d.text("%s],\n  %q: [", d.end, list.name)
		d.end = ""
		d.records(list.held...)
	}
	d.text("%s]\n}\n", d.end)
	return d.err
}

// writer writes one document, until its first error.
type writer struct {
	out io.Writer
	err error
	end string // what stands before the end of the list that is written
}

func (d *writer) text(form string, values ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.out, form, values...)
	}
}

// records writes records to the list that is written.
func (d *writer) records(list ...checks.Record) {
	for _, record := range list {
		b, err := checks.EncodeJSON(record)
		if err != nil && checks.CodeOf(err) == "" { // what the encoder refuses by itself is a moment that RFC 3339 cannot write
			err = &checks.Error{Code: checks.CodeWantTime, Err: err}
		}
		if d.err = cmp.Or(d.err, err); d.err != nil {
			return
		}
		if d.end != "" {
			d.text(",")
		}
		d.end = "\n  "
		d.text("%s", layOut(b))
	}
}

// layOut returns a record, which is compact JSON, with a line for each field, so that a difference between two documents is one between
// few lines. An object or list within it that holds no other stands on one line.
func layOut(compact []byte) []byte {
	const depth, indent = "    ", "  "
	var out bytes.Buffer
	b := bytes.NewBufferString(depth)
	_ = json.Indent(b, compact, depth, indent) // it is valid, as it was just written
	inner := 0                                 // where in out an object or list begins that holds no other so far, 0 for none
	for i, line := range bytes.Split(b.Bytes(), []byte("\n")) {
		text := bytes.TrimLeft(line, " ")
		if closes := text[0] == '}' || text[0] == ']'; closes && inner > 0 {
			margin := "\n" + indent + string(line[:len(line)-len(text)])
			held := bytes.ReplaceAll(out.Bytes()[inner:], []byte(margin), []byte(" "))
			out.Truncate(inner)
			out.Write(append(held[1:], text...))
			inner = 0
			continue
		}
		out.Write(append([]byte("\n"), line...))
		if opens := bytes.HasSuffix(line, []byte("{")) || bytes.HasSuffix(line, []byte("[")); opens && i > 0 {
			inner = out.Len()
		}
	}
	return out.Bytes()
}
