// Package store keeps runs in one bbolt file on this machine.
//
// A [Store] holds nothing open: every exported method opens the file, waits at most its timeout for the lock, does one
// transaction and closes, so that several programs can work side by side. A file that does not exist reads as an empty
// database; the first write creates it. What fails is a [checks.Error] whose code says what the person can do about it;
// its Subject is the path, or the record where one record is damaged, or the id that was asked for.
//
// # What is in the file
//
//	emptychair  schema: which program can read the file; file: counts, the change counter, the language
//	runs        run id                      -> the run, with the ids of its actions in order
//	actions     run id, 0, action id        -> one action
//	index       team, 0, finish time, id    -> summary of a finished run, the latest of a team first
//	unfinished  run id                      -> summary of an unfinished run
//	teams       team                        -> how many runs, which one finished last, when it was used last
//
// Every value is a record in an envelope (see envelope.go) with a checksum over bucket, key and body and with the number of
// records that belong to it. Counts, the list of action ids and the chain through a team's finished runs let a reader notice
// that something is missing, not only that something is wrong.
//
// # Damage
//
// bbolt trusts its pages: a wrong page number can make it loop, grow without bound, or write over live pages. So the page
// structure is looked at before bbolt sees it (see pages.go): on the way of a read what that read will walk, before a write
// everything. What slips through ends in a panic or a memory fault, which is recovered and reported as [checks.CodeDamaged].
// A database that has panicked is never closed through bbolt, because its locks may be held for ever; only the file under it
// is unlocked and closed, so that no other program waits for it. The memory map stays until the program ends: address space of
// the size of the file for each such panic, and nothing else.
package store
