package checks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"emptychair/checks"
)

func TestNewRunStandsAtItsFirstStage(t *testing.T) {
	s := checks.Setup{Team: " Payments\t\x1b", Kind: checks.Team, People: 6, Minutes: 45}
	got, err := checks.NewRun(check, s, "run-1", start)
	want := checks.Run{
		ID: "run-1", Check: "customer-obsession", Team: "Payments", Kind: checks.Team, People: 6, Minutes: 45, Day: checks.DayOf(start), Started: start, At: "contact",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestASoloRunIsOnePersons(t *testing.T) {
	for _, people := range []int{0, 1, 7} {
		r, err := checks.NewRun(check, checks.Setup{Team: "Ana", Kind: checks.Solo, People: people}, "run-1", start)
		if err != nil || r.People != 1 {
			t.Errorf("%d people asked for: %d, %v", people, r.People, err)
		}
	}
}

func TestNewRunRefusesASetupThatIsWrong(t *testing.T) {
	for code, setups := range map[checks.Code][]checks.Setup{
		checks.CodeTeamEmpty:   {{Kind: checks.Team, People: 6}, {Team: " \n\x00", Kind: checks.Team, People: 6}},
		checks.CodePeople:      {{Team: "Payments", Kind: checks.Team}},
		checks.CodeUnknownWord: {{Team: "Payments", People: 6}, {Team: "Payments", Kind: checks.Team, People: 4, Origin: "hearsay"}},
	} {
		for _, setup := range setups {
			_, err := checks.NewRun(check, setup, "run-1", start)
			wantCode(t, err, code)
		}
	}
}

// spoiled is a run of six people with parts of its JSON replaced; AA, XX and NN are the longest name, and texts and names that are
// too long by one.
func spoiled(patch string) checks.Run {
	r := newRun(6)
	long := strings.NewReplacer("AA", strings.Repeat("ä", checks.MaxName), "XX", strings.Repeat("ä", checks.MaxText+1), "NN", strings.Repeat("ä", checks.MaxName+1))
	must(json.Unmarshal([]byte(long.Replace(patch)), &r))
	return r
}

func TestARunIsRefusedForWhatIsWrongInIt(t *testing.T) {
	answered := func(answer string) string { return `{"answers": {"risks": [{` + answer + `}]}}` }
	acted := func(edit string) string {
		return `{"actions": [{"id": "a", "from": "risks", "text": "Call", "state": "open", ` + edit + `}]}`
	}
	rated := func(rating string) string { return `{"ratings": {"contact": {` + rating + `}}}` }
	for code, patches := range map[checks.Code][]string{
		"": {
			`{}`, `{"team": "AA"}`, `{"people": 99}`, `{"people": 1}`, `{"minutes": 480}`, `{"drafts": {"risks": "half a \n"}}`,
			rated(`"counts": [3, 2, 0, 0, 0], "no_answer": 1`), rated(`"chair": {"step": 5, "evidence": "calls"}, "story": "a story"`),
			rated(`"counts": [3, 5, 0, 0, 1], "people": 9`), rated(`"before": {"counts": [0, 0, 9, 0, 90], "no_answer": 0}`),
			answered(`"text": "calls\nand mail", "marks": 3`), acted(`"due": "2026-02-28"`), acted(`"state": "dropped", "reason": "no time"`),
		},
		checks.CodeID:           {`{"id": ""}`, `{"id": "run\u001b"}`, `{"id": "XX"}`, `{"look_back": true, "looked": {"XX": {"outcome": "done", "on": "2026-11-22"}}}`, acted(`"id": ""`)},
		checks.CodeUnknownCheck: {`{"check": "other"}`},
		checks.CodeUnknownWord: {
			`{"origin": "hearsay"}`, acted(`"state": "later"`), `{"kind": ""}`, `{"kind": "group"}`,
			`{"at": "nowhere"}`, `{"spent": {"nowhere": 1}}`, `{"drafts": {"nowhere": "x"}}`,
		},
		checks.CodeWantTime:  {`{"started": "0001-01-01T00:00:00Z"}`},
		checks.CodeTeamEmpty: {`{"team": ""}`, `{"team": " \n"}`},
		checks.CodeTeamLong:  {`{"team": "NN"}`},
		checks.CodePeople: {
			`{"people": 0}`, `{"people": -1}`, `{"people": 100}`, `{"kind": "solo", "people": 2}`, rated(`"people": -1`), rated(`"people": 100`),
			`{"kind": "solo", "people": 1, ` + rated(`"people": 2`)[1:],
		},
		checks.CodeMinutes:     {`{"minutes": -1}`, `{"minutes": 481}`},
		checks.CodeUnknownItem: {`{"ratings": {"risks": {}}}`, `{"answers": {"contact": null}}`, acted(`"from": "choose"`)},
		checks.CodeCount: {
			rated(`"counts": [0, -1, 2, 0, 0]`), rated(`"no_answer": -1`), rated(`"counts": [9223372036854775807, 9223372036854775807, 0, 0, 0]`),
			rated(`"before": {"counts": [0, 0, 100, 0, 0], "no_answer": 0}`), rated(`"before": {"counts": [0, 0, 1, 0, 0], "no_answer": -1}`),
		},
		checks.CodePeopleVoted: {
			rated(`"counts": [3, 2, 1, 0, 0], "no_answer": 1`), rated(`"counts": [3, 2, 0, 0, 0], "people": 4`), rated(`"before": {"counts": [50, 50, 0, 0, 0], "no_answer": 0}`),
			`{"kind": "solo", "people": 1, ` + rated(`"before": {"counts": [1, 1, 0, 0, 0], "no_answer": 0}`)[1:],
		},
		checks.CodeNoVotes: {rated(`"revealed": true`)},
		checks.CodeStep:    {rated(`"chair": {"step": 6}`)},
		checks.CodeContradicts: {
			`{"corrected": "2026-11-29"}`, `{"finished": "2026-11-22T09:41:00Z", "day": "2026-11-22", ` + rated(`"counts": [1, 0, 0, 0, 0]`)[1:],
			`{"finished": "2026-11-22T09:41:00Z", ` + rated(`"before": {"counts": [1, 0, 0, 0, 0], "no_answer": 0}`)[1:],
		},
		checks.CodeTextEmpty:   {answered(``), acted(`"text": ""`)},
		checks.CodeTextLong:    {rated(`"chair": {"step": 5, "evidence": "XX"}`), rated(`"story": "XX"`), answered(`"text": "XX"`)},
		checks.CodeMarks:       {answered(`"text": "a", "marks": -1`), answered(`"text": "a", "marks": 100`)},
		checks.CodeAnswersFull: {answered(strings.Repeat(`}, {`, checks.MaxAnswers))},
		checks.CodeOwnerLong:   {acted(`"owner": "NN"`)},
		checks.CodeTwice:       {acted(`"owner": ""}, {"id": "a", "from": "risks", "text": "Call", "state": "open"`)},
		checks.CodeInvalid: {
			`{"team": "Pay\u001bments"}`, `{"drafts": {"risks": "\u001b"}}`, rated(`"chair": {"step": 5, "evidence": "\u001b[31m"}`),
			rated(`"story": "a\u202eb"`), answered(`"text": "a\u0007"`), acted(`"text": "a\u001b"`), acted(`"reason": "\u001b"`), acted(`"owner": "\u001b"`),
		},
	} {
		for _, patch := range patches {
			if _, err := checks.NewFlow(check, spoiled(patch)); checks.CodeOf(err) != code || (err == nil) != (code == "") {
				t.Errorf("%s: %v, want %q", patch, err, code)
			}
		}
	}
	r := newRun(6) // what JSON cannot say
	r.Spent = checks.Spent{"risks": -1}
	wantCode(t, r.Validate(check), checks.CodeWantSeconds)
	for _, day := range []checks.Day{{Year: 2026, Month: 2, Day: 30}, {Year: 20260, Month: 2, Day: 3}} {
		r = newFlow(6, action("a")).Run()
		r.Actions[0].Due = day
		wantCode(t, r.Validate(check), checks.CodeDay)
	}
	r = newRun(6)
	r.Finished = r.Started.AddDate(9000, 0, 0)
	wantCode(t, r.Validate(check), checks.CodeWantTime)
}

func TestCloneSharesNothing(t *testing.T) {
	f := newFlow(6, votes("contact", 4), answers("risks", "price"), action("a"))
	f.SetDraft("half a thought")
	f.Spend(time.Minute)
	run := f.Run()
	held := run.Clone()
	same(t, run, held)
	other := run.Clone()
	other.Ratings["contact"] = checks.Rating{}
	other.Answers["risks"][0].Text = "changed"
	other.Answers["channels"] = nil
	other.Actions[0].Text = "changed"
	other.Spent["contact"] = 0
	other.Drafts["contact"] = "changed"
	same(t, held, run)
}

func TestStagesFollowTheCheck(t *testing.T) {
	var ids []string
	for _, s := range newRun(6).Stages(check) {
		ids = append(ids, s.ID)
	}
	same(t, "contact trust value channels decisions unclear risks choose close", strings.Join(ids, " "))
	if !check.Has("trust") || !check.Has("risks") || check.Has("close") || check.HasQuestion("trust") {
		t.Error("items and questions are confused")
	}
}

func TestRunEnteredLaterEndedWhenItTookPlace(t *testing.T) {
	then := at("2026-05-12 12:00")
	f := get(checks.NewFlow(check, get(checks.NewRun(check, checks.Setup{Team: "Payments", Kind: checks.Team, People: 4, Origin: checks.OriginLater}, "R1", then))))
	must(f.Finish(then.AddDate(0, 6, 0)))
	if r := f.Run(); !r.Finished.Equal(then) || r.Origin != checks.OriginLater {
		t.Errorf("finished %v, %q", r.Finished, r.Origin)
	}
}

func TestEverythingThatIsWrongIsFoundAtItsPlace(t *testing.T) {
	run := spoiled(`{
		"id": "", "kind": "crowd", "minutes": -1, "answers": {"risks": [{"text": "a"}, {"marks": 100}]},
		"ratings": {"trust": {"counts": [0, 0, 100, 0, 0], "chair": {"step": 6}}, "contact": {"counts": [0, 0, 0, 0, 7], "revision": -1}},
		"looked": {"a.b": {"outcome": "dropped"}}, "actions": [{"id": "a", "from": "risks", "text": "Call", "state": "later"}]
	}`)
	story := checks.Story{ID: "S1", Team: "Ops", Source: checks.FromReport, Text: "x", Complaint: checks.Complaint{
		State: checks.ComplaintGone, Cases: 1, Before: []checks.Attempt{{Whys: []string{""}}},
	}}
	between := checks.Action{ID: "a", Team: "Ops", Text: "Call", State: checks.Open}
	ofRun := between
	ofRun.Run, ofRun.From = "R1", "choose"
	for _, tt := range []struct {
		record checks.Record
		want   []string // paths and codes
	}{
		{run, []string{
			"id id", "kind unknown-word", "minutes minutes", "ratings.contact.revision want-other", "ratings.contact people-voted",
			"ratings.trust.counts[2] count", "ratings.trust.chair.step step", "answers.risks[1].text text-empty", "answers.risks[1].marks marks",
			"look_back contradicts", `looked["a.b"].on day`, `looked["a.b"].reason reason-empty`, "actions[0].state unknown-word",
		}},
		{story, []string{
			"on day", "complaint.steps invalid", "complaint.cause invalid", "complaint.fix invalid",
			"complaint.before[0].whys[0] text-empty", "complaint.before[0].fix text-empty",
		}},
		{checks.Marks{}, []string{"team team-empty"}},
		{between, []string{"made missing-field"}},
		{ofRun, []string{"from unknown-item"}},
	} {
		var found []string
		for _, p := range tt.record.Problems(check) {
			found = append(found, p.Path.String()+" "+string(p.Err.Code))
		}
		if diff := cmp.Diff(tt.want, found); diff != "" {
			t.Errorf("%T: %s", tt.record, diff)
		}
	}
}

// That each field counts is tested beside the interchange format, in which a forgotten one would be lost as well.
func TestRecordsAreTheSameOfOneKindInAnyZoneAndWithoutEmptyLists(t *testing.T) {
	all := []checks.Record{checks.Run{Started: start}, checks.Action{Made: start}, checks.Story{}, checks.Marks{}}
	berlin := start.In(time.FixedZone("", 7200))
	again := []checks.Record{
		checks.Run{Started: berlin, Answers: map[string][]checks.Answer{"channels": {}}, Ratings: map[string]checks.Rating{}},
		checks.Action{Made: berlin},
		checks.Story{},
		checks.Marks{},
	}
	for i, a := range all {
		for j, b := range again {
			if checks.Same(a, b) != (i == j) {
				t.Errorf("%T and %T", a, b)
			}
		}
	}
}

// A mark without a width at the ends of a text is nothing that somebody wrote.
func TestWhatNobodySeesIsNoTextBetweenRuns(t *testing.T) {
	const unseen = "\u200b"
	action := checks.Action{ID: "a", Text: unseen + "call" + unseen, State: checks.Open, Team: "A", Made: start}
	made := get(checks.NewAction(check, checks.Action{}, action))
	dropped := get(made.Drop("others do it" + unseen))
	explained := get(checks.NewComplaint(today).Explain([]string{unseen + "no bell", unseen}, today))
	if made.Text != "call" || dropped.Validate(check) != nil || explained.Cause() != "no bell" || len(explained.Whys) != 1 {
		t.Errorf("%+v, %+v, %+v", made, dropped, explained)
	}
	action.Text = unseen
	_, err := checks.NewAction(check, checks.Action{}, action)
	wantCode(t, err, checks.CodeTextEmpty)
	_, err = made.Drop(unseen)
	wantCode(t, err, checks.CodeReasonEmpty)
	_, err = checks.NewComplaint(today).Explain([]string{unseen}, today)
	wantCode(t, err, checks.CodeNoCause)
}

func TestErrorsAreKnownByTheirCode(t *testing.T) {
	err := fmt.Errorf("saving: %w", &checks.Error{Code: checks.CodeBusy, Subject: "a.db", Err: io.ErrUnexpectedEOF})
	if checks.CodeOf(err) != checks.CodeBusy || !errors.Is(err, &checks.Error{Code: checks.CodeBusy}) {
		t.Errorf("code %q", checks.CodeOf(err))
	}
	if errors.Is(err, &checks.Error{Code: checks.CodeIO}) || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("it is taken for another, or does not know what is behind it")
	}
	if checks.CodeOf(io.EOF) != "" || checks.CodeOf(nil) != "" {
		t.Error("a foreign error has a code")
	}
}

func TestErrorTellsAProgrammerEverything(t *testing.T) {
	for want, err := range map[string]*checks.Error{
		"day": {Code: checks.CodeDay}, "day (31.4.)": {Code: checks.CodeDay, Subject: "31.4."},
		"io (a.db): short write": {Code: checks.CodeIO, Subject: "a.db", Err: io.ErrShortWrite},
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
}

func TestCleanTakesOutWhatCouldHarmATerminal(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"ordinary text", "Grüße, 世界! 100 % – „so“", "Grüße, 世界! 100 % – „so“"},
		{"emoji sequences", "👍🏽 4️⃣ 👩‍👩‍👧 🪑", "👍🏽 4️⃣ 👩‍👩‍👧 🪑"},
		{"combining marks", "e\u0301 n\u0303", "e\u0301 n\u0303"},
		{"newline", "a\nb\n", "a\nb\n"},
		{"line ends", "a\r\nb\rc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"},
		{"carriage returns one by one", "a\r\r\nb", "a\n\nb"},
		{"tab", "a\tb", "a b"},
		{"escape sequence", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"unterminated OSC", "\x1b]0;title", "]0;title"},
		{"C0 and DEL", "a\x00\x07\x08\x0b\x0c\x7fb", "ab"},
		{"C1", "a\u009b31m\u009d\u0090b", "a31mb"},
		{"bidi controls", "a\u202e\u202a\u202c\u2066\u2069\u200e\u200f\u061cb", "ab"},
		{"byte order mark", "\ufeffa\ufeffb", "ab"},
		{"invalid UTF-8", "a\xff\xfeb\xe2\x82", "a\ufffdb\ufffd"},
		{"a C1 byte alone", "a\x9bb", "a\ufffdb"},
	}
	for _, tt := range tests {
		if got := checks.Clean(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCleanLineStandsOnOneLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{" \n\t\r\n ", ""},
		{"  Team   Payments\n", "Team Payments"},
		{"a\nb\r\nc\u2028d", "a b c d"},
		{"a\u00a0b\u3000c", "a b c"},
		{"\x1b[1m Ana \x1b[0m", "[1m Ana [0m"},
		{"👩‍👩‍👧 family", "👩‍👩‍👧 family"},
	}
	for _, tt := range tests {
		if got := checks.CleanLine(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"", "plain", "a\r\nb\rc", "\x1b]8;;http://x\x07link\x1b]8;;\x07", "\u202egnp.exe", "\xe2\x82", "\xc2\x9b31m",
		"👍🏽👩‍👩‍👧4️⃣", "e\u0301", "\ufeffx", "\x00\x7f\u0085\u2028", "tab\tbed", "\r\x00\n", "„Wort“ – 3½",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean, line := checks.Clean(s), checks.CleanLine(s)
		for _, got := range []string{clean, line} {
			if !utf8.ValidString(got) {
				t.Fatalf("%q is not valid UTF-8", got)
			}
			if i := strings.IndexFunc(got, harmful); i >= 0 {
				t.Fatalf("%q holds a control at %d", got, i)
			}
		}
		if again := checks.Clean(clean); again != clean {
			t.Fatalf("%q cleaned twice is %q", clean, again)
		}
		if strings.Contains(line, "\n") || strings.TrimSpace(line) != line || checks.CleanLine(line) != line {
			t.Fatalf("%q is not one clean line", line)
		}
		if utf8.ValidString(s) && ordinary(s) != ordinary(clean) {
			t.Fatalf("%q became %q", s, clean)
		}
	})
}

func harmful(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r)
}

