package tui

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	diff "github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/demo"
	"emptychair/checks/settings"
	"emptychair/tui/theme"
)

// tester is what a user needs of a test; a property test has no more.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// user drives the program as a person does: by keys, and by looking at the window.
type user struct {
	t     tester
	m     *Model
	store *memory
	clock time.Time

	width, height int
	language      string
	options       []func(*Options)
	ids           int // that were given to runs and actions

	slow    bool      // commands wait in waiting until release
	waiting []tea.Cmd // in the order in which they were asked for
	came    []string  // the kinds of message that commands led to, in order
	timers  []timer   // that have not gone off yet, in the order in which they were set
	since   time.Duration
	ended   bool
	drawn   *tea.View // what shows since the last message, nil until it is looked at
	keys    int       // that were pressed, a second from each to the next,
	hasty   bool      // or all at once
}

// timer is one that the program has set: how long it waits, when it goes off, counted from the beginning of the test, and with what.
type timer struct {
	after, due time.Duration
	message    func(time.Time) tea.Msg
}

// Thousands of windows are drawn and thrown away here: to collect them more seldom takes a fifth less time and 60 MB more.
func init() { debug.SetGCPercent(400) }

// noon is the moment at which the tests take place.
var noon = time.Date(2026, time.November, 22, 12, 0, 0, 0, time.FixedZone("CET", 3600))

func newUser(t tester, w, h int, language string, store *memory, change ...func(*Options)) *user {
	t.Helper()
	u := &user{t: t, store: store, clock: noon, width: w, height: h, language: language, options: change}
	return u.opens()
}

// opens starts the program, once more where it had been started on this store before.
func (u *user) opens(change ...func(*Options)) *user {
	u.t.Helper()
	o := Options{
		Store: u.store, Export: u.store.export, Settings: speaking(u.language), Background: theme.OnDark, Now: func() time.Time { return u.clock },
		Suspend: struct{ tea.ExecCommand }{}, // which is not run here
		Pressed: func() time.Time {
			if !u.hasty {
				u.keys++
			}
			return noon.Add(time.Duration(u.keys) * time.Second)
		},
		NewID: func() string { u.ids++; return fmt.Sprintf("01J5N3T8W0Q6V1Z9K4M7R2X%03d", u.ids) },
		Tick: func(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
			u.timers = append(u.timers, timer{d, u.since + d, message})
			return nil
		},
	}
	team, _ := u.store.Snapshot("")
	o.Home = team
	for _, f := range append(u.options, change...) {
		f(&o)
	}
	u.timers, u.came, u.ended, u.drawn = nil, nil, false, nil
	u.m = New(o)
	u.run(u.m.Init())
	return u.resize(u.width, u.height)
}

// speaking asks for a language, as --lang does.
func speaking(language string) settings.Call {
	return settings.Call{Options: map[string]settings.Said{settings.Language: {Code: language, By: "--lang"}}}
}

// inASCII asks for signs of ASCII alone.
func inASCII(o *Options) {
	o.Settings.Options[settings.Signs] = settings.Said{Code: settings.ASCII, By: "--ascii"}
}

// start opens the program in English, in a window of the usual size.
func start(t tester, store *memory, change ...func(*Options)) *user {
	t.Helper()
	return newUser(t, 80, 24, "en", store, change...)
}

func (u *user) resize(w, h int) *user {
	u.t.Helper()
	u.width, u.height = w, h
	return u.send(tea.WindowSizeMsg{Width: w, Height: h})
}

func (u *user) send(msg tea.Msg) *user {
	u.t.Helper()
	_, cmd := u.m.Update(msg)
	u.drawn = nil
	if cmd != nil && u.slow {
		u.waiting = append(u.waiting, cmd)
		return u
	}
	u.run(cmd)
	return u
}

// release lets the commands that wait go on, and what they lead to.
func (u *user) release() *user {
	u.t.Helper()
	waiting := u.waiting
	u.waiting, u.slow = nil, false
	for _, cmd := range waiting {
		u.run(cmd)
	}
	return u
}

// run carries commands out one after the other, as a fast machine would.
func (u *user) run(cmd tea.Cmd) {
	u.t.Helper()
	if cmd == nil {
		return
	}
	msg := cmd()
	u.came = append(u.came, fmt.Sprintf("%T", msg))
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			u.run(c)
		}
	case tea.QuitMsg:
		u.ended = true
	default:
		if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() { // a sequence
				u.run(v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		u.send(msg)
	}
}

var namedKeys = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "f1": {Code: tea.KeyF1}, "f2": {Code: tea.KeyF2}, "f3": {Code: tea.KeyF3}, "f4": {Code: tea.KeyF4}, "f5": {Code: tea.KeyF5}, "f6": {Code: tea.KeyF6}, "f7": {Code: tea.KeyF7},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "delete": {Code: tea.KeyDelete},
	"space": {Code: ' ', Text: " "}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+r": {Code: 'r', Mod: tea.ModCtrl},
	"ctrl+g": {Code: 'g', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+z": {Code: 'z', Mod: tea.ModCtrl}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
}

