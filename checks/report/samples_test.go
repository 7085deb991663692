package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
	"emptychair/checks/lang"
)

var zone = time.FixedZone("CET", 3600)

// teamRun is a finished run of six people with all that a run can hold.
func teamRun() checks.Run {
	return checks.Run{
		ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAB", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day:     checks.Day{Year: 2026, Month: 8, Day: 19},
		Started: time.Date(2026, 8, 19, 9, 0, 0, 0, zone), Finished: time.Date(2026, 8, 19, 9, 41, 0, 0, zone), At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: tally(0, 0, 2, 3, 1, 0), Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls in July"},
				Story: "A customer drove two hours to show us how she closes her month, because nobody had ever asked her to, and left with three of our printed error messages.",
			},
			"trust": {Tally: tally(1, 0, 2, 0, 3, 0), Revision: 1, Revealed: true},
			"value": {Tally: tally(6, 0, 0, 0, 0, 0), Revision: 1, Revealed: true},
		},
		Answers: map[string][]checks.Answer{
			"channels": {{Text: "monthly call", Marks: 3}, {Text: "hotline\nonly in the morning"}},
			"risks":    {{Text: "支払いが遅れる 👩🏽‍💻", Marks: 12}},
		},
		Actions: []checks.Action{
			{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XA1", From: "contact", Text: "Call one customer a week", Owner: "Ana", Due: checks.Day{Year: 2026, Month: 9, Day: 30}, State: checks.Open},
			{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XA2", From: "risks", Text: "Test the refund path", State: checks.Dropped, Reason: "done by others"},
		},
	}
}

// secondVoteRun is the same with one who came late to the second item, and a second vote on the first.
func secondVoteRun() checks.Run {
	r := teamRun()
	contact, trust := r.Ratings["contact"], r.Ratings["trust"]
	contact.Before = tally(1, 2, 1, 2, 0, 0)
	trust.Tally, trust.People = tally(1, 0, 2, 1, 3, 0), 7
	r.Ratings = map[string]checks.Rating{"contact": contact, "trust": trust, "value": r.Ratings["value"]}
	return r
}

// worthRuns are two runs of a team that were asked whether the time was well spent.
func worthRuns() (then, now checks.Run) {
	c := secondVotes("")
	then, now = c.Baseline.Clone(), c.Current.Clone()
	then.Ratings[checks.WorthID] = checks.Rating{Tally: tally(0, 1, 2, 2, 0, 1), Revealed: true}
	now.Ratings[checks.WorthID] = checks.Rating{Tally: tally(1, 0, 0, 2, 2, 0), Revealed: true}
	return then, now
}

func worthRun() checks.Run {
	_, now := worthRuns()
	return now
}

// secondVotes holds that against a run that had a second vote, too.
func secondVotes(string) checks.Comparison {
	then, now := secondVoteRun(), secondVoteRun()
	then.ID, then.Day, then.Started, then.Finished = then.ID+"0", checks.Day{Year: 2026, Month: 5, Day: 12}, then.Started.AddDate(0, -3, -7), then.Finished.AddDate(0, -3, -7)
	contact := now.Ratings["contact"]
	contact.Tally = tally(0, 0, 0, 1, 3, 2)
	now.Ratings["contact"] = contact
	return checks.Compare(content.Check(), then, now, checks.ChosenLastQuarter, false)
}

// hiddenRun is an unfinished run with four answers to the first item that wait for their reveal.
func hiddenRun() checks.Run {
	r := teamRun()
	r.Finished, r.At, r.ChangingTeam = time.Time{}, "contact", true
	r.Ratings = map[string]checks.Rating{"contact": {Tally: tally(1, 1, 2, 0, 0, 0), Revision: 1}}
	r.Answers, r.Actions = nil, nil
	return r
}

