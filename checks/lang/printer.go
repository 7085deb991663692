package lang

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"text/template"

	"emptychair/checks"
)

//go:embed messages
var messages embed.FS

// Printer prints in one language.
type Printer struct {
	code     string
	name     string // of the language
	ascii    bool   // no sign beyond ASCII but letters, and what is filled in
	messages func() *catalogue
}

// New returns the printer for the language with this code, for English where the program does not speak it.
func New(code string) *Printer {
	if p, ok := printers[code]; ok {
		return p
	}
	return printers[Default]
}

// ASCII returns the printer of the same language for a terminal or a font that shows no sign beyond ASCII, letters aside.
func (p *Printer) ASCII() *Printer { return asciiPrinters[p.code] }

var printers, asciiPrinters = map[string]*Printer{}, map[string]*Printer{} // by code

// Code returns the code of the printer's language.
func (p *Printer) Code() string { return p.code }

// T returns the message with this id. The rest are pairs of a name in the message and its value.
func (p *Printer) T(id string, pairs ...any) string {
	return p.messages().say(id, false, p.data(pairs))
}

// N is [Printer.T] in the plural form for n, which the message can name N.
func (p *Printer) N(id string, n int, pairs ...any) string {
	return p.messages().say(id, n == 1, p.data(append(pairs, "N", n)))
}

// Has tells whether there is a message with this id.
func (p *Printer) Has(id string) bool { return p.messages().has(id) }

func (p *Printer) data(pairs []any) map[string]any {
	if len(pairs) == 0 {
		return nil
	}
	d := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		value := pairs[i+1]
		if team, ok := value.(string); ok && name == "Team" {
			value = p.Team(team)
		}
		d[name] = value
	}
	return d
}

// Team prints the name of a team; "me" is that of one person who named none, and is in the language of the reader. What a message calls
// Team is printed so.
func (p *Printer) Team(name string) string {
	if name == checks.Me {
		return p.T("setup.me")
	}
	return name
}

