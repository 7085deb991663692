package chat

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"emptychair/checks"
)

// line is one line of a paste: its number, counted from 1, and what can be seen in it.
type line struct {
	number  int
	text    string
	replies bool // it stands behind what it replies to
	begins  bool // a header or a time stands above it, and no text
}

// message is what one person wrote at once.
type message struct {
	author string // as names are compared, "" where nobody's name is known
	lines  []line
	inline bool // its first line stands behind its header, in the same line
	doubt  int  // the number of its header, where nothing stands below and the name ends as if it had an answer behind it; else 0
}

// kind is what a line is in a chat.
type kind int

const (
	text    kind = iota
	above        // a header whose message stands below it
	inline       // a header with its message behind it
	stamp        // a time alone, below a name or below a message
	dropped      // a reply, a reaction, an attachment, what a program says
)

// shape is a line as it looks by itself.
type shape struct {
	kind   kind
	author string
	line   line // what is left of it as the text of a message
	sure   bool // nothing but a chat looks so
	open   bool // the text that it replies to goes on in the next line
	doubt  bool // a header that may be a name with an answer
}

const (
	months  = `\b(?:jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|märz?|apr(?:il)?|may|mai|jun[ei]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\b\.?`
	date    = `(?:\d{1,4}[./-] ?\d{1,2}[./-](?: ?\d{2,4})?|\d{1,2}(?:st|nd|rd|th|\.)? ` + months + `,?(?: \d{4})?|` + months + ` \d{1,2}(?:st|nd|rd|th)?\b,?(?: \d{4})?)`
	weekday = `\b(?:today|yesterday|heute|gestern|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?|(?:mo|di|mi|do|fr|sa|so)\.|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)`
	clock   = `(?:\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{3})?(?: ?[ap]\.? ?m\b\.?)?(?: ?uhr\b)?|\d{1,2}\.\d{2} uhr\b)`
	moment  = `(?:(?:(?:` + weekday + `|` + date + `|\d{1,2}/\d{1,2})(?:,| at| um| ·)* ?)*` + clock + `(?:,? (?:` + date + `|` + weekday + `))?)`
	boxed   = `[\[(]?` + moment + `[\])]?`
	toAll   = `(?:everyone|everybody|all|alle|allen|jeden)`
	aside   = `(?: ?\([^()]*\))?`
)

// patterns are compiled when the first chat is read, and not when the program starts.
var patterns = sync.OnceValue(func() (p struct{ alone, day, sent, all, toAll, front, back, dated, reaction, reply, ui, edited, file, quoted *regexp.Regexp }) {
	c := func(s string) *regexp.Regexp { return regexp.MustCompile(`(?i)^(?:` + s + `)$`) }
	p.alone = c(boxed + `(?: ?(?:,|-->|–|-) ?` + moment + `)?:?`)
	p.day = c(`[-–— ]*(?:` + weekday + `(?:,? ` + date + `)?|` + date + `)[-–— ]*`)
	p.sent = c(`(` + boxed + `[ ,:-]*)?(?:from|von) (.+?) (?:to|an) (` + toAll + `|[^:]+?)` + aside + ` ?(: ?` + moment + `|:| ` + moment + `):? ?(.*)`)
	p.all = c(toAll)
	p.toAll = c(`(.+?) (?:to|an) ` + toAll + aside + ` ?(:? ?` + moment + `:?|:) ?(.*)`)
	p.front = c(`([\[(]?)(` + moment + `)[\])]?(?: ?[-–—])? ?(\S.*)`)
	p.back = c(`(.+?)(?:,| –| —| -| \||:)?(?: ?` + boxed + `):?`)
	p.dated = c(`.*(?:` + date + `|` + weekday + `|:\d{2}:).*`)
	p.reaction = c(`(?:.{1,60}? )?(?:reacted|reagierte|(?:hat|haben) .*reagiert|removed an? .*reaction|.*reaktion .*entfernt|liked|loved|disliked|laughed at|emphasi[sz]ed|questioned)\b.*["“”„«»‘👍👎❤😂😮🎉].*|` +
		`(?:\d+ )?(?:like|heart|laugh|surprised|sad|angry|gefällt mir|herz|lachen)[- ]?(?:reactions?|reaktion(?:en)?)?\.?(?: \d+)?|\d+ (?:\pL+[- ])?(?:reactions?|reaktion(?:en)?)\.?`)
	p.reply = c(`(?:.{1,60}? )?(?:replying to|replied to|in reply to|(?:als )?antwort auf|antwortete? auf|antwortet auf) ?["“„«‚'](?:(.*)["“”»‘'](.*)|[^"”“»]*)`)
	p.ui = c(`\d+ (?:replies|reply|antwort(?:en)?)|(?:view|show) thread|(?:last reply|letzte antwort) .*|new|neu|reply|antworten|(?:seen|read) by .*|gelesen von .*|(?:begin|end of) reference.*|` +
		`(?:this message was|you) deleted.*|diese nachricht wurde (?:von .* )?gelöscht.*|edited|bearbeitet|.*(?:joined|left) the (?:meeting|call|chat)\.?|.* (?:ist|hat) (?:der besprechung|dem meeting|die besprechung|das meeting) (?:beigetreten|verlassen)\.?|webvtt`)
	p.edited = regexp.MustCompile(`(?i) ?(?:[(\[<][^()\[\]<>]*\b(?:edited|bearbeitet)[^()\[\]<>]*[)\]>]|\b(?:edited|bearbeitet))$`)
	p.file = c(`.*\.(?:png|jpe?g|gif|webp|heic|pdf|docx?|xlsx?|pptx?|mp4|mov|m4a|opus|ogg|txt|csv|zip|vcf)\b.*|.*<(?:media omitted|medien ausgeschlossen|attached: .*|angehängt: .*)>.*|` +
		`(?:image|video|audio|sticker|gif|document|bild|dokument) (?:omitted|weggelassen)`)
	p.quoted = c(`[>|┃│].*`)
	return p
})

