package shell

import (
	"embed"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks/lang"
	"emptychair/checks/report"
)

// PrintHelp prints how a command is called, "" for the program itself, or explains a topic that is no command. What a family means by its first word alone is explained
// on the family's page.
func (s *Shell) PrintHelp(call string) error {
	p := report.NewPage(s.ReportOptions())
	return s.writeHelp(call, helpPage{plainHelp{p}, p.Options})
}

// writeHelp prints what is said of a call on a page.
func (s *Shell) writeHelp(call string, h helpPage) error {
	switch c, err := s.find(strings.Fields(call)); {
	case slices.Contains(topics, call):
		h.topic(call, s.Root.Name+" ")
		switch call {
		case "keys":
			s.Keys(h.keys)
		case "line":
			h.transcripts()
		}
	case err != nil:
		return err
	case c == s.Root:
		h.program(c)
	default:
		if f := s.familyOf(call); f != nil && f.DefaultCommand == c.Name {
			c, call = f, f.Name
		}
		h.command(s.Root, c, call)
	}
	return s.Paged(func() error {
		_, err := io.WriteString(s.Stdout, h.String())
		return OutputError(err)
	})
}

// topics are the pages of the manual that explain no command.
var topics = []string{"data", "engines", "files", "keys", "line", "method", "privacy"}

// topic appends a message of several paragraphs, of which the first is its title.
func (h helpPage) topic(name, call string) {
	title, text, _ := strings.Cut(h.Say("cli.help.topic."+name), "\n")
	h.Title(name, title)
	h.paragraphs(text, call)
}

// transcripts are runs that were held line by line. A test writes them.
//
//go:embed line.*.txt
var transcripts embed.FS

// transcripts appends what runs sound like line by line.
func (h helpPage) transcripts() {
	text, err := transcripts.ReadFile("line." + h.Printer.Code() + ".txt")
	if err != nil {
		return // there is none in this language
	}
	h.Line("")
	for line := range strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n") {
		for row := range strings.SplitSeq(report.Wrapped(line, h.Width-2), "\n") {
			h.Line("  " + row)
		}
	}
}

// keys appends the keys of one part of the program. No line ends between a key and what it does.
func (h helpPage) keys(where string, keys []string) {
	h.Line("")
	h.Heading(where)
	for _, row := range report.Packed(keys, h.Printer.Signs(" · "), h.Width-2) {
		h.Line("  " + row)
	}
}

// paragraphs appends the lines of a text: a heading where one begins with "# ", a part of a list with "- ", and for copying as it is what
// begins as a call, or with "$ " as one of another program.
func (h helpPage) paragraphs(text, call string) {
	var before string
	for line := range strings.SplitSeq(text, "\n") {
		kind := ""
		for _, begin := range []string{call, "# ", listed, otherCall} {
			if strings.HasPrefix(line, begin) {
				kind = begin
			}
		}
		if kind == "" || kind != before {
			h.Line("")
		}
		switch before = kind; kind {
		case call:
			h.Line("  " + line)
		case otherCall:
			h.Line("  " + line[len(kind):])
		case "# ":
			h.Heading(line[len(kind):])
		case listed:
			h.Paragraph("  "+listed, line[len(kind):])
		default:
			h.Paragraph("", line)
		}
	}
}

// What begins a part of a list, and a call of another program.
const listed, otherCall = "- ", "$ "

// helpPage is built from the same commands and options that the library reads, and from their texts in the catalogue.
type helpPage struct {
	helpFormat
	report.Options
}

func (h helpPage) program(root *cli.Command) {
	about := h.Say("cli.help.about")
	h.Call("", about, []string{h.Say("cli.help.usage")}, h.examples("emptychair"))
	h.Line("")
	h.Paragraph("", root.Name+": "+about)
	h.text("cli.help.bare")
	for group := root.Commands; len(group) > 0; {
		end := slices.IndexFunc(group, func(c *cli.Command) bool { return c.Category != group[0].Category })
		if end < 0 {
			end = len(group)
		}
		h.table("cli.help.group."+group[0].Category, h.commands("", group[:end]))
		group = group[end:]
	}
	h.table("cli.help.globals", h.options(common(root, root)))
	h.table("cli.help.options.program", h.options(slices.DeleteFunc(slices.Clone(root.Flags), isCommon)))
	h.text("cli.help.reference.RUN")
	h.text("cli.help.further")
}

