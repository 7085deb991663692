//go:build unix

package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"emptychair/checks"
	"emptychair/cmd/emptychair/shell"
)

// Hostile text comes in through every door. Nothing of it acts on a terminal, in a spreadsheet, on a page or in a document.

// attacks are texts that do something to a terminal that gets them as they are.
var attacks = []string{
	"\x1b]0;owned\x07", "\x1b]2;owned\x1b\\", "\x1b]52;c;b3duZWQ=\x07", "\x1b]8;;http://owned\x1b\\link\x1b]8;;\x1b\\", "\x1b]7;file://owned\x07", "\x1b]11;#ff0000\x07",
	"\x1b[2J", "\x1b[31;5mred", "\x1b[?1049h", "\x1b[?25l", "\x1b[?2004l", "\x1b[5 q", "\x1b[5;5H", "\x1bc", "\x1bP1;2q#0\x1b\\", "\x1b_G\x1b\\",
	"\u009d0;owned\u009c", "\u009b2J", "\x9d0;owned", "\x07", "\x00", "\x08\x08", "\x7f", "a\rb", "a\tb", "\u202egnp.exe", "\u2066x\u2069", "\xff\xfe\xe2\x82", "\u2028", "\x1b]0;owned", "\x1b[", "\x1bP",
}

// lures are texts that do something in a spreadsheet, on a page or in a document.
var lures = []string{
	"=1+1", "+1", "-1", "@SUM(1)", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](http://owned)", "| a | b |", "# owned", "a" + strings.Repeat("\u0301", 500), "`owned`",
}

// guard notes what is done to a terminal beside text in its cells, styles of text and moves of the cursor.
type guard struct{ did []string }

// watching lets a guard look at a terminal.
func watching(view *vt.Emulator) *guard {
	g := &guard{}
	note := func(what string) func(string) { return func(s string) { g.did = append(g.did, what+" "+s) } }
	tint := func(what string) func(color.Color) { return func(c color.Color) { note(what)(fmt.Sprint(c)) } }
	view.SetCallbacks(vt.Callbacks{
		Bell: func() { note("bell")("") }, Title: note("title"), IconName: note("icon"), WorkingDirectory: note("folder"),
		CursorStyle: func(s vt.CursorStyle, blink bool) { note("cursor")(fmt.Sprint(s, blink)) }, CursorColor: tint("cursor"),
		BackgroundColor: tint("background"), ForegroundColor: tint("foreground"),
		EnableMode: func(m ansi.Mode) { note("set")(fmt.Sprint(m)) }, DisableMode: func(m ansi.Mode) { note("reset")(fmt.Sprint(m)) },
	})
	for _, command := range []int{4, 8, 52, 104} {
		view.RegisterOscHandler(command, func(data []byte) bool { note("osc")(string(data)); return true })
	}
	return g
}

// styled are the styles of text that the program prints.
var styled = regexp.MustCompile("\x1b\\[[0-9;]*m")

// harm says what a text does to a terminal on which it is printed, "" for nothing.
func harm(text string) string {
	if text == "" {
		return ""
	}
	view := vt.NewEmulator(80, 24)
	g := watching(view)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, view) // what it answers
	}()
	_, _ = view.WriteString(strings.ReplaceAll(text, "\n", "\r\n") + ansi.ResetStyle)
	_ = view.InputPipe().(io.Closer).Close()
	<-drained
	if len(g.did) > 0 {
		return strings.Join(g.did, ", ")
	}
	for _, r := range styled.ReplaceAllString(text, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029') {
			return fmt.Sprintf("%U", r)
		}
	}
	if strings.ToValidUTF8(text, "") != text {
		return "invalid UTF-8"
	}
	return ""
}

func TestEachAttackHarmsATerminalThatGetsItAsItIs(t *testing.T) {
	for _, text := range attacks {
		if harm("x"+text+"y") == "" && !styled.MatchString(text) {
			t.Errorf("%q is not noticed", text)
		}
	}
	for format, text := range map[string]string{"csv": "a,=1+1\n", "html": "<p><img src=x>", "markdown": "a [x](javascript:1)", "json": `{"a":"\n`} {
		if len(wrong(format, result{stdout: text})) == 0 {
			t.Errorf("%q is not noticed", text)
		}
	}
}

// alive is what acts on a page or in a document, by format.
var alive = map[string][]string{"html": {"<img", "<script"}, "markdown": {"<img", "\n# owned", " [x](java", " ![x](http"}, "svg": {"<img"}}

// asName is as much of a text as a file can be called.
func asName(text string) string {
	name := strings.NewReplacer("\x00", "", "/", "").Replace(text)
	return name[:min(len(name), 80)]
}

