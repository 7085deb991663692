package line

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"emptychair/checks"
	"emptychair/checks/chat"
	"emptychair/checks/report"
	"emptychair/tui"
)

// question takes the answers to an open question, each on a line, and then what matters among them.
func (r *run) question(id string) error {
	answers := r.flow.Run().Answers[id]
	if r.fresh {
		q := r.texts.Questions[id]
		r.tell(q.Text, q.Hint)
		if n := len(r.Related[id]); n > 0 {
			r.tell(r.say.N("question.stories", n))
		}
		r.flow.Renumber(id)
	}
	if !r.known {
		r.known = true
		r.sayAnswers(id)
		if err := r.resumeDrafts(id); err != nil {
			return err
		}
		answers = r.flow.Run().Answers[id]
	}
	if r.list && len(answers) > 0 {
		return r.mark(id)
	}
	return r.put(question{
		prompt: r.say.T("line.answer", "N", len(answers)+1), text: true, help: "line.help.question",
		empty: func() error {
			if len(answers) == 0 {
				return r.goOn()
			}
			r.list = true
			r.tell(r.say.N("close.answers", len(answers)))
			return nil
		},
		take: func(line string) error { return r.changed(r.flow.AddAnswers(id, []string{line})) },
		words: append([]word{
			wordOf("key.list", func() error {
				r.list, r.known = true, false
				return nil
			}),
			wordOf("key.paste-chat", func() error { return r.readAnswers(id) }),
		}, r.earlierOf(id)...),
	})
}

// offer says what was typed elsewhere and is nothing of the run yet, below what it is about, and asks whether it is used. Then it is no draft
// any more.
func (r *run) offer(asked string, forget func(), use func() error, said ...string) error {
	r.tell(append([]string{r.say.T("draft.again")}, said...)...)
	yes, err := r.yes(r.say.T(asked), false)
	if err != nil {
		return err
	}
	if forget(); !yes {
		return r.changed(nil)
	}
	return use()
}

func (r *run) forgetDraft() { r.flow.SetDraft("") }

// resumeDrafts offers what was typed and is no answer yet, and what was to stand in place of one.
func (r *run) resumeDrafts(id string) error {
	typed := r.flow.Run().Drafts[id]
	i, text, editing := r.flow.Edited(id)
	forgetEdited := func() { r.flow.SetEdited(-1, "") }
	switch {
	case !editing:
	case i >= 0:
		edit := func() error { return r.changed(r.flow.EditAnswer(id, i, text), r.answer(id, i)) }
		if err := r.offer("line.use", forgetEdited, edit, r.answer(id, i), text); err != nil {
			return err
		}
	default:
		typed += "\n" + text
	}
	if typed = strings.TrimSpace(typed); typed == "" {
		return nil
	}
	forget := func() {
		r.forgetDraft()
		forgetEdited()
	}
	return r.offer("line.add", forget, func() error { return r.changed(r.flow.AddAnswers(id, strings.Split(typed, "\n"))) }, typed)
}

// sayAnswers lists the answers to a question by their numbers.
func (r *run) sayAnswers(id string) {
	for i := range r.flow.Run().Answers[id] {
		r.tell(r.answer(id, i))
	}
}

// answer is one of them with its number and its marks.
func (r *run) answer(id string, i int) string {
	a := r.flow.Run().Answers[id][i]
	return fmt.Sprintf("%d: %s", r.flow.Numbers(id)[i], r.withMarks(a))
}

func (r *run) withMarks(a checks.Answer) string {
	if a.Marks == 0 {
		return a.Text
	}
	return a.Text + ", " + r.say.N("plain.marks", a.Marks)
}

