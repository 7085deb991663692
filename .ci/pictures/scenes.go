package main

// scene is a screen of the README: what is typed from home of the demo on, in keys of the table below or text.
type scene struct {
	name  string
	steps []string
}

// scenes are the screens. In a text that differs by language the English one stands before the bar.
var scenes = []scene{
	{"vote", []string{"n", "enter", "pgdn", "3", "4", "4"}},
	{"reveal", []string{"n", "enter", "pgdn", "3", "4", "4", "5", "5", "5", "enter", "c", "4", "they call us first now|sie rufen jetzt uns zuerst an", "enter"}},
	{"compare", []string{"c"}},
	{"stories", []string{"s"}},
	{"solo", []string{"n", "down", "down", "right", "up", "up", "enter", "pgdn", "3"}},
}

// keys are what a terminal sends for those that have a name.
var keys = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "pgdn": "\x1b[6~", "pgup": "\x1b[5~",
}
