package demo

import (
	"embed"

	"emptychair/checks/content"
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

func textsIn(language string) texts { return content.Decode[texts](files, language) }
