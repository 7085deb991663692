package checks

import (
	"cmp"
	"hash/maphash"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits on what people write, in characters (runes).
const (
	MaxText = 2000
	MaxName = 60
)

// Clean makes text safe to show and to store: control characters (newline aside) and bidi controls are taken out, every
// kind of line end becomes a newline, invalid UTF-8 becomes U+FFFD. All else stays as people wrote it, emoji sequences
// included. Whatever is typed, pasted, loaded or imported passes through here or through [CleanLine].
func Clean(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r != '\n' && r < ' ' || r > '~' }) < 0 { // as most texts are
		return s
	}
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case r == '\n':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff':
			return -1
		}
		return r
	}, s)
}

// CleanLine is [Clean] for text that stands on one line: every run of white space becomes one space, none is left at the ends.
func CleanLine(s string) string {
	return strings.Join(strings.Fields(Clean(s)), " ")
}

// CleanText is [Clean] for a text as a record holds it: without the white space, and the marks without a width, at its ends.
func CleanText(s string) string { return strings.TrimFunc(Clean(s), invisible) }

// cleanSentence is [CleanText] for a text that stands on one line.
func cleanSentence(s string) string { return CleanText(CleanLine(s)) }

// cleanOver cleans a text that takes the place of another one: it stands on one line unless that has several.
func cleanOver(was, now string) string {
	if now == was || strings.Contains(was, "\n") {
		return CleanText(now)
	}
	return cleanSentence(now)
}

// invisible is what nobody sees at the ends of a text: white space, and marks without a width of their own.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || r >= '\u200b' && r <= '\u200d' || r == '\u2060'
}

// Fold returns a text as it is compared and searched: in small letters, ß as ss, and a letter with an accent as one sign, whether it was
// typed as one or as two. Two names are the same where they are so folded.
func Fold(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(s)
	}
	s = strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, norm.NFC.String(s))
	return strings.ReplaceAll(s, "ß", "ss")
}

// isEmpty tells whether nothing of a text can be seen.
func isEmpty(text string) bool { return strings.TrimFunc(text, invisible) == "" }

// LatinDigit returns the digit from 0 to 9 that is written for one of any script, and any other rune as it is.
func LatinDigit(r rune) rune {
	if r < utf8.RuneSelf || !unicode.IsDigit(r) {
		return r
	}
	n := rune(0) // every script has its digits in a row from 0 to 9
	for unicode.IsDigit(r - n - 1) {
		n++
	}
	return '0' + n%10
}

// Me is the team under which the runs of one person are kept that have no name, and what that person notes between them. It is shown as
// "me" in the language of the reader; records and documents say "me", so that it is the same on each machine of that person. Nobody
// names another team so: see [NameTeam].
const Me = "me"

// TeamNames are teams by their names as these are compared.
type TeamNames map[string][]string

// NewTeamNames returns the names of the teams that are known.
func NewTeamNames(teams []string) TeamNames {
	known := TeamNames{}
	for _, name := range teams {
		if name != Me {
			known[Fold(name)] = append(known[Fold(name)], name)
		}
	}
	return known
}

// Named returns the team that a document names, as [Fold] compares, and whether it is new; then it is known from here on.
func (known TeamNames) Named(written string) (name string, isNew bool) {
	compared := Fold(written)
	switch alike := known[compared]; {
	case written == Me, slices.Contains(alike, written):
		return written, false
	case len(alike) == 1:
		return alike[0], false
	}
	known[compared] = append(known[compared], written)
	return written, true
}

// NameTeam returns which of the teams somebody means by a name that was typed, and whether it is new; near is the one that may be meant
// by a new name, "" where there is none. It never is [Me]: somebody who types that names a team, which is written with a capital.
func NameTeam(teams []string, typed string) (name string, isNew bool, near string) {
	if typed == Me {
		typed = "Me"
	}
	if slices.Contains(teams, typed) { // as most are typed: to compare all as [Fold] does takes longer than to read them
		return typed, false, ""
	}
	if name, isNew = NewTeamNames(teams).Named(typed); isNew {
		near = Near(typed, slices.DeleteFunc(slices.Clone(teams), func(team string) bool { return team == Me }))
	}
	return name, isNew, near
}

