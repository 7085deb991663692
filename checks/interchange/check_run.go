package interchange

import (
	"maps"
	"slices"
	"time"

	"emptychair/checks"
)

// fieldOfRun is the field that an error with a run's set-up is about.
var fieldOfRun = map[checks.Code]string{
	checks.CodeTeamEmpty: "team", checks.CodeTeamLong: "team", checks.CodeKind: "kind", checks.CodePeople: "people",
	checks.CodeMinutes: "minutes", checks.CodeUnknownStage: "at",
}

// checkRun notes what the domain finds wrong with a run that begins on a line. The domain names the first thing it finds, so the
// parts are looked at one by one, each in a run that is otherwise valid.
func (r *reading) checkRun(run checks.Run, line int) {
	err := run.Validate(r.check)
	if r.err != nil || err == nil {
		return
	}
	found := !r.clean(func() {
		frame := run
		frame.Ratings, frame.Answers, frame.Looked, frame.Spent, frame.Drafts = nil, nil, nil, nil, nil
		if err := frame.Validate(r.check); err != nil {
			r.problemAt(line, err, fieldNamed(fieldOfRun[checks.CodeOf(err)])...)
		}
		r.checkParts(run, line)
	})
	if !found {
		r.problemAt(line, err)
	}
}

// fieldNamed is the way to a field, none for "".
func fieldNamed(name string) []part {
	if name == "" {
		return nil
	}
	return []part{named(name)}
}

// checkParts looks at the parts of a run that hold entries.
func (r *reading) checkParts(run checks.Run, line int) {
	frame := checks.Run{
		ID: standIn, Check: r.check.ID, Team: standIn, Kind: checks.Team, People: run.People,
		Started: time.Unix(0, 0), LookBack: run.LookBack, At: checks.CloseID,
	}
	if frame.People < 1 || frame.People > checks.MaxPeople {
		frame.People = checks.MaxPeople
	}
	checkEach(r, frame, line, "ratings", run.Ratings, func(f *checks.Run, m map[string]checks.Rating) { f.Ratings = m })
	r.checkAnswers(frame, line, run.Answers)
	checkEach(r, frame, line, "looked", run.Looked, func(f *checks.Run, m map[string]checks.Look) { f.Looked = m })
	checkEach(r, frame, line, "spent", run.Spent, func(f *checks.Run, m map[string]time.Duration) { f.Spent = m })
	checkEach(r, frame, line, "drafts", run.Drafts, func(f *checks.Run, m map[string]string) { f.Drafts = m })
}

// checkEach looks at each entry of a part alone.
func checkEach[T any](r *reading, frame checks.Run, line int, name string, entries map[string]T, put func(*checks.Run, map[string]T)) {
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		put(&frame, map[string]T{id: entries[id]})
		if err := frame.Validate(r.check); err != nil {
			r.problemAt(line, err, named(name), named(id))
		}
	}
}

// checkAnswers looks at each question, and where nothing is wrong with all of its answers at each of them.
func (r *reading) checkAnswers(frame checks.Run, line int, answers map[string][]checks.Answer) {
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		list := answers[id]
		fits := r.clean(func() {
			none := make([]checks.Answer, len(list))
			for i := range none {
				none[i].Text = standIn
			}
			checkEach(r, frame, line, "answers", map[string][]checks.Answer{id: none}, putAnswers)
		})
		for i := range list {
			putAnswers(&frame, map[string][]checks.Answer{id: list[i : i+1]})
			if err := frame.Validate(r.check); fits && err != nil {
				r.problemAt(line, err, named("answers"), named(id), nth(i))
			}
		}
	}
}

func putAnswers(r *checks.Run, m map[string][]checks.Answer) { r.Answers = m }
