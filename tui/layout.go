package tui

import "charm.land/lipgloss/v2"

// Sizes of the window, in cells.
const (
	minWidth, minHeight = 60, 18
	margin              = 3   // left of everything in the body
	maxText             = 84  // a column of text, for the eye
	headRows            = 2   // header and the line under it
	footRows            = 1   // keys
	maxNotice           = 4   // rows of a notice, where it is long
	narrow              = 70  // below this a body leaves out what it can
	airy                = 16  // rows of a body from which on its parts are set apart
	wide                = 100 // from this on a body may have two columns
)

// layout says where the parts of a window stand. All size arithmetic of the frame is here.
type layout struct {
	width, height int
	bodyTop       int // first row of the body
	noticeRows    int
}

// newLayout lays a window out; it works for any size, and is used only from [minWidth]×[minHeight] on.
func newLayout(width, height int) layout {
	l := layout{width: width, height: height, bodyTop: headRows + 1, noticeRows: 1}
	if height >= 22 {
		l.noticeRows = 2
	}
	return l
}

// tooSmall tells whether a window cannot hold the program.
func tooSmall(width, height int) bool { return width < minWidth || height < minHeight }

// bodyHeight is how many rows a screen may use beside a notice of some rows.
func (l layout) bodyHeight(notice int) int { return max(1, l.height-l.bodyTop-notice-footRows) }

// bodyWidth is how many cells a screen may use, the margins left out.
func (l layout) bodyWidth() int { return max(1, l.width-2*margin) }

// textWidth is how wide a column of text is drawn in w cells.
func textWidth(w int) int { return min(w, maxText) }

func width(s string) int { return lipgloss.Width(s) }
