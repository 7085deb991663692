package interchange

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"emptychair/checks"
)

// Problem is one thing that keeps a document from being read.
type Problem struct {
	Path string // of the field, like runs[3].ratings.contact, or the column of a table; "" for the document as a whole
	Line int    // where it stands, counted from 1; of what is missing, where that begins which lacks it
	Err  error  // a *checks.Error

	First int // of what is there twice, the line where it stands first; 0 where that is not known
}

// Problems is all that is wrong with a document.
type Problems struct {
	List []Problem // never empty, in the order in which they were found, at most [MaxProblems]
	More int       // how many there are besides, as far as they were looked for
}

// MaxProblems is how many problems are listed; more are counted, until there are so many that nobody looks for others.
const (
	MaxProblems = 100
	enough      = 10_000
)

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.List) + p.More }

func (p *Problems) Error() string {
	first := p.List[0]
	return fmt.Sprintf("%s: %d, first line %d, %s: %v", checks.CodeProblems, p.Count(), first.Line, first.Path, first.Err)
}

// Unwrap returns the error of each problem in the list.
func (p *Problems) Unwrap() []error {
	return each(p.List, func(p Problem) error { return p.Err })
}

// MessageCode names the messages for all of them together.
func (p *Problems) MessageCode() string { return string(checks.CodeProblems) }

// MessageSubject is how many there are.
func (p *Problems) MessageSubject() string { return strconv.Itoa(p.Count()) }

// add notes a problem.
func (p *Problems) add(at place, line int, err error) {
	if len(p.List) == MaxProblems {
		p.More++
		return
	}
	p.List = append(p.List, Problem{Path: at.brief().String(), Line: line, Err: brief(err)})
}

// replace forgets all other problems for one beside which they mean nothing.
func (p *Problems) replace(line int, err error) {
	*p = Problems{List: []Problem{{Line: line, Err: err}}}
}

// orNil returns the problems as an error, nil for none.
func (p *Problems) orNil() error {
	if p.Count() == 0 {
		return nil
	}
	return p
}

// maxSubject is how many characters of what stands in a document are told of a problem with it.
const maxSubject = 60

// brief returns an error of the domain whose subject is no longer than a problem should be.
func brief(err error) error {
	var e *checks.Error
	if !errors.As(err, &e) || len(e.Subject) <= maxSubject {
		return err
	}
	short := *e
	short.Subject = shortened(e.Subject)
	return &short
}

// shortened returns a text on one line that is not long.
func shortened(s string) string {
	const most = 10 * maxSubject // to clean, whatever is taken out
	if len(s) > most {
		s = s[:most]
		for !utf8.ValidString(s) {
			s = s[:len(s)-1]
		}
	}
	s = checks.CleanLine(s)
	if r := []rune(s); len(r) > maxSubject {
		return string(r[:maxSubject]) + "…"
	}
	return s
}

// place is where something stands in a document, from the outermost list or field on.
type place []part

// part is a field by its name, or a member of a list by its place.
type part struct {
	name  string
	index int
}

// brief returns the place with names no longer than a problem should be.
func (p place) brief() place {
	return each(p, func(p part) part { return part{shortened(p.name), p.index} })
}

func named(name string) part { return part{name, -1} }

func nth(i int) part { return part{"", i} }

func (p place) String() string {
	var b strings.Builder
	for i, part := range p {
		switch {
		case part.name == "" && part.index >= 0:
			fmt.Fprintf(&b, "[%d]", part.index)
		case !plain(part.name):
			fmt.Fprintf(&b, "[%q]", part.name)
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(part.name)
		}
	}
	return b.String()
}

// plain tells whether a name can stand in a path as it is.
func plain(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""
}

func fail(c checks.Code, subject string) error { return &checks.Error{Code: c, Subject: subject} }
