package tui

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
	"pgregory.net/rapid"

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
		for _, size := range [][2]int{{59, 18}, {20, 24}} {
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
		if !regexp.MustCompile(back).MatchString(foot) && (!forward.MatchString(sc.name) || u.view().Cursor != nil) {
			t.Errorf("the keys are %q", foot)
		}
	})
}

func TestEverySizeHoldsEveryScreenAndTooSmallAndBackLosesNothing(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		before := u.view()
		for _, size := range mostly([][2]int{{59, 17}, {60, 18}, {61, 19}, {69, 21}, {70, 22}, {76, 18}, {99, 23}, {106, 24}, {200, 60}, {1, 1}, {2, 60}, {200, 1}}) {
			u.resize(size[0], size[1]).fits()
		}
		u.resize(40, 10).sees("emptychair").paste("4\n4").resize(80, 24)
		after := u.view()
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
	v := u.view()
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

// nasty are texts that a terminal would act on.
var nasty = []string{
	"\x1b]0;title", "\x1b[2J", "\x1b[31mred", "\x9b31m", "\x07", "\x00", "\x08\x08", "\x7f", "\u0085", "a\rb", "a\tb", "\u202eabc\u202c", "\u2066x\u2069",
	"\u200e\u200f\u061c", "\x1b", "\x1bP1;2q", "\x1b_G", "\ufeff", "\xff\xfe", "\u2028",
}

// odd are clean texts that are hard to draw.
var odd = []string{
	"名前", "👩‍🚀🇩🇪👍🏽", "Zoe\u0308", strings.Repeat("\u0301", 30), strings.Repeat("x", 300), "\u00a0", "a\u200bb", "قهوة", "\ufffd", "% d {{.N}} <b>&", "♻️☎️",
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// clean fails where a frame holds anything that a terminal acts on, other than styles and line ends.
func (u *user) clean() *user {
	u.t.Helper()
	v := u.view()
	for _, r := range sgr.ReplaceAllString(v.Content, "") {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff' || r == '\u2028' || r == '\u2029') {
			u.t.Fatalf("%U reaches the terminal:\n%q", r, v.Content)
		}
	}
	equal(u.t, v.WindowTitle, "emptychair")
	return u
}

// withBusy goes on with [busy] and goes to a stage.
func withBusy(stage string, keys ...string) func(t tester) *user {
	return func(t tester) *user { return start(t, newMemory(busy())).press("r").goTo(stage).press(keys...) }
}

// fieldsOf are all places where text is typed or pasted, and the way there.
var fieldsOf = map[string]func(t tester) *user{
	"team":                func(t tester) *user { return start(t, newMemory()).press("n") },
	"number":              func(t tester) *user { return start(t, newMemory()).press("n", "down", "down") },
	"chat":                func(t tester) *user { return beginNew(start(t, newMemory())) },
	"story":               withBusy("trust", "s"),
	"evidence":            withBusy("trust", "c", "3"),
	"look back":           func(t tester) *user { return start(t, withWork("en")).press("n", "enter", "x") },
	"question":            withBusy("channels"),
	"edit":                withBusy("channels", "tab", "e"),
	"action":              withBusy("choose", "a"),
	"owner":               withBusy("choose", "a", "tab"),
	"due":                 withBusy("choose", "a", "x", "tab", "tab"),
	"story between runs":  amongStories("s", "esc", "n"),
	"day":                 amongStories("s", "esc", "n", "x", "tab", "tab", "tab"),
	"search":              amongStories("s", "esc", "/"),
	"why":                 atStory(2, "w"),
	"fix":                 atStory(3, "f"),
	"action between runs": amongStories("a", "n"),
	"reason of an action": amongStories("a", "x"),
}

func TestNothingTypedOrPastedReachesTheTerminalOrTheStoreUncleaned(t *testing.T) {
	t.Parallel()
	for name, open := range fieldsOf {
		t.Run(name, func(t *testing.T) {
			u := open(t)
			for _, text := range nasty {
				u.paste("x" + text + "y")
				u.send(tea.KeyPressMsg{Code: tea.KeyExtended, Text: text})
				u.typed(text).clean().press("ctrl+u")
			}
			u.paste("a\x1b]\u202e\x07b").press("enter", "enter", "enter").clean()
			for _, text := range texts(reflect.ValueOf([]any{u.store.runs, u.store.stories, u.store.loose})) {
				equal(t, checks.Clean(text), text)
			}
		})
	}
}

// texts are all that stand in a value, however deep.
func texts(v reflect.Value) (all []string) {
	switch v.Kind() {
	case reflect.String:
		all = append(all, v.String())
	case reflect.Interface:
		all = texts(v.Elem())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			all = append(all, texts(v.Index(i))...)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			all = append(all, texts(v.MapIndex(k))...)
		}
	case reflect.Struct:
		for _, f := range v.Fields() {
			all = append(all, texts(f)...)
		}
	}
	return all
}

