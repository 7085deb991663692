package interchange_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"emptychair/checks"
	"emptychair/checks/interchange"
)

// aheadOf reads what a document and a table hold of a day, and returns the places of what is still to come.
func aheadOf(t *testing.T, day, today checks.Day) (places []string) {
	t.Helper()
	at := day.Time().Add(9 * time.Hour)
	run := checks.Run{
		ID: "R1", Check: check.ID, Team: "Ops", Kind: checks.Team, People: 6, Day: day, Started: at, Finished: at.Add(time.Hour), At: checks.CloseID,
	}
	action := checks.Action{
		ID: "A1", From: "contact", Text: "Call", State: checks.Open, Due: checks.Day{Year: 2199, Month: 1, Day: 1}, Team: "Ops", Made: at,
	}
	story := checks.Story{ID: "S1", Team: "Ops", On: day, Noted: day, Source: checks.FromCustomer, Text: "Two forms"}
	_, inDocument := interchange.Read(bytes.NewReader(document(t, run, action, story)), interchange.Options{Check: check, Today: today})
	table := fmt.Sprintf("date,team,item,step,count\n%s,Ops,contact,4,2\n", day)
	_, inTable := interchange.ReadTable(strings.NewReader(table), interchange.Options{Check: check, Today: today}, interchange.Names{Item: item})
	for _, err := range []error{inDocument, inTable} {
		for _, p := range problems(t, err) {
			if checks.CodeOf(p.Err) != checks.CodeFuture || p.Line == 0 {
				t.Errorf("line %d, %s: %v", p.Line, p.Path, p.Err)
			}
			places = append(places, p.Path)
		}
	}
	return places
}

func TestWhatIsStillToComeIsAProblem(t *testing.T) {
	today := checks.Day{Year: 2026, Month: 11, Day: 12}
	const all = "runs[0].day runs[0].started runs[0].finished actions[0].made stories[0].on stories[0].noted date"
	for day, want := range map[checks.Day]string{
		{Year: 2026, Month: 11, Day: 12}: "",
		{Year: 2026, Month: 11, Day: 13}: "", // it may be of another zone
		{Year: 2026, Month: 11, Day: 14}: all,
		{Year: 2199, Month: 1, Day: 1}:   all,
	} {
		if got := strings.Join(aheadOf(t, day, today), " "); got != want {
			t.Errorf("%s: %s", day, got)
		}
		if got := aheadOf(t, day, checks.Day{}); got != nil {
			t.Errorf("%s without a bound: %s", day, got)
		}
	}
}
