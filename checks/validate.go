package checks

// Validate returns the first thing that is wrong with the run as one of check c, or nil.
func (r Run) Validate(c Check) error { return first(r.Problems(c)) }

// Problems returns everything that is wrong with the run as one of check c.
func (r Run) Problems(c Check) []Problem {
	return problemsOf(func(p problems) {
		p.id(r.ID, "id")
		p.refuse(r.Check != c.ID, CodeUnknownCheck, r.Check, "check")
		p.moment(r.Started, true, "started")
		p.moment(r.Finished, false, "finished")
		p.refuse(!r.Origin.Known(), CodeUnknownWord, r.Origin, "origin")
		p.date(r.Day, r.IsFinished(), "day")
		Setup{Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes}.check(p)
		r.checkPlace(p, r.Stages(c))
		for id, rating := range sorted(r.Ratings) {
			r.checkRating(p.in("ratings", id), c, id)
			rating.check(p.in("ratings", id))
		}
		for id, list := range sorted(r.Answers) {
			checkAnswers(p.in("answers", id), c, id, list)
		}
		r.checkLooks(p)
		r.checkActions(p, c)
	})
}

// Validate returns the first thing that is wrong with the set-up, or nil.
func (s Setup) Validate() error { return first(problemsOf(s.check)) }

func (s Setup) check(p problems) {
	p.team(s.Team)
	p.refuse(s.Kind != Team && s.Kind != Solo, CodeKind, s.Kind, "kind")
	p.refuse(!validPeople(s.People) || s.Kind == Solo && s.People != 1, CodePeople, s.People, "people")
	p.refuse(s.Minutes < 0 || s.Minutes > MaxMinutes, CodeMinutes, s.Minutes, "minutes")
}

func validPeople(n int) bool { return n >= 1 && n <= MaxPeople }

// checkPlace looks at where the run stands.
func (r Run) checkPlace(p problems, stages []Stage) {
	p.refuse(stageIndex(stages, r.At) < 0, CodeUnknownStage, r.At, "at")
	for id, d := range sorted(r.Spent) {
		p.refuse(stageIndex(stages, id) < 0, CodeUnknownStage, id, "spent", id)
		p.refuse(d < 0, CodeWantSeconds, d, "spent", id)
	}
	for id, text := range sorted(r.Drafts) {
		p.refuse(stageIndex(stages, id) < 0, CodeUnknownStage, id, "drafts", id)
		p.refuse(Clean(text) != text, CodeInvalidRun, "", "drafts", id)
	}
}

// checkRating looks at whether a rating fits the run. Where it is not known how many people there are, any number can have answered.
func (r Run) checkRating(p problems, c Check, id string) {
	_, ok := c.Item(id)
	p.refuse(!ok, CodeUnknownItem, id)
	rating := r.Ratings[id]
	p.refuse(rating.valid() && validPeople(r.People) && rating.Answers() > r.People, CodePeopleVoted, id)
}

func (r Rating) check(p problems) {
	p.refuse(r.Withheld, CodeInvalidRun, "")
	p.refuse(r.Revision < 0, CodeWantNumber, r.Revision, "revision")
	for k, n := range r.Counts {
		p.refuse(!validCount(n), CodeCount, n, "counts", k)
	}
	p.refuse(!validCount(r.NoAnswer), CodeCount, r.NoAnswer, "no_answer")
	p.refuse(r.valid() && r.Revealed && r.Answers() == 0, CodeNoVotes, "")
	p.refuse(!r.Chair.Step.Valid(), CodeStep, int(r.Chair.Step), "chair", "step")
	p.refuse(r.Chair.Empty && r.Chair.Step != NoAnswer, CodeContradicts, "step", "chair", "empty")
	p.text(r.Chair.Evidence, "chair", "evidence")
	p.text(r.Story, "story")
}

func checkAnswers(p problems, c Check, id string, list []Answer) {
	p.refuse(!c.HasQuestion(id), CodeUnknownItem, id)
	p.refuse(len(list) > MaxAnswers, CodeAnswersFull, id)
	for i, a := range list {
		p.written(a.Text, i, "text")
		p.refuse(a.Marks < 0 || a.Marks > MaxPeople, CodeMarks, id, i, "marks")
	}
}

// checkActions looks at the actions that were made in the run.
func (r Run) checkActions(p problems, c Check) {
	ids := make(map[string]bool, len(r.Actions))
	for i, a := range r.Actions {
		p.refuse(ids[a.ID], CodeTwice, a.ID, "actions", i, "id")
		ids[a.ID] = true
		p.refuse(a.From == "", CodeUnknownItem, "", "actions", i, "from")
		a.check(p.in("actions", i), c)
	}
}

// Validate returns the first thing that is wrong with the action as one beside check c, or nil.
func (a Action) Validate(c Check) error { return first(a.Problems(c)) }

// Problems returns everything that is wrong with the action as one beside check c. When one was made that is of a run, the run says.
func (a Action) Problems(c Check) []Problem {
	return problemsOf(func(p problems) {
		p.team(a.Team)
		p.refuse(a.Run == "" && a.Made.IsZero(), CodeMissingField, "made", "made")
		p.moment(a.Made, false, "made")
		if a.Run != "" {
			p.id(a.Run, "run")
			p.refuse(a.From == "", CodeUnknownItem, "", "from")
		}
		a.check(p, c)
	})
}

// check looks at what an action says within its run, too.
func (a Action) check(p problems, c Check) {
	p.id(a.ID, "id")
	p.refuse(a.From != "" && !c.Has(a.From), CodeUnknownItem, a.From, "from")
	p.written(a.Text, "text")
	p.owner(a.Owner, CodeInvalidRun)
	p.date(a.Due, false, "due")
	p.refuse(a.State != Open && a.State != Done && a.State != Dropped, CodeUnknownWord, a.State, "state")
	p.text(a.Reason, "reason")
}

// Problems returns everything that is wrong with the marks.
func (m Marks) Problems(Check) []Problem {
	return problemsOf(func(p problems) { p.team(m.Team) })
}
