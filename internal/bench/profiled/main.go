// Command profiled is credit with a CPU profile, written to the file that
// CREDIT_BENCH_PROFILE names: internal/bench shows by it where the time goes.
package main

import (
	"fmt"
	"os"
	"runtime/pprof"

	"credit/internal/cli"
)

func main() {
	file, err := os.Create(os.Getenv("CREDIT_BENCH_PROFILE"))
	if err == nil {
		err = pprof.StartCPUProfile(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "profiled:", err)
		os.Exit(2)
	}
	code := cli.Main(os.Args[1:], os.Stdout, os.Stderr)
	pprof.StopCPUProfile()
	if err := file.Close(); err != nil {
		fmt.Fprintln(os.Stderr, "profiled:", err)
		os.Exit(2)
	}
	os.Exit(code)
}
