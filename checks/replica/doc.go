// Package replica keeps what several machines have of the same records alike, over a folder that anything can carry: Syncthing, git,
// Nextcloud, a share, a stick. It knows no file and no clock; what reads and writes the folder is in cmd/emptychair.
//
// # Documents
//
// Each machine writes one document, under its own name, and reads those of all others, so that no file has two writers. A [Document]
// holds the interchange and, for each record, a [Version]. A machine's document has what was changed last on that machine: what another
// one changed since is in that one's, and so the folder grows with what it holds, not with the number of machines. Where the document of
// the machine that changed a record is not in the folder, whoever has the record publishes it.
//
// # Versions
//
// A [Vector] counts for each machine how often it changed a record. One that has seen the other follows it, and replaces it without a
// question. Two neither of which has seen the other were changed apart: where both say the same they become one, otherwise both are kept,
// the other one in the [Note] of the record, until a person settles it with [State.Settle]. That follows both. Two versions with one
// vector and different content are apart, too: nothing is believed to follow that does not.
//
// # What a machine notes
//
// The store's records carry no vectors, and who does not sync pays nothing. A [State] notes for each record what it was at the last sync;
// what has another checksum since was changed here, and what is not there any more was deleted here. A deletion is a version with a day
// and no content: its text leaves the document of this machine with the next sync.
//
// The state belongs to one state of the database (see Replicate in package store): of another one, such as a backup that was restored,
// nothing is noted, and what it lacks comes back from the folder instead of being deleted everywhere. Where the folder holds a count of
// this machine that it has not counted itself, another one goes by the same name, or this one has forgotten: it takes a new name, and
// what it changed under the old one and the other has otherwise is apart.
//
// # What stays home
//
// Unfinished runs, so that no hidden vote travels, what is being typed, even in a finished run, and settings. A folder takes the teams that
// were named for it, with what one person did alone; where none was named all teams, without that and without what one person noted between
// runs. Whatever was once in a folder stays in it, also under another team's name, and a team that is renamed is named by its new name.
// Where a folder is named for fewer teams, what is here and of none of them leaves the document of this machine. It stays as it is, here and
// on the other machines, even where it is deleted on one of them.
//
// A person is in no version: machines have names of thirteen letters by chance. Of a team the state and the versions hold a checksum.
package replica
