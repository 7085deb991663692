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
	names []string
}

// meant returns the ids of what somebody may mean: the one whose name this is, or else all in whose names a word begins so.
func meant(typed string, words []word) []string {
	typed = strings.ToLower(checks.CleanLine(typed))
	var begin []string
	for _, w := range words {
		for _, name := range append([]string{w.id}, w.names...) {
			name = strings.ToLower(name)
			if name == typed {
				return []string{w.id}
			}
			if strings.Contains(" "+name, " "+typed) && !slices.Contains(begin, w.id) {
				begin = append(begin, w.id)
			}
		}
	}
	return begin
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
	ids := meant(typed, list)
	switch len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		for _, w := range list {
			ids = append(ids, w.id)
		}
		return "", wrongUse("cli.error.choice", "Name", option, "Value", typed, "Known", strings.Join(ids, ", "))
	}
	return "", wrongUse("cli.error.several-words", "Name", option, "Value", typed, "Known", strings.Join(ids, ", "))
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
