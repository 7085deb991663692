package lang

import (
	"errors"
	"strings"
	"time"
	"unicode"
)

// coded is an error that names its messages: "error.CODE.what" says what failed, "error.CODE.do" what to do.
type coded interface {
	error
	MessageCode() string
	MessageSubject() string   // what it is about, safe to show
	MessageDays() []time.Time // that the sentences name, two at most
}

// Error says in two sentences what failed and what to do, which may be what to do about what is behind it. Of nil there is nothing to say.
func (p *Printer) Error(err error) (what, do string) {
	if err == nil {
		return "", ""
	}
	code, subject, cause, days := "other", printable(err.Error()), "", [2]string{}
	var c, behind coded
	if errors.As(err, &c) && p.Has("error."+c.MessageCode()+".what") {
		code, subject = c.MessageCode(), c.MessageSubject()
		for i, t := range c.MessageDays() {
			days[i] = p.Day(t)
		}
	}
	if c != nil && errors.As(errors.Unwrap(c), &behind) {
		_, cause = p.Error(behind)
	}
	pairs := []any{"Subject", subject, "Day", days[0], "Other", days[1], "Cause", cause}
	return p.T("error."+code+".what", pairs...), p.T("error."+code+".do", pairs...)
}

// printable puts a foreign text on one line; what cannot be printed parts words, as a space does.
func printable(s string) string {
	words := strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
	return strings.Join(words, " ")
}
