package lang

import (
	"errors"

	"emptychair/checks"
)

// Error says in two sentences what failed and what to do, which may be what to do about what is behind it. Of nil there is nothing to say.
// The messages are "error.CODE.what" and "error.CODE.do".
func (p *Printer) Error(err error) (what, do string) {
	if err == nil {
		return "", ""
	}
	code, subject, cause, plain, days := "other", checks.CleanLine(err.Error()), "", "", [2]string{}
	var e, behind *checks.Error
	if errors.As(err, &e) && p.Has("error."+string(e.Code)+".what") {
		code, subject, plain = string(e.Code), checks.CleanLine(e.Subject), e.Nearest.String()
		for i, day := range []checks.Day{e.Nearest, e.Other} {
			if !day.IsZero() {
				days[i] = p.Day(day.Time())
			}
		}
	}
	if e != nil && errors.As(e.Err, &behind) {
		_, cause = p.Error(behind)
	}
	pairs := []any{"Subject", subject, "Day", days[0], "Other", days[1], "Plain", plain, "Cause", cause}
	return p.T("error."+code+".what", pairs...), p.T("error."+code+".do", pairs...)
}
