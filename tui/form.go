package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
	"emptychair/tui/widget"
)

// errNoText is said of a form that is to be left without one.
var errNoText = &checks.Error{Code: checks.CodeTextEmpty}

// maxDue is how many characters a date may take as it is typed.
const maxDue = 40

// Form asks for a story or an action between runs, or for a part of one: on a screen, or one line after the other.
type Form[T checks.Record] struct {
	*widget.Form
	recordKind[T]
	Was     T        // what stands in the store, the zero value where it is new
	Ask     string   // what it asks for
	Note    string   // what is said once it is saved,
	Nothing string   // and where there was nothing to save
	about   string   // the id of the help
	team    string   // whose it is, "" where that is asked for
	of      []string // the lines of [drafted] for it
	lines   func(was T) []*widget.Line
	// Read returns what was filled in, and of an error the line that it is about. Where nothing is to be refused, a day that is none is
	// taken for another one.
	Read func(lenient bool) (now T, line int, err error)
}

// Place is where what is typed in it and not saved is kept as a draft.
func (f *Form[T]) Place() string { return strings.Join(f.of, "\n") }

// Context makes what screens ask and say, for whoever asks and says it line by line.
type Context = context

// NewContext returns a context that speaks at a moment, and draws nothing.
func NewContext(say *lang.Printer, now time.Time, year checks.FiscalYear) *Context {
	return &context{say: say, texts: content.In(say.Code()), now: now, year: year}
}

// newForm returns a form with lines that are filled in as was says.
func newForm[T checks.Record](kind recordKind[T], was T, lines func(was T) []*widget.Line) *Form[T] {
	return &Form[T]{Form: &widget.Form{Lines: lines(was)}, recordKind: kind, Was: was, lines: lines}
}

// formScreen shows a form on a page of its own.
type formScreen[T checks.Record] struct {
	*context
	*Form[T]
	from taker[T] // to which esc returns, unless back says to which screen
	back screen

	header func() string
	above  func(p *widget.Canvas)
	// needs tells whether the form still makes sense once another program made fresh of it; nil for always.
	needs func(fresh T) bool
}

// newFormScreen shows a form, filled in as it was when the program was killed.
func newFormScreen[T checks.Record](g *context, f *Form[T], from taker[T]) *formScreen[T] {
	s := &formScreen[T]{context: g, Form: f, from: from}
	f.SetTyped(g.drafts.texts[s.Place()])
	s.header = func() string {
		id := ".edit"
		if s.Was.Key() == "" {
			id = ".new"
		}
		return s.inARow(s.say.T(s.name+id), s.say.Team(s.team))
	}
	s.above = func(p *widget.Canvas) {
		ask, more, _ := strings.Cut(s.Ask, "\n")
		p.Text(s.theme.Strong, ask)
		if more != "" {
			p.Text(s.theme.Quiet, more)
		}
		p.Space()
	}
	return s
}

func (s *formScreen[T]) help() string             { return s.about }
func (s *formScreen[T]) heading() string          { return s.header() }
func (s *formScreen[T]) typing() bool             { return s.Typing() }
func (s *formScreen[T]) keys() []key.Binding      { return s.Keys() }
func (s *formScreen[T]) paste(text string) action { return refuse(s.Paste(text)) }

func (s *formScreen[T]) press(k tea.KeyPressMsg) action {
	return s.fill(s.Form.Form, k, s.leave, s.keep)
}

func (s *formScreen[T]) draft() (place, text string) {
	if s.Changed() {
		text = s.Typed()
	}
	return s.Place(), text
}

func (s *formScreen[T]) leave() action {
	if s.back != nil {
		return show(s.back)
	}
	return show(s.from)
}

// fill fills a form in; enter on its last line, or ctrl+s on any, keeps what it says, and esc asks once before it drops that. A first line without a text is
// asked for at once.
func (g *context) fill(f *widget.Form, k tea.KeyPressMsg, cancel, keep func() action) action {
	switch {
	case matches(k, formKeys.Cancel):
		return g.drop(f.Changed(), cancel)
	case f.IsBare() && (matches(k, formKeys.Save) || matches(k, formKeys.Keep) && f.At == 0):
		f.At = 0
		return refuse(errNoText)
	case matches(k, formKeys.Save), matches(k, formKeys.Keep) && f.OnLast():
		return keep()
	case matches(k, formKeys.Keep):
		return refuse(f.Move(1))
	}
	return refuse(f.Press(k))
}

