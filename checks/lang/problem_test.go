package lang_test

import (
	"testing"

	"emptychair/checks/lang"
)

func TestProblemSaysWhereAndWhat(t *testing.T) {
	tests := []struct {
		say  *lang.Printer
		path string
		line int
		want string
	}{
		{en, "runs[3].people", 12, "line 12, runs[3].people: A run cannot have 200 people."},
		{de, "runs[3].people", 12, "Zeile 12, runs[3].people: Mit 200 Personen geht es nicht."},
		{en, "", 12, "line 12: A run cannot have 200 people."},
		{en, "people", 0, "people: A run cannot have 200 people."},
		{en, "", 0, "A run cannot have 200 people."},
	}
	for _, tt := range tests {
		if got := tt.say.Problem(tt.path, tt.line, failure{"people", "200"}); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