// press types keys by their names; a word that is no name is typed letter by letter.
func (u *user) press(keys ...string) *user {
	u.t.Helper()
	for _, k := range keys {
		if msg, ok := namedKeys[k]; ok {
			u.send(msg)
			continue
		}
		u.typed(k)
	}
	return u
}

// times presses a key so often.
func (u *user) times(n int, key string) *user {
	u.t.Helper()
	for range n {
		u.press(key)
	}
	return u
}

func (u *user) typed(text string) *user {
	u.t.Helper()
	for _, r := range text {
		u.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return u
}

func (u *user) paste(text string) *user {
	u.t.Helper()
	return u.send(tea.PasteMsg{Content: text})
}

// passes lets the clock go on, second by second, and timers go off.
func (u *user) passes(d time.Duration) *user {
	u.t.Helper()
	for range int(d / time.Second) {
		u.clock, u.since = u.clock.Add(time.Second), u.since+time.Second
		set := u.timers
		u.timers = nil
		for _, tm := range set {
			if tm.due > u.since {
				u.timers = append(u.timers, tm)
			} else {
				u.send(tm.message(u.clock))
			}
		}
	}
	return u
}

// pending counts the timers of a length that have not gone off.
func (u *user) pending(after time.Duration) (n int) {
	for _, tm := range u.timers {
		if tm.after == after {
			n++
		}
	}
	return n
}

// view is the window, which nothing but a message changes.
func (u *user) view() tea.View {
	if u.drawn == nil {
		v := u.m.View()
		u.drawn = &v
	}
	return *u.drawn
}

// screen is the window as text.
func (u *user) screen() string { return ansi.Strip(u.view().Content) }

// line is the window as one line, in which what is wrapped reads on.
func (u *user) line() string { return strings.Join(strings.Fields(u.screen()), " ") }

// words are that line, and below it one for each column of what stands beside each other.
func (u *user) words() string {
	lines, columns := u.line(), map[int]string{}
	for line := range strings.Lines(u.screen()) {
		at, x := 0, 0
		for _, part := range besideEachOther.FindAllStringIndex(line, -1) {
			x += ansi.StringWidth(line[at:part[0]])
			at = part[0]
			columns[x] += " " + line[at:part[1]]
		}
	}
	for _, x := range slices.Sorted(maps.Keys(columns)) {
		lines += "\n" + columns[x]
	}
	return lines
}

// besideEachOther are texts that more than a blank parts.
var besideEachOther = regexp.MustCompile(`\S+( \S+)*`)

// header is the first line of the window.
func (u *user) header() string {
	first, _, _ := strings.Cut(u.screen(), "\n")
	return first
}

// inRun tells whether a run is open.
func (u *user) inRun() bool { return u.m.session != nil }

// openRun is the state of the run that is open.
func (u *user) openRun() checks.Run {
	u.t.Helper()
	if !u.inRun() {
		u.t.Fatalf("no run is open:\n%s", u.screen())
	}
	return u.m.session.flow.Run()
}

// sees fails where one of the texts is not on the screen; line breaks do not matter.
func (u *user) sees(texts ...string) *user {
	u.t.Helper()
	line := u.line()
	for _, text := range texts {
		if text = strings.Join(strings.Fields(text), " "); !strings.Contains(line, text) && !strings.Contains(u.words(), text) {
			u.t.Fatalf("the screen does not show %q:\n%s", text, u.screen())
		}
	}
	return u
}

func (u *user) seesNot(texts ...string) *user {
	u.t.Helper()
	words := u.words()
	for _, text := range texts {
		if strings.Contains(words, text) {
			u.t.Fatalf("the screen shows %q:\n%s", text, u.screen())
		}
	}
	return u
}

// says is [user.sees] of messages without anything to fill in.
func (u *user) says(ids ...string) *user {
	u.t.Helper()
	var texts []string
	for _, id := range ids {
		texts = append(texts, u.m.say.T(id))
	}
	return u.sees(texts...)
}

// tells is [user.sees] of what the program says of an error.
func (u *user) tells(code checks.Code, subject ...string) *user {
	u.t.Helper()
	what, do := u.m.say.Error(&checks.Error{Code: code, Subject: strings.Join(subject, "")})
	return u.sees(what, do)
}

// stands fails where the run does not stand at the stage with this id.
func (u *user) stands(id string) *user {
	u.t.Helper()
	if at := u.openRun().At; at != id {
		u.t.Fatalf("the run stands at %q, not at %q:\n%s", at, id, u.screen())
	}
	return u
}

// equal fails where got is not want; at says of what of several this is.
func equal[T any](t tester, got, want T, at ...any) {
	t.Helper()
	if d := diff.Diff(want, got); d != "" {
		t.Fatalf("%v: -want +got:\n%s", at, d)
	}
}

// line is one line of a screen, the first being 0.
func line(screen string, y int) string { return strings.Split(screen, "\n")[y] }

// begin sets a run of the team up as it is proposed, and looks back at nothing.
func begin(u *user) *user { return lookedBack(u.press("n", "enter")) }

// lookedBack goes on to the first item where the run begins with a look back.
func lookedBack(u *user) *user {
	if u.openRun().At == checks.LookBackID {
		u.press("enter")
	}
	return u
}

// beginNew sets the first run of a team up, of six people.
func beginNew(u *user) *user {
	return u.press("n").typed("Payments").press("enter", "enter", "enter", "enter", "enter", "enter")
}

// beginSolo sets a run of one person up who has an earlier one.
func beginSolo(u *user) *user {
	if u.press("n"); !u.m.screen.(*setupScreen).Solo() {
		u.press("up", "up", "up", "up", "right", "down", "down", "down")
	}
	return u.press("enter")
}

// beginning lets the program open with a run that begins at once.
func beginning(b Begin) func(*Options) { return func(o *Options) { o.Start.Begin = &b } }

// later is what start --on asks for: a run of 12 May 2026 of the team, or of one person.
func later(solo bool) Begin {
	b := Begin{Team: "Payments", Solo: solo, People: 6, Minutes: -1, On: day(5, 12)}
	if solo {
		b.Team, b.People = "Ana", 0
	}
	return b
}

// goTo walks to a stage from an earlier one.
func (u *user) goTo(stage string) *user {
	u.t.Helper()
	for range 9 {
		if u.openRun().At == stage {
			return u
		}
		u.press("pgdown")
	}
	return u.stands(stage)
}

// toQuestion goes from the first item to the first question.
func toQuestion(u *user) *user { return u.goTo("channels") }

func answered(u *user, say words) *user {
	begin(u)
	toQuestion(u)
	for _, a := range []string{say.answers[0], say.long, say.answers[1]} {
		u.paste(a).press("enter")
	}
	return u
}

// chosen is at the choice of actions, with votes, answers and an action.
func chosen(u *user, say words) *user {
	answered(u, say)
	u.press("tab", "+", "+", "up", "+", "tab").press("pgup", "pgup", "pgup")
	u.press("2344", "5", "3", "enter", "enter").press("44530", "4", "enter", "enter", "34").goTo(checks.ChooseID)
	return u.press("a").paste(say.action).press("enter").paste(say.owner).press("enter", "31.12.", "enter")
}

// finished is at the end of a run that is finished.
func finished(u *user, say words) *user { return chosen(u, say).press("pgdown", "f", "f") }

// toClose rates the items of a run that is entered later, and goes to its end.
func toClose(u *user) *user {
	return u.press("234453", "enter", "enter").press("445304", "enter", "enter").press("344455", "enter").goTo(checks.CloseID)
}

// inStory opens the story at a place of the list of all that match.
func inStory(u *user, place int) *user {
	u.press("s", "esc")
	for range place {
		u.press("down")
	}
	return u.press("enter")
}

// intrude lets another program write the run that is open.
func (u *user) intrude() *user {
	u.store.put(u.openRun())
	return u
}

// words are what people say in the tests, by language.
type words struct {
	answers                             [3]string
	long                                string // more than a line
	evidence, story, action, owner, yes string

	stories, whys, actions []string // of withStories: ten, three, and four made between runs
	fix, fixer, reason     string
	remedy                 string // what was done for a customer
	search                 string // occurs in two of the stories

	morning, mails         string // of withWork: an action of an earlier run, and one made between two runs
	courier, fee           string // complaints whose fix is in
	label, price           string // what was changed
	waited, month, oldTown string // stories: a complaint that is open, and two good ones
	courierDoes            string // why an action is dropped
}

var said = map[string]words{
	"en": {
		answers:  [3]string{"A monthly call with three shops", "Tickets, and the chat in the app", "The trade fair in spring"},
		long:     "We hear most of what goes wrong from the people at the counter, and they hear it weeks before it reaches one of our boards as a ticket.",
		evidence: "three calls in July",
		story:    "A customer showed us how she closes her month. Nobody had ever asked her to.",
		action:   "Call one customer a week", owner: "Ana", yes: "y",
		stories: []string{
			"The courier never rang, and the parcel went back twice. She drove to the depot herself.",
			"She ordered the wrong size, and the exchange was there the next morning.",
			"The invoice names the old firm; their bookkeeping sends it back every month.",
			"He asked the chat three times and got three different answers.",
			"I tried to change my address on the phone. The button lies under the keyboard.",
			"The new shelf was easy to build: the drawings finally match the parts.",
			"A shop paid twice because the first payment showed no receipt.",
			"Two customers asked at the fair whether we still answer the phone.",
			"The reminder came though the bill was paid; a courier letter, at that.",
			"Grandmother reads the small print with a lens and gives up.",
		},
		whys: []string{"The label has the street without the back entrance.", "The form asks for one line only.", "Nobody who packs has ever seen the form."},
		actions: []string{
			"Let every new colleague pack for a day", "Print the receipt before the payment ends",
			"Ask three shops what the invoice should say", "Answer the phone at lunch",
		},
		remedy: "We drove to her and packed it anew.",
		fix:    "The form has a second line, and the label prints it.", fixer: "Ben", reason: "The phone firm does it now.", search: "courier",
		morning: "Sit beside customer service for a morning", mails: "Write the three delivery mails anew",
		courier: "The courier never rang; the parcel went back twice.", fee: "The fee showed only on the last page, and he felt tricked.",
		label: "the label carries a phone number", price: "the fee stands beside the price",
		waited: "She waited nine days for an answer and then bought elsewhere.", month: "A customer showed us how she closes her month.",
		oldTown: "At the counter in the Old Town nobody could say how returns work.", courierDoes: "the courier does it now",
	},
	"de": {
		answers:  [3]string{"Ein Telefonat im Monat mit drei Läden", "Tickets und der Chat in der App", "Die Messe im Frühjahr"},
		long:     "Das meiste, was schiefgeht, hören wir von den Leuten an der Kasse, und die hören es Wochen, bevor es als Ticket auf einem unserer Boards ankommt.",
		evidence: "drei Anrufe im Juli",
		story:    "Eine Kundin hat uns gezeigt, wie sie ihren Monat abschließt. Niemand hatte sie je darum gebeten.",
		action:   "Jede Woche einen Kunden anrufen", owner: "Ana", yes: "j",
		stories: []string{
			"Der Kurier hat nie geklingelt, das Paket ging zweimal zurück. Sie fuhr selbst zum Depot.",
			"Sie hatte die falsche Größe bestellt, und am nächsten Morgen war der Umtausch da.",
			"Die Rechnung nennt die alte Firma; die Buchhaltung dort schickt sie jeden Monat zurück.",
			"Er hat den Chat dreimal gefragt und drei verschiedene Antworten bekommen.",
			"Ich wollte am Telefon meine Adresse ändern. Der Knopf liegt unter der Tastatur.",
			"Das neue Regal war leicht zu bauen: Die Zeichnungen passen endlich zu den Teilen.",
			"Ein Laden hat zweimal bezahlt, weil die erste Zahlung keinen Beleg zeigte.",
			"Zwei Kundinnen fragten auf der Messe, ob wir noch ans Telefon gehen.",
			"Die Mahnung kam, obwohl bezahlt war, und auch noch per Kurier.",
			"Die Großmutter liest das Kleingedruckte mit der Lupe und gibt auf.",
		},
		whys: []string{"Auf dem Etikett steht die Straße ohne den Hintereingang.", "Das Formular fragt nur nach einer Zeile.", "Wer packt, hat das Formular nie gesehen."},
		actions: []string{
			"Alle Neuen packen einen Tag lang mit", "Den Beleg drucken, bevor die Zahlung endet",
			"Drei Läden fragen, was auf der Rechnung stehen soll", "Mittags ans Telefon gehen",
		},
		remedy: "Wir sind hingefahren und haben neu gepackt.",
		fix:    "Das Formular hat eine zweite Zeile, und das Etikett druckt sie.", fixer: "Ben", reason: "Das macht jetzt die Telefonfirma.", search: "Kurier",
		morning: "Einen Vormittag neben dem Kundendienst sitzen", mails: "Die drei Mails zur Lieferung neu schreiben",
		courier: "Der Kurier hat nie geklingelt; das Paket ging zweimal zurück.", fee: "Die Gebühr stand erst auf der letzten Seite, er fühlte sich überlistet.",
		label: "auf dem Etikett steht jetzt die Telefonnummer", price: "die Gebühr steht neben dem Preis",
		waited: "Sie hat neun Tage auf eine Antwort gewartet und dann woanders gekauft.", month: "Eine Kundin hat uns gezeigt, wie sie ihren Monat abschließt.",
		oldTown: "An der Theke in der Altstadt wusste niemand, wie Rückgaben gehen.", courierDoes: "das macht jetzt der Kurier",
	},
}

func tally(noAnswer int, counts ...int) checks.Tally {
	t := checks.Tally{NoAnswer: noAnswer}
	copy(t.Counts[:], counts)
	return t
}

func rated(t checks.Tally) checks.Rating { return checks.Rating{Tally: t, Revision: 1, Revealed: true} }

func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 10, 0, 0, 0, noon.Location())
}

