package line

import (
	"slices"

	"emptychair/checks"
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
			wordOf("key.new-action", func() error { return p.editAction(p.home.Team, checks.Action{}) }),
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
	save := func(id, said string, how func() checks.Action) word {
		return wordOf(id, func() error {
			return p.saved(p.opts.Store.SaveAction(a, how()), said, "action")
		})
	}
	words := []word{
		wordOf("key.edit", func() error { return p.editAction(a.Team, a) }),
		wordOf("key.delete", func() error {
			day := p.say.Day(a.Since(p.opts.Now().Location()).Time())
			return p.delete(p.say.T("actions.delete", "Day", day), a.ID, func() error { return p.opts.Store.DeleteAction(a.ID, a.Run) })
		}),
	}
	if a.State == checks.Open {
		words = append(words, save("key.done", "actions.finished", a.Finish), wordOf("key.drop", func() error {
			_, err := record(p, p.screens().DropForm(a))
			return err
		}))
	} else {
		words = append(words, save("key.reopen", "actions.reopened", a.Reopen))
	}
	p.tell(p.say.T("line.words", "Words", p.listed(words)))
	return p.put(question{prompt: p.say.T("line.then"), help: "help.actions", words: words, empty: nothing, back: nothing})
}

// editAction asks for an action between runs, or for what is to be different about one.
func (p *Program) editAction(team string, was checks.Action) error {
	_, err := record(p, p.screens().ActionForm(team, was, nil, p.opts.NewID))
	return err
}
