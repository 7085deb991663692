// Package chart draws the answers to an item in cells: a [Plot] piles them up, a dot a person, and a [Scale] sets those of each run in
// a row. [Piled] is the one rule by which dots stand on each other, in cells as in a drawing of the report.
//
// One chart is drawn in one way. Steps never touch, and equal numbers take equal room: where the dots of one step do not fit, all
// columns are bars of the same unit under their numbers, or numbers alone. The package knows counts, signs and styles, no run and no
// words.
package chart
