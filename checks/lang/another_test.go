package lang_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	accents = strings.NewReplacer("a", "á", "e", "é", "i", "ï", "o", "ö", "u", "ü", "c", "ç", "n", "ñ", "y", "ÿ", "A", "Â", "E", "Ê", "I", "Î", "O", "Ô", "U", "Û")
	stays   = regexp.MustCompile(`\{\{.*?\}\}|emptychair|--[a-z-]+`)
)

// accented is an English text in a language that nobody speaks: with accents, and each of its lines a third longer. What is filled in and what
// is to be typed stays.
func accented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		said, at := "", 0
		for _, span := range append(stays.FindAllStringIndex(line, -1), []int{len(line), len(line)}) {
			said += accents.Replace(line[at:span[0]]) + line[span[0]:span[1]]
			at = span[1]
		}
		if n := len(stays.ReplaceAllString(line, "")); n > 1 {
			said += strings.Repeat(" ñéü", n/12) + strings.Repeat("ñ", n%12/3)
		}
		lines[i] = said
	}
	return strings.Join(lines, "\n")
}

// Another language is a folder of messages and a line in the list of languages. The tests that are run with one go through all screens and all
// commands; they take any folder, of a translation that is not finished, too.
func TestAnotherLanguageGoesThroughEveryScreenAndEveryCommand(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs other packages' tests")
	}
	folder, texts := t.TempDir(), ""
	for id, m := range catalogue(t, "en") {
		forms := maps.Clone(m.forms)
		for form, text := range m.forms {
			if !strings.HasSuffix(id, "-layout") && !strings.HasPrefix(id, "words.") {
				forms[form] = accented(text)
			}
		}
		b, err := json.Marshal(forms)
		if err != nil {
			t.Fatal(err)
		}
		texts += fmt.Sprintf("  %q: %s,\n", id, b)
	}
	if err := os.WriteFile(filepath.Join(folder, "all.json"), []byte(texts), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "-vet=off", "-run", "InAnotherLanguage", "../../tui", "../../cmd/emptychair")
	cmd.Env = append(os.Environ(), "TEST_MESSAGES="+folder)
	if said, err := cmd.CombinedOutput(); err != nil || strings.Count(string(said), "ok ") != 2 {
		t.Errorf("%v\n%s", err, said)
	}
}
