//go:build unix

package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/lang"
)

// Whole runs: what is typed in a window is printed afterwards.

// wantGolden compares a text with what is written down of it, which -update writes anew.
func wantGolden(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		must(t, os.WriteFile(file, []byte(text), 0o600))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// withNumbers puts ID1, ID2 and so on in the place of the ids in a text: the same one for the same id.
func withNumbers(text string) string {
	known := map[string]string{}
	return regexp.MustCompile(`\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b`).ReplaceAllStringFunc(text, func(id string) string {
		if known[id] == "" {
			known[id] = fmt.Sprint("ID", len(known)+1)
		}
		return known[id]
	})
}

// finish finishes a run that stands at its close, and leaves it there.
func (w *window) finish() {
	w.t.Helper()
	w.waitFor(words("close.ask"))
	w.press("f", words("close.finished"), words("saved"))
}

// goHome goes from a finished run to home and ends the program.
func (w *window) goHome() {
	w.t.Helper()
	w.press(enter, "Last run")
	w.leave("q")
}

// leavesResult holds that the program, once it has ended, leaves three lines in the terminal: what a run came to, from one text to
// another, and the two commands that print it and export it to a file, which can be called as they stand.
func (w *window) leavesResult(id, from, to, file string) {
	w.t.Helper()
	_, left, _ := strings.Cut(w.bytes(), "\x1b[?1049l")
	commands := regexp.MustCompile(`\nemptychair .*show ([0-9A-Z]+)\r\nemptychair .*export ([0-9A-Z]+) -o ` + regexp.QuoteMeta(file) + `\r\n`).FindStringSubmatch(left)
	if !strings.Contains(left, from) || !strings.Contains(left, to) || commands == nil || !strings.HasPrefix(id, commands[1]) || commands[1] != commands[2] {
		w.t.Errorf("of run %s it leaves %q", id, left)
	}
}

// untimed takes the times out of a printed run, after a look at whether the run was held just now, and its actions made at its end.
func untimed(t *testing.T, text string) string {
	t.Helper()
	var run struct {
		Run     struct{ Started, Finished time.Time }
		Actions []struct{ Made time.Time }
	}
	if err := json.Unmarshal([]byte(text), &run); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	began, ended := run.Run.Started, run.Run.Finished
	if stands := began.Equal(today); !stands && time.Since(began) > time.Hour || ended.Before(began) || !stands && time.Now().Before(ended.Add(-time.Second)) {
		t.Errorf("began %v, ended %v", began, ended)
	}
	for _, a := range run.Actions {
		if !a.Made.Truncate(time.Second).Equal(ended) {
			t.Errorf("action made %v in a run that ended %v", a.Made, ended)
		}
	}
	text = strings.Replace(text, began.Local().Format(`"day": "2006-01-02"`), `"day": "TODAY"`, 1)
	text = toCome.ReplaceAllString(text, "")
	return regexp.MustCompile(`"\d{4}-\d\d-\d\dT[0-9:.]+Z"`).ReplaceAllString(text, `"TIME"`)
}

// toCome stands in a run that is printed before its day: here the clock of the commands is behind that of the window.
var toCome = regexp.MustCompile(`,\s*"to_come": true`)

func TestNobodyCanSeeAnAnswerBeforeTheReveal(t *testing.T) {
	t.Parallel()
	for name, pair := range map[string]struct {
		in, people int
		chats      []string
	}{
		"few":  {6, 6, []string{"1\n1\n1\n1\n1\n1", "Ana: 5\nBen 👍\n5\n5/5\n0\n👍🏿"}},
		"many": {5, 14, []string{earlyChat, strings.NewReplacer("\n2\n", "\n5\n", "\n3\n", "\n1\n", "\n4\n", "\n2\n", "\n5\n", "\n4\n").Replace(earlyChat)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var screens, titles []string
			for _, chat := range pair.chats {
				w := newWindow(t, newDB(t), "start", "--team", "Payments", "--people", fmt.Sprint(pair.people))
				w.waitFor(fmt.Sprint("0 of ", pair.people))
				w.paste(chat, fmt.Sprintf("%d of %d", pair.in, pair.people), words("saved"))
				w.press(f2, words("chair.back")) // and back, so that nothing is left of the note on what was read
				w.press(escape, fmt.Sprint(" of ", pair.people), words("saved"))
				screens = append(screens, w.drawn()+fmt.Sprint(w.cursor()))
				titles = append(titles, fmt.Sprintf("%q", regexp.MustCompile(`\x1b\][02];[^\x07\x1b]*`).FindAllString(w.bytes(), -1)))
			}
			if screens[0] != screens[1] || titles[0] != titles[1] {
				t.Errorf("the answers show:\n%q\n%q", screens, titles)
			}
		})
	}
}

// What stood open when the quarter began, in the order in which the look back lists it.
const (
	lateAction  = "Call one customer a week"
	dueAction   = "Write the three delivery mails anew"
	looseAction = "Sit beside customer service for a morning"
	goneFault   = "The fee showed only on the last page, and he felt tricked."
	backFault   = "The courier never rang; the parcel went back twice."
	freshStory  = "A customer showed us how she closes her month."
)

// lastQuarter makes a database with a run of a quarter ago, three open actions, one of them made between runs, two complaints
// whose fix is in, and a story of this month.
func lastQuarter(t *testing.T) (db string) {
	t.Helper()
	day := func(days int) checks.Day { return checks.DayOf(today.AddDate(0, 0, days)) }
	r := finishedRun()
	r.Started, r.People = today.AddDate(0, 0, -80), 4
	r.Day, r.Finished = checks.DayOf(r.Started), r.Started.Add(41*time.Minute)
	r.Ratings = map[string]checks.Rating{"contact": rated(tally(0, 2, 2, 0, 0, 0)), "trust": rated(tally(0, 0, 0, 2, 2, 0))}
	r.Actions = []checks.Action{
		{ID: testID(r.Started, 1), From: "contact", Text: lateAction, Owner: "Ana", Due: day(-5), State: checks.Open},
		{ID: testID(r.Started, 2), From: "channels", Text: dueAction, Due: day(20), State: checks.Open},
	}
	complaint := func(n int, text, fix, owner string) checks.Story {
		c, err := checks.NewComplaint(day(-40)).Explain([]string{"nobody had asked", "nobody had to"}, day(-30))
		if err == nil {
			c, err = c.NoteFix(fix, owner, day(-20))
		}
		must(t, err)
		return checks.Story{
			ID: testID(today, n), Team: r.Team, On: day(-40), Source: checks.FromCustomerService, About: "contact", Text: text, Complaint: c,
		}
	}
	fresh := checks.Story{ID: testID(today, 12), Team: r.Team, On: day(0), Source: checks.FromCustomer, About: "contact", Text: freshStory}
	stories := []checks.Story{
		complaint(11, goneFault, "the fee stands beside the price", ""), complaint(10, backFault, "the label carries the phone number", "Ben"), fresh,
	}
	loose := checks.Action{ID: testID(today, 3), Text: looseAction, State: checks.Open, Team: r.Team, Made: today.AddDate(0, 0, -10)}
	s := seeded(t, r)
	for _, err := range []error{saveAll(s.Store, stories...), s.SaveAction(checks.Action{}, loose)} {
		must(t, err)
	}
	return s.Path()
}

func TestASecondQuarterLooksBackAndIsPrintedAsItWas(t *testing.T) {
	t.Parallel()
	db := lastQuarter(t)
	w := newWindow(t, db, "start", "--team", "payments", "--people", "4") // in another case: the same team
	w.waitFor(words("look.ask"), words("look.overdue"))
	for _, said := range []struct{ about, keys, words string }{
		{lateAction, "d", words("look.said.done")},
		{dueAction, "o", words("look.said.open")},
		{looseAction, "xthe courier does it now" + enter, "the courier does it now"},
		{goneFault, "g", words("look.said.gone")},
		{backFault, "b", words("look.said.came-back")},
	} {
		w.waitFor(said.about)
		w.press(said.keys, said.words)
	}
	w.waitFor(words("look.all"), words("saved"))
	w.press(enter, statement("contact"))
	w.paste("4\n4\n5\n4", "4 of 4")
	w.press(enter, words("reveal.today"), "a complaint about this is open") // the one that came back
	w.press("c2two calls in October"+enter, "🪑 two calls in October")
	w.press("s", words("behind.ask"))
	w.press(down+enter, "💬 "+freshStory, words("saved")) // below the way to write a new one
	w.press(strings.Repeat(pageDown, 8))                 // past what is left out this time
	w.finish()
	w.goHome()
	wantQuarter(t, db)
}

// wantQuarter holds that a database holds that second quarter.
func wantQuarter(t *testing.T, db string) {
	t.Helper()
	var pages strings.Builder
	for _, command := range [][]string{{"show", "latest"}, {"compare"}, {"voice"}} {
		pages.WriteString("== " + strings.Join(command, " ") + "\n" + printed(t, db, command...))
	}
	wantGolden(t, "quarter.txt", withNumbers(pages.String()))
}

// enterEarlier begins a run of an earlier day and rates its first item.
func enterEarlier(t *testing.T, db, folder string) *window {
	t.Helper()
	cmd := call(t, "program", db, "start", "--team", "payments", "--people", "3", "--on", "12.5.2026")
	cmd.Dir = folder
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("12 May 2026, " + words("origin.later"))
	w.press("234"+enter, "12 May · Q2", words("saved"))
	return w
}

func TestWhatIsFinishedIsBackedUpExportedCopiedAndDeletedWithItsBackup(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "out") // so short that no path breaks
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	db := lastQuarter(t)
	backups := func() []string {
		files, _ := filepath.Glob(db + ".backups/*") // the pattern is ours
		return files
	}
	w := enterEarlier(t, db, folder)
	w.press(strings.Repeat(pageDown, 8))
	w.finish()
	w.until(func() bool { return len(backups()) == 1 }, "the backup")

	w.press("e", words("export.share.off"))
	endings := []string{".md", ".html", ".csv", ".json", "-2.json"}
	for _, ending := range endings {
		w.waitFor(words("export.format.markdown"))
		w.press(enter, words("export.done"), "2026-05-12"+ending)
		w.press(down)
	}
	w.press("c")
	w.copies("Payments")
	for _, ending := range endings {
		info, err := os.Stat(filepath.Join(folder, "emptychair-payments-2026-05-12"+ending))
		if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
			t.Errorf("%s: %v, %v", ending, info, err)
		}
	}
	if all, _ := os.ReadDir(folder); len(all) != len(endings) {
		t.Errorf("%d files: %v", len(all), all)
	}

	w.press(escape, words("close.finished"))
	w.press(enter, "Last run")
	w.press("p"+down+"D", "12 May 2026 for good?")
	w.press("y", "The only backup still has it.")
	w.press("y", words("backups.dropped"))
	if left := backups(); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
	w.press(escape, "Last run")
	w.leave("q")
}

