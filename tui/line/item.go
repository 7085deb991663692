package line

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"emptychair/checks"
	"emptychair/checks/chat"
	"emptychair/checks/report"
	"emptychair/tui"
)

func (r *run) rating(id string) checks.Rating { return r.flow.Run().Ratings[id] }
func (r *run) solo() bool                     { return r.flow.Run().Kind == checks.Solo }

// item asks for the answers to a statement, and then what stands behind them.
func (r *run) item(id string) error {
	if r.fresh {
		it := r.texts.Items[id]
		end := func(step int, text string) string {
			return r.say.T("report.step", "Step", step, "Word", r.texts.Scale[step-1]) + ": " + text
		}
		r.tell(it.Statement, it.Why, end(1, it.Low), end(checks.Steps, it.High))
	}
	return r.answers(id)
}

// answers asks for the answers to an item whose statement was said.
func (r *run) answers(id string) error {
	switch {
	case r.rating(id).Revealed:
		return r.revealed(id)
	case r.solo():
		return r.rate(id)
	default:
		return r.vote(id)
	}
}

// steps returns the answers of a line: numbers, or digits without anything between them.
func steps(line string) (list []checks.Step, ok bool) {
	for _, c := range strings.Map(checks.LatinDigit, line) {
		switch {
		case c >= '0' && c <= '0'+checks.Steps:
			list = append(list, checks.Step(c-'0'))
		case c != ' ' && c != ',' && c != ';':
			return nil, false
		}
	}
	return list, len(list) > 0
}

// misread says why a line is no answer: it is a word that is not known there, or a number beyond the scale.
func (r *run) misread(line string) error {
	if strings.ContainsFunc(line, unicode.IsLetter) {
		return r.reply("line.unknown")
	}
	return r.reply("vote.beyond")
}

// vote asks a team for its answers, which do not show. Nothing that is said here may depend on the value of an answer.
func (r *run) vote(id string) error {
	if r.fresh {
		how := "line.vote.how"
		if r.IsEnteredLater() {
			how = "line.vote.later"
		}
		r.tell(r.say.T(how))
	}
	in, people := r.rating(id).Answers(), r.flow.Run().PeopleAt(id)
	return r.put(question{
		prompt: r.say.T("line.vote", "In", in, "People", people), hidden: true, help: "line.help.vote",
		empty: func() error {
			if r.hasty {
				return nil
			}
			if missing := people - in; in > 0 && missing > 0 && !r.confirmed(r.say.N("vote.missing", missing)) {
				return nil
			}
			r.known = false
			return r.changed(r.flow.Reveal(id))
		},
		take: func(line string) error {
			votes, ok := steps(line)
			if !ok {
				return r.misread(line)
			}
			return r.changed(r.flow.Vote(id, votes...))
		},
		words: []word{
			wordOf("key.paste-chat", func() error { return r.readVotes(id) }),
			wordOf("key.take-back", func() error { return r.changed(r.flow.TakeBack(id)) }),
			wordOf("key.start-again", func() error { return r.changed(r.flow.VoteAgain(id), r.startedAgain()) }),
			r.peopleAt(id, "past.people"),
		},
	})
}

func (r *run) startedAgain() string { return r.say.T("vote.again", "Undo", r.say.T("key.undo")) }

// peopleAt is the word that says how many people are there at an item, or at the one where the run stands.
func (r *run) peopleAt(id, said string) word {
	return word{"setup.people", "7", func(n []int) error {
		if len(n) != 1 {
			return r.reply("line.number")
		}
		return r.changed(r.flow.SetPeople(id, n[0]), r.say.N(said, n[0]))
	}}
}

// readVotes reads answers from a chat. Where there are answers already, and nobody knows whose, it asks whether they are replaced.
func (r *run) readVotes(id string) error {
	text, err := r.chat()
	if text == "" {
		return err
	}
	votes, replace := chat.ReadVotes(text), false
	read := r.say.N("vote.read", len(votes.Ballots))
	if len(votes.Ballots) == 0 {
		r.tell(report.OfChat(r.say, r.say.T("vote.none-read"), votes.Repeated, votes.Unclear))
		return err
	}
	if in := r.rating(id).Answers(); in > 0 && (!votes.AreNamed() || !r.flow.KnowsNames(id)) && err == nil {
		replace, err = r.yes(r.say.T("line.replace", "N", len(votes.Ballots), "In", in), true)
	}
	return after(err, r.changed(r.flow.Collect(id, votes.Ballots, replace), report.OfChat(r.say, read, votes.Repeated, votes.Unclear)))
}

