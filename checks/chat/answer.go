package chat

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

// reading is what a text says of an answer.
type reading int

const (
	none    reading = iota
	unclear         // it might be one, and might be another one
	certain
)

// numbers are the words that stand for an answer.
var numbers = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "null": 0, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5,
}

// Words that decide what a number among words is.
var (
	// goesOn begins what somebody says to an answer that stands before it.
	goesOn = setOf("because since as cause cuz bc due from by for but although though i we imo maybe probably definitely please thanks thx points point stars star " +
		"weil da denn wegen für fuer aber obwohl vielleicht eher bestimmt bitte danke punkte punkt sterne stern ich wir bei und zwar")
	// says stands before a number that is an answer, or is not.
	says = setOf("so me mich maybe perhaps vielleicht eher ca circa about approx roughly say sage rather probably wohl a eine ne is ist gebe give vote stimme antwort answer " +
		"rating wertung mine meine nehme take with it actually sorry mean meant meinte lieber doch nein")
	// counted stands behind a number that counts something, and is no answer.
	counted = setOf("people persons person customers customer kunden leute personen minutes minute mins min minuten hours hour stunden days day tage weeks week wochen months " +
		"monate years year jahre times mal o'clock uhr calls replies antworten")
	// titled has a number behind it that says which one of several is meant.
	titled = setOf("statement statements item frage question punkt aussage team page seite step schritt teil part option slide folie version phase sprint runde round at in on um " +
		"bei bis seit ab nach vor noch zu nummer number nr no top room raum guest gast konferenzraum")
	// follows stands behind an answer that is a part of a sentence.
	follows = setOf("is ist are would wäre nehmen geben then dann now jetzt instead stattdessen statt not nicht after sorry actually doch und and or oder to auf")
	// labels stand before a colon and name nobody.
	labels = setOf("antwort vote answer rating wertung stimme my meine mine score bewertung note me ich i")
)

// signs are what an answer is read by, compiled with the first one.
var signs = sync.OnceValue(func() (p struct{ code, coded, mention, abstains, scale, list, word, tied, amount, scaled *regexp.Regexp }) {
	p.code = regexp.MustCompile(`:(\+1|-1|thumbsup|thumbsdown|thumbs_up|thumbs_down|zero|one|two|three|four|five):(?::skin-tone-\d:)?|:skin-tone-\d:`)
	p.coded = regexp.MustCompile(`:[a-zA-Z0-9_+-]+:`)
	p.mention = regexp.MustCompile(`^(?:@\S+ )+`)
	p.abstains = regexp.MustCompile(`^(?:n[./]?a|k\. ?a|ka|abstain|abstention|enthaltung|pass|skip|idk|(?:no|keine) (?:answer|opinion|idea|antwort|meinung|angabe|ahnung)|` +
		`(?:i )?don['’]?t know|weiß (?:ich )?nicht)[.!]*$`)
	p.scale = regexp.MustCompile(`^ ?(?:/|of|out of|von|aus) ?(\d+|five|fünf)\b`)
	p.list = regexp.MustCompile(`^\d{1,3}[.)] +(\S+)$`)
	p.word = regexp.MustCompile(`[\pL'’]+|\d+`)
	p.tied = regexp.MustCompile(`\d ?[-–/] ?\d|\d\.\d|(?:^| )-\d`)
	p.amount = regexp.MustCompile(`\d:\d\d|\d ?[%°€$£]|[€$£] ?\d`)
	p.scaled = regexp.MustCompile(`^[0-5](?:[-–/,.]?[0-5½])?$`)
	return p
})

