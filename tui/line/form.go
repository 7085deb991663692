package line

import (
	"errors"
	"strconv"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui"
	"emptychair/tui/widget"
)

// What is usual where one of several things has to be picked, and where it is none of them.
const (
	noneUsual = -1
	mustPick  = -2
)

// pick asks for one of several things, by its number or its beginning; an empty line picks the usual one. Whoever picks none goes back.
func (p *Program) pick(prompt string, options []string, usual int) (picked int, err error) {
	p.numbered(0, options...)
	picked = noneUsual
	take := func(i int) error {
		if picked = i; i < 0 {
			return errBack
		}
		return nil
	}
	q := question{prompt: prompt, help: "line.help.pick", take: func(line string) error {
		said := strings.TrimPrefix(checks.CleanLine(line), slash)
		switch i := chosen(options, line); {
		case i >= 0:
			return take(i)
		case usual == mustPick:
		case isSame(said, p.say.T("key.quit")):
			return errQuit
		case isSame(said, p.say.T("key.home")):
			return errBack
		}
		return p.reply("line.unknown")
	}}
	if usual != mustPick {
		q.empty, q.back = func() error { return take(usual) }, func() error { return errBack }
	}
	for err == nil && picked < 0 {
		err = p.put(q)
	}
	return picked, err
}

// numbered says things by their numbers, of which there are some before them.
func (p *Program) numbered(before int, things ...string) {
	for i, thing := range things {
		p.tell(strconv.Itoa(before+i+1) + ": " + thing)
	}
}

// done makes something true.
func done(what *bool) func() error {
	return func() error {
		*what = true
		return nil
	}
}

// numberOf takes a line that is the number of one of n listed things.
func (p *Program) numberOf(n int, take func(i int) error) func(line string) error {
	return func(line string) error {
		if i, ok := place(line, n); ok {
			return take(i)
		}
		return p.reply("line.unknown")
	}
}

// chosen is the place of the option that a line means by its number or its beginning, -1 for none.
func chosen(options []string, line string) int {
	typed := checks.CleanLine(line)
	i, ok := place(typed, len(options))
	if !ok {
		i = only(options, typed, isSame)
	}
	if i < 0 {
		i = only(options, typed, isBeginning)
	}
	return i
}