func (s *formScreen[T]) keep() action {
	now, line, err := s.Read(false)
	switch {
	case err != nil:
		s.At = line
		return refuse(err)
	case checks.Same(now, s.Was):
		return func(m *Model) tea.Cmd {
			m.note = s.Nothing
			return m.do(s.leave())
		}
	}
	return apply(s.saving(s.Was, now, s.Note))
}

func (s *formScreen[T]) unsaved() change {
	now, _, err := s.Read(true)
	if err != nil || !s.Changed() || checks.Same(now, s.Was) {
		return nil
	}
	return s.saving(s.Was, now, "")
}

func (s *formScreen[T]) onSaved(was, now T) screen { return s.from.onSaved(was, now) }

// onConflict keeps what was typed and shows the rest as it is now. What another program deleted is added anew.
func (s *formScreen[T]) onConflict(asked, fresh T) screen {
	next := s.from.onSaved(asked, fresh)
	if s.needs != nil && !s.needs(fresh) {
		return next
	}
	if list, ok := next.(taker[T]); ok {
		s.from = list
	}
	s.Was = fresh
	s.Renew(s.lines(fresh))
	return s
}

func (s *formScreen[T]) draw(p *widget.Canvas) {
	s.above(p)
	s.Draw(p)
}

// dayLine asks for a day, which is written as people do in the language so that it can be read again. read is what makes a day of what was typed, which
// stands in its place once the line is left.
func dayLine(g *context, label string, day checks.Day, hint string, read func(typed string) (checks.Day, error)) *widget.Line {
	l := widget.FieldLine(label, g.written(day), hint, maxDue, checks.CodeDayLong)
	l.Check = func(text string) error {
		_, err := read(text)
		return err
	}
	l.Echo = func(text string) string {
		day, _ := read(text)
		return g.written(day)
	}
	return l
}

// written is a day as it is typed, "" for none.
func (g *context) written(day checks.Day) string {
	if day.IsZero() {
		return ""
	}
	return day.Time().Format(g.say.T("form.day-layout"))
}

// calendar reads days as they are meant today.
func (g *context) calendar() checks.Calendar {
	return checks.Calendar{Today: checks.DayOf(g.now), Year: g.year}
}

// abouts are what a story or an action between runs can be about: nothing of the check, an item or a question.
func (g *context) abouts() []string {
	abouts := append([]string{""}, g.itemIDs()...)
	for _, q := range content.Check().Questions {
		abouts = append(abouts, q.ID)
	}
	return abouts
}

// aboutLine is the line of a form that asks for one of [context.abouts].
func (g *context) aboutLine(id string) *widget.Line {
	words := []string{g.say.T("about.nothing")}
	for _, about := range g.abouts()[1:] {
		words = append(words, g.texts.TitleOf(about))
	}
	return widget.PickLine("form.about", max(0, slices.Index(g.abouts(), id)), words...)
}

// The lines of the form of a story.
const (
	storyText = iota
	storySource
	storyAbout
	storyDay
	storyComplaint // not where a complaint has been followed already
	storyTeam      // only of the first story
)

// StoryForm asks for a new story of a team, and whose it is where that is "", or for what shall be different about one.
func (g *context) StoryForm(team string, was checks.Story, newID func() string) *Form[checks.Story] {
	f := newForm(storyKind, was, func(was checks.Story) []*widget.Line { return g.storyLines(team, was) })
	f.of, f.team = []string{"story", was.ID, team}, team
	f.about, f.Ask, f.Note = "help.story-form", g.say.T("story.ask"), g.say.T("story.saved")
	id := was.ID
	if id == "" {
		id = newID()
	}
	f.Read = func(lenient bool) (checks.Story, int, error) {
		now, line, err := g.readStory(f, lenient)
		if err != nil {
			return now, line, err
		}
		now.ID = id
		now, err = checks.NewStory(content.Check(), now)
		if code := checks.CodeOf(err); code == checks.CodeTeamEmpty || code == checks.CodeTeamLong {
			return now, storyTeam, err
		}
		return now, storyText, err
	}
	return f
}

// storyLines are what is asked for; a complaint that was followed already cannot be unmade here.
func (g *context) storyLines(team string, was checks.Story) []*widget.Line {
	var sources []string
	for _, source := range checks.Sources() {
		sources = append(sources, g.sourceName(source))
	}
	lines := []*widget.Line{
		widget.AreaLine(g, "form.text", was.Text, true),
		widget.PickLine("form.source", max(0, slices.Index(checks.Sources(), was.Source)), sources...),
		g.aboutLine(was.About),
		dayLine(g, "form.day", was.On, "form.day-like", g.calendar().PastDay),
	}
	complaint := 0
	switch c := was.Complaint; {
	case c.State == checks.ComplaintOpen && len(c.Steps) == 1:
		complaint = 1
	case c.State != checks.NoComplaint:
		return lines
	}
	lines = append(lines, widget.PickLine("form.complaint", complaint, g.say.T("form.complaint.no"), g.say.T("form.complaint.yes")))
	if team == "" {
		lines = append(lines, widget.FieldLine("form.team", g.say.Team(checks.Me), "", checks.MaxName, checks.CodeTeamLong))
	}
	return lines
}

