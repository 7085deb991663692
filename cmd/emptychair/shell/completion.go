package shell

import (
	"cmp"
	"embed"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/urfave/cli/v3"

	"emptychair/checks"
)

// Each is what a shell reads so that it completes calls of the program: it asks the program itself, which answers with a line each. In what
// the library has for this, bash would run what stands in a team's name.
//
//go:embed completion
var completions embed.FS

// completionShells are those that the program can complete calls in.
var completionShells = []string{"bash", "zsh", "fish", "pwsh"}

// completionWait is how long somebody who completes a word waits for a database that another program holds.
const completionWait = 200 * time.Millisecond

// CompletionCommand prints what one of these shells reads, or, for the shell itself, what may stand as the last of the words of a call. That
// fails without a word: it stands in the middle of what somebody types.
func (s *Shell) CompletionCommand() *cli.Command {
	return s.Command("completion", []string{"SHELL", "[WORD]" + More}, nil, func(args []string) error {
		if !slices.Contains(completionShells, args[0]) {
			return WrongUse("cli.error.completion", "Value", args[0], "Known", strings.Join(completionShells, ", "))
		}
		if len(args) > 1 {
			s.Stderr, s.LockWait = io.Discard, min(s.LockWait, completionWait)
			_, _ = io.WriteString(s.Stdout, s.completed(args[0], args[1:]))
			return nil
		}
		script, err := completions.ReadFile("completion/" + args[0])
		_, failed := s.Stdout.Write(script)
		return cmp.Or(err, OutputError(failed))
	})
}

// completed returns what may stand as the last of the words, as a shell reads it: a line each, with what it is about behind a tab. For bash
// it is as it is to be typed, and in place of no more than what bash is about to replace, which it says itself.
func (s *Shell) completed(shell string, words []string) string {
	var list strings.Builder
	if shell != "bash" {
		for _, row := range s.candidates(words) {
			list.WriteString(strings.TrimSuffix(checks.CleanLine(row[0])+"\t"+checks.CleanLine(row[1]), "\t") + "\n")
		}
		return list.String()
	}
	line, replaced := cursorOf(s.Getenv("COMP_LINE"), s.Getenv("COMP_POINT")), append(words, "")[1]
	words, raw, quote := bashWords(line)
	stays := strings.TrimSuffix(raw, replaced)
	for _, row := range s.candidates(words) {
		if rest, ok := strings.CutPrefix(checks.CleanLine(row[0]), words[len(words)-1]); ok {
			list.WriteString(strings.TrimPrefix(raw+bashQuoted(rest, quote), stays) + "\n")
		}
	}
	return list.String()
}

// cursorOf returns what stands before the cursor, of which bash says behind how many characters of the line that is.
func cursorOf(line, point string) string {
	runes := []rune(line)
	if n, err := strconv.Atoi(point); err == nil && n >= 0 && n < len(runes) {
		runes = runes[:n]
	}
	return string(runes)
}

