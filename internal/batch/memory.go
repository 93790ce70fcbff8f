package batch

import (
	"os"
	"runtime/debug"

	"credit/internal/intake"
)

// The collector's settings: what a run keeps is small beside what it passes
// through, so collecting less often saves a sixth of the time; the limit
// keeps that from costing memory when one file is large.
const (
	collectAt = 300 // percent
	// A small run ends before anything is collected.
	smallAt      = 800
	smallBytes   = 1 << 20
	memoryAtMost = 200 << 20
)

// How much memory a byte of the largest file may need: of a submission, of
// which the strict reader may have to take every cell apart, and of a graded
// workbook.
const (
	PerByteSubmitted = 10
	PerByteGraded    = 5
)

// EaseCollector sets the garbage collector for a run, unless the environment
// sets it, and returns what puts it back.
func EaseCollector() (back func()) {
	if setByEnvironment() {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(smallAt), debug.SetMemoryLimit(memoryAtMost)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// AllowFor fits the collector to the files of a run, after EaseCollector.
func AllowFor(files []intake.File, perByte int64) {
	limit, total := int64(memoryAtMost), int64(0)
	for _, f := range files {
		if info, err := os.Stat(f.Path); err == nil {
			limit = max(limit, perByte*info.Size())
			total += info.Size()
		}
	}
	if setByEnvironment() || total <= smallBytes {
		return
	}
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(limit)
}

func setByEnvironment() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }
