package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
)

func TestTextOfPeopleIsNoMarkdown(t *testing.T) {
	cases := map[string]string{
		"# big":                        `\# big`,
		"- item":                       `\- item`,
		"+ item":                       `\+ item`,
		"12. item":                     `12\. item`,
		"3) item":                      `3\) item`,
		"=== underline":                `\=== underline`,
		"a | b":                        `a \| b`,
		"*a* _b_ ~c~":                  `\*a\* \_b\_ \~c\~`,
		"`code`":                       "\\`code\\`",
		"<script>alert(1)</script>":    `&lt;script&gt;alert(1)&lt;/script&gt;`,
		"![x](javascript:alert(1))":    `\!\[x\](javascript:alert(1))`,
		`a \ b &amp;`:                  `a \\ b &amp;amp;`,
		"> quote":                      `&gt; quote`,
		"    code":                     `code`,
		"$x$":                          `\$x\$`,
		"4.5 of 5, see 3-4 and 2 + 2.": `4\.5 of 5, see 3-4 and 2 + 2.`,
	}
	for text, want := range cases {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestADroppedActionIsNothingToDo(t *testing.T) {
	r := teamRun()
	r.Actions[1].Text = "~Test~ the *refund* path"
	list := ActionList{Actions: checks.ActionsOf(r), Team: r.Team, Today: checks.DayOf(today)}
	c := checks.Compare(content.Check(), r, threeRuns()[2], checks.ChosenRun, false)
	var compared, listed bytes.Buffer
	if err := errors.Join(Compare(&compared, Markdown, c, in("en")), Actions(&listed, Markdown, list, in("en"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"run": string(written(t, Markdown, r, in("en"))), "comparison": compared.String(), "list": listed.String(),
		"dossier": string(exported(t, Markdown, dossierOf(t, []checks.Record{r}, Selection{}), ExportOptions{Options: in("en")})),
	} {
		if !strings.Contains(text, "\n- ~~\\~Test\\~ the \\*refund\\* path~~  \n  ") || !strings.Contains(text, "- [ ] Call one customer a week") {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}