func TestOddTextOfALoadedRunKeepsTheWindowWhole(t *testing.T) {
	t.Parallel()
	for i, text := range odd {
		r := busy()
		r.Team = checks.CleanLine("T" + string([]rune(text)[:min(len([]rune(text)), checks.MaxName-1)]))
		r.Answers = map[string][]checks.Answer{"channels": {{Text: "answer" + text + "."}}}
		r.Actions[0].Text, r.Actions[0].Owner = "act"+text+".", checks.CleanLine("A"+string([]rune(text)[:1]))
		r.Drafts = map[string]string{"channels": "draft" + text + "."}
		rating := r.Ratings["trust"]
		rating.Story, rating.Chair = "story"+text+".", checks.Chair{Step: 2, Evidence: "evidence" + text + "."}
		r.Ratings["trust"] = rating
		done := r.Clone()
		done.ID, done.Started, done.Finished = fmt.Sprintf("01J5MMV00000000000000000%02d", i), on(8, 19), on(8, 19)

		u := newUser(t, 60, 18, "de", newMemory(r, done))
		keys := []string{"p", "down", "enter", "pgdown", "pgdown", "pgdown", "esc", "esc", "n", "esc", "r"}
		for _, k := range append(keys, slices.Repeat([]string{"pgdown"}, 9)...) {
			u.press(k).clean().fits()
		}
		u.stands(checks.CloseID)
	}
}

func TestOddTextOfWhatIsOpenKeepsTheWindowWhole(t *testing.T) {
	t.Parallel()
	for _, text := range mostly(odd) {
		store := withWork("de")
		store.loose[0].Text, store.loose[0].Owner = "act"+text+".", checks.CleanLine("A"+string([]rune(text)[:1]))
		for i := range store.stories {
			st := &store.stories[i]
			st.Text = "story" + text + ".\n" + text + "."
			if st.Complaint.Fix != "" {
				st.Complaint.Fix, st.Complaint.Owner = "fix"+text+".", "A"
			}
		}
		u := newUser(t, 60, 18, "de", store)
		for _, k := range []string{
			"n", "enter", "down", "x", "1", "enter", "down", "b", "g", "enter", "pgdown", "444444", "enter", "s", "down", "down", "enter",
			"pgdown", "pgdown", "f5", "enter", "pgdown", "pgdown", "pgdown", "f5", "down", "enter", "enter",
		} {
			u.press(k).clean().fits()
		}
		u.stands("risks")
	}
}

func TestWhatComesFromOutsideReachesTheTerminalClean(t *testing.T) {
	for _, text := range nasty {
		u := voting(t)
		for _, err := range []error{&checks.Error{Code: checks.CodeIO, Subject: "/home/" + text + ".db"}, fmt.Errorf("strange: %s", text)} {
			u.store.fail = err
			u.press("4").says("save.failed").clean()
		}
		u = exporting(t)
		u.store.folder = "/srv/" + text
		u.press("enter").clean().slow = true
		u.press("enter", "esc").release().clean()
	}
}

