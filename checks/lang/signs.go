package lang

import (
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// signs are those beyond ASCII that the program itself says and prints, and what stands for each where only ASCII may be
// drawn; a dot that parts two things is another than one that stands for nobody. What the screens draw beside their words is
// in tui/theme, which agrees with this.
var signs = strings.NewReplacer(
	"“", `"`, "”", `"`, "„", `"`, "‘", "'", "’", "'", "–", "-", "…", "...", "½", ".5", "×", "x",
	" · ", " | ", "·", ".", "•", "-", "●", "*", "○", "o", "◇", "#", "▸", ">", "│", "|", "┊", ":", "👎", "low", "👍", "high",
)

// Signs returns what the program says beside its messages in the signs that the printer may use. Text of people does not go
// through here: it stays as they wrote it.
func (p *Printer) Signs(s string) string {
	if p.ascii {
		return signs.Replace(s)
	}
	return s
}

// inASCII replaces the signs of messages before anything is filled in: names and other text of people stay as they are.
func inASCII(messages []*i18n.Message) {
	for _, m := range messages {
		m.One, m.Other = signs.Replace(m.One), signs.Replace(m.Other)
	}
}
