package lang

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Default is spoken where nobody chose a language.
const Default = "en"

// names are the languages that the program speaks, by the folder of their messages, each as its speakers call it. The first is [Default].
var names = [][2]string{
	{"en", "English"},
	{"de", "Deutsch"},
}

// Codes are the codes of all languages.
var Codes []string

func init() {
	for _, n := range names {
		folder, err := fs.Sub(messages, "messages/"+n[0])
		if err != nil {
			panic(err) // the name is ours
		}
		Add(n[0], n[1], folder)
	}
}

// Add lets the program speak one more language, whose messages stand in the files of a folder.
func Add(code, name string, folder fs.FS) {
	for ascii, known := range map[bool]map[string]*Printer{false: printers, true: asciiPrinters} {
		known[code] = &Printer{code, name, ascii, sync.OnceValue(func() *catalogue { return openCatalogue(folder, ascii) })}
	}
	Codes = append(Codes, code)
}

// Names returns what the languages are called by their speakers, in the order of [Codes].
func Names() (list []string) {
	for _, code := range Codes {
		list = append(list, New(code).name)
	}
	return list
}

// Letter returns the letter with which a message begins.
func (p *Printer) Letter(id string) string { return string([]rune(p.T(id))[:1]) }

// Said tells whether somebody typed the word that is the message with this id, such as yes or no, or its letter, in any language.
func Said(id, typed string) bool {
	return slices.ContainsFunc(Codes, func(code string) bool {
		return strings.EqualFold(typed, New(code).T(id)) || strings.EqualFold(typed, New(code).Letter(id))
	})
}

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
		return Default
	}
	return code
}
