package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/content"
)

// reported is a thing that is written in its formats.
type reported func(w io.Writer, f Format, o Options) error

// kinds are all kinds of reports: the formats in which the goldens hold what the tests look at, in either language.
var kinds = map[string]struct {
	formats []Format
	schema  string
	of      func(language string) map[string]reported
}{
	"run": {Formats, "run.json", eachOf(wholeRun, map[string]checks.Run{
		"team": teamRun(), "hidden": hiddenRun(), "solo": soloRun(), "looked": lookedRun(), "again": secondVoteRun(), "worth": worthRun(),
	})},
	"compare": {Formats, "compare.json", inLanguage(Compare, comparisons)},
	"beside":  {Formats, "beside.json", inLanguage(Beside, groups)},
	"trend":   {Formats, "trend.json", inLanguage(Trend, trends)},
	"voice":   {VoiceFormats, "voice.json", inLanguage(Voice, voices)},
	"runs":    {Formats, "", eachOf(allRuns, map[string][]checks.Run{"all": someRuns(), "long": longNames(), "none": nil})},
	"stories": {Formats, "stories.json", eachOf(Stories, map[string]List[checks.Story]{"all": {Records: someStories(), IDs: idsOf(someStories())}})},
	"story": {Formats, "stories.json", eachOf(func(w io.Writer, f Format, s checks.Story, o Options) error {
		return Story(w, f, s, checks.ActionsFor(s, someActions()), o)
	}, map[string]checks.Story{"complaint": someStories()[1]})},
	"actions": {Formats, "actions.json", eachOf(Actions, map[string]List[checks.Action]{"all": {Records: someActions(), IDs: idsOf(someActions())}})},
	"due":     {DueFormats, "due.json", eachOf(Due, dueLists())},
	"organisation": {RunFormats[:4], "organisation.json", eachOf(func(w io.Writer, f Format, answers bool, o Options) error {
		return Organisation(w, f, manyTeams(), answers, o)
	}, map[string]bool{"ratings": false, "answers": true})},
	"teams": {Formats, "teams.json", eachOf(Teams, map[string][]checks.Snapshot{"all": someTeams()})},
}

// of is a thing that is written by a function.
func of[T any](write func(io.Writer, Format, T, Options) error, x T) reported {
	return func(w io.Writer, f Format, o Options) error { return write(w, f, x, o) }
}

// inLanguage are things of which people wrote in a language.
func inLanguage[T any](write func(io.Writer, Format, T, Options) error, all map[string]func(string) T) func(string) map[string]reported {
	return func(language string) map[string]reported {
		list := map[string]reported{}
		for name, made := range all {
			list[name] = of(write, made(language))
		}
		return list
	}
}

// eachOf are things that are the same in every language.
func eachOf[T any](write func(io.Writer, Format, T, Options) error, all map[string]T) func(string) map[string]reported {
	made := map[string]func(string) T{}
	for name, x := range all {
		made[name] = func(string) T { return x }
	}
	return inLanguage(write, made)
}

// Every report is in both languages and all formats as the goldens say. Text keeps within the usual width, and JSON to its schema.
func TestReports(t *testing.T) {
	for kind, k := range kinds {
		for _, language := range []string{"en", "de"} {
			for name, write := range k.of(language) {
				for _, f := range k.formats {
					t.Run(fmt.Sprintf("%s/%s-%s-%s", kind, name, language, f), func(t *testing.T) {
						got := bytesOf(t, write, f, in(language))
						golden.RequireEqual(t, got)
						if f == JSON && k.schema != "" {
							fits(t, k.schema, got)
						}
						if f == Text {
							keepsWithin(t, usualWidth, got)
						}
					})
				}
			}
		}
	}
}

// Only the time of the day, which tells two runs of one day apart, is that of the reader.
func TestEveryReportNamesTheSameDaysInEveryZone(t *testing.T) {
	for kind, k := range kinds {
		for name, write := range k.of("en") {
			for _, f := range k.formats {
				here, there := in("en"), in("en")
				here.Location, there.Location = time.FixedZone("", -11*3600), time.FixedZone("", 14*3600)
				if kind != "actions" && !bytes.Equal(bytesOf(t, write, f, here), bytesOf(t, write, f, there)) {
					t.Errorf("%s/%s as %s is not the same in two zones", kind, name, f)
				}
			}
		}
	}
}

