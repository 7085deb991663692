package interchange_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/oklog/ulid/v2"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// tableRuns returns the runs of a table, which must be a valid one.
func tableRuns(t fatal, table string) []checks.Run {
	t.Helper()
	d, err := readTable(strings.NewReader(table))
	wantOK(t, err)
	var runs []checks.Run
	for _, r := range recordsOf(t, d) {
		runs = append(runs, r.(checks.Run))
	}
	wantEqual(t, len(runs), d.Count())
	return runs
}

func TestLinesOfOneDateAndTeamAreOneRun(t *testing.T) {
	got := tableRuns(t, `date,team,item,step,count
2026-05-12,Payments,contact,4,2
2026-05-12,Payments,contact,0,1
2026-05-12,Ops,trust,5,1
12.05.2026,Payments,Trust,2,5
2026-05-12,Payments,value,3,0
`)
	at := time.Date(2026, 5, 12, 12, 0, 0, 0, time.UTC)
	want := []checks.Run{
		{
			Check: check.ID, Team: "Payments", Kind: checks.Team, People: 5, Day: on(5, 12), Started: at, Finished: at, Origin: checks.OriginTable, At: checks.CloseID,
			Ratings: map[string]checks.Rating{
				"contact": {Tally: checks.Tally{Counts: [5]int{3: 2}, NoAnswer: 1}, Revision: 1, Revealed: true},
				"trust":   {Tally: checks.Tally{Counts: [5]int{1: 5}}, Revision: 1, Revealed: true},
			},
		},
		{
			Check: check.ID, Team: "Ops", Kind: checks.Team, People: 1, Day: on(5, 12), Started: at, Finished: at, Origin: checks.OriginTable, At: checks.CloseID,
			Ratings: map[string]checks.Rating{"trust": {Tally: checks.Tally{Counts: [5]int{4: 1}}, Revision: 1, Revealed: true}},
		},
	}
	for i := range want {
		want[i].ID = got[i].ID
	}
	wantEqual(t, want, got)
}

