package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"emptychair/checks"
)

// plainWidth is how many cells a line takes where none is broken: whoever listens hears a sentence whole.
const plainWidth = 1 << 20

// plainRenderer writes blocks for whoever listens to them: a sentence a line, what is drawn elsewhere in words, and no sign that
// carries a meaning alone.
type plainRenderer struct{ *Page }

func (t plainRenderer) all(blocks ...block) {
	for _, b := range flat(blocks) {
		t.block(b)
	}
}

func (t plainRenderer) block(b block) {
	switch b := b.(type) {
	case head:
		t.sentences(append([]string{b.Title}, b.Lines...)...)
	case section:
		t.sentences(b.Title)
	case paragraph:
		t.sentences(string(b))
	case note:
		t.sentences(string(b))
	case fields:
		for _, f := range b {
			t.named(f.Name, f.Value)
		}
	case list:
		t.list("", b)
	case table:
		for _, row := range b.Rows {
			var cells []string
			for k, cell := range row {
				cells = append(cells, b.Heads[k]+": "+cell)
			}
			t.sentences(t.joined(cells...))
		}
	case item:
		t.item(b)
	case questions:
		t.questions(b)
	}
}

// sentences writes texts on lines of their own, those of several lines on as many, and nothing of what is empty.
func (t plainRenderer) sentences(list ...string) {
	for _, s := range list {
		for line := range strings.SplitSeq(s, "\n") {
			if strings.TrimSpace(line) != "" {
				t.Line(line)
			}
		}
	}
}

// named writes a value behind its name; a name that is a question needs no colon.
func (t plainRenderer) named(name, value string) {
	if !strings.HasSuffix(name, "?") {
		name += ":"
	}
	t.sentences(name + " " + value)
}

func (t plainRenderer) item(it item) {
	if it.Statement != "" {
		t.named(it.Title, it.Statement)
	}
	if it.Chart == nil {
		t.named(it.Title, it.None)
	} else {
		it.Chart.plain(t, it.Title)
	}
	t.sentences(strings.Replace(it.Agreement, t.signs(" · "), ": ", 1), it.Sentence)
	t.sentences(it.Said...)
	t.all(it.Notes)
}

func (t plainRenderer) questions(q questions) {
	for _, one := range q.List {
		t.named(one.Title, one.Text)
		for _, a := range one.Answers {
			t.list(a.Name, a.list)
		}
	}
}

// list writes each entry behind the name of what it belongs to, "" for none, and its facts below it.
func (t plainRenderer) list(of string, l list) {
	if of != "" {
		of += ": "
	}
	for i, e := range l.Entries {
		lead, text := of, e.Text
		switch {
		case e.Day != "":
			lead += e.Day + ": "
		case l.Numbered:
			lead += fmt.Sprintf("%d: ", i+1)
		}
		if e.Marks > 0 {
			text += ", " + t.Printer.N("plain.marks", e.Marks)
		}
		t.sentences(lead + text)
		for _, facts := range e.Facts {
			t.sentences(t.joined(facts...))
		}
	}
	if len(l.Entries) == 0 && l.None != "" {
		t.sentences(of + l.None)
	}
	t.sentences(l.After)
}

// plain says the answers of each row behind the title of what was rated, and where the chair stands.
func (d *dots) plain(t plainRenderer, title string) {
	for _, r := range d.Rows {
		name := strings.Join(nonEmpty(title, r.Name, r.Below), ", ")
		if d.Alone && title != "" {
			name = title
		}
		said := d.instead(r)
		if said == "" {
			said = d.tally(r.Tally, d.Kind, true)
		}
		t.named(name, said)
		if r.ChairName != "" {
			name = title
		}
		if r.Chair != checks.NoAnswer {
			t.named(strings.Join(nonEmpty(name, d.chairName(r)), ", "), d.stepWord(r.Chair))
		}
	}
}

// plain says the answers of each run, the earliest first, and where another wording begins.
func (s *strip) plain(t plainRenderer, title string) {
	for i, r := range s.rows(", ") {
		if beginsAt(s.series, i) {
			t.sentences(s.Say("trend.reworded-here"))
		}
		(&dots{document: s.document, Kind: s.Kind, Rows: []dotRow{r}}).plain(t, title)
	}
}

// stepWord is a step of the scale with its word.
func (d *document) stepWord(s checks.Step) string {
	return d.Say("report.step", "Step", int(s), "Word", d.texts.Scale[s-1])
}

// tally says how many answered and what, and with each step how often: "6 answers, lowest 2, highest 5, median 4; step 2: 1, step 4: 3, step 5: 2".
// One person's answer is a step and its word.
func (d *document) tally(t checks.Tally, of checks.Kind, each bool) string {
	low, high, rated := t.Range()
	switch {
	case of == checks.Solo && !rated:
		return d.texts.NoAnswer
	case of == checks.Solo:
		return d.stepWord(low)
	}
	said, steps := []string{d.Printer.N("close.answers", t.N())}, []string(nil)
	for k, n := range t.Counts {
		if n > 0 {
			steps = append(steps, d.Say("plain.step", "Step", k+1, "N", n))
		}
	}
	switch {
	case rated && low == high:
		said[0] += ", " + d.Printer.N("figures.all-on", t.N(), "Step", int(low))
	case rated:
		said[0] += ", " + d.Say("plain.spread", "Low", int(low), "High", int(high), "Median", Median(d.Printer, t))
		if each {
			said = append(said, strings.Join(steps, ", "))
		}
	}
	if t.NoAnswer > 0 {
		said = append(said, d.Printer.N("figures.no-answer", t.NoAnswer))
	}
	return d.joined(said...)
}

// Item writes what a run holds of an item, whose statement was said; held against an earlier run where c is not nil.
func Item(w io.Writer, id string, r checks.Run, c *checks.Comparison, o Options) error {
	return report{blocks: func(d *document) []block {
		shown := d.itemOf(r, id, 2)
		if it, ok := c.Of(id); ok && shown.Chart != nil {
			held := newComparison(d, *c).item(it, 2)
			chart := held.Chart.(*dots)
			now := slices.IndexFunc(chart.Rows, func(r dotRow) bool { return !r.Earlier })
			chart.Rows = append(slices.Clip(chart.Rows[now:]), chart.Rows[:now]...) // what everybody waits for goes first
			held.Notes, held.Said = shown.Notes, nonEmpty(NeededNote(d.Printer, it))
			shown = held
		}
		shown.Statement = ""
		return []block{shown}
	}}.write(w, Text, o)
}
