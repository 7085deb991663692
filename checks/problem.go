package checks

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Problem is one thing that is wrong with a record.
type Problem struct {
	Path Path // of the field; empty where it is the record as a whole
	Err  *Error
}

// Path is the way to a field in the JSON of a record: names as strings, places in lists, counted from 0, as ints.
type Path []any

// String returns the path like ratings.contact.counts[2]. A name that could be taken for something else stands in quotes, like
// looked["a.b"].
func (p Path) String() string {
	var b strings.Builder
	for i, part := range p {
		name, ok := part.(string)
		switch {
		case !ok:
			fmt.Fprintf(&b, "[%d]", part)
		case !isPlain(name):
			fmt.Fprintf(&b, "[%q]", name)
		case i > 0:
			b.WriteString("." + name)
		default:
			b.WriteString(name)
		}
	}
	return b.String()
}

// isPlain tells whether a name can stand in a path as it is.
func isPlain(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == ""
}

// problems collects what is wrong with a record, or with the part of it at a path.
type problems struct {
	list *[]Problem
	at   Path
}

// problemsOf returns what check finds.
func problemsOf(check func(p problems)) []Problem {
	var list []Problem
	check(problems{list: &list})
	return list
}

// first returns the error of the first problem, nil where there is none.
func first(list []Problem) error {
	if len(list) == 0 {
		return nil
	}
	return list[0].Err
}

// in returns a collector for the part at a path within this one.
func (p problems) in(at ...any) problems { return problems{p.list, slices.Concat(p.at, at)} }

// refuse notes a problem with the field at a path within the part, if there is one.
func (p problems) refuse(wrong bool, code Code, subject any, at ...any) {
	if wrong {
		*p.list = append(*p.list, Problem{slices.Concat(p.at, at), &Error{Code: code, Subject: fmt.Sprint(subject)}})
	}
}

// MaxID is how many bytes an id may have.
const MaxID = 128

func (p problems) id(id string, at ...any) { p.refuse(!validID(id), CodeID, id, at...) }

func validID(id string) bool { return id != "" && len(id) <= MaxID && CleanLine(id) == id }

// team refuses what is no name of a team.
func (p problems) team(name string) {
	switch {
	case CleanLine(name) == "":
		p.refuse(true, CodeTeamEmpty, "", "team")
	case utf8.RuneCountInString(name) > MaxName:
		p.refuse(true, CodeTeamLong, "", "team")
	default:
		p.refuse(CleanLine(name) != name, CodeInvalidRun, "", "team")
	}
}

// owner refuses what is no name of a person; it may be empty. Of one that is not clean the code says what cannot hold it.
func (p problems) owner(name string, unclean Code) {
	if utf8.RuneCountInString(name) > MaxName {
		p.refuse(true, CodeOwnerLong, name, "owner")
		return
	}
	p.refuse(CleanLine(name) != name, unclean, "", "owner")
}

// text refuses a text that is too long, or not clean; it may be empty.
func (p problems) text(s string, at ...any) {
	clean, err := checkText(s)
	switch {
	case clean == s:
	case CodeOf(err) == CodeTextLong:
		p.refuse(true, CodeTextLong, "", at...)
	default:
		p.refuse(true, CodeInvalidRun, "", at...)
	}
}

// written is [problems.text] of one that must not be empty.
func (p problems) written(s string, at ...any) {
	p.refuse(s == "", CodeTextEmpty, "", at...)
	p.text(s, at...)
}

// moment refuses what is in no year from 1 to 9999, and "never" where it must be a moment.
func (p problems) moment(t time.Time, must bool, at ...any) {
	year := t.UTC().Year()
	p.refuse(year < 1 || year > maxYear || must && t.IsZero(), CodeWantTime, "", at...)
}

// date refuses what is no day of the calendar, and "no date" where it must be one.
func (p problems) date(d Day, must bool, at ...any) {
	p.refuse(!d.valid() || must && d.IsZero(), CodeDay, d, at...)
}

// sorted yields the entries of a map in the order of their keys.
func sorted[K cmp.Ordered, V any](m map[K]V) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
