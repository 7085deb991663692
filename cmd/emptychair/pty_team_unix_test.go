//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks/content"
)

func TestATeamWalksThroughAWholeRun(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "new folder", "runs.db")
	w := live(t, db)
	setUp(w)
	for _, v := range teamVotes {
		voteAndReveal(w, v)
	}
	for _, q := range teamAnswers {
		w.answerAll(q.id, q.texts...)
	}
	chooseTwo(w)
	w.waitFor(words("close.ask"))
	w.waitFor("12 answers · 2 actions")
	w.press("f")
	w.waitFor(words("close.finished"))
	w.waitFor(words("saved"))
	w.press(enter)
	w.waitFor("Last run")
	w.press("q")
	w.wantExit(exitOK)
	wantTeamRun(t, printed(t, db, "show", "latest", "--format", "json"))
}

func TestNobodyCanSeeAnAnswerBeforeTheReveal(t *testing.T) {
	t.Parallel()
	var first string
	for _, chat := range []string{"1 1 1 1 1 1", "Ana: 5\nBen 👍\n5\n5/5\n0\n👍🏿"} {
		w := newWindow(t, filepath.Join(t.TempDir(), "runs.db"), nil, "start", "--team", "Payments", "--people", "6")
		w.waitFor("0 of 6")
		w.paste(chat)
		w.waitFor("6 of 6")
		w.waitFor(words("saved")) // before it is drawn anew, or the cursor would stay where that was drawn last
		w.press(f2)               // and back, so that nothing is left of the note on what was read
		w.waitFor(words("chair.back"))
		w.press(escape)
		w.waitFor("6 of 6")
		w.waitFor(words("saved"))
		got := w.drawn() + fmt.Sprint(w.cursor())
		if first == "" {
			first = got
		} else if got != first {
			t.Errorf("the answers show:\n%q\n%q", first, got)
		}
	}
}

// setUp begins a run of six people of Payments that takes 45 minutes.
func setUp(w *window) {
	w.t.Helper()
	w.waitFor(words("home.welcome"))
	w.press("n")
	w.waitFor(words("setup.ask"))
	w.press("Payments")
	w.waitFor("Payments")
	for range 5 { // to who takes part, people, minutes, language, begin
		w.press(enter)
	}
	w.waitFor(words("setup.about.begin"))
	w.press(enter)
}

// voted is what six people answer to an item.
type voted struct {
	item, chat, note, reveal string
	typed                    string // one by one, after the chat
}

var teamVotes = []voted{
	{
		item: "contact", note: "6 answers read, 1 line not understood", reveal: "two camps",
		chat: "Ana: 4\nBen 👍\nCarla - 2\nhow was your weekend?\nDieter: 👎🏽\n\nEda: 1/5\n4",
	},
	{item: "trust", chat: "4 3 4 4 3 4", note: "6 answers read", reveal: "together"},
	{item: "value", chat: "Ana: 5\nBen: -\nCarla: 2\n", typed: "033", note: "3 answers read", reveal: "one sees it differently"},
}

func voteAndReveal(w *window, v voted) {
	w.t.Helper()
	w.waitFor(statement(v.item))
	w.waitFor("0 of 6")
	w.paste(v.chat)
	w.waitFor(v.note)
	w.press(v.typed)
	w.waitFor("6 of 6")
	w.waitFor(words("saved"))
	for _, telling := range []string{words("figures.head.median"), words("reveal.today"), "Ana", "Ben", "Carla", "Dieter", "Eda", "weekend"} {
		if strings.Contains(w.screen(), telling) {
			w.t.Errorf("before the reveal of %s the screen shows %q", v.item, telling)
		}
	}
	w.press(enter)
	w.waitFor(words("reveal.today"))
	w.waitFor(v.reveal)
	w.press(enter)
}

type asked struct {
	id    string
	texts []string
}

var teamAnswers = []asked{
	{"channels", []string{"a call each month", "tickets, second hand", "the counter in Graz 🏪"}},
	{"decisions", []string{"the new fee", "no export on Fridays", "“no” to the <big> bank & its wishes"}},
	{"unclear", []string{"the dashboard", "the fourth report", "日本語 menus"}},
	{"risks", []string{"refunds take three weeks", "the app logs everybody out", "hélas, l'accueil"}},
}

