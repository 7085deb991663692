package main

import (
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/cmd/emptychair/shell"
)

// setting is something that is remembered of how people on this machine like the program.
type setting struct {
	name string
	// now is what holds in this call, in words and for other programs, and where that comes from.
	now func(a *app) (word string, value any, source string)
	// set takes over what was typed, "" for what the program finds by itself.
	set func(a *app, s *checks.Settings, typed string) error
}

// The sources of a setting.
const (
	fromFlag     = "flag"
	fromVariable = "variable"
	fromSetting  = "setting" // somebody set it, here or at set-up
	fromFound    = "found"   // in the language of the system, or as it is usual
)

var settings = []setting{
	{"language", func(a *app) (string, any, string) {
		code, by := lang.Choose(a.Flags.Lang, a.settings().Language, a.Getenv)
		source, ok := map[string]string{lang.ByFlag: fromFlag, lang.ByMemory: fromSetting, "EMPTYCHAIR_LANG": fromVariable}[by]
		if !ok {
			source = fromFound
		}
		return a.Printer().T("language." + code), code, source
	}, func(_ *app, s *checks.Settings, typed string) (err error) {
		if s.Language = ""; typed != "" {
			s.Language, err = choose("language", typed, worded("language.", lang.Codes))
		}
		return err
	}},
	{"first-month", func(a *app) (string, any, string) {
		month, source := time.Month(a.settings().Year), fromSetting
		if month == 0 {
			month, source = time.January, fromFound
		}
		return a.Printer().Month(month), int(month), source
	}, func(a *app, s *checks.Settings, typed string) error {
		month, err := strconv.Atoi(typed)
		if named, wrong := a.calendar().Month(typed); err != nil && wrong == nil && strings.Trim(typed, "0123456789-./") == typed {
			month, err = int(named.Month), nil
		}
		if typed != "" && (err != nil || month < 1 || month > 12) {
			return shell.WrongUse("cli.error.first-month", "Value", typed)
		}
		s.Year = checks.FiscalYear(month)
		return nil
	}},
	{"bell", func(a *app) (string, any, string) {
		if a.settings().Bell {
			return a.Printer().T("setting.bell.on"), true, fromSetting
		}
		return a.Printer().T("setting.bell.off"), false, fromFound
	}, func(_ *app, s *checks.Settings, typed string) error {
		if s.Bell = false; typed == "" {
			return nil
		}
		state, err := choose("bell", typed, worded("setting.bell.", []string{"on", "off"}))
		s.Bell = state == "on"
		return err
	}},
}

func (a *app) settingsCommand() *cli.Command {
	var unset bool
	var f report.Format
	flags := []cli.Flag{&cli.BoolFlag{Name: "unset", Destination: &unset}, shell.PlainFormat(&f)}
	return a.Command("settings", []string{"[NAME]", "[VALUE]"}, flags, func(args []string) error {
		list := settings
		if len(args) > 0 {
			name, err := choose("NAME", args[0], settingWords())
			if err != nil {
				return err
			}
			for _, s := range settings {
				if s.name == name {
					list = []setting{s}
				}
			}
		}
		switch {
		case len(args) == 2 && unset:
			return shell.Together("--unset", true, args[1])
		case unset && len(args) == 0:
			return shell.WrongUse("cli.error.unset-what")
		case len(args) == 2 || unset:
			return a.runSet(list[0], append(args, "")[1], f)
		}
		return a.runSettings(list, f)
	})
}

func settingWords() (list []word) {
	for _, s := range settings {
		list = append(list, newWord(s.name, func(code string) string { return lang.New(code).T("setting." + s.name) }))
	}
	return list
}

// runSet remembers what was typed, nothing for "auto", and says what holds then.
func (a *app) runSet(s setting, typed string, f report.Format) error {
	if typed = checks.CleanLine(typed); checks.Fold(typed) == "auto" {
		typed = ""
	}
	next := a.settings()
	if err := s.set(a, &next, typed); err != nil {
		return err
	}
	err := a.store().ChangeSettings(func(now *checks.Settings) { _ = s.set(a, now, typed) })
	if err != nil {
		return notSaved(err)
	}
	return a.runSettings([]setting{s}, f)
}

// runSettings prints settings, each with where it comes from.
func (a *app) runSettings(list []setting, f report.Format) error {
	type entry struct {
		Name   string `json:"name"`
		Value  any    `json:"value"`
		Source string `json:"source"`
	}
	p, out := report.NewPage(a.ReportOptions()), []entry{}
	for _, s := range list {
		word, value, source := s.now(a)
		out = append(out, entry{s.name, value, source})
		p.Line(report.Pad(s.name, 13) + report.Pad(word, 10) + p.Say("setting.from."+source))
		if s.name == "first-month" && value != int(time.January) {
			p.Sentence(p.Say("setting.fiscal", "Quarter", a.ReportOptions().Quarter(checks.Run{Day: a.today()})))
		}
	}
	if f == report.JSON {
		return shell.OutputError(report.WriteJSON(a.Stdout, struct {
			Format   string  `json:"format"`
			Version  int     `json:"version"`
			Settings []entry `json:"settings"`
		}{"emptychair.settings", 1, out}))
	}
	return shell.WritePage(a.Stdout, p)
}
