package main

import (
	"io"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/store"
)

// runRepair rescues what can be read into a new file, and says what came back, what is lost, and where the old file is.
func runRepair(w io.Writer, s database, how func() report.Options) error {
	say := how()
	r, err := s.Repair(say.Say("cli.repair.team"))
	switch {
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
	doubtful := 0
	for _, l := range r.Lost {
		if l.Kind == store.LossDoubtful {
			doubtful++
			continue
		}
		p.Paragraph(say.Printer.Signs("• "), say.Say(l.MessageID(), "Where", checks.CleanLine(l.Where), "Detail", checks.CleanLine(l.Detail)))
	}
	if doubtful > 0 { // which is most of a file where its beginning is lost
		p.Paragraph(say.Printer.Signs("• "), say.Printer.N("cli.repair.doubtful", doubtful))
	}
	p.Sentence(say.Say("cli.repair.aside", "File", cleanPath(r.Aside)))
	_, err = io.WriteString(w, p.String())
	return written(err)
}
