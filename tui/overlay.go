package tui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks/lang"
	"emptychair/tui/theme"
	"emptychair/tui/widget"
)

// helpScreen explains the screen under it: what it is for, and every key.
type helpScreen struct {
	textPage
	of screen
}

// newHelpScreen explains a screen, its keys and those that hold everywhere.
func newHelpScreen(g *context, of screen, also []key.Binding) *helpScreen {
	return &helpScreen{textPage{context: g, lines: func(w int) []string {
		p := g.canvas(w, 0)
		p.Text(g.theme.Plain, g.say.T(of.help()))
		p.Space()
		for _, b := range distinct(append(of.keys(), also...)) {
			p.Indent(g.theme.Strong.Render(g.padded(g.keyName(b), 12)), g.theme.Plain, g.say.T(b.Help().Desc))
		}
		return p.Lines
	}}, of}
}

func (s *helpScreen) help() string    { return s.of.help() }
func (s *helpScreen) heading() string { return s.say.T("help.title", "Screen", s.of.heading()) }
func (s *helpScreen) keys() []key.Binding {
	return []key.Binding{overlayKeys.shut, pageKeys.down, pageKeys.up}
}

// shut closes the page that is open over the screen.
func shut(m *Model) tea.Cmd {
	m.overlay = nil
	return nil
}

func (s *helpScreen) press(k tea.KeyPressMsg) action {
	if s.scrollBy(k) == 0 {
		return shut
	}
	return s.move(k)
}

// chairQuestions is how many questions there are that bring the talk back to the customer.
const chairQuestions = 5

// chairScreen is the empty chair: a drawing over the whole window with one question. Any key returns.
type chairScreen struct {
	noText
	*context
	number int
}

func (s *chairScreen) help() string                 { return "help.chair" }
func (s *chairScreen) heading() string              { return "" }
func (s *chairScreen) keys() []key.Binding          { return nil }
func (s *chairScreen) press(tea.KeyPressMsg) action { return shut }