// rate asks one person for a rating.
func (r *run) rate(id string) error {
	if r.fresh {
		r.numbered(0, r.texts.Scale[:]...)
	}
	return r.put(question{prompt: r.say.T("line.rate"), help: "line.help.rate", take: func(line string) error { return r.rated(id, line) }})
}

// rated takes the rating of one person.
func (r *run) rated(id, line string) error {
	votes, ok := steps(line)
	if !ok || len(votes) != 1 {
		return r.misread(line)
	}
	r.known = false
	return r.changed(r.flow.Vote(id, votes...))
}

// revealed says the answers, and asks what stands behind them.
func (r *run) revealed(id string) error {
	if !r.known {
		r.known = true
		err := r.sayReport(func(w *strings.Builder, o report.Options) error {
			return report.Item(w, id, r.flow.Run(), r.Compared(), o)
		})
		if err != nil {
			return err
		}
		switch tension, open := r.Tension(id); tension {
		case checks.TensionComplaints:
			r.tell(r.say.N("tension.complaints", len(open)))
		case checks.TensionGood:
			r.tell(r.say.T("tension.good"))
		default:
		}
		if err := r.resumeTalk(id); err != nil {
			return err
		}
	}
	q := question{prompt: r.say.T("line.revealed"), help: "line.help.revealed", empty: r.goOn}
	if r.solo() {
		q.prompt, q.help = r.say.T("line.rated"), "line.help.rated"
	}
	if id != checks.WorthID {
		q.words = []word{wordOf("key.place-chair", func() error { return r.chair(id) }), wordOf("key.story", func() error { return r.story(id) })}
	} else {
		q.help, q.back, q.empty = "", r.leaveWorth, r.leaveWorth // the words of its help are those of an item
	}
	if r.solo() {
		q.take = func(line string) error { return r.rated(id, line) }
		return r.put(q)
	}
	q.words = append(q.words,
		wordOf("key.vote-again", func() error { return r.changed(r.flow.VoteAgain(id), r.startedAgain()) }),
		word{"key.late-answer", "4", func(n []int) error { return r.late(id, n) }},
		r.peopleAt("", "reveal.fewer"),
	)
	return r.put(q)
}

// resumeTalk offers the story behind the number, or how the team knows where the chair would be, that was typed elsewhere.
func (r *run) resumeTalk(id string) error {
	about, text, _ := strings.Cut(r.flow.Run().Drafts[id], "\n")
	step, _ := strconv.Atoi(about)
	switch text = checks.CleanText(text); {
	case text == "":
	case about == tui.AboutStory:
		return r.offer("line.use", r.forgetDraft, func() error { return r.tellStory(id, text, false) }, r.say.T("report.story")+": "+text)
	case step >= 1 && step <= checks.Steps:
		chair := checks.Chair{Step: checks.Step(step), Evidence: text}
		return r.offer("line.use", r.forgetDraft, func() error { return r.changed(r.flow.SetChair(id, chair)) }, r.say.T("report.chair")+": "+about, text)
	}
	return nil
}

// late takes a late answer, and asks for it where it is not named.
func (r *run) late(id string, n []int) error {
	var ended error
	if len(n) == 0 {
		line, err := r.line(r.say.T("late.ask"))
		if line == "" {
			return err
		}
		ended = err
		n, _ = numbersIn(line)
	}
	if len(n) != 1 || n[0] > checks.Steps {
		return after(ended, r.reply("vote.beyond"))
	}
	r.known = false
	err := r.flow.VoteLate(id, checks.Step(n[0]))
	return after(ended, r.changed(err, r.say.N("late.in", r.rating(id).Answers())))
}

func (r *run) leaveWorth() error {
	r.worth, r.known = false, false
	return nil
}

