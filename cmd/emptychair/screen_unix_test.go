//go:build unix

package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/text/unicode/norm"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/cmd/emptychair/shell"
	"emptychair/store"
)

func TestWithoutAWholeTerminalItAsksLineByLine(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(cmd *exec.Cmd, pipe *bytes.Buffer){
		"stdin is a pipe":  func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Stdin = strings.NewReader("quit") },
		"stdout is a pipe": func(cmd *exec.Cmd, pipe *bytes.Buffer) { cmd.Stdout = pipe },
		"stdin and stdout": func(cmd *exec.Cmd, pipe *bytes.Buffer) { cmd.Stdin, cmd.Stdout = strings.NewReader("quit"), pipe },
		"TERM is dumb":     func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Env = append(cmd.Env, "TERM=dumb") },
		"TERM is empty":    func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Env = append(cmd.Env, "TERM=") },
		"ACCESSIBLE is 1":  func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Env = append(cmd.Env, "ACCESSIBLE=1") },
		"--plain":          func(cmd *exec.Cmd, _ *bytes.Buffer) { cmd.Args = append(cmd.Args, "--plain") },
	} {
		for _, args := range [][]string{nil, {"start", "--team", "Payments", "--people", "3"}} {
			t.Run(name+strings.Join(args, " "), func(t *testing.T) {
				t.Parallel()
				var pipe bytes.Buffer
				cmd := call(t, "live", newDB(t), args...)
				change(cmd, &pipe)
				typed := cmd.Stdin == nil
				w := openWindow(t, windowWidth, windowHeight, cmd)
				if typed && args != nil {
					w.until(func() bool { return w.modes().Lflag&unix.ECHO == 0 }, "a question that hides votes")
					time.Sleep(quiet)
				}
				w.send("quit\n")
				w.wantExit(shell.ExitOK)
				if said := w.bytes() + pipe.String(); strings.Contains(said, "\x1b") || !strings.Contains(said, words("line.mode")) {
					t.Errorf("it says %q", said)
				}
			})
		}
	}
}

func TestLeavingFromHomeSaysNothing(t *testing.T) {
	t.Parallel()
	w := newWindow(t, newDB(t))
	w.waitFor("emptychair")
	w.until(w.colour.Load, "the colour of the background")
	w.leave("q")
	if left := strings.TrimSpace(w.screen()); left != "" {
		t.Errorf("after the end there is %q", left)
	}
}

func TestADamagedDatabaseIsToldBeforeTheScreenOpens(t *testing.T) {
	t.Parallel()
	db := seeded(t).Path()
	must(t, cutInHalf(db))
	w := newWindow(t, db)
	w.wantExit(shell.ExitDamaged)
	if strings.Contains(w.bytes(), ansi.SetModeAltScreenSaveCursor) {
		t.Error("the program's screen was opened")
	}
}

// colour matches what sets a colour; bold and reset are none.
var colour = regexp.MustCompile(`\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:0-9]*m`)

func TestColourIsAsAskedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		environ, args []string
		want          bool
	}{
		"a terminal with colours":      {nil, nil, true},
		"NO_COLOR in any words":        {[]string{"NO_COLOR=please"}, nil, false},
		"--color beats NO_COLOR":       {[]string{"NO_COLOR=1"}, []string{"--color", "always"}, true},
		"--color never":                {[]string{"FORCE_COLOR=1"}, []string{"--color", "never"}, false},
		"NO_COLOR beats FORCE_COLOR":   {[]string{"FORCE_COLOR=1", "NO_COLOR=1"}, nil, false},
		"an empty NO_COLOR is not one": {[]string{"NO_COLOR="}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := call(t, "program", newDB(t), c.args...)
			cmd.Env = append(cmd.Env, c.environ...)
			w := openWindow(t, windowWidth, windowHeight, cmd)
			w.waitFor("new run")
			w.leave("q")
			if got := colour.MatchString(w.bytes()); got != c.want {
				t.Errorf("colour %v, not %v", got, c.want)
			}
		})
	}
}