// The chair, seen from the front: the back with its rails, the seat, four legs.
var (
	tallChair = []string{
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`   █▀▀▀▀▀▀▀▀▀▀▀▀▀█   `,
		`   █             █   `,
		`  ▄█▄▄▄▄▄▄▄▄▄▄▄▄▄█▄  `,
		` ▟█████████████████▙ `,
		`▟███████████████████▙`,
		`█▀▀█▀▀▀▀▀▀▀▀▀▀▀▀▀█▀▀█`,
		`█  █             █  █`,
		`█  █             █  █`,
		`█  ▀             ▀  █`,
		`█                   █`,
		`▀                   ▀`,
	}
	smallChair = []string{
		`  █▀▀▀▀▀▀▀█  `,
		`  █▀▀▀▀▀▀▀█  `,
		`  █       █  `,
		` ▟█████████▙ `,
		`▟███████████▙`,
		`█ █       █ █`,
		`█ ▀       ▀ █`,
		`▀           ▀`,
	}
	plainChair = []string{
		`  +-------+  `,
		`  |=======|  `,
		`  |       |  `,
		` /_________\ `,
		`/___________\`,
		`| |       | |`,
		`| |       | |`,
		`|           |`,
	}
)

// chairLines draws a chair in its colour, of at most h lines where there is a choice.
func (g *context) chairLines(h int) []string {
	chair := smallChair
	switch {
	case g.ascii:
		chair = plainChair
	case h >= len(tallChair):
		chair = tallChair
	}
	lines := make([]string, len(chair))
	for i, l := range chair {
		lines[i] = g.theme.Chair.Render(l)
	}
	return lines
}

func (s *chairScreen) draw(p *widget.Canvas) {
	question := widget.Wrap(s.theme.Strong, s.say.T("chair.question."+strconv.Itoa(s.number%chairQuestions+1)), min(p.W-2*margin, 60))
	const around = 5 // lines that stay free, and the one that says how to go back
	body := append(s.chairLines(p.H-len(question)-around), "", "")
	body = append(body, question...)
	for range (p.H - len(body) - 1) / 2 {
		p.Add("")
	}
	for _, line := range body {
		p.Add(centred(line, p.W))
	}
	for p.Left() > 1 {
		p.Add("")
	}
	p.Add(centred(s.theme.Quiet.Render(s.say.T("chair.back")), p.W))
}

// centred puts a line into the middle of w cells.
func centred(line string, w int) string {
	return strings.Repeat(" ", max(0, (w-width(line))/2)) + line
}

// KeyTable is the keys of one part of the program, in words: where they hold, and of each its name and what it does.
type KeyTable struct {
	Where string
	Keys  []string
}

// Keys returns all keys of the program for its manual, with the names that they have on the screen.
func Keys(say *lang.Printer, ascii bool) (tables []KeyTable) {
	g := &context{say: say, signs: theme.Unicode}
	if ascii {
		g.signs = theme.ASCII
	}
	for _, t := range slices.Concat(keysOfRuns(), keysBetween()) {
		table := KeyTable{Where: say.T("keys." + t.where)}
		for _, b := range t.keys {
			if slices.Equal(b.Keys(), askKeys.yes.Keys()) {
				b = g.yesKey()
			}
			table.Keys = append(table.Keys, g.keyName(b)+" "+say.T(b.Help().Desc))
		}
		tables = append(tables, table)
	}
	return tables
}

type keyTable struct {
	where string
	keys  []key.Binding
}

// keysOfRuns are the tables of the way through a run, in the order of the manual.
func keysOfRuns() []keyTable {
	h, s, r, v, w, q, l, c, f, d, b := homeKeys, setupKeys, runKeys, voteKeys, revealKeys, questionKeys, answerKeys, chooseKeys, formKeys, pageKeys, lookKeys
	return []keyTable{
		{"everywhere", []key.Binding{everywhere.f1, everywhere.chair, everywhere.suspend, everywhere.leave}},
		{"no-text", []key.Binding{everywhere.help}},
		{"help", []key.Binding{overlayKeys.shut, d.down, d.up, d.pageDown, d.pageUp}},
		{"home", []key.Binding{h.begin, h.resume, h.drop, h.stories, h.story, h.walk, h.demo, h.team, h.actions, h.compare, h.trend, h.voice, h.past, h.apart, h.leading, h.following, h.settings, h.leave}},
		{"setup", []key.Binding{widget.ChangeKeys.Change, s.next, s.previous, s.begin, backKey}},
		{"run", []key.Binding{backKey, r.previous, r.next, r.home, r.more, r.invite, everywhere.undo, everywhere.redo}},
		{"look", []key.Binding{b.done, b.open, b.drop, b.gone, b.returned, d.up, d.down, r.on}},
		{"vote", []key.Binding{v.answer, v.none, v.takeBack, v.reveal, v.paste, v.more, v.fewer, v.again, r.backward, r.forward}},
		{"pasted", []key.Binding{pasteKeys.replace, pasteKeys.add, askKeys.yes, askKeys.no, formKeys.Cancel}},
		{"reveal", []key.Binding{r.on, w.again, w.chair, chairEmpty, w.story, w.late, v.fewer, r.backward, r.forward}},
		{"solo", []key.Binding{v.answer, v.none, r.on, w.rate}},
		{"question", []key.Binding{q.add, q.list, q.stories, q.earlier}},
		{"list", []key.Binding{d.up, d.down, l.number, l.mark, l.unmark, v.paste, l.join, d.edit, d.remove, l.moveUp, l.moveDown, l.write}},
		{"choose", []key.Binding{c.pick, c.free, c.actions, c.toAnswers, d.edit, d.remove, r.on}},
		{"action", []key.Binding{f.Down, f.Next, f.Previous, f.Keep, f.Save, f.Cancel}},
		{"close", []key.Binding{closeKeys.finish, v.answer, exportKeys.copy, exportKeys.open, closeKeys.home, closeKeys.held}},
	}
}

// keysBetween are the tables of the other screens.
func keysBetween() []keyTable {
	s, p, a, d, x, z, st, sy, ac, o := setupKeys, pastKeys, askKeys, pageKeys, compareKeys, trendKeys, storiesKeys, storyKeys, actionsKeys, exportKeys
	return []keyTable{
		{"export", []key.Binding{o.write, o.share, o.all, o.own, o.copy, d.down, d.up, d.back}},
		{"compare", []key.Binding{x.baseline, x.current, x.changing, x.same, x.trend, o.open, d.down, d.up, d.pageDown, d.pageUp, d.back}},
		{"apart", []key.Binding{d.choose, d.down, d.up, apartNext, d.back}},
		{"pick", []key.Binding{d.choose, d.down, d.up, d.back}},
		{"trend", []key.Binding{z.runs, z.items, z.open, z.mark, z.solo, z.team, backKey}},
		{"past", []key.Binding{d.open, p.compare, p.correct, o.open, d.remove, p.team, d.back, a.yes, a.no, d.down, d.up, d.pageDown, d.pageUp, d.first, d.last}},
		{"stories", []key.Binding{d.open, st.add, st.search, st.filter, d.edit, sy.answer, d.remove, d.everyTeam, d.oneTeam, d.back, st.all}},
		{"noting", []key.Binding{formKeys.Keep, st.list, formKeys.Cancel}},
		{"search", []key.Binding{widget.ChangeKeys.Change, s.next, s.previous, formKeys.Keep, storiesKeys.all}},
		{"story", []key.Binding{sy.complain, sy.remedy, sy.why, sy.plan, sy.fix, sy.gone, sy.back, sy.more, sy.fewer, sy.answer, d.edit, d.remove, d.back}},
		{"actions", []key.Binding{ac.done, ac.drop, ac.reopen, ac.add, d.edit, d.remove, ac.filter, d.everyTeam, d.oneTeam, d.back}},
		{"voice", []key.Binding{voiceKeys.months, d.down, d.up, d.pageDown, d.pageUp, backKey}},
		{"settings", []key.Binding{widget.ChangeKeys.Change, backKey, forgetKey, d.down, d.up}},
	}
}
