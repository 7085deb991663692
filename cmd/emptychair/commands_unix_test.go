//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

// Commands in a terminal: those that ask there, or show how far they are, the demo, and what is longer than the terminal.

func TestAPassphraseIsNeverShown(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "all.json.age")
	w := newWindow(t, seeded(t).Path(), "export", "--encrypt", "-o", file)
	w.waitFor(words("cli.passphrase.new"))
	w.send("correct horse" + enter)
	w.waitFor(words("cli.passphrase.again"))
	w.send("correct horse" + enter)
	w.wantExit(shell.ExitOK)
	if strings.Contains(w.screen(), "horse") {
		t.Error("the passphrase is on the screen")
	}
	b, err := os.ReadFile(file)
	if err != nil || !strings.HasPrefix(string(b), "age-encryption.org/v1\n") {
		t.Errorf("the file is %q, %v", b, err)
	}
	if c := called(emptyEnv("EMPTYCHAIR_PASSPHRASE=correct horse"), "--db", newDB(t), "import", file); c.code != shell.ExitOK {
		t.Errorf("the file does not open with it: %s", c.stderr)
	}
}

func TestAnInterruptedPassphraseLeavesTheTerminalAsItWas(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	w := newWindow(t, filepath.Join(folder, "runs.db"), "export", "--encrypt", "-o", filepath.Join(folder, "all.json.age"))
	w.waitFor(words("cli.passphrase.new"))
	w.send("corr" + ctrlC)
	w.wantExit(shell.ExitInterrupted)
	wantEmpty(t, folder)
}

// backedUp returns a store with [seedRuns] and a backup, which is to be there at the end of the test, too.
func backedUp(t *testing.T) stored {
	t.Helper()
	s := seeded(t)
	if _, err := s.BackUpFor(store.ForAsked); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if list, err := s.Backups(); err != nil || len(list) != 1 {
			t.Error(list, err)
		}
	})
	return s
}

// What is typed while nothing is asked yet is no answer: here it waits in the terminal before the program begins.
func TestARestoreTakesNoAnswerFromBeforeItsQuestion(t *testing.T) {
	t.Parallel()
	db := backedUp(t).Path()
	w, tty := emptyWindow(t, windowWidth, windowHeight)
	w.press("y" + enter)
	w.start(call(t, "program", db, "restore", "1"), tty)
	w.waitFor(words("cli.restore.question"))
	w.leave("n" + enter)
	w.waitFor(words("cli.restore.kept"))
}

func TestADeletionAsksAboutBackupsAfresh(t *testing.T) {
	t.Parallel()
	w := newWindow(t, backedUp(t).Path(), "delete", "01M75")
	w.waitFor("Delete the run of")
	_, _ = fmt.Fprint(w.pty, "y"+enter+"y"+enter) // at once: the second comes before its question
	w.waitFor("Delete that backup too")
	w.leave("n" + enter)
}

func TestANewTeamNearAKnownOneIsNotedForOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	for _, command := range [][]string{{"walk"}, {"edit", seedRuns()[0].ID}} {
		w := live(t, db, append(command, "--team", "Paymets")...)
		w.waitFor("(y/N)")
		w.press("n"+enter, "There is no team “Paymets”.")
		w.wantExit(shell.ExitNotFound)
	}
	w := live(t, db, "actions", "add", "Call one", "--team", "Paymets")
	w.waitFor("(y/N)")
	w.press("y"+enter, "“Paymets” is a new team")
	w.wantExit(shell.ExitOK)
}

// wantNoStory holds that nothing was noted.
func wantNoStory(t *testing.T, db string) {
	t.Helper()
	if out := printed(t, db, "stories", "--all-teams"); !strings.HasPrefix(out, "No story has been noted yet.") {
		t.Errorf("there is a story: %s", out)
	}
}

