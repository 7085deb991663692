package report

import (
	"math"
	"slices"

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
	when, kind := o.ShortQuarter(earlier.Day), "quarter"
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
	switch {
	case c.Verdict == checks.VerdictNoAnswer && item.Baseline.N() > 0:
		return p.T("change.not-rated-now")
	case !c.Compared():
		return p.T("change."+string(c.Verdict), pairs...)
	case c.Verdict == checks.VerdictOneMoved:
		return p.T("change.one_moved", pairs...) + " " + p.T("change.one_moved.question")
	case alone(c) && c.Steps == 0:
		return p.T("change.alone.equal", pairs...)
	case alone(c):
		return p.N("change.alone."+direction(c), c.Steps, pairs...) + " " + p.T("change.alone."+chance(c))
	case c.People == 0 && c.SameNumber:
		return p.T("change.equal", pairs...)
	case c.People == 0 && c.Verdict == checks.VerdictAttendance:
		return p.T("change.attendance."+direction(c), pairs...)
	case c.People == 0:
		return p.T("change.nobody", pairs...)
	}
	return p.T("change.sentence", "Lead", p.T("change.lead."+lead(c), pairs...), "What", whatChanged(p, c, pairs), "Chance", p.T(chanceOf(c)))
}

// ChangeHeadline says what [ChangeSentence] says, without the steps and with a sign where something moved, and apart from it whether the
// same team might have given this on another day, or what to ask.
func ChangeHeadline(p *lang.Printer, item checks.ItemChange, t EarlierRun) (headline, why string) {
	c := item.Change
	sign := MoveSign(p, item)
	pairs := []any{"Since", t.Since, "In", t.In, "Of", c.Of}
	switch {
	case c.Verdict == checks.VerdictOneMoved:
		return p.T("change.one_moved", pairs...), p.T("change.one_moved.question")
	case alone(c) && c.Steps > 0:
		return sign + p.N("change.alone."+direction(c), c.Steps, pairs...), p.T("change.alone." + chance(c))
	case !c.Compared(), c.People == 0:
		return ChangeSentence(p, item, t), ""
	}
	return sign + p.T("change.headline", "Lead", p.T("change.lead."+lead(c), pairs...), "What", whoChanged(p, c, pairs)), p.T(chanceOf(c))
}

// MoveSign points where an item moved, with a blank behind it; it is nothing where it did not.
func MoveSign(p *lang.Printer, item checks.ItemChange) string {
	return p.Signs(map[checks.Verdict]string{checks.VerdictUp: "▲ ", checks.VerdictDown: "▼ "}[item.Change.Verdict])
}

// whoChanged says how many people, or answers where other people may have given them, at least.
func whoChanged(p *lang.Printer, c checks.Change, pairs []any) string {
	switch id := map[bool]string{true: "change.changed", false: "change.differ"}[c.SamePeople]; {
	case everyone(c):
		return p.T(id+".all", pairs...)
	default:
		return p.N(id, c.People, pairs...)
	}
}

// lead is what moved, and chanceOf whether another day explains it, in the names of messages.
func lead(c checks.Change) string {
	if c.Verdict == checks.VerdictSame {
		return "same"
	}
	return direction(c)
}

func chanceOf(c checks.Change) string {
	people := ".others"
	if c.SamePeople {
		people = ".same"
	}
	if c.Verdict == checks.VerdictSame && 2*c.People > c.Of {
		people = ".many"
	}
	return "change." + chance(c) + people
}

// chance is whether another day explains the change, in the names of messages.
func chance(c checks.Change) string {
	if c.Verdict == checks.VerdictSame {
		return "perhaps"
	}
	return "hardly"
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
	case !c.Compared(), c.Verdict == checks.VerdictAttendance, c.Verdict == checks.VerdictOneMoved:
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

// NeededNote says how far the answers must differ for a clear move, where an item seems unchanged though answers differ; otherwise
// nothing. That depends on how many rated and on which step, so that items may need more and less.
func NeededNote(p *lang.Printer, items ...checks.ItemChange) string {
	people, steps, amount := needed(items)
	switch {
	case amount == "":
		return ""
	case people == 0:
		return p.N("change.needed", steps, "Amount", p.Signs(amount))
	}
	return p.N("change.needed.people", steps, "Amount", p.Signs(amount), "People", people)
}

// needed returns the amount of which [NeededNote] speaks, "" for none, how many steps that is at most for choosing a plural, and
// how many people rated each time, 0 where these are not as many.
func needed(items []checks.ItemChange) (people, steps int, amount string) {
	var needed []float64
	for _, item := range items {
		c := item.Change
		if equal := c.SameNumber && c.People == 0; c.Verdict != checks.VerdictSame || equal || alone(c) {
			continue
		}
		if needed = append(needed, c.Needed); len(needed) == 1 {
			people = c.Of
		}
		if !c.SameNumber || c.Of != people {
			people = 0
		}
	}
	if len(needed) == 0 {
		return 0, 0, ""
	}
	least, most := slices.Min(needed), slices.Max(needed)
	if amount = lang.Quarters(most); amount != lang.Quarters(least) {
		amount = lang.Quarters(least) + "–" + amount
	}
	return people, max(1, int(math.Ceil(most-0.125))), amount
}
