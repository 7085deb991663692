package checks_test

import (
	"testing"

	"emptychair/checks"
)

func TestGroupsStandInTheOrderOfTheAlphabet(t *testing.T) {
	group := func(team, id string, counts ...int) checks.Group {
		r := newRun(6)
		r.Team, r.ID = team, id
		rating := checks.Rating{Revision: 1, Revealed: true}
		copy(rating.Counts[:], counts)
		r.Ratings = map[string]checks.Rating{"contact": rating, "trust": {Tally: rating.Tally, Revision: 1}}
		return checks.Group{Run: r, Leadership: team == "leadership"}
	}
	tests := []struct{ one, other, first string }{
		{"Payments", "leadership", "leadership"}, {"leadership", "Payments", "leadership"}, {"b", "B", "B"}, {"Zoo", "apple", "apple"},
	}
	for _, tt := range tests {
		low, high := group(tt.one, "1", 6), group(tt.other, "2", 0, 0, 0, 0, 6)
		b := checks.BesideOf(check, low, high)
		if b.Groups[0].Run.Team != tt.first || b.Groups[0].Leadership != (tt.first == "leadership") {
			t.Errorf("%s beside %s: %s stands first", tt.one, tt.other, b.Groups[0].Run.Team)
		}
		for i, g := range b.Groups {
			if b.Items[0].Ratings[i].Tally != g.Run.Ratings["contact"].Tally {
				t.Errorf("%s beside %s: the answers are those of the other group", tt.one, tt.other)
			}
		}
		if hidden := b.Items[1].Ratings; hidden[0].Answers()+hidden[1].Answers() > 0 {
			t.Error("what is not revealed shows")
		}
	}
}

func TestOtherWordingsAreToldOnlyWhereBothRated(t *testing.T) {
	rated := func(revision, n int) checks.Rated {
		return checks.Rated{Tally: checks.Tally{Counts: [checks.Steps]int{n}}, Revision: revision}
	}
	tests := []struct {
		a, b checks.Rated
		want bool
	}{
		{rated(1, 3), rated(1, 2), false}, {rated(1, 3), rated(2, 2), true}, {rated(1, 3), rated(0, 0), false}, {rated(0, 0), rated(2, 1), false},
	}
	for _, tt := range tests {
		if got := (checks.BesideItem{Ratings: [2]checks.Rated{tt.a, tt.b}}).Reworded(); got != tt.want {
			t.Errorf("%+v and %+v: %v", tt.a, tt.b, got)
		}
	}
}
