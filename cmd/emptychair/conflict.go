package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/replica"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/folder"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// conflictPage shows two states of the same thing, what is here and what stands in the document.
type conflictPage struct {
	*report.Page
	there string // where the other state stands, in words
	of    store.Conflict
}

// write appends a heading that says what it is, and a row for each difference: at most so many, 0 for all.
func (p conflictPage) write(most int) {
	p.Line("")
	p.Heading(p.name(cmp.Or(p.of.Stored, p.of.Incoming)))
	list, more := p.differences(), 0
	if most > 0 && len(list) > most {
		list, more = list[:most], len(list)-most
	}
	rows := append([][3]string{{"", p.Say("cli.import.here"), p.there}}, list...)
	p.columns(rows)
	if p.of.Stays {
		p.Paragraph("  ", p.Say("cli.import.stays"))
	}
	if more > 0 {
		p.Line("  " + p.Printer.N("cli.import.more-differences", more))
	}
}

// differences returns a row for each difference, and one for all where one of the two was deleted.
func (p conflictPage) differences() (rows [][3]string) {
	deleted, what := p.Say("cli.sync.gone"), p.Say("cli.sync.text")
	switch {
	case p.of.Stored == nil:
		return [][3]string{{what, deleted, p.text(p.of.Incoming)}}
	case p.of.Incoming == nil:
		return [][3]string{{what, p.text(p.of.Stored), deleted}}
	}
	for _, d := range checks.Differences(p.of.Stored, p.of.Incoming) {
		rows = append(rows, p.row(d))
	}
	return slices.Compact(rows)
}

// text is what a record says first.
func (p conflictPage) text(r checks.Record) string {
	switch r := r.(type) {
	case checks.Action:
		return excerpt([]rune(checks.CleanLine(r.Text)), 0)
	case checks.Story:
		return excerpt([]rune(checks.CleanLine(r.Text)), 0)
	}
	return p.name(r)
}

// name says which thing it is.
func (p conflictPage) name(r checks.Record) string {
	id, team, day := "cli.import.team", "", ""
	switch r := r.(type) {
	case checks.Run:
		id, team, day = "cli.import.run", r.Team, p.Printer.Day(r.Day.Time())
	case checks.Action:
		id, team, day = "cli.import.action", r.Team, p.Printer.Day(r.Since(p.Location).Time())
	case checks.Story:
		id, team, day = "cli.import.story", r.Team, p.Printer.Day(r.On.Time())
	}
	return p.Say(id, "Team", checks.CleanLine(team), "Day", day, "ID", checks.CleanLine(r.Key()))
}

// enoughRoom is how many cells a long text has at least beside other columns.
const enoughRoom = 24

// columns appends rows of three cells beside each other, the last one wrapped, or one below the other where that leaves it too
// little room.
func (p conflictPage) columns(rows [][3]string) {
	var widths [3]int
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
	}
	if p.Width-widths[0]-widths[1]-len("      ") >= min(widths[2], enoughRoom) {
		for _, row := range rows {
			p.Paragraph("  "+report.Pad(row[0], widths[0])+"  "+report.Pad(row[1], widths[1])+"  ", row[2])
		}
		return
	}
	titles := []string{rows[0][1], ansi.Truncate(rows[0][2], p.Width/2, "…")}
	width := max(ansi.StringWidth(titles[0]), ansi.StringWidth(titles[1]))
	for _, row := range rows[1:] {
		p.Paragraph("  ", row[0])
		for i, title := range titles {
			p.Paragraph("    "+report.Pad(title, width)+"  ", row[i+1])
		}
	}
}

// How much is shown of two long texts.
const (
	longText  = 160 // characters
	leadsThen = 24  // of what is the same before the difference
)

// excerpts returns of two long texts the part where they begin to differ.
func excerpts(a, b string) (string, string) {
	if utf8.RuneCountInString(a) <= longText && utf8.RuneCountInString(b) <= longText {
		return a, b
	}
	x, y := []rune(a), []rune(b)
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	return excerpt(x, same-leadsThen), excerpt(y, same-leadsThen)
}

// excerpt returns the part of a text from about there on.
func excerpt(text []rune, from int) string {
	const cut = "…"
	before, after := "", ""
	if from > 0 {
		before, text = cut, text[min(from, len(text)):]
	}
	if len(text) > longText {
		after, text = cut, text[:longText]
	}
	return before + string(text) + after
}

