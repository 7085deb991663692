package tui

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/checks/report"
	"emptychair/tui/theme"
)

func TestHomeHoldsTheLastRunAgainstItsBaseline(t *testing.T) {
	start(t, withDemo("en")).press("c").
		sees("18 Aug 2026 (6 people) compared with 18 May 2026 (6 people)", "Higher than in Q2: at least 3 of 6 changed their answer")
	start(t, newMemory(lastQuarter("en"))).seesNot("c compare").press("c").tells(checks.CodeNoBaseline).sees("Last run 19 Aug 2026")
}

func TestEitherRunOfAComparisonCanBeChosen(t *testing.T) {
	u := start(t, withDemo("en")).press("c", "b", "down", "down", "enter")
	u.sees("18 Aug 2026 (6 people) compared with 13 Aug 2025 (7 people)").seesNot("the last run of the quarter before")
	u.press("r", "down", "down", "enter").sees("18 May 2026 (6 people) compared with 21 Nov 2025 (5 people)", "the run before")
	u.press("b", "esc").sees("18 May 2026 (6 people) compared with").press("esc").sees("Last run 18 Aug 2026")
}

func TestARunIsNeverHeldAgainstALaterOne(t *testing.T) {
	start(t, withDemo("en")).press("c", "r", "down", "down", "down", "down", "enter", "b").sees("the run of 21 Nov 2025", "13 Aug 2025").
		seesNot("18 Aug 2026", "18 May 2026")
}

func TestThatTheTeamChangesIsRememberedBeforeTheNextKeyOrNotAndSaid(t *testing.T) {
	u := start(t, withDemo("en")).press("c")
	u.store.broken = busyFile
	u.press("m").isBusy().seesNot("before · a team whose")
	u.store.broken, u.slow = nil, true
	u.press("m", "b").seesNot("with which one?").release().sees("with which one?").press("esc").sees("before · a team whose", "No clear move since Q2: at least 3 of 6 answers differ")
	equal(t, u.store.changing["Payments"], true)
	u.press("esc").sees("no clear move").seesNot("up, at least 3 differ")
	u.press("c", "m").says("compare.marked.same").press("m").says("compare.marked.changing").press("m", "esc").sees("up, at least 3 differ")
}

func TestOnePersonsViewStandsBesideTheTeamsWithoutAVerdict(t *testing.T) {
	u := newUser(t, 120, 60, "en", withDemo("en")).press("c", "b", "up", "enter")
	u.sees("how I see it", "how we see it", "no verdict").seesNot("changed their answer", "m people change")
	u.press("m").seesNot("Saved:")
}

func TestComparingFromTheListOfRunsReturnsToIt(t *testing.T) {
	u := start(t, withDemo("en")).press("p", "down", "down", "c").sees("18 May 2026 (6 people) compared with 21 Nov 2025")
	u.press("esc").sees("Past runs")
	start(t, withUnfinished("en")).press("p", "tab", "c").tells(checks.CodeUnfinished)
}

func TestFiguresOfAComparisonAreNeverCut(t *testing.T) {
	earlier, later := spring("de"), lastQuarter("de")
	earlier.Started, earlier.Finished = on(time.July, 15), on(time.July, 15).Add(time.Hour)
	alone := alone()
	alone.Team = later.Team
	for _, signs := range mostly([]theme.Signs{theme.Unicode, theme.ASCII}) {
		for w := minWidth; w <= 120; w++ {
			u := newUser(t, w, 60, "de", newMemory(earlier, later, alone), func(o *Options) {
				if signs == theme.ASCII {
					inASCII(o)
				}
			})
			u.press("p", "down", "c").sees("15. Juli 2026", signs.Up).seesNot(signs.Ellipsis)
			u.press("b", "up", "enter").says("compare.view.team").sees(signs.Up).seesNot(signs.Ellipsis)
		}
	}
}

