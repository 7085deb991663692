package interchange

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"emptychair/checks"
)

// Bounds of what is read, beside those that the domain knows.
const (
	maxDocument = 256 << 20 // bytes
	maxRecord   = 8 << 20   // bytes
	maxToken    = 256 << 10 // bytes of a string, of a number, of white space between two signs, or of a row of a table
	maxRecords  = 100_000   // in a list
	maxRuns     = 20_000    // of a table
	maxRows     = 500_000   // of a table, the empty ones among them
	maxValues   = 50_000    // in a record
	maxDepth    = 16        // of objects and lists in each other
)

// source is a document as long as it is within its limit and UTF-8, or UTF-16 with a byte order mark, which is left out. It knows the lines, and what is wrong.
type source struct {
	from  io.Reader
	limit int64 // bytes that there may be

	size     int64
	lastLine int     // where the last byte stands, from 1
	ends     []int64 // how much of the document there is up to the end of each line that nobody asked about yet
	line     int     // up to which the document was understood

	problems Problems
	ended    bool  // nothing more is read
	readErr  error // of what it is read from
}

func newSource(r io.Reader) *source {
	begin := bufio.NewReader(r)
	clean := transform.Chain(encoding.UTF8Validator, unicode.UTF8BOM.NewDecoder())
	if mark, _ := begin.Peek(2); string(mark) == "\xff\xfe" || string(mark) == "\xfe\xff" {
		clean = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder()
	}
	return &source{from: &lineEnds{Reader: transform.NewReader(begin, clean)}, limit: maxToken, lastLine: 1, line: 1}
}

// lineEnds makes every kind of line end a newline.
type lineEnds struct {
	io.Reader
	after bool // a carriage return, which was one
}

func (l *lineEnds) Read(p []byte) (n int, err error) {
	read, err := l.Reader.Read(p)
	for _, b := range p[:read] {
		if after := l.after; !after || b != '\n' {
			p[n] = b
			n++
		}
		if l.after = b == '\r'; l.after {
			p[n-1] = '\n'
		}
	}
	return n, err
}

// Read ends with an error before the first byte that is not as it should be.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if errors.Is(err, encoding.ErrInvalidUTF8) {
		err = &checks.Error{Code: checks.CodeNotUTF8}
	}
	if left := max(0, s.limit-s.size); int64(n) > left {
		n, err = int(left), &checks.Error{Code: checks.CodeTooLarge}
	}
	for _, b := range p[:n] {
		if s.size++; b == '\n' {
			s.lastLine++
			s.ends = append(s.ends, s.size)
		}
	}
	return n, err
}

// understood notes how much of the document was understood. Behind it there may be one more token, up to a limit.
func (s *source) understood(read, limit int64) {
	for len(s.ends) > 0 && s.ends[0] <= read {
		s.ends = s.ends[1:]
	}
	s.line, s.limit = s.lastLine-len(s.ends), min(read+maxToken, limit)
}

// end ends the document within a value, with an error of its form or of what it is read from; nil is something that stands behind it.
func (s *source) end(n *node, err error) {
	var syntax *json.SyntaxError
	code := checks.CodeOf(err)
	switch s.ended = true; {
	case code == checks.CodeNotUTF8, code == checks.CodeTooLarge:
		s.problems.add(n.path(), s.lastLine, &checks.Error{Code: code})
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		s.problems.add(n.path(), s.line, &checks.Error{Code: checks.CodeCutOff})
	case err == nil, errors.As(err, &syntax):
		s.problems.add(n.path(), s.line, &checks.Error{Code: checks.CodeNotJSON, Err: err})
	default:
		s.readErr = err
	}
}

// stop ends the document with a problem beside which all others mean nothing.
func (s *source) stop(n *node, code checks.Code, subject string) {
	if !s.ended {
		s.ended, s.problems = true, Problems{}
		s.problems.add(n.path(), n.line, &checks.Error{Code: code, Subject: subject})
	}
}

// problem notes what is wrong with a value, and returns that.
func (s *source) problem(n *node, code checks.Code, subject string) *Problem {
	if s.ended {
		return &Problem{}
	}
	s.ended = s.problems.Count()+1 >= maxCounted
	return s.problems.add(n.path(), n.line, &checks.Error{Code: code, Subject: subject})
}

