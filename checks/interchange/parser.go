package interchange

import (
	"encoding/json"
	"errors"
	"io"
	"slices"

	"emptychair/checks"
)

// maxMembers is how many members an object or list within a record may have that the domain does not bound.
const maxMembers = 10_000

// maxSkipped is how many bytes a field may have that nobody knows.
const maxSkipped = 1 << 20

// parser reads a JSON document from front to back. What is wrong becomes a problem at the place where the parser is, and the value
// is skipped; what ends a document ends the parser too, which from then on finds nothing more.
type parser struct {
	gate     *gate
	dec      *json.Decoder
	at       place
	until    checks.Day // on which anything can have happened, zero for no bound
	problems Problems
	err      error // that ended it
	broken   error // err where it is one of what is read from
}

func newParser(r io.Reader, until checks.Day) *parser {
	g := newGate(r, new(jsonWatch).see)
	p := &parser{gate: g, dec: json.NewDecoder(g), until: until}
	p.dec.UseNumber()
	g.passed = p.dec.InputOffset
	return p
}

// problem notes what is wrong here.
func (p *parser) problem(code checks.Code, subject string) { p.refused(fail(code, subject)) }

func (p *parser) refused(err error) { p.add(p.at, p.gate.lineNow(), err) }

func (p *parser) add(at place, line int, err error) {
	if p.problems.add(at, line, err); p.problems.Count() >= enough && p.err == nil {
		p.err = err
	}
}

// problemAt notes what is wrong in a part of what the parser has read, which began on a line.
func (p *parser) problemAt(line int, err error, parts ...part) {
	p.add(slices.Concat(p.at, parts), line, err)
}

// within reads a part of the value here.
func (p *parser) within(at part, read func()) {
	p.at = append(p.at, at)
	read()
	p.at = p.at[:len(p.at)-1]
}

// clean tells whether what is read found nothing wrong.
func (p *parser) clean(read func()) bool {
	before := p.problems.Count()
	read()
	return p.err == nil && p.problems.Count() == before
}

// stop ends the parser with a problem beside which all others mean nothing.
func (p *parser) stop(code checks.Code, subject string) {
	if p.err == nil {
		p.err = fail(code, shortened(subject))
		p.problems.replace(p.gate.lineNow(), p.err)
	}
}

// token returns the next token, nil at the end and for null.
func (p *parser) token() json.Token {
	if p.err != nil {
		return nil
	}
	t, err := p.dec.Token()
	if err != nil {
		p.end(err)
	}
	return t
}

// end ends the parser with an error of the decoder or of what it reads from.
func (p *parser) end(err error) {
	var syntax *json.SyntaxError
	line := p.gate.lineNow()
	switch {
	case p.gate.bad != nil && errors.Is(err, p.gate.bad):
		line = p.gate.line
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = fail(checks.CodeCutOff, "")
	case errors.As(err, &syntax):
		err = &checks.Error{Code: checks.CodeNotJSON, Err: err}
	default:
		p.err, p.broken = err, err
		return
	}
	p.err = err
	p.problems.add(p.at, line, err)
}

// more tells whether the object or list that is read has more members.
func (p *parser) more() bool { return p.err == nil && p.dec.More() }

// opened tells whether the value that comes is an object or list, whichever the sign begins; otherwise that is a problem.
func (p *parser) opened(sign json.Delim, code checks.Code) bool {
	t := p.token()
	if t == sign {
		return true
	}
	p.wrong(t, code)
	return false
}

// wrong notes that a token begins a value of another kind than wanted, and skips that.
func (p *parser) wrong(t json.Token, code checks.Code) {
	if p.err != nil {
		return
	}
	p.problem(code, "")
	if d, ok := t.(json.Delim); ok && (d == '{' || d == '[') {
		p.skipRest()
	}
}

// skip reads over a value.
func (p *parser) skip() {
	if d, ok := p.token().(json.Delim); ok && (d == '{' || d == '[') {
		p.skipRest()
	}
}

// skipRest reads over the rest of an object or list that is open.
func (p *parser) skipRest() {
	begin := p.dec.InputOffset()
	for depth := 1; depth > 0 && p.err == nil; {
		switch p.token() {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if p.dec.InputOffset()-begin > maxSkipped {
			p.stop(checks.CodeTooLarge, "")
		}
	}
}

// field is a field that an object may have, or must.
type field struct {
	name string
	must bool
	read func()
}

// object reads an object with these fields, in any order, and returns the line on which it begins.
func (p *parser) object(fields ...field) int {
	if !p.opened('{', checks.CodeWantObject) {
		return p.gate.lineNow()
	}
	return p.fields(fields...)
}

// fields reads the rest of an object that is open.
func (p *parser) fields(fields ...field) int {
	line, found := p.gate.lineNow(), make([]bool, len(fields))
	p.members(func(name string) {
		switch i := slices.IndexFunc(fields, func(f field) bool { return f.name == name }); {
		case i < 0:
			p.problem(checks.CodeUnknownField, name)
			p.skip()
		case found[i]:
			p.problem(checks.CodeTwice, name)
			p.skip()
		default:
			found[i] = true
			fields[i].read()
		}
	})
	for i, f := range fields {
		if f.must && !found[i] && p.err == nil {
			p.problemAt(line, fail(checks.CodeMissingField, f.name), named(f.name))
		}
	}
	return line
}

// entries reads an object whose fields are not known beforehand.
func (p *parser) entries(read func(name string)) {
	if !p.opened('{', checks.CodeWantObject) {
		return
	}
	seen := map[string]bool{}
	p.members(func(name string) {
		if seen[name] {
			p.problem(checks.CodeTwice, name)
			p.skip()
			return
		}
		seen[name] = true
		read(name)
	})
}

// members reads the members of an object that is open, and its end.
func (p *parser) members(read func(name string)) {
	for n := 0; p.more(); n++ {
		name, _ := p.token().(string)
		if n >= maxMembers {
			p.stop(checks.CodeTooLarge, "")
		}
		if p.err == nil {
			p.within(named(name), func() { read(name) })
		}
	}
	p.token()
}

// list reads the members of a list one by one, most of them at most, and tells whether there is one.
func (p *parser) list(most int, read func(i int)) bool {
	if !p.opened('[', checks.CodeWantList) {
		return false
	}
	for i := 0; p.more(); i++ {
		if i >= most {
			p.stop(checks.CodeTooLarge, "")
			return false
		}
		p.within(nth(i), func() { read(i) })
	}
	p.token()
	return true
}
