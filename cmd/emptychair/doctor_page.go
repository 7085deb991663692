package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/store"
)

// doctorPage says how the program and its database are, in words.
type doctorPage struct{ *report.Page }

// fact is a line of the page: the message that says what it is about, and how that is.
type fact struct{ id, text string }

// facts appends lines below a heading.
func (d doctorPage) facts(heading string, list ...fact) {
	width := 0
	for _, f := range list {
		width = max(width, ansi.StringWidth(d.Say(f.id)))
	}
	if d.Len() > 0 {
		d.Line("")
	}
	d.Heading(d.Say(heading))
	for _, f := range list {
		lead := "  " + report.Pad(d.Say(f.id), width) + "   "
		if strings.ContainsAny(f.text, "/\\") {
			d.Line(lead + f.text) // a path stays whole, for copying
			continue
		}
		d.Paragraph(lead, f.text)
	}
}

func (d doctorPage) program(at surroundings) {
	terminal := d.Say("cli.doctor.terminal.none")
	if at.system.Terminal {
		terminal = d.Say("cli.doctor.terminal.is", "Columns", at.system.Columns, "Rows", at.system.Rows)
	}
	d.facts("cli.doctor.program",
		fact{"cli.doctor.version", d.Say("cli.version", "Program", at.program.Program, "Go", at.program.Go, "Schema", at.program.Schema)},
		fact{"cli.doctor.system", at.system.OS + "/" + at.system.Arch},
		fact{"cli.doctor.terminal", terminal},
		fact{"cli.doctor.term", d.orNone(at.system.Term)},
		fact{"cli.doctor.colours", d.colours(at.system)},
		fact{"cli.doctor.language", d.Say("cli.doctor.language.by", "Code", at.system.Language, "By", d.decider(at.system.From))})
}

// colours says how many colours the program uses, and why where there are none.
func (d doctorPage) colours(s systemJSON) string {
	text := strings.ToLower(s.Colours)
	if s.NoColor {
		text += " (NO_COLOR)"
	}
	return text
}

// decider names what decided on the language.
func (d doctorPage) decider(by string) string {
	if id := "cli.doctor.language." + by; d.Printer.Has(id) {
		return d.Say(id)
	}
	return by
}

func (d doctorPage) orNone(text string) string {
	if text == "" {
		return d.Printer.Signs("–")
	}
	return text
}

func (d doctorPage) database(at location, g store.Diagnosis) {
	list := []fact{{"cli.doctor.path", cleanPath(at.path)}, {"cli.doctor.source", d.Say("cli.paths." + at.source)}}
	if g.Size == 0 {
		d.facts("cli.paths.database", append(list, fact{"cli.doctor.state", d.Say("cli.paths.missing")})...)
		return
	}
	d.facts("cli.paths.database", append(list,
		fact{"cli.doctor.size", d.Say("cli.doctor.pages", "Size", size(g.Size), "Pages", g.Pages)},
		fact{"cli.doctor.schema", d.version(g.Schema)},
		fact{"cli.doctor.records", d.records(g)})...)
}

// version is that of a database, where it can be read.
func (d doctorPage) version(schema int) string {
	if schema == 0 {
		return d.orNone("")
	}
	return fmt.Sprint(schema)
}

// records says how many records there are of each sort.
func (d doctorPage) records(g store.Diagnosis) string {
	var parts []string
	for _, c := range []struct {
		id string
		n  int
	}{
		{"cli.contents.runs", g.Runs}, {"cli.contents.actions", g.Actions}, {"cli.contents.between", g.Between},
		{"cli.contents.stories", g.Stories}, {"cli.contents.teams", len(g.Teams)},
	} {
		if text := some(c.id, c.n, d.Options); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return d.Say("cli.contents.nothing")
	}
	return strings.Join(parts, ", ")
}

func (d doctorPage) backups(list []kept, folder, call string, unlisted error) {
	facts := []fact{{"cli.doctor.folder", cleanPath(folder)}}
	if unlisted != nil {
		d.facts("cli.doctor.backups", append(facts, fact{"cli.doctor.state", d.Say("cli.doctor.unlisted")})...)
		return
	}
	facts = append(facts, fact{"cli.doctor.count", fmt.Sprint(len(list))})
	if len(list) > 0 {
		good := d.Say("cli.doctor.no-good")
		if i := newestGood(list); i >= 0 {
			good = d.Say("cli.doctor.good-one", "When", dayAndTime(list[i].Made, d.Options), "Call", call, "Number", i+1)
		}
		facts = append(facts, fact{"cli.doctor.newest", dayAndTime(list[0].Made, d.Options)}, fact{"cli.doctor.good", good})
	}
	d.facts("cli.doctor.backups", facts...)
}

// findings appends what is wrong with the database.
func (d doctorPage) findings(g store.Diagnosis, failed error) {
	d.Line("")
	if len(g.Findings) == 0 && failed == nil {
		d.Sentence(d.Say("cli.doctor.nothing"))
		return
	}
	lines, seen := map[store.FindingKind]int{}, map[string]bool{}
	more := g.More
	for _, f := range g.Findings {
		line := d.finding(f)
		switch {
		case seen[line]:
			continue
		case lines[f.Kind] == linesPerKind:
			more++
		default:
			lines[f.Kind]++
			d.Paragraph(d.Printer.Signs("• "), line)
		}
		seen[line] = true
	}
	if more > 0 {
		d.Paragraph(d.Printer.Signs("• "), d.Printer.N("cli.doctor.more", more))
	}
}

// linesPerKind is how many findings of one kind are told of: after some pages that are destroyed the next one says little more.
const linesPerKind = 12

// finding says in words what is wrong. Of a small list that stands within another page only its name is known.
func (d doctorPage) finding(f store.Finding) string {
	id, where := f.MessageID(), checks.CleanLine(f.Where)
	if _, err := strconv.Atoi(where); err != nil && d.Printer.Has(id+".list") {
		id += ".list"
	}
	return d.Say(id, "Where", where)
}
