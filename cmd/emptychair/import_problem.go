package main

import (
	"errors"
	"fmt"

	"emptychair/checks"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
)

// notImported says why a document is not taken in: everything that is wrong with it, each on a line of its own.
func (o importOptions) notImported(err error, d document, say report.Options) error {
	var list *interchange.Problems
	if !errors.As(err, &list) {
		return d.notRead(err)
	}
	for _, p := range list.List {
		_, _ = fmt.Fprintln(o.notes, problemLine(p, say))
	}
	if list.More > 0 {
		_, _ = fmt.Fprintln(o.notes, say.Printer.N("cli.import.more-problems", list.More))
	}
	n := list.Count()
	return &problem{code: exitFailure, id: "cli.error.not-imported", n: &n, pairs: clean([]any{"File", d.name})}
}

// notMerged is [importOptions.notImported] for what was found valid. Where the store failed, nothing was taken in, and that is said.
func (o importOptions) notMerged(err error, d document, say report.Options) error {
	var ours *checks.Error
	if errors.As(err, &ours) && ours.Code != checks.CodeUnsure {
		_ = tell(o.notes, say, say.Say("cli.import.none"))
	}
	return o.notImported(err, d, say)
}

// problemLine says what is wrong with a document, and where, on one line.
func problemLine(p interchange.Problem, say report.Options) string {
	what, path := problemWords(p, say), checks.CleanLine(p.Path)
	switch {
	case p.Line > 0:
		return say.Say("cli.import.problem-line", "Line", p.Line, "Path", path, "What", what)
	case path == "":
		return what
	}
	return say.Say("cli.import.problem", "Path", path, "What", what)
}

// problemWords says what is wrong: in words for somebody with a file before them, where there are such.
func problemWords(p interchange.Problem, say report.Options) string {
	var e *checks.Error
	id := "cli.import.wrong." + string(checks.CodeOf(p.Err))
	if !errors.As(p.Err, &e) || !say.Printer.Has(id) {
		what, _ := say.Printer.Error(p.Err)
		return what
	}
	return say.Say(id, "Subject", checks.CleanLine(e.Subject), "First", p.First, "Known", named("", itemWords())(say.Printer))
}
