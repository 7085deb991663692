package lang_test

import (
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode"
	"unicode/utf8"

	"emptychair/checks/lang"
)

// message is an entry of a catalogue: its forms by plural category, "other" alone where it has no plural.
type message struct {
	forms  map[string]string
	plural bool
}

var catalogues = map[string]map[string]message{} // that were read, by language

// catalogue reads all messages of a language and fails where an id stands twice, or not on a line of its own.
func catalogue(t *testing.T, code string) map[string]message {
	t.Helper()
	if all := catalogues[code]; all != nil {
		return all
	}
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
		var texts map[string]any
		if err := json.Unmarshal(b, &texts); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for id, text := range texts {
			if _, twice := all[id]; twice || strings.Count(string(b), "\n  \""+id+"\": ") != 1 || !lang.New(code).Has(id) {
				t.Errorf("%s: %s stands twice, or not on a line of its own", file, id)
			}
			all[id] = read(t, id, text)
		}
	}
	catalogues[code] = all
	return all
}

func read(t *testing.T, id string, text any) message {
	t.Helper()
	m := message{forms: map[string]string{}}
	switch text := text.(type) {
	case string:
		m.forms["other"] = text
	case map[string]any:
		m.plural = true
		for form, s := range text {
			m.forms[form], _ = s.(string)
		}
	default:
		t.Errorf("%s is no message: %v", id, text)
	}
	return m
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
				var said strings.Builder
				err := template.Must(template.New("").Parse(m.forms[form])).Execute(&said, map[string]any{"N": n})
				if got := p.N(id, n); err != nil || got != said.String() {
					t.Errorf("%s: %s for %d: got %q, want %q, %v", code, id, n, got, &said, err)
				}
			}
		}
	}
}

func TestMessagesAreWellFormed(t *testing.T) {
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) }
	marks := map[string]struct{ open, closing, foreign string }{"en": {"“", "”", "\"„«»"}, "de": {"„", "“", "\"”«»"}}
	for _, code := range lang.Codes {
		q := marks[code]
		for id, m := range catalogue(t, code) {
			for _, text := range m.forms {
				_, err := template.New(id).Parse(text)
				if err != nil || text == "" || strings.ContainsFunc(text, control) {
					t.Errorf("%s: %s cannot be filled in, is empty, or holds controls: %q, %v", code, id, text, err)
				}
				text = actions.ReplaceAllString(text, "")
				if strings.ContainsAny(text, q.foreign) || strings.Count(text, q.open) != strings.Count(text, q.closing) {
					t.Errorf("%s: %s has other quotation marks than its language: %s", code, id, text)
				}
			}
		}
	}
}

func TestASCIIPrintsNoOtherSigns(t *testing.T) {
	for _, code := range lang.Codes {
		p := lang.New(code).ASCII()
		for id, m := range catalogue(t, code) {
			said := p.T(id)
			if m.plural {
				said = p.N(id, 1) + p.N(id, 2)
			}
			if strings.ContainsFunc(said, func(r rune) bool { return r > '~' && !unicode.IsLetter(r) }) {
				t.Errorf("%s: %s: %s", code, id, said)
			}
		}
	}
}

func TestASCIIKeepsWhatPeopleWrote(t *testing.T) {
	const name = "Ana’s “½” – team"
	if got := lang.New("en").ASCII().T("cli.no-runs-of-team", "Team", name); !strings.Contains(got, `"`+name+`"`) {
		t.Errorf("got %s", got)
	}
}

// formal begins a sentence that a German reader takes for an address, or that dangles: no message has one.
var formal = regexp.MustCompile(`(?:^|[.!?:]\s+|\n)(Sie|Ihre?[mnrs]?|Ihn|Ihm|Ihnen)\b`)

func TestGermanAddressesNobodyFormally(t *testing.T) {
	for id, m := range catalogue(t, "de") {
		for _, text := range m.forms {
			if formal.MatchString(text) {
				t.Errorf("%s: %s", id, text)
			}
		}
	}
}

func TestGermanNamesKeysInGerman(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)\b(ctrl|space|backspace|paste|pgup|pgdn|shift)\b`)
	for id, m := range catalogue(t, "de") {
		for _, text := range m.forms {
			if foreign.MatchString(text) {
				t.Errorf("%s: %s", id, text)
			}
		}
	}
}

// spoken returns all that the program and its README say in a language, by ids of messages, and of the rest by where it stands.
func spoken(t *testing.T, code string) map[string]string {
	t.Helper()
	said := map[string]string{}
	for id, m := range catalogue(t, code) {
		said[id] = strings.Join(slices.Collect(maps.Values(m.forms)), "\n")
	}
	readme := map[string]string{"en": "../../README.md", "de": "../../.github/README.de.md"}[code]
	for _, file := range []string{readme, "../content/" + code + ".json", "../demo/" + code + ".json"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said[file] = strings.Join(strings.Fields(string(b)), " ")
	}
	return said
}

func TestTheProgramSpeaksAsPeopleDo(t *testing.T) {
	b, err := os.ReadFile("testdata/stilted.txt")
	if err != nil {
		t.Fatal(err)
	}
	said, straight := map[string]map[string]string{}, regexp.MustCompile(`\pL'\pL`)
	for _, code := range lang.Codes {
		said[code] = spoken(t, code)
		for where, text := range said[code] {
			// the check's texts are shown as they are where only ASCII may be
			if is := straight.MatchString(text); is && !strings.HasPrefix(where, "../../") && !strings.HasPrefix(where, "../content/") {
				t.Errorf("%s: %s holds a straight apostrophe: %s", code, where, text)
			}
		}
	}
	for line := range strings.Lines(string(b)) {
		rule := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(rule) != 3 {
			continue
		}
		words := regexp.MustCompile(rule[2])
		for where, text := range said[rule[0]] {
			at, err := path.Match(rule[1], path.Base(where))
			if found := words.FindString(strings.ReplaceAll(text, "’", "'")); err != nil || at && found != "" {
				t.Errorf("%s: %s says %q, %v", rule[0], where, found, err)
			}
		}
	}
}

func TestNamesOfKeysAndOfCommandsFitTheirLine(t *testing.T) {
	widths := map[string]int{"key.": 30, "key-name.": 11, "cli.help.short.": 76}
	for _, code := range lang.Codes {
		for id, m := range catalogue(t, code) {
			for area, width := range widths {
				if strings.HasPrefix(id, area) && utf8.RuneCountInString(m.forms["other"]) > width {
					t.Errorf("%s: %s takes more than %d: %s", code, id, width, m.forms["other"])
				}
			}
		}
	}
}
