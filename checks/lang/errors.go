package lang

import (
	"errors"
	"strings"
	"unicode"
)

// coded is an error that names its messages: "error.CODE.what" says what failed, "error.CODE.do" what to do.
type coded interface {
	error
	MessageCode() string
	MessageSubject() string // what it is about, safe to show
}

// otherCode names the messages for an error that names none.
const otherCode = "other"

// Error says in two sentences what failed and what to do. Of nil there is nothing to say.
func (p *Printer) Error(err error) (what, do string) {
	if err == nil {
		return "", ""
	}
	code, subject := otherCode, printable(err.Error())
	var c coded
	if errors.As(err, &c) && p.Has("error."+c.MessageCode()+".what") {
		code, subject = c.MessageCode(), c.MessageSubject()
	}
	return p.T("error."+code+".what", "Subject", subject), p.T("error."+code+".do", "Subject", subject)
}

// printable puts a foreign text on one line; what cannot be printed parts words, as a space does.
func printable(s string) string {
	words := strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	})
	return strings.Join(words, " ")
}