func day(month time.Month, d int) checks.Day { return checks.Day{Year: 2026, Month: month, Day: d} }

// must is what cannot fail in a test's own data.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// lastQuarter is the team's run of the quarter before [noon].
func lastQuarter(language string) checks.Run {
	say, began := said[language], on(time.August, 19)
	contact := rated(tally(0, 0, 2, 3, 1, 0))
	contact.Story = say.story
	return checks.Run{
		ID: "01J5MMV0000000000000000001", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Day: checks.DayOf(began), Started: began, Finished: began.Add(41 * time.Minute), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": contact, "trust": rated(tally(1, 0, 1, 0, 4, 0)), "value": rated(tally(0, 1, 2, 2, 1, 0))},
		Answers: map[string][]checks.Answer{
			"channels": {{Text: say.answers[0], Marks: 3}, {Text: say.long}, {Text: say.answers[2]}},
			"risks":    {{Text: say.answers[1], Marks: 2}},
		},
		Actions: []checks.Action{{ID: "01J5MMV0000000000000000009", From: "contact", Text: say.action, Owner: say.owner, Due: day(9, 30), State: checks.Open}},
	}
}

// spring is a run of the team before that one.
func spring(language string) checks.Run {
	r := lastQuarter(language).Clone()
	r.ID, r.Day, r.People = "01HX000000000000000000000A", day(5, 6), 5
	r.Started, r.Finished = on(time.May, 6), on(time.May, 6).Add(time.Hour)
	r.Ratings = map[string]checks.Rating{"contact": rated(tally(0, 1, 3, 1, 0, 0)), "trust": rated(tally(0, 0, 1, 2, 2, 0))}
	r.Actions = nil
	return r
}

