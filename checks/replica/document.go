package replica

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// Document is what a machine says of records.
type Document struct {
	Machine  string
	Sum      string // over all that it says
	Versions []Entry
}

// Entry is a version of a record, with the record unless it was deleted.
type Entry struct {
	ID string `json:"id"` // kind and id
	Apart
	Record checks.Record `json:"-"`
}

// What a document says of itself.
const (
	format  = "emptychair.sync"
	version = 1
	begins  = "{\n\"format\": \"" + format + "\",\n"
)

// What can be wrong with a document.
var (
	ErrCutOff  = errors.New("the document is not whole")
	ErrNewer   = errors.New("a later version of the program wrote the document")
	ErrForeign = errors.New("this is no document of a machine")
	ErrBroken  = errors.New("the document is not as it was written")
)

// header begins a document.
type header struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Machine string          `json:"machine"`
	Sum     string          `json:"sum"` // over the name of the machine and the versions
	Records json.RawMessage `json:"records"`
	Content json.RawMessage `json:"content"` // the interchange
}

// checksum is that of the versions of a machine, written in whatever way.
func checksum(machine string, entries []Entry) string {
	b, _ := json.Marshal(append([]Entry{}, entries...)) // of none a list, too
	return sumOf(append([]byte(machine+"\n"), b...))
}

// Publish returns what this machine says in a folder, in which there are documents of these machines: what it changed last, and what was
// changed on a machine of which there is none.
func (s *State) Publish(here []checks.Record, folder int, present []string) Document {
	records := map[string]checks.Record{}
	for _, r := range here {
		if !isGoingOn(r) {
			records[keyOf(r)] = withDrafts(r, nil)
		}
	}
	d := Document{Machine: s.Machine}
	isElsewhere := func(v Version) bool {
		return v.By != s.Machine && slices.Contains(present, v.By) && !slices.Contains(s.Former, v.By)
	}
	for _, key := range slices.Sorted(maps.Keys(s.Notes)) {
		n := s.Notes[key]
		if !slices.Contains(n.In, folder) {
			continue
		}
		if !isElsewhere(n.Version) && (n.IsDeleted() || records[key] != nil) {
			d.Versions = append(d.Versions, Entry{ID: key, Apart: Apart{Version: n.Version}, Record: records[key]})
		}
		for _, a := range n.Apart {
			if !isElsewhere(a.Version) {
				d.Versions = append(d.Versions, Entry{ID: key, Apart: a})
			}
		}
	}
	d.Sum = checksum(d.Machine, d.Versions)
	return d
}

// Write writes the document, a line for each version, so that engines that store differences store little.
func (d Document) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(b, begins+"\"version\": %d,\n\"machine\": %q,\n\"sum\": %q,\n\"records\": [", version, d.Machine, d.Sum)
	for i, v := range d.Versions {
		line, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if i > 0 {
			_ = b.WriteByte(',')
		}
		_, _ = fmt.Fprintf(b, "\n%s", line)
	}
	_, _ = b.WriteString("],\n\"content\":\n")
	err := interchange.Write(b, func(yield func(checks.Record, error) bool) {
		for _, v := range d.Versions {
			if v.Record != nil && !yield(v.Record, nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	_, _ = b.WriteString("}\n")
	return b.Flush()
}

// ReadDocument reads a document that [Document.Write] wrote. What is wrong with it is one of the errors above; errors of the reader are
// returned as they are.
func ReadDocument(r io.Reader, check checks.Check) (Document, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err == nil && len(b) > maxDocument {
		err = ErrBroken
	}
	if err != nil {
		return Document{}, err
	}
	var h header
	var syntax *json.SyntaxError
	err = json.Unmarshal(b, &h)
	begun := min(len(b), len(begins))
	switch isOurs := string(b[:begun]) == begins[:begun]; {
	case isOurs && errors.As(err, &syntax) && syntax.Offset >= int64(len(b)):
		return Document{}, ErrCutOff
	case !isOurs && h.Format != format:
		return Document{}, ErrForeign
	case h.Version > version:
		return Document{}, ErrNewer
	case err != nil:
		return Document{}, ErrBroken
	}
	d := Document{Machine: h.Machine, Sum: h.Sum}
	if json.Unmarshal(h.Records, &d.Versions) != nil || checksum(h.Machine, d.Versions) != h.Sum {
		return Document{}, ErrBroken
	}
	return d, d.fill(h.Content, check)
}

// maxDocument is how many bytes a document has at most.
const maxDocument = 256 << 20

// fill gives the versions their records.
func (d *Document) fill(content []byte, check checks.Check) error {
	in, err := interchange.Read(bytes.NewReader(content), interchange.Options{Check: check})
	var problems *interchange.Problems
	if errors.As(err, &problems) {
		switch checks.CodeOf(problems.List[0].Err) {
		case checks.CodeVersion, checks.CodeUnknownField:
			return ErrNewer
		}
		return ErrBroken
	}
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, v := range d.Versions {
		if v.Content == nil && !v.IsDeleted() {
			at[v.ID] = i
		} else if r, err := decode(v.ID, v.Content); err == nil && isValid(r, v, check) {
			d.Versions[i].Record = r
		}
	}
	for r, err := range in.Records() {
		if err != nil {
			return err
		}
		if i, wanted := at[keyOf(r)]; wanted && isValid(r, d.Versions[i], check) {
			d.Versions[i].Record = r
		}
	}
	if slices.ContainsFunc(d.Versions, func(v Entry) bool { return v.Record == nil && !v.IsDeleted() }) {
		return ErrBroken
	}
	return nil
}

// isValid tells whether a record is one, and that of a version.
func isValid(r checks.Record, of Entry, check checks.Check) bool {
	_, sum := encode(r)
	whole, _ := checks.EncodeJSON(r) // an earlier program counts what is typed
	return (sum == of.Sum || sumOf(whole) == of.Sum) && keyOf(r) == of.ID && len(r.Problems(check)) == 0
}
