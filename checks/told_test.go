package checks_test

import (
	"testing"

	"emptychair/checks"
)

func TestAStoryIsKnownByItsWords(t *testing.T) {
	runs := []checks.Run{{Ratings: map[string]checks.Rating{"contact": {Story: "They waited for three weeks.\nThen they left."}, "trust": {}}}}
	told := checks.ToldIn(runs, []checks.Story{{Text: "お客様が待った。"}, {Text: "No one rang"}, {Text: "?!"}})
	for text, want := range map[string]bool{
		"They waited for three weeks. / Then they left.":      true,
		"“they WAITED for three weeks; then they left” (Ana)": true,
		"They waited for three weeks":                         true,
		"昨日、お客様が待った":                                          true,
		"no one rang":                                         true,
		"?!":                                                  true,
		"They waited":                                         false,
		"No one":                                              false,
		"We wait for three weeks":                             false,
		"really?":                                             false,
		"":                                                    false,
	} {
		if got := told.Holds(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if (checks.Told{}).Holds("They waited for three weeks.") {
		t.Error("nothing was told")
	}
}

func TestAStoryThatIsToldTwiceIsOne(t *testing.T) {
	runs := []checks.Run{
		{Ratings: map[string]checks.Rating{"contact": {Story: "They waited."}, "trust": {Story: "they waited"}}},
		{Ratings: map[string]checks.Rating{"contact": {Story: "They left. / We heard nothing."}, "trust": {}}},
	}
	told := checks.ToldIn(runs, []checks.Story{{Text: "They waited."}, {Text: "They left.\nWe heard nothing."}, {Text: "They rang."}})
	if told.Len() != 3 {
		t.Errorf("%d stories", told.Len())
	}
}
