package report

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
)

// must ends a test at an error that the test is not about.
func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// demoRecords are all records of the demo.
func demoRecords(language string) []checks.Record { return demo.Records(language, today) }

// each is the sequence of records that a store would give.
func each(records []checks.Record) iter.Seq2[checks.Record, error] {
	return func(yield func(checks.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func exportDataOf(t *testing.T, records []checks.Record, s Selection) ExportData {
	t.Helper()
	s.Made = today
	d, err := NewExportData(content.Check(), each(records), s)
	must(t, err)
	return d
}

func TestAnExportIsWrittenInBothLanguages(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		for _, share := range []bool{false, true} {
			d := exportDataOf(t, demoRecords(language), Selection{Share: share})
			for _, f := range ExportFormats {
				if f == JSON && !share {
					continue
				}
				t.Run(fmt.Sprintf("%s-%v-%s", language, share, f), func(t *testing.T) {
					golden.RequireEqual(t, exported(t, f, d, in(language)))
				})
			}
		}
	}
}

func TestJSONOfASharedExportIsAsItsSchemaSays(t *testing.T) {
	for _, records := range [][]checks.Record{demoRecords("en"), {soloRun(), teamRun()}, {hiddenRun()}, nil} {
		fits(t, "shared.json", exported(t, JSON, exportDataOf(t, records, Selection{Share: true}), in("en")))
	}
	if err := Export(&bytes.Buffer{}, JSON, exportDataOf(t, nil, Selection{}), in("en")); err == nil {
		t.Error("what is not shared goes out in a format that leaves things out")
	}
}

func TestOrderOfRecordsDoesNotCount(t *testing.T) {
	records := demoRecords("en")
	want := exported(t, Markdown, exportDataOf(t, records, Selection{}), in("en"))
	slices.Reverse(records)
	if got := exported(t, Markdown, exportDataOf(t, records, Selection{}), in("en")); !bytes.Equal(got, want) {
		t.Error("another order gives another report")
	}
}

// long ago, then, lately: three runs of a team in three quarters.
func threeRuns() (list []checks.Run) {
	for i, month := range []time.Month{2, 5, 8} {
		r := teamRun()
		r.ID = fmt.Sprintf("R%d", i+1)
		r.Started = time.Date(2026, month, 12, 9, 0, 0, 0, zone)
		r.Day, r.Finished = checks.DayOf(r.Started), r.Started.Add(time.Hour)
		for k := range r.Actions {
			r.Actions[k].ID = fmt.Sprintf("%s-%d", r.ID, k)
		}
		list = append(list, r)
	}
	return list
}

func TestAnExportHoldsWhatWasAskedFor(t *testing.T) {
	runs := threeRuns()
	story := checks.Story{ID: "S1", Team: "Payments", On: checks.Day{Year: 2026, Month: 5, Day: 20}, Source: checks.FromCustomer, Text: "They waited."}
	deed := checks.Action{Team: "Payments", Made: runs[1].Finished, ID: "A1", Text: "Ring back", State: checks.Open}
	open := hiddenRun()
	records := []checks.Record{runs[1], open, runs[0], story, runs[2], deed, checks.Marks{Team: "Payments", Changing: true}}
	may := checks.Period{From: checks.Day{Year: 2026, Month: 5, Day: 1}, To: checks.Day{Year: 2026, Month: 5, Day: 31}}
	tests := []struct {
		name      string
		selection Selection
		runs      string
		baseline  string
		chosen    checks.Choice
		columns   int
		actions   int
		stories   int
		left      int
	}{
		{"all", Selection{}, "R3 R2 R1", "R2", checks.ChosenLastQuarter, 3, 7, 1, 1},
		{"a period", Selection{Period: may}, "R2", "R1", checks.ChosenLastQuarter, 0, 3, 1, 0},
		{"one run", Selection{Run: "R2"}, "R2", "R1", checks.ChosenLastQuarter, 0, 2, 0, 0},
		{"one run without an earlier one", Selection{Run: "R1"}, "R1", "", "", 0, 2, 0, 0},
		{"a chosen pair", Selection{Run: "R3", Baseline: "R1"}, "R3 R1", "R1", checks.ChosenRun, 0, 4, 0, 0},
		{"the usual pair", Selection{Run: "R3", Baseline: "R2"}, "R3 R2", "R2", checks.ChosenLastQuarter, 0, 4, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := exportDataOf(t, records, tt.selection)
			c := d.Teams[0]
			var ids []string
			for _, r := range c.Runs {
				ids = append(ids, r.ID)
			}
			baseline, chosen, columns := "", checks.Choice(""), 0
			if c.Comparison != nil {
				baseline, chosen = c.Comparison.Baseline.ID, c.Comparison.Chosen
				if !c.Comparison.Changing {
					t.Error("it is forgotten that the people change")
				}
			}
			if len(c.Trends) > 0 {
				columns = len(c.Trends[0].Columns)
			}
			if got := strings.Join(ids, " "); got != tt.runs || baseline != tt.baseline || chosen != tt.chosen {
				t.Errorf("runs %s against %q (%q)", got, baseline, chosen)
			}
			if columns != tt.columns || len(c.Actions) != tt.actions || len(c.Stories) != tt.stories || d.Left.Unfinished != tt.left {
				t.Errorf("%d columns, %d actions, %d stories, left out: %+v", columns, len(c.Actions), len(c.Stories), d.Left)
			}
		})
	}
}

func TestARunThatIsNotThereIsAnError(t *testing.T) {
	records := []checks.Record{teamRun(), hiddenRun()}
	unfinished := hiddenRun()
	unfinished.ID = "R9"
	records[1] = unfinished
	for id, want := range map[string]checks.Code{"R1": checks.CodeNotFound, "R9": checks.CodeUnfinished} {
		if _, err := NewExportData(content.Check(), each(records), Selection{Made: today, Run: id}); checks.CodeOf(err) != want {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := NewExportData(content.Check(), each(records), Selection{Made: today, Baseline: "R1"}); checks.CodeOf(err) != checks.CodeNotFound {
		t.Errorf("baseline: %v", err)
	}
	failing := func(yield func(checks.Record, error) bool) { yield(nil, &checks.Error{Code: checks.CodeDamaged}) }
	if _, err := NewExportData(content.Check(), failing, Selection{Made: today}); checks.CodeOf(err) != checks.CodeDamaged {
		t.Errorf("damage: %v", err)
	}
}

func TestAnExportSaysWhatItIs(t *testing.T) {
	day, runs := checks.DayOf(today), threeRuns()
	three := []checks.Record{runs[0], runs[1], runs[2]}
	runs[1].Origin, runs[2].Origin = checks.OriginLater, checks.OriginTable
	entered := []checks.Record{runs[0], runs[1], runs[2]}
	earlier, now := worthRuns()
	const usual, before = "the last run of the quarter before", "the run before"
	for name, tt := range map[string]struct {
		records  []checks.Record
		s        Selection
		language string
		said     []string // by formats for people
		not      []string
	}{
		"a day":             {nil, Selection{Period: checks.Period{From: day, To: day}}, "en", []string{" · on 22 Nov 2026"}, nil},
		"a day in German":   {nil, Selection{Period: checks.Period{From: day, To: day}}, "de", []string{" · am 22. Nov. 2026"}, nil},
		"nothing":           {nil, Selection{Period: checks.Period{To: day}}, "en", []string{"Nothing was finished or noted"}, nil},
		"a story":           {three[:1], Selection{}, "en", []string{"Story: A customer"}, nil},
		"a picked baseline": {three, Selection{Run: "R3", Baseline: "R1"}, "en", nil, []string{usual, before}},
		"the usual one":     {three, Selection{Run: "R3", Baseline: "R2"}, "en", []string{usual}, []string{before}},
		"the time spent":    {[]checks.Record{now}, Selection{}, "en", []string{"Was this time well spent?"}, nil},
		"it, compared":      {[]checks.Record{earlier, now}, Selection{Run: now.ID}, "en", []string{"Was this time well spent?"}, nil},
		"it, of old runs":   {append([]checks.Record{earlier}, three...), Selection{}, "en", []string{"Time well spent"}, nil},
		"what was entered":  {entered, Selection{Share: true}, "en", []string{"entered later", "from a table"}, nil},
	} {
		d := exportDataOf(t, tt.records, tt.s)
		for _, f := range []Format{Markdown, HTML} {
			text := strings.NewReplacer(`\.`, ".", "**", "").Replace(string(exported(t, f, d, in(tt.language))))
			missing := slices.ContainsFunc(tt.said, func(s string) bool { return !strings.Contains(text, s) })
			if missing || slices.ContainsFunc(tt.not, func(s string) bool { return strings.Contains(text, s) }) {
				t.Errorf("%s, %s: not %q but %q\n%s", name, f, tt.not, tt.said, text)
			}
		}
		if tt.s.Share {
			csv, json := string(exported(t, CSV, d, in("en"))), exported(t, JSON, d, in("en"))
			fits(t, "shared.json", json)
			if !strings.Contains(csv, ",team,6,later,") || !strings.Contains(csv, ",team,6,csv,") || !bytes.Contains(json, []byte(`"entered": "later"`)) {
				t.Errorf("CSV and JSON do not say how a run came to be kept:\n%s\n%s", csv, json)
			}
		}
	}
}

func TestARunIsWrittenWithItsActionsFirstAndItsAnswersByTheirMarks(t *testing.T) {
	r := teamRun()
	r.Answers = map[string][]checks.Answer{"channels": {{Text: "by pigeon"}, {Text: "by drum", Marks: 1}, {Text: "by flag", Marks: 4}}}
	for _, f := range []Format{Text, Markdown, HTML} {
		var page bytes.Buffer
		must(t, Run(&page, f, r, nil, in("en")))
		body, at := page.String(), -1
		for _, text := range []string{r.Actions[0].Text, "by flag", "by drum", "by pigeon"} {
			next := strings.Index(body, text)
			if next <= at {
				t.Errorf("%s: %q stands at %d, behind %d", f, text, next, at)
			}
			at = next
		}
	}
}
