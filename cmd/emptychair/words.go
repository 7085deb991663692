package main

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// collection is what actions and stories, which are listed, picked by their ids and changed alike, differ in.
type collection[T checks.Record] struct {
	read  func(database) ([]T, error)
	save  func(s database, was, now T) error
	facts func(T, report.Options) string // what is said of one beside its text
	text  func(T) string
	made  func(T, report.Options) (team string, on checks.Day)
	erase func(s database, x T) error
	name  string           // id of the message that names one
	empty string           // of the message that there is nothing yet
	list  shell.Translated // is the command that lists all that there is
	write func(io.Writer, report.Format, report.List[T], report.Options) error
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

// deleteCommand builds the command that deletes the one that somebody means for good.
func (c collection[T]) deleteCommand(a *app, name, argument string) *cli.Command {
	var o confirmOptions
	return a.writing(name, []string{argument}, o.flags(), func(args []string) error {
		s := a.store()
		x, short, err := c.find(s, args[0])
		if err := cmp.Or(err, mayDelete(s, x.Key(), args[0])); err != nil {
			return err
		}
		say := a.ReportOptions()
		team, on := c.made(x, say)
		what := say.Say(c.name, "Team", team, "Day", say.Printer.Day(on.Time()), "ID", short)
		return a.delete(o, &deletion{
			question: say.Say("cli.delete-one-question", "What", what), done: say.Say("cli.deleted-one", "What", what), ids: []string{x.Key()},
			delete: func() error { return notSaved(c.erase(s, x)) },
		})
	})
}

// saved says what was noted or changed, in the message with this id, and whether it is the first thing that is known of its team,
// and which one may be meant then.
func (c collection[T]) saved(a *app, id string, x T, team teamChoice, pairs ...any) error {
	if a.format == report.JSON {
		return c.answer(a, x)
	}
	short, o := x.Key(), a.ReportOptions()
	if action, ok := any(x).(checks.Action); ok {
		o, _ = a.optionsNaming(action)
	}
	if list, err := c.read(a.store()); err == nil {
		short = shortID(short, idsOf(list))
	}
	pairs = append(pairs, "Team", team.name, "Facts", c.facts(x, o), "ID", short)
	lines := []string{o.Say(id, pairs...), quoted(c.text(x), o)}
	if team.isNew {
		lines = append(lines, o.Say("cli.new-team", "Team", team.name, "Near", team.similar))
	}
	return shell.Print(a.Stdout, o, lines...)
}

// unchanged says that one stays as it was.
func (c collection[T]) unchanged(a *app, x T, more ...string) error {
	if a.format == report.JSON {
		return c.answer(a, x)
	}
	return shell.Print(a.Stdout, a.ReportOptions(), append([]string{a.Printer().T("cli.unchanged")}, more...)...)
}

// answer says to other programs what was written.
func (c collection[T]) answer(a *app, written ...T) error {
	return shell.OutputError(c.write(a.Stdout, report.JSON, report.List[T]{Records: written}, a.ReportOptions()))
}

// notSaved says why something between runs could not be saved.
func notSaved(err error) error {
	return shell.Translate(err, map[checks.Code]string{
		checks.CodeConflict: "cli.error.changed-meanwhile", checks.CodeUnsure: "cli.error.unsure",
	})
}

// quoted is the beginning of a text on a line of its own, so that everybody sees which one is meant.
func quoted(text string, o report.Options) string { return report.FirstLine("  ", text, o) }

// pick returns the one of the ids that somebody means by its beginning or as the latest: the one made last. A command lists all.
func pick(typed string, ids []string, list shell.Translated) (string, error) {
	typed = checks.CleanLine(typed)
	if isLatest(typed) {
		return slices.Max(ids), nil
	}
	id, err := checks.PickID(typed, ids)
	switch checks.CodeOf(err) {
	case checks.CodeAmbiguous:
		return "", shell.NotFound("cli.error.several", "ID", typed, "List", list)
	case checks.CodeNotFound:
		return "", shell.NotFound("cli.error.none-such", "ID", typed, "List", list)
	}
	return id, nil
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
func shortID(id string, all []string) string { return report.ShortID(all)(id) }

// runName names a run by its team, its day and as much of its id as it takes.
func (a *app) runName(r checks.Run) string {
	say, short := a.ReportOptions(), r.ID
	if list, err := a.store().Runs(""); err == nil {
		short = shortID(r.ID, idsOf(list))
	}
	return say.Say("cli.run-name", "Team", r.Team, "Day", say.Printer.Day(r.Day.Time()), "ID", short)
}

// isLatest tells whether a word names what was made last, in one of the languages of the program.
func isLatest(typed string) bool {
	return slices.ContainsFunc(lang.Codes, func(code string) bool {
		return slices.Contains(strings.Split(lang.New(code).T("words.latest"), ", "), strings.ToLower(typed))
	})
}

// findRun returns the run that somebody means, as [app.findRunID] does.
func (a *app) findRun(typed string) (checks.Run, error) {
	id, err := a.findRunID(typed)
	if err != nil {
		return checks.Run{}, err
	}
	r, _, err := a.store().Run(id)
	return r, err
}

// findRunID returns the id of the run that somebody means: by its beginning, as the latest, or by when it was held. Where there are several
// of that time, the error names them.
func (a *app) findRunID(typed string) (string, error) {
	typed = checks.CleanLine(typed)
	ref, err := a.calendar().Reference(typed)
	if !isLatest(typed) {
		if id, none := a.store().Find(typed); none == nil || err == nil && ref.Choice == checks.ChosenRun {
			return id, none
		}
	}
	if err != nil {
		return "", notRun(err, typed)
	}
	list, err := a.store().Runs("")
	if err != nil {
		return "", err
	}
	if ref.Choice == checks.ChosenPrevious {
		list = checks.Until(list, a.today())
	}
	switch {
	case len(list) == 0:
		return "", shell.NotFound("cli.error.no-latest")
	case ref.Choice == checks.ChosenPrevious && !isLatest(typed) && len(list) > 1:
		list = list[1:]
	}
	found, err := ref.All(list, a.calendar().Year.Quarter(a.today()))
	switch {
	case err != nil:
		return "", err
	case len(found) > 1:
		return "", a.several(typed, found, idsOf(list))
	}
	return found[0].ID, nil
}

// notRun says of what is neither a run nor a day that the latest run can be named, too.
func notRun(err error, typed string) error {
	if checks.CodeOf(err) != checks.CodeReference {
		return err
	}
	return shell.WrongUse("cli.error.run", "Subject", typed)
}

// manyCandidates is how many runs are named where several may be meant.
const manyCandidates = 6

// several says which runs somebody may mean.
func (a *app) several(typed string, runs []checks.Run, ids []string) error {
	say := a.ReportOptions()
	var names []string
	for _, r := range runs[:min(len(runs), manyCandidates)] {
		names = append(names, say.Say("cli.candidate", "ID", shortID(r.ID, ids), "Team", r.Team, "Day", say.Printer.Day(r.Day.Time()),
			"Kind", say.Say("kind."+string(r.Kind))))
	}
	if more := len(runs) - manyCandidates; more > 0 {
		names = append(names, say.Printer.N("cli.import.more-runs", more))
	}
	return shell.NotFound("cli.error.several-runs", "Typed", typed, "Runs", strings.Join(names, ", "))
}

// word is something that people name on the command line: by its id, or by a word for it in any language.
type word struct {
	id    string
	names []string // the id, one in each of [lang.Codes], and what else is understood
}

// newWord is the word for what is called by a text in each language.
func newWord(id string, text func(code string) string) word {
	w := word{id, []string{id}}
	for _, code := range lang.Codes {
		w.names = append(w.names, text(code))
	}
	return w
}

// name returns the word for it in the language of a printer.
func (w word) name(p *lang.Printer) string { return w.names[1+slices.Index(lang.Codes, p.Code())] }

// is tells whether this is one of its names.
func (w word) is(typed string) bool {
	return slices.ContainsFunc(w.names, func(name string) bool { return folded(name) == folded(typed) })
}

// matching returns what somebody may mean: the one whose name this is, or else all in whose names a word begins so.
func matching(typed string, words []word) (begin []word) {
	for _, w := range words {
		if w.is(typed) {
			return []word{w}
		}
		if slices.ContainsFunc(w.names, func(name string) bool { return begins(name, typed) }) {
			begin = append(begin, w)
		}
	}
	return begin
}

// begins tells whether a word of a name begins so.
func begins(name, typed string) bool { return strings.Contains(" "+folded(name), " "+folded(typed)) }

// folded is a name as it is compared: the words of one may be joined by hyphens, which need no quotes in a shell.
func folded(name string) string {
	return checks.Fold(checks.CleanLine(strings.ReplaceAll(name, "-", " ")))
}

// worded are things for each of which there is a message, whose id is the area and the thing's own. Behind their names stand other words
// for them that are understood.
func worded[S ~string](area string, ids []S) (list []word) {
	for _, id := range ids {
		w := newWord(string(id), func(code string) string { return lang.New(code).T(area + string(id)) })
		for _, code := range lang.Codes {
			if p := lang.New(code); p.Has("words." + area + string(id)) {
				w.names = append(w.names, strings.Split(p.T("words."+area+string(id)), ", ")...)
			}
		}
		list = append(list, w)
	}
	return list
}

// oneOf is an option that names one of these things.
func oneOf[S ~string](option string, to *S, area string, ids []S) *shell.Option {
	return shell.Parsed(option, to, func(typed string) (S, error) {
		id, err := choose("--"+option, typed, worded(area, ids))
		return S(id), err
	}).Among(func(p *lang.Printer) []string { return namesOf(worded(area, ids), p) })
}

// namesOf returns what things are called in the language of a printer, each as one word.
func namesOf(list []word, p *lang.Printer) (names []string) {
	for _, w := range list {
		names = append(names, strings.ReplaceAll(w.name(p), " ", "-"))
	}
	return names
}

// choose returns the one thing that the value of an option names.
func choose(option, typed string, list []word) (string, error) {
	may := matching(typed, list)
	switch len(may) {
	case 1:
		return may[0].id, nil
	case 0:
		return "", shell.WrongUse("cli.error.word", "Name", option, "Value", typed, "Known", wordsOf(list))
	}
	return "", shell.WrongUse("cli.error.several-words", "Name", option, "Value", typed, "Known", wordsOf(may))
}

// wordsOf lists words in the user's language.
func wordsOf(list []word) shell.Translated {
	return func(p *lang.Printer) string {
		var names []string
		for _, w := range list {
			names = append(names, w.name(p))
		}
		return strings.Join(names, ", ")
	}
}

// aboutOption is --about.
func aboutOption(to *string) *shell.Option {
	return shell.Parsed("about", to, parseAbout).Among(func(p *lang.Printer) []string { return namesOf(checkWords(), p) })
}

// parseAbout reads --about, the item or question; none is said by "".
func parseAbout(typed string) (string, error) {
	if checks.CleanLine(typed) == "" {
		return "", nil
	}
	return choose("--about", typed, checkWords())
}

// checkWords are the items and questions with their titles.
func checkWords() []word {
	list := itemWords()
	for _, q := range content.Check().Questions {
		list = append(list, titled(q.ID))
	}
	return list
}

// itemWords are the items with their titles.
func itemWords() (list []word) {
	for _, it := range content.Check().Items {
		list = append(list, titled(it.ID))
	}
	return list
}

func titled(id string) word {
	return newWord(id, func(code string) string { return content.In(code).TitleOf(id) })
}

// pastDay reads the day on which something happened; without a word it was today.
func (a *app) pastDay(typed string) (checks.Day, error) {
	day, err := a.calendar().PastDay(typed)
	return day, shell.InvalidInput(err)
}

// due reads the day until which something is to be done; no date is said by "".
func (a *app) due(typed string) (checks.Day, error) {
	day, err := a.calendar().Due(typed)
	return day, shell.InvalidInput(err)
}

func (a *app) month(typed string) (checks.Month, error) { return a.calendar().Month(typed) }

// numberOf returns what reads a whole number that is not below zero, for an option.
func numberOf(option string) func(typed string) (int, error) {
	return func(typed string) (int, error) {
		n, err := strconv.Atoi(strings.Map(checks.LatinDigit, typed))
		if err != nil || n < 0 {
			return 0, shell.WrongUse("cli.error.number", "Name", option, "Value", typed)
		}
		return n, nil
	}
}