// alive is what would no longer be text of people, in each format that has a meaning beyond text.
var alive = map[Format][]string{
	Markdown: {"<script", "<b", "<i>", "<u>", "\n# heading", "\n  # heading", "\n| a", "[x](", "</ul>", "|*"},
	HTML:     {"<script", "<b onload", "<b>", "<i>", "<u>", "javascript:1)\"", "</title><b", "</ul><h1>", "</svg><"},
	SVG:      {"<script", "<b", "<i>"},
}

// Whatever people write stays text in all formats, as the goldens show, and no control characters go out.
func TestHostileTextStaysInItsPlace(t *testing.T) {
	r, trend := hostileRun(), demoTrend("en", checks.Team, 0)
	trend.Team = r.Team
	for name, tt := range map[string]struct {
		formats []Format
		write   reported
	}{
		"run":     {RunFormats, of(wholeRun, r)},
		"compare": {RunFormats, of(Compare, checks.Compare(content.Check(), r, demoComparison("en", checks.Team).Current, checks.ChosenRun, false))},
		"beside":  {RunFormats, of(Beside, otherWords("en"))},
		"trend":   {RunFormats, of(Trend, trend)},
		"voice":   {VoiceFormats, of(Voice, hostileVoice())},
		"export":  {ExportFormats[:3], of(Export, exportDataOf(t, []checks.Record{r}, Selection{}))},
	} {
		for _, f := range tt.formats {
			t.Run(name+"-"+string(f), func(t *testing.T) {
				got := bytesOf(t, tt.write, f, in("en"))
				golden.RequireEqual(t, got)
				for _, s := range alive[f] {
					if bytes.Contains(got, []byte(s)) {
						t.Errorf("%q is alive in\n%s", s, got)
					}
				}
				if bytes.ContainsAny(got, "\x1b\u202e\u0007") {
					t.Error("control characters go out")
				}
				if f == SVG && xml.Unmarshal(got, new(struct{})) != nil {
					t.Errorf("it is no XML:\n%s", got)
				}
			})
		}
	}
}

// keepsWithin fails where a line is wider.
func keepsWithin(t *testing.T, width int, text []byte) {
	t.Helper()
	for line := range strings.Lines(string(text)) {
		if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
			t.Errorf("%d cells, not %d: %s", w, width, line)
		}
	}
}

func TestTextKeepsWithinOtherWidths(t *testing.T) {
	crowd := teamRun()
	crowd.People = 40
	crowd.Ratings = map[string]checks.Rating{"contact": {Tally: tally(9, 0, 0, 1, 0, 30), Revision: 1, Revealed: true}}
	for _, width := range []int{54, 100} {
		for _, language := range []string{"en", "de"} {
			o := in(language)
			o.Width = width
			keepsWithin(t, width, written(t, Text, crowd, o))
			for _, kind := range []string{"run", "compare", "trend", "voice", "stories", "story", "actions"} {
				for _, write := range kinds[kind].of(language) {
					keepsWithin(t, width, bytesOf(t, write, Text, o))
				}
			}
		}
	}
}

// What people wrote is left out: it keeps its signs.
func TestASCIIHasNoOtherSigns(t *testing.T) {
	r, c, v := teamRun(), demoComparison("en", checks.Team), voices["team"]("en")
	r.Answers, c.Baseline.Answers, c.Current.Answers = nil, nil, nil
	for i := range v.Complaints {
		v.Complaints[i].Text = "text"
	}
	for i := range v.Stories {
		v.Stories[i].Text = "text"
	}
	o := in("en")
	o.Printer = o.Printer.ASCII()
	for name, got := range map[string][]byte{
		"run": written(t, Text, r, o), "compare": comparisonIn(t, Text, c, o), "trend": trendIn(t, Text, demoTrend("en", checks.Team, 0), o), "voice": voiceIn(t, Text, v, o),
	} {
		for _, c := range string(got) {
			if c > '~' {
				t.Errorf("%s: %q is not ASCII", name, c)
			}
		}
		if name == "run" || name == "trend" {
			t.Run(name, func(t *testing.T) { golden.RequireEqual(t, got) })
		}
	}
}

func TestBoldIsForHeadingsAlone(t *testing.T) {
	o := in("en")
	plain := string(written(t, Text, teamRun(), o))
	o.Bold = true
	bold := string(written(t, Text, teamRun(), o))
	if !strings.HasPrefix(bold, "\x1b[1mPayments\x1b[m\n") {
		t.Errorf("the team does not stand out: %q", bold[:30])
	}
	if ansi.Strip(bold) != plain {
		t.Error("bold changes the text")
	}
}

