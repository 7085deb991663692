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
		return apply(func(Store) outcome {
			done, err := export(what)
			return outcome{err: err, done: func(m *Model) tea.Cmd { return s.exported(m, done, err) }}
		})(m)
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

// synced is what came of a sync, in words.
type synced struct {
	note   string
	failed bool
}

// sync brings this machine and others to the same where that is to happen by itself.
func (m *Model) sync() tea.Cmd {
	if m.opts.Sync == nil || !m.home.Sync {
		return nil
	}
	sync, language := m.opts.Sync, m.say.Code()
	return m.inBackground(command(func() (done synced, err error) {
		done.note, done.failed = sync(language)
		return done, nil
	}, func(m *Model, done synced, _ error) tea.Cmd {
		rest := m.backgroundDone()
		if m.ending || m.leaving != staying {
			return rest
		}
		if done.note != "" {
			m.note, m.alarm = done.note, done.failed
		}
		if home, ok := m.screen.(*homeScreen); ok {
			return tea.Batch(rest, m.readHome(home.home.Team, true))
		}
		return rest
	}))
}

// Apart is something that was changed on several machines before they heard of each other.
type Apart struct {
	ID    string
	Name  string      // which it is
	Sides []ApartSide // this machine's first
}

// ApartSide is how a machine has it, where that differs from another one.
type ApartSide struct {
	Title string
	Facts [][2]string // what they are called, and what they are
}

// apartScreen shows what was changed on several machines, one at a time, and lets the person choose what holds. Before somebody moves the
// cursor it stands nowhere, and enter decides nothing.
type apartScreen struct {
	noText
	*context
	all    []Apart
	settle func(id string, side int) error
	list   widget.List // of the sides
}

func openApart(m *Model) tea.Cmd {
	apart, language := m.opts.Apart, m.say.Code()
	return open(func(Store) ([]Apart, error) { return apart(language) }, func(m *Model, all []Apart) screen {
		if len(all) == 0 {
			return newHomeScreen(m.context, m.home)
		}
		return &apartScreen{context: m.context, all: all, settle: m.opts.Settle, list: widget.List{At: -1}}
	})(m)
}

func (s *apartScreen) help() string { return "help.apart" }

// broad tells that the sides stand beside each other in a big window.
func (s *apartScreen) broad(width, height int) bool { return isBig(width, height) }

func (s *apartScreen) heading() string {
	return s.inARow("emptychair", s.say.T("apart.title"), s.say.N("apart.left", len(s.all)))
}

func (s *apartScreen) keys() []key.Binding {
	keys := []key.Binding{pageKeys.choose, pageKeys.back, pageKeys.down, pageKeys.up}
	if len(s.all) > 1 {
		keys = append(keys, apartNext)
	}
	return keys
}

func (s *apartScreen) press(k tea.KeyPressMsg) action {
	sides := len(s.all[0].Sides)
	switch {
	case matches(k, pageKeys.back):
		return func(m *Model) tea.Cmd { return goHome(m.home.Team)(m) }
	case matches(k, apartNext) && len(s.all) > 1:
		s.all, s.list.At = append(s.all[1:], s.all[0]), -1
	case matches(k, pageKeys.choose) && s.list.At < 0:
		return notify(s.say.T("conflict.undecided"))
	case matches(k, pageKeys.choose):
		return s.choose
	case matches(k, widget.ChangeKeys.More):
		s.list.Move(1, sides)
	case matches(k, widget.ChangeKeys.Less):
		s.list.Move(-1, sides)
	default:
		s.list.Press(k, sides)
	}
	return nil
}

// choose lets the side under the cursor hold, and shows what is left.
func (s *apartScreen) choose(m *Model) tea.Cmd {
	id, side := s.all[0].ID, s.list.At
	return after(func(Store) (bool, error) { return true, s.settle(id, side) }, func(m *Model, _ bool) tea.Cmd {
		m.note = m.say.T("apart.settled")
		if len(s.all) == 1 { // which shows until home does
			return goHome(m.home.Team)(m)
		}
		s.all, s.list.At = s.all[1:], -1
		return nil
	})(m)
}

func (s *apartScreen) draw(p *widget.Canvas) {
	p.Text(s.theme.Strong, s.all[0].Name)
	p.ExtraSpace()
	p.Text(s.theme.Plain, s.say.T("apart.ask"))
	p.Space()
	sides := s.all[0].Sides
	if p.W < wide {
		s.list.Draw(p, len(sides), p.Left(), true, func(i, w int, here bool) []string {
			return append(s.side(i, min(w, widget.MaxText), here), "")
		})
		return
	}
	const gap = 4
	var columns []*widget.Canvas
	for i := range sides {
		column := s.canvas((p.W-gap*(len(sides)-1))/len(sides), p.Left())
		column.Add(s.side(i, column.W, i == s.list.At)...)
		columns = append(columns, column)
	}
	p.Beside(gap, columns...)
}

// side draws how one machine has it.
func (s *apartScreen) side(i, w int, here bool) []string {
	p, side := s.canvas(w, 0), s.all[0].Sides[i]
	lead, style := s.pointed("  ", here)
	p.Indent(lead, style, side.Title)
	label := 0
	for _, fact := range side.Facts {
		label = max(label, width(fact[0]))
	}
	for _, fact := range side.Facts {
		p.Indent("    "+s.theme.Quiet.Render(s.padded(fact[0], label))+"  ", s.theme.Plain, fact[1])
	}
	return p.Lines
}
