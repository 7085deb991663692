package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	bolt "go.etcd.io/bbolt"

	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func TestCommandsPrintWhatTheScriptsSay(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("EMPTYCHAIR_DB", e.WorkDir+"/runs.db")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv(quickExit())
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"seed": seed, "remember": remember, "halve": halve, "blank": blank, "spoil": spoil, "older": older, "hold": hold, "exits": exits,
			"clock": clock, "latin": latin, "emptychair": emptychair,
		},
	})
}

// seed fills the database with [seedRuns], or with what the demo shows in a language: seed [demo en].
func seed(ts *testscript.TestScript, _ bool, args []string) {
	s := store.New(ts.Getenv("EMPTYCHAIR_DB"), content.Check())
	if len(args) == 2 && args[0] == "demo" {
		ts.Check(fillDemo(s, args[1], time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)))
		return
	}
	ts.Check(saveInOrder(s, seedRuns()...))
}

// clock says when the program is called from now on: clock 2026-11-12T10:01.
func clock(ts *testscript.TestScript, _ bool, args []string) {
	_, err := time.Parse(clockLayout, args[0])
	ts.Check(err)
	ts.Setenv(clockVariable, args[0])
}

// remember makes a language the remembered one.
func remember(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(store.New(ts.Getenv("EMPTYCHAIR_DB"), content.Check()).SetLanguage(args[0]))
}

// halve cuts the second half of a file off.
func halve(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(cutInHalf(ts.MkAbs(args[0])))
}

// spoil changes a byte of a text wherever it stands in a file.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	b := []byte(ts.ReadFile(args[0]))
	spoiled := bytes.ReplaceAll(b, []byte(args[1]), append([]byte("?"), args[1][1:]...))
	if bytes.Equal(b, spoiled) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), spoiled, 0o600))
}

// blank makes a file that holds nothing but zeros.
func blank(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), make([]byte, 1<<15), 0o600))
}

// older makes a database as the programs left it that were never released: older FILE.
func older(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, &bolt.Options{NoSync: true})
	ts.Check(err)
	ts.Check(db.Update(func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte("emptychair"))
		if err != nil {
			return err
		}
		return b.Put([]byte("schema"), []byte(`{"version":4,"program":"0.4.0"}`))
	}))
	ts.Check(db.Close())
}

func cutInHalf(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, min(info.Size()/2, 6*int64(os.Getpagesize()))) // a small one is written as far as the eighth page
}

// latin makes a file of a table as old spreadsheets save it, which is not in UTF-8: latin FILE.
func latin(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("date,team,item,step,count\n2026-05-12,M\xe4rkte,contact,4,2\n"), 0o600))
}

// hold keeps a database open until the script ends, as no program of ours does.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Defer(func() { ts.Check(db.Close()) })
}

// scriptVariables are what the program looks at of a script's environment.
var scriptVariables = []string{
	"EMPTYCHAIR_DB", "EMPTYCHAIR_LANG", "EMPTYCHAIR_PASSPHRASE", "XDG_DATA_HOME", "LC_ALL", "LC_MESSAGES", "LANG", "TERM", "NO_COLOR",
	"FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "VISUAL", "EDITOR", clockVariable,
}

// callHere runs the program in this process, with the arguments and perhaps a file as its stdin: [args...] [< FILE].
func callHere(ts *testscript.TestScript, args []string) (code int) {
	var variables []string
	for _, key := range scriptVariables {
		variables = append(variables, key+"="+ts.Getenv(key))
	}
	e := emptyEnv(variables...)
	e.Stdout, e.Stderr, e.Dir = ts.Stdout(), ts.Stderr(), ts.MkAbs(".")
	if n := len(args) - 2; n >= 0 && args[n] == "<" {
		e.Stdin, args = strings.NewReader(ts.ReadFile(args[n+1])), args[:n]
	}
	e.Args = append([]string{"emptychair"}, args...)
	return run(e)
}

// emptychair runs the program, which must end well or, behind a "!", must not: emptychair [args...] [< FILE].
func emptychair(ts *testscript.TestScript, neg bool, args []string) {
	if code := callHere(ts, args); neg == (code == shell.ExitOK) {
		ts.Fatalf("exit code %d", code)
	}
}

// exits runs the program and holds its exit code: exits CODE [args...] [< FILE], or exits CODE exec PROGRAM [args...] for a process.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code, exit := 0, (*exec.ExitError)(nil)
	if len(args) < 2 || args[1] != "exec" {
		code = callHere(ts, args[1:])
	} else if err := ts.Exec(args[2], args[3:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d, not %d", code, want)
	}
}
