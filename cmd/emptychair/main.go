package main

import (
	"os"

	"emptychair/cmd/emptychair/shell"
)

func main() {
	os.Exit(run(shell.System()))
}
