package lang_test

import (
	"strings"
	"testing"
	"unicode"

	"emptychair/checks/lang"
)

func TestASCIIPrintsNoOtherSigns(t *testing.T) {
	for _, code := range lang.Codes {
		p := lang.New(code).ASCII()
		for id, m := range catalogue(t, code) {
			said := p.T(id)
			if m.plural {
				said = p.N(id, 1) + p.N(id, 2)
			}
			if strings.ContainsFunc(said, func(r rune) bool { return r > '~' && !unicode.IsLetter(r) }) {
				t.Errorf("%s: %s: %s", code, id, said)
			}
		}
	}
}

func TestASCIIKeepsWhatPeopleWrote(t *testing.T) {
	const name = "Ana’s “½” – team"
	if got := lang.New("en").ASCII().T("cli.no-runs-of-team", "Team", name); !strings.Contains(got, `"`+name+`"`) {
		t.Errorf("got %s", got)
	}
}
