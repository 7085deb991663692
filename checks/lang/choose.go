package lang

import (
	"slices"
	"strings"
)

// Default is spoken where nobody chose a language.
const Default = "en"

// Codes are the languages that the program speaks.
var Codes = []string{"en", "de"}

// Known tells whether the program speaks the language with this code.
func Known(code string) bool { return slices.Contains(Codes, code) }

// Choose returns the first language the program speaks of: the flag, EMPTYCHAIR_LANG, the remembered choice, LC_ALL,
// LC_MESSAGES, LANG; otherwise English. A locale such as de_AT.UTF-8 counts as its language, C and POSIX as English.
func Choose(flag, remembered string, getenv func(string) string) string {
	wishes := []string{flag, getenv("EMPTYCHAIR_LANG"), remembered, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")}
	for _, w := range wishes {
		if code := languageOf(w); Known(code) {
			return code
		}
	}
	return Default
}

// languageOf returns the language of a locale's name: "de" of "de_AT.UTF-8".
func languageOf(locale string) string {
	if i := strings.IndexAny(locale, "_-.@"); i >= 0 {
		locale = locale[:i]
	}
	switch code := strings.ToLower(locale); code {
	case "c", "posix":
		return "en"
	default:
		return code
	}
}
