package main

import "testing"

func TestATeamIsFoundHoweverItsLettersAreTyped(t *testing.T) {
	teams := []string{"M\u00e4rkte", "Ops"}
	for typed, want := range map[string]string{
		"M\u00e4rkte": "M\u00e4rkte", "m\u00e4rkte": "M\u00e4rkte", "Ma\u0308rkte": "M\u00e4rkte", "MA\u0308RKTE": "M\u00e4rkte", "OPS": "Ops",
	} {
		if c := teamAmong(teams, typed); c.name != want || c.isNew {
			t.Errorf("%q is taken for %+v", typed, c)
		}
	}
	if c := teamAmong(teams, "Markte"); !c.isNew {
		t.Errorf("%+v", c)
	}
}
