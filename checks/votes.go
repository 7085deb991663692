package checks

import "strings"

// wordVotes are the words of a chat that stand for an answer.
var wordVotes = map[string]Step{
	"0": NoAnswer, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "👎": 1, "👍": 5, "-": NoAnswer, "–": NoAnswer,
	"1/5": 1, "2/5": 2, "3/5": 3, "4/5": 4, "5/5": 5,
}

// dash are the words that stand for an answer only at the end of a line; before that they part a name from its answer or
// begin the line of a list.
var dash = map[string]bool{"-": true, "–": true}

// ParseVotes reads the answers in text copied from a chat: one a line, behind a name or not ("4", "Ana: 4", "Ana 👍"), or
// several words in one line ("4 3 5"). Names are thrown away. A line that could be read in two ways, or in none, is counted
// and gives no answer.
func ParseVotes(text string) (votes []Step, notUnderstood int) {
	for line := range strings.Lines(Clean(text)) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		read, ok := parseLine(line)
		if !ok {
			notUnderstood++
		}
		votes = append(votes, read...)
	}
	return votes, notUnderstood
}

// parseLine reads one line: after a colon, or after words of a name, exactly one answer; otherwise every word must be one.
func parseLine(line string) ([]Step, bool) {
	named := false
	if i := strings.LastIndex(line, ":"); i >= 0 {
		line, named = line[i+1:], true
	}
	words := withoutNumber(strings.Fields(line))
	var votes []Step
	last := false
	for i, w := range words {
		var s Step
		if s, last = parseWord(w); last && (!dash[w] || i == len(words)-1) {
			votes = append(votes, s)
		}
	}
	switch {
	case len(votes) == 0:
		return nil, false
	case len(votes) == 1 && last:
		return votes, true
	case !named && len(votes) == len(words):
		return votes, true
	}
	return nil, false
}

// withoutNumber drops the number of a numbered list: in "1. 4" the answer is 4.
func withoutNumber(words []string) []string {
	if len(words) > 1 && (strings.HasSuffix(words[0], ".") || strings.HasSuffix(words[0], ")")) {
		return words[1:]
	}
	return words
}

// parseWord reads a word without the punctuation around it and without emoji variants (skin tone, presentation, keycap).
func parseWord(w string) (Step, bool) {
	w = strings.Trim(w, `.,;!()[]"'*`)
	w = strings.Map(func(r rune) rune {
		if r >= 0x1f3fb && r <= 0x1f3ff || r == 0xfe0f || r == 0x20e3 {
			return -1
		}
		return r
	}, w)
	s, ok := wordVotes[w]
	return s, ok
}