func TestTheTerminalsCharactersSayWhatIsDrawnAndWhatIsSaid(t *testing.T) {
	t.Parallel()
	nowhere := filepath.Join(t.TempDir(), "typo.db")
	for name, c := range map[string]struct {
		environ []string
		says    string // with the first screen
		ascii   bool
	}{
		"UTF-8":                {[]string{"LANG=en_US.UTF-8"}, "", false},
		"other letters":        {[]string{"LANG=en_US.ISO-8859-1"}, "ISO-8859-1, not UTF-8", true},
		"the console of Linux": {[]string{"TERM=linux"}, "", true},
		"it may not":           {[]string{"TERM=linux", "EMPTYCHAIR_ASCII=0"}, "", false},
		"another database":     {[]string{"EMPTYCHAIR_DB=" + nowhere}, "typo.db, which doesn’t exist yet", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := call(t, "program", newDB(t))
			cmd.Env = append(cmd.Env, c.environ...)
			if strings.HasPrefix(c.environ[0], "EMPTYCHAIR_DB") {
				cmd.Args = slices.Delete(cmd.Args, 1, 3) // --db
			}
			w := openWindow(t, windowWidth, windowHeight, cmd)
			w.waitFor("new run")
			said := strings.Join(strings.Fields(w.screen()), "")
			if !strings.Contains(said, strings.ReplaceAll(c.says, " ", "")) || c.says == "" && strings.Contains(said, "notUTF-8") {
				t.Errorf("it says\n%s", w.screen())
			}
			if drawn := strings.ContainsFunc(w.screen(), func(r rune) bool { return r > 0x7f }); drawn == c.ascii {
				t.Errorf("it draws\n%s", w.screen())
			}
			w.leave("q")
		})
	}
}

// exotic are answers of characters that are two cells wide, or that are made of several.
var exotic = []string{
	"日本語のメニュー, two cells each",
	"한국어 and ｆｕｌｌ width",
	"fu\u0308r cafe\u0301 and nai\u0308ve with combining marks",
	"👍 👎 🪑 two cells each",
	"👩‍👩‍👧‍👦 a family, 👍🏽 a tone, 🇦🇹 a flag, ❤️ a variant",
	"हिन्दी में जवाब, ภาษาไทย",
	"a tail of marks a\u0300\u0301\u0302\u0303 and the end",
}

// answered is a window at the first question of a run that has [exotic] answers. The clock stands.
func answered(t testing.TB) (w *window, db string) {
	t.Helper()
	r := openRun()
	r.Ratings, r.Minutes, r.At, r.Answers = nil, 0, "channels", map[string][]checks.Answer{}
	for _, text := range exotic {
		r.Answers[r.At] = append(r.Answers[r.At], checks.Answer{Text: norm.NFC.String(text)})
	}
	db = seeded(t, r).Path()
	w = newWindow(t, db, "resume")
	w.waitFor(words("question.type-here"))
	return w, db
}

// wantAsIfFresh waits until a window shows what another one of its size does that opens the same run only then, after keys that
// show a text.
func (w *window) wantAsIfFresh(db, keys, shows string) {
	w.t.Helper()
	width, height := w.view.Width(), w.view.Height()
	other := openWindow(w.t, width, height, call(w.t, "program", db, "resume"))
	other.waitFor(words("question.type-here"), words("saved"))
	other.press(keys, shows)
	w.until(func() bool { return w.drawn() == other.drawn() && w.cursor() == other.cursor() },
		"the same frame as on the screen before it, at "+fmt.Sprint(width, height))
	other.signal(syscall.SIGKILL) // so that it saves nothing
	other.exitCode()
}

func TestAfterAWindowHasGrownTheNextScreenIsWhole(t *testing.T) {
	t.Parallel()
	db := demoStore(t, today).Path()
	open := func(width, height int) *window {
		w := openWindow(t, width, height, call(t, "program", db))
		w.waitFor(words("key.new"))
		return w
	}
	grown, fresh := open(windowWidth, windowHeight), open(120, 40)
	grown.resize(120, 40)
	grown.settle()
	for _, w := range []*window{grown, fresh} {
		w.press("c", "compared with")
	}
	grown.until(func() bool { return grown.drawn() == fresh.drawn() }, "the same frame as in a window that was large from the beginning")
}

func TestAfterAnyResizeTheFrameIsAsIfDrawnAfresh(t *testing.T) {
	t.Parallel()
	for keys, shows := range map[string]string{"": words("question.type-here"), f2: words("chair.back")} {
		t.Run(shows, func(t *testing.T) {
			t.Parallel()
			w, db := answered(t)
			w.press(keys, shows)
			random := rand.New(rand.NewPCG(1, 2))
			for range 30 {
				w.resize(1+random.IntN(180), 1+random.IntN(60))
			}
			for _, size := range [][2]int{{windowWidth, windowHeight}, {60, 18}, {200, 60}, {1, 1}, {143, 41}} {
				w.resize(size[0], size[1])
				if size[0] == 1 {
					w.until(func() bool { return strings.TrimSpace(w.screen()) == "e" }, "the first letter of “emptychair needs 60 × 18 cells”")
					continue
				}
				w.wantAsIfFresh(db, keys, shows)
			}
		})
	}
}

