// Package interchange writes all that is kept as one JSON document and reads it again, on another machine or years later: unfinished runs
// and answers that are still hidden are part of it. It also reads tables of tallies from before there was the program, and the answers
// to a form, one row a person, of which only the tallies and the sorted answers are kept.
//
// # The document
//
// The records are the structs of package checks with their JSON tags: there is no other list of fields. A document differs from them in
// one thing: it has the lists "runs", "actions", "stories" and "teams"; the actions of a run, which lie in the run, are lifted out into
// their list, in the order of the runs and before those that were made between runs. [Write] gives the same bytes for the same records.
// schema.json describes the whole document to other programs, and a test holds it and the structs together.
//
// # Reading
//
// [Read] and [ReadTable] are strict, and [ReadForm] names what it leaves out. They let nothing through that they do not know, name every
// problem with its place as [Problems], and return a [Document] only where there is none. Text is cleaned as the tag import of its field
// says; an id is refused instead.
//
// A document is read once, one record at a time: as a tree of values, which know their lines and fill the struct by its tags. Then the
// record itself says what else is wrong. A record with nothing wrong is kept as JSON until the whole document was read: the actions of a
// run may stand before or behind it. What older documents leave out is filled in; the schema says what its absence means.
//
// What is not worth reading is refused early: documents of more than 256 MiB, lists of more than 100,000 records, records of more than 8
// MiB or 50,000 values, strings of more than 256 KiB, what is nested more than 16 deep, and tables of more than 500,000 rows or 20,000
// runs.
package interchange
