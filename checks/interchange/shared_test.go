package interchange_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/demo"
	"emptychair/checks/interchange"
	"emptychair/checks/report"
)

// What is exported safe to share comes back with the counts of all that five or more people of a team rated, and their answers.
func TestWhatWasSharedIsReadAgain(t *testing.T) {
	records := demo.Records("en", noon.AddDate(0, 3, 0))
	data, err := report.NewExportData(check, sequence(records...), report.Selection{Made: noon, Share: true})
	wantOK(t, err)
	var out bytes.Buffer
	wantOK(t, report.Export(&out, report.JSON, data, report.Options{}))
	made, teams, err := interchange.ReadShared(&out, check)
	wantOK(t, err)
	wantEqual(t, checks.DayOf(noon), made)
	wantEqual(t, len(data.Teams), len(teams))
	for i, team := range teams {
		wantEqual(t, checks.Marks{Team: data.Teams[i].Team, Changing: data.Teams[i].Changing, Leadership: data.Teams[i].Leadership}, team.Marks)
		for k, run := range team.Runs {
			shared := data.Teams[i].Runs[k]
			wantEqual(t, shared.Day, run.Day)
			for _, it := range check.Items {
				wantEqual(t, shared.Ratings[it.ID].Counts, run.Ratings[it.ID].Counts)
			}
			for q, answers := range shared.Answers {
				if !slices.ContainsFunc(check.Items, func(it checks.Item) bool { return shared.Ratings[it.ID].N() > 0 }) {
					answers = nil // of too few
				}
				wantEqual(t, answers, run.Answers[q])
			}
		}
	}
}

func TestWhatIsNotSafeToShareIsRefusedWithItsReason(t *testing.T) {
	const head = `{"format":"emptychair.shared","version":1,"made":"2026-08-19","teams":[{"team":"A","changing_team":false,"leadership":false,"runs":[`
	run := func(people, counts string) string {
		return head + `{"id":"R","kind":"team","day":"2026-08-19","finished":"2026-08-19T10:00:00Z","people":` + people + `,"ratings":{"trust":{"revision":1,"counts":` + counts + `,"no_answer":0}},"answers":{}}]}]}`
	}
	for name, tt := range map[string]struct {
		document string
		want     checks.Code
	}{
		"everything":     {`{"format":"emptychair","version":1}`, checks.CodeNotShared},
		"something else": {`{"format":"other","version":1}`, checks.CodeFormat},
		"a list":         {`[]`, checks.CodeFormat},
		"no JSON":        {`team,item`, checks.CodeFormat},
		"two documents":  {run("5", "[0,0,5,0,0]") + "{}", checks.CodeFormat},
		"a newer one":    {`{"format":"emptychair.shared","version":2,"teams":7}`, checks.CodeVersion},
		"half":           {head, checks.CodeCutOff},
		"nothing":        {"", checks.CodeCutOff},
		"not UTF-8":      {"{\"format\":\"\xff\"}", checks.CodeNotUTF8},
		"no end":         {`{"format":"` + strings.Repeat("x", 33<<20), checks.CodeTooLarge},
		"more answers":   {run("100", "[0,0,5,0,0]"), checks.CodePeople},
		"counts below 0": {run("6", "[-1,0,7,0,0]"), checks.CodeCount},
		"text for runs":  {strings.Replace(run("5", "[0,0,5,0,0]"), `"id":"R"`, `"id":7`, 1), checks.CodeFormat},
		"whole":          {run("5", "[0,0,5,0,0]"), ""},
	} {
		if _, _, err := interchange.ReadShared(strings.NewReader(tt.document), check); checks.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	_, teams, err := interchange.ReadShared(strings.NewReader(run("4", "[0,0,4,0,0]")), check)
	wantOK(t, err)
	wantEqual(t, checks.Rating{Revision: 1, Revealed: true, Withheld: true}, teams[0].Runs[0].Ratings["trust"])
}

// In whichever order documents are read, and however often, the organisation is the same: of each run the latest document holds.
func TestAnOrganisationIsTheSameInWhicheverOrderItIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type document struct {
			team checks.TeamRuns
			made checks.Day
		}
		var documents []document
		for made := range rapid.IntRange(1, 6).Draw(t, "documents") {
			var d document
			d.made = on(8, 1+made)
			d.team.Team = rapid.SampledFrom([]string{"A", "B", "b"}).Draw(t, "team")
			ids := map[string]bool{}
			for range rapid.IntRange(0, 5).Draw(t, "runs") {
				ids[rapid.SampledFrom([]string{"R1", "R2", "R3", "R4"}).Draw(t, "id")] = true
			}
			for _, id := range slices.Sorted(maps.Keys(ids)) {
				r := checks.Run{ID: id, Kind: checks.Team, Team: d.team.Team, Finished: noon, Ratings: map[string]checks.Rating{}}
				r.Day = on(rapid.SampledFrom([]time.Month{3, 5, 8}).Draw(t, "month"), 1)
				r.Ratings["trust"] = checks.Rating{Revealed: true, Tally: checks.Tally{Counts: [5]int{0, 0, rapid.IntRange(5, 7).Draw(t, "n"), 0, 0}}}
				d.team.Runs = append(d.team.Runs, r)
			}
			documents = append(documents, d)
		}
		read := func(order []document) []checks.OrganisationItem {
			var org checks.Organisation
			for _, d := range order {
				org.Add(checks.TeamRuns{Marks: d.team.Marks, Runs: slices.Clone(d.team.Runs)}, d.made)
			}
			return org.Items(check, 1)
		}
		once := read(documents)
		wantEqual(t, once, read(append(rapid.Permutation(documents).Draw(t, "order"), documents...)))
		for _, it := range once {
			n := 0
			for _, team := range it.Teams {
				if team.Current.N() < 5 {
					t.Fatal(team)
				}
				n++
			}
			wantEqual(t, n, it.Up+it.Down+it.Unclear+it.Uncompared)
		}
	})
}
