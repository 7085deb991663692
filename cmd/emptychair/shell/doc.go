// Package shell is what belongs to a command line and knows no command: the streams, variables and clock it is given ([Env]),
// how a command line is read and explained, how errors become two sentences and an exit code, colour, passphrases, the
// editor, documents that come in and files that come to be.
//
// A [Shell] stands for one call of the program. Commands are built by [Shell.Command] and [Shell.Family]; what the library
// that reads them finds wrong is put into our words, in the user's language. [Problem] is an error of the command line
// itself: the id of a message. What is printed is put together as a whole and written at once; a file is there as a whole or
// not at all.
package shell
