package interchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/interchange"
)

// formFor is how the answers of a team are understood.
func formFor(team string) interchange.Form {
	f := interchange.Form{Team: team, Names: map[string][]string{}, Steps: map[string]checks.Step{"voll und ganz": 5, "no answer": 0}}
	for _, code := range []string{"en", "de"} {
		for id, it := range content.In(code).Items {
			f.Names[id] = append(f.Names[id], id, it.Title, it.Statement)
		}
		for id, q := range content.In(code).Questions {
			f.Names[id] = append(f.Names[id], id, q.Title, q.Text)
		}
	}
	return f
}

// readForm reads the answers to a form.
func readForm(table string, f interchange.Form) (*interchange.Document, error) {
	o := options
	o.Today = on(11, 29)
	return interchange.ReadForm(strings.NewReader(table), o, f)
}

// runOf returns the run of a form, which must be a valid one, and what is left out of it.
func runOf(t fatal, table string, f interchange.Form) (checks.Run, interchange.LeftOut) {
	t.Helper()
	d, err := readForm(table, f)
	wantOK(t, err)
	r := recordsOf(t, d)[0].(checks.Run)
	wantOK(t, r.Validate(check))
	return r, d.LeftOut()
}

func TestAFormBecomesOneRunOfItsTeam(t *testing.T) {
	f := formFor("Payments")
	f.Columns = map[string][]string{"trust": {"Our customers trust us"}, "risks": {"Comments", "Anything, else?"}}
	answers := `Timestamp,Our team talks with its customers directly.,Our customers trust us.,Kundennutzen,Comments,"Anything, else?",Your name
2026/05/12 10:03:21 AM GMT+2,4,3,5 - agree,"they leave
us",,Ana
2026/05/13 8:04:00 AM GMT+2,2,1 👎🏽,many,'=none,,Ben
,,,,,,
2026/05/14 8:04:00 AM GMT+2,,,,,,Cem
2026/05/13 9:04:00 AM GMT+2,4.0,,,,a fire,Dan
`
	got, left := runOf(t, answers, f)
	want := checks.Run{
		ID: got.ID, Check: check.ID, Team: "Payments", Kind: checks.Team, People: 3, Day: on(5, 13), Started: got.Started, Finished: got.Started,
		Origin: checks.OriginTable, At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {Tally: checks.Tally{Counts: [5]int{1: 1, 3: 2}}, Revision: 1, Revealed: true},
			"trust":   {Tally: checks.Tally{Counts: [5]int{0: 1, 2: 1}, NoAnswer: 1}, Revision: 1, Revealed: true},
			"value":   {Tally: checks.Tally{Counts: [5]int{4: 1}, NoAnswer: 1}, Revision: 1, Revealed: true},
		},
		Answers: map[string][]checks.Answer{"risks": {{Text: "=none"}, {Text: "a fire"}, {Text: "they leave\nus"}}},
	}
	wantEqual(t, want, got)
	wantEqual(t, interchange.LeftOut{Columns: []string{"Your name"}, Rows: []int{3}, Empty: 1}, left)
	for _, end := range []string{"\r\n", "\r"} {
		again, _ := runOf(t, strings.ReplaceAll(answers, "\n", end), f)
		wantEqual(t, want, again)
	}
	if table := tableRuns(t, "date,team,item,step,count\n2026-05-13,Payments,contact,4,2\n")[0]; table.ID != got.ID {
		t.Error("a table of the same team and day is another run")
	}
}

// What is kept of a form is the same in whatever order people answered, and in whatever order their answers stand beside each other.
func TestNothingTellsWhoseTheAnswersOfAFormAre(t *testing.T) {
	steps := []string{"1", "2", "3", "4", "5", "", "x"}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(t, "people")
		columns := [][]string{{"contact"}, {"trust"}, {"value"}, {"risks"}, {"channels"}, {"Name"}}
		for i := range n {
			for c := range 3 {
				columns[c] = append(columns[c], rapid.SampledFrom(steps).Draw(t, "step"))
			}
			columns[3] = append(columns[3], rapid.SampledFrom([]string{"b", "a", "c", "ä"}).Draw(t, "answer")) // nobody is without one
			columns[4] = append(columns[4], fmt.Sprint("answer ", rapid.IntRange(1, 99).Draw(t, "answer")))
			columns[5] = append(columns[5], fmt.Sprint("person ", i))
		}
		f := formFor("Ops")
		f.On = on(5, 12)
		one, _ := runOf(t, tableOf(columns), f)
		for i, column := range columns { // each in an order of its own
			columns[i] = append(column[:1:1], rapid.Permutation(column[1:]).Draw(t, "order")...)
		}
		other, _ := runOf(t, tableOf(rapid.Permutation(columns).Draw(t, "columns")), f)
		if a, b := document(t, one), document(t, other); string(a) != string(b) {
			t.Fatal(cmp.Diff(string(a), string(b)))
		}
	})
}

