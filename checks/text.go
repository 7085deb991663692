package checks

import (
	"slices"
	"strings"
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
