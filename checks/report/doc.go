// Package report writes what the program knows for reading and for other programs: runs, two runs held against each other,
// two groups beside each other, all runs of a team over time, and what customers said to it in a month; one story, and lists
// of runs, stories, actions and teams.
//
// A report is built once, as a list of blocks (blocks.go), by a builder that knows no format: [Run] in run.go, [Compare] in
// compare.go, and so on. Each format has one renderer for all of them: text.go for the terminal, plain.go for whoever listens to
// it, markdown.go to paste into a wiki, html.go for the browser and the printer, and SVG. Answers are drawn by dots.go on the scale and by strip.go over
// time, each in cells (those over time in trend.go) and in a [drawing]; by which rules, package chart says. JSON is written in
// json.go, and csv.go writes one table for all. Who adds a report writes a builder; who adds a sort of block, a case in each renderer.
//
// What leaves for other people is [ExportData]: teams with their runs, actions and stories, gathered from records by
// [NewExportData] and written by [Export]. One that is shared is made of what [checks.Share] lets out before anything is
// concluded from it, so that no format can tell more; it says what was left out of it, and has a JSON of its own. A page is
// one file that loads nothing and allows no style but its own; each of its drawings has a name and a table beside it.
//
// Builders take domain values; [Options] say in which language, zone and signs. What commands print that is no report, such
// as the page of doctor, is written on a [Page], too. What screens and reports share stands here: [DrawComparison] and
// [TrendCells] draw in the styles of a [Window]; [AgreementWord], [ChangeSentence], [AnsweredLine], [Median], [Range] and [KindName]
// are their words and figures.
//
// What holds in every format: no score, and no mean that anybody reads, only how two of them differ in JSON; "no answer" is
// never a number; of an item that is not revealed only how many answers are in; nobody's name beside a rating; the chair
// drawn apart and counted nowhere.
package report
