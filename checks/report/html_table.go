package report

import (
	"fmt"

	"emptychair/checks"
)

// htmlTable is the figures beside a drawing.
type htmlTable struct {
	Heads []string // the first is over the names of the rows
	Rows  []htmlRow
}

// htmlRow is a row of figures, or instead of them something that is said across all columns.
type htmlRow struct {
	Name, Below string
	Cells       []string
	Said        string
	Across      int
}

// tallyRow is the answers that a row of a table is about.
type tallyRow struct {
	name, below string
	tally       checks.Tally
	chair       checks.Step
	withheld    bool
}

// tallyTable lists tallies with their figures: how many gave each step, how many rated, how many gave no answer where somebody
// did, range and median, and the chair where there is one. Of one person it says the step
// in words. Head is over the names of the rows.
func (d *dossier) tallyTable(kind checks.Kind, head string, rows []tallyRow) htmlTable {
	noAnswers, chairs := false, false
	for _, r := range rows {
		noAnswers, chairs = noAnswers || r.tally.NoAnswer > 0, chairs || r.chair != checks.NoAnswer
	}
	t := htmlTable{Heads: []string{head}}
	if kind == checks.Team {
		for step := range checks.Steps {
			t.Heads = append(t.Heads, fmt.Sprint(step+1))
		}
		t.Heads = append(t.Heads, d.Say("figures.head.n"))
		if noAnswers {
			t.Heads = append(t.Heads, d.Say("figures.head.no-answer"))
		}
		t.Heads = append(t.Heads, d.Say("figures.head.range"), d.Say("figures.head.median"))
	} else {
		t.Heads = append(t.Heads, d.Say("report.answers"))
	}
	if chairs {
		t.Heads = append(t.Heads, d.Say("export.column.chair"))
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, d.tableRow(kind, r, len(t.Heads)-1, noAnswers, chairs))
	}
	return t
}

func (d *dossier) tableRow(kind checks.Kind, r tallyRow, columns int, noAnswers, chairs bool) htmlRow {
	h := htmlRow{Name: r.name, Below: r.below, Across: columns}
	switch {
	case r.withheld:
		h.Said = d.Say("export.withheld")
		return h
	case r.tally.Answers() == 0:
		h.Said = d.Say("report.not-rated")
		return h
	}
	if kind == checks.Team {
		for _, count := range r.tally.Counts {
			h.Cells = append(h.Cells, dashed(count))
		}
		h.Cells = append(h.Cells, fmt.Sprint(r.tally.N()))
		if noAnswers {
			h.Cells = append(h.Cells, dashed(r.tally.NoAnswer))
		}
		h.Cells = append(h.Cells, Range(d.Printer, r.tally), Median(d.Printer, r.tally))
	} else if step, _, ok := r.tally.Range(); ok {
		h.Cells = append(h.Cells, d.Say("report.step", "Step", int(step), "Word", d.texts.Scale[step-1]))
	} else {
		h.Cells = append(h.Cells, d.texts.NoAnswer)
	}
	if chairs {
		h.Cells = append(h.Cells, dashed(int(r.chair)))
	}
	return h
}

// dashed is a number, and a small sign for none.
func dashed(n int) string {
	if n == 0 {
		return "·"
	}
	return fmt.Sprint(n)
}
