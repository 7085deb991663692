package content_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"emptychair/checks"
	"emptychair/checks/content"
)

func TestCheckIsComplete(t *testing.T) {
	c := content.Check()
	if c.ID != "customer-obsession" || len(c.Items) != 3 || len(c.Questions) != 4 {
		t.Errorf("got %+v", c)
	}
	seen := map[string]bool{checks.ChooseID: true, checks.CloseID: true}
	for _, it := range c.Items {
		if it.Revision < 1 || seen[it.ID] {
			t.Errorf("item %+v", it)
		}
		seen[it.ID] = true
	}
	for _, q := range c.Questions {
		if seen[q.ID] {
			t.Errorf("question %+v", q)
		}
		seen[q.ID] = true
	}
}

var languages = []string{"en", "de"}

func TestBothLanguagesSayEverything(t *testing.T) {
	c := content.Check()
	for _, code := range languages {
		texts := content.In(code)
		if len(texts.Items) != len(c.Items) || len(texts.Questions) != len(c.Questions) {
			t.Errorf("%s: %d items, %d questions", code, len(texts.Items), len(texts.Questions))
		}
		for _, it := range c.Items {
			if said := texts.Items[it.ID]; !areSentences(".", said.Statement, said.Low, said.High, said.Why) {
				t.Errorf("%s: %s: %+v", code, it.ID, said)
			}
		}
		for _, q := range c.Questions {
			if said := texts.Questions[q.ID]; !areSentences("?", said.Text) {
				t.Errorf("%s: %s: %+v", code, q.ID, said)
			}
		}
		eachText(code, reflect.ValueOf(texts), func(place, text string) {
			if text == "" || checks.CleanLine(text) != text {
				t.Errorf("%s: %q", place, text)
			}
		})
	}
}

// areSentences tells whether all texts end in a mark.
func areSentences(mark string, texts ...string) bool {
	return !slices.ContainsFunc(texts, func(s string) bool { return !strings.HasSuffix(s, mark) })
}

// eachText visits every string in v, however deep.
func eachText(place string, v reflect.Value, visit func(place, text string)) {
	switch v.Kind() {
	case reflect.String:
		visit(place, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			eachText(place+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachText(place+"."+key.String(), v.MapIndex(key), visit)
		}
	case reflect.Array:
		for i := range v.Len() {
			eachText(fmt.Sprint(place, ".", i), v.Index(i), visit)
		}
	default:
		panic(fmt.Sprintf("%s: texts hold a %v", place, v.Kind()))
	}
}

func TestLanguagesDiffer(t *testing.T) {
	english := map[string]string{}
	eachText("", reflect.ValueOf(content.In("en")), func(place, text string) { english[place] = text })
	eachText("", reflect.ValueOf(content.In("de")), func(place, text string) {
		if english[place] == text {
			t.Errorf("%s is the same in both: %q", place, text)
		}
	})
}

func TestFilesHoldNothingThatIsNotShown(t *testing.T) {
	for _, code := range languages {
		b, err := os.ReadFile(code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		var texts content.Texts
		if err := dec.Decode(&texts); err != nil || !reflect.DeepEqual(texts, content.In(code)) {
			t.Errorf("%s is not what is embedded: %v", code, err)
		}
		var scale struct{ Scale []string }
		if err := json.Unmarshal(b, &scale); err != nil || len(scale.Scale) != checks.Steps {
			t.Errorf("%s: %d words for %d steps, %v", code, len(scale.Scale), checks.Steps, err)
		}
	}
}

func TestAnUnknownLanguageIsEnglish(t *testing.T) {
	for _, code := range []string{"", "fr", "DE"} {
		if !reflect.DeepEqual(content.In(code), content.In("en")) {
			t.Errorf("%q is not", code)
		}
	}
}

func TestTitleOfNamesItemsAndQuestions(t *testing.T) {
	texts := content.In("de")
	for id, want := range map[string]string{"contact": "Direkter Draht", "risks": "Risiken", "close": "close", "": ""} {
		if got := texts.TitleOf(id); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}