func TestAnyTextIsTypedWithoutHarm(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		u := fieldsOf[rapid.SampledFrom(slices.Sorted(maps.Keys(fieldsOf))).Draw(t, "field")](t)
		u.resize(rapid.IntRange(minWidth, 100).Draw(t, "width"), rapid.IntRange(minHeight, 40).Draw(t, "height"))
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x{0300}-\x{0310}a-z👩‍🚀🇩🇪\x{fe0f}\x{200d}名 ]{0,40}`)).Draw(t, "text")
		u.paste(text).fits().typed(strings.ToValidUTF8(text, "")).clean().fits().press("left", "left", "enter").clean().fits()
	})
}

func TestBeforeTheFirstSizeNothingIsDrawn(t *testing.T) {
	u := newUser(t, 0, 0, "en", newMemory())
	equal(t, u.view().Content, "")
	u.resize(80, 24).says("home.welcome")
}

func TestTheCursorStandsWhereTextIsTyped(t *testing.T) {
	asked := func(u *user) *user { return toQuestion(beginNew(u)) }
	told := func(u *user) *user { return beginNew(u).press("4", "enter", "enter", "s") }
	for want, play := range map[string]func(u *user) *user{ // the line up to the cursor
		"   ▸ Team         Pay 名": func(u *user) *user { return u.press("n", "Pay 名") },
		"      › Calls 👍":         func(u *user) *user { return asked(u).press("Calls 👍") },
		"      › Cal":             func(u *user) *user { return asked(u).press("Calls", "left", "left") },
		"      › ":                asked,
		"   💬 She":                func(u *user) *user { return told(u).press("She") },
		"      2345678901234567": func(u *user) *user {
			return told(u).press(strings.Repeat("0123456789", 9), "left", "left")
		},
		"    › Who   Ana": func(u *user) *user { return beginNew(u).goTo(checks.ChooseID).press("a", "tab", "Ana") },
	} {
		u := play(start(t, newMemory()))
		c := u.view().Cursor
		if c == nil {
			t.Fatalf("there is no cursor:\n%s", u.screen())
		}
		equal(t, ansi.Truncate(line(u.screen(), c.Y), c.X, ""), want)
		if c.Blink || c.Shape != tea.CursorBar {
			t.Errorf("the cursor is %+v", c)
		}
	}
}

func TestNoCursorShowsWhereNothingIsTyped(t *testing.T) {
	names := []string{"home-history", "vote-some", "reveal-behind", "question-list", "choose-actions", "close-after", "past-list", "help-question", "empty-chair"}
	for _, sc := range scenes {
		if slices.Contains(names, sc.name) {
			u := start(t, sc.store("en"))
			if sc.play(u, said["en"]); u.view().Cursor != nil {
				t.Errorf("%s: a cursor stands on\n%s", sc.name, u.screen())
			}
		}
	}
}

func TestMarksJoinTheirLettersButNoEscapeSequence(t *testing.T) {
	for frame, want := range map[string]string{
		"plain \x1b[1mbold\x1b[m":                "plain \x1b[1mbold\x1b[m",
		"fu\u0308r \x1b[38;5;2mcafe\u0301":       "f\u00fcr \x1b[38;5;2mcaf\u00e9",
		"\x1b[1m\u0301alone":                     "\x1b[1m\u0301alone",
		"e\u0301\x1b[1m\u0301\x1b[me\u0301\n👩‍🚀": "\u00e9\x1b[1m\u0301\x1b[m\u00e9\n👩‍🚀",
	} {
		equal(t, composed(frame), want)
	}
}

func TestATerminalThatJoinsCharactersGetsANewFrameWhereThatMatters(t *testing.T) {
	u := newUser(t, 80, 24, "en", newMemory()).press("n")
	report := tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset}
	if _, cmd := u.m.Update(report); cmd != nil {
		t.Error("a frame without such characters is drawn anew")
	}
	u.paste("हिन्दी में")
	if _, cmd := u.m.Update(report); cmd == nil {
		t.Error("a frame with such characters is not drawn anew")
	}
}

func TestTheWindowIsSharedOut(t *testing.T) {
	tests := []struct {
		width, height               int
		bodyWidth, bodyHeight, note int
		tooSmall                    bool
	}{
		{60, 18, 54, 13, 1, false},
		{60, 21, 54, 16, 1, false},
		{80, 22, 74, 16, 2, false},
		{80, 24, 74, 18, 2, false},
		{99, 24, 93, 18, 2, false},
		{100, 24, 89, 18, 2, false},
		{160, 45, 89, 38, 2, false},
		{200, 60, 89, 51, 2, false},
		{59, 18, 53, 13, 1, true},
		{60, 17, 54, 12, 1, true},
		{1, 1, 1, 1, 1, true},
		{0, 0, 1, 1, 1, true},
	}
	for _, tt := range tests {
		l := newLayout(tt.width, tt.height)
		if l.bodyWidth() != tt.bodyWidth || l.bodyHeight(l.noticeRows) != tt.bodyHeight || l.noticeRows != tt.note || tooSmall(tt.width, tt.height) != tt.tooSmall {
			t.Errorf("%d×%d: %+v, body %d wide, too small %v", tt.width, tt.height, l, l.bodyWidth(), tooSmall(tt.width, tt.height))
		}
		if !tt.tooSmall && l.bodyTop+l.bodyHeight(l.noticeRows)+l.noticeRows+footRows != tt.height {
			t.Errorf("%d×%d: the parts are %+v", tt.width, tt.height, l)
		}
	}
}

func TestFromAHundredColumnsOnTheBodyStandsInTheMiddleBetweenAHeaderAndAFooterThatStay(t *testing.T) {
	for w, left := range map[int]int{80: 3, 99: 3, 100: 5, 120: 15, 160: 35, 200: 55} {
		screen := newUser(t, w, 40, "en", withPayments("en")).press("n").screen()
		if got := len(line(screen, 3)) - len(strings.TrimLeft(line(screen, 3), " ")); got != left || !begins(line(screen, 0)) || !begins(line(screen, 39)) {
			t.Errorf("in %d columns the body begins at %d, not at %d:\n%s", w, got, left, screen)
		}
	}
}

// The wheel sends arrow keys. Not in a text field: there the arrows move the cursor.
func TestTheWheelChangesNoValueAndLeavesNoStep(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		before, heading := fmt.Sprint(u.store.runs, u.store.stories), u.header()
		var run string
		if u.inRun() {
			run = fmt.Sprint(u.m.session.flow.Run())
		}
		if u.atChair() {
			return // any key leaves it
		}
		u.times(7, "down").times(12, "up").times(3, "down")
		if u.inRun() && fmt.Sprint(u.m.session.flow.Run()) != run {
			t.Errorf("the run is %+v, and was %s", u.m.session.flow.Run(), run)
		}
		if after := fmt.Sprint(u.store.runs, u.store.stories); after != before || u.header() != heading {
			t.Errorf("the wheel led from %q to %q, and to\n%s", heading, u.header(), u.screen())
		}
	})
}

func TestTheManualNamesEveryKeyOfTheTables(t *testing.T) {
	named, tables := map[string]bool{}, slices.Concat(keysOfRuns(), keysBetween())
	for _, table := range tables {
		for _, k := range table.keys {
			named[k.Help().Desc] = true
		}
	}
	source, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`bind\((?:"[^"]*"|spaceKey), "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		if !named[m[1]] {
			t.Errorf("the manual names no key that means %q", m[1])
		}
	}
	for _, code := range lang.Codes {
		for i, table := range Keys(lang.New(code), false) {
			equal(t, len(table.Keys), len(tables[i].keys))
		}
	}
	equal(t, Keys(lang.New("en"), true)[4].Keys[0], "left/right change")
	english := regexp.MustCompile(`(?i)\b(ctrl|space|backspace|paste|home|end|pg(up|dn)|shift|left|right|up|down)\b`)
	for _, ascii := range []bool{false, true} {
		for _, table := range Keys(lang.New("de"), ascii) {
			equal(t, english.FindAllString(strings.Join(table.Keys, "\n"), -1), nil)
		}
	}
}

