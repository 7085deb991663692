package checks

import (
	"fmt"
	"slices"
)

// AddAnswers puts answers at the end of the question's list, or none where one of them cannot be taken. Empty texts
// among others are passed over.
func (f *Flow) AddAnswers(question string, texts []string) error {
	if !f.check.HasQuestion(question) {
		return fail(CodeUnknownItem, question)
	}
	list := slices.Clip(f.now.run.Answers[question])
	before := len(list)
	for _, text := range texts {
		if text = CleanText(text); text != "" {
			list = append(list, Answer{Text: text})
		}
	}
	if len(list) == before {
		return fail(CodeTextEmpty, question)
	}
	return f.setAnswers(question, list)
}

// EditAnswer changes the text of the answer at place i; its marks stay.
func (f *Flow) EditAnswer(question string, i int, text string) error {
	return f.changeAnswers(question, func(list []Answer) []Answer {
		list[i].Text = CleanText(text)
		return list
	}, i)
}

// DeleteAnswer removes the answer at place i.
func (f *Flow) DeleteAnswer(question string, i int) error {
	return f.changeAnswers(question, func(list []Answer) []Answer { return slices.Delete(list, i, i+1) }, i)
}

// MoveAnswer moves the answer at place i to place j.
func (f *Flow) MoveAnswer(question string, i, j int) error {
	return f.changeAnswers(question, func(list []Answer) []Answer {
		a := list[i]
		return slices.Insert(slices.Delete(list, i, i+1), j, a)
	}, i, j)
}

// Mark adds d to the marks of the answer at place i; there are never fewer than none, and none is added beyond one a person.
func (f *Flow) Mark(question string, i, d int) error {
	if list := f.now.run.Answers[question]; i >= 0 && i < len(list) {
		if marks := list[i].Marks + d; marks < 0 || d > 0 && marks > f.now.run.People {
			return fail(CodeMarks, fmt.Sprint(f.now.run.People))
		}
	}
	return f.changeAnswers(question, func(list []Answer) []Answer {
		list[i].Marks += d
		return list
	}, i)
}

// AddAction appends an action, which is open. Its id must be new, its From an item or a question of the check.
func (f *Flow) AddAction(a Action) error {
	if _, err := f.action(a.ID); err == nil {
		return fail(CodeInvalidRun, a.ID)
	}
	a.State, a.Reason = Open, ""
	a.Text, a.Owner = cleanSentence(a.Text), CleanLine(a.Owner)
	return f.setActions(append(slices.Clip(f.now.run.Actions), a))
}

// EditAction puts text, owner and due date of a in place of those of the action with its id.
func (f *Flow) EditAction(a Action) error {
	i, err := f.action(a.ID)
	if err != nil {
		return err
	}
	list := slices.Clone(f.now.run.Actions)
	list[i].Text, list[i].Owner, list[i].Due = cleanSentence(a.Text), CleanLine(a.Owner), a.Due
	return f.setActions(list)
}

// DeleteAction removes the action with this id.
func (f *Flow) DeleteAction(id string) error {
	i, err := f.action(id)
	if err != nil {
		return err
	}
	return f.setActions(slices.Delete(slices.Clone(f.now.run.Actions), i, i+1))
}

func (f *Flow) action(id string) (int, error) {
	i := slices.IndexFunc(f.now.run.Actions, func(a Action) bool { return a.ID == id })
	if i < 0 {
		return 0, fail(CodeNotFound, id)
	}
	return i, nil
}

// changeAnswers puts what change makes of a copy of a question's list in its place, where the list has all of these places.
func (f *Flow) changeAnswers(question string, change func(list []Answer) []Answer, places ...int) error {
	list := f.now.run.Answers[question]
	for _, i := range places {
		if i < 0 || i >= len(list) {
			return fail(CodeUnknownAnswer, fmt.Sprint(i))
		}
	}
	return f.setAnswers(question, change(slices.Clone(list)))
}

func (f *Flow) setAnswers(question string, list []Answer) error {
	next := f.now
	next.run.Answers = with(next.run.Answers, question, list)
	return f.change(next)
}

func (f *Flow) setActions(list []Action) error {
	next := f.now
	next.run.Actions = list
	return f.change(next)
}
