package checks

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var smallCheck = Check{
	ID: "c", Items: []Item{{ID: "contact", Revision: 1}, {ID: "trust", Revision: 1}},
	Questions: []Question{{ID: "risks", Subject: "trust"}},
}

const storyID = "01KB0000000000000000000000"

// goodStory is a story with nothing wrong about it.
func goodStory() Story {
	return Story{ID: storyID, Team: "Payments", On: november(3), Source: FromNeighbour, About: "trust", Text: "The courier never rang."}
}

func TestAStoryIsCleanedAndCheckedWhenItIsNoted(t *testing.T) {
	s := goodStory()
	s.Team, s.Text = " Payments\t", "\x1b[31mThe courier\r\nnever rang. \n"
	if got, err := NewStory(smallCheck, s); err != nil || got.Team != "Payments" || got.Text != "[31mThe courier\nnever rang." {
		t.Errorf("%+v, %v", got, err)
	}
	tests := []struct {
		name   string
		change func(*Story)
		want   Code
	}{
		{"no team", func(s *Story) { s.Team = " " }, CodeTeamEmpty},
		{"no text", func(s *Story) { s.Text = " \u200b\n" }, CodeTextEmpty},
		{"a long text", func(s *Story) { s.Text = strings.Repeat("ä", MaxText+1) }, CodeTextLong},
		{"no id", func(s *Story) { s.ID = "" }, CodeID},
		{"no day", func(s *Story) { s.On = Day{} }, CodeDay},
		{"a day that does not exist", func(s *Story) { s.On = Day{2026, 2, 30} }, CodeDay},
		{"no source", func(s *Story) { s.Source = "" }, CodeSource},
		{"about what the check does not know", func(s *Story) { s.About = "weather" }, CodeUnknownItem},
		{"a complaint without steps", func(s *Story) { s.Complaint.State = ComplaintOpen }, CodeInvalidStory},
	}
	for _, tt := range tests {
		s := goodStory()
		tt.change(&s)
		if _, err := NewStory(smallCheck, s); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestStoriesAreEqualThatHoldTheSame(t *testing.T) {
	s := goodStory()
	s.Complaint = inState(t)[ComplaintFixed]
	same := s
	same.Complaint.Whys, same.Complaint.Steps = slices.Clone(s.Complaint.Whys), slices.Clone(s.Complaint.Steps)
	if !Same(s, same) || !Same(Story{}, Story{}) {
		t.Error("a copy is not equal")
	}
	for name, change := range map[string]func(*Story){
		"id": func(s *Story) { s.ID += "1" }, "team": func(s *Story) { s.Team = "x" }, "day": func(s *Story) { s.On.Day++ },
		"source": func(s *Story) { s.Source = FromFriend }, "about": func(s *Story) { s.About = "" }, "text": func(s *Story) { s.Text = "x" },
		"state": func(s *Story) { s.Complaint.State = ComplaintGone }, "fix": func(s *Story) { s.Complaint.Fix = "x" },
		"owner": func(s *Story) { s.Complaint.Owner = "x" }, "cases": func(s *Story) { s.Complaint.Cases++ },
		"whys": func(s *Story) { s.Complaint.Whys = nil }, "steps": func(s *Story) { s.Complaint.Steps = s.Complaint.Steps[:1] },
	} {
		other := s
		if change(&other); Same(s, other) {
			t.Errorf("another %s makes no difference", name)
		}
	}
}

func TestTheLatestStoryStandsFirst(t *testing.T) {
	day := func(id string, d int) Story { return Story{ID: id, On: november(d)} }
	list := []Story{day("b", 3), day("a", 9), day("c", 3), day("a", 3)}
	SortStories(list)
	if want := []Story{day("a", 9), day("c", 3), day("b", 3), day("a", 3)}; !slices.EqualFunc(list, want, func(a, b Story) bool { return Same(a, b) }) {
		t.Errorf("%v", list)
	}
}

func TestAFilterMeansWhatFitsAllOfIt(t *testing.T) {
	s := goodStory()
	s.Complaint = inState(t)[ComplaintCaused]
	s.Text = "The courier\n never rang."
	tests := []struct {
		name string
		f    StoryFilter
		want bool
	}{
		{"nothing", StoryFilter{}, true},
		{"the team", StoryFilter{Team: "Payments"}, true},
		{"another team", StoryFilter{Team: "payments"}, false},
		{"the source", StoryFilter{Source: FromNeighbour}, true},
		{"another source", StoryFilter{Source: FromFriend}, false},
		{"the item", StoryFilter{About: "trust"}, true},
		{"another item", StoryFilter{About: "contact"}, false},
		{"the state", StoryFilter{State: ComplaintCaused}, true},
		{"another state", StoryFilter{State: ComplaintOpen}, false},
		{"the month", StoryFilter{Month: Month{2026, 11}}, true},
		{"another month", StoryFilter{Month: Month{2025, 11}}, false},
		{"a text", StoryFilter{Text: " COURIER  never "}, true},
		{"a why", StoryFilter{Text: "nobody asked"}, true},
		{"over two whys", StoryFilter{Text: "old nobody"}, false},
		{"another text", StoryFilter{Text: "parcel"}, false},
		{"all of it", StoryFilter{"Payments", FromNeighbour, "trust", ComplaintCaused, Month{2026, 11}, "label"}, true},
		{"all of it but one", StoryFilter{"Payments", FromNeighbour, "trust", ComplaintFixed, Month{2026, 11}, "label"}, false},
	}
	for _, tt := range tests {
		if got := tt.f.Matches(s); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestWhoAsksForOpenComplaintsMeansThoseThatCameBack(t *testing.T) {
	for state, want := range map[ComplaintState]bool{
		NoComplaint: false, ComplaintOpen: true, ComplaintCaused: false, ComplaintFixed: false, ComplaintGone: false, ComplaintBack: true,
	} {
		s := goodStory()
		s.Complaint.State = state
		if got := (StoryFilter{State: ComplaintOpen}).Matches(s); got != want {
			t.Errorf("%q: %v", state, got)
		}
		if !(StoryFilter{State: state}).Matches(s) {
			t.Errorf("%q is not found by its own name", state)
		}
	}
}

func TestFindFindsWhatMatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []Story
		for range rapid.IntRange(0, 20).Draw(t, "stories") {
			s := goodStory()
			s.Text, s.Source = rapid.StringMatching(`[a-cA-Cß \n]{0,6}`).Draw(t, "text"), rapid.SampledFrom(Sources()).Draw(t, "source")
			s.Complaint.Fix = rapid.StringMatching(`[a-c]{0,3}`).Draw(t, "fix")
			list = append(list, s)
		}
		f := StoryFilter{Text: rapid.StringMatching(`[a-cA-C ]{0,3}`).Draw(t, "search")}
		if rapid.Bool().Draw(t, "one source") {
			f.Source = FromCustomer
		}
		found := f.Find(MakeFindable(list))
		for i, s := range list {
			if f.Matches(s) != slices.Contains(found, i) {
				t.Fatalf("%+v: %q matches: %v, found at %v", f, s.Text, f.Matches(s), found)
			}
		}
	})
}

func TestMonthsHoldTheirDays(t *testing.T) {
	for text, want := range map[string]Month{"2026-11": {2026, 11}, "11.2026": {2026, 11}, "2.2024\n": {2024, 2}} {
		if m, err := ParseMonth(text); err != nil || m != want {
			t.Errorf("%q: %v, %v", text, m, err)
		}
	}
	for _, text := range []string{"", "2026", "2026-13", "0000-01", "November", "2026-1-1"} {
		if m, err := ParseMonth(text); CodeOf(err) != CodeMonth {
			t.Errorf("%q: %v, %v", text, m, err)
		}
	}
	feb := Month{2024, 2}
	if feb.Last() != (Day{2024, 2, 29}) || feb.First() != (Day{2024, 2, 1}) || !feb.Holds(feb.Last()) || feb.Holds(Day{2025, 2, 1}) || feb.String() != "2024-02" {
		t.Errorf("%v to %v", feb.First(), feb.Last())
	}
	if dec := (Month{2026, 12}); dec.Next() != (Month{2027, 1}) || dec.Next().Previous() != dec || (Month{}).String() != "" || !(Month{}).IsZero() {
		t.Errorf("after %v comes %v", dec, dec.Next())
	}
}

func TestADueDateMayBeAMonthOrAQuarter(t *testing.T) {
	today := november(22)
	for text, want := range map[string]Day{
		"": {}, "2026-12-31": {2026, 12, 31}, "31.12.": {2026, 12, 31}, "21.11.": {2027, 11, 21}, "2026-12": {2026, 12, 31}, "2027-02": {2027, 2, 28},
		"2026-Q4": {2026, 12, 31}, "2027-q1": {2027, 3, 31},
	} {
		if got, err := ParseDue(text, today); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"soon", "2026-02-30", "2026-Q5", "2026"} {
		if got, err := ParseDue(text, today); CodeOf(err) != CodeDay {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestAPastDayIsTheLastOne(t *testing.T) {
	today := november(22)
	for text, want := range map[string]Day{
		"": today, "22.11.": today, "23.11.": {2025, 11, 23}, "3.11.": november(3), "29.2.": {2024, 2, 29}, "22.11.2026": today, "1.1.2026": {2026, 1, 1},
		"Today": today, "heute": today, "yesterday": november(21), "GESTERN": november(21),
	} {
		if got, err := ParsePastDay(text, today); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"tomorrow", "30.2.", "2026-Q4"} {
		if got, err := ParsePastDay(text, today); CodeOf(err) != CodeDay {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"2026-11-23", "1.1.2099"} {
		if got, err := ParsePastDay(text, today); CodeOf(err) != CodeFuture || !got.IsZero() {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
