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
	return inBytes(int64(used.Maxrss))
}

// ownPeak is this process's largest resident set in bytes.
func ownPeak() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return inBytes(int64(used.Maxrss))
}

// inBytes is a resident set in bytes: it is given so on Darwin, in KiB on Linux.
func inBytes(set int64) int64 {
	if runtime.GOOS == "darwin" {
		return set
	}
	return set << 10
}