// ordinary is what must survive cleaning: all but white space, controls and the byte order mark.
func ordinary(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || harmful(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

func TestADigitOfAnyScriptIsReadAsTheSameNumber(t *testing.T) {
	n := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d := checks.LatinDigit(r)
		switch {
		case !unicode.IsDigit(r) && d != r:
			t.Errorf("%q becomes %q", r, d)
		case unicode.IsDigit(r) && d != '0'+rune(n%10):
			t.Errorf("%q becomes %q, not %d", r, d, n%10)
		}
		if unicode.IsDigit(r) {
			n++
		}
	}
	for r, want := range map[rune]rune{'４': '4', '٤': '4', '४': '4', '𝟜': '4', '𝟶': '0'} {
		if got := checks.LatinDigit(r); got != want {
			t.Errorf("%q becomes %q", r, got)
		}
	}
}

func TestOnlyWhatIsNearIsSuggested(t *testing.T) {
	names := []string{"start", "resume", "runs", "show", "delete", "paths", "version", "help"}
	cases := map[string]string{
		"shwo": "show", "SHOE": "show", "satrt": "start", "run": "runs", "deletee": "delete", "versionn": "version", "hlep": "help", "reusme": "resume",
		"foo": "", "x": "", "sh": "", "list": "", "new": "", "": "", "exportieren": "", "übung": "",
	}
	for typed, want := range cases {
		if got := checks.Near(typed, names); got != want {
			t.Errorf("Near(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestATeamIsNamedAsItIsKnownAndNobodyMeansOnePersonsOwn(t *testing.T) {
	teams := []string{checks.Me, "Payments", "Café", "Ops", "OPS"}
	for typed, want := range map[string]string{
		"payments": "Payments false ", "Paymens": "Paymens true Payments", "cafe\u0301": "Café false ", "Ops": "Ops false ", "oPs": "oPs true Ops",
		"me": "Me true ", "Market": "Market true ",
	} {
		name, isNew, near := checks.NameTeam(teams, typed)
		if got := fmt.Sprint(name, " ", isNew, " ", near); got != want {
			t.Errorf("%q is %q, not %q", typed, got, want)
		}
	}
}
