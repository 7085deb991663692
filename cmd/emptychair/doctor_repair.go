package main

import (
	"io"
	"slices"
	"strconv"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/store"
)

// runRepair rescues what can be read into a new file, and says what came back, what is lost, and where the old file is. Where
// anything is lost that is an error, told at last, with the backup that may hold it.
func runRepair(w io.Writer, s database, how func() report.Options) error {
	say := how()
	r, err := s.Repair()
	switch {
	case checks.CodeOf(err) == checks.CodeDamaged, checks.CodeOf(err) == checks.CodeEmptyFile:
		return &problem{code: exitDamaged, id: "cli.error.nothing-rescued", pairs: wholeBackup(s, say, "File", cleanPath(s.Path()))}
	case err != nil:
		return err
	case r.Aside == "":
		return tell(w, say, say.Say("cli.doctor.nothing"))
	}
	p := report.NewPage(say)
	p.Sentence(say.Say("cli.repair.done", "What", counted(r.Runs, r.Actions, r.Stories, say)))
	if len(r.Lost) == 0 {
		p.Sentence(say.Say("cli.repair.nothing-lost"))
	}
	lossPage{p}.losses(r.Lost)
	p.Sentence(say.Say("cli.repair.aside", "File", cleanPath(r.Aside)))
	if _, err := io.WriteString(w, p.String()); err != nil {
		return written(err)
	}
	if len(r.Lost) > 0 {
		return &problem{code: exitFailure, id: "cli.error.partly-rescued", pairs: wholeBackup(s, say)}
	}
	return nil
}

// wholeBackup appends the number of the newest backup that is whole and when it was made to the pairs of a message, where
// there is one.
func wholeBackup(s database, say report.Options, pairs ...any) []any {
	list, err := keptBackups(s)
	if good := newestGood(list); err == nil && good >= 0 {
		return append(pairs, "When", dayAndTime(list[good].Made, say), "Number", strconv.Itoa(good+1))
	}
	return append(pairs, "When", "", "Number", "")
}

// lossPage says what a repair could not bring back.
type lossPage struct{ *report.Page }

func (p lossPage) losses(list []store.Loss) {
	doubtful := slices.DeleteFunc(slices.Clone(list), func(l store.Loss) bool { return l.Kind != store.LossDoubtful })
	for _, l := range list {
		if l.Kind != store.LossDoubtful {
			p.loss(l)
		}
	}
	for _, l := range doubtful[:min(linesPerKind, len(doubtful))] {
		p.loss(l)
	}
	if more := len(doubtful) - linesPerKind; more > 0 { // which is most of a file where its beginning is lost
		p.Paragraph(p.Printer.Signs("• "), p.Printer.N("cli.repair.doubtful", more))
	}
}

func (p lossPage) loss(l store.Loss) {
	day := ""
	if !l.Day.IsZero() {
		day = p.Printer.Day(l.Day.Time())
	}
	p.Paragraph(p.Printer.Signs("• "), p.Say(l.MessageID(), "Where", checks.CleanLine(l.Where), "Day", day))
}