func soloRun() checks.Run {
	r := hiddenRun()
	r.ChangingTeam, r.Kind, r.People, r.Minutes = false, checks.Solo, 1, 0
	r.Finished = r.Started.Add(time.Hour)
	r.Ratings = map[string]checks.Rating{
		"contact": {Tally: tally(0, 0, 0, 0, 1, 0), Revision: 1, Revealed: true},
		"trust":   {Tally: tally(1, 0, 0, 0, 0, 0), Revision: 1, Revealed: true},
	}
	return r
}

// lookedAt is what the run said at its look back of the actions and complaints in the samples.
func lookedAt(r checks.Run) []checks.LookBackEntry {
	var team checks.Snapshot
	for id, l := range r.Looked {
		switch l.Outcome {
		case checks.OutcomeGone, checks.OutcomeCameBack:
			team.Stories = append(team.Stories, checks.Story{ID: id, About: "trust", Text: "Refunds took three weeks.\nOne case, or the rule?"})
		default:
			team.ActionsBetween = append(team.ActionsBetween, checks.Action{ID: id, From: "contact", Text: "Sit in on support calls"})
		}
	}
	return team.LookBack(r)
}

// lookedRun is the finished run of six people that looked back on three actions and two complaints.
func lookedRun() checks.Run {
	r, on := teamRun(), checks.DayOf(teamRun().Started)
	r.LookBack = true
	r.Looked = map[string]checks.Look{
		"01A": {Outcome: checks.OutcomeDone, On: on}, "01B": {Outcome: checks.OutcomeDropped, Reason: "| nobody *asked* for it", On: on},
		"01C": {Outcome: checks.OutcomeOpen, On: on}, "01D": {Outcome: checks.OutcomeGone, On: on}, "01E": {Outcome: checks.OutcomeCameBack, On: on},
	}
	return r
}

func tally(noAnswer int, counts ...int) checks.Tally {
	t := checks.Tally{NoAnswer: noAnswer}
	copy(t.Counts[:], counts)
	return t
}

func in(language string) Options {
	return Options{Printer: lang.New(language), Location: zone, Today: thatDay}
}

// today is when the demo is looked at.
var today = time.Date(2026, time.November, 22, 12, 0, 0, 0, zone)

// demoTeam is the team of the demo that has the long history, and all runs of the demo.
func demoTeam(language string) (team string, runs []checks.Run) {
	runs = demo.Runs(language, today)
	return runs[len(runs)-1].Team, runs
}

// demoComparison holds the team's latest run of a kind against what it is held against by itself.
func demoComparison(language string, kind checks.Kind) checks.Comparison {
	team, runs := demoTeam(language)
	columns := checks.TrendOf(content.Check(), team, kind, runs, 0, 0).Columns
	current := columns[len(columns)-1].Run
	baseline, chosen, _ := checks.Baseline(current, runs, 0)
	return checks.Compare(content.Check(), baseline, current, chosen, false)
}

// demoBeside puts the lead's latest run beside the team's.
func demoBeside(language string) checks.Comparison {
	team, solo := demoComparison(language, checks.Team).Current, demoComparison(language, checks.Solo).Current
	return checks.Compare(content.Check(), solo, team, checks.ChosenRun, false)
}

// changingTeam is the comparison of a team whose people change.
func changingTeam(language string) checks.Comparison {
	c := demoComparison(language, checks.Team)
	return checks.Compare(content.Check(), c.Baseline, c.Current, c.Chosen, true)
}

// comparisons are those that the tests look at, by name.
var comparisons = map[string]func(language string) checks.Comparison{
	"team":     func(language string) checks.Comparison { return demoComparison(language, checks.Team) },
	"solo":     func(language string) checks.Comparison { return demoComparison(language, checks.Solo) },
	"beside":   demoBeside,
	"changing": changingTeam,
	"again":    secondVotes,
	"worth": func(string) checks.Comparison {
		then, now := worthRuns()
		return checks.Compare(content.Check(), then, now, checks.ChosenPrevious, false)
	},
}

