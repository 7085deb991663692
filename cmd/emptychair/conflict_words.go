package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/store"
)

// conflictWords put the differences of a conflict into words of the language.
type conflictWords struct {
	report.Options
	of store.Conflict
}

// row is a difference as three cells: where it is, what is here and what is there.
func (w conflictWords) row(d checks.Difference) [3]string {
	at := readPath(d.Path)
	here, there := excerpts(w.value(at, d.Here), w.value(at, d.There))
	if norm.NFC.String(here) == norm.NFC.String(there) {
		there = w.Say("cli.conflict.unseen")
	}
	return [3]string{w.where(at), here, there}
}

// fieldPath is the way to a field within a record.
type fieldPath struct {
	whole   string
	field   string // without names and places, like ratings.chair.step
	name    string // of the member of the object on the way whose members have names
	numbers [2]int // places in the lists on the way, from 1
}

// pathPart is a name, a place in a list, or a name in quotes.
var pathPart = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|[^.\[\]]+`)
})

// namedMembers are the objects whose members have names of their own.
var namedMembers = []string{"ratings", "answers", "looked", "spent", "drafts", "actions"}

func readPath(path string) fieldPath {
	f := fieldPath{whole: path}
	var fields []string
	numbers := 0
	for i, part := range pathPart().FindAllStringSubmatch(path, -1) {
		switch n, err := strconv.Atoi(part[1]); {
		case i == 1 && slices.Contains(namedMembers, fields[0]):
			f.name = part[0]
			if quoted, err := strconv.Unquote(part[2]); err == nil {
				f.name = quoted
			}
		case err == nil && numbers < len(f.numbers):
			f.numbers[numbers] = n + 1
			numbers++
		default:
			fields = append(fields, part[0])
		}
	}
	f.field = strings.Join(fields, ".")
	return f
}

// where says which field it is; one for which there are no words is named as in the document.
func (w conflictWords) where(f fieldPath) string {
	id := "cli.conflict.at." + f.field
	if f.field == "actions" && f.name == "" {
		id = "cli.conflict.at.order"
	}
	if !w.Printer.Has(id) {
		return checks.CleanLine(f.whole)
	}
	return w.Say(id, "Title", w.title(f.name), "Text", w.action(f.name), "N", f.numbers[0], "M", f.numbers[1])
}

// title is the title of an item or a question, or the id of anything else.
func (w conflictWords) title(id string) string {
	if title := content.In(w.Printer.Code()).TitleOf(id); title != "" {
		return title
	}
	return checks.CleanLine(id)
}

// maxActionWords is how much of an action's text names it, in cells.
const maxActionWords = 36

// action names an action of the run by the beginning of its text.
func (w conflictWords) action(id string) string {
	for _, r := range []checks.Record{w.of.Here, w.of.There} {
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
	way := strings.Split(f.field, ".")
	last := way[len(way)-1]
	switch {
	case way[0] == "complaint" && slices.Contains([]string{"complaint", "state", "steps"}, last):
		return []string{"complaint."}
	case way[0] == "looked" && last != "reason":
		return []string{"action.", "complaint."}
	case last == "state":
		return []string{"action."}
	case slices.Contains([]string{"kind", "source", "origin"}, last):
		return []string{last + "."}
	}
	return nil
}

// value says what a field holds; nothing is a dash.
func (w conflictWords) value(f fieldPath, v string) string {
	for _, area := range f.areas() {
		if w.Printer.Has(area + v) {
			return w.Say(area + v)
		}
	}
	last := f.field[strings.LastIndexByte(f.field, '.')+1:]
	switch {
	case v == "", last == "step" && v == "0":
		return w.Printer.Signs("–")
	case v == "true":
		return w.Say("cli.conflict.yes")
	case v == "false":
		return w.Say("cli.conflict.no")
	case last == "from", last == "about", last == "at":
		return w.title(v)
	}
	return w.moment(last, v)
}

// moment prints days and times; anything else stays as it is.
func (w conflictWords) moment(field, v string) string {
	switch field {
	case "started", "finished", "made":
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return dayAndTime(at, w.Options)
		}
	case "day", "due", "on", "noted":
		if day, err := time.Parse(time.DateOnly, v); err == nil {
			return w.Printer.Day(day)
		}
	}
	return checks.CleanLine(v)
}
