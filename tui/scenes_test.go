package tui

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"emptychair/checks"
	"emptychair/checks/lang"
	"emptychair/tui/theme"
)

// scene is a screen in one of its states, with the ids of messages that stand on it whole in a window of 80×24, and the way to it.
// Languages, sizes and looks are the tests' own.
type scene struct {
	name  string
	shows string
	store func(language string) *memory
	play  func(u *user, say words)
}

// keys is the way to a scene by keys alone.
func keys(pressed ...string) func(*user, words) {
	return func(u *user, _ words) { u.press(pressed...) }
}

// The keys that several scenes name.
const (
	voteWays    = " key.answer key.reveal key.no-answer key.take-back"
	revealWays  = " key.on key.vote-again key.place-chair key.story"
	pickWays    = " key.choose key.back"
	formWays    = " key.next-field key.cancel"
	compareWays = " key.other-baseline key.other-run key.trend key.export"
	trendWays   = " key.run key.read key.mark-run"
	setUp       = "setup.ask setup.team setup.kind setup.kind.team setup.people setup.minutes setup.language setup.begin"
	formats     = "export.format.markdown export.format.html export.format.csv export.format.json export.about.markdown export.about.html" +
		" export.about.csv export.about.json key.write-file key.copy key.back "
)

var scenes = []scene{
	{"home-empty", "home.welcome home.what home.private home.offer key.new key.first-story key.demo key.quit", empty, keys()},
	{"home-history", "key.new key.trend key.stories", withHistory, keys("tab")},
	{"home-unfinished", "key.resume key.new key.trend", withUnfinished, keys("tab")},
	{"home-demo", "change.brief.same key.new key.compare key.trend", withDemo, keys()},
	{"home-work", "key.new key.stories key.actions", withStories, keys()},
	{"home-entered", "origin.later", justEntered, keys()},
	{"home-apart", "key.apart", withHistory, func(u *user, _ words) { u.opens(withApart) }},
	{"apart-chosen", "apart.ask key.choose key.next-apart", withHistory, func(u *user, _ words) { u.opens(withApart).press("m", "tab", "down", "down") }},

	{"setup-team", setUp + " key.change key.next-field key.previous-field key.back", empty, func(u *user, _ words) { u.press("n").typed("Payments & Billing") }},
	{"setup-begin", setUp + " key.begin key.previous-field key.back", withHistory, keys("tab", "n")},
	{"setup-later", "origin.later", withPayments, func(u *user, _ words) { u.opens(beginning(Begin{On: day(5, 12), Minutes: -1})) }},

	{"look-back-complaints", "complaint.nobody key.look-gone key.look-returned key.on", withWork, keys("n", "enter", "d", "o", "down")},
	{"look-back-reason", "look.reason key.keep key.cancel", withActions, func(u *user, say words) { u.press("n", "enter", "d", "o", "x").paste(say.courierDoes) }},
	{"look-back-all", "look.ask look.all look.said.came-back look.said.gone key.on", withWork, func(u *user, say words) {
		u.press("n", "enter", "d", "o", "x").paste(say.courierDoes).press("enter", "g", "b")
	}},
	{"look-back-nothing", "look.nothing key.on key.back", func(string) *memory { return newMemory(bare()) }, keys("r")},

	{"vote-nothing", "vote.how" + voteWays, withPayments, func(u *user, _ words) { begin(u) }},
	{"vote-some", voteWays, withPayments, func(u *user, _ words) { begin(u).paste("Ana: 4\nBen 3\n👍\nmaybe later\n") }},
	{"vote-onto", "key.replace-answers key.add key.cancel", withPayments, func(u *user, _ words) { begin(u).press("23").paste("Ana: 4\nBen: 3\n") }},
	{"vote-many", voteWays, withPayments, func(u *user, _ words) { begin(u).times(14, "+").press("44444", "33333", "2222") }},
	{"vote-later", "origin.later origin.vote" + voteWays, withPayments, func(u *user, _ words) { u.opens(beginning(later(false))).press("234") }},
	{"solo-before", "rate.how key.answer key.no-answer", withAlone, func(u *user, _ words) { beginSolo(u) }},
	{"solo-after", "reveal.today reveal.ask-chair key.on key.rate-again key.place-chair key.story", withAlone, func(u *user, _ words) { beginSolo(u).press("4") }},

	{"reveal-first", "reveal.today agreement.spread agreement.spread.question reveal.ask-chair reveal.ask-story" + revealWays, empty, func(u *user, _ words) {
		beginNew(u).press("234", "4", "5", "3", "enter")
	}},
	{"reveal-behind", "reveal.today agreement.spread agreement.spread.question reveal.chair" + revealWays, withPayments, func(u *user, say words) {
		begin(u).press("2344", "5", "3", "enter", "c", "2").paste(say.evidence).press("enter", "s").paste(say.story).press("enter")
	}},
	{"reveal-chair-evidence", "key.keep key.cancel", withPayments, func(u *user, say words) { begin(u).press("234453", "enter", "c", "2").paste(say.evidence) }},
	{"reveal-chair-empty", "reveal.today chair.no-evidence agreement.spread.question" + revealWays, withPayments, func(u *user, _ words) {
		begin(u).press("234453", "enter", "c", "2", "enter", "enter")
	}},
	{"reveal-all", "reveal.today agreement.close agreement.close.question" + revealWays, withWork, func(u *user, say words) {
		u.press("n", "enter", "down", "down", "down", "b").goTo("trust").press("445453", "enter", "s", "down", "enter", "c", "2").paste(say.evidence).press("enter")
	}},
	{"reveal-stories", "behind.ask behind.write source.customer" + pickWays, withWork, func(u *user, _ words) {
		begin(u).goTo("trust").press("445453", "enter", "s", "down")
	}},
	{"reveal-late", "late.ask key.answer key.no-answer key.cancel", withPayments, func(u *user, _ words) { begin(u).press("2344", "5", "3", "enter", "+") }},
	{"reveal-again", "reveal.today reveal.before" + revealWays, withPayments, func(u *user, say words) {
		begin(u).press("2344", "5", "3", "enter", "c", "2").paste(say.evidence).press("enter", "v", "4445", "5", "3", "enter")
	}},
	{"reveal-later", "origin.later" + revealWays, withPayments, func(u *user, _ words) { u.opens(beginning(later(false))).press("234453", "enter") }},

	{"question-empty", "question.type-here key.on key.back", empty, func(u *user, _ words) { toQuestion(beginNew(u)) }},
	{"question-answers", "key.add key.list key.back", withPayments, func(u *user, say words) { answered(u, say).paste(say.long) }},
	{"question-list", "key.mark key.edit key.delete key.write", withPayments, func(u *user, say words) { answered(u, say).press("tab", "+", "up", "+", "+") }},
	{"question-join", "key.join key.choose key.cancel", withPayments, func(u *user, say words) { answered(u, say).press("tab", "3", "m", "1") }},
	{"question-marks", "key.mark key.undo key.write", withPayments, func(u *user, say words) {
		answered(u, say).press("tab").paste("Ana: 1, 3\nBen 3\nCem: 2-3\nAna: 3\nDee: 7\n")
	}},
	{"question-earlier", "key.on key.list key.earlier", withPayments, func(u *user, say words) { answered(u, say).press("f3") }},
	{"question-offer", "key.on key.stories-about", withWork, func(u *user, _ words) { begin(u).goTo("risks") }},
	{"question-stories", "complaint.fixed" + pickWays, withWork, func(u *user, say words) {
		begin(u).goTo("risks").paste(say.answers[1]).press("enter").paste(say.answers[2]).press("f5", "down")
	}},
	{"question-many", "", func(string) *memory { return newMemory(full(200, 2000)) }, keys("r")},

	{"choose-answers", "choose.ask choose.advice choose.how item.unrated key.make-action key.on key.back", withPayments, func(u *user, say words) {
		answered(u, say).press("pgdown", "pgdown", "pgdown", "pgdown")
	}},
	{"choose-form", "action.text action.owner action.due" + formWays, withPayments, func(u *user, say words) {
		answered(u, say).press("pgdown", "pgdown", "pgdown", "pgdown", "a").paste(say.action).press("enter").paste(say.owner)
	}},
	{"choose-free", "choose.free form.complete key.complete key.cancel", withPayments, func(u *user, say words) {
		chosen(u, say).press("n", say.answers[0], "enter", string([]rune(say.owner)[:1]))
	}},
	{"choose-actions", "choose.ask key.on key.edit key.delete key.to-answers", withPayments, func(u *user, say words) { chosen(u, say).press("tab") }},
	{"close-before", "close.how key.finish key.back", withPayments, func(u *user, say words) { chosen(u, say).press("pgdown") }},
	{"vote-worth", voteWays, withPayments, func(u *user, say words) { chosen(u, say).press("pgdown", "45") }},
	{"close-worth-after", "close.how key.vote-again", withPayments, func(u *user, say words) { chosen(u, say).press("pgdown", "45", "enter", "enter") }},
	{"close-after", "close.finished close.home key.home key.back", withPayments, func(u *user, say words) { finished(u, say) }},
	{"close-solo", "close.ask close.how key.finish key.back", withAlone, func(u *user, _ words) {
		beginSolo(u).press("4", "enter", "5", "enter", "0", "enter").goTo(checks.CloseID)
	}},

	{"compare", "agreement.spread agreement.spread.question change.hardly.same" + compareWays, withDemo, keys("c")},
	{"compare-answers", compareWays, withDemo, keys("c", "pgdown", "pgdown", "down", "down", "down", "down")},
	{"compare-actions", "action.done action.open" + compareWays, withDemo, keys("c", "end")},
	{"compare-changing", "compare.marked.changing compare.changing change.perhaps.others key.same-team", withDemo, keys("c", "m")},
	{"compare-beside", "compare.view.solo compare.view.team" + compareWays, withDemo, keys("c", "b", "up", "enter")},
	{"compare-solo", "change.alone.hardly" + compareWays, withDemo, keys("c", "r", "down", "enter")},
	{"compare-marked", "origin.later" + compareWays, fromElsewhere, keys("c")},
	{"pick-baseline", "pick.beside" + pickWays, withDemo, keys("c", "b")},
	{"pick-current", pickWays, withDemo, keys("c", "r")},
	{"pick-marked", "origin.later origin.csv" + pickWays, fromElsewhere, keys("c", "b")},
	{"trend", trendWays, withDemo, keys("t")},
	{"trend-marked", trendWays, withDemo, keys("t", "left", "left", "left", "left", "left", "space", "right", "down")},
	{"trend-solo", "kind.solo" + trendWays, withDemo, keys("t", "tab")},
	{"trend-entered", "origin.later" + trendWays, fromElsewhere, keys("t", "left")},

	{"past-list", "past.unfinished key.open key.correct key.compare key.export", withUnfinished, keys("p", "tab", "down")},
	{"past-asking", "key.no", withUnfinished, keys("p", "tab", "down", "D")},
	{"past-reading", "key.down key.back", withUnfinished, keys("p", "tab", "down", "down", "enter")},
	{"past-marked", "origin.later origin.csv key.open key.correct", fromElsewhere, keys("p", "tab")},
	{"past-correcting", "correct.ask correct.how key.home key.held key.back", withPayments, keys("p", "o")},
	{"past-held", "correct.held key.cancel", withPayments, keys("p", "o", "d")},
	{"past-corrected", "key.open key.correct", corrected, keys("p")},
	{"trend-corrected", trendWays[1:], corrected, keys("t")},
	{"export-run", formats + "export.share.off key.share", withHistory, keys("tab", "p", "e", "down")},
	{"export-written", formats + "export.share.on export.done key.share-not", withHistory, keys("tab", "p", "enter", "e", "s", "enter")},
	{"export-own", formats + "export.own.out key.own-ratings", withAlone, keys("p", "e", "s")},
	{"export-close", formats + "export.copied.all export.copied.unless", withPayments, func(u *user, say words) { finished(u, say).press("e", "c") }},

	{"stories-none", "stories.none stories.begin key.new-story key.back", withPayments, keys("s", "esc")},
	{"stories-noting", "story.ask key.list", withStories, keys("s")},
	{"walk-again", "cli.walk.about cli.walk.tried cli.walk.noticed cli.walk.closer key.keep key.cancel", withWork, func(u *user, say words) {
		u.press("w").paste(say.story).press("enter").paste(say.month).press("enter")
	}},
	{"story-first", "story.ask form.team key.next-field key.cancel", empty, keys("s")},
	{"stories", "complaint.came-back key.open key.new-story key.search key.filter key.back", withStories, keys("s", "esc", "down")},
	{"stories-all", "past.all-teams key.open key.new-story key.search key.filter", withStories, keys("s", "esc", "tab", "end")},
	{"stories-search", "key.keep key.show-all", withStories, func(u *user, say words) { u.press("s", "esc", "/").paste(say.search) }},
	{"stories-filter", "form.source form.about form.state form.month complaint.came-back key.change key.keep key.show-all", withStories, keys("s", "esc", "f", "down", "right", "right", "down", "left")},
	{"stories-filtered", "key.show-all", withStories, func(u *user, say words) {
		u.press("s", "esc", "f", "down", "right", "right", "enter", "/").paste(say.search).press("enter")
	}},
	{"stories-no-match", "stories.no-match key.show-all", withStories, func(u *user, _ words) { u.press("s", "esc", "/").typed("zzz") }},
	{"stories-asking", "key.no", withStories, keys("s", "esc", "down", "D")},
	{"stories-backups", "past.deleted key.no", inBackups(1), func(u *user, say words) { u.press("s", "esc", "D", say.yes) }},
	{"story-new", "story.ask form.text form.source form.about form.day form.day-like form.complaint.no key.change" + formWays, withStories, func(u *user, say words) {
		u.press("s", "esc", "n").paste(say.long).press("tab", "right", "tab", "right")
	}},
	{"story-plain", "story.next.none key.complaint key.edit key.back", withStories, func(u *user, _ words) { inStory(u, 1) }},
	{"story-open", "story.next.remedy story.next.open key.remedy key.why key.edit key.back", withStories, func(u *user, _ words) { inStory(u, 2) }},
	{"story-caused", "story.next.cause-known complaint.remedy key.plan key.fix key.why", withStories, func(u *user, _ words) { inStory(u, 3) }},
	{"story-fixed", "story.next.fixed key.gone key.came-back", withStories, func(u *user, _ words) { inStory(u, 6) }},
	{"story-gone", "story.next.gone key.came-back", withStories, func(u *user, _ words) { inStory(u, 8) }},
	{"story-back", "story.next.came-back key.why", withStories, func(u *user, _ words) { inStory(u, 0) }},
	{"story-why", "why.next why.how" + formWays, withStories, func(u *user, say words) {
		inStory(u, 2).press("w").paste(say.whys[0]).press("enter").paste(say.whys[1])
	}},
	{"story-why-again", "why.last-time why.next why.how key.keep key.cancel", withStories, func(u *user, say words) {
		inStory(u, 0).press("w").paste(say.whys[0]).press("enter")
	}},
	{"story-edit", "story.edit story.ask form.text form.source form.about form.day form.complaint.no" + formWays, withStories, func(u *user, _ words) {
		u.press("s", "esc", "down", "e").typed(" Danke!").press("tab", "tab", "tab")
	}},
	{"story-remedy", "complaint.ask.remedy complaint.what.remedy form.day form.day-like" + formWays, withStories, func(u *user, say words) {
		inStory(u, 2).press("r").paste(say.remedy)
	}},
	{"story-plan", "complaint.ask.plan complaint.what.plan mend.who" + formWays, withStories, func(u *user, say words) { inStory(u, 3).press("f").paste(say.fix) }},
	{"story-planned", "complaint.saved.plan story.next.planned complaint.plan key.fix key.plan", withStories, func(u *user, say words) {
		inStory(u, 3).press("f").paste(say.fix).press("enter").paste(say.fixer).press("enter")
	}},
	{"story-fix", "complaint.ask.fix complaint.what.fix mend.who form.day form.day-like" + formWays, withStories, func(u *user, say words) {
		inStory(u, 3).press("x").paste(say.fix)
	}},
	{"story-action", "actions.ask action.text action.owner action.due" + formWays, withStories, func(u *user, _ words) { inStory(u, 1).press("a") }},
	{"story-with-action", "report.actions story.next.remedy", withStories, func(u *user, _ words) {
		inStory(u, 2).press("a", "enter", "enter", "enter", "enter")
	}},
	{"story-conflict", "story.changed-meanwhile key.keep", withStories, func(u *user, say words) {
		inStory(u, 3).press("f").paste(say.fix)
		u.store.stories[3].Source = checks.FromReport
		u.press("enter", "enter")
	}},
	{"actions-none", "actions.none actions.begin key.new-action", withAlone, keys("a")},
	{"actions", "listed.nobody actions.no-date key.new-action key.other-state key.back key.done key.drop", withStories, keys("a")},
	{"actions-every", "action.done key.new-action key.other-state key.back", withStories, keys("a", "tab", "f", "f", "f", "down", "down")},
	{"actions-new", "actions.ask action.text action.owner action.due action.due-like form.about" + formWays, withStories, func(u *user, say words) {
		u.press("a", "n").paste(say.action).press("enter", "enter")
	}},
	{"actions-edit", "actions.edit actions.ask form.about" + formWays, withStories, keys("a", "down", "e", "!")},
	{"actions-delete", "key.yes key.no", withStories, keys("a", "down", "D")},
	{"actions-drop", "drop.ask key.keep", withStories, func(u *user, say words) { u.press("a", "x").paste(say.reason) }},
	{"voice", "voice.title key.month key.back", withStories, keys("v")},

	{"settings", "settings.title settings.what settings.about.theme settings.backdrop.dark setting.from.found key.change key.forget-setting key.back", withHistory, keys(",")},
	{
		"settings-set", "setting.from.setting key.change key.back", withHistory,
		keys(",", "right", "right", "down", "down", "right", "down", "right", "down", "right", "down", "right"),
	},

	{"help-home", "help.home key.past key.actions key.trend key.voice key.quit key.close key.new key.stories key.walk", withHistory, keys("?")},
	{"help-question", "help.question key.close key.on key.list", withPayments, func(u *user, say words) { answered(u, say).press("f1") }},
	{"empty-chair", "chair.question.1 chair.back", empty, func(u *user, _ words) { beginNew(u).press("f2") }},
	{"conflict", "conflict.what help.conflict conflict.keep conflict.take", withPayments, func(u *user, _ words) { begin(u).intrude().press("4") }},
	{"failed-save", "save.failed" + voteWays, withPayments, func(u *user, _ words) {
		begin(u).store.fail = fullDisk
		u.press("4")
	}},
}