// askChoice asks for a choice by its name; an empty line leaves the one that is made.
func (p *Program) askChoice(name string, c *widget.Choice) error {
	if len(c.Words) == 0 {
		return p.field(name, c.Value(), "", c.Fill)
	}
	i, err := p.pick(p.say.T("line.field", "Name", name, "Value", c.Value()), c.Words, c.At)
	if err == nil {
		c.At = i
	}
	return err
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

// field asks for a line of text by its name, like what a hint says, until that is taken. An empty line leaves what stands there, and "-"
// takes it away.
func (p *Program) field(name, was, hint string, take func(string) error) error {
	prompt := name + ":"
	switch {
	case was != "":
		prompt = p.say.T("line.field", "Name", name, "Value", was)
	case strings.HasSuffix(name, "?"):
		prompt = name
	}
	for {
		line, err := p.ask(prompt, "line.help.field", hint)
		if err != nil {
			return err
		}
		typed := checks.CleanLine(line)
		switch typed {
		case "":
			typed = was
		case "-":
			typed = ""
		case backSign, slash + p.say.T("key.home"):
			return errBack
		case slash + p.say.T("key.quit"):
			return errQuit
		}
		if err = take(typed); err == nil {
			return nil
		}
		p.refuse(err)
	}
}

// place is that of the one of n listed things whose number a line is.
func place(line string, n int) (i int, ok bool) {
	numbers, ok := numbersIn(line)
	if !ok || len(numbers) != 1 || numbers[0] < 1 || numbers[0] > n {
		return -1, false
	}
	return numbers[0] - 1, true
}

// fill asks for the lines of a form from where it stands, each after the one before. It leaves one in which there must be a text and is
// none, and ends one where a line that is left empty says so, without a word where nothing was changed. Where somebody goes back from what
// was changed, it asks before that is dropped.
func (p *Program) fill(f *widget.Form) error {
	for first := f.At; f.At < len(f.Lines); {
		l := f.Lines[f.At]
		err := p.fillLine(l)
		back := errors.Is(err, errBack)
		switch {
		case err == nil && (f.IsBare() || f.Ends() && !f.Changed()):
			return errBack
		case err == nil && f.Ends():
			return nil
		case err == nil:
			f.Next()
		case back && f.Grows && f.At > first:
			f.At--
			_ = f.Lines[f.At].Fill("") // which nothing refuses
		case !back, !f.Changed():
			return err
		default:
			if drop, ended := p.yes(p.say.T("line.drop"), false); drop || ended != nil {
				return after(ended, errBack)
			}
		}
	}
	return nil
}

// fillLine asks for a line of a form until it takes what is typed.
func (p *Program) fillLine(l *widget.Line) error {
	switch {
	case l.Pick != nil:
		return p.askChoice(l.Asks(p.say), l.Pick)
	case l.Value() == "" && l.Echo != nil: // says what stands for nothing
		return p.field(l.Asks(p.say), l.Echo(""), l.Hint, l.Fill)
	case !l.TakesLines():
		return p.field(l.Asks(p.say), l.Value(), l.Hint, l.Fill)
	}
	for p.tell(l.Value(), p.say.T("line.text")); ; {
		text, err := p.text(l.Asks(p.say)+":", false)
		if checks.CleanLine(text) == backSign {
			return after(err, errBack)
		}
		var failed error
		if strings.TrimSpace(text) != "" {
			failed = l.Fill(text)
		}
		if failed == nil || err != nil {
			return after(err, failed)
		}
		p.refuse(failed)
	}
}

// record asks for the lines of a form, from what was typed on a screen before the program ended there, until what they say can be saved, and
// saves it. It returns what there is then. Where the input ends, what was typed before that counts.
func record[T checks.Record](p *Program, f *tui.Form[T]) (T, error) {
	p.tell(f.Ask)
	if typed := p.opts.Store.Drafts()[f.Place()]; typed != "" {
		p.tell(p.say.T("draft.again"))
		f.SetTyped(typed)
		defer func() {
			if p.lost == nil {
				_ = p.opts.Store.KeepDraft(f.Place(), "")
			}
		}()
	}
	return fillRecord(p, f)
}

// fillRecord asks for the lines of a form from where it stands, and saves what they say.
func fillRecord[T checks.Record](p *Program, f *tui.Form[T]) (T, error) {
	for {
		ended := p.fill(f.Form)
		if errors.Is(ended, errBack) || ended != nil && !f.Changed() {
			return f.Was, ended
		}
		now, line, failed := f.Read(ended != nil)
		switch {
		case failed != nil && ended == nil:
			p.refuse(failed)
			p.tell(p.say.T("line.help.back", "Back", backSign))
			f.At = line
		case failed != nil:
			p.lost = failed
			return f.Was, ended
		case checks.Same(now, f.Was):
			p.tell(f.Nothing)
			return f.Was, ended
		default:
			kept, err := insist(p, f, now)
			if err != nil {
				return f.Was, after(ended, err)
			}
			return kept, ended
		}
	}
}

// insist saves what a form made until that works or nobody wants it any more, so that nothing typed is lost to a busy file, and returns what
// was kept. Where the input ends before that, the program ends with what went wrong.
func insist[T checks.Record](p *Program, f *tui.Form[T], now T) (T, error) {
	for {
		kept, beside, failed := f.Keep(p.opts.Store, f.Was, now, p.opts.NewID)
		switch {
		case failed != nil:
		case beside != "":
			return kept, p.reply("cli.kept-beside." + string(beside))
		default:
			p.tell(f.Note)
			return kept, nil
		}
		p.refuse(failed)
		switch again, ended := p.yes(p.say.T("line.try-again"), false); {
		case ended != nil:
			p.lost = failed
			return f.Was, ended
		case !again:
			return f.Was, errBack
		}
	}
}

// saved says that something was saved, or that another program changed it meanwhile.
func (p *Program) saved(err error, said, what string) error {
	switch {
	case err == nil:
		return p.reply(said)
	case checks.CodeOf(err) == checks.CodeConflict:
		return p.reply("line.meanwhile." + what)
	}
	return err
}
