package checks_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"emptychair/checks"
)

// shareable is a finished run with everything in it.
func shareable() checks.Run {
	on := checks.Day{Year: 2026, Month: 8, Day: 19}
	return checks.Run{
		ID: "R1", Check: check.ID, Team: "Payments", Kind: checks.Team, People: 6, ChangingTeam: true,
		Day: on, Started: at("2026-08-19"), Finished: at("2026-08-19").Add(time.Hour), Corrected: on, Origin: checks.OriginLater, At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {
				Tally: checks.Tally{Counts: [5]int{0, 2, 2, 1, 0}, NoAnswer: 1}, Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 2, Evidence: "three calls"}, Story: "They waited.",
			},
			"trust": {
				Tally: checks.Tally{Counts: [5]int{0, 2, 2, 0, 0}, NoAnswer: 2}, Revision: 1, Revealed: true,
				Chair: checks.Chair{Step: 4, Evidence: "a letter"},
			},
			"value": {Tally: checks.Tally{NoAnswer: 6}, Revision: 1, Revealed: true, Chair: checks.Chair{Empty: true}},
		},
		Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}, {Text: "They waited. / So we ring.", Marks: 1}}},
		Actions: []checks.Action{{ID: "A1", From: "contact", Text: "Ring back", Owner: "Ana", Due: on, State: checks.Dropped, Reason: "no time", Story: "S1"}},

		LookBack: true, Looked: map[string]checks.Look{"A0": {Outcome: checks.OutcomeDropped, Reason: "others did it", On: on}},
		Minutes: 45, Spent: map[string]time.Duration{"contact": time.Minute}, Drafts: map[string]string{"channels": "not yet said"},
	}
}

// toldIn is what the run itself tells.
func toldIn(r checks.Run) checks.StoryTexts { return checks.StoryTextsOf(r) }

func TestSharedRunHoldsWhatMayGoOutAndNothingElse(t *testing.T) {
	r := shareable()
	want := checks.Run{
		ID: r.ID, Check: r.Check, Team: r.Team, Kind: r.Kind, People: 6, ChangingTeam: true,
		Day: r.Day, Started: r.Started, Finished: r.Finished, Corrected: r.Corrected, Origin: checks.OriginLater, At: checks.CloseID,
		Ratings: map[string]checks.Rating{
			"contact": {Tally: r.Ratings["contact"].Tally, Revision: 1, Revealed: true, Chair: checks.Chair{Step: 2}},
			"trust":   {Revision: 1, Revealed: true, Withheld: true},
			"value":   {Revision: 1, Revealed: true, Withheld: true},
		},
		Answers: map[string][]checks.Answer{"channels": {{Text: "monthly call", Marks: 3}}},
		Actions: []checks.Action{{ID: "A1", From: "contact", Text: "Ring back", Due: r.Actions[0].Due, State: checks.Dropped}},
	}
	got, left := checks.Share(r, toldIn(r), false)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if left != (checks.LeftOut{Answers: 1, Evidence: 2, Reasons: 2, Owners: 1, Items: 2, Verbatim: 2}) {
		t.Errorf("left out: %+v", left)
	}
	if !reflect.DeepEqual(r, shareable()) {
		t.Error("the run itself was changed")
	}
	wantCode(t, got.Validate(check), checks.CodeInvalid)
}

// Whoever adds a field has to say in [checks.Share], or [checks.Snapshot.ShareVoice], whether it may go out.
func TestEveryFieldWasLookedAtBeforeItIsShared(t *testing.T) {
	for _, tt := range []struct {
		of     any
		fields int
	}{{checks.Run{}, 20}, {checks.Rating{}, 9}, {checks.Chair{}, 3}, {checks.Answer{}, 2}, {checks.Action{}, 12}, {checks.Look{}, 3}, {checks.Story{}, 8}, {checks.Complaint{}, 9}, {checks.Remedy{}, 2}, {checks.ComplaintStep{}, 2}} {
		if n := reflect.TypeOf(tt.of).NumField(); n != tt.fields {
			t.Errorf("%T has %d fields, not %d: may the new one go out?", tt.of, n, tt.fields)
		}
	}
}

