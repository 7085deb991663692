package main

import "testing"

func TestOnlyWhatIsNearIsSuggested(t *testing.T) {
	names := []string{"start", "resume", "runs", "show", "delete", "paths", "version", "help"}
	cases := map[string]string{
		"shwo": "show", "satrt": "start", "run": "runs", "deletee": "delete", "versionn": "version", "hlep": "help", "reusme": "resume",
		"foo": "", "x": "", "sh": "", "list": "", "new": "", "": "", "exportieren": "", "übung": "",
	}
	for typed, want := range cases {
		if got := near(typed, names); got != want {
			t.Errorf("near(%q) = %q, want %q", typed, got, want)
		}
	}
}
