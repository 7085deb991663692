package checks

import (
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
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r >= ' ' && r <= '~': // most of them
			return r
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

// WithoutBullets takes the signs of a list away from the beginning of each line: "- ", "* ", "• ", "1. ", "1) ".
func WithoutBullets(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		sign, rest, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && isBullet(sign) {
			lines[i] = strings.TrimSpace(rest)
		}
	}
	return strings.Join(lines, "\n")
}

func isBullet(word string) bool {
	switch word {
	case "-", "–", "*", "•", "+", "▪", "◦", "·":
		return true
	}
	number := strings.TrimRight(word, ".)")
	return number != word && number != "" && strings.Trim(number, "0123456789") == ""
}
