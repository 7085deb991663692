package report

import "testing"

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