// alone is an earlier run of one person.
func alone() checks.Run {
	return checks.Run{
		ID: "01J5MMV0000000000000000002", Check: "customer-obsession", Team: "Ana", Kind: checks.Solo, People: 1, Minutes: 20,
		Day: day(8, 21), Started: on(time.August, 21), Finished: on(time.August, 21).Add(time.Hour), At: checks.CloseID,
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 1)), "trust": rated(tally(1)), "value": rated(tally(0, 0, 0, 0, 1))},
	}
}

// halfway is a run that was left in its second question, with hidden answers to its second item.
func halfway(language string) checks.Run {
	say := said[language]
	return checks.Run{
		ID: "01KAB00000000000000000000H", Check: "customer-obsession", Team: "Checkout", Kind: checks.Team, People: 5, Minutes: 45,
		Started: on(time.November, 21), At: "decisions",
		Ratings: map[string]checks.Rating{"contact": rated(tally(0, 0, 1, 1, 2, 1)), "trust": {Tally: tally(1, 0, 0, 2, 1, 0), Revision: 1}},
		Answers: map[string][]checks.Answer{"channels": {{Text: say.answers[0], Marks: 2}, {Text: say.answers[1]}}},
		Drafts:  map[string]string{"decisions": say.answers[2]},
		Spent:   map[string]time.Duration{"contact": 4 * time.Minute, "trust": 3 * time.Minute},
	}
}

