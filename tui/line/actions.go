package line

import (
	"errors"
	"slices"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
)

// actions lists the open actions of the team, the one due first first, or those in another state.
func (p *Program) actions() error {
	var list []checks.Action
	states, at := []checks.State{checks.Open, checks.Done, checks.Dropped}, 0
	return p.browse(shelf{
		names: func() (names []string, count string, err error) {
			list, err = p.opts.Store.Actions(p.home.Team)
			list = slices.DeleteFunc(list, func(a checks.Action) bool { return a.State != states[at] })
			for _, a := range list {
				names = append(names, a.Text+" ("+p.actionFacts(a)+")")
			}
			return names, p.say.N("actions.state."+string(states[at]), len(list)), err
		},
		open: func(i int) error { return p.action(list[i]) },
		words: []word{
			wordOf("key.new-action", func() error { return p.editAction(checks.Action{Team: p.home.Team}) }),
			wordOf("key.other-state", func() error {
				at = (at + 1) % len(states)
				return nil
			}),
		},
	})
}

// actionFacts say on a line what is known of an action beside its text.
func (p *Program) actionFacts(a checks.Action) string {
	o := p.reportOptions()
	o.Stories = p.home.Stories
	return report.ActionLine(a, o)
}

// action says an action, and asks what became of it.
func (p *Program) action(a checks.Action) error {
	p.tell(a.Text, p.actionFacts(a))
	save := func(id, said string, how func() (checks.Action, error)) word {
		return wordOf(id, func() error {
			now, err := how()
			if err != nil {
				return err
			}
			return p.saveAction(a, now, said)
		})
	}
	words := []word{
		wordOf("key.edit", func() error { return p.editAction(a) }),
		wordOf("key.delete", func() error {
			day := p.say.Day(a.Since(p.opts.Now().Location()).Time())
			return p.delete(p.say.T("actions.delete", "Day", day), a.ID, func() error { return p.opts.Store.DeleteAction(a.ID, a.Run) })
		}),
	}
	if a.State == checks.Open {
		words = append(words, save("key.done", "actions.finished", func() (checks.Action, error) { return a.Finish(), nil }),
			save("key.drop", "actions.dropped", func() (checks.Action, error) {
				reason, err := p.ask(p.say.T("drop.ask"), "line.help.ask")
				if err != nil {
					return a, err
				}
				return a.Drop(reason)
			}))
	} else {
		words = append(words, save("key.reopen", "actions.reopened", func() (checks.Action, error) { return a.Reopen(), nil }))
	}
	p.tell(p.say.T("line.words", "Words", p.listed(words)))
	return p.put(question{prompt: p.say.T("line.then"), help: "help.actions", words: words, empty: nothing, back: nothing})
}

// askAction asks what is to be done, by whom and until when. Without a text there is none.
func (p *Program) askAction(a checks.Action, today checks.Day) (checks.Action, error) {
	text, err := p.field("action.text", a.Text, anything)
	a.Text = text
	if err != nil || text == "" {
		return a, err
	}
	if a.Owner, err = p.field("action.owner", a.Owner, anything); err != nil {
		return a, err
	}
	written := ""
	if !a.Due.IsZero() {
		written = a.Due.Time().Format(p.say.T("form.day-layout"))
	}
	_, err = p.field("action.due", written, func(typed string) (err error) {
		due := checks.Day{}
		if typed == written {
			return nil
		}
		if typed != "" {
			due, err = checks.Calendar{Today: today, Year: p.home.Year}.Due(typed)
		}
		if err == nil {
			a.Due = due
		}
		return err
	})
	return a, err
}

// editAction asks for an action between runs, or for what is to be different about one, until it can be saved.
func (p *Program) editAction(was checks.Action) error {
	blank, stored := was, was
	if was.ID == "" {
		stored, blank.ID, blank.Made, blank.State = checks.Action{}, p.opts.NewID(), p.opts.Now(), checks.Open
	}
	a := blank
	for {
		err := p.held(func() (err error) {
			if a, err = p.askAction(a, p.today()); err == nil && a.Text != "" && was.ID == "" && a.Story == "" {
				a.From, err = p.about(a.From)
			}
			return err
		}, func() bool { return !checks.Same(a, blank) })
		if a.Text == "" || errors.Is(err, errBack) || checks.Same(a, stored) {
			return err
		}
		now, failed := checks.NewAction(content.Check(), a)
		if failed != nil && err == nil {
			p.refuse(failed)
			continue
		}
		own := now
		own.ID = p.opts.NewID()
		return after(err, p.insist(failed, func() error {
			said, err := saveBoth(p.opts.Store.SaveAction, stored, now, own, "actions.saved", "cli.kept-beside.action")
			return p.noted(err, said, p.home.Team)
		}))
	}
}

func (p *Program) saveAction(was, now checks.Action, said string) error {
	return p.meanwhile(p.noted(p.opts.Store.SaveAction(was, now), said, p.home.Team), "action")
}
