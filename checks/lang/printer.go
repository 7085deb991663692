package lang

import (
	"embed"
	"fmt"

	"github.com/nicksnyder/go-i18n/v2/i18n"
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
