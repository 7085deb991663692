package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/tui/widget"
)

// errNoText is said of a form that is to be left without one.
var errNoText = &checks.Error{Code: checks.CodeTextEmpty}

// maxDue is how many characters a date may take as it is typed.
const maxDue = 20

// formScreen is a form for a story or an action between runs, or for a part of one, on a page of its own.
type formScreen[T checks.Record] struct {
	*context
	recordKind[T]
	form *widget.Form
	from taker[T] // to which esc returns
	sure bool     // esc was pressed on a form with something in it; once more drops it
	was  T        // what stands in the store, the zero value where it is new

	header func() string
	about  string // the id of the help
	note   string // what is said once it is saved
	above  func(p *widget.Canvas)
	lines  func(was T) []*widget.Line
	// read returns what was filled in, and of an error the line that it is about. Where nothing is to be refused, a day that is none is
	// taken for another one.
	read func(lenient bool) (now T, line int, err error)
	// needs tells whether the form still makes sense once another program made fresh of it; nil for always.
	needs func(fresh T) bool
}

func (s *formScreen[T]) help() string             { return s.about }
func (s *formScreen[T]) heading() string          { return s.header() }
func (s *formScreen[T]) typing() bool             { return s.form.Typing() }
func (s *formScreen[T]) keys() []key.Binding      { return s.form.Keys() }
func (s *formScreen[T]) paste(text string) action { return refuseIf(s.form.Paste(text)) }
func (s *formScreen[T]) stories() *storiesScreen  { return storiesOf(s.from) }

// press fills the form in; enter on its last line keeps what it says. A first line without a text is asked for at once.
func (s *formScreen[T]) press(k tea.KeyPressMsg) action {
	sure := s.sure
	s.sure = false
	switch {
	case matches(k, formKeys.cancel) && s.form.Changed() && !sure:
		s.sure = true
		return notify(s.say.T("entry.drop"))
	case matches(k, formKeys.cancel):
		return show(s.from)
	case matches(k, formKeys.keep) && s.form.At == 0 && s.form.IsBare():
		return refuse(errNoText)
	case matches(k, formKeys.keep) && s.form.OnLast():
		return s.keep()
	case matches(k, formKeys.keep):
		return refuseIf(s.form.Move(1))
	}
	return refuseIf(s.form.Press(k))
}

func (s *formScreen[T]) keep() action {
	now, line, err := s.read(false)
	switch {
	case err != nil:
		s.form.At = line
		return refuse(err)
	case checks.Same(now, s.was):
		return show(s.from)
	}
	return apply(s.saving(s.was, now, s.note))
}

func (s *formScreen[T]) unsaved() *change {
	now, _, err := s.read(true)
	if err != nil || !s.form.Changed() {
		return nil
	}
	return s.saving(s.was, now, "")
}

func (s *formScreen[T]) onSaved(was, now T) screen { return s.from.onSaved(was, now) }

// onConflict keeps what was typed and shows the rest as it is now. What another program deleted is added anew.
func (s *formScreen[T]) onConflict(asked, fresh T) screen {
	next := s.from.onConflict(asked, fresh)
	if s.needs != nil && !s.needs(fresh) {
		return next
	}
	s.from, s.was = next.(taker[T]), fresh
	s.form.Renew(s.lines(fresh))
	return s
}

func (s *formScreen[T]) draw(p *widget.Canvas) {
	s.above(p)
	s.form.Draw(p)
}

// newOr is the header of a form for something of a team: new, or to be edited.
func (s *formScreen[T]) newOr(fresh, edit, team string) string {
	id := edit
	if s.was.Key() == "" {
		id = fresh
	}
	return s.say.T(id) + " " + s.signs.Dot + " " + team
}

// dayLine asks for a day, which is written as people do in the language. read is what makes a day of what was typed.
func dayLine(g *context, label string, day checks.Day, hint string, read func(s string, today checks.Day) (checks.Day, error)) *widget.Line {
	l := widget.FieldLine(label, g.dayField(day), hint, maxDue, "")
	l.Check = func(text string) error {
		_, err := read(text, checks.DayOf(g.now))
		return err
	}
	return l
}

// dayField is a day as it stands in a field, so that it can be read again; "" for no date.
func (g *context) dayField(day checks.Day) string {
	if day.IsZero() {
		return ""
	}
	return day.Time().Format(g.say.T("form.day-layout"))
}

// abouts are what a story or an action between runs can be about: nothing of the check, an item or a question.
func (g *context) abouts() []string {
	return slices.Concat([]string{""}, g.itemIDs(), g.questionIDs())
}

// aboutLine is the line of a form that asks for one of [context.abouts].
func (g *context) aboutLine(id string) *widget.Line {
	words := []string{g.say.T("about.nothing")}
	for _, about := range g.abouts()[1:] {
		words = append(words, g.texts.TitleOf(about))
	}
	return widget.PickLine("form.about", max(0, slices.Index(g.abouts(), id)), words...)
}

// textEntry is a text that is typed below what it belongs to.
type textEntry struct {
	field *widget.Area
	was   string      // what stood there before
	sure  bool        // esc was pressed on a text that was changed; once more drops it
	bare  bool        // enter was pressed without evidence for the chair; once more leaves it empty
	story bool        // at an item: the story behind the number, otherwise what the chair rests on,
	step  checks.Step // which stands on this step
}

// newTextEntry begins a text over the one that stood there.
func newTextEntry(g *context, was string) *textEntry {
	e := &textEntry{field: widget.NewArea(g), was: was}
	e.field.Set(was)
	return e
}

// mayDrop tells whether esc drops the text; where something was typed only the second time.
func (e *textEntry) mayDrop() bool {
	asked := e.sure
	e.sure = true
	return asked || e.field.Value() == e.was
}

// press types a key.
func (e *textEntry) press(k tea.KeyPressMsg) error {
	e.sure, e.bare = false, false
	return e.field.Press(k)
}
