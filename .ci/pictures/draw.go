package main

import (
	"fmt"
	"html"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// look is the colours of a terminal.
type look struct {
	name                   string
	foreground, background color.RGBA
}

var (
	light = look{"light", color.RGBA{0x24, 0x29, 0x2f, 0xff}, color.RGBA{0xff, 0xff, 0xff, 0xff}}
	dark  = look{"dark", color.RGBA{0xe6, 0xed, 0xf3, 0xff}, color.RGBA{0x0d, 0x11, 0x17, 0xff}}
)

// How large a cell is, how far its text stands below its top, and the margin around the screen.
const cellWidth, cellHeight, baseline, margin = 8.4, 18.0, 13.5, 12.0

// drawing is an SVG that comes to be.
type drawing struct {
	strings.Builder
	look
}

// draw draws a screen: signs that fonts draw at other widths as shapes, all else as text of a set length.
func draw(screen *vt.SafeEmulator, l look, title string) []byte {
	d := &drawing{look: l}
	width, height := columns*cellWidth+2*margin, rows*cellHeight+2*margin
	fmt.Fprintf(&d.Builder, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img">`+"\n<title>emptychair: %s</title>\n", width, height, width, height, title)
	d.WriteString(`<style>text{font-size:14px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}</style>` + "\n")
	fmt.Fprintf(&d.Builder, `<rect x=".5" y=".5" width="%g" height="%g" rx="8" fill="%s" stroke="#8884"/>`+"\n", width-1, height-1, hex(l.background))
	for y := range rows {
		d.row(screen, y)
	}
	d.WriteString("</svg>\n")
	return []byte(d.String())
}

// row draws a line: cells that look alike and stand side by side are one text.
func (d *drawing) row(screen *vt.SafeEmulator, y int) {
	var t stretch
	for x := 0; x < columns; {
		c := screen.CellAt(x, y)
		if c == nil || c.Content == "" {
			x++
			continue
		}
		width := max(1, c.Width)
		d.ground(c.Style, x, y, width)
		shape := d.shape(c.Content, c.Style, x, y)
		alone := shape || width > 1 || c.Content > "─"
		if alone || x != t.end || !c.Style.Equal(&t.style) || strings.HasSuffix(t.text, "  ") {
			d.text(t, y)
			t = stretch{style: c.Style, from: x}
		}
		if !shape && (t.text != "" || c.Content != " ") {
			t.text, t.alone = t.text+c.Content, alone
		}
		if x += width; t.text != "" && !alone {
			t.end = x
		}
	}
	d.text(t, y)
}

// stretch is text of one look, or one sign that stands alone as fonts may draw it at any width.
type stretch struct {
	text      string
	style     uv.Style
	from, end int
	alone     bool
}

// shape draws a sign that has to meet its neighbours, or is to be of one size everywhere.
func (d *drawing) shape(sign string, s uv.Style, x, y int) bool {
	left, top, ink := at(x, y, d.ink(s))
	middle := top + cellHeight/2
	switch sign {
	case "●":
		fmt.Fprintf(&d.Builder, `<circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`+"\n", left+cellWidth/2, middle, ink)
	case "○":
		fmt.Fprintf(&d.Builder, `<circle cx="%.1f" cy="%.1f" r="3.4" fill="none" stroke="%s" stroke-width="1.3"/>`+"\n", left+cellWidth/2, middle, ink)
	case "─", "━":
		thick := map[string]float64{"─": 1, "━": 2.4}[sign]
		d.rect(left, middle-thick/2, cellWidth, thick, ink)
	case "│":
		d.rect(left+cellWidth/2-.5, top, 1, cellHeight, ink)
	case "█":
		d.rect(left, top, cellWidth, cellHeight, ink)
	default:
		return false
	}
	return true
}

func at(x, y int, ink string) (left, top float64, _ string) {
	return margin + float64(x)*cellWidth, margin + float64(y)*cellHeight, ink
}

func (d *drawing) rect(left, top, width, height float64, fill string) {
	fmt.Fprintf(&d.Builder, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`+"\n", left, top, width, height, fill)
}

// ground draws what stands behind cells, where that is not the terminal's own.
func (d *drawing) ground(s uv.Style, x, y, width int) {
	fill := s.Bg
	if s.Attrs&uv.AttrReverse != 0 {
		if fill = s.Fg; fill == nil {
			fill = d.foreground
		}
	}
	if fill != nil {
		left, top, _ := at(x, y, "")
		d.rect(left, top, float64(width)*cellWidth+.1, cellHeight, hex(fill))
	}
}

// ink is the colour of text in a style.
func (d *drawing) ink(s uv.Style) string {
	ink := s.Fg
	if s.Attrs&uv.AttrReverse != 0 {
		if ink = s.Bg; ink == nil {
			ink = d.background
		}
	}
	if ink == nil {
		ink = d.foreground
	}
	return hex(ink)
}

// text draws a stretch; its length is set, so that it keeps to its cells in any font.
func (d *drawing) text(t stretch, y int) {
	text := strings.TrimRight(t.text, " ")
	if text == "" {
		return
	}
	left, top, ink := at(t.from, y, d.ink(t.style))
	length := ""
	if n := len([]rune(text)); n > 1 && !t.alone {
		length = fmt.Sprintf(` textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, float64(n)*cellWidth)
	}
	fmt.Fprintf(&d.Builder, `<text x="%.1f" y="%.1f" fill="%s"%s%s>%s</text>`+"\n", left, top+baseline, ink, weight(t.style), length, html.EscapeString(text))
}

func weight(s uv.Style) (attributes string) {
	if s.Attrs&uv.AttrBold != 0 {
		attributes += ` font-weight="bold"`
	}
	if s.Attrs&uv.AttrItalic != 0 {
		attributes += ` font-style="italic"`
	}
	if s.Attrs&uv.AttrFaint != 0 {
		attributes += ` opacity=".6"`
	}
	return attributes
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