// chair asks where the customer in the empty chair would be, and how the team knows.
func (r *run) chair(id string) error {
	r.tell(r.say.T("reveal.ask-chair"))
	line, err := r.line(r.say.T("chair.step"))
	votes, ok := steps(line)
	switch {
	case err != nil, line == "":
		return err
	case !ok || len(votes) != 1:
		return r.misread(line)
	}
	chair := checks.Chair{Empty: true}
	if step := votes[0]; step != checks.NoAnswer {
		line, err = r.line(r.say.T("chair.evidence", "Step", int(step)))
		if line != "" {
			chair = checks.Chair{Step: step, Evidence: line}
		} else if err != nil {
			return err
		}
	}
	said := r.say.T("report.chair") + ": " + strconv.Itoa(int(chair.Step))
	if chair.Empty {
		said = r.say.T("chair.no-evidence")
	}
	return after(err, r.changed(r.flow.SetChair(id, chair), said))
}

// story asks for the story behind the number: one that was noted, by its number, or another one, which is noted, too.
func (r *run) story(id string) error {
	stories := r.StoriesBehind(id)
	r.tell(r.say.T("behind.ask"))
	for i, s := range stories {
		r.tell(fmt.Sprintf("%d: %s", i+1, checks.CleanLine(s.Text)), report.StoryLine(s, r.reportOptions()))
	}
	prompt := r.say.T("line.story.write")
	if len(stories) > 0 {
		prompt = r.say.T("line.story.pick")
	}
	text, err := r.line(prompt)
	if text == "" {
		return err
	}
	i, noted := place(text, len(stories))
	if noted {
		text = checks.CleanLine(stories[i].Text)
	}
	return after(err, r.tellStory(id, text, noted))
}

// tellStory puts a story behind the number, and notes it unless that was done.
func (r *run) tellStory(id, text string, noted bool) error {
	was := r.rating(id).Story
	failed := r.flow.SetStory(id, text)
	if failed == nil && !noted && was == "" {
		story := r.NewStory(id, text, r.opts.NewID(), r.today())
		if stored := r.opts.Store.SaveStory(checks.Story{}, story); stored != nil {
			r.refuse(stored)
		}
	}
	return r.changed(failed, r.say.T("report.story")+": "+text)
}

// close says what the run came to, and ends it.
func (r *run) close() error {
	if r.worth {
		return r.answers(checks.WorthID)
	}
	if !r.known {
		r.known = true
		ask := "close.ask"
		if r.flow.IsCorrecting() {
			ask = "correct.ask"
		}
		r.tell(r.say.T(ask))
		r.sayResult()
	}
	q := question{prompt: r.say.T("line.close"), help: "help.close", words: []word{wordOf("key.answer", func() error {
		r.worth, r.fresh, r.known = true, true, false
		r.tell(r.texts.Worth.Statement)
		return r.answers(checks.WorthID)
	})}}
	if r.flow.Run().IsFinished() {
		q.prompt, q.on, q.empty = r.say.T("line.corrected"), r.leave, r.leave
	} else {
		q.words = append(q.words, wordOf("key.finish", func() error { return r.finish() }))
	}
	return r.put(q)
}

// sayResult says the items, how they moved, and the actions.
func (r *run) sayResult() {
	run, ids := r.flow.AtClose(), []string{}
	for _, it := range r.flow.Check().Items {
		ids = append(ids, it.ID)
	}
	if r.rating(checks.WorthID).Revealed {
		ids = append(ids, checks.WorthID)
	}
	for _, id := range ids {
		said := r.reportOptions().PlainRating(run, id)
		if n := run.Hidden(id); n > 0 {
			said = r.texts.TitleOf(id) + ": " + r.say.N("item.hidden", n)
		} else if c, ok := r.Change(id); ok {
			said = joined(said, report.ChangeBrief(r.say, c))
		}
		r.tell(said)
	}
	r.tell(r.say.N("past.answers", run.AnswerCount()))
	if len(run.Actions) == 0 {
		r.tell(r.say.T("close.no-actions"))
	}
	r.sayActions()
}

// sayActions lists the actions of the run by their numbers.
func (r *run) sayActions() {
	for i, a := range r.flow.Run().Actions {
		r.tell(r.say.T("line.action", "N", i+1, "Text", a.Text), r.actionFacts(a))
	}
}

// finish ends the run; where answers wait for their reveal, or text is not yet added, it asks once.
func (r *run) finish() error {
	if asked := r.screens().BeforeFinish(r.flow, "line.hidden", "line.typed"); asked != "" && !r.confirmed(asked) {
		return nil
	}
	err := r.flow.Finish(r.opts.Now())
	if err = r.changed(err); err != nil || r.dirty || !r.flow.Run().IsFinished() {
		return err
	}
	r.tell(r.say.T("close.finished"))
	return r.leave()
}