// bashWords reads the words of a line without their quotes, and of the last one how it stands there and which quote is still open.
func bashWords(line string) (words []string, raw string, quote rune) {
	var word strings.Builder
	begin, escaped := 0, false
	for i, r := range line {
		switch {
		case escaped:
			if quote == '"' && !strings.ContainsRune("\"\\$`", r) {
				word.WriteByte('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped = true
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case quote == 0 && r == ' ':
			if i > begin {
				words = append(words, word.String())
			}
			word.Reset()
			begin = i + 1
		default:
			word.WriteRune(r)
		}
	}
	return append(words, word.String()), line[begin:], quote
}

// bashQuoted returns a text as it is typed where a quote is open, or none. Bash closes that itself, unless what is typed ends with such a one.
func bashQuoted(text string, quote rune) string {
	switch quote {
	case '\'':
		text = strings.ReplaceAll(text, "'", `'\''`)
	case '"':
		text = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`", "!", `"\!"`).Replace(text)
	}
	if quote != 0 && strings.HasSuffix(text, string(quote)) {
		text += string(quote)
	}
	if quote != 0 {
		return text
	}
	var typed strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./:=+,%", r) {
			typed.WriteByte('\\')
		}
		typed.WriteRune(r)
	}
	return typed.String()
}

// place is where in a call a word stands.
type place struct {
	command *cli.Command
	family  string // to which it belongs, with a dot
	args    []string
	asks    *Option // whose value the word is
}

// placeOf returns what stands behind these words of a call. Options among them hold for this call, as --db does.
func (s *Shell) placeOf(words []string) place {
	p := place{command: s.Root}
	for _, word := range words {
		name, value, given := strings.Cut(word, "=")
		switch next := p.command.Command(word); {
		case p.asks != nil:
			*p.asks.Destination, p.asks = word, nil
		case !strings.HasPrefix(word, "-"):
			if next == nil || len(p.args) > 0 {
				p.args = append(p.args, word)
			} else if p.command = next; len(next.Commands) > 0 {
				p.family = word + "."
			}
		default:
			if p.asks = s.optionOf(p.command, name); p.asks != nil && given {
				*p.asks.Destination, p.asks = value, nil
			}
		}
	}
	return p
}

// optionsOf are the options that go with a command, or with what a family means alone.
func (s *Shell) optionsOf(c *cli.Command) []cli.Flag {
	if c == s.Root {
		return c.Flags
	}
	flags := slices.Concat(c.Flags, common(s.Root, c))
	if usual := c.Command(c.DefaultCommand); usual != nil {
		flags = slices.Concat(usual.Flags, flags)
	}
	return flags
}

// optionOf returns the option of a command that takes a value and is typed so, nil where there is none.
func (s *Shell) optionOf(c *cli.Command, typed string) (found *Option) {
	_ = each(s.optionsOf(c), func(o *Option) error {
		if slices.ContainsFunc(o.Names(), func(name string) bool { return dashed(name) == typed }) {
			found = o
		}
		return nil
	})
	return found
}

// candidates returns what may stand as the last of the words of a call, each with what it is about.
func (s *Shell) candidates(words []string) (rows [][2]string) {
	last := len(words) - 1
	p, typed := s.placeOf(words[min(1, last):last]), words[last]
	if p.asks != nil {
		return s.valuesOf(p.asks)
	}
	if !strings.HasPrefix(typed, "-") {
		return s.argumentsOf(p)
	}
	if name, _, given := strings.Cut(typed, "="); given {
		if o := s.optionOf(p.command, name); o != nil {
			rows = s.valuesOf(o)
		}
		for i := range rows {
			rows[i][0] = name + "=" + rows[i][0]
		}
		return rows
	}
	for _, f := range s.optionsOf(p.command) {
		rows = append(rows, [2]string{"--" + f.Names()[0], s.Printer().T("cli.help.option." + aboutOption(f))})
	}
	return rows
}

// valuesOf returns what an option may be: one of what it knows, or what the program finds.
func (s *Shell) valuesOf(o *Option) (rows [][2]string) {
	if o.among == nil {
		return s.Values(o.Name)
	}
	for _, value := range o.among(s.Printer()) {
		rows = append(rows, [2]string{value})
	}
	return rows
}

// argumentsOf returns the commands of a family, or what the next argument of a command may be.
func (s *Shell) argumentsOf(p place) (rows [][2]string) {
	commands, name := p.command.Commands, ""
	if names := strings.Fields(p.command.ArgsUsage); len(names) > 0 {
		name = strings.Trim(strings.TrimSuffix(names[min(len(p.args), len(names)-1)], More), "[]")
		if len(p.args) >= len(names) && !strings.HasSuffix(names[len(names)-1], More) {
			return nil
		}
	}
	if name == "COMMAND" && len(commands) == 0 {
		if c, err := s.find(p.args); err == nil {
			commands, p.family = c.Commands, strings.Join(append(p.args, ""), ".")
		}
		if len(p.args) == 0 {
			for _, topic := range topics {
				title, _, _ := strings.Cut(s.Printer().T("cli.help.topic."+topic), "\n")
				rows = append(rows, [2]string{topic, title})
			}
		}
	}
	switch {
	case len(p.command.Commands) > 0 && len(p.args) > 0:
		return nil // of a command that there is not
	case len(commands) > 0:
		for _, c := range commands {
			rows = append(rows, [2]string{c.Name, s.Printer().T("cli.help.short." + p.family + c.Name)})
		}
	case name != "":
		rows = s.Values(name)
	}
	return rows
}
