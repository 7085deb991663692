package report

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"emptychair/checks"
)

func someRuns() []checks.Run {
	list := []checks.Run{
		hiddenRun(),
		teamRun(),
		soloRun(),
	}
	list[0].ID = "01KCAH6M8G0Q6V1Z9K4M7R2XAB"
	list[2].ID = "01KB0H6M8F0Q6V1Z9K4M7R2XAC"
	list[1].Team = "支払い|決済"
	return list
}

func idsOf[T checks.Record](list []T) []string { return mapped(list, T.Key) }

func TestAShortIDBelongsToOneRunAlone(t *testing.T) {
	first, last := "01KCAH6M8F0Q6V1Z9K4M7R2XAB", "01KCAJ00000000000000000000"
	list := []checks.Run{{ID: last}, {ID: first}}
	cases := []struct {
		name string
		all  []string
		want []string
	}{
		{"by its moment", idsOf(list), []string{"01KCAJ0000", "01KCAH6M8F"}},
		{"of those that are not listed, too", []string{last, first, "01KCAH6M8F1Q6V1Z9K4M7R2XAC"}, []string{"01KCAJ00000", "01KCAH6M8F0"}},
		{"by its last character", []string{last, "01KCAH6M8F0Q6V1Z9K4M7R2XAA", first}, []string{last, first}},
	}
	for _, c := range cases {
		short := ShortID(c.all)
		if got := []string{short(last), short(first)}; !slices.Equal(got, c.want) {
			t.Errorf("%s: short ids %q, want %q", c.name, got, c.want)
		}
	}
}

func onNovember(day int) checks.Day { return checks.Day{Year: 2026, Month: 11, Day: day} }

var thatDay = onNovember(22)

// cameBack is a complaint with all that one can hold.
func cameBack() checks.Complaint {
	return checks.Complaint{
		State: checks.ComplaintBack, Whys: []string{"nobody was told", "the list is from <May>"}, Fix: "the list renews itself | each night",
		Owner: "Ana *", Cases: 4, Steps: []checks.ComplaintStep{
			{State: checks.ComplaintOpen, On: onNovember(3)},
			{State: checks.ComplaintCaused, On: onNovember(4)},
			{State: checks.ComplaintFixed, On: onNovember(5)},
			{State: checks.ComplaintGone, On: onNovember(9)},
			{State: checks.ComplaintBack, On: onNovember(20)},
		},
		Before: []checks.Attempt{{Whys: []string{"the bell is broken", "nobody <tests> it"}, Fix: "a new bell", Owner: "Ben"}},
	}
}