// chooseTwo makes an action of the second answer, and one of the first item with the keys alone.
func chooseTwo(w *window) {
	w.t.Helper()
	w.waitFor(words("choose.ask"))
	w.press(down + "a")
	w.waitFor("From “" + content.In("en").TitleOf("channels"))
	w.press("Call one customer a week" + enter)
	w.press("Ana" + enter)
	w.press("2031-03-31")
	w.waitFor("2031-03-31")
	w.press(enter)
	w.waitFor("One action")
	w.press(strings.Repeat(down, 20) + "a")
	w.waitFor("From “" + content.In("en").TitleOf("value"))
	w.press("Refund within five days" + tab)
	w.press("Faruk" + tab + "31.12.2031")
	w.waitFor("31.12.2031")
	w.press(enter)
	w.waitFor("2 actions")
	w.waitFor(words("saved"))
	w.press(enter)
}

// wantTeamRun compares a printed run with what was typed; ids and times are only checked for their form, and against each other.
func wantTeamRun(t testing.TB, text string) {
	t.Helper()
	var got map[string]any
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	run := got["run"].(map[string]any)
	id := take(t, run, "id", ulidForm)
	began, ended := moment(t, run, "started"), moment(t, run, "finished")
	if time.Since(began) > time.Hour || ended.Before(began) || time.Now().Before(ended.Add(-time.Second)) {
		t.Errorf("began %v, ended %v", began, ended)
	}
	for _, a := range got["actions"].([]any) {
		action := a.(map[string]any)
		take(t, action, "id", ulidForm)
		if run := take(t, action, "run", ulidForm); run != id {
			t.Errorf("action of run %s in run %s", run, id)
		}
		if made := moment(t, action, "made"); made.Truncate(time.Second) != ended {
			t.Errorf("action made %v in a run that ended %v", made, ended)
		}
	}
	if diff := cmp.Diff(wantedTeamRun(), got); diff != "" {
		t.Errorf("what was typed (-) is not what was printed (+):\n%s", diff)
	}
}

var ulidForm = regexp.MustCompile(`^[0-7][0-9A-HJKMNP-TV-Z]{25}$`)

// take removes a text from an object and holds its form.
func take(t testing.TB, object map[string]any, key string, form *regexp.Regexp) string {
	t.Helper()
	text, ok := object[key].(string)
	if !ok || !form.MatchString(text) {
		t.Errorf("%s is %v", key, object[key])
	}
	delete(object, key)
	return text
}

func moment(t testing.TB, object map[string]any, key string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, take(t, object, key, regexp.MustCompile(`Z$`)))
	if err != nil {
		t.Error(err)
	}
	return at
}

func wantedTeamRun() map[string]any {
	type object = map[string]any
	answers := object{}
	for _, q := range teamAnswers {
		var list []any
		for _, text := range q.texts {
			list = append(list, object{"text": text, "marks": 0.0})
		}
		answers[q.id] = list
	}
	rating := func(noAnswer float64, counts ...any) object {
		return object{
			"revision": 1.0, "revealed": true, "counts": counts, "no_answer": noAnswer, "story": "", "chair": object{"step": 0.0, "evidence": ""},
		}
	}
	action := func(from, text, owner, due string) object {
		return object{"team": "Payments", "from": from, "text": text, "owner": owner, "due": due, "state": "open", "reason": ""}
	}
	return object{
		"format": "emptychair.run", "version": 1.0,
		"run": object{
			"check": "customer-obsession", "team": "Payments", "kind": "team", "people": 6.0, "minutes": 45.0, "changing_team": false,
			"ratings": object{
				"contact": rating(0, 2.0, 1.0, 0.0, 2.0, 1.0), "trust": rating(0, 0.0, 0.0, 2.0, 4.0, 0.0), "value": rating(2, 0.0, 1.0, 2.0, 0.0, 1.0),
			},
			"answers": answers,
		},
		"actions": []any{
			action("channels", "Call one customer a week", "Ana", "2031-03-31"),
			action("value", "Refund within five days", "Faruk", "2031-12-31"),
		},
	}
}
