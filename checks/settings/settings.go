package settings

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"emptychair/checks"
	"emptychair/checks/lang"
)

// The names of the settings, as they are typed.
const (
	Theme      = "theme"
	Signs      = "signs"
	Bell       = "bell"
	Minutes    = "minutes"
	Clock      = "clock"
	FirstMonth = "first-month"
	Sync       = "sync"
	Language   = "language"
)

// Auto stands for what the program finds by itself, where that is more than one usual value.
const Auto = "auto"

// What signs can be.
const (
	ASCII   = "ascii"
	Unicode = "unicode"
)

const on, off = "on", "off"

// Setting is one thing that is remembered. What it is set to is a code: a word of Codes, or a number.
type Setting struct {
	Name  string
	Codes []string // nil for a number of minutes
	Usual string   // what holds where nobody says otherwise

	Get func(checks.Settings) string           // what is remembered, "" for nothing
	Set func(of *checks.Settings, code string) // remembers a code that the setting can be, or forgets for "" what was
}

// List is all of them, in the order in which they are shown.
var List = []Setting{
	text(Theme, []string{Auto, "light", "dark", "contrast", "plain"}, func(s *checks.Settings) *string { return &s.Theme }),
	text(Signs, []string{Auto, ASCII, Unicode}, func(s *checks.Settings) *string { return &s.Signs }),
	truth(Bell, func(s *checks.Settings) *bool { return &s.Bell }),
	{
		Minutes, nil, strconv.Itoa(checks.UsualMinutes), func(s checks.Settings) string { return number(s.Minutes) },
		func(s *checks.Settings, code string) { s.Minutes, _ = strconv.Atoi(code) },
	},
	text(Clock, []string{checks.ClockTeam, checks.ClockAlways, checks.ClockNever}, func(s *checks.Settings) *string { return &s.Clock }),
	{
		FirstMonth, months(), "1", func(s checks.Settings) string { return number(int(s.Year)) },
		func(s *checks.Settings, code string) {
			month, _ := strconv.Atoi(code)
			s.Year = checks.FiscalYear(month)
		},
	},
	truth(Sync, func(s *checks.Settings) *bool { return &s.Sync }),
	text(Language, lang.Codes, func(s *checks.Settings) *string { return &s.Language }),
}

// text is a setting that is remembered as one of these codes, of which the first is the usual one.
func text(name string, codes []string, field func(*checks.Settings) *string) Setting {
	return Setting{name, codes, codes[0], func(s checks.Settings) string {
		if code := *field(&s); slices.Contains(codes, code) {
			return code
		}
		return "" // of another version of the program
	}, func(s *checks.Settings, code string) {
		if code == Auto {
			code = ""
		}
		*field(s) = code
	}}
}

// truth is a setting that is on or, as is usual, off.
func truth(name string, field func(*checks.Settings) *bool) Setting {
	return Setting{name, []string{off, on}, off, func(s checks.Settings) string {
		if *field(&s) {
			return on
		}
		return ""
	}, func(s *checks.Settings, code string) { *field(s) = code == on }}
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func months() (codes []string) {
	for month := time.January; month <= time.December; month++ {
		codes = append(codes, strconv.Itoa(int(month)))
	}
	return codes
}

// Named returns the setting with a name of the list.
func Named(name string) Setting {
	return List[slices.IndexFunc(List, func(s Setting) bool { return s.Name == name })]
}

// minuteStep is by how much a key changes a number of minutes.
const minuteStep = 5

// Next returns what comes after a code, or before it for d = -1.
func (s Setting) Next(code string, d int) string {
	if s.Codes == nil {
		minutes, _ := strconv.Atoi(code)
		return strconv.Itoa(min(max(minutes+d*minuteStep, minuteStep), checks.MaxMinutes))
	}
	return s.Codes[(slices.Index(s.Codes, code)+d+len(s.Codes))%len(s.Codes)]
}

// Word says what a code means.
func (s Setting) Word(p *lang.Printer, code string) string {
	switch s.Name {
	case Language:
		return lang.Names()[slices.Index(lang.Codes, code)]
	case Minutes:
		return code
	case FirstMonth:
		month, _ := strconv.Atoi(code)
		return p.Month(time.Month(month))
	}
	return p.T("setting." + s.Name + "." + code)
}

// The sources of a value.
const (
	ByOption   = "flag"
	ByVariable = "variable"
	Remembered = "setting" // somebody set it, here or at set-up
	Found      = "found"   // in the terminal or the system, or as it is usual
)

// Said is a code, and what says so: an option, a variable.
type Said struct{ Code, By string }

// Call is what the surroundings of a call of the program say of the settings, by their names: what is asked for in this call counts more
// than what is remembered, and that more than what is found.
type Call struct {
	Options, Variables, Found map[string]Said
}

// Value returns what holds, and what decided: one of the sources above, and what it is called, "" where it has no name.
func (c Call) Value(s Setting, remembered checks.Settings) (code, source, by string) {
	if said, ok := c.Options[s.Name]; ok {
		return said.Code, ByOption, said.By
	}
	if said, ok := c.Variables[s.Name]; ok {
		return said.Code, ByVariable, said.By
	}
	if code := s.Get(remembered); code != "" {
		return code, Remembered, ""
	}
	said := c.Found[s.Name]
	return cmp.Or(said.Code, s.Usual), Found, said.By
}

// Code is the code of [Call.Value].
func (c Call) Code(name string, remembered checks.Settings) string {
	code, _, _ := c.Value(Named(name), remembered)
	return code
}

// Source says in words what decided.
func Source(p *lang.Printer, source, by string) string {
	if by == "" {
		return p.T("setting.from." + source)
	}
	return p.T("setting.by."+source, "By", by)
}
