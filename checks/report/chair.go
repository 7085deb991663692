package report

import (
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// chairSign marks where the customer in the empty chair would presumably stand. It is no answer and counts nowhere.
const chairSign = "◇"

// chairCells are a row of the scale with the chair on its step, all empty where the chair is.
func chairCells(chair checks.Chair) (cells [checks.Steps]string) {
	if chair.Step != checks.NoAnswer {
		cells[chair.Step-1] = chairSign
	}
	return cells
}

// chairText draws the chair below the answers that it belongs to, where it was placed. Its name stands beside it where a label
// has room for it.
func (d *document) chairText(chair checks.Chair, label, column int) {
	if chair.Step == checks.NoAnswer {
		return
	}
	line := Pad("", label)
	if label > bareLabel {
		line = Pad("    "+d.Say("report.chair"), label)
	}
	for _, cell := range chairCells(chair) {
		line += Pad(d.signs(cell), column)
	}
	d.Line(line)
}

// ChairEvidence quotes what the chair rests on in a run of this name, or says that it stayed empty; nothing where nobody asked.
func ChairEvidence(p *lang.Printer, run string, chair checks.Chair) string {
	switch {
	case chair.Empty:
		return p.T("compare.chair-empty", "Run", run)
	case chair.Evidence == "":
		return ""
	}
	return p.T("compare.chair", "Run", run, "Evidence", chair.Evidence)
}

// chairSays is what the chair rests on, or that it stays empty for want of evidence; nothing where nobody asked.
func (d *document) chairSays(chair checks.Chair) string {
	if chair.Empty {
		return d.Say("report.chair-empty")
	}
	return chair.Evidence
}

// chairMarkdown is a row with the chair, where it was placed; it has no figures.
func (d *document) chairMarkdown(name string, chair checks.Chair, figures FigureTable) {
	if chair.Step == checks.NoAnswer {
		return
	}
	cells := chairCells(chair)
	d.Line(strings.TrimRight(tableRow(slices.Concat([]string{name}, cells[:], make([]string, len(figures.heads)))), " "))
}
