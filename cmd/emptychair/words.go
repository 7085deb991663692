package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
)

// word is something that people name on the command line: by its id, or by a word for it in any language.
type word struct {
	id    string
	names []string // in the order of [lang.Codes]
}

// name returns the word for it in the language of a printer.
func (w word) name(p *lang.Printer) string { return w.names[slices.Index(lang.Codes, p.Code())] }

// matching returns what somebody may mean: the one whose name this is, or else all in whose names a word begins so.
func matching(typed string, words []word) []word {
	typed = folded(typed)
	var begin []word
	for _, w := range words {
		names := append([]string{w.id}, w.names...)
		if slices.ContainsFunc(names, func(name string) bool { return folded(name) == typed }) {
			return []word{w}
		}
		if slices.ContainsFunc(names, func(name string) bool { return begins(name, typed) }) {
			begin = append(begin, w)
		}
	}
	return begin
}

// begins tells whether a word of a name begins so.
func begins(name, typed string) bool { return strings.Contains(" "+folded(name), " "+folded(typed)) }

// folded is a name as it is compared: the words of one may be joined by hyphens, which need no quotes in a shell.
func folded(name string) string {
	return strings.ToLower(checks.CleanLine(strings.ReplaceAll(name, "-", " ")))
}

// inAllLanguages returns what a text is in each language.
func inAllLanguages(text func(code string) string) []string {
	var names []string
	for _, code := range lang.Codes {
		names = append(names, text(code))
	}
	return names
}

// worded are things for each of which there is a message, whose id is the area and the thing's own.
func worded[S ~string](area string, ids []S) []word {
	var list []word
	for _, id := range ids {
		list = append(list, word{string(id), inAllLanguages(func(code string) string { return lang.New(code).T(area + string(id)) })})
	}
	return list
}

// choose returns the one thing that the value of an option names.
func choose(option, typed string, list []word) (string, error) {
	may := matching(typed, list)
	switch len(may) {
	case 1:
		return may[0].id, nil
	case 0:
		return "", shell.WrongUse("cli.error.word", "Name", option, "Value", typed, "Known", named("", list))
	}
	return "", shell.WrongUse("cli.error.several-words", "Name", option, "Value", typed, "Known", named(typed, may))
}

// named lists words in the user's language: those that begin so, or all of them where fewer than two do.
func named(typed string, list []word) shell.Translated {
	return func(p *lang.Printer) string {
		var all, so []string
		for _, w := range list {
			name := w.name(p)
			all = append(all, name)
			if begins(name, typed) {
				so = append(so, name)
			}
		}
		if len(so) > 1 {
			all = so
		}
		return strings.Join(all, ", ")
	}
}

// parseSource reads --source; none is said by "".
func parseSource(typed string) (checks.Source, error) {
	if typed == "" {
		return "", nil
	}
	id, err := choose("--source", typed, worded("source.", checks.Sources()))
	return checks.Source(id), err
}

// complaintState reads --state of stories; none is said by "".
func complaintState(typed string) (checks.ComplaintState, error) {
	if typed == "" {
		return checks.NoComplaint, nil
	}
	id, err := choose("--state", typed, worded("complaint.", checks.ComplaintStates()))
	return checks.ComplaintState(id), err
}

// parseAbout reads --about, the item or question; none is said by "".
func parseAbout(typed string) (string, error) {
	if checks.CleanLine(typed) == "" {
		return "", nil
	}
	list := itemWords()
	for _, q := range content.Check().Questions {
		list = append(list, titled(q.ID))
	}
	return choose("--about", typed, list)
}

// itemWords are the items with their titles.
func itemWords() (list []word) {
	for _, it := range content.Check().Items {
		list = append(list, titled(it.ID))
	}
	return list
}

func titled(id string) word {
	return word{id, inAllLanguages(func(code string) string { return content.In(code).TitleOf(id) })}
}

// parsePastDay reads the day on which something happened; without a word it was today.
func parsePastDay(typed string, now time.Time) (checks.Day, error) {
	day, err := checks.ParsePastDay(typed, checks.DayOf(now))
	if checks.CodeOf(err) == checks.CodeDay {
		return checks.Day{}, shell.WrongUse("cli.error.past-day", "Value", typed)
	}
	return day, shell.InvalidInput(err)
}

// actionState reads --state of actions.
func actionState(typed string) (string, error) {
	return choose("--state", typed, worded("action.", []checks.State{checks.Open, checks.Done, checks.Dropped, anyState}))
}

// parseDue reads --due; no date is said by "".
func parseDue(typed string, now time.Time) (checks.Day, error) {
	day, err := checks.ParseDue(typed, checks.DayOf(now))
	if err != nil {
		return checks.Day{}, shell.WrongUse("cli.error.due", "Value", typed)
	}
	return day, nil
}

// numberOf returns what reads a whole number that is not below zero, for an option.
func numberOf(option string) func(typed string) (int, error) {
	return func(typed string) (int, error) {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 0 {
			return 0, shell.WrongUse("cli.error.number", "Name", option, "Value", typed)
		}
		return n, nil
	}
}
