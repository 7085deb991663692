package shell

import (
	"fmt"
	"strings"

	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// helpFormat is what help is written on: a page to read at once, or one of the manual.
type helpFormat interface {
	fmt.Stringer
	Title(call, title string)                          // begins what explains no command
	Call(call, about string, usage, examples []string) // begins what explains how the program, or one of its commands, is called
	Heading(s string)
	Paragraph(lead, text string)
	Line(s string) // as it is, for copying
	Rows(rows [][2]string)
}

// plainHelp is a page to read at once.
type plainHelp struct{ *report.Page }

func (p plainHelp) Title(_, title string) { p.Heading(title) }

func (p plainHelp) Call(_, _ string, usage, examples []string) {
	for _, line := range usage {
		p.Heading(line)
	}
	if len(examples) > 0 {
		p.Line("")
		p.Heading(p.Say("cli.help.examples"))
	}
	for _, line := range examples {
		p.Line("  " + line)
	}
}

func (p plainHelp) Rows(rows [][2]string) { Rows(p.Page, 3, rows) }

// manualWidth is how many cells a line of a manual page's source takes: few enough for 80 bytes where each letter beyond ASCII takes eight.
const manualWidth = 40

// manualHelp is a page for man, in the macros that troff and mandoc know.
type manualHelp struct {
	strings.Builder
	say     *lang.Printer
	day     string // that the page is of
	literal bool   // lines stay as they are
	begun   bool   // a paragraph may follow without a macro of its own
}

// PrintManual prints a page of help as one of the manual, of this day.
func (s *Shell) PrintManual(call, day string) error {
	o := s.ReportOptions()
	o.Width = 70
	return s.writeHelp(call, helpPage{&manualHelp{say: o.Printer, day: day}, o})
}

// add appends a line of macros or of text.
func (m *manualHelp) add(line string) {
	m.WriteString(line)
	m.WriteByte('\n')
}

// fill ends lines that stay as they are.
func (m *manualHelp) fill() {
	if m.literal {
		m.add(".fi")
	}
	m.literal = false
}

func (m *manualHelp) begin(call, about string) {
	name := strings.ReplaceAll(strings.TrimSpace("emptychair "+call), " ", "-")
	m.add(".TH " + strings.ToUpper(name) + " 1 " + m.day + " emptychair")
	m.Heading(m.say.T("man.name"))
	m.text(name + " - " + about)
}

// Title names the page and begins it.
func (m *manualHelp) Title(call, title string) {
	m.begin(call, title)
	m.Heading(title)
}

// Call names the page and says how its command is called.
func (m *manualHelp) Call(call, about string, usage, examples []string) {
	m.begin(call, about)
	m.Heading(m.say.T("man.usage"))
	for _, line := range usage {
		m.Line(line)
	}
	if len(examples) > 0 {
		m.Heading(m.say.T("cli.help.examples"))
	}
	for _, line := range examples {
		m.Line(line)
	}
	m.Heading(m.say.T("man.about"))
}

// Heading begins a section.
func (m *manualHelp) Heading(s string) {
	m.fill()
	m.add(".SH " + troff(strings.ToUpper(s)))
	m.begun = true
}

// Paragraph appends text that is filled, but for what is set in: that stays as it is.
func (m *manualHelp) Paragraph(lead, text string) {
	for part := range strings.SplitSeq(text, "\n\n") {
		if strings.HasPrefix(part, " ") {
			for line := range strings.SplitSeq(part, "\n") {
				m.Line(line)
			}
			continue
		}
		m.fill()
		switch {
		case lead != "":
			m.add(`.IP \- 2`)
		case !m.begun:
			m.add(".PP")
		}
		m.begun = false
		m.text(part)
	}
}

func (m *manualHelp) text(s string) {
	for line := range strings.SplitSeq(report.Wrapped(s, manualWidth), "\n") {
		m.add(troff(line))
	}
}

// Line appends a line that stays as it is. One without text parts nothing here.
func (m *manualHelp) Line(s string) {
	if s == "" {
		return
	}
	if !m.literal {
		m.add(".nf")
	}
	m.literal, m.begun = true, false
	m.add(troff(s))
}

// Rows appends what is explained, each with its explanation.
func (m *manualHelp) Rows(rows [][2]string) {
	m.fill()
	for _, r := range rows {
		m.add(".TP\n" + `\fB` + troff(r[0]) + `\fR`)
		m.begun = true
		m.Paragraph("", r[1])
	}
}

// troff escapes what is no text to troff.
func troff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, `"`, `\(dq`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
