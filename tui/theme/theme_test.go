package theme_test

import (
	"image/color"
	"math"
	"reflect"
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
	tests := []struct {
		name        string
		palette     theme.Palette
		backgrounds []string
	}{
		{"dark", theme.Dark, []string{"#000000", "#1e1e2e", "#282c34"}},
		{"light", theme.Light, []string{"#ffffff", "#fafaf7"}},
	}
	for _, tt := range tests {
		v := reflect.ValueOf(tt.palette)
		for i := range v.NumField() {
			name, c := v.Type().Field(i).Name, v.Field(i).Interface().(color.Color)
			for _, background := range tt.backgrounds {
				if got := contrast(c, lipgloss.Color(background)); got < enough {
					t.Errorf("%s on %s of the %s theme has a contrast of %.2f", name, background, tt.name, got)
				}
			}
		}
	}
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#000000", 5.25}} {
		if got := contrast(lipgloss.Color(tt.a), lipgloss.Color(tt.b)); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", tt.a, tt.b, got, tt.want)
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

func TestEverySignIsAsWideAsItsPlace(t *testing.T) {
	one := func(s theme.Signs) []string {
		return []string{
			s.Today, s.Earlier, s.Chair, s.Waiting, s.None, s.Bullet, s.Pointer, s.Prompt, s.StepDone, s.StepOpen, s.StepHere, s.Rule, s.Border, s.Missed, s.Dot, s.Dash, s.Before, s.After,
			s.Settled, s.Still, s.Dropped, s.Again,
		}
	}
	for name, signs := range map[string]theme.Signs{"Unicode": theme.Unicode, "ASCII": theme.ASCII} {
		for _, sign := range one(signs) {
			if ansi.StringWidth(sign) != 1 {
				t.Errorf("%s: %q is %d cells wide", name, sign, ansi.StringWidth(sign))
			}
		}
	}
	for _, sign := range []string{theme.Unicode.Down, theme.Unicode.Up, theme.Unicode.Talk, theme.Unicode.Seat} {
		if ansi.StringWidth(sign) != 2 {
			t.Errorf("%q is %d cells wide", sign, ansi.StringWidth(sign))
		}
	}
}

func TestASCIIHasNothingElse(t *testing.T) {
	v := reflect.ValueOf(theme.ASCII)
	for i := range v.NumField() {
		for _, r := range v.Field(i).String() {
			if r < ' ' || r > '~' {
				t.Errorf("%s is %q", v.Type().Field(i).Name, v.Field(i).String())
			}
		}
	}
}

func TestPicturesCanBeReadWithoutColour(t *testing.T) {
	for _, s := range []theme.Signs{theme.Unicode, theme.ASCII} {
		for _, pair := range [][2]string{{s.Today, s.Earlier}, {s.Today, s.Chair}, {s.Earlier, s.Chair}, {s.Today, s.Waiting}, {s.Today, s.None}, {s.StepDone, s.StepOpen}, {s.Settled, s.Again}, {s.Still, s.Dropped}} {
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
