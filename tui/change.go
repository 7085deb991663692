package tui

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// change makes a change of the store outside a run, whatever the program does meanwhile, and returns what it came to. The program does not
// end before that is there.
type change func(Store) outcome

// outcome is what a change came to.
type outcome struct {
	err error
	// done shows it.
	done func(m *Model) tea.Cmd
	// atEnd is what is left to do for it when the program ends; nil where that is nothing.
	atEnd func(m *Model) error
}

// apply makes a change outside a run. Where somebody wants to leave the program that follows, unless the change did not work: that
// is shown first.
func apply(c change) action {
	return func(m *Model) tea.Cmd {
		m.applying = c
		s := m.opts.Store
		return m.wait(func() tea.Msg {
			o := c(s)
			return result(func(m *Model) tea.Cmd { return m.applied(o) })
		})
	}
}

func (m *Model) applied(o outcome) tea.Cmd {
	if o.err != nil && m.ending {
		return m.part(tea.QuitMsg{}) // Close tries again
	}
	leave := m.leaving == leavingProgram && o.err == nil
	m.leaving, m.applying = staying, nil
	cmd := o.done(m)
	if !leave {
		return cmd
	}
	return tea.Batch(cmd, m.leave(leavingProgram)) // what was typed ahead may have changed something again
}

// closeChange does what was to be changed outside a run and is not on disk when the program ends: a change that is under way once
// more, or what was typed and not kept.
func (m *Model) closeChange() error {
	c, typed := m.applying, false
	defer m.drafts.write()
	if p, ok := m.screen.(pending); ok && c == nil {
		c = p.unsaved()
		typed = c != nil
	}
	if c == nil {
		return nil
	}
	o := c(m.opts.Store)
	err := o.err
	if o.atEnd != nil {
		err = o.atEnd(m)
	}
	if m.savedTyped = typed && err == nil; err == nil {
		m.drafts.keep(m.place, "")
	}
	return err
}

// drafted is a screen outside a run on which a text is typed.
type drafted interface {
	// draft returns what is typed and neither saved nor left, "" for nothing, and the place where it shows again after a crash: what kind of
	// form that is and, in lines below, the ids and the team that it is about.
	draft() (place, text string)
}

// drafts are the texts that are typed outside a run, by their places: what a program that was killed left, and what is typed now.
type drafts struct {
	texts   map[string]string
	store   Store
	mu      sync.Mutex
	waiting map[string]string // what is not on the disk yet
	writing sync.Mutex
}

// keep puts what is typed at a place among the drafts, where it is something else than before.
func (d *drafts) keep(place, text string) {
	if d.texts[place] != text {
		d.texts[place] = text
		d.mu.Lock()
		defer d.mu.Unlock()
		d.waiting[place] = text
	}
}

func (d *drafts) areWaiting() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.waiting) > 0
}

// write brings to the disk what waits for that. What cannot be written waits on, unless there is something newer in its place.
func (d *drafts) write() {
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	waiting := d.waiting
	d.waiting = map[string]string{}
	d.mu.Unlock()
	maps.DeleteFunc(waiting, func(place, text string) bool { return d.store.KeepDraft(place, text) == nil })
	d.mu.Lock()
	defer d.mu.Unlock()
	maps.Copy(waiting, d.waiting)
	d.waiting = waiting
}

// keepTyped keeps what is typed outside a run until it is saved or left, and says so where it shows again.
func (m *Model) keepTyped() tea.Cmd {
	place, text := "", ""
	if s, ok := m.screen.(drafted); ok {
		place, text = s.draft()
	}
	if place != m.place {
		m.drafts.keep(m.place, "")
		if text != "" && text == m.drafts.texts[place] {
			m.note = m.say.T("draft.again")
		}
	}
	m.place = place
	if m.drafts.keep(place, text); !m.drafts.areWaiting() {
		return nil
	}
	return func() tea.Msg {
		m.drafts.write()
		return nil
	}
}

