package line

import (
	"errors"
	"strconv"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// noneUsual is what is picked by an empty line where one of several things has to be picked.
const noneUsual = -2

// pick asks for one of several things, by its number or its beginning; -1 is none of them.
func (p *Program) pick(prompt string, options []string, usual int) (int, error) {
	for i, option := range options {
		p.tell(strconv.Itoa(i+1) + ": " + option)
	}
	picked, answered := usual, false
	q := question{prompt: prompt, help: "line.help.pick", take: func(line string) error {
		i, said := chosen(options, line), strings.TrimPrefix(checks.CleanLine(line), slash)
		switch {
		case i >= 0:
			picked, answered = i, true
		case isSame(said, p.say.T("key.quit")) && usual != noneUsual:
			return errQuit
		case isSame(said, p.say.T("key.home")) && usual != noneUsual:
			picked, answered = -1, true
		default:
			return p.reply("line.unknown")
		}
		return nil
	}}
	if usual != noneUsual {
		q.empty, q.back = done(&answered), func() error {
			picked, answered = -1, true
			return nil
		}
	}
	for !answered {
		if err := p.put(q); err != nil {
			return -1, err
		}
	}
	return picked, nil
}

// done makes something true.
func done(what *bool) func() error {
	return func() error {
		*what = true
		return nil
	}
}

// chosen is the place of the option that a line means by its number or its beginning, -1 for none.
func chosen(options []string, line string) int {
	typed := checks.CleanLine(line)
	if i, ok := place(typed, len(options)); ok {
		return i
	}
	found := -1
	for i, option := range options {
		switch {
		case isSame(typed, option):
			return i
		case isBeginning(typed, option) && found >= 0:
			return -1
		case isBeginning(typed, option):
			found = i
		}
	}
	return found
}

// choice asks for one of several things by the name of a field; an empty line leaves the usual one.
func (p *Program) choice(id string, names []string, usual int) (int, error) {
	i, err := p.pick(p.say.T("line.field", "Name", p.say.T(id), "Value", names[usual]), names, usual)
	if i < 0 {
		return usual, after(err, errBack)
	}
	return i, err
}

// yes asks what is answered with yes or no; an empty line is a no.
func (p *Program) yes(asked string, hidden bool) (bool, error) {
	for {
		line, err := p.talk.ask(asked, hidden)
		switch typed := checks.CleanLine(line); {
		case lang.Said("key.yes", typed):
			return true, err
		case typed == "", lang.Said("key.no", typed):
			return false, err
		}
		if p.tell(p.say.T("line.yes-or-no")); err != nil {
			return false, err
		}
	}
}

// field asks for a line of text by its name. An empty line leaves what stands there, and "-" takes it away.
func (p *Program) field(id, was string, accept func(string) error) (string, error) {
	prompt := p.say.T(id) + ":"
	if was != "" {
		prompt = p.say.T("line.field", "Name", p.say.T(id), "Value", was)
	}
	for {
		line, err := p.ask(prompt, "line.help.field")
		if err != nil {
			return was, err
		}
		typed := checks.CleanLine(line)
		switch typed {
		case "":
			typed = was
		case "-":
			typed = ""
		case backSign, slash + p.say.T("key.home"):
			return was, errBack
		case slash + p.say.T("key.quit"):
			return was, errQuit
		}
		if err = accept(typed); err == nil {
			return typed, nil
		}
		p.refuse(err)
	}
}

func anything(string) error { return nil }

// place is that of the one of n listed things whose number a line is.
func place(line string, n int) (i int, ok bool) {
	numbers, ok := numbersIn(line)
	if !ok || len(numbers) != 1 || numbers[0] < 1 || numbers[0] > n {
		return -1, false
	}
	return numbers[0] - 1, true
}

// held asks for something. Where somebody goes back from what was changed, it asks before that is dropped.
func (p *Program) held(ask func() error, isChanged func() bool) error {
	for {
		err := ask()
		if !errors.Is(err, errBack) || !isChanged() {
			return err
		}
		if drop, ended := p.yes(p.say.T("line.drop"), false); drop || ended != nil {
			return after(ended, errBack)
		}
	}
}

// insist saves until that works or nobody wants it any more, so that nothing typed is lost to a busy file. Where the input ends before that,
// or what was typed was wrong to begin with, the program ends with what went wrong.
func (p *Program) insist(failed error, save func() error) error {
	for failed == nil {
		if failed = save(); failed == nil {
			return nil
		}
		p.refuse(failed)
		switch again, ended := p.yes(p.say.T("line.try-again"), false); {
		case ended != nil:
			p.lost = failed
			return ended
		case !again:
			return errBack
		}
		failed = nil
	}
	p.lost = failed
	return failed
}

// saveBoth saves something in place of what it was or, where another program changed that meanwhile, as one of its own beside it. It returns
// which of two messages says so.
func saveBoth[T any](save func(was, now T) error, was, now, own T, inPlace, beside string) (said string, err error) {
	if err = save(was, now); checks.CodeOf(err) == checks.CodeConflict {
		var none T
		return beside, save(none, own)
	}
	return inPlace, err
}

// noted says that something of a team was saved, where it was.
func (p *Program) noted(err error, said, team string) error {
	if err == nil {
		p.tell(p.say.T(said))
		p.home.Team = team
	}
	return err
}

// meanwhile says that another program changed what was to be saved.
func (p *Program) meanwhile(err error, what string) error {
	if checks.CodeOf(err) != checks.CodeConflict {
		return err
	}
	return p.reply("line.meanwhile." + what)
}