// bare is a run at a look back at what somebody deleted meanwhile.
func bare() checks.Run {
	r := halfway("en")
	r.LookBack, r.At, r.Drafts = true, checks.LookBackID, nil
	return r
}

// full is a run of a team of six that stands in its first question, which holds n answers of so many characters.
func full(n, characters int) checks.Run {
	text := strings.Repeat("What we hear from shops is that nobody calls them back. ", characters/56+1)[:characters]
	r := checks.Run{
		ID: "01KAB00000000000000000000F", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45,
		Started: noon, At: "channels",
	}
	if n > 0 {
		r.Answers = map[string][]checks.Answer{"channels": make([]checks.Answer, n)}
	}
	for i := range n {
		r.Answers["channels"][i] = checks.Answer{Text: strings.TrimSpace(text[:len(text)-1]) + "."}
	}
	return r
}

// busy is a run that holds something of everything.
func busy() checks.Run {
	r := full(0, 0)
	r.At = "contact"
	r.Ratings = map[string]checks.Rating{"trust": rated(tally(0, 1, 0, 2, 1, 2))}
	r.Answers = map[string][]checks.Answer{"channels": {{Text: "first", Marks: 1}, {Text: "second"}}}
	r.Actions = []checks.Action{{ID: "01J5MMV0000000000000000009", From: "channels", Text: "act", State: checks.Open}}
	return r
}

func empty(string) *memory { return newMemory() }

func withHistory(language string) *memory {
	return newMemory(lastQuarter(language), spring(language), alone())
}

// withDemo holds what the demo shows.
func withDemo(language string) *memory { return newMemory(demo.Runs(language, noon)...) }

func withUnfinished(language string) *memory {
	return newMemory(lastQuarter(language), spring(language), alone(), halfway(language))
}

// withPayments holds runs of one team only.
func withPayments(language string) *memory { return newMemory(lastQuarter(language), spring(language)) }

func withAlone(language string) *memory { return newMemory(lastQuarter(language), alone()) }

// fromElsewhere holds a run that was entered later and one that came from a table, beside others.
func fromElsewhere(language string) *memory {
	entered, table := spring(language), lastQuarter(language).Clone()
	entered.Origin = checks.OriginLater
	table.ID, table.Started, table.Finished, table.Origin = "01GX000000000000000000000B", on(time.February, 3), on(time.February, 3), checks.OriginTable
	table.Answers, table.Actions = nil, nil
	open := halfway(language)
	open.Origin, open.Started = checks.OriginLater, on(time.July, 7)
	return newMemory(lastQuarter(language), entered, table, open)
}

