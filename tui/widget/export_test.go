package widget

import (
	"strings"
	"unicode/utf8"
)

// Place puts a text into a field, with the cursor so many characters before its end.
func (f *Field) Place(text string, before int) {
	f.Set(text)
	f.input.SetCursor(utf8.RuneCountInString(f.Value()) - before)
}

// Place is described at [Field.Place].
func (f *Area) Place(text string, before int) {
	rows := strings.Split(text, "\n")
	row, column := len(rows)-1, utf8.RuneCountInString(rows[len(rows)-1])-before
	for ; column < 0; row-- {
		column += utf8.RuneCountInString(rows[row-1]) + 1
	}
	f.hold(rows, row, column, aroundCursor)
}

// Place is described at [Field.Place].
func (c *Choice) Place(text string, before int) { c.field.Place(text, before) }

// Place is described at [Field.Place].
func (f *Form) Place(text string, before int) {
	f.Lines[0].input.(interface{ Place(string, int) }).Place(text, before)
}