// demoGroups puts the latest runs of the demo's teams beside each other, the one used last first.
func demoGroups(language string) checks.SideBySide {
	team, list := demoTeam(language)
	latest := func(name string) checks.Run {
		var found checks.Run
		for _, s := range list {
			if s.Team == name && s.Kind == checks.Team {
				found = s
			}
		}
		return found
	}
	leadership := demo.Leadership(language)
	return checks.SideBySideOf(content.Check(), checks.Group{Run: latest(team)}, checks.Group{Run: latest(leadership), Leadership: true})
}

// otherWords is the same where the groups were asked in different words, and one has a long name.
func otherWords(language string) checks.SideBySide {
	b := demoGroups(language)
	b.Items[2].Ratings[0].Revision = 7
	b.Groups[1].Run.Team = strings.Repeat("Refunds and chargebacks ", 2) + "<b>|*x*|"
	return b
}

// groups are those that the tests look at, by name.
var groups = map[string]func(string) checks.SideBySide{"demo": demoGroups, "other-words": otherWords}

func demoTrend(language string, kind checks.Kind, last int) checks.Trend {
	team, list := demoTeam(language)
	return checks.Snapshot{Team: team, Runs: list}.Trend(content.Check(), kind, checks.Day{}, last)
}

// longTrend has more runs than stand beside each other.
func longTrend() checks.Trend {
	_, list := demoTeam("en")
	team := list[len(list)-1]
	var many []checks.Run
	for i := range 21 {
		s := team
		s.ID, s.Finished = fmt.Sprintf("%s%02d", team.ID, i), team.Finished.AddDate(0, -3*i, 0)
		s.Day = checks.DayOf(s.Finished)
		many = append(many, s)
	}
	return checks.Snapshot{Team: team.Team, Runs: many}.Trend(content.Check(), checks.Team, checks.Day{}, 0)
}

// trends are those that the tests look at, by name.
var trends = map[string]func(string) checks.Trend{
	"team": func(language string) checks.Trend { return demoTrend(language, checks.Team, 0) },
	"solo": func(language string) checks.Trend { return demoTrend(language, checks.Solo, 0) },
	"long": func(string) checks.Trend { return longTrend() },

	"entered": func(string) checks.Trend { return enteredTrend() },
	"worth": func(string) checks.Trend {
		then, now := worthRuns()
		return checks.Snapshot{Team: now.Team, Runs: []checks.Run{then, now}}.Trend(content.Check(), now.Kind, checks.Day{}, 0)
	},
}

// enteredRuns are two runs of a team, the first from a table and the second entered later.
func enteredRuns() (then, now checks.Run) {
	then, now = threeRuns()[1], threeRuns()[2]
	then.Origin, now.Origin = checks.OriginTable, checks.OriginLater
	return then, now
}

func enteredTrend() checks.Trend {
	then, now := enteredRuns()
	return checks.Snapshot{Team: now.Team, Runs: []checks.Run{now, then}}.Trend(content.Check(), now.Kind, checks.Day{}, 0)
}

// bytesOf is what is written.
func bytesOf(t *testing.T, write reported, f Format, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, write(&b, f, o))
	return b.Bytes()
}

// writing turns a function that writes into one that returns what is written.
func writing[T any](write func(io.Writer, Format, T, Options) error) func(*testing.T, Format, T, Options) []byte {
	return func(t *testing.T, f Format, x T, o Options) []byte {
		t.Helper()
		return bytesOf(t, of(write, x), f, o)
	}
}

var (
	written      = writing(wholeRun)
	comparisonIn = writing(Compare)
	besideIn     = writing(Beside)
	trendIn      = writing(Trend)
	voiceIn      = writing(Voice)
	exported     = writing(Export)
)

// wholeRun is [Run] with what the samples looked back at.
func wholeRun(w io.Writer, f Format, r checks.Run, o Options) error {
	return Run(w, f, r, lookedAt(r), o)
}

// allRuns is [Runs] of all runs there are.
func allRuns(w io.Writer, f Format, list []checks.Run, o Options) error {
	return Runs(w, f, list, idsOf(list), o)
}

// hostile is text of people that each format could take for more than text, clean as the store returns it.
var hostile = checks.Clean("\x1b[31m\u202e\u0007<script>alert(1)</script> </title><b onload=x>\n# heading\n| a | b |\n--> {{.Team}} [x](javascript:1) \" ' &amp;")

