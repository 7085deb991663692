// Package tui is the full-screen program: one root model, flat screens, and the commands that wait for the store.
//
// The root ([Model]) owns the window, the header, the footer, the saver and the screen that is open. A screen draws its body,
// answers keys through its table of bindings, and asks the root for more by returning an action. All that can wait is a
// command in commands.go, or in commands_notes.go for what is between runs; the keys are in keys.go. A screen that shows a team
// reads all of it at once, as a [checks.Snapshot], and works out what it shows from that. Saving (model_save.go), exports
// (export.go, export_page.go, model_export.go) and backups (backups.go) have their commands beside them; those that
// run beside what the person does are errands, for which the end of the program waits (errands.go). What stands around every screen
// is drawn in frame.go; how a window is shared out stands in layout.go, and how many runs and items of a trend it holds in
// trend_layout.go.
package tui