// visible is a line without what nobody sees, with one space between words.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if r >= '\u200b' && r <= '\u200c' || r == '\u2060' || r == '\u00ad' {
			return -1
		}
		return r
	}, checks.CleanLine(s))
	return strings.TrimSpace(s)
}

// read takes a paste apart. Ok tells whether it looks like a chat; else each line is a message of its own.
func read(paste string) (all []message, ok bool) {
	shapes := shapesOf(paste)
	for _, s := range shapes {
		ok = ok || s.sure
	}
	known := false // who writes
	for i, s := range shapes {
		s.line.begins = s.kind == inline || i > 0 && (shapes[i-1].kind == above || shapes[i-1].kind == stamp)
		switch {
		case s.kind == above, s.kind == inline:
			all = append(all, message{author: checks.Fold(s.author), inline: s.kind == inline})
			if known = s.author != "" && (s.sure || s.kind == above); s.doubt {
				all[len(all)-1].doubt = s.line.number
			}
		case s.kind == text && !known:
			all = append(all, message{})
		}
		if s.kind == text || s.kind == inline {
			m := &all[len(all)-1]
			m.lines = append(m.lines, s.line)
		}
	}
	return all, ok
}

// shapesOf returns the lines of a paste that are not empty. A name above a time is a header.
func shapesOf(paste string) (shapes []shape) {
	number, open := 0, 0
	for raw := range strings.SplitSeq(checks.Clean(paste), "\n") {
		number++
		l := line{number: number, text: visible(raw)}
		switch {
		case l.text == "":
			continue
		case open > 0: // what is replied to goes on
			if open--; strings.ContainsAny(l.text, `"”“»`) {
				open = 0
			}
			continue
		}
		start, rest := cut(l.text)
		s := shapeOf(line{number: number, text: start})
		s.line.text += rest
		if s.open {
			open = 3
		}
		if s.kind == stamp && len(shapes) > 0 {
			last := &shapes[len(shapes)-1]
			if last.kind == text && isName(last.line.text, false) && !startsAnswer(last.line.text) {
				last.kind, last.author = above, nameIn(last.line.text)
			}
		}
		shapes = append(shapes, s)
	}
	settle(shapes)
	return shapes
}

// longest is how many bytes of a line are looked at to tell what it is.
const longest = 300

// cut parts a line of any length behind what is looked at.
func cut(s string) (start, rest string) {
	if len(s) <= longest {
		return s, ""
	}
	at := longest
	for !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at], s[at:]
}

// settle tells which headers have a message below them, and takes reactions out.
func settle(shapes []shape) {
	chat := false
	for i := range shapes {
		next := i + 1
		for next < len(shapes) && shapes[next].kind == stamp {
			next++
		}
		if shapes[i].kind == above && next < len(shapes) && (shapes[next].kind == text || shapes[next].kind == dropped) {
			shapes[i].sure, shapes[i].doubt = true, false
		}
		chat = chat || shapes[i].sure
	}
	dropReactions(shapes, chat)
}

// dropReactions drops a sign with the number of people below it. A thumb may be what somebody said, unless it stands below a message
// or is written as a word.
func dropReactions(shapes []shape, chat bool) {
	for i := 0; i+1 < len(shapes); i++ {
		s, next := shapes[i], shapes[i+1]
		if s.kind != text || next.kind != text || !onlySigns(s.line.text) || !onlyNumber(next.line.text) {
			continue
		}
		_, found := answer(s.line.text)
		below := i > 0 && (shapes[i-1].kind == text || shapes[i-1].kind == inline || shapes[i-1].kind == dropped)
		if found != certain || chat && below || !chat && strings.Contains(s.line.text, ":") {
			shapes[i].kind, shapes[i+1].kind = dropped, dropped
			i++
		}
	}
}