// plain is a text as answers are read: small letters, Latin digits, one sign for each thumb, nothing that only dresses it up.
func plain(s string) string {
	s = signs().code.ReplaceAllStringFunc(strings.ToLower(s), func(code string) string {
		switch word := strings.Split(code, ":")[1]; {
		case strings.HasPrefix(word, "skin"):
			return ""
		case strings.Contains(word, "+") || strings.HasSuffix(word, "up"):
			return "👍"
		case strings.Contains(word, "-") || strings.HasSuffix(word, "down"):
			return "👎"
		default:
			return strconv.Itoa(numbers[word])
		}
	})
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x1f3fb && r <= 0x1f3ff, r == 0xfe0f, r == 0xfe0e, r == 0x20e3, r == 0x200d:
			return -1
		case r >= 0xff01 && r <= 0xff5e: // full width
			return r - 0xfee0
		}
		for _, one := range "①❶➀➊" {
			if r >= one && r < one+9 {
				return '1' + r - one
			}
		}
		return checks.LatinDigit(r)
	}, s)
	return strings.TrimSpace(s)
}

// startsAnswer tells whether a text says nothing before its answer.
func startsAnswer(s string) bool {
	_, found := answer(s)
	first, _ := utf8.DecodeRuneInString(plain(s))
	_, word := numbers[firstWord(plain(s))]
	return found != none && (word || !unicode.IsLetter(first))
}

func firstWord(s string) string {
	if at := signs().word.FindStringIndex(s); at != nil && at[0] == 0 {
		return s[:at[1]]
	}
	return ""
}

// answer reads one line of one person.
func answer(s string) (checks.Step, reading) {
	s, _ = cut(s)
	s = plain(signs().mention.ReplaceAllString(withoutMarks(s), ""))
	switch s = strings.Trim(s, "*_~`\"'„“”‚‘’()[]<> "); s {
	case "-", "–", "—":
		return checks.NoAnswer, certain
	case "":
		return 0, none
	}
	if signs().abstains.MatchString(s) {
		return 0, unclear
	}
	if m := signs().list.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if first, size := utf8.DecodeRuneInString(s); (first == '-' || first == '–') && len(s) == size+1 {
		_, found := answer(s[size:])
		return 0, min(found, unclear)
	}
	s = strings.TrimLeft(s, "#~≈=+→* ")
	switch value, rest, found := number(s); {
	case strings.HasPrefix(s, "👍"), strings.HasPrefix(s, "👎"):
		return thumb(s)
	case !found:
		return 0, none
	case value < 0:
		if strings.Trim(rest, ".!? ") == "" && len(s) <= 2 {
			return 0, unclear // a number beyond the scale
		}
		return 0, none
	default:
		return checks.Step(value), behind(rest, unicode.IsLetter([]rune(s)[0]))
	}
}

// number returns the number with which a text begins, -1 for one beyond the scale, and what stands behind it.
func number(s string) (value int, rest string, found bool) {
	word := firstWord(s)
	if n, ok := numbers[word]; ok {
		return n, s[len(word):], true
	}
	if word == "" || !unicode.IsDigit(rune(word[0])) {
		return 0, s, false
	}
	if value = int(word[0] - '0'); len(word) > 1 || value > checks.Steps {
		value = -1
	}
	return value, s[len(word):], true
}

// thumb reads a text that begins with a thumb: alone it is the end of the scale to which it points.
func thumb(s string) (checks.Step, reading) {
	rest := strings.Trim(s, "👍👎 .!")
	switch up, down := strings.Contains(s, "👍"), strings.Contains(s, "👎"); {
	case up && down:
		return 0, unclear
	case rest == "" && up:
		return checks.Steps, certain
	case rest == "":
		return 1, certain
	case goesOn(firstWord(rest)):
		return 0, unclear
	}
	return 0, none // a reaction with its number, or thanks
}

// behindSign reads an answer behind a thumb; behind another sign it is unclear. Where a message stands above it is a reaction and how many
// had it.
func behindSign(s string) (checks.Step, reading) {
	s = signs().coded.ReplaceAllString(plain(signs().mention.ReplaceAllString(s, "")), "☆")
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return r == ' ' || unicode.Is(unicode.So, r) })
	if rest == s {
		return 0, none
	}
	step, found := answer(rest)
	if strings.Trim(strings.TrimSuffix(s, rest), "👍👎 ") != "" {
		found = min(found, unclear)
	}
	return step, found
}

