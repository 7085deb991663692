package randomuser

import (
	"cmp"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// hostile are texts that a terminal would act on, and such as are hard to draw.
var hostile = []string{
	"\x1b]0;owned", "\x1b]52;c;b3duZWQ=\x07", "\x1b[2J", "\x1b[31mred", "\x1b[?1049l", "\x1b]8;;http://x\x1b\\link", "\u009b31m", "\u009d0;owned\u009c", "\x1bP1;2q", "\x1b_G", "\x1b",
	"\x07", "\x00", "\x08\x08", "\x7f", "\u0085", "a\rb", "a\tb", "\u202eabc", "\u2066x\u2069", "\u200e\u200f\u061c", "\ufeff", "\xff\xfe", "\xe2\x82", "\u2028",
	"a" + strings.Repeat("\u0301", 300), "=1+1", "👩‍🚀🇩🇪", "قهوة", "{{.}} % <b>|`*_[x](javascript:1)",
}

// keyNamed is the key with a name: "ctrl+r".
func keyNamed(name string) tea.KeyPressMsg {
	parts := strings.Split(name, "+")
	last := parts[len(parts)-1]
	if name == "+" {
		parts, last = nil, name
	}
	k := tea.KeyPressMsg{Code: map[string]rune{
		"right": tea.KeyRight, "left": tea.KeyLeft, "up": tea.KeyUp, "down": tea.KeyDown, "home": tea.KeyHome, "end": tea.KeyEnd, "enter": tea.KeyEnter,
		"esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": ' ',
		"f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f5": tea.KeyF5, "f6": tea.KeyF6, "f7": tea.KeyF7, "insert": tea.KeyInsert,
	}[last]}
	for _, mod := range parts[:max(0, len(parts)-1)] {
		k.Mod |= map[string]tea.KeyMod{"alt": tea.ModAlt, "ctrl": tea.ModCtrl, "shift": tea.ModShift}[mod]
	}
	if k.Code == 0 {
		k.Code = []rune(last)[0]
	}
	if k.Mod == 0 && (k.Code == ' ' || len([]rune(last)) == 1) {
		k.Text = string(k.Code)
	}
	return k
}

// tableKeys are the keys of the program's tables, editingKeys those of its text fields.
var (
	tableKeys = func() (names []string) {
		for _, file := range []string{"../../../tui/keys.go", "../../../tui/widget/keys.go"} {
			source, err := os.ReadFile(file)
			if err != nil {
				panic(err)
			}
			for _, call := range regexp.MustCompile(`[bB]ind\([^,]+, "[^"]*"(.*?)\)`).FindAllStringSubmatch(string(source), -1) {
				for _, name := range strings.Split(call[1], ", ")[1:] {
					names = append(names, strings.Trim(strings.ReplaceAll(name, "spaceKey", "space"), `"`))
				}
			}
		}
		slices.Sort(names)
		return slices.Compact(names)
	}()
	editingKeys = func() (names []string) {
		for _, keys := range []any{textinput.DefaultKeyMap(), textarea.DefaultKeyMap()} {
			for bindings, i := reflect.ValueOf(keys), 0; i < bindings.NumField(); i++ {
				names = append(names, bindings.Field(i).Interface().(key.Binding).Keys()...)
			}
		}
		slices.Sort(names)
		return slices.Compact(names)
	}()
)

// draw draws a number below n, each as often as the others; what rapid draws of numbers is mostly small.
func draw(t *rapid.T, n int) int {
	return rapid.Custom(func(t *rapid.T) (i int) {
		for range 10 {
			i *= 2
			if rapid.Bool().Draw(t, "") {
				i++
			}
		}
		return i % n
	}).Draw(t, "")
}

// anyOf draws one of a list.
func anyOf[T any](t *rapid.T, list []T) T { return list[draw(t, len(list))] }

// deeds are what the user does, and how often.
var deeds = slices.Concat(
	slices.Repeat([]func(*visitor){(*visitor).footer}, 12),
	slices.Repeat([]func(*visitor){(*visitor).vote, (*visitor).answer}, 3),
	slices.Repeat([]func(*visitor){
		func(v *visitor) { v.named(anyOf(v.t, tableKeys)) },
		func(v *visitor) { v.named("enter") },
		func(v *visitor) { v.named("down") },
		func(v *visitor) { v.named("tab", "down"); v.footer() },
		func(v *visitor) { v.named("pgdown", "pgdown") },
		func(v *visitor) { v.typed("So."); v.named("enter") },
		func(v *visitor) { v.typed(anyOf(v.t, []string{"12345", "4435", "3"})) },
		func(v *visitor) { v.typed(anyOf(v.t, []string{"hm", "a b", "31.12.", "4 👍", "ü名"})) },
		func(v *visitor) { v.paste(anyOf(v.t, []string{"Ana: 4\nBen 2", "4\n5\n1", "no\nidea", "👍", "12"})) },
		func(v *visitor) { v.named("u") },
		func(v *visitor) { v.passes(time.Duration(1+anyOf(v.t, []int{0, 1, 2, 9})) * time.Second) },
		func(v *visitor) { v.resize(80, 24) },
	}, 2),
	[]func(*visitor){
		func(v *visitor) { v.named(anyOf(v.t, editingKeys)) },
		func(v *visitor) { v.named("enter", "enter") },
		func(v *visitor) { v.named("y", "j") },
		func(v *visitor) { v.named("pgup") },
		func(v *visitor) { v.named("u", "u", "ctrl+r", "ctrl+r") },
		func(v *visitor) { v.named("f", "f") },
		func(v *visitor) { v.named(slices.Repeat([]string{"pgdown"}, 9)...) },
		func(v *visitor) { v.named("f4", "esc", "esc", "r") },
		func(v *visitor) {
			v.named("f4", "esc", "esc", "n")
			v.typed(anyOf(v.t, []string{"", "A", "名前"}))
			v.named(slices.Repeat([]string{"enter"}, 6)...)
		},
		func(v *visitor) {
			v.named("f4", "esc", "esc", anyOf(v.t, []string{"s", "a", "p", "c", "t", "v"}), "down", "enter")
			v.footer()
			v.footer()
		},
		func(v *visitor) {
			v.named("f4", "esc", "esc", "p", "o")
			v.footer()
			v.footer()
		},
		func(v *visitor) {
			v.named("f4", "esc", "esc", "s", "n")
			v.typed("It came.")
			v.named(slices.Repeat([]string{"enter"}, 5)...)
		},
		func(v *visitor) {
			v.named("f4", "esc", "esc", "a", "n")
			v.typed("Do")
			v.named("enter", "enter", "enter")
		},
		func(v *visitor) { v.paste("x" + anyOf(v.t, hostile) + "y") },
		func(v *visitor) {
			text := anyOf(v.t, hostile)
			v.press("hostile "+text, tea.KeyPressMsg{Code: tea.KeyExtended, Text: text})
		},
		func(v *visitor) { v.resize(60+draw(v.t, 140), 18+draw(v.t, 42)) },
		func(v *visitor) { v.resize(10+draw(v.t, 190), 3+draw(v.t, 57)) },
		func(v *visitor) {
			v.slow, v.blind = true, true
			v.footer()
			v.footer()
			v.named(anyOf(v.t, tableKeys), anyOf(v.t, tableKeys))
			if draw(v.t, 2) == 0 {
				v.catchUp()
			}
		},
		(*visitor).catchUp, (*visitor).intrude,
		func(v *visitor) {
			v.db.fails = true
			v.footer()
			v.footer()
			v.footer()
			v.passes(time.Second)
			v.db.fails = false
		},
		func(v *visitor) { v.restart("ended") },
		func(v *visitor) { v.restart("killed") },
	})

// signs are the keys that are called otherwise where the footer names them.
var signs = map[string]string{
	"1–5": "4", "⌫": "backspace", "pgdn": "pgdown", "←→": "right", "↑↓": "down", "→": "right", "←": "left", "↑": "up", "↓": "down", "Leertaste": "space", "Enter": "enter",
}

// footer presses one of the keys that the last line names.
func (v *visitor) footer() {
	lines := strings.Split(ansi.Strip(v.frame().Content), "\n")
	named := strings.Split(lines[len(lines)-1], " · ")
	sign, _, _ := strings.Cut(strings.TrimSpace(anyOf(v.t, named)), " ")
	if key := cmp.Or(signs[sign], sign); slices.Contains(tableKeys, key) {
		v.named(key)
	}
}

// intrude lets another program write the run that is open.
func (v *visitor) intrude() {
	r, open := v.m.Unfinished()
	kept, revision, err := v.db.Run(r.ID)
	if !open || err != nil || v.slow {
		return
	}
	v.done = append(v.done, "intruded")
	kept.Minutes = (kept.Minutes + 1) % 100
	if _, err := v.db.SaveRun(kept, revision); err != nil {
		v.fatalf("another program cannot write: %v", err)
	}
	v.db.intruded, v.blind = true, true
}

// catchUp lets what waited for a slow disk be done.
func (v *visitor) catchUp() {
	was := v.slow
	v.release()
	v.look("")
	v.blind = v.blind || was
}

func (v *visitor) resize(width, height int) {
	v.width, v.height = width, height
	v.press(fmt.Sprintf("%d×%d", width, height), tea.WindowSizeMsg{Width: width, Height: height})
}