// row is a difference as three cells: where it is, what is here and what is there.
func (p conflictPage) row(d checks.Difference) [3]string {
	at := readPath(d.Path)
	if row, hidden := p.hidden(at.name); hidden && slices.Contains([]string{"ratings", "ratings.counts", "ratings.no_answer"}, at.field) {
		return row
	}
	here, there := excerpts(p.value(at, d.Stored), p.value(at, d.Incoming))
	if norm.NFC.String(here) == norm.NFC.String(there) {
		there = p.Say("cli.conflict.unseen")
	}
	return [3]string{p.where(at), here, there}
}

// hidden is the one row of an item of which answers wait for their reveal on one side or both: these are only counted, and which of them
// differ does not show.
func (p conflictPage) hidden(item string) (row [3]string, ok bool) {
	row[0] = p.Say("cli.conflict.at.ratings", "Title", p.title(item))
	for i, r := range []checks.Record{p.of.Stored, p.of.Incoming} {
		run, _ := r.(checks.Run)
		row[i+1] = p.Printer.Signs("–")
		if n := run.Hidden(item); n > 0 {
			row[i+1], ok = p.Printer.N("item.hidden", n), true
		} else if rating := run.Ratings[item]; rating.Answers() > 0 {
			row[i+1] = strings.Trim(fmt.Sprint(rating.Counts), "[]")
		}
	}
	return row, ok
}

// fieldPath is the way to a field within a record.
type fieldPath struct {
	whole   string
	field   string // without names and places, like ratings.chair.step
	name    string // of the member of the object on the way whose members have names
	numbers [2]int // places in the lists on the way, from 1
}

// namedMembers are the objects whose members have names of their own.
var namedMembers = []string{"ratings", "answers", "looked", "spent", "drafts", "actions"}

func readPath(path checks.Path) fieldPath {
	f := fieldPath{whole: path.String()}
	var fields []string
	numbers := f.numbers[:0]
	for i, part := range path {
		switch name, isName := part.(string); {
		case !isName:
			numbers = append(numbers, part.(int)+1)
		case i == 1 && slices.Contains(namedMembers, fields[0]):
			f.name = name
		default:
			fields = append(fields, name)
		}
	}
	f.field = strings.Join(fields, ".")
	return f
}

// where says which field it is; one for which there are no words is named as in the document.
func (p conflictPage) where(f fieldPath) string {
	id := "cli.conflict.at." + f.field
	if f.field == "actions" && f.name == "" {
		id = "cli.conflict.at.order"
	}
	if !p.Printer.Has(id) {
		return checks.CleanLine(f.whole)
	}
	return p.Say(id, "Title", p.title(f.name), "Text", p.action(f.name), "N", f.numbers[0], "M", f.numbers[1])
}

// title is the title of an item or a question, or the id of anything else.
func (p conflictPage) title(id string) string {
	if title := content.In(p.Printer.Code()).TitleOf(strings.TrimSuffix(id, checks.Edited)); title != "" {
		return title
	}
	return checks.CleanLine(id)
}

// maxActionWords is how much of an action's text names it, in cells.
const maxActionWords = 36

// action names an action of the run by the beginning of its text.
func (p conflictPage) action(id string) string {
	for _, r := range []checks.Record{p.of.Stored, p.of.Incoming} {
		run, _ := r.(checks.Run)
		for _, a := range run.Actions {
			if a.ID == id {
				return ansi.Truncate(checks.CleanLine(a.Text), maxActionWords, "…")
			}
		}
	}
	return checks.CleanLine(id)
}

// areas are the beginnings of the messages for the words that a field may hold.
func (f fieldPath) areas() []string {
	first, _, _ := strings.Cut(f.field, ".")
	last := f.field[strings.LastIndexByte(f.field, '.')+1:]
	switch {
	case first == "complaint" && slices.Contains([]string{"complaint", "state", "steps"}, last):
		return []string{"complaint."}
	case first == "looked" && last != "reason":
		return []string{"action.", "complaint."}
	case last == "state":
		return []string{"action."}
	case slices.Contains([]string{"kind", "source", "origin"}, last):
		return []string{last + "."}
	}
	return nil
}

