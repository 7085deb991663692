//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"emptychair/checks"
)

// offers is what may stand as the last word of a call, as zsh and fish read it.
func offers(db string, words ...string) (values []string) {
	c := called(emptyEnv("EMPTYCHAIR_DB="+db), append([]string{"completion", "zsh", "--", "emptychair"}, words...)...)
	for line := range strings.Lines(c.stdout) {
		value, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		values = append(values, value)
	}
	if c.code != 0 || c.stderr != "" {
		return []string{c.stderr}
	}
	return values
}

func TestACallIsCompletedByWhatMayStandThere(t *testing.T) {
	db := seeded(t).Path()
	for words, want := range map[string]string{
		"":                                 "start … version",
		"foo ":                             "",
		"stories ":                         "list … cases",
		"stories -":                        "--team … --help",
		"-":                                "--db … --version",
		"demo --":                          "--lang … --help",
		"runs --team ":                     "Suche & Empfehlung … Payments",
		"runs --team=":                     "--team=Suche & Empfehlung … --team=Payments",
		"teams mark ":                      "Suche & Empfehlung … Payments",
		"teams rename x ":                  "",
		"show ":                            "latest … 01KREEN900",
		"show latest ":                     "",
		"compare --with ":                  "latest … 01KREEN900",
		"actions done ":                    "01M0CKZCM00000000000000001 … 01M0CKZCM00000000000000002",
		"actions list --state ":            "open … all",
		"stories list --source ":           "customer … elsewhere",
		"--lang de stories list --source ": "Kunde … anderswo",
		"stories add --about ":             "Direct-contact … Risks-to-trust",
		"show latest --format ":            "text … svg",
		"voice -o x --format ":             "text … svg",
		"help ":                            "data … version",
		"help stories ":                    "list … cases",
		"--theme ":                         "auto … plain",
		"--color ":                         "auto … never",
		"--db /nowhere/x.db runs --team ":  "",
		"start --people ":                  "",
	} {
		got := offers(db, strings.Split(words, " ")...)
		if first, last, many := strings.Cut(want, " … "); want == "" && len(got) > 0 || many && (got[0] != first || got[len(got)-1] != last) {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestWhereTheDatabaseIsBusyOrAbsentNothingOfItIsOfferedAndNothingSaid(t *testing.T) {
	t.Parallel()
	busy := seeded(t).Path()
	db, err := bolt.Open(busy, 0o600, nil)
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	absent := filepath.Join(t.TempDir(), "x", "y.db")
	broken := newDB(t)
	must(t, os.WriteFile(broken, []byte("nothing of ours"), 0o600))
	for _, path := range []string{busy, absent, broken, ""} {
		for _, words := range [][]string{{"runs", "--team", ""}, {"show", ""}, {"stories", "show", ""}} {
			if got := offers(path, words...); len(got) > 0 {
				t.Errorf("%s: %v offers %q", path, words, got)
			}
		}
	}
	if _, err := os.Stat(filepath.Dir(absent)); err == nil {
		t.Error("to complete a call makes a folder")
	}
}

// hostileTeams are names that mean something to a shell, each with how one begins to type it. Most would make a file where they are run.
var hostileTeams = [][2]string{
	{"Payments", "P"},
	{"Suche & Empfehlung", "S"},
	{`Ärzte "Süd"`, "Ä"},
	{"O'Neill's'", "O"},
	{"a$(touch ran)", "a"},
	{"b`touch ran`", "b"},
	{"c;touch ran", "c"},
	{"d|touch ran", "d"},
	{"e:B=C@D", "e:"},
	{`f\slash\`, "f"},
	{"g* ?[a]", "g"},
	{"h!bang!", "h"},
	{"i%{$(touch ran)%}", "i"},
	{"😀 Team", "😀"},
	{"j\ntouch ran\n", "j"},
	{"k\tand \x1b[31mred", "k"},
	{"l(touch ran)", "l"},
	{"m<ran>ran", "m"},
	{"n{a,b}^hat", "n"},
	{"--dash", "--d"},
	{"~tilde", `\~`},
	{"#hash", `\#`},
}

func TestInEachShellATeamOfAnyNameIsCompletedAndNothingIsRun(t *testing.T) {
	t.Parallel()
	const argv = "argv() { printf '<%s>' \"$@\"; echo; }\n"
	for shell, begin := range map[string]struct{ args, file, script string }{
		"bash": {"--noprofile --rcfile rc -i", "rc", "PS1='ready '\n" + argv + `eval "$(emptychair completion bash | sed '$s/emptychair$/argv/')"`},
		"zsh":  {"-i", ".zshrc", "PS1='ready '\nautoload -Uz compinit\ncompinit -u -D\n" + argv + "eval \"$(emptychair completion zsh)\"\ncompdef _emptychair argv"},
		"fish": {"-i", "fish/config.fish", "set -g fish_greeting\nset -g fish_autosuggestion_enabled 0\nfunction fish_prompt; printf 'ready '; end\n" +
			"function argv; printf '<%s>' $argv; echo; end\nemptychair completion fish | sed '$s/-c emptychair/-c argv/' | source"},
	} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(err)
			}
			home, s := t.TempDir(), newStore(t)
			must(t, errors.Join(os.MkdirAll(filepath.Join(home, "fish"), 0o700), os.MkdirAll(filepath.Join(home, ".local/share/fish/generated_completions"), 0o700)))
			must(t, os.WriteFile(filepath.Join(home, begin.file), []byte(begin.script+"\n"), 0o600))
			must(t, os.WriteFile(filepath.Join(home, "emptychair"), []byte("#!/bin/sh\nexec program \"$@\"\n"), 0o700))
			for i, team := range hostileTeams {
				r := finishedRun()
				r.ID, r.Team, r.Actions = testID(r.Started, i+10), checks.CleanLine(team[0]), nil
				must(t, saveInOrder(s.Store, r))
			}
			cmd := exec.Command(path, strings.Fields(begin.args)...)
			key, value := quickExit()
			cmd.Dir, cmd.Env = home, []string{
				"PATH=" + home + ":" + os.Getenv("PATH"), "HOME=" + home, "ZDOTDIR=" + home, "XDG_CONFIG_HOME=" + home, "TERM=xterm-256color", "LC_ALL=C.UTF-8",
				"EMPTYCHAIR_DB=" + s.Path(), "INPUTRC=/dev/null", key + "=" + value,
			}
			w := openWindow(t, 120, 40, cmd)
			w.waitFor("ready ")
			for i, team := range hostileTeams {
				for j, quote := range []string{"", "'", `"`, "="} {
					if strings.HasPrefix(team[1], `\`) && quote != "" {
						continue
					}
					typed, between := "--team "+quote+team[1], "><"
					if quote == "=" {
						typed, between = "--team="+team[1], "="
					}
					w.send(fmt.Sprintf("argv --color %d.%d runs ", i, j) + typed + tab + enter)
					w.waitFor(fmt.Sprintf("<%d.%d><runs><--team%s%s>", i, j, between, checks.CleanLine(team[0])))
				}
			}
			if _, err := os.Stat(filepath.Join(home, "ran")); err == nil {
				t.Error("something of a name was run")
			}
		})
	}
}