// tableOf is a table with these columns.
func tableOf(columns [][]string) string {
	var b strings.Builder
	for row := range columns[0] {
		for i, column := range columns {
			b.WriteString(strings.Repeat(",", min(i, 1)) + column[row])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestRatingsOfAFormAreReadAsPeopleWriteThem(t *testing.T) {
	const none, unread = "none", "unread"
	for cell, want := range map[string]string{
		"1": "1", "5": "5", " 3 ": "3", "3.0": "3", "\"3,00\"": "3", "4.": "4", "4 - agree": "4", "4 – stimme zu": "4", "4: agree": "4",
		"4 (agree)": "4", "4) agree": "4", "4 agree": "4", "4/5": "4", "4 / 5": "4", "4 of 5": "4", "4 von 5": "4", "4 👍🏽": "4",
		"Voll und ganz": "5", "No answer": none, "": none, "'": unread, "0": unread, "-1": unread, "3-4": unread,
		"3.5": unread, "3½": unread, "\"3,5\"": unread, "4 maybe 5": unread, "40%": unread, "4%": unread, "4/10": unread, "agree": unread, "5/4": unread, "👍": unread, "٤": unread,
	} {
		f := formFor("Ops")
		f.On = on(5, 12)
		run, left := runOf(t, "contact,risks\n"+cell+",x\n", f)
		got, rating := unread, run.Ratings["contact"]
		if i := slices.Index(rating.Counts[:], 1); i >= 0 {
			got = fmt.Sprint(i + 1)
		} else if rating.NoAnswer == 1 {
			got = none
		}
		if got != want || (got == unread) != slices.Equal(left.Rows, []int{2}) {
			t.Errorf("%q is %s, want %s; rows %d are left out", cell, got, want, left.Rows)
		}
	}
}

func TestColumnsOfAFormAreKnownByWhatTheyAsk(t *testing.T) {
	for title, want := range map[string]string{
		"contact": "contact", "CONTACT": "contact", "Direkter Draht": "contact", "Direct contact *": "contact", "1. Trust": "trust",
		"Q2: Vertrauen": "trust", "Rate these [Customer value]": "value", "What do you think? Our team talks with its customers directly": "contact",
		"G01Q02. Unser Team ist mit seinen Kunden direkt im Gespräch.": "contact", "What could put our customers' trust at risk?": "risks",
		"Trust issues": "", "Do you trust us?": "", "?": "",
	} {
		f := formFor("Ops")
		f.On = on(5, 12)
		f.Columns = map[string][]string{"unclear": {"Last"}}
		run, left := runOf(t, fmt.Sprintf("\"%s\",Last\n4,x\n", title), f) // which has an answer in any case
		_, rated := run.Ratings[want]
		if found := rated || run.Answers[want] != nil; found != (want != "") || (want == "") != slices.Equal(left.Columns, []string{title}) {
			t.Errorf("%q is left out as %q: %+v", title, left.Columns, run)
		}
	}
}

func TestTheDayOfAFormIsThatOfItsLatestAnswer(t *testing.T) {
	for stamps, want := range map[string]checks.Day{
		"2026/05/12 10:03:21 AM GMT+2|2026/05/11 10:03:21 AM GMT+2": on(5, 12),
		"2026-05-11T10:03:21+02:00|2026-05-12T10:03:21+02:00":       on(5, 12),
		"2026-05-12 10:03:21|":              on(5, 12),
		"12.05.2026 10:03:21|1.5.26 10:03":  on(5, 12),
		"5/14/26 10:03:21|5/13/26 10:03:21": on(5, 14),
		"1/12/2026 10:03|1/12/2026 10:03":   on(1, 12), // the other one is still to come
		"5/5/2026 10:03|4/4/2026 10:03":     on(5, 5),
		"5/12/26 10:03:21|6/7/26 10:03:21":  {}, // the seventh of June, or the sixth of July
		"12 May|":                           {},
		"2026-12-05 10:03|2026-05-12 10:03": {}, // is still to come
		"|":                                 {},
	} {
		one, other, _ := strings.Cut(stamps, "|")
		table := fmt.Sprintf("contact,Timestamp,Due\n3,\"%s\",2026-01-01\n4,\"%s\",2026-11-11\n", one, other)
		d, err := readForm(table, formFor("Ops"))
		switch list := problems(t, err); {
		case want.IsZero():
			if len(list) != 1 || checks.CodeOf(list[0].Err) != checks.CodeNoDay {
				t.Errorf("%s: %+v", stamps, list)
			}
		case err != nil || recordsOf(t, d)[0].(checks.Run).Day != want:
			t.Errorf("%s: %v, want %s", stamps, err, want)
		}
		f := formFor("Ops")
		f.On = on(5, 20)
		if run, left := runOf(t, table, f); run.Day != f.On || !slices.Equal(left.Columns, []string{"Timestamp", "Due"}) {
			t.Errorf("%s, and somebody says the day: %s, without %q", stamps, run.Day, left.Columns)
		}
		f = formFor("Ops")
		f.Columns = map[string][]string{interchange.DateColumn: {"due"}}
		if run, _ := runOf(t, table, f); run.Day != on(11, 11) {
			t.Errorf("%s, and somebody says the column: %s", stamps, run.Day)
		}
	}
}

func TestAFormThatCannotBeCountedIsRefused(t *testing.T) {
	on512 := formFor("Ops")
	on512.On = on(5, 12)
	named := on512
	named.Columns = map[string][]string{"trust": {"Nowhere"}}
	long := formFor(strings.Repeat("x", checks.MaxName+1))
	long.On = on512.On
	for name, c := range map[string]struct {
		table string
		form  interchange.Form
		want  []checks.Code
	}{
		"nothing is known":       {"Mood,Weather\n1,2\n", on512, []checks.Code{checks.CodeNotAsked}},
		"a table of tallies":     {"date,team,item,step,count\n2026-05-12,Ops,contact,4,3\n", on512, []checks.Code{checks.CodeNotAsked}},
		"a statement twice":      {"contact,trust,Direct contact\n1,2,3\n", on512, []checks.Code{checks.CodeTwice}},
		"a column is not there":  {"contact\n1\n", named, []checks.Code{checks.CodeNoColumn}},
		"nobody":                 {"contact\n", on512, []checks.Code{checks.CodeNoVotes}},
		"nobody with an answer":  {"contact,Name\n,Ana\n", on512, []checks.Code{checks.CodeNoVotes}},
		"a hundred people":       {"contact\n" + strings.Repeat("4\n", 100), on512, []checks.Code{checks.CodePeople}},
		"too many answers":       {"channels,Wege zueinander,Channels\n" + strings.Repeat("a,b,c\n", 99), on512, []checks.Code{checks.CodeAnswersFull}},
		"a long name":            {"contact\n4\n", long, []checks.Code{checks.CodeTeamLong}},
		"a row of other cells":   {"contact,trust\n4\n", on512, []checks.Code{checks.CodeCells}},
		"a scale of ten":         {"contact,trust\n4,3\n9,10 - very much\n10,2\n", on512, []checks.Code{checks.CodeScale, checks.CodeScale}},
		"a step too high":        {"contact\n6\n", on512, []checks.Code{checks.CodeScale}},
		"more columns than sane": {"contact" + strings.Repeat(",x", 1000) + "\n", on512, []checks.Code{checks.CodeTooLarge}},
	} {
		_, err := readForm(c.table, c.form)
		var got []checks.Code
		for _, p := range problems(t, err) {
			got = append(got, checks.CodeOf(p.Err))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAnAnswerOfAFormThatIsTooLongIsLeftOut(t *testing.T) {
	f := formFor("Ops")
	f.On = on(5, 12)
	run, left := runOf(t, "contact,risks\n4,"+strings.Repeat("x", checks.MaxText+1)+"\n3,"+strings.Repeat("x", checks.MaxText)+"\n", f)
	if run.People != 2 || len(run.Answers["risks"]) != 1 || !slices.Equal(left.Rows, []int{2}) {
		t.Errorf("%d people, %d answers, without %d", run.People, len(run.Answers["risks"]), left.Rows)
	}
}