func TestAnyKeyReturnsFromTheEmptyChair(t *testing.T) {
	for _, k := range []string{"x", "enter", "esc", "f2", "5", "up", "q", "space", "u"} {
		u := voting(t).press("44")
		before := u.screen()
		u.press("f2").says("chair.back").press(k)
		equal(t, u.screen(), before)
	}
	asking(t).press("half", "f2").says("chair.back").press("x", "enter").holds("half")
	// The chair is there at any moment, over the help too.
	asking(t).press("f1", "f2").says("chair.back").press("x").says("question.type-here")
}

func TestTheChairAsksSomethingElseAtEachStage(t *testing.T) {
	u := voting(t)
	var asked []string
	for range 5 {
		asked = append(asked, u.press("f2").words())
		u.press("esc", "pgdown")
	}
	slices.Sort(asked)
	equal(t, len(slices.Compact(asked)), 5)
}

func TestTheQuestionMarkIsTextInAFieldAndHelpElsewhere(t *testing.T) {
	asking(t).press("?").sees("› ?").press("f1").says("help.question").sees("f1 help").seesNot("? help", "u undo").press("esc", "enter").holds("?")
	voting(t).press("?").says("help.vote").sees("u undo").press("pgdown").sees("? help").press("?").says("vote.how")
}