// doors are calls of the program with a text in every place where one can be put in.
func doors(folder, text string) [][]string {
	part := asName(text)
	name := filepath.Join(folder, "x"+part)
	return [][]string{
		{"stories", "add", "--team", "Payments", "x" + text},
		{"stories", "add", "--team", short(text) + "x", "It came."},
		{"stories", "add", "--complaint", "x" + text},
		{"actions", "add", "x" + text, "--owner", short(text)},
		{"actions", "drop", "latest", "x" + text},
		{"stories", "fix", "latest", "x" + text, "--owner", short(text)},
		{"stories", "remedy", "latest", "x" + text, "--on", text},
		{"stories", "remedy", "latest", "x" + text},
		{"stories", "plan", "latest", "x" + text},
		{"actions", "add", "--story", "latest"},
		{"actions", "add", "x" + text, "--story", text},
		{"stories", "--search", text},
		{"teams", "mark", text, "--leadership"},
		{text},
		{"runs", "--" + text},
		{"show", "--format", text},
		{"show", text},
		{"compare", "--with", text},
		{"actions", "add", "x", "--due", text},
		{"voice", "--month", text},
		{"--lang", text, "runs"},
		{"restore", text},
		{"import", name},
		{"start", "--people", text},
		{"stories", "add", "x", "--source", text},
		{"help", text},
		{"export", "-o", name + ".json"},
		{"export", "-o", name + ".json"},
		{"backup", name},
		{"--db", name + "/x/y.db", "runs"},
		{"--db", name + ".db", "paths"},
		{"show", "-o", name + "." + part},
	}
}

// document is an export that holds a text wherever people write, as nobody but an attacker writes one.
func document(t *testing.T, text string) string {
	t.Helper()
	const mark, name = "THE TEXT", "A NAME"
	r := finishedRun()
	rating := r.Ratings["contact"]
	rating.Story, rating.Chair.Evidence = mark, mark
	r.Team, r.Ratings["contact"] = name, rating
	r.Answers = map[string][]checks.Answer{"channels": {{Text: mark, Marks: 3}}, "risks": {{Text: mark + " x"}}}
	r.Actions[0].Text, r.Actions[0].Owner = mark, name
	story := checks.Story{ID: testID(today, 9), Team: name, On: checks.DayOf(today), Source: checks.FromCustomer, About: "contact", Text: mark}
	action := checks.Action{ID: testID(today, 8), Team: name, Text: mark, State: checks.Open, Made: today}
	s := newStore(t)
	must(t, saveAll[checks.Record](s.Store, r, story, action))
	quoted := func(text string) string {
		b, err := json.Marshal(text)
		must(t, err)
		return string(b[1 : len(b)-1])
	}
	return strings.NewReplacer(mark, quoted(text+" x"), name, quoted(short(text)+"x")).Replace(printed(t, s.Path(), "export"))
}

// short is as much of a text as a name can be.
func short(text string) string { return text[:min(len(text), 40)] }

// hostileCall calls the program in a world that is hostile all around: names of people, of the database and of folders.
func hostileCall(db, text string, args ...string) result {
	line := strings.ReplaceAll(text, "\x00", "")
	return called(emptyEnv("USER="+line, "LOGNAME="+line, "HOME=/"+line, "LANG="+line, "TERM=xterm-256color", "EDITOR="+line),
		append([]string{"--db", db, "--color", "always"}, args...)...)
}

// pages are what is printed of what came in, and in which formats.
var pages = map[string][]string{
	"runs": {"text", "json", "markdown"}, "show latest": {"text", "json", "markdown", "html", "csv"}, "compare": {"text"}, "trend": {"text", "json", "markdown", "html", "csv", "svg"},
	"actions --all-teams": {"text", "json", "markdown"}, "stories --all-teams": {"text", "json", "markdown"}, "voice": {"text", "json", "markdown", "html"},
	"due": {"text", "json", "markdown", "ics"}, "teams list": {"text", "json", "markdown"}, "export": {"json", "csv", "markdown", "html"}, "export --share": {"json", "markdown", "html", "csv"}, "doctor": {"text"}, "paths": {"text"},
}

// wrong is what a call printed that does something instead of only standing there.
func wrong(format string, c result) (list []string) {
	out := strings.ReplaceAll(c.stdout, "\r\n", "\n")
	for _, done := range []string{harm(out), harm(c.stderr)} {
		if done != "" {
			list = append(list, done)
		}
	}
	for _, s := range alive[format] {
		if strings.Contains(out, s) {
			list = append(list, s)
		}
	}
	if format == "json" && c.code == shell.ExitOK && !json.Valid([]byte(out)) {
		list = append(list, "no JSON")
	}
	if format != "csv" || c.code != shell.ExitOK {
		return list
	}
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		list = append(list, err.Error())
	}
	for _, cell := range slices.Concat(rows...) { // no number of the program's own has a sign
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			list = append(list, "a formula, "+cell)
		}
	}
	return list
}

