package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"emptychair/checks"
	"emptychair/checks/content"
)

// side is a run that stands beside others.
func side(s checks.Run) object {
	return append(object{{"id", s.ID}, {"kind", s.Kind}, {"day", s.Day}, {"finished", stamp(s.Finished)}, {"people", s.People}}, remarkJSON(s)...)
}

// remarkJSON says what a [Remark] says.
func remarkJSON(r checks.Run) object {
	return append(optional("entered", r.Origin), optional("corrected", r.Corrected)...)
}

// withheld stands in place of answers by too few people.
var withheld = object{{"fewer_than_five", true}}

// counted are the answers to an item.
func counted(t checks.Rating) object {
	return object{{"counts", t.Counts}, {"n", t.N()}, {"no_answer", t.NoAnswer}}
}

// answersTo are the answers to an item with their figures; on whether the time was well spent there is no word.
func answersTo(id string, t checks.Rating) object {
	agreement := t.Agreement()
	if id == checks.WorthID {
		agreement = checks.AgreementNone
	}
	median, _ := t.Median()
	low, high, ok := t.Range()
	figures := object{{"median", orNull(median, ok)}, {"low", orNull(low, ok)}, {"high", orNull(high, ok)}, {"agreement", agreement}}
	return slices.Concat(counted(t), figures, optional("fewer_than_five", t.Withheld))
}

// answersAndChair are the answers of one run to an item, and beside them the chair, null where nobody was asked for it.
func answersAndChair(r checks.Run, id string) object {
	t, chair := r.Revealed(id), r.Ratings[id].Chair
	return slices.Concat(answersTo(id, t), object{{"chair", orNull(chair, chair.Step != checks.NoAnswer || chair.Empty)}}, beforeJSON(t))
}

// beforeJSON are the answers before the talk, nothing where nobody voted again.
func beforeJSON(t checks.Rating) object {
	if t.Before == (checks.Tally{}) {
		return nil
	}
	return object{{"before", answersTo("", checks.Rating{Tally: t.Before})}}
}

// change is what may be concluded, all of it null where two views stand beside each other.
func change(c checks.Change, beside bool) object {
	compared := !beside && c.Compared()
	return object{
		{"verdict", orNull(c.Verdict, !beside)},
		{"mean_change", orNull(rounded(c.Mean), compared)},
		{"needed_change", orNull(rounded(c.Needed), compared)},
		{"people_at_least", orNull(c.People, compared)},
		{"steps_at_least", orNull(c.Steps, compared && c.SameNumber)},
	}
}

// rounded rounds to two decimals; what is rounded to zero has no sign.
func rounded(x float64) float64 { return math.Round(100*x)/100 + 0 }

// byQuestion has a member for each question of the check.
func byQuestion(of func(id string) any) object {
	return mapped(content.Check().Questions, func(q checks.Question) member { return member{q.ID, of(q.ID)} })
}

func answersJSON(r checks.Run) object {
	return byQuestion(func(id string) any { return append([]checks.Answer{}, r.Answers[id]...) })
}

// runJSON is a run with its actions, and of an unfinished one what may be seen of it. It cannot be imported: it says less than the
// interchange format of what is hidden, and more of the look back.
func runJSON(r checks.Run, looked []checks.LookBackEntry, o Options) object {
	run := slices.Concat(
		object{{"id", r.ID}, {"check", r.Check}, {"team", r.Team}, {"kind", r.Kind}, {"people", r.People}},
		optional("minutes", r.Minutes),
		object{
			{"day", r.Day},
			{"started", stamp(r.Started)},
			{"finished", stamp(r.Finished)},
			{"changing_team", r.ChangingTeam},
			{"ratings", ratingsJSON(r)},
			{"answers", answersJSON(r)},
		},
		optional("to_come", o.isToCome(r)),
		remarkJSON(r),
	)
	if len(looked) > 0 {
		run = append(run, member{"looked_back", mapped(looked, lookedJSON)})
	}
	return file("run", member{"run", run}, member{"actions", checks.ActionsOf(r)})
}

func lookedJSON(l checks.LookBackEntry) object {
	kind := "action"
	if l.Complaint {
		kind = "complaint"
	}
	return object{{"id", l.ID}, {"kind", kind}, {"text", l.Text}, {"from", l.From}, {"outcome", l.Outcome}, {"reason", l.Reason}, {"on", l.On}}
}