func hostileVoice() checks.Voice {
	v := voices["team"]("en")
	v.Team = "<i>|*Team*|</i>"
	run := v.Run.Clone()
	run.Team, v.Run = v.Team, &run
	for i := range v.Stories {
		v.Stories[i].Text = hostile
	}
	v.All = []checks.Story{{ID: "01S", Text: hostile}}
	for i := range v.Complaints {
		c := &v.Complaints[i]
		c.Text, c.Complaint.Fix, c.Complaint.Owner = hostile, checks.CleanLine(hostile), "<u>owner</u>"
		c.Complaint.Whys, c.Complaint.Plan = []string{checks.CleanLine(hostile)}, checks.CleanLine(hostile)
		if c.Complaint.Remedy.Text != "" {
			c.Complaint.Remedy.Text = checks.CleanLine(hostile)
		}
		if c.Complaint.State == checks.ComplaintPlanned {
			c.Complaint.Fix = ""
		}
	}
	for id, rating := range run.Ratings {
		rating.Story, rating.Chair = hostile, checks.Chair{Step: 1, Evidence: checks.CleanLine(hostile)}
		run.Ratings[id] = rating
	}
	for i := range v.Overdue {
		v.Overdue[i].Text, v.Overdue[i].Owner, v.Overdue[i].Story = checks.CleanLine(hostile), "</li></ul><h1>", "01S"
	}
	return v
}

// hostileRun is a run of which everything that people wrote could be taken for more than text.
func hostileRun() checks.Run {
	r := lookedRun()
	r.Team = "=Pay</title><b onload=x>"
	rating := r.Ratings["contact"]
	rating.Story, rating.Chair.Evidence = hostile, "</svg>"+hostile
	r.Ratings = map[string]checks.Rating{"contact": rating}
	r.Answers = map[string][]checks.Answer{"risks": {{Text: "+" + hostile, Marks: 1}}}
	r.Actions[0].Text, r.Actions[0].Owner = hostile, "<u>Ana</u>"
	return r
}

// manyTeams are teams as they shared their runs: one that moved up, one that leads others, one whose name is long, and one of four.
func manyTeams() (org checks.Organisation) {
	run := func(id string, month time.Month, people int, counts ...int) checks.Run {
		r := checks.Run{
			ID: id, Kind: checks.Team, People: people, Day: checks.Day{Year: 2026, Month: month, Day: 19}, Finished: time.Date(2026, month, 19, 9, 0, 0, 0, zone),
			Ratings: map[string]checks.Rating{}, Answers: map[string][]checks.Answer{"risks": {{Text: "*nobody* <b>asks</b>", Marks: 2}}},
		}
		for _, it := range content.Check().Items {
			r.Ratings[it.ID] = checks.Rating{Revision: it.Revision, Tally: tally(0, counts...)}
		}
		return r
	}
	add := func(marks checks.Marks, runs ...checks.Run) {
		for i := range runs {
			runs[i].Team = marks.Team
			shared, err := checks.SharedRun(content.Check(), runs[i])
			if err != nil {
				panic(err)
			}
			runs[i] = shared
		}
		org.Add(checks.TeamRuns{Marks: marks, Runs: runs}, checks.Day{Year: 2026, Month: 8, Day: 20})
	}
	add(checks.Marks{Team: "Leads", Leadership: true}, run("L1", 7, 5, 0, 1, 1, 2, 1))
	add(checks.Marks{Team: "Payments"}, run("P1", 5, 6, 2, 3, 1, 0, 0), run("P2", 8, 6, 0, 0, 1, 2, 3))
	add(checks.Marks{Team: "Kundenservice für Geschäftskunden im Norden"}, run("K2", 8, 12, 1, 3, 4, 3, 1), run("K1", 5, 12, 1, 2, 5, 3, 1))
	add(checks.Marks{Team: "Four"}, run("F1", 8, 4, 0, 1, 1, 1, 1))
	return org
}