var (
	sizes     = [][2]int{{60, 18}, {120, 40}, usual}
	usual     = [2]int{80, 24}
	languages = []string{"en", "de"}
)

// mostly returns the last third of a list in short tests, at least one of it, and all of it otherwise.
func mostly[T any](list []T) []T {
	if testing.Short() {
		return list[len(list)*2/3:]
	}
	return list
}

// eachScene plays every scene in every language, in a window of 80×24.
func eachScene(t *testing.T, test func(t *testing.T, u *user, sc scene), change ...func(*Options)) {
	t.Parallel()
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			for _, language := range mostly(languages) {
				u := newUser(t, 80, 24, language, sc.store(language), change...)
				sc.play(u, said[language])
				test(t, u, sc)
			}
		})
	}
}

// TestScreensInAnotherLanguage is for a folder of messages in TEST_MESSAGES: no screen may lose its frame, or say the id of a message.
func TestScreensInAnotherLanguage(t *testing.T) {
	folder := os.Getenv("TEST_MESSAGES")
	if folder == "" {
		t.Skip("no messages are named")
	}
	lang.Add("qps", "qps", os.DirFS(folder))
	said["qps"] = said["en"]
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			u := newUser(t, 80, 24, "qps", sc.store("qps"))
			sc.play(u, said["qps"])
			for _, size := range [][2]int{{60, 18}, {80, 24}, {120, 40}, {200, 60}} {
				u.resize(size[0], size[1]).fits().framed()
				if id := messageID.FindString(u.screen()); id != "" {
					t.Errorf("%s stands on the screen:\n%s", id, u.screen())
				}
			}
		})
	}
}

