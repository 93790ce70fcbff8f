package batch

import (
	"os"
	"runtime/debug"

	"credit/internal/intake"
)

// The collector's settings. What a run keeps is small beside what it passes
// through, so collecting often costs little time and keeps memory low.
const (
	collectAt = 35 // percent
	// A small run ends before anything is collected.
	smallAt    = 800
	smallBytes = 1 << 20
)

// EaseCollector sets the garbage collector for a run, unless the environment
// sets it, and returns what puts it back.
func EaseCollector() (back func()) {
	if setByEnvironment() {
		return func() {}
	}
	percent := debug.SetGCPercent(smallAt)
	return func() { debug.SetGCPercent(percent) }
}

// FitCollector fits the collector to the files of a run, after EaseCollector.
func FitCollector(files []intake.File) {
	total := int64(0)
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil {
			total += info.Size()
		}
	}
	if !setByEnvironment() && total > smallBytes {
		debug.SetGCPercent(collectAt)
	}
}

func setByEnvironment() bool { return os.Getenv("GOGC") != "" }