func TestAWalkThatIsInterruptedNotesNothing(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"ctrl+c", "SIGTERM"} {
		t.Run(how, func(t *testing.T) {
			db := newDB(t)
			w := live(t, db, "walk", "--team", "Payments")
			w.waitFor("What did I try?")
			w.press("to order"+enter, "What did I notice?")
			w.press("the button is grey"+enter, "What would bring us closer to our customers?")
			w.press("half of an ans")
			ends[how].end(w)
			w.waitFor("Nothing was noted.")
			w.wantExit(shell.ExitInterrupted)
			wantNoStory(t, db)
		})
	}
}

// A signal that ends this program ends the editor. What was written there notes nothing, and stays where the program says.
func TestAnEditorThatIsEndedLeavesWhatWasWritten(t *testing.T) {
	t.Parallel()
	editor := filepath.Join(t.TempDir(), "editor")
	must(t, os.WriteFile(editor, []byte("#!/bin/sh\necho begun > \"$1\"\necho it runs\nread line\n"), 0o700))
	for _, how := range []string{"SIGTERM", "SIGHUP"} {
		t.Run(how, func(t *testing.T) {
			db, files := newDB(t), t.TempDir()
			cmd := call(t, "live", db, "stories", "add", "--team", "Payments")
			cmd.Env = append(cmd.Env, "EDITOR="+editor, "TMPDIR="+files)
			w := openWindow(t, windowWidth, windowHeight, cmd)
			w.waitFor("it runs")
			ends[how].end(w)
			w.waitFor("What you wrote is still in this folder")
			w.wantExit(shell.ExitInterrupted)
			file := filepath.Join(files, "*", "*")
			if there, err := filepath.Glob(file); err != nil || len(there) != 1 || wantPrivate(t, files) != 1 {
				t.Errorf("there are %v, %v", there, err)
			} else if text, err := os.ReadFile(there[0]); string(text) != "begun\n" {
				t.Errorf("there is %q, %v", text, err)
			}
			wantNoStory(t, db)
		})
	}
}

// demoCall is a call of the demo by one of the [programs], with a folder for temporary files in which nothing else is. The
// variable EMPTYCHAIR_DB names a place that holds nothing, and nothing is put there.
func demoCall(t *testing.T, program string) (cmd *exec.Cmd, temporary string) {
	t.Helper()
	temporary = t.TempDir()
	usual := newDB(t)
	cmd = call(t, program, usual)
	cmd.Args = []string{program, "demo"}
	cmd.Env = append(cmd.Env, "TMPDIR="+temporary, "EMPTYCHAIR_DB="+usual)
	t.Cleanup(func() {
		wantEmpty(t, temporary)
		wantEmpty(t, filepath.Dir(usual))
	})
	return cmd, temporary
}

// openDemo opens the demo in a window and waits for its home.
func openDemo(t *testing.T, program string) *window {
	t.Helper()
	cmd, temporary := demoCall(t, program)
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Payments", "new run")
	if there, _ := filepath.Glob(filepath.Join(temporary, "*", "demo.db")); len(there) != 1 {
		t.Errorf("the database is %v", there)
	}
	return w
}

// beginRun begins a run of the team that is shown, as set-up proposes it.
func (w *window) beginRun() {
	w.t.Helper()
	w.press("n", words("setup.people"))
	w.press(enter, words("look.ask"))
}

// wantGone holds that the program ends with this code, and that all it says begins with these words.
func (w *window) wantGone(code int, says string) {
	w.t.Helper()
	w.wantExit(code)
	w.wantRestored()
	if left := strings.TrimSpace(w.screen()); !strings.HasPrefix(left, says) || strings.Contains(left, "resume") {
		w.t.Errorf("after the end there is\n%s", left)
	}
}

func TestADemoShowsATeamAndIsGoneAfterwards(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "live")
	w.press("c", "Higher than in Q2: at")
	w.press("b", words("pick.beside"))
	w.press(escape, "Higher than in Q2: at")
	w.press("t", "●●●▸", "‹Q")
	w.press(escape, "new run")
	w.press("q")
	w.wantGone(shell.ExitOK, words("cli.demo-gone"))
}