// mark asks which answers matter.
func (r *run) mark(id string) error {
	one := func(name string, do func(i int) error) word {
		return word{name, "3", func(n []int) error { return r.at(id, n, do) }}
	}
	return r.put(question{
		prompt: r.say.T("line.marks"), help: "line.help.list", empty: r.goOn,
		take: func(line string) error {
			numbers, ok := numbersIn(line)
			if !ok {
				return r.reply("line.unknown")
			}
			return r.markEach(id, numbers, 1)
		},
		words: append([]word{
			{"key.mark", "3 5", func(n []int) error { return r.markEach(id, n, 1) }},
			{"key.unmark", "3", func(n []int) error { return r.markEach(id, n, -1) }},
			{"key.join", "2 5", func(n []int) error { return r.join(id, n) }},
			one("key.edit", func(i int) error { return r.edit(id, i) }),
			one("key.delete", func(i int) error { return r.changed(r.flow.DeleteAnswer(id, i), r.say.T("choose.deleted")) }),
			one("key.move-up", func(i int) error { return r.changed(r.flow.MoveAnswer(id, i, i-1), r.say.T("line.moved")) }),
			wordOf("key.write", func() error {
				r.list = false
				return nil
			}),
			wordOf("key.paste-chat", func() error { return r.readMarks(id) }),
		}, r.earlierOf(id)...),
	})
}

// earlierOf are the words at a question for what was told and said before: stories, and the answers of the baseline.
func (r *run) earlierOf(id string) (words []word) {
	if len(r.Related[id]) > 0 {
		words = append(words, wordOf("key.stories-about", func() error { return r.takeStory(id) }))
	}
	if earlier := r.Baseline.Answers[id]; len(earlier) > 0 {
		words = append(words, wordOf("key.earlier", func() error {
			r.tell(r.say.T("question.earlier", "Day", r.say.Day(r.Baseline.Day.Time())))
			for _, a := range earlier {
				r.tell(r.withMarks(a))
			}
			return nil
		}))
	}
	return words
}

// at does something with the answer that has a number.
func (r *run) at(id string, numbers []int, do func(i int) error) error {
	if len(numbers) != 1 {
		return r.reply("line.number")
	}
	i := r.flow.Numbered(id, numbers[0])
	if i < 0 {
		r.tell(r.say.N("marks.beyond", 1, "Numbers", strconv.Itoa(numbers[0])))
		return nil
	}
	return do(i)
}

