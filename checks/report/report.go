package report

import (
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

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
	Printer  *lang.Printer
	Location *time.Location // of the dates and quarters
	ASCII    bool           // in text, no sign beyond ASCII but in what people wrote and in letters
	Bold     bool           // in text, headings stand out by the terminal's bold
	Width    int            // of a line of text at most, in cells and from 54 on; 0 for 80
}

// Say returns a message in the signs that may be drawn.
func (o Options) Say(id string, pairs ...any) string {
	return o.signs(o.Printer.T(id, pairs...))
}

// signs returns what the program itself says in the signs that may be drawn.
func (o Options) signs(s string) string {
	if o.ASCII {
		return Plain(s)
	}
	return s
}

// usualWidth is how many cells a line of text takes at most where nobody said another number.
const usualWidth = 80

// document collects a report, so that it is written at once.
type document struct {
	strings.Builder
	Options
	texts content.Texts
}

func newDocument(o Options) *document {
	if o.Width == 0 {
		o.Width = usualWidth
	}
	return &document{Options: o, texts: content.In(o.Printer.Code())}
}

func (d *document) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, d.String())
	return err
}

// line appends a line without white space at its end.
func (d *document) line(s string) {
	d.WriteString(strings.TrimRight(s, " "))
	d.WriteByte('\n')
}

func (d *document) bold(s string) string {
	if !d.Bold {
		return s
	}
	return ansi.NewStyle().Bold().Styled(s)
}

// paragraph appends text behind a lead such as "  +3  ": wrapped, and every further line as far from the margin as the first.
func (d *document) paragraph(lead, text string) {
	indent := ansi.StringWidth(lead)
	for row := range strings.SplitSeq(ansi.Wrap(text, d.Width-indent, ""), "\n") {
		d.line(lead + row)
		lead = strings.Repeat(" ", indent)
	}
}

// pad fills s with spaces up to width cells.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

// padLeft fills s with spaces in front up to width cells.
func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}
