package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine says what the figures were taken on, and how busy it was already.
func machine(folder string) string {
	parts := []string{runtime.GOOS + "/" + runtime.GOARCH}
	if system := field("/etc/os-release", "PRETTY_NAME="); system != "" {
		parts[0] += ", " + strings.Trim(system, `"`)
	}
	if model := field("/proc/cpuinfo", "model name"); model != "" {
		parts = append(parts, strings.TrimSpace(strings.TrimLeft(model, "\t :")))
	}
	cores := fmt.Sprintf("%d cores", runtime.NumCPU())
	if n := runtime.GOMAXPROCS(0); n != runtime.NumCPU() {
		cores += fmt.Sprintf(" (%d used)", n)
	}
	parts = append(parts, cores)
	if memory := field("/proc/meminfo", "MemTotal:"); memory != "" {
		var kib int64
		fmt.Sscan(memory, &kib)
		parts = append(parts, fmt.Sprintf("%.0f GiB", float64(kib)/(1<<20)))
	}
	parts = append(parts, runtime.Version(), "results on "+fileSystem(folder))
	if load := field("/proc/loadavg", ""); load != "" {
		parts = append(parts, "load "+strings.Fields(load)[0]+" at the start")
	}
	return strings.Join(parts, ", ")
}

// ownPeak is this process's largest resident set in bytes, 0 where it is not
// known. (getrusage would count that of the go command, which ran it.)
func ownPeak() int64 {
	var kib int64
	fmt.Sscan(field("/proc/self/status", "VmHWM:"), &kib)
	return kib << 10
}

// field is what follows a prefix in the first line of a file that has it,
// empty where there is none.
func field(path, prefix string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, prefix); found {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
