package report

import (
	"bytes"
	"testing"
	"time"

	"emptychair/checks"
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
func lookedAt(r checks.Run) []checks.Looked {
	var actions []checks.Action
	var stories []checks.Story
	for id, l := range r.Looked {
		switch l.Outcome {
		case checks.OutcomeGone, checks.OutcomeCameBack:
			stories = append(stories, checks.Story{ID: id, About: "trust", Text: "Refunds took three weeks.\nOne case, or the rule?"})
		default:
			actions = append(actions, checks.Action{ID: id, From: "contact", Text: "Sit in on support calls"})
		}
	}
	return checks.LookedOf(r, actions, stories)
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
	return Options{Printer: lang.New(language), Location: zone}
}

func written(t *testing.T, f Format, r checks.Run, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Run(&b, f, r, lookedAt(r), o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
