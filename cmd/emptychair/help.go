package main

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/urfave/cli/v3"

	"emptychair/checks/report"
)

func (a *app) helpCommand() *cli.Command {
	return a.command("help", []string{"[COMMAND]"}, nil, func(args []string) error {
		if len(args) == 0 {
			return a.printHelp("")
		}
		if a.root.Command(args[0]) == nil {
			return a.unknownCommand(args[0])
		}
		return a.printHelp(args[0])
	})
}

// printHelp prints how a command is called, "" for the program itself.
func (a *app) printHelp(command string) error {
	h := &helpPage{Options: a.reportOptions()}
	if command == "" {
		h.program(a.root)
	} else {
		h.command(a.root, a.root.Command(command))
	}
	_, err := io.WriteString(a.stdout, h.String())
	return written(err)
}

// helpPage is built from the same commands and options that the library reads, and from their texts in the catalogue.
type helpPage struct {
	strings.Builder
	report.Options
}

const helpWidth = 80

func (h *helpPage) program(root *cli.Command) {
	h.heading(h.Say("cli.help.about"))
	h.line("")
	h.line("  " + h.Say("cli.help.usage"))
	h.line("")
	h.paragraph(h.Say("cli.help.bare"))
	var commands [][2]string
	for _, c := range root.Commands {
		commands = append(commands, [2]string{h.Say("cli.help.call." + c.Name), h.Say("cli.help.short." + c.Name)})
	}
	h.table("cli.help.commands", commands)
	h.table("cli.help.globals", h.options(root.Flags))
	h.line("")
	h.paragraph(h.Say("cli.help.run"))
}

func (h *helpPage) command(root, c *cli.Command) {
	h.heading(h.Say("cli.help.usage." + c.Name))
	h.line("")
	h.paragraph(h.Say("cli.help.long." + c.Name))
	if len(c.Flags) > 0 {
		h.table("cli.help.options", h.options(c.Flags))
	}
	h.table("cli.help.globals", h.options(root.Flags))
	if id := "cli.help.examples." + c.Name; h.Printer.Has(id) {
		h.line("")
		h.heading(h.Say("cli.help.examples"))
		for example := range strings.SplitSeq(h.Say(id), "\n") {
			h.line("  " + example)
		}
	}
}

// options lists options as they are typed, with what they do. That text has the id of the option's name, or of its Usage
// where the same option means something else to another command.
func (h *helpPage) options(flags []cli.Flag) [][2]string {
	var rows [][2]string
	for _, f := range flags {
		names := f.Names()
		call := option(names[0])
		if len(names) > 1 {
			call = option(names[1]) + ", " + call
		}
		if _, plain := f.(*cli.BoolFlag); !plain {
			call += " " + h.Say("cli.help.value."+names[0])
		}
		about := names[0]
		if d, ok := f.(cli.DocGenerationFlag); ok && d.GetUsage() != "" {
			about = d.GetUsage()
		}
		rows = append(rows, [2]string{call, h.Say("cli.help.option." + about)})
	}
	return rows
}

func (h *helpPage) line(s string) {
	h.WriteString(s + "\n")
}

func (h *helpPage) heading(s string) {
	if h.Bold {
		s = ansi.NewStyle().Bold().Styled(s)
	}
	h.line(s)
}

func (h *helpPage) paragraph(s string) {
	h.line(ansi.Wrap(s, helpWidth, ""))
}

// table prints rows of two columns below a heading. The second column is wrapped within itself.
func (h *helpPage) table(heading string, rows [][2]string) {
	width := 0
	for _, r := range rows {
		width = max(width, ansi.StringWidth(r[0]))
	}
	width += 5 // two cells on the left, three between the columns
	h.line("")
	h.heading(h.Say(heading))
	for _, r := range rows {
		lead := "  " + r[0]
		for text := range strings.SplitSeq(ansi.Wrap(r[1], helpWidth-width, ""), "\n") {
			h.line(lead + strings.Repeat(" ", width-ansi.StringWidth(lead)) + text)
			lead = ""
		}
	}
}
