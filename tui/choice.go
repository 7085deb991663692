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
	out    checks.Code // what is said of a number beyond the bounds
	was    int         // the number before it was typed over
	fresh  bool        // the next digit takes the place of the number
}

// pickFrom is a choice among words that cannot be typed over.
func pickFrom(label string, at int, words ...string) *choice {
	return &choice{label: label, picks: words, at: at}
}

// numberFrom is a choice of a number between lo and hi; out is what is said of another one.
func numberFrom(label string, n, lo, hi, step int, out checks.Code) *choice {
	c := &choice{label: label, at: -1, field: newShortField(3, ""), number: true, lo: lo, hi: hi, step: step, out: out, was: n}
	c.field.set(strconv.Itoa(n))
	return c
}

// nameFrom is a choice among known names, or a new one.
func nameFrom(label, name string, known []string) *choice {
	c := &choice{label: label, picks: known, at: -1, field: newShortField(checks.MaxName, checks.CodeTeamLong)}
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

// num is what is chosen as a number, the one before where nothing is typed.
func (c *choice) num() int {
	n, err := strconv.Atoi(c.field.value())
	if err != nil {
		return c.was
	}
	return n
}

// reach is called when the arrows come to the choice, leave when they go on.
func (c *choice) reach() {
	if c.number {
		c.was, c.fresh = c.num(), true
	}
}

// It refuses a number beyond the bounds, which stays as it was typed.
func (c *choice) leave() error {
	switch {
	case !c.number:
		return nil
	case c.num() < c.lo, c.num() > c.hi:
		return &checks.Error{Code: c.out, Subject: strconv.Itoa(c.num())}
	}
	c.field.set(strconv.Itoa(c.num()))
	return nil
}

// typing tells whether keys go into a text.
func (c *choice) typing() bool { return c.field != nil && c.at < 0 && !c.number }

func (c *choice) press(k tea.KeyPressMsg) error {
	move := 0
	switch {
	case matches(k, setupKeys.less):
		move = -1
	case matches(k, setupKeys.more):
		move = 1
	}
	switch {
	case move != 0 && c.number:
		c.field.set(strconv.Itoa(min(max(c.num()+move*c.step, c.lo), c.hi)))
	case move != 0 && (c.at >= 0 || c.field.value() == ""):
		if n := len(c.picks); n > 0 {
			c.at = (max(c.at, 0) + move + n) % n
		}
	case c.field == nil, c.number && k.Text != "" && (k.Text < "0" || k.Text > "9"):
	default:
		return c.typeOver(k)
	}
	return nil
}

// typeOver lets typing replace what was picked; backspace on a picked name begins an empty one.
func (c *choice) typeOver(k tea.KeyPressMsg) error {
	if c.at >= 0 {
		if k.Text == "" && !matches(k, voteKeys.takeBack) {
			return nil
		}
		c.at = -1
		c.field.set("")
	}
	if c.number && c.fresh && k.Text != "" {
		c.field.set("")
	}
	c.fresh = false
	return c.field.press(k)
}

func (c *choice) paste(text string) error {
	if c.field == nil || c.number {
		return nil
	}
	c.at = -1
	return c.field.paste(text)
}
