package content_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
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

func TestBothLanguagesSayEverything(t *testing.T) {
	c := content.Check()
	for _, code := range []string{"en", "de"} {
		texts := content.In(code)
		if len(texts.Items) != len(c.Items) || len(texts.Questions) != len(c.Questions) {
			t.Errorf("%s: %d items, %d questions", code, len(texts.Items), len(texts.Questions))
		}
		for _, it := range c.Items {
			if _, ok := texts.Items[it.ID]; !ok {
				t.Errorf("%s: no text for the item %s", code, it.ID)
			}
		}
		for _, q := range c.Questions {
			if _, ok := texts.Questions[q.ID]; !ok {
				t.Errorf("%s: no text for the question %s", code, q.ID)
			}
		}
		eachText(code, reflect.ValueOf(texts), func(place, text string) {
			if text == "" || checks.CleanLine(text) != text {
				t.Errorf("%s: %q", place, text)
			}
		})
	}
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
	for _, code := range []string{"en", "de"} {
		b, err := os.ReadFile(code + ".json")
		if err != nil {
			t.Fatal(err)
		}
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		var texts content.Texts
		if err := dec.Decode(&texts); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		if !reflect.DeepEqual(texts, content.In(code)) {
			t.Errorf("%s is not what is embedded", code)
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

func TestStatementsAreSentences(t *testing.T) {
	for _, code := range []string{"en", "de"} {
		texts := content.In(code)
		for id, it := range texts.Items {
			for _, s := range []string{it.Statement, it.Low, it.High, it.Why} {
				if !strings.HasSuffix(s, ".") {
					t.Errorf("%s: %s: %q", code, id, s)
				}
			}
		}
		for id, q := range texts.Questions {
			if !strings.HasSuffix(q.Text, "?") {
				t.Errorf("%s: %s: %q", code, id, q.Text)
			}
		}
	}
}
