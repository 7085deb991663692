package lang

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed messages
var messages embed.FS

// Printer prints in one language.
type Printer struct {
	code     string
	ascii    bool // no sign beyond ASCII but letters, and what is filled in
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

var printers, asciiPrinters = newPrinters(false), newPrinters(true)

func newPrinters(ascii bool) map[string]*Printer {
	all := map[string]*Printer{}
	for _, code := range Codes {
		all[code] = &Printer{code, ascii, sync.OnceValue(func() *catalogue { return openCatalogue(code, ascii) })}
	}
	return all
}

// Code returns the code of the printer's language: "en" or "de".
func (p *Printer) Code() string { return p.code }

// T returns the message with this id. The rest are pairs of a name in the message and its value.
func (p *Printer) T(id string, pairs ...any) string {
	return p.say(&i18n.LocalizeConfig{MessageID: id, TemplateData: data(pairs)})
}

// N is [Printer.T] in the plural form for n, which the message can name N.
func (p *Printer) N(id string, n int, pairs ...any) string {
	d := data(append(pairs, "N", n))
	return p.say(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: d})
}

// Has tells whether there is a message with this id.
func (p *Printer) Has(id string) bool {
	_, err := p.messages().localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil
}

// say returns the message, or its id where it is missing: a screen with an odd word is better than none.
func (p *Printer) say(c *i18n.LocalizeConfig) string {
	s, err := p.messages().localize(c)
	if err != nil || s == "" {
		return c.MessageID
	}
	return s
}

func data(pairs []any) map[string]any {
	d := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		d[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return d
}

// signs are those beyond ASCII that the program itself says and prints, and what stands for each where only ASCII may be
// drawn; a dot that parts two things is another than one that stands for nobody. What the screens draw beside their words is
// in tui/theme, which agrees with this.
var signs = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "–", "-", "…", "...", "½", ".5", "×", "x",
	" · ", " | ", "·", ".", "•", "-", "●", "*", "○", "o", "◇", "#", "▸", ">", "‹", "<", "›", ">", "│", "|", "┊", ":", "👎", "low", "👍", "high",
)

// Signs returns what the program says beside its messages in the signs that the printer may use. Text of people does not go
// through here: it stays as they wrote it.
func (p *Printer) Signs(s string) string {
	if p.ascii {
		return signs.Replace(s)
	}
	return s
}

// catalogue is the messages of one language. It stands in several files, each of which is read when the first of its messages is
// asked for: to read them all takes longer than all else that happens before a window shows something.
type catalogue struct {
	language language.Tag
	ascii    bool

	mu        sync.Mutex
	unread    map[string][]byte // by name of the file
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

func openCatalogue(code string, ascii bool) *catalogue {
	c := &catalogue{language: language.MustParse(code), ascii: ascii, unread: map[string][]byte{}}
	c.bundle = i18n.NewBundle(c.language)
	c.localizer = i18n.NewLocalizer(c.bundle, code)
	files, err := fs.Glob(messages, path.Join("messages", code, "*.json"))
	for _, file := range files {
		if err == nil {
			c.unread[file], err = messages.ReadFile(file)
		}
	}
	if err != nil {
		panic(err) // they are embedded
	}
	return c
}

// localize returns a message, after a read of the file where it stands.
func (c *catalogue) localize(m *i18n.LocalizeConfig) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, err := c.localizer.Localize(m)
	var missing *i18n.MessageNotFoundErr
	if errors.As(err, &missing) && c.find(m.MessageID) {
		return c.localizer.Localize(m)
	}
	return s, err
}

// find reads the file in which a message stands, if there is one. A test holds that all of them can be read.
func (c *catalogue) find(id string) bool {
	for file, b := range c.unread {
		if !bytes.Contains(b, []byte(`"`+id+`":`)) {
			continue
		}
		delete(c.unread, file)
		f, err := i18n.ParseMessageFileBytes(b, c.language.String()+".json", map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
		if err != nil {
			panic(fmt.Sprintf("embedded %s: %v", file, err))
		}
		for _, m := range f.Messages {
			if c.ascii { // before anything is filled in: names and other text of people stay as they are
				m.One, m.Other = signs.Replace(m.One), signs.Replace(m.Other)
			}
			c.bundle.MustAddMessages(c.language, m)
		}
		return true
	}
	return false
}