// wrong returns what keeps the document from being read, nil for nothing.
func (s *source) wrong() error {
	if s.readErr == nil && s.problems.Count() > 0 {
		slices.SortStableFunc(s.problems.List, func(a, b Problem) int { return a.Line - b.Line })
		return &s.problems
	}
	return s.readErr
}

// node is a value of a document.
type node struct {
	in     *node // the object or list that holds it, nil for the document as a whole
	part   any   // its name or place there, as in a [checks.Path]
	line   int
	depth  int
	token  json.Token    // the bracket that begins it, or all of a text, a number, true, false, and nil for null
	parts  []*node       // what it holds, in order
	byName map[any]*node // the same by name or place
	closed bool          // it was read to its end
}

// path is the way from the document as a whole to the value.
func (n *node) path() checks.Path {
	if n.in == nil {
		return nil
	}
	return append(n.in.path(), n.part)
}

// field is a field of the object, which it may not have.
func (n *node) field(name string) *node { return &node{in: n, part: name, line: n.line} }

// text returns a text, or a number as it stands there, "" for anything else.
func (n *node) text() string {
	number, _ := n.token.(json.Number)
	text, _ := n.token.(string)
	return text + number.String()
}

// token returns the next token of a value. It is nil for null, and where the document ends instead.
func (r *reader) token(n *node) json.Token {
	if r.ended {
		return nil
	}
	t, err := r.json.Token()
	if r.understood(r.json.InputOffset(), min(r.recordAt+maxRecord, maxDocument)); err != nil {
		r.end(n, err)
	}
	return t
}

// open reads the first token of the value that comes next.
func (r *reader) open(in *node, part any) *node {
	n := &node{in: in, part: part, depth: in.depth + 1}
	n.token = r.token(n)
	n.line = r.line
	if r.values++; r.values > maxValues || n.depth > maxDepth {
		r.stop(n, checks.CodeTooLarge, "")
	}
	return n
}

// close reads the rest of a value that was opened.
func (r *reader) close(n *node) *node {
	if _, holds := n.token.(json.Delim); holds && !n.closed {
		n.byName = map[any]*node{}
		r.members(n, func(part any) { r.add(n, r.close(r.open(n, part))) })
	}
	return n
}

// add adds a member to an object or a list.
func (r *reader) add(n, member *node) {
	if n.byName[member.part] != nil {
		r.problem(member, checks.CodeTwice, fmt.Sprint(member.part))
		return
	}
	n.parts = append(n.parts, member)
	n.byName[member.part] = member
}

// members goes through an opened object or list; read reads the member that comes next, which has this name or place.
func (r *reader) members(n *node, read func(part any)) {
	for i := 0; !r.ended && r.json.More(); i++ {
		var part any = i
		if n.token == json.Delim('{') {
			part = r.token(n)
		}
		if !r.ended {
			read(part)
		}
	}
	_, n.closed = r.token(n), true
}

// fill sets v, which is in a field f, to a value of the document.
func (r *reader) fill(v reflect.Value, n *node, f checks.Field) {
	wrong := checks.Code("")
	text, isText := n.token.(string)
	switch into := v.Addr().Interface().(type) {
	case *time.Time: // null is none
		err := into.UnmarshalText([]byte(text))
		if *into = into.UTC(); n.token != nil && (err != nil || into.IsZero()) {
			wrong = checks.CodeWantTime
		}
	case *checks.Day: // "" is none
		if err := into.UnmarshalText([]byte(text)); !isText {
			wrong = checks.CodeWantOther
		} else if err != nil {
			wrong = checks.CodeDay
		}
	case *time.Duration:
		spent, err := time.ParseDuration(n.text() + "s")
		if *into = spent; err != nil || isText {
			wrong = checks.CodeWantSeconds
		}
	case *checks.Remedy: // null is none
		if n.token != nil {
			wrong = r.plain(v, n, f)
		}
	case *checks.Complaint:
		if c := (complaint{Complaint: checks.Complaint{Cases: 1}}); n.token != nil {
			r.fill(reflect.ValueOf(&c).Elem(), n, f)
			*into = c.Complaint
		}
	default:
		wrong = r.plain(v, n, f)
	}
	if wrong != "" {
		r.problem(n, wrong, n.text())
	}
}