// ratingsJSON are the ratings of a run; one that is not revealed yet says how many answers are in.
func ratingsJSON(r checks.Run) object {
	o := object{}
	for _, id := range ratedIDs(r) {
		rating := r.Ratings[id]
		switch {
		case r.Hidden(id) > 0:
			hidden := object{{"revision", rating.Revision}, {"hidden", r.Hidden(id)}}
			o = append(o, member{id, slices.Concat(hidden, optional("chair", rating.Chair), optional("story", rating.Story))})
		case rating.Withheld:
			o = append(o, member{id, withheld})
		case rating.Answers() > 0 || rating.Chair != checks.Chair{} || rating.Story != "":
			o = append(o, member{id, rating})
		}
	}
	return o
}

func comparisonJSON(c checks.Comparison) object {
	baseline := append(side(c.Baseline), member{"chosen", c.Chosen})
	changes := mapped(c.Items, func(item checks.ItemChange) object {
		return append(object{
			{"id", item.ID},
			{"baseline", answersAndChair(c.Baseline, item.ID)},
			{"current", answersAndChair(c.Current, item.ID)},
		}, change(item.Change, c.IsMixed())...)
	})
	text := func(a checks.Answer) string { return a.Text }
	answers := byQuestion(func(id string) any {
		return object{{"baseline", mapped(c.Baseline.Answers[id], text)}, {"current", mapped(c.Current.Answers[id], text)}}
	})
	compared := object{
		{"team", c.Current.Team},
		{"changing_team", c.Changing},
		{"current", side(c.Current)},
		{"baseline", baseline},
		{"items", changes},
		{"answers", answers},
		{"actions", checks.ActionsOf(c.Baseline)},
	}
	if len(ratedIDs(c.Baseline, c.Current)) > len(c.Items) {
		then, now := answersAndChair(c.Baseline, checks.WorthID), answersAndChair(c.Current, checks.WorthID)
		compared = append(compared, member{checks.WorthID, object{{"baseline", then}, {"current", now}}})
	}
	return file("compare", compared...)
}

// besideJSON has no figure of one group that could be held against another's.
func besideJSON(b checks.SideBySide) object {
	groups := mapped(b.Groups[:], func(g checks.Group) object {
		return object{{"team", g.Run.Team}, {"leadership", g.Leadership}, {"run", side(g.Run)}}
	})
	answers := mapped(b.Items, func(item checks.SideBySideItem) object {
		counts := mapped(item.Ratings[:], func(r checks.Rating) object { return append(counted(r), optional("fewer_than_five", r.Withheld)...) })
		return object{{"id", item.ID}, {"same_wording", !item.Reworded()}, {"groups", counts}}
	})
	return file("beside", member{"groups", groups}, member{"items", answers})
}

func trendJSON(t checks.Trend) object {
	runs := mapped(t.Columns, func(c checks.Column) object {
		quarter := c.Quarter.YearName() + "-Q" + fmt.Sprint(c.Quarter.Number)
		return append(side(c.Run), member{"quarter", quarter}, member{"missed_quarters", c.Missed})
	})
	series := mapped(t.Series, func(s checks.Series) object {
		strips := mapped(s.Strips, func(strip checks.Strip) object {
			points := make([]object, len(strip.Points))
			for i, rated := range strip.Points {
				chair := member{"chair", orNull(rated.Chair.Step, rated.Chair.Step != checks.NoAnswer)}
				points[i] = slices.Concat(object{{"run", t.Columns[strip.From+i].ID}}, answersTo(s.Item, rated), object{chair})
			}
			return object{{"revision", strip.Revision}, {"points", points}}
		})
		moved, ok := t.Last.Of(s.Item)
		return append(object{{"id", s.Item}, {"strips", strips}}, change(moved.Change, !ok)...)
	})
	baseline := orNull(cmp.Or(t.Last, &checks.Comparison{}).Baseline.ID, t.Last != nil)
	return file("trend", object{{"team", t.Team}, {"kind", t.Kind}, {"baseline", baseline}, {"runs", runs}, {"items", series}}...)
}

func voiceJSON(v checks.Voice) object {
	due := func(actions []checks.Action) []merged { return actionsAsOf(actions, v.Today) }
	return file("voice", object{
		{"team", v.Team},
		{"leadership", v.Leadership},
		{"month", v.Month.String()},
		{"as_of", v.AsOf},
		{"today", v.Today},
		{"stories", storiesAsOf(v.Stories, v.AsOf)},
		{"by_source", mapped(v.BySource(), groupJSON)},
		{"by_item", mapped(v.ByItem(content.Check()), groupJSON)},
		{"complaints", storiesAsOf(v.Complaints, v.AsOf)},
		{"unanswered", mapped(checks.Unanswered(v.Complaints), func(s checks.Story) string { return s.ID })},
		{"actions", object{
			{"until", v.Until}, {"overdue", due(v.Overdue)}, {"due", due(v.Due)}, {"undated", due(v.Undated)}, {"later", v.Later},
		}},
		{"figures", figuresJSON(v)},
	}...)
}

