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

// What can decide on the language, beside variables.
const (
	ByFlag   = "flag"
	ByNobody = "default"
)

// Choose returns the first language the program speaks of: the flag, EMPTYCHAIR_LANG, LC_ALL, LC_MESSAGES, LANG; otherwise English. A
// locale such as de_AT.UTF-8 counts as its language, C and POSIX as English. It also says what decided: one of the constants above, or the
// name of a variable.
func Choose(flag string, getenv func(string) string) (code, by string) {
	wishes := [][2]string{{ByFlag, flag}}
	for _, variable := range []string{"EMPTYCHAIR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		wishes = append(wishes, [2]string{variable, getenv(variable)})
	}
	for _, w := range wishes {
		if code := languageOf(w[1]); Known(code) {
			return code, w[0]
		}
	}
	return Default, ByNobody
}

// languageOf returns the language of a locale's name: "de" of "de_AT.UTF-8".
func languageOf(locale string) string {
	if i := strings.IndexAny(locale, "_-.@"); i >= 0 {
		locale = locale[:i]
	}
	code := strings.ToLower(locale)
	if code == "c" || code == "posix" {
		return "en"
	}
	return code
}
