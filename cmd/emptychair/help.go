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
	h := helpPage{report.NewPage(a.reportOptions())}
	if command == "" {
		h.program(a.root)
	} else {
		h.command(a.root, a.root.Command(command))
	}
	_, err := io.WriteString(a.stdout, h.String())
	return written(err)
}

// helpPage is built from the same commands and options that the library reads, and from their texts in the catalogue.
type helpPage struct{ *report.Page }

func (h helpPage) program(root *cli.Command) {
	h.Heading(h.Say("cli.help.about"))
	h.Line("")
	h.Line("  " + h.Say("cli.help.usage"))
	h.text("cli.help.bare")
	var commands [][2]string
	for _, c := range root.Commands {
		commands = append(commands, [2]string{h.call(c), h.Say("cli.help.short." + c.Name)})
	}
	h.table("cli.help.commands", commands)
	h.table("cli.help.globals", h.options(root.Flags))
	h.text("cli.help.run")
}

func (h helpPage) command(root, c *cli.Command) {
	h.usage(root.Name+" "+h.call(c), c.Flags)
	h.text("cli.help.long." + c.Name)
	if c.ArgsUsage == "RUN" {
		h.text("cli.help.run")
	}
	if len(c.Flags) > 0 {
		h.table("cli.help.options", h.options(c.Flags))
	}
	h.table("cli.help.globals", h.options(root.Flags))
	if id := "cli.help.examples." + c.Name; h.Printer.Has(id) {
		h.Line("")
		h.Heading(h.Say("cli.help.examples"))
		for example := range strings.SplitSeq(h.Say(id), "\n") {
			h.Line("  " + example)
		}
	}
}

// usage is a call with all its options, on as many lines as it takes.
func (h helpPage) usage(line string, flags []cli.Flag) {
	for _, f := range flags {
		next := " [" + h.value("--"+f.Names()[0], f) + "]"
		if ansi.StringWidth(line+next) > h.Width {
			h.Heading(line)
			line = "   "
		}
		line += next
	}
	h.Heading(line)
}

// call writes a command with the names of its arguments.
func (h helpPage) call(c *cli.Command) string {
	call := c.Name
	for _, argument := range strings.Fields(c.ArgsUsage) {
		name := strings.Trim(argument, "[]")
		call += " " + strings.Replace(argument, name, h.Say("cli.help.argument."+name), 1)
	}
	return call
}

// value writes an option with the name of its value, if it takes one.
func (h helpPage) value(option string, f cli.Flag) string {
	if _, plain := f.(*cli.BoolFlag); plain {
		return option
	}
	return option + " " + h.Say("cli.help.value."+f.Names()[0])
}

// options lists options as they are typed, with what they do. That text has the id of the option's name, or of its Usage
// where the same option means something else to another command.
func (h helpPage) options(flags []cli.Flag) [][2]string {
	var rows [][2]string
	for _, f := range flags {
		names := f.Names()
		call := option(names[0])
		if len(names) > 1 {
			call = option(names[1]) + ", " + call
		}
		about := names[0]
		if d, ok := f.(cli.DocGenerationFlag); ok && d.GetUsage() != "" {
			about = d.GetUsage()
		}
		rows = append(rows, [2]string{h.value(call, f), h.Say("cli.help.option." + about)})
	}
	return rows
}

// text appends a message as a paragraph of its own.
func (h helpPage) text(id string) {
	h.Line("")
	h.Paragraph("", h.Say(id))
}

// table appends rows of two columns below a heading.
func (h helpPage) table(heading string, rows [][2]string) {
	width := 0
	for _, r := range rows {
		width = max(width, ansi.StringWidth(r[0]))
	}
	h.Line("")
	h.Heading(h.Say(heading))
	for _, r := range rows {
		h.Paragraph("  "+report.Pad(r[0], width+3), r[1])
	}
}
