package main

import (
	"errors"
	"slices"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// Exit codes.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUse         = 2
	exitNotFound    = 3
	exitBusy        = 4
	exitDamaged     = 5
	exitInterrupted = 130
)

// problem is an error of the command line itself: the id of a message that says what failed, and of one more, ID.do, that
// says what to do; or another error that has words of its own, and is only given another exit code here.
type problem struct {
	code  int
	id    string
	pairs []any
	n     *int // of a message with plural forms, which of them
	err   error
}

func (p *problem) Error() string {
	if p.err != nil {
		return p.err.Error()
	}
	return p.id
}

func (p *problem) Unwrap() error { return p.err }

// errInterrupted ends the program as the signal wished. There is nothing to say about it.
var errInterrupted = errors.New("interrupted")

// spoken is a value of a message that is put into words when the language of the call is known.
type spoken func(*lang.Printer) string

// said is the message with this id, in the language of a printer.
func (p *problem) said(in *lang.Printer, id string) string {
	pairs := slices.Clone(p.pairs)
	for i, v := range pairs {
		if s, ok := v.(spoken); ok {
			pairs[i] = s(in)
		}
	}
	if p.n != nil && id == p.id {
		return in.N(id, *p.n, pairs...)
	}
	return in.T(id, pairs...)
}

func wrongUse(id string, pairs ...any) error {
	return &problem{code: exitUse, id: id, pairs: clean(pairs)}
}

func failure(id string, pairs ...any) error {
	return &problem{code: exitFailure, id: id, pairs: clean(pairs)}
}

func missing(id string, pairs ...any) error {
	return &problem{code: exitNotFound, id: id, pairs: clean(pairs)}
}

// clean makes what was typed on the command line safe to print.
func clean(pairs []any) []any {
	for i, v := range pairs {
		if s, ok := v.(string); ok {
			pairs[i] = checks.CleanLine(s)
		}
	}
	return pairs
}

// exitCode returns the code with which an error ends the program.
func exitCode(err error) int {
	var p *problem
	if errors.As(err, &p) {
		return p.code
	}
	if errors.Is(err, errInterrupted) {
		return exitInterrupted
	}
	switch checks.CodeOf(err) {
	case checks.CodeNotFound, checks.CodeAmbiguous, checks.CodeNoRunThen, checks.CodeNoEarlierThen, checks.CodeNoFinishedRun, checks.CodeNoBaseline:
		return exitNotFound
	case checks.CodeReference, checks.CodeMonth, checks.CodePeriod:
		return exitUse
	case checks.CodeBusy:
		return exitBusy
	case checks.CodeDamaged, checks.CodeEmptyFile:
		return exitDamaged
	}
	return exitFailure
}

// complain prints what failed and what to do.
func (a *app) complain(err error) {
	if errors.Is(err, errInterrupted) {
		return
	}
	what, do := a.words(err)
	_ = tell(a.stderr, report.Options{}, "emptychair: "+what, do) // without the clock: it may be what failed
}

// tellMissing says how many records the call met that cannot be read. What it printed is without them.
func (a *app) tellMissing() {
	if a.db == nil || a.db.Missing() == 0 {
		return
	}
	_ = tell(a.stderr, report.Options{}, a.printer().N("cli.missing.records", a.db.Missing(), "Call", a.call()))
}

func (a *app) words(err error) (what, do string) {
	var p *problem
	if errors.As(err, &p) && p.err == nil {
		p.pairs = append(p.pairs, "Call", spoken(func(*lang.Printer) string { return a.call() }))
		return p.said(a.printer(), p.id), p.said(a.printer(), p.id+".do")
	}
	what, do = a.printer().Error(err)
	if isLost(err) {
		do = a.rescue(err)
	}
	return what, do
}
