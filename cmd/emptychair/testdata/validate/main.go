// Command validate reads documents, each with its schema and what it is called, and prints the names of those that their schemas refuse,
// with why, and how many there are. To link what knows schemas would cost each start of the program in a test as much as itself.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func main() {
	input := json.NewDecoder(os.Stdin)
	input.UseNumber()
	for n := 0; ; n++ {
		var d struct {
			Name             string
			Schema, Document any
		}
		if err := input.Decode(&d); err == io.EOF {
			fmt.Println(n, "documents")
			return
		} else if err != nil {
			panic(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("schema", d.Schema); err != nil {
			panic(err)
		}
		if err := compiler.MustCompile("schema").Validate(d.Document); err != nil {
			fmt.Println(d.Name, err)
		}
	}
}
