package chat_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

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
		got := told(chat.ReadVotes(p.text))
		if steps := strings.Fields(got); !slices.Equal(steps, strings.Fields(p.want)) {
			t.Errorf("%s: read %q, want %q\n%s\n", p.name, got, p.want, p.text)
		}
	}
}
