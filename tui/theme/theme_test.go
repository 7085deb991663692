package theme_test

import (
	"image/color"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"emptychair/checks/lang"
	"emptychair/tui/theme"
)

// linear is the light of a colour in red, green and blue.
func linear(c color.Color) (light [3]float64) {
	r, g, b, _ := c.RGBA()
	for i, v := range []uint32{r, g, b} {
		s := float64(v) / 0xffff
		if light[i] = s / 12.92; s > 0.04045 {
			light[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return light
}

// luminance of a colour as WCAG 2 defines it.
func luminance(c color.Color) float64 {
	l := linear(c)
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrast(a, b color.Color) float64 {
	l, m := luminance(a), luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

// Backgrounds that many people have.
var (
	darkOnes  = []string{"#000000", "#0c0c0c", "#1e1e1e", "#282a36", "#002b36", "#282c34", "#2e3440", "#300a24"}
	lightOnes = []string{"#ffffff", "#fafafa", "#fdf6e3", "#eff1f5"}
)

// roles are the styles of a theme by their names.
func roles(th theme.Theme) map[string]theme.Style {
	all, v := map[string]theme.Style{}, reflect.ValueOf(th)
	for i := range v.NumField() {
		all[v.Type().Field(i).Name] = v.Field(i).Interface().(theme.Style)
	}
	return all
}

// colourOf is the colour of a style, where it has one of its own.
func colourOf(s theme.Style) (c color.Color, ok bool) {
	c = s.Whole.GetForeground()
	_, none := c.(lipgloss.NoColor)
	return c, c != nil && !none
}

func TestEveryColourCanBeReadOnItsTerminals(t *testing.T) {
	for _, c := range []struct {
		name        string
		on          theme.Background
		backgrounds []string
		enough      float64
	}{
		{theme.Auto, theme.OnDark, darkOnes, 4.5},
		{theme.Auto, theme.OnLight, lightOnes, 4.5},
		{theme.Dark, theme.OnLight, darkOnes, 4.5},
		{theme.Light, theme.Unknown, lightOnes, 4.5},
		{theme.Contrast, theme.OnDark, darkOnes, 7},
		{theme.Contrast, theme.OnLight, lightOnes, 7},
	} {
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
			for role, style := range roles(theme.New(c.name, c.on, profile)) {
				colour, ok := colourOf(style)
				for _, background := range c.backgrounds {
					if !ok {
						continue
					}
					if got := contrast(profile.Convert(colour), lipgloss.Color(background)); got < c.enough {
						t.Errorf("%s, %v: %s has a contrast of %.2f on %s", c.name, profile, role, got, background)
					}
				}
			}
		}
	}
}

// The sixteen colours as some terminals have them: xterm, the console of Linux and of Windows, GNOME, Solarized, each on its usual
// backgrounds. Only those that are used stand here.
var sixteen = map[string]struct {
	backgrounds []string
	colours     map[ansi.BasicColor]string
}{
	"xterm":     {[]string{"#000000", "#ffffff"}, map[ansi.BasicColor]string{ansi.Red: "#cd0000", ansi.Magenta: "#cd00cd"}},
	"Windows":   {[]string{"#0c0c0c"}, map[ansi.BasicColor]string{ansi.Red: "#c50f1f", ansi.Magenta: "#881798"}},
	"GNOME":     {[]string{"#171421", "#ffffff"}, map[ansi.BasicColor]string{ansi.Red: "#c01c28", ansi.Magenta: "#a347ba"}},
	"Solarized": {[]string{"#002b36", "#fdf6e3"}, map[ansi.BasicColor]string{ansi.Red: "#dc322f", ansi.Magenta: "#d33682"}},
}

func TestWithoutAKnownBackgroundOnlyTheTerminalsOwnColoursAreUsed(t *testing.T) {
	for role, style := range roles(theme.New(theme.Auto, theme.Unknown, colorprofile.TrueColor)) {
		colour, ok := colourOf(style)
		if !ok {
			continue
		}
		basic, own := colour.(ansi.BasicColor)
		if !own {
			t.Errorf("%s has a fixed colour", role)
		}
		for terminal, c := range sixteen {
			for _, background := range c.backgrounds {
				if got := contrast(lipgloss.Color(c.colours[basic]), lipgloss.Color(background)); got < 2 {
					t.Errorf("%s: %s has a contrast of %.2f on %s", terminal, role, got, background)
				}
			}
		}
	}
}

func TestOfSixteenColoursTheAccentIsYellowAndNeverRed(t *testing.T) {
	for _, name := range []string{theme.Auto, theme.Dark, theme.Light, theme.Contrast, theme.Colourless} {
		for _, on := range []theme.Background{theme.Unknown, theme.OnDark, theme.OnLight} {
			all := roles(theme.New(name, on, colorprofile.ANSI))
			for role, style := range all {
				colour, ok := colourOf(style)
				if _, own := colour.(ansi.BasicColor); ok && !own {
					t.Errorf("%s: %s is converted to one of sixteen colours by chance", name, role)
				}
			}
			accent, ok := colourOf(all["Now"])
			if ok && accent != lipgloss.BrightYellow || !ok && name == theme.Dark {
				t.Errorf("%s: the accent is %v", name, accent)
			}
		}
	}
}

func TestThePlainThemeHasNoColourAndTheOneOfContrastNoneThatMayBeTooWeak(t *testing.T) {
	none := func(th theme.Theme) {
		t.Helper()
		for role, style := range roles(th) {
			if _, ok := colourOf(style); ok {
				t.Errorf("%s has a colour", role)
			}
		}
	}
	none(theme.New(theme.Colourless, theme.OnDark, colorprofile.TrueColor))
	none(theme.New(theme.Contrast, theme.Unknown, colorprofile.TrueColor))
	none(theme.New(theme.Contrast, theme.OnLight, colorprofile.ANSI))
}

func TestColourIsNeverTheOnlyDifference(t *testing.T) {
	for _, name := range []string{theme.Dark, theme.Light, theme.Contrast, theme.Colourless} {
		th := theme.New(name, theme.OnDark, colorprofile.TrueColor)
		if !th.Now.Whole.GetBold() {
			t.Error("what is to be done now does not stand out without colour")
		}
		if !th.Alarm.Whole.GetUnderline() {
			t.Error("what went wrong does not stand out without colour")
		}
		if !th.Strong.Whole.GetBold() || th.Plain.Whole.GetBold() || th.Quiet.Whole.GetFaint() {
			t.Error("the first thing to read is not the boldest, or something is faint")
		}
	}
}

// seen are colours as people without one kind of cone see them: the matrices of Machado, Oliveira and Fernandes (2009) for the whole
// lack, over linear light. The last one sees no colour at all.
var seen = map[string][9]float64{
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	"no colour":    {0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722},
}

// apart is how far two colours are apart for one of these people, in CIE L*a*b*: a difference of 10 is seen at a glance.
func apart(a, b color.Color, sight [9]float64) float64 {
	lab := func(c color.Color) [3]float64 {
		v := linear(c)
		var s [3]float64
		for i := range s {
			s[i] = min(max(sight[3*i]*v[0]+sight[3*i+1]*v[1]+sight[3*i+2]*v[2], 0), 1)
		}
		f := func(t float64) float64 {
			if t > 0.008856 {
				return math.Cbrt(t)
			}
			return 7.787*t + 16.0/116
		}
		x := f((0.4124*s[0] + 0.3576*s[1] + 0.1805*s[2]) / 0.9505)
		y := f(0.2126*s[0] + 0.7152*s[1] + 0.0722*s[2])
		z := f((0.0193*s[0] + 0.1192*s[1] + 0.9505*s[2]) / 1.089)
		return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
	}
	p, q := lab(a), lab(b)
	return math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2])
}

func TestWhoeverSeesFewerColoursTellsTheRolesApartByASignOrAWord(t *testing.T) {
	say := lang.New("en")
	const word = "a word" // stands with all that is drawn so
	signs := map[string]string{
		"Now": theme.Unicode.Today, "Then": theme.Unicode.Earlier, "Chair": theme.Unicode.Chair, "Up": say.Signs("▲"), "Down": say.Signs("▼"),
		"Over": word + ", " + say.T("clock.over", "Over", "+2:55"), "Alarm": word + ", " + say.T("save.failed"),
	}
	for _, on := range []theme.Background{theme.OnDark, theme.OnLight} {
		all := roles(theme.New(theme.Auto, on, colorprofile.TrueColor))
		for a, sign := range signs {
			for b, other := range signs {
				one, _ := colourOf(all[a])
				two, _ := colourOf(all[b])
				for kind, sight := range seen {
					if far := apart(one, two, sight); a < b && far < 10 && (sign == other || sign == "" || other == "") {
						t.Errorf("%s and %s are %.1f apart for %s, and have one sign", a, b, far, kind)
					}
				}
			}
		}
		one, _ := colourOf(all["Now"])
		for _, role := range []string{"Then", "Chair", "Up"} {
			two, _ := colourOf(all[role])
			for kind, sight := range seen {
				if far := apart(one, two, sight); far < 10 && kind != "no colour" && (kind != "protanopia" && kind != "deuteranopia" || role != "Up") {
					t.Errorf("today and %s are only %.1f apart for %s", role, far, kind)
				}
			}
		}
	}
}

func TestEverySignIsAsWideAsItsPlaceAndPlainOnesAreASCII(t *testing.T) {
	twoCells, words := []string{"Talk", "Seat"}, []string{"Backspace", "Ellipsis"}
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