// messageID is what is said in place of a message that is missing.
var messageID = regexp.MustCompile(`\b(home|setup|vote|reveal|key|help|choose|close|look|stories|story|actions|action|past|settings|setting|compare|trend|change|kind|source|complaint|agreement|error|export|chair|walk|date)\.[a-z]`)

// inEverySize are the scenes that stand for their screen: they are kept in every size, the others in that of most terminals.
var inEverySize = strings.Fields("home-demo settings-set home-work home-empty walk-again stories-noting setup-begin look-back-complaints vote-some solo-after reveal-all question-answers choose-actions choose-form close-before" +
	" compare pick-baseline trend past-list past-reading export-run stories stories-filter story-back story-why story-edit actions actions-edit voice" +
	" help-question empty-chair conflict")

func TestScreens(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, sc scene) {
		for _, size := range mostly(sizes) {
			u.resize(size[0], size[1]).fits().framed()
			if size != usual && !slices.Contains(inEverySize, sc.name) {
				continue
			}
			t.Run(fmt.Sprintf("%s-%dx%d", u.language, size[0], size[1]), func(t *testing.T) { golden.RequireEqual(t, u.screen()+"\n") })
		}
	})
}

func TestScreensTooSmall(t *testing.T) {
	for _, language := range languages {
		for _, size := range [][2]int{{59, 18}, {60, 17}, {80, 5}, {20, 24}} {
			t.Run(fmt.Sprintf("%s-%dx%d", language, size[0], size[1]), func(t *testing.T) {
				u := newUser(t, size[0], size[1], language, newMemory()).fits()
				golden.RequireEqual(t, u.screen()+"\n")
			})
		}
	}
}

