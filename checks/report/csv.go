package report

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"
	"sync"

	"emptychair/checks"
	"emptychair/checks/content"
)

// csvHeads are the columns, in every language. Day is when an action is due or a story happened; item is the item or question
// that a row is about. A row is one of the records
//
//	rating   how many people gave a step, 1 to 5 or no_answer; one row without a step says fewer_than_five in state
//	before   the same of the vote before the talk, where there was a second one
//	chair    the step on which the empty chair stands, with what it rests on; step empty for a chair that stayed empty
//	story    what happened with a customer: behind the number of an item, or noted by the team
//	answer   to a question, with its marks
//	action   with its state, owner and reason
var csvHeads = []string{
	"run", "finished", "team", "kind", "people", "entered", "record", "item", "step", "count", "text", "marks", "state", "day", "owner", "reason", "source",
}

// csvRow is the cells of a row by column; those that it says nothing of are empty.
type csvRow map[string]string

// writeCSV writes a row for each run, item and step, for each answer, action and story, as RFC 4180 says.
func writeCSV(w io.Writer, teams []TeamExport, o Options) error {
	t := csv.NewWriter(w)
	t.UseCRLF = true
	if o.Excel {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
		t.Comma = ';'
	}
	_ = t.Write(csvHeads) // Error below returns the first error
	for _, c := range teams {
		for _, row := range csvRows(c) {
			_ = t.Write(mapped(csvHeads, func(head string) string { return defused(row[head]) }))
		}
	}
	t.Flush()
	return t.Error()
}

func csvRows(c TeamExport) (rows []csvRow) {
	leads := map[string]csvRow{}
	for _, r := range c.Runs {
		lead := csvRow{"run": r.ID, "team": r.Team, "kind": string(r.Kind), "people": fmt.Sprint(r.People), "entered": string(r.Origin)}
		if r.IsFinished() {
			lead["finished"] = r.Day.String()
		}
		leads[r.ID] = lead
		for _, row := range runRows(r) {
			people := row["people"]
			maps.Copy(row, lead)
			row["people"] = cmp.Or(people, row["people"])
			rows = append(rows, row)
		}
	}
	for _, a := range c.Actions {
		row := csvRow{
			"run": a.Run, "team": c.Team,
			"record": "action", "item": a.From, "text": a.Text, "state": string(a.State), "day": a.Due.String(), "owner": a.Owner, "reason": a.Reason,
		}
		maps.Copy(row, leads[a.Run])
		rows = append(rows, row)
	}
	for _, s := range c.Stories {
		rows = append(rows, csvRow{
			"team": c.Team, "record": "story", "item": s.About, "text": s.Text, "day": s.On.String(), "state": string(s.Complaint.State), "source": string(s.Source),
		})
	}
	return rows
}

func runRows(r checks.Run) (rows []csvRow) {
	for _, id := range ratedIDs(r) {
		rows = append(rows, ratingRows(id, r.Ratings[id])...)
	}
	for _, q := range content.Check().Questions {
		for _, a := range r.Answers[q.ID] {
			rows = append(rows, csvRow{"record": "answer", "item": q.ID, "text": a.Text, "marks": fmt.Sprint(a.Marks)})
		}
	}
	return rows
}

func ratingRows(item string, rating checks.Rating) (rows []csvRow) {
	switch {
	case rating.Withheld:
		return []csvRow{{"record": "rating", "item": item, "state": "fewer_than_five"}}
	case rating.Answers() > 0 && rating.Revealed:
		rows = tallyRows("rating", item, rating.Tally)
		if rating.Before != (checks.Tally{}) {
			rows = append(rows, tallyRows("before", item, rating.Before)...)
		}
	}
	for _, row := range rows {
		if rating.People > 0 {
			row["people"] = fmt.Sprint(rating.People)
		}
	}
	if c := rating.Chair; c != (checks.Chair{}) {
		row := csvRow{"record": "chair", "item": item, "text": c.Evidence}
		if c.Step != checks.NoAnswer {
			row["step"] = fmt.Sprint(int(c.Step))
		}
		rows = append(rows, row)
	}
	if rating.Story != "" {
		rows = append(rows, csvRow{"record": "story", "item": item, "text": rating.Story})
	}
	return rows
}

// tallyRows are a row for each step.
func tallyRows(record, item string, t checks.Tally) (rows []csvRow) {
	for k, count := range t.Counts {
		rows = append(rows, csvRow{"record": record, "item": item, "step": fmt.Sprint(k + 1), "count": fmt.Sprint(count)})
	}
	return append(rows, csvRow{"record": record, "item": item, "step": "no_answer", "count": fmt.Sprint(t.NoAnswer)})
}

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
