package tui

import (
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/tui/widget"
)

// Export is what is to be written for use outside the program.
type Export struct {
	Team, Run string        // the team, and the id of its run
	Baseline  string        // id of the run that it is held against, "" for the run alone
	Format    report.Format // of a file, "" for Markdown that is only returned
	Share     bool          // without what is not safe to hand on
	Own       bool          // but with the ratings of one who answered alone
	Language  string        // code
}

// Exported is what came of it.
type Exported struct {
	Path     string   // of the file, in full; "" where none was asked for
	Markdown string   // where no file was asked for
	LeftOut  []string // what was left out to be safe to share, in words
}

// exportScreen takes a run, or a comparison, out of the program: into a file, or as Markdown into the clipboard.
type exportScreen struct {
	noText
	*context
	of   Export // but for the format
	name string // of what is exported
	solo bool   // one person's ratings are in it
	from screen
	list widget.List // of the formats
	done Exported    // what was written or copied last, zero for nothing
}

func newExportScreen(g *context, from screen, of Export, name string, solo bool) *exportScreen {
	return &exportScreen{context: g, from: from, of: of, name: name, solo: solo}
}

// exportRun exports a run by itself. One that is not finished is refused.
func (g *context) exportRun(from screen, r checks.Run) action {
	if !r.IsFinished() {
		return refuse(&checks.Error{Code: checks.CodeUnfinished})
	}
	name := g.inARow(g.say.Team(r.Team), g.dayOf(r)) + " (" + g.who(r.Kind, r.People) + ")"
	return show(newExportScreen(g, from, Export{Team: r.Team, Run: r.ID}, name, r.Kind == checks.Solo))
}

func (s *exportScreen) help() string { return "help.export" }

func (s *exportScreen) heading() string {
	return s.inARow(s.say.T("export.title"), s.say.Team(s.of.Team))
}

func (s *exportScreen) keys() []key.Binding {
	share := exportKeys.share
	if s.of.Share {
		share = exportKeys.all
	}
	return slices.Concat(
		[]key.Binding{exportKeys.write, pageKeys.back, exportKeys.copy}, when(s.asksOwn(), exportKeys.own), []key.Binding{share, pageKeys.down, pageKeys.up},
	)
}

// asksOwn tells whether it is to be chosen if one person's own ratings go along.
func (s *exportScreen) asksOwn() bool { return s.solo && s.of.Share }

func (s *exportScreen) press(k tea.KeyPressMsg) action {
	switch {
	case matches(k, pageKeys.back):
		return show(s.from)
	case s.list.Press(k, len(report.ExportFormats)):
	case matches(k, exportKeys.share):
		s.of.Share, s.of.Own, s.done = !s.of.Share, false, Exported{}
	case matches(k, exportKeys.own) && s.asksOwn():
		s.of.Own, s.done = !s.of.Own, Exported{}
	case matches(k, exportKeys.copy):
		return s.ask("")
	case matches(k, exportKeys.write):
		return s.ask(report.ExportFormats[s.list.At])
	}
	return nil
}

// ask has a file made in a format, or for "" a text for the clipboard.
func (s *exportScreen) ask(format report.Format) action {
	return func(m *Model) tea.Cmd {
		what, export := s.of, m.opts.Export
		what.Format, what.Language = format, s.say.Code()
		return m.wait(m.inBackground(func() tea.Msg {
			done, err := export(what)
			return result(func(m *Model) tea.Cmd {
				if err != nil && !m.ending {
					m.leaving = staying
				}
				return tea.Batch(s.exported(m, done, err), m.backgroundDone())
			})
		}))
	}
}

// exported shows where the file went, or hands the text to the terminal.
func (s *exportScreen) exported(m *Model, done Exported, err error) tea.Cmd {
	s.done = Exported{}
	if e, ok := errors.AsType[*checks.Error](err); ok && e.Code == checks.CodeDenied {
		m.note, m.alarm, m.queue = m.say.T("export.denied", "Folder", checks.CleanLine(e.Subject)), true, nil
		return m.stopWaiting(nil)
	}
	if err != nil {
		return m.stopWaiting(err)
	}
	if s.done = done; done.Path != "" {
		return m.stopWaiting(nil)
	}
	return tea.Batch(tea.SetClipboard(done.Markdown), m.stopWaiting(nil))
}

// copied says what went to the clipboard.
func (s *exportScreen) copied() string {
	if s.of.Share {
		return s.say.T("export.copied.shared")
	}
	return s.say.T("export.copied.all")
}

func (s *exportScreen) draw(p *widget.Canvas) { p.Fit(s.drawAll) }

func (s *exportScreen) drawAll(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.name)
	p.Space()
	s.list.Draw(p, len(report.ExportFormats), len(report.ExportFormats), true, s.row)
	p.Space()
	share := "export.share.off"
	if s.of.Share {
		share = "export.share.on"
	}
	if p.Compact >= widget.Essential && s.done.Path+s.done.Markdown != "" {
		share += ".brief"
	}
	p.Indent("  ", s.theme.Plain, s.say.T(share))
	switch {
	case !s.asksOwn():
	case s.of.Own:
		p.Indent("  ", s.theme.Plain, s.say.T("export.own.in"))
	default:
		p.Indent("  ", s.theme.Plain, s.say.T("export.own.out"))
	}
	p.Space()
	s.drawDone(p)
}

// row draws a format: its name, and what it is good for where there is room.
func (s *exportScreen) row(i, w int, here bool) []string {
	lead, style := s.pointed("  ", here)
	format := string(report.ExportFormats[i])
	line := lead + style.Render(s.padded(s.say.T("export.format."+format), 11)) + s.theme.Quiet.Render(s.say.T("export.about."+format))
	return []string{s.cut(line, w)}
}

// drawDone says what was written or copied, and what was left out of it.
func (s *exportScreen) drawDone(p *widget.Canvas) {
	switch {
	case s.done.Path != "":
		p.Text(s.theme.Plain, s.say.T("export.done"))
		p.Add(folded(checks.CleanLine(s.done.Path), p.W)...)
	case s.done.Markdown != "":
		p.Text(s.theme.Plain, s.copied())
	}
	if len(s.done.LeftOut) > 0 {
		p.Text(s.theme.Quiet, s.say.T("export.without", "What", checks.CleanLine(strings.Join(s.done.LeftOut, ", "))))
	}
	if s.done.Markdown != "" {
		p.Text(s.theme.Quiet, s.say.T("export.copied.unless"))
	}
}

// folded breaks a path into lines of at most w cells: behind a folder where that is possible, so that names stay whole for copying.
func folded(path string, w int) (lines []string) {
	line := ""
	for path != "" {
		end := strings.IndexAny(path, `/\`) + 1
		if end == 0 {
			end = len(path)
		}
		if line != "" && width(line+path[:end]) > w {
			lines, line = append(lines, line), ""
		}
		line, path = line+path[:end], path[end:]
	}
	return strings.Split(ansi.Hardwrap(strings.Join(append(lines, line), "\n"), w, true), "\n")
}
