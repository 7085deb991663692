package shell

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
)

// Print prints sentences, each on lines of its own.
func Print(w io.Writer, o report.Options, sentences ...string) error {
	p := report.NewPage(o)
	for _, s := range sentences {
		p.Sentence(s)
	}
	return WritePage(w, p)
}

// WritePage prints a page.
func WritePage(w io.Writer, p *report.Page) error {
	_, err := io.WriteString(w, p.String())
	return OutputError(err)
}

// OutputError puts an error of the output into words.
func OutputError(err error) error {
	if err != nil {
		return Failure("cli.error.output")
	}
	return nil
}

// Rows appends rows of two columns to a page, with a gap of so many cells. The second one is wrapped, unless it is a path: that stays
// whole, for copying.
func Rows(p *report.Page, gap int, rows [][2]string) {
	width := 0
	for _, r := range rows {
		width = max(width, ansi.StringWidth(r[0]))
	}
	for _, r := range rows {
		lead := "  " + report.Pad(r[0], width+gap)
		if filepath.IsAbs(r[1]) {
			p.Line(lead + r[1])
			continue
		}
		p.Paragraph(lead, r[1])
	}
}

// CleanPath is a path that is safe to print, on one line; blanks in it stay.
func CleanPath(path string) string { return strings.ReplaceAll(checks.Clean(path), "\n", "") }

// DayAndTime prints a date with the time of day.
func DayAndTime(t time.Time, o report.Options) string {
	t = t.In(o.Location)
	return o.Printer.Day(t) + " " + t.Format("15:04")
}

// FileSize prints how large a file is.
func FileSize(bytes int64) string {
	const kilo = 1000
	if bytes < kilo*kilo {
		return fmt.Sprintf("%d kB", (bytes+kilo-1)/kilo)
	}
	return fmt.Sprintf("%d MB", (bytes+kilo*kilo-1)/(kilo*kilo))
}
