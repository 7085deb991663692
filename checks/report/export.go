package report

import (
	"errors"
	"io"

	"emptychair/checks"
)

// CSV is a table for spreadsheets and statistics, in long form. Only a [Dossier] is written so.
const CSV Format = "csv"

// ExportFormats are the formats in which everything can be taken out, those for people first.
var ExportFormats = []Format{Markdown, HTML, CSV, JSON}

// ExportOptions say how a dossier is written.
type ExportOptions struct {
	Options
	Excel bool // of CSV: as a spreadsheet in German opens it, with a byte order mark and semicolons
}

// Export writes a dossier: as Markdown to paste into a wiki, as a page for the browser and the printer in one file, or as CSV.
// JSON is written of a shared one only; what is not shared goes out in the interchange format, which holds all of it.
func Export(w io.Writer, f Format, d Dossier, o ExportOptions) error {
	if o.Location == nil {
		o.Location = d.Made.Location()
	}
	switch f {
	case HTML:
		return exportHTML(w, d, o.Options)
	case CSV:
		return exportCSV(w, d, o)
	case JSON:
		if !d.Shared {
			return &checks.Error{Code: checks.CodeIO, Err: errors.ErrUnsupported}
		}
		return WriteJSON(w, sharedFile(d))
	}
	return exportMarkdown(w, d, o.Options)
}
