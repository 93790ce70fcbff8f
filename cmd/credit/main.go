// Command credit checks, scores and explains the credit of education
// practitioners by the rubric of a municipal regulation.
package main

import (
	"os"

	"credit/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr))
}
