package lang

import (
	"embed"
	"encoding/json"
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
	code      string
	localizer *i18n.Localizer
}

// New returns the printer for the language with this code, for English where the program does not speak it. A catalogue is
// read once.
func New(code string) *Printer {
	if !Known(code) {
		code = Default
	}
	return printers[code]()
}

// printers are made when they are first asked for.
var printers = map[string]func() *Printer{
	"en": sync.OnceValue(func() *Printer { return read("en") }),
	"de": sync.OnceValue(func() *Printer { return read("de") }),
}

// read makes the printer of a language from its embedded catalogues; a test holds that all of them can be read.
func read(code string) *Printer {
	tag := language.MustParse(code)
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, file := range catalogues(code) {
		b, err := messages.ReadFile(file)
		if err == nil {
			_, err = bundle.ParseMessageFileBytes(b, code+".json")
		}
		if err != nil {
			panic(fmt.Sprintf("embedded %s: %v", file, err))
		}
	}
	return &Printer{code: code, localizer: i18n.NewLocalizer(bundle, code)}
}

func catalogues(code string) []string {
	files, err := fs.Glob(messages, path.Join("messages", code, "*.json"))
	if err != nil {
		panic(err) // the pattern is ours
	}
	return files
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
	_, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id})
	return err == nil
}

// say returns the message, or its id where it is missing: a screen with an odd word is better than none.
func (p *Printer) say(c *i18n.LocalizeConfig) string {
	s, err := p.localizer.Localize(c)
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
