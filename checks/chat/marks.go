package chat

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

// Marks are what people chose of a list of answers in a chat, by the numbers of the answers.
type Marks struct {
	Markings []checks.Marking // one a person, of whom the last message counts
	Repeated int              // people who chose more than once
	Beyond   []int            // numbers that no answer has
	Unclear  []int            // the numbers of the lines that might be a choice, counted from 1
}

// ReadMarks reads which answers people chose in a chat; has tells whether an answer has a number.
func ReadMarks(paste string, has func(number int) bool) Marks {
	all, _ := read(paste)
	m, times := Marks{}, map[string]int{}
	for i, msg := range all {
		name, chosen := m.message(msg, i+1 < len(all) && isChoice(all[i+1]))
		if name == "" && i > 0 && isChoice(msg) {
			name = nameAbove(all[i-1])
		}
		known := slices.DeleteFunc(slices.Clone(chosen), func(n int) bool { return !has(n) })
		m.Beyond = append(m.Beyond, slices.DeleteFunc(chosen, has)...)
		if len(known) == 0 {
			continue
		}
		if times[name]++; name != "" && times[name] == 2 {
			m.Repeated++
		}
		m.Markings = slices.DeleteFunc(m.Markings, func(c checks.Marking) bool { return name != "" && c.By == name })
		m.Markings = append(m.Markings, checks.Marking{By: name, Numbers: distinct(known)})
	}
	m.Beyond = distinct(m.Beyond)
	return m
}

func distinct(chosen []int) []int { return slices.Compact(slices.Sorted(slices.Values(chosen))) }

// isChoice tells whether a message is numbers alone, of which nothing says whose they are.
func isChoice(m message) bool {
	if m.author != "" || len(m.lines) == 0 {
		return false
	}
	name, _, found := chosenBy(m.lines[0].text)
	return found == certain && name == ""
}

// nameAbove is the name that stands alone in a line, "" where something else does.
func nameAbove(m message) string {
	if m.author != "" || len(m.lines) == 0 || !isName(m.lines[0].text, true) || strings.ContainsFunc(m.lines[0].text, unicode.IsDigit) {
		return ""
	}
	return checks.Fold(nameIn(m.lines[0].text))
}

// message reads the numbers in the lines of one person, and notes those that are unclear. A name that ends in a digit may be one alone
// where a choice stands below. Of what stands below a message in a chat that has a header in each line nobody knows whose it is.
func (m *Marks) message(msg message, below bool) (name string, chosen []int) {
	if msg.doubt > 0 {
		m.Unclear = append(m.Unclear, msg.doubt)
	}
	for i, l := range msg.lines {
		by, read, found := chosenBy(l.text)
		isDoubtful := l.replies || msg.inline && i > 0 || by != "" && (msg.author != "" || below && endsInDigit(l.text))
		switch {
		case found == certain && !isDoubtful:
			name, chosen = by, append(chosen, read...)
		case found != none:
			m.Unclear = append(m.Unclear, l.number)
		}
	}
	if msg.author != "" {
		name = msg.author
	}
	return name, chosen
}

// chosenBy reads a line that may begin with a name: "Ana: 3, 5", "Ana – 3", "Ana 3".
func chosenBy(s string) (name string, chosen []int, found reading) {
	s, _ = cut(s)
	if before, after, ok := strings.Cut(s, ":"); ok && isName(before, false) {
		if !labels(firstWord(plain(before))) {
			name = checks.Fold(nameIn(before))
		}
		chosen, found = choice(after)
		return name, chosen, found
	}
	if at := strings.IndexFunc(s, unicode.IsDigit); at > 0 {
		before := strings.TrimRight(s[:at], " -–—|#+")
		said := func(w string) bool { return besides(w) || says(w) || titled(w) || goesOn(w) }
		if isName(before, true) && !slices.ContainsFunc(signs().word.FindAllString(plain(before), -1), said) {
			chosen, found = choice(s[at:])
			return checks.Fold(nameIn(before)), chosen, found
		}
	}
	chosen, found = choice(s)
	return "", chosen, found
}

// besides are words that say nothing else beside the numbers of answers.
var besides = setOf("and und plus also auch sowie answer answers antwort antworten idea ideas idee ideen point points punkt punkte option vorschlag " +
	"nr number numbers nummer nummern for für mark marks vote votes stimme")

// choice reads a text that consists of numbers. Where other words stand beside them it is unclear, unless these give a reason or count
// something.
func choice(s string) (chosen []int, found reading) {
	p := signs()
	s = plain(p.mention.ReplaceAllString(strings.TrimSpace(s), ""))
	if sign, rest, spaced := strings.Cut(s, " "); spaced && utf8.RuneCountInString(sign) == 1 && strings.ContainsAny(sign, bullets+spacedBullets) {
		s = rest
	}
	words := slices.DeleteFunc(p.word.FindAllString(s, -1), func(w string) bool { return besides(w) })
	rest := words
	for len(rest) > 0 && isNumber(rest[0]) {
		n, err := strconv.Atoi(rest[0])
		if err != nil {
			n = numbers[rest[0]]
		}
		chosen, rest = append(chosen, n), rest[1:]
	}
	first, _ := utf8.DecodeRuneInString(s)
	const few = 6
	switch {
	case unicode.Is(unicode.So, first), p.amount.MatchString(s), len(rest) > few, len(chosen) == 0 && !mayChoose(rest):
		return nil, none // a sign at first is a reaction with how many had it
	case len(chosen) == 0, p.tied.MatchString(s):
		return nil, unclear
	case len(rest) == 0, goesOn(rest[0]) && !hasNumber(rest):
		return chosen, certain
	case counted(rest[0]), !unicode.IsDigit(rune(words[0][0])):
		return nil, none
	}
	return nil, unclear
}

// isNumber tells whether a word is a number that an answer may have.
func isNumber(w string) bool {
	_, isWord := numbers[w]
	return isWord || unicode.IsDigit(rune(w[0])) && len(w) <= len("200")
}

// mayChoose tells whether a few words end in a number that may be that of an answer, and not of a room or of an hour, or say which one
// in another way.
func mayChoose(words []string) bool {
	n := len(words)
	return n < 5 && (slices.ContainsFunc(words, ordinals) || n > 1 && isNumber(words[n-1]) && !titled(words[n-2]))
}

// ordinals are words that say which of several is meant.
var ordinals = setOf("first second third fourth fifth erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften")
