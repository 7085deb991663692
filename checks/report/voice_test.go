package report

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/demo"
)

// ofTeam are the records of one team.
func ofTeam[T checks.Record](name string, list []T) []T {
	return slices.DeleteFunc(list, func(r T) bool { return checks.TeamOf(r) != name })
}

// demoVoice is a month of a team of the demo, as [today] shows it.
func demoVoice(language, name string, month checks.Month) checks.Voice {
	team := checks.Snapshot{Team: name, Marks: checks.Marks{Leadership: name == demo.Leadership(language)}}
	team.Runs = ofTeam(name, demo.Runs(language, today))
	team.ActionsBetween = ofTeam(name, demo.Actions(language, today))
	team.Stories = ofTeam(name, demo.Stories(language, today))
	checks.SortRuns(team.Runs)
	return team.Voice(content.Check(), month, checks.DayOf(today))
}

var (
	november = checks.Month{Year: 2026, Month: time.November}
	longAgo  = checks.Month{Year: 2024, Month: time.May}
)

// voices are those that the tests look at, by name.
var voices = map[string]func(language string) checks.Voice{
	"team": func(language string) checks.Voice {
		team, _ := demoTeam(language)
		return demoVoice(language, team, november)
	},
	"leadership": func(language string) checks.Voice {
		return demoVoice(language, demo.Leadership(language), november.Previous())
	},
	"nothing": func(language string) checks.Voice { return demoVoice(language, "Vault", longAgo) },
	"solo":    soloVoice,
}

// soloVoice is the month of a person who goes through the check alone, for the first time.
func soloVoice(string) checks.Voice {
	r := soloRun()
	rating := r.Ratings["contact"]
	rating.Chair, rating.Story = checks.Chair{Step: 2, Evidence: "three calls"}, "Nobody rang back."
	r.Ratings["contact"] = rating
	team := checks.Snapshot{Team: r.Team, Runs: []checks.Run{r}}
	return team.Voice(content.Check(), checks.MonthOf(r.Finished), checks.DayOf(r.Finished))
}

func TestWhatCameBackIsToldOnceEvenIfItsCauseWasFoundInTheSameMonth(t *testing.T) {
	on := func(day int) checks.Day { return checks.Day{Year: 2026, Month: time.November, Day: day} }
	c := checks.Complaint{State: checks.ComplaintCaused, Whys: []string{"nobody listens"}, Fix: "we ask", Cases: 2, Steps: []checks.ComplaintStep{
		{State: checks.ComplaintOpen, On: on(1)},
		{State: checks.ComplaintCaused, On: on(2)},
		{State: checks.ComplaintFixed, On: on(3)},
		{State: checks.ComplaintBack, On: on(4)},
		{State: checks.ComplaintCaused, On: on(5)},
	}}
	c.Remedy = checks.Remedy{Text: "rang her", On: on(2)}
	story := checks.Story{ID: "01S", Team: "Vault", On: on(1), Source: checks.FromCustomer, Text: "Nobody rang back.", Complaint: c}
	v := checks.Snapshot{Team: "Vault", Stories: []checks.Story{story}}.Voice(content.Check(), november, on(30))
	text := string(voiceIn(t, Text, v, in("en")))
	for _, s := range []string{"Complaints Came back", "came back 4 Nov 2026", "For the customer, 2 Nov 2026: rang her", "cause known since 5 Nov 2026"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), s) {
			t.Errorf("%q is missing in\n%s", s, text)
		}
	}
	if strings.Contains(text, "None came back") || strings.Count(text, story.Text) != 1 {
		t.Errorf("what came back is told wrongly in\n%s", text)
	}
}

func TestAVoiceInANarrowWindowNamesItemsAboveTheirAnswers(t *testing.T) {
	o := in("de")
	o.Width = 54
	golden.RequireEqual(t, voiceIn(t, Text, voices["leadership"]("de"), o))
}
