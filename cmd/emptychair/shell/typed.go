package shell

import (
	"os"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Pauses between what comes from a terminal.
const (
	burstPause  = 5 * time.Millisecond   // within which one key follows the other where nobody types them
	escapePause = 200 * time.Millisecond // within which the rest of a key may follow its ESC on a slow line
)

// Lengths in bytes.
const (
	readAtOnce  = 512
	maxSequence = 256 // of a key, or of an answer of the terminal
	maxUnclear  = 64  // of characters that may be the beginning of a paste
)

// escKey is the key ESC written so that it is the beginning of nothing.
const escKey = "\x1b[27u"

// typed is what comes from a terminal, with no key in parts, and with pastes marked that the terminal did not mark. In a paste there is
// nothing but text: an escape sequence in it that does not end would be taken for the end of the paste, too, and the program would read
// every later key as pasted.
type typed struct {
	*os.File
	talk  *Talk
	next  func(b []byte) (int, error)
	more  func(time.Duration) bool // waits so long for something to read, and tells whether there is
	in    inside
	held  []byte // of which the rest decides what it is: characters that may be a paste, or the beginning of a sequence
	apart bool   // what follows an ESC came after it, and not with it
	char  []byte // the beginning of a character of a paste
	out   []byte // that can be read
}

// inside is the kind of paste of which something was read and not its end.
type inside int

const (
	noPaste inside = iota
	marked         // by the terminal
	burst          // which ends with a pause
)

// Read reads as much as belongs together. Nothing that can be read is left behind: nobody would come for it before the next key.
func (t *typed) Read(b []byte) (n int, err error) {
	var read [readAtOnce]byte
	for err == nil && len(t.out) < len(b)/4 {
		n, err = t.next(read[:])
		for _, c := range read[:n] {
			t.take(c)
		}
		if pause := t.pause(); err != nil || pause == 0 || !t.more(pause) {
			t.settle()
			break
		}
		t.apart = true
	}
	n = copy(b, t.out)
	t.out = t.out[n:]
	return n, err
}

// pause is how long nothing must come until it is clear what is held, 0 where that is clear or waits for its rest.
func (t *typed) pause() time.Duration {
	switch key := t.isSequence(); {
	case t.in == marked:
		return 0
	case key && (len(t.held) == 1 || len(t.held) == 2 && t.isString()):
		return escapePause
	case !key && (t.in == burst || len(t.held) > 0):
		return burstPause
	}
	return 0
}

// settle decides after a pause what is held.
func (t *typed) settle() {
	switch pause := t.pause(); {
	case pause == burstPause:
		t.endRun()
	case pause == escapePause && len(t.held) == 1:
		t.held = nil
		t.put(escKey)
	case pause == escapePause: // a letter with alt
		t.put(string(t.held))
		t.held = nil
	}
}

// take takes the next byte in.
func (t *typed) take(c byte) {
	switch {
	case t.in == marked:
		t.takeMarked(c)
	case t.isSequence():
		t.takeSequence(c)
	case c == ansi.ESC && (t.in == noPaste || t.talk.waits()):
		t.endRun()
		t.held, t.apart = []byte{c}, false
	case t.in == burst:
		t.putText([]byte{c})
	case unicode.IsControl(rune(c)) && c < utf8.RuneSelf && !isSpace(rune(c)):
		t.endRun()
		t.out = append(t.out, c)
	default:
		t.takeCharacter(c)
	}
}

// takeCharacter holds characters until they are a paste, or so many that they are none.
func (t *typed) takeCharacter(c byte) {
	t.held = append(t.held, c)
	switch {
	case isPaste(t.held):
		t.put(ansi.BracketedPasteStart)
		t.in, t.char = burst, nil
		t.putText(t.held)
		t.held = nil
	case len(t.held) > maxUnclear:
		t.endRun()
	}
}

// isPaste tells whether these keys, which follow each other faster than anybody types, are a paste: at least four, with a letter or the end
// of a line among other text. One key that is repeated is none, nor are digits and signs.
func isPaste(keys []byte) bool {
	const least = 4
	var n, others, letters, ends int
	first, _ := utf8.DecodeRune(keys)
	for len(keys) > 0 && utf8.FullRune(keys) {
		r, size := utf8.DecodeRune(keys)
		keys = keys[size:]
		n++
		switch {
		case r == '\r' || r == '\n':
			ends++
		case r != utf8.RuneError && unicode.IsLetter(r):
			letters++
		}
		if r != first {
			others++
		}
	}
	return n >= least && others > 0 && (letters > 0 || ends > 0 && ends < n)
}

// endRun ends a burst, or leaves what is held of characters as the keys that they are.
func (t *typed) endRun() {
	if t.in == burst {
		t.put(ansi.BracketedPasteEnd)
		t.in = noPaste
	}
	t.put(string(t.held))
	t.held = nil
}

func (t *typed) put(s string) { t.out = append(t.out, s...) }

// opens tells whether a byte behind ESC opens a sequence.
func (t *typed) opens(c byte) bool {
	return c == '[' || c == 'O' || strings.IndexByte("]P_", c) >= 0 && (!t.apart || t.talk.waits())
}

// isSequence tells whether what is held is the beginning of a key, or of an answer of the terminal; isString of one that ends with a mark
// of its own.
func (t *typed) isSequence() bool { return len(t.held) > 0 && t.held[0] == ansi.ESC }

func (t *typed) isString() bool { return len(t.held) > 1 && strings.IndexByte("]P_", t.held[1]) >= 0 }

// takeSequence takes the next byte of a sequence. One that breaks off is no key.
func (t *typed) takeSequence(c byte) {
	if len(t.held) == 1 {
		t.takeBehindEscape(c)
		return
	}
	broken := t.held[len(t.held)-1] == ansi.ESC
	switch {
	case len(t.held) < maxSequence && t.isString() && (c == ansi.BEL || broken && c == '\\'):
		t.extend(c, true)
	case broken:
		t.held = []byte{ansi.ESC}
		t.takeBehindEscape(c)
	case len(t.held) == maxSequence, c < ' ' && (c != ansi.ESC || !t.isString()), c >= 0x7f:
		t.held = nil
		t.take(c)
	default:
		t.extend(c, !t.isString() && t.ends(c))
	}
}

// takeBehindEscape takes the byte that says what an ESC is: the beginning of a sequence, a key with alt, or a key by itself.
func (t *typed) takeBehindEscape(c byte) {
	switch {
	case t.opens(c):
		t.extend(c, false)
	case !t.apart && c != ansi.ESC && c < utf8.RuneSelf:
		t.extend(c, true)
	default:
		t.held = nil
		t.put(escKey)
		t.take(c)
	}
}

// extend takes a byte into the sequence that is held, and lets the whole be read where it is its last one.
func (t *typed) extend(c byte, last bool) {
	if t.held = append(t.held, c); !last {
		return
	}
	sequence := string(t.held)
	t.held = nil
	t.put(sequence)
	t.talk.hear(sequence)
	if sequence == ansi.BracketedPasteStart {
		t.in, t.char = marked, nil
	}
}

// ends tells whether a byte is the last one of a key's sequence. The keys F1 to F5 of the Linux console begin with two brackets, and some
// of rxvt end with a dollar sign.
func (t *typed) ends(c byte) bool {
	n := len(t.held)
	return c >= '@' && (c != '[' || n > 2) || c == '$' && n > 2 && t.held[2] != '?'
}

// takeMarked takes the next byte of a marked paste. The beginning of what may be its end waits for the rest.
func (t *typed) takeMarked(c byte) {
	const end = ansi.BracketedPasteEnd
	held := append(slices.Clip(t.held), c)
	t.held = nil
	switch {
	case string(held) == end:
		t.put(end)
		t.in = noPaste
	case strings.HasPrefix(end, string(held)):
		t.held = held
	default:
		t.putText(held)
		if c == ansi.ESC {
			t.held = []byte{c}
		}
	}
}

// putText puts what bytes of a paste complete: characters in UTF-8, and no control characters.
func (t *typed) putText(bytes []byte) {
	for t.char = append(t.char, bytes...); utf8.FullRune(t.char); {
		r, n := utf8.DecodeRune(t.char)
		if (n > 1 || r != utf8.RuneError) && (!unicode.IsControl(r) || isSpace(r)) {
			t.out = append(t.out, t.char[:n]...)
		}
		t.char = t.char[n:]
	}
}

func isSpace(r rune) bool { return strings.ContainsRune("\t\n\r", r) }
