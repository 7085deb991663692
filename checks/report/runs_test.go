package report

import (
	"bytes"
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
	if err := Runs(&b, f, list, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
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

func TestShortIDsTellTheRunsApart(t *testing.T) {
	list := []checks.Summary{{ID: "01KCAH6M8F0Q6V1Z9K4M7R2XAB"}, {ID: "01KCAH6M8F1Q6V1Z9K4M7R2XAC"}}
	got := shortIDs(list)
	if got[0] != "01KCAH6M8F0" || got[1] != "01KCAH6M8F1" {
		t.Errorf("short ids %q", got)
	}
}

func TestAnEmptyListIsAnEmptyArray(t *testing.T) {
	want := "{\n  \"format\": \"emptychair.runs\",\n  \"version\": 1,\n  \"runs\": []\n}\n"
	if got := listed(t, JSON, nil, in("en")); got != want {
		t.Errorf("got %s", got)
	}
}
