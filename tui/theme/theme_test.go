package theme_test

import (
	"image/color"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"emptychair/tui/theme"
)

// luminance of a colour as WCAG 2 defines it.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	l, m := luminance(a), luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

func TestEveryColourCanBeReadOnItsTerminals(t *testing.T) {
	const enough = 4.5
	for palette, backgrounds := range map[*theme.Palette][]string{
		&theme.Dark: {"#000000", "#1e1e2e", "#282c34"}, &theme.Light: {"#ffffff", "#fafaf7"},
	} {
		v := reflect.ValueOf(*palette)
		for i := range v.NumField() {
			for _, background := range backgrounds {
				if got := contrast(v.Field(i).Interface().(color.Color), lipgloss.Color(background)); got < enough {
					t.Errorf("%s has a contrast of %.2f on %s", v.Type().Field(i).Name, got, background)
				}
			}
		}
	}
}

func TestColourIsNeverTheOnlyDifference(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := theme.New(dark)
		if !th.Now.GetBold() {
			t.Error("what is to be done now does not stand out without colour")
		}
		if !th.Alarm.GetUnderline() {
			t.Error("what went wrong does not stand out without colour")
		}
		if !th.Strong.GetBold() || th.Plain.GetBold() || th.Quiet.GetFaint() {
			t.Error("the first thing to read is not the boldest, or something is faint")
		}
	}
}

func TestEverySignIsAsWideAsItsPlaceAndPlainOnesAreASCII(t *testing.T) {
	twoCells, words := []string{"Down", "Up", "Talk", "Seat"}, []string{"Down", "Up", "Backspace", "Ellipsis"}
	signs, plain := reflect.ValueOf(theme.Unicode), reflect.ValueOf(theme.ASCII)
	for i := range signs.NumField() {
		name, want := signs.Type().Field(i).Name, 1
		if slices.Contains(twoCells, name) {
			want = 2
		}
		if w := ansi.StringWidth(signs.Field(i).String()); w != want {
			t.Errorf("%s is %d cells wide", name, w)
		}
		beyond := func(r rune) bool { return r < ' ' || r > '~' }
		if s := plain.Field(i).String(); strings.ContainsFunc(s, beyond) || len(s) != 1 && !slices.Contains(words, name) {
			t.Errorf("the plain %s is %q", name, s)
		}
	}
}

func TestPicturesCanBeReadWithoutColour(t *testing.T) {
	for _, s := range []theme.Signs{theme.Unicode, theme.ASCII} {
		for _, pair := range [][2]string{
			{s.Today, s.Earlier},
			{s.Today, s.Chair},
			{s.Earlier, s.Chair},
			{s.Today, s.Waiting},
			{s.StepDone, s.StepOpen},
			{s.Settled, s.Again},
			{s.Still, s.Dropped},
		} {
			if pair[0] == pair[1] {
				t.Errorf("%q stands for two things", pair[0])
			}
		}
	}
}

func TestKeysAreNamedInTheSignsThatMayBeDrawn(t *testing.T) {
	for name, want := range map[string]string{"⌫": "backspace", "1–5": "1-5", "←→": "left/right", "→": "right", "↑": "up", "enter": "enter"} {
		if got := theme.ASCII.Key(name); got != want {
			t.Errorf("%s is called %q, want %q", name, got, want)
		}
		if got := theme.Unicode.Key(name); got != name {
			t.Errorf("%s is called %q", name, got)
		}
	}
}
