// Package tui is the full-screen program: one root model, flat screens, and the commands that wait for the store.
//
// The root ([Model]) owns the window, the header, the footer, the saver and the screen that is open. A screen draws its body,
// answers keys through its table of bindings, and asks the root for more by returning an action. All that can wait is a
// command in commands.go, or in commands_notes.go for what is between runs; the keys are in keys.go and keys_notes.go. How a
// window is shared out stands in layout.go, and how many runs and items of a trend it holds in trend_layout.go.
package tui
