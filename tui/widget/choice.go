package widget

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
)

// Choice is a value of the set-up that the arrow keys change and that may be typed over.
type Choice struct {
	Label  string   // id of the message beside it
	Words  []string // what the arrows go through, in words
	At     int      // of Words, -1 while something else is typed
	field  *Field
	number bool // only digits are typed, and the arrows step through numbers
	lo, hi int
	step   int
	out    checks.Code // what is said of a number beyond the bounds
	was    int         // the number before it was typed over
	fresh  bool        // the next digit takes the place of the number
}

// PickFrom is a choice among words that cannot be typed over.
func PickFrom(label string, at int, words ...string) *Choice {
	return &Choice{Label: label, Words: words, At: at}
}

// NumberFrom is a choice of a number between lo and hi; out is what is said of another one.
func NumberFrom(label string, n, lo, hi, step int, out checks.Code) *Choice {
	c := &Choice{Label: label, At: -1, field: NewField(3, out), number: true, lo: lo, hi: hi, step: step, out: out, was: n}
	c.field.Set(strconv.Itoa(n))
	return c
}

// NameFrom is a choice among known names, or a new one.
func NameFrom(label, name string, known []string) *Choice {
	c := &Choice{Label: label, Words: known, At: -1, field: NewField(checks.MaxName, checks.CodeTeamLong)}
	for i, k := range known {
		if k == name {
			c.At = i
		}
	}
	if c.At < 0 {
		c.field.Set(name)
	}
	return c
}

// Value is what is chosen, in words or digits.
func (c *Choice) Value() string {
	if c.At >= 0 {
		return c.Words[c.At]
	}
	return checks.CleanLine(c.field.Value())
}

// Number is what is chosen as a number, the one before where nothing is typed.
func (c *Choice) Number() int {
	n, err := strconv.Atoi(c.field.Value())
	if err != nil {
		return c.was
	}
	return n
}

// Set chooses what is said in words or digits; where words alone can be picked, nothing else.
func (c *Choice) Set(text string) {
	at := slices.Index(c.Words, text)
	if c.field != nil && at < 0 {
		c.field.Set(text)
	}
	if c.field != nil || at >= 0 {
		c.At = at
	}
}

// Fill chooses what is typed as a whole, unless it is refused: a name that is too long, or what is no number within the bounds.
func (c *Choice) Fill(text string) error {
	n, err := strconv.Atoi(strings.Map(checks.LatinDigit, text))
	switch {
	case c.number && (err != nil || n < c.lo || n > c.hi):
		return &checks.Error{Code: c.out, Subject: text}
	case c.number:
		text = strconv.Itoa(n)
	case utf8.RuneCountInString(text) > checks.MaxName:
		return &checks.Error{Code: c.field.over}
	}
	c.Set(text)
	return nil
}

// Reach is called when the arrows come to the choice.
func (c *Choice) Reach() {
	if c.number {
		c.was, c.fresh = c.Number(), true
	}
}

// Leave is called when the arrows go on, and refuses a number beyond the bounds, which stays as it was typed.
func (c *Choice) Leave() error {
	switch {
	case !c.number:
		return nil
	case c.Number() < c.lo, c.Number() > c.hi:
		return &checks.Error{Code: c.out, Subject: strconv.Itoa(c.Number())}
	}
	c.field.Set(strconv.Itoa(c.Number()))
	return nil
}

// Typing tells whether keys go into a text, the first of them in place of what was picked.
func (c *Choice) Typing() bool { return c.field != nil && !c.number }

// Press answers a key, and Paste adds a text where one may be typed. Both refuse what there is no room for.
func (c *Choice) Press(k tea.KeyPressMsg) error {
	if c.number {
		k.Text = strings.Map(checks.LatinDigit, k.Text)
	}
	move := 0
	switch {
	case Matches(k, ChangeKeys.Less):
		move = -1
	case Matches(k, ChangeKeys.More):
		move = 1
	}
	switch {
	case move != 0 && c.number:
		c.field.Set(strconv.Itoa(min(max(c.Number()+move*c.step, c.lo), c.hi)))
	case move != 0 && (c.At >= 0 || c.field.Value() == ""):
		if n := len(c.Words); n > 0 {
			c.At = (max(c.At, 0) + move + n) % n
		}
	case c.field == nil, c.number && k.Text != "" && (k.Text < "0" || k.Text > "9"):
	default:
		return c.typeOver(k)
	}
	return nil
}

// typeOver lets typing replace what was picked; backspace on a picked name begins an empty one.
func (c *Choice) typeOver(k tea.KeyPressMsg) error {
	if c.At >= 0 {
		if k.Text == "" && !Matches(k, eraseKey) {
			return nil
		}
		c.At = -1
		c.field.Set("")
	}
	if c.number && c.fresh && k.Text != "" {
		c.field.Set("")
	}
	c.fresh = false
	return c.field.Press(k)
}

// Paste is described at [Choice.Press].
func (c *Choice) Paste(text string) error {
	if c.field == nil || c.number {
		return nil
	}
	c.At = -1
	return c.field.Paste(text)
}

// Draw puts the choice on p behind the first part of its line, in w cells; here tells whether the arrows are on it.
func (c *Choice) Draw(p *Canvas, first string, w int, here bool) {
	switch mark := p.Styles().Now; {
	case here && c.At < 0:
		p.Field(first, c.field)
	case here:
		p.Add(first + mark.Render(p.Signs().Before) + " " + p.Styles().Strong.Render(Cut(p, c.Value(), w-4)) + " " + mark.Render(p.Signs().After))
	default:
		p.Add(first + Cut(p, strings.TrimSpace(c.Value()), w))
	}
}