func TestHoweverADemoEndsNothingIsLeft(t *testing.T) {
	t.Parallel()
	for name, c := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := openDemo(t, "live")
			w.beginRun()
			c.end(w)
			w.wantGone(c.code, words("cli.demo-gone"))
		})
	}
}

func TestAPanicInADemoIsToldAndLeavesNothing(t *testing.T) {
	t.Parallel()
	w := openDemo(t, "crashing in a run")
	w.beginRun()
	w.wantGone(shell.ExitFailure, "emptychair: "+words("cli.error.demo"))
}

func TestASignalAtAnyMomentOfADemoLeavesNothing(t *testing.T) {
	t.Parallel()
	n := trials(6, 24)
	for i := range n {
		wait := 120 * time.Millisecond * time.Duration(i*i) / time.Duration(n*n)
		cmd, temporary := demoCall(t, "live")
		w := openWindow(t, windowWidth, windowHeight, cmd)
		w.until(func() bool {
			list, _ := os.ReadDir(temporary)
			return len(list) > 0
		}, "a folder for the demo")
		time.Sleep(wait)
		w.signal(syscall.SIGTERM)
		if code := w.exitCode(); code != shell.ExitInterrupted {
			t.Errorf("after %v: exit code %d", wait, code)
		}
	}
}

func TestADemoSpeaksTheRememberedLanguageKeepsItsOwnAndSyncsNothing(t *testing.T) {
	t.Parallel()
	cmd, _ := demoCall(t, "live")
	s := store.New(newDB(t), content.Check())
	folder := t.TempDir()
	if c := called(emptyEnv(), "--db", s.Path(), "sync", folder); c.code != shell.ExitOK {
		t.Fatal(c)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*"))
	for _, file := range files { // which the next sync would write again
		must(t, os.Remove(file))
	}
	must(t, s.ChangeSettings(func(s *checks.Settings) { s.Language, s.Sync = "de", true }))
	cmd.Env = append(cmd.Env, "EMPTYCHAIR_DB="+s.Path())
	w := openWindow(t, windowWidth, windowHeight, cmd)
	w.waitFor("Zahlungen")
	w.press("n", "Sprache")
	w.press(up+right+enter+enter, words("look.ask")) // to the language, to the next one, back, and begin
	w.leave(ctrlC)
	if settings, err := s.Settings(); err != nil || settings.Language != "de" {
		t.Errorf("the remembered language is %v, %v", settings, err)
	}
	if runs := everyRun(t, s.Path()); len(runs) > 0 {
		t.Errorf("runs %v", runs)
	}
	wantEmpty(t, folder)
}

// wantEmpty holds that there is nothing in a folder.
func wantEmpty(t *testing.T, folder string) {
	t.Helper()
	if list, err := os.ReadDir(folder); err != nil || len(list) > 0 {
		t.Errorf("in %s there are %v, %v", folder, list, err)
	}
}

// wantPrivate holds that only their owner may read or write what is in a folder, and returns how many files there are.
func wantPrivate(t *testing.T, folder string) (files int) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		want := os.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		} else {
			files++
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return files
}

// What a killed demo or editor leaves among the temporary files is its user's alone, though the mask of the shell would open it to all, and
// goes with the next one of its kind.
func TestWhatAKilledProgramLeftIsPrivateAndGoesWithTheNext(t *testing.T) {
	t.Parallel()
	editor := filepath.Join(t.TempDir(), "editor")
	must(t, os.WriteFile(editor, []byte("#!/bin/sh\necho begun > \"$1\"\necho it runs\nread line\n"), 0o700))
	for _, c := range []struct {
		file, runs, ends string
		args             []string
	}{
		{"demo.db", "new run", "q", []string{"demo"}},
		{"story.txt", "it runs", enter, []string{"stories", "add", "--team", "Payments"}},
	} {
		files, usual := t.TempDir(), newDB(t)
		open := func() *window {
			cmd := call(t, "live", usual)
			cmd.Path, cmd.Args = "/bin/sh", append([]string{"sh", "-c", `umask 000 && exec "$0" "$@"`, "live"}, c.args...)
			cmd.Env = append(cmd.Env, "EDITOR="+editor, "TMPDIR="+files, "EMPTYCHAIR_DB="+usual)
			w := openWindow(t, windowWidth, windowHeight, cmd)
			w.waitFor(c.runs)
			if there, _ := filepath.Glob(filepath.Join(files, "*", c.file)); len(there) != 1 || wantPrivate(t, files) != 2 {
				t.Errorf("there are %v", there)
			}
			return w
		}
		w := open()
		w.signal(syscall.SIGKILL)
		w.exitCode() // and that of the editor
		w = open()
		w.press(c.ends)
		w.exitCode()
		wantEmpty(t, files)
	}
}