// groupJSON names stories of the month by their ids.
func groupJSON(g checks.StoryGroup) object {
	return object{{"id", g.ID}, {"stories", mapped(g.Stories, func(s checks.Story) string { return s.ID })}}
}

func figuresJSON(v checks.Voice) any {
	if v.Run == nil {
		return nil
	}
	first := v.Baseline == nil
	baseline := orNull(side(*cmp.Or(v.Baseline, &checks.Run{})), !first)
	return object{{"run", side(*v.Run)}, {"baseline", baseline}, {"items", mapped(v.Items, func(item checks.ItemChange) object {
		return append(object{
			{"id", item.ID},
			{"baseline", orNull(answersTo(item.ID, item.Baseline), !first)},
			{"current", answersAndChair(*v.Run, item.ID)},
			{"story", v.Run.Ratings[item.ID].Story},
		}, change(item.Change, first)...)
	})}}
}

func runsJSON(list []checks.Run, o Options) object {
	return file("runs", member{"runs", mapped(list, func(s checks.Run) object {
		return append(object{
			{"id", s.ID},
			{"team", s.Team},
			{"kind", s.Kind},
			{"people", s.People},
			{"day", s.Day},
			{"started", stamp(s.Started)},
			{"finished", stamp(s.Finished)},
			{"at", orNull(s.At, !s.IsFinished())},
			{"answers", s.AnswerCount()},
			{"actions", len(s.Actions)},
		}, append(optional("to_come", o.isToCome(s)), remarkJSON(s)...)...)
	})})
}

// actionsAsOf are actions as they stand on a day.
func actionsAsOf(actions []checks.Action, today checks.Day) []merged {
	return mapped(actions, func(a checks.Action) merged { return merged{a, object{{"overdue", a.IsOverdue(today)}}} })
}

func storiesJSON(stories []checks.Story, today checks.Day) object {
	return file("stories", member{"stories", storiesAsOf(stories, today)})
}

// datedStory is a story with a complaint as it stands on a day.
type datedStory struct {
	checks.Story
	Complaint merged `json:"complaint"` // null for a story that is none
}

// storiesAsOf are stories with their complaints as old as they are on a day.
func storiesAsOf(stories []checks.Story, asOf checks.Day) []datedStory {
	return mapped(stories, func(s checks.Story) datedStory {
		dated, c := datedStory{Story: s}, s.Complaint
		if s.IsComplaint() {
			dated.Complaint = merged{c, object{{"since", c.Since()}, {"age_days", c.Age(asOf)}, {"came_back", c.BackOn()}}}
		}
		return dated
	})
}

func teamsJSON(list []checks.Snapshot, today checks.Day) object {
	return file("teams", member{"teams", mapped(list, func(t checks.Snapshot) object {
		return object{
			{"name", t.Team},
			{"runs", len(t.Runs)},
			{"last_run", stamp(t.Due(today).Last.Finished)},
			{"changing_team", t.Marks.Changing},
			{"leadership", t.Marks.Leadership},
		}
	})})
}

// sharedJSON is what [checks.Share] lets out. It cannot be imported: too much is left out.
func sharedJSON(d ExportData) object {
	return file("shared", object{
		{"made", checks.DayOf(d.Made)},
		{"from", d.Period.From},
		{"to", d.Period.To},
		{"teams", mapped(d.Teams, func(c TeamExport) object {
			return object{
				{"team", c.Team},
				{"changing_team", c.Changing},
				{"leadership", c.Leadership},
				{"runs", mapped(c.Runs, func(r checks.Run) object {
					return append(side(r), member{"ratings", sharedRatingsJSON(r)}, member{"answers", answersJSON(r)})
				})},
				{"actions", mapped(c.Actions, func(a checks.Action) object {
					return object{{"id", a.ID}, {"run", a.Run}, {"from", a.From}, {"text", a.Text}, {"due", a.Due}, {"state", a.State}}
				})},
			}
		})},
		{"left_out", d.Left},
	}...)
}

// sharedRatingsJSON are the ratings by five people or more; one that nobody rated is absent.
func sharedRatingsJSON(r checks.Run) object {
	o := object{}
	for _, id := range ratedIDs(r) {
		switch rating := r.Ratings[id]; {
		case rating.Withheld:
			o = append(o, member{id, withheld})
		case rating.Answers() > 0:
			c := rating.Chair
			chair := orNull(object{{"step", c.Step}, {"empty", c.Empty}}, c.Step != checks.NoAnswer || c.Empty)
			tally := answersTo(id, checks.Rating{Tally: rating.Tally})
			o = append(o, member{id, slices.Concat(object{{"revision", rating.Revision}}, tally, object{{"chair", chair}}, beforeJSON(rating))})
		}
	}
	return o
}
