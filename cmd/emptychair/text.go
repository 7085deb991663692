package main

import (
	"fmt"
	"io"
	"strings"

	"emptychair/checks"
	"emptychair/checks/report"
)

// writing is a text that somebody wrote for a command.
type writing struct {
	text  string
	typed bool // just now, in an editor: it is nowhere else
}

// fromStdin is the argument that stands for what stdin says.
const fromStdin = "-"

// maxInput is more bytes than any text may have.
const maxInput = 16 * checks.MaxText

// text returns the text that an argument gives, or stdin where the argument says so or is missing; on a terminal a missing one
// is written in an editor, beginning with what is there already.
func (a *app) text(args []string, already string) (writing, error) {
	switch {
	case len(args) > 0 && args[0] != fromStdin:
		return writing{text: args[0]}, nil
	case len(args) > 0 || !a.isTerminal(a.stdin):
		b, err := io.ReadAll(io.LimitReader(a.stdin, maxInput))
		if err != nil {
			return writing{}, failure("cli.error.input")
		}
		return writing{text: string(b)}, nil
	}
	text, err := a.edit(already)
	return writing{text, true}, err
}

// isEmpty tells whether nothing was written that can be seen.
func (w writing) isEmpty() bool { return strings.TrimSpace(checks.Clean(w.text)) == "" }

// keep shows once more what was written where it could not be noted, so that it is not lost.
func (a *app) keep(w writing, err error) error {
	if err != nil && w.typed && !w.isEmpty() {
		_, _ = fmt.Fprintf(a.stderr, "%s\n%s\n\n", a.printer().T("cli.not-noted"), strings.TrimSpace(checks.Clean(w.text)))
	}
	return err
}

// quoted is the beginning of a text on a line of its own, so that everybody sees which one is meant.
func quoted(text string, o report.Options) string { return report.FirstLine("  ", text, o) }

// tell prints sentences, each on lines of its own.
func tell(w io.Writer, o report.Options, sentences ...string) error {
	p := report.NewPage(o)
	for _, s := range sentences {
		p.Sentence(s)
	}
	_, err := io.WriteString(w, p.String())
	return written(err)
}
