package main

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func TestSourcesAreMeantByTheirWordsInEitherLanguage(t *testing.T) {
	list := worded("source.", checks.Sources())
	for typed, want := range map[string][]string{
		"customer": {"customer"}, "Kunde": {"customer"}, "KUNDENDIENST": {"customer-service"}, "customer service": {"customer-service"},
		"nachbar": {"neighbour"}, " neigh ": {"neighbour"}, "rundgang": {"shop-walk"}, "other": {"other"}, "anderswo": {"other"},
		"kund": {"customer", "customer-service"}, "fam": {"family"}, "shop-walk": {"shop-walk"}, "customer-serv": {"customer-service"}, "foe": nil, "unde": nil,
	} {
		if got := wordIDs(matching(typed, list)); !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", typed, got, want)
		}
	}
}

// wordIDs returns the ids of words.
func wordIDs(list []word) (ids []string) {
	for _, w := range list {
		ids = append(ids, w.id)
	}
	return ids
}

func TestWhatAStoryIsAboutIsMeantByItsTitle(t *testing.T) {
	for typed, want := range map[string]string{
		"trust": "trust", "Vertrauen": "trust", "direct c": "contact", "draht": "contact", "Kundennutzen": "value", "entsch": "decisions", "": "", " ": "",
	} {
		if got, err := parseAbout(typed); err != nil || got != want {
			t.Errorf("%q is about %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, err := parseAbout("weather"); shell.ExitCode(err) != shell.ExitUse {
		t.Errorf("weather: %v", err)
	}
}

func TestADayWithoutAYearIsTheLastThereWas(t *testing.T) {
	for typed, want := range map[string]string{
		"": "2026-11-12", "today": "2026-11-12", "Gestern": "2026-11-11", "yesterday": "2026-11-11",
		"12.11.": "2026-11-12", "13.11.": "2025-11-13", "3.11.": "2026-11-03", "29.2.": "2024-02-29",
		"2026-11-03": "2026-11-03", "03.11.2025": "2025-11-03",
	} {
		if got, err := parsePastDay(typed, today); err != nil || got.String() != want {
			t.Errorf("%q is %s, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"31.4.", "soon"} {
		var p *shell.Problem
		if _, err := parsePastDay(typed, today); !errors.As(err, &p) || p.ID != "cli.error.past-day" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := parsePastDay("13.11.2026", today); checks.CodeOf(err) != checks.CodeFuture || shell.ExitCode(err) != shell.ExitUse {
		t.Errorf("tomorrow: %v", err)
	}
}

func TestYesterdayIsADayAgoWhenTheClocksChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := parsePastDay("yesterday", time.Date(2026, 10, 26, 0, 30, 0, 0, berlin)); got.String() != "2026-10-25" {
		t.Errorf("yesterday was %s", got)
	}
}

func TestAnIDIsPickedByABeginningThatNoOtherHas(t *testing.T) {
	ids := []string{"01KC", "01KCA", "01KB"}
	for typed, want := range map[string]string{"01kca": "01KCA", "01KC": "01KC", "01kb": "01KB", "01K": "", "": "", "02": "", "latest": "01KCA", "Neueste": "01KCA"} {
		got, err := pick(typed, ids, stories.list)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	empty := stored{store.New(filepath.Join(t.TempDir(), "runs.db"), content.Check())}
	if _, _, err := stories.find(empty, "latest"); shell.ExitCode(err) != shell.ExitNotFound {
		t.Errorf("the latest of none: %v", err)
	}
}
