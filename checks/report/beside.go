package report

import (
	"io"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
)

// Beside writes the answers of two groups beside each other: dots on one scale, how many they are, and why there is no verdict.
func Beside(w io.Writer, f Format, b checks.Beside, o Options) error {
	switch f {
	case JSON:
		return WriteJSON(w, besideFile(b))
	case Markdown:
		return besideMarkdown(w, b, o)
	}
	return besideText(w, b, o)
}

// groups is a document about two groups.
type groups struct {
	*document
	checks.Beside
}

// names are the teams' names.
func (d *groups) names() [2]string { return [2]string{d.Groups[0].Run.Team, d.Groups[1].Run.Team} }

// about says of a group when its run was, who took part, and whether it leads others.
func (d *groups) about(g checks.Group) string {
	parts := []string{g.Run.Team, d.circumstances(g.Run)}
	if g.Leadership {
		parts = append(parts, d.Say("voice.leadership"))
	}
	return d.joined(parts)
}

// counts are how many rated an item and how many gave no answer. A middle beside a middle would be a ranking.
func (d *groups) counts(item checks.BesideItem) FigureTable {
	t := Figures(d.Printer, []checks.Tally{item.Ratings[0].Tally, item.Ratings[1].Tally}, 1, false, true)
	last := len(t.heads) - 1
	t.drop(last)
	t.widths = t.widths[:last]
	return t
}

// reworded says where the groups were asked in different words.
func (d *groups) reworded(item checks.BesideItem) string {
	if item.Reworded() {
		return d.Say("beside.reworded")
	}
	return ""
}

func besideText(w io.Writer, b checks.Beside, o Options) error {
	d := &groups{newDocument(o), b}
	names := d.names()
	d.Heading(d.Say("beside.title", "First", names[0], "Second", names[1]))
	for _, g := range b.Groups {
		d.Paragraph("", d.about(g))
	}
	d.Line("")
	d.Paragraph("", d.Say("beside.why"))
	for _, item := range b.Items {
		d.itemText(item)
	}
	return d.writeTo(w)
}

// itemText draws the answers of both groups on one scale; where their names are too long to stand beside the dots they stand
// above them.
func (d *groups) itemText(item checks.BesideItem) {
	text, names, figures := d.texts.Items[item.ID], d.names(), d.counts(item)
	d.headingText(text.Title, d.signs(text.Statement))
	label := max(d.titleWidth(), ansi.StringWidth(names[0]), ansi.StringWidth(names[1])) + bareLabel
	if label+checks.Steps*minColumn+thumbRoom+figures.Width() > d.Width {
		label = bareLabel
	}
	column := min(max((d.Width-label-thumbRoom-figures.Width())/checks.Steps, minColumn), narrowColumn)
	d.Line(Pad(d.scaleHead(label, column), label+checks.Steps*column+thumbRoom) + figures.Head())
	for i, name := range names {
		if label == bareLabel {
			d.Paragraph("  ", name)
			name = ""
		}
		d.sideText(name, item.Ratings[i].Tally, "●", label, column, figures.Row(i))
	}
	if s := d.reworded(item); s != "" {
		d.Line("")
		d.Paragraph("  ", s)
	}
}

func besideMarkdown(w io.Writer, b checks.Beside, o Options) error {
	d := &groups{newMarkdown(o), b}
	names := d.names()
	d.Line("# " + escape(d.Say("beside.title", "First", names[0], "Second", names[1])))
	for _, g := range b.Groups {
		d.block(escape(d.about(g)))
	}
	d.block(d.Say("beside.why"))
	for _, item := range b.Items {
		text, figures := d.texts.Items[item.ID], d.counts(item)
		d.block("## " + text.Title)
		d.block(text.Statement)
		d.tableHead(figures)
		for i, name := range names {
			d.sideMarkdown(escape(name), dotCells(item.Ratings[i].Tally, "●"), figures.rows[i])
		}
		if s := d.reworded(item); s != "" {
			d.block(s)
		}
	}
	return d.writeTo(w)
}

// besideJSON is two groups beside each other for other programs; schema/beside.json describes it.
type besideJSON struct {
	Format  string           `json:"format"`
	Version int              `json:"version"`
	Groups  []fileGroupRun   `json:"groups"` // in the order of the alphabet
	Items   []fileBesideItem `json:"items"`
}

type fileGroupRun struct {
	Team       string   `json:"team"`
	Leadership bool     `json:"leadership"`
	Run        fileSide `json:"run"`
}

type fileBesideItem struct {
	ID          string       `json:"id"`
	SameWording bool         `json:"same_wording"`
	Groups      []fileCounts `json:"groups"` // in the order of the groups
}

// fileCounts is the answers to an item without a figure that could be held against another.
type fileCounts struct {
	Counts   [checks.Steps]int `json:"counts"`
	N        int               `json:"n"`
	NoAnswer int               `json:"no_answer"`
}

func besideFile(b checks.Beside) besideJSON {
	f := besideJSON{Format: "emptychair.beside", Version: 1, Items: []fileBesideItem{}}
	for _, g := range b.Groups {
		f.Groups = append(f.Groups, fileGroupRun{g.Run.Team, g.Leadership, side(g.Run)})
	}
	for _, item := range b.Items {
		entry := fileBesideItem{ID: item.ID, SameWording: !item.Reworded()}
		for _, r := range item.Ratings {
			entry.Groups = append(entry.Groups, fileCounts{r.Counts, r.N(), r.NoAnswer})
		}
		f.Items = append(f.Items, entry)
	}
	return f
}
