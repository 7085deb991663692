//go:build unix

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// What stood open when the quarter began, in the order in which the look back lists it.
const (
	lateAction   = "Call one customer a week"
	dueAction    = "Write the three delivery mails anew"
	looseAction  = "Sit beside customer service for a morning"
	goneFault    = "The fee showed only on the last page, and he felt tricked."
	backFault    = "The courier never rang; the parcel went back twice."
	freshStory   = "A customer showed us how she closes her month."
	dropReason   = "the courier does it now"
	chairSays    = "two calls in October"
	courierFixed = "the label carries the phone number"
)

// lastQuarter fills a database with a run of a quarter ago, three open actions, one of them made between runs, two complaints
// whose fix is in, and a story of this month.
func lastQuarter(t *testing.T, db string) {
	t.Helper()
	now := today
	day := func(days int) checks.Day { return checks.DayOf(now.AddDate(0, 0, days)) }
	r := finishedRun()
	r.Started, r.People = now.AddDate(0, 0, -80), 4
	r.Finished = r.Started.Add(41 * time.Minute)
	r.Ratings = map[string]checks.Rating{"contact": rated(tally(0, 2, 2, 0, 0, 0)), "trust": rated(tally(0, 0, 0, 2, 2, 0))}
	r.Actions = []checks.Action{
		{ID: testID(r.Started, 1), From: "contact", Text: lateAction, Owner: "Ana", Due: day(-5), State: checks.Open},
		{ID: testID(r.Started, 2), From: "channels", Text: dueAction, Due: day(20), State: checks.Open},
	}
	s := store.New(db, content.Check())
	complaint := func(n int, text, fix, owner string) checks.Story {
		c, err := checks.NewComplaint(day(-40)).Explain([]string{"nobody had asked", "nobody had to"}, day(-30))
		if err == nil {
			c, err = c.Mend(fix, owner, day(-20))
		}
		if err != nil {
			t.Fatal(err)
		}
		return checks.Story{
			ID: testID(now, n), Team: r.Team, On: day(-40), Source: checks.FromCustomerService, About: "contact", Text: text, Complaint: c,
		}
	}
	fresh := checks.Story{ID: testID(now, 12), Team: r.Team, On: day(0), Source: checks.FromCustomer, About: "contact", Text: freshStory}
	stories := []checks.Story{complaint(11, goneFault, "the fee stands beside the price", ""), complaint(10, backFault, courierFixed, "Ben"), fresh}
	loose := checks.Action{ID: testID(now, 3), Text: looseAction, State: checks.Open, Team: r.Team, Made: now.AddDate(0, 0, -10)}
	for _, err := range []error{saveAll(s, r), saveAll(s, stories...), s.SaveAction(checks.Action{}, loose)} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestASecondQuarterLooksBackAndIsPrintedAsItWas(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "runs.db")
	lastQuarter(t, db)
	w := newWindow(t, db, nil, "start", "--team", "payments", "--people", "4") // in another case: the same team
	lookBack(w)
	rateWithStoryAndChair(w)
	w.press(strings.Repeat(pageDown, 8)) // past what is left out this time
	w.waitFor(words("close.ask"))
	w.press("f")
	w.waitFor(words("close.finished"))
	w.waitFor(words("saved"))
	w.press(enter)
	w.waitFor("Last run")
	w.press("q")
	w.exitCode()
	wantShown(t, printed(t, db, "show", "latest", "--format", "json"))
	wantCompared(t, printed(t, db, "compare", "--format", "json"))
	wantHeard(t, printed(t, db, "voice", "--format", "json"))
	var pages strings.Builder
	for _, command := range [][]string{{"show", "latest"}, {"compare"}, {"voice"}} {
		pages.WriteString("== " + strings.Join(command, " ") + "\n" + printed(t, db, command...))
	}
	wantPages(t, anyULID.ReplaceAllString(pages.String(), "ID"))
}

// wantPages compares what was printed with what is written down of it, which -update writes anew.
func wantPages(t *testing.T, pages string) {
	t.Helper()
	const file = "testdata/quarter.txt"
	if *update {
		if err := os.WriteFile(file, []byte(pages), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), pages); diff != "" {
		t.Errorf("what is printed of the quarter (-want +got):\n%s", diff)
	}
}

// anyULID is an id within a text.
var anyULID = regexp.MustCompile(`[0-7][0-9A-HJKMNP-TV-Z]{25}`)

// lookBack says of each action and each complaint what became of it.
func lookBack(w *window) {
	w.t.Helper()
	w.waitFor(words("look.ask"))
	w.waitFor(words("look.overdue"))
	for _, said := range []struct{ about, keys, words string }{
		{lateAction, "d", words("look.said.done")},
		{dueAction, "o", words("look.said.open")},
		{looseAction, "x" + dropReason + enter, dropReason},
		{goneFault, "g", words("look.said.gone")},
		{backFault, "b", words("look.said.came-back")},
	} {
		w.waitFor(said.about)
		w.press(said.keys)
		w.waitFor(said.words)
	}
	w.waitFor(words("look.all"))
	w.waitFor(words("saved"))
	w.press(enter)
}

