// Command emptychair is a customer-obsession health check for teams, in the terminal. Without a command it opens the
// full-screen program; everything that can be shown is a command that prints, too.
//
// The package wires the others together and holds what belongs to a command line alone: arguments, where the database is,
// which language and whether colour, signals, exit codes. An app stands for one call of the program and gets all that lies
// outside it as an env. Each command has its options, a thin action that reads them from the command line, and a function that
// does the work; these stand in a file of its own, but for the steps that follow a complaint and for the changes of an action,
// which share one and the function. A family is a first word that several commands share. Results go to stdout, once
// they are durable; an error is two sentences on stderr, what failed and what to do.
package main
