package chat_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"emptychair/checks"
	"emptychair/checks/chat"
)

// paste is one of the pastes in testdata/votes.txt: "== " and what it is, "-> " and what is read, then what is pasted, in which what
// cannot be seen is written as in a Go string.
type paste struct{ name, want, text string }

func pastes(t testing.TB) (all []paste) {
	t.Helper()
	data, err := os.ReadFile("testdata/votes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq("\n"+string(data), "\n== ") {
		if part == "" {
			continue
		}
		name, rest, _ := strings.Cut(part, "\n-> ")
		want, text, _ := strings.Cut(rest, "\n")
		text, err := strconv.Unquote(`"` + strings.NewReplacer("\n", `\n`, `"`, `\"`).Replace(text) + `"`)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, paste{name, want, text})
	}
	return all
}

// told is what is read of a paste, as the table has it: the answers, people who answered more than once, unclear lines.
func told(v chat.Votes) string {
	var steps []string
	for _, b := range v.Ballots {
		steps = append(steps, fmt.Sprint(b.Step))
	}
	s := strings.Join(steps, " ")
	if v.Repeated > 0 {
		s += fmt.Sprint("; twice ", v.Repeated)
	}
	if len(v.Unclear) > 0 {
		s += "; unclear " + strings.Trim(fmt.Sprint(v.Unclear), "[]")
	}
	return s
}

func TestAnswersAreReadFromChatsAsPeopleCopyThem(t *testing.T) {
	all := pastes(t)
	if len(all) < 120 {
		t.Errorf("the table holds %d pastes", len(all))
	}
	for _, p := range all {
		if got := told(chat.ReadVotes(p.text)); !slices.Equal(strings.Fields(got), strings.Fields(p.want)) {
			t.Errorf("%s: read %q, want %q\n%s\n", p.name, got, p.want, p.text)
		}
	}
}

// programs are how each of them copies a message; %[1]s is who wrote it, %[2]s what.
var programs = map[string]string{
	"Zoom, file": "10:01:00 From %[1]s to Everyone:\n\t%[2]s", "Zoom, file, German": "10:01:00 Von %[1]s an Alle:\n\t%[2]s",
	"Zoom, earlier file": "10:01:00\t From %[1]s to Everyone:\t%[2]s", "Zoom, panel": "%[1]s to Everyone 10:02 AM\n%[2]s",
	"Teams, earlier": "[11/28/2026 2:04 PM] %[1]s\n%[2]s", "Teams, earlier, German": "[Gestern 14:04] %[1]s\n%[2]s", "Teams": "%[1]s\n10:02 AM\n%[2]s\n1 Like reaction.",
	"Teams, phone": "%[1]s, 10:02 AM\n%[2]s", "Meet": "%[1]s\n10:02\n%[2]s", "Slack": "%[1]s  10:01 AM\n%[2]s\n:tada:\n3", "WhatsApp": "28/11/2026, 10:02 - %[1]s: %[2]s",
	"WhatsApp, phone": "[28.11.26, 10:02:11] %[1]s: %[2]s", "WhatsApp, web": "[10:02 AM, 11/28/2026] %[1]s: %[2]s", "Signal": "[28.11.2026, 10:02] %[1]s: %[2]s",
	"Webex": "from %[1]s to everyone:    10:02 AM\n%[2]s", "Discord": "%[1]s — Today at 10:02 AM\n%[2]s",
}

var (
	anyProgram = rapid.SampledFrom(slices.Sorted(maps.Keys(programs)))
	anyName    = rapid.SampledFrom([]string{"Ana Example", "Guest 2", "Konferenzraum 4", "Zoë", "Ludwig van der Berg", "王小明", "O'Neill", "Chris 2", "ben.maier", "Dr. Who"})
	anyVote    = rapid.SampledFrom([]string{"%d", "%d!", "~%d", "#%d", "%d/5", "%d of 5", "%d because nobody calls", "%d, I think", "%d (edited)", "*%d*", "%d 👍", "%d :)", "%d?"})
	noVote     = rapid.SampledFrom([]string{"see you at 4", "back in 5", "Please vote for statement 1", "thanks!", "what do we mean by it?", "IMG_0004.jpg"})
)

func TestTheLastAnswerOfEachPersonCountsInTheChatOfEveryProgram(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layout := programs[anyProgram.Draw(t, "program")]
		last, times, want := map[string]checks.Step{}, map[string]int{}, chat.Votes{}
		var messages []string
		for range rapid.IntRange(1, 8).Draw(t, "messages") {
			name := anyName.Draw(t, "name")
			said := noVote.Draw(t, "prose")
			if rapid.Bool().Draw(t, "answers") {
				step := checks.Step(rapid.IntRange(0, checks.Steps).Draw(t, "step"))
				said = fmt.Sprintf(anyVote.Draw(t, "as"), step)
				last[checks.Fold(name)] = step
				times[name]++
			}
			messages = append(messages, fmt.Sprintf(layout, name, said))
		}
		for _, n := range times {
			if n > 1 {
				want.Repeated++
			}
		}
		got := chat.ReadVotes(strings.Join(messages, "\n"))
		for _, b := range got.Ballots {
			if step, ok := last[b.By]; !ok || step != b.Step {
				t.Errorf("%q answered %d, want %d", b.By, b.Step, step)
			}
		}
		if len(got.Ballots) != len(last) || got.Repeated != want.Repeated || got.Unclear != nil {
			t.Errorf("read %+v of\n%s", got, strings.Join(messages, "\n"))
		}
	})
}

