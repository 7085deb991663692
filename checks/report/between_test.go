package report

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
)

func onNovember(day int) checks.Day { return checks.Day{Year: 2026, Month: 11, Day: day} }

var thatDay = onNovember(22)

// cameBack is a complaint with all that one can hold.
func cameBack() checks.Complaint {
	return checks.Complaint{
		State: checks.ComplaintBack, Whys: []string{"nobody was told", "the list is from <May>"}, Fix: "the list renews itself | each night",
		Owner: "Ana *", Cases: 4, Steps: []checks.ComplaintStep{
			{State: checks.ComplaintOpen, On: onNovember(3)}, {State: checks.ComplaintCaused, On: onNovember(4)},
			{State: checks.ComplaintFixed, On: onNovember(5)}, {State: checks.ComplaintGone, On: onNovember(9)}, {State: checks.ComplaintBack, On: onNovember(20)},
		},
	}
}

// someStories are a plain one, a complaint that came back, one with a text of several lines, and one in wide letters.
func someStories() []checks.Story {
	fixed := checks.NewComplaint(onNovember(1))
	fixed, _ = fixed.Explain([]string{"the form"}, onNovember(2))
	fixed, _ = fixed.Mend("another form", "", onNovember(2))
	return []checks.Story{
		{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAB", Team: "Payments", On: onNovember(20), Source: checks.FromShopWalk, Text: "the button is grey\n\nTried: to cancel an order\nA step closer than last time? No."},
		{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAC", Team: "Payments", On: onNovember(3), Source: checks.FromNeighbour, About: "trust", Text: "the courier never rang", Complaint: cameBack()},
		{ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAD", Team: "支払い|決済", On: onNovember(2), Source: checks.FromCustomerService, About: "decisions", Text: strings.Repeat("返金は三週間もかかりました。", 12), Complaint: fixed},
		{ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAE", Team: "Payments", On: onNovember(1), Source: checks.FromElsewhere, Text: "# <b>thanks</b> *to* all"},
	}
}

func someActions() []checks.Action {
	made := time.Date(2026, 8, 19, 9, 41, 0, 0, zone)
	list := checks.ActionsOf(teamRun())
	list = append(list, checks.Action{
		ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAE", Text: strings.Repeat("call 払い ", 30), Owner: "Bo|b", Due: onNovember(21), State: checks.Open,
		Team: "Search", Made: made,
	}, checks.Action{
		ID: "01KCAK6M8F0Q6V1Z9K4M7R2XAE", From: "value", Text: "ask why", State: checks.Done, Team: "Search", Made: made,
	})
	checks.SortDue(list)
	return list
}

func someTeams() []checks.History {
	finished := checks.Summarize(teamRun())
	return []checks.History{
		{Team: "Payments", Runs: []checks.Summary{checks.Summarize(hiddenRun()), finished}, Leadership: true},
		{Team: strings.Repeat("払", 60), Changing: true},
	}
}

// printed are the lists of what is between runs, and one story, by name.
var printed = map[string]func(w io.Writer, f Format, o Options) error{
	"stories": func(w io.Writer, f Format, o Options) error {
		return Stories(w, f, StoryList{Stories: someStories(), IDs: storyIDs(), Today: thatDay}, o)
	},
	"story": func(w io.Writer, f Format, o Options) error { return Story(w, f, someStories()[1], thatDay, o) },
	"actions": func(w io.Writer, f Format, o Options) error {
		return Actions(w, f, ActionList{Actions: someActions(), IDs: actionIDs(), Today: thatDay}, o)
	},
	"teams": func(w io.Writer, f Format, o Options) error { return Teams(w, f, someTeams(), o) },
}

func storyIDs() (ids []string) {
	for _, s := range someStories() {
		ids = append(ids, s.ID)
	}
	return ids
}

func actionIDs() (ids []string) {
	for _, a := range someActions() {
		ids = append(ids, a.ID)
	}
	return ids
}

func betweenRuns(t *testing.T, name string, f Format, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := printed[name](&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsBetweenRunsIsWrittenInBothLanguages(t *testing.T) {
	for name := range printed {
		for _, language := range []string{"en", "de"} {
			for _, f := range []Format{Text, Markdown} {
				t.Run(name+"-"+language+"-"+string(f), func(t *testing.T) {
					golden.RequireEqual(t, betweenRuns(t, name, f, in(language)))
				})
			}
		}
	}
}

func TestWhatIsBetweenRunsFitsEightyCells(t *testing.T) {
	for name := range printed {
		for _, language := range []string{"en", "de"} {
			for line := range strings.Lines(string(betweenRuns(t, name, Text, in(language)))) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > usualWidth {
					t.Errorf("%s in %s: %d cells: %s", name, language, w, line)
				}
			}
		}
	}
}

func TestJSONOfWhatIsBetweenRunsIsAsItsSchemaSays(t *testing.T) {
	for name, schema := range map[string]string{"stories": "stories.json", "story": "stories.json", "actions": "actions.json", "teams": "teams.json"} {
		english, german := betweenRuns(t, name, JSON, in("en")), betweenRuns(t, name, JSON, in("de"))
		fits(t, schema, english)
		if !bytes.Equal(english, german) {
			t.Errorf("%s is another one in German", name)
		}
	}
	for schema, empty := range map[string]any{"stories.json": storiesFile(nil, thatDay), "actions.json": actionsFile(ActionList{}), "teams.json": teamsFile(nil)} {
		var b bytes.Buffer
		if err := WriteJSON(&b, empty); err != nil {
			t.Fatal(err)
		}
		fits(t, schema, b.Bytes())
	}
}

func TestFirstLineSaysWhereThereIsMore(t *testing.T) {
	long := strings.Repeat("払", 60)
	for text, want := range map[string]string{
		"one": "  one", "one\ntwo": "  one …", long: "  " + long[:3*38] + "…",
	} {
		if got := FirstLine("  ", text, in("en")); got != want {
			t.Errorf("of %q: %q, want %q", text, got, want)
		}
	}
}

func TestAStoryTellsWhatWasTriedBeforeItCameBack(t *testing.T) {
	on := checks.Day{Year: 2026, Month: 11, Day: 3}
	c, err := checks.NewComplaint(on).Explain([]string{"the bell is broken", "nobody <tests> it"}, on)
	for _, next := range []func() (checks.Complaint, error){
		func() (checks.Complaint, error) { return c.Mend("a new bell", "Ben", on) },
		func() (checks.Complaint, error) { return c.Settle(checks.ComplaintBack, on) },
		func() (checks.Complaint, error) { return c.Explain([]string{"the courier hears badly"}, on) },
	} {
		if err == nil {
			c, err = next()
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	story := checks.Story{ID: "1", Team: "Payments", On: on, Source: checks.FromCustomer, Text: "He never rang.", Complaint: c}
	for f, want := range map[Format]string{
		Text: "Why: the bell is broken → nobody <tests> it · Changed: a new bell", Markdown: `Why: the bell is broken → nobody &lt;tests&gt; it · Changed: a new bell`,
		JSON: `"fix": "a new bell"`,
	} {
		var b bytes.Buffer
		if err := Story(&b, f, story, on, in("en")); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %v\n%s", f, err, &b)
		}
	}
}