// behind tells what an answer is by what stands behind its number, which may be a word.
func behind(s string, word bool) reading {
	if m := signs().scale.FindStringSubmatchIndex(s); m != nil {
		if of := s[m[2]:m[3]]; of != "5" && of != "five" && of != "fünf" {
			return unclear
		}
		if s = s[m[1]:]; strings.HasPrefix(s, "/") {
			return none // a day
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	spaced := first == ' '
	s = strings.TrimSpace(s)
	words := signs().word.FindAllString(s, -1)
	switch {
	case s == "":
		return certain
	case !spaced && (unicode.IsLetter(first) || strings.ContainsRune("%°€$£", first) || clockLike(s)):
		return none
	case len(words) == 0 && strings.ContainsAny(s, "½¼¾"):
		return unclear
	case len(words) == 0:
		return certain
	case firstWord(s) != "" && counted(words[0]) || first == '.' && unicode.IsLetter(rune(s[min(1, len(s)-1)])):
		return none
	case hasNumber(words) && (len(words) <= 6 || goesOn(words[0]) || firstWord(s) == ""):
		return unclear
	case firstWord(s) == "", goesOn(words[0]), strings.HasPrefix(s, "von mir"):
		return certain
	case word || len(words) > 2:
		return none
	}
	return unclear
}

// clockLike tells whether a text goes on as a time does.
func clockLike(s string) bool {
	return len(s) > 1 && s[0] == ':' && unicode.IsDigit(rune(s[1]))
}

func hasNumber(words []string) bool {
	for _, w := range words {
		if _, ok := numbers[w]; ok || unicode.IsDigit(rune(w[0])) {
			return true
		}
	}
	return false
}

// mayAnswer tells whether words may give an answer: a number of the scale stands among them that nothing says to be a time, a page, or how
// many there are of something. Many words with several numbers may only where somebody corrects what was answered before.
func mayAnswer(s string, answered bool) bool {
	s, _ = cut(s)
	s = plain(signs().coded.ReplaceAllString(s, ""))
	words := strings.Fields(s)
	word := func(i int) string {
		if i < 0 || i >= len(words) || !strings.ContainsFunc(words[i], isLetterOrDigit) {
			return ""
		}
		return strings.Trim(words[i], ".,;:!?()\"'*_~…")
	}
	said, count := false, 0
	for i := range words {
		before, behind := word(i-1), word(i+1)
		if !strings.ContainsFunc(s, unicode.IsLetter) || !signs().scaled.MatchString(word(i)) && (numbers[word(i)] == 0 || !says(before)) {
			continue
		}
		count++
		led := before != "zu" && before != "bei" && titled(before) && !strings.HasSuffix(words[i-1], ",") || before == "of" || before == "von"
		ends := behind == "" || strings.ContainsAny(words[i][len(words[i])-1:], ".,;:!?)")
		said = said || !led && !counted(behind) && (ends || says(before) || goesOn(behind) || follows(behind))
	}
	const few = 6
	return said && (answered || count == 1 || len(words) <= few)
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// namedAnswer reads a line in which a name stands before an answer: "Ana: 4", "Ana – 4", "Ana 4".
func namedAnswer(s string) (name string, step checks.Step, found reading) {
	s, _ = cut(s)
	s = strings.TrimSpace(signs().code.ReplaceAllStringFunc(withoutMarks(s), plain))
	if before, after, ok := strings.Cut(s, ":"); ok && isName(before, false) && firstWord(plain(before)) != "" {
		if step, found = answer(after); found == none {
			step, found = behindSign(after)
		}
		if found == none && mayAnswer(after, false) {
			found = unclear
		}
		if labels(firstWord(plain(before))) {
			before = ""
		}
		return nameIn(before), step, found
	}
	for i, r := range s {
		if r != ' ' || !isName(s[:i], true) {
			continue
		}
		name, after := strings.TrimRight(s[:i], " -–—|"), strings.TrimSpace(s[i:])
		if last := strings.TrimLeft(after, "-–—| "); last != "" {
			after = last
		}
		if !startsAnswer(after) {
			continue
		}
		for w := range strings.FieldsSeq(plain(name)) {
			if titled(w) {
				return "", 0, none
			}
		}
		step, found = answer(after)
		return nameIn(name), step, found
	}
	return "", 0, none
}
