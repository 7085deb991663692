package chat

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

// Texts are the words alone that stand in a chat or a list, one answer a line, without names and the marks of a list. What may be
// somebody's words stays: a name before a colon in a text that is no chat, too.
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

// Marks are the answers of a list that people chose in a chat by their numbers.
type Marks struct {
	Counts  []int // how many people chose each
	Unclear []int // the numbers of the lines that might be a choice, counted from 1
}

// ReadMarks reads the numbers of answers, 1 to n, that stand in a chat. Who names an answer twice chose it once.
func ReadMarks(paste string, n int) Marks {
	all, _ := read(paste)
	m := Marks{Counts: make([]int, n)}
	chosen := map[string]map[int]bool{}
	for i, msg := range all {
		for _, l := range msg.lines {
			name, said := msg.author, l.text
			if before, after, ok := strings.Cut(said, ":"); ok && name == "" && isName(before, false) {
				name, said = checks.Fold(nameIn(before)), after
			}
			if name == "" {
				name = strconv.Itoa(i) // nobody's, and of this line alone
			}
			numbers, found := choices(said, n)
			if found == unclear {
				m.Unclear = append(m.Unclear, l.number)
			}
			for _, number := range numbers {
				if chosen[name] == nil {
					chosen[name] = map[int]bool{}
				}
				if !chosen[name][number] {
					chosen[name][number] = true
					m.Counts[number-1]++
				}
			}
		}
	}
	slices.Sort(m.Unclear)
	return m
}

// choices reads a text that consists of numbers; one that is none of the list is unclear.
func choices(s string, n int) (numbers []int, found reading) {
	for w := range strings.FieldsFuncSeq(plain(s), func(r rune) bool { return strings.ContainsRune(" ,;&+#.!/", r) }) {
		number, err := strconv.Atoi(w)
		switch {
		case w == "and", w == "und":
		case err != nil:
			return nil, none
		case number < 1 || number > n:
			return nil, unclear
		default:
			numbers = append(numbers, number)
		}
	}
	return numbers, certain
}