// remember changes what is remembered of a team; done shows that, with a notice, on the screen on which it was said.
func remember(write func(Store) error, done func(m *Model) string) action {
	return apply(func(s Store) outcome {
		err := write(s)
		return outcome{err: err, done: func(m *Model) tea.Cmd {
			if err == nil {
				m.note = m.say.T(done(m))
			}
			return m.stopWaiting(err)
		}}
	})
}

// deletion deletes what has an id, has it taken out of a list that is open, and asks about the backups that still hold it.
func deletion(list screen, id string, write func(Store) error, takeOut func(), then func(m *Model) tea.Cmd) action {
	return apply(func(s Store) outcome {
		var with backups
		err := write(s)
		remains := checks.CodeOf(err) == checks.CodeTextRemains
		if err == nil || remains {
			with.n, with.all, with.err = s.CountBackups([]string{id})
		}
		return outcome{
			err: err,
			done: func(m *Model) tea.Cmd {
				if err != nil && !remains {
					return m.stopWaiting(err)
				}
				takeOut()
				m.askAboutBackups(list, id, with, err)
				return then(m)
			},
			atEnd: func(*Model) error {
				if checks.CodeOf(err) == checks.CodeNotFound {
					return nil // it was gone already
				}
				return err
			},
		}
	})
}

// taker is a screen on which a story, or an action, can be saved.
type taker[T checks.Record] interface {
	screen
	// onSaved takes in what is on disk now, by this program or by another one; the zero value where that deleted it. It returns the screen
	// that shows next.
	onSaved(was, now T) screen
}

// keeper is one on which something was typed that outlives what another program did meanwhile.
type keeper[T checks.Record] interface {
	// onConflict takes in what another program made of what was to be saved, and returns the screen that shows next.
	onConflict(asked, fresh T) screen
}

// recordKind is what the program must know of stories, or of actions, to save one.
type recordKind[T checks.Record] struct {
	name   string // of its messages
	save   func(s Store, was, now T) error
	erase  func(s Store, x T) error
	list   func(Store) ([]T, error)
	sort   func([]T)              // into the order in which they are listed
	same   func(a, b T) bool      // tells whether two are states of one
	anew   func(x T, id string) T // is x under an id of its own
	beside SavedBeside
}

var storyKind = recordKind[checks.Story]{
	name: "story", beside: SavedBesideStory, same: func(a, b checks.Story) bool { return a.ID == b.ID },
	save:  Store.SaveStory,
	erase: func(s Store, x checks.Story) error { return s.DeleteStory(x.ID) },
	sort:  checks.SortStories,
	list:  func(s Store) ([]checks.Story, error) { return s.Stories("") },
	anew: func(st checks.Story, id string) checks.Story {
		st.ID = id
		return st
	},
}

// An action that is kept beside another is one between runs.
var actionKind = recordKind[checks.Action]{
	name: "actions", beside: SavedBesideAction, same: func(a, b checks.Action) bool { return a.ID == b.ID && a.Run == b.Run },
	save:  Store.SaveAction,
	erase: func(s Store, x checks.Action) error { return s.DeleteAction(x.ID, x.Run) },
	sort:  checks.SortDue,
	list:  func(s Store) ([]checks.Action, error) { return s.Actions("") },
	anew: func(a checks.Action, id string) checks.Action {
		a.ID, a.Run = id, ""
		return a
	},
}

// saving puts now in place of was, or adds it where that is the zero one; the note is shown once it is on disk. Where another program
// was faster what that made of it is shown, and nothing typed is lost.
func (k recordKind[T]) saving(was, now T, note string) change {
	return func(s Store) outcome {
		err, fresh := k.save(s, was, now), *new(T) // fresh is what another program made of it; zero where it is gone
		if checks.CodeOf(err) == checks.CodeConflict {
			list, failed := k.list(s)
			if i := slices.IndexFunc(list, func(x T) bool { return k.same(now, x) }); i >= 0 {
				fresh = list[i]
			}
			err = cmp.Or(failed, err)
		}
		return outcome{
			err:  err,
			done: func(m *Model) tea.Cmd { return k.saved(m, was, now, fresh, note, err) },
			atEnd: func(m *Model) error {
				beside := k.beside
				switch code := checks.CodeOf(err); {
				case code == checks.CodeGone:
					beside = SavedAnew
				case code != checks.CodeConflict:
					return err
				case checks.Same(fresh, now):
					return nil
				}
				var none T
				return m.kept(beside, k.save(s, none, k.anew(now, m.opts.NewID())))
			},
		}
	}
}