// storyDayIn is the day that was filled in; where lenient and it is none, the one that it was, or today.
func (g *context) storyDayIn(f *Form[checks.Story], lenient bool) (checks.Day, error) {
	line := f.Lines[storyDay]
	if !f.Was.On.IsZero() && !line.Changed() {
		return f.Was.On, nil
	}
	day, err := g.calendar().PastDay(line.Value())
	if err == nil {
		_, err = f.Was.MovedTo(day)
	}
	switch {
	case err == nil || !lenient:
		return day, err
	case f.Was.On.IsZero():
		return checks.DayOf(g.now), nil
	}
	return f.Was.On, nil
}

func (g *context) readStory(f *Form[checks.Story], lenient bool) (checks.Story, int, error) {
	lines, today, now := f.Lines, checks.DayOf(g.now), f.Was
	day, err := g.storyDayIn(f, lenient)
	if err != nil {
		return now, storyDay, err
	}
	if f.Was.ID == "" {
		now.Noted = today
	}
	if now, err = now.MovedTo(day); err != nil {
		return now, storyDay, err
	}
	now.Team, now.Text = f.team, lines[storyText].Value()
	if f.team == "" {
		if now.Team = checks.CleanLine(lines[storyTeam].Value()); now.Team == g.say.Team(checks.Me) {
			now.Team = checks.Me
		}
	}
	now.Source, now.About = checks.Sources()[lines[storySource].Pick.At], g.abouts()[lines[storyAbout].Pick.At]
	if len(lines) > storyComplaint && lines[storyComplaint].Changed() {
		now.Complaint = complaintOnceAsked(now, lines[storyComplaint].Pick.At == 1, day, today)
	}
	return now, storyText, nil
}

// complaintOnceAsked is the complaint of a story once it was said whether it is one: open since the day of a new story, of one that was
// told before since today.
func complaintOnceAsked(was checks.Story, is bool, day, today checks.Day) checks.Complaint {
	switch {
	case !is:
		return checks.Complaint{}
	case was.IsComplaint():
		return was.Complaint
	case was.ID == "":
		return checks.NewComplaint(day)
	}
	return checks.NewComplaint(today)
}

// storyPanel changes a filter: where a story comes from, what it is about, how far a complaint is, when it was, and whose it is.
type storyPanel struct {
	widget.Form
	apply []func() // puts what a line says into the filter
}

// newStoryPanel offers what there is; the months and the teams are those of which there are stories, and of the teams only several.
func newStoryPanel(g *context, f *checks.StoryFilter, all []checks.Story) *storyPanel {
	p := &storyPanel{}
	months, teams := []checks.Month{f.Month}, []string{"", f.Team}
	for _, s := range all {
		months, teams = append(months, checks.MonthOf(s.On.Time())), append(teams, s.Team)
	}
	slices.SortFunc(months, func(a, b checks.Month) int { return b.First().Time().Compare(a.First().Time()) })
	slices.Sort(teams)
	const anyAndOne = 2
	addFilter(g, p, "form.source", &f.Source, checks.Sources(), g.sourceName)
	addFilter(g, p, "form.about", &f.About, g.abouts(), g.texts.TitleOf)
	addFilter(g, p, "form.state", &f.State, checks.ComplaintStates(), g.stateName)
	addFilter(g, p, "form.month", &f.Month, months, g.monthName)
	if teams = slices.Compact(teams); len(teams) > anyAndOne {
		addFilter(g, p, "form.team", &f.Team, teams, g.say.Team)
	}
	return p
}

// addFilter adds a line that goes through sorted values in words, and puts them into a field of the filter; the first one, the zero
// value, is any.
func addFilter[T comparable](g *context, p *storyPanel, label string, field *T, values []T, name func(T) string) {
	var none T
	values = slices.DeleteFunc(slices.Compact(values), func(v T) bool { return v == none })
	values = slices.Insert(values, 0, none)
	words := []string{g.say.T("filter.any")}
	for _, v := range values[1:] {
		words = append(words, name(v))
	}
	line := widget.PickLine(label, max(0, slices.Index(values, *field)), words...)
	p.Lines = append(p.Lines, line)
	p.apply = append(p.apply, func() { *field = values[line.Pick.At] })
}
