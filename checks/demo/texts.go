package demo

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
)

// texts are what people wrote, in one language.
type texts struct {
	Teams   map[string]string     `json:"teams"`
	Runs    map[string]runTexts   `json:"runs"`
	Actions map[string]actionText `json:"actions"` // between runs
	Stories map[string]storyText  `json:"stories"` // noted between runs
}

// storyText is a story, and of a complaint how far it was followed.
type storyText struct {
	Text   string   `json:"text"`
	Remedy string   `json:"remedy"`
	Whys   []string `json:"whys"`
	Plan   string   `json:"plan"`
	Fix    string   `json:"fix"`
	Owner  string   `json:"owner"`
}

// runTexts are what people wrote in one run, by item and by question.
type runTexts struct {
	Chairs  map[string]string   `json:"chairs"` // the evidence for how the chair rates
	Stories map[string]string   `json:"stories"`
	Answers map[string][]string `json:"answers"`
	Actions []actionText        `json:"actions"`
}

type actionText struct {
	Text   string `json:"text"`
	Owner  string `json:"owner"`
	Reason string `json:"reason"`
}

//go:embed *.json
var files embed.FS

// textsIn decodes the texts in a language, in English where there is no file in it; a test holds that all decode.
func textsIn(language string) texts {
	b, err := files.ReadFile(language + ".json")
	if err != nil {
		b, err = files.ReadFile("en.json")
	}
	var t texts
	if err := cmp.Or(err, json.Unmarshal(b, &t)); err != nil {
		panic(fmt.Sprintf("embedded %s.json: %v", language, err))
	}
	return t
}
