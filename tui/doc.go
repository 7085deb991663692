// Package tui is the full-screen program: one root model, flat screens, and the commands that wait for the store.
//
// The root ([Model]) owns the window, the header, the footer, the saver and the screen that is open. A screen draws its body,
// answers keys through its table of bindings, and asks the root for more by returning an action. All that can wait is a
// command in commands.go, or in commands_notes.go for what is between runs; the keys are in keys.go and keys_notes.go. Exports
// (export.go, export_page.go, model_export.go) and backups (backups.go) have their commands and messages beside them; those that
// run beside what the person does are errands, for which the end of the program waits (errands.go). How a window is shared out stands
// in layout.go, and how many runs and items of a trend it holds in trend_layout.go.
package tui
