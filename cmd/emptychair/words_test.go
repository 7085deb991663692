package main

import (
	"errors"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // so that every machine knows the zone

	"emptychair/checks"
)

func TestSourcesAreMeantByTheirWordsInEitherLanguage(t *testing.T) {
	list := worded("source.", checks.Sources())
	for typed, want := range map[string][]string{
		"customer": {"customer"}, "Kunde": {"customer"}, "KUNDENDIENST": {"customer-service"}, "customer service": {"customer-service"},
		"nachbar": {"neighbour"}, " neigh ": {"neighbour"}, "rundgang": {"shop-walk"}, "other": {"other"}, "anderswo": {"other"},
		"kund": {"customer", "customer-service"}, "fam": {"family"}, "shop-walk": {"shop-walk"}, "customer-serv": {"customer-service"}, "foe": nil, "unde": nil,
	} {
		if got := idsOf(meant(typed, list), func(w word) string { return w.id }); !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", typed, got, want)
		}
	}
}

func TestWhatAStoryIsAboutIsMeantByItsTitle(t *testing.T) {
	for typed, want := range map[string]string{
		"trust": "trust", "Vertrauen": "trust", "direct c": "contact", "draht": "contact", "Kundennutzen": "value", "entsch": "decisions", "": "", " ": "",
	} {
		if got, err := aboutOf(typed); err != nil || got != want {
			t.Errorf("%q is about %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, err := aboutOf("weather"); exitCode(err) != exitUse {
		t.Errorf("weather: %v", err)
	}
}

func TestADayWithoutAYearIsTheLastThereWas(t *testing.T) {
	for typed, want := range map[string]string{
		"": "2026-11-12", "today": "2026-11-12", "Gestern": "2026-11-11", "yesterday": "2026-11-11",
		"12.11.": "2026-11-12", "13.11.": "2025-11-13", "3.11.": "2026-11-03", "29.2.": "2024-02-29",
		"2026-11-03": "2026-11-03", "03.11.2025": "2025-11-03",
	} {
		if got, err := pastDay(typed, today); err != nil || got.String() != want {
			t.Errorf("%q is %s, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"31.4.", "soon"} {
		var p *problem
		if _, err := pastDay(typed, today); !errors.As(err, &p) || p.id != "cli.error.past-day" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := pastDay("13.11.2026", today); checks.CodeOf(err) != checks.CodeFuture || exitCode(err) != exitUse {
		t.Errorf("tomorrow: %v", err)
	}
}

func TestYesterdayIsADayAgoWhenTheClocksChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := pastDay("yesterday", time.Date(2026, 10, 26, 0, 30, 0, 0, berlin)); got.String() != "2026-10-25" {
		t.Errorf("yesterday was %s", got)
	}
}

func TestAnIDIsPickedByABeginningThatNoOtherHas(t *testing.T) {
	ids := []string{"01KC", "01KCA", "01KB"}
	for typed, want := range map[string]string{"01kca": "01KCA", "01KC": "01KC", "01kb": "01KB", "01K": "", "": "", "02": "", "latest": "01KCA", "Neueste": "01KCA"} {
		got, err := pick(typed, ids, storyShelf)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, err := pick("latest", nil, storyShelf); exitCode(err) != exitNotFound {
		t.Errorf("the latest of none: %v", err)
	}
}