// value says what a field holds; nothing is a dash.
func (p conflictPage) value(f fieldPath, v string) string {
	for _, area := range f.areas() {
		if p.Printer.Has(area + v) {
			return p.Say(area + v)
		}
	}
	last := f.field[strings.LastIndexByte(f.field, '.')+1:]
	switch {
	case v == "", last == "step" && v == "0":
		return p.Printer.Signs("–")
	case v == "true":
		return p.Say("cli.conflict.yes")
	case v == "false":
		return p.Say("cli.conflict.no")
	case last == "from", last == "about", last == "at":
		return p.title(v)
	}
	return p.moment(last, v)
}

// moment prints days and times; anything else stays as it is.
func (p conflictPage) moment(field, v string) string {
	switch field {
	case "started", "finished", "made":
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return shell.DayAndTime(at, p.Options)
		}
	case "day", "due", "on", "noted":
		if day, err := time.Parse(time.DateOnly, v); err == nil {
			return p.Printer.Day(day)
		}
	}
	return checks.CleanLine(v)
}

// pagesApart are a record that was changed apart, as it is here beside each of the others.
func pagesApart(p *report.Page, c replica.Conflict) (pages []conflictPage) {
	for i, there := range c.There {
		title := p.Say("cli.sync.there")
		if i > 0 {
			title += " " + strconv.Itoa(i+1)
		}
		pages = append(pages, conflictPage{p, title, store.Conflict{Stored: c.Here, Incoming: there}})
	}
	return pages
}

// tellApart shows what was changed apart, each side by side, and how it is settled.
func (a *app) tellApart(list []replica.Conflict) error {
	if len(list) == 0 {
		return nil
	}
	p := report.NewPage(a.ReportOptions())
	p.Line("")
	p.Sentence(p.Printer.N("cli.sync.apart", len(list)))
	for _, c := range list[:min(len(list), someConflicts)] {
		for _, page := range pagesApart(p, c) {
			page.write(someDifferences)
		}
	}
	if rest := len(list) - someConflicts; rest > 0 {
		p.Line("")
		p.Sentence(p.Printer.N("cli.sync.more-apart", rest))
	}
	p.Line("")
	p.Sentence(p.Say("cli.sync.how"))
	p.Line("  " + p.Say("cli.sync.settle", "Call", a.Call(), "ID", shortID(list[0].Key(), keysApart(list)), "Take", p.Say("cli.import.here")))
	p.Line("  " + p.Say("cli.sync.settle", "Call", a.Call(), "ID", shortID(list[0].Key(), keysApart(list)), "Take", p.Say("cli.sync.there")))
	return shell.WritePage(a.Stdout, p)
}

func keysApart(list []replica.Conflict) (keys []string) {
	for _, c := range list {
		keys = append(keys, c.Key())
	}
	return keys
}

// runSettle settles a conflict, or shows it where nobody says how.
func (a *app) runSettle(o syncOptions) error {
	list, err := a.conflictsApart()
	if err != nil {
		return err
	}
	id, err := checks.PickID(o.settle, keysApart(list))
	if err != nil {
		return shell.NotFound("cli.error.sync-no-conflict", "ID", o.settle)
	}
	c := list[slices.Index(keysApart(list), id)]
	if o.take == "" {
		p := report.NewPage(a.ReportOptions())
		for _, page := range pagesApart(p, c) {
			page.write(0)
		}
		return shell.WritePage(a.Stdout, p)
	}
	words := []word{newWord("here", sideNamed("cli.import.here")), newWord("there", sideNamed("cli.sync.there"))}
	for n := 2; n <= len(c.There); n++ {
		words = append(words, newWord(strconv.Itoa(n), func(string) string { return strconv.Itoa(n) }))
	}
	side, err := choose("--take", o.take, words)
	if err != nil {
		return err
	}
	n := slices.IndexFunc(words, func(w word) bool { return w.id == side })
	if err := a.settle(c.ID, n); err != nil {
		return err
	}
	say := a.ReportOptions()
	return shell.Print(a.Stdout, say, say.Printer.N("cli.sync.settled", len(list)-1))
}

func sideNamed(id string) func(code string) string {
	return func(code string) string { return lang.New(code).T(id) }
}

// settle makes what is here, or the nth of the others, what holds.
func (a *app) settle(id string, n int) error {
	return folder.Change(a.store(), func(s *replica.State, records []checks.Record) replica.Changes {
		return s.Settle(records, id, n, a.today())
	})
}
