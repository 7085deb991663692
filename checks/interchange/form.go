package interchange

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

// DateColumn stands in place of an item for what says when a form was filled in.
const DateColumn = "date"

// Form says how the answers to a form are understood.
type Form struct {
	Team    string
	On      checks.Day             // zero for the latest one that the table tells
	Names   map[string][]string    // what a column is called, by the id of its item or question
	Columns map[string][]string    // titles that somebody named, in the same way or as [DateColumn]; they alone are taken then
	Steps   map[string]checks.Step // the words of the scale
}

// LeftOut is what a form holds that did not become part of its run.
type LeftOut struct {
	Columns []string // their titles
	Rows    []int    // numbers of those that hold something that could not be read; the first row is that of the titles
	Empty   int      // how many rows have no answer at all
}

// ReadForm reads what a tool for forms saves: a line of titles, and under it a row for each person. It becomes one finished run of a team,
// with the same id each time that a table tells of this team and day. Only what was counted is kept: how many people gave an item each
// step, and the answers to the questions in the order of their words. Errors are as those of [ReadTable].
func ReadForm(from io.Reader, o Options, f Form) (*Document, error) {
	t := form{Options: o, Form: f, rows: newRows(from)}
	t.run = checks.Run{Ratings: map[string]checks.Rating{}, Answers: map[string][]checks.Answer{}}
	for t.next() {
	}
	t.finish()
	if err := t.wrong(); err != nil {
		return nil, err
	}
	d := &Document{leftOut: t.leftOut}
	d.add(t.run)
	return d, nil
}

// form is the way through the answers to a form.
type form struct {
	Options
	Form
	*rows

	columns []string // ids of the items and questions, DateColumn, or "" for what is left out
	run     checks.Run
	latest  checks.Day // on which somebody answered
	unclear bool       // on which day somebody else did
	leftOut LeftOut
}

// maxColumns is how many columns the table of a form may have.
const maxColumns = 1000

// header finds out what the columns are about, and tells whether the rows can be read after it.
func (t *form) header(at *node) bool {
	if len(t.titles) > maxColumns {
		t.stop(at, checks.CodeTooLarge, "")
	}
	known := false
	for _, title := range t.titles {
		id := t.about(title)
		if _, isItem := t.Check.Item(id); isItem && slices.Contains(t.columns, id) {
			t.problem(at, checks.CodeTwice, title)
		}
		if id == "" && title != "" {
			t.leftOut.Columns = append(t.leftOut.Columns, shortened(title))
		}
		t.columns, known = append(t.columns, id), known || t.Check.Has(id)
	}
	for _, titles := range t.Columns {
		for _, named := range titles {
			if !slices.ContainsFunc(t.titles, func(title string) bool { return wordsOf(title) == wordsOf(named) }) {
				t.problem(at, checks.CodeNoColumn, named)
			}
		}
	}
	if !known {
		t.problem(at, checks.CodeNotAsked, strings.Join(t.titles, ", "))
	}
	return t.problems.Count() == 0
}

// about returns what a column is about: what somebody said, or else what its title says, "" for neither. Where somebody said the day, no
// other one is looked for.
func (t *form) about(title string) string {
	for _, id := range slices.Sorted(maps.Keys(t.Columns)) {
		if slices.ContainsFunc(t.Columns[id], func(named string) bool { return wordsOf(title) == wordsOf(named) }) {
			return id
		}
	}
	for _, id := range slices.Sorted(maps.Keys(t.Names)) {
		if t.Columns[id] == nil && isCalled(title, t.Names[id]) {
			return id
		}
	}
	if t.On.IsZero() && t.Columns[DateColumn] == nil && isCalled(title, dateTitles) {
		return DateColumn
	}
	return ""
}

// dateTitles are the titles that tools for forms give the time at which one was filled in.
var dateTitles = []string{
	"timestamp", "date", "start time", "completion time", "submitted at", "submit date", "submitdate", "date submitted", "submission date",
	"Zeitstempel", "Datum", "Startzeit", "Fertigstellungszeit", "Datum abgeschickt", "abgeschickt am", "Absendedatum",
}

// isCalled tells whether a title is one of these names, be it behind a number or in brackets at its end, or a sentence among other words.
func isCalled(title string, names []string) bool {
	words := wordsOf(title)
	last := wordsOf(title[strings.LastIndexAny(strings.TrimRight(title, ".:?)]* "), ".:)[")+1:])
	return slices.ContainsFunc(names, func(name string) bool {
		name = wordsOf(name)
		return name == words || name == last || strings.Count(name, " ") > 2 && strings.Contains(" "+words+" ", " "+name+" ")
	})
}

