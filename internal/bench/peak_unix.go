//go:build linux || darwin

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakOf is a finished process's largest resident set in bytes.
func peakOf(state *os.ProcessState) int64 {
	used, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(used.Maxrss) // in bytes there, in KiB on Linux
	}
	return int64(used.Maxrss) << 10
}