func TestManyAnswersStackInTheirColumn(t *testing.T) {
	r := teamRun()
	r.People = 40
	r.Ratings = map[string]checks.Rating{"contact": {Tally: tally(0, 1, 16, 0, 7, 8), Revision: 1, Revealed: true}}
	golden.RequireEqual(t, written(t, Text, r, in("en")))
}

func TestNothingOfAHiddenTallyShows(t *testing.T) {
	one, other := hiddenRun(), hiddenRun()
	other.Ratings = map[string]checks.Rating{"contact": {Tally: tally(0, 0, 0, 0, 0, 4), Revision: 1}}
	for _, f := range RunFormats {
		text := string(written(t, f, one, in("en")))
		if text != string(written(t, f, other, in("en"))) {
			t.Errorf("%s tells other votes apart", f)
		}
		if strings.Contains(text, `"counts"`) || strings.Contains(text, `class="now"`) || strings.Contains(text, ",rating,") {
			t.Errorf("%s holds votes:\n%s", f, text)
		}
	}
}

func TestJSONKeepsWhatPeopleWrote(t *testing.T) {
	r := teamRun()
	r.Answers["channels"][0].Text = `<b>"&` + "\n👩🏽‍💻"
	if got := string(written(t, JSON, r, in("en"))); !strings.Contains(got, `"text": "<b>\"&\n👩🏽‍💻"`) {
		t.Errorf("the answer changed: %s", got)
	}
	if strings.Contains(string(written(t, JSON, teamRun(), in("en"))), "looked_back") {
		t.Error("a run that did not look back has a look back")
	}
}

// fits fails where JSON is not as a schema says.
func fits(t rapid.TB, schema string, b []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	must(t, err)
	if err := compiled(t, schema).Validate(v); err != nil {
		t.Errorf("%v\n%s", err, b)
	}
}

// compiledOnce are the schemas that were asked for, by name.
var compiledOnce sync.Map

func compiled(t rapid.TB, schema string) *jsonschema.Schema {
	t.Helper()
	if s, ok := compiledOnce.Load(schema); ok {
		return s.(*jsonschema.Schema)
	}
	s, err := jsonschema.NewCompiler().Compile("schema/" + schema)
	must(t, err)
	compiledOnce.Store(schema, s)
	return s
}

// What is rarely so is as the schemas say, too: what is shared, what is empty, what was entered later.
func TestJSONOfRareThingsIsAsItsSchemaSays(t *testing.T) {
	later, chair := teamRun(), hiddenRun()
	later.Origin = checks.OriginLater
	rating := chair.Ratings["contact"]
	rating.Chair, rating.Story = checks.Chair{Empty: true}, "They waited."
	chair.Ratings["contact"] = rating
	few := teamRun()
	few.Ratings = map[string]checks.Rating{"contact": {Tally: tally(0, 0, 2, 2), Revision: 1, Revealed: true}}
	shared, _ := checks.Share(few, checks.StoryTexts{}, false)
	for _, r := range []checks.Run{later, chair, shared} {
		fits(t, "run.json", written(t, JSON, r, in("en")))
	}
	little := demoComparison("en", checks.Team)
	little.Baseline.Ratings, little.Current.Answers, little.Baseline.Actions = nil, nil, nil
	for _, pair := range [][2]checks.Run{{little.Baseline, little.Current}, {teamRun(), shared}} {
		c := checks.Compare(content.Check(), pair[0], pair[1], checks.ChosenDay, false)
		fits(t, "compare.json", comparisonIn(t, JSON, c, in("en")))
	}
	withheld := checks.Snapshot{Team: shared.Team, Runs: []checks.Run{shared}}.Trend(content.Check(), shared.Kind, checks.Day{}, 0)
	for _, trend := range []checks.Trend{demoTrend("en", checks.Solo, 2), {Kind: checks.Team}, withheld} {
		fits(t, "trend.json", trendIn(t, JSON, trend, in("en")))
	}
	fits(t, "beside.json", besideIn(t, JSON, checks.SideBySideOf(content.Check(), checks.Group{Run: shared}, checks.Group{Run: teamRun()}), in("en")))
	for schema, none := range map[string]reported{
		"stories.json": of(Stories, List[checks.Story]{}), "actions.json": of(Actions, List[checks.Action]{}), "teams.json": of(Teams, nil),
	} {
		fits(t, schema, bytesOf(t, none, JSON, in("en")))
	}
}

