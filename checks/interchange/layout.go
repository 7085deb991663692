package interchange

import "bytes"

// layout writes a record, which is compact JSON, on lines of its own: a line for each field, two spaces deeper with each level. An
// object or list within it that holds others has a line for each of its members too, any other one stands on one line. So a
// difference between two documents is a difference between few lines.
func layout(out *bytes.Buffer, compact []byte, depth int) {
	l := layouter{src: compact, depth: depth, out: out}
	l.newline()
	l.members()
}

type layouter struct {
	src   []byte
	at    int
	depth int
	out   *bytes.Buffer
}

func (l *layouter) value() {
	switch c := l.src[l.at]; {
	case c != '{' && c != '[':
		l.copy(scalarEnd(l.src, l.at))
	case l.isFlat():
		l.flat()
	default:
		l.members()
	}
}

// isFlat tells whether the object or list that begins here holds no other.
func (l *layouter) isFlat() bool {
	for i := l.at + 1; ; {
		switch l.src[i] {
		case '{', '[':
			return false
		case '}', ']':
			return true
		case '"':
			i = scalarEnd(l.src, i)
		default:
			i++
		}
	}
}

// flat writes an object or list without others on one line.
func (l *layouter) flat() {
	for {
		switch c := l.src[l.at]; c {
		case '"':
			l.copy(scalarEnd(l.src, l.at))
			continue
		case ',', ':':
			l.out.Write([]byte{c, ' '})
		default:
			l.out.WriteByte(c)
			if c == '}' || c == ']' {
				l.at++
				return
			}
		}
		l.at++
	}
}

// members writes an object or list with a line for each member.
func (l *layouter) members() {
	l.out.WriteByte(l.src[l.at])
	l.depth++
	for c := byte(','); c == ','; c = l.src[l.at] {
		l.at++
		l.newline()
		l.value()
		if l.src[l.at] == ':' {
			l.at++
			l.out.WriteString(": ")
			l.value()
		}
		if l.src[l.at] == ',' {
			l.out.WriteByte(',')
		}
	}
	l.depth--
	l.newline()
	l.copy(l.at + 1)
}

func (l *layouter) newline() {
	l.out.WriteByte('\n')
	for range l.depth {
		l.out.WriteString("  ")
	}
}

func (l *layouter) copy(to int) {
	l.out.Write(l.src[l.at:to])
	l.at = to
}

// scalarEnd returns where the string, number or word ends that begins at i.
func scalarEnd(src []byte, i int) int {
	if src[i] != '"' {
		for i < len(src) && !bytes.ContainsRune([]byte(",:}]"), rune(src[i])) {
			i++
		}
		return i
	}
	for i++; src[i] != '"'; i++ {
		if src[i] == '\\' {
			i++
		}
	}
	return i + 1
}
