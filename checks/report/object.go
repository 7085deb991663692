package report

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"emptychair/checks"
)

// What other programs read is described by the schemas in the folder schema. Moments are RFC 3339 in UTC, days 2026-09-30; null and
// "" are what there is none of; figures have two decimals. Members stand in the order in which they are written.

//go:embed schema
var schemas embed.FS

// Schema returns the schema of the documents that say of themselves, in "format", that they are emptychair.KIND. It holds the other
// schemas that it refers to.
func Schema(kind string) ([]byte, error) {
	text, err := schemas.ReadFile("schema/" + kind + ".json")
	for _, other := range Schemas() {
		name := other + ".json"
		if !bytes.Contains(text, []byte(`"$ref": "`+name)) {
			continue
		}
		held, _ := schemas.ReadFile("schema/" + name)
		def := fmt.Appendf(nil, `"$defs": { %q: { "$id": %q, %s,`, other, name, bytes.TrimSpace(held)[1:])
		text = bytes.Replace(text, []byte(`"$defs": {`), def, 1)
	}
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, text, "", "  ")
	return b.Bytes(), err
}

// Schemas returns the kinds of documents, in order.
func Schemas() (kinds []string) {
	files, _ := schemas.ReadDir("schema")
	for _, f := range files {
		kinds = append(kinds, strings.TrimSuffix(f.Name(), ".json"))
	}
	return kinds
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	members := make([]string, len(o))
	for i, m := range o {
		key, _ := checks.EncodeJSON(m.key)
		value, err := checks.EncodeJSON(m.value)
		if err != nil {
			return nil, err
		}
		members[i] = string(key) + ":" + string(value)
	}
	return []byte("{" + strings.Join(members, ",") + "}"), nil
}

// optional is a member that is left out where its value is zero.
func optional[T comparable](key string, value T) object {
	var zero T
	if value == zero {
		return nil
	}
	return object{{key, value}}
}

// orNull is a value where there is one, and null elsewhere.
func orNull(value any, ok bool) any {
	if !ok {
		return nil
	}
	return value
}

// mapped is an array of what is made of each element, empty rather than null.
func mapped[T, U any](list []T, of func(T) U) []U {
	out := make([]U, len(list))
	for i, x := range list {
		out[i] = of(x)
	}
	return out
}

// merged are values whose fields are written as those of one object; nil is null.
type merged []any

func (m merged) MarshalJSON() ([]byte, error) {
	out := []byte("null")
	for i, part := range m {
		b, err := checks.EncodeJSON(part)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b = append(append(out[:len(out)-1], ','), b[1:]...)
		}
		out = b
	}
	return out, nil
}

// WriteJSON writes a value as everything is that other programs read.
func WriteJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// WriteDocument writes the fields of a value as a document of a kind, which the schema of that name describes.
func WriteDocument(w io.Writer, kind string, fields any) error {
	return WriteJSON(w, merged{file(kind), fields})
}

// file is a document of a kind, which the schema of that name describes.
func file(kind string, members ...member) object {
	return append(object{{"format", "emptychair." + kind}, {"version", 1}}, members...)
}

// stamp is a moment, null for none.
func stamp(t time.Time) any { return orNull(t.UTC().Format(time.RFC3339), !t.IsZero()) }
