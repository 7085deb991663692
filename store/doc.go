// Package store keeps runs, stories and actions in one bbolt file on this machine.
//
// A [Store] holds nothing open: every exported method opens the file, waits at most its timeout for the lock, does one
// transaction and closes, so that several programs can work side by side. A file that does not exist reads as an empty
// database; the first write creates it. What fails is a [checks.Error] whose code says what the person can do about it;
// its Subject is the path, or the record where one record is damaged, or the id that was asked for.
//
// # What is in the file
//
//	emptychair  schema: which program can read the file; file: counts, the change counter, the team used last, the language
//	runs        run id                      -> the run, with the ids of its actions in order
//	actions     run id, 0, action id        -> one action of a run
//	index       team, 0, finish time, id    -> summary of a finished run, the latest of a team first, then the later id
//	open        team, 0, finish time, id    -> nothing but how many of a finished run's actions are open, if any are
//	unfinished  run id                      -> summary of an unfinished run
//	loose       team, 0, 1 or 2, action id  -> an action that was made between runs; 1 where it is open, 2 where it is settled
//	stories     team, 0, day, id            -> a story, the latest day of a team first, then the later id
//	followed    team, 0, day, id            -> nothing: says that the story is a complaint that is not gone
//	teams       team                        -> how many runs, stories and actions between runs there are, how many of them are
//	                                           open or followed, which run and which story come first, when a run was saved
//	                                           last, whether its people change from run to run, whether it leads others
//
// Every value is a record in an envelope (see envelope.go) with a checksum over bucket, key and body and with the number of
// records that belong to it. Counts, the list of action ids and the chains through a team's finished runs and through its
// stories let a reader notice that something is missing, not only that something is wrong. A checksum says that a record is
// whole, not who wrote it: what is read is validated as what is saved, and text is cleaned.
//
// A run is guarded by its revision: who writes over another one than was read meets a conflict. A story and an action are guarded
// by themselves: what is to be replaced must be what is stored. To change an action of a run is to write that run. What a run says
// at its look back is written with the run, into the actions and stories that it speaks of.
//
// A team is there as long as anything of it is. The team used last is the one of which a run was saved last; a story, an action, or
// a run from elsewhere does not make it so, unless nothing else is there.
//
// # To and from elsewhere
//
// [Store.Records] hands out all there is in an order that depends on nothing but that, [Store.Merge] takes the like in. What two
// files hold can so be brought together: what only one has comes to the other, and what both have and differs is told with both
// sides, and replaced where that is wanted.
//
// # Backups
//
// Copies of the file stand in a folder beside it, named by time and reason: emptychair.db.backups/2026-11-22T10-57-30.123Z.finish.db.
// Ten of them are kept. One is made when [Store.BackUp] is called, before a migration, before an import replaces anything, and before
// [Store.Restore] puts another file in the place of a whole one. A damaged file whose place is taken keeps its bytes under a name of
// its own, emptychair.db.damaged-2026-11-22T10-57-30.123Z; that one is only removed by who asks for it.
//
// # Older files
//
// A file has a schema version (see steps.go). The first operation of a later program that meets an older file migrates it, in one
// transaction, and leaves a backup of what it was. Programs before version 4 left it as emptychair.db.schema-1, which is listed with
// the backups and never pushed out. Version 2 added what is open: the bucket of that name, and the counts in summaries and teams.
// Version 3 added stories and actions between runs: their three buckets, what teams hold of them, and in summaries where the empty
// chair stands. Version 4 added where runs come from, and to stories and actions between runs with which change they were written.
//
// # What is deleted
//
// A run is deleted with its own actions, whatever became of them, and with what later runs said of these at their look backs: why one
// was dropped, for example. What it said itself of others stays said. A story is deleted with all that was written to follow it. A team goes with the last of what belongs to it, or all at once. Backups that were made before
// hold it still; [Store.BackupsWith] finds them by its ids, [Store.RemoveBackups] removes them.
//
// A change leaves what was there in free pages. After a deletion, after the save that finishes a run, and after a save that takes
// words of a story back, the file is therefore rewritten without them (see compact.go). Where that fails the file notes that it
// is to be done; the same [Store] tries again with the next such change, another one with its first write.
//
// # Systems
//
// On Linux, macOS and the BSDs this package and bbolt take the same lock, and all above holds. On Windows this package takes a
// lock of its own besides bbolt's: a program that uses the file through bbolt alone can write while its pages are looked at. A
// file that is open cannot be replaced there, so nothing is ever rewritten: a deletion always ends in
// [checks.CodeTextRemains], and what finished runs leave behind stays until bbolt uses the pages again. To restore, the file is
// let go first: what another program writes in that moment is lost. Folders cannot be synced there, so a crash right after the first
// save can lose the new file. On other systems bbolt's lock is the only one.
//
// # Damage
//
// bbolt trusts its pages: a wrong page number can make it loop, grow without bound, or write over live pages. So the page
// structure is looked at before bbolt sees it (see pages.go and approach.go): on the way of a read what that read will walk,
// before a write everything. What slips through ends in a panic or a memory fault, which is recovered and reported as
// [checks.CodeDamaged]. A database that has panicked is never closed through bbolt, because its locks may be held for ever;
// only the file under it is unlocked and closed, so that no other program waits for it. The memory map stays until the program
// ends: address space of the size of the file for each such panic, and nothing else.
//
// A read looks at what it needs. [Store.Examine] looks at every page and every record, and at whether they agree, through the file
// alone (see survey.go): it comes to an end whatever the file holds, and changes nothing. [Store.Repair] writes what can be read
// into a new file and says what is lost. A record can be read if its element, its key and its value are what was written: then its
// checksum tells what it is, wherever it stands and whatever became of the pages that led there (see salvage.go). Records in free
// pages are of earlier states and are left alone. Where it cannot be told which pages are free they count, the latest version of
// each and only where the tree has none: what the summaries, the runs, or the counts of the teams that can be read do not allow for was
// deleted, and stays so (see salvage_told.go). What is taken from there is named as doubtful. Where these records are lost too,
// something that was deleted may be among it.
//
// A page that was not written, so that it is what it was before, is whole in itself. Of runs another record mostly says otherwise:
// summary and run name one revision. Of a list of runs, the text of an action or that of a story nobody may notice: what is read is
// then what was there before.
package store
