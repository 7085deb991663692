package checks

import (
	"fmt"
	"maps"
	"slices"
)

// AddAnswers puts answers at the end of the question's list, or none where one of them cannot be taken. Empty texts
// among others are passed over.
func (f *Flow) AddAnswers(question string, texts []string) error {
	if !f.check.HasQuestion(question) {
		return fail(CodeUnknownItem, question)
	}
	list := f.numbered(question)
	before, next := len(list), 1
	for _, a := range list {
		next = max(next, slices.Max(a.numbers)+1)
	}
	for _, text := range texts {
		if text = CleanText(text); text != "" {
			list, next = append(list, numbered{Answer{Text: text}, []int{next}}), next+1
		}
	}
	if len(list) == before {
		return fail(CodeTextEmpty, question)
	}
	return f.change(f.withAnswers(question, list))
}

// EditAnswer changes the text of the answer at place i; its marks stay.
func (f *Flow) EditAnswer(question string, i int, text string) error {
	return f.changeAnswers(question, func(list []numbered) []numbered {
		list[i].Text = cleanOver(list[i].Text, text)
		return list
	}, i)
}

// DeleteAnswer removes the answer at place i.
func (f *Flow) DeleteAnswer(question string, i int) error {
	return f.changeAnswers(question, func(list []numbered) []numbered { return slices.Delete(list, i, i+1) }, i)
}

// MoveAnswer moves the answer at place i to place j.
func (f *Flow) MoveAnswer(question string, i, j int) error {
	return f.changeAnswers(question, func(list []numbered) []numbered {
		a := list[i]
		return slices.Insert(slices.Delete(list, i, i+1), j, a)
	}, i, j)
}

// JoinAnswers puts the answer at place j into that at place i, which then has the words, the marks and the numbers of both.
func (f *Flow) JoinAnswers(question string, i, j int) error {
	if i == j {
		return fail(CodeUnknownAnswer, fmt.Sprint(j))
	}
	return f.changeAnswers(question, func(list []numbered) []numbered {
		kept, other := &list[i], list[j]
		if Fold(kept.Text) != Fold(other.Text) {
			kept.Text += " / " + other.Text
		}
		kept.Marks += other.Marks
		kept.numbers = slices.Concat(kept.numbers, other.numbers)
		return slices.Delete(list, j, j+1)
	}, i, j)
}

// Mark adds d to the marks of the answer at place i; there are never fewer than none, and none is added beyond one a person.
func (f *Flow) Mark(question string, i, d int) error {
	if list := f.now.run.Answers[question]; i >= 0 && i < len(list) {
		if marks := list[i].Marks + d; marks < 0 || d > 0 && marks > f.now.run.People {
			return fail(CodeMarks, fmt.Sprint(f.now.run.People))
		}
	}
	return f.changeAnswers(question, func(list []numbered) []numbered {
		list[i].Marks += d
		return list
	}, i)
}

// MarkAll adds what people marked in a chat, or nothing where an answer would have more marks than there are people. What somebody marked
// takes the place of what the same person marked in an earlier chat; what nobody is known to have marked that of an earlier chat which
// the list holds.
func (f *Flow) MarkAll(question string, markings []Marking) error {
	list, earlier := f.numbered(question), f.now.marked[question]
	replaced, held := holdsNameless(markings, earlier), []marked(nil)
	for _, m := range earlier {
		isBySame := func(now Marking) bool { return now.By == m.By }
		if m.By == "" && !replaced || m.By != "" && !slices.ContainsFunc(markings, isBySame) {
			held = append(held, m)
			continue
		}
		mark(list, m.counted, -1)
	}
	for _, m := range markings {
		held = append(held, marked{m, mark(list, m.Numbers, 1)})
	}
	for i, a := range list {
		if a.Marks > max(f.now.run.People, f.now.run.Answers[question][i].Marks) {
			return fail(CodeMarks, fmt.Sprint(f.now.run.People))
		}
	}
	if err := f.change(f.withAnswers(question, list)); err != nil {
		return err
	}
	f.now.marked = with(f.now.marked, question, held)
	return nil
}

// CountMarks returns how many marks these are: one for each answer that a person names.
func (f *Flow) CountMarks(question string, markings []Marking) (n int) {
	for _, m := range markings {
		n += len(mark(f.numbered(question), m.Numbers, 1))
	}
	return n
}

