// Package interchange writes all that is kept as one JSON document and reads it again, on another machine or years later, without
// losing anything: unfinished runs and answers that are still hidden are part of it. It also reads tables of tallies, for what
// was counted before there was the program.
//
// # The document
//
// [Write] gives the same bytes for the same records: fields always in the same order, members of maps by their keys, times in
// UTC. The lists are "runs", "actions" (those of runs in the order of the runs, then those made between runs, whose run is ""),
// "stories" and "teams". Fields that an item of the lists usually has no need to tell are left out; what their absence means
// stands beside each in shape.go, and schema.json describes the whole document to other programs.
//
// # Reading
//
// [Read] and [ReadTable] are strict. They let nothing through that they do not know, name every problem with its place as
// [Problems], and return a [Document] only where there is none. What is valid is what the domain says is valid. Text is cleaned at
// the door, names of teams and people included; an id that would have to be cleaned is refused, because two could become one. Nothing
// can have happened after the day that is said to be today, but for one more day, because zones differ.
//
// A document is read once to look for problems, and once more for each use of its records, so that little of it is held in
// memory: actions of runs, ids and names. A source that has changed in between is [checks.CodeChanged] at the end of the records,
// so nobody may keep any of them before the last one came. Errors of the source itself are returned as they are.
//
// What is not worth reading is refused early: documents of more than 256 MiB, lists of more than 100,000 records, values nested
// more than 16 deep, strings of more than a MiB.
package interchange
