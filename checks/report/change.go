package report

import (
	"emptychair/checks"
	"emptychair/checks/lang"
)

// Clock is how a time of the day is written, in every language.
const Clock = "15:04"

// clock is the time of a run, which tells it apart on its day.
func (o Options) clock(r checks.Run) string { return r.When().In(o.Location).Format(Clock) }

// EarlierRun names an earlier run in a sentence: since when, and when; "since Q3" and "in Q3", or by the day, or by the time of the
// same day.
type EarlierRun struct{ Since, In string }

// NameEarlierRun names a run as seen from a later one. The quarter says it where it is another one, with its year where that is
// another one too.
func NameEarlierRun(o Options, earlier, later checks.Run) EarlierRun {
	a, b, p := o.Year.Quarter(earlier.Day), o.Year.Quarter(later.Day), o.Printer
	when, kind := p.ShortQuarter(a.Number), "quarter"
	switch {
	case earlier.Day == later.Day:
		when, kind = o.clock(earlier), "clock"
	case a == b:
		when, kind = p.DayMonth(earlier.Day.Time()), "day"
	case a.Year != b.Year:
		when = o.quarter(a)
	}
	return EarlierRun{p.T("then.since."+kind, "When", when), p.T("then.in."+kind, "When", when)}
}

// ChangeSentence says in plain words what may be concluded of an item between two runs: what moved, how many people and steps
// at least, and whether the same team might have given this on another day.
func ChangeSentence(p *lang.Printer, item checks.ItemChange, t EarlierRun) string {
	c := item.Change
	pairs := []any{"Since", t.Since, "In", t.In, "Of", c.Of, "Then", item.Baseline.N(), "Now", item.Current.N()}
	chance, lead := "perhaps", "same"
	if c.Verdict == checks.VerdictUp || c.Verdict == checks.VerdictDown {
		chance, lead = "hardly", direction(c)
	}
	switch {
	case c.Verdict == checks.VerdictNoAnswer && item.Baseline.N() > 0:
		return p.T("change.not-rated-now")
	case !c.Compared():
		return p.T("change."+string(c.Verdict), pairs...)
	case alone(c) && c.Steps == 0:
		return p.T("change.alone.equal", pairs...)
	case alone(c):
		return p.N("change.alone."+direction(c), c.Steps, pairs...) + " " + p.T("change.alone."+chance)
	case c.People == 0 && c.SameNumber:
		return p.T("change.equal", pairs...)
	case c.People == 0 && c.Verdict == checks.VerdictAttendance:
		return p.T("change.attendance."+direction(c), pairs...)
	case c.People == 0:
		return p.T("change.nobody", pairs...)
	}
	people := "others"
	if c.SamePeople {
		people = "same"
	}
	return p.T("change.sentence", "Lead", p.T("change.lead."+lead, pairs...), "What", whatChanged(p, c, pairs),
		"Chance", p.T("change."+chance+"."+people))
}

// whatChanged says how many people, or answers where other people may have given them, and how many steps at least.
func whatChanged(p *lang.Printer, c checks.Change, pairs []any) string {
	pairs = append(pairs, "Steps", p.N("change.steps", c.Steps))
	switch {
	case c.SamePeople && everyone(c):
		return p.T("change.people.all", pairs...)
	case c.SamePeople:
		return p.N("change.people", c.People, pairs...)
	case everyone(c):
		return p.T("change.answers.all", pairs...)
	case c.SameNumber:
		return p.N("change.answers", c.People, pairs...)
	}
	return p.N("change.smaller", c.People, pairs...)
}

// alone tells whether the change is that of one person.
func alone(c checks.Change) bool { return c.SameNumber && c.Of == 1 }

// everyone tells whether the least number of answers that differ is that of all.
func everyone(c checks.Change) bool { return c.SameNumber && c.People == c.Of }

// direction is where the mean went, in the names of messages.
func direction(c checks.Change) string {
	if c.Mean < 0 {
		return "down"
	}
	return "up"
}

// ChangeBrief says the same in a few words, for lists.
func ChangeBrief(p *lang.Printer, item checks.ItemChange) string {
	c := item.Change
	switch {
	case c.Verdict == checks.VerdictNoAnswer && item.Baseline.N() > 0:
		return ""
	case !c.Compared(), c.Verdict == checks.VerdictAttendance:
		return p.T("change.brief." + string(c.Verdict))
	case c.Verdict == checks.VerdictSame && c.SameNumber && c.People == 0:
		return p.T("change.brief.equal")
	case alone(c):
		return p.N("change.brief.alone."+direction(c), c.Steps)
	case c.Verdict == checks.VerdictSame:
		return p.T("change.brief.same")
	}
	id := "change.brief." + direction(c)
	if everyone(c) {
		id += ".all"
	}
	return p.T(id, "N", c.People)
}

// halfStep is the size of a move that one would like to see.
const halfStep = 0.5

// tooSmall says that a real move of half a step could not be seen among so few people, where that is so of an item that seems
// unchanged; otherwise nothing.
func tooSmall(p *lang.Printer, items []checks.ItemChange) string {
	for _, item := range items {
		c := item.Change
		if equal := c.SameNumber && c.People == 0; c.Verdict == checks.VerdictSame && !equal && !alone(c) && c.Needed > halfStep {
			return p.T("change.too-small")
		}
	}
	return ""
}