func TestFourAnswersAreWithheldAndFiveAreNot(t *testing.T) {
	for n := range 8 {
		r := shareable()
		rating := checks.Rating{Revision: 1, Revealed: true, Tally: checks.Tally{Counts: [5]int{0, 0, n, 0, 0}}}
		r.Ratings = map[string]checks.Rating{"contact": rating}
		shared, left := checks.Share(r, toldIn(r), false)
		if want := n > 0 && n < 5; shared.Ratings["contact"].Withheld != want || (left.Items == 1) != want {
			t.Errorf("%d answers: %+v, %+v", n, shared.Ratings["contact"], left)
		}
	}
}

func TestOwnRatingsGoAlongOnlyWhereThatIsSaid(t *testing.T) {
	for _, kind := range []checks.Kind{checks.Solo, checks.Team} {
		r := shareable()
		r.Kind, r.People = kind, 1
		rating := checks.Rating{Revision: 1, Revealed: true, Tally: checks.Tally{Counts: [5]int{0, 0, 1}}, Chair: checks.Chair{Step: 2}}
		r.Ratings = map[string]checks.Rating{"contact": rating}
		for _, own := range []bool{false, true} {
			shared, left := checks.Share(r, toldIn(r), own)
			goes := own && kind == checks.Solo
			if got := shared.Ratings["contact"]; got.Withheld == goes || goes && got != rating {
				t.Errorf("%s, said %t: %+v", kind, own, got)
			}
			if n := left.Items + left.Own; (n == 0) != goes || (left.Own > 0) != (kind == checks.Solo && !own) {
				t.Errorf("%s, said %t: %+v", kind, own, left)
			}
		}
	}
}

func TestAVoteBeforeTheTalkGoesOutOnlyWhereFiveRatedEachTime(t *testing.T) {
	of := func(n int) checks.Tally { return checks.Tally{Counts: [5]int{0, 0, n, 0, 0}, NoAnswer: 2} }
	for _, tt := range []struct{ before, after, leftOut int }{{5, 5, 0}, {4, 5, 1}, {5, 4, 1}, {4, 4, 1}} {
		r := shareable()
		r.Ratings = map[string]checks.Rating{"contact": {Revision: 1, Revealed: true, People: 8, Tally: of(tt.after), Before: of(tt.before)}}
		shared, left := checks.Share(r, toldIn(r), false)
		want := checks.Rating{Revision: 1, Revealed: true, People: 8, Tally: of(tt.after), Before: of(tt.before)}
		switch {
		case tt.after < 5:
			want = checks.Rating{Revision: 1, Revealed: true, Withheld: true}
		case tt.before < 5:
			want.Before = checks.Tally{}
		}
		if got := shared.Ratings["contact"]; got != want || left.Items != tt.leftOut {
			t.Errorf("%+v: got %+v, left out %+v", tt, got, left)
		}
	}
}

func TestNothingFollowsFromWhatIsWithheld(t *testing.T) {
	shared, _ := checks.Share(shareable(), checks.StoryTexts{}, false)
	full := shareable()
	for _, pair := range [][2]checks.Run{{shared, full}, {full, shared}, {shared, shared}} {
		for _, item := range checks.Compare(check, pair[0], pair[1], checks.ChosenRun, false).Items {
			if item.Baseline.Withheld || item.Current.Withheld {
				if item.Change != (checks.Change{Verdict: checks.VerdictWithheld}) || item.Change.Compared() {
					t.Errorf("%s: %+v", item.ID, item.Change)
				}
			}
		}
	}
	trend := checks.TrendOf(check, shared.Team, shared.Kind, []checks.Run{shared}, 0, 0)
	if rated, _ := trend.Series[1].Point(0); !rated.Withheld || rated.Answers() > 0 || rated.Chair != (checks.Chair{}) {
		t.Errorf("%+v", rated)
	}
}

