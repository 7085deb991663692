package checks

import (
	"hash/maphash"
	"iter"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// phrase is a text by its words, as [StoryTexts] compares it.
type phrase struct {
	words []string
	sums  []uint64 // of the words before each of them, and of all: whatever their order, the same words have the same sum
	sizes []int    // the same of their letters
	ends  []int    // of its clauses, in words
}

// phraseOf returns the words of a text without case and accents, ue as ü, with their numbers in digits. A text without words is one
// word as it stands.
func phraseOf(text string) phrase {
	p := phrase{sums: []uint64{0}, sizes: []int{0}}
	var word []rune
	kind, runes := betweenWords, []rune(norm.NFKD.String(Fold(text)))
	for i, r := range runes {
		next := kindOf(r)
		switch {
		case next == withinWord,
			next == endOfClause && strings.ContainsRune(".,:", r) && kind == digit && i+1 < len(runes) && kindOf(runes[i+1]) == digit,
			r == 'e' && kind == letter && strings.ContainsRune("aou", word[len(word)-1]):
			continue
		case next != kind || next == sign:
			p.add(string(word))
			word = word[:0]
		}
		switch kind = next; kind {
		case letter, digit, sign:
			word = append(word, r)
		case endOfClause:
			p.endClause()
		case betweenWords, withinWord:
		}
	}
	p.add(string(word))
	if len(p.words) == 0 && !isEmpty(text) {
		p.append(CleanLine(text))
	}
	p.endClause()
	return p
}

// runeKind says what a rune is to a phrase.
type runeKind int

const (
	betweenWords runeKind = iota
	withinWord            // it is passed over: an accent, an apostrophe, what nobody sees
	endOfClause
	letter
	digit
	sign // a word of its own, in scripts that put no space between words
)

func kindOf(r rune) runeKind {
	switch {
	case r >= 'a' && r <= 'z':
		return letter
	case r == ' ':
		return betweenWords
	case unicode.IsDigit(r):
		return digit
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return sign
	case unicode.IsLetter(r):
		return letter
	case unicode.In(r, unicode.M, unicode.Cf), r == '\'', r == '’', r == 'ʼ':
		return withinWord
	case r == '-', r == '\u2010':
		return betweenWords
	case unicode.IsPunct(r), r == '\n', r == '|':
		return endOfClause
	}
	return betweenWords
}

// add adds a word, a number in digits. Twenty and three are one number, and two and hundred.
func (p *phrase) add(word string) {
	if word == "" {
		return
	}
	n, ok := numberOf(word)
	if !ok {
		p.append(word)
		return
	}
	if last := len(p.words) - 1; last >= 0 && (len(p.ends) == 0 || p.ends[len(p.ends)-1] <= last) {
		before, err := strconv.Atoi(p.words[last])
		switch isDigits := word[0] <= '9'; {
		case err != nil || isDigits:
		case n >= 100 && before < 100:
			n *= before
			p.drop()
		case n > 0 && n < 10 && before >= 20 && before < 100 && before%10 == 0:
			n += before
			p.drop()
		}
	}
	p.append(strconv.Itoa(n))
}

// letters of a number, whether it is in digits or in words, and of a sign that is a word.
const (
	numberLetters = 4
	signLetters   = 3
)

func (p *phrase) append(word string) {
	size := utf8.RuneCountInString(word)
	switch r, _ := utf8.DecodeRuneInString(word); kindOf(r) {
	case digit:
		size = numberLetters
	case sign:
		size = signLetters
	default: // as many as there are
	}
	last := len(p.words)
	p.words = append(p.words, word)
	p.sums = append(p.sums, p.sums[last]+maphash.String(seed(), word))
	p.sizes = append(p.sizes, p.sizes[last]+size)
}

var seed = sync.OnceValue(maphash.MakeSeed)

// drop takes the last word back.
func (p *phrase) drop() {
	last := len(p.words) - 1
	p.words, p.sums, p.sizes = p.words[:last], p.sums[:last+1], p.sizes[:last+1]
}

func (p *phrase) endClause() {
	if n := len(p.words); n > 0 && (len(p.ends) == 0 || p.ends[len(p.ends)-1] < n) {
		p.ends = append(p.ends, n)
	}
}

func (p phrase) sum(from, to int) uint64 { return p.sums[to] - p.sums[from] }

func (p phrase) letters(from, to int) string { return strings.Join(p.words[from:to], "") }

// isPassage tells whether there are so many words, or more, and so many letters in them.
func (p phrase) isPassage(from, to, words, letters int) bool {
	return to-from >= words && p.sizes[to]-p.sizes[from] >= letters
}

// clauses goes through the clauses of the text, up to six in a row as one, and all of it.
func (p phrase) clauses() iter.Seq2[int, int] {
	const inRow = 6
	return func(yield func(from, to int) bool) {
		if len(p.ends) > inRow && !yield(0, len(p.words)) {
			return
		}
		for i := range p.ends {
			from := 0
			if i > 0 {
				from = p.ends[i-1]
			}
			for _, to := range p.ends[i:min(i+inRow, len(p.ends))] {
				if !yield(from, to) {
					return
				}
			}
		}
	}
}

// numberWords are the words for numbers that are not made of others, as [phraseOf] writes them.
var numberWords = sync.OnceValue(func() map[string]int {
	words := map[string]int{}
	for n, line := range map[int]string{
		0: "zero null", 1: "one ein eins eine einen einem einer eines", 2: "two zwei zwo", 3: "three drei", 4: "four vier", 5: "five funf",
		6: "six sechs", 7: "seven sieben", 8: "eight acht", 9: "nine neun", 10: "ten zehn", 11: "eleven elf", 12: "twelve zwolf dozen dutzend",
		13: "thirteen dreizehn", 14: "fourteen vierzehn", 15: "fifteen funfzehn", 16: "sixteen sechzehn", 17: "seventeen siebzehn",
		18: "eighteen achtzehn", 19: "nineteen neunzehn", 20: "twenty zwanzig", 30: "thirty dreissig", 40: "forty vierzig", 50: "fifty funfzig",
		60: "sixty sechzig", 70: "seventy siebzig", 80: "eighty achtzig", 90: "ninety neunzig", 100: "hundred hundert", 1000: "thousand tausend",
	} {
		for _, word := range strings.Fields(line) {
			words[word] = n
		}
	}
	return words
})

// numberOf returns the number that a word is: in digits of any script, or in words, in German with all of it in one.
func numberOf(word string) (n int, ok bool) {
	if n, ok = numberWords()[word]; ok {
		return n, true
	}
	if r, _ := utf8.DecodeRuneInString(word); unicode.IsDigit(r) {
		n, err := strconv.Atoi(strings.Map(latinDigit, word))
		return n, err == nil
	}
	for _, times := range []struct {
		name string
		n    int
	}{{"tausend", 1000}, {"hundert", 100}} {
		if before, after, found := strings.Cut(word, times.name); found {
			return sumOf(before, 1, times.n, after)
		}
	}
	if unit, tens, found := strings.Cut(word, "und"); found && unit != "" && tens != "" {
		return sumOf(tens, 0, 1, unit)
	}
	return 0, false
}

// sumOf returns so many times the number that one word is, or that of none, and what another is.
func sumOf(word string, none, times int, rest string) (int, bool) {
	n, m, ok, okRest := none, 0, true, true
	if word != "" {
		n, ok = numberOf(word)
	}
	if rest != "" {
		m, okRest = numberOf(rest)
	}
	return n*times + m, ok && okRest
}

// latinDigit returns the digit from 0 to 9 that is written for one of any script: they stand in order, ten by ten, from a zero on.
func latinDigit(r rune) rune {
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return '0' + r - zero
}
