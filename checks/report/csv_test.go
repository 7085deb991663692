package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

// cellsOf reads a table by its columns.
func cellsOf(t rapid.TB, text []byte, comma rune) (rows []map[string]string) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = comma
	all, err := r.ReadAll()
	must(t, err)
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, head := range all[0] {
			row[head] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSVHoldsEveryCountAndEveryAnswer(t *testing.T) {
	d := exportDataOf(t, demoRecords("en"), Selection{})
	counted := map[string]int{}
	answers := 0
	text := exported(t, CSV, d, in("de"))
	if n := bytes.Count(text, []byte("\n")); n != bytes.Count(text, []byte("\r\n")) {
		t.Error("a line ends in another way than the standard says")
	}
	for _, row := range cellsOf(t, text, ',') {
		switch row["record"] {
		case "rating":
			n, err := strconv.Atoi(row["count"])
			if err != nil {
				t.Error(row)
			}
			counted[row["run"]+row["item"]+row["step"]] += n
		case "answer":
			answers++
		}
	}
	for _, c := range d.Teams {
		for _, r := range c.Runs {
			answers -= r.AnswerCount()
			for id, rating := range r.Ratings {
				for k, count := range rating.Counts {
					if counted[r.ID+id+strconv.Itoa(k+1)] != count {
						t.Errorf("%s %s step %d", r.ID, id, k+1)
					}
				}
				if counted[r.ID+id+"no_answer"] != rating.NoAnswer {
					t.Errorf("%s %s no answer", r.ID, id)
				}
			}
		}
	}
	if answers != 0 {
		t.Errorf("%d answers too many", answers)
	}
}

func TestCSVForExcelHasAMarkAndSemicolons(t *testing.T) {
	d := exportDataOf(t, []checks.Record{teamRun()}, Selection{})
	o := in("de")
	o.Excel = true
	text := exported(t, CSV, d, o)
	rest, marked := bytes.CutPrefix(text, []byte("\xef\xbb\xbf"))
	if !marked || !bytes.HasPrefix(rest, []byte("run;finished;team;")) {
		t.Errorf("begins with %.40q", text)
	}
	plain := cellsOf(t, exported(t, CSV, d, in("en")), ',')
	for i, row := range cellsOf(t, rest, ';') {
		for head, cell := range row {
			if plain[i][head] != cell {
				t.Errorf("row %d, %s: %q, not %q", i, head, cell, plain[i][head])
			}
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+49 30": "'+49 30", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
		"\t=1": "\t'=1", " =1": "' =1", `"=1"`: `'"=1"`, "a;=1": "a;'=1", "a\n=1": "a\n'=1", `a,"=1`: `a,'"=1`, "\u200b=1": "'\u200b=1",
		"a=b": "a=b", "calls - and mails": "calls - and mails", "well-known": "well-known", "3+4": "3+4", "": "", "mail@home": "mail@home",
	} {
		if got := defused(text); got != want && got != "'"+want {
			t.Errorf("%q becomes %q, not %q", text, got, want)
		}
	}
}

// Whatever people write, and by whichever sign a program parts the cells: none of theirs begins a formula.
func TestWhatPeopleWriteBeginsNoFormulaWhereverItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := checks.Clean(rapid.StringOfN(rapid.RuneFrom([]rune("=+-@＝＋－＠,;|\t\n\r\"' a\u200b1")), 1, 20, -1).Draw(t, "text"))
		if text == "" {
			return
		}
		r := teamRun()
		r.Team, r.Answers = "T"+checks.CleanLine(text), map[string][]checks.Answer{"risks": {{Text: text}}}
		r.Actions[0].Text, r.Actions[0].Owner, r.Actions[1].Reason = text, text, text
		s := Selection{Made: today}
		d, err := NewExportData(checkOf, each([]checks.Record{r}), s)
		must(t, err)
		for _, excel := range []bool{false, true} {
			var b bytes.Buffer
			must(t, Export(&b, CSV, d, Options{Excel: excel}))
			for _, cell := range strings.FieldsFunc(b.String(), func(r rune) bool { return strings.ContainsRune(",;|\t\r\n", r) }) {
				if bare := strings.TrimLeft(cell, "\" \u200b"); bare != "" && strings.ContainsAny(bare[:1], "=+-@") || strings.HasPrefix(bare, "＝") {
					t.Fatalf("%q begins a formula in\n%s", cell, b.String())
				}
			}
		}
	})
}
