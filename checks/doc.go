// Package checks is the domain of emptychair: what a check is, what a run through it holds, and what its numbers may say.
//
// A [Check] is a fixed set of rated items and open questions. A [Run] is one pass through it by a team or by one person; a
// [Flow] walks a run through its stages, keeps undo and redo, and refuses what would make the run invalid. A [Tally] holds the
// answers to one item as counts, never who gave them nor in which order, and knows the figures that may be shown of them.
// A [Change] says what may be concluded from two tallies of an item, a [Comparison] holds a run against an earlier one, which a
// [Reference] names or [Baseline] picks, and a [Trend] is all runs of a team. An [Agenda] splits the minutes of a meeting over the
// stages; [Beside] sets two groups beside each other, without a verdict.
//
// Between runs a team notes each [Story] of a customer, and follows it as a [Complaint] until it stays away; a [Action] is
// one of a run or one that was made between two. [Work] is what of these is open when a run begins: at its look back the run
// says of each what became of it, in a [Look]. A [Voice] is what customers said to a team in a month, and what became of it.
//
// A [Record] is one thing that is kept, as it goes from one machine to another. Its Problems are everything that is wrong with it, each
// with its [Path] in the record's JSON; Validate returns the first. [Differences] names the fields in which two records differ, and
// [FieldsOf] what the tags of a struct say of its fields. [Share] says of a run what may leave for people
// outside the team, and counts the rest as [LeftOut]; what the team [Told] stays.
//
// The package knows no clock, no file, no language and no terminal: the time is passed in, texts stand in checks/content,
// sentences in checks/lang. What goes wrong is an [Error] with a [Code]; whoever shows it turns the code into words.
package checks