// corrected holds two runs of a team, the later one corrected since.
func corrected(language string) *memory {
	r := lastQuarter(language)
	r.Corrected = day(11, 20)
	return newMemory(spring(language), r)
}

// justEntered holds what [fromElsewhere] does of one team, with the run that was entered later as the last one.
func justEntered(language string) *memory {
	r := lastQuarter(language)
	r.Origin = checks.OriginLater
	return newMemory(spring(language), r)
}

// inBackups is a store of which n backups hold the run and the story that the tests delete.
func inBackups(n int) func(language string) *memory {
	return func(language string) *memory {
		m := withStories(language)
		m.backups = map[string]int{lastQuarter(language).ID: n, lastQuarter(language).Actions[0].ID: n}
		for _, st := range m.stories {
			m.backups[st.ID] = n
		}
		return m
	}
}

// withWork holds what the team looks back on, and stories of the weeks since the last run.
func withWork(language string) *memory {
	say, before := said[language], spring(language)
	before.Actions = []checks.Action{{ID: "01HX0000000000000000000A01", From: "trust", Text: say.morning, State: checks.Open}}
	m := newMemory(lastQuarter(language), before)
	m.loose = []checks.Action{{
		ID: "01KA0000000000000000000A02", Text: say.mails, Owner: "Ben", Due: day(12, 31), State: checks.Open,
		Team: "Payments", Made: on(10, 10),
	}}
	fixed := func(noted, done checks.Day, fix, owner string) checks.Complaint {
		return must(must(checks.NewComplaint(noted).Explain([]string{"?"}, noted)).NoteFix(fix, owner, done))
	}
	story := func(id string, on checks.Day, source checks.Source, about, text string, c checks.Complaint) checks.Story {
		return checks.Story{ID: "01KA0000000000000000000S" + id, Team: "Payments", On: on, Source: source, About: about, Text: text, Complaint: c}
	}
	m.stories = []checks.Story{
		story("01", day(7, 2), checks.FromNeighbour, "trust", say.courier, fixed(day(7, 2), day(9, 2), say.label, "Ana")),
		story("02", day(9, 20), checks.FromCustomerService, "trust", say.fee, fixed(day(9, 20), day(10, 1), say.price, "")),
		story("03", day(10, 12), checks.FromCustomer, "trust", say.waited, checks.NewComplaint(day(10, 12))),
		story("04", day(11, 3), checks.FromCustomer, "contact", say.month, checks.Complaint{}),
		story("05", day(11, 8), checks.FromShopWalk, "", say.oldTown, checks.Complaint{}),
	}
	return m
}

// withActions is [withWork] without stories.
func withActions(language string) *memory {
	m := withWork(language)
	m.stories = nil
	return m
}

// withStories holds runs of one team, ten stories with complaints in every state, and five actions.
func withStories(language string) *memory {
	m := withPayments(language)
	say := said[language]
	abouts := []string{"trust", "value", "contact", "trust", "", "value", "trust", "contact", "risks", ""}
	sources := checks.Sources()
	for i, text := range say.stories {
		m.stories = append(m.stories, checks.Story{
			ID: fmt.Sprintf("01KB0000000000000000000%03d", i), Team: "Payments", On: checks.DayOf(on(time.November, 20).AddDate(0, 0, -6*i)),
			Source: sources[(i*2+5)%len(sources)], About: abouts[i], Text: text, Complaint: complaints(say)[i],
		})
	}
	m.stories[9].Team = "Checkout"
	for i, text := range say.actions {
		id := fmt.Sprintf("01KB0000000000000000001%03d", i)
		m.loose = append(m.loose, checks.Action{ID: id, Team: "Payments", Text: text, State: checks.Open, Made: on(time.November, 4+6*i)})
	}
	a := m.loose
	a[0].Owner, a[0].From, a[0].Due, a[2].Due = say.fixer, "value", day(11, 30), day(10, 15)
	a[2], a[3] = a[2].Finish(), must(a[3].Drop(say.reason))
	return m
}

// complaints are complaints in every state, by the place of their story.
func complaints(say words) map[int]checks.Complaint {
	open := must(must(checks.NewComplaint(day(11, 2)).WithCases(3)).NoteRemedy(say.remedy, day(11, 3)))
	caused := must(open.Explain(say.whys, day(11, 5)))
	fixed := must(caused.NoteFix(say.fix, say.fixer, day(11, 9)))
	return map[int]checks.Complaint{
		0: must(fixed.Confirm(checks.ComplaintBack, day(11, 20))), 2: checks.NewComplaint(day(11, 10)), 3: caused, 6: fixed,
		8: must(fixed.Confirm(checks.ComplaintGone, day(11, 16))),
	}
}