// wordsOf are the words of a text in small letters, with nothing but a space between them; what has none stays as it is.
func wordsOf(s string) string {
	return cmp.Or(strings.Join(strings.FieldsFunc(checks.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}), " "), s)
}

// next reads the next row, and tells whether others may follow.
func (t *form) next() bool {
	cells, at, more := t.read()
	switch {
	case cells == nil:
		return more
	case t.columns == nil:
		return t.header(at)
	case !t.isAnswered(cells):
		t.leftOut.Empty++
		return true
	case t.run.People == checks.MaxPeople:
		t.stop(at, checks.CodePeople, strconv.Itoa(checks.MaxPeople+1))
		return false
	}
	t.run.People++
	understood := true
	for i, cell := range cells {
		understood = t.add(at, i, cell) && understood
	}
	if !understood {
		t.leftOut.Rows = append(t.leftOut.Rows, t.number)
	}
	return true
}

// isAnswered tells whether anything in a row is an answer.
func (t *form) isAnswered(cells []string) bool {
	for i, cell := range cells {
		if t.Check.Has(t.columns[i]) && isFull(cell) {
			return true
		}
	}
	return false
}

// add adds what the cell of a column says to the run, and tells whether that was understood. A column with a higher step than an item has
// another scale: that is said once, and nothing more is read in it.
func (t *form) add(at *node, column int, cell string) bool {
	id := t.columns[column]
	if item, ok := t.Check.Item(id); ok {
		step, ok := t.step(checks.CleanLine(cell))
		if step > checks.Steps {
			t.problem(at.field(t.titles[column]), checks.CodeScale, shortened(cell))
			t.columns[column] = ""
		}
		if rating := t.run.Ratings[id]; ok {
			rating.Tally, rating.Revision, rating.Revealed = rating.With(step), item.Revision, true
			t.run.Ratings[id] = rating
		}
		return ok
	}
	switch text := cellText(cell, checks.CleanText); {
	case text == "":
	case id == DateColumn:
		days, _ := readDay(checks.CleanLine(text))
		may := slices.Compact(slices.DeleteFunc(days[:], func(d checks.Day) bool { return d.IsZero() || t.isAhead(d) }))
		if len(may) != 1 {
			t.unclear = true
		} else if t.latest.Before(may[0]) {
			t.latest = may[0]
		}
	case !t.Check.HasQuestion(id):
	case utf8.RuneCountInString(text) > checks.MaxText:
		return false
	default:
		t.run.Answers[id] = append(t.run.Answers[id], checks.Answer{Text: text})
	}
	return true
}

// step reads a rating: a step as a number, with words behind it or without, or in words of the scale. An empty cell is no answer. Several
// numbers and percents are none, but for 4/5, 4.0 and the like. One above the steps is returned, and not ok.
func (t *form) step(label string) (step checks.Step, ok bool) {
	if label == "" {
		return checks.NoAnswer, true
	}
	for words, step := range t.Steps {
		if wordsOf(words) == wordsOf(label) {
			return step, true
		}
	}
	rest := strings.TrimLeft(label, "0123456789")
	n, err := strconv.Atoi(strings.TrimSuffix(label, rest))
	switch strings.ReplaceAll(strings.ToLower(rest), " ", "") {
	case "/5", "of5", "outof5", "von5", ".0", ",0", ".00", ",00":
	default:
		if strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsNumber(r) || r == '%' }) {
			return 0, false
		}
	}
	return checks.Step(n), err == nil && n >= 1 && n <= checks.Steps
}

// finish makes the run what was counted. Answers stand in the order of their words, so that nothing tells whose they are.
func (t *form) finish() {
	if t.ended || t.problems.Count() > 0 {
		return
	}
	if t.run.People == 0 {
		t.stop(&node{line: 1}, checks.CodeNoVotes, "")
	}
	for _, list := range t.run.Answers {
		slices.SortFunc(list, func(a, b checks.Answer) int { return cmp.Compare(a.Text, b.Text) })
	}
	run := runKey{t.day(), t.Team}.run(t.Check)
	run.People, run.Ratings, run.Answers = t.run.People, t.run.Ratings, t.run.Answers
	t.run = run
	for _, p := range run.Problems(t.Check) {
		t.problem(&node{line: 1}, p.Err.Code, p.Err.Subject)
	}
}

// day returns the day of the run: the one that was said, or the latest on which somebody answered.
func (t *form) day() checks.Day {
	if t.On.IsZero() && (t.unclear || t.latest.IsZero()) {
		t.stop(&node{line: 1}, checks.CodeNoDay, "")
	}
	return cmp.Or(t.On, t.latest)
}
