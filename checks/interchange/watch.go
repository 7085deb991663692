package interchange

import "emptychair/checks"

// Bounds of what stands in a document, beside those that the domain knows.
const (
	maxDepth  = 16
	maxString = 1 << 20  // bytes of a string as it is written
	maxSpace  = 64 << 10 // between two signs
	maxOther  = 256      // of a number or a word
	maxLine   = 4 << 10  // of a table
)

// jsonWatch looks at the bytes of a JSON document for what no parser should have to hold.
type jsonWatch struct {
	depth           int
	inText, escaped bool
	run             int // how many bytes of the same class have come: of a string, white space or others
	class           byte
}

const (
	text  = '"'
	space = ' '
	other = 'a'
)

func (w *jsonWatch) see(b byte) checks.Code {
	if w.inText {
		return w.seeText(b)
	}
	class := byte(other)
	switch b {
	case '{', '[':
		w.depth++
		class = b
	case '}', ']':
		w.depth--
		class = b
	case ',', ':':
		class = b
	case ' ', '\t', '\n', '\r':
		class = space
	case '"':
		class, w.inText = text, true
	}
	if class != w.class {
		w.run = 0
	}
	w.run++
	w.class = class
	if w.depth > maxDepth || class == space && w.run > maxSpace || class == other && w.run > maxOther {
		return checks.CodeTooLarge
	}
	return ""
}

func (w *jsonWatch) seeText(b byte) checks.Code {
	w.run++
	switch {
	case w.run > maxString:
		return checks.CodeTooLarge
	case w.escaped:
		w.escaped = false
	case b == '\\':
		w.escaped = true
	case b == '"':
		w.inText, w.run = false, 0
	}
	return ""
}

// tableWatch looks at the bytes of a table for a line, or a cell of several lines, without an end.
type tableWatch struct {
	length int
	quoted bool
	blank  int // signs since the last that can be seen
}

func (w *tableWatch) see(b byte) checks.Code {
	w.length++
	w.blank++
	if b > ' ' {
		w.blank = 0
	}
	switch {
	case b == '"':
		w.quoted = !w.quoted
	case b == '\n' && !w.quoted:
		w.length = 0
	}
	switch {
	case w.length <= maxLine && w.blank <= maxSpace:
		return ""
	case w.quoted:
		return checks.CodeQuote
	}
	return checks.CodeTooLarge
}
