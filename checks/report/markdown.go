package report

import (
	"regexp"
	"strings"

	"emptychair/checks"
)

// marked are the characters that Markdown, or a wiki's extension of it, reads as more than themselves wherever they stand.
var marked = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"|", `\|`, "~", `\~`, "#", `\#`, "$", `\$`, "!", `\!`,
)

// begins matches what makes a list, a rule or an underlined heading of a line.
var begins = regexp.MustCompile(`^(\d*)([-+=.)])`)

// escape makes text that people wrote stand in Markdown as they wrote it, on one line.
func escape(s string) string {
	return begins.ReplaceAllString(marked.Replace(strings.Join(strings.Fields(s), " ")), `$1\$2`)
}

// itemMarkdown begins an item of a list with text that is escaped. An action has a box, ticked where it is done; a dropped one is
// struck out and has none, since whoever reads a box without a tick takes it for something to do.
func itemMarkdown(s checks.State, text string) string {
	switch s {
	case checks.Open:
		return "- [ ] " + text
	case checks.Done:
		return "- [x] " + text
	case checks.Dropped:
		return "- ~~" + text + "~~"
	}
	return "- " + text
}

// escapeLines is [escape] for text of several lines inside a list item that is indented by indent: each line stays a line,
// empty ones fall away.
func escapeLines(s, indent string) string {
	var rows []string
	for row := range strings.SplitSeq(s, "\n") {
		if row = escape(row); row != "" {
			rows = append(rows, row)
		}
	}
	return strings.Join(rows, "  \n"+indent)
}
