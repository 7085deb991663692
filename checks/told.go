package checks

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Told is what a team told of its customers, known by its words alone: in whichever case, with whichever signs and white space
// between them. A story that stands behind a number and is noted as well, or is told at two items, is one.
type Told struct {
	words []string // of each story, the first in the order of the alphabet first
	all   string   // of all, for finding a piece of one
}

// ToldIn gathers what is told in runs and in stories.
func ToldIn(runs []Run, stories []Story) Told {
	var t Told
	for _, r := range runs {
		for _, rating := range r.Ratings {
			t.words = append(t.words, wordsOf(rating.Story))
		}
	}
	for _, s := range stories {
		t.words = append(t.words, wordsOf(s.Text))
	}
	slices.Sort(t.words)
	t.words = slices.Compact(t.words)
	t.words = slices.DeleteFunc(t.words, func(s string) bool { return s == "" })
	t.all = strings.Join(t.words, "\n")
	return t
}

// Len is how many stories are told.
func (t Told) Len() int { return len(t.words) }

// piece is from how many letters on a part of a story tells it.
const piece = 20

// Holds tells whether a text tells a story: it is one, has one in it, or is no short piece of one.
func (t Told) Holds(text string) bool {
	words := wordsOf(text)
	if utf8.RuneCountInString(words) >= piece && strings.Contains(t.all, words) {
		return true
	}
	return slices.ContainsFunc(t.words, func(s string) bool { return strings.Contains(words, s) })
}

// wordsOf returns a text without the signs and the white space between its words, or as it stands where it has no words.
func wordsOf(text string) string {
	words := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || invisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
	if words == "" {
		return CleanLine(text)
	}
	return words
}
