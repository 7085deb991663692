package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// The themes, as they are called on a command line and among the settings.
const (
	Auto       = "auto" // dark or light, as the terminal is; its own colours where nobody knows
	Light      = "light"
	Dark       = "dark"
	Contrast   = "contrast" // of at least 7:1, on either background
	Colourless = "plain"
)

// Background is what is known of the background of the terminal.
type Background int

// What can be known of it.
const (
	Unknown Background = iota
	OnDark
	OnLight
)

// On is the background that is dark, or light.
func On(dark bool) Background {
	if dark {
		return OnDark
	}
	return OnLight
}

// Theme is a set of styles by role. Text without a style has the terminal's own colours. Colour is never all that tells two roles apart:
// each has a sign, a word or a weight of its own, too.
type Theme struct {
	Strong Style // the statement or the question; the first thing the eye meets
	Plain  Style // what is read
	Quiet  Style // what is there to be found: labels and hints
	Now    Style // what is to be done now, and what was answered today
	Then   Style // what was answered earlier
	Chair  Style // the empty chair, and where it stands beside answers
	Up     Style // what rose since
	Down   Style // what fell since
	Alarm  Style // what went wrong
	Over   Style // what is past its time
	Marked Style // text that the next key replaces
}

// Style is how lines of one role look. What stands before and behind such a line is worked out once: in a window of many short
// texts that takes longer than all else.
type Style struct {
	Whole         lipgloss.Style // for what draws with the library
	before, after string
}

func styled(s lipgloss.Style) Style {
	const sample = "x"
	before, after, _ := strings.Cut(s.Render(sample), sample)
	return Style{s, before, after}
}

// Render puts a line into the style, unless there is nothing on it.
func (s Style) Render(line string) string {
	if line == "" {
		return ""
	}
	return s.before + line + s.after
}

// Within puts a part of a line that is in another style into this one.
func (s Style) Within(other Style, part string) string {
	return other.after + s.Render(part) + other.before
}

// palette is the colours of a theme, nil for the terminal's own one.
type palette struct {
	quiet, now, then, chair, up, down, over color.Color
}

// The palettes. On the backgrounds they are for each colour has a contrast of at least 4.5:1, those of [Contrast] of 7:1.
var (
	dark          = tinted("#a6adb8", "#f2a65a", "#86b6e0", "#c9a2f0", "#7cc48c", "#e39abf", "#ff8f80")
	light         = tinted("#5a606b", "#944600", "#2c5d8c", "#6d3aa6", "#1c6b39", "#8a2f63", "#b3261e")
	contrastDark  = tinted("#d0d4da", "#ffc98a", "#bcdaf7", "#e2ccff", "#b0e8bb", "#f8c6dd", "#ffc2b8")
	contrastLight = tinted("#3f444c", "#5a2d00", "#1b2a80", "#4d2680", "#12472a", "#641a45", "#8c1109")
)

// Of the sixteen colours a terminal chooses the tints itself. Bright yellow is close to the accent, and can be read on what is dark; where that
// is not known or not so only those are taken that can be read on either.
var (
	sixteenOnDark = palette{now: lipgloss.BrightYellow, then: lipgloss.Cyan, chair: lipgloss.BrightMagenta, up: lipgloss.Green, down: lipgloss.BrightMagenta, over: lipgloss.BrightRed}
	sixteen       = palette{chair: lipgloss.Magenta, down: lipgloss.Magenta, over: lipgloss.Red}
)

func tinted(quiet, now, then, chair, up, down, over string) palette {
	c := lipgloss.Color
	return palette{c(quiet), c(now), c(then), c(chair), c(up), c(down), c(over)}
}

// New returns the styles of a theme on a background, for a terminal that shows so many colours; [colorprofile.Unknown] stands for all.
func New(name string, on Background, colours colorprofile.Profile) Theme {
	switch name {
	case Dark:
		on = OnDark
	case Light:
		on = OnLight
	}
	few := colours != colorprofile.Unknown && colours < colorprofile.ANSI256
	var p palette
	switch {
	case name == Colourless, name == Contrast && (few || on == Unknown):
	case name == Contrast && on == OnDark:
		p = contrastDark
	case name == Contrast:
		p = contrastLight
	case few && on == OnDark:
		p = sixteenOnDark
	case few, on == Unknown:
		p = sixteen
	case on == OnDark:
		p = dark
	default:
		p = light
	}
	return p.theme()
}

func (p palette) theme() Theme {
	plain := lipgloss.NewStyle()
	in := func(c color.Color) lipgloss.Style {
		if c == nil {
			return plain
		}
		return plain.Foreground(c)
	}
	return Theme{
		Strong: styled(plain.Bold(true)),
		Plain:  styled(plain),
		Quiet:  styled(in(p.quiet)),
		Now:    styled(in(p.now).Bold(true)),
		Then:   styled(in(p.then)),
		Chair:  styled(in(p.chair)),
		Up:     styled(in(p.up).Bold(true)),
		Down:   styled(in(p.down).Bold(true)),
		Alarm:  styled(in(p.over).Bold(true).Underline(true)),
		Over:   styled(in(p.over).Bold(true)),
		Marked: styled(plain.Reverse(true)),
	}
}
