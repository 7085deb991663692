package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// List is records of one kind as they are listed.
type List[T checks.Record] struct {
	Records []T
	Team    string   // whose they are, "" where they are of several teams
	IDs     []string // of all there are, whether or not they are listed: what is shown of an id belongs to none of the others
}

// titledList is a list below a heading, nothing where it has no entries.
func titledList(level int, title string, l list) []block {
	if len(l.Entries) == 0 {
		return nil
	}
	return []block{section{level, title}, l}
}

// ofTeam is a list under the name of a team, where it is that of one.
func (d *document) ofTeam(team string, l list) []block {
	if team == "" {
		return []block{l}
	}
	return []block{head{Title: d.teamName(team)}, l}
}

// Runs writes a list of runs in the order given. Ids are those of all runs there are, whether or not they are listed: what is
// shown of an id belongs to none of the others.
func Runs(w io.Writer, f Format, list []checks.Run, ids []string, o Options) error {
	return report{
		blocks: func(d *document) []block { return []block{d.runs(list, ids)} },
		json:   func() object { return runsJSON(list, o) },
	}.write(w, f, o)
}

// runs are in a table. People and kind stand in two columns, so that numbers are below each other.
func (d *document) runs(list []checks.Run, ids []string) table {
	t := table{Team: 1, Aligned: map[int]string{3: toTheRight, 5: toTheRight, 6: toTheRight}}
	columns := []string{"date", "team", "kind", "people", "state", "answers", "actions", "id"}
	t.Heads = mapped(columns, func(column string) string { return d.Say("runs." + column) })
	short := ShortID(ids)
	for _, s := range list {
		t.Rows = append(t.Rows, []string{
			d.day(s.Day), d.teamName(s.Team), KindName(d.Printer, s.Kind), fmt.Sprint(s.People),
			d.state(s), fmt.Sprint(s.AnswerCount()), fmt.Sprint(len(s.Actions)), short(s.ID),
		})
	}
	return t
}

// isToCome tells whether a run is of a day still to come.
func (o Options) isToCome(r checks.Run) bool { return !o.Today.IsZero() && o.Today.Before(r.Day) }

// state says that a run is finished, when it was corrected, how it was entered, or at which stage it stands.
func (d *document) state(s checks.Run) string {
	switch word := OriginWord(d.Printer, s.Origin); {
	case d.isToCome(s):
		return d.Say("past.ahead")
	case s.IsFinished() && !s.Corrected.IsZero():
		return d.Say("runs.corrected", "Day", d.day(s.Corrected))
	case s.IsFinished() && word != "":
		return word
	case s.IsFinished():
		return d.Say("runs.finished")
	}
	stages := s.Stages(content.Check())
	at := slices.IndexFunc(stages, func(stage checks.Stage) bool { return stage.ID == s.At })
	if at < 0 {
		return d.Say("report.unfinished")
	}
	return d.Say("runs.at", "I", at+1, "N", len(stages))
}

// minShort is how many characters of an id are shown at least: those that say when, to the millisecond, it was made.
const minShort = 10

// ShortID returns a function that shortens an id to its first characters, as many as tell all of these ids apart.
func ShortID(all []string) func(id string) string {
	all = slices.Compact(slices.Sorted(slices.Values(all)))
	n := minShort
	for i := 1; i < len(all); i++ {
		for n < len(all[i]) && strings.HasPrefix(all[i-1], all[i][:n]) {
			n++
		}
	}
	return func(id string) string { return id[:min(n, len(id))] }
}

// Teams writes a list of teams in the order given.
func Teams(w io.Writer, f Format, list []checks.Snapshot, o Options) error {
	return report{
		blocks: func(d *document) []block { return []block{d.teams(list)} },
		json:   func() object { return teamsJSON(list, o.Today) },
	}.write(w, f, o)
}

// teams are in a table with how many runs there are, the last one, and who leads.
func (d *document) teams(list []checks.Snapshot) table {
	t := table{Heads: []string{d.Say("runs.team"), d.Say("listed.team-runs"), d.Say("listed.team-last"), ""}, Aligned: map[int]string{1: toTheRight}}
	for _, team := range list {
		last := d.signs(none)
		if r := team.Due(d.Today).Last; r.IsFinished() {
			last = d.day(r.Day)
		}
		leads := d.sayIf(team.Marks.Leadership, "home.leadership")
		t.Rows = append(t.Rows, []string{d.teamName(team.Team), fmt.Sprint(len(team.Runs)), last, leads})
	}
	return t
}

// shownNumbers is how many numbers are named at most.
const shownNumbers = 8

// Numbers lists numbers: the first ones, and a sign if there are more.
func Numbers(p *lang.Printer, numbers []int) string {
	words := strings.Fields(strings.Trim(fmt.Sprint(numbers[:min(len(numbers), shownNumbers)]), "[]"))
	if last := len(words) - 1; len(numbers) > shownNumbers {
		words = append(words, p.Signs("…"))
	} else if last > 0 {
		words = append(words[:last-1], p.T("vote.and", "A", words[last-1], "B", words[last]))
	}
	return strings.Join(words, ", ")
}

// LeftBehind says that stories and actions stay with a team whose only run became another's, and names the command that moves them.
func LeftBehind(p *lang.Printer, call, from, to string) string {
	from = p.Team(from)
	return p.T("correct.left", "From", from, "Command", call+" teams rename "+Argument(from)+" "+Argument(to))
}

// Argument returns a text as a shell reads it: in quotes where it has signs that mean something there.
func Argument(text string) string {
	if strings.ContainsAny(text, " '\"$\\`&;|<>()[]{}*?!#") {
		text = "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}

// MarksOfChat says how many marks were read of a chat, and what was not: numbers beyond those of the answers, and what [OfChat] says.
func MarksOfChat(p *lang.Printer, marks int, beyond []int, repeated int, unclear []int) string {
	note := p.T("marks.none-read")
	if marks > 0 {
		note = p.N("marks.read", marks)
	}
	if n := len(beyond); n > 0 {
		note += " " + p.N("marks.beyond", n, "Numbers", Numbers(p, beyond))
	}
	return OfChat(p, note, repeated, unclear)
}

// OfChat adds to a note what else was read of a chat: how many people are in it more than once, and which lines are unclear.
func OfChat(p *lang.Printer, note string, repeated int, unclear []int) string {
	if repeated > 0 {
		note += " " + p.N("vote.repeated", repeated)
	}
	if n := len(unclear); n > 0 {
		note += " " + p.N("vote.unclear", n, "Lines", Numbers(p, unclear))
	}
	return note
}
