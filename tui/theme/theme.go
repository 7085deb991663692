package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Theme is a set of styles by role. Text without a style has the terminal's own colours.
type Theme struct {
	Strong lipgloss.Style // the statement or the question; the first thing the eye meets
	Plain  lipgloss.Style // what is read
	Quiet  lipgloss.Style // what is there to be found: labels, hints, earlier runs
	Now    lipgloss.Style // what is to be done now, and nothing else
	Alarm  lipgloss.Style // what went wrong
	Over   lipgloss.Style // what is past its time
	Chair  lipgloss.Style // the empty chair, and where it stands beside answers
	Marked lipgloss.Style // text that the next key replaces
}

// Palette is the colours of a theme. Each has a contrast of at least 4.5:1 on the terminals the theme is for.
type Palette struct {
	Quiet, Now, Over, Chair color.Color
}

// The two palettes.
var (
	Dark = Palette{
		Quiet: lipgloss.Color("#a6adb8"), Now: lipgloss.Color("#f2a65a"), Over: lipgloss.Color("#ff8f80"), Chair: lipgloss.Color("#c9a2f0"),
	}
	Light = Palette{
		Quiet: lipgloss.Color("#5a606b"), Now: lipgloss.Color("#9c4a00"), Over: lipgloss.Color("#b3261e"), Chair: lipgloss.Color("#6d3aa6"),
	}
)

// New returns the theme for a dark or a light terminal.
func New(dark bool) Theme {
	p := Light
	if dark {
		p = Dark
	}
	plain := lipgloss.NewStyle()
	return Theme{
		Strong: plain.Bold(true),
		Plain:  plain,
		Quiet:  plain.Foreground(p.Quiet),
		Now:    plain.Foreground(p.Now).Bold(true),
		Alarm:  plain.Bold(true).Underline(true),
		Over:   plain.Foreground(p.Over).Bold(true),
		Chair:  plain.Foreground(p.Chair),
		Marked: plain.Reverse(true),
	}
}
