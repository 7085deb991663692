package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// choice is a value of the set-up that the arrow keys change and that may be typed over.
type choice struct {
	label  string   // id of the message beside it
	picks  []string // what the arrows go through, in words
	at     int      // of picks, -1 while something else is typed
	field  *shortField
	number bool // only digits are typed, and the arrows step through numbers
	lo, hi int
	step   int
}

// pickFrom is a choice among words that cannot be typed over.
func pickFrom(label string, at int, words ...string) *choice {
	return &choice{label: label, picks: words, at: at}
}

// numberFrom is a choice of a number between lo and hi.
func numberFrom(g *ground, label string, n, lo, hi, step int) *choice {
	c := &choice{label: label, at: -1, field: newShortField(g, 3), number: true, lo: lo, hi: hi, step: step}
	c.field.set(strconv.Itoa(n))
	return c
}

// nameFrom is a choice among known names, or a new one.
func nameFrom(g *ground, label, name string, known []string) *choice {
	c := &choice{label: label, picks: known, at: -1, field: newShortField(g, checks.MaxName)}
	for i, k := range known {
		if k == name {
			c.at = i
		}
	}
	if c.at < 0 {
		c.field.set(name)
	}
	return c
}

// value is what is chosen, in words or digits.
func (c *choice) value() string {
	if c.at >= 0 {
		return c.picks[c.at]
	}
	return checks.CleanLine(c.field.value())
}

// num is what is chosen as a number; what was typed stays within the bounds.
func (c *choice) num() int {
	n, err := strconv.Atoi(c.field.value())
	if err != nil {
		return c.lo
	}
	return min(max(n, c.lo), c.hi)
}

// typing tells whether keys go into a text.
func (c *choice) typing() bool { return c.field != nil && c.at < 0 && !c.number }

func (c *choice) press(k tea.KeyPressMsg) {
	move := map[string]int{"left": -1, "right": 1}[k.String()]
	switch {
	case move != 0 && c.number:
		c.field.set(strconv.Itoa(min(max(c.num()+move*c.step, c.lo), c.hi)))
	case move != 0 && (c.at >= 0 || c.field.value() == ""):
		if n := len(c.picks); n > 0 {
			c.at = (max(c.at, 0) + move + n) % n
		}
	case c.field == nil, c.number && k.Text != "" && (k.Text < "0" || k.Text > "9"):
		return
	default:
		c.typeOver(k)
	}
}

// typeOver lets typing replace what was picked; backspace on a picked name begins an empty one.
func (c *choice) typeOver(k tea.KeyPressMsg) {
	if c.at >= 0 {
		if k.Text == "" && k.String() != "backspace" {
			return
		}
		c.at = -1
		c.field.set("")
	}
	c.field.press(k)
}

func (c *choice) paste(text string) {
	if c.field == nil || c.number {
		return
	}
	c.at = -1
	c.field.paste(text)
}
