package main

import (
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/checks/report"
	"emptychair/checks/settings"
	"emptychair/cmd/emptychair/shell"
)

func (a *app) settingsCommand() *cli.Command {
	var f report.Format
	return a.reading("settings", []string{"[SETTING]", "[VALUE]"}, []cli.Flag{shell.PlainFormat(&f)}, func(args []string) error {
		list := settings.List
		if len(args) > 0 {
			one, err := settingNamed(args[0])
			if err != nil {
				return err
			}
			list = []settings.Setting{one}
		}
		if len(args) == 2 {
			return a.runSet(list[0], args[1], f)
		}
		return a.runSettings(list, f)
	})
}

func settingWords() (list []word) {
	for _, s := range settings.List {
		list = append(list, newWord(s.Name, func(code string) string { return lang.New(code).T("setting." + s.Name) }))
	}
	return list
}

// settingNamed returns the setting that somebody means.
func settingNamed(typed string) (settings.Setting, error) {
	all := settingWords()
	may, message := matching(typed, all), "cli.error.several-words"
	switch len(may) {
	case 1:
		return settings.Named(may[0].id), nil
	case 0:
		may, message = all, "cli.error.setting"
	}
	var names []string
	for _, w := range may {
		names = append(names, w.id)
	}
	return settings.Setting{}, shell.WrongUse(message, "Name", "settings", "Value", typed, "Known", strings.Join(names, ", "))
}

// code returns what was typed as a code of the setting.
func (a *app) code(s settings.Setting, typed string) (string, error) {
	switch s.Name {
	case settings.Minutes:
		minutes, err := strconv.Atoi(typed)
		if err != nil || minutes < 1 || minutes > checks.MaxMinutes {
			return "", shell.WrongUse("cli.error.setting-minutes", "Value", typed, "Most", checks.MaxMinutes)
		}
		return strconv.Itoa(minutes), nil
	case settings.FirstMonth:
		month, err := strconv.Atoi(typed)
		if named, wrong := a.calendar().Month(typed); err != nil && wrong == nil && strings.Trim(typed, "0123456789-./") == typed {
			month, err = int(named.Month), nil
		}
		if err != nil || month < 1 || month > 12 {
			return "", shell.WrongUse("cli.error.first-month", "Value", typed)
		}
		return strconv.Itoa(month), nil
	}
	var words []word
	for _, code := range s.Codes {
		words = append(words, newWord(code, func(language string) string { return s.Word(lang.New(language), code) }))
	}
	return choose(s.Name, typed, words)
}

// runSet remembers what was typed, nothing for "auto", and says what holds then.
func (a *app) runSet(s settings.Setting, typed string, f report.Format) error {
	code := ""
	if typed = checks.CleanLine(typed); typed != "" && checks.Fold(typed) != settings.Auto {
		var err error
		if code, err = a.code(s, typed); err != nil {
			return err
		}
	}
	if err := a.store().ChangeSettings(func(now *checks.Settings) { s.Set(now, code) }); err != nil {
		return notSaved(err)
	}
	return a.runSettings([]settings.Setting{s}, f)
}

// runSettings prints settings, each with where it comes from.
func (a *app) runSettings(list []settings.Setting, f report.Format) error {
	type entry struct {
		Name   string `json:"name"`
		Value  any    `json:"value"`
		Source string `json:"source"`
	}
	p, out, said, remembered := report.NewPage(a.ReportOptions()), []entry{}, a.Settings(), a.settings()
	for _, s := range list {
		code, source, by := said.Value(s, remembered)
		out = append(out, entry{s.Name, settingJSON(s, code), source})
		p.Line(report.Pad(s.Name, 13) + report.Pad(s.Word(p.Printer, code), 10) + " " + settings.Source(p.Printer, source, by))
		if s.Name == settings.FirstMonth && code != s.Usual {
			p.Sentence(p.Say("setting.fiscal", "Quarter", a.ReportOptions().Quarter(checks.Run{Day: a.today()})))
		}
	}
	if f == report.JSON {
		return a.document("settings", struct {
			Settings []entry `json:"settings"`
		}{out})
	}
	return shell.WritePage(a.Stdout, p)
}

// settingJSON is a code as other programs read it: a number, or true and false, where it is one.
func settingJSON(s settings.Setting, code string) any {
	if n, err := strconv.Atoi(code); err == nil {
		return n
	}
	if s.Name == settings.Bell || s.Name == settings.Sync {
		return code != s.Usual
	}
	return code
}
