package checks

import (
	"fmt"
	"unicode/utf8"
)

// Validate returns the first thing that is wrong with the run as one of check c, or nil.
func (r Run) Validate(c Check) error {
	if !validID(r.ID) || r.Check != c.ID || r.Started.IsZero() || !r.Origin.Known() {
		return fail(CodeInvalidRun, r.ID)
	}
	if err := (Setup{Team: r.Team, Kind: r.Kind, People: r.People, Minutes: r.Minutes}).Validate(); err != nil {
		return err
	}
	if err := r.validatePlace(r.Stages(c)); err != nil {
		return err
	}
	for id, rating := range r.Ratings {
		if err := r.validateRating(c, id, rating); err != nil {
			return err
		}
	}
	for id, list := range r.Answers {
		if err := validateAnswers(c, id, list); err != nil {
			return err
		}
	}
	if err := r.validateLooks(); err != nil {
		return err
	}
	return r.validateActions(c)
}

// Validate returns the first thing that is wrong with the set-up, or nil.
func (s Setup) Validate() error {
	switch n := utf8.RuneCountInString(s.Team); {
	case CleanLine(s.Team) == "":
		return fail(CodeTeamEmpty, "")
	case n > MaxName:
		return fail(CodeTeamLong, "")
	case CleanLine(s.Team) != s.Team:
		return fail(CodeInvalidRun, "")
	case s.Kind != Team && s.Kind != Solo:
		return fail(CodeKind, string(s.Kind))
	case s.People < 1 || s.People > MaxPeople || s.Kind == Solo && s.People != 1:
		return fail(CodePeople, fmt.Sprint(s.People))
	case s.Minutes < 0 || s.Minutes > MaxMinutes:
		return fail(CodeMinutes, fmt.Sprint(s.Minutes))
	}
	return nil
}

func (r Run) validatePlace(stages []Stage) error {
	if stageIndex(stages, r.At) < 0 {
		return fail(CodeUnknownStage, r.At)
	}
	for id, d := range r.Spent {
		if stageIndex(stages, id) < 0 {
			return fail(CodeUnknownStage, id)
		}
		if d < 0 {
			return fail(CodeInvalidRun, r.ID)
		}
	}
	for id, text := range r.Drafts {
		if stageIndex(stages, id) < 0 {
			return fail(CodeUnknownStage, id)
		}
		if Clean(text) != text {
			return fail(CodeInvalidRun, r.ID)
		}
	}
	return nil
}

func (r Run) validateRating(c Check, id string, rating Rating) error {
	switch _, ok := c.Item(id); {
	case !ok:
		return fail(CodeUnknownItem, id)
	case rating.Withheld:
		return fail(CodeInvalidRun, id)
	case !rating.valid(), !rating.Chair.Step.Valid():
		return fail(CodeStep, id)
	case rating.Answers() > r.People:
		return fail(CodePeopleVoted, id)
	case rating.Revealed && rating.Answers() == 0:
		return fail(CodeNoVotes, id)
	case rating.Chair.Empty && rating.Chair.Step != NoAnswer:
		return fail(CodeInvalidRun, id)
	}
	return validTexts(rating.Chair.Evidence, rating.Story)
}

func validateAnswers(c Check, id string, list []Answer) error {
	if !c.HasQuestion(id) {
		return fail(CodeUnknownItem, id)
	}
	if len(list) > MaxAnswers {
		return fail(CodeAnswersFull, id)
	}
	for _, a := range list {
		if a.Text == "" {
			return fail(CodeTextEmpty, id)
		}
		if a.Marks < 0 || a.Marks > MaxPeople {
			return fail(CodeMarks, id)
		}
		if err := validTexts(a.Text); err != nil {
			return err
		}
	}
	return nil
}

func (r Run) validateActions(c Check) error {
	ids := make(map[string]bool, len(r.Actions))
	for _, a := range r.Actions {
		if ids[a.ID] {
			return fail(CodeInvalidRun, a.ID)
		}
		ids[a.ID] = true
		if a.From == "" {
			return fail(CodeUnknownItem, a.From)
		}
		if err := a.validate(c); err != nil {
			return err
		}
	}
	return nil
}

func (a Action) validate(c Check) error {
	switch {
	case a.From != "" && !c.Has(a.From):
		return fail(CodeUnknownItem, a.From)
	case a.Text == "":
		return fail(CodeTextEmpty, a.ID)
	case utf8.RuneCountInString(a.Owner) > MaxName:
		return fail(CodeOwnerLong, a.Owner)
	case !a.Due.valid():
		return fail(CodeDay, a.Due.String())
	case !validID(a.ID), CleanLine(a.Owner) != a.Owner, a.State != Open && a.State != Done && a.State != Dropped:
		return fail(CodeInvalidRun, a.ID)
	}
	return validTexts(a.Text, a.Reason)
}

func validID(id string) bool { return id != "" && CleanLine(id) == id }

// validTexts returns what is wrong with texts that were written elsewhere; each may be empty.
func validTexts(texts ...string) error {
	for _, s := range texts {
		clean, err := checkText(s)
		switch {
		case clean == s:
		case CodeOf(err) == CodeTextLong:
			return err
		default:
			return fail(CodeInvalidRun, "")
		}
	}
	return nil
}