// commands lists commands as they are typed, with what they do.
func (h helpPage) commands(family string, list []*cli.Command) [][2]string {
	var rows [][2]string
	for _, c := range list {
		rows = append(rows, [2]string{h.call(c.Name, c), h.Say("cli.help.short." + family + c.Name)})
	}
	return rows
}

// command explains a command, and of a family its members and what it does when none of them is named.
func (h helpPage) command(root, c *cli.Command, call string) {
	id, flags, options := strings.ReplaceAll(call, " ", "."), c.Flags, "cli.help.options"
	if usual := c.Command(c.DefaultCommand); usual != nil {
		flags, options = usual.Flags, "cli.help.options.list"
	}
	h.Call(call, h.Say("cli.help.short."+id), h.usage(root.Name+" "+h.call(call, c), c.Flags), h.examples(id))
	h.text("cli.help.long." + id)
	argument, _, _ := strings.Cut(c.ArgsUsage, " ")
	if reference := "cli.help.reference." + argument; h.Printer.Has(reference) {
		h.text(reference)
	}
	if len(c.Commands) > 0 {
		h.table("cli.help.commands", h.commands(id+".", c.Commands))
	}
	if len(flags) > 0 {
		h.table(options, h.options(flags))
	}
	h.table("cli.help.globals", h.options(common(root, c)))
}

// examples returns calls to copy, nil where a page has none.
func (h helpPage) examples(page string) []string {
	id := "cli.help.examples." + page
	if !h.Printer.Has(id) {
		return nil
	}
	return strings.Split(h.Say(id), "\n")
}

// common are the options of every command that go with this one: the demo has a database of its own.
func common(root, c *cli.Command) []cli.Flag {
	return slices.DeleteFunc(slices.Clone(root.Flags), func(f cli.Flag) bool {
		return !isCommon(f) || c.Name == "demo" && f.Names()[0] == "db"
	})
}

// usage is a call with all its options, on as many lines as it takes.
func (h helpPage) usage(line string, flags []cli.Flag) (lines []string) {
	for _, f := range flags {
		next := " [" + h.value("--"+f.Names()[0], f) + "]"
		if ansi.StringWidth(line+next) > h.Width {
			lines = append(lines, line)
			line = "   "
		}
		line += next
	}
	return append(lines, line)
}

// call writes a command with the names of its arguments.
func (h helpPage) call(call string, c *cli.Command) string {
	for _, argument := range strings.Fields(c.ArgsUsage) {
		name := strings.Trim(strings.TrimSuffix(argument, More), "[]")
		call += " " + strings.Replace(argument, name, h.Say("cli.help.argument."+name), 1)
	}
	return call
}

// value writes an option with the name of its value, if it takes one.
func (h helpPage) value(option string, f cli.Flag) string {
	if _, plain := f.(*cli.BoolFlag); plain {
		return option
	}
	if f.Names()[0] == "lang" {
		return option + " " + strings.Join(lang.Codes, "|")
	}
	return option + " " + h.Say("cli.help.value."+f.Names()[0])
}

// options lists options as they are typed, with what they do. That text has the id of the option's name, or of its Usage
// where the same option means something else to another command.
func (h helpPage) options(flags []cli.Flag) [][2]string {
	var rows [][2]string
	for _, f := range flags {
		names := f.Names()
		call := dashed(names[0])
		if len(names) > 1 {
			call = dashed(names[1]) + ", " + call
		}
		rows = append(rows, [2]string{h.value(call, f), h.Say("cli.help.option." + aboutOption(f))})
	}
	return rows
}

func aboutOption(f cli.Flag) string {
	if d, ok := f.(cli.DocGenerationFlag); ok && d.GetUsage() != "" {
		return d.GetUsage()
	}
	return f.Names()[0]
}

// text appends a message as a paragraph of its own.
func (h helpPage) text(id string) {
	h.Line("")
	h.Paragraph("", h.Say(id))
}

// table appends rows of two columns below a heading.
func (h helpPage) table(heading string, rows [][2]string) {
	h.Line("")
	h.Heading(h.Say(heading))
	h.Rows(rows)
}
