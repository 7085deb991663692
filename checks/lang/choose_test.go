package lang_test

import (
	"testing"

	"emptychair/checks/lang"
)

func TestChooseTakesTheFirstLanguageItSpeaks(t *testing.T) {
	type env = map[string]string
	tests := []struct {
		name             string
		flag, remembered string
		env              env
		want             string
	}{
		{"nothing said", "", "", nil, "en"},
		{"the flag before all", "de", "en", env{"EMPTYCHAIR_LANG": "en", "LC_ALL": "en_US.UTF-8"}, "de"},
		{"the program's variable before what is remembered", "", "en", env{"EMPTYCHAIR_LANG": "de", "LANG": "en_US"}, "de"},
		{"what is remembered before the locale", "", "de", env{"LC_ALL": "en_US.UTF-8"}, "de"},
		{"LC_ALL before LC_MESSAGES", "", "", env{"LC_ALL": "de_DE.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "de"},
		{"LC_MESSAGES before LANG", "", "", env{"LC_MESSAGES": "de_CH", "LANG": "en_US"}, "de"},
		{"LANG", "", "", env{"LANG": "de_AT.UTF-8@euro"}, "de"},
		{"only a language", "", "", env{"LANG": "de"}, "de"},
		{"a tag", "", "", env{"EMPTYCHAIR_LANG": "de-AT"}, "de"},
		{"capitals", "", "", env{"LANG": "DE"}, "de"},
		{"other variables say nothing", "", "", env{"LC_TIME": "de_DE", "LANGUAGE": "de"}, "en"},
		{"a language it does not speak", "", "", env{"LANG": "fr_FR.UTF-8"}, "en"},
		{"the next one where it does not speak the first", "fr", "", env{"LC_ALL": "fr_FR", "LANG": "de_DE"}, "de"},
		{"C is English", "", "", env{"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"},
		{"C.UTF-8 is English", "", "", env{"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en"},
		{"POSIX is English", "", "", env{"LC_MESSAGES": "POSIX", "LANG": "de_DE.UTF-8"}, "en"},
		{"a word that only begins like one", "", "", env{"LANG": "deutsch"}, "en"},
		{"garbage", "_", ".", env{"EMPTYCHAIR_LANG": "@", "LANG": "\x1b"}, "en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := lang.Choose(tt.flag, tt.remembered, func(name string) string { return tt.env[name] }); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOnlyItsLanguagesAreKnown(t *testing.T) {
	for _, code := range lang.Codes {
		if !lang.Known(code) {
			t.Errorf("%q is not", code)
		}
	}
	for _, code := range []string{"", "fr", "DE", "de_DE", "english"} {
		if lang.Known(code) {
			t.Errorf("%q is", code)
		}
	}
}