// Each row is a story, a text, and whether the text may not go out. What is bounded so that short phrases of all days stay, and what of
// a story goes out for that reason, are rows, too.
func TestAStoryIsKnownByItsWords(t *testing.T) {
	const waited, german = "They waited for three weeks.\nThen they left.", "Der Kunde hat drei Wochen auf die Gutschrift gewartet, dann kündigte er."
	for _, tt := range []struct {
		story, text string
		want        bool
	}{
		{waited, "They waited for three weeks. / Then they left.", true},
		{waited, "“they WAITED for three weeks; then they left” (Ana)", true},
		{waited, "They waited for three weeks", true},
		{waited, "They waited for 3 weeks", true},
		{waited, "for three weeks they waited", true},
		{waited, "we heard that for three weeks they waited and find it sad", true},
		{waited, "They wai\u200bted for three weeks", true},
		{waited, "ＴＨＥＹ ＷＡＩＴＥＤ for ３ weeks", true},
		{waited, "They waited", false}, // short, as people say it every day
		{waited, "We wait for three weeks", false},
		{waited, "They waited for four weeks", false},
		{waited, "For weeks, three of them waited, they say", false}, // the words of a story apart from each other
		{waited, "Customers had to be patient for most of a month", false},

		{german, "Der Kunde hat 3 Wochen auf die Gutschrift gewartet", true},
		{german, "3 Wochen hat der Kunde auf die Gutschrift gewartet", true},
		{german, "Risiko: dann kündigte er; drei Wochen auf die Gutschrift hat der Kunde gewartet!", true},
		{german, "DANN KUENDIGTE ER, der kunde hat drei wochen auf die gutschrift gewartet", true},
		{german, "Wer drei Wochen auf die Gutschrift gewartet hat, ist verärgert", false}, // a piece that is neither long nor a clause of its own
		{german, "drei Wochen auf die Gutschrift gewartet", true},
		{german, "dann kündigte er", false},
		{german, "Gutschriften dauern zu lange", false},

		{"We had 3 calls about one invoice.", "we had three calls about 1 invoice", true},
		{"Three calls in July.", "3 calls in July", true},
		{"Drei Anrufe im Juli.", "3 Anrufe im Juli", true},
		{"Drei Anrufe im Juli.", "3 Anrufe im August", false},
		{"Hundred people stood in the queue", "100 people stood in the queue", true},
		{"Fifteen customers waited at the counter", "15 customers waited at the counter", true},
		{"Fünfzehn Kunden standen Schlange", "15 Kunden standen Schlange", true},
		{"Siebenundzwanzig Kunden standen Schlange", "27 Kunden standen Schlange", true},
		{"Dreihundert Kunden standen Schlange", "300 Kunden standen Schlange", true},
		{"Zweihundertfünfzig Kunden standen Schlange", "250 Kunden standen Schlange", true},
		{"Sixty parcels lay in the rain", "60 parcels lay in the rain", true},
		{"Twenty-five parcels lay in the rain, e-mail said so", "25 parcels lay in the rain, email said so", true},
		{"Two hundred and twenty five parcels", "200 and 25 parcels", true},
		{"Two hundred twenty five parcels", "225 parcels", true},
		{"Twenty, five, and more parcels", "25, and more parcels", false},
		{"He rang on the third day", "He rang on the 3rd day", true},
		{"Beim dritten Anruf ging jemand ran", "Beim 3. Anruf ging jemand ran", true},
		{"They owe us 1,200 euros", "They owe us 1200 euros", true},
		{"Sie schulden uns 1.200.000 Euro", "Sie schulden uns 1'200'000 Euro", true},
		{"The tram 03 was late", "The tram 3 was late", true},
		{"We had ٣ complaints", "We had 3 complaints", true},
		{"We had 10 complaints", "We had 100 complaints", false},

		{"Frau Mu\u0308ller wurde nicht zurückgerufen", "Frau Müller wurde nicht zurückgerufen", true},
		{"Frau Müller wurde nicht zurückgerufen", "frau muller wurde nicht zurueckgerufen", true},
		{"In der Hauptstraße war zu", "IN DER HAUPTSTRASSE WAR ZU", true},
		{"They didn’t answer our e-mail at all", "they didn't answer our e mail at all", true},
		{"They didn’t answer our email at all", "they didn't answer our e-mail at all", true},
		{"Der Kunden-Service ging nicht ran", "Der Kundenservice ging nicht ran", true},
		{"Søren sent the Œuvre to Łukasz", "Soren sent the oeuvre to Lukasz", true},
		{"Late, wet, torn, opened, lost, found, lost again, paid twice", "Paid twice, lost again, found, lost, opened, torn, wet, late", true},
		{"Frau Dr. Meier wartete drei Wochen. Sie kam nie wieder.", "drei Wochen wartete Frau Dr. Meier auf Post", true},
		{"お客様が待った。", "昨日、お客様が待った", true},
		{"お客様が待った。", "お客様", false},

		{"Die Kundenzufriedenheitsbefragung kam zu spät.", "Kundenzufriedenheitsbefragung", false},
		{"Die Kundenzufriedenheitsbefragung durch Vertriebsmitarbeiter kam", "Wir planen die Kundenzufriedenheitsbefragung durch Vertriebsmitarbeiter ein", true},
		{"No one rang", "no one rang", true},
		{"No one rang", "So, no one rang!", true},
		{"No one rang", "No one rang us on Monday", false}, // too short to be told from what people say every day
		{"No one rang", "No one", false},
		{"call customers", "We should call customers every week", false},
		{"We call customers every week and hear nothing.", "call customers", false},
		{"We call customers every week and hear nothing.", "Call customers every month and write it down", false},
		{"The courier came twice and nobody was told about it by us or by them", "I read that the courier came twice and nobody was told about it all week", true},
		{"It began in spring. Nobody called back. So they left.", "Nobody called back, we hear", true},
		{"It began in spring. Nobody called back. So they left.", "That nobody called back is sad", false},
		{"That was not our job, said the hotline.", "Nothing else is as important as that; it was not their job", false},
		{"?!", "?!", true},
		{"?!", "really?!", false},
		{"They rang.", "", false},
	} {
		told := checks.StoryTextsOf(checks.Story{Text: "Somebody else told something else of another day"}, checks.Story{Text: tt.story})
		if got := told.Contains(tt.text); got != tt.want || (checks.StoryTexts{}).Contains(tt.text) {
			t.Errorf("%q in %q: %v", tt.story, tt.text, got)
		}
	}
}

