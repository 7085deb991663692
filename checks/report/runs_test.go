package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
)

func someRuns() []checks.Summary {
	list := []checks.Summary{
		checks.Summarize(hiddenRun()),
		checks.Summarize(teamRun()),
		checks.Summarize(soloRun()),
	}
	list[0].ID = "01KCAH6M8G0Q6V1Z9K4M7R2XAB"
	list[2].ID = "01KB0H6M8F0Q6V1Z9K4M7R2XAC"
	list[1].Team = "支払い|決済"
	return list
}

func listed(t *testing.T, f Format, list []checks.Summary, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Runs(&b, f, list, ids(list), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func ids(list []checks.Summary) []string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = s.ID
	}
	return all
}

func TestRunsAreListedInBothLanguages(t *testing.T) {
	for _, language := range []string{"en", "de"} {
		for _, f := range Formats {
			t.Run(language+"-"+string(f), func(t *testing.T) {
				golden.RequireEqual(t, []byte(listed(t, f, someRuns(), in(language))))
			})
		}
	}
}

func TestAListWithLongNamesFitsEightyCells(t *testing.T) {
	list := someRuns()
	list[0].Team = strings.Repeat("払", 60)
	list[1].Finished = time.Date(2026, 9, 30, 12, 0, 0, 0, zone)
	list[1].Answers, list[1].Actions, list[1].People = 800, 99, 99
	for _, language := range []string{"en", "de"} {
		for line := range strings.Lines(listed(t, Text, list, in(language))) {
			if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > 80 {
				t.Errorf("%s: %d cells: %s", language, w, line)
			}
		}
	}
}

func TestAShortIDBelongsToOneRunAlone(t *testing.T) {
	first, last := "01KCAH6M8F0Q6V1Z9K4M7R2XAB", "01KCAJ00000000000000000000"
	list := []checks.Summary{{ID: last}, {ID: first}}
	cases := []struct {
		name string
		all  []string
		want []string
	}{
		{"by its moment", ids(list), []string{"01KCAJ0000", "01KCAH6M8F"}},
		{"of those that are not listed, too", []string{last, first, "01KCAH6M8F1Q6V1Z9K4M7R2XAC"}, []string{"01KCAJ00000", "01KCAH6M8F0"}},
		{"by its last character", []string{last, "01KCAH6M8F0Q6V1Z9K4M7R2XAA", first}, []string{last, first}},
	}
	for _, c := range cases {
		if got := ShortIDs(ids(list), c.all); !slices.Equal(got, c.want) {
			t.Errorf("%s: short ids %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnEmptyListIsAnEmptyArray(t *testing.T) {
	want := "{\n  \"format\": \"emptychair.runs\",\n  \"version\": 1,\n  \"runs\": []\n}\n"
	if got := listed(t, JSON, nil, in("en")); got != want {
		t.Errorf("got %s", got)
	}
}
