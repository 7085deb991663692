// Package report writes what the program knows for reading and for other programs: runs, two runs held against each other, two
// groups beside each other, all runs of a team over time, and what customers said to it in a month; one story, and lists of
// runs, stories, actions and teams. It writes text for the terminal, Markdown to paste into a wiki, JSON, and of the month a
// page for the browser and the printer too.
//
// What leaves for other people is a [Dossier]: teams with their runs, actions and stories, gathered from records by [NewDossier]
// and written by [Export] as Markdown, as a page, and as a table. One that is shared is made of what [checks.Share] lets out
// before anything is concluded from it, so that no format can tell more; it says what was left out of it, and has a JSON of its
// own. A page is one file that loads nothing and allows no style but its own; its drawings are SVG, each with a name and a
// table beside it.
//
// An exporter takes domain values and an io.Writer; [Options] say in which language, zone and signs. What is to be read is
// written on a [Page], that of the command line too. The words and figures that screens and reports share stand here:
// [AgreementWord], [ChangeSentence], [Figures], [StripCells], [Median], [Range], [KindName].
//
// What holds in every format: no score, and no mean that anybody reads, only how two of them differ in JSON; "no answer" is
// never a number; of an item that is not revealed only how many answers are in; nobody's name beside a rating; the chair drawn
// apart and counted nowhere.
package report