// signs are those beyond ASCII that the program itself says and prints, and what stands for each where only ASCII may be
// drawn; a dot that parts two things is another than one that stands for nobody. What the screens draw beside their words is
// in tui/theme, which agrees with this.
var signs = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "–", "-", "…", "...", "¼", ".25", "½", ".5", "¾", ".75", "×", "x",
	" · ", " | ", "·", ".", "•", "-", "●", "*", "○", "o", "◇", "#", "▸", ">", "▲", "^", "▼", "v", "─", "-", "▟▀▀▙", `/..\`, "▜▄▄▛", `\../`, "▗▇▇▖", `/**\`, "▝██▘", `\**/`, "▇", "*", "▐█▌", " # ", "█▌", "| ", "▐█", " |", "▗▄▖", " . ", "▝▀▘", " ' ",
	"▟", "/", "▙", `\`, "▜", `\`, "▛", "/", "█", "*", "▗", " ", "▖", " ", "▝", " ", "▘", " ", "▌", "|", "▐", "|", "▀", ".", "▄", ".", "‹", "<", "›", ">", "│", "|", "┊", ":",
)

// Signs returns what the program says beside its messages in the signs that the printer may use. Text of people does not go
// through here: it stays as they wrote it.
func (p *Printer) Signs(s string) string {
	if !p.ascii {
		return s
	}
	if strings.ContainsAny(s, "👎👍") {
		s = strings.NewReplacer("👎", p.T("sign.low"), "👍", p.T("sign.high")).Replace(s)
	}
	return signs.Replace(s)
}

// catalogue is the messages of one language. It stands in several files. A file is read when a message is asked for that none has which was
// read, first one with the name that the id begins with, then the smallest, and a message is decoded when it is asked for: to do so with all
// takes longer than all else that happens before a window shows something.
type catalogue struct {
	ascii  bool
	folder fs.FS

	mu     sync.Mutex
	unread []string
	lines  map[string]string   // of the files that were read, by ids: what stands behind them
	read   map[string]*message // nil for one that there is not
}

// message is what is said of one thing, empty where that is no matter, and otherwise. In a file it is a text, or one for each form.
type message struct{ One, Other form }

func (m *message) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &m.Other.text)
	}
	type forms message
	return json.Unmarshal(b, (*forms)(m))
}

// form is a text into which values are filled.
type form struct {
	text   string
	parsed *template.Template // once it was asked for
}

func (f *form) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &f.text) }

func (f *form) fill(data map[string]any) string {
	if !strings.Contains(f.text, "{{") {
		return f.text
	}
	if said, ok := named(f.text, data); ok {
		return said
	}
	if f.parsed == nil {
		f.parsed = template.Must(template.New("").Parse(f.text)) // a test holds that it can be
	}
	var said strings.Builder
	if err := f.parsed.Execute(&said, data); err != nil {
		return ""
	}
	return said.String()
}

// named fills values in by their names alone, as most messages ask for: it takes a third of the time of a template, which must be parsed, too.
// ok is false where a message asks for more.
func named(text string, data map[string]any) (said string, ok bool) {
	parts := strings.Split(text, "{{.")
	if said = parts[0]; strings.Contains(said, "{{") {
		return "", false
	}
	for _, part := range parts[1:] {
		name, rest, _ := strings.Cut(part, "}}")
		value := data[name]
		if value == nil || strings.Contains(rest, "{{") {
			return "", false
		}
		said += fmt.Sprint(value) + rest
	}
	return said, true
}

func openCatalogue(folder fs.FS, ascii bool) *catalogue {
	files, err := fs.Glob(folder, "*.json")
	size := func(file string) int64 {
		info, failed := fs.Stat(folder, file)
		if err = cmp.Or(err, failed); failed != nil {
			return 0
		}
		return info.Size()
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Compare(size(a), size(b)) })
	if err != nil {
		panic(err) // they are embedded
	}
	return &catalogue{ascii: ascii, folder: folder, unread: files, lines: map[string]string{}, read: map[string]*message{}}
}

// say returns a message, or its id where it is missing: a screen with an odd word is better than none.
func (c *catalogue) say(id string, one bool, data map[string]any) (said string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if m := c.find(id); m != nil && one && m.One.text != "" {
		said = m.One.fill(data)
	} else if m != nil {
		said = m.Other.fill(data)
	}
	return cmp.Or(said, id)
}

func (c *catalogue) has(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.find(id) != nil
}

// find returns a message, nil where there is none. A test holds that all of them can be read.
func (c *catalogue) find(id string) *message {
	if m, ok := c.read[id]; ok {
		return m
	}
	line, ok := c.lines[id]
	for ; !ok && len(c.unread) > 0; line, ok = c.lines[id] {
		first := func(file string) bool { return strings.HasPrefix(id, strings.TrimSuffix(file, "json")) }
		c.readFile(max(0, slices.IndexFunc(c.unread, first)))
	}
	var m *message
	if err := json.Unmarshal([]byte(cmp.Or(line, "null")), &m); err != nil {
		panic(fmt.Sprintf("%s, which is to stand on one line: %v", id, err))
	}
	if m != nil && c.ascii { // before anything is filled in: names and other text of people stay as they are
		m.One.text, m.Other.text = signs.Replace(m.One.text), signs.Replace(m.Other.text)
	}
	c.read[id] = m
	return m
}

// readFile reads one of the files, in which each message has a line of its own.
func (c *catalogue) readFile(at int) {
	b, err := fs.ReadFile(c.folder, c.unread[at])
	if err != nil {
		panic(err) // it is embedded
	}
	for line := range strings.Lines(string(b)) {
		if id, text, ok := strings.Cut(strings.TrimSpace(line), `": `); ok {
			c.lines[id[1:]] = strings.TrimSuffix(text, ",")
		}
	}
	c.unread = slices.Delete(c.unread, at, at+1)
}
