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
	MessageSubject() string // what it is about, safe to show
}

// dated is an error whose messages name a day, if there is one.
type dated interface{ MessageDay() (time.Time, bool) }

// otherCode names the messages for an error that names none.
const otherCode = "other"

// Error says in two sentences what failed and what to do. Of nil there is nothing to say.
func (p *Printer) Error(err error) (what, do string) {
	if err == nil {
		return "", ""
	}
	code, subject, day := otherCode, printable(err.Error()), ""
	var c coded
	if errors.As(err, &c) && p.Has("error."+c.MessageCode()+".what") {
		code, subject = c.MessageCode(), c.MessageSubject()
	}
	var d dated
	if errors.As(err, &d) {
		if t, ok := d.MessageDay(); ok {
			day = p.Day(t)
		}
	}
	pairs := []any{"Subject", subject, "Day", day}
	return p.T("error."+code+".what", pairs...), p.T("error."+code+".do", pairs...)
}

// printable puts a foreign text on one line; what cannot be printed parts words, as a space does.
func printable(s string) string {
	words := strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
	return strings.Join(words, " ")
}