// Keep puts now in place of was at once, or adds it where that is the zero one. Where another program changed that meanwhile it is kept as
// one of its own, and Keep says beside what. It returns what was kept.
func (k recordKind[T]) Keep(s Store, was, now T, newID func() string) (T, SavedBeside, error) {
	err := k.save(s, was, now)
	if checks.CodeOf(err) != checks.CodeConflict {
		return now, "", err
	}
	var none T
	now = k.anew(now, newID())
	return now, k.beside, k.save(s, none, now)
}

func (k recordKind[T]) saved(m *Model, was, now, fresh T, note string, err error) tea.Cmd {
	s, ok := m.screen.(taker[T])
	switch {
	case !ok:
		return m.stopWaiting(err)
	case checks.CodeOf(err) == checks.CodeConflict:
		if typed, ok := s.(keeper[T]); ok {
			m.screen = typed.onConflict(now, fresh)
		} else {
			m.screen = s.onSaved(now, fresh)
		}
		return m.changedMeanwhile(k.name, !k.same(now, fresh))
	case err != nil:
		return m.stopWaiting(err)
	}
	m.screen, m.note = s.onSaved(was, now), note
	return m.stopWaiting(nil)
}

// changedMeanwhile says that another program changed or deleted what was to be saved. What was typed ahead was meant for what stood
// there before.
func (m *Model) changedMeanwhile(what string, gone bool) tea.Cmd {
	how := ".changed-meanwhile"
	switch _, form := m.screen.(pending); {
	case gone && form:
		how = ".deleted-meanwhile"
	case gone:
		how = ".gone-meanwhile"
	}
	m.queue = nil
	cmd := m.stopWaiting(nil)
	m.note, m.alarm = m.say.T(what+how), true
	return cmd
}

// backups is how many backups still hold what was deleted, whether there are no others, and why that is not known where it is not.
type backups struct {
	n   int
	all bool
	err error
}

// newBackupsScreen asks below a list whether the backups that still hold what was deleted from it shall go too.
func newBackupsScreen(g *context, list screen, id string, b backups) *askScreen {
	message := "backups.left"
	if b.all {
		message = "backups.left.all"
	}
	return &askScreen{
		context: g, list: list, about: "help.backups", kept: g.say.T("backups.kept"),
		ask: func(p *widget.Canvas) { p.Text(g.theme.Now, g.say.N(message, b.n)) },
		yes: remember(func(s Store) error { return s.RemoveBackupsOf([]string{id}) }, func(*Model) string { return "backups.dropped" }),
	}
}

// askAboutBackups says that something is gone from a list, which is open, and asks about the backups that still hold it. What was
// typed ahead was no answer to that.
func (m *Model) askAboutBackups(list screen, id string, b backups, remains error) {
	m.note = m.say.T("past.deleted")
	switch {
	case b.err != nil:
		what, _ := m.say.Error(b.err)
		m.note, m.alarm = m.note+" "+m.say.T("backups.unknown")+" "+what, true
	case b.n > 0:
		m.screen, m.queue = newBackupsScreen(m.context, list, id, b), nil
	}
	m.complain(remains)
}

// backUp makes a backup of a run that was finished, and says where there is none of what is saved. Whoever wanted to leave sees that
// first.
func (m *Model) backUp() tea.Cmd {
	s := m.opts.Store
	return m.inBackground(func() tea.Msg {
		err := s.BackUp()
		return result(func(m *Model) tea.Cmd {
			if err != nil && !m.ending {
				m.leaving = staying
				m.complain(err)
				if code := checks.CodeOf(err); code != checks.CodeNoBackup && code != checks.CodeBackupFolder { // which say so themselves
					m.note = m.say.T("backups.none-made") + " " + m.note
				}
			}
			return m.backgroundDone()
		})
	})
}
