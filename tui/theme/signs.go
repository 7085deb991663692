package theme

import "strings"

// Signs are the characters that the program draws with.
type Signs struct {
	Today, Earlier, Chair   string // an answer of this run, of the baseline, of the empty chair
	Waiting                 string // an answer that is still to come
	BarIn, BarOut           string // a cell of a bar: of what is in, of what is still to come
	Bullet, Pointer, Prompt string
	Late                    string // an action that is overdue, in place of a bullet
	StepDone, StepOpen      string // one cell of the way through a run
	StepHere                string // the first cell of the stage that is open
	Rule                    string
	Dot                     string // between two things in one line
	Talk, Seat              string // a story, the empty chair
	Settled, Still, Dropped string // an action or complaint that is settled, still open, dropped
	Again                   string // a complaint that came back
	Backspace               string
	Dash                    string
	Before, After           string // around a value that the arrow keys change
	Ellipsis                string
}

// Unicode are the signs for a terminal that shows them; all emoji here are two cells wide everywhere.
var Unicode = Signs{
	Today: "●", Earlier: "○", Chair: "◇", Waiting: "○", BarIn: "█", BarOut: "░",
	Bullet: "•", Late: "!", Pointer: "▸", Prompt: "›", StepDone: "━", StepOpen: "─", StepHere: "●", Rule: "─", Dot: "·",
	Talk: "💬", Seat: "🪑", Settled: "✓", Still: "→", Dropped: "×", Again: "↻", Backspace: "⌫", Dash: "–", Before: "‹", After: "›", Ellipsis: "…",
}

// ASCII are the signs for a terminal or a font that shows no others.
var ASCII = Signs{
	Today: "*", Earlier: "o", Chair: "#", Waiting: ".", BarIn: "#", BarOut: ".",
	Bullet: "-", Late: "!", Pointer: ">", Prompt: ">", StepDone: "=", StepOpen: "-", StepHere: "*", Rule: "-", Dot: "|",
	Talk: "\"", Seat: "#", Settled: "+", Still: ">", Dropped: "x", Again: "<", Backspace: "backspace", Dash: "-", Before: "<", After: ">", Ellipsis: "...",
}

// Key returns how a key is named in these signs.
func (s Signs) Key(name string) string {
	if s.Rule == Unicode.Rule {
		return name
	}
	return plainKeys.Replace(name)
}

var plainKeys = strings.NewReplacer("⌫", ASCII.Backspace, "–", "-", "←→", "left/right", "↑↓", "up/down", "←", "left", "→", "right", "↑", "up", "↓", "down")