// forward are the scenes of stages that lead on; there the keys of the stage come before the one that leads back. From home, out of
// the empty chair and out of a conflict no such key leads.
var forward = regexp.MustCompile("^(vote|reveal|solo|look-back|home)|^(failed-save|conflict|empty-chair)$")

func TestNothingEssentialIsCutAndTheWayBackIsNamedInTheSmallestWindow(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, sc scene) {
		u.says(strings.Fields(sc.shows)...)
		if strings.Contains(u.screen(), "…") && sc.name != "question-many" {
			t.Errorf("something is cut:\n%s", u.screen())
		}
		back := " esc | n " + u.m.say.T("key.no") + "| tab " + u.m.say.T("key.write")
		foot := line(u.resize(60, 18).screen(), 17)
		if !regexp.MustCompile(back).MatchString(foot) && (!forward.MatchString(sc.name) || u.m.View().Cursor != nil) {
			t.Errorf("the keys are %q", foot)
		}
	})
}

func TestEverySizeHoldsEveryScreenAndTooSmallAndBackLosesNothing(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		before := u.m.View()
		for _, size := range mostly([][2]int{{59, 17}, {60, 18}, {61, 19}, {69, 21}, {70, 22}, {76, 18}, {99, 23}, {106, 24}, {200, 60}, {1, 1}, {2, 60}, {200, 1}}) {
			u.resize(size[0], size[1]).fits()
		}
		u.resize(40, 10).sees("emptychair").paste("4\n4").resize(80, 24)
		after := u.m.View()
		if before.Content != after.Content {
			t.Errorf("before:\n%s\nafter:\n%s", before.Content, after.Content)
		}
		if (before.Cursor == nil) != (after.Cursor == nil) || before.Cursor != nil && *before.Cursor != *after.Cursor {
			t.Errorf("the cursor was at %+v, and is at %+v", before.Cursor, after.Cursor)
		}
	})
}

