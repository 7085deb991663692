package checks

import (
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Field is a field of a record, or of a part of one, as its tags say that a document from elsewhere has it.
type Field struct {
	Name  string
	Must  bool                  // it cannot be missing
	Index []int                 // within the struct
	Clean func(s string) string // what is made of a text in it, nil where it stays as it is
	Ahead bool                  // a day in it may be still to come
}

// cleaners are the ways in which text is cleaned, by the words in the tag import.
var cleaners = map[string]func(string) string{
	"line": CleanLine, "text": CleanText, "draft": Clean, "sentence": func(s string) string { return CleanText(CleanLine(s)) },
}

// knownFields are the fields of each struct that somebody asked for, by its type.
var knownFields sync.Map

// FieldsOf returns the fields of a struct, those of the structs embedded in it among them.
func FieldsOf(t reflect.Type) []Field {
	if known, ok := knownFields.Load(t); ok {
		return known.([]Field)
	}
	var fields []Field
	for _, f := range reflect.VisibleFields(t) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		how := strings.Split(f.Tag.Get("import"), ",")
		if name == "" || name == "-" || how[0] == "-" {
			continue
		}
		must := !strings.HasPrefix(options, "omit") && !slices.Contains(how, "optional")
		fields = append(fields, Field{name, must, f.Index, cleaners[how[0]], slices.Contains(how, "ahead")})
	}
	knownFields.Store(t, fields)
	return fields
}
