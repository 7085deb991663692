package shell

import (
	"errors"
	"slices"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/store"
)

// Exit codes.
const (
	ExitOK          = 0
	ExitFailure     = 1
	ExitUse         = 2
	ExitNotFound    = 3
	ExitBusy        = 4
	ExitDamaged     = 5
	ExitDue         = 6
	ExitInterrupted = 130
)

// Problem is an error of the command line itself: the id of a message that says what failed, and of one more, ID.do, that says
// what to do; or another error that has words of its own, and is only given another exit code here.
type Problem struct {
	Code  int
	ID    string
	Pairs []any
	N     *int // of a message with plural forms, which of them
	Err   error

	cause checks.Code // of which the advice takes the place of ID.do, "" for none
}

func (p *Problem) Error() string {
	if p.Err != nil {
		return p.Err.Error()
	}
	return p.ID
}

func (p *Problem) Unwrap() error { return p.Err }

// ErrInterrupted ends the program as the signal wished. There is nothing to say about it.
var ErrInterrupted = errors.New("interrupted")

// ErrDue ends a call that asks whether anything is due, where something is. It has said so.
var ErrDue = errors.New("due")

// Translated is a value of a message that is put into words when the language of the call is known.
type Translated func(*lang.Printer) string

// message is the message with this id, in the language of a printer.
func (p *Problem) message(in *lang.Printer, id string) string {
	pairs := slices.Clone(p.Pairs)
	for i, v := range pairs {
		if t, ok := v.(Translated); ok {
			pairs[i] = t(in)
		}
	}
	if p.N != nil && id == p.ID {
		return in.N(id, *p.N, pairs...)
	}
	return in.T(id, pairs...)
}

// WrongUse is an error of whoever called the program.
func WrongUse(id string, pairs ...any) error { return newProblem(ExitUse, id, pairs) }

// Failure is an error of a call that was right.
func Failure(id string, pairs ...any) error { return newProblem(ExitFailure, id, pairs) }

// Failures is a [Failure] whose message has plural forms.
func Failures(id string, n int, pairs ...any) error {
	p := newProblem(ExitFailure, id, pairs)
	p.N = &n
	return p
}

// FailureOf is a [Failure] at which the system said something. Where that calls for advice of its own, it is given in place of ID.do; rights
// and disks that are read-only the message knows better.
func FailureOf(err error, id string, pairs ...any) error {
	p := newProblem(ExitFailure, id, pairs)
	if code := store.SystemCode(err); code != checks.CodeDenied && code != checks.CodeReadOnly {
		p.cause = code
	}
	return p
}

// NotFound says that there is nothing of what was asked for.
func NotFound(id string, pairs ...any) error { return newProblem(ExitNotFound, id, pairs) }

// newProblem makes what was typed on the command line safe to print.
func newProblem(code int, id string, pairs []any) *Problem {
	for i, v := range pairs {
		if s, ok := v.(string); ok {
			pairs[i] = checks.CleanLine(s)
		}
	}
	return &Problem{Code: code, ID: id, Pairs: pairs}
}

// Translate returns an error whose code is among these as the failure with the message of that code, and any other as it is.
func Translate(err error, messages map[checks.Code]string, pairs ...any) error {
	if id, ok := messages[checks.CodeOf(err)]; ok && err != nil {
		return Failure(id, pairs...)
	}
	return err
}

// InvalidInput says of what was typed why it is refused: it is wrong use. Some of it has other words here than on a screen.
func InvalidInput(err error) error {
	switch checks.CodeOf(err) {
	case "":
		return err
	case checks.CodeTextLong:
		return WrongUse("cli.error.text-long")
	}
	return &Problem{Code: ExitUse, Err: err}
}

// exitCodes are those of errors of the domain; that of any other is [ExitFailure].
var exitCodes = map[checks.Code]int{
	checks.CodeNotFound: ExitNotFound, checks.CodeAmbiguous: ExitNotFound, checks.CodeNoRunThen: ExitNotFound,
	checks.CodeNoEarlierThen: ExitNotFound, checks.CodeNoBaseline: ExitNotFound,
	checks.CodeReference: ExitUse, checks.CodeMonth: ExitUse, checks.CodePeriod: ExitUse, checks.CodeTwoDays: ExitUse,
	checks.CodeBusy: ExitBusy, checks.CodeDamaged: ExitDamaged, checks.CodeEmptyFile: ExitDamaged,
}

// ExitCode returns the code with which an error, nil for none, ends the program.
func ExitCode(err error) int {
	var p *Problem
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &p):
		return p.Code
	case errors.Is(err, ErrInterrupted):
		return ExitInterrupted
	case errors.Is(err, ErrDue):
		return ExitDue
	}
	if code, ok := exitCodes[checks.CodeOf(err)]; ok {
		return code
	}
	return ExitFailure
}

// Words says what failed and what to do.
func (s *Shell) Words(err error) (what, do string) {
	var p *Problem
	if errors.As(err, &p) && p.Err == nil {
		p.Pairs = append(p.Pairs, "Call", s.Call())
		what, do = p.message(s.Printer(), p.ID), p.message(s.Printer(), p.ID+".do")
		if p.cause != "" {
			_, do = s.Printer().Error(&checks.Error{Code: p.cause})
		}
		return what, do
	}
	return s.Printer().Error(err)
}
