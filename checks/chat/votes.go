package chat

import (
	"slices"
	"strings"
	"sync"

	"emptychair/checks"
)

// Votes are the answers to an item that stand in a chat, one a person.
type Votes struct {
	Ballots  []checks.Ballot
	Repeated int   // people who answered more than once, of whom the last answer counts
	Unclear  []int // the numbers of the lines that might be an answer, counted from 1
}

// AreNamed tells whether it is known of each answer who gave it.
func (v Votes) AreNamed() bool {
	return !slices.ContainsFunc(v.Ballots, func(b checks.Ballot) bool { return b.By == "" })
}

// ReadVotes reads the answers in a chat.
func ReadVotes(paste string) Votes {
	all, _ := read(paste)
	v := voter{all: all, times: map[string]int{}, doubts: map[string][]int{}, known: map[string]bool{}}
	v.namesBefore, v.namesAbove = sync.OnceValue(v.hasNamesBefore), sync.OnceValue(v.hasNamesAbove)
	for _, m := range all {
		v.known[m.author] = true
	}
	for i, m := range all {
		switch {
		case m.doubt > 0:
			v.Unclear = append(v.Unclear, m.doubt)
		case m.author == "" && len(m.lines) > 0:
			v.plainLine(i, m.lines[0])
		default:
			v.message(m)
		}
	}
	for name, n := range v.times {
		if n > 1 && name != "" {
			v.Repeated++
		}
	}
	for _, lines := range v.doubts {
		v.Unclear = append(v.Unclear, lines...)
	}
	slices.Sort(v.Unclear)
	return v.Votes
}

// voter collects answers message by message.
type voter struct {
	Votes
	all    []message
	times  map[string]int   // how often each person answered
	doubts map[string][]int // the lines of each that are unclear; a clear answer that follows settles them
	above  string           // a name that stands alone in the line before
	known  map[string]bool  // the names in headers

	namesBefore, namesAbove func() bool // whether the paste has names before answers, or above them, for sure
}

// take puts an answer in, or in place of the earlier one of the same person.
func (v *voter) take(name string, step checks.Step) {
	b := checks.Ballot{By: name, Step: step}
	at := slices.IndexFunc(v.Ballots, func(b checks.Ballot) bool { return name != "" && b.By == name })
	if at >= 0 {
		v.Ballots = slices.Delete(v.Ballots, at, at+1)
	}
	v.Ballots = append(v.Ballots, b)
	if v.times[name]++; name != "" {
		delete(v.doubts, name)
	}
}

// judge takes a clear answer and notes the line of an unclear one.
func (v *voter) judge(name string, number int, step checks.Step, found reading) {
	switch found {
	case certain:
		v.take(name, step)
	case unclear:
		v.doubts[name] = append(v.doubts[name], number)
	case none:
	}
}

// message reads the lines of one person. Of what stands below an answer in a chat that has a header in each line nobody knows whose it is.
func (v *voter) message(m message) {
	answered := false
	for i, l := range m.lines {
		step, found := answer(l.text)
		if found == none && (i == 0 || l.begins) {
			if step, found = behindSign(l.text); i > 0 || !l.begins {
				found = min(found, unclear)
			}
		}
		reacted := found == certain && onlySigns(l.text) && i+1 < len(m.lines) && onlyNumber(m.lines[i+1].text)
		switch {
		case found == none:
			v.aboutAnother(m, l, i > 0)
			continue
		case l.replies, m.inline && answered, reacted:
			found = unclear
		case i > 0 && onlyNumber(l.text) && onlySigns(m.lines[i-1].text):
			found = unclear
		}
		v.judge(m.author, l.number, step, found)
		answered = answered || found == certain
	}
}

// aboutAnother reads a line in which somebody names an answer, or may correct one, or that was written behind a chat.
func (v *voter) aboutAnother(m message, l line, below bool) {
	name, step, found := namedAnswer(l.text)
	name = checks.Fold(name)
	switch {
	case found == none && mayAnswer(l.text, v.times[m.author] > 0):
		name, found = m.author, unclear
	case found == none:
		return
	case name == "":
		name = m.author
	case !v.known[name] && (!m.inline || !below), l.replies:
		name, found = m.author, unclear
	}
	v.judge(name, l.number, step, found)
}

// plainLine reads a line of which no header says who wrote it.
func (v *voter) plainLine(i int, l line) {
	above := v.above
	v.above = ""
	if startsAnswer(l.text) {
		step, found := answer(l.text)
		v.judge(above, l.number, step, found)
		return
	}
	below := i+1 < len(v.all) && isBare(v.all[i+1])
	switch name, step, found := namedAnswer(l.text); {
	case found != none && below && endsInDigit(l.text):
		v.above = checks.Fold(nameIn(l.text))
		if v.namesBefore() {
			v.above = ""
			v.judge(checks.Fold(name), l.number, step, found)
		} else if !v.namesAbove() {
			v.judge("", l.number, step, unclear)
		}
	case found != none:
		v.judge(checks.Fold(name), l.number, step, found)
	case below && isName(l.text, true):
		v.above = checks.Fold(nameIn(l.text))
	case mayAnswer(strings.TrimPrefix(l.text, name), v.times[checks.Fold(name)] > 0):
		v.judge(checks.Fold(name), l.number, 0, unclear)
	default:
		_, found = answer(l.text)
		v.judge("", l.number, 0, found)
	}
}

// hasNamesBefore tells whether a name stands before its answer for sure in another line of this paste.
func (v *voter) hasNamesBefore() bool {
	return slices.ContainsFunc(v.all, func(m message) bool {
		if m.author != "" || len(m.lines) == 0 || startsAnswer(m.lines[0].text) || endsInDigit(m.lines[0].text) {
			return false
		}
		name, _, found := namedAnswer(m.lines[0].text)
		return found == certain && name != ""
	})
}

// hasNamesAbove tells whether names stand in lines of their own above what they said.
func (v *voter) hasNamesAbove() bool {
	for i, m := range v.all[1:] {
		if before := v.all[i]; isBare(m) && before.author == "" && len(before.lines) > 0 && isName(before.lines[0].text, true) && !endsInDigit(before.lines[0].text) {
			return true
		}
	}
	return false
}

// isBare tells whether a message is an answer alone, of which nothing says whose it is.
func isBare(m message) bool {
	if m.author != "" || len(m.lines) == 0 {
		return false
	}
	_, found := answer(m.lines[0].text)
	return found == certain && startsAnswer(m.lines[0].text)
}

// endsInDigit tells whether the last word of a line is one digit, as that of a name may be, without a sign that parts it from a name.
func endsInDigit(s string) bool {
	words := strings.Fields(plain(s))
	if len(words) < 2 {
		return false
	}
	last := words[len(words)-1]
	return len(last) == 1 && last[0] >= '0' && last[0] <= '9' && !strings.ContainsAny(s, ":–—|") && !strings.Contains(s, " - ")
}

func onlyNumber(s string) bool { return strings.Trim(plain(s), "0123456789") == "" }

// onlySigns tells whether a line holds neither a letter nor a digit, but signs such as reactions are.
func onlySigns(s string) bool {
	return !strings.ContainsFunc(plain(signs().coded.ReplaceAllString(s, "👍")), func(r rune) bool { return isLetterOrDigit(r) || r == '-' || r == '–' })
}