func TestASchemaRefusesWhatItDoesNotSay(t *testing.T) {
	good := comparisonIn(t, JSON, demoComparison("en", checks.Team), in("en"))
	for _, change := range [][2]string{
		{`"verdict": "up"`, `"verdict": "better"`}, {`"version": 1`, `"version": 2`}, {`"median": 3,`, `"median": 3.3,`}, {`"n": 6,`, ``}, {`"team"`, `"mean": 3.4, "team"`},
	} {
		bad := bytes.Replace(good, []byte(change[0]), []byte(change[1]), 1)
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(bad))
		if err != nil || bytes.Equal(bad, good) {
			t.Fatal(err, change)
		}
		if compiled(t, "compare.json").Validate(v) == nil {
			t.Errorf("%s in place of %s is let through", change[1], change[0])
		}
	}
}

func TestEveryReportSaysHowARunCameToBeKept(t *testing.T) {
	then, now := enteredRuns()
	saysOfRuns(t, then, now, []string{"entered later", "from a table"}, "entered later", "from a table")
	then.Origin, now.Origin, now.Corrected = checks.OriginRun, checks.OriginRun, checks.Day{Year: 2026, Month: 12, Day: 1}
	saysOfRuns(t, then, now, []string{"corrected on 1 Dec 2026"}, "corrected 1 Dec 2026")
}

// saysOfRuns demands that each report of two runs says all of both, a list of them what is said there, and one of one run the first.
func saysOfRuns(t *testing.T, then, now checks.Run, both []string, inList ...string) {
	t.Helper()
	list := []checks.Run{now, then}
	team := checks.Snapshot{Team: now.Team, Runs: list}
	for name, tt := range map[string]struct {
		write reported
		said  []string
	}{
		"runs":    {of(allRuns, list), inList},
		"run":     {of(wholeRun, now), both[:1]},
		"compare": {of(Compare, checks.Compare(content.Check(), then, now, checks.ChosenPrevious, false)), both},
		"trend":   {of(Trend, team.Trend(content.Check(), now.Kind, checks.Day{}, 0)), both},
		"beside":  {of(Beside, checks.SideBySideOf(content.Check(), checks.Group{Run: then}, checks.Group{Run: now})), both},
		"voice":   {of(Voice, team.Voice(content.Check(), checks.MonthOf(now.Finished), checks.DayOf(now.Finished))), both},
	} {
		for _, f := range Formats {
			got := bytesOf(t, tt.write, f, in("en"))
			text := strings.Join(strings.Fields(string(got)), " ")
			for _, s := range tt.said {
				if f == JSON {
					s = map[string]string{
						"entered later": `"entered": "later"`, "from a table": `"entered": "csv"`, "corrected on 1 Dec 2026": `"corrected": "2026-12-01"`, "corrected 1 Dec 2026": `"corrected": "2026-12-01"`,
					}[s]
				}
				if !strings.Contains(text, s) {
					t.Errorf("%s as %s does not say %s:\n%s", name, f, s, got)
				}
			}
			if f == JSON && kinds[name].schema != "" {
				fits(t, kinds[name].schema, got)
			}
			if f == Text {
				keepsWithin(t, usualWidth, got)
			}
		}
	}
}

func TestTheReadmeQuotesTheDemo(t *testing.T) {
	for code, file := range map[string]string{"en": "../../README.md", "de": "../../.github/README.de.md"} {
		readme, err := os.ReadFile(file)
		must(t, err)
		c := demoComparison(code, checks.Team)
		want := "> " + ChangeSentence(in(code).Printer, c.Items[0], NameEarlierRun(in(code), c.Baseline, c.Current)) + "\n"
		if !strings.Contains(string(readme), want) {
			t.Errorf("%s does not show\n%s", file, want)
		}
	}
}

// longNames is a list in which everything takes the room that it can take.
func longNames() []checks.Run {
	list := someRuns()
	list[0].Team = strings.Repeat("払", 60)
	list[1].Day = checks.Day{Year: 2026, Month: 9, Day: 30}
	list[1].People, list[1].Actions = 99, make([]checks.Action, 99)
	list[1].Answers = map[string][]checks.Answer{"channels": make([]checks.Answer, 800)}
	return list
}
