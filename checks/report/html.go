package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"emptychair/checks"
	"emptychair/checks/content"
)

// The page in its parts, its style, and the style of drawings, which one on its own has, too.
var (
	//go:embed page.html
	pageParts string
	//go:embed page.css
	pageRules string
	//go:embed drawing.css
	drawingRules string

	pageStyle = pageRules + drawingRules
)

// templates are the parts by the names of the blocks that they show. They escape everything.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageParts))
})

// htmlRenderer writes blocks as a page for the browser and the printer in one file: it loads nothing, and looks the same without a
// network, in the dark and on paper.
type htmlRenderer struct {
	*bufio.Writer
	open  []string // elements that are to be closed, the outermost first
	outer int      // the level of headings that begin a section: there are fewer where each team has one of its own
	top   int      // elements that stay open around a section
	items bool     // they are in a section of their own
	drawn int      // items
	err   error
}

// htmlHead is what every page begins with.
type htmlHead struct {
	Language, Title string
	Style           template.CSS
	Policy          template.HTMLAttr // lets the page load nothing, and have no style but its own
}

func renderHTML(w io.Writer, o Options, blocks []block) error {
	sum := sha256.Sum256([]byte(pageStyle))
	hash := base64.StdEncoding.EncodeToString(sum[:])
	h := &htmlRenderer{Writer: bufio.NewWriter(w), outer: 2}
	if slices.ContainsFunc(blocks, func(b block) bool { t, ok := b.(team); return ok && t.Name != "" }) {
		h.outer = 3
	}
	title, about := blocks[0].(head).Title, content.In(o.Printer.Code()).Title
	if title != about {
		title += " · " + about
	}
	h.part("begin", htmlHead{
		o.Printer.Code(), title, template.CSS(pageStyle),
		template.HTMLAttr(`content="default-src 'none'; style-src 'sha256-` + hash + `'; base-uri 'none'; form-action 'none'"`),
	})
	for _, b := range blocks {
		h.block(b)
	}
	h.closeTo(0)
	h.part("end", nil)
	if h.err != nil {
		return h.err
	}
	return h.Flush()
}

// part shows something by one of the templates.
func (h *htmlRenderer) part(name string, shown any) {
	if h.err == nil {
		h.err = templates().ExecuteTemplate(h, name, shown)
	}
}

// enter opens an element at a depth, and closes those that are open there.
func (h *htmlRenderer) enter(depth int, element, class string) {
	h.closeTo(depth)
	h.items = false
	h.open = append(h.open, element)
	if class != "" {
		class = ` class="` + class + `"`
	}
	_, _ = h.WriteString("\n<" + element + class + ">") // Flush returns the first error
}

func (h *htmlRenderer) closeTo(depth int) {
	for len(h.open) > depth {
		last := len(h.open) - 1
		_, _ = h.WriteString("\n</" + h.open[last] + ">")
		h.open = h.open[:last]
	}
}

// block shows a block. A team is an article, and what stands below a heading of the second level is a section.
func (h *htmlRenderer) block(b block) {
	switch b := b.(type) {
	case head:
		h.enter(0, "header", "")
		h.part("head", b)
	case team:
		h.top = 1
		h.enter(0, "article", "team")
		h.part("team", b)
	case section:
		if b.Level == h.outer {
			h.enter(h.top, "section", "")
			h.part("section", b.Title)
		} else {
			h.part("subsection", b.Title)
		}
	case item:
		if b.Level == h.outer && !h.items {
			h.enter(h.top, "section", "items")
			h.items = true
		}
		h.drawn++
		h.part("item", struct {
			item
			ID string
		}{b, fmt.Sprintf("drawn-%d", h.drawn)})
	case questions:
		if len(b.List) > 0 {
			h.enter(h.top, "section", "")
			h.part("section", b.Heading)
			h.part("questions", b)
		}
	default:
		h.part(fmt.Sprintf("%T", b)[len("report."):], b)
	}
}

// Class is how an action is shown: what is to be done stands out.
func (e entry) Class() string {
	if e.State == checks.Open {
		return "todo"
	}
	return string(e.State)
}

// htmlTable is the figures beside a drawing.
type htmlTable struct {
	Heads []string // the first is over the names of the rows
	Rows  []htmlRow
}

// htmlRow is a row of figures, or instead of them something that is said across all columns.
type htmlRow struct {
	Name, Below string
	Cells       []string
	Said        string
	Across      int
}

// svgDrawing is a drawing below others.
type svgDrawing struct {
	drawing
	Y int
}

// Heights in a file of drawings.
const (
	svgGap   = 16
	svgTitle = 26
)

// colour finds the variables of colours in rules.
var colour = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`--(\w+): (#[0-9a-f]+);`) })

// svgStyle is the style of drawings in the colours of paper, without CSS variables: most viewers of pictures know none.
var svgStyle = sync.OnceValue(func() template.CSS {
	light, _, _ := strings.Cut(pageRules, "}")
	rules := drawingRules
	for _, c := range colour().FindAllStringSubmatch(light, -1) {
		rules = strings.ReplaceAll(rules, "var(--"+c[1]+")", c[2])
	}
	return template.CSS(rules)
})

// renderSVG writes the drawings of all items below each other, each behind its title, in one file that loads nothing.
func renderSVG(w io.Writer, blocks []block) error {
	file := struct {
		Title         string
		Style         template.CSS
		Width, Height int
		Titles        []label
		Drawings      []svgDrawing
	}{Title: blocks[0].(head).Title, Style: svgStyle(), Height: svgGap}
	for i, b := range blocks {
		it, ok := b.(item)
		if !ok || it.Chart == nil {
			continue
		}
		file.Titles = append(file.Titles, label{"name", svgGap, file.Height + svgTitle/2, it.Title})
		file.Height += svgTitle
		for c := range it.Chart.Drawings(it.Title, fmt.Sprintf("drawn-%d", i)) {
			file.Drawings = append(file.Drawings, svgDrawing{c, file.Height})
			file.Height += c.Height + svgGap
			file.Width = max(file.Width, c.Width+2*svgGap)
		}
	}
	file.Width = max(file.Width, chartWidth)
	return templates().ExecuteTemplate(w, "svg", file)
}