func TestTheWordsOfAChatAreReadWithoutNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		layout := programs[anyProgram.Draw(t, "program")]
		var messages, want []string
		for range rapid.IntRange(1, 6).Draw(t, "messages") {
			said := rapid.SampledFrom([]string{"Monthly call", "3 calls in July", "Tickets: far too many", "„Wer ist Kunde?“", "z. B. Anrufe", "3. Quartal"}).Draw(t, "said")
			mark := rapid.SampledFrom([]string{"", "", "- ", "• ", "a) ", "2) ", "- [ ] ", "▪︎ ", "→ "}).Draw(t, "mark")
			messages, want = append(messages, fmt.Sprintf(layout, anyName.Draw(t, "name"), mark+said)), append(want, said)
		}
		if got := chat.Texts(strings.Join(messages, "\n")); got != strings.Join(want, "\n") {
			t.Errorf("%q becomes %q", messages, got)
		}
	})
}

func TestMarksOfAListAreTakenAwayAndWhatBelongsToTheTextStays(t *testing.T) {
	for in, want := range map[string]string{
		"- one\n* two\n• three\n1. four\n2. five\n12) six": "one\ntwo\nthree\nfour\nfive\nsix", "  –   a dash": "a dash",
		"● late invoice\n○ no answer\n■ broken link\no called twice\n\uf0b7 courier": "late invoice\nno answer\nbroken link\ncalled twice\ncourier",
		"☐ refund\n- [ ] login\n[x] done\n▪︎ e-mail\na) chat\n→ shop\niv) post":      "refund\nlogin\ndone\ne-mail\nchat\nshop\npost",
		"-5 degrees": "-5 degrees", "3 calls\n1.5 hours": "3 calls\n1.5 hours", ".) nothing": ".) nothing", "-": "-", "": "",
		"3. Quartal war schlecht": "3. Quartal war schlecht", "z. B. Anrufe": "z. B. Anrufe", "o'clock": "o'clock", "[x]": "[x]",
		"Phone: weekly\nMail: daily": "Phone: weekly\nMail: daily", "09:30 Stand-up\n10:00 Demo": "09:30 Stand-up\n10:00 Demo", "Lunch 12:30\nDemo 14:00": "Lunch 12:30\nDemo 14:00",
		"Customers reacted to the “new” price": "Customers reacted to the “new” price", "[10:02] Ana\nphone\n[10:03] Ben\n👍\n• mail": "phone\nmail",
	} {
		if got := chat.Texts(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

func TestLinesThatMayBeginWithANameAreNamed(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "phone\nmail": "phone\nmail", "Ana: phone": "phone; 1", "Ana Meier: phone\nmail\nBen: Shop: too far": "phone\nmail\nShop: too far; 2", "Zoë (Guest): a call": "a call; 1",
		"王小明: 电话": "电话; 1", "Ludwig van der Berg: a call": "a call; 1", "Phone: weekly\nMail: daily": "weekly\ndaily; 2", // nobody knows
		"Ana:": "Ana:", "Ana: ": "Ana: ", "the new fee: nobody asked": "the new fee: nobody asked", "z. B.: Anrufe": "z. B.: Anrufe", "12:30 Stand-up": "12:30 Stand-up",
		"https://example.org/a: b": "https://example.org/a: b", "Antwort: weniger": "Antwort: weniger", "“Who: me?”": "“Who: me?”", "Why? Because: fees": "Why? Because: fees",
	} {
		without, named := chat.WithoutNames(in)
		got := without
		if named > 0 {
			got += fmt.Sprint("; ", named)
		}
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestAnAnswerIsAnnouncedAlikeWhateverItIs(t *testing.T) {
	scaled := regexp.MustCompile(`(?m)(/|of|von) ?5\b|:[+-]1:|^\d/\d/|\b[6-9]\b`) // there a digit is none of an answer
	for _, p := range pastes(t) {
		if scaled.MatchString(p.text) {
			continue
		}
		other := chat.ReadVotes(strings.NewReplacer("1", "2", "2", "4", "3", "1", "4", "5", "5", "3").Replace(p.text))
		got := chat.ReadVotes(p.text)
		if len(got.Ballots) != len(other.Ballots) || got.Repeated != other.Repeated || !slices.Equal(got.Unclear, other.Unclear) {
			t.Errorf("%s: %q and with other digits %q", p.name, told(got), told(other))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, p := range pastes(f) {
		f.Add(p.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v := chat.ReadVotes(text)
		chat.WithoutNames(chat.Texts(text))
		m := chat.ReadMarks(text, func(n int) bool { return n > 0 && n <= 200 })
		said, all := 0, strings.Split(checks.Clean(text), "\n")
		for _, l := range all {
			if saysSomething(l) {
				said++
			}
		}
		if len(v.Ballots) > said || len(v.Unclear) > said {
			t.Fatalf("%d answers and %d unclear lines in %d lines", len(v.Ballots), len(v.Unclear), said)
		}
		for _, b := range v.Ballots {
			if !b.Step.Valid() {
				t.Fatalf("step %d", b.Step)
			}
		}
		for _, one := range m.Markings {
			if len(one.Numbers) == 0 || !slices.IsSorted(one.Numbers) || one.Numbers[0] < 1 || one.Numbers[len(one.Numbers)-1] > 200 {
				t.Fatalf("somebody marked %v", one.Numbers)
			}
		}
		for _, n := range slices.Concat(v.Unclear, m.Unclear) {
			if n < 1 || n > len(all) || !saysSomething(all[n-1]) {
				t.Fatalf("line %d of %d is unclear", n, len(all))
			}
		}
	})
}

// saysSomething tells whether a line holds anything that an answer can be: a digit, a word for one or for none, a thumb, a dash.
func saysSomething(l string) bool {
	l = strings.ToLower(l)
	for _, w := range strings.Fields("zero one two three four five null eins zwei drei vier fünf fuenf 👍 👎 - – — +1 thumbs n/a n.a na ka k. abst enthaltung pass skip idk no keine know nicht first second third fourth fifth erste zweite dritte vierte fünfte") {
		if strings.Contains(l, w) {
			return true
		}
	}
	return strings.ContainsFunc(l, unicode.IsNumber)
}

// marked is what is read of a paste beside a list of twelve answers: who marked which, people who did more than once, numbers that no
// answer has, unclear lines.
func marked(paste string) string {
	m := chat.ReadMarks(paste, func(n int) bool { return n >= 1 && n <= 12 })
	var s []string
	for _, one := range m.Markings {
		s = append(s, strings.TrimSpace(one.By+" "+strings.Trim(fmt.Sprint(one.Numbers), "[]")))
	}
	told := strings.Join(s, ", ")
	if m.Repeated > 0 {
		told += fmt.Sprint("; twice ", m.Repeated)
	}
	if len(m.Beyond) > 0 {
		told += "; beyond " + strings.Trim(fmt.Sprint(m.Beyond), "[]")
	}
	if len(m.Unclear) > 0 {
		told += "; unclear " + strings.Trim(fmt.Sprint(m.Unclear), "[]")
	}
	return told
}

func TestMarksAreReadFromAChatOfNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "thanks!\nsee you at 3\nback in 5\nRoom 4\n10:30\n2026": "",
		"3": "3", "1, 5": "1 5", "3 5 7": "3 5 7", "+2": "2", "#3 und ５": "3 5", "12 + 1": "1 12", "3 & 5, 3!": "3 5", "- 4": "4", "(3) [5]": "3 5",
		"answer 3": "3", "für 3 und 7": "3 7", "Antworten 3, 5 sowie 7": "3 5 7", "3 👍": "3", "3️⃣ 5️⃣": "3 5", "drei und fünf": "3 5", "@Chair 3": "3",
		"3 because nobody calls": "3", "3 und 5, weil es drängt": "3 5", "2\n2": "2, 2", "vote: 3, 4": "3 4", "1,5": "1 5",
		"Ana: 2, 5\nBen: #3 und ５\nBen: 3": "ana 2 5, ben 3; twice 1", "Ana 3, 5\nBen – 12": "ana 3 5, ben 12", "Guest 2: 3": "guest 2 3", "Ana\n3\nBen\n5": "ana 3, ben 5",
		"Ana: 13, 2\n3 and 0": "ana 2, 3; beyond 0 13", "99": "; beyond 99", "Ana: 3\nAna: 99": "ana 3; beyond 99",
		"3-5\n3/5\n3.5\n-3\n3 or 5\n3, not 5\nmine is 3\nnicht 3": "; unclear 1 2 3 4 5 6 7 8", "2 tariffs too many\n3 people left\n5 %\n👍 2\n❤️ 1": "; unclear 1",
		"one more thing": "", "Eva: the first\ndie dritte bitte\nfirst of all, thanks everyone": "; unclear 1 2", "Chris 2\n12": "12; unclear 1",
		"[10:02] Guest 2\n12 + 1\n[10:03] Ana\nReacted to \"12\" with 👍\n4":                          "guest 2 1 12, ana 4",
		"10:01:00 From Ana to Everyone:\n\t3\n10:01:09 From Ana to Everyone:\n\tsorry, I mean:\n\t5": "ana 5; twice 1",
		"10:01:00 From Ana to Everyone:\n\t3\n\t5\n10:01:09 From Ana to Everyone:\n\tthanks":         "ana 3 5",
		"10:01:00 From Ana to Everyone:\n\tReplying to \"which?\" 3":                                 "; unclear 2",
		"28.11.26, 10:02 - Ana: 1\n28.11.26, 10:03 - Ana: 1 2\n7":                                    "ana 1 2; twice 1; unclear 3",
		"10:01:00 From Ana to Everyone:\n\tBen: 3":                                                   "; unclear 2",
	} {
		if got := marked(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