func TestWhatChairsRestOnAndCausesAreKnownAsStoriesAre(t *testing.T) {
	run := checks.Run{Ratings: map[string]checks.Rating{
		"trust": {Chair: checks.Chair{Step: 2, Evidence: "four angry letters from one shop"}}, "value": {Chair: checks.Chair{Step: 1, Evidence: "Maier cancelled"}},
	}}
	complaint := checks.Complaint{Whys: []string{"nobody reads the shared inbox"}, Before: []checks.Attempt{{Whys: []string{"the form asks for a number", "lost ACME"}}}}
	complaint.Remedy.Text = "the driver brought flowers on Friday"
	told := checks.StoryTextsOf(run, checks.Story{Text: "It was late.", Complaint: complaint})
	for text, want := range map[string]bool{
		"4 angry letters from one shop": true, "the shared inbox nobody reads": true, "For a number the form asks!": true, "flowers on friday the driver brought": true,
		"Maier CANCELLED!": true, "ACME: lost": true,
		"Maier": false, "We lost ACME": false, "letters": false, "nobody reads": false, "four angry letters from another shop": false,
	} {
		if told.Contains(text) != want {
			t.Errorf("%q: not %v", text, want)
		}
	}
}

func TestAStoryThatIsToldTwiceIsOne(t *testing.T) {
	runs := []checks.Run{
		{Ratings: map[string]checks.Rating{"contact": {Story: "They waited."}, "trust": {Story: "they waited"}}},
		{Ratings: map[string]checks.Rating{"contact": {Story: "They left. / We heard nothing."}, "trust": {}}},
	}
	noted := []checks.Story{{Text: "They waited."}, {Text: "They left.\nWe heard nothing."}, {Text: "They rang."}}
	if n := checks.CountStories(runs, noted); n != 3 {
		t.Errorf("%d stories", n)
	}
}

// nearForms are ways to say the same in the same words.
var nearForms = map[string]func(*rapid.T, []string) []string{
	"another order": func(t *rapid.T, words []string) []string { return rapid.Permutation(words).Draw(t, "order") },
	"capitals": func(_ *rapid.T, words []string) []string {
		return strings.Fields(strings.ToUpper(strings.Join(words, " ")))
	},
	"decomposed": func(_ *rapid.T, words []string) []string {
		return strings.Fields(norm.NFD.String(strings.Join(words, " ")))
	},
	"digits":       replaced("seven", "7", "zwölf", "12", "SEVEN", "7", "ZWÖLF", "12", "vierunddreißigste", "34.", "ninety-first", "91st"),
	"other digits": replaced("7", "٧", "12", "۱۲"),
	"zeros":        replaced("7", "07"),
	"thousands":    replaced("1200", "1.200", "1.200", "1,200", "1,200", "1’200"),
	"no hyphens":   replaced("e-mail", "email", "E-MAIL", "EMAIL", "ninety-first", "ninetyfirst"),
	"no accents":   replaced("ü", "ue", "ö", "o", "ß", "ss", "é", "e", "Ł", "L", "ø", "oe"),
	"quoted within more": func(_ *rapid.T, words []string) []string {
		return slices.Concat([]string{"We", "heard:"}, words, []string{"–", "that", "is", "sad."})
	},
}