func TestAComparisonScrollsToItsEndWhichIsOneKeyAway(t *testing.T) {
	for _, size := range sizes {
		u := newUser(t, size[0], size[1], "de", withDemo("de")).press("c").times(40, "pgdown").sees("Rückbuchungsformular auf das kürzen")
		u.times(40, "pgup").sees("18. Aug. 2026 (6 Personen)").press("end").sees("Rückbuchungsformular auf das kürzen").press("home").sees("18. Aug. 2026 (6 Personen)")
	}
}

func TestTwoRunsOfOneDayAreToldApartByTheirTime(t *testing.T) {
	morning, noonish := lastQuarter("en"), lastQuarter("en")
	noonish.ID, noonish.Actions = "01J5MMV0000000000000000002", nil
	noonish.Started, noonish.Finished = noonish.Started.Add(2*time.Hour), noonish.Finished.Add(2*time.Hour)
	u := start(t, newMemory(morning, noonish)).sees("compared with the run of 19 Aug 2026, 10:41").press("c")
	u.sees("19 Aug 2026, 12:41 (6 people) compared with 19 Aug 2026, 10:41 (6 people)", "The same answers as at 10:41.")
	u.press("b").sees("19 Aug 2026 10:41 Q3 2026 6 people")
	u.store.put(spring("en"))
	u.press("esc", "esc", "p").sees("19 Aug 2026 12:41", "19 Aug 2026 10:41").seesNot("6 May 2026 11:00")
}

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
	start(t, longHistory(30)).press("t").sees("‹Q3/26›", "19 Aug 2026, 10:41 · 6 people", "‹ 23 ").seesNot("Q3/24")
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
		u.sees("‹"+u.m.say.QuarterColumn(fmt.Sprint(day.Year()), checks.FiscalYear(0).Quarter(checks.DayOf(day)).Number)+"›", u.m.say.Day(day))
		u.fits()
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
	u := start(t, withDemo("en")).press("t", "left", "enter").sees("Payments · 18 May 2026")
	u.press("esc").sees("‹Q2/26›")
}

func TestTwoMarkedRunsAreHeldAgainstEachOtherInWhateverOrder(t *testing.T) {
	for _, keys := range [][]string{{"left", "left", "space", "right", "right", "space"}, {"space", "left", "left", "space"}} {
		u := start(t, withDemo("en")).press("t").press(keys...)
		u.sees("18 Aug 2026 (6 people) compared with 21 Nov 2025 (5 people)").press("esc").sees("Trend · Payments").seesNot("•Q")
	}
}

func TestTheSpaceBarIsNamedInTheLanguageThatIsSpoken(t *testing.T) {
	newUser(t, 80, 24, "de", withDemo("de")).press("t").sees("Leertaste markieren").press("?").sees("Leertaste markieren")
	start(t, withDemo("en")).press("t").sees("space mark")
}

func TestAMarkCanBeTakenBack(t *testing.T) {
	u := start(t, withDemo("en")).press("t", "space").sees("Q3 2026 is marked")
	u.press("left").sees("•Q3/26").press("right", "space", "left").seesNot("•Q3/26")
}

func TestATrendGoesBetweenTheTeamAndOnePerson(t *testing.T) {
	u := start(t, withDemo("en")).press("t", "tab").sees("Trend · Payments · solo", "Q3/25 ┊ Q2/26 ‹Q3/26›")
	u.press("tab").sees("Trend · Payments", "Q1/25 Q2/25").seesNot("Payments · solo")
	start(t, withPayments("en")).press("t", "tab").seesNot("· solo")
}

func TestAllStatementsOfATrendCanBeSeen(t *testing.T) {
	u := newUser(t, 60, 18, "de", withDemo("de")).press("t").sees("Direkter Draht", "1 von 3").seesNot("Kundennutzen")
	u.press("down").sees("Vertrauen", "2 von 3").press("down", "down").sees("Kundennutzen", "3 von 3")
	if strings.Count(u.screen(), "│") < checks.Steps {
		t.Errorf("the border of the wordings is missing:\n%s", u.screen())
	}
	u.press("up", "up", "up").sees("Direkter Draht").resize(76, 18).sees("1 von 3").press("down", "down").sees("3 von 3", "Kundennutzen")
	u.resize(60, 30).sees("2 bis 3 von 3").resize(80, 24).seesNot("von 3").resize(120, 40).seesNot("von 3")
}

