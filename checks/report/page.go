package report

import (
	"regexp"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
)

// usualWidth is how many cells a line of text takes at most where nobody said another number.
const usualWidth = 80

// Page collects what is written for reading, so that it is written at once.
type Page struct {
	strings.Builder
	Options
}

// NewPage returns an empty page.
func NewPage(o Options) *Page {
	if o.Width == 0 {
		o.Width = usualWidth
	}
	return &Page{Options: o}
}

// Line appends a line without white space at its end.
func (p *Page) Line(s string) {
	p.WriteString(strings.TrimRight(s, " "))
	p.WriteByte('\n')
}

// Heading appends a line that stands out.
func (p *Page) Heading(s string) {
	p.Line(p.strong(strings.TrimRight(s, " ")))
}

// Paragraph appends text behind a lead such as "  +3  ": wrapped, and every further line as far from the margin as the first.
func (p *Page) Paragraph(lead, text string) {
	p.styled(lead, text, func(s string) string { return s })
}

func (p *Page) styled(lead, text string, style func(string) string) {
	indent := ansi.StringWidth(lead)
	for row := range strings.SplitSeq(Wrapped(text, p.Width-indent), "\n") {
		p.Line(lead + style(row))
		lead = strings.Repeat(" ", indent)
	}
}

// Sentence appends text wrapped at its spaces: a word that is wider than a line, such as a path, stays whole for copying.
func (p *Page) Sentence(text string) {
	for row := range strings.SplitSeq(unhyphened(text, func(s string) string { return ansi.Wordwrap(s, p.Width, "") }), "\n") {
		p.Line(row)
	}
}

// What stands for a hyphen, and for a space within a day, while text is wrapped.
const (
	unbroken = "\uf8fe"
	unparted = "\uf8fd"
)

// Wrapped wraps text to so many cells, at its spaces, and words only where one is wider than a line.
func Wrapped(text string, width int) string {
	if len(text) <= width { // no cell takes less than a byte
		return text
	}
	return unhyphened(text, func(s string) string { return ansi.Wrap(s, width, "") })
}

// unhyphened wraps text so that it does not break at its hyphens and in its days: the library would, and tear options and dates in pieces.
func unhyphened(text string, wrap func(string) string) string {
	if strings.ContainsAny(text, "0123456789") {
		text = days().ReplaceAllStringFunc(text, func(day string) string { return strings.ReplaceAll(day, " ", unparted) })
	}
	return rejoined.Replace(wrap(strings.ReplaceAll(text, "-", unbroken)))
}

var rejoined = strings.NewReplacer(unbroken, "-", unparted, " ")

// days are those that the program prints, "19 Aug 2026", and quarters, "Q3 2026".
var days = sync.OnceValue(func() *regexp.Regexp {
	const month = `(?:Jan|Feb|Mar|Mär|Apr|May|Mai|Jun|Jul|Aug|Sep|Oct|Okt|Nov|Dec|Dez)\pL{0,2}\.?`
	return regexp.MustCompile(`\b(?:\d{1,2}\.? ` + month + `(?: \d{4}\b)?|` + month + ` \d{4}\b|Q[1-4] \d{4}\b)`)
})

// Pad fills s with spaces up to width cells.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

// widestOf is how many cells the widest of some texts takes.
func widestOf(list ...string) (w int) {
	for _, s := range list {
		w = max(w, ansi.StringWidth(s))
	}
	return w
}

// padLeft fills s with spaces in front up to width cells.
func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}