func TestHostileTextThatComesInByACallStandsWhereItIsPut(t *testing.T) {
	t.Parallel()
	texts := slices.Concat(attacks, lures)
	if !*long {
		texts = []string{strings.Join(attacks, " "), lures[0], strings.Join(lures, " ")}
	}
	for _, text := range texts {
		folder := t.TempDir()
		db := filepath.Join(folder, asName(text)+".db")
		wantHarmless := func(format string, args ...string) result {
			t.Helper()
			c := hostileCall(db, text, args...)
			if list := wrong(format, c); len(list) > 0 {
				t.Errorf("%q in %q: %q in\n%q", text, args, list, c.stdout+c.stderr)
			}
			return c
		}
		for _, file := range []struct {
			name, text string
		}{
			{"all.json", document(t, text)},
			{"all.csv", "date,team,item,step,count\n2026-05-12,\"" + strings.ReplaceAll(short(text), `"`, `""`) + "x\",contact,4,2\n"},
		} {
			path := filepath.Join(folder, file.name)
			must(t, os.WriteFile(path, []byte(file.text), 0o600))
			if c := wantHarmless("text", "import", path); c.code != shell.ExitOK && file.name == "all.json" {
				t.Errorf("%q is not taken: %s", text, c.stderr)
			}
		}
		for _, args := range doors(folder, text) {
			wantHarmless("text", args...)
		}
		for page, formats := range pages {
			for _, f := range formats {
				args := strings.Fields(page)
				if f != "text" {
					args = append(args, "--format", f)
				}
				if c := wantHarmless(f, args...); c.code != shell.ExitOK && page != "compare" {
					t.Errorf("%q in %q: exit code %d\n%s", text, args, c.code, c.stdout+c.stderr)
				}
			}
		}
	}
}

func TestHostileTextThatIsTypedAndPastedLeavesTheTerminalAsItIs(t *testing.T) {
	t.Parallel()
	var harmless, hostile string
	sideBySide(t, []string{"harmless", "hostile"}, func(t *testing.T, texts string) {
		if texts == "harmless" {
			harmless = doneBy(t, "calls", "mails")
		} else {
			hostile = doneBy(t, attacks...)
		}
	})
	if harmless != hostile {
		t.Errorf("harmless text does\n%s\nand hostile text\n%s", harmless, hostile)
	}
}

// doneBy is what a program does to its terminal in which texts are typed and pasted, beside text in its cells.
func doneBy(t *testing.T, texts ...string) string {
	t.Helper()
	folder := t.TempDir()
	db := filepath.Join(folder, asName(texts[0]+texts[1])+".db")
	cmd := call(t, "program", db, "start", "--team", strings.ReplaceAll(texts[0], "\x00", "")+"x", "--people", "3", "--minutes", "0")
	cmd.Env = append(cmd.Env, "USER="+texts[0], "LOGNAME="+texts[0])
	w, tty := emptyWindow(t, windowWidth, windowHeight)
	w.mu.Lock() // the terminal may still be reading what [window.look] told it
	g := watching(w.view)
	w.mu.Unlock()
	w.start(cmd, tty)
	w.waitFor("0 of 3")
	w.paste("Ana"+strings.Join(texts, " ")+": 4\n"+strings.Join(texts, "\n4\n"), "of 3")
	w.press(pageDown+pageDown+pageDown, question("channels"))
	for i, text := range texts {
		w.paste(fmt.Sprint("begun ", i, " ")+text, fmt.Sprint("begun ", i))
		w.press(enter, words("question.type-here"), words("saved"))
	}
	w.press(pageDown+pageDown+pageDown+pageDown, words("choose.ask"))
	for _, keys := range []string{"a", enter} {
		w.press(keys)
		w.settle()
		w.paste("ow"+texts[0], "ow")
	}
	w.press(enter + enter)
	w.settle()
	w.press(pageDown, words("close.ask"))
	for _, keys := range []string{"f", enter, "p", enter, escape, escape, "s", escape, "n"} {
		w.press(keys)
		w.settle()
	}
	for _, text := range texts {
		w.paste("it" + text)
		for key := range parts(text) { // some of which show nothing
			w.send(key)
			time.Sleep(burstPause)
		}
		w.settle()
	}
	w.signal(syscall.SIGTERM)
	w.exitCode()
	slices.Sort(g.did)
	return strings.Join(slices.Compact(g.did), "\n")
}
