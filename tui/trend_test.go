package tui

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

// longHistory holds so many runs of a team, a quarter apart.
func longHistory(n int) *memory {
	m := newMemory()
	for i := range n {
		r := lastQuarter("en")
		r.ID = fmt.Sprintf("%s%03d", r.ID[:23], n-i)
		r.Started, r.Finished = r.Started.AddDate(0, -3*i, 0), r.Finished.AddDate(0, -3*i, 0)
		m.put(r)
	}
	return m
}

func TestATrendOpensAtTheNewestRun(t *testing.T) {
	newUser(t, 80, 24, "en", longHistory(30)).press("t").sees("‹Q3/26›", "19 Aug 2026, 10:41 · 6 people", "‹ 23 ").seesNot("Q3/24")
}

func TestTheCursorOfATrendReachesEveryRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "runs")
		w, h := rapid.IntRange(60, 200).Draw(t, "width"), rapid.IntRange(18, 60).Draw(t, "height")
		u := newUser(t, w, h, "en", longHistory(n)).press("t")
		at := n - 1
		for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"left", "right", "up", "down"}), 0, 60).Draw(t, "keys") {
			u.press(key)
			at = max(0, min(at+map[string]int{"left": -1, "right": 1}[key], n-1))
		}
		day := on(8, 19).AddDate(0, -3*(n-1-at), 0)
		u.sees("‹"+u.m.say.QuarterColumn(day.Year(), checks.QuarterOf(day).Number)+"›", u.m.say.Day(day))
		fits(t, u, w, h)
	})
}

func TestAWiderWindowShowsMoreRunsOfATrend(t *testing.T) {
	u := newUser(t, 60, 24, "en", longHistory(12)).press("t", "left", "right").seesNot("Q1/25")
	u.resize(120, 24).sees("Q1/25", "‹Q3/26›")
}

func TestAHigherWindowLosesNoKeyOfATrend(t *testing.T) {
	u := newUser(t, 60, 18, "en", withDemo("en")).press("t", "down", "down").seesNot("Trust")
	u.resize(60, 30).sees("Trust", "Customer value").press("up").sees("Direct contact")
}

func TestARunOfATrendCanBeReadAndReturnedFrom(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("t", "left", "enter").sees("Payments · 18 May 2026")
	u.press("esc").sees("‹Q2/26›")
}

func TestTwoMarkedRunsAreHeldAgainstEachOther(t *testing.T) {
	for name, keys := range map[string][]string{
		"the earlier one first": {"left", "left", "space", "right", "right", "space"},
		"the later one first":   {"space", "left", "left", "space"},
	} {
		t.Run(name, func(t *testing.T) {
			u := newUser(t, 80, 24, "en", withDemo("en")).press("t").press(keys...)
			u.sees("18 Aug 2026 (6 people) compared with 21 Nov 2025 (5 people)").press("esc").sees("Trend · Payments").seesNot("•Q")
		})
	}
}

func TestTheSpaceBarIsNamedInTheLanguageThatIsSpoken(t *testing.T) {
	newUser(t, 80, 24, "de", withDemo("de")).press("t").sees("Leertaste markieren").press("?").sees("Leertaste markieren")
	newUser(t, 80, 24, "en", withDemo("en")).press("t").sees("space mark")
}

func TestAMarkCanBeTakenBack(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("t", "space").sees("Q3 2026 is marked")
	u.press("left").sees("•Q3/26").press("right", "space", "left").seesNot("•Q3/26")
}

func TestATrendGoesBetweenTheTeamAndOnePerson(t *testing.T) {
	u := newUser(t, 80, 24, "en", withDemo("en")).press("t", "tab").sees("Trend · Payments · solo", "Q3/25 ┊ Q2/26 ‹Q3/26›")
	u.press("tab").sees("Trend · Payments", "Q1/25 Q2/25").seesNot("Payments · solo")
	newUser(t, 80, 24, "en", withPayments("en")).press("t", "tab").seesNot("· solo")
}

func TestAllStatementsOfATrendCanBeSeen(t *testing.T) {
	u := newUser(t, 60, 18, "de", withDemo("de")).press("t").sees("Direkter Draht", "1 von 3").seesNot("Kundennutzen")
	u.press("down").sees("Vertrauen", "2 von 3").press("down", "down").sees("Kundennutzen", "3 von 3")
	if strings.Count(u.screen(), "│") < checks.Steps {
		t.Errorf("the border of the wordings is missing:\n%s", u.screen())
	}
	u.press("up", "up", "up").sees("Direkter Draht").resize(80, 24).sees("1 bis 2 von 3").press("down").sees("2 bis 3 von 3")
	u.resize(60, 30).sees("2 bis 3 von 3").resize(120, 40).seesNot("von 3")
}
