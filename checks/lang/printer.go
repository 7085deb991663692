package lang

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	messages *catalogue
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

var (
	printers      = map[string]*Printer{"en": newPrinter("en", false), "de": newPrinter("de", false)}
	asciiPrinters = map[string]*Printer{"en": newPrinter("en", true), "de": newPrinter("de", true)}
)

// newPrinter returns a printer that reads its catalogues when it prints, as far as it has to.
func newPrinter(code string, ascii bool) *Printer {
	return &Printer{code, ascii, newCatalogue(code, ascii)}
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
	_, err := p.messages.localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil
}

// say returns the message, or its id where it is missing: a screen with an odd word is better than none.
func (p *Printer) say(c *i18n.LocalizeConfig) string {
	s, err := p.messages.localize(c)
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

// catalogue is the messages of one language. It stands in several files, each of which is read when the first of its messages is
// asked for: to read them all takes longer than all else that happens before a window shows something.
type catalogue struct {
	code  string
	ascii bool

	mu        sync.Mutex
	unread    map[string][]byte // by name of the file; nil before the first message is asked for
	bundle    *i18n.Bundle
	localizer *i18n.Localizer
}

func newCatalogue(code string, ascii bool) *catalogue { return &catalogue{code: code, ascii: ascii} }

// localize returns a message, after a read of the file where it stands.
func (c *catalogue) localize(m *i18n.LocalizeConfig) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unread == nil {
		c.open()
	}
	s, err := c.localizer.Localize(m)
	var missing *i18n.MessageNotFoundErr
	if errors.As(err, &missing) && c.find(m.MessageID) {
		return c.localizer.Localize(m)
	}
	return s, err
}

// open takes hold of the files.
func (c *catalogue) open() {
	c.bundle = i18n.NewBundle(language.MustParse(c.code))
	c.localizer, c.unread = i18n.NewLocalizer(c.bundle, c.code), map[string][]byte{}
	files, err := fs.Glob(messages, path.Join("messages", c.code, "*.json"))
	for _, file := range files {
		if err == nil {
			c.unread[file], err = messages.ReadFile(file)
		}
	}
	if err != nil {
		panic(err) // they are embedded
	}
}

// find reads the file in which a message stands, if there is one.
func (c *catalogue) find(id string) bool {
	entry := []byte(`"` + id + `":`)
	for file, b := range c.unread {
		if bytes.Contains(b, entry) {
			c.read(file, b)
			delete(c.unread, file)
			return true
		}
	}
	return false
}

// read takes a file in; a test holds that all of them can be read.
func (c *catalogue) read(file string, b []byte) {
	all, err := parse(b, c.code)
	if c.ascii {
		inASCII(all)
	}
	if err == nil {
		err = c.bundle.AddMessages(language.MustParse(c.code), all...)
	}
	if err != nil {
		panic(fmt.Sprintf("embedded %s: %v", file, err))
	}
}

// parse returns the messages in a file.
func parse(b []byte, code string) ([]*i18n.Message, error) {
	f, err := i18n.ParseMessageFileBytes(b, code+".json", map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
	if err != nil {
		return nil, err
	}
	return f.Messages, nil
}