// someStories are a plain one, a complaint that came back, one with a text of several lines, and one in wide letters.
func someStories() []checks.Story {
	fixed := checks.NewComplaint(onNovember(1))
	fixed, _ = fixed.Explain([]string{"the form"}, onNovember(2))
	fixed, _ = fixed.NoteRemedy("money back\n", onNovember(2))
	fixed, _ = fixed.NoteFix("another form", "", onNovember(2))
	return []checks.Story{
		{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAB", Team: "Payments", On: onNovember(20), Source: checks.FromShopWalk, Text: "the button is grey\n\nTried: to cancel an order\nA step closer than last time? No."},
		{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAC", Team: "Payments", On: onNovember(3), Source: checks.FromNeighbour, About: "trust", Text: "the courier never rang", Complaint: cameBack()},
		{ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAD", Team: "支払い|決済", On: onNovember(2), Source: checks.FromCustomerService, About: "decisions", Text: strings.Repeat("返金は三週間もかかりました。", 12), Complaint: fixed},
		{ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAE", Team: "Payments", On: onNovember(1), Source: checks.FromElsewhere, Text: "# <b>thanks</b> *to* all"},
	}
}

func someActions() []checks.Action {
	made := time.Date(2026, 8, 19, 9, 41, 0, 0, zone)
	list := checks.ActionsOf(teamRun())
	list = append(list, checks.Action{
		ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAE", Text: strings.Repeat("call 払い ", 30), Owner: "Bo|b", Due: onNovember(21), State: checks.Open,
		Team: "Search", Made: made,
	}, checks.Action{
		ID: "01KCAK6M8F0Q6V1Z9K4M7R2XAE", From: "value", Text: "ask why", State: checks.Done, Team: "Search", Made: made, Story: "01KCAH6M8F0Q6V1Z9K4M7R2XAC",
	})
	checks.SortDue(list)
	return list
}

func someTeams() []checks.Snapshot {
	return []checks.Snapshot{
		{Team: "Payments", Runs: []checks.Run{hiddenRun(), teamRun()}, Marks: checks.Marks{Leadership: true}},
		{Team: strings.Repeat("払", 60), Marks: checks.Marks{Changing: true}},
	}
}

// In a table alone a name gives way to the width, and not where other programs read it.
func TestANameIsWholeWhereOtherProgramsReadIt(t *testing.T) {
	o, name := in("en"), someTeams()[1].Team
	for _, whole := range []bool{true, false} {
		o.Whole = whole
		text := string(bytesOf(t, of(Teams, someTeams()), Text, o))
		if strings.Contains(text, name) != whole {
			t.Errorf("whole %v:\n%s", whole, text)
		}
	}
}

func TestFirstLineSaysWhereThereIsMore(t *testing.T) {
	long := strings.Repeat("払", 60)
	for text, want := range map[string]string{
		"one": "  one", "one\ntwo": "  one …", long: "  " + long[:3*38] + "…",
	} {
		if got := FirstLine("  ", text, in("en")); got != want {
			t.Errorf("of %q: %q, want %q", text, got, want)
		}
	}
}

// dueLists are teams with a run, actions and complaints that are due, of which one is shared, and with none.
func dueLists() map[string]DueList {
	busy := checks.Snapshot{Team: "Payments", Runs: []checks.Run{hiddenRun(), teamRun()}, Stories: someStories(), ActionsBetween: []checks.Action{
		{ID: "01KCAJ6M8F0Q6V1Z9K4M7R2XAE", Team: "Payments", Text: "the courier never rang; why, and \\ how\n" + strings.Repeat("払い", 30), Owner: "Bo|b", Due: onNovember(21), State: checks.Open, Made: today},
	}}
	early := checks.Snapshot{Team: strings.Repeat("払", 30), Runs: []checks.Run{teamRun()}}
	early.Runs[0].ID, early.Runs[0].Actions = "01KCAH6M8F0Q6V1Z9K4M7R2XAF", nil
	shared, _ := busy.ShareDue(toldTo(busy), thatDay)
	teams := []checks.Due{busy.Due(thatDay), early.Due(onNovember(1)), checks.Snapshot{Team: "Search"}.Due(thatDay)}
	l := DueList{Teams: teams, Actions: idsOf(someActions()), Stories: idsOf(someStories()), Made: today}
	return map[string]DueList{"all": l, "none": {Made: today}, "shared": {[]checks.Due{shared}, l.Actions, l.Stories, today, true}}
}

// A copy of a run has its actions under the same ids.
func TestEachActionOfACalendarHasAUIDOfItsOwn(t *testing.T) {
	var list []checks.Action
	for _, run := range []string{"", "R1", "R2"} {
		list = append(list, checks.Action{ID: "A1", Run: run, Team: "Payments", Text: "call", Due: thatDay, State: checks.Open})
	}
	text := string(bytesOf(t, of(Due, DueList{Teams: []checks.Due{{Actions: list}}, Made: today}), ICS, in("en")))
	for _, uid := range []string{"A1", "R1-A1", "R2-A1"} {
		if strings.Count(text, "\nUID:"+uid+"@emptychair\r") != 1 {
			t.Errorf("none is %s, or several are:\n%s", uid, text)
		}
	}
}

func TestTheNextRunOfATeamStaysTheSameEvent(t *testing.T) {
	uids := map[string]int{}
	for _, run := range []checks.Run{teamRun(), {ID: "later"}} {
		for _, team := range []string{"Payments", "payments", "Search"} {
			l := DueList{Teams: []checks.Due{{Team: team, Last: run, Next: thatDay}}, Made: today}
			text := string(bytesOf(t, of(Due, l), ICS, in("en")))
			uids[text[strings.Index(text, "UID:"):strings.Index(text, "DTSTAMP")]]++
		}
	}
	if got := slices.Sorted(maps.Values(uids)); !slices.Equal(got, []int{2, 2, 2}) {
		t.Error(uids)
	}
}

func TestACalendarIsAsTheStandardSays(t *testing.T) {
	for name, l := range dueLists() {
		text := string(bytesOf(t, of(Due, l), ICS, in("de")))
		whole := strings.ReplaceAll(text, "\r\n ", "")
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(whole, "BEGIN:") != strings.Count(whole, "END:") {
			t.Errorf("%s: a line or a part does not end:\n%s", name, text)
		}
		for line := range strings.SplitSeq(text, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Errorf("%s: %d bytes: %q", name, len(line), line)
			}
		}
		if l.HasDays() != strings.Contains(text, "BEGIN:VEVENT") {
			t.Errorf("%s: whether it has an event", name)
		}
		if told := strings.Contains(whole, "courier"); told != (name == "all") || strings.Contains(whole, "Bo|b") != told {
			t.Errorf("%s: whether a story is told, and who owns an action:\n%s", name, text)
		}
		if name == "all" && !strings.Contains(whole, `SUMMARY:the courier never rang\; why\, and \\ how 払い`) {
			t.Errorf("text is not escaped:\n%s", whole)
		}
	}
}
