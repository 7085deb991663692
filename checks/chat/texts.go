package chat

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Texts are the words alone that stand in a chat or a list, one answer a line, without names and the marks of a list. What may be
// somebody's words stays: what stands before a colon in a text that is no chat, too, of which [WithoutNames] says whether it may be a name.
func Texts(paste string) string {
	all, chat := read(paste)
	if !chat {
		return withoutMarks(paste)
	}
	var said []string
	for _, m := range all {
		for _, l := range m.lines {
			if !onlySigns(l.text) {
				said = append(said, l.text)
			}
		}
	}
	return withoutMarks(strings.Join(said, "\n"))
}

// WithoutNames is a text without what its lines begin with where that may be a name: a few words in capitals and a colon. Nobody knows
// whether it is one. It returns how many of these lines there are.
func WithoutNames(texts string) (without string, named int) {
	lines := strings.Split(texts, "\n")
	for i, l := range lines {
		name, said, ok := strings.Cut(l, ": ")
		if said = strings.TrimSpace(said); ok && said != "" && isName(name, true) && !labels(firstWord(plain(name))) {
			lines[i], named = said, named+1
		}
	}
	return strings.Join(lines, "\n"), named
}

// bullets are the signs of a list. Some are one only with a space behind them.
const (
	bullets       = "•●○■□▪▫◦·‣⁃➢➤►▶▸☐☑☒✓✔✗✘\uf0b7\uf0a7\uf0d8\uf0fc"
	spacedBullets = "-–—*+→>o"
)

// withoutMarks takes the marks of a list away from the beginning of each line.
func withoutMarks(s string) string {
	lines := strings.Split(s, "\n")
	counted := countedLines(lines)
	for i, l := range lines {
		sign, rest, spaced := strings.Cut(strings.TrimSpace(l), " ")
		first, size := utf8.DecodeRuneInString(sign)
		rest = strings.TrimSpace(rest)
		switch {
		case strings.ContainsRune(bullets, first) && size > 0:
			rest = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(l)[size:], "\ufe0e\ufe0f"))
		case spaced && len(sign) == size && strings.ContainsRune(spacedBullets, first), spaced && isOrdinal(sign), counted[i]:
		default:
			rest = strings.TrimSpace(l)
			if !isBox(rest) {
				continue
			}
		}
		if isBox(rest) {
			rest = rest[len("[ ]"):]
		}
		if rest = strings.TrimSpace(rest); rest != "" {
			lines[i] = rest
		}
	}
	return strings.Join(lines, "\n")
}

func isBox(s string) bool {
	return len(s) > 4 && s[0] == '[' && strings.ContainsRune(" xX", rune(s[1])) && s[2:4] == "] "
}

// isOrdinal tells whether a word is a mark such as 1), a), iv) or (2).
func isOrdinal(word string) bool {
	mark, closed := strings.CutSuffix(word, ")")
	mark = strings.TrimPrefix(mark, "(")
	letters := strings.Trim(mark, "ivx") == "" || len(mark) == 1 && unicode.IsLetter(rune(mark[0]))
	return closed && mark != "" && len(mark) <= 4 && (letters || strings.Trim(mark, "0123456789") == "")
}

// countedLines tells which lines begin with "1.", "2." one after the other; a number alone may belong to the text, as in "3. Quartal".
func countedLines(lines []string) []bool {
	counted := make([]bool, len(lines))
	before, at := -1, -1
	for i, l := range lines {
		if strings.TrimSpace(l) == "" {
			continue
		}
		sign, _, spaced := strings.Cut(strings.TrimSpace(l), " ")
		number, dot := strings.CutSuffix(sign, ".")
		n, err := strconv.Atoi(number)
		if err != nil || !dot || !spaced || n < 0 {
			continue
		}
		if at >= 0 && n == before+1 {
			counted[at], counted[i] = true, true
		}
		before, at = n, i
	}
	return counted
}