// markEach adds to the marks of the answers with these numbers.
func (r *run) markEach(id string, numbers []int, d int) error {
	if len(numbers) == 0 {
		r.tell(r.say.T("line.number"))
	}
	for _, n := range numbers {
		err := r.at(id, []int{n}, func(i int) error {
			err := r.flow.Mark(id, i, d)
			return r.changed(err, r.answer(id, i))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// join puts one answer into another one.
func (r *run) join(id string, numbers []int) error {
	if len(numbers) != 2 {
		return r.reply("line.two-numbers")
	}
	return r.at(id, numbers[:1], func(i int) error {
		return r.at(id, numbers[1:], func(j int) error {
			err := r.flow.JoinAnswers(id, i, j)
			if err == nil {
				i = r.flow.Numbered(id, numbers[0])
			}
			return r.changed(err, r.answer(id, i))
		})
	})
}

// edit asks for another text of an answer.
func (r *run) edit(id string, i int) error {
	line, err := r.line(r.say.T("line.field", "Name", r.say.T("action.text"), "Value", r.flow.Run().Answers[id][i].Text))
	if line == "" {
		return err
	}
	failed := r.flow.EditAnswer(id, i, line)
	return after(err, r.changed(failed, r.answer(id, i)))
}

// readAnswers reads answers from a chat, and asks, before a name could be kept, about lines that may begin with one.
func (r *run) readAnswers(id string) error {
	text, err := r.chat()
	if text == "" {
		return err
	}
	texts := chat.Texts(text)
	without, named := chat.WithoutNames(texts)
	if named > 0 {
		keep := true
		if err == nil {
			keep, err = r.yes(r.say.N("question.names", named)+" ("+r.say.T("key.yes")+"/"+r.say.T("key.no")+")", false)
		}
		if keep || err != nil {
			texts = without
		}
	}
	before := len(r.flow.Run().Answers[id])
	failed := r.flow.AddAnswers(id, strings.Split(texts, "\n"))
	failed = r.changed(failed)
	for i := before; failed == nil && i < len(r.flow.Run().Answers[id]); i++ {
		r.tell(r.answer(id, i))
	}
	return after(err, failed)
}

// readMarks reads from a chat which answers people chose, by their numbers.
func (r *run) readMarks(id string) error {
	text, err := r.chat()
	if text == "" {
		return err
	}
	read := chat.ReadMarks(text, func(n int) bool { return r.flow.Numbered(id, n) >= 0 })
	marks := r.flow.CountMarks(id, read.Markings)
	note := report.MarksOfChat(r.say, marks, read.Beyond, read.Repeated, read.Unclear)
	if marks == 0 {
		r.tell(note)
		return err
	}
	r.known = false
	return after(err, r.changed(r.flow.MarkAll(id, read.Markings), note))
}

// takeStory adds the text of a story as an answer.
func (r *run) takeStory(id string) error {
	var texts []string
	for _, s := range r.Related[id] {
		texts = append(texts, checks.CleanLine(s.Text))
	}
	i, err := r.pick(r.say.T("line.which"), texts, noneUsual)
	if err != nil {
		return r.settle(err)
	}
	return r.changed(r.flow.AddAnswers(id, texts[i:i+1]))
}

// choose makes actions of what matters most.
func (r *run) choose() error {
	sources, actions := r.flow.Run().ActionSources(r.flow.Check()), r.flow.Run().Actions
	if r.fresh {
		r.tell(r.say.T("choose.ask"), r.say.T("choose.advice"))
	}
	if !r.known {
		r.known = true
		r.saySources(sources)
		r.sayActions()
		if a, answer, typed := tui.ActionDraft(r.flow.Run()); typed != "" {
			r.tell(r.say.T("draft.again"), answer)
			return r.act(a, typed)
		}
	}
	on := func(n []int, do func(a checks.Action) error) error {
		if len(n) != 1 || n[0] < 1 || n[0] > len(actions) {
			return r.reply("line.number")
		}
		return do(actions[n[0]-1])
	}
	return r.put(question{
		prompt: r.say.T("line.choose"), help: "line.help.choose", empty: r.goOn,
		take: r.numberOf(len(sources), func(i int) error {
			return r.act(checks.Action{From: sources[i].From, Text: checks.CleanLine(sources[i].Answer.Text)}, "")
		}),
		words: []word{
			wordOf("key.free-action", func() error { return r.act(checks.Action{}, "") }),
			{"key.edit", "1", func(n []int) error { return on(n, func(a checks.Action) error { return r.act(a, "") }) }},
			{"key.delete", "1", func(n []int) error {
				return on(n, func(a checks.Action) error { return r.changed(r.flow.DeleteAction(a.ID), r.say.T("choose.deleted")) })
			}},
			wordOf("key.list", func() error {
				r.known = false
				return nil
			}),
		},
	})
}

// saySources lists what actions can be made of by their numbers.
func (r *run) saySources(sources []checks.ActionSource) {
	for i, s := range sources {
		said := r.reportOptions().PlainRating(r.flow.AtClose(), s.From)
		if s.Answer.Text != "" {
			said = checks.CleanLine(r.withMarks(s.Answer)) + " (" + r.title(s.From) + ")"
		}
		r.tell(fmt.Sprintf("%d: %s", i+1, said))
	}
}

// act asks what is to be done, by whom and until when, where something is typed on from there, until it can be put into the run.
func (r *run) act(a checks.Action, typed string) error {
	f := r.screens().RunActionForm(a, nil, r.DayOf(r.today()))
	f.SetTyped(typed)
	for {
		err := r.fill(f.Form)
		switch {
		case errors.Is(err, errBack) && r.flow.SetDraft(""):
			return r.changed(nil)
		case errors.Is(err, errBack):
			return nil
		case err != nil && !f.Changed():
			return err
		}
		now, line, failed := f.Read(err != nil)
		put := r.flow.EditAction
		if now.ID == "" {
			now.ID, put = r.opts.NewID(), r.flow.AddAction
		}
		if failed == nil {
			failed = put(now)
		}
		if failed == nil || err != nil {
			r.forgetDraft()
			return after(err, r.acted(now.ID, failed))
		}
		r.refuse(failed)
		f.At = line
	}
}

// acted saves and says the action that was put into the run.
func (r *run) acted(id string, failed error) error {
	actions := r.flow.Run().Actions
	i := slices.IndexFunc(actions, func(a checks.Action) bool { return a.ID == id })
	said := ""
	if i >= 0 {
		said = r.say.T("line.action", "N", i+1, "Text", actions[i].Text)
	}
	if failed = r.changed(failed, said); failed == nil && len(actions) > 2 {
		r.tell(r.say.N("choose.many", len(actions)))
	}
	return failed
}