// Whatever the program makes is its user's alone, though the mask of the shell would open it to all. What is deleted is in no byte of it but
// in the backups of before, which are named.
func TestWhatTheProgramMakesIsItsUsersAlone(t *testing.T) {
	t.Parallel()
	folder, temporary := t.TempDir(), t.TempDir()
	within := func(name string) string { return filepath.Join(folder, name) }
	call := func(args ...string) string {
		t.Helper()
		cmd := call(t, "program", within("data/new/runs.db"), args...)
		words := append([]string{"-c", `umask 000 && exec "$0" "$@"`}, cmd.Args...)
		cmd.Path, cmd.Args = "/bin/sh", append([]string{"sh"}, words...)
		cmd.Env = append(cmd.Env, "TMPDIR="+temporary, "EMPTYCHAIR_PASSPHRASE=correct horse battery")
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	call("stories", "add", "--team", "Payments", "Unforgettable words of a customer")
	call("actions", "add", "--team", "Payments", "Unmistakable deed")
	call("backup")
	call("backup", "-o", "copy.db")
	call("backup", "--encrypt", "-o", "copy.db.age")
	for _, f := range []string{"json", "md", "html", "csv"} {
		call("export", "-o", "all."+f)
		call("export", "--share", "-o", "shared."+f)
		call("export", "--encrypt", "-o", "sealed."+f+".age")
	}
	if n := wantPrivate(t, folder); n < 16 {
		t.Errorf("there are %d files", n)
	}
	wantEmpty(t, temporary)

	if said := call("stories", "delete", "latest", "--yes"); !strings.Contains(said, "One backup still has it:") {
		t.Errorf("no backup is named in %q", said)
	}
	call("backup", "-o", "later.db")
	call("export", "-o", "later.json")
	for name, want := range map[string]bool{"copy.db": true, "later.db": false, "later.json": false, "data/new/runs.db": false} {
		if b, err := os.ReadFile(within(name)); err != nil || bytes.Contains(b, []byte("Unforgettable")) != want || !bytes.Contains(b, []byte("Unmistakable")) {
			t.Errorf("%s holds the deleted story: not %v, %v", name, want, err)
		}
	}
	wantPrivate(t, folder)
	wantEmpty(t, temporary)
}

func TestWhatIsLongerThanTheTerminalGoesThroughThePager(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	const marks, begin, end = "PAGER=sed s/^/:/", "Payments", "two | many <b>letters</b>"
	for name, tt := range map[string]struct {
		env, call, keys string
		sees, seesNot   string
	}{
		"as PAGER says":              {env: marks, sees: ":" + begin},
		"that ends early":            {env: "PAGER=head -1", sees: begin, seesNot: end},
		"that somebody interrupts":   {env: `PAGER=awk '{ print; fflush(); getline x < "/dev/tty" }'`, keys: ctrlC, sees: begin, seesNot: end},
		"that fails":                 {env: "PAGER=false", sees: end},
		"that is killed":             {env: "PAGER=kill -9 $$", sees: end},
		"that is not there":          {env: "PAGER=/no/such/pager", sees: end},
		"help":                       {env: marks, call: "help", sees: ":emptychair [COMMAND]"},
		"not without one":            {env: "PAGER=", sees: end},
		"not where nobody wants it":  {env: marks, call: "show 01M0CK --no-pager", sees: end, seesNot: ":" + begin},
		"not what is short":          {env: marks, call: "paths", sees: db, seesNot: ":Database"},
		"not on a simple terminal":   {env: marks + "\nTERM=dumb", sees: end, seesNot: ":" + begin},
		"not beside a screen reader": {env: marks + "\nACCESSIBLE=1", sees: end, seesNot: ":" + begin},
	} {
		if tt.call == "" {
			tt.call = "show 01M0CK"
		}
		cmd := call(t, "program", db, strings.Fields(tt.call)...)
		cmd.Env = append(cmd.Env, strings.Split(tt.env, "\n")...)
		w := openWindow(t, windowWidth, windowHeight, cmd)
		if tt.keys != "" {
			w.waitFor(tt.sees)
			w.send(tt.keys)
		}
		w.wantExit(shell.ExitOK)
		if text := ansi.Strip(w.bytes()); !strings.Contains(text, tt.sees) || tt.seesNot != "" && strings.Contains(text, tt.seesNot) {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

func TestTextTakesTheWidthOfTheTerminalUpToAHundredCells(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	for width, most := range map[int]int{60: 60, 90: 90, 160: 100} {
		w := openWindow(t, width, windowHeight, call(t, "program", db, "help", "privacy"))
		w.wantExit(shell.ExitOK)
		longest := 0
		for line := range strings.Lines(ansi.Strip(w.bytes())) {
			longest = max(longest, ansi.StringWidth(strings.TrimRight(line, "\r\n")))
		}
		if longest > most || longest < most-12 {
			t.Errorf("on a terminal of %d columns the longest line has %d", width, longest)
		}
	}
}

func TestAnExportShowsNoHiddenAnswerOnATerminal(t *testing.T) {
	t.Parallel()
	run := finishedRun()
	run.Finished, run.At = time.Time{}, "contact"
	rating := run.Ratings[run.At]
	rating.Revealed, rating.Chair, rating.Story = false, checks.Chair{}, ""
	run.Ratings[run.At] = rating
	db := seeded(t, run).Path()
	if all := printed(t, db, "export"); !strings.Contains(all, `"counts"`) {
		t.Errorf("an export into a pipe is\n%s", all)
	}
	w := openWindow(t, windowWidth, windowHeight, call(t, "program", db, "export"))
	w.wantExit(shell.ExitFailure)
	if said := w.bytes(); strings.Contains(said, `"counts"`) || !strings.Contains(said, words("cli.error.export-hidden")) {
		t.Errorf("an export onto a terminal is\n%s", said)
	}
}

// The processor's time that many names take grows as their number does: eight times as many take no more than twice as long each.
func TestATableOfManyNewTeamsTakesNoLongerForEach(t *testing.T) {
	if testing.Short() {
		t.Skip("as long as many others together")
	}
	const few, many = 500, 4000
	folder := onDisk(t)
	imported := func(n int) time.Duration {
		table := strings.Builder{}
		table.WriteString("date,team,item,step,count\n")
		for team := range n {
			fmt.Fprintf(&table, "2026-05-12,Team number %d,contact,4,3\n", team)
		}
		file, db := filepath.Join(folder, "table.csv"), filepath.Join(folder, "runs.db")
		must(t, os.WriteFile(file, []byte(table.String()), 0o600))
		cmd := call(t, "program", db, "import", file)
		must(t, cmd.Run())
		must(t, os.Remove(db))
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	one, other := imported(few), imported(many)
	for range 9 { // until nothing else is in the way
		if other <= 2*many/few*one {
			t.Logf("%d names in %v, %d in %v", many, other, few, one)
			return
		}
		one, other = min(one, imported(few)), min(other, imported(many))
	}
	t.Errorf("%d names take %v, %d take %v", many, other, few, one)
}