// memory is a store that keeps runs in memory, for tests of the screens.
type memory struct {
	runs     map[string]checks.Run
	revision map[string]uint64
	fail     error        // what saves fail with, nil to let them through
	broken   error        // what all else fails with
	gone     bool         // the file is, with all that it held
	unread   error        // what reading a team fails with
	missing  int          // records that cannot be read
	reads    []string     // that were made of runs and teams, in order
	saved    []checks.Run // every state that was written, in order
	swept    int          // how many of them when it was swept last
	settings checks.Settings
	changing map[string]bool // teams
	leading  map[string]bool // teams
	loose    []checks.Action // made between runs
	stories  []checks.Story
	exports  []Export // that were asked for, in order
	noExport error    // what exporting fails with
	folder   string   // before the names of what is exported

	backUps    int            // that were made
	noBackUp   error          // what making one fails with
	backups    map[string]int // that hold an id
	allBackups bool           // hold it
	removed    []string       // ids whose backups were removed

	drafts  map[string]string
	noDraft error      // what keeping one fails with
	mu      sync.Mutex // of stories
}

func (m *memory) Drafts() map[string]string { return maps.Clone(m.drafts) }

func (m *memory) KeepDraft(place, text string) error {
	if m.noDraft != nil {
		return m.noDraft
	}
	if m.drafts[place] = text; text == "" {
		delete(m.drafts, place)
	}
	return nil
}

func newMemory(runs ...checks.Run) *memory {
	m := &memory{
		runs: map[string]checks.Run{}, revision: map[string]uint64{}, changing: map[string]bool{}, leading: map[string]bool{}, drafts: map[string]string{},
	}
	for _, r := range runs {
		m.put(r)
	}
	return m
}

// put writes a run as another program does, on the day of its moment.
func (m *memory) put(r checks.Run) {
	r = r.Clone()
	if r.Corrected.IsZero() { // of others the samples say only the moments
		r.Day = checks.DayOf(r.When())
	}
	m.runs[r.ID] = r
	m.revision[r.ID]++
}

// last is the state that was written last.
func (m *memory) last() checks.Run {
	if len(m.saved) == 0 {
		return checks.Run{}
	}
	return m.saved[len(m.saved)-1]
}

func (m *memory) Snapshot(team string) (checks.Snapshot, error) {
	m.reads = append(m.reads, "team "+team)
	t := checks.Snapshot{Team: team, Settings: m.settings, Revisions: maps.Clone(m.revision)}
	for _, r := range m.all() {
		t.Team = cmp.Or(t.Team, r.Team)
		if !slices.Contains(t.Teams, r.Team) {
			t.Teams = append(t.Teams, r.Team)
		}
		if r.Team == t.Team {
			t.Runs = append(t.Runs, r)
		}
		if !r.IsFinished() {
			t.Unfinished = append(t.Unfinished, r)
		}
	}
	if told := m.told(""); len(m.runs) == 0 && len(told) > 0 {
		t.Team, t.Teams = cmp.Or(t.Team, told[0].Team), []string{told[0].Team}
	}
	t.Marks = checks.Marks{Team: t.Team, Changing: m.changing[t.Team], Leadership: m.leading[t.Team]}
	t.ActionsBetween = ofTeam(t.Team, m.loose, func(a checks.Action) string { return a.Team })
	t.Stories = m.told(t.Team)
	return t, cmp.Or(m.unread, m.broken)
}

// all are the runs of all teams, the latest first.
func (m *memory) all() (list []checks.Run) {
	for _, r := range m.runs {
		list = append(list, r.Clone())
	}
	checks.SortRuns(list)
	return list
}

// told are the stories of a team, of all teams for "", the latest first.
func (m *memory) told(team string) []checks.Story {
	list := ofTeam(team, m.stories, func(st checks.Story) string { return st.Team })
	checks.SortStories(list)
	return list
}

// ofTeam are those of a team, of all teams for "".
func ofTeam[T any](team string, list []T, of func(T) string) (found []T) {
	for _, x := range list {
		if team == "" || of(x) == team {
			found = append(found, x)
		}
	}
	return found
}

// open are the open actions of a team.
func (m *memory) open(team string) []checks.Action {
	t, _ := m.Snapshot(team)
	return t.Open()
}

func (m *memory) Sweep() { m.swept = len(m.saved) }

func (m *memory) Unreadable() int { return m.missing }

