// Package report writes what the program knows for reading and for other programs: runs and lists of runs, as text for the
// terminal, as Markdown to paste into a wiki, as JSON.
//
// An exporter takes domain values and an io.Writer; [Options] say in which language, zone and signs. What is to be read is
// written on a [Page], that of the command line too. The words that screens and reports share stand here: [AgreementWord],
// [AgreementQuestion], [Median], [Range], [KindName].
//
// What holds in every format: no mean and no score; "no answer" is never a number; of an item that is not revealed only how
// many answers are in; nobody's name beside a rating.
package report
