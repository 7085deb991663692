package interchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"emptychair/checks"
)

// Write writes the records as one document. Within each list they stand in the order in which they come, whatever comes between
// them. Runs are written as they come, the rest is held until the last record came. The first error, of the records or of the
// writer, ends it and is returned; what was written by then is no whole document.
func Write(w io.Writer, records iter.Seq2[checks.Record, error]) error {
	d := writer{w: w}
	d.text("{\n  \"format\": %q,\n  \"version\": %d,\n  \"runs\": [", format, version)
	for r, err := range records {
		if err != nil {
			return err
		}
		if d.add(r); d.err != nil {
			return d.err
		}
	}
	d.end(&d.runs)
	for _, l := range []struct {
		name  string
		parts []*list
	}{{"actions", []*list{&d.actions, &d.between}}, {"stories", []*list{&d.stories}}, {"teams", []*list{&d.teams}}} {
		d.text(",\n  %q: [", l.name)
		d.end(l.parts...)
	}
	d.text("\n}\n")
	return d.err
}

// writer writes one document. After its first error it does nothing more.
type writer struct {
	w   io.Writer
	err error

	runs, actions, between, stories, teams list
}

// list is what is held of a list, as it will stand in the document.
type list struct {
	held bytes.Buffer
	n    int // how many records came
}

func (d *writer) text(form string, values ...any) {
	if d.err == nil {
		_, d.err = fmt.Fprintf(d.w, form, values...)
	}
}

func (d *writer) add(r checks.Record) {
	switch r := r.(type) {
	case checks.Run:
		d.hold(&d.runs, shapeOfRun(r))
		d.write(&d.runs)
		for _, a := range shapesOfActions(r) {
			d.hold(&d.actions, a)
		}
	case checks.TeamAction:
		d.hold(&d.between, shapeOfAction(r))
	case checks.Story:
		d.hold(&d.stories, shapeOfStory(r))
	case checks.Marks:
		d.hold(&d.teams, teamShape(r))
	}
}

// recordDepth is how deep records lie in a document.
const recordDepth = 2

func (d *writer) hold(l *list, shape any) {
	b, err := encode(shape)
	if err != nil {
		d.err = ours(err)
		return
	}
	if l.n > 0 {
		l.held.WriteByte(',')
	}
	l.n++
	layout(&l.held, b, recordDepth)
}

func (d *writer) write(l *list) {
	if d.err == nil {
		_, d.err = l.held.WriteTo(d.w)
	}
}

// end writes the parts of a list and what closes it.
func (d *writer) end(parts ...*list) {
	n := 0
	for _, l := range parts {
		if n > 0 && l.n > 0 {
			d.text(",")
		}
		d.write(l)
		n += l.n
	}
	if n > 0 {
		d.text("\n  ")
	}
	d.text("]")
}

// ours returns the error of the domain in one of the encoder.
func ours(err error) error {
	var e *checks.Error
	if errors.As(err, &e) {
		return e
	}
	return err
}
