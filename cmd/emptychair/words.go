package main

import (
	"slices"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// word is something that people name on the command line: by its id, or by a word for it in any language.
type word struct {
	id    string
	names []string // in the order of [lang.Codes]
}

// name returns the word for it in the language of a printer.
func (w word) name(p *lang.Printer) string { return w.names[slices.Index(lang.Codes, p.Code())] }

// meant returns what somebody may mean: the one whose name this is, or else all in whose names a word begins so.
func meant(typed string, words []word) []word {
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
	may := meant(typed, list)
	switch len(may) {
	case 1:
		return may[0].id, nil
	case 0:
		return "", wrongUse("cli.error.word", "Name", option, "Value", typed, "Known", named("", list))
	}
	return "", wrongUse("cli.error.several-words", "Name", option, "Value", typed, "Known", named(typed, may))
}

// named lists words in the user's language: those that begin so, or all of them where fewer than two do.
func named(typed string, list []word) spoken {
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

// sourceOf reads --source; none is said by "".
func sourceOf(typed string) (checks.Source, error) {
	if typed == "" {
		return "", nil
	}
	id, err := choose("--source", typed, worded("source.", checks.Sources()))
	return checks.Source(id), err
}

// stateOf reads --state of stories; none is said by "".
func stateOf(typed string) (checks.ComplaintState, error) {
	if typed == "" {
		return checks.NoComplaint, nil
	}
	id, err := choose("--state", typed, worded("complaint.", checks.ComplaintStates()))
	return checks.ComplaintState(id), err
}

// aboutOf reads --about, the item or question; none is said by "".
func aboutOf(typed string) (string, error) {
	if checks.CleanLine(typed) == "" {
		return "", nil
	}
	var list []word
	c := content.Check()
	for _, it := range c.Items {
		list = append(list, titled(it.ID))
	}
	for _, q := range c.Questions {
		list = append(list, titled(q.ID))
	}
	return choose("--about", typed, list)
}

func titled(id string) word {
	return word{id, inAllLanguages(func(code string) string { return content.In(code).TitleOf(id) })}
}

// pastDay reads the day on which something happened; without a word it was today.
func pastDay(typed string, now time.Time) (checks.Day, error) {
	day, err := checks.ParsePastDay(typed, checks.DayOf(now))
	if checks.CodeOf(err) == checks.CodeDay {
		return checks.Day{}, wrongUse("cli.error.past-day", "Value", typed)
	}
	return day, refused(err)
}
