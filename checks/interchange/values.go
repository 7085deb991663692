package interchange

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"emptychair/checks"
)

// The readers of single values leave alone what they read into where the value is wrong, which is a problem then.

// word reads a string as it is.
func (p *parser) word() (string, bool) {
	t := p.token()
	s, ok := t.(string)
	if !ok {
		p.wrong(t, checks.CodeWantText)
	}
	return s, ok
}

// text reads what somebody wrote.
func (p *parser) text(into *string) { p.written(into, checks.CleanText) }

// line reads what somebody wrote on one line, like a name.
func (p *parser) line(into *string) { p.written(into, checks.CleanLine) }

// sentence reads what somebody wrote on one line, where a [checks.Complaint] keeps it.
func (p *parser) sentence(into *string) {
	p.written(into, func(s string) string { return checks.CleanText(checks.CleanLine(s)) })
}

// draft reads what somebody typed, which has no bounds of its own.
func (p *parser) draft(into *string) {
	if s, ok := p.word(); ok {
		*into = checks.Clean(s)
	}
}

func (p *parser) written(into *string, clean func(string) string) {
	s, ok := p.word()
	if !ok {
		return
	}
	if s = clean(s); utf8.RuneCountInString(s) > checks.MaxText {
		p.problem(checks.CodeTextLong, "")
		return
	}
	*into = s
}

// maxID is how many bytes an id may have, so that every key of a database can hold it.
const maxID = 128

// id reads an id; one that may be missing is "".
func (p *parser) id(into *string, optional bool) {
	if s, ok := p.word(); ok && (s == "" && optional || p.isID(s)) {
		*into = s
	}
}

// isID tells whether a text can be an id, and notes a problem where it cannot.
func (p *parser) isID(s string) bool {
	ok := s != "" && len(s) <= maxID && checks.CleanLine(s) == s
	if !ok {
		p.problem(checks.CodeID, s)
	}
	return ok
}

// among reads a word that is one of a few; code is the problem with any other one.
func among[T ~string](p *parser, into *T, code checks.Code, known ...T) {
	s, ok := p.word()
	if !ok {
		return
	}
	for _, k := range known {
		if s == string(k) {
			*into = k
			return
		}
	}
	p.problem(code, s)
}

// number reads a whole number.
func (p *parser) number(into *int) {
	const most = 1_000_000_000 // more than anything that is counted
	t := p.token()
	n, ok := t.(json.Number)
	if !ok {
		p.wrong(t, checks.CodeWantNumber)
		return
	}
	i, err := strconv.Atoi(string(n))
	if err != nil || i < -most || i > most {
		p.problem(checks.CodeWantNumber, string(n))
		return
	}
	*into = i
}

// natural reads a number that is not negative.
func (p *parser) natural(into *int) {
	n := 0
	if p.number(&n); n < 0 {
		p.problem(checks.CodeWantNumber, strconv.Itoa(n))
		return
	}
	*into = n
}

// count reads how many people gave one answer.
func (p *parser) count(into *int) {
	n := 0
	if p.clean(func() { p.number(&n) }) {
		if n < 0 || n > checks.MaxPeople {
			p.problem(checks.CodeCount, strconv.Itoa(n))
			return
		}
		*into = n
	}
}

// seconds reads a duration as [seconds] writes it.
func (p *parser) seconds(into *time.Duration) {
	t := p.token()
	n, ok := t.(json.Number)
	if !ok {
		p.wrong(t, checks.CodeWantSeconds)
		return
	}
	d, err := time.ParseDuration(string(n) + "s")
	if err != nil || d < 0 {
		p.problem(checks.CodeWantSeconds, string(n))
		return
	}
	*into = d
}

// truth reads true or false; of anything else it makes what is said to do least harm.
func (p *parser) truth(into *bool, otherwise bool) {
	t := p.token()
	b, ok := t.(bool)
	if !ok {
		p.wrong(t, checks.CodeWantTruth)
		b = otherwise
	}
	*into = b
}

// dayAfter is the latest day on which something can have happened where it is today here; zero for the zero day.
func dayAfter(today checks.Day) checks.Day {
	if today.IsZero() {
		return today
	}
	return checks.DayOf(today.Time().AddDate(0, 0, 1))
}

// notAhead notes a problem where a day is still to come.
func (p *parser) notAhead(day checks.Day, said string) {
	if !p.until.IsZero() && p.until.Before(day) {
		p.problem(checks.CodeFuture, said)
	}
}

// moment reads a moment at which something happened; null is the zero moment where it may be.
func (p *parser) moment(into *time.Time, optional bool) {
	t := p.token()
	if t == nil && p.err == nil && optional {
		*into = time.Time{}
		return
	}
	s, ok := t.(string)
	if !ok {
		p.wrong(t, checks.CodeWantTime)
		return
	}
	m, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || strings.Contains(s, ",") || m.UTC().Year() < 1 || m.UTC().Year() > maxYear || m.IsZero() {
		p.problem(checks.CodeWantTime, s)
		return
	}
	*into = m.UTC()
	p.notAhead(checks.DayOf(*into), s)
}

// day reads a day like 2026-09-30; "" is none where it may be.
func (p *parser) day(into *checks.Day, optional bool) {
	s, ok := p.word()
	if !ok || s == "" && optional {
		return
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		p.problem(checks.CodeDay, s)
		return
	}
	*into = checks.DayOf(t)
}

// past reads a day on which something happened.
func (p *parser) past(into *checks.Day, optional bool) {
	p.day(into, optional)
	p.notAhead(*into, into.String())
}