func TestHelpNamesTheKeysThatLeadToOtherStages(t *testing.T) {
	ways := []string{"→ next step", "← previous step", "pgdn next step", "pgup previous step", "f4 home", "ctrl+r redo"}
	for _, u := range []*user{voting(t), voting(t).press("444444", "enter"), voting(t).goTo("choose")} {
		u.resize(80, 50).press("?").sees(ways...)
	}
	asking(t).resize(80, 50).press("x", "enter", "tab", "?").sees(ways...).sees("tab back to typing")
	start(t, newMemory()).press("n", "f1").sees("←→ change", "↓ next", "↑ previous", "esc back")
}

func TestHelpNamesTheKeyThatSuspendsOnlyWhereSomebodyCanBringTheProgramBack(t *testing.T) {
	start(t, newMemory()).press("?").sees("ctrl+z")
	start(t, newMemory(), func(o *Options) { o.Suspend = nil }).press("?").seesNot("ctrl+z").press("esc", "ctrl+z").says("suspend.nobody")
}

func TestHelpIsForTheScreenUnderItAndLeavesThatAsItWas(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		if u.m.overlay != nil {
			return
		}
		before := u.press("f1", "esc").screen() // without a notice
		u.press("f1").says(u.m.screen.help()).press("esc")
		equal(t, u.screen(), before)
	})
}

// scrollsTo scrolls down to an end that shows the text, from which the first key upwards leads.
func (u *user) scrollsTo(key, text string) *user {
	u.t.Helper()
	end := u.times(100, key).sees(text).fits().screen()
	if u.press("up"); u.screen() == end {
		u.t.Errorf("the first key upwards does nothing:\n%s", end)
	}
	return u
}

func TestHelpScrollsToItsEndAndNoFurther(t *testing.T) {
	begin(newUser(t, 60, 18, "en", withPayments("en"))).press("?").scrollsTo("down", "ctrl+c")
}

func TestAnOverlayHidesTheRunFromKeys(t *testing.T) {
	u := voting(t).press("?", "4").sees("0 of 6").press("?").paste("4\n4").press("esc").sees("0 of 6")
	u.press("?", "ctrl+c").ends()
}

func TestEnterInHasteLeavesNoStep(t *testing.T) {
	for _, to := range []func(u *user) *user{
		func(u *user) *user { return u.press("4", "f4", "n", "enter").stands(checks.LookBackID) },
		func(u *user) *user { return u.goTo("contact").press("234512", "enter").sees("median") },
		func(u *user) *user { return toQuestion(u).press("monthly", "enter").sees("monthly") },
		func(u *user) *user { return toQuestion(u).press("enter").stands("decisions") },
		func(u *user) *user {
			return u.goTo(checks.ChooseID).press("a", "call", "enter", "enter", "enter").sees("One action")
		},
		func(u *user) *user { return u.goTo(checks.ChooseID).press("enter", "f", "f").says("close.finished") },
	} {
		u := to(lookingBack(t))
		at := u.openRun().At
		u.hasty = true
		u.times(9, "enter").stands(at)
		u.hasty = false
		u.send(tea.KeyPressMsg{Code: tea.KeyEnter, IsRepeat: true}).stands(at)
		if u.press("enter"); u.inRun() && u.openRun().At == at {
			t.Errorf("an enter that is meant does not leave %s", at)
		}
	}
}

func TestEnterInHasteRevealsNothingThatIsAskedAbout(t *testing.T) {
	u := voting(t).press("44", "enter").sees("4 answers are missing")
	u.hasty = true
	u.times(9, "enter").sees("4 answers are missing", "2 of 6")
	u.hasty = false
	equal(t, u.press("enter").rating().Revealed, true)
}

