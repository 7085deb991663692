package interchange

import (
	"fmt"
	"slices"

	"emptychair/checks"
)

// Problem is one thing that keeps a document from being read.
type Problem struct {
	Path string // of the field, like runs[3].ratings.contact, or the column of a table; "" for the document as a whole
	Line int    // where it stands, counted from 1; of what is missing, where that begins which lacks it
	Err  error  // a *checks.Error

	First int           // of what is there twice, the line where it stands first; 0 where that is not known
	Days  [2]checks.Day // either of which is meant, of a date that may be two
}

// Problems is all that is wrong with a document.
type Problems struct {
	List []Problem // never empty, at most [MaxProblems], in the order of their lines
	More int       // how many there are besides, as far as they were looked for
}

// MaxProblems is how many problems are listed; more are counted, until nothing more is read after maxCounted.
const MaxProblems, maxCounted = 100, 10_000

// Count is how many problems there are.
func (p *Problems) Count() int { return len(p.List) + p.More }

func (p *Problems) Error() string {
	first := p.List[0]
	return fmt.Sprintf("%s: %d, first line %d, %s: %v", checks.CodeProblems, p.Count(), first.Line, first.Path, first.Err)
}

// add notes a problem and returns it; names and texts of the document in it are cut.
func (p *Problems) add(at checks.Path, line int, err *checks.Error) *Problem {
	if len(p.List) == MaxProblems {
		p.More++
		return &Problem{}
	}
	at = slices.Clone(at)
	for i, part := range at {
		if name, ok := part.(string); ok {
			at[i] = shortened(name)
		}
	}
	short := *err
	short.Subject = shortened(err.Subject)
	p.List = append(p.List, Problem{Path: at.String(), Line: line, Err: &short})
	return &p.List[len(p.List)-1]
}

// shortened returns a text on one line that is not long.
func shortened(s string) string {
	s = checks.CleanLine(s)
	if short := fmt.Sprintf("%.60s", s); short != s {
		return short + "…"
	}
	return s
}
