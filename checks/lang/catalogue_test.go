package lang_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode"

	"emptychair/checks/lang"
)

// message is an entry of a catalogue: its forms by plural category, "other" alone where it has no plural.
type message struct {
	forms  map[string]string
	plural bool
}

// catalogue reads all messages of a language and fails where an id stands twice.
func catalogue(t *testing.T, code string) map[string]message {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("messages", code, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	all := map[string]message{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		readMessages(t, file, b, all)
	}
	return all
}

func readMessages(t *testing.T, file string, b []byte, into map[string]message) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(b))
	if _, err := dec.Token(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for dec.More() {
		id, err := dec.Token()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			t.Fatalf("%s: %v: %v", file, id, err)
		}
		if _, twice := into[id.(string)]; twice {
			t.Errorf("%s: %v stands twice", file, id)
		}
		m := message{forms: map[string]string{}, plural: raw[0] == '{'}
		if m.plural {
			err = json.Unmarshal(raw, &m.forms)
		} else {
			var text string
			err = json.Unmarshal(raw, &text)
			m.forms["other"] = text
		}
		if err != nil {
			t.Errorf("%s: %v: %v", file, id, err)
		}
		into[id.(string)] = m
	}
}

var (
	actions = regexp.MustCompile(`\{\{.*?\}\}`)
	field   = regexp.MustCompile(`\.([A-Za-z]\w*)`)
)

// fields returns the names that the message fills in, in any of its forms.
func (m message) fields() []string {
	names := map[string]bool{}
	for _, text := range m.forms {
		for _, a := range actions.FindAllString(text, -1) {
			for _, f := range field.FindAllStringSubmatch(a, -1) {
				names[f[1]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func TestEveryMessageIsInEveryLanguage(t *testing.T) {
	english := catalogue(t, "en")
	for _, code := range lang.Codes[1:] {
		other := catalogue(t, code)
		for id, m := range english {
			o, ok := other[id]
			switch {
			case !ok:
				t.Errorf("%s is not in %s", id, code)
			case o.plural != m.plural:
				t.Errorf("%s has plural forms in one of en and %s only", id, code)
			case !slices.Equal(o.fields(), m.fields()):
				t.Errorf("%s fills in %v in en, %v in %s", id, m.fields(), o.fields(), code)
			}
		}
		for id := range other {
			if _, ok := english[id]; !ok {
				t.Errorf("%s is in %s only", id, code)
			}
		}
	}
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	want := []string{"one", "other"} // in English and in German
	for _, code := range lang.Codes {
		p := lang.New(code)
		for id, m := range catalogue(t, code) {
			if !m.plural {
				continue
			}
			if forms := slices.Sorted(maps.Keys(m.forms)); !slices.Equal(forms, want) {
				t.Errorf("%s: %s has the forms %v", code, id, forms)
			}
			for n, form := range map[int]string{0: "other", 1: "one", 2: "other", 11: "other", 21: "other"} {
				if got, want := p.N(id, n), filled(t, m.forms[form], n); got != want {
					t.Errorf("%s: %s for %d: got %q, want %q", code, id, n, got, want)
				}
			}
		}
	}
}

// filled is a text in which only N is known.
func filled(t *testing.T, text string, n int) string {
	t.Helper()
	tmpl, err := template.New("").Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := tmpl.Execute(&b, map[string]any{"N": n}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMessagesCanBeFilledIn(t *testing.T) {
	for _, code := range lang.Codes {
		for id, m := range catalogue(t, code) {
			for _, text := range m.forms {
				if text == "" {
					t.Errorf("%s: %s is empty", code, id)
				}
				if _, err := template.New(id).Parse(text); err != nil {
					t.Errorf("%s: %v", code, err)
				}
			}
		}
	}
}

func TestMessagesHoldNoControls(t *testing.T) {
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }
	for _, code := range lang.Codes {
		for id, m := range catalogue(t, code) {
			for _, text := range m.forms {
				if strings.ContainsFunc(text, control) {
					t.Errorf("%s: %s: %q", code, id, text)
				}
			}
		}
	}
}

func TestQuotationMarksAreThoseOfTheLanguage(t *testing.T) {
	marks := map[string]struct{ open, closing, foreign string }{
		"en": {"“", "”", "\"„«»"},
		"de": {"„", "“", "\"”«»"},
	}
	for _, code := range lang.Codes {
		q := marks[code]
		for id, m := range catalogue(t, code) {
			for _, text := range m.forms {
				text = actions.ReplaceAllString(text, "")
				if strings.ContainsAny(text, q.foreign) || strings.Count(text, q.open) != strings.Count(text, q.closing) {
					t.Errorf("%s: %s: %s", code, id, text)
				}
			}
		}
	}
}
