// Package tui is the full-screen program: one root model, flat screens, and the commands that wait for the store.
//
// The root ([Model], in model.go) owns the window, the header, the footer, the saver and the screen that is open. A screen draws its
// body, answers keys through its table of bindings in keys.go, and asks the root for more by returning an [action]: a function of the
// root. What can wait is a [tea.Cmd] made by [command], which brings back a function of the root too ([result]), so that what a screen
// asks for and what comes of it stand together in the screen's file. A screen that shows a team reads all of it at once, as a
// [checks.Snapshot], and works out what it shows from that.
//
// A new screen is a file with a type that is a [screen], or a [stage] of a run, a table in keys.go, and the key on another screen that
// opens it. What is changed outside a run is a [change]; a run is opened in session.go and saved in save.go. What stands around every
// screen is drawn in frame.go, and so is how a window is shared out. What is typed and neither saved nor left is a draft: of a stage in
// its run, of any other form beside the database ([drafted]), so that it is back after a crash. A list of stories or actions is a
// [recordList]; lists of rows, fields and forms are those of package widget.
package tui