// Near returns which of the names was most likely meant, "" where none is near: up to two letters may be wrong, and fewer than
// half of them.
func Near(typed string, names []string) string {
	letters := []rune(Fold(typed))
	for wrong := 0; wrong <= 2 && 2*wrong < len(letters); wrong++ {
		for _, name := range names {
			if isNear(letters, []rune(Fold(name)), wrong) {
				return name
			}
		}
	}
	return ""
}

// isNear tells whether a becomes b where so many letters are put in, taken out, changed, or swapped with their neighbour.
func isNear(a, b []rune, wrong int) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
		return len(a)+len(b) <= wrong
	case wrong == 0:
		return false
	case len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && isNear(a[2:], b[2:], wrong-1):
		return true
	}
	return isNear(a[1:], b, wrong-1) || isNear(a, b[1:], wrong-1) || isNear(a[1:], b[1:], wrong-1)
}

// phrase is a text by its words, as [StoryTexts] compares it.
type phrase struct {
	sums    []uint64 // prefix sums of the words' hashes: the same words in another order have the same sum
	sizes   []int    // prefix sums of the words' letters
	clauses []span   // all of the text, then its clauses, and up to six consecutive clauses as one
}

// span is a range of words, without the one at to.
type span struct{ from, to int }

// phrasesOf returns the words of a text: with a word at each side of a hyphen, and where there is one also with one word of both. A text
// without words is taken as one.
func phrasesOf(text string) []phrase {
	apart := plain(text)
	list := []phrase{phraseOf(apart)}
	if joined := hyphens.Replace(apart); joined != apart {
		list = append(list, phraseOf(joined))
	}
	if p := &list[0]; p.words() == 0 && !isEmpty(text) {
		p.add(CleanLine(text), 1)
		p.clauses[0].to = 1
	}
	return list
}

func phraseOf(plain string) phrase {
	const inRow = 6
	p, starts := phrase{sums: []uint64{0}, sizes: []int{0}, clauses: []span{{}}}, []int(nil)
	for clause := range strings.FieldsFuncSeq(plain, isEndOfClause) {
		starts = append(starts, p.words())
		number := 0
		for word := range strings.FieldsFuncSeq(clause, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			number = p.addWord(word, number)
		}
		for _, from := range starts[max(0, len(starts)-inRow):] {
			p.clauses = append(p.clauses, span{from, p.words()})
		}
	}
	p.clauses[0].to = p.words()
	return p
}

// plain returns a text in small letters, without accents, apostrophes and invisible characters, with the digits 0 to 9 and nothing between
// those of a number; ae, oe and ue become a, o and u as ä, ö and ü do.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.In(r, unicode.M, unicode.Cf) || strings.ContainsRune("'’ʼ", r) {
			return -1
		}
		return LatinDigit(r)
	}, norm.NFKD.String(Fold(text)))
	if strings.ContainsAny(text, "0123456789") {
		text = thousands.ReplaceAllStringFunc(text, groups.Replace)
	}
	return letters.Replace(text)
}

var (
	letters   = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u", "æ", "a", "œ", "o", "ø", "o", "ł", "l", "đ", "d")
	hyphens   = strings.NewReplacer("-", "", "\u2010", "")
	groups    = strings.NewReplacer(".", "", ",", "")
	thousands = regexp.MustCompile(`\b\d{1,3}([.,]\d{3})+\b`) // 1,200 or 1.200
)

func isEndOfClause(r rune) bool {
	return unicode.IsPunct(r) && r != '-' && r != '\u2010' || r == '\n' || r == '|'
}

// addWord adds a word. A number is added in digits, and counts as many letters as its word usually has. Before is the number that is spelled
// right before it, and what is returned the one that is spelled so far; 0 for none.
func (p *phrase) addWord(word string, before int) (number int) {
	const numberLetters = 4
	spelled, isSpelled := numberWords()[word]
	number = spelled.n
	switch {
	case unicode.IsDigit(rune(word[0])):
		digits := strings.TrimRight(word, "stndrh") // 3rd
		p.add(cmp.Or(strings.TrimLeft(digits, "0"), "0"), numberLetters)
		return 0
	case !isSpelled:
		if head, tail, ok := strings.Cut(word, "hundert"); ok && tail != "" { // zweihundertfünfzig
			return p.addWord(tail, p.addWord(head+"hundert", before))
		}
		p.add(word, utf8.RuneCountInString(word))
		return 0
	case number >= 100 && 0 < before && before < number: // two hundred
		number *= before
		p.dropLast()
	case 0 < number && (number < 100 && before >= 100 && before%100 == 0 || number < 10 && before >= 20 && before%10 == 0): // two hundred five
		number += before
		p.dropLast()
	}
	p.add(strconv.Itoa(number), numberLetters)
	return number
}