// holdsNameless tells whether markings of which nobody is known begin with those of an earlier chat.
func holdsNameless(markings []Marking, earlier []marked) bool {
	now := slices.DeleteFunc(slices.Clone(markings), func(m Marking) bool { return m.By != "" })
	was := slices.DeleteFunc(slices.Clone(earlier), func(m marked) bool { return m.By != "" })
	same := func(m Marking, w marked) bool { return slices.Equal(m.Numbers, w.Numbers) }
	return len(now) >= len(was) && slices.EqualFunc(now[:len(was)], was, same)
}

// mark adds d to the marks of the answers with these numbers, and returns the first number of each. An answer gets one mark from a person
// who names several of its numbers, and never has fewer than none.
func mark(list []numbered, numbers []int, d int) (counted []int) {
	for i := range list {
		for _, n := range numbers {
			if a := &list[i]; slices.Contains(a.numbers, n) && (d < 0 || !slices.Contains(counted, a.numbers[0])) {
				a.Marks = max(0, a.Marks+d)
				counted = append(counted, a.numbers[0])
			}
		}
	}
	return counted
}

// marked is what somebody marked, and the numbers of the answers whose marks went up.
type marked struct {
	Marking
	counted []int
}

// numbered is an answer with the numbers by which people know it: its own, and those of answers that were joined to it.
type numbered struct {
	Answer
	numbers []int
}

// numbered returns the answers to a question with their numbers.
func (f *Flow) numbered(question string) []numbered {
	answers, numbers := f.now.run.Answers[question], f.now.numbers[question]
	list := make([]numbered, len(answers))
	for i, a := range answers {
		list[i] = numbered{a, []int{i + 1}}
		if numbers != nil {
			list[i].numbers = numbers[i]
		}
	}
	return list
}

// Numbers returns the number of each answer to a question. It stays the same while others are deleted, joined or moved, so that what
// people call an answer by stays true.
func (f *Flow) Numbers(question string) (first []int) {
	for i := range f.now.run.Answers[question] {
		first = append(first, i+1)
	}
	for i, numbers := range f.now.numbers[question] {
		first[i] = numbers[0]
	}
	return first
}

// Numbered returns the place of the answer to a question that has a number, -1 where none has; the number of an answer that was joined to
// another one is that one's, too.
func (f *Flow) Numbered(question string, number int) int {
	return slices.IndexFunc(f.numbered(question), func(a numbered) bool { return slices.Contains(a.numbers, number) })
}

// Renumber gives each answer to a question the number of its place, unless a chat was read in which people call them by their numbers.
func (f *Flow) Renumber(question string) {
	if len(f.now.marked[question]) == 0 {
		f.now.numbers = maps.Clone(f.now.numbers)
		delete(f.now.numbers, question)
	}
}

// AddAction appends an action, which is open. Its id must be new, its From an item or a question of the check, or none.
func (f *Flow) AddAction(a Action) error {
	if _, err := f.action(a.ID); err == nil {
		return fail(CodeInvalid, a.ID)
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
	list[i].Text, list[i].Owner, list[i].Due = cleanOver(list[i].Text, a.Text), CleanLine(a.Owner), a.Due
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

// changeAnswers puts what change makes of a question's list in its place, where the list has all of these places.
func (f *Flow) changeAnswers(question string, change func(list []numbered) []numbered, places ...int) error {
	list := f.numbered(question)
	for _, i := range places {
		if i < 0 || i >= len(list) {
			return fail(CodeUnknownAnswer, fmt.Sprint(i))
		}
	}
	return f.change(f.withAnswers(question, change(list)))
}

// withAnswers is the present state with other answers to a question.
func (f *Flow) withAnswers(question string, list []numbered) flowState {
	next, answers, numbers := f.now, make([]Answer, len(list)), make([][]int, len(list))
	for i, a := range list {
		answers[i], numbers[i] = a.Answer, a.numbers
	}
	next.run.Answers, next.numbers = with(next.run.Answers, question, answers), with(next.numbers, question, numbers)
	return next
}

func (f *Flow) setActions(list []Action) error {
	next := f.now
	next.run.Actions = list
	return f.change(next)
}
