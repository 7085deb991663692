package line

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui"
)

// ask asks for a line, and explains that by some messages to whoever wants it.
func (p *Program) ask(prompt string, help ...string) (string, error) {
	for {
		line, err := p.talk.ask(prompt, false)
		if err != nil || !asksForHelp(line) {
			return line, err
		}
		for _, id := range help {
			if id != "" {
				p.tell(p.say.T(id))
			}
		}
		p.tell(p.say.T("line.help.sign", "Sign", helpSign))
	}
}

// line asks for a line of text, "" where somebody gives none.
func (p *Program) line(prompt string) (string, error) {
	for {
		line, err := p.ask(prompt, "line.help.ask")
		switch typed := checks.CleanLine(line); {
		case typed == backSign && line[0] == backSign[0], typed == onSign && line[0] == onSign[0]:
			return "", cmp.Or(err, errBack)
		case err == nil && len(typed) > 1 && line[0] == slash[0]:
			p.tell(p.say.T("line.unknown"))
		default:
			return typed, err
		}
	}
}

// asksForHelp tells whether a line of text is none: with a blank in front the sign is a text.
func asksForHelp(line string) bool { return strings.TrimRight(line, " ") == helpSign }

// text returns the lines up to an empty one, and explains that to whoever wants it, in what is pasted only at once. Empty lines within what
// is pasted belong to it: on a terminal the last one is ended by hand, and nothing comes behind it for a while. Through a pipe two of them
// end what is hidden, a chat, unless nothing comes behind one. Where the input ends, or a signal comes, what was typed before that comes
// with the error.
func (p *Program) text(prompt string, hidden bool) (string, error) {
	line, err := p.talk.ask(prompt, hidden)
	var lines []string
	for wasEmpty := false; err == nil; {
		wait, empty := time.Duration(0), strings.TrimSpace(line) == "" && (wasEmpty || !p.pasted)
		switch {
		case empty && p.Hide == nil && (wasEmpty || !hidden):
			err = errNoMore
			continue
		case empty && hidden:
			wait = tui.EnterPause
			lines = append(lines, "")
		case empty:
			wait = handPause
			lines = append(lines, "")
		case !asksForHelp(line), hidden && len(lines) > 0:
			lines = append(lines, line)
		case hidden:
			p.tell(p.say.T("line.help.chat"))
		default:
			p.tell(p.say.T("line.text"), p.say.T("line.help.sign", "Sign", helpSign))
		}
		if wasEmpty, err = empty, p.hide(hidden, false); err == nil {
			line, err = p.next(hidden, false, wait)
		}
	}
	if errors.Is(err, errNoMore) {
		err = nil
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n"), err
}

// chat returns a chat that is pasted.
func (p *Program) chat() (string, error) {
	return p.text(p.say.T("line.chat", "Pipe", p.Hide == nil), true)
}

// word is a word that means something to a question, by the id of its message. Any beginning of it will do that no other word has.
type word struct {
	id   string
	args string // the numbers that go with it, as an example; "" for none
	do   func(numbers []int) error
}

// wordOf is a word without numbers.
func wordOf(id string, do func() error) word {
	return word{id, "", func([]int) error { return do() }}
}

// question is what is asked.
type question struct {
	prompt string
	hidden bool   // nothing shows of what is typed
	text   bool   // a text is asked for: a word begins with a slash
	help   string // the id of what it is about
	words  []word
	take   func(line string) error // what is none of the words, nil where that means nothing
	empty  func() error            // an empty line, nil where that means nothing
	back   func() error
	on     func() error
	moves  string // the id of where both lead, "" where there is only back
}

// The signs that are no text to any question.
const (
	backSign = "<"
	onSign   = ">"
	helpSign = "?"
	slash    = "/"
)

// put asks a question once. What is not understood is said, and nothing else comes of it.
func (p *Program) put(q question) error {
	line, err := p.talk.ask(q.prompt, q.hidden)
	if err != nil {
		return err
	}
	typed := checks.CleanLine(line)
	said, isWord := strings.CutPrefix(typed, slash)
	if isWord = isWord && line[0] == slash[0]; !q.text {
		isWord = true
	}
	found, numbers := p.find(q.words, said)
	switch {
	case typed == "" && q.empty != nil:
		return q.empty()
	case typed == backSign && q.back != nil:
		return q.back()
	case typed == onSign && q.on != nil:
		return q.on()
	case typed == "", typed == backSign, typed == onSign:
		p.tell(p.say.T("line.not-here"))
	case isWord && found != nil:
		return found.do(numbers)
	case typed == helpSign && (!q.text || asksForHelp(line)), isWord && said != "" && isBeginning(said, p.say.T("key.help")):
		p.help(q)
	case q.take == nil, q.text && isWord:
		p.tell(p.say.T("line.unknown"))
	default:
		err = q.take(line)
		if word, _ := p.find(q.words, typed); err == nil && q.text && word != nil && isSame(typed, p.say.T(word.id)) {
			p.tell(p.say.T("line.was-text", "Word", typed))
		}
		return err
	}
	return nil
}

// find returns the word that was typed, with the numbers behind it: the whole word, or else the only one that begins so, or has a part that
// does. The English words are known in every language.
func (p *Program) find(words []word, typed string) (*word, []int) {
	for _, whole := range []bool{true, false} {
		head, numbers := typed, []int(nil)
		if !whole {
			head, numbers = headOf(typed)
		}
		for _, is := range []func(typed, word string) bool{isSame, isBeginning, isPart} {
			for _, say := range []*lang.Printer{p.say, lang.New(lang.Default)} {
				var names []string
				for _, w := range words {
					names = append(names, say.T(w.id))
				}
				if i := only(names, head, is); head != "" && i >= 0 {
					return &words[i], numbers
				}
			}
		}
	}
	return nil, nil
}

// only is the place of the only one of some words that is what was typed, -1 where there is none or more than one.
func only(words []string, typed string, is func(typed, word string) bool) int {
	found := -1
	for i, word := range words {
		switch {
		case !is(typed, word):
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}

func isSame(typed, word string) bool { return checks.Fold(typed) == checks.Fold(word) }
func isBeginning(typed, word string) bool {
	return strings.HasPrefix(checks.Fold(word), checks.Fold(typed))
}

func isPart(typed, word string) bool {
	return strings.Contains(checks.Fold(word), " "+checks.Fold(typed))
}

// headOf parts a word from the numbers behind it; a line that is anything else has no head.
func headOf(typed string) (head string, numbers []int) {
	at := strings.IndexFunc(typed, unicode.IsDigit)
	if at < 0 {
		return "", nil
	}
	numbers, ok := numbersIn(typed[at:])
	if !ok {
		return "", nil
	}
	return strings.TrimSpace(typed[:at]), numbers
}

// numbersIn returns the numbers of a line, and whether there is nothing else in it.
func numbersIn(line string) (numbers []int, ok bool) {
	parts := strings.FieldsFunc(strings.Map(checks.LatinDigit, line), func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	for _, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, len(numbers) > 0
}

// help says what a question is about, and which words mean something to it.
func (p *Program) help(q question) {
	if q.help != "" {
		p.tell(p.say.T(q.help))
	}
	if len(q.words) > 0 {
		p.tell(p.say.T("line.words", "Words", p.listed(q.words)), p.say.T("line.help"))
	}
	if q.text && len(q.words) > 0 {
		p.tell(p.say.T("line.slash", "Word", p.say.T(q.words[0].id)))
	}
	if q.back != nil {
		p.tell(p.say.T(cmp.Or(q.moves, "line.help.back"), "Back", backSign, "On", onSign))
	}
}
