package checks_test

import (
	"strings"
	"testing"

	"emptychair/checks"
)

const storyID = "01KB0000000000000000000000"

// goodStory is a story with nothing wrong about it.
func goodStory() checks.Story {
	return checks.Story{ID: storyID, Team: "Payments", On: nov(3), Source: checks.FromNeighbour, About: "trust", Text: "The courier never rang."}
}

func TestAStoryIsCleanedAndCheckedWhenItIsNoted(t *testing.T) {
	s := goodStory()
	s.Team, s.Text = " Payments\t", "\x1b[31mThe courier\r\nnever rang. \n"
	if got, err := checks.NewStory(check, s); err != nil || got.Team != "Payments" || got.Text != "[31mThe courier\nnever rang." {
		t.Errorf("%+v, %v", got, err)
	}
	tests := []struct {
		name   string
		change func(*checks.Story)
		want   checks.Code
	}{
		{"no team", func(s *checks.Story) { s.Team = " " }, checks.CodeTeamEmpty},
		{"no text", func(s *checks.Story) { s.Text = " \u200b\n" }, checks.CodeTextEmpty},
		{"a long text", func(s *checks.Story) { s.Text = strings.Repeat("ä", checks.MaxText+1) }, checks.CodeTextLong},
		{"no id", func(s *checks.Story) { s.ID = "" }, checks.CodeID},
		{"a year of five digits", func(s *checks.Story) { s.On.Year = 20260 }, checks.CodeDay},
		{"no day", func(s *checks.Story) { s.On = checks.Day{} }, checks.CodeDay},
		{"a day that does not exist", func(s *checks.Story) { s.On = checks.Day{2026, 2, 30} }, checks.CodeDay},
		{"no source", func(s *checks.Story) { s.Source = "" }, checks.CodeUnknownWord},
		{"about what the check does not know", func(s *checks.Story) { s.About = "weather" }, checks.CodeUnknownItem},
		{"a complaint without steps", func(s *checks.Story) { s.Complaint.State = checks.ComplaintOpen }, checks.CodeInvalid},
	}
	for _, tt := range tests {
		s := goodStory()
		tt.change(&s)
		if _, err := checks.NewStory(check, s); checks.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestAComplaintIsNotedOnTheDayOfItsStoryWhenThatIsCorrected(t *testing.T) {
	noted := func(steps ...checks.ComplaintStep) checks.Story { // on the 3rd
		s := goodStory()
		s.Complaint = checks.NewComplaint(s.On)
		s.Complaint.Steps = append(s.Complaint.Steps, steps...)
		return s
	}
	caused := checks.ComplaintStep{State: checks.ComplaintCaused, On: nov(10)}
	later := noted()
	later.Complaint.Steps[0].On = nov(5)
	answered := noted()
	answered.Complaint.Remedy = checks.Remedy{Text: "called", On: nov(4)}
	for name, tt := range map[string]struct {
		story    checks.Story
		to, want checks.Day // the first step
		code     checks.Code
	}{
		"noted with it, earlier":          {noted(caused), nov(1), nov(1), ""},
		"noted with it, later":            {noted(caused), nov(10), nov(10), ""},
		"after its cause was found":       {noted(caused), nov(11), nov(3), checks.CodeStoryLate},
		"until the customer was answered": {answered, nov(4), nov(4), ""},
		"after the customer was answered": {answered, nov(5), nov(3), checks.CodeStoryLate},
		"noted on a day of its own":       {later, nov(4), nov(5), ""},
		"after the day on which it was":   {later, nov(6), nov(5), checks.CodeStoryLate},
		"the same day, beside odd ones":   {noted(checks.ComplaintStep{State: checks.ComplaintCaused, On: nov(1)}), nov(3), nov(3), ""},
		"nobody follows it":               {goodStory(), nov(20), checks.Day{}, ""},
		"to the day on which it is noted": {later, nov(5), nov(5), ""},
	} {
		before := tt.story.On
		got, err := tt.story.MovedTo(tt.to)
		wantCode(t, err, tt.code)
		first := checks.Day{}
		if got.IsComplaint() {
			first = got.Complaint.Steps[0].On
		}
		if want := map[bool]checks.Day{true: tt.to, false: before}[err == nil]; got.On != want || first != tt.want || tt.story.On != before {
			t.Errorf("%s: of %v, noted %v", name, got.On, first)
		}
	}
}

func TestTheLatestStoryStandsFirst(t *testing.T) {
	day := func(id string, d int) checks.Story { return checks.Story{ID: id, On: nov(d)} }
	list := []checks.Story{day("b", 3), day("a", 9), day("c", 3), day("a", 3)}
	checks.SortStories(list)
	same(t, []checks.Story{day("a", 9), day("c", 3), day("b", 3), day("a", 3)}, list)
}

func TestAFilterMeansWhatFitsAllOfIt(t *testing.T) {
	s := goodStory()
	s.Complaint = inState()[checks.ComplaintCaused]
	s.Text = "The courier\n never rang."
	tests := []struct {
		name string
		f    checks.StoryFilter
		want bool
	}{
		{"nothing", checks.StoryFilter{}, true},
		{"the team", checks.StoryFilter{Team: "Payments"}, true},
		{"another team", checks.StoryFilter{Team: "payments"}, false},
		{"the source", checks.StoryFilter{Source: checks.FromNeighbour}, true},
		{"another source", checks.StoryFilter{Source: checks.FromFriend}, false},
		{"the item", checks.StoryFilter{About: "trust"}, true},
		{"another item", checks.StoryFilter{About: "contact"}, false},
		{"the state", checks.StoryFilter{State: checks.ComplaintCaused}, true},
		{"another state", checks.StoryFilter{State: checks.ComplaintOpen}, false},
		{"the month", checks.StoryFilter{Month: checks.Month{2026, 11}}, true},
		{"another month", checks.StoryFilter{Month: checks.Month{2025, 11}}, false},
		{"a text", checks.StoryFilter{Text: " COURIER  never "}, true},
		{"a why", checks.StoryFilter{Text: "nobody asked"}, true},
		{"over two whys", checks.StoryFilter{Text: "old nobody"}, false},
		{"another text", checks.StoryFilter{Text: "parcel"}, false},
		{"all of it", checks.StoryFilter{"Payments", checks.FromNeighbour, "trust", checks.ComplaintCaused, checks.Month{2026, 11}, "label"}, true},
		{"all of it but one", checks.StoryFilter{"Payments", checks.FromNeighbour, "trust", checks.ComplaintFixed, checks.Month{2026, 11}, "label"}, false},
	}
	for _, tt := range tests {
		if got := len(tt.f.Find([]checks.Story{s})) > 0; got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestASearchMindsNeitherCaseNorHowALetterIsTyped(t *testing.T) {
	for _, tt := range []struct{ text, sought string }{
		{"Frau Mu\u0308ller wartet", "müller"},
		{"Frau Müller wartet", "MU\u0308LLER"},
		{"Hauptstraße 5", "HAUPTSTRASSE"},
		{"HAUPTSTRASSE 5", "hauptstraße"},
		{"Im HAUPTSTRA\u1e9eENBÜRO", "hauptstrassenbüro"},
		{"Ο ΠΕΛΆΤΗΣ έφυγε", "πελάτης"},
		{"Caf\u00e9\nau\u00a0lait", "cafe\u0301 AU"},
	} {
		found := checks.StoryFilter{Text: tt.sought}.Find([]checks.Story{{Text: tt.text}, {Text: "Frau Muller in der Hauptstrase"}})
		if len(found) != 1 || found[0].Text != tt.text {
			t.Errorf("%q finds %v", tt.sought, found)
		}
	}
}

func TestWhoAsksForOpenComplaintsMeansThoseThatCameBack(t *testing.T) {
	for state := range inState() {
		s := goodStory()
		s.Complaint.State = state
		want := state == checks.ComplaintOpen || state == checks.ComplaintBack
		finds := func(asked checks.ComplaintState) bool {
			return len(checks.StoryFilter{State: asked}.Find([]checks.Story{s})) > 0
		}
		if finds(checks.ComplaintOpen) != want || !finds(state) {
			t.Errorf("%q is found as open, not %v, or not by its own name", state, want)
		}
	}
}

// about is a story about an item or a question; a complaint where it has a state.
func about(id, of string, state checks.ComplaintState) checks.Story {
	return checks.Story{ID: id, About: of, Complaint: checks.Complaint{State: state}}
}

func TestTensionIsWhereNumberAndStoriesDisagree(t *testing.T) {
	counts := func(c ...int) (t checks.Tally) {
		copy(t.Counts[:], c)
		return t
	}
	high, middle, low := counts(0, 0, 1, 2, 1), counts(0, 0, 3), counts(1, 2, 1)
	open, fixed, elsewhere := about("1", "trust", checks.ComplaintOpen), about("2", "trust", checks.ComplaintFixed), about("3", "value", checks.ComplaintOpen)
	good, fair := about("4", "trust", checks.NoComplaint), about("5", "value", checks.NoComplaint)
	type list = []checks.Story
	tests := map[string]struct {
		tally             checks.Tally
		complaints, since list
		want              checks.Tension
	}{
		"nobody rated":                         {checks.Tally{NoAnswer: 3}, list{open}, list{good}, checks.NoTension},
		"high, and nothing noted":              {high, nil, nil, checks.NoTension},
		"high, beside an open complaint":       {high, list{open}, nil, checks.TensionComplaints},
		"high, beside one that came back":      {high, list{about("1", "trust", checks.ComplaintBack)}, nil, checks.TensionComplaints},
		"high, with the cause known":           {high, list{about("1", "trust", checks.ComplaintCaused)}, nil, checks.TensionComplaints},
		"high, beside one that is fixed":       {high, list{fixed}, nil, checks.NoTension},
		"high, beside one about another item":  {high, list{elsewhere}, nil, checks.NoTension},
		"between high and middle":              {counts(0, 0, 2, 2), list{open}, nil, checks.NoTension},
		"just high":                            {counts(0, 0, 0, 1), list{open}, nil, checks.TensionComplaints},
		"in the middle":                        {middle, list{open}, list{good}, checks.NoTension},
		"low, and nothing noted":               {low, nil, nil, checks.NoTension},
		"low, with a good story":               {low, nil, list{good}, checks.TensionGood},
		"low, with a good one and a complaint": {low, nil, list{good, fixed}, checks.NoTension},
		"low, with a story of another item":    {low, nil, list{fair}, checks.NoTension},
		"low, a complaint of another item":     {low, nil, list{good, elsewhere}, checks.TensionGood},
		"low, beside an open complaint":        {low, list{open}, list{good}, checks.NoTension},
		"between low and middle":               {counts(0, 2, 2), nil, list{good}, checks.NoTension},
	}
	for name, tt := range tests {
		if got := checks.TensionOf("trust", tt.tally, tt.complaints, tt.since); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestAQuestionOffersStoriesOfItsOwnAndThenOfItsSubject(t *testing.T) {
	stories := []checks.Story{
		about("1", "trust", checks.NoComplaint), about("2", "", checks.NoComplaint), about("3", "risks", checks.NoComplaint), about("4", "contact", checks.NoComplaint),
		about("5", "risks", checks.ComplaintGone), about("6", "trust", checks.ComplaintOpen),
	}
	for id, want := range map[string]string{"risks": "3516", "channels": "4", "trust": "16", "value": "", "nowhere": ""} {
		if got := strings.Join(ids(checks.StoriesFor(check, id, stories)), ""); got != want {
			t.Errorf("%q offers %q, want %q", id, got, want)
		}
	}
}

func TestAStoryThatWasNotedLaterIsOneSinceThen(t *testing.T) {
	day := func(n int) checks.Day { return checks.Day{Year: 2026, Month: 11, Day: n} }
	list := []checks.Story{{ID: "before", On: day(1), Noted: day(2)}, {ID: "noted", On: day(1), Noted: day(6)}, {ID: "since", On: day(5)}}
	same(t, []string{"noted", "since"}, ids(checks.StoriesSince(list, day(5))))
}
