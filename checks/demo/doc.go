// Package demo is the sample data of `emptychair demo`: two years of a team whose customers are small shops, its lead's own
// runs, and those of a second team that leads others; the stories that both noted between their runs, and an action. What
// happened when, and how it was rated, stands in a plan in Go, the same in every language; what people wrote stands in a file
// for each language. Neither file is a translation of the other, and nobody is named in them.
package demo
