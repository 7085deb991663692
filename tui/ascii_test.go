package tui

import (
	"testing"
	"unicode"
)

func TestASCIIDrawsNoOtherSigns(t *testing.T) {
	t.Parallel()
	for _, sc := range scenes {
		for _, language := range mostly(languages) {
			t.Run(sc.name+"-"+language, func(t *testing.T) {
				u := newUser(t, 80, 24, language, sc.store(language), func(o *Options) { o.ASCII = true })
				sc.play(u, said[language])
				for _, r := range u.screen() {
					if r > '~' && (language == "en" || !unicode.IsLetter(r)) {
						t.Fatalf("%q is drawn:\n%s", r, u.screen())
					}
				}
				fits(t, u, 80, 24)
			})
		}
	}
}
