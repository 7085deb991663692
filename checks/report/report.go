package report

import (
	"io"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report/chart"
)

// Format is how something is written.
type Format string

// The formats.
const (
	Text     Format = "text"     // to read in a terminal
	JSON     Format = "json"     // for other programs
	Markdown Format = "markdown" // to paste into a wiki
	HTML     Format = "html"     // a page for the browser and the printer, in one file
	CSV      Format = "csv"      // a table for spreadsheets and statistics, in long form
	SVG      Format = "svg"      // the drawings alone
	ICS      Format = "ics"      // days for a calendar
)

var (
	// Formats are those of every list and of one story, the usual one first.
	Formats = []Format{Text, JSON, Markdown}
	// RunFormats are those of runs: one, two, two groups, all of a team.
	RunFormats = []Format{Text, JSON, Markdown, HTML, CSV, SVG}
	// VoiceFormats are those of a [Voice].
	VoiceFormats = []Format{Text, Markdown, JSON, HTML, SVG}
	// DueFormats are those of a [DueList].
	DueFormats = []Format{Text, JSON, Markdown, ICS}
	// ExportFormats are those in which everything can be taken out, those for people first.
	ExportFormats = []Format{Markdown, HTML, CSV, JSON}
)

// Options say how a report is written. JSON and CSV are the same in every language.
type Options struct {
	Printer  *lang.Printer  // which also says whether text may hold signs beyond ASCII
	Location *time.Location // in which moments are told
	Year     checks.FiscalYear
	Today    checks.Day     // on which something is late, or a run still to come; zero where nothing is
	Bold     bool           // in text, headings stand out by the terminal's bold
	Plain    bool           // in text, nothing is drawn: it is for whoever listens
	Width    int            // of a line of text at most, in cells: 54 or more; 0 for 80
	Whole    bool           // in text, a name that is too long for its line is not cut: other programs read it
	Window   *Window        // in which text is drawn, nil where it is printed
	Left     checks.LeftOut // what was left out of what is shared
	Stories  []checks.Story // among them those that actions answer, to name them
	Excel    bool           // CSV has a byte order mark and semicolons, as Excel in German opens it
}

// Window makes a report a part of a screen: in the screen's styles, and with fewer blank lines than on a page.
type Window struct {
	chart.Styles
	Strong  func(string) string
	Verdict func(checks.Verdict, string) string

	Columns int // cells for columns beside each other, 0 where there is no room for them
	Height  int // lines that show at once, where there is room for three columns; 0 elsewhere
}

// Say returns a message.
func (o Options) Say(id string, pairs ...any) string { return o.Printer.T(id, pairs...) }

// sayIf returns a message, or "" where what it says is not so.
func (o Options) sayIf(so bool, id string, pairs ...any) string {
	if !so {
		return ""
	}
	return o.Say(id, pairs...)
}

func (o Options) teamName(team string) string { return o.Printer.Team(team) }

func (o Options) day(d checks.Day) string { return o.Printer.Day(d.Time()) }

// Quarter names the quarter of a run.
func (o Options) Quarter(r checks.Run) string { return o.quarter(o.Year.Quarter(r.Day)) }

func (o Options) quarter(q checks.Quarter) string { return o.Printer.Quarter(q.YearName(), q.Number) }

// ShortQuarter is the quarter of a day without its year, but for one of a fiscal year, which could be taken for one of the calendar's.
func (o Options) ShortQuarter(d checks.Day) string {
	q := o.Year.Quarter(d)
	if q.IsFiscal() {
		return o.quarter(q)
	}
	return o.Printer.ShortQuarter(q.Number)
}

// signs returns what the program itself says in the signs that may be drawn.
func (o Options) signs(s string) string { return o.Printer.Signs(s) }

// strong sets text off, by the window's style or in bold.
func (o Options) strong(s string) string {
	switch {
	case o.Window != nil:
		return o.Window.Strong(s)
	case o.Bold:
		return ansi.NewStyle().Bold().Styled(s)
	}
	return s
}

// quiet draws text as less important, in a window.
func (o Options) quiet(s string) string {
	if o.Window != nil {
		return o.Window.Quiet(strings.TrimRight(s, " "))
	}
	return s
}

// styles are those of a plot.
func (o Options) styles() chart.Styles {
	if o.Window != nil {
		return o.Window.Styles
	}
	plain := func(s string) string { return s }
	return chart.Styles{Now: plain, Then: plain, Chair: plain, Quiet: plain}
}

// joined puts the facts that there are on one line.
func (o Options) joined(facts ...string) string {
	facts = nonEmpty(facts...)
	if o.Plain {
		return strings.Join(facts, "; ")
	}
	return strings.Join(facts, o.signs(" · "))
}

// document says in words what is in a report. Builders return its blocks.
type document struct {
	Options
	texts content.Texts
}

func newDocument(o Options) *document { return &document{o, content.In(o.Printer.Code())} }

// report is a thing that can be written: what it is in each kind of format.
type report struct {
	blocks func(*document) []block
	json   func() object
	table  []TeamExport // of CSV
}

// write renders the report. Other programs than the terminal get all signs.
func (r report) write(w io.Writer, f Format, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, r.json())
	case CSV:
		return writeCSV(w, r.table, o)
	case Markdown, HTML, SVG:
		o.Printer = lang.New(o.Printer.Code())
	case Text, ICS: // in those of the terminal; a calendar is written elsewhere
	}
	page := NewPage(o)
	blocks := flat(r.blocks(newDocument(page.Options)))
	switch f {
	case Markdown:
		markdownRenderer{page}.all(blocks...)
	case HTML:
		return renderHTML(w, o, blocks)
	case SVG:
		return renderSVG(w, blocks)
	default:
		if o.Plain {
			page.Width = plainWidth
			plainRenderer{page}.all(blocks...)
		} else {
			(&textRenderer{Page: page, indent: "  "}).all(blocks...)
		}
	}
	_, err := io.WriteString(w, page.String())
	return err
}