func TestATrendOfSixRunsHoldsAllStatementsItsLegendAndTheFiguresOfARunAndFillsABroadWindow(t *testing.T) {
	for _, language := range languages {
		u := newUser(t, 80, 24, language, withDemo(language)).press("t").says("trend.median.short", "trend.reworded", "trend.missed", "trend.chair")
		u.sees("Q1/25", "‹Q3/26›", "2½")
		for _, id := range u.m.itemIDs() {
			u.sees(u.m.texts.TitleOf(id))
		}
		axis := ""
		for l := range strings.Lines(u.resize(200, 60).screen()) {
			if strings.Contains(l, "‹Q3/26›") {
				axis = strings.TrimRight(l, " \n")
			}
		}
		if w := ansi.StringWidth(axis); w < 170 {
			t.Errorf("the newest of six runs ends in column %d of 200:\n%s", w, u.screen())
		}
	}
}

func TestAComparisonHoldsAllStatementsFrom120By40On(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {160, 45}, {200, 60}} {
		for _, language := range languages {
			u := newUser(t, size[0], size[1], language, withDemo(language)).press("c")
			for _, id := range u.m.itemIDs() {
				u.sees(u.m.texts.Items[id].Statement)
			}
		}
	}
}

func TestTheCloseHoldsTwoActionsInTheUsualWindow(t *testing.T) {
	for _, language := range languages {
		say := said[language]
		u := chosen(newUser(t, 80, 24, language, withPayments(language)), say).press("n").typed("A second one").press("enter", "enter", "enter")
		u.times(5, "pgup").stands("value").press("4", "4", "3", "enter", "enter").goTo(checks.CloseID).sees(say.action, "A second one").says("close.how")
		for _, id := range u.m.itemIDs() {
			u.sees(u.m.texts.TitleOf(id))
		}
	}
}

func TestATrendExplainsTheSignsOfItsRunsWithOrWithoutRoomForItsLegend(t *testing.T) {
	for _, size := range sizes {
		newUser(t, size[0], size[1], "en", fromElsewhere("en")).press("t", "left").sees("* entered later", "+ from a table", "Q1/26+ ‹Q2/26*› Q3/26")
	}
	newUser(t, 60, 18, "en", justEntered("en")).press("t").sees("Q2/26 ‹Q3/26*›").press("space", "left").sees("‹Q2/26› •Q3/26*")
}

// twoRatings draws what an item was given then and now: anything, or the same but for one answer, or for some who came.
func twoRatings(random *rand.Rand, people int) (then, now checks.Rating) {
	draw := func(r checks.Rating, n int) checks.Rating {
		for range n {
			r.Tally = r.With(checks.Step(1 + max(random.IntN(checks.Steps), random.IntN(checks.Steps))))
		}
		return r
	}
	then = draw(rated(tally(random.IntN(2))), random.IntN(people+1))
	now = then
	switch random.IntN(4) {
	case 0:
		then.Revision = 1 + random.IntN(2)
	case 1:
		now = draw(now, random.IntN(people))
	case 2:
		if low, _, ok := now.Range(); ok {
			now.Counts[low-1]--
			now.Counts[random.IntN(checks.Steps)]++
		}
	default:
		now = draw(rated(tally(0)), random.IntN(people+1))
		slices.Reverse(now.Counts[:])
	}
	return then, now
}

