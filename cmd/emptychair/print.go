package main

import (
	"cmp"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// printOptions say in which format a command writes its report, where to, and whether it may leave the team.
type printOptions struct {
	shell.OutputOptions
	asked  string        // format, as typed
	usual  report.Format // where no format is asked for, "" for text
	format report.Format
	known  []report.Format
	share  bool // only what is safe to send
	own    bool // and the ratings of those who answered alone
}

// printFlags are the options of a command whose report can go into a file in one of these formats, and out of the team.
func (o *printOptions) printFlags(known []report.Format) []cli.Flag {
	o.known = known
	return slices.Concat([]cli.Flag{o.formatFlag("format.report")}, o.shareFlags(), o.Flags())
}

// formatFlag is the option that says in which of the known formats, about which a message tells.
func (o *printOptions) formatFlag(about string) *shell.Option {
	return shell.Text("format", &o.asked).About(about).Among(func(*lang.Printer) []string { return shell.Words(o.known) })
}

// shareFlags are the options that say whether the report may leave the team.
func (o *printOptions) shareFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "share", Destination: &o.share},
		&cli.BoolFlag{Name: "own-ratings", Destination: &o.own},
	}
}

// print writes what a command found: the format is the one asked for, or else that of the file's name, or the usual one. Then it says on
// stderr where that went, and what was left out.
func (a *app) print(o *printOptions, write func(io.Writer) (checks.LeftOut, error)) (err error) {
	if o.format, err = formatOf(o.asked, o.File, cmp.Or(o.usual, report.Text), o.known); err != nil {
		return err
	}
	if o.own && !o.share {
		return shell.WrongUse("cli.error.own-alone")
	}
	to, err := a.Output(o.OutputOptions, reservedOf(a.store()))
	if err != nil {
		return err
	}
	left, err := a.askOwn(o, write)
	if err != nil {
		return err
	}
	err = to.Write(func(w io.Writer) error {
		left, err = write(w)
		return err
	})
	if err != nil {
		return err
	}
	if o.format == report.SVG { // a drawing holds nothing that people wrote
		left = checks.LeftOut{Items: left.Items, Own: left.Own}
	}
	return a.tellExported(to, o.share, left)
}

// askOwn asks somebody at a terminal, before anything goes out, whether the ratings of one who answered alone go along, if there are any.
func (a *app) askOwn(o *printOptions, write func(io.Writer) (checks.LeftOut, error)) (left checks.LeftOut, err error) {
	if !o.share || o.own || !a.IsTerminal(a.Stdin) {
		return left, nil
	}
	if left, err = write(io.Discard); err == nil && left.Own > 0 {
		o.own = a.Ask(a.Printer().N("cli.share.own-question", left.Own))
	}
	return left, err
}

// tellExported says on stderr where a document went, and of one that is safe to send what is not in it, and what is in it all the
// same.
func (a *app) tellExported(to shell.Output, share bool, left checks.LeftOut) error {
	say := a.ReportOptions()
	if to.Path != "" {
		if err := shell.Print(a.Stderr, say, say.Say("cli.export.written", "File", shell.CleanPath(to.Path))); err != nil {
			return err
		}
	}
	if !share {
		return nil
	}
	sentences := []string{say.Say("cli.share.nothing")}
	if list := report.LeftOut(left, say); len(list) > 0 {
		sentences = []string{say.Say("cli.share.left-out")}
		for _, what := range list {
			sentences = append(sentences, "  "+say.Printer.Signs("• ")+what)
		}
	}
	if left.Own > 0 {
		sentences = append(sentences, say.Printer.N("cli.share.own", left.Own))
	}
	if left.Verbatim > 0 {
		sentences = append(sentences, say.Say("cli.share.word-for-word"))
	}
	return shell.Print(a.Stderr, say, sentences...)
}

// endings are the endings of the names of files in a format.
var endings = map[string]report.Format{
	".json": report.JSON, ".md": report.Markdown, ".markdown": report.Markdown, ".html": report.HTML, ".htm": report.HTML, ".csv": report.CSV,
	".svg": report.SVG, ".txt": report.Text, ".ics": report.ICS,
}

// formatOf returns the format that was asked for, or else the one that the name of the file speaks of: the usual one where it has no
// ending, and an error where it has that of none of the formats.
func formatOf(asked, file string, usual report.Format, known []report.Format) (report.Format, error) {
	if asked != "" {
		return report.Format(asked), shell.OneOf("--format", asked, known)
	}
	ending := filepath.Ext(strings.TrimSuffix(strings.ToLower(file), shell.AgeSuffix))
	if ending == "" || file == shell.Stdin {
		return usual, nil
	}
	if f := endings[ending]; slices.Contains(known, f) {
		return f, nil
	}
	return "", shell.WrongUse("cli.error.ending", "Ending", ending, "Known", strings.Join(shell.Words(known), ", "))
}

// told reads what was told to any team, which none shares. Where something of it cannot be read, nothing is shared.
func (a *app) told() (texts checks.StoryTexts, err error) {
	texts = checks.StoryTextsOf()
	for record, err := range a.store().Records("") {
		if err != nil {
			return texts, err
		}
		texts.Add(record)
	}
	return texts, nil
}

// shareRuns leaves of runs what may go out, for all reports but an export, of which [report.NewExportData] takes care. What is left out is
// counted as [checks.Share] says, and each story behind a number and each reason once.
func (a *app) shareRuns(own bool, runs ...*checks.Run) (left checks.LeftOut, err error) {
	told, err := a.told()
	if err != nil {
		return left, err
	}
	var whole []checks.Run
	for _, r := range runs {
		whole = append(whole, *r)
		shared, more := checks.Share(*r, told, own)
		*r, left = shared, left.Plus(more)
	}
	left.Stories, left.Reasons = checks.CountStories(whole, nil), checks.CountReasons(whole, nil)
	return left, nil
}

type voiceOptions struct {
	team  string       // "" for the one used last
	month checks.Month // zero for the present one
	printOptions
}

func (a *app) voiceCommand() *cli.Command {
	var o voiceOptions
	o.known = report.VoiceFormats
	flags := slices.Concat([]cli.Flag{
		shell.Parsed("month", &o.month, a.month), shell.Line("team", &o.team), o.formatFlag("format.voice"),
	}, o.shareFlags(), o.Flags())
	return a.Command("voice", nil, flags, func([]string) error {
		return a.print(&o.printOptions, func(w io.Writer) (checks.LeftOut, error) { return a.runVoice(w, o) })
	})
}

// runVoice prints what customers said to a team in a month, and returns what it left out.
func (a *app) runVoice(w io.Writer, o voiceOptions) (left checks.LeftOut, err error) {
	now := a.Now()
	if o.month.IsZero() {
		o.month = checks.MonthOf(now)
	}
	if a.today().Before(o.month.First()) {
		return left, shell.WrongUse("cli.error.month-ahead", "Latest", checks.MonthOf(now).String())
	}
	t, err := neededSnapshot(a.store(), o.team)
	if err != nil {
		return left, err
	}
	v := t.Voice(content.Check(), o.month, a.today())
	if o.share {
		told, err := a.told()
		if err != nil {
			return left, err
		}
		v, left = t.ShareVoice(told, content.Check(), o.month, a.today(), o.own)
	}
	return left, shell.OutputError(report.Voice(w, o.format, v, a.ReportOptions()))
}