func TestCharactersOfAnyWidthStayAligned(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	w := asking(t, call(t, "program", db, threePeople...))
	for _, text := range exotic {
		w.paste(text, norm.NFC.String(text))
		w.press(enter, words("question.type-here"), words("saved"))
	}
	w.wantAsIfFresh(db, "", words("question.type-here"))
	for _, text := range exotic {
		y, line := w.row(norm.NFC.String(text))
		before, _, _ := strings.Cut(line, norm.NFC.String(text))
		if at := ansi.StringWidth(before); at != 8 {
			t.Errorf("row %d begins in cell %d: %q", y, at, line)
		}
		for x := 8 + ansi.StringWidth(text); x < windowWidth; x++ { // the cells behind the answer are free
			if c := w.view.CellAt(x, y); c != nil && strings.TrimSpace(c.Content) != "" {
				t.Errorf("row %d, cell %d holds %q: %q", y, x, c.Content, line)
			}
		}
	}
	w.press("日本👍e\u0301", "日本👍é")
	y, _ := w.row("日本👍é")
	if at := w.cursor(); at.X != 8+7 || at.Y != y {
		t.Errorf("the cursor stands at %v, not behind the text", at)
	}
	w.press(strings.Repeat(backspace, 4))
	w.until(func() bool { return w.cursor().X == 8+2 }, "the cursor behind the first character")
}

func TestATerminalMaySayLateThatItJoinsCharacters(t *testing.T) {
	t.Parallel()
	w, db := answered(t)
	late, tty := emptyWindow(t, windowWidth, windowHeight)
	late.silent.Store(true)
	late.start(call(t, "program", db, "resume", "--theme", "dark"), tty) // for it does not say either what its background is like
	late.waitFor(words("saved"))
	late.press("\x1b[?2026;2$y\x1b[?2027;2$y")
	late.until(func() bool { return late.drawn() == w.drawn() }, "the same frame as on the screen before it")
	late.add("👩‍🚀 flew by")
	late.wantAsIfFresh(db, "", words("question.type-here"))
}

func TestAPasteThatTheTerminalDoesNotMarkIsReadAsOne(t *testing.T) {
	t.Parallel()
	w := newWindow(t, newDB(t), threePeople...)
	w.waitFor("0 of 3")
	w.send("3 - Ana\r4 - Eva\r5 - Cem\r")
	w.waitFor("3 of 3", "3 answers read.")
	w.press(enter, words("reveal.today"), "3 answered")
	w.press(enter+pageDown+pageDown, question("channels"))
	var frames atomic.Int32
	w.watch(func(string) { frames.Add(1) })
	w.send(strings.Repeat(strings.Repeat("on and on ", 11)+"\r", 90) + "to the end")
	w.waitFor("to the end")
	if n := frames.Load(); n > 10 {
		t.Errorf("10,000 characters are drawn in %d frames", n)
	}
	w.press(enter, words("question.type-here"), words("saved"))
}

func TestKeysThatComeInPartsAreWhole(t *testing.T) {
	t.Parallel()
	var w *window
	for late, tries := true, 0; late && tries < 20; tries++ { // on a busy machine the rest may come when it is none any more
		w, late = newWindow(t, newDB(t), threePeople...), false
		w.waitFor("0 of 3")
		for _, key := range []string{up, down, f3, "\x1b[15~", "\x1b[24;2~"} {
			begun := time.Now()
			w.send(escape)
			time.Sleep(100 * time.Millisecond)
			w.send(key[1:])
			late = late || time.Since(begun) > 130*time.Millisecond // of the 200 after which it is none
		}
		time.Sleep(250 * time.Millisecond)
		late = late || !strings.Contains(w.screen(), "0 of 3") // the program came to the rest too late
	}
	w.press("4", "1 of 3")
	w.press(pageDown, statement("trust"))
	w.send(escape)
	time.Sleep(50 * time.Millisecond)
	w.send("5") // behind the step back
	w.waitFor("2 of 3")
	w.press(pageDown, statement("trust"))
	w.press(escape, statement("contact"))
}