func (m *memory) Run(id string) (checks.Run, uint64, error) {
	m.reads = append(m.reads, "run")
	r, ok := m.runs[id]
	if !ok && m.broken == nil {
		return r, 0, &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	return r.Clone(), m.revision[id], m.broken
}

func (m *memory) Runs(team string) ([]checks.Run, error) {
	m.reads = append(m.reads, "runs")
	return ofTeam(team, m.all(), func(r checks.Run) string { return r.Team }), m.broken
}

func (m *memory) SaveRun(r checks.Run, revision uint64) (uint64, error) {
	switch {
	case m.fail != nil:
		return 0, m.fail
	case m.gone && revision != 0:
		return 0, &checks.Error{Code: checks.CodeGone, Subject: "a.db"}
	case m.revision[r.ID] != revision:
		return 0, &checks.Error{Code: checks.CodeConflict, Subject: r.ID}
	}
	m.applyLooks(m.runs[r.ID], r)
	m.put(r)
	m.saved = append(m.saved, r.Clone())
	return m.revision[r.ID], nil
}

// applyLooks says of actions and complaints what a run says of them.
func (m *memory) applyLooks(before, after checks.Run) {
	for _, id := range checks.ChangedLooks(before, after) {
		was, now := before.Looked[id], after.Looked[id]
		for i, a := range m.loose {
			if a.ID == id {
				m.loose[i] = checks.ActionAfter(a, was, now)
			}
		}
		for i, st := range m.stories {
			if st.ID == id {
				m.stories[i].Complaint = checks.ComplaintAfter(st.Complaint, was, now)
			}
		}
		for key, r := range m.runs {
			r = r.Clone()
			for i, a := range checks.ActionsOf(r) {
				if a.ID == id {
					r.Actions[i] = checks.ActionAfter(a, was, now).Own()
					m.runs[key] = r
				}
			}
		}
	}
}

func (m *memory) DeleteRun(id string) error {
	if m.broken == nil {
		delete(m.runs, id)
		delete(m.revision, id)
	}
	return m.broken
}

func (m *memory) Actions(team string) ([]checks.Action, error) {
	m.reads = append(m.reads, "actions")
	list := checks.Snapshot{Runs: m.all(), ActionsBetween: m.loose}.Actions()
	return ofTeam(team, list, func(a checks.Action) string { return a.Team }), m.broken
}

func (m *memory) SaveAction(was, now checks.Action) (err error) {
	if now.Run == "" {
		m.loose, err = replace(m, m.loose, was, now)
		return err
	}
	r := m.runs[now.Run].Clone()
	if r.Actions, err = replace(m, r.Actions, was.Own(), now.Own()); err == nil {
		m.put(r)
	}
	return err
}

func (m *memory) Stories(team string) ([]checks.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads = append(m.reads, "stories")
	return m.told(team), m.broken
}

func (m *memory) SaveStory(was, now checks.Story) (err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stories, err = replace(m, m.stories, was, now)
	return err
}

// replace puts now in the place of was, or adds it where was is zero.
func replace[T checks.Record](m *memory, list []T, was, now T) ([]T, error) {
	i := slices.IndexFunc(list, func(x T) bool { return x.Key() == now.Key() })
	switch added := was.Key() == ""; {
	case m.broken != nil:
		return list, m.broken
	case added && i < 0:
		return append(list, now), nil
	case added, i < 0, !checks.Same(list[i], was):
		return list, &checks.Error{Code: checks.CodeConflict, Subject: now.Key()}
	}
	list[i] = now
	return list, nil
}

func (m *memory) DeleteStory(id string) error {
	i := slices.IndexFunc(m.stories, func(st checks.Story) bool { return st.ID == id })
	switch {
	case m.broken != nil:
		return m.broken
	case i < 0:
		return &checks.Error{Code: checks.CodeNotFound, Subject: id}
	}
	m.stories = slices.Delete(m.stories, i, i+1)
	return nil
}

func (m *memory) DeleteAction(id, of string) error {
	none := func(a checks.Action) bool { return a.ID == id }
	if m.broken != nil {
		return m.broken
	}
	m.loose = slices.DeleteFunc(m.loose, func(a checks.Action) bool { return of == "" && none(a) })
	if r, ok := m.runs[of]; ok {
		r = r.Clone()
		r.Actions = slices.DeleteFunc(r.Actions, none)
		m.put(r)
	}
	return nil
}

func (m *memory) MarkChanging(team string, changing bool) error {
	return m.mark(m.changing, team, changing)
}

func (m *memory) MarkLeadership(team string, leadership bool) error {
	return m.mark(m.leading, team, leadership)
}

func (m *memory) mark(marks map[string]bool, team string, marked bool) error {
	if m.broken == nil {
		marks[team] = marked
	}
	return m.broken
}

func (m *memory) ChangeSettings(change func(*checks.Settings)) error {
	if m.broken == nil {
		change(&m.settings)
	}
	return m.broken
}

// exportedTo is where the files of the tests go, but for their ending.
const exportedTo = "/home/ana/Documents/customers and quarters/emptychair-payments-2026-08-19"

func (m *memory) export(e Export) (Exported, error) {
	m.exports = append(m.exports, e)
	done := Exported{Path: m.folder + exportedTo + "." + string(e.Format)}
	if e.Format == "" {
		done = Exported{Markdown: "# Payments"}
	}
	if e.Share {
		done.LeftOut = []string{"3 stories", "2 owners", "1 reason"}
	}
	return done, m.noExport
}

func (m *memory) BackUp() error {
	m.backUps++
	return m.noBackUp
}

func (m *memory) CountBackups(ids []string) (n int, all bool, err error) {
	for _, id := range ids {
		n += m.backups[id]
	}
	return n, m.allBackups, m.noBackUp
}

func (m *memory) RemoveBackupsOf(ids []string) error {
	if m.noBackUp == nil {
		m.removed = append(m.removed, ids...)
	}
	return m.noBackUp
}