// shapeOf looks at one line alone.
func shapeOf(l line) shape {
	p := patterns()
	if m := p.reply.FindStringSubmatch(l.text); m != nil {
		s := shape{kind: dropped, line: l, sure: true, open: m[1] == ""}
		if said := visible(m[2]); said != "" {
			s.kind, s.line = text, line{number: l.number, text: said, replies: true}
		}
		return s
	}
	l.text = p.edited.ReplaceAllString(l.text, "")
	switch s := (shape{line: l, kind: dropped}); {
	case l.text == "", p.reaction.MatchString(l.text), p.ui.MatchString(l.text), p.file.MatchString(l.text), p.quoted.MatchString(l.text), p.day.MatchString(l.text):
		return s
	case p.alone.MatchString(l.text):
		s.kind = stamp
		return s
	}
	return header(l)
}

// header returns a line as the header that it is, or as text.
func header(l line) shape {
	p := patterns()
	if m := p.sent.FindStringSubmatch(l.text); m != nil && (m[1] != "" || len(m[4]) > 1 || p.all.MatchString(m[3])) && isName(m[2], false) {
		return headed(l, m[2], m[5], true)
	}
	if m := p.toAll.FindStringSubmatch(l.text); m != nil && isName(m[1], false) {
		return headed(l, m[1], m[3], true)
	}
	if !strings.Contains(l.text, ":") && !strings.Contains(strings.ToLower(l.text), "uhr") {
		return shape{line: l}
	}
	if m := p.front.FindStringSubmatch(l.text); m != nil {
		return fronted(l, m[3], m[1] != "" || p.dated.MatchString(m[2]))
	}
	if m := p.back.FindStringSubmatch(l.text); m != nil && len(l.text) < longest/2 {
		if isName(m[1], false) && !startsAnswer(m[1]) {
			return headed(l, m[1], "", false)
		}
		if startsAnswer(m[1]) {
			l.text = m[1]
		}
	}
	return shape{line: l}
}

// fronted is a line with a time at its beginning.
func fronted(l line, rest string, sure bool) shape {
	rest = strings.TrimPrefix(rest, "~ ")
	if name, said, ok := strings.Cut(rest, ":"); ok && isName(name, false) && (said == "" || said[0] == ' ' || sure) {
		return headed(l, name, said, sure)
	}
	switch {
	case startsAnswer(rest):
		return shape{kind: inline, line: line{number: l.number, text: rest}, sure: sure}
	case sure && isName(rest, false):
		s := headed(l, rest, "", false)
		s.doubt = endsInDigit(rest)
		return s
	case sure && len(strings.Fields(rest)) > 2: // what the program itself says
		return shape{kind: dropped, line: l}
	}
	return shape{line: l}
}

// headed is a header with what is said behind it, if anything.
func headed(l line, name, said string, sure bool) shape {
	s := shape{kind: above, author: nameIn(name), line: l, sure: sure}
	if said = visible(said); said != "" {
		s.line.text = said
		if in := shapeOf(s.line); in.kind == dropped {
			s.kind = above
		} else {
			s.kind, s.line.text = inline, in.line.text
		}
	}
	return s
}

// nameIn is a name without what a program puts beside it: (Guest), [External], a comma or a colon at its end.
func nameIn(s string) string {
	s, _, _ = strings.Cut(s, " (")
	s, _, _ = strings.Cut(s, " [")
	return strings.Trim(visible(s), " ,:~")
}

// particles stand in names, in small letters.
var particles = setOf("de la von van der den di el al bin da dos zu zur ter le du y und and")

// setOf tells of a word whether it is one of these.
func setOf(words string) func(word string) bool {
	set := sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
	return func(word string) bool { return set()[word] }
}

// isName tells whether a text may be somebody's name; where nothing else says so, its words begin with capitals.
func isName(s string, capitals bool) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 7 || strings.Contains(s, ": ") || utf8.RuneCountInString(s) > checks.MaxName || strings.ContainsAny(s, "?!=\"“„") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	phone := first == '+' && len(s) > 6
	if !unicode.IsLetter(first) && !phone && (capitals || strings.IndexFunc(s, unicode.IsLetter) < 0 || unicode.IsDigit(first)) {
		return false
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		small := unicode.IsLower(r) && !particles(w)
		if capitals && (small || i > 3 || !unicode.IsLetter(r) && r != '(') {
			return false
		}
	}
	return true
}
