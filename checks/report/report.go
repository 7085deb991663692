package report

import (
	"io"
	"time"

	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// Format is how something is written.
type Format string

// The formats.
const (
	Text     Format = "text"     // to read in a terminal
	JSON     Format = "json"     // for other programs
	Markdown Format = "markdown" // to paste into a wiki
)

// Formats are all formats, the usual one first.
var Formats = []Format{Text, JSON, Markdown}

// Options say how a report is written. JSON is the same in every language and zone.
type Options struct {
	Printer  *lang.Printer  // in text, whether there are signs beyond ASCII, too
	Location *time.Location // of the dates and quarters
	Bold     bool           // in text, headings stand out by the terminal's bold
	Width    int            // of a line of text at most, in cells: 54 or more, for a comparison 80; 0 for 80
}

// Say returns a message.
func (o Options) Say(id string, pairs ...any) string { return o.Printer.T(id, pairs...) }

// signs returns what the program itself says in the signs that may be drawn.
func (o Options) signs(s string) string { return o.Printer.Signs(s) }

// document is a report about runs.
type document struct {
	*Page
	texts content.Texts
	depth int // in Markdown, how many levels its headings stand below those of a document of its own
}

func newDocument(o Options) *document {
	return &document{Page: NewPage(o), texts: content.In(o.Printer.Code())}
}

// newMarkdown returns a document for other programs than the terminal: with all signs and without its bold.
func newMarkdown(o Options) *document {
	o.Printer, o.Bold = lang.New(o.Printer.Code()), false
	return newDocument(o)
}

func (d *document) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, d.String())
	return err
}
