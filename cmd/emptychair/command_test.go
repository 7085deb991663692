package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that every machine knows the zone

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/cmd/emptychair/shell"
	"emptychair/tui/theme"
)

func TestHelpVersionsAndErrorsWaitForNoLock(t *testing.T) {
	t.Parallel()
	path := seeded(t).Path()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, command := range []string{"help", "version", "paths", "foo"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			e := emptyEnv("LANG=de")
			e.LockWait = longEnough
			began := time.Now()
			c := called(e, "--db", path, command)
			if took := time.Since(began); took > longEnough/10 || c.stdout+c.stderr == "" {
				t.Errorf("it takes %v and says %q", took, c.stdout+c.stderr)
			}
		})
	}
}

// forgetful deletes a run and cannot take its text out of the file.
type forgetful struct{ database }

func (f forgetful) DeleteRun(id string) error {
	if err := f.database.DeleteRun(id); err != nil {
		return err
	}
	return &checks.Error{Code: checks.CodeTextRemains}
}

func TestARunWhoseTextRemainsIsDeletedAllTheSame(t *testing.T) {
	var out bytes.Buffer
	a := newApp(emptyEnv())
	a.Stdout, a.db, a.Flags.Lang = &out, forgetful{seeded(t)}, "en"
	err := a.runDelete("latest", confirmOptions{yes: true})
	if checks.CodeOf(err) != checks.CodeTextRemains || shell.ExitCode(err) != shell.ExitFailure {
		t.Errorf("error %v, exit code %d", err, shell.ExitCode(err))
	}
	if !strings.HasPrefix(out.String(), "Deleted: ") {
		t.Errorf("it says %q", &out)
	}
}

func TestPrintAndScreensDrawTheSameSigns(t *testing.T) {
	p, full, plain := lang.New("en").ASCII(), theme.Unicode, theme.ASCII
	pairs := map[string]string{
		full.Today: plain.Today, full.Earlier: plain.Earlier, full.Chair: plain.Chair, full.Before: plain.Before, full.After: plain.After,
		full.Down: plain.Down, full.Up: plain.Up, full.Bullet: plain.Bullet, full.Dash: plain.Dash,
		full.Ellipsis: plain.Ellipsis, " " + full.Dot + " ": " " + plain.Dot + " ",
	}
	for sign, want := range pairs {
		if got := p.Signs(sign); got != want {
			t.Errorf("%s is printed as %s and drawn as %s", sign, got, want)
		}
	}
}

func TestTheReadmesCommandsDoWhatTheySay(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- data -->\n```\n")
	commands, _, ended := strings.Cut(rest, "```\n<!-- /data -->")
	if !begun || !ended {
		t.Fatal("the README has no commands between its marks")
	}
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	e := emptyEnv("EMPTYCHAIR_DB=runs.db")
	e.Dir, e.Now = filepath.Dir(demoStore(t, now).Path()), func() time.Time { return now }
	for command := range strings.SplitSeq(strings.TrimSpace(commands), "\n") {
		if c := called(e, strings.Fields(command)[1:]...); c.code != shell.ExitOK {
			t.Errorf("%s: exit code %d\n%s", command, c.code, c.stderr)
		}
		if _, file, ok := strings.Cut(command, "-o "); ok {
			if info, err := os.Stat(filepath.Join(e.Dir, file)); err != nil || info.Size() == 0 {
				t.Errorf("%s: %v", command, err)
			}
		}
	}
}

func TestSourcesAreMeantByTheirWordsInEitherLanguage(t *testing.T) {
	list := worded("source.", checks.Sources())
	for typed, want := range map[string][]string{
		"customer": {"customer"}, "Kunde": {"customer"}, "KUNDENDIENST": {"customer-service"}, "customer service": {"customer-service"},
		"nachbar": {"neighbour"}, " neigh ": {"neighbour"}, "rundgang": {"shop-walk"}, "other": {"other"}, "anderswo": {"other"},
		"kund": {"customer", "customer-service"}, "fam": {"family"}, "shop-walk": {"shop-walk"}, "customer-serv": {"customer-service"}, "foe": nil, "unde": nil,
		"Kunden": {"customer"}, "Kundin": {"customer"}, "customers": {"customer"}, "kollegin": {"colleague"}, "Kollege": {"colleague"}, "Nachbarin": {"neighbour"},
		"Kundens": {"customer-service"}, "neighbors": {"neighbour"}, "Freundin": {"friend"}, "Verwandte": {"family"}, "Berichte": {"report"}, "Kunststück": nil,
	} {
		var got []string
		for _, w := range matching(typed, list) {
			got = append(got, w.id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", typed, got, want)
		}
	}
}

func TestWhatAStoryIsAboutIsMeantByItsTitle(t *testing.T) {
	for typed, want := range map[string]string{
		"trust": "trust", "Vertrauen": "trust", "direct c": "contact", "draht": "contact", "Kundennutzen": "value", "entsch": "decisions", "": "", " ": "",
	} {
		if got, err := parseAbout(typed); err != nil || got != want {
			t.Errorf("%q is about %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, err := parseAbout("weather"); shell.ExitCode(err) != shell.ExitUse {
		t.Errorf("weather: %v", err)
	}
}

func TestADayWithoutAYearIsTheLastThereWas(t *testing.T) {
	for typed, want := range map[string]string{
		"": "2026-11-12", "today": "2026-11-12", "Gestern": "2026-11-11", "yesterday": "2026-11-11",
		"12.11.": "2026-11-12", "13.11.": "2025-11-13", "3.11.": "2026-11-03", "29.2.": "2024-02-29",
		"2026-11-03": "2026-11-03", "03.11.2025": "2025-11-03",
	} {
		if got, err := parsePastDay(typed, today); err != nil || got.String() != want {
			t.Errorf("%q is %s, %v; want %s", typed, got, err, want)
		}
	}
	for _, typed := range []string{"31.4.", "soon"} {
		var p *shell.Problem
		if _, err := parsePastDay(typed, today); !errors.As(err, &p) || p.ID != "cli.error.past-day" {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := parsePastDay("13.11.2026", today); checks.CodeOf(err) != checks.CodeFuture || shell.ExitCode(err) != shell.ExitUse {
		t.Errorf("tomorrow: %v", err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if got, _ := parsePastDay("yesterday", time.Date(2026, 10, 26, 0, 30, 0, 0, berlin)); err != nil || got.String() != "2026-10-25" {
		t.Errorf("where the clocks changed, yesterday was %s, %v", got, err)
	}
}

func TestAnIDIsPickedByABeginningThatNoOtherHas(t *testing.T) {
	ids := []string{"01KC", "01KCA", "01KB"}
	for typed, want := range map[string]string{"01kca": "01KCA", "01KC": "01KC", "01kb": "01KB", "01K": "", "": "", "02": "", "latest": "01KCA", "Neueste": "01KCA"} {
		got, err := pick(typed, ids, stories.list)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
	}
	if _, _, err := stories.find(newStore(t), "latest"); shell.ExitCode(err) != shell.ExitNotFound {
		t.Errorf("the latest of none: %v", err)
	}
}
