package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"emptychair/checks"
	"emptychair/checks/content"
)

// csvHeads are the columns, in every language. Day is when an action is due or a story happened; item is the item or question
// that a row is about. A row is one of the records
//
//	rating   how many people gave a step, 1 to 5 or no_answer; one row without a step says fewer_than_five in state
//	chair    the step on which the empty chair stands, with what it rests on; step empty for a chair that stayed empty
//	story    what happened with a customer: behind the number of an item, or noted by the team
//	answer   to a question, with its marks
//	action   with its state, owner and reason
var csvHeads = []string{
	"run", "finished", "team", "kind", "people", "entered", "record", "item", "step", "count", "text", "marks", "state", "day", "owner", "reason", "source",
}

// csvRow is one row behind what all rows of a run begin with; columns that it says nothing of are empty.
type csvRow struct {
	record, item, step, count, text, marks, state, day, owner, reason, source string
}

// csvWriter writes rows that belong to a run or to a team.
type csvWriter struct {
	*csv.Writer
	location *time.Location
}

// writeCSV writes a row for each run, item and step, for each answer, action and story, as RFC 4180 says.
func writeCSV(w io.Writer, chapters []Chapter, o ExportOptions) error {
	t := csvWriter{csv.NewWriter(w), o.Location}
	t.UseCRLF = true
	if o.Excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		t.Comma = ';'
	}
	if err := t.Write(csvHeads); err != nil {
		return err
	}
	for _, c := range chapters {
		if err := t.chapter(c); err != nil {
			return err
		}
	}
	t.Flush()
	return t.Error()
}

func (t csvWriter) chapter(c Chapter) error {
	leads := map[string][]string{}
	for _, r := range c.Runs {
		leads[r.ID] = t.lead(r)
		if err := t.rows(leads[r.ID], runRows(r)...); err != nil {
			return err
		}
	}
	for _, a := range c.Actions {
		lead, ok := leads[a.Run]
		if !ok {
			lead = []string{defused(a.Run), "", defused(c.Team), "", "", ""}
		}
		row := csvRow{record: "action", item: a.From, text: a.Text, state: string(a.State), day: a.Due.String(), owner: a.Owner, reason: a.Reason}
		if err := t.rows(lead, row); err != nil {
			return err
		}
	}
	for _, s := range c.Stories {
		row := csvRow{record: "story", item: s.About, text: s.Text, day: s.On.String(), state: string(s.Complaint.State), source: string(s.Source)}
		if err := t.rows([]string{"", "", defused(c.Team), "", "", ""}, row); err != nil {
			return err
		}
	}
	return nil
}

// lead is what all rows of a run begin with.
func (t csvWriter) lead(r checks.Run) []string {
	finished := ""
	if r.IsFinished() {
		finished = r.Finished.In(t.location).Format(time.DateOnly)
	}
	return []string{defused(r.ID), finished, defused(r.Team), string(r.Kind), fmt.Sprint(r.People), string(r.Origin)}
}

func (t csvWriter) rows(lead []string, rows ...csvRow) error {
	for _, r := range rows {
		err := t.Write(append(slices.Clip(lead), r.record,
			r.item, r.step, r.count, defused(r.text), r.marks, r.state, r.day, defused(r.owner), defused(r.reason), r.source))
		if err != nil {
			return err
		}
	}
	return nil
}

func runRows(r checks.Run) (rows []csvRow) {
	for _, it := range items() {
		rows = append(rows, ratingRows(it.ID, r.Ratings[it.ID])...)
	}
	for _, q := range content.Check().Questions {
		for _, a := range r.Answers[q.ID] {
			rows = append(rows, csvRow{record: "answer", item: q.ID, text: a.Text, marks: fmt.Sprint(a.Marks)})
		}
	}
	return rows
}

func ratingRows(item string, rating checks.Rating) (rows []csvRow) {
	switch {
	case rating.Withheld:
		return []csvRow{{record: "rating", item: item, state: fewerThanFive}}
	case rating.Answers() > 0:
		for k, count := range rating.Counts {
			rows = append(rows, csvRow{record: "rating", item: item, step: fmt.Sprint(k + 1), count: fmt.Sprint(count)})
		}
		rows = append(rows, csvRow{record: "rating", item: item, step: "no_answer", count: fmt.Sprint(rating.NoAnswer)})
	}
	if c := rating.Chair; c != (checks.Chair{}) {
		row := csvRow{record: "chair", item: item, text: c.Evidence}
		if c.Step != checks.NoAnswer {
			row.step = fmt.Sprint(int(c.Step))
		}
		rows = append(rows, row)
	}
	if rating.Story != "" {
		rows = append(rows, csvRow{record: "story", item: item, text: rating.Story})
	}
	return rows
}

// fewerThanFive stands in place of answers that are withheld.
const fewerThanFive = "fewer_than_five"

// formula matches where a spreadsheet would begin to calculate: at the beginning of a cell, and behind what parts cells where
// the file is read with another delimiter, whatever quotes or invisible characters stand between.
var formula = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(^|[,;|\t\r\n])(["' \x{a0}\x{200b}-\x{200d}\x{2060}\x{feff}]*)([=+\-@＝＋－＠])`)
})

// defused returns text of people as a cell that no spreadsheet takes for a formula: a ' stands before what would begin one.
func defused(s string) string {
	s = formula().ReplaceAllString(s, "$1'$2$3")
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		s = "'" + s
	}
	return s
}