func TestTablesAreReadInAnyForm(t *testing.T) {
	want := tableRuns(t, "date,team,item,step,count\n2026-05-12,Payments,contact,4,2\n")
	for name, table := range map[string]string{
		"semicolons":          "date;team;item;step;count\n2026-05-12;Payments;contact;4;2\n",
		"tabs":                "date\tteam\titem\tstep\tcount\n2026-05-12\tPayments\tcontact\t4\t2\n",
		"German":              "Datum;Team;Aussage;Stufe;Anzahl\n12.05.2026;Payments;contact;4;2\n",
		"another order":       "count,step,item,team,date\n2,4,contact,Payments,2026-05-12\n",
		"capitals":            "Date,TEAM,Item,Step,Count\n2026-05-12,Payments,contact,4,2\n",
		"a byte order mark":   "\ufeffdate,team,item,step,count\n2026-05-12,Payments,contact,4,2\n",
		"CRLF":                "date,team,item,step,count\r\n2026-05-12,Payments,contact,4,2\r\n",
		"no last line end":    "date,team,item,step,count\n2026-05-12,Payments,contact,4,2",
		"quotes":              "\"date\",\"team\",\"item\",\"step\",\"count\"\n\"2026-05-12\",\"Payments\",\"contact\",\"4\",\"2\"\n",
		"spaces":              " date , team,item ,step,count\n 2026-05-12, Payments ,contact , 4,2 \n",
		"empty lines":         "date,team,item,step,count\n\n2026-05-12,Payments,contact,4,2\n\n\n",
		"a German date":       "date,team,item,step,count\n12.5.2026,Payments,contact,4,2\n",
		"a title":             "date,team,item,step,count\n2026-05-12,Payments,Direct contact,4,2\n",
		"control characters":  "date,team,item,step,count\n2026-05-12,\x07Payments\u202e,contact,4,2\n",
		"a cell of lines":     "date,team,item,step,count\n2026-05-12,\"Payments\n\",contact,4,2\n",
		"CR":                  "date,team,item,step,count\r2026-05-12,Payments,contact,4,2\r",
		"columns of nothing":  "\ufeffdate;team;;item;step;count;;\r\n2026-05-12;Payments;;contact;4;2;;\r\n",
		"cells of nothing":    "date,team,item,step,count\n2026-05-12,Payments,contact,4,2,,\n",
		"rows of nothing":     ";;;;\ndate;team;item;step;count\n; ;;;\n12.05.2026;Payments;contact;4;2\n;;;;\n;;\n",
		"a separator's line":  "sep=;\r\ndate;team;item;step;count\r\n2026-05-12;Payments;contact;4;2\r\n",
		"midnight":            "date,team,item,step,count\n12.05.2026 00:00,Payments,contact,4,2\n",
		"midnight as ISO":     "date,team,item,step,count\n2026-05-12T00:00:00Z,Payments,contact,4,2\n",
		"midnight of AM":      "date,team,item,step,count\n2026-05-12 12:00:00 AM,Payments,contact,4,2\n",
		"a day of two digits": "date,team,item,step,count\n12.5.26,Payments,contact,4,2\n",
		"fractions":           "date;team;item;step;count\n2026-05-12;Payments;contact;4,00;2.0\n",
		"UTF-16":              utf16Text("date,team,item,step,count\n2026-05-12,Payments,contact,4,2\n"),
	} {
		if diff := cmp.Diff(want, tableRuns(t, table)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// utf16Text is a text in UTF-16 with a byte order mark, little end first.
func utf16Text(s string) string {
	b := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return string(b)
}

func TestADateThatMayBeTwoDaysNamesBoth(t *testing.T) {
	_, err := readTable(strings.NewReader("date,team,item,step,count\n03/04/2026,Ops,contact,4,2\n"))
	list := problems(t, err)
	if want := [2]checks.Day{on(4, 3), on(3, 4)}; len(list) != 1 || list[0].Days != want {
		t.Errorf("%+v", list)
	}
}

func TestWhatStandsBesideTheColumnsIsNotPassedOver(t *testing.T) {
	for _, table := range []string{
		"date,team,item,step,count,,\n2026-05-12,Ops,contact,4,2,,x\n",
		"date,team,item,step,count\n2026-05-12,Ops,contact,4,2,,x\n",
		"date,team,item,step,count\n2026-05-12,Ops,contact,4\n",
	} {
		_, err := readTable(strings.NewReader(table))
		if list := problems(t, err); len(list) != 1 || checks.CodeOf(list[0].Err) != checks.CodeCells || list[0].Line != 2 {
			t.Errorf("%q: %+v", table, list)
		}
	}
}

func TestNamesThatLookLikeFormulasLoseTheirQuote(t *testing.T) {
	for cell, want := range map[string]string{
		"'=1+1": "=1+1", "'+x": "+x", "'-x": "-x", "'@x": "@x", "'x": "'x", "'": "'", "=x": "=x", "\"a;b \"\"c\"\"\"": `a;b "c"`,
	} {
		if got := tableRuns(t, "date,team,item,step,count\n2026-05-12,"+cell+",contact,4,2\n")[0].Team; got != want {
			t.Errorf("%s is %s, want %s", cell, got, want)
		}
	}
}

func TestATableGivesTheSameRunsAgain(t *testing.T) {
	const table = "date,team,item,step,count\n2026-05-12,Payments,contact,4,2\n2026-05-12,Payments,trust,4,2\n"
	first := tableRuns(t, table)[0]
	if first.ID != "01KRE0XTG0SS1H7YGVHKG27CR0" {
		t.Errorf("the id is %s: runs from older tables would come in twice", first.ID)
	}
	if other := tableRuns(t, "date,team,item,step,count\n2026-05-12,Payments,value,1,9\n")[0]; other.ID != first.ID {
		t.Error("the id depends on more than date and team")
	}
	id, err := ulid.ParseStrict(first.ID)
	if err != nil || !ulid.Time(id.Time()).Equal(first.Finished) {
		t.Errorf("%s: %v, %v", first.ID, ulid.Time(id.Time()), err)
	}
	seen := map[string]bool{}
	for _, r := range tableRuns(t, "date,team,item,step,count\n2026-05-12,A,contact,4,2\n2026-05-13,A,contact,4,2\n2026-05-12,B,contact,4,2\n0001-01-01,A,contact,4,2\n1969-12-31,A,contact,4,2\n9999-12-31,A,contact,4,2\n") {
		if _, err := ulid.ParseStrict(r.ID); err != nil || seen[r.ID] {
			t.Errorf("%s: %v", r.ID, err)
		}
		seen[r.ID] = true
	}
}

func TestRunsOfATableAreInADocumentWhatTheyAre(t *testing.T) {
	runs := tableRuns(t, "date,team,item,step,count\n2026-05-12,Ops,contact,4,2\n")
	b := document(t, runs[0])
	if !bytes.Contains(b, []byte(`"origin": "csv"`)) {
		t.Error(string(b))
	}
	sameRecords(t, recordsOf(t, read(t, b)), []checks.Record{runs[0]})
	if !slices.Equal(interchange.Columns(), []string{"date", "team", "item", "step", "count"}) {
		t.Error(interchange.Columns())
	}
}

func TestTeamsAreNamedAsTheyAreWrittenHere(t *testing.T) {
	const table = "date,team,item,step,count\n2026-05-12,markt,contact,4,2\n2026-05-12,Markt,trust,4,2\n"
	names := interchange.Names{Item: item, Team: func(name string) string { return strings.ToUpper(name[:1]) + name[1:] }}
	d, err := interchange.ReadTable(strings.NewReader(table), options, names)
	wantOK(t, err)
	list := recordsOf(t, d)
	if len(list) != 1 || list[0].(checks.Run).Team != "Markt" || len(list[0].(checks.Run).Ratings) != 2 {
		t.Errorf("%+v", list)
	}
}

func TestARowThatIsThereTwiceNamesTheFirst(t *testing.T) {
	const table = "date,team,item,step,count\n12.5.2026,Ops,Contact,4,2\n2026-05-12,Ops,trust,4,2\n2026-05-12,Ops,CONTACT,4,1\n"
	_, err := readTable(strings.NewReader(table))
	list := problems(t, err)
	var e *checks.Error
	if len(list) != 1 || list[0].Line != 4 || list[0].First != 2 || !errors.As(list[0].Err, &e) || e.Subject != "2026-05-12, Ops, CONTACT, 4" {
		t.Errorf("%+v", list)
	}
}