func TestLettersLeadToNoOtherStep(t *testing.T) {
	for _, u := range []*user{voting(t), revealed(t), toQuestion(voting(t)).press("one", "enter", "tab"), voting(t).goTo(checks.ChooseID)} {
		at := u.openRun().At
		for _, letter := range "hljkHLJKqwrtyiopxzbnQWERTZ" {
			u.typed(string(letter)).stands(at)
		}
	}
}

func TestADigitThatIsNoAnswerSaysSo(t *testing.T) {
	for _, k := range []string{"6", "9", "７", "٨"} {
		voting(t).press("4", k).says("vote.beyond").sees("1 of 6")
		revealed(t).press("c", k).says("vote.beyond", "chair.step")
	}
}

// namedKey is a key as a message names it: in quotation marks or brackets, or by its name where that is no other word.
var namedKey = regexp.MustCompile(`[“„(](\pL|\+)[”“)]|[ (](enter|esc|tab|ctrl\+\w|f\d)\b|(?:[.,;] |and |und )([urv+]) `)

// namesOnlyKeysShown fails where a message on the screen names a key that stands neither in the footer nor in the list of keys on home.
func namesOnlyKeysShown(t *testing.T, u *user) {
	t.Helper()
	words := strings.ReplaceAll(u.resize(60, 18).words(), "Enter", "enter")
	for _, named := range namedKey.FindAllStringSubmatch(words, -1) {
		k := named[1] + named[2] + named[3]
		if !slices.ContainsFunc(u.m.withClockKey(u.m.screen.keys()), func(b key.Binding) bool {
			return u.m.keyName(b) == k && strings.Contains(words, " "+k+" "+u.m.say.T(b.Help().Desc))
		}) && k != everywhere.f1.Help().Key {
			t.Errorf("%s: %q is named:\n%s", u.language, k, u.screen())
		}
	}
}

func TestNoMessageNamesAKeyThatTheFooterDoesNotShow(t *testing.T) {
	eachScene(t, func(t *testing.T, u *user, _ scene) {
		if u.m.overlay == nil { // the help names all keys, the chair takes any
			namesOnlyKeysShown(t, u)
		}
	})
	for name, play := range map[string]func(u *user) *user{
		"all in":          func(u *user) *user { return begin(u).press("4444444") },
		"started again":   func(u *user) *user { return begin(u).press("44", "v") },
		"voted again":     func(u *user) *user { return begin(u).press("444444", "enter", "v") },
		"resumed":         func(u *user) *user { return begin(u).press("44", "f4", "r", "backspace") },
		"missing":         func(u *user) *user { return begin(u).press("44", "enter") },
		"chair":           func(u *user) *user { return begin(u).press("444444", "enter", "c", "2", "enter") },
		"entry":           func(u *user) *user { return begin(u).press("444444", "enter", "s", "x", "esc") },
		"answer deleted":  func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "D") },
		"answers deleted": func(u *user) *user { return toQuestion(begin(u)).press("one", "enter", "tab", "D") },
		"answers joined": func(u *user) *user {
			return toQuestion(begin(u)).press("one", "enter", "two", "enter", "tab", "m", "enter")
		},
		"action deleted": func(u *user) *user {
			return begin(u).goTo(checks.ChooseID).press("n", "call", "enter", "enter", "enter", "tab", "D")
		},
		"hidden at close":  func(u *user) *user { return begin(u).goTo(checks.CloseID).press("45", "enter") },
		"hidden at finish": func(u *user) *user { return begin(u).goTo(checks.CloseID).press("45", "f") },
		"finished":         func(u *user) *user { return begin(u).goTo(checks.CloseID).press("f", "f") },
		"after the end":    func(u *user) *user { return begin(u).goTo(checks.CloseID).press("f", "f", "4") },
		"unfinished":       func(u *user) *user { return begin(u).press("4", "f4", "n", "enter") },
		"form":             func(u *user) *user { return u.press("a", "n", "x", "esc") },
		"story":            func(u *user) *user { return u.press("s", "n", "x", "esc") },
		"action done":      func(u *user) *user { return u.press("a", "n", "x", "enter", "enter", "enter", "enter", "d") },
		"action dropped": func(u *user) *user {
			return u.press("a", "n", "x", "enter", "enter", "enter", "enter", "x", "y", "enter")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, language := range languages {
				namesOnlyKeysShown(t, play(newUser(t, 80, 24, language, withPayments(language))))
			}
		})
	}
}
