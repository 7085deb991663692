//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
	"emptychair/store"
)

// plain are answers in letters whose width every terminal knows. Lines with clusters of [exotic] are written anew in each frame.
var plain = []string{"Each team answers its own mail", "Sales forwards what it likes", "für Kunden, naïve and whole"}

// wideWindow opens the program at 120 × 40 in a database that holds what people really write, with these answers in each question.
func wideWindow(b *testing.B, minutes string, answers []string) *window {
	b.Helper()
	db := filepath.Join(b.TempDir(), "runs.db")
	runs := seedRuns()
	for i := range runs {
		for q, list := range runs[i].Answers {
			for _, text := range answers {
				list = append(list, checks.Answer{Text: text, Marks: 1})
			}
			runs[i].Answers[q] = list
		}
	}
	if err := saveInOrder(store.New(db, content.Check()), runs...); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(build(b, "emptychair", "."), "--db", db, "--lang", "en", "start", "--team", "Payments", "--people", "6", "--minutes", minutes)
	cmd.Env = []string{"TERM=xterm-256color", "COLORTERM=truecolor", "HOME=" + b.TempDir()}
	w := openWindow(b, 120, 40, cmd)
	w.waitFor(words("look.ask"))
	w.press(enter)
	w.waitFor("0 of 6")
	w.waitFor(words("saved"))
	return w
}

// cost is how many bytes the answer to keys takes.
func (w *window) cost(keys, shows string) int {
	w.t.Helper()
	before := w.settle()
	w.press(keys)
	w.waitFor(shows)
	return w.settle() - before
}

// reportMost reports the largest of several costs, which may not be above the bound. They do not depend on the machine.
func reportMost(b *testing.B, what string, costs []int, bound int) {
	b.Helper()
	most := 0
	for _, n := range costs {
		most = max(most, n)
	}
	b.ReportMetric(float64(median(costs)), what+"-median-bytes")
	b.ReportMetric(float64(most), what+"-most-bytes")
	if most > bound {
		b.Errorf("a %s costs %d bytes of at most %d", what, most, bound)
	}
}

// answerAll goes to the first question and gives it these answers.
func answerAll(w *window, answers []string) {
	w.t.Helper()
	w.press(pageDown + pageDown + pageDown)
	w.waitFor(question("channels"))
	for _, text := range answers {
		w.press(text + enter)
	}
	w.waitFor(words("question.type-here"))
	w.waitFor(words("saved"))
}

// BenchmarkBytesOfATick counts what the terminal gets each second while nobody types.
func BenchmarkBytesOfATick(b *testing.B) {
	b.Run("plain", func(b *testing.B) { bytesOfATick(b, plain, 60) })
	b.Run("exotic", func(b *testing.B) { bytesOfATick(b, exotic, 600) })
}

func bytesOfATick(b *testing.B, answers []string, bound int) {
	b.Helper()
	w := wideWindow(b, "45", answers)
	answerAll(w, answers)
	var costs []int
	for before := w.settle(); len(costs) < 5; {
		w.until(func() bool { return len(w.bytes()) > before }, "the clock")
		after := w.settle()
		costs, before = append(costs, after-before), after
	}
	b.ReportMetric(0, "ns/op")
	reportMost(b, "tick", costs, bound)
}

// BenchmarkBytesOfAKey counts what the terminal gets for each character of an answer.
func BenchmarkBytesOfAKey(b *testing.B) {
	w := wideWindow(b, "0", plain)
	answerAll(w, plain)
	var costs []int
	typed := ""
	for _, r := range "Each 👍 of a 日本 team ü" {
		typed += string(r)
		costs = append(costs, w.cost(string(r), "› "+strings.TrimRight(typed, " ")))
	}
	for range 6 {
		costs = append(costs, w.cost("\x7f", "›"))
	}
	b.ReportMetric(0, "ns/op")
	reportMost(b, "key", costs, 300)
}

// BenchmarkBytesOfAScreen counts what the terminal gets when another screen opens.
func BenchmarkBytesOfAScreen(b *testing.B) {
	w := wideWindow(b, "0", plain)
	answerAll(w, plain)
	var costs []int
	for _, step := range []struct{ keys, shows string }{
		{pageUp, statement("value")}, {pageUp, statement("trust")}, {pageUp, statement("contact")}, {"5", "1 of 6"},
		{enter + enter, words("reveal.today")}, {f2, words("chair.back")}, {"x", words("reveal.today")}, {"?", "suspend"},
		{escape, words("reveal.today")}, {pageDown + pageDown + pageDown, question("channels")},
		{"and one more" + enter, "• and one more"}, {tab, words("question.tab-back")}, {"\x1bOR", "Answers of"},
		{tab, words("question.type-here")}, {pageDown, question("decisions")},
		{pageDown + pageDown + pageDown, words("choose.ask")}, {"a", "Who"}, {escape, words("choose.how")},
		{pageDown, words("close.ask")}, {"f", words("close.finished")}, {enter, "Last run"}, {"p", words("past.title")},
		{enter, "Run 01"}, {escape, words("past.title")}, {escape, "Last run"}, {"n", words("setup.ask")},
		{escape, "Last run"}, {"c", "compared with"}, {pageDown, "lines"}, {"b", "be compared with?"},
		{escape, "lines"}, {escape, "Last run"}, {"t", "‹Q"}, {"\x1b[D", "‹Q3/26›"}, {escape, "Last run"},
		{"s", words("stories.begin")}, {"n", words("story.ask")}, {"rang" + enter + enter + enter + enter + enter, "The story is saved"}, {enter, "Story · Payments"},
		{escape, "1 story"}, {escape, "Last run"}, {"a", "open action"}, {escape, "Last run"}, {"v", "as of"}, {escape, "Last run"},
	} {
		costs = append(costs, w.cost(step.keys, step.shows))
	}
	b.ReportMetric(0, "ns/op")
	reportMost(b, "screen", costs, 8000)
}