// replaced is a near form of the words in which some are written otherwise.
func replaced(by ...string) func(*rapid.T, []string) []string {
	return func(_ *rapid.T, words []string) []string {
		return strings.Fields(strings.NewReplacer(by...).Replace(strings.Join(words, " ")))
	}
}

// A sentence of a story is known in any near form, and in forms of such forms; a text of other words never is.
func TestNoNearFormOfASentenceOfAStoryGoesOut(t *testing.T) {
	vocabulary := []string{
		"courier", "Gutschrift", "seven", "zwölf", "Müller", "Straße", "rang", "invoice", "café", "Łukasz", "Søren",
		"1200", "e-mail", "vierunddreißigste", "ninety-first", "hotline",
	}
	rapid.Check(t, func(t *rapid.T) {
		sentence := rapid.SliceOfNDistinct(rapid.SampledFrom(vocabulary), 5, 9, rapid.ID).Draw(t, "sentence")
		told := checks.StoryTextsOf(checks.Story{Text: "Somebody said. " + strings.Join(sentence, " ") + ". And so on."})
		forms := rapid.SliceOf(rapid.SampledFrom(slices.Sorted(maps.Keys(nearForms)))).Draw(t, "forms")
		said := sentence
		for _, form := range forms {
			if form != "another order" || !slices.Contains(said, "–") { // of what stands around it, too, it would be another sentence
				said = nearForms[form](t, said)
			}
		}
		text := strings.Join(said, " ")
		run := checks.Run{
			Answers: map[string][]checks.Answer{"risks": {{Text: text}}}, Actions: []checks.Action{{Text: text}},
			Ratings: map[string]checks.Rating{"trust": {Revealed: true, Chair: checks.Chair{Step: 2, Evidence: text}}},
		}
		shared, left := checks.Share(run, told, false)
		if len(shared.Answers["risks"])+len(shared.Actions) > 0 || shared.Ratings["trust"].Chair.Evidence != "" || left.Answers != 1 || left.Actions != 1 {
			t.Fatalf("%q goes out: %+v, %+v", text, shared, left)
		}
		others := rapid.SliceOfN(rapid.SampledFrom([]string{"talk", "weekly", "more", "questions", "together", "seven", "rang"}), 0, 20).Draw(t, "others")
		if other := strings.Join(others, " "); told.Contains(other) {
			t.Fatalf("%q stays for %q", other, sentence)
		}
	})
}

func TestAVoiceThatGoesOutHoldsNoWordOfAStory(t *testing.T) {
	now, then := shareable(), shareable()
	then.ID, then.Day = "R0", checks.Day{Year: 2026, Month: 5, Day: 20}
	now.Actions = []checks.Action{
		{ID: "A1", Text: "Ring back", Owner: "Ana", State: checks.Open},
		{ID: "A2", Text: "Four days late", Owner: "Ben", State: checks.Open, Due: now.Day},
	}
	on := checks.Day{Year: 2026, Month: 8, Day: 20}
	story := checks.Story{ID: "S1", Team: now.Team, On: on, Source: "friend", About: "trust", Text: "Four days late", Complaint: checks.NewComplaint(on)}
	team := checks.Snapshot{Team: now.Team, Runs: []checks.Run{now, then}, Stories: []checks.Story{story}}

	v, left := team.ShareVoice(checks.StoryTextsOf(now, then, story), check, checks.Month{Year: 2026, Month: 8}, on, false)
	for _, secret := range []string{"Four days", "Ana", "Ben", "three calls", "waited"} {
		if b, err := json.Marshal(v); err != nil || strings.Contains(string(b), secret) {
			t.Errorf("%q goes out: %s, %v", secret, b, err)
		}
	}
	if got := v.Stories[0]; got.On != on || got.Source != "friend" || got.About != "trust" || got.Complaint.State != checks.ComplaintOpen {
		t.Errorf("of the story goes out %+v", got)
	}
	if v.Undated[0].Text != "Ring back" || v.Overdue[0].Due != now.Day || v.Run == nil || v.Baseline == nil || left.Actions != 1 || left.Owners == 0 || left.Stories == 0 {
		t.Errorf("%+v of which %+v was left out", v, left)
	}
}
