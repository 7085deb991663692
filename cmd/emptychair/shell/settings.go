package shell

import (
	"slices"
	"strconv"
	"strings"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/settings"
)

// Variables that ask for something in each call, where no option does.
const (
	asciiVariable    = "EMPTYCHAIR_ASCII"
	themeVariable    = "EMPTYCHAIR_THEME"
	languageVariable = "EMPTYCHAIR_LANG"
)

// Settings are what options and variables of this call ask for, and what can be found of the terminal and the system.
func (s *Shell) Settings() settings.Call {
	c := settings.Call{Options: map[string]settings.Said{}, Variables: map[string]settings.Said{}, Found: map[string]settings.Said{}}
	switch code, by := lang.Choose(s.Flags.Lang, s.Getenv); by {
	case lang.ByFlag:
		c.Options[settings.Language] = settings.Said{Code: code, By: "--lang"}
	case languageVariable:
		c.Variables[settings.Language] = settings.Said{Code: code, By: by}
	case lang.ByNobody:
	default:
		c.Found[settings.Language] = settings.Said{Code: code, By: by}
	}
	if s.Flags.Theme != "" {
		c.Options[settings.Theme] = settings.Said{Code: s.Flags.Theme, By: "--theme"}
	}
	if code := s.Getenv(themeVariable); slices.Contains(settings.Named(settings.Theme).Codes, code) {
		c.Variables[settings.Theme] = settings.Said{Code: code, By: themeVariable}
	}
	signs := map[bool]string{true: settings.ASCII, false: settings.Unicode}
	if s.Flags.ascii != nil && s.Flags.ascii.IsSet() {
		c.Options[settings.Signs] = settings.Said{Code: signs[s.Flags.ASCII], By: "--ascii"}
	}
	if ascii, err := strconv.ParseBool(s.Getenv(asciiVariable)); err == nil {
		c.Variables[settings.Signs] = settings.Said{Code: signs[ascii], By: asciiVariable}
	}
	c.Found[settings.Signs] = s.foundSigns()
	return c
}

// foundSigns are those of ASCII for a locale whose characters are not UTF-8, and for a terminal that is the console of Linux.
func (s *Shell) foundSigns() settings.Said {
	switch variable, charset := s.charset(); {
	case charset != "":
		return settings.Said{Code: settings.ASCII, By: variable}
	case s.Getenv("TERM") == "linux":
		return settings.Said{Code: settings.ASCII, By: "TERM=linux"}
	}
	return settings.Said{Code: settings.Unicode}
}

// Setting returns what holds of a setting in this call, and what decided by its name: "" for what is usual, "setting" for what is
// remembered.
func (s *Shell) Setting(name string) (code, by string) {
	code, source, by := s.Settings().Value(settings.Named(name), s.Remembered())
	if source == settings.Remembered {
		by = source
	}
	return code, by
}

// Signs tells whether only signs of ASCII are drawn, and what decided, as [Shell.Setting] does.
func (s *Shell) Signs() (ascii bool, by string) {
	code, by := s.Setting(settings.Signs)
	return code == settings.ASCII, by
}

// DarkByVariable tells whether COLORFGBG says that the terminal's background is dark; ok is false where it says nothing. Its last part is
// one of the sixteen colours, of which these are dark: 0 to 6, and 8.
func (s *Shell) DarkByVariable() (dark, ok bool) {
	v := s.Getenv("COLORFGBG")
	colour, err := strconv.Atoi(v[strings.LastIndexByte(v, ';')+1:])
	if err != nil || colour < 0 || colour > 15 {
		return false, false
	}
	return colour < 7 || colour == 8, true
}

// charset returns the characters of the locale where they are known and are not UTF-8, and the variable that says so. A locale that
// names none, as "de" does, was most likely set for its language alone.
func (s *Shell) charset() (variable, charset string) {
	for _, key := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		locale := s.Getenv(key)
		if locale == "" {
			continue
		}
		name, _, _ := strings.Cut(locale, "@")
		name, charset, _ := strings.Cut(name, ".")
		switch {
		case charset == "" && (name == "C" || name == "POSIX"):
			charset = asciiCharset
		case strings.EqualFold(strings.ReplaceAll(charset, "-", ""), "utf8"):
			charset = ""
		}
		return checks.CleanLine(key + "=" + locale), charset
	}
	return "", ""
}

// asciiCharset is that of the locales C and POSIX. Systems set them where nobody chose one, and most terminals show more.
const asciiCharset = "ASCII"

// Charset returns the characters of the terminal where they have other letters than UTF-8, "" otherwise.
func (s *Shell) Charset() string {
	_, charset := s.charset()
	return strings.TrimPrefix(charset, asciiCharset)
}