// Whatever two runs hold: the reveal, the close, home, both ways to a comparison and every report say of an item the verdict of its
// two tallies.
func TestEveryPlaceSaysTheSameVerdict(t *testing.T) {
	trials, random, count := 400, rand.New(rand.NewPCG(2026, 11)), map[checks.Verdict]int{}
	if testing.Short() {
		trials = 60
	}
	for range trials {
		then, now := lastQuarter("en"), lastQuarter("en")
		then.People, now.ID, now.At, now.Actions = 24, "01KAB00000000000000000000N", "contact", nil
		now.Day, now.Started, now.Finished = checks.DayOf(noon), noon, time.Time{}
		then.Ratings, now.Ratings = map[string]checks.Rating{}, map[string]checks.Rating{}
		people := 9
		if random.IntN(8) == 0 {
			people, then.Kind, then.People = 1, checks.Solo, 1
		}
		now.Kind, now.People = then.Kind, then.People
		changing := random.IntN(4) == 0
		var items []checks.ItemChange
		for _, it := range content.Check().Items {
			a, b := twoRatings(random, people)
			if b.Answers() == 0 || people == 1 && b.Answers() > 1 {
				b = rated(tally(1)) // or nobody could have revealed it
			}
			then.Ratings[it.ID], now.Ratings[it.ID] = a, b
			change := checks.ChangeBetween(a, b, changing && now.Kind == checks.Team)
			items, count[change.Verdict] = append(items, checks.ItemChange{ID: it.ID, Baseline: a, Current: b, Change: change}), count[change.Verdict]+1
		}
		store := newMemory(then, now)
		store.changing[now.Team] = changing
		agreeOn(t, newUser(t, 99, 48, "en", store, func(o *Options) { o.Start.Resume = &now }), then, now, items)
	}
	t.Logf("%d pairs: %v", trials, count)
	equal(t, len(count), 7)
}

// agreeOn looks at all places that speak of the verdicts on two runs, the later of which is open at its first item.
func agreeOn(t *testing.T, u *user, then, now checks.Run, items []checks.ItemChange) {
	t.Helper()
	var all, briefs []string
	for _, it := range items {
		earlier := report.NameEarlierRun(u.m.reportOptions(), then, now)
		all = append(all, report.ChangeSentence(u.m.say, it, earlier))
		if it.Current.N() > 0 {
			briefs = append(briefs, report.ChangeBrief(u.m.say, it))
		}
		headline, why := report.ChangeHeadline(u.m.say, it, earlier)
		u.sees(headline, why).press("pgdown")
	}
	u.goTo(checks.CloseID).sees(all...).press("f", "enter").sees(briefs...)
	u.press("c").sees(all...).press("esc", "t", "space", "left", "space").sees(all...)

	team := must(u.store.Snapshot(now.Team))
	c := must(team.Compare(content.Check(), now.ID, ""))
	voice := team.Voice(content.Check(), checks.Month{Year: noon.Year(), Month: noon.Month()}, checks.DayOf(noon))
	for name, write := range map[string]func(*bytes.Buffer, report.Format, report.Options) error{
		"compare": func(b *bytes.Buffer, f report.Format, o report.Options) error { return report.Compare(b, f, c, o) },
		"voice":   func(b *bytes.Buffer, f report.Format, o report.Options) error { return report.Voice(b, f, voice, o) },
	} {
		var text, data bytes.Buffer
		o := report.Options{Printer: u.m.say, Location: noon.Location(), Width: 100}
		if err := write(&text, report.Text, o); err != nil {
			t.Fatal(err)
		}
		if err := write(&data, report.JSON, o); err != nil {
			t.Fatal(err)
		}
		words := strings.Join(strings.Fields(text.String()), " ")
		var said struct {
			Items   []struct{ Verdict checks.Verdict }
			Figures struct {
				Items []struct{ Verdict checks.Verdict }
			}
		}
		if err := json.Unmarshal(data.Bytes(), &said); err != nil {
			t.Fatal(err)
		}
		verdicts := slices.Concat(said.Items, said.Figures.Items)
		equal(t, len(verdicts), len(items))
		for i, got := range verdicts {
			if got.Verdict != items[i].Change.Verdict || !strings.Contains(words, all[i]) {
				t.Fatalf("%s: %q, want %+v and %q\n%s", name, got.Verdict, items[i].Change, all[i], &text)
			}
		}
	}
}
