// Package store keeps runs, stories and actions in one bbolt file on this machine.
//
// A [Store] holds nothing open: every exported method opens the file, waits for the lock ([WithLockWait] says how long), does one
// transaction and closes, so that several programs can work side by side. A file that does not exist reads as an empty database; the
// first write creates it. What fails is a [checks.Error] whose code says what the person can do about it; its Subject is the path, the
// record where one record is damaged, or the id that was asked for.
//
// A link to the file is followed, and what is written beside the file is beside its target. What replaces a file keeps its owner and its
// mode, and a new one belongs to the owner of the folder, so that an administrator's call locks nobody out.
//
// # What is in the file
//
//	meta     schema                   which program can read the file
//	         file                     number of the last change, sum over all records, the team used last, the settings
//	teams    team                     whether its people change, whether it leads others
//	runs     team, 0, day, 0, id      a finished run with its actions
//	         0, team, 0, id           an unfinished one: one look finds those of all teams
//	stories  team, 0, day, 0, id      a story
//	actions  team, 0, id              an action that was made between runs
//
// Keys say what is asked for: a team's history is one prefix. Nothing is derived and kept: lists, counts and comparisons are made from
// these records by package checks. A change of a team, of a day, or of whether a run is finished moves its record in the same
// transaction.
//
// Every value is JSON in an envelope with a checksum, its bucket and its key (see envelope.go). Its version is the number of the change
// that wrote it, and the revision of a run. What is read is validated as what is saved is: text that is not clean is damage.
//
// Who writes over another run than was read meets a conflict. A story and an action have no revision: the caller passes what it replaces,
// which must be what is stored. What a run says at its look back is written with it, into the actions and stories that it speaks of.
//
// A team is there as long as anything of it is. The team used last, which comes first, is the one of which a run was saved last.
//
// # Reads and writes
//
// Package boltfile reads the pages, and believes none of them: no read can hang, panic, or take one page for another. bbolt writes, once
// the pages that it will follow have been looked at; what it trips over all the same is recovered and is [checks.CodeDamaged]. Where a
// commit fails, the number of the change and its nonce tell whether it is in the file. Where even that cannot be found out the caller may
// try again over the same revision: what this [Store] wrote itself is no conflict.
//
// # Damage
//
// A record that cannot be read is left out alone: all else is shown, and [Store.Unreadable] counts those that were met. An operation
// fails with [checks.CodeDamaged] where the record that was asked for is damaged, or the pages that lead to it. An id that is not found
// may be that of a damaged record: then that is the error.
//
// One sum over the checksums of all records stands in the file. That one of them is missing, or is what it was earlier, is noticed by
// [Store.Examine], by every copy of the file, and by [Store.Restore]; other reads do not look.
//
// [Store.Repair] looks for envelopes anywhere in a damaged file, in whichever page they lie, and writes those that are whole into a new
// one, of each record the latest version. What was deleted and not yet swept is among them where nobody can tell it from what was lost:
// it is named as doubtful. The damaged file stays beside the new one under its own name, emptychair.db.damaged-…, and is only removed by
// who asks for it.
//
// # Deletion
//
// A change leaves what was there in free pages. After a deletion, after a save that takes words of a story back, and after the save of a
// run that shows the answers to an item, leaves the item, or finishes the run, all records are therefore copied to a new file that takes
// the place of the old one. Where that fails the file notes that it is to be done, and the next write tries again.
//
// While an item is voted on, free pages hold earlier tallies, and so the order of the answers: to sweep with each vote would be to copy
// the file each time. The file notes that a run is open, for [Store.Sweep], which whoever leaves the run or the program calls, and whoever
// begins, for a program that was killed; the first write of any other [Store] sweeps as well. No copy that this package makes holds free
// pages, but for that of a damaged file, which is put aside without the earlier tallies.
//
// A run is deleted with its own actions, a story with all that was written to follow it, an action out of its run; each with what later
// runs said of it at their look backs. Backups hold them still: [Store.BackupsHolding] finds these by the ids. A team that gets another
// name is swept as one that is deleted: the old name stays in backups, and in texts that people wrote.
//
// # What is being typed
//
// A draft is what is being typed in a form outside a run, until it is saved or left; that of a form in a run is in the run. It is no part
// of the database, and in no backup and no export: each program keeps its drafts in a file of its own, emptychair.db.….typed, which is
// locked as long as the program lives. Who begins takes over what programs left that are no more ([Store.Drafts]), but for what is about
// something that was deleted since; a deletion drops such drafts at once, but for those of programs that live.
//
// # Backups and exchange
//
// Backups stand in a folder beside the file, named by time and reason: emptychair.db.backups/2026-11-22T10-57-30.123Z.finish.db. Each is
// a copy of all records, with all checksums looked at on the way. Ten are kept, and of each reason the newest in any case.
//
// [Store.Records] is all there is in the order of its keys, [Store.Merge] takes the like in: all or nothing, through a new file.
//
// # Schemas and systems
//
// Files of earlier schemas, none of which was released, are [checks.CodeOlder]. A file with a later one is [checks.CodeNewer].
//
// On Linux, macOS and the BSDs this package and bbolt take the same lock. On Windows this package takes one of its own, so a program that
// uses the file through bbolt alone can write while its pages are looked at. A file that is open cannot be replaced there: nothing is
// swept, so that a deletion ends in [checks.CodeTextRemains], and to merge, repair or restore the file is let go first. Folders cannot be
// synced there, so a crash right after the first save can lose the new file.
package store
