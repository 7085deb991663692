package checks_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"emptychair/checks"
)

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
		"high, beside an open complaint":       {high, list{open}, nil, checks.HighYetOpen},
		"high, beside one that came back":      {high, list{about("1", "trust", checks.ComplaintBack)}, nil, checks.HighYetOpen},
		"high, with the cause known":           {high, list{about("1", "trust", checks.ComplaintCaused)}, nil, checks.HighYetOpen},
		"high, beside one that is fixed":       {high, list{fixed}, nil, checks.NoTension},
		"high, beside one about another item":  {high, list{elsewhere}, nil, checks.NoTension},
		"between high and middle":              {counts(0, 0, 2, 2), list{open}, nil, checks.NoTension},
		"just high":                            {counts(0, 0, 0, 1), list{open}, nil, checks.HighYetOpen},
		"in the middle":                        {middle, list{open}, list{good}, checks.NoTension},
		"low, and nothing noted":               {low, nil, nil, checks.NoTension},
		"low, with a good story":               {low, nil, list{good}, checks.LowYetOnlyGood},
		"low, with a good one and a complaint": {low, nil, list{good, fixed}, checks.NoTension},
		"low, with a story of another item":    {low, nil, list{fair}, checks.NoTension},
		"low, a complaint of another item":     {low, nil, list{good, elsewhere}, checks.LowYetOnlyGood},
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
		got := ""
		for _, s := range checks.Offered(check, id, stories) {
			got += s.ID
		}
		if got != want {
			t.Errorf("%q offers %q, want %q", id, got, want)
		}
	}
}

func TestOfferedStoriesAreSomeOfThoseThereAre(t *testing.T) {
	subjects := []string{"", "contact", "trust", "value", "channels", "decisions", "unclear", "risks"}
	rapid.Check(t, func(t *rapid.T) {
		var stories []checks.Story
		for i, of := range rapid.SliceOfN(rapid.SampledFrom(subjects), 0, 12).Draw(t, "about") {
			stories = append(stories, about(string(rune('a'+i)), of, checks.NoComplaint))
		}
		id := rapid.SampledFrom(subjects[1:]).Draw(t, "at")
		offered, own := checks.Offered(check, id, stories), true
		for i, s := range offered {
			switch {
			case s.About != id && s.About != check.SubjectOf(id), s.About == "":
				t.Fatalf("%s offers a story about %q", id, s.About)
			case s.About == id && !own:
				t.Fatalf("%s offers one of its own only at place %d", id, i)
			}
			own = s.About == id
		}
		for _, s := range stories {
			found := 0
			for _, o := range offered {
				if o.ID == s.ID {
					found++
				}
			}
			if belongs := s.About != "" && (s.About == id || s.About == check.SubjectOf(id)); found > 1 || (found == 1) != belongs {
				t.Fatalf("%s offers a story about %q %d times", id, s.About, found)
			}
		}
	})
}

func TestAStoryThatWasNotedLaterIsOneSinceThen(t *testing.T) {
	day := func(n int) checks.Day { return checks.Day{Year: 2026, Month: 11, Day: n} }
	list := []checks.Story{{ID: "before", On: day(1), Noted: day(2)}, {ID: "noted", On: day(1), Noted: day(6)}, {ID: "since", On: day(5)}}
	var ids []string
	for _, s := range checks.SinceDay(list, day(5)) {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, []string{"noted", "since"}) {
		t.Errorf("%v", ids)
	}
}