func (p *phrase) add(word string, size int) {
	n := p.words()
	p.sums = append(p.sums, p.sums[n]+maphash.String(seed, word))
	p.sizes = append(p.sizes, p.sizes[n]+size)
}

func (p *phrase) dropLast() {
	p.sums, p.sizes = p.sums[:p.words()], p.sizes[:p.words()]
}

var seed = maphash.MakeSeed()

// Numbers as [plain] writes them: English, its ordinal, German, the ordinal of that without an ending, and others.
var (
	upTo19 = strings.Split("zero zeroth null nullt|one first ein erst eins eine einen einem einer eines|two second zwei zweit zwo|"+
		"three third drei dritt|four fourth vier viert|five fifth funf funft|six sixth sechs sechst|seven seventh sieben siebt|"+
		"eight eighth acht acht|nine ninth neun neunt|ten tenth zehn zehnt|eleven eleventh elf elft|twelve twelfth zwolf zwolft dozen dutzend|"+
		"thirteen thirteenth dreizehn dreizehnt|fourteen fourteenth vierzehn vierzehnt|fifteen fifteenth funfzehn funfzehnt|"+
		"sixteen sixteenth sechzehn sechzehnt|seventeen seventeenth siebzehn siebzehnt|eighteen eighteenth achtzehn achtzehnt|"+
		"nineteen nineteenth neunzehn neunzehnt", "|")
	tens = strings.Split("twenty twentieth zwanzig zwanzigst|thirty thirtieth dreissig dreissigst|forty fortieth vierzig vierzigst|"+
		"fifty fiftieth funfzig funfzigst|sixty sixtieth sechzig sechzigst|seventy seventieth siebzig siebzigst|"+
		"eighty eightieth achtzig achtzigst|ninety ninetieth neunzig neunzigst", "|")
)

// numberWord is what a word says: three or third.
type numberWord struct {
	n         int
	isOrdinal bool
}

// numberWords are the words for 0 to 99, whole hundreds and thousands.
var numberWords = sync.OnceValue(func() map[string]numberWord {
	words := map[string]numberWord{}
	spell := func(n int, spelled ...string) {
		for _, ending := range []string{"e", "en", "er", "es", "em"} {
			words[spelled[3]+ending] = numberWord{n, true}
		}
		for i, word := range slices.Delete(spelled, 3, 4) {
			words[word] = numberWord{n, i == 1}
		}
	}
	for n, row := range upTo19 {
		spell(n, strings.Fields(row)...)
	}
	for i, row := range tens {
		spell(20+10*i, strings.Fields(row)...)
	}
	spell(100, "hundred", "hundredth", "hundert", "hundertst")
	spell(1000, "thousand", "thousandth", "tausend", "tausendst")
	for n, row := range upTo19[1:10] {
		one := strings.Fields(row)
		for i, row := range tens {
			ten := strings.Fields(row)
			spell(21+10*i+n, ten[0]+one[0], ten[0]+one[1], one[2]+"und"+ten[2], one[2]+"und"+ten[3])
		}
		spell(100+100*n, one[0]+"hundred", one[0]+"hundredth", one[2]+"hundert", one[2]+"hundertst")
		spell(1000+1000*n, one[0]+"thousand", one[0]+"thousandth", one[2]+"tausend", one[2]+"tausendst")
	}
	return words
})

func (p phrase) words() int { return len(p.sums) - 1 }

func (p phrase) sum(s span) uint64 { return p.sums[s.to] - p.sums[s.from] }

// isLong tells whether a span has words enough, and so many letters in them.
func (p phrase) isLong(s span, letters int) bool {
	return s.to-s.from >= minWords && p.sizes[s.to]-p.sizes[s.from] >= letters
}