// rateWithStoryAndChair rates the first item, places the chair, and puts a story behind the number, which the complaint that
// came back speaks against.
func rateWithStoryAndChair(w *window) {
	w.t.Helper()
	w.waitFor(statement("contact"))
	w.paste("4 4 5 4")
	w.waitFor("4 of 4")
	w.press(enter)
	w.waitFor(words("reveal.today"))
	w.waitFor("a complaint about this is open")
	w.press("c2" + chairSays + enter)
	w.waitFor("🪑 " + chairSays)
	w.press("s")
	w.waitFor(words("behind.ask"))
	w.press(down + enter) // below the way to write a new one
	w.waitFor("💬 " + freshStory)
	w.waitFor(words("saved"))
}

// read decodes what was printed into a type that names what is to be looked at.
func read[T any](t *testing.T, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return v
}

// someDay is the day on which all of it happens.
var someDay = checks.DayOf(today).String()

type looked struct{ Kind, Text, From, Outcome, Reason, On string }

type chaired struct {
	Step     int
	Evidence string
}

// wantShown holds that the run tells of its look back, its chair and its story as they were said.
func wantShown(t *testing.T, text string) {
	t.Helper()
	type shown struct {
		Run struct {
			Ratings map[string]struct {
				Counts []int
				Chair  chaired
				Story  string
			}
			LookedBack []looked `json:"looked_back"`
		}
	}
	run := read[shown](t, text).Run
	want := []looked{
		{"action", lateAction, "contact", "done", "", someDay},
		{"action", dueAction, "channels", "open", "", someDay},
		{"action", looseAction, "", "dropped", dropReason, someDay},
		{"complaint", backFault, "contact", "came-back", "", someDay},
		{"complaint", goneFault, "contact", "gone", "", someDay},
	}
	if diff := cmp.Diff(want, run.LookedBack); diff != "" {
		t.Errorf("the look back that is shown:\n%s", diff)
	}
	contact := run.Ratings["contact"]
	if contact.Chair != (chaired{2, chairSays}) || contact.Story != freshStory || !cmp.Equal(contact.Counts, []int{0, 0, 0, 3, 1}) {
		t.Errorf("shown of the item: %+v", contact)
	}
}

// wantCompared holds that the chair stands beside the answers and changes nothing, and that the baseline's actions are as they
// became.
func wantCompared(t *testing.T, text string) {
	t.Helper()
	type outcome struct{ Text, State string }
	type compared struct {
		Items []struct {
			ID      string
			Verdict string
			Current struct {
				N      int
				Median float64
				Chair  *chaired
			}
			Baseline struct {
				N     int
				Chair *chaired
			}
		}
		Actions []outcome
	}
	c := read[compared](t, text)
	item := c.Items[0]
	if item.ID != "contact" || item.Verdict != "up" || item.Current.N != 4 || item.Current.Median != 4 || item.Baseline.N != 4 || item.Baseline.Chair != nil {
		t.Errorf("compared: %+v", item)
	}
	if item.Current.Chair == nil || *item.Current.Chair != (chaired{2, chairSays}) {
		t.Errorf("the chair beside the answers: %+v", item.Current.Chair)
	}
	if diff := cmp.Diff([]outcome{{lateAction, "done"}, {dueAction, "open"}}, c.Actions); diff != "" {
		t.Errorf("what became of the actions:\n%s", diff)
	}
}

// wantHeard holds that the month's page tells the same.
func wantHeard(t *testing.T, text string) {
	t.Helper()
	type complaint struct {
		State    string
		CameBack string `json:"came_back"`
		Fix      string
		Cases    int
	}
	type heard struct {
		Stories    []struct{ Text string }
		Complaints []struct {
			Text      string
			Complaint complaint
		}
		Actions struct{ Overdue, Due, Undated []struct{ Text string } }
		Figures struct {
			Items []struct {
				ID, Verdict, Story string
				Current            struct{ Chair *chaired }
			}
		}
	}
	v := read[heard](t, text)
	if len(v.Stories) != 1 || v.Stories[0].Text != freshStory {
		t.Errorf("stories of the month: %+v", v.Stories)
	}
	became := map[string]complaint{}
	for _, s := range v.Complaints {
		became[s.Text] = s.Complaint
	}
	want := map[string]complaint{
		backFault: {"came-back", someDay, courierFixed, 2}, goneFault: {"gone", "", "the fee stands beside the price", 1},
	}
	if diff := cmp.Diff(want, became); diff != "" {
		t.Errorf("complaints:\n%s", diff)
	}
	if a := v.Actions; len(a.Overdue)+len(a.Undated) > 0 || len(a.Due) != 1 || a.Due[0].Text != dueAction {
		t.Errorf("actions: %+v", a)
	}
	if i := v.Figures.Items[0]; i.ID != "contact" || i.Verdict != "up" || i.Story != freshStory || i.Current.Chair == nil || i.Current.Chair.Step != 2 {
		t.Errorf("figures: %+v", i)
	}
}
