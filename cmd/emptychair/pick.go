package main

import (
	"io"
	"slices"
	"strings"
	"time"

	"emptychair/checks"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// collection is what actions and stories, which are listed, picked by their ids and changed alike, differ in.
type collection[T checks.Record] struct {
	read  func(database) ([]T, error)
	save  func(s database, was, now T) error
	facts func(T, checks.Day, report.Options) string // what is said of one beside its text
	text  func(T) string
	empty string           // id of the message that there is nothing yet
	list  shell.Translated // is the command that lists all that there is
}

// find returns the one that somebody means by its id, as [pick] does, and the short form of that.
func (c collection[T]) find(s database, typed string) (found T, short string, err error) {
	list, err := c.read(s)
	if err != nil {
		return found, "", err
	}
	ids := idsOf(list)
	if len(ids) == 0 {
		return found, "", shell.NotFound(c.empty)
	}
	id, err := pick(typed, ids, c.list)
	if err != nil {
		return found, "", err
	}
	return list[slices.Index(ids, id)], shortID(id, ids), nil
}

// change saves what a function makes of the one that somebody means. It returns that, and whether anything is changed.
func (c collection[T]) change(s database, typed string, change func(was T, short string) (T, error)) (T, bool, error) {
	was, short, err := c.find(s, typed)
	if err != nil {
		return was, false, err
	}
	now, err := change(was, short)
	if err != nil || checks.Same(now, was) {
		return now, false, err
	}
	return now, true, notSaved(c.save(s, was, now))
}

// saved says what was noted or changed, in the message with this id, and whether it is the first thing that is known of its team,
// and which one may be meant then.
func (c collection[T]) saved(w io.Writer, id string, x T, team teamChoice, s database, now time.Time, o report.Options, pairs ...any) error {
	short := x.Key()
	if list, err := c.read(s); err == nil {
		short = shortID(short, idsOf(list))
	}
	pairs = append(pairs, "Team", team.name, "Facts", c.facts(x, checks.DayOf(now), o), "ID", short)
	lines := []string{o.Say(id, pairs...), quoted(c.text(x), o)}
	if team.isNew {
		lines = append(lines, o.Say("cli.new-team", "Team", team.name, "Near", team.similar))
	}
	return shell.Print(w, o, lines...)
}

// notSaved says why something between runs could not be saved.
func notSaved(err error) error {
	return shell.Translate(err, map[checks.Code]string{
		checks.CodeConflict: "cli.error.changed-meanwhile", checks.CodeUnsure: "cli.error.unsure",
	})
}

// quoted is the beginning of a text on a line of its own, so that everybody sees which one is meant.
func quoted(text string, o report.Options) string { return report.FirstLine("  ", text, o) }

// pick returns the one of the ids that somebody means by its beginning, letters of either case alike, or as the latest: the one
// made last. A command lists all.
func pick(typed string, ids []string, list shell.Translated) (string, error) {
	typed = checks.CleanLine(typed)
	if isLatest(typed) {
		return slices.Max(ids), nil
	}
	found := ""
	for _, id := range ids {
		if strings.EqualFold(id, typed) {
			return id, nil
		}
		if len(id) < len(typed) || !strings.EqualFold(id[:len(typed)], typed) {
			continue
		}
		if found != "" && found != id {
			return "", shell.NotFound("cli.error.several", "ID", typed, "List", list)
		}
		found = id
	}
	if found == "" {
		return "", shell.NotFound("cli.error.none-such", "ID", typed, "List", list)
	}
	return found, nil
}

// idsOf returns the ids of records, in their order.
func idsOf[T checks.Record](list []T) []string {
	ids := make([]string, len(list))
	for i, x := range list {
		ids[i] = x.Key()
	}
	return ids
}

// shortID returns as much of an id as belongs to none of the others.
func shortID(id string, all []string) string { return report.ShortIDs([]string{id}, all)[0] }

// isLatest tells whether a word names what was made last, in one of the languages of the program.
func isLatest(typed string) bool {
	return slices.Contains([]string{"latest", "neueste", "neuester"}, strings.ToLower(typed))
}

// findRun returns the run that somebody means, by the beginning of its id or as the latest.
func findRun(s database, typed string) (checks.Run, error) {
	id, err := findRunID(s, checks.CleanLine(typed))
	if err != nil {
		return checks.Run{}, err
	}
	r, _, err := s.Run(id)
	return r, err
}

func findRunID(s database, typed string) (string, error) {
	if !isLatest(typed) {
		return s.Find(typed)
	}
	list, err := s.Runs("")
	if err != nil {
		return "", err
	}
	if len(list) == 0 {
		return "", shell.NotFound("cli.error.no-latest")
	}
	return list[0].ID, nil
}

// runIDs returns the ids of runs, in their order.
func runIDs(list []checks.Summary) []string {
	ids := make([]string, len(list))
	for i, r := range list {
		ids[i] = r.ID
	}
	return ids
}
