package content

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"sync"

	"emptychair/checks"
)

// Check returns the check on customer obsession.
func Check() checks.Check {
	return checks.Check{
		ID:    "customer-obsession",
		Items: []checks.Item{{ID: "contact", Revision: 1}, {ID: "trust", Revision: 1}, {ID: "value", Revision: 1}},
		Questions: []checks.Question{
			{ID: "channels", Subject: "contact"}, {ID: "decisions", Subject: "value"}, {ID: "unclear", Subject: "value"}, {ID: "risks", Subject: "trust"},
		},
	}
}

// Texts are the texts of the check in one language.
type Texts struct {
	Title     string                  `json:"title"`
	Scale     [checks.Steps]string    `json:"scale"` // in words, from step 1 on
	NoAnswer  string                  `json:"no_answer"`
	Items     map[string]ItemText     `json:"items"`
	Questions map[string]QuestionText `json:"questions"`
	Worth     WorthText               `json:"worth"`
}

// ItemText is what is said of an item.
type ItemText struct {
	Title     string `json:"title"`
	Statement string `json:"statement"`
	Low       string `json:"low"`  // what step 1 looks like
	High      string `json:"high"` // what step 5 looks like
	Why       string `json:"why"`
}

// WorthText is what is said of [checks.WorthID].
type WorthText struct {
	Title     string `json:"title"`
	Statement string `json:"statement"`
}

// QuestionText is what is said of an open question.
type QuestionText struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	Hint  string `json:"hint"`
}

// TitleOf returns the short name of the item or question with this id, or the id itself where the check has neither.
func (t Texts) TitleOf(id string) string {
	if it, ok := t.Items[id]; ok {
		return it.Title
	}
	if q, ok := t.Questions[id]; ok {
		return q.Title
	}
	if id == checks.WorthID {
		return t.Worth.Title
	}
	return id
}

//go:embed *.json
var files embed.FS

// In returns the texts in the language with this code, in English where there is no file in it.
func In(language string) Texts {
	if texts, ok := known.Load(language); ok {
		return texts.(Texts)
	}
	t := Decode[Texts](files, language)
	known.Store(language, t)
	return t
}

// Decode decodes the embedded JSON file of a language, or the English one where there is none; a test holds that all decode.
func Decode[T any](files embed.FS, language string) (texts T) {
	b, err := files.ReadFile(language + ".json")
	if err != nil {
		b, err = files.ReadFile("en.json")
	}
	if err := cmp.Or(err, json.Unmarshal(b, &texts)); err != nil {
		panic(fmt.Sprintf("embedded %s.json: %v", language, err))
	}
	return texts
}

// known are the [Texts] that were read, by language.
var known sync.Map