// clipboard is a text that a program asks the terminal to put there.
var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)`)

// copies waits until the program has copied something in which a text stands.
func (w *window) copies(text string) {
	w.t.Helper()
	w.until(func() bool {
		all := clipboard.FindAllStringSubmatch(w.bytes(), -1)
		if len(all) == 0 {
			return false
		}
		copied, err := base64.StdEncoding.DecodeString(all[len(all)-1][1])
		return err == nil && strings.Contains(string(copied), text)
	}, "copied: "+text)
}

// A meeting of nine. The chats are as people copy them: of the first the whole is copied once more when the last answers are in.
const (
	earlyChat  = "[10:02] Meier, Ana\n4\n[10:02] Ben Maier (Extern)\n2\n[10:02] Konferenzraum 4\n3\n[10:03] Dieter\n2\n[10:03] Eda\n5\n[10:03] Meier, Ana\n3\n"
	wholeChat  = earlyChat + "[10:04] Faruk\n1\n[10:04] Guest 2\n4\n[10:04] Hanna\n2\n[10:04] Ines\n3\n"
	zoomChat   = "14:20:02 Von Ana Meier an Alle: 4\n14:20:04 Von Ben an Alle: 4\n14:20:05 Von Cem an Alle: 5\n14:20:06 Von Dieter an Alle: 3\n14:20:07 Von Eda an Alle: 4\n14:20:08 Von Zoë an Alle: 👍\n"
	mobileChat = "28.11.26, 10:02 - Ana: 2\n28.11.26, 10:02 - +49 170 1234567: 3\n28.11.26, 10:03 - Cem: 2 von 5\n28.11.26, 10:03 - Dieter: 1\n"
	marksChat  = "14:40:02 Von Ana Meier an Alle: 1, 2\n14:40:04 Von Ben an Alle: 2\n14:40:05 Von Zoë an Alle: 1\n"
)

// meeting is a window with a run in a language.
type meeting struct {
	*window
	say   *lang.Printer
	texts content.Texts
}

func (m meeting) of(in, people int) string { return m.say.T("vote.count", "In", in, "People", people) }

// says waits for the beginnings of messages.
func (m meeting) says(ids ...string) {
	m.t.Helper()
	for _, id := range ids {
		m.waitFor(firstWords(m.say.T(id), 4))
	}
}

// reveal shows the answers of which nothing may be seen before.
func (m meeting) reveal(shows ...string) {
	m.t.Helper()
	m.says("saved")
	for _, telling := range []string{m.say.T("figures.head.median"), m.say.T("reveal.today"), "Ana", "Ben", "Konferenzraum", "Zoë", "+49"} {
		if strings.Contains(m.screen(), telling) {
			m.t.Errorf("before the reveal the screen shows %q", telling)
		}
	}
	m.press(enter, append(shows, m.say.T("reveal.today"))...)
	m.says("saved")
}

func TestAMeetingOfNineIsKeptAsItWent(t *testing.T) {
	t.Parallel()
	sideBySide(t, lang.Codes, func(t *testing.T, language string) {
		db := newDB(t)
		w := live(t, db, "start", "--team", "Payments", "--people", "9", "--minutes", "1", "--lang", language)
		m := meeting{w, lang.New(language), content.In(language)}
		m.rate()
		m.overrun()
		m.write()
		m.mark()
		m.end()
		id := everyRun(t, db)[0].ID
		m.leavesResult(id, "Payments · "+m.texts.TitleOf("contact")+": ", m.say.N("close.actions", 1)+"\r\n", map[string]string{"en": "result.html", "de": "ergebnis.html"}[language])
		wantGolden(t, "meeting.json", untimed(t, withNumbers(printed(t, db, "show", id, "--format", "json"))))
	})
}

// rate votes on the items: on the first one twice, on the second with two who come late, on the third without one who leaves and with one
// who answers after the reveal.
func (m meeting) rate() {
	m.t.Helper()
	m.waitFor(m.texts.Items["contact"].Statement, m.of(0, 9))
	m.paste(earlyChat, m.of(5, 9))
	m.paste(wholeChat, m.of(9, 9))
	m.reveal()
	m.press("v", m.of(0, 9))
	m.press("334433344", m.of(9, 9))
	m.reveal(m.say.T("reveal.before"))
	m.press(pageDown, firstWords(m.texts.Items["trust"].Statement, 4), m.of(0, 9))
	m.press("++", m.of(0, 11))
	m.paste(zoomChat, m.of(6, 11))
	m.press("34350", m.of(11, 11))
	m.reveal()
	m.press(pageDown, firstWords(m.texts.Items["value"].Statement, 4), m.of(0, 11))
	m.press("-", m.of(0, 10))
	m.paste(mobileChat, m.of(4, 10))
	m.press("33232", m.of(9, 10))
	m.says("saved")
	m.press(enter, firstWords(m.say.N("vote.missing", 1), 4))
	m.reveal()
	m.press("+", firstWords(m.say.T("late.ask"), 4))
	m.press("1", firstWords(m.say.N("late.in", 10), 4))
	m.says("saved")
}

// overrun waits until the time of the step is up, and takes five minutes more.
func (m meeting) overrun() {
	m.t.Helper()
	m.waitFor(strings.TrimSpace(m.say.T("clock.over", "Over", "")))
	m.press(f6, firstWords(m.say.T("clock.more", "Minutes", 6), 4))
	m.says("saved")
}

// write answers a question, which the chat is invited to.
func (m meeting) write() {
	m.t.Helper()
	m.press(pageDown, firstWords(m.texts.Questions["channels"].Text, 5))
	m.press(f7, firstWords(m.say.T("invite.copied"), 4))
	m.copies(m.texts.Questions["channels"].Text)
	for _, text := range []string{"a call each month", "the counter in Graz", "calls once a month"} {
		m.paste(text, text)
		m.press(enter, firstWords(m.say.T("question.type-here"), 4))
		m.says("saved")
	}
}

// mark joins two of the answers, and reads from the chat which ones matter.
func (m meeting) mark() {
	m.t.Helper()
	m.press(tab, firstWords(m.say.T("question.mark-how"), 3))
	m.press("1m", firstWords(m.say.T("question.join", "Number", 1), 2))
	m.press("3"+enter, firstWords(m.say.T("question.joined"), 2))
	m.press("2+")
	m.paste(marksChat, m.say.N("marks.read", 4))
	m.says("saved")
}

// end makes an action of the answer that matters most, asks whether the time was well spent, finishes, and leaves the program.
func (m meeting) end() {
	m.t.Helper()
	m.press(strings.Repeat(pageDown, 4))
	m.says("choose.ask")
	m.press("a"+enter+"Ana"+enter+"2031-03-31", "2031-03-31")
	m.press(enter, m.say.N("choose.actions", 1))
	m.press(pageDown)
	m.says("close.ask")
	m.paste("4\n5\n3\n4\n4\n5\n", m.of(6, 10))
	m.press("4443", m.of(10, 10))
	m.press(enter, m.say.T("key.finish"))
	m.says("saved")
	m.press("f")
	m.says("close.finished", "saved")
	m.press(enter, m.say.T("key.new"), m.say.T("key.trend"))
	m.leave("q")
}
