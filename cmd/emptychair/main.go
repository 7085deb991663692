// Command emptychair is a customer-obsession health check for teams, in the terminal. Without a command it opens the
// full-screen program; everything that can be shown is a command that prints, too.
//
// The package wires the others together. An app stands for one call of the program; what belongs to a command line and knows
// no command is in package shell. Each command has its options, a thin action that hands them on, and a method that does the
// work: app.runShow for "show". They stand in the file with the command's name; commands that share their first word, as
// "actions add" does, share a file. A result goes to stdout once what it tells is durable; an error is two sentences on
// stderr, what failed and what to do.
package main

import (
	"os"

	"emptychair/cmd/emptychair/shell"
)

func main() {
	os.Exit(run(shell.System()))
}