// answersLate plays a terminal that answers the program's questions after a time, as on a slow line, in which a key is pressed as soon as
// the first is asked. It returns what the next program there would read.
func answersLate(t *testing.T, cmd *exec.Cmd, after time.Duration, key string) (left string) {
	t.Helper()
	f, tty, err := pty.Open()
	must(t, err)
	f = closable(t, f)
	defer func() { _, _ = f.Close(), tty.Close() }()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	must(t, cmd.Start())
	go func() {
		for b, pressed := make([]byte, 4096), false; ; {
			n, err := f.Read(b)
			if err != nil {
				return
			}
			var answers strings.Builder
			for i := range n {
				for question, answer := range map[string]string{
					ansi.RequestModeSynchronizedOutput: "\x1b[?2026;2$y", ansi.RequestModeUnicodeCore: "\x1b[?2027;2$y", ansi.RequestKittyKeyboard: "\x1b[?0u",
					ansi.RequestBackgroundColor: "\x1b]11;rgb:0000/0000/0000\x1b\\",
				} {
					if bytes.HasPrefix(b[i:n], []byte(question)) {
						answers.WriteString(answer)
					}
				}
			}
			time.AfterFunc(after, func() { _, _ = f.WriteString(answers.String()) })
			if !pressed && answers.Len() > 0 {
				pressed = true
				_, _ = f.WriteString(key)
			}
		}
	}()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	time.Sleep(after)
	if _, err := term.MakeRaw(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	fd, b := int(tty.Fd()), make([]byte, 256)
	must(t, unix.SetNonblock(fd, true))
	n, _ := unix.Read(fd, b) // nothing is an error
	return string(b[:max(n, 0)])
}

// It counts in milliseconds, and so runs beside no other test.
func TestAnswersOfTheTerminalThatComeLateDoNotComeToTheShell(t *testing.T) {
	if testing.Short() {
		t.Skip("it opens a terminal")
	}
	for _, after := range []time.Duration{0, 50 * time.Millisecond, 150 * time.Millisecond} {
		left := "at first"
		for tries := 0; left != "" && tries < 5; tries++ { // on a busy machine they may come later
			left = answersLate(t, call(t, "program", newDB(t)), after, ctrlC)
		}
		if left != "" {
			t.Errorf("%q is left of answers that come after %v", left, after)
		}
	}
}

// row returns where on the screen a text stands, and its line.
func (w *window) row(text string) (y int, line string) {
	w.t.Helper()
	for y, line := range strings.Split(w.screen(), "\n") {
		if strings.Contains(line, text) {
			return y, line
		}
	}
	w.t.Fatalf("nowhere stands %q", text)
	return 0, ""
}

// everyRun returns all runs of a database.
func everyRun(t testing.TB, db string) (runs []checks.Run) {
	t.Helper()
	s := store.New(db, content.Check())
	list, err := s.Runs("")
	must(t, err)
	for _, sum := range list {
		r, _, err := s.Run(sum.ID)
		must(t, err)
		runs = append(runs, r)
	}
	return runs
}

// channels returns the answers to the first question, by run.
func channels(t testing.TB, db string) (all [][]string) {
	t.Helper()
	for _, r := range everyRun(t, db) {
		var texts []string
		for _, a := range r.Answers["channels"] {
			texts = append(texts, a.Text)
		}
		all = append(all, texts)
	}
	slices.SortFunc(all, slices.Compare)
	return all
}

// drafts returns what stands in the text fields of all runs, draftsOf in those of one.
func drafts(t testing.TB, db string) (all []string) {
	t.Helper()
	for _, r := range everyRun(t, db) {
		all = append(all, draftsOf(r)...)
	}
	return all
}

func draftsOf(r checks.Run) []string { return slices.Sorted(maps.Values(r.Drafts)) }

func wantChannels(t testing.TB, db string, want ...[]string) {
	t.Helper()
	if got := channels(t, db); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("the runs hold %q, not %q", got, want)
	}
}

// conflict opens a run in two windows, of which the second one answers a question without knowing of an answer of the first one.
func conflict(t testing.TB, db string) (first, second *window) {
	t.Helper()
	first = asking(t, call(t, "live", db, threePeople...))
	first.add("of both")
	second = live(t, db, "resume")
	second.waitFor("1 of both")
	first.add("of the first")
	second.press("of the second"+enter, words("conflict.what"))
	wantChannels(t, db, []string{"of both", "of the first"})
	return first, second
}

func TestTheSecondWriterCanKeepARunOfItsOwn(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	first, second := conflict(t, db)
	second.press(down+enter, "2 of the second", words("saved"))
	second.add("and more")
	first.add("of the first, again")
	wantChannels(t, db, []string{"of both", "of the first", "of the first, again"}, []string{"of both", "of the second", "and more"})
	if out := printed(t, db, "runs"); strings.Count(out, "Payments") != 2 {
		t.Errorf("runs prints\n%s", out)
	}
}

func TestAConflictAtTheEndLosesNeitherEdit(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *window){
		"a signal":             func(w *window) { w.signal(syscall.SIGTERM) },
		"the window is closed": func(w *window) { _ = w.pty.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := newDB(t)
			_, second := conflict(t, db)
			end(second)
			second.exitCode()
			wantChannels(t, db, []string{"of both", "of the first"}, []string{"of both", "of the second"})
		})
	}
}
