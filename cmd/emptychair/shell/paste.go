package shell

import (
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const pasteEnd = ansi.BracketedPasteEnd

// pastes is a terminal whose pastes hold nothing but text. An escape sequence in a paste that does not end would be taken for the end of
// the paste, too, and the program would read every later key as pasted.
type pastes struct {
	*os.File
	inside bool   // a paste
	held   string // the beginning of the mark of its beginning or its end that was read last
	char   []byte // the beginning of a character of the paste that was read last
}

// OnlyText returns what is typed on a terminal, with nothing but text in what is pasted; what is no terminal's stays as it is.
func OnlyText(stdin io.Reader) io.Reader {
	if f, ok := stdin.(*os.File); ok {
		return &pastes{File: f}
	}
	return stdin
}

// Read reads as much as there is room for beside what is held.
func (p *pastes) Read(b []byte) (int, error) {
	n, err := p.File.Read(b[:len(b)-len(p.held)-len(p.char)])
	return copy(b, p.clean(b[:n])), err
}

// clean takes out of what was read what is no text in a paste. The beginning of what may be the end of the paste waits for the rest.
func (p *pastes) clean(read []byte) (out []byte) {
	for _, c := range read {
		held := p.held + string([]byte{c})
		p.held = ""
		switch {
		case !p.inside:
			out = append(out, c)
			p.wait(ansi.BracketedPasteStart, held, c)
		case strings.HasPrefix(pasteEnd, held):
			if p.wait(pasteEnd, held, c); !p.inside {
				out = append(out, held...)
			}
		default:
			for _, c := range []byte(held) {
				out = append(out, p.text(c)...)
			}
			p.wait(pasteEnd, "", c)
		}
	}
	return out
}

// wait holds the beginning of a mark, and takes the whole mark for what it is.
func (p *pastes) wait(mark, held string, c byte) {
	switch {
	case held == mark:
		p.inside, p.char = !p.inside, nil
	case held != "" && strings.HasPrefix(mark, held):
		p.held = held
	case c == ansi.ESC:
		p.held = "\x1b"
	}
}

// text is what a byte of a paste completes: characters in UTF-8, and no control characters.
func (p *pastes) text(c byte) (out []byte) {
	for p.char = append(p.char, c); utf8.FullRune(p.char); {
		r, n := utf8.DecodeRune(p.char)
		if (n > 1 || r != utf8.RuneError) && (!unicode.IsControl(r) || strings.ContainsRune("\t\n\r", r)) {
			out = append(out, p.char[:n]...)
		}
		p.char = p.char[n:]
	}
	return out
}
