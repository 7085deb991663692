// Package checks is the domain of emptychair: what a check is, what a run through it holds, and what its numbers may say.
//
// A [Check] is a fixed set of rated items and open questions. A [Run] is one pass through it by a team or by one person; a
// [Flow] walks a run through its stages, keeps undo and redo, and refuses what would make the run invalid. A [Tally] holds the
// answers to one item as counts, never who gave them nor in which order, and knows the figures that may be shown of them.
// A [Change] says what may be concluded from two tallies of an item, a [Comparison] holds a run against an earlier one, which a
// [Reference] names or [Baseline] picks, and a [Trend] is all runs of a team. A [Slot] is the share of a meeting's minutes that a
// stage has; [SideBySide] sets two groups beside each other, without a verdict.
//
// Between runs a team notes each [Story] of a customer, and follows it as a [Complaint] until it stays away. An [Action] was made in
// a run or between two. When a run begins, [OpenWork] is what is open of these; the look back of the run notes the outcome of each as a
// [Look]. A [Voice] is the month's report on what customers said to a team.
//
// A [Record] is what is stored, exported and imported: a run, an action, a story or the marks of a team. Its Problems are all that is
// wrong with it, each with its [Path] in the record's JSON; Validate returns the first. [Differences] lists the fields in which two
// records differ, [FieldsOf] the fields of a struct as its tags describe them. A [Snapshot] is all that is stored of a team, and what
// screens and reports derive from it. [Share] returns the part of a run that people outside the team may read, and counts the rest as
// [LeftOut]; what the team told of its customers, [StoryTexts], is never part of it.
//
// The package knows no clock, no file, no language and no terminal: the time is passed in, texts stand in checks/content,
// sentences in checks/lang. What goes wrong is an [Error] with a [Code]; whoever shows it turns the code into words.
package checks