// plain is [reader.fill] for what has no form of its own in JSON.
func (r *reader) plain(v reflect.Value, n *node, f checks.Field) (wrong checks.Code) {
	switch kind := v.Kind(); {
	case n.token == json.Delim('[') && (kind == reflect.Slice || kind == reflect.Array):
		return r.list(v, n, f)
	case n.token == json.Delim('{') && kind == reflect.Map:
		r.entries(v, n, f)
		return ""
	case n.token == json.Delim('{') && kind == reflect.Struct:
		r.fields(v, n)
		return ""
	case n.byName == nil && n.token != nil:
		b, _ := json.Marshal(n.token) // a text, a number, true or false
		if json.Unmarshal(b, v.Addr().Interface()) == nil {
			if f.Clean != nil {
				v.SetString(f.Clean(v.String()))
			}
			return ""
		}
	}
	return checks.CodeWantOther
}

// list fills a slice, or an array, whose length the list must have.
func (r *reader) list(v reflect.Value, n *node, f checks.Field) (wrong checks.Code) {
	count := len(n.parts)
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), count, count)) // not nil, which is a list that is not there
	}
	if v.Len() != count {
		return checks.CodeWantCounts
	}
	for i, part := range n.parts {
		r.fill(v.Index(i), part, f)
	}
	return ""
}

// entries fills a map.
func (r *reader) entries(v reflect.Value, n *node, f checks.Field) {
	v.Set(reflect.MakeMap(v.Type()))
	for _, part := range n.parts {
		e := reflect.New(v.Type().Elem()).Elem()
		r.fill(e, part, f)
		v.SetMapIndex(reflect.ValueOf(part.part), e)
	}
}

// fields fills a struct.
func (r *reader) fields(v reflect.Value, n *node) {
	before, fields := r.problems.Count(), checks.FieldsOf(v.Type())
	for _, part := range n.parts {
		if i := slices.IndexFunc(fields, func(f checks.Field) bool { return f.Name == part.part }); i >= 0 {
			r.fill(v.FieldByIndex(fields[i].Index), part, fields[i])
		} else {
			r.problem(part, checks.CodeUnknownField, part.part.(string))
		}
	}
	for _, f := range fields {
		if f.Must && n.byName[f.Name] == nil {
			r.problem(n.field(f.Name), checks.CodeMissingField, f.Name)
		}
	}
	r.complete(v.Addr().Interface(), n)
	if c, ok := v.Addr().Interface().(*complaint); ok && r.problems.Count() == before {
		r.completeComplaint(c, n)
	}
}

// complaint is one as it stands in a document: with its cause, which is the last why, for who knows nothing of whys.
type complaint struct {
	Cause string `json:"cause" import:"sentence"`
	checks.Complaint
}

// complete fills in what an object of an older document, or of another program, leaves out. It is given a pointer to what was filled.
func (r *reader) complete(object any, n *node) {
	switch o := object.(type) {
	case *checks.Run:
		if o.IsFinished() {
			o.At = cmp.Or(o.At, checks.CloseID)
		}
		if o.Day.IsZero() {
			o.Day = checks.DayOf(cmp.Or(o.When(), time.Unix(0, 0)).In(r.Location)) // without a moment it is refused for that alone
		}
		o.At = cmp.Or(o.At, o.Stages(r.Check)[0].ID)
	case *checks.Rating:
		o.Revealed = o.Revealed || n.byName["revealed"] == nil && o.Answers() > 0
	case *checks.Story:
		if c := &o.Complaint; c.State != checks.NoComplaint && c.Steps == nil {
			c.Steps = checks.StepsTo(c.State, cmp.Or(o.On, checks.DayOf(time.Unix(0, 0)))) // of a story without a day nothing more is said
		}
	}
}

// completeComplaint makes the cause of a complaint that tells no whys its only one. Otherwise the cause must be the last of them; one
// that came back may still tell it.
func (r *reader) completeComplaint(c *complaint, n *node) {
	last := len(c.Whys) - 1
	switch {
	case c.State == checks.NoComplaint:
		r.problem(n.byName["state"], checks.CodeMissingField, "state")
	case c.Whys == nil && c.Cause != "":
		c.Whys = []string{c.Cause}
	case c.Whys == nil, c.Cause == "" && c.Complaint.Cause() == "":
	case last < 0, c.Cause != c.Whys[last]:
		r.problem(n.byName["cause"], checks.CodeContradicts, "whys")
	}
}