func TestWhatCannotBeReadIsSaidOnEveryScreenAndNothingMoves(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		for _, size := range mostly(sizes) {
			without := strings.Split(u.resize(size[0], size[1]).screen(), "\n")
			for _, n := range []int{1, 9999} {
				u.store.missing = n
				u.send(tea.FocusMsg{})
				with := strings.Split(u.fits().screen(), "\n")
				if !u.atChair() {
					if got, want := strings.TrimSpace(with[2]), u.m.say.N("missing", n, "Call", "emptychair"); got != want {
						t.Fatalf("above the body stands %q, not %q:\n%s", got, want, u.screen())
					}
					with[2] = without[2]
				}
				if strings.Join(with, "\n") != strings.Join(without, "\n") {
					t.Fatalf("something else changed:\n%s", u.screen())
				}
			}
			u.store.missing = 0
			u.send(tea.FocusMsg{})
		}
	})
}

func TestASCIIDrawsNoOtherSigns(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		for _, r := range u.fits().screen() {
			if r > '~' && (u.language == "en" || !unicode.IsLetter(r)) {
				t.Fatalf("%q is drawn:\n%s", r, u.screen())
			}
		}
	}, inASCII)
}

// fits fails where the window is not filled exactly, or a line is wider than it. Too small a window holds fewer lines.
func (u *user) fits() *user {
	u.t.Helper()
	v := u.m.View()
	lines := strings.Split(v.Content, "\n")
	if len(lines) != u.height && !tooSmall(u.width, u.height) || len(lines) > u.height {
		u.t.Fatalf("%d×%d: the window has %d lines:\n%s", u.width, u.height, len(lines), u.screen())
	}
	for i, l := range lines {
		if ansi.StringWidth(l) > u.width {
			u.t.Fatalf("%d×%d: line %d is %d cells wide: %q", u.width, u.height, i+1, ansi.StringWidth(l), ansi.Strip(l))
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= u.width || c.Y < 0 || c.Y >= u.height) {
		u.t.Fatalf("%d×%d: the cursor stands outside, at %d,%d", u.width, u.height, c.X, c.Y)
	}
	return u
}

// framed fails where the header, the line under it or the keys are not in their place.
func (u *user) framed() {
	u.t.Helper()
	if u.atChair() {
		return
	}
	screen := u.screen()
	lines := strings.Split(screen, "\n")
	line := strings.Trim(lines[1], " "+theme.Unicode.Rule+theme.Unicode.StepDone+theme.Unicode.StepOpen+theme.Unicode.StepHere)
	help := regexp.MustCompile(`(\?|f1) ` + u.m.say.T("key.help") + `|esc ` + u.m.say.T("key.close"))
	switch foot := lines[len(lines)-1]; {
	case !begins(lines[0]), line != "", !begins(lines[1]), lines[2] != "":
		u.t.Fatalf("the header is not in its place:\n%s", screen)
	case !begins(foot), !help.MatchString(foot):
		u.t.Fatalf("the keys are not in their place, or none of them leads to help:\n%s", screen)
	}
	for _, body := range lines[3 : len(lines)-1] {
		if body != "" && !strings.HasPrefix(body, "   ") {
			u.t.Fatalf("the margin is not free: %q", body)
		}
	}
}

// atChair tells whether the empty chair fills the window.
func (u *user) atChair() bool { return strings.Contains(u.screen(), u.m.say.T("chair.back")) }

// begins tells whether a line begins in the second cell.
func begins(line string) bool {
	return len(line) > 1 && line[0] == ' ' && line[1] != ' '
}
